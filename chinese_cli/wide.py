"""Chinese words in, how many columns of a terminal they take, and the same words in lines that fit, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import click

__all__ = ["Formatter", "columns", "wrapped"]

# What is never torn apart: a Latin word or number, or one Chinese sign with the closing marks that follow it.
_PIECES = re.compile(
    r"[ ]+|[（“《【「](?=.)|[!-~]+[，。、；：？！）”》】」…]*|.[，。、；：？！）”》】」…]*", re.DOTALL
)
_OPENING = "（“《【「"


def columns(text: str) -> int:
    """How many columns a terminal shows the text in; rich can tell, too, but is not loaded for a help page.

    >>> columns("共 8 份")
    7
    """
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c)
    )


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` columns; no line begins with a closing mark.

    >>> wrapped("一份一行，可以筛选，用 --data 指明", 10)
    ['一份一行，', '可以筛选，', '用 --data', '指明']
    """
    lines, line = [], ""
    pieces = _PIECES.findall(text)
    for index, piece in enumerate(pieces):
        # An opening mark goes with what it opens.
        after = pieces[index + 1] if piece in _OPENING and index + 1 < len(pieces) else ""
        if line.strip() and columns(line + piece + after) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip(" ")
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


class Formatter(click.HelpFormatter):
    """Click's help pages, with Chinese signs counted as the two columns they take."""

    def write_text(self, text: str) -> None:
        """Paragraphs, indented."""
        paragraphs = re.split(r"\n\s*\n", text.strip("\n"))
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.write("\n")
            for line in paragraph.replace("\b", "").split("\n"):
                self._lines("", wrapped(line.strip(), self.width - self.current_indent), 0)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns: what one writes, and what it does."""
        listed = list(rows)
        first = _first(listed, col_max) + col_spacing
        for term, words in listed:
            lines = wrapped(words, max(self.width - self.current_indent - first, 20))
            if columns(term) > first - col_spacing:
                self._lines("", [term], 0)
                term = ""
            self._lines(term, lines, first)

    def _lines(self, term: str, lines: Iterable[str], first: int) -> None:
        indent = " " * self.current_indent
        for line in lines:
            self.write(f"{indent}{term}{' ' * (first - columns(term))}{line}".rstrip() + "\n")
            term = ""


def _first(rows: Sequence[tuple[str, str]], most: int) -> int:
    """The width of the first column: the widest term that is not wider than `most`."""
    return max((w for term, _ in rows if (w := columns(term)) <= most), default=most)
