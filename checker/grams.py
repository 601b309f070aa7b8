"""Lines of text in, for each position the known runs of characters that begin there out (字串表).

A run of up to five characters of a small alphabet fits in 60 bits, so a run *is* its key and nothing is
taken for something it is not. All runs of a document are looked up at once in a perfect hash table: one
numpy operation for the whole document where an automaton would make a Python object a hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "CHARACTERS", "HEADING", "LONGEST", "LONGEST_OF_KIND", "MOST_CHARACTERS", "WORD", "GramTable",
    "alphabet_of", "closed", "keys_of", "numbers_of", "of_kind", "place_keys", "runs_of", "word_keys",
]  # fmt: skip

LONGEST = 5  # characters of a run; 12 bits each
_BITS = 12
MOST_CHARACTERS = (1 << _BITS) - 1
_BEYOND = 0xFFFF  # no character; stands for all beyond the basic plane, which are in no run
_TAG = 60  # the four bits above: the number of characters plus what kind of run it is
CHARACTERS, WORD, HEADING = 0, 5, 10  # any characters, a word, a word of a heading
_MASK = (1 << _TAG) - 1
LONGEST_OF_KIND = 4  # characters of a word that is also counted by the document's kind
_MIX = 0x9E3779B97F4A7C15  # odd, its bits well spread (Knuth); `seed` varies it
_LONG = 0xD6E8FEB86659FD93


@dataclass(frozen=True, slots=True)
class GramTable:
    """Which runs are known, and in which slot each stands; slot 0 is for all unknown ones.

    `alphabet[c]` is the number of character c, 0 for one that is in no known run. `slots[k]` is the key
    in slot k, 0 for none; `single` the slot of each character's number by itself, the most frequent question.
    `displacement` and `seed` make the hash perfect (`place_keys`). Tables are small, and read with `take`:
    what a review of a paper costs here is mostly waiting for memory.
    """

    alphabet: np.ndarray
    slots: np.ndarray
    displacement: np.ndarray
    seed: int
    single: np.ndarray

    @classmethod
    def make(
        cls, characters: np.ndarray, keys: np.ndarray, displacement: np.ndarray, seed: int
    ) -> tuple[GramTable, np.ndarray]:
        """A table, and the slot of each of `keys`; `characters` are code points, the first is number 1."""
        import numpy as np

        slots = np.zeros(_size(len(keys)), dtype=np.uint64)
        where = _slots(keys, slots, displacement, seed)
        slots[where] = keys
        every = np.arange(MOST_CHARACTERS + 1, dtype=np.uint64) | np.uint64(1 << _TAG)
        single = _known(every, slots, displacement, seed)
        return cls(alphabet_of(characters), slots, displacement.astype(np.uint32), seed, single), where

    def numbers(self, text: str) -> np.ndarray:
        """Each character's number in the alphabet, as uint64."""
        return numbers_of(self.alphabet, text)

    def find(self, keys: np.ndarray) -> np.ndarray:
        """The slot of each key, 0 for an unknown one."""
        return _known(keys, self.slots, self.displacement, self.seed)

    def places(self, runs: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """For each n, where a known run of n + 1 characters begins, and its slot.

        Of the first two lengths every position is given, known or not. A longer run is looked up only where
        both runs of one character less are known: `closed` keys are wanted.
        """
        import numpy as np

        positions = [np.arange(runs.shape[1])] * 2
        slots = [self.single.take(runs[0].view(np.int64)), self.find(runs[1] | np.uint64(2 << _TAG))]
        known = slots[1] > 0
        for n in range(2, LONGEST):
            at = (known[:-1] & known[1:]).nonzero()[0]
            found = self.find(runs[n].take(at) | np.uint64(n + 1 << _TAG))
            hit = found.nonzero()[0]
            positions.append(at.take(hit))
            slots.append(found.take(hit))
            known = np.zeros(runs.shape[1], dtype=bool)
            known[positions[-1]] = True
        return positions, slots


def _slots(keys: np.ndarray, slots: np.ndarray, displacement: np.ndarray, seed: int) -> np.ndarray:
    """The one slot where each key may stand."""
    import numpy as np

    mixed = keys * np.uint64((_MIX ^ (seed << 1)) & (2**64 - 1))
    bucket = mixed >> np.uint64(64 - (len(displacement) - 1).bit_length())
    mixed >>= np.uint64(8)
    mixed ^= displacement.take(bucket.view(np.int64))
    mixed &= np.uint64(len(slots) - 1)
    return mixed.view(np.int64)


def _known(keys: np.ndarray, slots: np.ndarray, displacement: np.ndarray, seed: int) -> np.ndarray:
    """The slot of each key, 0 for one that does not stand there."""
    slot = _slots(keys, slots, displacement, seed)
    slot *= slots.take(slot) == keys
    return slot


def alphabet_of(characters: np.ndarray) -> np.ndarray:
    """The numbers of `characters` (code points; the first gets number 1) by code point."""
    import numpy as np

    out = np.zeros(_BEYOND + 1, dtype=np.uint16)
    inside = characters < _BEYOND
    out[characters[inside]] = np.arange(1, len(characters) + 1)[inside]
    return out


def numbers_of(alphabet: np.ndarray, text: str) -> np.ndarray:
    """Each character's number, 0 for one outside the alphabet."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return alphabet.take(codes, mode="clip").astype(np.uint64)  # the last is for all beyond


def runs_of(numbers: np.ndarray) -> np.ndarray:
    """Row n-1 holds the run of n characters that begins at each position, without a tag."""
    import numpy as np

    size = len(numbers)
    out = np.zeros((LONGEST, size), dtype=np.uint64)
    out[0] = numbers
    for n in range(1, LONGEST):
        np.left_shift(out[n - 1], np.uint64(_BITS), out=out[n])
        out[n, : max(0, size - n)] |= numbers[n:]
    return out


def word_keys(runs: np.ndarray, starts: np.ndarray, lengths: np.ndarray, tag: np.ndarray | int) -> np.ndarray:
    """Keys of the words at `starts`: exact up to five characters, longer ones hashed from both ends."""
    import numpy as np

    short = np.minimum(lengths, LONGEST)
    keys = runs[short - 1, starts]
    long = np.flatnonzero(lengths > LONGEST)
    if len(long):
        tail = runs[LONGEST - 1, starts[long] + lengths[long] - LONGEST]
        keys[long] = ((keys[long] * np.uint64(_LONG)) ^ tail) & np.uint64(_MASK)
    return keys | ((tag + short).astype(np.uint64) << np.uint64(_TAG))


def keys_of(alphabet: np.ndarray, words: Sequence[str], tag: int) -> np.ndarray:
    """The keys of separate words; none may be empty."""
    import numpy as np

    lengths = np.array([len(w) for w in words], dtype=np.int64)
    runs = runs_of(numbers_of(alphabet, "".join(words)))
    return word_keys(runs, np.cumsum(lengths) - lengths, lengths, tag)


def of_kind(keys: np.ndarray, kind: int) -> np.ndarray:
    """The keys of words of at most `LONGEST_OF_KIND` characters in documents of the kind with this number.

    So short a word leaves the highest of the five characters' places free; kinds are numbered from 1.
    """
    import numpy as np

    return keys | np.uint64(kind << _BITS * LONGEST_OF_KIND)


def closed(words: Iterable[str]) -> list[str]:
    """The words of two to five characters with all their parts of at least two characters, sorted.

    >>> closed(["学习笔记"])
    ['习笔', '习笔记', '学习', '学习笔', '学习笔记', '笔记']
    """
    return sorted({w[i:j] for w in words for i in range(len(w)) for j in range(i + 2, len(w) + 1)})


def _size(keys: int) -> int:
    """Slots for so many keys: a power of two, at most 15 of 16 used."""
    return 1 << max(8, (keys * 16 // 15).bit_length())


def place_keys(keys: Iterable[int]) -> tuple[np.ndarray, int]:
    """(displacement, seed) that give each key a slot of its own, slot 0 left free ("hash and displace").

    Keys that share a bucket are moved together by the bucket's displacement, the fullest bucket first.
    """
    import numpy as np

    wanted = np.array(sorted(set(keys)), dtype=np.uint64)
    size = _size(len(wanted))
    buckets = max(2, size >> 2)
    for seed in range(64):
        bases = _slots(wanted, np.zeros(size), np.zeros(buckets, dtype=np.uint32), seed).tolist()
        mixed = wanted * np.uint64((_MIX ^ (seed << 1)) & (2**64 - 1))
        members: dict[int, list[int]] = {}
        for bucket, base in zip(
            (mixed >> np.uint64(64 - (buckets - 1).bit_length())).tolist(), bases, strict=True
        ):
            members.setdefault(bucket, []).append(base)
        if any(len(set(found)) < len(found) for found in members.values()):
            continue  # two keys of one bucket can never be parted
        taken = bytearray(size)
        taken[0] = 1
        displacement = np.zeros(buckets, dtype=np.uint32)
        start = 1
        for bucket, found in sorted(members.items(), key=lambda item: (-len(item[1]), item[0])):
            move = start
            while any(taken[base ^ move] for base in found):
                move = (move + 1) % size
                if move == start:
                    break
            else:
                for base in found:
                    taken[base ^ move] = 1
                displacement[bucket] = move
                start = (start * 5 + 1) % size
                continue
            break
        else:
            return displacement, seed
    raise ValueError("no perfect hash for these keys")
