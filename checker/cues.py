"""Looked-up runs of characters in, the lexicon's cue groups (词表小类) of every line out, all lines at once.

The same cues as `corpus.lexicon.Lexicon.find`, compiled by `checker.train` into the classifier's file: a
review needs no YAML, and a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.grams import CHARACTERS, LONGEST, GramTable, keys_of
from corpus.lexicon import GAP, Lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["CueTable"]


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
        most = max(heads.values(), default=0) + 1
        literal = np.zeros(len(table.slots), dtype=np.int32)
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
        opens = np.zeros(most, dtype=bool)
        opens[list(long)] = True
        pairs = pairs.astype(np.int64)
        keys = pairs[:, 0] << 32 | pairs[:, 1]
        by_key = np.argsort(keys, kind="stable")
        return cls(
            tuple(groups), literal, lengths, padded, halves, opens, keys[by_key], pairs[by_key, 2],
            {head: tuple(found) for head, found in long.items()},
        )  # fmt: skip

    def find(
        self, text: str, slots: np.ndarray, line: np.ndarray, lines: int, clause: np.ndarray
    ) -> np.ndarray:
        """Whether each group's cues stand in each line: bool [lines, groups].

        `slots` [5, n] are the known runs at each position of `text`, `line` the line of each position and
        `clause` how many clauses have ended before it.
        """
        import numpy as np

        out = np.zeros((lines, len(self.groups) + 1), dtype=bool)
        found = self.literal[slots]
        at = np.flatnonzero(found)
        literal = found.ravel()[at]
        position = at % slots.shape[1]
        more = [
            (p, m)
            for n in np.flatnonzero(self.opens[literal]).tolist()
            for p in (int(position[n]),)
            for word, m in self.long[int(literal[n])]
            if text.startswith(word, p)
        ]
        if more:
            position = np.concatenate([position, [p for p, _ in more]])
            literal = np.concatenate([literal, [m for _, m in more]])
        out[line[position][:, None], self.whole[literal]] = True
        self._gaps(out, position, literal, line, clause)
        return out[:, :-1]

    def _gaps(
        self, out: np.ndarray, position: np.ndarray, literal: np.ndarray, line: np.ndarray, clause: np.ndarray
    ) -> None:
        """Mark the groups of cues with a gap: a second half within reach of a first, in the same clause."""
        import numpy as np

        order = np.argsort(position, kind="stable")
        position, literal = position[order], literal[order]
        first = np.flatnonzero(self.halves[literal])
        ends = position[first] + self.lengths[literal[first]]
        low = np.searchsorted(position, ends)
        counts = np.searchsorted(position, ends + GAP, side="right") - low
        total = int(counts.sum())
        if not total:
            return
        one = np.repeat(np.arange(len(first)), counts)
        two = np.arange(total) + np.repeat(low - (np.cumsum(counts) - counts), counts)
        keys = literal[first[one]].astype(np.int64) << 32 | literal[two]
        left = np.searchsorted(self.pairs, keys)
        hit = np.flatnonzero(self.pairs[np.minimum(left, len(self.pairs) - 1)] == keys)
        for n in hit.tolist():
            start, end = int(ends[one[n]]), int(position[two[n]])
            if clause[start] != clause[end]:
                continue
            right = np.searchsorted(self.pairs, keys[n], side="right")
            out[line[start - 1], self.pair_groups[left[n] : right]] = True


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
