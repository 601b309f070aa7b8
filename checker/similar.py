"""Documents in, pairs that share whole passages out (雷同): MinHash finds candidates, aligning decides.

The standard's own wording, a template's text and wording common to most of a batch are taken away
first, so that only what a writer calls his own is compared.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from checker.aligned import BREAK, LEAST, Chain, length_of, shared
from checker.document import Document, Where
from checker.normal import Normal, normalise

__all__ = [
    "COMMON",
    "OwnText",
    "Passage",
    "SimilarPair",
    "Sketch",
    "Wording",
    "candidates",
    "compare",
    "condense",
    "grams",
    "own_text",
    "own_words",
    "similar_pairs",
    "size_of",
    "sketch",
]

# Wording that belongs to nobody: hashes would do, the grams themselves are clearer.
Wording = frozenset[str]

_GRAM = 5  # shingles of the sketch
COMMON = 8  # shingles of common wording
_BANDS, _ROWS = 42, 3  # candidates from a Jaccard similarity of about (1/42)^(1/3) = 0.29 on
_CROWD, _NEIGHBOURS = 30, 5
# From so much of one text and of the other on, two texts are the same text.
_SAME, _SAME_LEAST = 0.9, 0.75
_KEEP = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")
_SKIP = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]+")
# Passages kept of a pair: reports show no more.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class OwnText:
    """A document's characters without punctuation and common wording.

    `paragraphs[i]` and `offsets[i]` lead `text[i]` back to the raw text. A line end stands where common
    wording was taken away; `size` counts the other characters.
    """

    text: str
    paragraphs: array[int]
    offsets: array[int]
    size: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a document to find its like: 126 numbers of 4 bytes; `size` is that of its own text,
    `paragraphs` digests of its whole paragraphs (8 bytes each)."""

    digest: bytes
    size: int
    paragraphs: bytes = b""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one paragraph of each document: equal but for a few characters; `text` is that of `one`."""

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

    @property
    def same(self) -> bool:
        """Whether the two are nearly the same text, and not one a part of the other."""
        return self.share >= _SAME and min(self.share_one, self.share_other) >= _SAME_LEAST


def condense(text: str) -> str:
    """The text for comparison: normalised, characters and figures only."""
    return _SKIP.sub("", normalise(text).text)


def grams(text: str, size: int) -> set[str]:
    """All stretches of `size` characters."""
    return {text[i : i + size] for i in range(len(text) - size + 1)}


def own_text(document: Document, ignore: Wording = frozenset()) -> OwnText:
    """The document's own characters, each with its way back."""
    text: list[str] = []
    paragraphs: array[int] = array("l")
    offsets: array[int] = array("l")
    for index, condensed, normal, common in _own(document, ignore):
        kept = [i for m in _KEEP.finditer(normal.text) for i in range(m.start(), m.end())]
        places = kept if normal.starts is None else [normal.starts[i] for i in kept]
        if not common:  # most paragraphs: nothing to take away
            text += [condensed] if condensed else []
            paragraphs.extend([index] * len(kept))
            offsets.extend(places)
            continue
        covered = bytearray(len(condensed))
        for start, end in _runs(common):
            covered[start:end] = b"\x01" * (end - start)
        for n, place in enumerate(places):
            if not covered[n]:
                text.append(condensed[n])
            elif text and not text[-1].endswith(BREAK):
                text.append(BREAK)
            else:
                continue
            paragraphs.append(index)
            offsets.append(place)
    whole = "".join(text)
    return OwnText(whole, paragraphs, offsets, size_of(whole))


def _own(document: Document, ignore: Wording) -> Iterator[tuple[int, str, Normal, list[int]]]:
    """Each paragraph of the text: its index, its characters, as normalised, and where common wording begins."""
    for p in document.paragraphs:
        if p.part in ("header", "footer") or not p.text.strip():
            continue
        normal = normalise(p.text)
        text = _SKIP.sub("", normal.text)
        found = [i for i in range(len(text) - COMMON + 1) if text[i : i + COMMON] in ignore] if ignore else []
        yield p.index, text, normal, found


