"""The files that stand at one due paper in, its lines out: which one counts, whether it is late, and why (定夺)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.dates import last_day, said
from checker.expected.corrections import CORRECTED
from checker.expected.drafts import rank, why
from checker.expected.line import WRONG, Line
from checker.expected.roster import Due
from checker.expected.submission import Submission

__all__ = ["Given", "last_year", "lines_of"]

_LAST_YEAR = 300  # days before the deadline: no paper of this round is so early
_OLD_LOOK = "可能是上一年的材料，也可能是年份写错了，请看一看。"
_OLD = re.compile(
    rf"落款日期是 (\d{{4}}-\d\d-\d\d|\d{{4}}年\d+月)，比截止日期早 (\d+ 天(?:以上)?)，{_OLD_LOOK}"
)


@dataclass(frozen=True, slots=True)
class Given:
    """A submission that stands at a due paper, and why; `sure` when a person put it there.

    `against` are those whose its folder or name says it is instead.
    """

    submission: Submission
    reason: str
    right: bool
    correction: str = ""
    problem: str = ""
    sure: bool = False
    against: tuple[str, ...] = ()


def lines_of(
    due: Due, given: list[Given], apart: list[Given], kind_names: dict[str, str], verdict: str
) -> list[Line]:
    """All lines of one due paper: the one that counts first. `apart` cannot be read, and may be drafts of it."""
    kind = due.what.kind
    # A person's word goes before what the text looks like.
    right = sorted(
        (g for g in given if g.right),
        key=lambda g: rank(g.submission, "" if g.sure else kind),
    )
    wrong = [g for g in given if not g.right]
    if not right:
        return _none_right(due, wrong, kind_names, verdict)
    first, *others = right
    state, note, doubt = _standing(due, right, apart, verdict)
    problem = first.problem
    if verdict == "免交":
        problem = (
            f"名单第 {due.row} 行的“{CORRECTED}”写的是“免交”，但收到了“{first.submission.file}”，照收到的算。"
        )
    several = len({g.submission.author for g in right}) > 1 and not due.person
    if others:
        many = (
            f"收到 {len(right)} 份，署名各不相同，都算。"
            if several
            else f"收到 {len(right)} 份，{why(first.submission, [g.submission for g in others], '' if first.sure else kind)}，以这一份为准。"
        )
        note = f"{note}{many}"
    said = first.correction or verdict
    lines = [Line(state, due, first.submission, first.reason, note + doubt, said, problem=problem)]
    lines += [_beside(due, other, first, several) for other in others]
    return lines + [_wrong(due, g, kind_names, counts=False) for g in wrong]


def _none_right(due: Due, wrong: Sequence[Given], kind_names: dict[str, str], verdict: str) -> list[Line]:
    """The lines of a due paper for which nothing came, or only something else (`wrong`)."""
    if verdict in ("免交", "已交"):
        line = Line(verdict, due, None, f"人工更正：{verdict}", "", verdict)
        return [line, *(_wrong(due, g, kind_names, counts=False) for g in wrong)]
    if not wrong:
        return [Line("未交", due, correction=verdict)]  # 按时, when what it was said of is there no more
    return [_wrong(due, g, kind_names, counts=n == 0) for n, g in enumerate(wrong)]


def _standing(due: Due, right: Sequence[Given], apart: Sequence[Given], verdict: str) -> tuple[str, str, str]:
    """How a due paper stands by the first of those that came: the state, the note on it, what is in doubt."""
    first = right[0]
    # A draft that cannot be read, sent in time, may be the same paper: in doubt nobody is late.
    late = [_late(due, g.submission) for g in (*right, *apart)]
    note = late[0]
    state = "打不开" if first.submission.status == "unreadable" else "迟交" if all(late) else "已交"
    if late[0] and not all(late):
        earlier = "前面的稿子" if not all(late[: len(right)]) else "另有一份打不开的，"
        note = f"这一稿{late[0].rstrip('。')}，但{earlier}按时交了，算按时。"
    if verdict in ("按时", "已交") and state == "迟交":
        state, note = "已交", f"人工更正：{verdict}。{note}"
    elif verdict == "迟交" and state == "已交":
        state, note = "迟交", "人工更正：迟交。"
    doubt = "" if note else _doubt(due, first.submission)
    if state == "打不开":
        # Why comes first. A copy's time says little, least of a file nobody could look into.
        weak = f"（{first.submission.by}晚于截止，是否迟交等能打开了再看。）" if all(late) else ""
        note, doubt = first.submission.reason + weak, ""
    return state, note, doubt + (_old(due, first.submission) if not (first.sure or verdict) else "")


def _beside(due: Due, other: Given, first: Given, several: bool) -> Line:
    """The line of one that came beside the `first`: another draft of it, or of `several` writers another's paper."""
    sent = other.submission
    state = ("打不开" if sent.status == "unreadable" else "已交") if several else "重复报送"
    told = "" if several else f"与“{first.submission.file}”是同一份应交材料，不以这份为准。"
    return Line(state, due, sent, other.reason, told, other.correction, counts=False, problem=other.problem)


