"""Normalised text in, words that a rewriting site has put for others (伪原创) out, with the originals."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from checker.normal import Normal, replace_spans
from corpus.collocations import load_collocations
from corpus.substitutions import QUIET_FAMILIES, WIDE_FAMILY, Context, Substitution, load_substitutions

__all__ = ["SpunHit", "find_spun", "spun_in", "spun_spans"]

# How far back a context is looked for; longer than any `before` in the table matches.
_BACK = 40
# So many certain hits of one dictionary prove that a text went through it.
_PROOF = 2
# So often are the words beside those put back looked at again.
_ROUNDS = 3


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
def _table() -> tuple[Substitution, ...]:
    return load_substitutions() + tuple(one.row for one in load_collocations())


@lru_cache(maxsize=1)
def _words() -> tuple[Any, tuple[tuple[int, ...], ...]]:
    """One automaton for all spun words, the longest first, and the numbers of each word's rows."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    rows: dict[str, list[int]] = {}
    for n, row in enumerate(_table()):
        rows.setdefault(row.spun, []).append(n)
    # The full table of states: half a millisecond to make, and twice as fast as what it takes by itself.
    automaton = AhoCorasick(
        list(rows), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return automaton, tuple(map(tuple, rows.values()))


@cache
def _pattern(number: int, name: str) -> re.Pattern[str] | None:
    """One context of a row, compiled when a text first needs it: most rows end at the first that is tried."""
    context: Context | None = getattr(_table()[number], name)
    return context.compiled() if context else None


def _holds(number: int, text: str, start: int, end: int) -> bool:
    """Whether the contexts of a row are those of the word at `start` to `end`."""
    after = _pattern(number, "after")
    if after and not after.match(text, end):
        return False
    back = max(0, start - _BACK)
    before = _pattern(number, "before")
    if before and not before.search(text, back, start):
        return False
    not_after = _pattern(number, "not_after")
    if not_after and not_after.match(text, end):
        return False
    not_before = _pattern(number, "not_before")
    return not (not_before and not_before.search(text, back, start))


def _hits(text: str, start: int, end: int, rows: Iterable[int]) -> tuple[SpunHit, ...]:
    """The spun word at `start` to `end` by those of its rows whose contexts hold: the first sure one, or the likely."""
    likely: list[SpunHit] = []
    for number in rows:
        if _holds(number, text, start, end):
            row = _table()[number]
            hit = SpunHit(start, end, row.spun, row.original, row.sure, row.family)
            if hit.sure:
                return (hit,)
            likely.append(hit)
    return tuple(likely)


def _places(texts: Sequence[str]) -> dict[int, list[tuple[SpunHit, ...]]]:
    """By number of the text, every spun word of it by all that speaks for it as it stands."""
    automaton, rows = _words()
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    out: dict[int, list[tuple[SpunHit, ...]]] = {}
    # All at once, with what no word holds between them; the context must be of the word's own text.
    for word, start, end in automaton.find_matches_as_indexes("\0".join(texts)):
        n = bisect_right(starts, start) - 1
        hits = _hits(texts[n], start - starts[n], end - starts[n], rows[word])
        if hits:
            out.setdefault(n, []).append(hits)
    return out


def _found(texts: Sequence[str]) -> dict[int, list[tuple[SpunHit, ...]]]:
    """By number of the text, every spun word of it by all that speaks for it, in order and apart."""
    return {n: _beside_mended(texts[n], hits) for n, hits in _places(texts).items()}


def _beside_mended(text: str, found: list[tuple[SpunHit, ...]]) -> list[tuple[SpunHit, ...]]:
    """`found` with the words that tell only once certain spun words beside them are put back.

    A rewriting site leaves few words of a sentence alone: in 匡助门生养成进修风俗, 风俗 tells only beside 学习.
    """
    by_place = {(hits[0].start, hits[0].end): hits for hits in found}
    for _ in range(_ROUNDS):
        sure = [hits[0] for hits in by_place.values() if hits[0].sure]
        mended = replace_spans(Normal(text, text), sorted(spun_spans(sure))) if sure else None
        if mended is None:
            break
        certain = len(sure)
        for hits in _places([mended.text]).get(0, []):
            start, end = mended.span(hits[0].start, hits[0].end)
            if not any(h.start < end and start < h.end for h in sure):
                by_place[start, end] = tuple(replace(h, start=start, end=end) for h in hits)
                certain += hits[0].sure
        if certain == len(sure):
            break
    return [by_place[place] for place in sorted(by_place)]


def find_spun(text: str) -> list[SpunHit]:
    """Every spun word of one text, in order and apart, certain or merely likely.

    >>> [(h.spun, h.original) for h in find_spun("以科学开展观为指导，教育体育局部署开展活动")]
    [('开展', '发展')]
    """
    return [hits[0] for hits in _found([text]).get(0, [])]


def spun_in(texts: Sequence[str], wide: bool = False) -> tuple[tuple[SpunHit, ...], ...]:
    """The spun words of a document's paragraphs; likely ones only where the document proves them.

    A likely hit counts when the document has at least two certain hits of the same family; one by its collocation
    alone only if asked for (`wide`) and with two different words certain: people write so too, and it is told, but
    nothing is judged by it.
    """
    found = _found(texts)
    sure = [hit for places in found.values() for hits in places for hit in hits if hit.sure]
    proof = Counter(hit.family for hit in sure)
    words = len({(hit.spun, hit.original) for hit in sure if hit.family not in QUIET_FAMILIES})
    proven = {family for family, n in proof.items() if n >= _PROOF and family != WIDE_FAMILY}
    if wide and words >= _PROOF:
        proven.add(WIDE_FAMILY)
    out: list[tuple[SpunHit, ...]] = [()] * len(texts)
    for n, places in found.items():
        held = (next((h for h in hits if h.sure or h.family in proven), None) for hits in places)
        out[n] = tuple(hit for hit in held if hit is not None)
    return tuple(out)


def spun_spans(hits: Iterable[SpunHit]) -> list[tuple[int, int, str]]:
    """`hits` as spans for `checker.normal.replace_spans`."""
    return [(h.start, h.end, h.original) for h in hits]
