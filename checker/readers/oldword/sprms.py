"""Property changes (grpprl, a row of sprms) in, the few properties that decide what is visible out."""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["CharProps", "ParaProps", "char_props", "para_props"]

_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION = 0xD608  # its length has two bytes


@dataclass(frozen=True, slots=True)
class CharProps:
    """Of a stretch of characters. `vanish` is 0 or 1, 0x80 (as the style), 0x81 (opposite), None (unsaid)."""

    deleted: bool = False
    inserted: bool = False
    special: bool = False
    vanish: int | None = None
    style: int | None = None
    symbol: int | None = None


@dataclass(frozen=True, slots=True)
class ParaProps:
    """Of a paragraph. `depth` counts the tables it stands in; `row_end` marks the end of a table row.

    `dropped`: it is a capital (首字下沉) at the head of the next paragraph.
    """

    style: int = 0
    depth: int = 0
    row_end: bool = False
    cell_end: bool = False
    level: int | None = None
    num: int | None = None
    ilvl: int | None = None
    dropped: bool = False


def changes(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """(code, operand) of each change; stops at the first that does not fit."""
    at = 0
    while at + 3 <= len(grpprl):
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        kind = code >> 13
        if kind != 6:
            size = _SIZES[kind]
        elif code == _TABLE_DEFINITION:
            size = struct.unpack_from("<H", grpprl, at)[0] + 1 if at + 2 <= len(grpprl) else 0
        else:
            size = grpprl[at] + 1
        yield code, grpprl[at : at + size]
        at += size


def _number(operand: bytes) -> int:
    return int.from_bytes(operand[:4], "little")


@functools.lru_cache(maxsize=1024)
def char_props(grpprl: bytes) -> CharProps:
    """What a grpprl says of characters."""
    deleted = inserted = special = False
    vanish = style = symbol = None
    for code, operand in changes(grpprl):
        if code == 0x0800:
            deleted = bool(_number(operand))
        elif code == 0x0801:
            inserted = bool(_number(operand))
        elif code == 0x0855:
            special = bool(_number(operand))
        elif code == 0x083C:
            vanish = _number(operand)
        elif code == 0x4A30:
            style = _number(operand)
        elif code == 0x6A09 and len(operand) == 4:
            symbol = operand[2] | operand[3] << 8
    return CharProps(deleted, inserted, special, vanish, style, symbol)


def para_props(properties: bytes, data_stream: bytes) -> ParaProps:
    """What style number and grpprl say of a paragraph; long grpprls stand in the stream Data."""
    style = int.from_bytes(properties[:2], "little")
    in_table = row_end = cell_end = dropped = False
    depth: int | None = None
    level = num = ilvl = None
    rows = [properties[2:]]
    for row in rows:
        for code, operand in changes(row):
            if code in (0x6646, 0x6645) and len(rows) == 1:
                at = _number(operand)
                size = int.from_bytes(data_stream[at : at + 2], "little")
                rows.append(data_stream[at + 2 : at + 2 + size])
            elif code == 0x4600:
                style = _number(operand)
            elif code == 0x2416:
                in_table = bool(_number(operand))
            elif code in (0x2417, 0x244C):
                row_end |= bool(_number(operand))
            elif code == 0x244B:
                cell_end = bool(_number(operand))
            elif code == 0x6649:
                depth = min(_number(operand), 64)
            elif code == 0x442C:
                dropped = _number(operand) & 7 in (1, 2)
            elif code == 0x2640:
                level = _number(operand)
            elif code == 0x260A:
                ilvl = _number(operand)
            elif code == 0x460B:
                num = _number(operand)
    if depth is None:
        depth = 1 if in_table else 0
    return ParaProps(style, depth, row_end, cell_end, level, num, ilvl, dropped)
