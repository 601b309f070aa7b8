"""Sentences of a standard that has no classifier of its own in, probabilities per element out (按线索判断).

What a sentence is about comes from the standard's own data: the element's name above it or in front of it,
the cues (线索) of the element in it, and what the packaged classifier says of elements it resembles (`near`).
How concrete it is comes from that classifier's label "deed": it holds for any element and needs no training.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.headed import heads_section
from checker.language import SentenceModel, load_model
from corpus import Element, Standard, element_titles, standard_names

if TYPE_CHECKING:
    from checker.analysis import Outline, Sentence

__all__ = ["BASE", "cue_scores", "strip_names"]

BASE = "chuangxianzhengyou"  # whose classifier lends its label "deed"
_DEED = "deed"
# How much of a deed's probability counts for an element: the sentence stands under its name, its cues are
# the clearest in the sentence, other elements' cues are clearer, or it stands under another element's name.
_TOPIC, _CLEAR, _FAINT, _ELSEWHERE = 1.0, 1.0, 0.6, 0.3
# What a near element's probability weighs beside one cue, the least that says anything, and how much
# clearer another element must be.
_NEAR, _LEAST, _MARGIN = 0.9, 0.75, 0.5
_MENTION = 0.9
_EMPTY, _SHORT = 0.3, 14
# Under an element's own name there is no doubt what a sentence is about: it need not be so clearly a deed.
_DEED_UNDER_NAME, _SURE = 0.2, 0.85
# 政治忠诚方面：… names what the rest of its paragraph is about.
_LEAD_IN = re.compile(r"[^。；：，？！]{2,30}[：。，]")


def strip_names(text: str, standard: Standard) -> str:
    """`text` without other campaigns' element names: they say nothing of this one (别的“五带头”不算).

    Names with their 带头 go wherever they stand; without it only in a row of three or more.

    >>> from corpus import load_standard
    >>> strip_names("做到带头敬畏人民、敬畏组织、敬畏法纪，每周家访。", load_standard(BASE))
    '做到，每周家访。'
    """
    words, pattern = _foreign(standard)
    # Looking for the words first is much faster: hardly any text has one.
    return pattern.sub("", text) if any(w in text for w in words) else text


@lru_cache(maxsize=8)
def _foreign(standard: Standard) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Other campaigns' element names without their 带头, and the expression for what is left out."""
    own = {e.title for e in standard.elements}
    titles = {
        title
        for name in standard_names()
        if name != standard.id
        for title in element_titles(name)
        if title.startswith("带头") and title not in own
    }
    if not titles:
        return (), re.compile("(?!)")
    ordered = sorted(titles, key=lambda t: (-len(t), t))
    short = "|".join(f"(?:带头)?{re.escape(t.removeprefix('带头'))}" for t in ordered)
    row = rf"(?:{short})(?:[、，和及与]+(?:{short})){{2,}}"
    pattern = re.compile(rf"(?:{row}|{'|'.join(map(re.escape, ordered))})[、和及与]?")
    return tuple(t.removeprefix("带头") for t in ordered), pattern


