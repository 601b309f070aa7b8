"""A hand's name in, the fold it is kept out with out (轮流留出): all that one hand wrote is kept out together."""

from __future__ import annotations

__all__ = ["FOLDS", "fold_of"]

FOLDS = 4


def fold_of(hand: str) -> int:
    """The fold of a hand, by its name alone: hands named one letter after another are in one fold after another.

    >>> [fold_of(hand) for hand in ("train-a", "train-b", "train-aa", "train-ab")]
    [0, 1, 1, 2]
    """
    return sum(map(ord, hand)) % FOLDS
