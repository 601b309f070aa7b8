"""A date and the text behind it in, the time of a phase that begins there out (阶段的起止时间)."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from checker.dates import DateHit, last_of
from checker.document import Where
from chinese_cli.numerals import parse_number

__all__ = ["YEARLESS", "Phase", "time_from", "yearless"]

_TO = re.compile(r"(?:[上中下]旬|[初中]|月?[底末])?\s*(?:[—–\-~～]{1,4}|至|到|起至)\s*")
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_SHORT_END = re.compile(
    rf"(?P<next>(?:次|翌|来|第二|明|下|下一|转)年)?(?:(?P<m>{_NUMBER})月)?(?:(?P<d>{_NUMBER})[日号])?"
)
# 4月1日至10月31日, 三月中旬: a time that leaves out its year. Its hits are of the style "yearless".
_YEARLESS = re.compile(rf"(?P<m>{_NUMBER})月(?:份)?(?:(?P<d>{_NUMBER})[日号])?(?!\d)")
YEARLESS = "yearless"
_TURN = 6  # months back from the end of a phase to the next: the year has turned between them
_AUTUMN, _SUMMER = 8, 7  # from autumn back to summer or earlier it has turned as well: a school year


class Phase(Struct, frozen=True, gc=False):
    """A numbered phase: where its time stands, from when, till when (None: not told), and whether to the day."""

    number: int
    where: Where
    words: str
    start: DateHit
    end: datetime.date | None
    to_the_day: bool
    step: str = ""  # what a phase that is not called one is called: 推进


def time_from(text: str, start: DateHit, hits: list[DateHit]) -> tuple[int, datetime.date | None, bool]:
    """Where a phase's time ends in its line, its last day, and whether the day is told."""
    to = _TO.match(text, start.end)
    if to is None:
        return start.end, last_of(start), start.day is not None
    other = next((h for h in hits if h.start == to.end()), None)
    if other is not None:
        return other.end, last_of(other), other.day is not None
    short = _SHORT_END.match(text, to.end())
    if short is None or not (short["m"] or short["d"] and start.day):
        return start.end, None, False
    month = parse_number(short["m"]) if short["m"] else start.month
    day = parse_number(short["d"]) if short["d"] else None
    year = start.year + (short["next"] is not None or month < start.month)
    hit = DateHit(to.end(), short.end(), short[0], year, month, day, start.style)
    return short.end(), last_of(hit), day is not None


def yearless(text: str, at: int, last: Phase | None, signed: datetime.date | None) -> DateHit | None:
    """The time without a year at `at`: of the year in which the phase before it ends, or of the next where its month
    lies far behind that end; of a first phase the paper's own year. None for no time, or no year at all."""
    m = _YEARLESS.match(text, at)
    if m is None or last is None and signed is None:
        return None
    month, day = parse_number(m["m"]), parse_number(m["d"]) if m["d"] else None
    if last is None:
        year = signed.year if signed is not None else 0
    else:
        before, in_month = (
            (last.end.year, last.end.month) if last.end else (last.start.year, last.start.month)
        )
        turned = in_month - month >= _TURN or in_month >= _AUTUMN and month <= _SUMMER
        year = before + turned
    return DateHit(at, m.end(), m[0], year, month, day, YEARLESS)
