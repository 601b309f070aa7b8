"""An analysed document in, every piece of its text with what it was taken for out (逐句标记)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from msgspec import structs

from checker.analysis import Analysis
from checker.byhand import find_by_hand
from checker.coverage import Scored, corrected, score_sentences
from checker.dates import iso, said
from checker.document import Document, Where
from checker.examples import Examples
from checker.findings import Finding, Judgement
from checker.papermodel import paper_of
from checker.places import places, plain_place
from checker.scoretable import is_judged
from checker.sureness import LOOK, Border, border_of, less_sure, sure_of_kind, sureness
from checker.whynamed import UNFILLED

__all__ = ["HOW_NAMES", "HOW_TO_READ", "Explanation", "Mark", "MarkedParagraph", "Piece", "explain"]

How = Literal["covered", "unsure", "named", "missing"]
HOW_NAMES: dict[str, str] = {"covered": "写实", "unsure": "像写实", "named": "提到", "missing": "不算"}
# What the marks mean, in plain words; the terminal and the page say the same.
HOW_TO_READ = (
    ("写实", "这一句写了这个要素的具体做法、有内容的承诺或自我批评。"),
    ("像写实", "单独看像是写实，没有算；括号里是为什么没有算。"),
    ("提到", "只有名称或口号，只是要求或笼统的不足，或只是别人的事；或者句里的空没有填。"),
    (
        "把握",
        "程序对这一判断有多肯定，分很有把握、较有把握、拿不准（请人看），按离各自的门槛多远分，哪个要素、多长的材料都一样。"
        "不是得分，也不说明写得好不好。要素的把握看全文：几句都写到的，可以比一句的高；全文看下来不那么肯定的，句子也跟着低，不会比要素的高。",
    ),
    ("★", "判定要素时依据的句子。"),
    (
        "本局范例",
        "这一句，或几乎相同的一句，审查人在汇总表里更正过（checker learn），照更正判，不看程序的把握。",
    ),
)
_TAUGHT = "本局范例"
_ROLES = {
    "title": "标题",
    "heading": "小标题",
    "signature": "落款",
    "template": "模板提示语",
}
_WORDS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sentence was taken for with one element (要素).

    `why` says in a few words how sure that is, or what it rests on, or why it is no more; "" where there is nothing
    to say. `given`: a reviewer taught it (本局范例).
    """

    element: str
    short: str
    how: How
    why: str = ""
    given: bool = False

    @property
    def words(self) -> str:
        """The mark as it is shown: 学习提高 写实（很有把握）."""
        return f"{self.short} {HOW_NAMES[self.how]}" + (f"（{self.why}）" if self.why else "")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or text between sentences; `role` is its Chinese name, "" for plain text.

    `best` says that some element's level rests on it; `findings` are numbers in `Explanation.findings`.
    """

    text: str
    where: Where
    role: str = ""
    marks: tuple[Mark, ...] = ()
    best: bool = False
    findings: tuple[int, ...] = ()

    @property
    def how(self) -> str:
        """The strongest of its marks, "" without one."""
        hows = {mark.how for mark in self.marks}
        return next((how for how in HOW_NAMES if how in hows), "")


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """One paragraph of the document: its automatic number, its place as it is said (第3段, 文本框里第1段), and its
    pieces, in order."""

    index: int
    number: str
    place: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything `checker explain` shows of one document; `kind` and `sure` say how sure it is in words, of the kind
    and of each element's level."""

    analysis: Analysis
    kind: str
    sure: dict[str, str]
    findings: tuple[Finding, ...]
    paragraphs: tuple[MarkedParagraph, ...]
    places: Mapping[int, str]

    @property
    def taught(self) -> int:
        """How many sentences were judged by 本局范例."""
        return sum(any(m.given for m in piece.marks) for p in self.paragraphs for piece in p.pieces)

    @property
    def signed(self) -> tuple[str, str]:
        """The name and the day of the signature, or that they are left for a pen, "" where there is none."""
        a = self.analysis
        left = find_by_hand(a.document, a.normals, a.outline, a.standard)
        name = a.outline.signature.name or (left.how if left is not None and left.name else "")
        day = a.outline.signature.date_text
        # A day that is none of the calendar (3月19日 without its year) is shown as it is written.
        return name, said(iso(day, a.date)) or day or ("留着手写" if left is not None and left.day else "")


def explain(analysis: Analysis, findings: Iterable[Finding], examples: Examples | None = None) -> Explanation:
    """The explanation of an analysis and its findings; `examples` must be those it was made with."""
    kind = analysis.standard.kind(analysis.kind)
    findings = tuple(findings)
    paper = paper_of(analysis.outline, analysis.standard, analysis.kind)
    elements = analysis.standard.elements_of(analysis.kind)
    borders = {e.id: border_of(analysis.standard.id, e, paper) for e in elements}
    scored = score_sentences(analysis.outline, analysis.standard, analysis.kind)
    if examples:
        scored = corrected(scored, analysis.document, analysis.standard, examples)
    marks = _marks(analysis, scored, borders)
    best = {e.where for j in analysis.judgements for e in j.evidence}
    stands = _places(analysis.document)
    return Explanation(
        analysis,
        f"{kind.title}（{sure_of_kind(analysis.kind_score)}）" if kind else "看不出是哪一种",
        {j.id: _sure(j, scored[j.id], borders[j.id]) for j in analysis.judgements},
        findings,
        tuple(_paragraphs(analysis, marks, best, findings, stands)),
        stands,
    )


