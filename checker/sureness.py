"""A probability and where its level begins in, how sure the program is in words (把握) out.

Levels begin elsewhere for each element, length of text and judge: 25 % may be enough here and 60 % too little there.
So nobody is shown a probability. A word says how far from its own threshold it lies, in log-odds, and so means the
same everywhere; how often each is right is in docs/reviewer.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from checker.papermodel import Paper, load_paper_model
from checker.thresholds import Thresholds, thresholds_of
from corpus import Element

__all__ = ["LOOK", "Border", "Sureness", "border_of", "less_sure", "sure_of_kind", "sureness"]

Sureness = Literal["很有把握", "较有把握", "拿不准，请人看"]
LOOK: Sureness = "拿不准，请人看"
# Log-odds from the threshold; by what they were chosen is in docs/reviewer.md.
_FAR, _NEAR = 2.0, 1.0
_EDGE = 1e-6  # what is nearer to 0 or 1 is as far away as this


@dataclass(frozen=True, slots=True)
class Border:
    """Where the levels of one element begin in one paper.

    `sentence`: how likely concrete a sentence must be; `paper`: how likely covered a whole paper must be, None where
    its surest sentence decides; the rest as in `Thresholds`. `outsiders`: no sentence but a very sure one is enough,
    because parents or pupils speak.
    """

    sentence: float
    paper: float | None
    nearly: float
    named: float
    outsiders: bool

    def of_level(self, score: float, covered: bool) -> Sureness:
        """How sure it is that an element of this score is covered, or is not."""
        border = self.sentence if self.paper is None else self.paper
        # Covered by its own heading, against the judge of papers: seldom right.
        return sureness(score, border) if (score >= border) == covered else LOOK


def border_of(standard: str, element: Element, paper: Paper) -> Border:
    """Where the levels of an element begin in a paper."""
    begin: Thresholds = thresholds_of(standard, element)
    judged = paper.whole and load_paper_model(standard, element.group) is not None
    return Border(
        begin.least(paper),
        begin.of_paper(paper) if judged else None,
        begin.nearly,
        begin.named,
        paper.outsiders,
    )


def sureness(chance: float, threshold: float) -> Sureness:
    """How far a probability is from its threshold, on either side.

    >>> sureness(0.25, 0.2), sureness(0.45, 0.2), sureness(0.7, 0.2), sureness(0.7, 0.65), sureness(0.02, 0.65)
    ('拿不准，请人看', '较有把握', '很有把握', '拿不准，请人看', '很有把握')
    """
    far = abs(_log_odds(chance) - _log_odds(threshold))
    return "很有把握" if far >= _FAR else "较有把握" if far >= _NEAR else LOOK


def less_sure(one: Sureness, other: Sureness) -> Sureness:
    """The weaker of two words.

    >>> less_sure("很有把握", "较有把握"), less_sure("拿不准，请人看", "很有把握")
    ('较有把握', '拿不准，请人看')
    """
    return max(one, other, key=get_args(Sureness).index)


def sure_of_kind(chance: float) -> Sureness:
    """The same of a kind (文种), which is the likeliest of all."""
    return sureness(max(chance, 0.5), 0.5)


def _log_odds(chance: float) -> float:
    inside = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))
