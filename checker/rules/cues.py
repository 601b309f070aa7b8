"""An analysed document in, its time cues (时间线索) out: what cited events say of when it was written."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from checker.analysis import Analysis
from checker.dates import DateHit, parse_number
from checker.document import Where
from checker.records import record
from checker.rules.common import body, dates, holding, line_starts, once, quoted, say, whole_text
from corpus.events import Anniversary, Congress, Mark, Plenum, load_events

__all__ = ["Cue", "find_cues", "latest_plenum"]

_DAY = datetime.timedelta(days=1)
_KIND_ORDER = {"event": 0, "campaign": 1, "formula": 2, "leader": 3}


@record
class Cue:
    """A place that bounds the time of writing: not before `low`, not after `high` (None: no bound).

    `words` are the words cited, `fact` the dated fact in Chinese, `kind` one of congress plenum
    anniversary leader campaign formula event date title. `current` says that the event is cited as the
    newest guidance (贯彻…精神), not as history. `mark` is the campaign, formula or event cited, if it is one.
    """

    where: Where
    words: str
    fact: str
    kind: str
    low: datetime.date | None
    high: datetime.date | None
    confirmed: bool
    current: bool = False
    mark: Mark | None = None


_TERM = r"十[五六七八九]|二十"
_NUMBER = r"\d{1,3}|[一二三四五六七八九十百]{1,5}"
# 第十五大队, 二十大举措: a number and another word.
_MEETING = re.compile(rf"(?P<t>{_TERM})[大届]|第(?P<u>{_TERM})(?:次全国代表大会|届中央委员会)")
_MEETING_HINT = re.compile("[五六七八九十](?=[大届次])")
_PLENUM = re.compile(
    rf"(?:{_TERM})届(?P<l>[一二三四五六七]中?(?:[、，和及与]{{1,2}}[一二三四五六七]中?)*)全会"
    rf"|第(?:{_TERM})届中央委员会第(?P<m>[一二三四五六七])次全体会议"
)
_NOT_NATIONAL = re.compile(r"[一二三四五六七八九十团会第]$|团的$|工会$|妇女$|全国$")
_NOT_CONGRESS = re.compile(r"[队类块项件型步好亩家行街道桥举任城亮工新]")
_JUBILEE = re.compile(r"周年|岁生日|华诞|年华诞")
_FORWARD_BEFORE = re.compile(
    r"(?:喜迎|迎接|迎|向|直?到|至|截至|截止|[—–\-~～]{1,2})(?:即将召开的)?(?:伟大的|我们)?(?:党的?|中国共产党|中共)?(?:第)?$"
)
_FORWARD_AFTER = re.compile(r"(?:的)?(?:胜利)?(?:隆重)?(?:召开)?(?:之?前|以前|献礼|献上|到来)")
_BACKWARD_AFTER = re.compile(
    r"(?:的)?(?:会议)?(?:胜利召开)?(?:报告|精神|以来|提出|指出|强调|闭幕|召开后|之后|作出|通过|选举产生|确立|描绘)"
)
_GUIDING_BEFORE = re.compile(r"(?:贯彻|落实|学习|领会|宣传|以)[^。；！？]{0,60}$")
_CELEBRATE_BEFORE = re.compile(r"(?:喜迎|迎接|迎|庆祝|隆重纪念|纪念|向|围绕|以)[^。；，]{0,14}$")
_THIS_YEAR = re.compile(r"今年(?:是|正值|恰逢|适逢|又是)[^。；]{0,12}$")
_YEAR_IS = re.compile(r"(?P<y>(?:19|20)\d\d)年?(?:是|正值|恰逢|适逢|迎来|又是)[^。；，]{0,12}$")
_TITLED = re.compile(r"(?P<y>(?:19|20)\d\d)年度?[^。；，\d]{0,16}(?:庆祝|纪念|喜迎|迎接)[^。；，\d]{0,8}$")
_HISTORY = re.compile(r"去年|前年|当年|那年|那时|曾|以来|近年")
_YEAR = re.compile(r"((?:19|20)\d\d)年")


@lru_cache(maxsize=1)
def _anniversary_pattern() -> re.Pattern[str]:
    rows = "|".join(f"(?P<a{i}>{a.pattern})" for i, a in enumerate(load_events().anniversaries))
    return re.compile(rf"(?:{rows})(?:的)?(?:第)?(?P<n>{_NUMBER})\Z")


@lru_cache(maxsize=1)
def _known_marks() -> tuple[Mark, ...]:
    """Events first: 胡锦涛总书记“七一”讲话 is an event before it is a leader's title."""
    return tuple(sorted(load_events().marks, key=lambda m: _KIND_ORDER[m.kind]))


