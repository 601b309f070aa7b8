"""The classifier of sentences (句子分类器) is fitted here; it is applied by `checker.language`."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from checker.training.examples import GOODS, LEADS
from checker.training.net import Net, fit
from checker.training.npz import npz
from checker.training.packed import packed
from checker.training.rows import DEED, NATURES, labels_of, rows, weak_clauses, weak_sentences
from checker.training.table import Features
from corpus.lexicon import load_lexicon

__all__ = ["LABELS", "Material", "material", "network", "train_sentences"]

LABELS = (
    *(f"{e}.{n}" for n in ("concrete", "any") for e in LEADS),
    DEED,
    *(f"{e}.{n}" for n in ("concrete", "any") for e in GOODS),
    *NATURES,
)


@dataclass(frozen=True, slots=True)
class Material:
    """What teaches, as rows: features, labels (1 or 0), what each label of a row weighs, and the hand it is of."""

    known: Features
    matrix: Any
    target: Any
    weight: Any
    hands: tuple[str, ...]


def material(sentences: list[dict[str, Any]], documents: list[dict[str, Any]]) -> Material:
    """Labelled sentences teach both ways. A labelled document teaches what its sentences are not, and so does a
    sentence of its clauses; which of them is what the whole is, is not guessed (docs/accuracy.md)."""
    import numpy as np

    table = rows(sentences)
    weak = weak_sentences(documents)
    # Clauses are no texts of their own: they count for no feature's rarity.
    known = Features.of([*table, *(w.counts for w in weak)], load_lexicon())
    weak += weak_clauses(sentences)
    matrix = known.matrix([*table, *(w.counts for w in weak)])
    target = np.zeros((matrix.shape[0], len(LABELS)), dtype=np.float32)
    weight = np.zeros_like(target)
    for n, sentence in enumerate(sentences):
        found = labels_of(sentence)
        target[n] = [label in found for label in LABELS]
    weight[: len(sentences)] = 1
    # Of a sentence about no element nobody said whose it is, but of an opening.
    about = np.array([bool(s["labels"]) or "nature" in s for s in sentences])
    for nature in NATURES:
        weight[: len(sentences), LABELS.index(nature)] = about
    for n, part in enumerate(weak, len(sentences)):
        weight[n] = [part.weight * (label in part.never) for label in LABELS]
    hands = (*(s.get("by", "") for s in sentences), *(w.by for w in weak))
    return Material(known, matrix, target, weight, hands)


def train_sentences(taught: Material, without: Set[str] = frozenset()) -> bytes:
    """The classifier as the bytes of an .npz file, taught by all hands but those of `without`."""
    return npz(packed(taught.known, network(taught, without), LABELS, load_lexicon()))


def network(taught: Material, without: Set[str] = frozenset()) -> Net:
    """The network behind it."""
    import numpy as np

    kept = np.array([hand not in without for hand in taught.hands])
    matrix, target, weight = taught.matrix[kept], taught.target[kept], taught.weight[kept]
    net = fit(matrix, target, weight)
    # As if yes and no were equally frequent: a label that is rarely true is asked no more than one that often is.
    yes, no = (target * weight).sum(axis=0), ((1 - target) * weight).sum(axis=0)
    return replace(net, second_bias=net.second_bias + np.log(no / yes).astype(np.float32))
