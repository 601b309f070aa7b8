"""An outline in, which required sections (部分) it has out, each with the heading it was found under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from checker.analysis import Outline, Sentence
from checker.byhand import find_by_hand
from checker.bymeaning import by_meaning, known_lacking
from checker.bysigns import by_signs
from checker.columns import forms_of
from checker.document import Document
from checker.findings import Section
from checker.headed import is_whole
from checker.headwords import PLAIN, head_words
from checker.normal import Normal
from checker.ownsections import pledge, signed, titled
from checker.parts import Paper
from checker.passages import Passage, passages
from corpus import DocumentKind, SectionRule, Standard

__all__ = ["judge_sections", "passages_of"]

_IDEA = "guiding"  # the section of a plan (指导思想) whose words name much and arrange nothing
_AIMED = "content"  # the section of a plan whose first heading (一、目标) says what the plan is for
_STEPS = "phases"  # what is demanded (活动要求) before them is the content, after them how it is led
_AIM = re.compile("目标|目的")
_AIM_SAID = 110  # characters under it that are an aim; more of them are the content
_ARRANGED = "leadership"  # its words (组织实施, 要求) are also a step's
_OPENING = 4  # sentences at the beginning
_FILLED = 4  # characters after a label that make a section: 读书少。


def judge_sections(
    document: Document, normals: Sequence[Normal], outline: Outline, standard: Standard, kind_id: str
) -> tuple[Section, ...]:
    """Each required section of the kind: found or not. Kinds outside the standard have none.

    A section counts as found when it has words of its own; a heading with nothing under it is kept in
    `heading` with `found` false, so that a rule can say "empty" instead of "missing".
    """
    kind = standard.kind(kind_id)
    if kind is None:
        return ()
    paper = Paper.of(document, normals, outline, kind, standard)
    signature = outline.signature
    whole = signature.name_where is not None and signature.date_where is not None
    left = None if whole else find_by_hand(document, normals, outline, standard)
    out = []
    for section in kind.sections:
        if section.by == "title":
            out.append(titled(section, outline))
        elif section.by in ("signature", "date"):
            out.append(signed(section, outline, left))
        elif section.by == "pledge":
            out.append(pledge(section, outline))
        else:
            out.append(_by_words(section, paper))
    sections = _by_demand(_by_aim(tuple(out), paper), paper)
    sections = by_signs(sections, kind, paper, head_words(standard).elements)
    lacking = known_lacking(sections, kind, standard.id)
    if not lacking:
        return sections
    return by_meaning(sections, lacking, _passages(paper, normals, kind), kind, standard.id, document, whole)


def passages_of(
    document: Document, normals: Sequence[Normal], outline: Outline, kind: DocumentKind, standard: Standard
) -> list[Passage]:
    """A paper's passages with the sections of this kind that headings above them name."""
    return _passages(Paper.of(document, normals, outline, kind, standard), normals, kind)


def _passages(paper: Paper, normals: Sequence[Normal], kind: DocumentKind) -> list[Passage]:
    return passages(paper.outline, normals, paper.named, kind, paper.end)


def _by_words(section: SectionRule, paper: Paper) -> Section:
    """The section by its usual words: a heading that has something under it, a label or what its text says.

    A heading with nothing under it is kept for want of better.
    """
    candidates = sorted(
        (n for n, ids in enumerate(paper.named) if section.id in ids),
        key=lambda n: (paper.outline.headings[n].level, n),
    )
    found = _by_heading(section, candidates, paper)
    if found is not None and found.found:
        return found
    return (
        _by_part(section, candidates, paper)
        or _by_label(section, paper)
        or found
        or _by_body(section, paper)
        or Section(section.id, section.title, False)
    )


def _by_heading(section: SectionRule, candidates: Sequence[int], paper: Paper) -> Section | None:
    """Under the first of its headings that is filled, else its first heading, not found."""
    empty: Section | None = None
    upper = 0 < paper.top <= 2
    for n in candidates:
        heading = paper.outline.headings[n]
        free = section.anywhere or section.id == _ARRANGED
        if upper and heading.level > 2 and not free and heading.number:
            continue
        above = {id for h in paper.paths[n][:-1] for id in paper.named[h]}
        if above - {section.id} and not section.anywhere:
            continue  # 组织实施 under 方法步骤 is a step, not the leadership section
        words = paper.document.quote(heading.where)
        if paper.says(n):
            return Section(section.id, section.title, True, words, heading.where)
        if heading.level in (1, paper.top) or not upper:
            empty = empty or Section(section.id, section.title, False, words, heading.where)
    return empty


