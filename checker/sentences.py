"""A document's segments in, its headings and the sentences under them out (小标题、句子)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from checker.analysis import Heading, Role, Sentence
from checker.columns import Columns, columns_of
from checker.document import Document, Where
from checker.headings import numbered_heading, plain_heading
from checker.items import items_among_items
from checker.misnumbered import misnumbered
from checker.normal import Normal
from checker.papertext import PaperText
from checker.segments import Segment
from checker.titles import Title
from corpus import Standard

__all__ = ["headings_and_sentences"]

_STOP = re.compile(r"[。；！？]")
_CELL = 3  # characters that head a column and no section
_Head = tuple[Heading, int]  # a heading and where it ends (normalised)


def headings_and_sentences(
    document: Document,
    normals: Sequence[Normal],
    found: Sequence[Segment],
    standard: Standard,
    title: Title,
    signed: Mapping[int, Sequence[Where]],
) -> tuple[list[Heading], list[Sentence]]:
    """Both in order. `signed` has the places of the signature's name and date by paragraph."""
    return _walk(PaperText.of(document, normals, standard, title, signed), found)


@dataclass(slots=True)
class _Walk:
    """The headings and sentences of the segments gone through so far.

    `current` is the heading over the next words, -1 for none. In a table whose columns are headed (`table`, 0 for
    none) `ruling` has the heading of each paragraph that heads a column, and `base` is the one above the table. `above` is the
    numbered heading under which headings without a number stand (阶段、时间 under 四、方法步骤), -1 for none.
    """

    text: PaperText
    columns: Columns
    headings: list[Heading] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    current: int = -1
    table: int = 0
    base: int = -1
    ruling: dict[int, int] = field(default_factory=dict)
    above: int = -1

    def enter(self, paragraph: int) -> None:
        """Go into the table that a paragraph stands in, or out of the last one: behind it the heading above goes on."""
        cell = self.text.document.paragraphs[paragraph].cell
        here = cell.table if cell is not None and cell.table in self.columns.rows else 0
        if here != self.table:
            if self.table:
                self.current = self.base
            self.table, self.base = here, self.current

    def in_column(self, s: Segment) -> bool:
        """Take a segment that stands in a column under its heading; False for any other."""
        self.enter(s.paragraph)
        if not self.table or s.paragraph not in self.columns.under:
            return False
        head = self.ruling.get(self.columns.under[s.paragraph])
        if head is not None:
            self.say(s, s.start, s.end, "body", head)
            return True
        if self.current in self.ruling.values():
            self.current = self.base
        return False

    def behind_title(self, s: Segment) -> int | None:
        """Take what of a segment is title; where the rest begins, None when there is no rest."""
        if not self.text.title.covers(s.paragraph, s.start):
            return s.start
        start = min(max(self.text.title.end_in(s.paragraph), s.start), s.end)
        if start > s.start:
            self.say(s, s.start, start, "title", self.current)
        return start if start < s.end else None

    def head(self, s: Segment, heading: Heading, end: int) -> None:
        """Take a segment that opens with a heading, up to `end`, and goes on with text or not."""
        column = bool(self.table) and s.paragraph in self.columns.rows[self.table]
        self.headings.append(self._deeper(heading, column))
        self.current = len(self.headings) - 1
        if column:
            self.ruling[s.paragraph] = self.current
        self.say(s, s.start, end, "heading", self.current)
        words, rest = self.text.normals[s.paragraph].text, end
        while rest < s.end and words[rest] in "。：: —，；":
            rest += 1
        if rest < s.end:
            self.say(s, rest, s.end, "body", self.current)

    def _deeper(self, heading: Heading, column: bool) -> Heading:
        """The heading under a bare numbered one that says the same: 阶段 over a column does not end 四、方法步骤."""
        plain = not heading.number and not heading.run_in
        if not (plain and self.sentences and (column or self.sentences[-1].role == "heading")):
            self.above = -1
            return heading
        words, at = self.text.words, self.base if column else self.current
        if self.above < 0 and at >= 0 and self.headings[at].number and self.sentences[-1].heading == at:
            self.above = at if words.again(self.headings[at].title, heading.title) else -1
        if self.above < 0:
            return heading
        over = self.headings[self.above]
        # 做什么 is the third column's, 组织领导 begins anew.
        other = len(heading.title) > _CELL and words.named(heading.title)
        if other and not words.again(over.title, heading.title):
            self.above = -1
        return (
            heading if self.above < 0 else structs.replace(heading, level=max(heading.level, over.level + 1))
        )

    def say(self, s: Segment, start: int, end: int, role: Role, heading: int) -> None:
        self.sentences += self.text.say(s.paragraph, start, end, role, heading)


