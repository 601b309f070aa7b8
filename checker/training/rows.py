"""Labelled sentences in, feature counts and labels out; documents and clauses teach weakly (弱标注)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.language import features
from checker.normal import normalise
from checker.scored import clauses_of
from checker.training.examples import GOODS, LEADS, known_kind
from corpus import load_standard
from corpus.lexicon import load_lexicon

__all__ = ["DEED", "NATURES", "Weak", "labels_of", "rows", "weak_clauses", "weak_sentences"]

DEED = "deed"  # the sentence says something concrete, whatever it is about
# A sentence is this about some element: whose it is decides as much as what it is about.
NATURES = ("quoted", "other", "slogan")
WEAK = 0.5  # what a sentence known only through its document weighs against a labelled one
CLAUSE = 0.3  # what a clause known only through its sentence weighs; 1.0 was no better than none


def labels_of(sentence: dict[str, Any]) -> set[str]:
    """ "study.concrete" for each concrete element, "study.any" for each element in whatever manner; "quoted" and the
    other `NATURES` of any of them, or of an opening, which is about no element."""
    out = set()
    for element, nature in sentence["labels"].items():
        out.add(f"{element}.any")
        if nature == "concrete":
            out |= {f"{element}.concrete", DEED}
        elif nature in NATURES:
            out.add(nature)
    if sentence.get("nature"):
        out.add(sentence["nature"])
    return out


def rows(sentences: Iterable[dict[str, Any]]) -> list[Counter[str]]:
    """Feature counts of each sentence, exactly as the checker will see them."""
    lexicon = load_lexicon()
    return [
        Counter(
            features(
                normalise(s["text"]).text,
                normalise(s.get("heading") or "").text,
                known_kind(s.get("kind") or "report"),
                lexicon,
            )
        )
        for s in sentences
    ]


@dataclass(frozen=True, slots=True)
class Weak:
    """A part of a labelled whole: a sentence of a document, or a clause of a sentence.

    `never` are the labels it cannot have (an element that is missing is in no sentence). `weight` is against a
    labelled sentence, `by` the hand that wrote it.
    """

    counts: Counter[str]
    never: frozenset[str]
    weight: float
    by: str


def weak_sentences(documents: Iterable[dict[str, Any]]) -> list[Weak]:
    """Every sentence of the labelled documents, cut and normalised as the checker does it."""
    standard = load_standard()
    lexicon = load_lexicon()
    out = []
    for record in documents:
        levels = {**record["elements"], **(record.get("goods") or {})}
        never = {f"{e}.concrete" for e, level in levels.items() if level != "covered"}
        never |= {f"{e}.any" for e, level in levels.items() if level == "missing"}
        outline = analyse_outline(document_of(record["text"]), standard)
        for s in outline.sentences:
            if s.role == "body" and len(s.text) >= 4:
                heading = outline.headings[s.heading].title if s.heading >= 0 else ""
                kind = known_kind(record["kind"])
                counts = Counter(features(s.text, heading, kind, lexicon))
                out.append(Weak(counts, frozenset(never), WEAK, record["by"]))
    return out


def weak_clauses(sentences: Sequence[dict[str, Any]]) -> list[Weak]:
    """The clauses of the labelled sentences that have several: what the sentence does not say, none of them says."""
    concrete = {f"{e}.concrete" for e in (*LEADS, *GOODS)}
    parts, wholes = [], []
    for n, sentence in enumerate(sentences):
        clauses = clauses_of(normalise(sentence["text"]).text)
        if len(clauses) > 1:
            parts += [{**sentence, "text": c} for c in clauses]
            wholes += [n] * len(clauses)
    out = []
    for n, counts in zip(wholes, rows(parts), strict=True):
        labels = labels_of(sentences[n]) & concrete
        out.append(Weak(counts, frozenset(concrete - labels), CLAUSE, sentences[n].get("by", "")))
    return out
