"""What a person wrote under 更正到 in, the row it means or why it cannot be followed out (更正没有采用的缘故)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from checker.expected.corrections import (
    CORRECTED,
    OUTSIDE,
    VERDICTS,
    Corrections,
    Unused,
    key_of,
    rows_named,
)
from checker.expected.kinds import fits
from checker.expected.line import Line
from checker.expected.roster import Roster
from checker.expected.settled import Given
from checker.expected.waiting import Waiting

__all__ = ["named_place", "unused", "with_odd"]

_ROWS_TOLD = 6


def named_place(
    one: Waiting, roster: Roster, given: Mapping[int, Sequence[Given]], fixed: Corrections
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


def with_odd(line: Line, words: str) -> Line:
    """A due paper's line with what a person wrote there that cannot be followed."""
    if not words or line.correction or line.due is None:
        return line
    who = f"名单第 {line.due.row} 行（{line.due.whose}）"
    problem = (
        f"{who}的“{CORRECTED}”写的是“{words}”，没有采用。这里只能写“已交”“免交”“按时”“迟交”；"
        f"要说某个文件就是这一份，请在那个文件的那一行写 {line.due.row}。"
    )
    # Beside a file that has come since, the words would be read as the file's.
    kept = words if line.submission is None else ""
    return dataclasses.replace(line, correction=kept, problem=problem)


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
