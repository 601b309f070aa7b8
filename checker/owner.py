"""A review in, with the school (单位) and person it was matched to, or whose folder it lies in, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from checker.findings import Review
from checker.schools import folder_unit

__all__ = ["Owner", "with_owner"]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a paper is by the roster; an empty `person` leaves the paper's own."""

    unit: str
    person: str = ""


def with_owner(review: Review, owners: Mapping[str, Owner]) -> Review:
    """The review with the school and person of `owners`, so that each has one name; else as its paper says, or
    its folder."""
    owner = owners.get(review.file) or Owner("")
    unit = owner.unit or review.organization or folder_unit(review.file)
    person = owner.person or review.author
    if (unit, person) == (review.organization, review.author):
        return review
    return dataclasses.replace(review, organization=unit, author=person)
