"""Reviews in, with the school (单位) they were matched to, or whose folder they lie in, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from checker.expected.schools import school
from checker.findings import Review

if TYPE_CHECKING:
    from checker.expected.outcome import Line

__all__ = ["asked_for", "claimed", "folder_unit", "listed", "with_unit"]


def folder_unit(file: str) -> str:
    """The innermost folder named after a school, or "".

    >>> folder_unit("高山镇/枫林小学/承诺书/王强.docx")
    '枫林小学'
    """
    folders = PurePosixPath(file).parts[-2::-1]
    return next((part for part in folders if school(part).stage), "")


def claimed(lines: Iterable[Line]) -> dict[str, str]:
    """By file, the school of the roster's line (名单行) it was matched to; of one nobody asked for (名单外), the
    roster's school that sent it, or one of the same name."""
    units: dict[str, str] = {}
    known: dict[str, str] = {}
    others = []
    for line in lines:
        if line.due is not None:
            known.setdefault(school(line.due.unit).core, line.due.unit)
        if line.submission is not None and line.due is not None:
            units[line.submission.file] = line.due.unit
        elif line.submission is not None and line.unit:
            units[line.submission.file] = line.unit
        elif line.submission is not None:
            others.append(line.submission)
    for sent in others:
        unit = known.get(school(sent.organization or folder_unit(sent.file)).core)
        if unit:
            units.setdefault(sent.file, unit)
    return units


def listed(lines: Iterable[Line]) -> dict[str, str]:
    """The roster's schools by the core of their names."""
    return {school(line.due.unit).core: line.due.unit for line in lines if line.due is not None}


def asked_for(lines: Iterable[Line]) -> frozenset[str]:
    """The files of which the roster's lines do not say that nobody asked for them (交错文种, 名单外)."""
    return frozenset(
        line.submission.file
        for line in lines
        if line.submission is not None and line.state not in ("交错文种", "名单外")
    )


def with_unit(review: Review, units: Mapping[str, str]) -> Review:
    """The review with the school of `units`, so that one school has one name; else as its paper says, or its folder."""
    unit = units.get(review.file) or review.organization or folder_unit(review.file)
    return review if unit == review.organization else dataclasses.replace(review, organization=unit)
