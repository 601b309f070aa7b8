"""A paper's foot in, the day there that is written without its year out (落款只有月、日：3月19日)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.dates import DateHit
from checker.offices import is_office
from checker.ownday import under_times
from checker.persons import plainly_person
from checker.postsigns import is_judged
from checker.signedlines import ends_with_office, is_name
from checker.unlabelled import Paper
from chinese_cli.numerals import parse_number
from corpus.wordlists import either

__all__ = ["yearless_day"]

_CN = "一二三四五六七八九十"
_DAY = re.compile(
    rf"(?P<before>.*?)(?P<day>(?<![\d年〇○零{_CN}])(?:(?:(?:19|20|二〇)?\s*[_＿]+\s*)?年)?\s*(?P<m>\d{{1,2}}|[{_CN}]{{1,2}})\s*月"
    rf"\s*(?P<d>\d{{1,2}}|[{_CN}廿卅]{{1,3}})\s*[日号]?)[。）)\s]*"
)
# 3.19 and 3/19 are a day only where a label says so.
_SHORT = re.compile(
    r"(?P<before>.*?[：:].*?)(?P<day>(?<![\d.．/])(?P<m>\d{1,2})[.．/](?P<d>\d{1,2})[日号]?)[。）)\s]*"
)
_LABEL = re.compile(rf"{either('signing.own_day')}?日期|{either('signing.own_day')}时间")
_DUTY = "责任人"  # 责任人：李明 and 时间：3月19日 are those of something to be done
_MARKS = " \u3000：:，。、（）()"
_LAST, _LONGEST = 4, 40  # lines at the foot, characters of one
_TEXT = 3  # lines that stand before it
_NAME = 3  # characters of a name alone: 高考 6月7日 signs nothing


def yearless_day(paper: Paper, tail: Sequence[int]) -> tuple[DateHit, int] | None:
    """The day, its year 0, and its line; None also where several lines have one, as those of a list do."""
    found = [(day, n) for n in tail[-_LAST:] if (day := _in_line(paper, n)) is not None]
    return found[0] if len(found) == 1 else None


def _in_line(paper: Paper, n: int) -> DateHit | None:
    """The day that is all of line `n`, or stands there with its label or with who signs."""
    s = paper.body[n]
    text = paper.text(s)
    if n < _TEXT or s.sign is not None or not s.last or len(text) > _LONGEST:
        return None
    if paper.title.covers(s.paragraph, s.start) or under_times(paper, n) or is_judged(paper, n):
        return None
    match = _DAY.fullmatch(text) or _SHORT.fullmatch(text)
    if match is None or not _signs(paper, n, match["before"].strip(_MARKS), match["before"]):
        return None
    month, day = parse_number(match["m"]), parse_number(match["d"])
    if (
        not (1 <= month <= 12 and 1 <= day <= 31)
        or not match["before"].strip(_MARKS)
        and _introduced(paper, n)
    ):
        return None
    style = "arabic" if match["m"].isdigit() else "chinese"
    return DateHit(match.start("day"), match.end("day"), match["day"].strip(), 0, month, day, style)


def _signs(paper: Paper, n: int, before: str, written: str) -> bool:
    """Whether what stands before the day of line `n` is nothing, its label, or who signs."""
    if not before or _LABEL.fullmatch(before) or paper.labelled.match(written.strip()):
        return True
    if before == "时间":
        above = paper.labelled.match(paper.text(paper.body[n - 1]).strip())
        return above is not None and above["l"] != _DUTY
    if len(before) >= _NAME and plainly_person(before) and is_name(before):
        return True
    return ends_with_office(before) and is_office(before)


def _introduced(paper: Paper, n: int) -> bool:
    """Whether the line above says that something follows (时间如下：), more than who signs."""
    above = paper.text(paper.body[n - 1]).strip()
    return above.endswith(("：", ":")) and not paper.bare.fullmatch(above)
