"""Normalised text in, words that a rewriting site has put for others (伪原创) out, with the originals."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from corpus.substitutions import Substitution, load_substitutions

__all__ = ["SpunHit", "find_spun", "spun_in", "spun_spans"]

# How far back a context is looked for; longer than any `before` in the table matches.
_BACK = 40
# So many certain hits of one dictionary prove that a text went through it.
_PROOF = 2


@dataclass(frozen=True, slots=True)
class SpunHit:
    """A word at `start` to `end` that most likely stood as `original` in the source.

    `sure` hits hold by their context alone; the others only in a text with certain hits of the same
    `family` (dictionary).
    """

    start: int
    end: int
    spun: str
    original: str
    sure: bool
    family: str


@lru_cache(maxsize=1)
def _words() -> tuple[Any, tuple[tuple[int, ...], ...]]:
    """One automaton for all spun words, the longest first, and the numbers of each word's rows."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    rows: dict[str, list[int]] = {}
    for n, row in enumerate(load_substitutions()):
        rows.setdefault(row.spun, []).append(n)
    # The full table of states: half a millisecond to make, and twice as fast as what it takes by itself.
    automaton = AhoCorasick(
        list(rows), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return automaton, tuple(map(tuple, rows.values()))


@cache
def _row(number: int) -> tuple[Substitution, re.Pattern[str] | None, re.Pattern[str] | None]:
    """A row of the table with its `before` and `after`, compiled when a text first holds its word."""
    row = load_substitutions()[number]
    before, after = (context.compiled() if context else None for context in (row.before, row.after))
    return row, before, after


def _hit(text: str, start: int, end: int, rows: Iterable[int]) -> SpunHit | None:
    """The spun word at `start` to `end` by the first of its rows whose context holds, if any does."""
    for number in rows:
        row, before, after = _row(number)
        if (after is None or after.match(text, end)) and (
            before is None or before.search(text, max(0, start - _BACK), start)
        ):
            return SpunHit(start, end, row.spun, row.original, row.sure, row.family)
    return None


def _found(texts: Sequence[str]) -> dict[int, list[SpunHit]]:
    """By number of the text, every spun word of it, in order and apart; texts without any are left out."""
    automaton, rows = _words()
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    out: dict[int, list[SpunHit]] = {}
    # All at once, with what no word holds between them; the context must be of the word's own text.
    for word, start, end in automaton.find_matches_as_indexes("\0".join(texts)):
        n = bisect_right(starts, start) - 1
        hit = _hit(texts[n], start - starts[n], end - starts[n], rows[word])
        if hit is not None:
            out.setdefault(n, []).append(hit)
    return out


def find_spun(text: str) -> list[SpunHit]:
    """Every spun word of one text, in order and apart, certain or merely likely.

    >>> [(h.spun, h.original) for h in find_spun("以科学开展观为指导，教育体育局部署开展活动")]
    [('开展', '发展')]
    """
    return _found([text]).get(0, [])


def spun_in(texts: Sequence[str]) -> tuple[tuple[SpunHit, ...], ...]:
    """The spun words of a document's paragraphs; likely ones only where the document proves them.

    A likely hit counts when the document has at least two certain hits of the same family.
    """
    found = _found(texts)
    proof = Counter(h.family for hits in found.values() for h in hits if h.sure)
    out: list[tuple[SpunHit, ...]] = [()] * len(texts)
    for n, hits in found.items():
        out[n] = tuple(h for h in hits if h.sure or proof[h.family] >= _PROOF)
    return tuple(out)


def spun_spans(hits: Iterable[SpunHit]) -> list[tuple[int, int, str]]:
    """`hits` as spans for `checker.normal.replace_spans`."""
    return [(h.start, h.end, h.original) for h in hits]
