"""The judge of context (上下文判定) is fitted here; it is applied by `checker.contextmodel`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.contextmodel import asked, context_facts
from checker.normal import normalise
from checker.smallnet import whole_rows
from checker.training.examples import KINDS
from checker.training.npz import npz, text_array
from checker.training.scoredpapers import ScoredPaper
from checker.training.smallnet import fitted

__all__ = ["Labels", "label_key", "labels_by_text", "train_context"]

# What each sentence was labelled, by the hand that wrote it and its text as the checker sees it.
Labels = Mapping[tuple[str, str], Mapping[str, str]]
NETWORKS, UNITS, DECAY, EPOCHS = 4, 32, 1.0, 40


def label_key(hand: str, text: str) -> tuple[str, str]:
    """The key in `Labels` of a sentence that a hand wrote."""
    return hand, normalise(text).text.strip()


def labels_by_text(sentences: Iterable[dict[str, Any]]) -> Labels:
    """The labels of those `sentences` that a hand wrote."""
    return {label_key(s["by"], s["text"]): s["labels"] for s in sentences if "by" in s}


def train_context(papers: Iterable[ScoredPaper], labels: Labels, elements: Sequence[str]) -> bytes:
    """The judge of context of some elements as the bytes of an .npz file: what sentences are labelled where they stand
    in those `papers` that are asked for these elements."""
    import numpy as np

    facts: list[Any] = []
    answers: list[Any] = []
    for one in papers:
        columns = one.columns(elements)
        if not columns:
            continue
        name = one.record.get("labelled", one.record["by"])  # of a paper made of another
        found = [labels.get((name, s.text.strip())) for s in one.table.sentences]
        where = asked(one.table, columns)
        where &= np.array([f is not None for f in found], dtype=bool)[:, None]
        at, element = where.nonzero()
        if len(at):
            facts.append(whole_rows(*context_facts(one.table, one.paper, columns, KINDS, at, element)))
            natures = [
                (found[n] or {}).get(elements[k]) for n, k in zip(at.tolist(), element.tolist(), strict=True)
            ]
            answers += [(nature == "concrete", nature is not None) for nature in natures]
    box = fitted(np.vstack(facts), np.array(answers, dtype=int), NETWORKS, UNITS, DECAY, EPOCHS)
    return npz({"elements": text_array(elements), "kinds": text_array(KINDS), **box})
