"""The text of one submitted file and where each piece of it sits; nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

__all__ = ["PART_NAMES", "Cell", "Document", "Paragraph", "Part", "RunSpan", "Unreadable", "Where"]

Part = Literal["body", "table", "textbox", "footnote", "endnote", "header", "footer"]

PART_NAMES: dict[str, str] = {
    "body": "正文",
    "table": "表格",
    "textbox": "文本框",
    "footnote": "脚注",
    "endnote": "尾注",
    "header": "页眉",
    "footer": "页脚",
}


# What a paper has hundreds of is a struct, made and compared in C; none can hold itself, so the collector may pass it
# over (gc=False), which is a fiftieth of a review.
class Where(Struct, frozen=True, gc=False):
    """A place in a document: characters `start` to `end` (exclusive) of one paragraph.

    `paragraph` is an index into `Document.paragraphs`, from 0. Offsets count Python characters of
    `Paragraph.text` (the automatic number, `Paragraph.number`, is not part of the text).
    """

    part: Part
    paragraph: int
    start: int
    end: int

    def to_json(self) -> dict[str, object]:
        """The place as the `where` object of the review schema."""
        return {"part": self.part, "paragraph": self.paragraph, "start": self.start, "end": self.end}


class RunSpan(Struct, frozen=True, gc=False):
    """Characters `start` to `end` of a paragraph's text, as they come from one `w:r` run.

    `member` is the zip member ("word/document.xml"), `run` the ordinal of the `w:r` element in that
    member in document order (`root.iter(w:r)`), from 0, and `offset` the position of `start` within
    the run's own visible text (`checker.wordml.run_text`).
    """

    start: int
    end: int
    member: str
    run: int
    offset: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in its table a paragraph stands; all numbers from 1, as a person counts."""

    table: int
    row: int
    column: int


class Paragraph(Struct, frozen=True, gc=False):
    """One paragraph as a reader of the page sees it.

    `number` is the automatic number Word would print in front ("一、", "（二）", "3."), empty when the
    number is typed or absent. `level` is the outline level (1 to 9) of a heading style, else None.
    `runs` leads back to the file's own runs; it is empty for formats without runs. `prompts` are the
    characters, from and up to, that only ask to be replaced (the 占位符 of a form's control not yet filled in).
    """

    index: int
    text: str
    part: Part = "body"
    number: str = ""
    level: int | None = None
    style: str = ""
    cell: Cell | None = None
    runs: tuple[RunSpan, ...] = ()
    prompts: tuple[tuple[int, int], ...] = ()

    @property
    def shown(self) -> str:
        """The paragraph with its automatic number, as printed."""
        return self.number + self.text


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read.

    `format` is what the content is ("docx", "doc", "wps", "rtf", "odt", "pdf", "txt"), whatever the
    name says. `sha256` is the hex digest of the file's bytes. `properties` holds the file's own facts
    ("title", "author", "created", "modified", "application"), where it has them. `notes` are things
    a reviewer should know of the file itself, as (rule name, Chinese message) pairs, for example
    ("file.macro", "文件含有宏……"). `pictured` says that a picture stands at its end, which may be a signature.
    """

    format: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]
    properties: dict[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()
    pictured: bool = False

    @property
    def text(self) -> str:
        """All body text (body, tables, text boxes, notes; no headers and footers), a line a paragraph."""
        return "\n".join(p.shown for p in self.paragraphs if p.part not in ("header", "footer"))

    @property
    def characters(self) -> int:
        """How many visible characters the body has; white space is not counted."""
        return len("".join(self.text.split()))

    def quote(self, where: Where) -> str:
        """The words at `where`, exactly as they stand in the file."""
        return self.paragraphs[where.paragraph].text[where.start : where.end]


class Unreadable(Exception):
    """A file whose text cannot be had; `reason` and `advice` are Chinese sentences for a layman.

    `code` is a stable word for machines: empty, encrypted, damaged, image_only, not_document,
    too_large, timeout, memory, permission, vanished, unsupported.
    """

    def __init__(self, code: str, reason: str, advice: str) -> None:
        super().__init__(f"{reason}{advice}")
        self.code = code
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        """Survive the way back from a worker process."""
        return (Unreadable, (self.code, self.reason, self.advice))
