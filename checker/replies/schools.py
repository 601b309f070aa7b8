"""Reviews, and where there is a roster its lines, in; what each school is to be told out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.compare import Since
from checker.expected.corrections import OUTSIDE
from checker.expected.counties import Counties, compared
from checker.expected.drafts import why_of
from checker.expected.line import OPEN, Line
from checker.expected.roster import Due
from checker.expected.settled import last_year
from checker.findings import Review
from checker.replies.lacking import Lacking, lacking, told_day
from checker.replies.points import Paper, paper_of
from checker.reports.overview import Titles
from checker.schools import folder_unit, plain_name, school

__all__ = ["Addressed", "Told", "by_school"]

_DRAFTS = 3  # named of those set aside


@dataclass(slots=True)
class Told:
    """What one school is told: its papers, and what is still due."""

    unit: str
    papers: list[Paper] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who gets letters; files that are in none, by the reason in Chinese (`nobody`), units that get none: those
    that are not on the roster (`strangers`), and the sender under the names it was met by (`own`)."""

    schools: list[Told]
    nobody: dict[str, list[str]]
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

    Of a paper that came several times only the one that counts is spoken of. What a person put outside the
    roster (名单外) is in no letter to a school of the roster. Nobody writes to himself.
    """
    placed = _placed(lines)
    twice = placed.twice()
    passed_over = {file for files in placed.drafts.values() for file in files}
    nobody: dict[str, list[str]] = {}
    others: dict[str, list[Told]] = {}
    for review in reviews:
        file = review.file
        if file in passed_over:
            continue
        unit = placed.unit_of.get(file) or review.organization or folder_unit(file)
        if not unit or file in placed.outside and placed.asks(unit):
            nobody.setdefault(_in_no_letter(review, placed.outside.get(file)), []).append(file)
            continue
        told = since.words.get(file, "") if since else ""
        again = since.again.get(file, {}) if since else {}
        came = _came(placed.counted.get(file), placed.drafts, twice)
        paper = paper_of(review, titles, told, again, placed.due_of.get(file, ""), came)
        home = placed.schools.get(plain_name(unit)) or _met(unit, others)
        home.papers.append(paper)
    away = [told for key in sorted(others) for told in others[key]]
    met = [*placed.schools.values(), *away]
    for each in met:
        each.papers = _told_apart(each.papers, twice)
    own = [t.unit for t in met if (t.papers or t.lacking) and _is_sender(t.unit, sender)]
    strangers = [told.unit for told in away if lines and told.unit not in own]
    left_out = {*own, *strangers}
    return Addressed([told for told in met if told.unit not in left_out], nobody, strangers, own)


@dataclass(frozen=True, slots=True)
class _Placed:
    """What the roster's lines say: its `schools` with what they lack, and of files whose they are (`unit_of`), which
    due paper each is (`due_of`) and the line where it counts, or where it is in no place of the roster (`outside`).

    `drafts` are set aside for another of the same due paper.
    """

    schools: dict[str, Told] = field(default_factory=dict)
    unit_of: dict[str, str] = field(default_factory=dict)
    due_of: dict[str, str] = field(default_factory=dict)
    counted: dict[str, Line] = field(default_factory=dict)
    outside: dict[str, Line] = field(default_factory=dict)
    drafts: dict[Due, list[str]] = field(default_factory=dict)

    def twice(self) -> frozenset[str]:
        """Files of a school that have one name: which one is meant only their folders tell."""
        names = Counter((plain_name(unit), PurePosixPath(file).name) for file, unit in self.unit_of.items())
        return frozenset(
            f for f, unit in self.unit_of.items() if names[plain_name(unit), PurePosixPath(f).name] > 1
        )

    def asks(self, unit: str) -> bool:
        """Whether a school is on the roster, under this name or another."""
        return any(_key(t.unit) == _key(unit) and _one_place(t.unit, unit) for t in self.schools.values())


def _placed(lines: Iterable[Line]) -> _Placed:
    out = _Placed()
    for line in lines:
        file = line.submission.file if line.submission is not None else None
        if line.due is not None:
            home = out.schools.setdefault(plain_name(line.due.unit), Told(line.due.unit))
            if file is not None:
                out.unit_of[file] = home.unit
                out.due_of[file] = _due(line)
                if line.state == "重复报送":
                    out.drafts.setdefault(line.due, []).append(file)
                elif line.counts:
                    out.counted[file] = line
            if line.state in OPEN:
                home.lacking.append(lacking(line))
        elif file is not None and line.unit:
            out.unit_of[file] = line.unit
        elif file is not None:
            out.outside[file] = line
    return out


def _met(unit: str, others: dict[str, list[Told]]) -> Told:
    """The school of this name among those met that are `others` than the roster's, by key; a new one joins them."""
    among = others.setdefault(_key(unit), [])
    home = next((t for t in among if _one_place(t.unit, unit)), None)
    if home is None:
        home = Told(unit)
        among.append(home)
    return home