def _places(document: Document) -> dict[int, str]:
    """Where each paragraph stands, short: of the text's own paragraphs the number will do."""
    found = places(document)
    return {
        p.index: (found.get(p.index) or plain_place(p.part, p.index)).removeprefix("正文").replace(" ", "")
        for p in document.paragraphs
    }


def _marks(
    analysis: Analysis, scored: dict[str, list[Scored]], borders: dict[str, Border]
) -> dict[Where, tuple[Mark, ...]]:
    """The marks of every sentence that has one, in the standard's order of elements."""
    judgements = {j.id: j for j in analysis.judgements}
    out: dict[Where, list[Mark]] = {}
    for element in analysis.standard.elements_of(analysis.kind):
        judgement = judgements[element.id]
        rests = {e.where for e in judgement.evidence}
        for row in scored[element.id]:
            where = row.sentence.where
            found = _how(row, judgement, where in rests, borders[element.id])
            if judgement.reason == UNFILLED and where in rests and not row.given:
                found = "named", "空没有填"
            if found is not None:
                mark = Mark(element.id, element.short, *found, row.given)
                out.setdefault(where, []).append(mark)
    return {where: tuple(found) for where, found in out.items()}


def _how(row: Scored, judgement: Judgement, rests: bool, border: Border) -> tuple[How, str] | None:
    """What a sentence was taken for with an element so judged, and `Mark.why`; None when it is not about it.

    It is never surer than the paper is of the element: one word, wherever it stands.
    """
    level = judgement.level
    if row.given:
        return "covered" if row.concrete else "named" if row.mention else "missing", _TAUGHT
    enough = row.concrete >= border.sentence
    if level == "covered" and rests and not enough:
        return "covered", "凭小标题" if row.own_heading else "合全文看"
    if enough or row.concrete >= border.nearly:
        if not is_judged(row.sentence):
            return "unsure", "短标题不单独算"
        if enough and level == "covered":
            own = sureness(row.concrete, border.sentence)
            return "covered", less_sure(own, border.of_level(judgement.score, True))
        if enough:
            return "unsure", "放在全文里看还不够"
        return "unsure", "像是家长、学生写的" if border.outsiders else "不够肯定"
    if rests or row.mention >= border.named or row.phrase:
        return "named", "太少，没有算" if level == "missing" else ""
    return None


def _sure(judgement: Judgement, rows: Sequence[Scored], border: Border) -> str:
    """How sure a level is, in words; a sentence that looks otherwise by itself makes it unsure."""
    rests = {e.where for e in judgement.evidence}
    if any(r.given and r.sentence.where in rests for r in rows):
        return _TAUGHT
    left = (
        rests if judgement.reason == UNFILLED else ()
    )  # nothing in them is sure but that their blanks are blank
    enough = [r for r in rows if r.concrete >= border.sentence and r.sentence.where not in left]
    if judgement.level != "covered":
        return f"{LOOK}：有一句单独看像写实" if enough else border.of_level(judgement.score, False)
    alone = [sureness(r.concrete, border.sentence) for r in enough if is_judged(r.sentence)]
    if not alone:
        return LOOK
    sure = border.of_level(judgement.score, True)
    return (
        f"{LOOK}：有一句单独看很清楚，放在全文里看不那么肯定" if sure == LOOK and {*alone} != {LOOK} else sure
    )


def _paragraphs(
    analysis: Analysis,
    marks: dict[Where, tuple[Mark, ...]],
    best: set[Where],
    findings: tuple[Finding, ...],
    stands: Mapping[int, str],
) -> Iterator[MarkedParagraph]:
    sentences: dict[int, list[tuple[Where, str]]] = {}
    for s in analysis.outline.sentences:
        sentences.setdefault(s.where.paragraph, []).append((s.where, s.role))
    spots = [(n, f.where) for n, f in enumerate(findings) if f.where is not None]

    def piece(text: str, where: Where, role: str) -> Piece:
        words = text[where.start : where.end]
        named = _ROLES.get(role, "")
        if not role and words.strip():
            named = "网站用语" if analysis.is_chrome(where) else ""
        hits = tuple(n for n, w in spots if _touches(w, where))
        return Piece(words, where, named, marks.get(where, ()), where in best, hits)

    def between(text: str, where: Where, pieces: list[Piece]) -> None:
        """Add what stands between sentences; a sign alone (带头学习提高：) goes with the words before it."""
        if pieces and not _WORDS.search(text[where.start : where.end]):
            last = pieces.pop()
            longer = piece(text, structs.replace(last.where, end=where.end), "")
            pieces.append(replace(last, text=longer.text, where=longer.where, findings=longer.findings))
        else:
            pieces.append(piece(text, where, ""))

    for paragraph in analysis.document.paragraphs:
        text = paragraph.text
        if not text.strip():
            continue
        pieces: list[Piece] = []
        at = 0
        for where, role in sorted(sentences.get(paragraph.index, ()), key=lambda x: x[0].start):
            if where.start > at:
                between(text, Where(paragraph.part, paragraph.index, at, where.start), pieces)
            if where.end > max(at, where.start):
                pieces.append(piece(text, where, role))
                at = where.end
        if at < len(text):
            between(text, Where(paragraph.part, paragraph.index, at, len(text)), pieces)
        yield MarkedParagraph(paragraph.index, paragraph.number, stands[paragraph.index], tuple(pieces))


def _touches(one: Where, other: Where) -> bool:
    return (
        one.paragraph == other.paragraph
        and one.start < other.end
        and other.start < max(one.end, one.start + 1)
    )
