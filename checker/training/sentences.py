"""The classifier of sentences (句子分类器) is fitted here; it is applied by `checker.language`."""

from __future__ import annotations

from typing import Any

from checker.training.examples import GOODS, LEADS
from checker.training.npz import npz
from checker.training.packed import packed
from checker.training.rows import DEED, labels_of, rows, weak_clauses, weak_sentences
from checker.training.table import Features
from corpus.lexicon import load_lexicon

__all__ = ["train_sentences"]

STRENGTH = 20.0  # inverse regularisation, chosen on dev-* (docs/accuracy.md)


def train_sentences(sentences: list[dict[str, Any]], documents: list[dict[str, Any]]) -> bytes:
    """The classifier as the bytes of an .npz file.

    Labelled sentences teach both ways. A labelled document teaches what its sentences are not, and, in a
    second round, that the best-scoring sentence of a covered element is one (multiple-instance learning);
    so does a sentence of its clauses.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    table = rows(sentences)
    weak = weak_sentences(documents)
    lexicon = load_lexicon()
    # Clauses are no texts of their own: they count for no feature's rarity.
    known = Features.of([*table, *(w.counts for w in weak)], lexicon)
    weak += weak_clauses(sentences)
    matrix = known.matrix([*table, *(w.counts for w in weak)])
    gold = [labels_of(s) for s in sentences]
    labels = [f"{e}.{n}" for n in ("concrete", "any") for e in LEADS] + [DEED]
    labels += [f"{e}.{n}" for n in ("concrete", "any") for e in GOODS]
    weights = np.zeros((len(known.names), len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    for j, label in enumerate(labels):
        own = list(range(len(table)))
        target = [label in g for g in gold]
        strength = [1.0] * len(own)
        for k, w in enumerate(weak):
            if label in w.never:
                own.append(len(table) + k)
                target.append(False)
                strength.append(w.weight)
        model = _fit(LogisticRegression, matrix[own], target, strength)
        if label.endswith(".concrete"):
            best: dict[str, tuple[float, int]] = {}
            scores = matrix[len(table) :] @ model.coef_[0] + model.intercept_[0] if weak else []
            for k, w in enumerate(weak):
                if label in w.somewhere and (w.whole not in best or scores[k] > best[w.whole][0]):
                    best[w.whole] = (float(scores[k]), k)
            for _, k in best.values():
                own.append(len(table) + k)
                target.append(True)
                strength.append(weak[k].weight)
            model = _fit(LogisticRegression, matrix[own], target, strength)
        weights[:, j] = model.coef_[0]
        bias[j] = model.intercept_[0]
    return npz(packed(known, weights, bias, labels, lexicon))


def _fit(kind: Any, matrix: Any, target: list[bool], strength: list[float]) -> Any:
    """One yes-or-no model; both sides weigh the same, however rare the yes is."""
    import numpy as np

    wanted = np.array(target)
    weight = np.array(strength)
    yes, no = weight[wanted].sum(), weight[~wanted].sum()
    weight = np.where(wanted, weight * (yes + no) / (2 * yes), weight * (yes + no) / (2 * no))
    model = kind(C=STRENGTH, max_iter=1000, solver="liblinear", random_state=0)
    return model.fit(matrix, wanted, sample_weight=weight)
