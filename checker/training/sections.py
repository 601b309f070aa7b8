"""The judge of passages (按意思认部分) is fitted here; it is applied by `checker.sectionmodel`.

The documents say which sections they have, not where. Headings that the standard knows say where in most of
them; what stands under no known heading is given to the likeliest of the document's own sections, by a judge
fitted on the rest, and all is fitted anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from checker.evaluate import document_of
from checker.judging import normals_of
from checker.outline import build_outline
from checker.passages import Passage
from checker.sectionmodel import NONE, SectionModel, passage_words
from checker.sections import passages_of
from checker.training.npz import npz, text_array
from checker.training.words import small, word_table
from checker.wordweights import WordWeights
from corpus import DocumentKind, load_standard

__all__ = ["train_sections"]

STRENGTH = 3.0  # inverse regularisation
MIN_COUNT = 3  # a word of fewer passages says nothing about others
ROUNDS = 2
SURE = 0.45  # how likely a section must be for a passage to teach it
_Labels = list[str | None]


def train_sections(documents: Sequence[dict[str, Any]]) -> bytes:
    """The judges of passages, one a kind, as the bytes of an .npz file."""
    standard = load_standard()
    out: dict[str, Any] = {}
    kinds = [k for k in standard.kinds if any(s.by == "heading" for s in k.sections)]
    for kind in kinds:
        own = [d for d in documents if d["kind"] == kind.id]
        texts = [_passages(d["text"], kind) for d in own]
        gold = [{s.id for s in kind.sections if s.by == "heading"} & set(d["sections"]) for d in own]
        known = [_known(p, g) for p, g in zip(texts, gold, strict=True)]
        model = _fit(texts, known)
        for _ in range(ROUNDS):
            more = [_likeliest(model, *row) for row in zip(texts, known, gold, strict=True)]
            model = _fit(texts, more)
        made = {
            "bias": model.bias,
            "labels": text_array(model.labels),
            "words": text_array(list(model.words.words)),
            **small(model.words.weights),
        }
        out |= {f"{kind.id}.{name}": value for name, value in made.items()}
    return npz({**out, "kinds": text_array([k.id for k in kinds])})


def _passages(text: str, kind: DocumentKind) -> list[Passage]:
    standard = load_standard()
    document = document_of(text)
    normals = normals_of(document)
    outline = build_outline(document, normals, standard)
    return passages_of(document, normals, outline, kind, standard)


def _known(found: Sequence[Passage], gold: set[str]) -> _Labels:
    """What headings say of each passage; what comes before the first heading of a paper whose headings name all its
    sections is of none."""
    named = {id for p in found for id in p.owner}
    out: _Labels = []
    for p in found:
        own = [id for id in p.owner if id in gold]
        bare = not p.owner and not p.heading and len(gold) > 1 and gold <= named
        out.append(own[0] if len(own) == 1 else NONE if bare else None)
    return out


def _likeliest(model: SectionModel, found: Sequence[Passage], known: _Labels, gold: set[str]) -> _Labels:
    """The labels with those that are not known guessed among the paper's own sections, where one is likely."""
    if not found:
        return known
    out: _Labels = []
    for label, row in zip(known, model.probabilities(found), strict=True):
        odds, guess = max(
            (p, id) for id, p in zip(model.labels, row.tolist(), strict=True) if id in gold | {NONE}
        )
        out.append(label or (guess if odds > SURE else None))
    return out


def _fit(texts: Sequence[Sequence[Passage]], labels: Sequence[_Labels]) -> SectionModel:
    """Each passage counts with its heading and once more without, so that its own words are learned too."""
    from sklearn.linear_model import LogisticRegression

    pairs = [
        (passage, label)
        for found, given in zip(texts, labels, strict=True)
        for passage, label in zip(found, given, strict=True)
        if label is not None
    ]
    headed = [(passage, label) for passage, label in pairs if passage.heading]
    rows = passage_words([p for p, _ in pairs]) + passage_words([p for p, _ in headed], headed=False)
    wanted = [label for _, label in pairs + headed]
    names, table = word_table(rows, MIN_COUNT)
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3, solver="lbfgs")
    model.fit(table, wanted)
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # told as one row, for the second
        weights, bias = np.vstack([-weights, weights]) / 2, np.array([-bias[0], bias[0]]) / 2
    words = WordWeights.of(names, weights.T)
    return SectionModel(tuple(map(str, model.classes_)), words, bias)
