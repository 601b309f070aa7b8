"""The roster's lines (名单行) in, whose each file is and which of them were asked for out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker.owner import Owner
from checker.schools import school

if TYPE_CHECKING:
    from checker.expected.line import Line

__all__ = ["asked_for", "claimed", "drafts", "listed"]


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
