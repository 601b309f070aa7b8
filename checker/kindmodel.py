"""An outline and what the rules give in, each kind's points out: the trained judge of kinds (文种).

The rules of `checker.kinds` know what they were told of; real papers also come with titles and phrases that
nobody foresaw. A linear model over a paper's words and the rules' points decides between them.
`checker.training.kinds` makes it from corpus/examples/documents.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.modelfile import model_arrays, packaged_model
from checker.words import cut, cut_each
from checker.wordweights import WordWeights

if TYPE_CHECKING:
    import numpy as np

    from checker.analysis import Outline

__all__ = ["KindModel", "kind_words", "load_kind_model", "rule_row"]

# Chosen on the training hands, each judged by the others (docs/accuracy.md).
_LOOKED_AT = 600  # characters of the body whose words count
_BEGINNING = 120  # characters whose words count once more, as a beginning
_TITLE = 1.5  # what a word of the title counts against one of the body
_FAR = -8.0  # points behind the best kind beyond which more says no more


def kind_words(outline: Outline) -> dict[str, float]:
    """What counts for a paper's kind, and how much: its words (W:), those it begins with (B:), of its title (T:)
    and of its headings (H:). The values make a vector of length 1.
    """
    body = "\n".join(s.text for s in outline.sentences)[:_LOOKED_AT]
    words = {"W:" + w: 1.0 for w in cut(body)}
    words |= {"B:" + w: 1.0 for w in cut(body[:_BEGINNING])}
    title, *headings = cut_each([outline.title, *(h.title for h in outline.headings)])
    words |= {"T:" + w: _TITLE for w in title}
    words |= {"H:" + w: 1.0 for heading in headings for w in heading}
    length = math.sqrt(sum(v * v for v in words.values())) or 1.0
    return {w: v / length for w, v in words.items()}


def rule_row(points: Mapping[str, float], kinds: tuple[str, ...]) -> list[float]:
    """The rules' points of each kind behind the best one's, not farther than says anything."""
    top = max(points.values())
    return [max(points.get(k, top + _FAR) - top, _FAR) for k in kinds]


@dataclass(frozen=True, slots=True)
class KindModel:
    """A trained judge of kinds: `kinds` it knows, "other" among them.

    `words` are what it knows of each word; `rules` [kind of the rules, kind] is what the rules' points weigh;
    `bias` is what each kind has from the start.
    """

    kinds: tuple[str, ...]
    words: WordWeights
    rules: np.ndarray
    bias: np.ndarray

    def points(self, outline: Outline, ruled: Mapping[str, float]) -> dict[str, float]:
        """The points of each kind, in nats: a kind with one more is e times as likely."""
        total = self.bias + rule_row(ruled, self.kinds) @ self.rules + self.words.total(kind_words(outline))
        return dict(zip(self.kinds, total.tolist(), strict=True))


@lru_cache(maxsize=2)
def load_kind_model(standard: str) -> KindModel | None:
    """The packaged judge trained for a standard, or None when there is none for it."""
    data = packaged_model(f"{standard}-kinds")
    return kind_model_from(data) if data is not None else None


def kind_model_from(data: bytes) -> KindModel:
    """A judge of kinds from the bytes that `checker.training.kinds` makes."""
    with model_arrays(data) as box:
        return KindModel(
            kinds=box.names("kinds"),
            words=WordWeights.packed(box.names("words"), box["weights"], box["scales"]),
            rules=box["rules"],
            bias=box["bias"],
        )
