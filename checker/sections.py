"""An outline in, which required sections (部分) it has out, each with the heading it was found under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from checker.analysis import Heading, Outline, Sentence
from checker.byhand import find_by_hand
from checker.bymeaning import by_meaning, known_lacking
from checker.columns import forms_of
from checker.document import Document
from checker.findings import Section
from checker.headed import is_whole, section_signs
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
_SIGNS_SHOW, _SIGNS_HERE = 2.0, 1.0  # of a passage that shows a section, and of one in the section's place
_SENTENCES_SHOW = 3.0  # signs in sentences here and there that show a section together
_ELEMENTS = 3  # headings that name elements, from which on a paper goes by them
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
            out.append(_by_heading(section, paper))
    sections = _by_demand(_by_aim(tuple(out), paper), paper)
    sections = _by_signs(sections, kind, paper, head_words(standard).elements)
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


def _by_heading(section: SectionRule, paper: Paper) -> Section:
    outline, named, paths = paper.outline, paper.named, paper.paths
    empty: Section | None = None
    upper = 0 < paper.top <= 2
    candidates = sorted(
        (n for n, ids in enumerate(named) if section.id in ids),
        key=lambda n: (outline.headings[n].level, n),
    )
    for n in candidates:
        heading = outline.headings[n]
        if (
            upper
            and heading.level > 2
            and not section.anywhere
            and section.id != _ARRANGED
            and heading.number
        ):
            continue
        above = {id for h in paths[n][:-1] for id in named[h]}
        if above - {section.id} and not section.anywhere:
            continue  # 组织实施 under 方法步骤 is a step, not the leadership section
        words = paper.document.quote(heading.where)
        if paper.says(n):
            return Section(section.id, section.title, True, words, heading.where)
        if heading.level in (1, paper.top) or not upper:
            empty = empty or Section(section.id, section.title, False, words, heading.where)
    for n in candidates:
        # （二）原因分析 under 二、存在的问题 is there, though it is no part of its own; 3.步骤 says too little.
        heading = outline.headings[n]
        plain = heading.level <= 2 or len(heading.title) >= PLAIN
        if plain and section.id != _ARRANGED and is_whole(heading.title, section) and paper.says(n):
            return Section(
                section.id, section.title, True, paper.document.quote(heading.where), heading.where
            )
    label = _label_pattern(section)
    for n in paper.labelled:
        # 整改措施：每周…… of a list that gives each fault its own remedy, wherever it stands.
        s = outline.sentences[n]
        if label is None or not (m := label.match(s.text)):
            continue
        after = outline.sentences[n + 1 : n + 2]
        if m.end() < len(s.text) or any(a.role == "body" for a in after):
            return Section(section.id, section.title, True, "", s.where)
    pattern = _body_pattern(section)
    if pattern is not None and empty is None:
        for n, s in enumerate(outline.sentences):
            # A form's first line (姓名：… 入党时间：…) holds the signer's name and tells who he is.
            told = s.role == "body" or s.role == "signature" and n < _OPENING
            if not told or s.where.paragraph >= paper.end or not pattern.search(s.text):
                continue
            owners = {id for h in paths[s.heading] for id in named[h]}
            if owners - {section.id} and (not section.anywhere or owners == {_IDEA}):
                continue  # 以师德建设为抓手 in the guiding idea is no carrier
            return Section(section.id, section.title, True, "", s.where)
        for text, where in forms_of(paper.document):
            if where.paragraph < paper.end and pattern.search(text):
                return Section(section.id, section.title, True, "", where)
    return empty or Section(section.id, section.title, False)


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


def _by_signs(
    sections: tuple[Section, ...], kind: DocumentKind, paper: Paper, elements: tuple[str, ...]
) -> tuple[Section, ...]:
    """Sections not found by their usual words, found by what a passage says (“二、我这面镜子”, or no heading).

    Only passages that belong to no other section are asked, and each goes to the section whose signs
    it shows most, so that a text without, say, causes is still told so. What stands under the elements' own
    names (一、带头服务群众方面), one after the other, is one passage.
    """
    wanted = {s.id: s for s in kind.sections if s.signs}
    lacking = [s.id for s in sections if s.id in wanted and not s.found and s.where is None]
    if not lacking:
        return sections
    outline, named = paper.outline, paper.named
    top = min((h.level for h in outline.headings if h.level <= 2), default=0)
    by_element = [n for n, h in enumerate(outline.headings) if _names_element(h, elements) and h.level == top]
    passages: dict[tuple[str, int], list[Sentence]] = {}
    for s in outline.sentences:
        if s.role not in ("body", "heading") or s.where.paragraph >= paper.end:
            continue
        path = paper.paths[s.heading]
        if any(id in wanted for h in path for id in named[h]):
            continue
        tops = [h for h in path if outline.headings[h].level == top]
        if top and not tops and kind.own and not path:
            continue  # what a plan with headings says before the first one is its occasion, whatever it names
        key = (
            ("heading", tops[-1] if tops else path[0])
            if top and (tops or kind.own)
            else ("paragraph", s.where.paragraph)
        )
        if key[0] == "heading" and key[1] in by_element and len(by_element) >= _ELEMENTS:
            key = ("heading", by_element[0])
        passages.setdefault(key, []).append(s)
    best: dict[str, tuple[float, Section]] = {}
    stands = (
        {}
        if kind.own
        else _by_place(sections, lacking, [at for how, at in passages if how == "heading"], paper)
    )
    for (how, at), sentences in passages.items():
        text = "".join(s.text for s in sentences if s.role == "body")
        if len(text) < 12:
            continue
        scores = {id: section_signs(section, text) for id, section in wanted.items()}
        id = max(scores, key=lambda i: (scores[i], i in lacking))
        least = _SIGNS_HERE if how == "heading" and stands.get(at) == id else _SIGNS_SHOW
        if id not in lacking or scores[id] < least or id in best and best[id][0] >= scores[id]:
            continue
        where = outline.headings[at].where if how == "heading" else sentences[0].where
        words = paper.document.quote(where) if how == "heading" else ""
        best[id] = (scores[id], Section(id, wanted[id].title, True, words, where))
    rest = [id for id in lacking if id not in best]
    if rest:
        spoken = [s for sentences in passages.values() if len(sentences) > 1 for s in sentences]
        best |= {
            id: (0.0, Section(id, wanted[id].title, True, "", s.where))
            for id, s in _spoken(rest, wanted, spoken)
        }
    return tuple(best[s.id][1] if s.id in best else s for s in sections)


def _by_place(
    sections: tuple[Section, ...], lacking: list[str], unknown: list[int], paper: Paper
) -> dict[int, str]:
    """The section that each unknown heading stands in the place of, when there are as many as sections lacking.

    (一、基本情况 二、我是谁 三、原因 四、措施: the second is the problems' where it tells any.)
    """
    if len(unknown) != len(lacking):
        return {}
    order = [s.id for s in sections]
    places = {s.id: s.where.paragraph for s in sections if s.where is not None}
    found = dict(
        zip(lacking, (paper.outline.headings[n].where.paragraph for n in sorted(unknown)), strict=True)
    )
    places |= found
    walk = [places[id] for id in order if id in places]
    return dict(zip(sorted(unknown), lacking, strict=True)) if walk == sorted(walk) else {}


def _names_element(heading: Heading, elements: tuple[str, ...]) -> bool:
    return any(e in heading.title for e in elements)


def _spoken(
    lacking: list[str], wanted: dict[str, SectionRule], sentences: list[Sentence]
) -> Iterator[tuple[str, Sentence]]:
    """Sections that sentences here and there show together, each speaking for one, with the plainest of them.

    So a passage may tell several at once: a whole self-examination in one paragraph.
    """
    for id in lacking:
        shown: list[tuple[float, Sentence]] = []
        for s in sentences:
            score = section_signs(wanted[id], s.text)
            if score and all(section_signs(r, s.text) < score for i, r in wanted.items() if i != id):
                shown.append((score, s))
        if sum(score for score, _ in shown) >= _SENTENCES_SHOW:
            yield id, max(shown, key=lambda x: x[0])[1]


@lru_cache(maxsize=64)
def _label_pattern(section: SectionRule) -> re.Pattern[str] | None:
    """A sentence that opens with a heading of the section and a colon, and goes on (处方：补学七篇笔记)."""
    words = "|".join(re.escape(w.lstrip("=")) for w in section.headings)
    return re.compile(rf"(?:{words})：(?!\s*[\dXx])(?:[^：]{{{_FILLED},}}|$)") if words else None


@lru_cache(maxsize=64)
def _body_pattern(section: SectionRule) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in section.body)) if section.body else None
