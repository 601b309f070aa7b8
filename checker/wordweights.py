"""Counted words of a text in, what they weigh for each label out: the linear part of the judges that go by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["WordWeights"]


@dataclass(frozen=True, slots=True)
class WordWeights:
    """A row of `weights` [word, label] for each known word, then one of zeros for all others; `words` gives its number."""

    words: Mapping[str, int]
    weights: np.ndarray

    @classmethod
    def of(cls, words: Iterable[str], weights: np.ndarray) -> WordWeights:
        """From words and a row of weights for each."""
        import numpy as np

        return cls({w: n for n, w in enumerate(words)}, np.vstack([weights, np.zeros_like(weights[:1])]))

    @classmethod
    def packed(cls, words: Iterable[str], weights: np.ndarray, scales: np.ndarray) -> WordWeights:
        """From the small whole numbers of a model's file and what one of them is worth for each label."""
        import numpy as np

        return cls.of(words, weights.astype(np.float32) * scales)

    def total(self, counted: Mapping[str, float]) -> np.ndarray:
        """What the words weigh together for each label, each as often as it counts; unknown ones weigh nothing."""
        import numpy as np

        # The words are looked up without a step of Python for each: a paper has hundreds.
        known = map(self.words.get, counted, repeat(len(self.words)))
        numbers = np.fromiter(known, dtype=np.int64, count=len(counted))
        values = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
        total: np.ndarray = values @ self.weights.take(numbers, axis=0)
        return total
