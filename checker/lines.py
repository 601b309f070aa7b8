"""Lines of text in, the sums of the weights of what stands in each line out, all lines at once (逐行求和)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.grams import HEADING, LONGEST_OF_KIND, WORD, GramTable, of_kind, runs_of, word_keys
from checker.normal import whole_characters
from checker.words import cut

if TYPE_CHECKING:
    import numpy as np

__all__ = ["FIELDS", "NGRAMS", "Lines", "pack"]

NGRAMS = 3
FIELDS = 4  # columns of 16 bits in a number of 64
_CHUNK = 51  # characters of which the sums surely fit in 16 bits: (3 n-grams + 2 of words) * 51 * 127 < 2**15
_RAISE = -0x7FFF_7FFF_7FFF_8000  # 2**15 in each of the four columns, as a signed number


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines with the known runs of characters at every position; sentences first, then headings.

    A line opens with a line break, which is how a run tells the border of a sentence.
    """

    text: str
    starts: np.ndarray  # where each line's opening line break stands
    sizes: np.ndarray  # its characters, line break included
    line: np.ndarray  # the line of each character
    numbers: np.ndarray
    runs: np.ndarray
    positions: list[np.ndarray]  # where runs of n + 1 characters begin, see `GramTable.places`
    slots: list[np.ndarray]
    sentences: int

    @classmethod
    def make(cls, table: GramTable, sentences: Sequence[str], headings: Sequence[str] = ()) -> Lines:
        """Look every position up; at least one line is wanted."""
        import numpy as np

        lines = [*sentences, *headings]
        text = "\n".join(lines)
        if text.count("\n") >= len(lines):
            lines = [t.replace("\n", " ") for t in lines]
            text = "\n".join(lines)
        text = f"\n{whole_characters(text)}\n"  # rjieba takes Unicode only
        sizes = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
        sizes += 1
        starts = np.cumsum(sizes)
        starts -= sizes
        sizes[-1] += 1
        numbers = table.numbers(text)
        runs = runs_of(numbers)
        line = np.zeros(len(text), dtype=np.int64)
        line[starts[1:]] = 1
        np.cumsum(line, out=line)
        return cls(text, starts, sizes, line, numbers, runs, *table.places(runs), len(sentences))

    def sums(self, table: GramTable, packed: np.ndarray, kind: int = 0) -> np.ndarray:
        """Each line's sums, [lines, columns]: of n-grams and words in a sentence, of words in a heading.

        `packed` holds a row of numbers for each slot of `table`, four columns in a number, see `pack`.
        With the number of a `kind` the words of sentences count once more as words of documents of that kind.
        """
        import numpy as np

        pieces = cut(self.text)
        lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        begins = np.cumsum(lengths)
        begins -= lengths
        of_sentence = self.line.take(begins) < self.sentences
        keys = word_keys(self.runs, begins, lengths, np.where(of_sentence, WORD, HEADING))
        # The characters of headings count for nothing, only their words.
        end = int(self.starts[self.sentences]) if self.sentences < len(self.starts) else len(self.line)
        count = int(self.positions[2].searchsorted(end))
        found = [(self.positions[2][:count], self.slots[2][:count]), (begins, table.find(keys))]
        if kind:
            own = ((lengths <= LONGEST_OF_KIND) & of_sentence).nonzero()[0]
            found.append((begins.take(own), table.find(of_kind(keys.take(own), kind))))
        cuts, first = _cuts(self.starts, self.sizes)
        parts = [(slots, at.searchsorted(cuts)) for at, slots in found]
        sums = self._sums(packed, end, cuts, parts)
        sums += _RAISE  # now no column is negative and none borrows from its neighbour
        flat = sums.view("<u2").astype(np.float32)
        flat -= 2**15
        return flat if first is None else np.add.reduceat(flat, first, axis=0)

    def _sums(
        self, rows: np.ndarray, end: int, cuts: np.ndarray, parts: Sequence[tuple[np.ndarray, np.ndarray]]
    ) -> np.ndarray:
        """The sums between the cuts: of runs of one and two characters before `end`, and of other slots, each with
        what comes first after each cut."""
        import numpy as np

        one, two = (rows.take(slots[:end], axis=0) for slots in self.slots[:2])
        one += two
        inside = int(cuts.searchsorted(end))
        sums = np.zeros((len(cuts), rows.shape[1]), dtype=np.int64)
        if inside:
            np.add.reduceat(one, cuts[:inside], axis=0, out=sums[:inside])
        for slots, starts in parts:
            sums += _between(rows.take(np.append(slots, 0), axis=0), starts)
        return sums


def _between(rows: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The sum of the rows from each start to the next one, none where the two are the same; the last row is of zeros.

    Differences of a running sum would say the same, in twice the time.
    """
    import numpy as np

    out: np.ndarray = np.add.reduceat(rows, starts, axis=0)
    out[:-1][starts[1:] == starts[:-1]] = 0  # there `reduceat` gives the row itself
    return out


def _cuts(starts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Where to begin a sum: at each line, and within long lines every `_CHUNK` characters.

    The second value gives the first piece of each line, or None when no line is long.
    """
    import numpy as np

    if sizes.max() <= _CHUNK:
        return starts, None
    pieces = -(-sizes // _CHUNK)
    first = np.cumsum(pieces) - pieces
    within = np.arange(pieces.sum()) - np.repeat(first, pieces)
    return np.repeat(starts, pieces) + within * _CHUNK, first


def pack(columns: np.ndarray) -> np.ndarray:
    """Columns of small whole numbers [n, columns] as 64-bit numbers [n, numbers], four columns in each."""
    import numpy as np

    # Each raised by 2**15 is 16 bits of its number; what all are raised by is taken off again.
    raised = np.zeros((len(columns), -(-columns.shape[1] // FIELDS) * FIELDS), dtype="<i2")
    raised[:, : columns.shape[1]] = columns
    raised ^= -(2**15)
    out: np.ndarray = raised.view("<i8")
    out -= _RAISE
    return out
