"""Rows of fields come in; sheets of an .xlsx come out, in which no text of a document can be a formula."""

from __future__ import annotations

import contextlib
import copy
import io
import math
import re
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from checker.reports.clean import formula_like, xml_text
from checker.reports.output import write_with
from checker.reports.rows import Field
from checker.reports.zipcopy import rewrite

__all__ = ["SHEET_ROWS", "Book", "Sheet", "cell_text"]

# What Excel holds: UTF-16 units in a cell, rows in a sheet, links in a sheet.
CELL_UNITS, SHEET_ROWS, SHEET_LINKS = 32_767, 1_048_576, 65_000
FONT = "宋体"
# Points a line of 10-point text, and what Excel allows a row.
LINE, HIGHEST = 14.5, 405.0
FILLS = {
    "good": "C6E7CE",
    "weak": "FFE699",
    "bad": "F8B4B4",
    "none": "EDEDED",
    "head": "1F4E79",
    "small": "1F4E79",
}
INKS = {
    "good": "10502A",
    "weak": "6B4E00",
    "bad": "8B0000",
    "none": "7F7F7F",
    "head": "FFFFFF",
    "small": "FFFFFF",
    "link": "0563C1",
}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CUT = "……（未完）"


def cell_text(text: str) -> str:
    """The text as a cell can hold it: no control characters, at most 32,767 units, `_x0041_` kept literal."""
    text = _ESCAPE.sub(r"_x005F_x\1_", xml_text(text))
    # A character outside the basic plane takes two units; only long texts need the exact count.
    if len(text) * 2 > CELL_UNITS and len(text.encode("utf-16-le")) // 2 > CELL_UNITS:
        room = (CELL_UNITS - len(_CUT)) * 2
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT
    return text


class Sheet:
    """One table on as many sheets as its rows need; head row frozen, filtered, and repeated in print."""

    def __init__(
        self,
        book: Book,
        title: str,
        header: Sequence[str],
        widths: Sequence[float],
        *,
        frozen_columns: int = 1,
        pages_wide: int = 1,
        centred: frozenset[int] = frozenset(),
        head_height: float = 30,
        choices: tuple[int, Sequence[str]] | None = None,
        note: str = "",
        printed: bool = True,
        narrow: frozenset[int] = frozenset(),
    ) -> None:
        """`choices` are a column and the words to offer in it; `note` is a line above the heads.

        Of a sheet that is not `printed` only note and heads are. The heads of `narrow` columns are set small.
        """
        self._choices, self._note, self._printed, self._narrow = choices, note, printed, narrow
        self._head = 2 if note else 1
        self._book, self._title, self._header, self._widths = book, title, header, widths
        self._frozen, self._pages, self._centred, self._height = (
            frozen_columns,
            pages_wide,
            centred,
            head_height,
        )
        self._part = 0
        self._open()

    def append(self, row: Sequence[Field]) -> None:
        """Add a row; a full sheet is followed by another of the same heads."""
        if self._rows >= self._book.sheet_rows:
            self.close()
            self._open()
        self._rows += 1
        height = LINE * max(
            _lines(field.value, width) for field, width in zip(row, self._widths, strict=False)
        )
        if height > LINE:
            self._ws.row_dimensions[self._rows].height = min(height, HIGHEST)
        self._ws.append([self._cell(number, field) for number, field in enumerate(row)])
        # The row is written; keeping its height for each of a million rows would fill the memory.
        self._ws.row_dimensions.pop(self._rows, None)

    def close(self) -> None:
        """Set the filter over the rows written."""
        last, first = self._book.letter(len(self._header)), self._head
        end = max(self._rows, first + 1)
        self._ws.auto_filter.ref = f"A{first}:{last}{end}"
        if not self._printed:
            self._ws.print_area = f"A1:{last}{first}"
        if self._choices:
            from openpyxl.worksheet.datavalidation import DataValidation

            column, words = self._choices
            menu = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            menu.add(f"{self._book.letter(column + 1)}{first + 1}:{self._book.letter(column + 1)}{end}")
            self._ws.data_validations.append(menu)

    def _open(self) -> None:
        self._part += 1
        self._rows, self._links = self._head, 0
        title = self._title if self._part == 1 else f"{self._title}({self._part})"
        self._ws = ws = self._book.sheet(title, self._widths)
        ws.freeze_panes = f"{self._book.letter(self._frozen + 1)}{self._head + 1}"
        ws.page_setup.fitToWidth = self._pages
        ws.print_title_rows = f"1:{self._head}"
        if self._pages > 1:
            ws.print_title_cols = f"A:{self._book.letter(max(1, self._frozen))}"
        if self._note:
            ws.append([self._book.cell(ws, self._note, "plain")])
        ws.row_dimensions[self._head].height = self._height
        heads = (("small" if n in self._narrow else "head", text) for n, text in enumerate(self._header))
        ws.append([self._book.cell(ws, text, style) for style, text in heads])

    def _cell(self, number: int, field: Field) -> Any:
        style = field.tone or ("middle" if number in self._centred else "text")
        link = field.href if field.href and self._links < SHEET_LINKS else ""
        cell = self._book.cell(self._ws, field.value, "link" if link else style)
        if link:
            self._links += 1
            cell.hyperlink = link
        return cell


