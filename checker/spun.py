"""Normalised text in, words that a rewriting site has put for others (伪原创) out, with the originals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
def _compiled() -> tuple[re.Pattern[str], dict[str, tuple[Substitution, ...]]]:
    """One expression for all spun words, longest first, and the rows of each word."""
    rows: dict[str, list[Substitution]] = {}
    for row in load_substitutions():
        rows.setdefault(row.spun, []).append(row)
    words = sorted(rows, key=lambda w: (w[0], -len(w), w))
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[0], []).append(re.escape(word[1:]))
    # Grouped by first character: the matcher then tests one class and a short list.
    tails = [f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in heads.items()]
    return re.compile("|".join(tails)), {w: tuple(r) for w, r in rows.items()}


def _holds(row: Substitution, text: str, start: int, end: int) -> bool:
    if row.after is not None and not row.after.match(text, end):
        return False
    return row.before is None or row.before.search(text, max(0, start - _BACK), start) is not None


def find_spun(text: str) -> list[SpunHit]:
    """Every spun word of one text, in order and apart, certain or merely likely.

    >>> [(h.spun, h.original) for h in find_spun("以科学开展观为指导，教育体育局部署开展活动")]
    [('开展', '发展')]
    """
    expression, rows = _compiled()
    out: list[SpunHit] = []
    for m in expression.finditer(text):
        start, end = m.span()
        for row in rows[m[0]]:
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
