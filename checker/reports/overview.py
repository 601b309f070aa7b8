"""Reviews come in; the columns of a table over all of them, and the counts, come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checker.document import Where
from checker.findings import KIND_NAMES, OUTCOME_NAMES, Finding, Judgement, Review
from checker.places import plain_place
from checker.reports.clean import shorten
from checker.schools import branchless
from corpus import Standard

__all__ = [
    "FAMILY_NAMES",
    "ElementColumn",
    "Overview",
    "SectionColumn",
    "Titles",
    "answered",
    "marked",
    "overview",
    "place",
    "quotation",
    "reason_and_advice",
    "snippet",
]

# Longer quotations are cut where they stand in their paragraph.
WORDS = 800
GROUP_NAMES: Mapping[str, str] = {"leads": "五带头", "goods": "五个好"}
FAMILY_NAMES: Mapping[str, str] = {
    "coverage": "要素",
    "sections": "结构",
    "placeholder": "未填写",
    "stale": "过时",
    "spun": "用词",
    "numbering": "序号",
    "date": "日期",
    "signature": "落款",
    "punctuation": "标点",
    "layout": "版式",
    "similar": "雷同",
    "kind": "文种",
    "file": "文件",
}


@dataclass(frozen=True, slots=True)
class Titles:
    """What the standard (标准) calls itself, its kinds (文种) and its groups of elements; ids stand in."""

    standard: str = ""
    kinds: Mapping[str, str] = field(default_factory=lambda: KIND_NAMES)
    groups: Mapping[str, str] = field(default_factory=lambda: GROUP_NAMES)

    shorts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, standard: Standard) -> Titles:
        """The titles of a loaded standard."""
        return cls(
            standard=standard.title,
            kinds={kind.id: kind.title for kind in standard.kinds},
            groups={group.id: group.title for group in standard.groups},
            shorts={element.id: element.short for element in standard.elements if element.short},
        )

    def short(self, column: ElementColumn) -> str:
        """The short name of an element, for a narrow column head."""
        return self.shorts.get(column.id) or column.title.removeprefix("带头")

    def kind(self, kind: str) -> str:
        """The Chinese name of a kind of document."""
        return self.kinds.get(kind) or KIND_NAMES.get(kind, kind)

    def group(self, group: str) -> str:
        """The Chinese name of a group of elements."""
        return self.groups.get(group) or GROUP_NAMES.get(group, group)

    def family(self, family: str) -> str:
        """The Chinese name of a family of rules."""
        return FAMILY_NAMES.get(family, family)


@dataclass(frozen=True, slots=True)
class ElementColumn:
    """A column of the matrix for one element (要素)."""

    group: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class SectionColumn:
    """A column of the matrix for one section (部分) of one kind of document."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything a report must know before it writes its first row.

    `statuses` counts what programs are told, `outcomes` what people are (`Review.outcome`), `kind_outcomes`
    (kind, outcome) of what could be read, `levels` (element id, level), `section_found` (kind, section id,
    found), `families` (family, severity), `organizations` (organisation, outcome), also of what could not be
    read, and `organization_levels` (organisation, element id, level). Levels are those of `answered`.
    """

    total: int
    elements: tuple[ElementColumn, ...]
    sections: tuple[SectionColumn, ...]
    statuses: Counter[str]
    outcomes: Counter[str]
    kind_outcomes: Counter[tuple[str, str]]
    levels: Counter[tuple[str, str]]
    section_found: Counter[tuple[str, str, bool]]
    families: Counter[tuple[str, str]]
    organizations: Counter[tuple[str, str]]
    organization_levels: Counter[tuple[str, str, str]]

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, the known ones first and in their order."""
        found = {kind for kind, _ in self.kind_outcomes}
        known = [kind for kind in KIND_NAMES if kind in found]
        return known + sorted(found.difference(known))

    @property
    def outcome_names(self) -> dict[str, str]:
        """What a document can come to, in Chinese; that one is none that is asked for only where one is."""
        return {o: name for o, name in OUTCOME_NAMES.items() if o != "stray" or self.outcomes[o]}

    @property
    def groups(self) -> list[str]:
        """The groups of elements, in the order of the columns."""
        return list(dict.fromkeys(column.group for column in self.elements))


def answered(review: Review) -> tuple[Judgement, ...]:
    """The elements to show and count of a paper. One of no known kind (其他) is asked for none."""
    return review.elements if review.kind != "other" else ()


