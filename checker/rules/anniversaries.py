"""A paragraph in, the anniversaries (周年) it speaks of out as time cues."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from checker.analysis import Analysis
from checker.dates import parse_number
from checker.document import Where
from checker.rules.timecue import Cue, is_history
from corpus.events import Anniversary, load_events

__all__ = ["JUBILEE", "find_anniversaries"]

_NUMBER = r"\d{1,3}|[一二三四五六七八九十百]{1,5}"
JUBILEE = re.compile(r"周年|岁生日|华诞|年华诞")
_CELEBRATE_BEFORE = re.compile(r"(?:喜迎|迎接|迎|庆祝|隆重纪念|纪念|向|围绕|以)[^。；，]{0,14}$")
_THIS_YEAR = re.compile(r"今年(?:是|正值|恰逢|适逢|又是)[^。；]{0,12}$")
_YEAR_IS = re.compile(r"(?P<y>(?:19|20)\d\d)年?(?:是|正值|恰逢|适逢|迎来|又是)[^。；，]{0,12}$")
_TITLED = re.compile(r"(?P<y>(?:19|20)\d\d)年度?[^。；，\d]{0,16}(?:庆祝|纪念|喜迎|迎接)[^。；，\d]{0,8}$")


@lru_cache(maxsize=1)
def _anniversary_pattern() -> re.Pattern[str]:
    rows = "|".join(f"(?P<a{i}>{a.pattern})" for i, a in enumerate(load_events().anniversaries))
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
        m = _anniversary_pattern().search(text, left, end.start())
        if m is None:
            continue
        row = next(a for n, a in enumerate(load_events().anniversaries) if m[f"a{n}"] is not None)
        cue = _anniversary(
            row, _number(m["n"]), text, m.start(), end.end(), analysis.where(i, m.start(), end.end())
        )
        if cue is not None:
            yield cue


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
    if _CELEBRATE_BEFORE.search(before) and not is_history(text, start, end, year):
        two_years_before = datetime.date(year - 2, 1, 1)
        return Cue(where, words, fact, "anniversary", two_years_before, december, row.confirmed)
    return Cue(where, words, fact, "anniversary", datetime.date(year - 3, 1, 1), None, row.confirmed)
