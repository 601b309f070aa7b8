"""Headings in, which sections (部分) they name and how much stands under each out; the signs a passage shows."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from checker.analysis import Outline
from corpus import DocumentKind, SectionRule

__all__ = ["filled_under", "heading_sections", "section_signs", "settled"]

_OF = re.compile("(?<!目)的")  # 存在的问题 is 存在问题, 目的 is no 目


@lru_cache(maxsize=4096)
def heading_sections(title: str, kind: DocumentKind) -> tuple[str, ...]:
    """Ids of the sections a heading names, longest words first; one heading may name two (问题及原因).

    A word inside a longer word of another section does not count: 目标要求 is no 要求.
    """
    title = _OF.sub("", title)
    hits = []
    for word, exact, id in _heading_words(kind):
        # Words of two characters (原因, 要求) say little in a long heading.
        if word not in title or len(word) <= 2 and len(title) > 14 or exact and title != word:
            continue
        at = title.index(word)
        hits.append((at, at + len(word), id))
    kept: dict[str, None] = {}
    for a, b, id in sorted(hits, key=lambda h: (h[0] - h[1], h[0])):
        if not any(o[0] <= a and b <= o[1] and o[2] != id and o[1] - o[0] > b - a for o in hits):
            kept[id] = None
    return tuple(kept)


@lru_cache(maxsize=64)
def _heading_words(kind: DocumentKind) -> tuple[tuple[str, bool, str], ...]:
    """(word, whether the heading must be just it, section id) of a kind's accepted headings."""
    return tuple(
        (_OF.sub("", word.lstrip("=")), word.startswith("="), section.id)
        for section in kind.sections
        for word in section.headings
    )


def settled(named: list[tuple[str, ...]], kind: DocumentKind, outline: Outline) -> list[tuple[str, ...]]:
    """Headings by words that two sections share (主要表现, 目的) are the section's whose signs stand under them.

    Words of two sections in one heading (问题及原因) name both.
    """
    shared = _shared_words(kind)
    if not shared:
        return named
    rules = {s.id: s for s in kind.sections}
    doubtful = {
        n: ids
        for n, heading in enumerate(outline.headings)
        if len(ids := [i for i in named[n] if any(w in heading.title and i in s for w, s in shared.items())])
        > 1
    }
    under: dict[int, list[str]] = {n: [] for n in doubtful}
    for s in outline.sentences if doubtful else ():
        for h in outline.path(s.heading) if s.role == "body" else ():
            if h in under:
                under[h].append(s.text)
    times = Counter(i for ids in named for i in ids)
    out = list(named)
    for n, ids in doubtful.items():
        text = "".join(under[n])
        # One that no other heading names comes first: 要求 after 创建标准 is about leadership.
        best = max(ids, key=lambda i: (times[i] == 1, section_signs(rules[i], text), i == named[n][0]))
        out[n] = tuple(i for i in named[n] if i == best or i not in ids)
    return out


@lru_cache(maxsize=64)
def _shared_words(kind: DocumentKind) -> dict[str, frozenset[str]]:
    """Heading words that more than one section of the kind has, with the ids of those."""
    of: dict[str, set[str]] = {}
    for word, _, id in _heading_words(kind):
        of.setdefault(word, set()).add(id)
    return {w: frozenset(ids) for w, ids in of.items() if len(ids) > 1}


def filled_under(outline: Outline, named: list[tuple[str, ...]]) -> list[int]:
    """How many characters of body stand under each heading, deeper headings included."""
    own = [0] * len(outline.headings)
    owner = _owners(outline, named)
    for s in outline.sentences:
        if s.heading < 0 or s.role == "signature":
            continue
        path = outline.path(s.heading)
        if path[0] in owner:
            own[owner[path[0]]] += len(s.text)
        if s.role == "body":
            for h in path:
                own[h] += len(s.text)
        elif s.role == "heading" and not s.text.endswith("方面"):
            # A deeper heading is content of the headings above it (a list of problems as headings); a mere
            # label such as （一）学习提高方面 is none.
            for h in path[:-1]:
                own[h] += len(s.text)
    return own


def _owners(outline: Outline, named: list[tuple[str, ...]]) -> dict[int, int]:
    """Which bare heading the headings after it belong to although they look no deeper.

    (一、主要问题 with nothing under it, then 一、学习不紧。 三、感情不深。: the number begins anew.)
    """
    inside = {h for s in outline.sentences if s.role == "body" for h in outline.path(s.heading)}
    owners: dict[int, int] = {}
    bare = -1
    for n, heading in enumerate(outline.headings):
        if len(outline.path(n)) > 1:
            continue
        if named[n]:
            bare = -1 if n in inside else n
        elif (
            bare >= 0
            and heading.level == outline.headings[bare].level
            and (bare != n - 1 or heading.value == 1)
        ):
            owners[n] = bare
        else:
            bare = -1
    return owners


def section_signs(section: SectionRule, text: str) -> float:
    """How many different signs of the section the text shows, a little more for repeated ones."""
    counts = [len(p.findall(text)) for p in _sign_patterns(section)]
    return sum(min(c, 3) ** 0.5 for c in counts if c)


@lru_cache(maxsize=64)
def _sign_patterns(section: SectionRule) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in section.signs)
