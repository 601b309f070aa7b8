"""Everything that is known of a document before rules look at it; frozen, made by `checker.judging`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from checker.document import Document, Where
from checker.findings import Evidence, Judgement, Section
from checker.normal import Normal

if TYPE_CHECKING:
    from checker.pagefacts import PageFacts
    from checker.segments import Segment
    from corpus import Standard

__all__ = ["Analysis", "Heading", "Outline", "Role", "Sentence", "Signature"]

Role = Literal["title", "heading", "body", "signature", "template", "chrome"]


class Heading(Struct, frozen=True, gc=False):
    """A heading (标题), whether it stands alone or runs into its paragraph.

    `level` is 1 for 一、 2 for （一） 3 for 1. and 一是 4 for （1）; `number` is the number as it stands
    ("一、"), empty for an unnumbered heading; `value` its value from 1, or None; `auto` says that Word
    prints the number by itself. `title` is the normalised heading text without number; `where` spans
    the heading's raw words. `run_in` says that the body goes on in the same line.
    """

    level: int
    number: str
    value: int | None
    title: str
    where: Where
    run_in: bool = False
    auto: bool = False


class Sentence(Struct, frozen=True, gc=False):
    """A sentence or a numbered clause, with the headings it stands under.

    `text` is normalised, `where` the raw place. `heading` is the index of the nearest heading in
    `Outline.headings`, or -1 before the first. `role` tells body text from titles, headings, signatures, a
    template's guiding words (【待填：…】) and a document-sharing site's own words (chrome).
    """

    text: str
    where: Where
    role: Role
    heading: int


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs (署名) and when: the raw places and what they say; each may be absent.

    `by_post`: the name stands behind a post alone (支部书记：李明), so that it may be the office that signs by him.
    """

    name: str = ""
    name_where: Where | None = None
    date_text: str = ""
    date_where: Where | None = None
    date: datetime.date | None = None
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """Title, headings, sentences, signature, and which paragraphs are a site's own words.

    `chrome` holds places (whole paragraphs or parts of them) that a document-sharing site added; `segments`
    the numbered pieces of each paragraph of the body, as they were cut for headings.
    """

    title: str
    title_where: Where | None
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]
    signature: Signature
    organization: str
    author: str
    chrome: tuple[Where, ...] = ()
    segments: dict[int, list[Segment]] = field(default_factory=dict, repr=False, compare=False)
    _parents: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)
    _chrome_in: dict[int, list[Where]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note each heading's heading and each paragraph's chrome: looking for them is slow in huge files."""
        for spot in self.chrome:
            self._chrome_in.setdefault(spot.paragraph, []).append(spot)
        above: list[int] = []
        parents: list[int] = []
        for n, heading in enumerate(self.headings):
            while above and self.headings[above[-1]].level >= heading.level:
                above.pop()
            parents.append(above[-1] if above else -1)
            above.append(n)
        object.__setattr__(self, "_parents", tuple(parents))

    def path(self, heading: int) -> tuple[int, ...]:
        """The headings above and including `heading`, outermost first, as indices."""
        out: list[int] = []
        while heading >= 0:
            out.append(heading)
            heading = self._parents[heading]
        return tuple(reversed(out))

    def is_chrome(self, where: Where) -> bool:
        """Whether `where` lies in a document-sharing site's own words."""
        return bool(self._chrome_in) and any(
            c.start <= where.start and where.end <= c.end for c in self._chrome_in.get(where.paragraph, ())
        )


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysed document: what the rules see.

    `normals[i]` is the normalised text of `document.paragraphs[i]`. `date` is the document's own date
    as far as it is known (signature first, then the text's own evidence), never the file's time.
    `page` is how a .docx is set out, only where somebody asked for the family `layout`.
    `memo` holds what several rules derive from the same analysis (its dates, its time cues), each value
    computed once by `checker.rules.common.once`; it is no part of the analysis.
    """

    document: Document
    standard: Standard
    normals: tuple[Normal, ...]
    outline: Outline
    kind: str
    kind_score: float
    judgements: tuple[Judgement, ...]
    sections: tuple[Section, ...]
    date: datetime.date | None = None
    page: PageFacts | None = None
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def where(self, paragraph: int, start: int, end: int) -> Where:
        """The raw place of normalised characters `start` to `end` of one paragraph."""
        a, b = self.normals[paragraph].span(start, end)
        return Where(self.document.paragraphs[paragraph].part, paragraph, a, b)

    def evidence(self, where: Where) -> Evidence:
        """The quoted words at `where`."""
        return Evidence(self.document.quote(where), where)

    def is_chrome(self, where: Where) -> bool:
        """Whether `where` lies in a document-sharing site's own words."""
        return self.outline.is_chrome(where)
