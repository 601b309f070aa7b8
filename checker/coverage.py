"""Sentences in, the level of each element (要素) with its best evidence out (覆盖判定)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from checker.analysis import Outline
from checker.contextmodel import in_context
from checker.document import Document, Where
from checker.examples import Examples
from checker.findings import Evidence, Judgement, Level
from checker.fronts import with_fronts
from checker.papermodel import Paper, load_paper_model, paper_facts, paper_of
from checker.scored import score_table
from checker.scoretable import Scored, ScoreTable, columns_of, is_judged
from checker.spelledout import spelled_out
from checker.thresholds import Thresholds, thresholds_of
from checker.unfilled import unfilled
from checker.whynamed import UNFILLED, left_open, under_its_heading, why_heading, why_named
from corpus import Element, Standard

__all__ = ["Scored", "Thresholds", "corrected", "judge_coverage", "score_sentences"]

_MAX_EVIDENCE = 3
# What the whole paper seems to name, some sentence must be about at least so much; else there is nothing to quote.
_FAINT = 0.03
_PERHAPS = "没有写到，或者写得不够肯定；最像的是这一句，请看一看"


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the judge of papers says of an element."""

    covered: bool
    named: bool
    score: float  # how likely covered is
    ended: bool  # the paper's end is seen: what is nowhere in it is missing


def score_sentences(outline: Outline, standard: Standard, kind: str) -> dict[str, list[Scored]]:
    """For each element of the kind, every sentence of the body with its probabilities, in order."""
    rows = _seen(outline, standard, kind, paper_of(outline, standard, kind)).all_rows()
    return {e.id: found for e, found in zip(standard.elements_of(kind), rows, strict=True)}


def _seen(outline: Outline, standard: Standard, kind: str, paper: Paper) -> ScoreTable:
    return in_context(score_table(outline, standard, kind), paper, standard)


def judge_coverage(
    document: Document,
    outline: Outline,
    standard: Standard,
    kind: str,
    thresholds: Thresholds | None = None,
    examples: Examples | None = None,
) -> tuple[Judgement, ...]:
    """One judgement an element of the kind, in the standard's order. Deterministic.

    `thresholds` are by default those of each element. `examples` are sentences a bureau corrected; they override.
    What rests on sentences whose number was never filled in alone is named (空着没有填).
    """
    judged = _judged(document, outline, standard, kind, thresholds, examples)
    left = unfilled(document, outline, standard, kind)
    if examples:
        left = {w: t for w, t in left.items() if not examples.labels(standard.id, document.quote(w))}
    if not any(e.where in left for j in judged for e in j.evidence):
        return judged
    rest = [structs.replace(s, text=left.get(s.where, s.text)) for s in outline.sentences]
    without = replace(outline, sentences=tuple(rest))
    again = _judged(document, without, standard, kind, thresholds, examples)
    return tuple(_filled(old, new, left, kind) for old, new in zip(judged, again, strict=True))


def _filled(old: Judgement, new: Judgement, left: Mapping[Where, str], kind: str) -> Judgement:
    """A judgement without what the `left` sentences leave open; `new` is what all else they say comes to."""
    if not any(e.where in left for e in old.evidence):
        return old
    blank = tuple(e for e in old.evidence if e.where in left)
    others = tuple(e for e in old.evidence if e.where not in left)
    if old.level == "covered":
        if new.level == "covered":
            return replace(old, evidence=new.evidence)
        # What stands under an element's own heading in a plan covers it by its length.
        if others and kind != "plan":
            return replace(old, evidence=others)
        return replace(old, level="named", score=new.score, evidence=blank, reason=UNFILLED)
    if old.level == "named" and old.evidence[0].where in left and left_open(old.reason):
        return replace(old, evidence=blank, reason=UNFILLED)
    return old


