"""Sections that no heading and no usual word shows in, found by what passages say out (按意思认部分)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from checker.document import Document
from checker.findings import Section
from checker.passages import Passage
from checker.sectionmodel import load_section_model
from corpus import DocumentKind

__all__ = ["by_meaning", "known_lacking"]

# A beginning without its end lacks sections in truth; only of a whole paper is it likelier that we cannot see them.
_WHOLE = 500  # characters of body
_SIGNED = 150  # of one that ends with name and date, and so has its end
# What a section that has been found already counts against one that has not, for a block under a heading
# that nobody knows, and for a paragraph without one: an unknown heading most likely is a missing section's.
_FOUND_HEADED, _FOUND_PLAIN = 0.2, 0.3
# How likely it must be: the mean over a block with a heading of its own, a single passage without one, and one that
# stands under another section's heading (the reasons at the end of the problems). By the papers of dev-* and
# fresh-h to j, and by deleting whole sections from complete papers (docs/accuracy.md).
_HEADED, _PLAIN, _UNDER_ANOTHER = 0.4, 0.5, 0.7
# In a short paper a passage beside headings that are known is seldom a section of its own, under one of them never,
# and what stands out of the sections' order (市里的要求 after the remedies) is none either.
_BESIDE_KNOWN = 0.8
_SHORTEST = 12  # characters of a passage without a heading: 再讲不足。 only leads on to another


def known_lacking(sections: Sequence[Section], kind: DocumentKind, standard: str) -> list[str]:
    """The sections not found before that the trained judge knows: of a missing signature it has nothing to say."""
    ids = [s.id for s in sections if not s.found and s.where is None]
    model = load_section_model(standard, kind.id) if ids else None
    return [id for id in ids if id in model.labels] if model is not None else []


def by_meaning(
    sections: Sequence[Section],
    lacking: Sequence[str],
    passages: Sequence[Passage],
    kind: DocumentKind,
    standard: str,
    document: Document,
    signed: bool = False,
) -> tuple[Section, ...]:
    """The sections, those `lacking` (`known_lacking`) given the passage that surely is of them, if there is one.

    `signed` says that the paper ends with name and date.
    """
    model = load_section_model(standard, kind.id)
    size = sum(len(p.text) for p in passages)
    if model is None or size < (_SIGNED if signed else _WHOLE):
        return tuple(sections)
    short = size < _WHOLE
    beside_known = short and any(p.owner for p in passages)
    columns = {id: model.labels.index(id) for id in lacking}
    odds = model.probabilities(passages)
    best: dict[str, tuple[float, Passage]] = {}
    for rows in _judged_together(passages):
        passage = passages[rows[0]]
        if not passage.headed and len(passage.text) < _SHORTEST:
            continue
        share, least = (
            (1.0, _UNDER_ANOTHER)
            if passage.owner
            else (_FOUND_HEADED, _HEADED)
            if passage.headed
            else (_FOUND_PLAIN, _BESIDE_KNOWN if beside_known else _PLAIN)
        )
        # Most are judged alone; plain numbers are added up faster than an array's.
        row = (odds[rows[0]] if len(rows) == 1 else odds[rows].mean(axis=0)).tolist()
        total = sum(
            p * (1.0 if label in columns else share) for label, p in zip(model.labels, row, strict=True)
        )
        for id, column in columns.items():
            above = row[column] / total - least
            if above < 0 or id in best and best[id][0] >= above:
                continue
            foreign = passage.owner and id not in passage.owner
            if not short or not foreign and _in_order(id, rows, passages, kind):
                best[id] = (above, passage)
    titles = {s.id: s.title for s in sections}
    found = {}
    for id, (_, passage) in best.items():
        where = passage.where if passage.headed else passage.own
        words = document.quote(where) if passage.headed else ""
        found[id] = Section(id, titles[id], True, words, where)
    return tuple(found.get(s.id, s) for s in sections)


def _in_order(id: str, rows: Sequence[int], passages: Sequence[Passage], kind: DocumentKind) -> bool:
    """Whether no section that comes later stands before these passages, and none that comes earlier after them."""
    ids = [s.id for s in kind.sections]
    later = {*ids[ids.index(id) + 1 :]}
    earlier = {*ids[: ids.index(id)]}
    return not any(later.intersection(p.owner) for p in passages[: rows[0]]) and not any(
        earlier.intersection(p.owner) for p in passages[rows[-1] + 1 :]
    )


def _judged_together(passages: Sequence[Passage]) -> Iterable[list[int]]:
    """Passages under an unknown heading are judged as one, others each for itself."""
    for headed, rows in groupby(range(len(passages)), key=lambda n: (passages[n].headed, passages[n].block)):
        if headed[0]:
            yield list(rows)
        else:
            yield from ([n] for n in rows)
