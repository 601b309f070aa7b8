"""Sentences in, the level of each element (要素) with its best evidence out (覆盖判定)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.analysis import Outline, Sentence
from checker.bycues import cue_scores, strip_names
from checker.document import Document, Where
from checker.examples import Examples
from checker.findings import Evidence, Judgement, Level
from checker.language import load_model
from corpus import Element, Standard
from corpus.lexicon import load_lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["DEFAULT", "Scored", "Thresholds", "corrected", "judge_coverage", "score_sentences"]

_MAX_EVIDENCE = 3
_ANOTHERS = 0.8  # a sentence this surely of another element is no deed of the heading's
_SHORT_HEADING = 8
# A template's guiding questions are not the writer's words.
_UNFILLED = re.compile(r"【(?:待填|待补|请填|此处)[^】]*】?")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where levels begin; chosen on the training documents, measured on others (docs/accuracy.md).

    `covered`: the probability from which a sentence counts as concrete, for texts of so many characters:
    the more sentences a text has, the likelier that one is taken for a deed by mistake, so long texts
    need a surer sentence. Between the points it is interpolated. `other` is added for a text of no known kind;
    `outsiders` is needed where parents or pupils speak. `named`: the probability that a sentence
    is about the element at all. `under_heading`: characters of body under an element's own heading in a plan.
    """

    covered: tuple[tuple[int, float], ...] = ((220, 0.3), (350, 0.6), (800, 0.78), (1500, 0.82))
    other: float = 0.1
    outsiders: float = 0.93
    named: float = 0.5
    under_heading: int = 40

    def covered_at(self, characters: int) -> float:
        """The probability that makes a sentence of a text of this length concrete.

        >>> Thresholds().covered_at(100), Thresholds().covered_at(5000)
        (0.3, 0.82)
        """
        points = self.covered
        if characters <= points[0][0]:
            return points[0][1]
        for (a, low), (b, high) in zip(points, points[1:], strict=False):
            if characters <= b:
                return low + (high - low) * (characters - a) / (b - a)
        return points[-1][1]


DEFAULT = Thresholds()


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its probabilities for one element.

    `phrase` says that one of the element's names stands in it; `own_heading` is 2 when the sentence
    stands under the element's own name, 1 under one of its phrases, else 0. `given`: a reviewer said so.
    """

    sentence: Sentence
    concrete: float
    mention: float
    phrase: bool
    own_heading: int
    given: bool = False


def score_sentences(outline: Outline, standard: Standard, kind: str) -> dict[str, list[Scored]]:
    """For each element of the kind, every sentence of the body with its probabilities, in order."""
    sentences = [
        s for s in outline.sentences if s.role in ("body", "heading") and len(_UNFILLED.sub("", s.text)) >= 2
    ]
    titles = [outline.headings[s.heading].title if s.heading >= 0 else "" for s in sentences]
    texts = [strip_names(_UNFILLED.sub("", s.text), standard) for s in sentences]
    model = load_model(standard.id)
    by_cues = cue_scores(outline, standard, sentences, texts) if model is None else {}
    scores: np.ndarray | None = None
    if model is not None:
        # A heading is judged for itself, without itself as its own heading.
        pairs = [
            (text, "" if s.role == "heading" else t)
            for s, text, t in zip(sentences, texts, titles, strict=True)
        ]
        scores = model.scores(pairs, kind if kind in ("letter", "plan") else "report")
    deeds: list[float] = []
    elsewhere: dict[str, list[float]] = {}
    if scores is not None and model is not None and "deed" in model.labels:
        deeds = scores[:, model.labels.index("deed")].tolist()
        topics = [n for n, label in enumerate(model.labels) if label.endswith(".concrete")]
        for element in standard.elements_of(kind):
            columns = [n for n in topics if model.labels[n] != f"{element.id}.concrete"]
            elsewhere[element.id] = scores[:, columns].max(axis=1).tolist() if len(scores) else []
    out = {}
    for element in standard.elements_of(kind):
        if scores is not None and model is not None and f"{element.id}.concrete" in model.labels:
            concrete = scores[:, model.labels.index(f"{element.id}.concrete")].tolist()
            mention = scores[:, model.labels.index(f"{element.id}.any")].tolist()
        else:
            concrete, mention = by_cues.get(element.id, ([0.0] * len(texts), [0.0] * len(texts)))
        rows = []
        for n, (s, title, c, m) in enumerate(zip(sentences, titles, concrete, mention, strict=True)):
            own = _own_heading(title, element, kind) if s.role == "body" else 0
            if own == 2 and deeds and deeds[n] > c and elsewhere[element.id][n] <= max(c, _ANOTHERS):
                # The heading says what the sentence is about; whether it is a deed remains to be seen. A deed
                # that is surely another element's stays that one's.
                c = deeds[n]
            phrase = any(p in texts[n] for p in element.phrases)
            rows.append(Scored(s, c, m, phrase, own))
        out[element.id] = rows
    return out


def _own_heading(title: str, element: Element, kind: str) -> int:
    """2 when a heading names the element (带头服务群众, 服务方面), 1 when it holds one of its phrases, else 0."""
    if element.title in title or element.short in title:
        return 2
    # 服务方面, 纪律上: the short headings of letters and reports. In plans such words name other things.
    if kind != "plan" and len(title) <= _SHORT_HEADING and any(w in title for w in element.heads):
        return 2
    return int(any(p in title for p in element.phrases))


def _least(outline: Outline, standard: Standard, kind: str, thresholds: Thresholds) -> float:
    """The probability that a sentence of this document needs to count as concrete.

    It grows with the text's length, for a text of no known kind, and where parents, pupils or nobody of the
    campaign speaks (家长承诺书, a lesson plan): their deeds are not what is asked for.
    """
    text = "\n".join(s.text for s in outline.sentences)
    least = thresholds.covered_at(len(text))
    if standard.outsiders and re.search(standard.outsiders, text):
        return max(least, thresholds.outsiders)
    if standard.kind(kind) is None:
        belongs = not standard.belongs or re.search(standard.belongs, text) is not None
        return min(least + thresholds.other, thresholds.outsiders) if belongs else thresholds.outsiders
    return least


def judge_coverage(
    document: Document,
    outline: Outline,
    standard: Standard,
    kind: str,
    thresholds: Thresholds = DEFAULT,
    examples: Examples | None = None,
) -> tuple[Judgement, ...]:
    """One judgement an element of the kind, in the standard's order. Deterministic.

    `examples` are sentences a bureau corrected; they override.
    """
    scored = score_sentences(outline, standard, kind)
    if examples:
        scored = corrected(scored, document, standard, examples)
    least = _least(outline, standard, kind, thresholds)
    return tuple(
        _level(document, element, kind, scored[element.id], thresholds, least)
        for element in standard.elements_of(kind)
    )


def corrected(
    scored: dict[str, list[Scored]], document: Document, standard: Standard, examples: Examples
) -> dict[str, list[Scored]]:
    """The same with the labels of corrected sentences (本局范例) in place of the classifier's."""
    known: dict[Where, dict[str, str]] = {}

    def labels(where: Where) -> dict[str, str]:
        if where not in known:
            known[where] = examples.labels(standard.id, document.quote(where))
        return known[where]

    out = {}
    for id, rows in scored.items():
        out[id] = [
            row if (label := labels(row.sentence.where).get(id)) is None else _relabelled(row, label)
            for row in rows
        ]
    return out


