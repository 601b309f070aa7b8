"""A document's normalised paragraphs in, its outline out: title, headings, sentences, signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Heading, Outline, Role, Sentence
from checker.chrome import find_chrome, running_heads
from checker.columns import Columns, columns_of
from checker.document import Document, Where
from checker.headings import numbered_heading, plain_heading
from checker.headwords import HeadWords, head_words
from checker.normal import Normal
from checker.offices import submitter
from checker.persons import writer
from checker.postsigns import own_name
from checker.segments import Segment, segments, sentence_spans
from checker.signature import find_signature
from checker.titles import Title, find_title
from corpus import Standard

__all__ = ["build_outline"]

_GUIDE = re.compile(r"【(?:待填|待补|请填|此处)[^】]*】?[。；]?")
_STOP = re.compile(r"[。；！？]")
_OPENING = 3  # sentences that may tell who writes
_BARE_POST = re.compile(r"(?:党|学校|本校)?(?:总?支部)?[副正]?(?:书记|校长|园长)[：:]?")
_BLANK, _SIGNED = 16, 44  # characters of a line that only asks for a name, and of one that is signed


def build_outline(
    document: Document, normals: Sequence[Normal], standard: Standard, title: Title | None = None
) -> Outline:
    """The outline of one document. Headers and footers are left out; everything else is in order. `title` is one
    that is known already.
    """
    chrome = find_chrome(document, normals)
    pieces = {
        i: segments(i, normals[i], p.number)
        for i, p in enumerate(document.paragraphs)
        if p.part not in ("header", "footer")
    }
    found = _without_chrome(pieces, normals, chrome)
    title = title or find_title(document, normals, found, standard)
    signature = find_signature(document, normals, found, standard, title)
    signed = _by_paragraph([w for w in (signature.name_where, signature.date_where) if w is not None])
    text = _Text(document, normals, head_words(standard), title, signed, _labels(standard), _guides(normals))
    headings, sentences = _walk(text, found)

    # Names are looked for where they stand alone or open the text, not in the middle of an argument.
    top = sentences[:12]
    lead = [s.text[:90] for s in top if len(s.text) <= 60 or "我" in s.text[:60]]
    tail = [s.text for s in sentences[-6:] if len(s.text) <= 40]
    first = [s.text[:120] for s in top if s.role == "body" and s.heading <= 0][:_OPENING]
    return Outline(
        title=title.text,
        title_where=title.where,
        headings=tuple(headings),
        sentences=tuple(sentences),
        signature=signature,
        organization=submitter(signature.name, title.text, [s.text[:90] for s in top] + tail),
        author=writer(own_name(signature, title.text, sentences), title.text, lead, first),
        chrome=chrome + running_heads(document, normals, title.text),
        segments=pieces,
    )


def _without_chrome(
    pieces: dict[int, list[Segment]], normals: Sequence[Normal], chrome: Sequence[Where]
) -> list[Segment]:
    """All segments in order but those that lie in a site's own words."""
    if not chrome:
        return [s for of_one in pieces.values() for s in of_one]
    chrome_in = _by_paragraph(chrome)
    found: list[Segment] = []
    for i, of_one in pieces.items():
        for s in of_one:
            a, b = normals[i].span(s.start, s.end)
            if not any(c.start <= a and b <= c.end for c in chrome_in.get(i, ())):
                found.append(s)
    return found


def _by_paragraph(spots: Iterable[Where]) -> dict[int, list[Where]]:
    found: dict[int, list[Where]] = {}
    for spot in spots:
        found.setdefault(spot.paragraph, []).append(spot)
    return found


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
    signed: dict[int, list[Where]]
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


def _walk(text: _Text, found: Sequence[Segment]) -> tuple[list[Heading], list[Sentence]]:
    """The headings, and the sentences under them."""
    headings: list[Heading] = []
    sentences: list[Sentence] = []
    current = -1
    titled = {paragraph for paragraph, _, _ in text.title.ends}
    closing = text.closing(found)
    columns = _headed_columns(text, found, closing)
    ruling: dict[int, int] = {}  # the paragraph that heads a column -> its heading
    table, base = 0, -1
    for n, s in enumerate(found):
        start = s.start
        cell = text.document.paragraphs[s.paragraph].cell
        here = cell.table if cell is not None and cell.table in columns.rows else 0
        if here != table:
            if table:
                current = base  # behind a table the heading above it goes on
            table, base = here, current
        if here and columns.under.get(s.paragraph) in ruling:
            head = ruling[columns.under[s.paragraph]]
            sentences += text.say(s.paragraph, start, s.end, "body", head)
            continue
        if here and current in ruling.values() and s.paragraph in columns.under:
            current = base
        if s.paragraph in titled and text.title.covers(s.paragraph, start):
            start = min(max(text.title.end_in(s.paragraph), start), s.end)
            if start > s.start:
                sentences += text.say(s.paragraph, s.start, start, "title", current)
            if start >= s.end:
                continue
        if s.first and s.sign is None and current >= 0:
            current = _ruling(headings, current, s.paragraph)
        heading = _heading(text, found, n, closing) if start == s.start else None
        if heading is None:
            sentences += text.say(s.paragraph, start, s.end, "body", current)
            continue
        headings.append(heading[0])
        current = len(headings) - 1
        if here and s.paragraph in columns.rows[here]:
            ruling[s.paragraph] = current
        sentences += text.say(s.paragraph, start, heading[1], "heading", current)
        words, rest = text.normals[s.paragraph].text, heading[1]
        while rest < s.end and words[rest] in "。：: ":
            rest += 1
        if rest < s.end:
            sentences += text.say(s.paragraph, rest, s.end, "body", current)
    return headings, sentences


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


def _has_body(found: Sequence[Segment], n: int, closing: frozenset[int]) -> bool:
    """Whether text or a deeper segment follows segment `n`; the signature's paragraphs are no text."""
    if n + 1 >= len(found) or found[n + 1].paragraph in closing:
        return False
    this, following = found[n].sign, found[n + 1].sign
    return following is None or this is None or following.level > this.level
