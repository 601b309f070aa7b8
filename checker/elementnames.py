"""Sentences and headings in, which elements (要素) their words name out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.analysis import Sentence
from checker.wordsearch import WordSearch
from corpus import Standard

if TYPE_CHECKING:
    import numpy as np

__all__ = ["under_own", "with_phrases"]

_SHORT = 8  # characters of a short heading


def with_phrases(texts: Sequence[str], whole: str, standard: Standard, kind: str) -> np.ndarray:
    """In which of the texts, and so in the `whole`, stand which element's names: bool [texts, elements]."""
    import numpy as np

    phrase = np.zeros((len(texts), len(standard.elements_of(kind))), dtype=bool)
    for k, words in _phrases(standard, kind):
        if words in whole:
            phrase[:, k] |= [words in t for t in texts]
    return phrase


def under_own(
    sentences: Sequence[Sentence], titles: Sequence[str], standard: Standard, kind: str
) -> np.ndarray:
    """Which sentences of the body stand under a heading, of these `titles`, that names an element, as in `_named`:
    [sentences, elements]."""
    import numpy as np

    count, elements = len(sentences), len(standard.elements_of(kind))
    named = [_named(t, standard, kind) for t in titles]
    if not any(any(row) for row in named):
        return np.zeros((count, elements), dtype=np.int8)
    body = np.fromiter((s.role == "body" for s in sentences), dtype=bool, count=count)
    headings = np.fromiter((s.heading for s in sentences), dtype=np.int64, count=count)
    return np.array([*named, (0,) * elements], dtype=np.int8)[headings] * body[:, None]


@lru_cache(maxsize=16)
def _phrases(standard: Standard, kind: str) -> tuple[tuple[int, str], ...]:
    """(number of the element, name) for the shortest names: a longer one holds one of them."""
    return tuple(
        (k, p)
        for k, e in enumerate(standard.elements_of(kind))
        for p in e.phrases
        if not any(q in p for q in e.phrases if q != p)
    )


@lru_cache(maxsize=16)
def _heading_names(standard: Standard, kind: str) -> tuple[WordSearch, dict[str, list[tuple[int, int]]]]:
    """A search for what names elements in headings, and for each such word (number of the element, what it
    makes of the heading: see `_named`; 3 for a word that does so in a short heading only)."""
    meant: dict[str, list[tuple[int, int]]] = {}
    for k, e in enumerate(standard.elements_of(kind)):
        for value, words in ((2, (e.title, e.short)), (3, e.heads), (1, e.phrases)):
            for word in words:
                meant.setdefault(word, []).append((k, value))
    return WordSearch.make(meant), meant


@lru_cache(maxsize=4096)
def _named(title: str, standard: Standard, kind: str) -> tuple[int, ...]:
    """For each element of the kind 2 when a heading names it (带头服务群众, 服务方面), 1 when the heading holds one
    of its phrases, else 0."""
    search, meant = _heading_names(standard, kind)
    # 服务方面, 纪律上: the short headings of letters and reports. In plans such words name other things.
    short = kind != "plan" and len(title) <= _SHORT
    out = [0] * len(standard.elements_of(kind))
    for word in search.first(title):
        for k, value in meant[word]:
            if value < 3 or short:
                out[k] = max(out[k], min(value, 2))
    return tuple(out)