def _judged(
    document: Document,
    outline: Outline,
    standard: Standard,
    kind: str,
    thresholds: Thresholds | None,
    examples: Examples | None,
) -> tuple[Judgement, ...]:
    """One judgement an element, whatever was left open in the sentences."""
    paper = paper_of(outline, standard, kind)
    elements = standard.elements_of(kind)
    begin = {e.id: thresholds or thresholds_of(standard.id, e) for e in elements}
    least = {id: t.least(paper) for id, t in begin.items()}
    table = _seen(outline, standard, kind, paper)
    listed = with_fronts(table, elements)
    if examples:
        scored = {e.id: rows for e, rows in zip(elements, table.all_rows(), strict=True)}
        scored = corrected(scored, document, standard, examples)
        table = table.with_rows([scored[e.id] for e in elements])
    else:
        telling = listed.telling([*least.values()], [t.named for t in begin.values()])
        scored = {e.id: rows for e, rows in zip(elements, telling, strict=True)}
    verdicts = _verdicts(table, paper, elements, standard, begin)
    if listed is not table:
        # What a list does not name, the paper does not name by it either.
        by_list = _verdicts(listed, paper, elements, standard, begin)
        verdicts = {id: replace(v, named=by_list[id].named) for id, v in verdicts.items()}

    def level(element: Element, rows: Sequence[Scored]) -> Judgement:
        id = element.id
        # A plan's task is to demand: what is spelled out behind the element's own name is coverage.
        said = [
            r
            for r in rows
            if kind == "plan" and r.phrase and not r.given and spelled_out(r.sentence.text, element, elements)
        ]
        return _level(document, outline, element, kind, rows, said, begin[id], least[id], verdicts.get(id))

    judgements = [level(e, scored[e.id]) for e in elements]
    # What covers another element in so many words is not what comes closest to this one.
    taken = {e.where for j in judgements if j.level == "covered" for e in j.evidence}
    for n, (old, element) in enumerate(zip(judgements, elements, strict=True)):
        if old.level == "missing" and any(e.where in taken and _one_clause(e.text) for e in old.evidence):
            new = level(element, [r for r in scored[element.id] if r.sentence.where not in taken])
            judgements[n] = replace(old, evidence=new.evidence, reason=new.reason)
        elif old.level == "named":
            why = why_heading(old.evidence[0].where, outline, standard.kind(kind), element)
            new = replace(old, reason=why or old.reason)
            judgements[n] = under_its_heading(new, scored[element.id], judgements)
    return tuple(judgements)


def _one_clause(text: str) -> bool:
    return not any(sign in text.rstrip("，；。") for sign in "，；：")


def _verdicts(
    table: ScoreTable,
    paper: Paper,
    elements: Sequence[Element],
    standard: Standard,
    thresholds: Mapping[str, Thresholds],
) -> dict[str, _Verdict]:
    """What the judge of papers says, by element; nothing of a scrap, nor where there is no judge."""
    if not paper.whole:
        return {}
    ids = [e.id for e in elements]
    out = {}
    for group in standard.groups:
        model = load_paper_model(standard.id, group.id)
        columns = columns_of(model.elements, ids) if model is not None else []
        if model is None or not columns:
            continue
        odds = model.probabilities(paper_facts(table, paper, columns, model.kinds))
        for id, (missing, named, covered) in zip(model.elements, odds.tolist(), strict=True):
            out[id] = _Verdict(
                covered >= thresholds[id].of_paper(paper),
                named >= thresholds[id].paper_named * (named + missing),
                covered,
                paper.ended,
            )
    return out


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
    return Scored(row.sentence, concrete, mention, label == "named", 0, row.quoted, row.others, given=True)


