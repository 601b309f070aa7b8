"""Documents in, pairs that share whole passages out (雷同): sketches find candidates, aligning decides.

The standard's own wording, a template's text and wording common to most of a batch are taken away
first, so that only what a writer calls his own is compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from checker.aligned import LEAST, Chain, length_of, shared
from checker.document import Document, Where
from checker.owntext import OwnText, Wording, own_text
from checker.sketches import Sketch, candidates

__all__ = ["Passage", "SimilarPair", "compare", "similar_pairs"]

# From so much of one text and of the other on, two texts are the same text.
_SAME, _SAME_LEAST = 0.9, 0.75
# Characters in whole sentences that are no chance: where there are numbers and titles in them, and where there are not.
_FACTS, _FORMULAS = 3 * LEAST, 5 * LEAST
_FACT = re.compile(
    r"\d|《|[一二三四五六七八九十百千两半](?:个(?!代表|带头|好|意识|确保|维护|自信|务必|服从|必须|全面|坚持|方面)"
    r"|[天页次节本篇名位户遍元人周月里分斤张块间台套份字点回趟家所支盏]|分钟|小时|星期|学期|年级)"
)
# Passages kept of a pair: reports show no more.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one paragraph of each document: equal but for a few characters; `text` is that of `one`,
    `echo` that of `other` where it differs."""

    text: str
    one: Where
    other: Where
    echo: str = ""

    def to_json(self) -> dict[str, Any]:
        """The passage with both its places."""
        return {"text": self.text, "one": self.one.to_json(), "other": self.other.to_json()}


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two documents, by index, and what they share.

    `share_one` is the part of `one`'s own text that stands in `other`; `share_other` the reverse.
    """

    one: int
    other: int
    share_one: float
    share_other: float
    characters: int
    passages: tuple[Passage, ...]

    @property
    def share(self) -> float:
        """The greater of the two parts: a short text copied whole into a long one counts fully."""
        return max(self.share_one, self.share_other)

    @property
    def same(self) -> bool:
        """Whether the two are nearly the same text, and not one a part of the other."""
        return self.share >= _SAME and min(self.share_one, self.share_other) >= _SAME_LEAST


def _where(document: Document, own: OwnText, start: int, end: int) -> Where:
    paragraph = document.paragraphs[own.paragraphs[start]]
    return Where(paragraph.part, paragraph.index, own.offsets[start], own.offsets[end - 1] + 1)


def _passages(
    documents: tuple[Document, Document], texts: tuple[OwnText, OwnText], found: list[Chain]
) -> Iterator[Passage]:
    """The chains cut where a new paragraph begins in either document."""
    one, other = texts
    for chain in found:
        # (paragraphs of both) -> first and last place in both
        pieces: dict[tuple[int, int], list[int]] = {}
        for a, b, length in chain:
            for n in range(length):
                piece = pieces.setdefault(
                    (one.paragraphs[a + n], other.paragraphs[b + n]), [a + n, 0, b + n, 0]
                )
                piece[1], piece[3] = a + n + 1, b + n + 1
        for start, end, begin, stop in pieces.values():
            if end - start >= 8:
                left, right = _where(documents[0], one, start, end), _where(documents[1], other, begin, stop)
                text, echo = documents[0].quote(left), documents[1].quote(right)
                yield Passage(text, left, right, "" if echo == text else echo)


def compare(
    one: Document,
    other: Document,
    ignore: Wording = frozenset(),
    indices: tuple[int, int] = (0, 1),
    texts: tuple[OwnText, OwnText] | None = None,
) -> SimilarPair:
    """What two documents share, whatever the sketches said; `texts` are their own texts, if at hand.

    Only equal characters are counted, though small changes do not end a passage.
    """
    texts = texts or (own_text(one, ignore), own_text(other, ignore))
    found = list(shared(texts[0].text, texts[1].text))
    total = sum(map(length_of, found))
    # In `other` a stretch may be matched twice; it counts once.
    used = bytearray(len(texts[1].text))
    for chain in found:
        for _, b, length in chain:
            used[b : b + length] = b"\x01" * length
    passages = sorted(
        _passages((one, other), texts, found), key=lambda p: (-len(p.text), p.one.paragraph, p.one.start)
    )
    return SimilarPair(
        indices[0],
        indices[1],
        total / max(1, texts[0].size),
        sum(used) / max(1, texts[1].size),
        total,
        tuple(passages[:_KEPT]),
    )


def _copied(pair: SimilarPair, sentences: int, characters: int) -> bool:
    """Whether whole sentences that two papers share are told though the rest of both is their own.

    Formulas that everybody knows are shared by those who did not copy: they need more than numbers and titles, which
    two people do not hit on alike.
    """
    if sentences >= 3 and pair.characters >= _FORMULAS:
        return True
    marks = sum(len(_FACT.findall(passage.text)) for passage in pair.passages)
    return sentences >= 2 and min(characters, pair.characters) >= _FACTS and marks >= 2


def similar_pairs(
    sketches: Sequence[Sketch],
    load: Callable[[int], Document],
    ignore: Wording = frozenset(),
    threshold: float = 0.4,
    asked: Callable[[int, int], bool] | None = None,
    sentences: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({}),
) -> list[SimilarPair]:
    """Pairs that share at least `threshold` of the shorter text, the most alike first.

    `sentences` tells how many whole sentences two share that hardly anybody else has, and their characters: with
    enough of them a pair counts, whatever the share.

    `load(index)` gives a document again (from disk): only candidates are loaded, and of these only pairs
    that are `asked` for.
    """

    @lru_cache(maxsize=64)
    def loaded(index: int) -> tuple[Document, OwnText]:
        document = load(index)
        return document, own_text(document, ignore)

    out = []
    for a, b in sorted({*candidates(sketches), *sentences}):
        if asked is not None and not asked(a, b):
            continue
        (one, own_one), (other, own_other) = loaded(a), loaded(b)
        pair = compare(one, other, ignore, (a, b), (own_one, own_other))
        if _copied(pair, *sentences.get((a, b), (0, 0))) or (
            pair.share >= threshold and pair.characters >= 2 * LEAST
        ):
            out.append(pair)
    return sorted(out, key=lambda p: (-p.share, p.one, p.other))
