"""A date and the text behind it in, the time of a phase that begins there out (阶段的起止时间)."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from checker.dates import DateHit, last_of
from checker.document import Where

__all__ = ["Phase", "time_from"]

_TO = re.compile(r"(?:[上中下]旬|[初中]|月?[底末])?\s*(?:[—–\-~～]{1,4}|至|到|起至)\s*")
_SHORT_END = re.compile(r"(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?")


class Phase(Struct, frozen=True, gc=False):
    """A numbered phase: where its time stands, from when, till when (None: not told), and whether to the day."""

    number: int
    where: Where
    words: str
    start: DateHit
    end: datetime.date | None
    to_the_day: bool


def time_from(text: str, start: DateHit, hits: list[DateHit]) -> tuple[int, datetime.date | None, bool]:
    """Where a phase's time ends in its line, its last day, and whether the day is told."""
    to = _TO.match(text, start.end)
    if to is None:
        return start.end, last_of(start), start.day is not None
    other = next((h for h in hits if h.start == to.end()), None)
    if other is not None:
        return other.end, last_of(other), other.day is not None
    short = _SHORT_END.match(text, to.end())
    if short is None:
        return start.end, None, False
    month, day = int(short["m"]), int(short["d"]) if short["d"] else None
    year = start.year + (month < start.month)
    hit = DateHit(to.end(), short.end(), short[0], year, month, day, start.style)
    return short.end(), last_of(hit), day is not None
