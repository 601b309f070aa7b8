"""A file with whose it says it is and what a person wrote beside it, before it has a place (等着找位置的文件)."""

from __future__ import annotations

from dataclasses import dataclass

from checker.expected.corrections import OUTSIDE
from checker.expected.match import Claim
from checker.expected.settled import Given
from checker.expected.submission import Submission

__all__ = ["Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission whose place is looked for.

    `words` stand beside it under 更正到; `problem` is why they could not be followed.
    """

    submission: Submission
    claim: Claim
    words: str = ""
    problem: str = ""

    @property
    def unread(self) -> bool:
        """Whether it cannot be opened."""
        return self.submission.status == "unreadable"

    @property
    def by_hand(self) -> str:
        """Why it stands where a person put it, and where it would have stood without."""
        return f"人工更正（程序原来认为：{self._claimed}）"

    @property
    def _claimed(self) -> str:
        if self.claim.subject is not None:
            return self.claim.subject.name
        unknown = "认不准" if self.unread and not self.claim.abroad else OUTSIDE
        return "、".join(self.claim.candidates) if self.claim.candidates else unknown

    def given(self, right: bool) -> Given:
        """It stands at the due paper it was matched to."""
        claim = self.claim
        return Given(self.submission, claim.reason, right, self.words, self.problem, against=claim.against)

    def told(self, words: str = "") -> Given:
        """It stands at the due paper that a person named, by `words` where they are not those beside it."""
        return Given(self.submission, self.by_hand, True, words or self.words, sure=True)
