"""Chinese words in, how many columns of a terminal they take, and the same words in lines that fit, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import click

from chinese_cli.division import cheapest

__all__ = ["Formatter", "columns", "wrapped"]

# What is never torn apart: a Latin word or number, or one Chinese sign with the closing marks that follow it.
_PIECES = re.compile(
    r"[ ]+|[（“《【「](?=.)|[!-~]+[，。、；：？！）”》】」…]*|.[，。、；：？！）”》】」…]*", re.DOTALL
)
_OPENING, _CLOSING = "（“《【「", "，。、；：？！）”》】」…"
_LINE, _TORN = 10, 3  # what a line costs, and one that ends within a sentence
_LONELY = 4  # columns


def columns(text: str) -> int:
    """How many columns a terminal shows the text in; rich can tell, too, but is not loaded for a help page.

    >>> columns("共 8 份")
    7
    """
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c)
    )


def wrapped(text: str, room: int) -> list[str]:
    """The text in as few lines of at most `room` columns as may be, which end after a mark where they can.

    No line begins with a closing mark, and the last is no single sign.

    >>> wrapped("一份一行，可以筛选，用 --data 指明", 10)
    ['一份一行，', '可以筛选，', '用 --data', '指明']
    >>> wrapped("先列出哪些文件会变，加 --yes 才写入", 24)
    ['先列出哪些文件会变，', '加 --yes 才写入']
    """
    pieces = _joined(text)

    def line(start: int, end: int) -> str:
        return "".join(pieces[start:end]).strip()

    def price(start: int, end: int) -> int | None:
        wide = columns(line(start, end))
        if wide > room and start < end - 1:
            return None
        lonely = end == len(pieces) and start > 0 and wide <= _LONELY
        return _LINE + _LINE * lonely + (_torn(pieces, start) if start else 0)

    return [line(*ends) for ends in cheapest(len(pieces), price)] or [""]


def _joined(text: str) -> list[str]:
    """What is never torn apart; an opening mark goes with what it opens."""
    out: list[str] = []
    for piece in _PIECES.findall(text):
        if out and out[-1] in _OPENING:
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _torn(pieces: Sequence[str], at: int) -> int:
    """What it costs to end a line before this piece: nothing after a mark, most within brackets."""
    before = "".join(pieces[:at]).rstrip()
    if before.count("（") > before.count("）"):
        return 2 * _TORN
    return 0 if before[-1:] in _CLOSING or pieces[at][0] in _OPENING else _TORN


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
