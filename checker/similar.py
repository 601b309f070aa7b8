"""Documents in, pairs that share whole passages out (雷同): MinHash finds candidates, exact matching decides.

The standard's own wording, a template's text and wording common to most of a batch are taken away
first, so that only what a writer calls his own is compared.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checker.document import Document, Where
from checker.normal import normalise
from corpus import Standard

__all__ = [
    "OwnText",
    "Passage",
    "SimilarPair",
    "Sketch",
    "Wording",
    "candidates",
    "common_wording",
    "compare",
    "own_text",
    "similar_pairs",
    "sketch",
    "standard_wording",
]

# Wording that belongs to nobody: hashes would do, the grams themselves are clearer.
Wording = frozenset[str]

_GRAM = 5  # shingles of the sketch
_COMMON = 8  # shingles of common wording
_SEED = 12  # characters two texts must share in a row to be looked at
_LEAST = 20  # a passage shorter than this proves nothing
_BANDS, _ROWS = 42, 3  # candidates from a Jaccard similarity of about (1/42)^(1/3) = 0.29 on
_CROWD, _NEIGHBOURS = 30, 5
_SKIP = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class OwnText:
    """A document's characters without punctuation and common wording.

    `paragraphs[i]` and `offsets[i]` lead `text[i]` back to the raw text.
    """

    text: str
    paragraphs: array[int]
    offsets: array[int]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a document to find its like: 126 numbers; `size` is the length of its own text."""

    digest: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in both documents, one paragraph of each."""

    text: str
    one: Where
    other: Where

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


def _condense(text: str) -> str:
    return _SKIP.sub("", normalise(text).text)


def _grams(text: str, size: int) -> set[str]:
    return {text[i : i + size] for i in range(len(text) - size + 1)}


def standard_wording(standard: Standard, templates: Iterable[str] = ()) -> Wording:
    """The wording everybody may use: the standard's requirements and names, and template texts."""
    texts = [standard.title]
    for element in standard.elements:
        texts += [element.title, *element.phrases, element.requirement, element.advice]
    for kind in standard.kinds:
        texts += [kind.title, *(h for s in kind.sections for h in (s.title, *s.headings))]
    texts += [p.task for p in standard.phases]
    return frozenset(g for t in (*texts, *templates) for g in _grams(_condense(t), _COMMON))


def common_wording(documents: Iterable[Document], part: float = 0.5, least: int = 10) -> Wording:
    """Wording that stands in more than `part` of a sample of at least `least` documents.

    It comes from a notice or a formula they all quote, not from each other.
    """
    counts: Counter[str] = Counter()
    number = 0
    for document in documents:
        number += 1
        counts.update(_grams(_condense(document.text), _COMMON))
    if number < least:
        return frozenset()
    return frozenset(gram for gram, count in counts.items() if count > part * number)


def own_text(document: Document, ignore: Wording = frozenset()) -> OwnText:
    """The document's own characters, each with its way back."""
    text: list[str] = []
    paragraphs: array[int] = array("l")
    offsets: array[int] = array("l")
    for p in document.paragraphs:
        if p.part in ("header", "footer") or not p.text.strip():
            continue
        normal = normalise(p.text)
        kept = [i for i, c in enumerate(normal.text) if not _SKIP.match(c)]
        condensed = "".join(normal.text[i] for i in kept)
        covered = bytearray(len(condensed))
        for i in range(len(condensed) - _COMMON + 1):
            if condensed[i : i + _COMMON] in ignore:
                covered[i : i + _COMMON] = b"\x01" * _COMMON
        for n, i in enumerate(kept):
            if not covered[n]:
                text.append(condensed[n])
                paragraphs.append(p.index)
                offsets.append(normal.span(i, i + 1)[0])
    return OwnText("".join(text), paragraphs, offsets)


def sketch(own: OwnText) -> Sketch:
    """The MinHash sketch of a text; equal texts give equal sketches on every machine."""
    from rensa import RMinHash

    grams = sorted(_grams(own.text, _GRAM))
    if not grams:
        return Sketch((), len(own.text))
    minhash = RMinHash(num_perm=_BANDS * _ROWS, seed=1)
    minhash.update(grams)
    return Sketch(tuple(minhash.digest()), len(own.text))


