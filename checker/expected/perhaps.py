"""Files of which nobody knows for certain whose they are in, the due papers that each may be out (认不准).

A school is not told flatly that nothing came (没有收到) while a file lies there that may be its paper.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from checker.expected.corrections import CORRECTED, OUTSIDE
from checker.expected.kinds import fits
from checker.expected.line import Line
from checker.expected.match import Claim
from checker.expected.roster import Due, Roster
from checker.expected.schools import plain_name
from checker.expected.settled import Given, newest
from checker.expected.submission import Submission

__all__ = ["astray", "contested", "may_be", "unseen", "unseen_again", "whose", "with_doubtful"]


def may_be(
    claim: Claim, unit: str, submission: Submission, roster: Roster, given: Mapping[int, Sequence[Given]]
) -> tuple[int, ...]:
    """Of the school `unit` that a file comes from, the due papers that it may be: nothing right came for them,
    and it is of the kind, or cannot be read and may be anything.

    Whoever signed: a name is easily misread. Only what is known for a listed person's is nobody else's.
    """
    unread = submission.status == "unreadable"
    person = claim.subject.person if claim.subject is not None else ""
    if not unit or person and not unread:
        return ()
    return tuple(
        number
        for number, due in enumerate(roster.dues)
        if plain_name(due.unit) == plain_name(unit)
        and person in ("", due.person)
        and not any(g.right for g in given.get(number, ()))
        and (unread or (due.what.words or not submission.stray) and fits(due.what, submission))
    )


def whose(claim: Claim, open_: Sequence[Due], unread: bool) -> tuple[str, ...]:
    """The names that a person is asked to choose from: those thought of, and of the school's `open_` due papers."""
    names = tuple(dict.fromkeys(map(_name, open_)))
    if unread:
        return names or claim.candidates
    if any(name in names for name in claim.candidates):
        return claim.candidates  # nearly the name that was signed
    return tuple(dict.fromkeys((*claim.candidates, *names)))


def astray(one: Given, there: Sequence[Given]) -> bool:
    """Whether this lies with another school while a file of which nothing says so came: it may be copied."""
    return (
        bool(one.against)
        and one.right
        and not one.sure
        and any(g.right and (g.sure or not g.against) for g in there)
    )


def unseen_again(one: Given, there: Sequence[Given]) -> bool:
    """Whether this cannot be read while another one of the same due paper came: nobody saw that they are one."""
    if one.submission.status != "unreadable" or one.sure or not one.right:
        return False
    others = [g for g in there if g is not one and g.right]
    if any(g.submission.status != "unreadable" for g in others):
        return True
    first = min((g for g in there if g.right), key=newest)
    return first is not one and not (
        one.submission.sha256 and first.submission.sha256 == one.submission.sha256
    )


def unseen(due: Due, one: Given, first: Line) -> Line:
    """The line of a file that cannot be read, where the due paper has come already."""
    file = first.submission.file if first.submission else ""
    note = (
        f"{one.submission.reason}没有看到内容，不知道和“{file}”是不是同一份。"
        f"看过以后确实是，请在“{CORRECTED}”填名单行号 {due.row}；不是的填“{OUTSIDE}”。"
    )
    return Line(
        "认不准", None, one.submission, one.reason, note, one.correction, unit=due.unit, problem=one.problem
    )


def contested(due: Due, one: Given, first: Line) -> Line:
    """The line of a file whose folder or name speaks for another school, where the due paper has come already."""
    file = first.submission.file if first.submission else ""
    note = (
        f"“{_name(due)}”的{due.what.words or '材料'}已经收到“{file}”，这一份可能是别人抄了忘改。"
        f"请看是不是：{'；'.join(one.against)}。是哪一个，就在“{CORRECTED}”填它的名单行号；"
        f"确实也是“{_name(due)}”的，填 {due.row}。"
    )
    return Line(
        "认不准",
        None,
        one.submission,
        one.reason,
        note,
        one.correction,
        candidates=(_name(due), *one.against),
        problem=one.problem,
    )


def with_doubtful(line: Line, outside: Sequence[Line]) -> Line:
    """A due paper that did not come, with the files that may be it (认不准): nobody is urged in vain."""
    if line.state != "未交" or line.due is None:
        return line
    # A school thought of means its people too: the paper may be signed so that nobody can read it.
    names = {_name(line.due), line.due.unit}
    files = [
        other.submission.file
        for other in outside
        if other.submission is not None
        and not names.isdisjoint(other.candidates)
        # What cannot be read may be anything.
        and (other.submission.status == "unreadable" or fits(line.due.what, other.submission))
    ]
    if not files:
        return line
    told = "、".join(f"“{file}”" for file in files[:3])
    return dataclasses.replace(line, note=f"可能就是认不准的{told}，催交以前请先看一看。", maybe=tuple(files))


def _name(due: Due) -> str:
    """Whose a due paper is, as `Subject.name` has it."""
    return f"{due.unit} {due.person}".strip()
