"""A paragraph in, its words that belong to a time (提法: titles, campaigns, events) out as time cues."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from checker.analysis import Analysis
from checker.rules.common import body, line_starts, quoted, say, whole_text
from checker.rules.timecue import Cue
from corpus.events import Mark, load_events

__all__ = ["find_dated_words", "may_occur"]

_CLOSES = re.compile("[^“”]+”")  # 四有”好老师: the quote that it closes opens right before
_KIND_ORDER = {"event": 0, "campaign": 1, "formula": 2, "leader": 3}


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


def may_occur(analysis: Analysis) -> dict[int, list[tuple[Mark, re.Pattern[str]]]]:
    """By paragraph, the marks that may occur in it; most occur in no document at hand."""
    automaton, owners = _heads()
    rows, starts = body(analysis), line_starts(analysis)
    found: dict[int, set[int]] = {}
    for head, at, _ in automaton.find_matches_as_indexes(whole_text(analysis), overlapping=True):
        found.setdefault(rows[bisect_right(starts, at) - 1][0], set()).update(owners[head])
    return {i: [_mark_pattern(n) for n in sorted(numbers)] for i, numbers in found.items()}


def find_dated_words(
    analysis: Analysis, i: int, text: str, marks: list[tuple[Mark, re.Pattern[str]]]
) -> Iterator[Cue]:
    """Where the `i`th paragraph holds any of `marks`, in their order; none overlaps one found before it."""
    taken: list[tuple[int, int]] = []
    for mark, pattern in marks:
        for m in pattern.finditer(text):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            taken.append(m.span())
            start = m.start() - (_CLOSES.match(m[0]) is not None and text[: m.start()].endswith("“"))
            where = analysis.where(i, start, m.end())
            fact = f"{quoted(mark.name)}始于{say(mark.start)}"
            words = text[start : m.end()]
            yield Cue(where, words, fact, mark.kind, mark.start, None, mark.confirmed, mark=mark)
