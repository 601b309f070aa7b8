"""Lines of text in, where expressions are found in which of them out: looked for in all lines at once (合行查找)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["Joined"]


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines put one behind the other: a search for each line takes several times as long as one for all.

    An expression must not look for a line break, and not ask for just any character before or behind what it finds
    (`(?=[^。])`): there the next line's could stand.
    """

    text: str
    starts: Sequence[int]  # where each line begins, and where another would

    @classmethod
    def of(cls, lines: Iterable[str]) -> Joined:
        """The lines with a line break between each two."""
        every = tuple(lines)
        return cls("\n".join(every), list(accumulate((len(line) + 1 for line in every), initial=0)))

    def first(self, pattern: re.Pattern[str]) -> dict[int, int]:
        """By the number of the line, where in it the expression is first found, of the lines where it is.

        >>> Joined.of(["他说，我做", "都做了", "我看《一", "二》"]).first(re.compile("我|《[^》]*》"))
        {0: 3, 2: 0}
        """
        text, starts = self.text, self.starts
        out: dict[int, int] = {}
        at = 0
        while (found := pattern.search(text, at)) is not None:
            n = bisect_right(starts, found.start()) - 1
            at = starts[n + 1]
            if found.end() >= at:  # it reaches into the next line
                found = pattern.search(text, starts[n], at - 1)
            if found is not None:
                out[n] = found.start() - starts[n]
        return out
