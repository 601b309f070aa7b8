"""A paragraph in, the anniversaries (周年) it speaks of out as time cues."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from checker.analysis import Analysis
from checker.rules.common import whole_text
from checker.rules.timecue import Cue, is_history
from chinese_cli.numerals import parse_number
from corpus.events import load_events
from corpus.wordlists import either

__all__ = ["JUBILEE", "find_anniversaries"]

_NUMBER = r"\d{1,3}|[一二三四五六七八九十百]{1,5}"
JUBILEE = re.compile(r"周年|岁生日|华诞|年华诞|个教师节")
# 值此第27个教师节来临之际; 我从教以来的第三个教师节 counts one's own.
_EACH = re.compile(rf"第(?P<n>{_NUMBER})个\Z")
_MINE = re.compile(rf"{either('anniversaries.mine')}[^，。；]*$")
_CELEBRATE_BEFORE = re.compile(r"(?:喜迎|迎接|迎|庆祝|隆重纪念|纪念|向|围绕|以)[^。；，]{0,14}$")
_THIS_YEAR = re.compile(r"今年(?:是|正值|恰逢|适逢|又是)[^。；]{0,12}$")
_YEAR_IS = re.compile(r"(?P<y>(?:19|20)\d\d)年?(?:是|正值|恰逢|适逢|迎来|又是)[^。；，]{0,12}$")
# 到2021年建党100周年，我就六十岁了; 看到庆祝建党90周年的标语 looks at nothing to come.
_FORWARD = re.compile(
    rf"(?<![看听遇学提谈感做想说收接]){either('anniversaries.forward')}(?:了)?(?:(?:19|20)\d\d年)?[^，。；\d]{{0,8}}$"
)
_AIM = re.compile(rf"(?:之?[时前]|以前)[^。；]{{0,12}}?{either('anniversaries.aim')}")
_FIRST, _LAST = 1990, 2049  # years of anniversaries
_BOTH_HUNDREDS = "两个一百年"
# The day itself is there or near: 在庆祝建党90周年之际, 正值建党90周年.
_AT_HAND = re.compile(rf"{either('anniversaries.at_hand')}[^。；，]{{0,10}}$")
_AT_HAND_AFTER = re.compile(r"(?:纪念日|生日)?(?:即将)?(?:来临|到来)?(?:之际|之时|之日|的日子里|前夕)")
_TITLED = re.compile(r"(?P<y>(?:19|20)\d\d)年度?[^。；，\d]{0,16}(?:庆祝|纪念|喜迎|迎接)[^。；，\d]{0,8}$")


@lru_cache(maxsize=1)
def _anniversary_pattern() -> re.Pattern[str]:
    known = enumerate(load_events().anniversaries)
    rows = "|".join(f"(?P<a{i}>{a.pattern})" for i, a in known if not a.each)
    return re.compile(rf"(?:{rows})(?:的)?(?:第)?(?P<n>{_NUMBER})\Z")


def _number(text: str) -> int:
    """A Chinese or Arabic number below 200: 九十, 90, 一百, 一百零三."""
    head, hundred, tail = text.partition("百")
    if hundred:
        rest = parse_number(tail.lstrip("零〇")) if tail else 0
        return (parse_number(head) if head else 1) * 100 + max(rest, 0)
    return parse_number(text)


def find_anniversaries(analysis: Analysis, i: int, text: str) -> Iterator[Cue]:
    """What the `i`th paragraph speaks of; nothing where `JUBILEE` is not found."""
    for end in JUBILEE.finditer(text):
        left = max(0, end.start() - 24)
        if end[0].startswith("个"):
            yield from _each(analysis, i, text, left, end.start() + 1)
            continue
        m = _anniversary_pattern().search(text, left, end.start())
        if m is None:
            continue
        known = enumerate(load_events().anniversaries)
        row = next(a for n, a in known if not a.each and m[f"a{n}"] is not None)
        number = _number(m["n"])
        year = row.year + number
        told = _anniversary(analysis, year, text, m.start(), end.end()) if _FIRST <= year <= _LAST else None
        if told is not None:
            kind, before, other, low, high = told
            words, fact = before + text[m.start() : end.end()], f"{row.name}{number}周年是{year}年"
            where = analysis.where(i, m.start(), end.end())
            yield Cue(where, words, fact + other, kind, low, high, row.confirmed)


def _each(analysis: Analysis, i: int, text: str, left: int, at: int) -> Iterator[Cue]:
    """The feast at `at`, where the text counts which one it is."""
    m = _EACH.search(text, left, at)
    row = next((a for a in load_events().anniversaries if a.each and text.startswith(a.pattern, at)), None)
    if m is None or row is None or row.each is None or _MINE.search(text, left, m.start()):
        return
    number, end = _number(m["n"]), at + len(row.pattern)
    year = row.year + number
    told = _anniversary(analysis, year, text, m.start(), end) if _FIRST <= year <= _LAST else None
    # 第25个教师节之际我校受表彰 may tell of that day; 值此, 今年是 do not.
    now = _AT_HAND.search(text, left, m.start()) or _THIS_YEAR.search(text, left, m.start())
    if told is not None and told[0] == "anniversary" and told[4] is not None:
        where = analysis.where(i, m.start(), end)
        fact = f"第{number}个{row.name}是{year}年"
        # 第26个教师节刚过、第27个教师节将至: of a paper's day the last one is right, and so is the next.
        low, high = (datetime.date(year + far, *row.each) for far in (-1, 1))
        yield Cue(where, text[m.start() : end], fact, told[0], low, high if now else None, row.confirmed)


def _anniversary(
    analysis: Analysis, year: int, text: str, start: int, end: int
) -> tuple[str, str, str, datetime.date | None, datetime.date | None] | None:
    """Of the anniversary at `start` to `end`, that of `year`: the cue's kind, what its words have before them, what the
    fact has behind it, and its bounds; None for one that bounds nothing."""
    before = text[max(0, start - 40) : start]
    january, december = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if _THIS_YEAR.search(before):
        return "anniversary", "", "", january, december
    stated = _YEAR_IS.search(before)
    if stated:
        # "2022年是中国共产党建党93周年": the sentence contradicts itself or not, whatever the date.
        said = int(stated["y"])
        if said == year:
            return None
        return "contradiction", stated[0], f"，不是{said}年", january, december
    titled = _TITLED.search(before)
    if titled and abs(int(titled["y"]) - year) > 1:
        # 2023年度小学庆祝建党96周年活动方案: the activity's year and the anniversary's are different ones.
        return "contradiction", titled[0], f"，不是{titled['y']}年", january, december
    if re.match(r"(?:庆祝|纪念)?大会|(?:上的)?(?:重要)?讲话", text[end : end + 10]):
        return "anniversary", "", "", january, None
    if _looks_forward(text, before, end):
        return None
    if not is_history(text, start, end, year):
        if _AT_HAND.search(before) or _AT_HAND_AFTER.match(text, end):
            return "anniversary", "", "", datetime.date(year - 1, 7, 1), december
        if _CELEBRATE_BEFORE.search(before):
            return "anniversary", "", "", datetime.date(year - _ahead(analysis, year), 1, 1), december
    return "anniversary", "", "", datetime.date(year - 3, 1, 1), None


def _looks_forward(text: str, before: str, end: int) -> bool:
    """Whether an anniversary is spoken of as one to come, in however many years."""
    return bool(_FORWARD.search(before) or _AIM.match(text, end)) or _BOTH_HUNDREDS in text


def _ahead(analysis: Analysis, year: int) -> int:
    """How many calendar years before it an anniversary may be spoken of as one to be celebrated: a plan of several
    years, or one that names the year, looks further."""
    return 2 if analysis.kind == "plan" or f"{year}年" in whole_text(analysis) else 1