@cache
def _mark_pattern(number: int) -> tuple[Mark, re.Pattern[str]]:
    """A mark with its expression, compiled when a text first may hold it: most never do."""
    mark = _known_marks()[number]
    return mark, mark.compiled()


@lru_cache(maxsize=1)
def _heads() -> tuple[Any, tuple[tuple[int, ...], ...]]:
    """One automaton for the first words of all marks, and the marks that each of them may begin."""
    from ahocorasick_rs import AhoCorasick, Implementation

    owners: dict[str, list[int]] = {}
    for n, mark in enumerate(_known_marks()):
        for head in mark.heads:
            owners.setdefault(head, []).append(n)
    # The full table of states: twice as fast as what it takes by itself.
    return AhoCorasick(list(owners), implementation=Implementation.DFA), tuple(map(tuple, owners.values()))


def _marks_in(analysis: Analysis) -> dict[int, list[tuple[Mark, re.Pattern[str]]]]:
    """By paragraph, the marks that may occur in it; most occur in no document at hand."""
    automaton, owners = _heads()
    rows, starts = body(analysis), line_starts(analysis)
    found: dict[int, set[int]] = {}
    for head, at, _ in automaton.find_matches_as_indexes(whole_text(analysis), overlapping=True):
        found.setdefault(rows[bisect_right(starts, at) - 1][0], set()).update(owners[head])
    return {i: [_mark_pattern(n) for n in sorted(numbers)] for i, numbers in found.items()}


def _number(text: str) -> int:
    """A Chinese or Arabic number below 200: 九十, 90, 一百, 一百零三."""
    head, hundred, tail = text.partition("百")
    if hundred:
        rest = parse_number(tail.lstrip("零〇")) if tail else 0
        return (parse_number(head) if head else 1) * 100 + max(rest, 0)
    return parse_number(text)


# No sentence is longer; a text without a full stop must not be gone through once for every date in it.
_LONGEST = 400


def _clause(text: str, start: int, end: int) -> str:
    """The sentence round a match."""
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    left = max(first - 1, *(text.rfind(c, first, start) for c in "。；！？\n")) + 1
    ends = [p for p in (text.find(c, end, last) for c in "。；！？\n") if p >= 0]
    return text[left : min(ends, default=last)]


def _is_history(text: str, start: int, end: int, year: int) -> bool:
    """Whether the sentence tells of the event as past: 2012年，为迎接党的十八大召开，学校…"""
    clause = _clause(text, start, end)
    return bool(_HISTORY.search(clause)) or any(abs(int(y) - year) <= 2 for y in _YEAR.findall(clause))


def _congress(cue: Congress, m: re.Match[str], text: str, where: Where) -> Cue:
    # Nobody looks forward to a congress before the one before it.
    previous = cue.start.replace(year=cue.start.year - 5)
    fact = f"党的{cue.name}大于{say(cue.start)}至{cue.end.day}日召开"
    before, after = text[max(0, m.start() - 60) : m.start()], text[m.end() : m.end() + 14]
    words = text[max(0, m.start() - 2) : m.start()] + m[0] if before.endswith("党的") else m[0]
    if _BACKWARD_AFTER.match(after) or re.match(rf"(?:和|以及|、)(?:党的)?(?:{_TERM})届", after):
        guiding = bool(_GUIDING_BEFORE.search(before)) and not re.match(r"(?:胜利召开)?以来", after)
        return Cue(where, words, fact, "congress", cue.start, None, cue.confirmed, guiding)
    forward = _FORWARD_BEFORE.search(before)
    if forward and not re.match(r"报告|精神", after) or _FORWARD_AFTER.match(after):
        if _is_history(text, m.start(), m.end(), cue.start.year):
            return Cue(where, words, fact, "congress", previous, None, cue.confirmed)
        shown = before[forward.start() :] + m[0] if forward else m[0]
        tail = _FORWARD_AFTER.match(after)
        shown += tail[0] if tail else ""
        return Cue(where, shown, fact, "congress", previous, cue.end + 31 * _DAY, cue.confirmed)
    return Cue(where, words, fact, "congress", previous, None, cue.confirmed)