def overview(reviews: Iterable[Review]) -> Overview:
    """Go over all reviews once, keeping nothing of them but columns and counts."""
    elements: dict[tuple[str, str], ElementColumn] = {}
    sections: dict[str, dict[str, SectionColumn]] = {}
    statuses: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    kind_outcomes: Counter[tuple[str, str]] = Counter()
    levels: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str, bool]] = Counter()
    families: Counter[tuple[str, str]] = Counter()
    organizations: Counter[tuple[str, str]] = Counter()
    organization_levels: Counter[tuple[str, str, str]] = Counter()
    for review in reviews:
        statuses[review.status] += 1
        outcome = review.outcome
        outcomes[outcome] += 1
        unit = branchless(review.organization)  # a school and its branch are one row
        organizations[unit, outcome] += 1
        for finding in review.findings:
            families[finding.family, finding.severity] += 1
        if review.status == "unreadable":
            continue
        kind_outcomes[review.kind, outcome] += 1
        for element in answered(review):
            elements.setdefault(
                (element.group, element.id), ElementColumn(element.group, element.id, element.title)
            )
            levels[element.id, element.level] += 1
            organization_levels[unit, element.id, element.level] += 1
        of_kind = sections.setdefault(review.kind, {})
        for section in review.sections:
            of_kind.setdefault(section.id, SectionColumn(review.kind, section.id, section.title))
            found[review.kind, section.id, section.found] += 1
    groups = {group: number for number, group in enumerate([*GROUP_NAMES, *(g for g, _ in elements)])}
    order = {kind: number for number, kind in enumerate(KIND_NAMES)}
    return Overview(
        total=sum(statuses.values()),
        # A stable sort: within a group the standard's own order stays.
        elements=tuple(sorted(elements.values(), key=lambda c: _rank(groups, c.group))),
        sections=tuple(
            column
            for kind in sorted(sections, key=lambda k: (order.get(k, len(order)), k))
            for column in sections[kind].values()
        ),
        statuses=statuses,
        outcomes=outcomes,
        kind_outcomes=kind_outcomes,
        levels=levels,
        section_found=found,
        families=families,
        organizations=organizations,
        organization_levels=organization_levels,
    )


def _rank(groups: Mapping[str, int], group: str) -> int:
    return groups.get(group, len(groups))


def place(review: Review, where: Where | None) -> str:
    """A place as a person says it: 正文第 13 段."""
    if where is None:
        return "全文"
    return review.places.get(where.paragraph) or plain_place(where.part, where.paragraph)


def quotation(review: Review, finding: Finding) -> str:
    """The words a finding points at, as they stand in the document; empty when it means the whole."""
    if finding.where is None:
        return ""
    return marked(review.texts.get(finding.where.paragraph, ""), finding.where)[1]


_NUMERAL = r"[一二三四五六七八九十\d]"
_OPEN = re.compile(rf"[（(]{_NUMERAL}{{0,3}}\Z")
_CLOSE = re.compile(rf"{_NUMERAL}{{0,3}}[）)]")


def marked(text: str, where: Where) -> tuple[str, str, str]:
    """The paragraph cut in three: before the place, the place, after it. Never fails on a wrong place.

    A number's bracket is not cut: of （二）工作方面 the words from 二 on are shown from （ on.
    """
    start = max(0, min(where.start, len(text)))
    end = max(start, min(where.end, len(text)))
    opening = _OPEN.search(text, max(0, start - 4), start)
    if opening and end - start > 4 and _CLOSE.match(text, start, end):
        start = opening.start()
    return text[:start], text[start:end], text[end:]


def snippet(review: Review, where: Where, around: int, text: str = "") -> tuple[str, str, str, str]:
    """A place, the words before, the words, the words after; at most `around` characters before and after.

    `text` stands in for the words when their paragraph is not at hand.
    """
    before, words, after = marked(review.texts.get(where.paragraph, ""), where)
    if not words:
        before, words, after = "", text, ""
    if len(before) > around:
        before = "…" + before[-around:]
    return place(review, where), before, shorten(words, WORDS), shorten(after, around)


def reason_and_advice(review: Review) -> tuple[str, str]:
    """Why a file could not be read, and what to do about it: the first sentence, and the others."""
    reason, stop, advice = (review.reason or "").partition("。")
    return reason + stop, advice
