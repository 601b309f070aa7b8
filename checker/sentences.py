"""A document's segments in, its headings and the sentences under them out (小标题、句子)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from checker.analysis import Heading, Role, Sentence
from checker.columns import Columns, columns_of
from checker.document import Document, Where
from checker.headings import numbered_heading, plain_heading
from checker.headwords import HeadWords, head_words
from checker.normal import Normal
from checker.segments import Segment, sentence_spans
from checker.titles import Title
from corpus import Standard

__all__ = ["headings_and_sentences"]

_GUIDE = re.compile(r"【(?:待填|待补|请填|此处)[^】]*】?[。；]?")
_STOP = re.compile(r"[。；！？]")
_BARE_POST = re.compile(r"(?:党|学校|本校)?(?:总?支部)?[副正]?(?:书记|校长|园长)[：:]?")
_CELL = 3  # characters that head a column and no section
_BLANK, _SIGNED = 16, 44  # characters of a line that only asks for a name, and of one that is signed


def headings_and_sentences(
    document: Document,
    normals: Sequence[Normal],
    found: Sequence[Segment],
    standard: Standard,
    title: Title,
    signed: Mapping[int, Sequence[Where]],
) -> tuple[list[Heading], list[Sentence]]:
    """Both in order. `signed` has the places of the signature's name and date by paragraph."""
    words, labels = head_words(standard), _labels(standard)
    return _walk(_Text(document, normals, words, title, signed, labels, _guides(normals)), found)


@lru_cache(maxsize=4)
def _labels(standard: Standard) -> re.Pattern[str] | None:
    """What a line that asks for a signature begins with (承诺人：)."""
    words = standard.signature_labels
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s*[：:]") if words else None


def _guides(normals: Sequence[Normal]) -> dict[int, list[tuple[int, int]]]:
    """A template's guiding questions by paragraph: still to be answered, they are nobody's words yet."""
    return {
        i: spans
        for i, normal in enumerate(normals)
        if "【" in normal.text and (spans := [m.span() for m in _GUIDE.finditer(normal.text)])
    }


@dataclass(frozen=True, slots=True)
class _Text:
    """A document and what is known of it before its headings are.

    `signed` has the places of the signature's name and date by paragraph, `labels` match what asks for one.
    """

    document: Document
    normals: Sequence[Normal]
    words: HeadWords
    title: Title
    signed: Mapping[int, Sequence[Where]]
    labels: re.Pattern[str] | None
    guides: dict[int, list[tuple[int, int]]]

    def where(self, paragraph: int, start: int, end: int) -> Where:
        """The raw place of normalised characters `start` to `end` of one paragraph."""
        spot = self.normals[paragraph].span(start, end)
        return Where(self.document.paragraphs[paragraph].part, paragraph, *spot)

    def asks(self, line: str) -> bool:
        """Whether a short line asks for a name and says nothing: 承诺人：____, 支部书记 of a form."""
        labelled = self.labels is not None and "：" in line and self.labels.match(line)
        return bool(labelled or _BARE_POST.fullmatch(line))

    def say(self, paragraph: int, start: int, end: int, role: Role, heading: int) -> list[Sentence]:
        """The sentences between two normalised offsets, which stand under the heading of that index."""
        normal, part = self.normals[paragraph], self.document.paragraphs[paragraph].part
        text, moved = normal.text, normal.starts is not None
        signed = self.signed.get(paragraph, ())
        guides = self.guides.get(paragraph)
        said = []
        for a, b in sentence_spans(text, start, end):
            line, this = text[a:b], role
            x, y = normal.span(a, b) if moved else (a, b)
            if b - a <= _BLANK and self.asks(line):
                this = "signature"
            for w in signed:
                if x <= w.start and w.end <= y and b - a <= _SIGNED:
                    this = "signature"
            if guides and any(first <= a and b <= last for first, last in guides):
                this = "template"
            said.append(Sentence(line, Where(part, paragraph, x, y), this, heading))
        return said

    def closing(self, found: Sequence[Segment]) -> frozenset[int]:
        """The paragraphs of the signature, and those that ask for one."""
        if self.labels is None:
            return frozenset(self.signed)
        labelled = {i for i, normal in enumerate(self.normals) if "：" in normal.text}
        asking = (
            s.paragraph
            for s in found
            if s.paragraph in labelled and self.labels.match(self.normals[s.paragraph].text, s.start, s.end)
        )
        return frozenset([*self.signed, *asking])


@dataclass(slots=True)
class _Walk:
    """The headings and sentences of the segments gone through so far.

    `current` is the heading over the next words, -1 for none. In a table whose columns are headed (`table`, 0 for
    none) `ruling` has the heading of each paragraph that heads a column, and `base` is the one above the table. `above` is the
    numbered heading under which headings without a number stand (阶段、时间 under 四、方法步骤), -1 for none.
    """

    text: _Text
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
        while rest < s.end and words[rest] in "。：: —":
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
        return heading if self.above < 0 else replace(heading, level=max(heading.level, over.level + 1))

    def say(self, s: Segment, start: int, end: int, role: Role, heading: int) -> None:
        self.sentences += self.text.say(s.paragraph, start, end, role, heading)


def _walk(text: _Text, found: Sequence[Segment]) -> tuple[list[Heading], list[Sentence]]:
    """The headings, and the sentences under them."""
    titled = {paragraph for paragraph, _, _ in text.title.ends}
    closing = text.closing(found)
    walk = _Walk(text, _headed_columns(text, found, closing))
    tables = bool(walk.columns.rows)
    for n, s in enumerate(found):
        if tables and walk.in_column(s):
            continue
        start = walk.behind_title(s) if s.paragraph in titled else s.start
        if start is None:
            continue
        if s.first and s.sign is None and walk.current >= 0:
            walk.current = _ruling(walk.headings, walk.current, s.paragraph)
        heading = _heading(text, found, n, closing) if start == s.start else None
        if heading is None or _is_sentence(walk, found, n, heading, closing):
            walk.say(s, start, s.end, "body", walk.current)
        else:
            walk.head(s, *heading)
    return walk.headings, walk.sentences


def _headed_columns(text: _Text, found: Sequence[Segment], closing: frozenset[int]) -> Columns:
    """The tables whose columns are under the headings in their first rows (问题、原因、措施), none of the others."""
    columns = columns_of(text.document)
    if not columns.rows:
        return columns
    first = {i: table for table, row in columns.rows.items() for i in row}
    counts = Counter(
        first[s.paragraph]
        for n, s in enumerate(found)
        if s.paragraph in first and _heading(text, found, n, closing) is not None
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


def _heading(
    text: _Text, found: Sequence[Segment], n: int, closing: frozenset[int]
) -> tuple[Heading, int] | None:
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
    walk: _Walk, found: Sequence[Segment], n: int, heading: tuple[Heading, int], closing: frozenset[int]
) -> bool:
    """Whether a line that ends with a heading word and a full stop (加强支部建设。) is text and no heading.

    It is where the paper numbers its headings, or no text stands under it.
    """
    s, (head, end), words = found[n], heading, walk.text.words
    if head.number or walk.text.normals[s.paragraph].text[end : s.end].strip() != "。":
        return False
    if head.title in words.exact or head.title in words.elements:
        return False
    if not _has_body(found, n, closing) or _all_numbered(walk.headings):
        return True
    return found[n + 1].sign is None and _heading(walk.text, found, n + 1, closing) is not None


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
