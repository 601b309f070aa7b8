"""A template's styles and page in, how many characters a line of its titles takes out; and long titles broken."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from docgen.titles import dotted, title_lines

__all__ = ["Room", "break_titles", "broken", "title_rooms"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word keeps a style's name where it makes ids of its own.
_NAMES = frozenset(("title", "附件标题", "牌面大字", "牌面文字"))
_CELLS = frozenset(("表格文字", "表格居中"))  # of these only names, and what one field says
_BREAK = "<w:br/>"
_WORDS = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)</w:t>|<w:br/>")
_SIGN = re.compile(r"&[^;]*;|.", re.DOTALL)
_OWN_SIZE = re.compile(r"<w:(?:sz|fldChar|drawing|object)\b")
_WIDTH = re.compile(r'<w:tcW w:w="(\d{1,6})" w:type="dxa"/>')
_CELL_MARGINS = 170  # twips, left and right together
_NAME_MOST = 40  # characters of a field that may be a name
_SHORT = 4  # characters that fit wherever a name is written
_SENTENCE = re.compile("[，。；：！？]")


@dataclass(frozen=True, slots=True)
class Room:
    """How wide a sign of a style is, and a line of the page, in twips."""

    sign: float
    line: float
    names: bool = False  # of a style for all that stands in tables: only names are looked at

    def characters(self, cell: float = 0) -> float:
        """How many Chinese characters one line takes, on the page or in a table's cell of this width."""
        return (cell - _CELL_MARGINS if cell else self.line) // self.sign


def title_rooms(members: Mapping[str, bytes]) -> dict[str, Room]:
    """For each style of titles, by its id, the room it has."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        styles = etree.fromstring(members["word/styles.xml"], parser)
        document = etree.fromstring(members["word/document.xml"], parser)
    except (KeyError, etree.XMLSyntaxError):
        return {}
    wide = min(map(_wide, document.iter(f"{_W}sectPr")), default=0.0)
    out = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        called = "" if name is None else name.get(f"{_W}val", "").casefold()
        if called not in _NAMES and called not in _CELLS:
            continue
        size = _number(style.find(f"{_W}rPr/{_W}sz"), "val")
        sign = size * 10 + _number(style.find(f"{_W}rPr/{_W}spacing"), "val")
        align = style.find(f"{_W}pPr/{_W}jc")
        centred = align is not None and align.get(f"{_W}val") == "center"
        if size and sign > 0 and wide > 0 and (centred or called in _CELLS):
            out[style.get(f"{_W}styleId", "")] = Room(sign, wide, called in _CELLS)
    return out


def _wide(section: object) -> float:
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")  # type: ignore[attr-defined]
    return _number(size, "w") - _number(margins, "left") - _number(margins, "right")


def _number(element: object, name: str) -> float:
    value = element.get(f"{_W}{name}", "0") if element is not None else "0"  # type: ignore[attr-defined]
    return float(value) if re.fullmatch(r"-?\d{1,6}(?:\.\d+)?", value) else 0.0


def break_titles(xml: str, rooms: Mapping[str, Room], context: Mapping[str, object]) -> str:
    """The document with line breaks in the titles that need more than one line; the rest as it was."""
    for style, room in rooms.items():
        place = xml.find(f'<w:pStyle w:val="{style}"/>')
        while place >= 0:
            start = max(xml.rfind("<w:p>", 0, place), xml.rfind("<w:p ", 0, place))
            end = xml.find("</w:p>", place)
            paragraph = xml[start:end]
            if not room.names or _one_name(_text(paragraph), context):
                paragraph = broken(paragraph, room.characters(_cell(xml, start)), context)
                xml = xml[:start] + paragraph + xml[end:]
            place = xml.find(f'<w:pStyle w:val="{style}"/>', start + len(paragraph))
    return xml


def _one_name(text: str, context: Mapping[str, object]) -> bool:
    """Whether a cell holds nothing but a name: a person's with a dot in it, or a school, a post that a field says."""
    if len(text) <= _SHORT or len(text) > _NAME_MOST or _SENTENCE.search(text):
        return False
    return dotted(text) or any(text == value for value in context.values())


def _cell(xml: str, place: int) -> float:
    """The width of the table's cell in which `place` is, or nothing."""
    start = xml.rfind("<w:tc>", 0, place)
    if start < 0 or xml.find("</w:tc>", start, place) >= 0:
        return 0
    found = _WIDTH.search(xml, start, place)
    return float(found[1]) if found else 0


def broken(paragraph: str, room: float, context: Mapping[str, object] | None = None) -> str:
    """A paragraph with line breaks where its words need more than one line; what the fields say is kept whole."""
    if _OWN_SIZE.search(paragraph):  # drawn by hand: how wide its signs are is not the style's
        return paragraph
    text = _text(paragraph)
    lines = title_lines(text, room, _names(context or {}, text))
    if lines == text.split("\n"):
        return paragraph
    ends, place = set(), 0
    for line in lines[:-1]:
        place += len(line)
        ends.add(place)
    done = 0  # signs of the text without breaks
    fresh = True  # at the beginning of a line

    def rewritten(match: re.Match[str]) -> str:
        nonlocal done, fresh
        if match[0] == _BREAK:
            fresh = True
            return _BREAK
        out = match[1]
        for sign in _SIGN.findall(match[2]):
            if done in ends and not fresh:
                out += f"</w:t>{_BREAK}{match[1]}"
            fresh = False
            out += sign
            done += len(html.unescape(sign))
        return f"{out}</w:t>"

    return _WORDS.sub(rewritten, paragraph)


def _text(paragraph: str) -> str:
    """What a paragraph says, its line breaks as `\\n`."""
    return "".join("\n" if m[0] == _BREAK else html.unescape(m[2]) for m in _WORDS.finditer(paragraph))


def _names(context: Mapping[str, object], text: str) -> list[str]:
    """What single fields say that stands in the title."""
    return [v for v in context.values() if isinstance(v, str) and 1 < len(v) <= _NAME_MOST and v in text]
