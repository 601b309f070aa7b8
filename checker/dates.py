"""Normalised text in, the dates written in it out (日期), possible or not."""

from __future__ import annotations

import calendar
import datetime
import re

from msgspec import Struct

from chinese_cli.numerals import parse_number

__all__ = ["MAYBE", "DateHit", "find_dates", "iso", "last_day", "last_of", "said"]

_CN = "〇○零Ｏ一二三四五六七八九"
_DATE = re.compile(
    rf"(?<!\d)(?P<y>\d{{4}}|2[\dOo]{{3}}|[{_CN}Oo0]{{4}})\s*年\s*(?P<m>\d{{1,2}}|1[Oo]|[一二三四五六七八九十]{{1,2}})\s*月"
    # 2012年3月22: at the end of a line the day counts without its 日.
    rf"(?:\s*(?P<d>\d{{1,2}}|[1-3][Oo]|[一二三四五六七八九十廿卅〇○零Oo]{{1,3}})\s*(?:[日号]|(?=[）)。\s]*$)))?"
    # 2013年3.20日, 2012.2月21号: the day's 日 or 号 tells them from other numbers.
    r"|(?<![\d.\-/])(?P<y3>(?:19|20)\d{2})(?:年\s*(?P<m3>\d{1,2})[.．/](?P<d3>\d{1,2})|[.．/\-](?P<m4>\d{1,2})月(?P<d4>\d{1,2}))[日号]"
    r"|(?<![\d.\-/])(?P<y2>(?:19|20)\d{2})(?P<sep>[.\-/．])(?P<m2>\d{1,2})(?:(?P=sep)(?P<d2>\d{1,2})[日号]?)?(?![\d年])"
)
_MONTH = re.compile(r"(\d{4})-(\d\d)")
# A text without these holds no date; seen much faster than by looking for one.
MAYBE = re.compile(r"[年.\-/．](?:(?<=年)\s*[\d一二三四五六七八九十]|(?<=\d\d[.\-/．])\d)")


# The Party was founded in 1921; nothing of it is dated before that, nor in another century than ours.
_FIRST_YEAR, _LAST_YEAR = 1921, 2100


class DateHit(Struct, frozen=True, gc=False):
    """A date as written at `start` to `end`. `day` is None for a month; `date` is None when impossible.

    `style` is "arabic" (2011年3月1日), "chinese" (二〇一一年三月一日), "short" (2011.3.1, 2011.3.1日) or "mixed"
    (二〇一一年3月1日, 2011.3月1号).
    """

    start: int
    end: int
    text: str
    year: int
    month: int
    day: int | None
    style: str

    @property
    def believable(self) -> bool:
        """Whether a paper of the Party may bear this year; 〇二一一年 is a slip, of the writer or of a reader."""
        return _FIRST_YEAR <= self.year <= _LAST_YEAR

    @property
    def date(self) -> datetime.date | None:
        """The calendar day (the first of the month when no day is given), or None when impossible."""
        try:
            return datetime.date(self.year, self.month, self.day or 1)
        except ValueError:
            return None


def iso(text: str, date: datetime.date | None) -> str:
    """A paper's date as reviews keep it: ISO, of the month alone where `text`, as it is written, has no day.

    >>> iso("2012年11月", datetime.date(2012, 11, 1)), iso("2012年11月1日", datetime.date(2012, 11, 1))
    ('2012-11', '2012-11-01')
    """
    if date is None:
        return ""
    hits = find_dates(text)
    return f"{date:%Y-%m}" if hits and hits[0].day is None else date.isoformat()


def said(date: str) -> str:
    """A date that `iso` made, for people: a month alone would look like a day left out.

    >>> said("2012-11"), said("2012-11-01"), said("")
    ('2012年11月', '2012-11-01', '')
    """
    match = _MONTH.fullmatch(date)
    return f"{match[1]}年{int(match[2])}月" if match else date


def last_day(date: str) -> datetime.date | None:
    """The last day that a date of `iso` may mean; None for none.

    >>> last_day("2012-11"), last_day("2012-11-01")
    (datetime.date(2012, 11, 30), datetime.date(2012, 11, 1))
    """
    match = _MONTH.fullmatch(date)
    try:
        if match is None:
            return datetime.date.fromisoformat(date)
        year, month = int(match[1]), int(match[2])
        return datetime.date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def last_of(hit: DateHit) -> datetime.date | None:
    """The last day a date may mean: the month's end when no day is given; None when impossible."""
    first = hit.date
    if first is None or hit.day is not None:
        return first
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def find_dates(text: str) -> list[DateHit]:
    """Every date in `text`, in order.

    >>> [(h.text, h.date.isoformat()) for h in find_dates("于二〇一一年三月一日至2011.6.30")]
    [('二〇一一年三月一日', '2011-03-01'), ('2011.6.30', '2011-06-30')]
    """
    out: list[DateHit] = []
    if not MAYBE.search(text):
        return out
    for m in _DATE.finditer(text):
        if m["y"]:
            year, month = parse_number(m["y"]), parse_number(m["m"])
            day = parse_number(m["d"]) if m["d"] else None
            digits = {part[0].isdigit() for part in (m["y"], m["m"], m["d"]) if part}
            style = "mixed" if len(digits) > 1 else "arabic" if True in digits else "chinese"
        elif m["y3"]:
            year, month, day = int(m["y3"]), int(m["m3"] or m["m4"]), int(m["d3"] or m["d4"])
            style = "mixed"
        else:
            year, month = int(m["y2"]), int(m["m2"])
            day = int(m["d2"]) if m["d2"] else None
            if day is None and m["sep"] != ".":
                continue
            style = "short"
        out.append(DateHit(m.start(), m.end(), m[0], year, month, day, style))
    return out
