"""The judge of kinds (文种) is fitted here; it is applied by `checker.kindmodel`."""

from __future__ import annotations

from collections import Counter
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
# What a paper that restates a public one weighs on average: the rules were made by looking at the others.
RESTATED = 4.0
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
    model.fit(matrix, [known_kind(d["kind"]) for d in documents], sample_weight=_weights(documents))
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


def _weights(documents: Sequence[dict[str, Any]]) -> list[float]:
    """What each paper weighs.

    Of public pages three in five are news and the like, of a reviewer's folder hardly any: among those that restate
    them each kind weighs as much as another.
    """
    kinds = [known_kind(d["kind"]) if d.get("by") in RESTATING_HANDS else "" for d in documents]
    count = Counter(filter(None, kinds))
    each = RESTATED * count.total() / max(1, len(count))
    return [each / count[kind] if kind else 1.0 for kind in kinds]