def _anniversary(row: Anniversary, number: int, text: str, start: int, end: int, where: Where) -> Cue | None:
    year = row.year + number
    if not 1990 <= year <= 2049:
        return None
    fact = f"{row.name}{number}周年是{year}年"
    before = text[max(0, start - 40) : start]
    words = text[start:end]
    january, december = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if _THIS_YEAR.search(before):
        return Cue(where, words, fact, "anniversary", january, december, row.confirmed)
    stated = _YEAR_IS.search(before)
    if stated:
        # "2022年是中国共产党建党93周年": the sentence contradicts itself or not, whatever the date.
        said = int(stated["y"])
        if said == year:
            return None
        whole = stated[0] + words
        return Cue(where, whole, f"{fact}，不是{said}年", "contradiction", january, december, row.confirmed)
    titled = _TITLED.search(before)
    if titled and abs(int(titled["y"]) - year) > 1:
        # 2023年度小学庆祝建党96周年活动方案: the activity's year and the anniversary's are different ones.
        whole = titled[0] + words
        said = int(titled["y"])
        return Cue(where, whole, f"{fact}，不是{said}年", "contradiction", january, december, row.confirmed)
    if re.match(r"(?:庆祝|纪念)?大会|(?:上的)?(?:重要)?讲话", text[end : end + 10]):
        return Cue(where, words, fact, "anniversary", january, None, row.confirmed)
    if _CELEBRATE_BEFORE.search(before) and not _is_history(text, start, end, year):
        two_years_before = datetime.date(year - 2, 1, 1)
        return Cue(where, words, fact, "anniversary", two_years_before, december, row.confirmed)
    return Cue(where, words, fact, "anniversary", datetime.date(year - 3, 1, 1), None, row.confirmed)


def _dates(analysis: Analysis, i: int, text: str) -> Iterator[Cue]:
    """Months and days the text sets for itself: it was written at most three years before them.

    Years of plans and laws (到2020年, 《…（2010—2020年）》) have no month and are left out.
    """
    for hit in once(analysis, "hits", _hits).get(i, ()):
        day = hit.date
        if day is None or not 1990 <= day.year <= 2049 or hit.style == "short":
            # 2021-04-22 alone is more often a web page's date than the text's.
            continue
        before = text[max(0, hit.start - 30) : hit.start]
        if before.count("《") > before.count("》") or re.match(
            r"[^，。；]{0,4}(?:出生|生于|版|修订)", text[hit.end : hit.end + 10]
        ):
            continue
        words = hit.text
        fact = f"文中的时间是{hit.text}"
        low = datetime.date(day.year - 3, 1, 1)
        yield Cue(analysis.where(i, hit.start, hit.end), words, fact, "date", low, None, True)


def _hits(analysis: Analysis) -> dict[int, list[DateHit]]:
    """The dates of each paragraph."""
    out: dict[int, list[DateHit]] = {}
    for spot in dates(analysis):
        out.setdefault(spot.where.paragraph, []).append(spot.hit)
    return out


def _title(analysis: Analysis) -> Iterator[Cue]:
    """A year in the title is the document's own: 2023年度…方案. A span of years (2010—2012) is not."""
    where = analysis.outline.title_where
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年|学年|—|-|至)", analysis.outline.title)
    if where is None or len(set(years)) != 1 or re.search(r"\d\s*[—\-~至]+\s*\d", analysis.outline.title):
        return
    year = int(years[0])
    first, last = datetime.date(year - 1, 7, 1), datetime.date(year + 1, 6, 30)
    yield Cue(where, f"{year}年", f"标题写的是{year}年", "title", first, last, True)


def find_cues(analysis: Analysis) -> list[Cue]:
    """Every time cue of the document's own words, in order; the signature's date is not among them."""
    return once(analysis, "cues", _find)


