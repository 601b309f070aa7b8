"""A whole paper's sentence scores in, how likely each element is missing, named or covered out: the judge of papers
(整篇判定).

One sentence that is surely a deed decides a scrap, but a whole paper says more: how many sentences come near, what
else they are of, how long the paper is and what it is. `checker.training.papers` makes the judge from
corpus/examples/documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.modelfile import model_arrays, packaged_model
from checker.smallnet import SmallNet, log_odds

if TYPE_CHECKING:
    import numpy as np

    from checker.analysis import Outline
    from checker.scoretable import ScoreTable
    from corpus import Standard

__all__ = ["Paper", "PaperModel", "load_paper_model", "paper_facts", "paper_of"]

# A beginning without its end is no whole paper: what is missing from it may come later. A paper of so many characters
# is taken for whole, a shorter one if it is dated at its end (docs/accuracy.md).
_WHOLE, _SHORT = 500, 150
_BEST, _BEST_MENTIONS = 4, 2  # so many of an element's best scores are facts
_SURE, _SURER, _ABOUT = 0.5, 0.9, 0.66
_SHARE = 20.0  # sentences: a share of all is told as so many of twenty


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a paper besides its sentences.

    `outsiders`: parents, pupils or nobody of the campaign speaks. `dated` and `signed`: it has a date, a name at
    its end.
    """

    kind: str
    characters: int
    outsiders: bool
    dated: bool
    signed: bool

    @property
    def whole(self) -> bool:
        """Whether it is a whole paper and not the beginning of one.

        >>> Paper("letter", 480, False, False, False).whole, Paper("letter", 480, False, True, True).whole
        (False, True)
        """
        return self.characters >= (_SHORT if self.dated else _WHOLE)

    @property
    def ended(self) -> bool:
        """Whether its end is seen, by a date or a name there; else more may come, however long it is.

        >>> Paper("letter", 900, False, False, False).ended, Paper("letter", 900, False, False, True).ended
        (False, True)
        """
        return self.dated or self.signed


@dataclass(frozen=True, slots=True)
class PaperModel:
    """A network from one element's facts (`paper_facts`) to the logits of missing, named and covered. `elements` are
    those it knows, `kinds` the kinds, in the order of their facts."""

    elements: tuple[str, ...]
    kinds: tuple[str, ...]
    net: SmallNet

    def probabilities(self, facts: np.ndarray) -> np.ndarray:
        """Of each row of facts the probability of missing, named and covered: [rows, 3]."""
        import numpy as np

        out = self.net.logits(facts)
        out = np.exp(out - out.max(axis=1, keepdims=True))
        return out / out.sum(axis=1, keepdims=True)


def paper_of(outline: Outline, standard: Standard, kind: str) -> Paper:
    """What is known of the paper of an outline; `kind` as it was recognised."""
    text = "\n".join(s.text for s in outline.sentences)
    known = standard.kind(kind) is not None
    # Parents, pupils (家长承诺书), or of no kind and nobody of the campaign (a lesson plan).
    outsiders = bool(standard.outsiders) and re.search(standard.outsiders, text) is not None
    if not outsiders and not known and standard.belongs:
        outsiders = re.search(standard.belongs, text) is None
    signature = outline.signature
    return Paper(
        kind if known else "other", len(text), outsiders, bool(signature.date_text), bool(signature.name)
    )


def paper_facts(table: ScoreTable, paper: Paper, columns: list[int], kinds: tuple[str, ...]) -> np.ndarray:
    """The facts that the judge of papers goes by: [elements, facts], one row for each of the table's `columns`."""
    import numpy as np

    count = len(columns)
    judged = table.judged
    concrete, mention = table.concrete[:, columns], table.mention[:, columns]
    deeds = concrete[judged]
    best = _highest(deeds, _BEST)
    about = _highest(mention, _BEST_MENTIONS)
    peaks = best[0]
    first, second, third = np.sort(peaks)[::-1][:3]
    lengths = np.array([len(s.text) for s in table.sentences])
    under = np.log1p(((table.own[:, columns] > 0) * (lengths * judged)[:, None]).sum(axis=0))
    total = max(1, len(deeds))
    some = (mention > _ABOUT).sum(axis=0)
    surely = (deeds.max(axis=1) > _SURER).sum() if len(deeds) else 0

    facts: list[Any] = [
        *best,
        *about,
        np.log(max(50, paper.characters)),
        len(deeds),
        # Of the other elements the best, the mean and the second best.
        np.where(peaks >= first, second, first),
        (peaks.sum() - peaks) / (count - 1),
        np.where(peaks >= second, third, second),
        paper.outsiders,
        table.phrase[:, columns].any(axis=0),
        (table.own[:, columns] > 0).any(axis=0),
        under if paper.kind == "plan" else 0,
        *_of_best(table, concrete, lengths),
        *(paper.kind == kind for kind in kinds),
        *np.eye(count),
        np.log1p((deeds > _SURE).sum(axis=0)),
        np.log1p((deeds > _SURER).sum(axis=0)),
        np.log1p(some),
        np.log1p(some / total * _SHARE),
        np.log1p(surely / total * _SHARE),
        paper.dated,
        paper.signed,
    ]
    # What is the same for all elements fills its row by itself.
    out = np.empty((len(facts), count), dtype=np.float64)
    for n, fact in enumerate(facts):
        out[n] = fact
    return out.T


def _of_best(table: ScoreTable, concrete: np.ndarray, lengths: np.ndarray) -> list[np.ndarray]:
    """Of the best sentence of each column: what else it is of, how long it is, whether it is nobody's own deed,
    whether it has a heading."""
    import numpy as np

    if not len(concrete):
        return [np.zeros(concrete.shape[1])] * 4
    at = np.where(table.judged[:, None], concrete, -1.0).argmax(axis=0)
    rows = log_odds(concrete[at])
    np.fill_diagonal(rows, -np.inf)
    headed = np.array([table.sentences[n].heading >= 0 for n in at.tolist()])
    return [rows.max(axis=1), lengths[at], table.nobody[at].any(axis=1), headed]


def _highest(scores: np.ndarray, count: int) -> np.ndarray:
    """The log odds of each column's `count` highest scores, the highest first; as of none where there are fewer."""
    import numpy as np

    padded = np.vstack([scores.astype(np.float64), np.zeros((count, scores.shape[1]))])
    return log_odds(np.sort(padded, axis=0)[::-1][:count])


@lru_cache(maxsize=4)
def load_paper_model(standard: str, group: str) -> PaperModel | None:
    """The packaged judge of papers trained for a group of a standard's elements, or None when there is none."""
    data = packaged_model(f"{standard}-{group}-papers")
    return _paper_model_from(data) if data is not None else None


def _paper_model_from(data: bytes) -> PaperModel:
    """A judge of papers from the bytes that `checker.training.papers` makes."""
    with model_arrays(data) as box:
        return PaperModel(box.names("elements"), box.names("kinds"), SmallNet.of(box))
