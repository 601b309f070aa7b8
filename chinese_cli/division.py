"""Pieces of a text in, the cheapest way to put them into lines out (断行): what a line costs, whoever breaks it says."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["cheapest"]


def cheapest(count: int, price: Callable[[int, int], int | None]) -> list[tuple[int, int]]:
    """Where the lines of so many pieces begin and end, so that they cost least; of equals the one with the fuller first
    lines.

    `price(start, end)` is what a line of these pieces costs, None where they do not fit into one, nor would more.

    >>> cheapest(5, lambda start, end: None if end - start > 2 else 1)
    [(0, 2), (2, 4), (4, 5)]
    """
    best: list[tuple[int, int]] = [
        (0, 0)
    ]  # of the first n pieces: what they cost, where their last line begins
    for end in range(1, count + 1):
        found = []
        for start in range(end - 1, -1, -1):
            cost = price(start, end)
            if cost is None:
                break
            found.append((best[start][0] + cost, -start))
        least, at = min(found)
        best.append((least, -at))
    lines, end = [], count
    while end:
        lines.append((best[end][1], end))
        end = best[end][1]
    return lines[::-1]
