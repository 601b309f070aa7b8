"""Normalised text in, words that a rewriting site has put for others (伪原创) out, with the originals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
def _compiled() -> tuple[Any, tuple[tuple[Substitution, ...], ...]]:
    """One automaton for all spun words, the longest first, and the rows of each word."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    rows: dict[str, list[Substitution]] = {}
    for row in load_substitutions():
        rows.setdefault(row.spun, []).append(row)
    automaton = AhoCorasick(list(rows), matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(map(tuple, rows.values()))


def _holds(row: Substitution, text: str, start: int, end: int) -> bool:
    if row.after is not None and not row.after.compiled().match(text, end):
        return False
    return row.before is None or row.before.compiled().search(text, max(0, start - _BACK), start) is not None


def find_spun(text: str) -> list[SpunHit]:
    """Every spun word of one text, in order and apart, certain or merely likely.

    >>> [(h.spun, h.original) for h in find_spun("以科学开展观为指导，教育体育局部署开展活动")]
    [('开展', '发展')]
    """
    automaton, rows = _compiled()
    out: list[SpunHit] = []
    for word, start, end in automaton.find_matches_as_indexes(text):
        for row in rows[word]:
            if _holds(row, text, start, end):
                out.append(SpunHit(start, end, row.spun, row.original, row.sure, row.family))
                break
    return out


def spun_in(texts: Sequence[str]) -> tuple[tuple[SpunHit, ...], ...]:
    """The spun words of a document's paragraphs; likely ones only where the document proves them.

    A likely hit counts when the document has at least two certain hits of the same family.
    """
    found = [find_spun(text) for text in texts]
    proof = Counter(h.family for hits in found for h in hits if h.sure)
    return tuple(tuple(h for h in hits if h.sure or proof[h.family] >= _PROOF) for hits in found)


def spun_spans(hits: Iterable[SpunHit]) -> list[tuple[int, int, str]]:
    """`hits` as spans for `checker.normal.replace_spans`."""
    return [(h.start, h.end, h.original) for h in hits]
