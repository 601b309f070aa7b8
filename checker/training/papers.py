"""The judge of papers (整篇判定) is fitted here; it is applied by `checker.papermodel`.

Its facts are sentence scores, and the sentence classifier knows its own training papers by heart: so each paper is
scored by a classifier that was taught by other hands only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.language import SentenceModel, model_from
from checker.papermodel import paper_facts, paper_of
from checker.scored import score_table
from checker.training.examples import KINDS, LEADS, known_kind
from checker.training.npz import npz, text_array
from checker.training.sentences import Material, train_sentences
from corpus import load_standard

__all__ = ["fitted", "train_papers"]

FOLDS = 4
# Beginnings of so many characters teach too, though they are not judged: there are more of them, and whole papers are
# judged better for it (docs/accuracy.md).
TAUGHT = 350
LEVELS = ("missing", "named", "covered")
# Several small networks, whose logits are averaged: chosen by the papers of dev-* and fresh-e to l (docs/accuracy.md).
NETWORKS, UNITS, DECAY, EPOCHS = 8, 32, 1.0, 200


def train_papers(taught: Material, documents: Sequence[dict[str, Any]]) -> bytes:
    """The judge of papers as the bytes of an .npz file."""
    import numpy as np

    facts: list[Any] = []
    levels: list[int] = []
    hands = sorted({d["by"] for d in documents})
    for fold in range(FOLDS):
        held = frozenset(hands[fold::FOLDS])
        model = model_from(train_sentences(taught, without=held))
        for document in documents:
            if document["by"] in held and (rows := _facts(document, model)) is not None:
                facts.append(rows)
                levels += [LEVELS.index(document["elements"][e]) for e in LEADS]
    return npz(fitted(np.vstack(facts), np.array(levels)))


def _facts(document: dict[str, Any], model: SentenceModel) -> Any:
    """The facts of a paper's leads, or None of what is too short to teach."""
    standard = load_standard()
    kind = known_kind(document["kind"])
    outline = analyse_outline(document_of(document["text"]), standard)
    paper = paper_of(outline, standard, kind)
    if not paper.whole and paper.characters < TAUGHT:
        return None
    table = score_table(outline, standard, kind, model)
    columns = [[e.id for e in standard.elements_of(kind)].index(e) for e in LEADS]
    return paper_facts(table, paper, columns, KINDS)


def fitted(facts: Any, levels: Any) -> dict[str, Any]:
    """The networks as one: of several hidden layers side by side, each weighing its share."""
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    mean, spread = facts.mean(axis=0), facts.std(axis=0)
    spread[spread == 0] = 1
    parts = []
    for seed in range(NETWORKS):
        network = MLPClassifier(
            (UNITS,), alpha=DECAY, max_iter=EPOCHS, early_stopping=True, random_state=seed
        ).fit((facts - mean) / spread, levels)
        parts.append((*network.coefs_, *network.intercepts_))
    first, second, first_bias, second_bias = zip(*parts, strict=True)
    weights = np.hstack(first) / spread[:, None]
    return {
        "elements": text_array(LEADS),
        "kinds": text_array(KINDS),
        "first": weights,
        "first_bias": np.hstack(first_bias) - mean @ weights,
        "second": np.vstack(second) / NETWORKS,
        "second_bias": np.mean(second_bias, axis=0),
    }
