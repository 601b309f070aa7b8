"""Small tools the text rules share: which paragraphs to look at, and how to quote a place."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate, islice
from typing import TypeVar

from msgspec import Struct

from checker.analysis import Analysis
from checker.dates import MAYBE, DateHit, find_dates
from checker.document import Paragraph, Where
from checker.findings import Finding
from checker.normal import Normal
from corpus.chrome import load_chrome

__all__ = [
    "Spot",
    "body",
    "capped",
    "context",
    "count_words",
    "further",
    "dates",
    "holding",
    "holding_raw",
    "in_quotes",
    "inner",
    "joined",
    "led",
    "line_starts",
    "once",
    "quoted",
    "raw_where",
    "say",
    "site_fact",
    "whole_raw",
    "whole_text",
]

T = TypeVar("T")
_VALUE = 8  # characters between a site's label and the masked part of its value
_INNER = str.maketrans("“”", "‘’")
_MOST = 6  # findings of one rule in one paper
_MOST_EDITS = 1000  # further places of one finding
_BESIDE = 40  # raw characters on either side in which a site's fact is looked for


_FIRST = re.compile(r"\[((?:\\.|[^\]\\])+)\]|(.)")


def led(*alternatives: str) -> re.Pattern[str]:
    """A hint, for `holding`: any of `alternatives`, each of which begins with one character or a set in brackets.

    A set is written out, one alternative for each of its characters: where every alternative begins with a character
    of its own `re` scans for these characters, some ten times faster than it tries alternatives at every place.

    >>> [m[0] for m in led("某某", r"年\\s*月", "[Xx×]").finditer("某校某某，20×年  月")]
    ['某某', '×', '年  月']
    """
    ways: list[str] = []
    for alternative in alternatives:
        m = _FIRST.match(alternative)
        assert m is not None, alternative
        firsts = [m[2]] if m[2] else re.findall(r"\\?(.)", m[1])
        ways += [re.escape(first) + alternative[m.end() :] for first in firsts]
    return re.compile("|".join(ways))


def once(analysis: Analysis, key: str, make: Callable[[Analysis], T]) -> T:
    """`make(analysis)`, computed for the first rule that asks and kept with the analysis."""
    if key not in analysis.memo:
        analysis.memo[key] = make(analysis)
    value: T = analysis.memo[key]
    return value


def body(analysis: Analysis) -> list[tuple[int, Paragraph, Normal]]:
    """The paragraphs a reader takes for the text: no headers and footers, no site's own words."""
    return once(analysis, "body", _body)


def inner(text: str) -> str:
    """Words that a message puts in “”: marks within them become ‘’.

    >>> inner("胡锦涛“七一”讲话")
    '胡锦涛‘七一’讲话'
    """
    return text.translate(_INNER)


def quoted(text: str) -> str:
    """Words in “”, white space made even; marks that they bring along are not put twice.

    >>> quoted("胡锦涛“七一”讲话"), quoted("“双减”")
    ('“胡锦涛‘七一’讲话”', '“双减”')
    """
    text = " ".join(text.split())
    if text[:1] == "“" and text.find("”") == len(text) - 1:
        text = text[1:-1]
    return f"“{inner(text)}”"


def in_quotes(text: str, at: int) -> bool:
    """Whether a place lies in quoted words or a title: somebody else may say so.

    >>> in_quotes("校歌唱的是“今年是1998年”", 6), in_quotes("今年是1998年", 0)
    (True, False)
    """
    before = text[:at]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def whole_text(analysis: Analysis) -> str:
    """All of `body` in one string, to see quickly whether a word occurs at all."""
    return once(analysis, "text", lambda a: "\n".join(normal.text for _, _, normal in body(a)))


def whole_raw(analysis: Analysis) -> str:
    """All of `body` in one string, as it stands in the file."""
    return once(analysis, "raw", lambda a: "\n".join(paragraph.text for _, paragraph, _ in body(a)))


def line_starts(analysis: Analysis) -> list[int]:
    """Where each paragraph of `body` begins in `whole_text`, and where another would."""
    return once(analysis, "starts", lambda a: _starts([len(normal.text) for _, _, normal in body(a)]))


def holding(analysis: Analysis, hint: re.Pattern[str]) -> list[tuple[int, Paragraph, Normal]]:
    """The paragraphs of `body` in whose normalised text `hint` may be found, and hardly any other.

    `hint` is tied to no line's beginning or end.
    """
    return _holding(analysis, whole_text(analysis), line_starts(analysis), hint)


def holding_raw(analysis: Analysis, hint: re.Pattern[str]) -> list[tuple[int, Paragraph, Normal]]:
    """As `holding`, by the raw text."""
    starts = once(analysis, "raw starts", lambda a: _starts([len(p.text) for _, p, _ in body(a)]))
    return _holding(analysis, whole_raw(analysis), starts, hint)


def _starts(sizes: list[int]) -> list[int]:
    """Where each line begins, one character between them, and where another would."""
    return list(accumulate((size + 1 for size in sizes), initial=0))