def _in_no_letter(review: Review, line: Line | None) -> str:
    """Why a paper is in no school's letter, as the end of a sentence about it; `line` is its line, if any."""
    if line is not None and line.correction == OUTSIDE:
        return "人工定为名单外"
    if review.status == "unreadable":
        return "打不开，看不出是哪个单位的"
    if line is not None and (line.candidates or review.organization):
        return "认不准是哪个单位的"
    return "没有写单位，看不出是哪个单位的"


def _came(line: Line | None, drafts: Mapping[Due, Sequence[str]], twice: Collection[str]) -> str:
    """What a letter says of how a due paper came: too late, dated last year, and in several drafts.

    Drafts that share their name with another file (`twice`) are named with their folders.
    """
    if line is None or line.due is None or line.submission is None:
        return ""
    told = ""
    if line.state == "迟交":
        limit, when = line.due.deadline, line.submission.received
        late = limit is not None and when is not None and when > limit
        day = f"，{line.submission.by}是{told_day(when)}" if late else ""
        told = f"迟交（应于{told_day(limit)}前报送{day}）。" if limit else "迟交。"
    if old := last_year(line.note):
        _, day, long = old
        told += f"落款日期是{day}，比截止日期早{long}，可能是上一年的材料，也可能是年份写错了，请核对。"
    if others := drafts.get(line.due):
        this, *some = (
            f"“{file if file in twice else PurePosixPath(file).name}”"
            for file in (line.submission.file, *others[:_DRAFTS])
        )
        more = f"等{len(others)}份" if len(others) > _DRAFTS else ""
        reason = why_of(line.note)
        told += f"同一份材料还收到{'、'.join(some)}{more}，以{this}为准{f'（{reason}）' if reason else ''}。"
    return told


def _told_apart(papers: Sequence[Paper], twice: Collection[str]) -> list[Paper]:
    """The papers, those whose files have one name, or are `twice`, with as much of their folders as tells them
    apart."""
    names = Counter(PurePosixPath(p.file).name for p in papers)
    return [
        p.renamed(p.file) if p.file in twice or names[PurePosixPath(p.file).name] > 1 else p for p in papers
    ]


def _is_sender(unit: str, sender: str) -> bool:
    """Whether a unit is the one that writes, or the office (局) in which an office of it writes.

    >>> _is_sender("桑河县教育局", "桑河县教育局党组织建设办公室"), _is_sender("石桥小学", "桑河县教育局")
    (True, False)
    """
    if not plain_name(sender):
        return False
    mine, theirs = _key(sender), _key(unit)
    return mine == theirs or school(unit).stage == "局" and mine.startswith(theirs)


def _one_place(one: str, other: str) -> bool:
    """Whether two names of one school may lie in one county: 邻山县第一中学 is not 桑河县第一中学."""
    return compared(school(one), school(other)) is Counties.FIT


def _key(unit: str) -> str:
    """One school under one key, with its branch or without, the county in front or not."""
    return school(unit).core or plain_name(unit) or unit


def _due(line: Line) -> str:
    """A due paper as a letter names it (李明的承诺书)."""
    assert line.due is not None
    what = line.due.what.words or "材料"
    return f"{line.due.person}的{what}" if line.due.person else what
