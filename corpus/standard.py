"""What one campaign demands (规范), as frozen types; `corpus.standardfile` makes them from YAML."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

__all__ = ["DocumentKind", "Element", "Group", "Phase", "SectionRule", "Standard"]


@dataclass(frozen=True, slots=True)
class Group:
    """A bundle of elements (五带头): naming the bundle gives nothing to its members."""

    id: str
    title: str
    of: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a document must cover (要素). `phrases` are its names; they alone are only `named`.

    `heads` are words of a short heading that is about the element (服务方面). `cues` are regular expressions
    over normalised text that point to the element where no trained classifier knows it; `near` are elements
    of the packaged classifier (study, excel, …) that it resembles.
    """

    id: str
    group: str
    title: str
    short: str
    phrases: tuple[str, ...]
    requirement: str
    advice: str
    cues: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class SectionRule:
    """A required section: how it is found (`by`), accepted headings, and patterns in running text.

    `anywhere` lets the patterns count under another section's heading too (活动载体 is often a clause
    of 指导思想); otherwise they count only outside other sections. `signs` are expressions typical of the section's body;
    they tell what an unusual heading, or a passage without one, is about. `need` is "required" (error when
    missing) or "expected" (warning).
    """

    id: str
    title: str
    by: str
    headings: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    anywhere: bool = False
    signs: tuple[str, ...] = ()
    need: str = "required"


@dataclass(frozen=True, slots=True, eq=False)
class DocumentKind:
    """A kind of document (文种): its elements' groups, sections, and the words that tell it apart.

    `signature` and `date` are "required" (error when missing), "expected" (warning) or "none".
    `needs` is an expression without which a text is hardly of this kind (a plan that names no Party).
    `own` is an expression for the campaign's own names: a text of this kind that is about another campaign, or
    about nobody of the Party, is none of this standard's. `signs` are expressions for sentences typical of it,
    `title_signs` for titles, with weights like those of `title_cues`.
    """

    id: str
    title: str
    groups: tuple[str, ...]
    sections: tuple[SectionRule, ...]
    title_cues: dict[str, float]
    body_cues: dict[str, float]
    signature: str
    date: str
    needs: str = ""
    own: str = ""
    signs: tuple[str, ...] = ()
    title_signs: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase (阶段) of the campaign with its dates, both included."""

    title: str
    start: datetime.date
    end: datetime.date
    task: str


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """What one campaign demands. `window` bounds its dates; `sha256` is that of its file.

    `other_titles` and `other_words` are words in a title and in the text that tell of another genre, with
    weights; `other_signs` are expressions for the title (first line) and the text with the same meaning.
    `outsiders` is an expression for texts of people the standard does not ask (parents, pupils), `belongs` one
    for words that its texts have. `hollow` are words of which a section may not consist (努力改正，请组织放心).

    Compared by identity: `load_standard` gives the same object for the same file, so it can key a cache.
    """

    id: str
    title: str
    window: tuple[datetime.date, datetime.date]
    groups: tuple[Group, ...]
    elements: tuple[Element, ...]
    kinds: tuple[DocumentKind, ...]
    phases: tuple[Phase, ...]
    signature_labels: tuple[str, ...]
    other_titles: dict[str, float]
    other_words: dict[str, float]
    outsiders: str = ""
    belongs: str = ""
    other_signs: tuple[tuple[str, float], ...] = ()
    hollow: tuple[str, ...] = ()
    sha256: str = ""

    def kind(self, id: str) -> DocumentKind | None:
        """The kind with this id, or None."""
        return next((k for k in self.kinds if k.id == id), None)

    def elements_of(self, kind: str) -> tuple[Element, ...]:
        """The elements a kind must cover; for a kind not in the standard, those of the first group."""
        found = self.kind(kind)
        groups = found.groups if found else (self.groups[0].id,)
        return tuple(e for e in self.elements if e.group in groups)
