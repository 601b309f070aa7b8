"""The bytes of a document that another one takes in whole (w:altChunk) in, its paragraphs out.

Programs that export “Word” write a whole web page so into an otherwise empty .docx, and Word shows it as the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from checker.document import Cell, Document, Paragraph, Unreadable
from checker.limits import Limits

if TYPE_CHECKING:
    from checker.readers.package import Package

__all__ = ["MOST", "placed", "read_chunk"]

# A document is put together from a few pieces; each costs as much as a file of its own.
MOST = 20


def read_chunk(
    data: bytes, limits: Limits, read_package: Callable[[Package, Limits], Document]
) -> Document | None:
    """What the piece is as a document of its own; None when it cannot be read here.

    `read_package` reads a piece that is a .docx itself, without the pieces it takes in.
    """
    from checker.readers.package import Package
    from checker.readers.sniff import name_zip, sniff
    from checker.readers.text import paragraphs
    from checker.readers.web import read_page

    try:
        kind = sniff(data)
        if kind == "html":
            return read_page(data, "", limits)
        if kind == "text":
            if data.lstrip().startswith(b"<"):
                return None  # markup of some kind; its tags are no words
            return Document("txt", "", paragraphs(data, limits))
        if kind == "zip":
            package = Package(data, limits)
            if name_zip(package.names(), b"") == "docx":
                return read_package(package, limits)
    except Unreadable as error:
        return Document("", "", ()) if error.code == "empty" else None
    return None


def placed(paragraphs: Sequence[Paragraph], first: int, tables: int) -> list[Paragraph]:
    """The paragraphs counted on from paragraph `first` and after so many tables; comments cannot reach their runs."""
    return [
        Paragraph(
            first + n,
            p.text,
            p.part,
            p.number,
            p.level,
            p.style,
            p.cell and Cell(p.cell.table + tables, p.cell.row, p.cell.column),
            (),
            p.prompts,
        )
        for n, p in enumerate(paragraphs)
    ]
