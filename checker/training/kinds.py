"""The judge of kinds (文种) is fitted here; it is applied by `checker.kindmodel`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.kindmodel import kind_words, rule_row
from checker.kinds import rule_points
from checker.training.examples import KINDS, RESTATING_HANDS, known_kind
from checker.training.npz import npz, text_array
from checker.training.words import small, word_table
from corpus import load_standard

__all__ = ["train_kinds"]

STRENGTH = 3.0  # inverse regularisation; 1 and 10 were no better (docs/accuracy.md)
RULES = 0.1  # what a point of the rules counts against the words, whose vector has length 1
RESTATED = 4.0  # what a paper that restates a public one weighs: the rules were made by looking at the others
MIN_COUNT = 2  # a word of one training paper only says nothing about others


def train_kinds(documents: Sequence[dict[str, Any]]) -> bytes:
    """The judge of kinds as the bytes of an .npz file."""
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    standard = load_standard()
    words, ruled = [], []
    for document in documents:
        outline = analyse_outline(document_of(document["text"]), standard)
        words.append(kind_words(outline))
        ruled.append(rule_row(rule_points(outline, standard), KINDS))
    names, table = word_table(words, MIN_COUNT)
    matrix = sparse.hstack([table, sparse.csr_matrix(np.array(ruled) * RULES)]).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=1000, solver="lbfgs")
    weight = [RESTATED if d.get("by") in RESTATING_HANDS else 1.0 for d in documents]
    model.fit(matrix, [known_kind(d["kind"]) for d in documents], sample_weight=weight)
    assert tuple(model.classes_) == KINDS
    return npz(
        {
            **small(model.coef_.T[: len(names)]),
            "bias": model.intercept_,
            "kinds": text_array(KINDS),
            "rules": model.coef_.T[len(names) :] * RULES,
            "words": text_array(names),
        }
    )
