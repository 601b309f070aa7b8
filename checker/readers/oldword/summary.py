"""The stream SummaryInformation of an old Office file in, title, author and dates out.

Read here and not with olefile, whose reader believes any count in the file and then runs for hours.
"""

from __future__ import annotations

import struct
from datetime import datetime, timedelta

__all__ = ["summary_properties"]

_NAMES = {2: "title", 4: "author", 8: "last_modified_by", 18: "application"}
_DATES = {12: "created", 13: "modified"}
_CODE_PAGE = 1
_SHORT, _BYTES, _WIDE, _TIME = 2, 30, 31, 64
_MOST = 100  # the format defines 19


def summary_properties(stream: bytes) -> dict[str, str]:
    """The file's own facts; whatever is cut off or strange is left out."""
    found: dict[str, str] = {}
    try:
        start = struct.unpack_from("<I", stream, 44)[0]
        stated = struct.unpack_from("<I", stream, start + 4)[0]
        count = min(stated, _MOST, (len(stream) - start - 8) // 8)
        places = dict(struct.unpack_from("<II", stream, start + 8 + 8 * n) for n in range(count))
        encoding = _encoding(stream, start + places[_CODE_PAGE]) if _CODE_PAGE in places else "gb18030"
        for number, place in places.items():
            at = start + place
            if number in _NAMES:
                text = _text(stream, at, encoding)
                if text:
                    found[_NAMES[number]] = text
            elif number in _DATES:
                date = _date(stream, at)
                if date:
                    found[_DATES[number]] = date
    except (struct.error, ValueError, OverflowError):
        pass
    return found


def _encoding(stream: bytes, at: int) -> str:
    page = struct.unpack_from("<H", stream, at + 4)[0]
    return {65001: "utf-8", 1200: "utf-16-le", 1252: "cp1252", 950: "big5"}.get(page, "gb18030")


def _text(stream: bytes, at: int, encoding: str) -> str:
    kind, length = struct.unpack_from("<II", stream, at)
    if kind == _WIDE:
        length, encoding = length * 2, "utf-16-le"
    elif kind != _BYTES:
        return ""
    raw = stream[at + 8 : at + 8 + min(length, 2_000)]
    return raw.decode(encoding, "replace").partition("\0")[0].strip()


def _date(stream: bytes, at: int) -> str:
    """A FILETIME (100 ns since 1601) in ISO form; files that never had a date say 1601."""
    kind, ticks = struct.unpack_from("<IQ", stream, at)
    if kind != _TIME:
        return ""
    date = datetime(1601, 1, 1) + timedelta(seconds=ticks // 10_000_000)
    return date.isoformat() + "Z" if date.year > 1980 else ""
