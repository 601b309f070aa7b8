"""The sentence shown for an element (要素) that is only named in, why it is no more out, in plain Chinese (理由)."""

from __future__ import annotations

import re

from checker.analysis import Outline, Sentence
from checker.document import Where
from checker.headed import heading_sections
from checker.scoretable import Scored, is_judged
from corpus import DocumentKind
from corpus.wordlists import either

__all__ = ["UNFILLED", "left_open", "why_heading", "why_named"]

UNFILLED = "写了，但句里的空没有填，还不能算写实"

# A line without a number that says who has to do what is no heading, whatever its looks.
_SAYS = re.compile(f"{either('coverage.who')}[^，。]{{0,4}}{either('coverage.has_to')}")
_UNSURE = "写得不够具体或不够肯定，请看这一句"
_NOTHING = "只有口号或表态，没有写明具体做什么"
# What a sentence only opens with says nobody's demand: 按照上级要求，……; 紧密团结在……周围，……; 我要响应号召.
_OPENING = re.compile(
    r"(?:紧密)?团结在[^。；]{0,40}?周围"
    rf"|{either('coverage.follows')}[^，。；：]{{0,40}}{either('coverage.followed')}(?=[，。；]|$)"
    r"|在[^，。；：]{0,30}(?:领导|指引|指导|号召|感召|要求)下"
)
_WHO = either("coverage.bidden")
_MUST = r"(?:要|应|须|必须|应当|不得|不准|严禁)"
_DEMANDS = re.compile(
    rf"(?:要求|号召|倡议)[^，。；：]{{0,4}}(?:{_WHO}|我们|做到|[：，“])"
    rf"|(?:规定|指出|强调|重申|提出)(?:[：，“]|[^，。；：]{{0,8}}{_MUST}|{_WHO})"
    rf"|{_WHO}[^，。；：的]{{0,4}}{_MUST}"
    r"|(?:必须|应|应当)做到|严禁教师|标准[是：]|第[一二三四五六七八九十]+条"
)
_OWN = re.compile("我(?!们)|本人|自己")
_CLAUSE = re.compile("[^，。；]*[，。；]?")
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
        return "标题下没有写这一方面的具体内容" if followed else "只有标题，标题下没有写具体内容"
    opens = _OPENING.search(row.sentence.text)
    if row.quoted and _demands(row.sentence.text):
        return "只是转述要求，没有写自己怎么做"
    if (row.others and not opens) or _tells_of_another(row.sentence, outline):
        return "只是别人的事，没有写自己的做法"
    deed = nearly or (is_judged(row.sentence) and _COUNTED.search(row.sentence.text))
    return _UNSURE if deed else _NOTHING


def left_open(reason: str) -> bool:
    """Whether the reason says that a sentence is too general: of one with a blank the blank says it better."""
    return reason in (_UNSURE, _NOTHING)


def why_heading(where: Where, outline: Outline, kind: DocumentKind | None) -> str:
    """Why it is no more where only the heading of a section comes near it (五、组织领导 near 领导班子好); else ""."""
    heading = next((h for h in outline.headings if h.where == where), None)
    if kind is None or heading is None or not heading_sections(heading.title, kind):
        return ""
    return "没有专门写，最接近的是这一部分，里面也没有写它的具体做法"


def _heading_alone(heading: Sentence, outline: Outline) -> bool:
    """Whether it is a heading and no more: a line that passes for one may say something all the same
    (党员要遵纪守法、弘扬正气。)."""
    return heading.role == "heading" and not (
        not outline.headings[heading.heading].number and _SAYS.search(heading.text)
    )


def _demands(text: str) -> bool:
    """Whether a sentence passes on what others demand, beyond its opening words."""
    rest = _OPENING.sub("", text)
    return bool(_DEMANDS.search("".join(c for c in _CLAUSE.findall(rest) if not _OWN.search(c))))


def _tells_of_another(sentence: Sentence, outline: Outline) -> bool:
    """Whether 他 or 她 does it, a colleague of whom the sentences before have told."""
    if not _OF_ANOTHER.search(sentence.text) or _OWN.search(sentence.text):
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
        and heading.heading in outline.path(s.heading)
        for s in outline.sentences
    )
