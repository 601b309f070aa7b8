"""Facts and answers in, several small networks (小神经网络) as one out; applied by `checker.smallnet`."""

from __future__ import annotations

from typing import Any

__all__ = ["fitted"]


def fitted(facts: Any, answers: Any, networks: int, units: int, decay: float, epochs: int) -> dict[str, Any]:
    """The arrays of `checker.smallnet.SmallNet`: the mean logits of several networks that differ by their seed.

    `answers` are the numbers of classes, or columns of 0 and 1 that are questions of their own. As one: their hidden
    layers side by side, each weighing its share.
    """
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    mean, spread = facts.mean(axis=0), facts.std(axis=0)
    spread[spread == 0] = 1
    parts = []
    for seed in range(networks):
        network = MLPClassifier(
            (units,), alpha=decay, max_iter=epochs, early_stopping=True, random_state=seed
        ).fit((facts - mean) / spread, answers)
        parts.append((*network.coefs_, *network.intercepts_))
    first, second, first_bias, second_bias = zip(*parts, strict=True)
    weights = np.hstack(first) / spread[:, None]
    return {
        "first": weights,
        "first_bias": np.hstack(first_bias) - mean @ weights,
        "second": np.vstack(second) / networks,
        "second_bias": np.mean(second_bias, axis=0),
    }