def cue_scores(
    outline: Outline, standard: Standard, kind: str, sentences: Sequence[Sentence], texts: Sequence[str]
) -> dict[str, tuple[list[float], list[float]]]:
    """For each element, (concrete, mention) probabilities of `sentences`, whose words to judge are `texts`."""
    deeds, near = _classified(standard, kind, texts)
    topics = _topics(outline, standard, sentences, deeds)
    signs = {
        e.id: [_hits(e, t) + _NEAR * p for t, p in zip(texts, near[e.id], strict=True)]
        for e in standard.elements
    }
    most = [max(signs[e.id][n] for e in standard.elements) for n in range(len(texts))]
    # 整改措施, 存在的问题: a section's own heading is about no element.
    plain = [
        s.role == "heading" and heads_section(t, standard.kinds)
        for s, t in zip(sentences, texts, strict=True)
    ]
    out = {}
    for element in standard.elements:
        concrete, mention = [], []
        for n, (sentence, deed) in enumerate(zip(sentences, deeds, strict=True)):
            sign, topic = signs[element.id][n], topics[n]
            if plain[n]:
                share, said = 0.0, 0.0
            elif element.id in topic:
                deed = _SURE + (1 - _SURE) * deed if deed >= _DEED_UNDER_NAME else deed
                share, said = _TOPIC, _MENTION
            elif sign < _LEAST:
                share, said = 0.0, 0.0
            elif topic:
                share, said = _ELSEWHERE, 0.0
            else:
                share, said = (_CLEAR if sign >= most[n] - _MARGIN else _FAINT), _MENTION
            concrete.append(deed * share if sentence.role == "body" else 0.0)
            mention.append(said if len(texts[n]) >= 2 else 0.0)
        out[element.id] = (concrete, mention)
    return out


def _classified(
    standard: Standard, kind: str, texts: Sequence[str]
) -> tuple[list[float], dict[str, list[float]]]:
    """How surely each sentence says something concrete, and how near it is to each element."""
    model: SentenceModel | None = load_model(BASE)
    none = [0.0] * len(texts)
    if model is None or _DEED not in model.labels:
        return none, {e.id: none for e in standard.elements}
    scores = model.scores([(t, "") for t in texts], kind)
    column = {label: scores[:, n].tolist() for n, label in enumerate(model.labels)}
    near = {
        e.id: [max(p) for p in zip(none, *(column.get(f"{n}.any", none) for n in e.near), strict=True)]
        for e in standard.elements
    }
    return column[_DEED], near


def _topics(
    outline: Outline, standard: Standard, sentences: Sequence[Sentence], deeds: Sequence[float]
) -> list[frozenset[str]]:
    """The elements each sentence stands under by name: a heading above it, or words that open its paragraph."""
    headings = [_named(standard, h.title) or _implied(standard, h.title) for h in outline.headings]
    out: list[frozenset[str]] = []
    lead: frozenset[str] = frozenset()
    place = -1
    for s, deed in zip(sentences, deeds, strict=True):
        if s.role == "heading" or s.where.paragraph != place:
            lead = frozenset()
        place = s.where.paragraph
        opening = _LEAD_IN.match(s.text)
        if s.role == "body" and opening:
            lead = _named(standard, opening[0]) or lead
            # 三是群众观念淡。: a short clause that tells of no deed says what the next sentences are about.
            if deed < _EMPTY and len(s.text) <= _SHORT:
                lead = _named(standard, s.text) or _implied(standard, s.text) or lead
        above = next(
            (headings[h] for h in reversed(outline.path(s.heading)) if headings[h]), frozenset[str]()
        )
        out.append(lead or above)
    return out


def _named(standard: Standard, words: str) -> frozenset[str]:
    """The elements whose name or phrases stand in `words`; a heading that names most of them is about none."""
    found = frozenset(e.id for e in standard.elements if any(p in words for p in (e.title, *e.phrases)))
    return found if len(found) <= 2 else frozenset()


@lru_cache(maxsize=2048)
def _implied(standard: Standard, words: str) -> frozenset[str]:
    """The one element whose cues stand in a heading (监督责任落实不力); none for a section's heading."""
    if heads_section(words, standard.kinds):
        return frozenset()
    hits = {e.id: _hits(e, words) for e in standard.elements}
    most = max(hits.values(), default=0)
    best = [id for id, count in hits.items() if count == most]
    return frozenset(best) if most and len(best) == 1 else frozenset()


def _hits(element: Element, text: str) -> int:
    """How many of the element's cues stand in the text."""
    return sum(1 for p in _cues(element) if p.search(text))


@lru_cache(maxsize=256)
def _cues(element: Element) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(c) for c in element.cues)
