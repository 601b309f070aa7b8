"""Reviews, and where there is a roster its lines, in; what each school is to be told out."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.compare import Since
from checker.expected.before import still_missing
from checker.expected.corrections import OUTSIDE
from checker.expected.counties import Counties, compared
from checker.expected.instead import came_instead
from checker.expected.line import OPEN, Line, Perhaps
from checker.expected.roster import Due
from checker.expected.settled import last_year
from checker.findings import Review
from checker.replies.points import Paper, paper_of
from checker.reports.overview import Titles
from checker.schools import folder_unit, plain_name, school

__all__ = ["NOTHING", "Addressed", "Lacking", "Told", "by_school"]

NOTHING = "没有收到。"
_DRAFTS = 3  # named of those set aside
_UNREAD = 3  # named of those that cannot be read


@dataclass(frozen=True, slots=True)
class Lacking:
    """A paper that is still due: what, whose, until when, and what came instead.

    `doubtful` when something came that may be it: nobody is told flatly that he sent nothing.
    """

    what: str
    person: str
    limit: str
    state: str
    told: str
    doubtful: bool = False


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
    schools: dict[str, Told] = {}
    unit_of: dict[str, str] = {}
    outside: dict[str, Line] = {}
    due_of: dict[str, str] = {}
    nobody: dict[str, list[str]] = {}
    passed_over: set[str] = set()
    drafts: dict[Due, list[str]] = {}  # set aside for another of the same due paper
    counted: dict[str, Line] = {}
    for line in lines:
        if line.due is not None:
            unit = schools.setdefault(plain_name(line.due.unit), Told(line.due.unit)).unit
            if line.submission is not None:
                unit_of[line.submission.file] = unit
                due_of[line.submission.file] = _due(line)
                if line.state == "重复报送":
                    passed_over.add(line.submission.file)
                    drafts.setdefault(line.due, []).append(line.submission.file)
                elif line.counts:
                    counted[line.submission.file] = line
            if line.state in OPEN:
                schools[plain_name(unit)].lacking.append(_lacking(line))
        elif line.submission is not None and line.unit:
            unit_of[line.submission.file] = line.unit
        elif line.submission is not None:
            outside[line.submission.file] = line
    names = Counter((plain_name(unit), PurePosixPath(file).name) for file, unit in unit_of.items())
    # Files of a school that have one name: which one is meant only their folders tell.
    twice = {f for f, unit in unit_of.items() if names[plain_name(unit), PurePosixPath(f).name] > 1}
    others: dict[str, list[Told]] = {}
    for review in reviews:
        if review.file in passed_over:
            continue
        unit = unit_of.get(review.file) or review.organization or folder_unit(review.file)
        if not unit:
            nobody.setdefault(_in_no_letter(review, outside.get(review.file)), []).append(review.file)
            continue
        told = since.words.get(review.file, "") if since else ""
        again = since.again.get(review.file, {}) if since else {}
        came = _came(counted.get(review.file), drafts, twice)
        paper = paper_of(review, titles, told, again, due_of.get(review.file, ""), came)
        home = schools.get(plain_name(unit))
        if review.file in outside and any(
            _key(t.unit) == _key(unit) and _one_place(t.unit, unit) for t in schools.values()
        ):
            nobody.setdefault(_in_no_letter(review, outside[review.file]), []).append(review.file)
            continue
        if home is None:
            among = others.setdefault(_key(unit), [])
            home = next((t for t in among if _one_place(t.unit, unit)), None)
            if home is None:
                home = Told(unit)
                among.append(home)
        home.papers.append(paper)
    away = [told for key in sorted(others) for told in others[key]]
    met = [*schools.values(), *away]
    for each in met:
        each.papers = _told_apart(each.papers, twice)
    own = [t.unit for t in met if (t.papers or t.lacking) and _is_sender(t.unit, sender)]
    strangers = [told.unit for told in away if lines and told.unit not in own]
    left_out = {*own, *strangers}
    return Addressed([told for told in met if told.unit not in left_out], nobody, strangers, own)


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
        day = f"，{line.submission.by}是{_day(when)}" if late else ""
        told = f"迟交（应于{_day(limit)}前报送{day}）。" if limit else "迟交。"
    if old := last_year(line.note):
        _, day, long = old
        told += f"落款日期是{day}，比截止日期早{long}，可能是上一年的材料，也可能是年份写错了，请核对。"
    if others := drafts.get(line.due):
        some = "、".join(
            f"“{file if file in twice else PurePosixPath(file).name}”" for file in others[:_DRAFTS]
        )
        more = f"等{len(others)}份" if len(others) > _DRAFTS else ""
        told += f"同一份材料还收到{some}{more}，以这一份为准。"
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


def _lacking(line: Line) -> Lacking:
    assert line.due is not None
    if line.maybe:
        told = _perhaps(line.doubts, "是谁的" if line.due.person else "是哪个单位的什么材料")
        what = line.due.what.words or "材料"
        return Lacking(what, line.due.person, _day(line.due.deadline), line.state, told, doubtful=True)
    told = _missing(line.note) + came_instead(line.instead) if line.state == "未交" else ""
    if line.submission is not None:
        name = PurePosixPath(line.submission.file).name
        told = (
            f"收到的“{name}”打不开，请重新报送。"
            if line.state == "打不开"
            else f"收到的“{name}”不是应交的材料。"
        )
    return Lacking(line.due.what.words or "材料", line.due.person, _day(line.due.deadline), line.state, told)


def _perhaps(doubts: Sequence[Perhaps], whose: str) -> str:
    """What a letter says of the files that may be a paper: those that cannot be read must come again in any case.

    >>> _perhaps([Perhaps("甲/最终版.docx", unread=True, earlier=True)], "是谁的")
    '上次收到的“最终版.docx”打不开，可能就是这一份，请重新报送，并写明是谁的。'
    >>> _perhaps([Perhaps("甲/全体.docx", joined=True)], "是谁的")
    '收到的“全体.docx”里有几份材料，可能就有这一份，请一份材料存一个文件，分开报送。'
    """
    told = []
    for earlier in (True, False):
        files = [PurePosixPath(one.file).name for one in doubts if one.unread and one.earlier is earlier]
        if files:
            some = "、".join(f"“{file}”" for file in files[:_UNREAD]) + ("等" if files[_UNREAD:] else "")
            told.append(f"{'上次' if earlier else ''}收到的{some}打不开")
    broken = f"{'；'.join(told)}，可能就是这一份，请重新报送，并写明{whose}。" if told else ""
    joined = [PurePosixPath(one.file).name for one in doubts if one.joined]
    if joined:
        # The school is asked for papers apart in any case.
        some = "、".join(f"“{file}”" for file in joined[:_UNREAD]) + ("等" if joined[_UNREAD:] else "")
        broken += f"收到的{some}里有几份材料，可能就有这一份，请一份材料存一个文件，分开报送。"
    legible = [one for one in doubts if not one.unread and not one.joined]
    if not legible:
        return broken
    when = "上次" if all(one.earlier for one in legible) else ""
    if broken:
        return f"{broken}{when}收到的材料里另有认不准是谁的，也可能是这一份；如果是，请告知我们，就不用重报。"
    return f"{when}收到的材料里有认不准是谁的，可能就是这一份；如果已经报送，请告知我们，不用重报。"


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
