"""Corrections (更正) and the reviews of the papers in, which of them are no sentence of any paper out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.examples import Example, Examples, plain
from checker.findings import Review
from corpus import Standard

__all__ = ["Nearest", "Unmet"]

_LIKE = 0.5  # 0 to 1: less is another sentence


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentence of a paper that comes nearest to a correction, and how near; `likeness` is 0 where none does."""

    likeness: float = 0.0
    file: str = ""
    text: str = ""


@dataclass(slots=True)
class Unmet:
    """The corrections that no sentence met so far, by their words as they are compared."""

    standard: Standard
    left: dict[str, Example]
    near: dict[str, Nearest] = field(default_factory=dict)

    @classmethod
    def of(cls, fresh: Iterable[Example], standard: Standard) -> Unmet:
        """Of these corrections nothing has been met yet."""
        return cls(standard, {plain(e.text): e for e in fresh})

    def passing(self, reviews: Iterable[Review]) -> Iterator[Review]:
        """The same reviews, looked at as they go by."""
        for review in reviews:
            if self.left and review.trace:
                self._look(review)
            yield review

    def _look(self, review: Review) -> None:
        from checker.judging import analyse_outline
        from checker.trace import document_of

        document = document_of(review.trace)
        outline = analyse_outline(document, self.standard)
        said = {plain(text): text for s in outline.sentences if (text := document.quote(s.where))}
        for words in self.left.keys() & said.keys():
            del self.left[words]
        for words, example in list(self.left.items()):
            alone = Examples.of((example,))
            if any(alone.labels(self.standard.id, text) for text in said.values()):
                del self.left[words]
                continue
            for other, text in said.items():
                likeness = _likeness(words, other, self.near.get(words, Nearest(_LIKE)).likeness)
                if likeness:
                    self.near[words] = Nearest(likeness, review.file, text)

    def told(self) -> list[tuple[Example, Nearest]]:
        """What was never met, with the sentence that comes nearest."""
        return [(example, self.near.get(words, Nearest())) for words, example in self.left.items()]


def _likeness(words: str, other: str, least: float) -> float:
    """How alike they are if more than `least`, else 0; part of a sentence is nearer than any other sentence."""
    if len(words) > 3 and len(other) > 3 and (words in other or other in words):
        return 1.0 if least < 1 else 0.0
    matcher = difflib.SequenceMatcher(None, words, other, autojunk=False)
    if matcher.real_quick_ratio() <= least or matcher.quick_ratio() <= least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio > least else 0.0
