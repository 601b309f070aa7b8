"""The list tables (PlfLst, PlfLfo) of a .doc in, the same `Numbering` as of a .docx out."""

from __future__ import annotations

import struct

from checker.readers.numbering import Level, Num, Numbering
from checker.readers.oldword.binary import LIST_USES, LISTS, WordFile
from checker.readers.oldword.sprms import char_props

__all__ = ["FORMATS", "parse_lists"]

# Number formats ([MS-OSHARED] MSONFC) under the names that .docx gives them.
FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    0x0A: "ideographDigital", 0x0B: "japaneseCounting", 0x0E: "decimalFullWidth", 0x0F: "decimal",
    0x10: "japaneseLegal", 0x11: "japaneseDigitalTenThousand", 0x12: "decimalEnclosedCircle",
    0x13: "decimalFullWidth2", 0x16: "decimalZero", 0x17: "bullet", 0x1A: "decimalEnclosedFullstop",
    0x1B: "decimalEnclosedParen", 0x1C: "decimalEnclosedCircleChinese", 0x1D: "ideographEnclosedCircle",
    0x1E: "ideographTraditional", 0x1F: "ideographZodiac", 0x20: "ideographZodiacTraditional",
    0x21: "taiwaneseCounting", 0x22: "ideographLegalTraditional", 0x23: "taiwaneseCountingThousand",
    0x24: "taiwaneseDigital", 0x25: "chineseCounting", 0x26: "chineseLegalSimplified",
    0x27: "chineseCountingThousand", 0x28: "ideographDigital", 0x39: "numberInDash", 0xFF: "none",
}  # fmt: skip
_SUFFIXES = {0: "tab", 1: "space", 2: "nothing"}
_LEVELS = 9


def parse_lists(word: WordFile) -> Numbering:
    """All lists: the key of a list is its lsid, the key of a use (what paragraphs name) its number from 1."""
    numbering = Numbering()
    table = word.beyond(LISTS)
    if len(table) < 2:
        return numbering
    count = struct.unpack_from("<H", table)[0]
    at = 2 + 28 * count
    for n in range(count):
        lsid = struct.unpack_from("<I", table, 2 + 28 * n)[0]
        simple = table[2 + 28 * n + 26] & 1
        levels = {}
        for ilvl in range(1 if simple else _LEVELS):
            levels[ilvl], at = _level(table, at)
        numbering.abstracts[lsid] = levels
    _uses(word.structure(LIST_USES), numbering)
    return numbering


def _uses(table: bytes, numbering: Numbering) -> None:
    """The uses of lists (LFO), each with levels that begin or look differently there."""
    if len(table) < 4:
        return
    count = struct.unpack_from("<I", table)[0]
    at = 4 + 16 * count
    for n in range(count):
        lsid, overrides = struct.unpack_from("<I8xB", table, 4 + 16 * n)
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        if at + 4 <= len(table):
            at += 4
        for _ in range(overrides):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            ilvl = flags & 0xF
            if flags & 0x20:
                level, at = _level(table, at)
                levels[ilvl] = level
                start = level.start
            if flags & 0x10 and ilvl < _LEVELS:
                starts[ilvl] = start
        numbering.nums[n + 1] = Num(lsid, starts, levels)


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """One level (LVL) and where the next begins. In its text, characters below 9 stand for a level."""
    start, code, flags = struct.unpack_from("<iBB", table, at)
    follow, chars, paras, limit = table[at + 15], table[at + 24], table[at + 25], table[at + 26]
    at += 28 + paras
    look = char_props(table[at : at + chars])
    at += chars
    length = struct.unpack_from("<H", table, at)[0]
    raw = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(char) + 1}" if ord(char) < _LEVELS else char for char in raw)
    level = Level(
        start=max(start, 0),
        format=FORMATS.get(code, "decimal"),
        text=text,
        suffix=_SUFFIXES.get(follow, "tab"),
        legal=bool(flags & 4),
        restart=limit if flags & 8 else None,
        hidden=look.vanish == 1,
    )
    return level, at + 2 + 2 * length