def candidates(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs of indices worth comparing (locality-sensitive hashing), each once, in order.

    In a large group of like texts each is paired with a few of the group, not with all: a hundred
    copies of one letter give hundreds of pairs, not thousands.
    """
    equal: dict[tuple[int, ...], list[int]] = {}
    for index, found in enumerate(sketches):
        if found.size >= _LEAST and found.digest:
            equal.setdefault(found.digest, []).append(index)
    pairs = {(members[0], other) for members in equal.values() for other in members[1:]}
    buckets: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for digest, members in equal.items():
        for band in range(_BANDS):
            rows = digest[band * _ROWS : (band + 1) * _ROWS]
            buckets.setdefault((band, rows), []).append(members[0])
    for members in buckets.values():
        reach = len(members) if len(members) <= _CROWD else _NEIGHBOURS
        for n, one in enumerate(members):
            pairs.update((one, other) for other in members[n + 1 : n + 1 + reach])
    return sorted(pairs)


def _shared(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Maximal common stretches as (start in one, start in other, length), apart in `one`."""
    seeds: dict[str, list[int]] = {}
    for i in range(len(other) - _SEED + 1):
        seeds.setdefault(other[i : i + _SEED], []).append(i)
    at = 0
    while at <= len(one) - _SEED:
        best, where = 0, -1
        # A seed that recurs very often is a refrain; its first places are enough.
        for start in seeds.get(one[at : at + _SEED], ())[:20]:
            length = _SEED
            while (
                at + length < len(one)
                and start + length < len(other)
                and one[at + length] == other[start + length]
            ):
                length += 1
            if length > best:
                best, where = length, start
        if best >= _LEAST:
            yield at, where, best
            at += best
        else:
            at += 1


def _pieces(own: OwnText, start: int, length: int) -> Iterator[tuple[int, int]]:
    """The stretch cut where a new paragraph begins: (start, length)."""
    begin = start
    for i in range(start + 1, start + length + 1):
        if i == start + length or own.paragraphs[i] != own.paragraphs[begin]:
            yield begin, i - begin
            begin = i


def _where(document: Document, own: OwnText, start: int, length: int) -> Where:
    paragraph = document.paragraphs[own.paragraphs[start]]
    return Where(paragraph.part, paragraph.index, own.offsets[start], own.offsets[start + length - 1] + 1)


def _passages(
    documents: tuple[Document, Document], texts: tuple[OwnText, OwnText], found: list[tuple[int, int, int]]
) -> Iterator[Passage]:
    one, other = texts
    for a, b, length in found:
        for start, part in _pieces(one, a, length):
            shift = b + (start - a)
            for begin, size in _pieces(other, shift, part):
                if size >= 8:
                    left = _where(documents[0], one, start + (begin - shift), size)
                    right = _where(documents[1], other, begin, size)
                    yield Passage(documents[0].quote(left), left, right)


def compare(
    one: Document, other: Document, ignore: Wording = frozenset(), indices: tuple[int, int] = (0, 1)
) -> SimilarPair:
    """What two documents share exactly, whatever the sketches said."""
    texts = (own_text(one, ignore), own_text(other, ignore))
    found = list(_shared(texts[0].text, texts[1].text))
    total = sum(length for _, _, length in found)
    # In `other` a stretch may be matched twice; it counts once.
    used = bytearray(len(texts[1].text))
    for _, b, length in found:
        used[b : b + length] = b"\x01" * length
    passages = sorted(
        _passages((one, other), texts, found), key=lambda p: (-len(p.text), p.one.paragraph, p.one.start)
    )
    return SimilarPair(
        indices[0],
        indices[1],
        total / max(1, len(texts[0].text)),
        sum(used) / max(1, len(texts[1].text)),
        total,
        tuple(passages),
    )


def similar_pairs(
    sketches: Sequence[Sketch],
    load: Callable[[int], Document],
    ignore: Wording = frozenset(),
    threshold: float = 0.4,
) -> list[SimilarPair]:
    """Pairs that share at least `threshold` of the shorter text, the most alike first.

    `load(index)` gives a document again (from disk): only candidates are loaded.
    """
    out = []
    last: tuple[int, Document] | None = None
    for a, b in candidates(sketches):
        if last is None or last[0] != a:
            last = (a, load(a))
        pair = compare(last[1], load(b), ignore, (a, b))
        if pair.share >= threshold and pair.characters >= 2 * _LEAST:
            out.append(pair)
    return sorted(out, key=lambda p: (-p.share, p.one, p.other))
