"""Sections that no usual heading names in, found by the signs (迹象) that passages and sentences show of them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.analysis import Heading, Sentence
from checker.findings import Section
from checker.headed import section_signs
from checker.parts import Paper
from corpus import DocumentKind, SectionRule

__all__ = ["by_signs"]

_SIGNS_SHOW, _SIGNS_HERE = 2.0, 1.0  # of a passage that shows a section, and of one in the section's place
_SENTENCES_SHOW = 3.0  # signs in sentences here and there that show a section together
_ELEMENTS = 3  # headings that name elements, from which on a paper goes by them
_SHORTEST = 12  # characters of a passage that is asked

# A passage's heading, by its index, or, in a text without, its paragraph's.
_Place = tuple[str, int]


def by_signs(
    sections: tuple[Section, ...], kind: DocumentKind, paper: Paper, elements: tuple[str, ...]
) -> tuple[Section, ...]:
    """Sections not found by their usual words, found by what a passage says (“二、我这面镜子”, or no heading).

    Only passages that belong to no other section are asked, and each goes to the section whose signs
    it shows most, so that a text without, say, causes is still told so. `elements` are the elements' own names.
    """
    wanted = {s.id: s for s in kind.sections if s.signs}
    lacking = [s.id for s in sections if s.id in wanted and not s.found and s.where is None]
    if not lacking:
        return sections
    passages = _unclaimed(paper, kind, wanted, elements)
    headed = [at for how, at in passages if how == "heading"]
    stands = {} if kind.own else _by_place(sections, lacking, headed, paper)
    found = _shown(passages, stands, wanted, lacking, paper)
    if rest := [id for id in lacking if id not in found]:
        spoken = [s for sentences in passages.values() if len(sentences) > 1 for s in sentences]
        found |= {
            id: Section(id, wanted[id].title, True, "", s.where) for id, s in _spoken(rest, wanted, spoken)
        }
    return tuple(found.get(s.id, s) for s in sections)


def _unclaimed(
    paper: Paper, kind: DocumentKind, wanted: Mapping[str, SectionRule], elements: tuple[str, ...]
) -> dict[_Place, list[Sentence]]:
    """The passages above which no heading names a section with signs.

    What stands under the elements' own names (一、带头服务群众方面), one after the other, is one passage.
    """
    outline, named = paper.outline, paper.named
    top = min((h.level for h in outline.headings if h.level <= 2), default=0)
    by_element = [n for n, h in enumerate(outline.headings) if _names_element(h, elements) and h.level == top]
    passages: dict[_Place, list[Sentence]] = {}
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
    return passages


def _names_element(heading: Heading, elements: tuple[str, ...]) -> bool:
    return any(e in heading.title for e in elements)


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


def _shown(
    passages: Mapping[_Place, Sequence[Sentence]],
    stands: Mapping[int, str],
    wanted: Mapping[str, SectionRule],
    lacking: Sequence[str],
    paper: Paper,
) -> dict[str, Section]:
    """By id, the lacking sections that a passage shows; `stands` has those in whose place a heading stands."""
    best: dict[str, tuple[float, Section]] = {}
    for (how, at), sentences in passages.items():
        text = "".join(s.text for s in sentences if s.role == "body")
        if len(text) < _SHORTEST:
            continue
        scores = {id: section_signs(section, text) for id, section in wanted.items()}
        id = max(scores, key=lambda i: (scores[i], i in lacking))
        least = _SIGNS_HERE if how == "heading" and stands.get(at) == id else _SIGNS_SHOW
        if id not in lacking or scores[id] < least or id in best and best[id][0] >= scores[id]:
            continue
        where = paper.outline.headings[at].where if how == "heading" else sentences[0].where
        words = paper.document.quote(where) if how == "heading" else ""
        best[id] = (scores[id], Section(id, wanted[id].title, True, words, where))
    return {id: section for id, (_, section) in best.items()}


def _spoken(
    lacking: list[str], wanted: Mapping[str, SectionRule], sentences: list[Sentence]
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
