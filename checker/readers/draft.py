"""Pieces of visible text in, one `Paragraph` out, with the way back to every run they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from checker.document import Cell, Paragraph, Part, RunSpan

__all__ = ["OBJECTS", "Draft", "Facts"]

# How the classes of embedded objects begin that hold words: Word, Excel and PowerPoint, the same of WPS, PDF, a file
# of any kind.
OBJECTS = ("Word.", "Excel.", "PowerPoint.", "KWPS.", "WPS.", "ET.", "WPP.", "AcroExch.", "Package")


@dataclass(slots=True)
class Facts:
    """What the walks over the parts of one file learn besides its text."""

    hidden: bool = False
    tracked: bool = False
    embedded: bool = False
    tables: int = 0
    paragraphs: int = 0
    characters: int = 0
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    sections: list[Any] = field(default_factory=list)


class Draft:
    """A paragraph while it is being read.

    `after` are the paragraphs of text boxes anchored in it, which follow it; `mark_gone` says that no mark
    ends it and the next paragraph goes on with it; `prompts` are the places that only ask to be filled in;
    `outline`, `num` and `ilvl` are what the paragraph itself
    says of its level and list, None where its style decides.
    """

    __slots__ = (
        "after",
        "cell",
        "hidden",
        "ilvl",
        "length",
        "level",
        "mark_gone",
        "num",
        "number",
        "outline",
        "part",
        "prompts",
        "spans",
        "style",
        "style_name",
        "texts",
    )

    def __init__(self, part: Part, cell: Cell | None, style: str = "") -> None:
        self.part = part
        self.cell = cell
        self.texts: list[str] = []
        self.length = 0
        self.spans: list[tuple[int, int, int, int]] = []
        self.after: list[Draft] = []
        self.prompts: list[tuple[int, int]] = []
        self.number = ""
        self.level: int | None = None
        self.style_name = ""
        self.begin(style)

    def begin(self, style: str) -> None:
        """Take the properties of a paragraph that says nothing but its style."""
        self.style = style
        self.hidden = False
        self.mark_gone = False
        self.outline: int | None = None
        self.num: int | None = None
        self.ilvl: int | None = None

    def add(self, text: str, run: int = -1, offset: int = 0) -> None:
        """Text of run number `run` (-1: of no run), beginning at `offset` of that run's text."""
        start = self.length
        if not start and text == "\n":
            return  # a page break before the first word is no line
        self.texts.append(text)
        self.length = end = start + len(text)
        if run < 0:
            return
        spans = self.spans
        if spans:
            first, last, before, begun = spans[-1]
            if before == run and last == start and begun + last - first == offset:
                spans[-1] = (first, end, run, begun)
                return
        spans.append((start, end, run, offset))

    def text(self) -> str:
        """The text so far; line breaks at its end are dropped together with their places."""
        texts = self.texts
        if len(texts) > 1:
            texts[:] = ["".join(texts)]  # asked for more than once
        whole = texts[0] if texts else ""
        if not whole.endswith("\n"):
            return whole
        text = whole.rstrip("\n")
        length = len(text)
        self.spans = [(a, min(b, length), run, offset) for a, b, run, offset in self.spans if a < length]
        return text

    def paragraph(self, index: int, member: str) -> Paragraph:
        """The finished paragraph, with the way back to the runs of the part `member`."""
        text = self.text()
        spans = tuple([RunSpan(start, end, member, run, offset) for start, end, run, offset in self.spans])
        number, style, cell = self.number, self.style_name, self.cell
        if not self.prompts:
            return Paragraph(index, text, self.part, number, self.level, style, cell, spans)
        prompts = _joined(self.prompts, len(text))
        return Paragraph(index, text, self.part, number, self.level, style, cell, spans, prompts)


def _joined(places: list[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    """The places in order, those that overlap as one, none of them beyond `length`."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return tuple([(start, min(end, length)) for start, end in joined if start < length])
