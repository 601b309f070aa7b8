"""A text and a cell of a workbook in, the cell holding it as a text out, whatever it begins with."""

from __future__ import annotations

from typing import Any

from docgen.values import ILLEGAL

__all__ = ["like_a_formula", "put_text"]

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
