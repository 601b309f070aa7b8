"""A roster, the submissions and a person's corrections in, a line for each due paper and each file out.

Each file stands on exactly one line, and so does each due paper for which nothing came.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.expected.corrections import (
    CORRECTED,
    OUTSIDE,
    VERDICTS,
    Corrections,
    Unused,
    key_of,
    rows_named,
)
from checker.expected.folders import homes_of, with_home
from checker.expected.instead import with_instead
from checker.expected.kinds import fits, unrelated
from checker.expected.line import Line
from checker.expected.match import Claim, Matcher, Subject
from checker.expected.perhaps import (
    astray,
    contested,
    may_be,
    unseen,
    unseen_again,
    whose,
    with_cosigned,
    with_doubtful,
    with_rows,
)
from checker.expected.roster import Due, Roster
from checker.expected.settled import Given, lines_of
from checker.expected.submission import Submission
from checker.schools import plain_name

__all__ = ["outcomes", "unused"]

_ROWS_TOLD, _CANDIDATES_TOLD = 6, 3


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A submission whose place is looked for."""

    submission: Submission
    claim: Claim
    words: str = ""
    problem: str = ""

    def given(self, right: bool) -> Given:
        """It stands at the due paper it was matched to."""
        claim = self.claim
        return Given(self.submission, claim.reason, right, self.words, self.problem, against=claim.against)


def outcomes(
    roster: Roster,
    submissions: Sequence[Submission],
    kind_names: dict[str, str],
    corrections: Corrections | None = None,
) -> list[Line]:
    """The lines in the roster's order, then those of files that belong to no due paper."""
    fixed = corrections or Corrections()
    matcher = Matcher(roster)
    given: dict[int, list[Given]] = {}
    outside: list[Line] = []
    waiting: list[_Waiting] = []
    named: list[_Waiting] = []
    for submission in submissions:
        words = fixed.files.get(submission.file, "")  # a row's number as the names it stood for
        one = _Waiting(submission, matcher.claim(submission), words)
        if words == OUTSIDE:
            # The paper of no school of the roster, whatever it says: its letter is not the roster school's.
            outside.append(Line("名单外", None, submission, _by_hand(one), "", words))
            continue
        place = fixed.due_of(submission.file, enumerate(roster.dues), submission.kind) if words else None
        if place is not None:
            if submission.file in fixed.meant:
                words = str(roster.dues[place].row)  # as it is counted now
            given.setdefault(place, []).append(Given(submission, _by_hand(one), True, words, sure=True))
        else:
            (named if words else waiting).append(one)
    listed = {(plain_name(d.unit), d.what.kind) for d in roster.dues if d.person}
    left: list[_Waiting] = []

    def settle(one: _Waiting) -> None:
        place = _place(one.claim.subject, one.submission, roster, listed)
        if place is not None:
            given.setdefault(place, []).append(one.given(right=True))
        else:
            left.append(one)

    for one in waiting:
        settle(one)
    # A school's name means the row that is still open: only now is that known.
    for one in named:
        place, problem = _named_place(one, roster, given, fixed)
        if place is None:
            settle(dataclasses.replace(one, problem=problem))
        else:
            told = Given(one.submission, _by_hand(one), True, one.words, sure=True)
            given.setdefault(place, []).append(told)
    homes = homes_of((one.submission, one.claim) for one in (*waiting, *named))
    for one in left:
        claim, home = with_home(one.submission, one.claim, homes)
        unit = home or matcher.school_of(one.submission, one.claim)
        still = may_be(one.claim, unit, one.submission, roster, given)
        found = _open_place(one.claim, one.submission, still, roster, given)
        if found is not None:
            given.setdefault(found[0], []).append(one.given(right=found[1]))
        else:
            one = dataclasses.replace(one, claim=claim)
            outside.append(_outside(one, kind_names, unit, [roster.dues[n] for n in still], roster))
    lines: list[Line] = []
    for number, due in enumerate(roster.dues):
        key = key_of(due)
        there = given.get(number, [])
        strays = [g for g in there if astray(g, there)]
        there = [g for g in there if g not in strays]
        apart = [g for g in there if unseen_again(g, there)]
        own = [g for g in there if g not in apart]
        made = lines_of(due, own, apart, kind_names, fixed.dues.get(key, ""))
        lines += [_with_odd(made[0], fixed.odd.get(key, "")), *made[1:]]
        outside += [unseen(due, g, made[0]) for g in apart]
        outside += [contested(due, g, made[0]) for g in strays]
    lines = [with_instead(with_doubtful(line, outside), outside) for line in lines]
    return with_cosigned(lines + outside)


def unused(corrections: Corrections, lines: Sequence[Line], roster: Roster) -> list[Unused]:
    """What a person wrote that stands on none of the lines: a row has left the roster, a file did not come."""
    listed = {key_of(due) for due in roster.dues}
    told = {(key_of(line.due), line.correction) for line in lines if line.due is not None}
    files = {line.submission.file for line in lines if line.submission is not None}
    found = []
    for key, words in (*corrections.dues.items(), *corrections.odd.items()):
        if (key, words) not in told:
            why = (
                "名单上有这一行，但那一栏写着别的，或者这次的情况用不上。"
                if key in listed
                else "名单上没有这一行了。"
            )
            found.append(Unused(corrections.shown.get(key, key), "", words, why))
    for file, words in corrections.files.items():
        if file not in files:
            found.append(Unused(("", "", ""), file, words, "这次没有这个文件。"))
    return found


def _by_hand(one: _Waiting) -> str:
    return f"人工更正（程序原来认为：{_claimed(one.claim, one.submission.status == 'unreadable')}）"