def _find(analysis: Analysis) -> list[Cue]:
    signed = analysis.outline.signature.date_where
    marks = _marks_in(analysis)
    # Where each of them may find something, which is in few paragraphs or none.
    finders = (
        ({i for i, _, _ in holding(analysis, _MEETING_HINT)}, _meetings),
        ({i for i, _, _ in holding(analysis, _JUBILEE)}, _anniversaries),
        (once(analysis, "hits", _hits).keys(), _dates),
    )
    out: list[Cue] = list(_title(analysis))
    for i in sorted(marks.keys() | set().union(*(places for places, _ in finders))):
        text = analysis.normals[i].text
        for places, finder in finders:
            if i in places:
                out += finder(analysis, i, text)
        if i in marks:
            out += _marks(analysis, i, text, marks[i])
    return [cue for cue in out if cue.where != signed and not analysis.is_chrome(cue.where)]


def _meetings(analysis: Analysis, i: int, text: str) -> Iterator[Cue]:
    """Congresses and plenary sessions."""
    for m in _MEETING.finditer(text):
        name = m["t"] or m["u"]
        congress = next((c for c in load_events().congresses if c.name == name), None)
        if congress is None:
            continue
        plenum = _PLENUM.match(text, m.start())
        if plenum is not None:
            yield from _plenum(analysis, i, text, plenum, congress)
        elif m[0].endswith("大") and not _NOT_NATIONAL.search(text[max(0, m.start() - 3) : m.start()]):
            if not _NOT_CONGRESS.match(text, m.end()):
                yield _congress(congress, m, text, analysis.where(i, m.start(), m.end()))
        elif m[0].endswith("代表大会") and text.endswith(("中国共产党", "党的"), 0, m.start()):
            yield _congress(congress, m, text, analysis.where(i, m.start(), m.end()))


def _plenum(analysis: Analysis, i: int, text: str, m: re.Match[str], congress: Congress) -> Iterator[Cue]:
    """The newest of the sessions listed: 十七届三中、四中全会 is 四中."""
    before, after = text[max(0, m.start() - 60) : m.start()], text[m.end() : m.end() + 2]
    guiding = bool(_GUIDING_BEFORE.search(before)) or after.startswith(("精神", "以及", "和"))
    number = parse_number(re.findall("[一二三四五六七]", m["l"] or m["m"])[-1])
    for plenum in load_events().plenums:
        if (plenum.term, plenum.number) == (congress.term, number):
            name = f"{congress.name}届{'一二三四五六七'[number - 1]}中全会"
            fact = f"{name}于{say(plenum.start)}至{plenum.end.day}日召开"
            where = analysis.where(i, m.start(), m.end())
            yield Cue(where, m[0], fact, "plenum", plenum.start, None, plenum.confirmed, guiding)


def _anniversaries(analysis: Analysis, i: int, text: str) -> Iterator[Cue]:
    for end in _JUBILEE.finditer(text):
        left = max(0, end.start() - 24)
        m = _anniversary_pattern().search(text, left, end.start())
        if m is None:
            continue
        row = next(a for n, a in enumerate(load_events().anniversaries) if m[f"a{n}"] is not None)
        cue = _anniversary(
            row, _number(m["n"]), text, m.start(), end.end(), analysis.where(i, m.start(), end.end())
        )
        if cue is not None:
            yield cue


def _marks(analysis: Analysis, i: int, text: str, marks: list[tuple[Mark, re.Pattern[str]]]) -> Iterator[Cue]:
    taken: list[tuple[int, int]] = []
    for mark, pattern in marks:
        for m in pattern.finditer(text):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            taken.append(m.span())
            where = analysis.where(i, m.start(), m.end())
            fact = f"{quoted(mark.name)}始于{say(mark.start)}"
            yield Cue(where, m[0], fact, mark.kind, mark.start, None, mark.confirmed, mark=mark)


def latest_plenum(day: datetime.date) -> Plenum | None:
    """The last plenary session that had closed at least two months before `day`, first plenums left out."""
    closed = [p for p in load_events().plenums if p.end + 60 * _DAY <= day and p.number > 1]
    return closed[-1] if closed else None