def _wrong(due: Due, given: Given, kind_names: dict[str, str], counts: bool) -> Line:
    kind = kind_names.get(given.submission.kind, given.submission.kind)
    said = f"像是{kind}" if given.submission.kind != "other" else "看不出是名单上的哪种材料"
    if given.submission.campaign:
        said = f"写的是另一项活动（{given.submission.campaign}）"
    note = f"应交{due.what.words or '这项活动的材料'}，这一份{said}。{WRONG}{due.row}。"
    state = "交错文种" if counts else "名单外"
    return Line(
        state,
        due if counts else None,
        given.submission,
        given.reason,
        note,
        given.correction,
        counts,
        unit=due.unit,
        problem=given.problem,
    )


def _late(due: Due, submission: Submission) -> str:
    """How late a submission is, in Chinese; "" when it is not, or nothing says so."""
    if due.deadline is None or submission.received is None or submission.received <= due.deadline:
        return ""
    days = (submission.received.date() - due.deadline.date()).days
    over = f"，晚了 {days} 天" if days else ""
    return f"{submission.by}是 {submission.received:%Y-%m-%d %H:%M}，截止 {due.limit}{over}。"


def _old(due: Due, submission: Submission) -> str:
    """A remark when a paper bears last year's date: it may be last year's paper, sent again."""
    dated = last_day(submission.date)
    days = (due.deadline.date() - dated).days if due.deadline is not None and dated is not None else 0
    if days <= _LAST_YEAR:
        return ""
    shown = said(submission.date)
    return (
        f"落款日期是 {shown}，比截止日期早 {days} 天{'以上' if shown != submission.date else ''}，{_OLD_LOOK}"
    )


def last_year(note: str) -> tuple[str, str, str] | None:
    """The remark of a note that a paper bears last year's date: its words, the date and how long before the deadline
    it is, as a letter says them.

    >>> last_year("落款日期是 2010-06-12，比截止日期早 373 天，可能是上一年的材料，也可能是年份写错了，请看一看。")[1:]
    ('2010年6月12日', '373天')
    """
    match = _OLD.search(note)
    if match is None:
        return None
    year, month, day = (int(n) for n in (*re.findall(r"\d+", match[1]), 0)[:3])
    return match[0], f"{year}年{month}月" + (f"{day}日" if day else ""), match[2].replace(" ", "")


def _doubt(due: Due, submission: Submission) -> str:
    """A remark when only the file's time is late: copying changes it."""
    if due.deadline is None or submission.file_time is None or submission.saved is None:
        return ""
    if submission.saved <= due.deadline < submission.file_time:
        return (
            f"文件的修改时间 {submission.file_time:%Y-%m-%d %H:%M} 晚于截止，但文件内记录在 "
            f"{submission.saved:%Y-%m-%d %H:%M} 就已存好，可能是复制时变的，算按时；"
            "确实收迟了，请在“更正到”填“迟交”。"
        )
    return ""
