"""Counted words of a text in, what they weigh for each label out: the linear part of the judges that go by words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["WordWeights"]


@dataclass(frozen=True, slots=True)
class WordWeights:
    """A row of `weights` [word, label] for each known word; `words` gives its number."""

    words: Mapping[str, int]
    weights: np.ndarray

    @classmethod
    def packed(cls, words: tuple[str, ...], weights: np.ndarray, scales: np.ndarray) -> WordWeights:
        """From the small whole numbers of a model's file and what one of them is worth for each label."""
        import numpy as np

        return cls({w: n for n, w in enumerate(words)}, weights.astype(np.float32) * scales)

    def total(self, counted: Mapping[str, float]) -> np.ndarray:
        """What the words weigh together for each label, each as often as it counts; unknown ones weigh nothing."""
        import numpy as np

        number = self.words.get
        found = [(n, value) for word, value in counted.items() if (n := number(word)) is not None]
        if not found:
            return np.zeros(self.weights.shape[1])
        numbers, values = zip(*found, strict=True)
        total: np.ndarray = np.array(values) @ self.weights.take(numbers, axis=0)
        return total
