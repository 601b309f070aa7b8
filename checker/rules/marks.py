"""Raw paragraphs in, the quotes and brackets that have no partner (不成对) out."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from checker.analysis import Analysis
from checker.document import Where
from checker.rules.common import body, once, raw_where, whole_raw
from chinese_cli.han import HAN

__all__ = ["Mark", "find_broken", "find_crossed", "find_marks", "matched", "may_stand_alone", "near"]


class Mark(Struct, frozen=True, gc=False):
    """One quote or bracket in the raw text."""

    where: Where
    char: str
    opens_paragraph: bool
    begins_speech: bool
    site: bool


_CHARS = re.compile("[“”〝〞＂《》（）()]")


def find_marks(analysis: Analysis, chars: str) -> list[Mark]:
    """Every mark among `chars`, in reading order, outside a site's own words."""
    return [mark for mark in once(analysis, "marks", _all_marks) if mark.char in chars and not mark.site]


def _all_marks(analysis: Analysis) -> list[Mark]:
    out = []
    for i, paragraph, _ in body(analysis):
        for m in _CHARS.finditer(paragraph.text):
            where = raw_where(analysis, i, m.start(), m.end())
            before = paragraph.text[max(0, m.start() - 60) : m.start()].rstrip()
            speech = not before or before[-1] in "：:"
            out.append(Mark(where, m[0], not before, speech, analysis.is_chrome(where)))
    return out


_NESTED = 3  # brackets one inside the other; deeper ones are gone through one by one
_MARK_OR_END = re.compile("[“”〝〞＂《》（）()\n]")


def may_stand_alone(analysis: Analysis, chars: str) -> bool:
    """Whether any of `chars` does not pair within its line: in most papers none, and nothing more is asked."""
    return any(c in once(analysis, "alone", _alone) for c in chars)


def _alone(analysis: Analysis) -> str:
    marks = "".join(_MARK_OR_END.findall(whole_raw(analysis))).replace("(", "（").replace(")", "）")
    quotes = re.sub("[《》（）]", "", marks).replace("“”", "")
    out = "".join(c for c in "“”〝〞＂" if c in quotes)
    for pair in ("《》", "（）"):
        left = re.sub(f"[^{pair}\n]", "", marks)
        for _ in range(_NESTED):
            left = left.replace(pair, "")
        out += "".join(c for c in pair if c in left)
    return out


def matched(marks: list[Mark], opening: str) -> tuple[list[Mark], list[Mark]]:
    """Marks that open and are never closed, and marks that close nothing; flat, pairs do not nest.

    A pair may span a line broken in two, not more than three paragraphs.
    """
    unclosed: list[Mark] = []
    unopened: list[Mark] = []
    waiting: Mark | None = None
    for mark in marks:
        if waiting is not None and mark.where.paragraph - waiting.where.paragraph > 3:
            unclosed.append(waiting)
            waiting = None
        if mark.char in opening:
            # Each paragraph of a long quotation opens again; only its last one closes.
            if waiting is not None and not (waiting.begins_speech and mark.opens_paragraph):
                unclosed.append(waiting)
            waiting = mark
        elif waiting is None:
            unopened.append(mark)
        else:
            waiting = None
    if waiting is not None:
        unclosed.append(waiting)
    return unclosed, unopened


def find_crossed(analysis: Analysis) -> list[tuple[Mark, Mark]]:
    """Pairs that begin as a title's and end as a quotation's or the other way round: 《手册”, “手册》."""
    return once(analysis, "crossed", _all_crossed)


def _all_crossed(analysis: Analysis) -> list[tuple[Mark, Mark]]:
    books = find_broken(analysis, "《", "》") if may_stand_alone(analysis, "《》") else []
    if not books:
        return []
    unclosed, unopened = matched(find_marks(analysis, "“”"), "“")
    out = []
    for openings, closings in (
        ([m for m in books if m.char == "《"], unopened),
        (unclosed, [m for m in books if m.char == "》"]),
    ):
        for one in openings:
            other = next((m for m in closings if near(analysis, one, m)), None)
            if other is not None:
                out.append((one, other))
    return out


def near(analysis: Analysis, one: Mark, other: Mark) -> bool:
    """Whether two marks stand so close that they were meant for a pair."""
    a, b = one.where, other.where
    if a.paragraph != b.paragraph or not 0 < b.start - a.end <= 20:
        return False
    return not re.search(r"[。；！？]", analysis.document.paragraphs[a.paragraph].text[a.end : b.start])


def find_broken(analysis: Analysis, opening: str, closing: str) -> list[Mark]:
    """Marks without a partner, however the doubtful ones are read, in reading order.

    A site's own words may hold the partner (《倡议书.docx》由会员分享) or not; a closing bracket after a number
    may close it (1）学习) or a bracket before it (（每组2）). What stands among scrambled letters may be none.
    """
    marks = [m for m in once(analysis, "marks", _all_marks) if m.char in opening + closing]
    doubtful: tuple[Callable[[Mark], bool], ...] = (
        lambda m: False,
        lambda m: m.site,
        lambda m: _numbers(analysis, m),
        lambda m: _noise(analysis, m),
    )
    broken = set(marks)
    for drops in (*((d,) for d in doubtful), doubtful):
        unclosed, unopened = _matched_nested([m for m in marks if not any(d(m) for d in drops)], opening)
        broken &= {*unclosed, *unopened}
    return sorted(broken, key=lambda m: (m.where.paragraph, m.where.start))


# 學(xué): a site's copy with readings put in, often broken (頂?shù)); its half-width brackets are not the writer's.
_READING = re.compile(rf"(?<=[{HAN}])\([a-zɡ]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü][a-zɡ]*\)")
_READINGS = 2


def _read_aloud(analysis: Analysis) -> bool:
    found = (m for _, p, _ in body(analysis) if "(" in p.text for m in _READING.finditer(p.text))
    return sum(1 for _, _ in zip(found, range(_READINGS), strict=False)) == _READINGS


def _noise(analysis: Analysis, mark: Mark) -> bool:
    """Whether a half-width bracket stands among a site's readings or its scrambled letters (/ g5 m. V( r5)."""
    if mark.char not in "()":
        return False
    text = analysis.document.paragraphs[mark.where.paragraph].text
    before = text[max(0, mark.where.start - 4) : mark.where.start].rstrip()[-1:]
    beside = before + text[mark.where.end : mark.where.end + 4].lstrip()[:1]
    return once(analysis, "readings", _read_aloud) or all(c.isascii() and not c.isdigit() for c in beside)


def _matched_nested(marks: list[Mark], opening: str) -> tuple[list[Mark], list[Mark]]:
    """Brackets may nest but hardly ever leave their paragraph; a line broken in two is allowed."""
    stack: list[Mark] = []
    unclosed: list[Mark] = []
    unopened: list[Mark] = []
    for mark in marks:
        while stack and mark.where.paragraph - stack[0].where.paragraph > 2:
            unclosed.append(stack.pop(0))
        if mark.char in opening:
            stack.append(mark)
        elif stack:
            stack.pop()
        else:
            unopened.append(mark)
    return unclosed + stack, unopened


def _numbers(analysis: Analysis, mark: Mark) -> bool:
    """Whether a closing bracket may only close a number or letter: 1） a) 一般要有：1）."""
    text = analysis.document.paragraphs[mark.where.paragraph].text
    before = text[max(0, mark.where.start - 3) : mark.where.start]
    return mark.char in "）)" and bool(
        re.search(r"(?:^|[\s。；，：、])[一二三四五六七八九十a-zA-Z]{1,2}$|(?<!\d)\d{1,2}$", before)
    )
