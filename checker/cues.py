"""Looked-up runs of characters in, the lexicon's cue groups (词表小类) of every line out, all lines at once.

The same cues as `corpus.lexicon.Lexicon.find`, compiled by `checker.train` into the classifier's file: a
review needs no YAML, and a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.grams import CHARACTERS, LONGEST, GramTable, keys_of
from checker.lines import Lines
from corpus.lexicon import GAP, Lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["CueTable", "compile_cues"]


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cues as arrays. A literal's number is from 1; 0 is none.

    `literal[slot]` is the literal that a known run is, `lengths[m]` its characters, `whole[m]` the groups it
    stands for by itself (padded with `len(groups)`). `pairs` are sorted keys of (first half, second half) of
    cues with a gap, `pair_groups` their groups. `long[m]` lists the literals of more than five characters
    that begin with literal m.
    """

    groups: tuple[str, ...]
    literal: np.ndarray
    lengths: np.ndarray
    whole: np.ndarray
    halves: np.ndarray  # literal -> whether it is the first half of a cue with a gap
    seconds: np.ndarray  # literal -> whether it is the second half of one
    opens: np.ndarray  # literal -> whether longer literals begin with it
    pairs: np.ndarray
    pair_groups: np.ndarray
    long: dict[int, tuple[tuple[str, int], ...]]

    @classmethod
    def make(
        cls, words: Sequence[str], groups: Sequence[str], whole: np.ndarray, pairs: np.ndarray, table: GramTable
    ) -> CueTable:  # fmt: skip
        """The table of literals `words`; `whole` and `pairs` are rows of (literal, group), (first, second, group)."""
        import numpy as np

        heads: dict[str, int] = {w: m for m, w in enumerate(words, 1) if len(w) <= LONGEST}
        long: dict[int, list[tuple[str, int]]] = {}
        for m, word in enumerate(words, 1):
            if len(word) > LONGEST:
                head = heads.setdefault(word[:LONGEST], len(words) + len(heads) + 1)
                long.setdefault(head, []).append((word, m))
        most = max([len(words), *heads.values()]) + 1
        literal = np.zeros(len(table.slots), dtype=np.int16 if most < 2**15 else np.int32)
        literal[table.find(keys_of(table.alphabet, list(heads), CHARACTERS))] = list(heads.values())
        literal[0] = 0
        lengths = np.zeros(most, dtype=np.int64)
        lengths[1 : len(words) + 1] = [len(w) for w in words]
        counts = np.bincount(whole[:, 0], minlength=most)
        padded = np.full((most, max(1, int(counts.max(initial=0)))), len(groups), dtype=np.int64)
        order = np.lexsort((whole[:, 1], whole[:, 0]))
        place = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
        padded[whole[order, 0], place] = whole[order, 1]
        halves = np.zeros(most, dtype=bool)
        halves[pairs[:, 0]] = True
        seconds = np.zeros(most, dtype=bool)
        seconds[pairs[:, 1]] = True
        opens = np.zeros(most, dtype=bool)
        opens[list(long)] = True
        pairs = pairs.astype(np.int64)
        keys = pairs[:, 0] << 32 | pairs[:, 1]
        by_key = np.argsort(keys, kind="stable")
        return cls(
            tuple(groups), literal, lengths, padded, halves, seconds, opens, keys[by_key], pairs[by_key, 2],
            {head: tuple(found) for head, found in long.items()},
        )  # fmt: skip

    def find(self, lines: Lines, clause: np.ndarray) -> np.ndarray:
        """Whether each group's cues stand in each line: bool [lines, groups].

        `clause` says of each position how many clauses have ended before it.
        """
        import numpy as np

        out = np.zeros((len(lines.starts), len(self.groups) + 1), dtype=bool)
        places, literals = [], []
        for at, slots in zip(lines.positions, lines.slots, strict=True):
            found = self.literal.take(slots)
            hits = found.nonzero()[0]
            places.append(at.take(hits))
            literals.append(found.take(hits))
        position, literal = np.concatenate(places), np.concatenate(literals).astype(np.int64)
        more = [
            (p, m)
            for n in np.flatnonzero(self.opens.take(literal)).tolist()
            for p in (int(position[n]),)
            for word, m in self.long[int(literal[n])]
            if lines.text.startswith(word, p)
        ]
        if more:
            position = np.concatenate([position, [p for p, _ in more]])
            literal = np.concatenate([literal, [m for _, m in more]])
        order = position.argsort(kind="stable")
        position, literal = position.take(order), literal.take(order)
        cell = self.whole.take(literal, axis=0)
        cell += (lines.line.take(position) * out.shape[1])[:, None]
        out.reshape(-1)[cell.ravel()] = True
        self._gaps(out, position, literal, lines.line, clause)
        return out[:, :-1]

    def _gaps(
        self, out: np.ndarray, position: np.ndarray, literal: np.ndarray, line: np.ndarray, clause: np.ndarray
    ) -> None:
        """Mark the groups of cues with a gap: a second half within reach of a first, in the same clause.

        Positions are in order.
        """
        import numpy as np

        one, two = self.halves[literal].nonzero()[0], self.seconds[literal].nonzero()[0]
        first, starts = literal[one], position[two]
        ends = position[one] + self.lengths[first]
        low = starts.searchsorted(ends)
        counts = starts.searchsorted(ends + GAP, side="right") - low
        total = int(counts.sum())
        if not total:
            return
        pick = np.repeat(np.arange(len(one)), counts)
        other = np.arange(total) + np.repeat(low - (np.cumsum(counts) - counts), counts)
        same = (clause[ends[pick]] == clause[starts[other]]).nonzero()[0]
        pick, other = pick[same], other[same]
        keys = first[pick] << 32 | literal[two[other]]
        left = self.pairs.searchsorted(keys)
        known = (self.pairs.take(left, mode="clip") == keys).nonzero()[0]
        left, keys = left.take(known), keys.take(known)
        counts = self.pairs.searchsorted(keys, side="right") - left
        which = np.repeat(np.arange(len(known)), counts)
        nth = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        out[line[position[one[pick[known[which]]]]], self.pair_groups[left[which] + nth]] = True


def compile_cues(
    lexicon: Lexicon,
) -> tuple[list[str], list[str], list[tuple[int, int]], list[tuple[int, int, int]]]:
    """(literals, groups, (literal, group) rows, (first, second, group) rows) of a lexicon, for `CueTable.make`."""
    groups = sorted(
        {g for found in lexicon.whole for g in found} | {g for found in lexicon.first for g, _ in found}
    )
    number = {g: n for n, g in enumerate(groups)}
    whole = [(m, number[g]) for m, found in enumerate(lexicon.whole, 1) for g in found]
    pairs = [(m, second + 1, number[g]) for m, found in enumerate(lexicon.first, 1) for g, second in found]
    return list(lexicon.literals), groups, whole, pairs