def _named_place(
    one: _Waiting, roster: Roster, given: Mapping[int, Sequence[Given]], fixed: Corrections
) -> tuple[int | None, str]:
    """The row that names under 更正到 mean, or why there is none, in Chinese."""
    words, submission = one.words, one.submission
    head = f"“{submission.file}”的“{CORRECTED}”写的是“{words}”，"
    if words in VERDICTS:
        return None, f"{head}只能写在有名单行号的行里，没有采用。这一行请写名单行号（如 12）或“{OUTSIDE}”。"
    rows = rows_named(words, roster.dues)
    fitting = [n for n in rows if fits(roster.dues[n].what, submission)]
    own = [n for n in fitting if roster.dues[n].person and roster.dues[n].person == submission.author]
    still = [
        n
        for n in fitting
        if not any(g.right for g in given.get(n, ())) and key_of(roster.dues[n]) not in fixed.dues
    ]
    for found in (own, still, rows):
        if len(found) == 1:
            return found[0], ""
    if not rows:
        why = "在名单上找不到"
    else:
        some = "、".join(str(roster.dues[n].row) for n in (still or rows)[:_ROWS_TOLD])
        why = f"在名单上不止一行（{some}{' 等' if len(still or rows) > _ROWS_TOLD else ''}）"
    return None, f"{head}{why}，没有采用，照程序认的算。请改写名单行号（如 12）或“{OUTSIDE}”。"


def _with_odd(line: Line, words: str) -> Line:
    """A due paper's line with what a person wrote there that cannot be followed."""
    if not words or line.correction or line.due is None:
        return line
    who = f"名单第 {line.due.row} 行（{f'{line.due.unit} {line.due.person}'.strip()}）"
    problem = (
        f"{who}的“{CORRECTED}”写的是“{words}”，没有采用。这里只能写“已交”“免交”“按时”“迟交”；"
        f"要说某个文件就是这一份，请在那个文件的那一行写 {line.due.row}。"
    )
    # Beside a file that has come since, the words would be read as the file's.
    kept = words if line.submission is None else ""
    return dataclasses.replace(line, correction=kept, problem=problem)


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
    return None


def _open_place(
    claim: Claim,
    submission: Submission,
    still: tuple[int, ...],
    roster: Roster,
    given: Mapping[int, Sequence[Given]],
) -> tuple[int, bool] | None:
    """The due paper in whose place a wrong one was sent: the subject's first for which nothing right came.

    With it whether it is taken for the right one: what cannot be read may be the only thing asked for. `still`
    are the school's due papers that it may be.
    """
    subject = claim.subject
    if subject is None or (submission.author and not subject.person):
        return None
    if submission.status == "unreadable":
        return (still[0], True) if len(still) == 1 and subject.dues == still else None
    if still:
        return None
    lacking = [n for n in subject.dues if not any(g.right for g in given.get(n, ()))]
    if not lacking or not subject.person and unrelated(roster.dues[lacking[0]].what, submission):
        return None
    return lacking[0], False


def _outside(
    one: _Waiting, kind_names: dict[str, str], unit: str, still: Sequence[Due], roster: Roster
) -> Line:
    """The line of a file that is no due paper for certain; `still` are its school's open ones that it may be."""
    submission, claim, words, problem = one.submission, one.claim, one.words, one.problem
    unread = submission.status == "unreadable"
    candidates = whose(claim, still, unread)
    unknown = unread and claim.subject is None and not claim.abroad  # it may be any school's
    if candidates or unknown:
        rows = still or roster.dues
        some = "；".join(with_rows(name, rows) for name in candidates[:_CANDIDATES_TOLD]) + (
            "等" if len(candidates) > _CANDIDATES_TOLD else ""
        )
        note = f"请看是不是：{some}。是哪一个，就在“{CORRECTED}”填它的名单行号。"
        if not candidates:
            note = (
                f"{submission.reason}看不出是哪个单位的哪一份材料。看过以后是名单上的，就在“{CORRECTED}”"
                f"填它的名单行号；不是的填“{OUTSIDE}”。"
            )
        elif unread:
            note = f"{submission.reason}看不出是哪一份材料。{note}"
        return Line(
            "认不准",
            None,
            submission,
            claim.reason,
            note,
            words,
            candidates=candidates,
            unit=unit,
            problem=problem,
        )
    if claim.subject is not None:
        kind = kind_names.get(submission.kind, "") if submission.kind != "other" else ""
        what = f"名单上没有要它交{kind}" if kind else "看不出是名单上的哪种材料"
        if unread:
            what = f"{submission.reason}看不出是哪一份材料"
        elif submission.author and not claim.subject.person:
            what = f"单位在名单上，但名单上没有“{submission.author}”要交的{kind or '材料'}"
        elif kind and not claim.subject.person and _asks(roster, unit, submission.kind):
            what = f"名单上它的{kind}都已经收到，看不出这一份是谁的"
        reason = f"认作“{claim.subject.name}”：{claim.reason}"
        return Line("名单外", None, submission, reason, what + "。", words, unit=unit, problem=problem)
    note = submission.reason if unread else ""
    return Line("名单外", None, submission, claim.reason, note, words, unit=unit, problem=problem)


def _asks(roster: Roster, unit: str, kind: str) -> bool:
    return any(d.what.kind == kind and plain_name(d.unit) == plain_name(unit) for d in roster.dues)


def _claimed(claim: Claim, unread: bool) -> str:
    if claim.subject is not None:
        return claim.subject.name
    unknown = "认不准" if unread and not claim.abroad else OUTSIDE
    return "、".join(claim.candidates) if claim.candidates else unknown
