"""The style sheet (STSH) of a .doc in, the same `Styles` as of a .docx out; ids are the numbers as text."""

from __future__ import annotations

import struct

from checker.readers.oldword.binary import STYLES, WordFile
from checker.readers.oldword.sprms import char_props, para_props
from checker.readers.styles import Style, Styles

__all__ = ["parse_stylesheet"]

_NONE = 0xFFF
_PARAGRAPH, _CHARACTER, _NUMBERING = 1, 2, 4


def parse_stylesheet(word: WordFile) -> Styles:
    """All styles; a style whose record is cut off is left out with those after it."""
    styles = Styles(default_paragraph="0")
    sheet = word.structure(STYLES)
    if len(sheet) < 6:
        return styles
    header, count, base = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    for number in range(count):
        if at + 2 > len(sheet):
            break
        size = struct.unpack_from("<H", sheet, at)[0]
        record = sheet[at + 2 : at + 2 + size]
        at += 2 + size + size % 2
        if len(record) > base + 2:
            style = _style(str(number), record, base, word.data)
            styles.by_id[style.id] = style
    styles.may_hide = any(style.vanish for style in styles.by_id.values())
    return styles


def _style(style_id: str, record: bytes, base: int, data: bytes) -> Style:
    builtin, kind_and_parent, counts = struct.unpack_from("<HHH", record)
    kind, parent = kind_and_parent & 0xF, kind_and_parent >> 4
    length = struct.unpack_from("<H", record, base)[0]
    # Aliases follow the name after a comma ("标题 1,h1").
    name = record[base + 2 : base + 2 + 2 * length].decode("utf-16-le", "replace").partition(",")[0]
    at = base + 2 + 2 * length + 2
    parts = []
    for _ in range(counts & 0xF):
        if at + 2 > len(record):
            break
        size = struct.unpack_from("<H", record, at)[0]
        parts.append(record[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    outline = num = ilvl = None
    vanish = None
    if kind in (_PARAGRAPH, _NUMBERING) and parts:
        props = para_props(parts[0], data)
        outline, num, ilvl = props.level, props.num, props.ilvl
    if kind in (_PARAGRAPH, _CHARACTER):
        chars = parts[1 if kind == _PARAGRAPH else 0 :][:1]
        said = char_props(chars[0]).vanish if chars else None
        vanish = None if said is None else said in (1, 0x81)
    if outline is None and 1 <= builtin & 0xFFF <= 9:
        outline = (builtin & 0xFFF) - 1
    return Style(style_id, name, "" if parent == _NONE else str(parent), outline, num, ilvl, vanish)
