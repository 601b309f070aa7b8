"""Feature counts in, the matrix that the network is fitted to out (特征矩阵)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checker.grams import MOST_CHARACTERS
from checker.language import HEADING_SCALE
from corpus.lexicon import Lexicon

__all__ = ["Features", "is_run", "run_of"]

MIN_COUNT = 10  # rarer features would double the table for a thousandth of the score (docs/accuracy.md)
RARITY = 1.25  # the power of a feature's idf that it counts


@dataclass(frozen=True, slots=True)
class Features:
    """The features kept, and what one occurrence of each counts: rare ones more, a heading's twice."""

    names: list[str]
    index: dict[str, int]
    values: Any

    @classmethod
    def of(cls, table: Sequence[Counter[str]], lexicon: Lexicon) -> Features:
        """Those seen often enough, in so small an alphabet that runs of characters fit their keys."""
        import numpy as np

        seen: Counter[str] = Counter()
        for row in table:
            seen.update(row.keys())
        characters: Counter[str] = Counter()
        for name, count in seen.items():
            if name.startswith("C:") and len(name) == 3:
                characters[name[2:]] = count
        room = MOST_CHARACTERS - len({c for word in lexicon.literals for c in word})
        common = sorted(characters.items(), key=lambda item: (-item[1], item[0]))
        kept = {c for c, _ in common[:room] if ord(c) < 0xFFFF}
        names = sorted(
            n
            for n, c in seen.items()
            if c >= MIN_COUNT and n != "C:\n" and (not is_run(n) or kept.issuperset(run_of(n)))
        )
        idf = np.array([np.log((1 + len(table)) / (1 + seen[n])) + 1 for n in names])
        scale = [HEADING_SCALE if n.startswith("H") else 1.0 for n in names]
        return cls(names, {n: i for i, n in enumerate(names)}, idf**RARITY * scale)

    def matrix(self, table: Sequence[Counter[str]]) -> Any:
        """Rows as `SentenceModel.scores` makes them: counts by value, divided by the row's length."""
        import numpy as np
        from scipy import sparse

        data, indices, starts = [], [], [0]
        for row in table:
            at = sorted(self.index[n] for n in row if n in self.index)
            counts = np.array([row[self.names[i]] for i in at], dtype=np.float64)
            values = self.values[at]
            data.append(counts * values / np.sqrt(max((counts * values**2).sum(), 1e-9)))
            indices.append(np.array(at, dtype=np.int32))
            starts.append(starts[-1] + len(at))
        return sparse.csr_matrix(
            (np.concatenate(data), np.concatenate(indices), np.array(starts)),
            shape=(len(table), len(self.names)),
        )


def is_run(name: str) -> bool:
    """Whether a feature is a run of characters or a word (C: W: W@plan: H:), and no cue, kind or element."""
    return name[0] in "CWH" and name[1] != "X"


def run_of(name: str) -> str:
    """The characters of a feature that is a run of characters or a word."""
    return name.partition(":")[2]
