"""Passages in, how likely each is of each section (部分) out: the trained judge of passages.

Headings are worded in more ways than any list knows (靠什么去做, 追根子), and many papers have none. What a
passage says, how it begins and the words above it tell its section all the same. `checker.training.sections`
makes the judge from corpus/examples/documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.modelfile import model_arrays, packaged_model
from checker.words import cut_each
from checker.wordweights import WordWeights

if TYPE_CHECKING:
    import numpy as np

    from checker.passages import Passage

__all__ = ["NONE", "SectionModel", "load_section_model", "passage_words"]

NONE = "none"  # of no section: what comes before the first one, greetings
# Chosen on the training hands and dev-* (docs/accuracy.md).
_BEGINNING = 12  # characters that count once more, as a beginning
_HEADING = 1.5  # what a word of the heading counts against one of the text
_PLACE = 0.25  # what its place counts against all words together, whose vector has length 1
_FIRST = (
    0.1  # of the body. Finer places were no good: the eighth fault of a long list was taken for the reasons
)


def passage_words(passages: Sequence[Passage], headed: bool = True) -> list[dict[str, float]]:
    """Of each passage what counts for its section, and how much: its words (W:), those it begins a paragraph with
    (B:), those of the heading (H:) unless `headed` is false, and whether it opens the body or a paragraph (P:)."""
    count = len(passages)
    every = [p.text for p in passages] + [p.text[:_BEGINNING] if p.opens else "" for p in passages]
    cuts = cut_each(every + [p.heading if headed else "" for p in passages])
    texts, beginnings, titles = cuts[:count], cuts[count : 2 * count], cuts[2 * count :]
    out = []
    for passage, text, beginning, title in zip(passages, texts, beginnings, titles, strict=True):
        words = ["W:" + w for w in text] + ["B:" + w for w in beginning]
        if passage.opens:
            words += [f"B:{passage.text[:n]}…" for n in (2, 3)]
        above: list[str] = []
        if title:
            line = passage.heading
            above = ["H:" + w for w in title] + [f"H:{line[i : i + 2]}…" for i in range(len(line) - 1)]
        said, over = dict.fromkeys(words, 1.0), dict.fromkeys(above, _HEADING)
        length = (len(said) + len(over) * _HEADING**2) ** 0.5 or 1.0
        found = dict.fromkeys(said, 1.0 / length) | dict.fromkeys(over, _HEADING / length)
        if passage.at < _FIRST:
            found["P:first"] = _PLACE
        if passage.opens:
            found["P:opens"] = _PLACE
        out.append(found)
    return out


@dataclass(frozen=True, slots=True)
class SectionModel:
    """The trained judge of one kind's passages: `labels` are its sections and `NONE`.

    `words` are what it knows of each word; `bias` is what each label has from the start.
    """

    labels: tuple[str, ...]
    words: WordWeights
    bias: np.ndarray

    def probabilities(self, passages: Sequence[Passage]) -> np.ndarray:
        """Of each passage the probability of each label: [passages, labels]."""
        import numpy as np

        out = np.tile(self.bias.astype(np.float64), (len(passages), 1))
        for n, words in enumerate(passage_words(passages)):
            out[n] += self.words.total(words)
        out = np.exp(out - out.max(axis=1, keepdims=True))
        return out / out.sum(axis=1, keepdims=True)


@lru_cache(maxsize=2)
def _models(standard: str) -> dict[str, SectionModel]:
    """The packaged judges trained for a standard, by kind; none where there is no file for it."""
    data = packaged_model(f"{standard}-sections")
    return section_models_from(data) if data is not None else {}


def load_section_model(standard: str, kind: str) -> SectionModel | None:
    """The packaged judge of a kind's passages, or None when there is none for it."""
    return _models(standard).get(kind)


def section_models_from(data: bytes) -> dict[str, SectionModel]:
    """Judges by kind from the bytes that `checker.training.sections` makes."""
    with model_arrays(data) as box:
        return {
            kind: SectionModel(
                labels=box.names(f"{kind}.labels"),
                words=WordWeights.packed(
                    box.names(f"{kind}.words"), box[f"{kind}.weights"], box[f"{kind}.scales"]
                ),
                bias=box[f"{kind}.bias"],
            )
            for kind in box.names("kinds")
        }
