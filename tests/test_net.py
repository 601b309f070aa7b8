"""The network that judges sentences learns what a linear model cannot, and the same again from the same rows."""

import numpy as np
import pytest

sparse = pytest.importorskip("scipy.sparse")

from checker.training.net import fit  # noqa: E402  scipy comes with the extra `train`


def rows(seed: int) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Rows of two features that matter and six that do not; yes where exactly one of the two stands."""
    chance = np.random.default_rng(seed)
    cells = (chance.random((2000, 8)) < 0.5).astype(np.float32)
    yes = cells[:, :1] != cells[:, 1:2]
    return sparse.csr_matrix(cells), yes.astype(np.float32)


def test_either_but_not_both_is_learnt() -> None:
    matrix, yes = rows(0)
    net = fit(matrix, yes, np.ones_like(yes), epochs=200)
    fresh, wanted = rows(1)
    right = ((net.scores(fresh) > 0) == (wanted > 0.5)).mean()
    assert right > 0.95


def test_the_same_rows_give_the_same_weights() -> None:
    matrix, yes = rows(0)
    one, two = (fit(matrix, yes, np.ones_like(yes), epochs=8) for _ in range(2))
    assert all(
        (getattr(one, part) == getattr(two, part)).all()
        for part in ("first", "first_bias", "second", "second_bias")
    )


def test_what_weighs_nothing_teaches_nothing() -> None:
    matrix, yes = rows(0)
    both = np.concatenate([yes, 1 - yes], axis=1)
    weight = np.concatenate([np.ones_like(yes), np.zeros_like(yes)], axis=1)
    net = fit(matrix, both, weight, epochs=8)
    assert (net.second_bias[1], net.second_bias[0] != 0) == (0, True)