def _walk(text: PaperText, found: Sequence[Segment]) -> tuple[list[Heading], list[Sentence]]:
    """The headings, and the sentences under them."""
    titled = {paragraph for paragraph, _, _ in text.title.ends}
    closing = text.closing(found)
    heads = [_heading(text, found, n, closing) for n in range(len(found))]
    for n in items_among_items(found, text.normals, [h and h[0] for h in heads], text.words):
        heads[n] = None
    walk = _Walk(text, _headed_columns(text, found, heads))
    tables = bool(walk.columns.rows)
    levels = misnumbered(found, text.normals, text.words)
    for n, s in enumerate(found):
        if tables and walk.in_column(s):
            continue
        start = walk.behind_title(s) if s.paragraph in titled else s.start
        if start is None:
            continue
        if s.first and s.sign is None and walk.current >= 0:
            walk.current = _ruling(walk.headings, walk.current, s.paragraph)
        heading = heads[n] if start == s.start else None
        if heading is None or _is_sentence(walk, found, n, heads, closing):
            walk.say(s, start, s.end, "body", walk.current)
        else:
            head, end = heading
            walk.head(s, structs.replace(head, level=levels[n]) if n in levels else head, end)
    return walk.headings, walk.sentences


def _headed_columns(text: PaperText, found: Sequence[Segment], heads: Sequence[_Head | None]) -> Columns:
    """The tables whose columns are under the headings in their first rows (问题、原因、措施), none of the others."""
    columns = columns_of(text.document)
    if not columns.rows:
        return columns
    first = {i: table for table, row in columns.rows.items() for i in row}
    counts = Counter(
        first[s.paragraph]
        for s, head in zip(found, heads, strict=True)
        if s.paragraph in first and head is not None
    )
    rows = {table: row for table, row in columns.rows.items() if columns.headed(table, counts[table])}
    kept = {i for row in rows.values() for i in row}
    return Columns(rows, {i: head for i, head in columns.under.items() if head in kept})


def _ruling(headings: Sequence[Heading], current: int, paragraph: int) -> int:
    """The heading over a new paragraph after `current`: a run-in one (一是领导班子好。…) rules its own paragraph only."""
    if headings[current].where.paragraph == paragraph:
        return current
    while current >= 0 and headings[current].run_in and headings[current].level >= 3:
        level = headings[current].level
        current = next((h for h in range(current - 1, -1, -1) if headings[h].level < level), -1)
    return current


def _heading(text: PaperText, found: Sequence[Segment], n: int, closing: frozenset[int]) -> _Head | None:
    """The heading that segment `n` opens with, and where it ends (normalised), or None."""
    s = found[n]
    normal, sign = text.normals[s.paragraph], s.sign
    if sign is None:
        plain = plain_heading(text.document.paragraphs[s.paragraph], s, normal, text.words)
        if plain is None or s.paragraph in text.signed:
            return None
        level, end = plain
        words = normal.text[s.start : end].strip(" ：:【】")
        return Heading(level, "", None, words, text.where(s.paragraph, s.start, end), end < s.end), end
    numbered = numbered_heading(s, normal, text.words)
    if numbered is None:
        return None
    end, run_in = numbered
    words = normal.text[s.body : end].strip(" ：:。")
    if (bare := words.rstrip("，；、")) in text.words.exact:
        words = bare
    if not (
        run_in
        or _has_body(found, n, closing)
        and (sign.level <= 2 or not _STOP.search(normal.text, s.body, s.end))
        or text.words.whole.match(words)
        or sign.level == 1
        and text.words.short(words)
    ):
        return None
    where = text.where(s.paragraph, s.start, end)
    return Heading(sign.level, sign.text, sign.value, words, where, run_in, sign.auto), end


def _is_sentence(
    walk: _Walk, found: Sequence[Segment], n: int, heads: Sequence[_Head | None], closing: frozenset[int]
) -> bool:
    """Whether a line that ends with a heading word and a full stop (加强支部建设。) is text and no heading.

    It is where the paper numbers its headings, or no text stands under it.
    """
    s, heading, words = found[n], heads[n], walk.text.words
    if heading is None:
        return False
    head, end = heading
    if head.number or walk.text.normals[s.paragraph].text[end : s.end].strip() != "。":
        return False
    if head.title in words.exact or head.title in words.elements:
        return False
    if not _has_body(found, n, closing) or _all_numbered(walk.headings):
        return True
    return found[n + 1].sign is None and heads[n + 1] is not None


def _all_numbered(headings: Sequence[Heading]) -> bool:
    """Whether a paper's outermost headings have numbers, all of them."""
    top = min((h.level for h in headings), default=0)
    return top > 0 and all(h.number for h in headings if h.level == top)


def _has_body(found: Sequence[Segment], n: int, closing: frozenset[int]) -> bool:
    """Whether text or a deeper segment follows segment `n`; the signature's paragraphs are no text."""
    if n + 1 >= len(found) or found[n + 1].paragraph in closing:
        return False
    this, following = found[n].sign, found[n + 1].sign
    return following is None or this is None or following.level > this.level
