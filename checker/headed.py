"""Headings in, which sections (部分) they name and how much stands under each out; the signs a passage shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.analysis import Outline
from checker.wordsearch import WordSearch
from corpus import DocumentKind, SectionRule, Standard

__all__ = [
    "Paths",
    "filled_under",
    "heading_sections",
    "heads_section",
    "is_whole",
    "naming",
    "paths_of",
    "section_signs",
    "settled",
]

# The headings above each heading and itself, outermost first; at the end, which is index -1, no heading at all.
Paths = Sequence[tuple[int, ...]]

_OF = re.compile("(?<!目)的")  # 存在的问题 is 存在问题, 目的 is no 目


def paths_of(outline: Outline) -> Paths:
    """`outline.path` of every heading, once for all the sentences that are asked where they stand."""
    return (*map(outline.path, range(len(outline.headings))), ())


@lru_cache(maxsize=4096)
def heading_sections(title: str, kind: DocumentKind) -> tuple[str, ...]:
    """Ids of the sections a heading names, longest words first; one heading may name two (问题及原因).

    A word inside a longer word of another section does not count: 目标要求 is no 要求.
    """
    title = _OF.sub("", title)
    search, meant = _heading_words(kind)
    if not (words := search.first(title)):
        return ()
    hits = []
    for word, at in words.items():
        # Words of two characters (原因, 要求) say little in a long heading.
        if len(word) > 2 or len(title) <= 14:
            found = [m for m in meant[word] if title == word or not m.exact]
            hits += [(at, at + len(word), m.number, m.section) for m in found]
    hits.sort(key=lambda h: (h[0] - h[1], h[0], h[2]))
    kept: dict[str, None] = {}
    for a, b, _, id in hits:
        if not any(o[0] <= a and b <= o[1] and o[3] != id and o[1] - o[0] > b - a for o in hits):
            kept[id] = None
    return tuple(kept)


def heads_section(title: str, kinds: Iterable[DocumentKind]) -> bool:
    """Whether a heading names a section of one of the kinds."""
    return any(heading_sections(title, kind) for kind in kinds)


def is_whole(title: str, section: SectionRule) -> bool:
    """Whether a heading is one of a section's accepted headings and no word more."""
    plain = _OF.sub("", title)
    return any(_OF.sub("", word.lstrip("=")) == plain for word in section.headings)


def naming(outline: Outline, standard: Standard) -> list[str]:
    """The titles of headings that hold an accepted heading of some kind; the others, most of them, name no section."""
    words = _words_of_all(standard)
    return [h.title for h in outline.headings if words.stands_in(_OF.sub("", h.title))]


class _Meant(NamedTuple):
    """What a heading word stands for: a section, where the heading must be just this word if it is `exact`."""

    number: int  # of the word in the standard
    exact: bool
    section: str


@lru_cache(maxsize=64)
def _heading_words(kind: DocumentKind) -> tuple[WordSearch, dict[str, list[_Meant]]]:
    """A search for a kind's accepted headings, and what each of them means."""
    meant: dict[str, list[_Meant]] = {}
    every = [(word, section.id) for section in kind.sections for word in section.headings]
    for number, (word, id) in enumerate(every):
        plain = _OF.sub("", word.lstrip("="))
        meant.setdefault(plain, []).append(_Meant(number, word.startswith("="), id))
    return WordSearch.make(meant), meant


@lru_cache(maxsize=8)
def _words_of_all(standard: Standard) -> WordSearch:
    """A search for the accepted headings of all kinds."""
    return WordSearch.make(word for kind in standard.kinds for word in _heading_words(kind)[1])


def settled(
    named: list[tuple[str, ...]], kind: DocumentKind, outline: Outline, paths: Paths
) -> list[tuple[str, ...]]:
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
        if named[n]
        and len(ids := [i for i in named[n] if any(w in heading.title and i in s for w, s in shared.items())])
        > 1
    }
    under: dict[int, list[str]] = {n: [] for n in doubtful}
    for s in outline.sentences if doubtful else ():
        for h in paths[s.heading] if s.role == "body" else ():
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
    of = {word: frozenset(m.section for m in found) for word, found in _heading_words(kind)[1].items()}
    return {w: ids for w, ids in of.items() if len(ids) > 1}


def filled_under(outline: Outline, named: list[tuple[str, ...]], paths: Paths) -> list[int]:
    """How many characters of body stand under each heading, deeper headings included."""
    count = len(outline.headings)
    # Each heading's own, before they are added up.
    all_of, body, deeper = [0] * count, [0] * count, [0] * count
    inside: set[int] = set()
    every = range(len(outline.sentences) - 1, -1, -1)
    last = next((n for n in every if outline.sentences[n].role == "body"), -1)
    for n, s in enumerate(outline.sentences):
        at = s.heading
        # A form's line (姓名：张建国，性别：男) may hold the name that is looked for as the signature; before
        # other text it is what stands under its heading all the same.
        form = s.role == "signature" and n < last
        if at < 0 or s.role == "signature" and not form:
            continue
        size = len(s.text)
        all_of[at] += size
        if s.role == "body" or form:
            body[at] += size
            inside.add(at)
        elif s.role == "heading" and not s.text.endswith("方面"):
            # A deeper heading is content of the headings above it (a list of problems as headings); a mere
            # label such as （一）学习提高方面 is none.
            deeper[at] += size
    owner = _owners(outline, named, paths, {h for at in inside for h in paths[at]})
    own = [0] * count
    for at, path in enumerate(paths[:count]):
        if path[0] in owner:
            own[owner[path[0]]] += all_of[at]
        for h in path:
            own[h] += body[at]
        for h in path[:-1]:
            own[h] += deeper[at]
    return own


def _owners(outline: Outline, named: list[tuple[str, ...]], paths: Paths, inside: set[int]) -> dict[int, int]:
    """Which bare heading the headings after it belong to although they look no deeper; `inside` have body.

    (一、主要问题 with nothing under it, then 一、学习不紧。 三、感情不深。: the number begins anew; or a mere
    label, 领导班子好：, without a number.)
    """
    owners: dict[int, int] = {}
    bare = -1
    for n, heading in enumerate(outline.headings):
        if len(paths[n]) > 1:
            continue
        if named[n]:
            bare = -1 if n in inside else n
        elif (
            bare >= 0
            and heading.level == outline.headings[bare].level
            and (
                bare != n - 1
                or heading.value == 1
                or not heading.number
                and bool(outline.headings[bare].number)
            )
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
