"""Two texts in, the stretches they share out, small changes between them allowed (比对)."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["BREAK", "LEAST", "Chain", "length_of", "shared"]

# Stands in a text where common wording was taken away: words on both sides are no neighbours.
BREAK = "\n"
LEAST = 20  # a passage with fewer equal characters than this proves nothing
_SEED = 5  # characters two texts must share in a row to be looked at
# Characters changed, put in or left out between two equal stretches of one passage; smallest change first.
_GAPS = sorted(((a, b) for a in range(5) for b in range(5) if a or b), key=lambda gap: (sum(gap), gap))

# Equal stretches that follow each other in both texts: (start in one, start in other, length).
Chain = tuple[tuple[int, int, int], ...]


def shared(one: str, other: str) -> Iterator[Chain]:
    """Common stretches, apart in `one`: long enough, or short ones with no more than small changes between."""
    seeds: dict[str, list[int]] = {}
    for i in range(len(other) - _SEED + 1):
        seed = other[i : i + _SEED]
        if BREAK not in seed:
            seeds.setdefault(seed, []).append(i)
    at = 0
    while at <= len(one) - _SEED:
        # A seed that recurs very often is a refrain; its first places are enough.
        chains = [_chain(one, other, at, start) for start in seeds.get(one[at : at + _SEED], ())[:20]]
        best = max(chains, key=length_of, default=())
        if length_of(best) >= LEAST:
            yield best
            at = best[-1][0] + best[-1][2]
        else:
            at += 1


def length_of(chain: Chain) -> int:
    """How many characters are equal."""
    return sum(length for _, _, length in chain)


def _chain(one: str, other: str, a: int, b: int) -> Chain:
    """The stretches from this common beginning on, for as long as at most a few characters differ between."""
    blocks = []
    while True:
        length = _equal(one, other, a, b)
        blocks.append((a, b, length))
        a, b = a + length, b + length
        for left, right in _GAPS:
            seed = one[a + left : a + left + _SEED]
            if (
                len(seed) == _SEED
                and BREAK not in one[a : a + left + _SEED]
                and seed == other[b + right : b + right + _SEED]
                and BREAK not in other[b : b + right]
            ):
                a, b = a + left, b + right
                break
        else:
            return tuple(blocks)


def _equal(one: str, other: str, a: int, b: int) -> int:
    length = 0
    while a + length < len(one) and b + length < len(other) and one[a + length] == other[b + length] != BREAK:
        length += 1
    return length
