"""A paper's segments in, who signs it without one of the standard's labels out (没有“承诺人：”的署名)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.dates import DateHit, find_dates
from checker.document import Document, Where
from checker.foot import undated
from checker.footsigns import foot_signer, in_brackets
from checker.normal import Normal
from checker.offices import is_office
from checker.persons import (
    after_office,
    is_person,
    opening_person,
    plainly_person,
    said_person,
    titled_person,
)
from checker.segments import Segment
from checker.signedlines import (
    bare_pieces,
    ends_with_office,
    is_closed,
    is_name,
    is_said,
    is_signer,
    only_offices,
    pieces_of,
    sealed,
    stamped,
    unlabelled,
    writer_in,
)
from checker.titles import Title

__all__ = ["Name", "Paper", "beside_day", "bracket", "last_line", "sealed_line", "under_title"]

Name = tuple[str, Where]  # as it stands in the text, and its place
_AT_DAY = re.compile(r"(?:[写作草书]|定稿|成稿)?于\s*$")  # 花荣于2011年3月8日
_OPENING = 12  # lines that may tell who writes


@dataclass(frozen=True, slots=True)
class Paper:
    """The segments among which a signature is looked for, without notes, with what is asked of them everywhere."""

    document: Document
    normals: Sequence[Normal]
    body: Sequence[Segment]
    title: Title
    labelled: re.Pattern[str]
    bare: re.Pattern[str]

    def text(self, s: Segment) -> str:
        """A segment's normalised text."""
        return self.normals[s.paragraph].text[s.start : s.end]

    def where(self, s: Segment, start: int, end: int) -> Where:
        """A place in a segment's paragraph, given in its normalised text."""
        part = self.document.paragraphs[s.paragraph].part
        return Where(part, s.paragraph, *self.normals[s.paragraph].span(start, end))

    def named(self, s: Segment, name: str) -> Name | None:
        """A name with its place, where the segment or what follows in its paragraph has it."""
        at = self.normals[s.paragraph].text.find(name, s.start) if name else -1
        return (name, self.where(s, at, at + len(name))) if at >= 0 else None

    def writer(self) -> str:
        """The name of who writes, as the title or the opening tells it, or ""."""
        lines = [self.text(s)[:90] for s in self.body[:_OPENING]]
        return titled_person(self.title.text) or said_person("\n".join(lines)) or opening_person(lines[:3])


def beside_day(paper: Paper, day_at: int, day: str, tail: Sequence[int]) -> Name | None:
    """A name or an office alone on the line of the date or on one beside it."""
    near = [n for n in (day_at, day_at - 1, day_at + 1, day_at - 2) if 0 <= n < len(paper.body)]
    near = [n for n in near if not paper.title.covers(paper.body[n].paragraph, paper.body[n].start)]
    for n in near:
        s = paper.body[n]
        text = _AT_DAY.sub("", paper.text(s).replace(day, "")) if n == day_at else paper.text(s)
        name = "" if paper.bare.fullmatch(text.strip()) else unlabelled(paper.normals[s.paragraph], s, text)
        # An item, a sentence and what stands above one (今后打算) are text.
        over_text = n == day_at - 2 and is_closed(paper.text(paper.body[n + 1]))
        if (s.sign is not None or is_closed(text) or over_text) and not _signs_still(paper, name):
            name = ""
        found = paper.named(s, name)
        if found is None and n in tail and n <= day_at:
            found = _at_foot(paper, n, text)
        if found is not None:
            return found
    return None


def _signs_still(paper: Paper, name: str) -> bool:
    """Whether what would be text can be who signs all the same: 李明。, not 认真整改。"""
    office = is_office(name) and not is_said(name, closed=True)
    return not is_name(name) or office or is_person(name) or name == paper.writer()


def _at_foot(paper: Paper, n: int, text: str) -> Name | None:
    """Who signs in a line at the foot with another label than the standard's, or as a group."""
    s = paper.body[n]
    if s.sign is not None or not (s.first and s.last) or paper.bare.fullmatch(text.strip()):
        return None
    return paper.named(s, foot_signer(text, pieces_of(paper.normals[s.paragraph], s), paper.title.text))


def bracket(paper: Paper) -> tuple[Name | None, DateHit | None, int]:
    """The writer and the date in a bracket under the title, and the number of that line, or -1."""
    for n in range(1, min(4, len(paper.body))):
        s, before = paper.body[n], paper.body[n - 1]
        if not (s.first and s.last and paper.title.covers(before.paragraph, before.start)):
            continue
        normal = paper.normals[s.paragraph]
        name, dated = in_brackets(normal.raw[slice(*normal.span(s.start, s.end))])
        if name or dated:
            return paper.named(s, name), find_dates(paper.text(s))[0] if dated else None, n
    return None, None, -1


def sealed_line(paper: Paper, tail: Sequence[int]) -> Name | None:
    """An office that is to seal its line signs there, whatever lines of others stand below."""
    for n in reversed(tail):
        s = paper.body[n]
        if name := sealed(paper.text(s)):
            return paper.named(s, name)
    return None


def under_title(paper: Paper) -> Name | None:
    """Under the title: "石灰窑小学　杜正邦", the writer where a newspaper puts him."""
    body = paper.body
    for n in range(1, min(6, len(body))):
        s = body[n]
        line = paper.text(s)
        below = s.first and s.last and paper.title.covers(body[n - 1].paragraph, body[n - 1].start)
        if len(line) > 30 and not below:
            continue
        pieces = pieces_of(paper.normals[s.paragraph], s)
        writer = writer_in(pieces, below) if len(line) <= 30 else ""
        # 黎振国 alone on the line below the title; a word of two characters may be anything.
        alone = "".join(pieces).strip("（）")
        if not writer and below and plainly_person(alone) and (len(alone) > 2 or len(pieces) > 1):
            writer = alone
        if found := paper.named(s, writer):
            return found
    return None


def last_line(paper: Paper, end: int) -> Name | None:
    """The last line alone: a name or an office without any date."""
    s = paper.body[end - 1]
    last = paper.text(s).strip()
    if end > 1 and undated(last):
        s = paper.body[end - 2]
    text = paper.text(s).strip()
    if (
        paper.document.paragraphs[s.paragraph].part != "body"
        or s.sign is not None
        or not (s.first and s.last)
    ):
        return None
    several = pieces_of(paper.normals[s.paragraph], s)
    office = len(text) <= 30 and ends_with_office(text) and not is_said(text) and is_office(text)
    office = office or len(several) > 1 and only_offices(paper.normals[s.paragraph], s)
    if not office and len(text) <= 34:
        # 云溪二小　张建国: the writer's name counts, as under the title.
        text = writer_in(bare_pieces(several)) or after_office(text) or stamped(text) or text
    if not office and not is_signer(text):
        return _at_foot(paper, paper.body.index(s), text)
    return paper.named(s, text) if not paper.bare.fullmatch(text) else None