def _holding(
    analysis: Analysis, text: str, starts: list[int], hint: re.Pattern[str]
) -> list[tuple[int, Paragraph, Normal]]:
    rows = body(analysis)
    out: list[tuple[int, Paragraph, Normal]] = []
    at = 0
    while (m := hint.search(text, at)) is not None:
        n = bisect_right(starts, m.start()) - 1
        out.append(rows[n])
        at = starts[n + 1]  # the next paragraph, be it that the match reached into it
    return out


def _body(analysis: Analysis) -> list[tuple[int, Paragraph, Normal]]:
    chrome = {place.paragraph for place in analysis.outline.chrome}  # most papers come from no site
    return [
        (i, paragraph, normal)
        for i, (paragraph, normal) in enumerate(
            zip(analysis.document.paragraphs, analysis.normals, strict=True)
        )
        if paragraph.part not in ("header", "footer")
        and not paragraph.text.isspace()
        and paragraph.text
        and not (i in chrome and analysis.is_chrome(Where(paragraph.part, i, 0, len(paragraph.text))))
    ]


def raw_where(analysis: Analysis, paragraph: int, start: int, end: int) -> Where:
    """The place of raw characters `start` to `end` of one paragraph."""
    return Where(analysis.document.paragraphs[paragraph].part, paragraph, start, end)


def site_fact(analysis: Analysis, where: Where, label: bool = False) -> bool:
    """Whether a site's facts (作者：… 来源：… 点击：…) stand beside this place, in its sentence and line.

    With `label`, whether the place is in the value of one: nothing but a few characters between (上传人：w***8).
    """
    facts = once(analysis, f"facts of {where.paragraph}", lambda a: _facts(a.normals[where.paragraph]))
    if not facts or where.paragraph not in once(analysis, "places", lambda a: {i for i, _, _ in body(a)}):
        return False
    text = analysis.document.paragraphs[where.paragraph].text
    start, end = max(0, where.start - _BESIDE), min(len(text), where.end + _BESIDE)
    begin = max(start, *(text.rfind(c, start, where.start) + 1 for c in "。！？；\n"))
    stop = min([end, *(at for c in "。！？；，\n" if (at := text.find(c, where.end, end)) >= 0)])
    near = facts[bisect_left(facts, (begin,)) : bisect_left(facts, (stop,))]
    if label:
        values = (text[to : where.start] for _, to, _ in near if to <= where.start <= to + _VALUE)
        return any(not re.search(r"[\s，,、：:]", value) for value in values)
    return any(not kind for _, _, kind in near) or len({kind for _, _, kind in near}) > 1


def _facts(normal: Normal) -> list[tuple[int, int, str]]:
    """The raw span of each site's fact in a paragraph in order, and the kind of one that needs another, else ""."""
    patterns = load_chrome()
    strong = [(*normal.span(m.start(), m.end()), "") for m in patterns.facts.finditer(normal.text)]
    weak = [(*normal.span(m.start(), m.end()), m[0][:2]) for m in patterns.fact.finditer(normal.text)]
    return sorted(strong + weak)


class Spot(Struct, frozen=True, gc=False):
    """A date in the text: what it says, where it stands, and the normalised paragraph."""

    hit: DateHit
    where: Where
    text: str


def dates(analysis: Analysis) -> list[Spot]:
    """Every date outside a site's own words, in order."""
    return once(analysis, "dates", _dates)


def _dates(analysis: Analysis) -> list[Spot]:
    out = []
    for i, _, normal in holding(analysis, MAYBE):
        for hit in find_dates(normal.text):
            where = analysis.where(i, hit.start, hit.end)
            if not analysis.is_chrome(where):
                out.append(Spot(hit, where, normal.text))
    return out


def say(day: datetime.date) -> str:
    """A day as a paper writes it: 2011年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def capped(findings: Iterable[Finding]) -> list[Finding]:
    """The first few findings of a rule; the last of them says how many more there are."""
    found = list(findings)
    if len(found) <= _MOST:
        return found
    last = found[_MOST - 1]
    return [
        *found[: _MOST - 1],
        replace(last, message=f"{last.message}另有{len(found) - _MOST}处同样的问题。"),
    ]


def further(edits: Iterable[tuple[Where, str]]) -> tuple[tuple[Where, str], ...]:
    """What replaces the words at the places after the first that a finding is about, up to a number no paper has."""
    return tuple(islice(edits, 1, _MOST_EDITS))


def context(analysis: Analysis, where: Where, before: int = 6, after: int = 8) -> str:
    """The words at `where` with a few on either side, cut with … where the sentence goes on."""
    text = analysis.document.paragraphs[where.paragraph].text
    start, end = max(0, where.start - before), min(len(text), where.end + after)
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def count_words(count: int) -> str:
    """How often, as a clause to put in a message: empty when once."""
    return f"，全文共{count}处，这是第一处" if count > 1 else ""


def joined(words: list[str], most: int = 5) -> str:
    """Quoted words in a row, the first `most` of them: “甲”“乙”等3处."""
    shown = "".join(f"“{w}”" for w in words[:most])
    return shown + (f"等{len(words)}处" if len(words) > most else "")