def _relabelled(row: Scored, label: str) -> Scored:
    """A row as a reviewer wants it; no heading and no phrase makes more of it."""
    concrete, mention = {"covered": (1.0, 1.0), "named": (0.0, 1.0)}.get(label, (0.0, 0.0))
    return Scored(row.sentence, concrete, mention, label == "named", 0, given=True)


def _level(
    document: Document,
    element: Element,
    kind: str,
    rows: Sequence[Scored],
    thresholds: Thresholds,
    least: float,
) -> Judgement:
    def evidence(found: Sequence[Scored]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(document.quote(r.sentence.where), r.sentence.where) for r in found[:_MAX_EVIDENCE]
        )

    def make(level: Level, score: float, found: Sequence[Scored], reason: str = "") -> Judgement:
        return Judgement(element.id, element.group, element.title, level, score, evidence(found), reason)

    body = [r for r in rows if r.given or r.sentence.role == "body" or len(r.sentence.text) >= 14]
    ranked = sorted(body, key=_rank)
    sure = [r for r in ranked if r.concrete >= least]
    # A plan's task is to demand: an element's own heading with content under it is coverage.
    under = [r for r in ranked if r.own_heading] if kind == "plan" else []
    if sum(len(r.sentence.text) for r in under) < thresholds.under_heading:
        under = []
    if sure or under:
        found = sorted({id(r): r for r in [*sure, *under]}.values(), key=_rank)
        return make("covered", max(least, *(r.concrete for r in found)), found)
    best = max((r.concrete for r in ranked), default=0.0)
    mentions = sorted(
        (r for r in rows if r.phrase or r.mention >= thresholds.named),
        key=lambda r: (-(r.mention + 0.5 * r.phrase), r.sentence.where.paragraph, r.sentence.where.start),
    )
    own = sorted((r for r in rows if r.own_heading), key=_rank)
    if own and (not mentions or mentions[0].sentence.role == "heading"):
        # Words stand under the heading: it is they that are too general, not their absence.
        mentions = [*own, *mentions]
    if mentions:
        return make("named", best, mentions, _why_named(mentions[0]))
    return make("missing", best, (), "")


def _rank(row: Scored) -> tuple[float, int, int]:
    """Best evidence first: sure sentences, those under the element's own name before others."""
    return (
        -(row.concrete + (row.own_heading == 2)),
        row.sentence.where.paragraph,
        row.sentence.where.start,
    )


def _why_named(row: Scored) -> str:
    groups = load_lexicon().find(row.sentence.text)
    if row.sentence.role == "heading":
        return "只有标题，标题下没有写具体内容"
    if "nobody.quoted" in groups:
        return "只是转述要求，没有写自己怎么做"
    if "nobody.other" in groups:
        return "只是别人的事，没有写自己的做法"
    return "只有口号或表态，没有写明具体做什么"
