"""The judge of papers (整篇判定) is fitted here; it is applied by `checker.papermodel`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from checker.contextmodel import context_model_from
from checker.papermodel import paper_facts
from checker.training.context import Labels, train_context
from checker.training.examples import KINDS
from checker.training.folds import FOLDS
from checker.training.npz import npz, text_array
from checker.training.scoredpapers import ScoredPaper
from checker.training.smallnet import fitted

__all__ = ["train_papers"]

# Beginnings of so many characters teach too, though they are not judged: there are more of them, and whole papers are
# judged better for it (docs/accuracy.md).
TAUGHT = 350
LEVELS = ("missing", "named", "covered")
# Chosen by the papers of dev-* and fresh-e to l (docs/accuracy.md).
NETWORKS, UNITS, DECAY, EPOCHS = 8, 32, 1.0, 200


def train_papers(papers: Sequence[ScoredPaper], labels: Labels, elements: Sequence[str]) -> bytes:
    """The judge of papers of some elements as the bytes of an .npz file.

    It looks at sentences as seen in their context, by a judge of context that was not taught the papers either;
    `labels` are what teaches that.
    """
    import numpy as np

    facts: list[Any] = []
    levels: list[int] = []
    for fold in range(FOLDS):
        others = [p for p in papers if p.fold != fold]
        context = context_model_from(train_context(others, labels, elements))
        for one in papers:
            columns = one.columns(elements)
            if columns and one.fold == fold and (one.paper.whole or one.paper.characters >= TAUGHT):
                concrete, mention = context.seen(one.table, one.paper, columns)
                table = replace(one.table, concrete=concrete, mention=mention)
                facts.append(paper_facts(table, one.paper, columns, KINDS))
                levels += [LEVELS.index(one.levels[e]) for e in elements]
    box = fitted(np.vstack(facts), np.array(levels), NETWORKS, UNITS, DECAY, EPOCHS)
    return npz({"elements": text_array(elements), "kinds": text_array(KINDS), **box})
