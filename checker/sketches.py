"""Texts in, their MinHash sketches and the pairs worth comparing out (雷同): locality-sensitive hashing."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from checker.aligned import BREAK, LEAST
from checker.owntext import grams, size_of

__all__ = ["Sketch", "candidates", "sketch"]

_GRAM = 5  # shingles of the sketch
_BANDS, _ROWS = 42, 3  # candidates from a Jaccard similarity of about (1/42)^(1/3) = 0.29 on
_CROWD, _NEIGHBOURS = 30, 5


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a document to find its like: 126 numbers of 4 bytes; `size` is that of its own text,
    `paragraphs` digests of its whole paragraphs (8 bytes each)."""

    digest: bytes
    size: int
    paragraphs: bytes = b""


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