def _by_part(section: SectionRule, candidates: Sequence[int], paper: Paper) -> Section | None:
    """Under a heading inside another section (（二）原因分析 under 二、存在的问题): it is there, though no part of its own.

    3.步骤 says too little.
    """
    for n in candidates:
        heading = paper.outline.headings[n]
        plain = heading.level <= 2 or len(heading.title) >= PLAIN
        if plain and section.id != _ARRANGED and is_whole(heading.title, section) and paper.says(n):
            words = paper.document.quote(heading.where)
            return Section(section.id, section.title, True, words, heading.where)
    return None


def _by_label(section: SectionRule, paper: Paper) -> Section | None:
    """By 整改措施：每周…… of a list that gives each fault its own remedy, wherever it stands."""
    label = _label_pattern(section)
    if label is None:
        return None
    sentences = paper.outline.sentences
    for n in paper.labelled:
        s = sentences[n]
        m = label.match(s.text)
        if m and (m.end() < len(s.text) or any(a.role == "body" for a in sentences[n + 1 : n + 2])):
            return Section(section.id, section.title, True, "", s.where)
    return None


def _by_body(section: SectionRule, paper: Paper) -> Section | None:
    """By what only its text says, in a sentence or a filled form."""
    pattern = _body_pattern(section)
    if pattern is None:
        return None
    for n, s in enumerate(paper.outline.sentences):
        # A form's first line (姓名：… 入党时间：…) holds the signer's name and tells who he is.
        told = s.role == "body" or s.role == "signature" and n < _OPENING
        if not told or s.where.paragraph >= paper.end or not pattern.search(s.text):
            continue
        owners = {id for h in _above(paper, s, section) for id in paper.named[h]}
        if owners - {section.id} and (not section.anywhere or owners == {_IDEA}):
            continue  # 以师德建设为抓手 in the guiding idea is no carrier
        return Section(section.id, section.title, True, "", s.where)
    for text, where in forms_of(paper.document):
        if where.paragraph < paper.end and pattern.search(text):
            return Section(section.id, section.title, True, "", where)
    return None


def _above(paper: Paper, s: Sentence, section: SectionRule) -> Sequence[int]:
    """The headings that a sentence stands under when it is asked whether it is of this section.

    A label with its text in its own line (病根：放松了改造。) is done with that line: what comes after it may be another
    section. Of a plan's sections, whose words stand anywhere, it is not.
    """
    above = paper.paths[s.heading]
    if section.anywhere or not above:
        return above
    last = paper.outline.headings[above[-1]]
    return above[:-1] if last.run_in and s.where.paragraph > last.where.paragraph else above


def _by_aim(sections: tuple[Section, ...], paper: Paper) -> tuple[Section, ...]:
    """The idea of a plan that opens with its aim (一、目标 二、内容; 一、目的 二、载体) is that aim."""
    tops = _tops(paper)
    if len(tops) < 2:
        return sections
    first = tops[0]
    aim = paper.named[first] == (_AIMED,) and _AIM.search(paper.outline.headings[first].title)
    if not aim or paper.filled[first] > _AIM_SAID or not paper.says(first):
        return sections
    return _given(sections, _IDEA, first, paper)


def _by_demand(sections: tuple[Section, ...], paper: Paper) -> tuple[Section, ...]:
    """What a plan demands before its steps (二、活动要求 三、活动步骤) is its content."""
    tops = _tops(paper)
    steps = next((n for n in tops if _STEPS in paper.named[n]), 0)
    for n in tops:
        title = paper.outline.headings[n].title
        if n < steps and paper.named[n] == (_ARRANGED,) and title.endswith("要求") and paper.says(n):
            return _given(sections, _AIMED, n, paper)
    return sections


def _tops(paper: Paper) -> list[int]:
    return [n for n, h in enumerate(paper.outline.headings) if h.level == paper.top]


def _given(sections: tuple[Section, ...], id: str, heading: int, paper: Paper) -> tuple[Section, ...]:
    """The sections, this one found under a heading unless something of it was found before."""
    where = paper.outline.headings[heading].where
    return tuple(
        Section(id, s.title, True, paper.document.quote(where), where)
        if s.id == id and not s.found and s.where is None
        else s
        for s in sections
    )


@lru_cache(maxsize=64)
def _label_pattern(section: SectionRule) -> re.Pattern[str] | None:
    """A sentence that opens with a heading of the section and a colon, and goes on (处方：补学七篇笔记)."""
    words = "|".join(re.escape(w.lstrip("=")) for w in section.headings)
    return re.compile(rf"(?:{words})：(?!\s*[\dXx])(?:[^：]{{{_FILLED},}}|$)") if words else None


@lru_cache(maxsize=64)
def _body_pattern(section: SectionRule) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in section.body)) if section.body else None
