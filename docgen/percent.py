"""A workbook as openpyxl read it in, its cells that show percentages out as they are shown (95%, not 0.95)."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["percents", "shown"]

# What stands in quotes, behind a backslash or in brackets is printed as it is.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PLACES = re.compile(r"\.([0#?]+)%")
_EXACT = 4  # places behind the point that somebody typed; what a formula came to has more


def percents(book: Any) -> dict[int, int]:
    """The styles of a workbook that show percentages, each with how many places behind the point it shows."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    out = {}
    for n, style in enumerate(book._cell_styles):  # openpyxl has no public way to a read-only book's styles
        id = style.numFmtId
        own = id - BUILTIN_FORMATS_MAX_SIZE
        written = BUILTIN_FORMATS.get(id, "")
        if own >= 0:
            written = book._number_formats[own] if own < len(book._number_formats) else ""
        first = _LITERAL.sub("", written).split(";")[0]
        if "%" in first:
            places = _PLACES.search(first)
            out[n] = len(places[1]) if places else 0
    return out


def shown(value: object, places: int) -> object:
    """A number as a percentage: with all its places as somebody typed it, else with those that are shown.

    >>> shown(0.95, 0), shown(0.955, 0), shown(1, 2), shown(2 / 3, 1), shown("全部", 0)
    ('95%', '95.5%', '100%', '66.7%', '全部')
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    hundred = round(value * 100, 10)
    if round(hundred, _EXACT) != hundred:
        hundred = round(hundred, places)
    return f"{hundred:.15g}%"
