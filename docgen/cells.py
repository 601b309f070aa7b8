"""Workbooks: a cell that holds a text as a text, whatever it begins with; and the bytes of the whole."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docgen.values import ILLEGAL

__all__ = ["like_a_formula", "put_text", "saved"]

# What makes Excel, WPS or LibreOffice reckon a cell of a .csv; the full-width signs do so in Chinese versions.
_SIGNS = tuple("=+-@＝＋－＠|")


def like_a_formula(text: str) -> bool:
    """Whether a program may take the text for a formula.

    >>> like_a_formula("=1+1"), like_a_formula(" \\t@SUM(1)"), like_a_formula("张·艾力")
    (True, True, False)
    """
    return text.strip().startswith(_SIGNS) or text[:1] in ("\t", "\r", "\n")


def put_text(cell: Any, text: str) -> None:
    """Text as text: a value that begins like a formula stays words, and signs no sheet can hold are left out."""
    cell.value = ILLEGAL.sub("", text) if isinstance(text, str) else text
    if isinstance(text, str) and like_a_formula(text):
        cell.data_type = "s"
        cell.quotePrefix = True


def saved(book: Any) -> bytes:
    """The workbook's bytes, made in memory.

    openpyxl puts each sheet into a temporary file first; where that disk is full, what it began fails again,
    aloud, when it is thrown away.
    """
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):  # type: ignore[misc]
        """As openpyxl's own, but for the temporary file."""

        def write_worksheet(self, sheet: Any) -> None:
            """One sheet."""
            sheet._drawing = SpreadsheetDrawing()
            sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
            part = BytesIO()
            writer = WorksheetWriter(sheet, part)
            writer.write()
            sheet._rels = writer._rels  # type: ignore[attr-defined]
            self._archive.writestr(sheet.path[1:], part.getvalue())  # type: ignore[attr-defined]
            self.manifest.append(sheet)

    stream = BytesIO()
    InMemory(book, ZipFile(stream, "w", ZIP_DEFLATED)).save()
    return stream.getvalue()