def _level(
    document: Document,
    outline: Outline,
    element: Element,
    kind: str,
    rows: Sequence[Scored],
    said: Sequence[Scored],
    thresholds: Thresholds,
    least: float,
    verdict: _Verdict | None,
) -> Judgement:
    def evidence(found: Sequence[Scored]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(document.quote(r.sentence.where), r.sentence.where) for r in found[:_MAX_EVIDENCE]
        )

    def make(level: Level, score: float, found: Sequence[Scored], reason: str = "") -> Judgement:
        return Judgement(element.id, element.group, element.title, level, score, evidence(found), reason)

    ranked = sorted((r for r in rows if r.given or is_judged(r.sentence)), key=_rank)
    if found := _covering(ranked, kind, thresholds, least, verdict) or list(said):
        score = max(least, *(r.concrete for r in found)) if verdict is None else verdict.score
        return make("covered", score, found)
    best = max((r.concrete for r in ranked), default=0.0) if verdict is None else verdict.score
    mentions, closest = _mentioning(rows, ranked, thresholds, verdict)
    # Of sentences nearly sure the one that is surest about the element, too.
    nearly = sorted(
        (r for r in ranked if r.concrete >= thresholds.nearly), key=lambda r: -(r.concrete + r.mention)
    )[:1]
    if mentions:
        others = [r for r in mentions if r not in nearly]
        first = not others or any(r.mention >= thresholds.about for r in nearly)
        shown = [*nearly, *others] if first else [*others[:1], *nearly, *others[1:]]
        return make("named", best, shown, why_named(shown[0], outline, thresholds.nearly))
    nearer = [r for r in nearly if r.concrete >= thresholds.nearer] or closest
    return make("missing", best, nearer, _PERHAPS if nearer else "")


def _covering(
    ranked: Sequence[Scored], kind: str, thresholds: Thresholds, least: float, verdict: _Verdict | None
) -> list[Scored]:
    """The sentences that cover an element, the best first; none where it is not covered."""
    sure = [r for r in ranked if r.concrete >= least]
    if verdict is not None and not any(r.given for r in sure):
        # Under the element's own name there is no doubt what a sure deed is about.
        sure = list(sure or ranked[:1]) if verdict.covered else [r for r in sure if r.own_heading == 2]
    # A plan's task is to demand: an element's own heading with content under it is coverage.
    under = [r for r in ranked if r.own_heading] if kind == "plan" else []
    if sum(len(r.sentence.text) for r in under) < thresholds.under_heading:
        under = []
    return sorted({id(r): r for r in [*sure, *under]}.values(), key=_rank)


def _mentioning(
    rows: Sequence[Scored], ranked: Sequence[Scored], thresholds: Thresholds, verdict: _Verdict | None
) -> tuple[list[Scored], list[Scored]]:
    """The sentences that name an element which nothing covers, the best first; where none does, what comes closest."""
    mentions = sorted(
        (r for r in rows if r.phrase or r.mention >= thresholds.named),
        key=lambda r: (-(r.mention + 0.5 * r.phrase), r.sentence.where.paragraph, r.sentence.where.start),
    )
    own = sorted((r for r in rows if r.own_heading), key=_rank)
    closest: list[Scored] = []
    if verdict is not None and not own and not any(r.phrase or r.given for r in mentions):
        # Of a whole paper what one sentence alone suggests is weighed against all the others.
        if verdict.named:
            best = sorted(ranked, key=lambda r: -r.mention)[:1]
            mentions = mentions or [r for r in best if r.mention >= _FAINT]
        elif verdict.ended:  # else more of it may come, and one sentence that names it is enough
            sure = [r for r in mentions if r.mention >= thresholds.surely]
            mentions, closest = sure, mentions[:1]
    if not mentions:
        return own, closest
    if mentions[0].sentence.role == "heading":
        # Words about it stand under the heading: it is they that are too general, not their absence. What only
        # comes next (以上承诺，请监督) says nothing of it: then the heading itself is shown.
        about = [r for r in own if r.phrase or r.mention >= thresholds.named]
        mentions = [*about, *(r for r in mentions if r not in about)]
    return mentions, closest


def _rank(row: Scored) -> tuple[float, int, int]:
    """Best evidence first: sure sentences, those under the element's own name before others."""
    return (
        -(row.concrete + (row.own_heading == 2)),
        row.sentence.where.paragraph,
        row.sentence.where.start,
    )
