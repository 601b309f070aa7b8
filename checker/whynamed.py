"""The sentence shown for an element (要素) that is only named in, why it is no more out, in plain Chinese (理由)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.analysis import Outline, Sentence
from checker.document import Where
from checker.findings import Judgement
from checker.fronts import in_front
from checker.headed import heading_sections
from checker.scoretable import Scored, is_judged
from checker.whosays import asks, cites, opens, own, passes_on, tells_of_another
from corpus import DocumentKind, Element
from corpus.wordlists import either

__all__ = ["UNFILLED", "left_open", "under_its_heading", "why_heading", "why_named"]

UNFILLED = "写了，但句里的空没有填，还不能算写实"
_UNDER_NOTHING = "标题下没有写这一方面的具体内容"
_UNDER_ANOTHERS = "标题下写的像是“{}”方面的事，没有看到这一方面的具体内容，请看一看"

# A line without a number that says who has to do what is no heading, whatever its looks.
_SAYS = re.compile(f"{either('coverage.who')}[^，。]{{0,4}}{either('coverage.has_to')}")
_DEED = 0.5  # from here on it is a deed, of this element or of another, and no slogan
_ITEM = re.compile("[一二三四五六七八九十]+、")
_UNSURE = "写得不够具体或不够肯定，请看这一句"
_NOTHING = "只有口号或表态，没有写明具体做什么"
_PASSED_ON = "只是转述要求，没有写自己怎么做"
_ASKED = "只提了要求，没有写明具体怎么做"
_VAGUE = "只笼统说了不足，没有写明具体的表现"
# 学习方面存在差距: that something is lacking, no more. 补齐不足, 找差距 say what is to be done about it.
_LACKS, _MENDS = (
    re.compile(f"(?<![不知上]){either('coverage.lacks')}(?!的)"),
    re.compile(either("coverage.mends")),
)
# 她教的班年年全乡第一: of whom a sentence before has told. 他人 is nobody in particular.
_OF_ANOTHER = re.compile("(?:^|[，；：、])(?:他|她)(?![人乡山国日])")
_SOMEBODY = re.compile(either("coverage.somebody"))
# 及格率提高到九成 is no slogan, whatever else is wrong with it.
_COUNTED = re.compile(rf"[一两二三四五六七八九十百千\d]+个?{either('coverage.counted')}")


def why_named(row: Scored, outline: Outline, from_here: float) -> str:
    """Why it is no more, by the sentence shown first; `from_here` on it may be concrete, and nobody is told that there
    is nothing."""
    nearly = is_judged(row.sentence) and row.concrete >= from_here
    if not nearly and _heading_alone(row.sentence, outline):
        followed = _stands_under(row.sentence, outline)
        return _UNDER_NOTHING if followed else "只有标题，标题下没有写具体内容"
    text = row.sentence.text
    if (row.quoted and passes_on(text)) or (not nearly and cites(text)):
        return _PASSED_ON
    others = row.others and tells_of_another(text) and not opens(text)
    if others or _tells_of_another(row.sentence, outline):
        return "只是别人的事，没有写自己的做法"
    if row.others and passes_on(text):
        return _PASSED_ON
    if in_front(text, ()) is not None:
        return _NOTHING
    if nearly or (is_judged(row.sentence) and (row.deed >= _DEED or _COUNTED.search(text))):
        return _UNSURE
    if row.quoted and asks(text):
        return _ASKED
    return _VAGUE if _LACKS.search(text) and not _MENDS.search(text) else _NOTHING


def left_open(reason: str) -> bool:
    """Whether the reason says that a sentence is too general: of one with a blank the blank says it better."""
    return reason in (_UNSURE, _NOTHING, _ASKED, _VAGUE)


def why_heading(where: Where, outline: Outline, kind: DocumentKind | None, element: Element) -> str:
    """Why it is no more where only the heading of a section comes near it (五、组织领导 near 领导班子好); else ""."""
    heading = next((h for h in outline.headings if h.where == where), None)
    if kind is None or heading is None or not heading_sections(heading.title, kind):
        return ""
    # 4.学习方面存在不足 names the element: it was written about, if no more than that.
    heads = element.heads if kind.id != "plan" else ()
    if any(word in heading.title for word in (element.title, element.short, *element.phrases, *heads)):
        return ""
    return "没有专门写，最接近的是这一部分，里面也没有写它的具体做法"


def under_its_heading(
    judgement: Judgement, rows: Sequence[Scored], judgements: Sequence[Judgement]
) -> Judgement:
    """A named element with the deed under its own heading that covers another (五、正气：不收礼) and that said: who
    reads that nothing stands there, or a slogan, sees something else."""
    # 二、教学工作 above 三、每月家访两户。: the next item stands beside the heading.
    under = {
        r.sentence.where
        for r in rows
        if r.own_heading and r.sentence.role == "body" and not _ITEM.match(r.sentence.text)
    }
    first = judgement.evidence[0].where
    if judgement.reason != _UNDER_NOTHING and not (left_open(judgement.reason) and first in under):
        return judgement
    for other in judgements:
        shown = next((e for e in other.evidence if e.where in under), None)
        if other.level == "covered" and shown is not None:
            rest = tuple(e for e in judgement.evidence if e.where != shown.where)
            reason = _UNDER_ANOTHERS.format(other.title)
            return replace(judgement, evidence=(shown, *rest[:2]), reason=reason)
    return judgement


def _heading_alone(heading: Sentence, outline: Outline) -> bool:
    """Whether it is a heading and no more: a line that passes for one may say something all the same
    (党员要遵纪守法、弘扬正气。)."""
    return heading.role == "heading" and not (
        not outline.headings[heading.heading].number and _SAYS.search(heading.text)
    )


def _tells_of_another(sentence: Sentence, outline: Outline) -> bool:
    """Whether 他 or 她 does it, a colleague of whom the sentences before have told."""
    if not _OF_ANOTHER.search(sentence.text) or own(sentence.text):
        return False
    at = sentence.where
    return any(
        s.where.paragraph == at.paragraph and s.where.start < at.start and _SOMEBODY.search(s.text)
        for s in outline.sentences
    )


def _stands_under(heading: Sentence, outline: Outline) -> bool:
    """Whether anything is written under a heading, be it under or in deeper headings (items with numbers)."""
    return any(
        s.role in ("body", "heading")
        and s.where != heading.where
        and not _ITEM.match(s.text)
        and heading.heading in outline.path(s.heading)
        for s in outline.sentences
    )
