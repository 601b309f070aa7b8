"""Feature rows, labels and their weights in, a neural network (神经网络) of one hidden layer out.

Without dropout it is no better than a linear model, with it much (docs/accuracy.md). scikit-learn's network has no
dropout and PyTorch for Linux brings gigabytes of CUDA: docs/dependencies.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Net", "fit"]

UNITS = 64
EPOCHS = 14
# The weights of so many of the last epochs are averaged, which does as well as several networks (Izmailov et al.
# 2018, https://arxiv.org/abs/1803.05407).
AVERAGED = 7
BATCH = 1024  # rows
DROP, DROP_UNITS = 0.3, 0.5  # shares of features and of hidden units left out at random, anew for each batch
STEP = 2e-3
DECAY = 1e-5  # pulls weights to nothing
SCALE = 3.0  # rows have the length 1: too short for the first steps
# Adam's usual (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980).
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True)
class Net:
    """max(0, row @ first + first_bias) @ second + second_bias is a row's score for each label, as a logit."""

    first: Any
    first_bias: Any
    second: Any
    second_bias: Any

    def scores(self, matrix: Any) -> Any:
        """Logits [rows, labels] of a sparse matrix [rows, features]."""
        import numpy as np

        return np.maximum(matrix @ self.first + self.first_bias, 0) @ self.second + self.second_bias


def fit(matrix: Any, target: Any, weight: Any, epochs: int = EPOCHS, seed: int = 0) -> Net:
    """A network fitted to `target` (0 or 1) where `weight` is above 0, both [rows, labels]; `matrix` is sparse.

    Each label is a question of its own; what they share is the hidden layer. Deterministic for one thread.
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    rows = (matrix * SCALE).astype(np.float32).tocsr()

    def uniform(above: int, below: int) -> Any:
        edge = np.sqrt(6 / (above + below))
        return chance.uniform(-edge, edge, (above, below)).astype(np.float32)

    labels = target.shape[1]
    weights = [
        uniform(rows.shape[1], UNITS),
        np.zeros(UNITS, np.float32),
        uniform(UNITS, labels),
        np.zeros(labels, np.float32),
    ]
    step = _Adam(weights)
    mean = [np.zeros_like(w) for w in weights]
    for epoch in range(epochs):
        order = chance.permutation(rows.shape[0])
        for at in range(0, len(order), BATCH):
            picked = order[at : at + BATCH]
            batch = rows[picked]
            kept = chance.random(len(batch.data), dtype=np.float32) >= DROP
            batch.data = batch.data * kept / np.float32(1 - DROP)
            step(weights, _gradients(weights, batch, target[picked], weight[picked], chance))
        if epoch >= epochs - AVERAGED:
            for total, w in zip(mean, weights, strict=True):
                total += w / np.float32(AVERAGED)
    first, first_bias, second, second_bias = mean
    return Net(first * np.float32(SCALE), first_bias, second, second_bias)


def _gradients(weights: list[Any], batch: Any, target: Any, weight: Any, chance: Any) -> list[Any]:
    """Of the mean logistic loss of a batch, half of the hidden units left out."""
    import numpy as np

    first, first_bias, second, second_bias = weights
    raw = batch @ first + first_bias
    kept = (chance.random(raw.shape, dtype=np.float32) >= DROP_UNITS) / np.float32(1 - DROP_UNITS)
    hidden = np.maximum(raw, 0) * kept
    out = hidden @ second + second_bias
    wrong = (1 / (1 + np.exp(-np.clip(out, -30, 30))) - target) * weight / np.float32(len(target))
    below = (wrong @ second.T) * kept * (raw > 0)
    return [
        batch.T @ below + np.float32(DECAY) * first,
        below.sum(axis=0),
        hidden.T @ wrong + np.float32(DECAY) * second,
        wrong.sum(axis=0),
    ]


class _Adam:
    """Steps whose size follows each weight's own gradients so far."""

    def __init__(self, weights: list[Any]) -> None:
        import numpy as np

        self._mean = [np.zeros_like(w) for w in weights]
        self._square = [np.zeros_like(w) for w in weights]
        self._steps = 0

    def __call__(self, weights: list[Any], gradients: list[Any]) -> None:
        import numpy as np

        self._steps += 1
        size = np.float32(STEP * np.sqrt(1 - _SECOND**self._steps) / (1 - _FIRST**self._steps))
        for w, g, mean, square in zip(weights, gradients, self._mean, self._square, strict=True):
            mean += np.float32(1 - _FIRST) * (g - mean)
            square += np.float32(1 - _SECOND) * (g * g - square)
            w -= size * mean / (np.sqrt(square) + np.float32(_TINY))
