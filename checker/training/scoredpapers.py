"""Labelled papers in, their sentences' scores out, by classifiers that never saw the hand that wrote them (轮流留出).

The sentence classifier knows its own training papers by heart: whoever learns from its scores must be shown those of
papers it was not taught.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.language import SentenceModel, model_from
from checker.papermodel import Paper, paper_of
from checker.scored import score_table
from checker.scoretable import ScoreTable, columns_of
from checker.training.examples import known_kind
from checker.training.folds import FOLDS, fold_of
from checker.training.sentences import Material, train_sentences
from corpus import load_standard

__all__ = ["ScoredPaper", "scored_papers"]


@dataclass(frozen=True, slots=True)
class ScoredPaper:
    """A labelled document, what is known of it, and its scores; `elements` are those of the table's columns."""

    record: dict[str, Any]
    paper: Paper
    table: ScoreTable
    elements: tuple[str, ...]
    fold: int

    def columns(self, elements: Sequence[str]) -> list[int]:
        """Those of some elements; none where the document is not asked for them all, or nobody labelled them."""
        return columns_of(elements, self.elements) if set(elements) <= set(self.levels) else []

    @property
    def levels(self) -> dict[str, str]:
        """The level that was labelled, by element."""
        return {**self.record["elements"], **(self.record.get("goods") or {})}


def scored_papers(taught: Material, documents: Sequence[dict[str, Any]]) -> list[ScoredPaper]:
    """Every document by the classifier that was taught the other folds."""
    out = []
    for fold in range(FOLDS):
        held = frozenset(hand for hand in taught.hands if hand and fold_of(hand) == fold)
        model = model_from(train_sentences(taught, without=held))
        out += [_scored_paper(d, model, fold) for d in documents if fold_of(d["by"]) == fold]
    return out


def _scored_paper(record: dict[str, Any], model: SentenceModel, fold: int) -> ScoredPaper:
    """One document by `model`."""
    standard = load_standard()
    kind = known_kind(record["kind"])
    outline = analyse_outline(document_of(record["text"]), standard)
    table = score_table(outline, standard, kind, model)
    elements = tuple(e.id for e in standard.elements_of(kind))
    return ScoredPaper(record, paper_of(outline, standard, kind), table, elements, fold)
