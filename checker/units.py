"""Reviews in, with the school (单位) and person they were matched to, or whose folder they lie in, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.expected.schools import folder_unit, school
from checker.findings import Review

if TYPE_CHECKING:
    from checker.expected.line import Line

__all__ = ["Owner", "asked_for", "claimed", "drafts", "listed", "with_owner"]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a paper is by the roster; an empty `person` leaves the paper's own."""

    unit: str
    person: str = ""


def claimed(lines: Iterable[Line]) -> dict[str, Owner]:
    """By file, the school and person of the roster's line (名单行) it was matched or corrected to; of one nobody
    asked for (名单外), the roster's school where it is one."""
    owners: dict[str, Owner] = {}
    for line in lines:
        if line.submission is None:
            continue
        if line.due is not None:
            owners[line.submission.file] = Owner(line.due.unit, line.due.person)
        elif line.unit:
            owners[line.submission.file] = Owner(line.unit)
    return owners


def drafts(lines: Iterable[Line]) -> dict[str, str]:
    """By file, whose paper it is by the roster or a person's word, or whose it can be alone (认不准): two files
    of one kind and one writer are two drafts, signed or not."""
    owners: dict[str, str] = {}
    for line in lines:
        if line.submission is None:
            continue
        due = line.due
        if due is not None and (due.person or line.submission.kind == "plan"):
            owners[line.submission.file] = f"{due.unit} {due.person}".strip()
        elif due is None and len(line.candidates) == 1:
            owners[line.submission.file] = line.candidates[0]
    return owners


def listed(lines: Iterable[Line]) -> dict[str, str]:
    """The roster's schools by the core of their names."""
    return {school(line.due.unit).core: line.due.unit for line in lines if line.due is not None}


def asked_for(lines: Iterable[Line]) -> frozenset[str]:
    """The files of which the roster's lines do not say that nobody asked for them (交错文种, 名单外)."""
    lines = tuple(lines)
    if not lines:  # a start without a roster does without the rest
        return frozenset()
    from checker.expected.line import UNASKED

    return frozenset(
        line.submission.file for line in lines if line.submission is not None and line.state not in UNASKED
    )


def with_owner(review: Review, owners: Mapping[str, Owner]) -> Review:
    """The review with the school and person of `owners`, so that each has one name; else as its paper says, or
    its folder."""
    owner = owners.get(review.file) or Owner("")
    unit = owner.unit or review.organization or folder_unit(review.file)
    person = owner.person or review.author
    if (unit, person) == (review.organization, review.author):
        return review
    return dataclasses.replace(review, organization=unit, author=person)
