"""A file that is no due paper for certain in, its line out (名单外、认不准)."""

from __future__ import annotations

from collections.abc import Sequence

from checker.expected.corrections import CORRECTED, OUTSIDE
from checker.expected.line import Line
from checker.expected.perhaps import whose, with_rows
from checker.expected.roster import Due, Roster
from checker.expected.waiting import Waiting
from checker.schools import plain_name

__all__ = ["outside_line"]

_CANDIDATES_TOLD = 3


def outside_line(
    one: Waiting, kind_names: dict[str, str], unit: str, still: Sequence[Due], roster: Roster
) -> Line:
    """The line of a file that is no due paper for certain; `still` are its school's open ones that it may be."""
    submission, claim, words, problem = one.submission, one.claim, one.words, one.problem
    unread = one.unread
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
        elif submission.parts:
            who = "、".join(filter(None, dict.fromkeys(part.signer for part in submission.parts)))
            what = f"里面有几份材料{f'（{who}）' if who else ''}，请一份一份分开报送"
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
