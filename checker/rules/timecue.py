"""What a time cue (时间线索) is; a place in a text in, whether its sentence tells of the past, out."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from checker.document import Where
from corpus.events import Mark

__all__ = ["Cue", "is_history"]

_HISTORY = re.compile(r"去年|前年|当年|那年|那时|曾|以来|近年")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
# No sentence is longer; a text without a full stop must not be gone through once for every date in it.
_LONGEST = 400


class Cue(Struct, frozen=True, gc=False):
    """A place that bounds the time of writing: not before `low`, not after `high` (None: no bound).

    `words` are the words cited, `fact` the dated fact in Chinese, `kind` one of congress plenum
    anniversary contradiction leader campaign formula event date title. `current` says that the event is cited as the
    newest guidance (贯彻…精神), not as history. `mark` is the dated words cited (提法), if it is one of those.
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


def _clause(text: str, start: int, end: int) -> str:
    """The sentence round a match."""
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    left = max(first - 1, *(text.rfind(c, first, start) for c in "。；！？\n")) + 1
    ends = [p for p in (text.find(c, end, last) for c in "。；！？\n") if p >= 0]
    return text[left : min(ends, default=last)]


def is_history(text: str, start: int, end: int, year: int) -> bool:
    """Whether the sentence tells of the event as past: 2012年，为迎接党的十八大召开，学校…"""
    clause = _clause(text, start, end)
    return bool(_HISTORY.search(clause)) or any(abs(int(y) - year) <= 2 for y in _YEAR.findall(clause))
