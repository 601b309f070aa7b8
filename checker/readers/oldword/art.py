"""The drawings of a .doc (OfficeArtContent) in, the words of its WordArt (艺术字) and where each is anchored out.

Titles of posters and letters are often WordArt, and its words stand in no story. Layout: [MS-ODRAW] 2.2, [MS-DOC] 2.8.37.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Art", "word_art"]

_CONTAINER, _SHAPE, _OPTIONS = 0xF, 0xF00A, 0xF00B
_TEXT = 0xC0  # gtextUNICODE
_COMPLEX = 0x8000
_ANCHOR = 26  # bytes of an Spa
_HEADER = 8


@dataclass(frozen=True, slots=True)
class Art:
    """Words of WordArt: in a header (`header`), or anchored at position `at` of the body."""

    text: str
    header: bool
    at: int


def word_art(drawings: bytes, anchors: bytes) -> Iterator[Art]:
    """All WordArt with words; `anchors` (PlcfSpa) says where the shapes of the body are anchored."""
    places = _places(anchors)
    if len(drawings) < _HEADER:
        return
    at = _HEADER + struct.unpack_from("<I", drawings, 4)[0]  # what all drawings have in common comes first
    while at + 1 + _HEADER <= len(drawings):
        header = drawings[at] == 1
        end = at + 1 + _HEADER + struct.unpack_from("<I", drawings, at + 5)[0]
        for shape, text in _shapes(drawings, at + 1, min(end, len(drawings))):
            yield Art(text, header, places.get(shape, 0))
        at = end


def _shapes(data: bytes, at: int, end: int) -> Iterator[tuple[int, str]]:
    """(number of the shape, its words) of each shape between two places; containers are gone into."""
    shape = 0
    while at + _HEADER <= end:
        head, kind, length = struct.unpack_from("<HHI", data, at)
        at += _HEADER
        if head & 0xF == _CONTAINER:
            continue
        if kind == _SHAPE and length >= 4:
            shape = struct.unpack_from("<I", data, at)[0]
        elif kind == _OPTIONS:
            text = _words(data[at : min(at + length, end)], head >> 4)
            if text:
                yield shape, text
        at += length


def _words(options: bytes, count: int) -> str:
    """The words among a shape's properties; long values follow the list in its order."""
    at = 6 * count
    for n in range(count):
        if 6 * n + 6 > len(options):
            break
        name, number = struct.unpack_from("<HI", options, 6 * n)
        if name & _COMPLEX:
            if name & 0x3FFF == _TEXT:
                return options[at : at + number].decode("utf-16-le", "ignore").partition("\0")[0].strip()
            at += number
    return ""


def _places(anchors: bytes) -> dict[int, int]:
    """Where each shape of the body is anchored, by its number."""
    count = max((len(anchors) - 4) // (4 + _ANCHOR), 0)
    shapes = 4 * (count + 1)
    return {
        struct.unpack_from("<I", anchors, shapes + _ANCHOR * n)[0]: struct.unpack_from("<I", anchors, 4 * n)[
            0
        ]
        for n in range(count)
    }
