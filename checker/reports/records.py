"""Reviews come in; the table for other programs comes out: CSV, a row a document, as the sheet 总表."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from checker.findings import Review
from checker.reports.clean import encodable, formula_like, plain
from checker.reports.overview import Titles, overview
from checker.reports.rows import Field, table_header, table_row

__all__ = ["csv_lines"]

# Without it Excel reads UTF-8 as GBK.
BYTE_ORDER_MARK = "\ufeff"


def csv_lines(reviews: Iterable[Review], *, titles: Titles | None = None) -> Iterator[str]:
    """The lines of the CSV; `reviews` is gone over twice. Text that a sheet could run gets an apostrophe."""
    titles = titles or Titles()
    view = overview(reviews)
    yield BYTE_ORDER_MARK + _line([Field(title) for title in table_header(view, titles)])
    for review in reviews:
        yield _line(table_row(review, view, titles, programs=True))


def _line(row: Iterable[Field]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_harmless(field.value) for field in row])
    return out.getvalue()


def _harmless(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    risky = formula_like(value)
    text = plain(encodable(value))
    return f"'{text}" if risky or formula_like(text) else text
