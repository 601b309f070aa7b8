"""Reviews, and where there is a roster its lines, in; what each school is to be told out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.expected.outcome import OPEN, Line
from checker.expected.schools import plain_name, school
from checker.findings import Review
from checker.replies.points import Paper, paper_of
from checker.reports.overview import Titles

__all__ = ["Lacking", "Told", "by_school"]

NOBODY = "没有写明单位的材料"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A paper that is still due: what, whose, until when, and what came instead."""

    what: str
    person: str
    limit: str
    state: str
    told: str


@dataclass(slots=True)
class Told:
    """What one school is told: its papers, and what is still due."""

    unit: str
    papers: list[Paper] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)


def by_school(
    reviews: Iterable[Review],
    lines: Sequence[Line],
    titles: Titles,
    since: Mapping[str, str] | None = None,
) -> list[Told]:
    """The schools in the roster's order, then others by name; without a roster all by name.

    Of a paper that came several times only the one that counts is spoken of.
    """
    schools: dict[str, Told] = {}
    unit_of: dict[str, str] = {}
    passed_over: set[str] = set()
    for line in lines:
        if line.due is not None:
            unit = schools.setdefault(_key(line.due.unit), Told(line.due.unit)).unit
            if line.submission is not None:
                unit_of[line.submission.file] = unit
                if line.state == "重复报送":
                    passed_over.add(line.submission.file)
            if line.state in OPEN:
                schools[_key(unit)].lacking.append(_lacking(line))
    others: dict[str, Told] = {}
    for review in reviews:
        if review.file in passed_over:
            continue
        paper = paper_of(review, titles, (since or {}).get(review.file, ""))
        unit = unit_of.get(review.file) or review.organization or _folder(review.file)
        home = schools.get(_key(unit)) or others.setdefault(_key(unit), Told(unit))
        home.papers.append(paper)
    return [*schools.values(), *(others[k] for k in sorted(others, key=lambda k: (k == _key(NOBODY), k)))]


def _key(unit: str) -> str:
    """One school under one key, with its branch or without, the county in front or not."""
    return school(unit).core or plain_name(unit) or unit


def _folder(file: str) -> str:
    """The school by the folder, for a paper that names none."""
    parts = PurePosixPath(file).parts
    return parts[-2] if len(parts) > 1 else NOBODY


def _lacking(line: Line) -> Lacking:
    assert line.due is not None
    told = {"未交": "没有收到。", "打不开": "收到的文件打不开，请重新报送。"}.get(line.state, "")
    if line.submission is not None:
        name = PurePosixPath(line.submission.file).name
        told = (
            f"收到的“{name}”打不开，请重新报送。"
            if line.state == "打不开"
            else f"收到的“{name}”不是应交的材料。"
        )
    return Lacking(line.due.what.words or "材料", line.due.person, line.due.limit, line.state, told)
