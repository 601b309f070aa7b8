"""A roster, the submissions and a person's corrections in, a line for each due paper and each file out.

Each file stands on exactly one line, and so does each due paper for which nothing came.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from checker.expected.corrections import OUTSIDE, Corrections, key_of
from checker.expected.folders import homes_of, with_home
from checker.expected.instead import with_instead
from checker.expected.kinds import fits, unrelated
from checker.expected.line import Line
from checker.expected.match import Claim, Matcher, Subject
from checker.expected.outside import outside_line
from checker.expected.perhaps import (
    astray,
    contested,
    may_be,
    unseen,
    unseen_again,
    with_cosigned,
    with_doubtful,
)
from checker.expected.roster import Roster
from checker.expected.settled import Given, lines_of
from checker.expected.submission import Submission
from checker.expected.waiting import Waiting
from checker.expected.written import named_place, with_odd
from checker.schools import plain_name

__all__ = ["outcomes"]


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
    waiting, named = _by_correction(roster, submissions, matcher, fixed, given, outside)
    left = _matched(roster, waiting, named, fixed, given)
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
            outside.append(outside_line(one, kind_names, unit, [roster.dues[n] for n in still], roster))
    lines = _lines(roster, given, kind_names, fixed, outside)
    lines = [with_instead(with_doubtful(line, outside), outside) for line in lines]
    return with_cosigned(lines + outside)


def _by_correction(
    roster: Roster,
    submissions: Sequence[Submission],
    matcher: Matcher,
    fixed: Corrections,
    given: dict[int, list[Given]],
    outside: list[Line],
) -> tuple[list[Waiting], list[Waiting]]:
    """Put into `given` and `outside` what a person placed by a row or outside; the files without a word of his, and
    those with a name for which the row is still to be found."""
    waiting: list[Waiting] = []
    named: list[Waiting] = []
    for submission in submissions:
        words = fixed.files.get(submission.file, "")  # a row's number as the names it stood for
        one = Waiting(submission, matcher.claim(submission), words)
        if words == OUTSIDE:
            # The paper of no school of the roster, whatever it says: its letter is not the roster school's.
            outside.append(Line("名单外", None, submission, one.by_hand, "", words))
            continue
        place = fixed.due_of(submission.file, enumerate(roster.dues), submission.kind) if words else None
        if place is not None:
            # A row as it is counted now.
            row = str(roster.dues[place].row) if submission.file in fixed.meant else ""
            given.setdefault(place, []).append(one.told(row))
        else:
            (named if words else waiting).append(one)
    return waiting, named


def _matched(
    roster: Roster,
    waiting: Sequence[Waiting],
    named: Sequence[Waiting],
    fixed: Corrections,
    given: dict[int, list[Given]],
) -> list[Waiting]:
    """Put into `given` what is a due paper of whose it says it is, and what a name means; the files that are left."""
    listed = {(plain_name(d.unit), d.what.kind) for d in roster.dues if d.person}
    left: list[Waiting] = []

    def settle(one: Waiting) -> None:
        place = _place(one.claim.subject, one.submission, roster, listed)
        if place is not None:
            given.setdefault(place, []).append(one.given(right=True))
        else:
            left.append(one)

    for one in waiting:
        settle(one)
    # A school's name means the row that is still open: only now is that known.
    for one in named:
        place, problem = named_place(one, roster, given, fixed)
        if place is None:
            settle(dataclasses.replace(one, problem=problem))
        else:
            given.setdefault(place, []).append(one.told())
    return left


def _lines(
    roster: Roster,
    given: Mapping[int, Sequence[Given]],
    kind_names: dict[str, str],
    fixed: Corrections,
    outside: list[Line],
) -> list[Line]:
    """The lines of the due papers; what stands at one and is none after all goes to `outside`."""
    lines: list[Line] = []
    for number, due in enumerate(roster.dues):
        key = key_of(due)
        there = given.get(number, ())
        strays = [g for g in there if astray(g, there)]
        there = [g for g in there if g not in strays]
        apart = [g for g in there if unseen_again(g, there)]
        own = [g for g in there if g not in apart]
        made = lines_of(due, own, apart, kind_names, fixed.dues.get(key, ""))
        lines += [with_odd(made[0], fixed.odd.get(key, "")), *made[1:]]
        outside += [unseen(due, g, made[0]) for g in apart]
        outside += [contested(due, g, made[0]) for g in strays]
    return lines


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
            signed = submission.author or submission.parts
            own = due.person or not (signed and (plain_name(due.unit), due.what.kind) in listed)
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
    if subject is None or ((submission.author or submission.parts) and not subject.person):
        return None
    if submission.status == "unreadable":
        return (still[0], True) if len(still) == 1 and subject.dues == still else None
    if still:
        return None
    lacking = [n for n in subject.dues if not any(g.right for g in given.get(n, ()))]
    if not lacking or not subject.person and unrelated(roster.dues[lacking[0]].what, submission):
        return None
    return lacking[0], False
