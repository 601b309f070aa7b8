"""Where levels begin (门槛): chosen probabilities, and for which standard and element they hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.contextmodel import load_context_model
from checker.language import load_model

if TYPE_CHECKING:
    from checker.papermodel import Paper
    from corpus import Element

__all__ = ["BY_CUES", "DEFAULT", "IN_CONTEXT", "Thresholds", "thresholds_of"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where levels begin; what they were chosen by is in docs/accuracy.md.

    `covered`: the probability from which a sentence counts as concrete, for texts of so many characters:
    the more sentences a text has, the likelier that one is taken for a deed by mistake, so long texts
    need a surer sentence. Between the points it is interpolated. `other` is added for a text of no known kind;
    `outsiders` is needed where parents or pupils speak. `named`: the probability that a sentence
    is about the element at all. `under_heading`: characters of body under an element's own heading in a plan.
    A whole paper is judged by all its sentences together (`checker.papermodel`): `paper_covered` is how likely
    covered must be there, `unended_covered` the same where the paper's end is not seen, `paper_named` how likely named
    of what is not covered; what a sentence is `surely` about is named all the same.

    Of what is not covered a sentence from `nearly` on is shown: it may be concrete, a person is to look at it. It
    comes before the paper's own slogan where it is surely `about` the element, and where there is no such slogan
    from `nearer` on: else it is often beside the point.
    """

    covered: tuple[tuple[int, float], ...]
    named: float
    other: float = 0.0
    outsiders: float = 0.97
    under_heading: int = 40
    paper_covered: float = 0.7
    unended_covered: float = 0.5
    paper_named: float = 0.4
    surely: float = 0.6
    nearly: float = 0.5
    about: float = 0.85
    nearer: float = 0.7

    def covered_at(self, characters: int) -> float:
        """The probability that makes a sentence of a text of this length concrete.

        >>> DEFAULT.covered_at(100), DEFAULT.covered_at(5000)
        (0.6, 0.968)
        """
        points = self.covered
        if characters <= points[0][0]:
            return points[0][1]
        for (a, low), (b, high) in zip(points, points[1:], strict=False):
            if characters <= b:
                return low + (high - low) * (characters - a) / (b - a)
        return points[-1][1]

    def of_paper(self, paper: Paper) -> float:
        """How likely covered must be, judged by this whole paper."""
        return self.paper_covered if paper.ended else self.unended_covered

    def least(self, paper: Paper) -> float:
        """The probability that a sentence of this paper needs to count as concrete.

        It grows with the text's length, for a text of no known kind, and where outsiders speak: their deeds are not
        what is asked for.
        """
        least = self.covered_at(paper.characters)
        if paper.outsiders:
            return max(least, self.outsiders)
        return min(least + self.other, self.outsiders) if paper.kind == "other" else least


# Where the sentence classifier alone has judged.
DEFAULT = Thresholds(((220, 0.6), (300, 0.7), (450, 0.88), (560, 0.95), (800, 0.968)), named=0.5, other=0.02)
# Where a sentence was seen in its context, which knows the paper's length and kind.
IN_CONTEXT = Thresholds(((220, 0.25), (300, 0.4)), named=0.17, nearly=0.2, about=0.6, nearer=0.3)
# 五个好: only plans have them, and a plan names what it does not fill more often than not.
_OF_GROUP = {
    "goods": replace(IN_CONTEXT, covered=((220, 0.35),), named=0.18, paper_covered=0.55, paper_named=0.3)
}
# A standard without a classifier of its own is judged by its words and whether the sentence tells a deed at all:
# other scores, other points.
BY_CUES = Thresholds(((220, 0.5), (300, 0.84), (400, 0.9), (800, 0.96)), named=0.66, other=0.02)


def thresholds_of(standard: str, element: Element) -> Thresholds:
    """Those by which an element of a standard is judged."""
    if load_context_model(standard, element.group) is not None:
        return _OF_GROUP.get(element.group, IN_CONTEXT)
    return DEFAULT if load_model(standard) else BY_CUES