class Book:
    """A workbook written row by row, so that its size does not matter; the same rows give the same bytes."""

    def __init__(self, title: str, when: datetime, *, sheet_rows: int = SHEET_ROWS) -> None:
        """Start an empty workbook; `when` is the time it says it was made."""
        self.sheet_rows = sheet_rows
        self._when = when.astimezone(timezone.utc) if when.tzinfo else when
        self._title = title
        self._book = _workbook()
        self._styles: dict[str, Any] = {}

    def sheet(self, title: str, widths: Sequence[float]) -> Any:
        """A new sheet for A4 landscape."""
        ws = self._book.create_sheet(title)
        for number, width in enumerate(widths, 1):
            ws.column_dimensions[self.letter(number)].width = width
        ws.sheet_properties.pageSetUpPr = _fit_to_page()
        ws.page_setup.orientation = "landscape"
        ws.page_setup.paperSize = 9
        ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
        margins = ws.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
        # "&" begins a code in a page header.
        ws.oddHeader.center.text = f"{self._title}　{title}".replace("&", "&&")
        ws.oddFooter.center.text = "第 &P 页，共 &N 页"
        return ws

    def letter(self, number: int) -> str:
        """The name of a column, from 1."""
        from openpyxl.utils import get_column_letter

        return str(get_column_letter(number))

    def cell(self, ws: Any, value: str | int, style: str = "text") -> Any:
        """A cell that is a number or plain text, whatever the text begins with."""
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(ws)
        if isinstance(value, int):
            cell.value = value
            cell._style = self._style(ws, style, quoted=False)
            return cell
        text = cell_text(value)
        # Set past the setter, which would take "=…" for a formula and "#N/A" for an error.
        cell._value, cell.data_type = text, "s"
        cell._style = self._style(ws, style, quoted=formula_like(text))
        return cell

    def save(self, path: Path) -> Path:
        """Write the workbook whole; return the name it got."""
        return write_with(path, self._fill)

    def _fill(self, temporary: Path) -> None:
        stamp = self._when.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._book.properties.creator = "wudaitou"
        self._book.properties.title = cell_text(self._title)
        # In memory, packed: a library that fails half-way into a file on a full disk fails again, aloud,
        # whenever it is thrown away.
        raw = io.BytesIO()
        try:
            self._book.save(raw)
        except BaseException:
            self._let_go()
            raise
        with ZipFile(raw) as archive:
            core = archive.read("docProps/core.xml").decode("utf-8")
        # openpyxl writes the time of day here; the same reviews shall give the same bytes.
        core = re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*", rf"\g<1>{stamp}", core)
        with temporary.open("wb") as out:
            rewrite(raw, out, {"docProps/core.xml": core.encode()})

    def _let_go(self) -> None:
        """End what openpyxl has open for each sheet, whose temporary files could not be written either."""
        for ws in self._book.worksheets:
            for half_done in (getattr(ws, "_rows", None), getattr(getattr(ws, "_writer", None), "xf", None)):
                if half_done is not None:
                    with contextlib.suppress(Exception):
                        half_done.close()

    def _style(self, ws: Any, style: str, *, quoted: bool) -> Any:
        key = f"{style}{'!' if quoted else ''}"
        if key not in self._styles:
            made = _made_style(ws, style)
            if quoted:
                # The cell stays text even after somebody edits it.
                made = copy.copy(made)
                made.quotePrefix = 1
            self._styles[key] = made
        return self._styles[key]


def _lines(value: str | int, width: float) -> int:
    """About how many lines a text takes in a column: Chinese characters are two wide."""
    if isinstance(value, int) or not value:
        return 1
    return sum(
        max(1, math.ceil((len(line.encode("utf-8", "replace")) + len(line)) / 2 / max(1.0, width - 2)))
        for line in value.split("\n")
    )


def _workbook() -> Any:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book: Any = Workbook(write_only=True)
    style = next(style for style in getattr(book, "_named_styles") if style.name == "Normal")  # noqa: B009
    style.font = Font(name=FONT, size=10)
    return book


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _made_style(ws: Any, style: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell: Any = WriteOnlyCell(ws)
    ink = INKS.get(style, "000000")
    cell.font = Font(
        name=FONT,
        size=8 if style == "small" else 10,
        bold=style in ("head", "bad"),
        color=ink,
        underline="single" if style == "link" else None,
    )
    if style in FILLS:
        cell.fill = PatternFill("solid", fgColor=FILLS[style])
    if style == "title":
        cell.font = Font(name=FONT, size=16, bold=True)
    if style in ("title", "plain"):
        return cell._style
    centre = style in FILLS or style in ("middle", "link")
    cell.alignment = Alignment(horizontal="center" if centre else "left", vertical="center", wrap_text=True)
    line = Side(style="thin", color="BFBFBF")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    return cell._style