def _runs(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of common wording, apart, from the places where its grams begin."""
    begin = end = starts[0]
    for at in starts:
        if at > end:
            yield begin, end
            begin = at
        end = at + COMMON
    yield begin, end


def own_words(document: Document, ignore: Wording = frozenset()) -> str:
    """`own_text(...).text` alone, several times faster: what a sketch is made from."""
    parts: list[str] = []
    for _, condensed, _, common in _own(document, ignore):
        if not common:
            parts += [condensed] if condensed else []
            continue
        at = 0
        for start, end in _runs(common):
            parts += [condensed[at:start]] if start > at else []
            parts += [BREAK] if parts and not parts[-1].endswith(BREAK) else []
            at = end
        parts += [condensed[at:]] if at < len(condensed) else []
    return "".join(parts)


def size_of(words: str) -> int:
    """How many characters of `own_words` are the writer's."""
    return len(words) - words.count(BREAK)


def sketch(words: str) -> Sketch:
    """The MinHash sketch of a text's `own_words`; equal texts give equal sketches on every machine."""
    from rensa import RMinHash

    size = size_of(words)
    # In any order: the sketch is made of least hashes.
    shingles = [g for part in words.split(BREAK) for g in grams(part, _GRAM)]
    if not shingles:
        return Sketch(b"", size)
    minhash = RMinHash(num_perm=_BANDS * _ROWS, seed=1)
    minhash.update(shingles)
    return Sketch(struct.pack(f"<{_BANDS * _ROWS}I", *minhash.digest()), size)


def candidates(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs of indices worth comparing (locality-sensitive hashing), each once, in order.

    In a large group of like texts each is paired with a few of the group, not with all: a hundred
    copies of one letter give hundreds of pairs, not thousands.
    """
    equal: dict[bytes, list[int]] = {}
    for index, found in enumerate(sketches):
        if found.size >= LEAST and found.digest:
            equal.setdefault(found.digest, []).append(index)
    pairs: set[tuple[int, int]] = set()
    for members in equal.values():
        pairs |= _across(members, members)
    width = 4 * _ROWS
    for band in range(_BANDS):  # one band at a time: memory for 20,000 documents stays at a few MB
        buckets: dict[bytes, list[int]] = {}
        for digest, members in equal.items():
            buckets.setdefault(digest[band * width : (band + 1) * width], []).append(members[0])
        for members in buckets.values():
            reach = len(members) if len(members) <= _CROWD else _NEIGHBOURS
            for n, one in enumerate(members):
                for other in members[n + 1 : n + 1 + reach]:
                    pairs |= _across(equal[sketches[one].digest], equal[sketches[other].digest])
    return sorted(pairs)


def _across(ones: Sequence[int], others: Sequence[int]) -> set[tuple[int, int]]:
    """Each of a few copies of one text with each of another's; of many, each with the first at least."""
    return {
        (min(a, b), max(a, b))
        for a in ones
        for b in others
        if a != b and (len(ones) * len(others) <= _CROWD or a == ones[0] or b == others[0])
    }


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
                left = _where(documents[0], one, start, end)
                yield Passage(documents[0].quote(left), left, _where(documents[1], other, begin, stop))


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


def similar_pairs(
    sketches: Sequence[Sketch],
    load: Callable[[int], Document],
    ignore: Wording = frozenset(),
    threshold: float = 0.4,
    asked: Callable[[int, int], bool] | None = None,
    paragraphs: Mapping[tuple[int, int], int] = MappingProxyType({}),
) -> list[SimilarPair]:
    """Pairs that share at least `threshold` of the shorter text, the most alike first.

    `paragraphs` tells how many whole paragraphs two share that hardly anybody else has: with two long ones or
    three they count, whatever the share.

    `load(index)` gives a document again (from disk): only candidates are loaded, and of these only pairs
    that are `asked` for.
    """

    @lru_cache(maxsize=64)
    def loaded(index: int) -> tuple[Document, OwnText]:
        document = load(index)
        return document, own_text(document, ignore)

    out = []
    for a, b in sorted({*candidates(sketches), *paragraphs}):
        if asked is not None and not asked(a, b):
            continue
        (one, own_one), (other, own_other) = loaded(a), loaded(b)
        pair = compare(one, other, ignore, (a, b), (own_one, own_other))
        whole = paragraphs.get((a, b), 0)
        copied = whole >= 3 and pair.characters >= 4 * LEAST or whole >= 2 and pair.characters >= 6 * LEAST
        if copied or (pair.share >= threshold and pair.characters >= 2 * LEAST):
            out.append(pair)
    return sorted(out, key=lambda p: (-p.share, p.one, p.other))
