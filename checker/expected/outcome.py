"""A roster, the submissions and a person's corrections in, a line for each due paper and each file out.

Each file stands on exactly one line, and so does each due paper for which nothing came.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from checker.expected.corrections import OUTSIDE, Corrections, key_of
from checker.expected.kinds import fits
from checker.expected.match import Claim, Matcher, Subject
from checker.expected.roster import Due, Roster
from checker.expected.schools import plain_name
from checker.expected.submission import Submission

__all__ = ["BEFORE", "OPEN", "STATES", "WRONG", "Line", "counts", "outcomes"]

# In the order people ask for them.
BEFORE = "上次已交"  # with --since: it came the time before and did not come again
STATES = ("已交", "迟交", BEFORE, "未交", "打不开", "交错文种", "重复报送", "认不准", "名单外", "免交")
# What still has to come.
OPEN = frozenset({"未交", "打不开", "交错文种"})
WRONG = "认错了请在“更正到”填名单行号 "  # how a note on a paper of another kind goes on


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a due paper or of a file (一行). `correction` is what a person wrote, to be shown again.

    `counts` says whether this line decides the due paper: of several files one does. `candidates` are the
    names of those whose a file may be, when it is not sure (认不准). `unit` is the roster's unit that sent a
    file which belongs to no due paper, where that is known.
    """

    state: str
    due: Due | None = None
    submission: Submission | None = None
    reason: str = ""
    note: str = ""
    correction: str = ""
    counts: bool = True
    candidates: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Given:
    """A submission that stands at a due paper, and why."""

    submission: Submission
    reason: str
    right: bool
    correction: str = ""


def outcomes(
    roster: Roster,
    submissions: Sequence[Submission],
    kind_names: dict[str, str],
    corrections: Corrections | None = None,
) -> list[Line]:
    """The lines in the roster's order, then those of files that belong to no due paper."""
    fixed = corrections or Corrections()
    matcher = Matcher(roster)
    given: dict[int, list[_Given]] = {}
    outside: list[Line] = []
    waiting: list[tuple[Submission, Claim, str]] = []
    for submission in submissions:
        words = fixed.files.get(submission.file, "")
        claim = matcher.claim(submission)
        if words:
            place = None if words == OUTSIDE else fixed.due_of(words, enumerate(roster.dues), submission.kind)
            before = f"人工更正（程序原来认为：{_claimed(claim)}）"
            if words == OUTSIDE:
                outside.append(Line("名单外", None, submission, before, "", words))
                continue
            if place is not None:
                given.setdefault(place, []).append(_Given(submission, before, True, words))
                continue
            claim = Claim(
                None, f"“更正到”写的“{words}”在名单上找不到，请写名单行号；{claim.reason}", claim.candidates
            )
        waiting.append((submission, claim, words))
    listed = {(plain_name(d.unit), d.what.kind) for d in roster.dues if d.person}
    wrong: list[tuple[Submission, Claim, str]] = []
    for submission, claim, words in waiting:
        place = _place(claim.subject, submission, roster, listed)
        if place is not None:
            given.setdefault(place, []).append(_Given(submission, claim.reason, True, words))
        else:
            wrong.append((submission, claim, words))
    for submission, claim, words in wrong:
        place = _open_place(claim, submission, roster, given)
        if place is not None:
            given.setdefault(place, []).append(_Given(submission, claim.reason, False, words))
        else:
            outside.append(_outside(submission, claim, kind_names, words))
    lines: list[Line] = []
    for number, due in enumerate(roster.dues):
        lines += _lines(due, given.get(number, []), kind_names, fixed.dues.get(key_of(due), ""))
    return [_with_doubtful(line, outside) for line in lines] + outside


def _with_doubtful(line: Line, outside: Sequence[Line]) -> Line:
    """A due paper that did not come, with the files that may be it (认不准): nobody is urged in vain."""
    if line.state != "未交" or line.due is None:
        return line
    subject = f"{line.due.unit} {line.due.person}".strip()
    files = [
        f"“{other.submission.file}”"
        for other in outside
        if other.submission is not None
        and subject in other.candidates
        and fits(line.due.what, other.submission)
    ]
    if not files:
        return line
    return dataclasses.replace(line, note=f"可能就是认不准的{'、'.join(files[:3])}，催交以前请先看一看。")


def counts(lines: Sequence[Line]) -> Counter[str]:
    """How many due papers are in which state, and how many files belong to none."""
    return Counter(line.state for line in lines if line.counts or line.due is None)


def _place(
    subject: Subject | None, submission: Submission, roster: Roster, listed: set[tuple[str, str]]
) -> int | None:
    """The due paper of the subject that the submission is; None when it is none of them.

    `listed` are the units and kinds that are due person by person: there a signed paper of somebody else
    is not the unit's own.
    """
    if subject is None:
        return None
    for exact in (True, False):
        for number in subject.dues:
            due = roster.dues[number]
            own = due.person or not (submission.author and (plain_name(due.unit), due.what.kind) in listed)
            if own and fits(due.what, submission) and (not exact or due.what.words):
                return number
    if submission.status == "unreadable" and len(subject.dues) == 1:
        return subject.dues[0]  # nothing says what it is: it may be what was asked for
    return None


