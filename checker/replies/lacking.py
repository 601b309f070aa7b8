"""A roster's line that is still open (未交, 打不开 …) in; what its school is told is lacking out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.expected.before import still_missing
from checker.expected.instead import came_instead
from checker.expected.line import Line, Perhaps

__all__ = ["NOTHING", "Lacking", "lacking", "told_day"]

NOTHING = "没有收到。"
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


def lacking(line: Line) -> Lacking:
    """What the school of an open line is told of it."""
    due = line.due
    assert due is not None
    what, limit = due.what.words or "材料", told_day(due.deadline)
    if line.maybe:
        told = _perhaps(line.doubts, "是谁的" if due.person else "是哪个单位的什么材料")
        return Lacking(what, due.person, limit, line.state, told, doubtful=True)
    told = _missing(line.note) + came_instead(line.instead) if line.state == "未交" else ""
    if line.submission is not None:
        name = PurePosixPath(line.submission.file).name
        told = (
            f"收到的“{name}”打不开，请重新报送。"
            if line.state == "打不开"
            else f"收到的“{name}”不是应交的材料。"
        )
    return Lacking(what, due.person, limit, line.state, told)


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


def told_day(limit: datetime.datetime | None) -> str:
    """A deadline as a letter writes it; the time of day only where there is one."""
    if limit is None:
        return ""
    day = f"{limit.year}年{limit.month}月{limit.day}日"
    return day if (limit.hour, limit.minute) == (23, 59) else f"{day}{limit.hour}时{limit.minute:02d}分"
