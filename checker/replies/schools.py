"""Reviews, and where there is a roster its lines, in; what each school is to be told out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.compare import Since
from checker.expected.before import still_missing
from checker.expected.outcome import OPEN, Line
from checker.expected.schools import plain_name, school
from checker.findings import Review
from checker.replies.points import Paper, paper_of
from checker.reports.overview import Titles
from checker.units import folder_unit

__all__ = ["NOTHING", "Addressed", "Lacking", "Told", "by_school"]

NOTHING = "没有收到。"


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


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who gets letters; files of which no school is known (`nobody`), units that get none: those that are
    not on the roster (`strangers`), and the sender under the names it was met by (`own`)."""

    schools: list[Told]
    nobody: list[str]
    strangers: list[str]
    own: list[str]


def by_school(
    reviews: Iterable[Review],
    lines: Sequence[Line],
    titles: Titles,
    since: Since | None = None,
    sender: str = "",
) -> Addressed:
    """The schools in the roster's order; where there is no roster, those met, by name.

    Of a paper that came several times only the one that counts is spoken of. Nobody writes to himself.
    """
    schools: dict[str, Told] = {}
    unit_of: dict[str, str] = {}
    due_of: dict[str, str] = {}
    nobody: list[str] = []
    passed_over: set[str] = set()
    for line in lines:
        if line.due is not None:
            unit = schools.setdefault(_key(line.due.unit), Told(line.due.unit)).unit
            if line.submission is not None:
                unit_of[line.submission.file] = unit
                due_of[line.submission.file] = _due(line)
                if line.state == "重复报送":
                    passed_over.add(line.submission.file)
            if line.state in OPEN:
                schools[_key(unit)].lacking.append(_lacking(line))
        elif line.submission is not None and line.unit:
            unit_of[line.submission.file] = line.unit
    others: dict[str, Told] = {}
    for review in reviews:
        if review.file in passed_over:
            continue
        unit = unit_of.get(review.file) or review.organization or folder_unit(review.file)
        if not unit:
            nobody.append(review.file)
            continue
        told = since.words.get(review.file, "") if since else ""
        again = since.again.get(review.file, frozenset()) if since else frozenset()
        paper = paper_of(review, titles, told, again, due_of.get(review.file, ""))
        home = schools.get(_key(unit)) or others.setdefault(_key(unit), Told(unit))
        home.papers.append(paper)
    met = [*schools.values(), *(others[k] for k in sorted(others))]
    own = [t.unit for t in met if (t.papers or t.lacking) and _is_sender(t.unit, sender)]
    strangers = [told.unit for told in met if lines and _key(told.unit) in others and told.unit not in own]
    left_out = {*own, *strangers}
    return Addressed([told for told in met if told.unit not in left_out], nobody, strangers, own)


def _is_sender(unit: str, sender: str) -> bool:
    """Whether a unit is the one that writes, or the office (局) in which an office of it writes.

    >>> _is_sender("桑河县教育局", "桑河县教育局党组织建设办公室"), _is_sender("石桥小学", "桑河县教育局")
    (True, False)
    """
    if not plain_name(sender):
        return False
    mine, theirs = _key(sender), _key(unit)
    return mine == theirs or school(unit).stage == "局" and mine.startswith(theirs)


def _key(unit: str) -> str:
    """One school under one key, with its branch or without, the county in front or not."""
    return school(unit).core or plain_name(unit) or unit


def _due(line: Line) -> str:
    """A due paper as a letter names it (李明的承诺书)."""
    assert line.due is not None
    what = line.due.what.words or "材料"
    return f"{line.due.person}的{what}" if line.due.person else what


def _lacking(line: Line) -> Lacking:
    assert line.due is not None
    told = _missing(line.note) if line.state == "未交" else ""
    if line.submission is not None:
        name = PurePosixPath(line.submission.file).name
        told = (
            f"收到的“{name}”打不开，请重新报送。"
            if line.state == "打不开"
            else f"收到的“{name}”不是应交的材料。"
        )
    return Lacking(line.due.what.words or "材料", line.due.person, _day(line.due.deadline), line.state, told)


def _missing(note: str) -> str:
    """What a letter says of a paper that is not there: whether something came the time before."""
    came = still_missing(note)
    if not came:
        return NOTHING
    file, why = came
    return f"上次收到的“{PurePosixPath(file).name}”{why}，还没有重报。"


def _day(limit: datetime.datetime | None) -> str:
    """A deadline as a letter writes it; the time of day only where there is one."""
    if limit is None:
        return ""
    day = f"{limit.year}年{limit.month}月{limit.day}日"
    return day if (limit.hour, limit.minute) == (23, 59) else f"{day}{limit.hour}时{limit.minute:02d}分"
