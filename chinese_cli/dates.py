"""A workbook as openpyxl read it in, the same with the dates of a Chinese Excel known for dates out."""

from __future__ import annotations

from typing import Any

__all__ = ["know_chinese_dates"]

# ECMA-376, 18.8.30: what a Chinese Excel calls 2012年3月5日 (31), 2012年3月 (57), 3月5日 (58) and so on. They have
# no pattern in the file, and openpyxl knows only those of an English one: it would give the count of days.
_DATES = (*range(27, 37), *range(50, 59))


def know_chinese_dates(book: Any) -> None:
    """Cells in the date formats that are built into a Chinese Excel are dates from now on."""
    # openpyxl has no public way to say what a date is.
    book._date_formats |= {i for i, style in enumerate(book._cell_styles) if style.numFmtId in _DATES}