def _open_place(
    claim: Claim, submission: Submission, roster: Roster, given: dict[int, list[_Given]]
) -> int | None:
    """The due paper in whose place a wrong one was sent: the subject's first for which nothing right came."""
    subject = claim.subject
    if subject is None or submission.status == "unreadable" or (submission.author and not subject.person):
        return None
    still = (n for n in subject.dues if not any(g.right for g in given.get(n, ())))
    return next(still, None)


def _outside(submission: Submission, claim: Claim, kind_names: dict[str, str], words: str) -> Line:
    if claim.candidates:
        note = f"请看是不是：{'；'.join(claim.candidates)}。是哪一个，就在“更正到”填它的名单行号。"
        return Line("认不准", None, submission, claim.reason, note, words, candidates=claim.candidates)
    if claim.subject is not None:
        kind = kind_names.get(submission.kind, "") if submission.kind != "other" else ""
        what = f"名单上没有要它交{kind}" if kind else "看不出是名单上的哪种材料"
        if submission.status == "unreadable":
            what = "打不开，也看不出是哪一份材料"
        elif submission.author and not claim.subject.person:
            what = f"单位在名单上，但名单上没有“{submission.author}”要交的{kind or '材料'}"
        reason = f"认作“{claim.subject.name}”：{claim.reason}"
        return Line("名单外", None, submission, reason, what + "。", words, unit=claim.subject.unit)
    return Line("名单外", None, submission, claim.reason, "", words)


def _claimed(claim: Claim) -> str:
    if claim.subject is not None:
        return claim.subject.name
    return "、".join(claim.candidates) if claim.candidates else OUTSIDE


def _lines(due: Due, given: list[_Given], kind_names: dict[str, str], verdict: str) -> list[Line]:
    """All lines of one due paper: the one that counts first."""
    right = sorted((g for g in given if g.right), key=_newest)
    wrong = [g for g in given if not g.right]
    if verdict in ("免交", "已交") and not right:
        state = verdict
        lines = [Line(state, due, None, f"人工更正：{verdict}", "", verdict)]
        return lines + [_wrong(due, g, kind_names, counts=False) for g in wrong]
    if not right:
        if not wrong:
            return [Line("未交", due)]
        return [_wrong(due, g, kind_names, counts=n == 0) for n, g in enumerate(wrong)]
    first, *others = right
    late = [_late(due, g.submission) for g in right]
    note = late[0]
    state = "打不开" if first.submission.status == "unreadable" else "迟交" if all(late) else "已交"
    if late[0] and not all(late):
        note = f"这一稿{late[0].rstrip('。')}，但前面的稿子按时交了，算按时。"
    if verdict in ("按时", "已交") and state == "迟交":
        state, note = "已交", f"人工更正：{verdict}。{note}"
    elif verdict == "迟交" and state == "已交":
        state, note = "迟交", "人工更正：迟交。"
    doubt = "" if note else _doubt(due, first.submission)
    if state == "打不开":
        note += first.submission.reason
    writers = {g.submission.author for g in right}
    several = len(writers) > 1 and not due.person
    if others:
        many = (
            f"收到 {len(right)} 份，署名各不相同，都算。"
            if several
            else f"{_why(first, right)}，以这一份为准。"
        )
        note = f"{note}{many}"
    lines = [Line(state, due, first.submission, first.reason, note + doubt, first.correction or verdict)]
    for other in others:
        state = ("打不开" if other.submission.status == "unreadable" else "已交") if several else "重复报送"
        told = "" if several else f"与“{first.submission.file}”是同一份应交材料，不以这份为准。"
        lines.append(Line(state, due, other.submission, other.reason, told, other.correction, counts=False))
    return lines + [_wrong(due, g, kind_names, counts=False) for g in wrong]


def _wrong(due: Due, given: _Given, kind_names: dict[str, str], counts: bool) -> Line:
    kind = kind_names.get(given.submission.kind, given.submission.kind)
    said = f"像是{kind}" if given.submission.kind != "other" else "看不出是名单上的哪种材料"
    note = f"应交{due.what.words}，这一份{said}。{WRONG}{due.row}。"
    state = "交错文种" if counts else "名单外"
    own = due if counts else None
    return Line(state, own, given.submission, given.reason, note, given.correction, counts, unit=due.unit)


def _newest(given: _Given) -> tuple[bool, datetime.timedelta, int, str]:
    """Readable ones first, then the newest; of equal ones the one with the shorter name."""
    when = given.submission.received or datetime.datetime.min
    file = given.submission.file  # 甲.docx before 甲 - 副本.docx
    return given.submission.status == "unreadable", datetime.datetime.max - when, len(file), file


def _why(first: _Given, right: Sequence[_Given]) -> str:
    others = [g.submission for g in right if g is not first]
    head = f"收到 {len(right)} 份"
    if all(o.sha256 == first.submission.sha256 and o.sha256 for o in others):
        return f"{head}，内容完全相同"
    if any(o.status == "unreadable" for o in others) and first.submission.status != "unreadable":
        return f"{head}，有的打不开"
    if all(o.received == first.submission.received for o in others):
        return f"{head}，时间相同，取文件名短的"
    return f"{head}，这一份最新"


def _late(due: Due, submission: Submission) -> str:
    """How late a submission is, in Chinese; "" when it is not, or nothing says so."""
    if due.deadline is None or submission.received is None or submission.received <= due.deadline:
        return ""
    days = (submission.received.date() - due.deadline.date()).days
    over = f"，晚了 {days} 天" if days else ""
    return f"{submission.by}是 {submission.received:%Y-%m-%d %H:%M}，截止 {due.limit}{over}。"


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
