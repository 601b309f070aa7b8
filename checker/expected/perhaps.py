"""Files of which nobody knows for certain whose they are in, the due papers that each may be out (认不准).

A school is not told flatly that nothing came (没有收到) while a file lies there that may be its paper.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from checker.expected.corrections import CORRECTED, OUTSIDE, Key
from checker.expected.directory import person_name
from checker.expected.drafts import rank
from checker.expected.kinds import fits
from checker.expected.line import Line, Perhaps
from checker.expected.match import Claim
from checker.expected.roster import Due, Roster
from checker.expected.settled import Given
from checker.expected.submission import Submission
from checker.schools import plain_name

__all__ = [
    "astray",
    "come_again",
    "contested",
    "may_be",
    "perhaps_before",
    "still_perhaps",
    "unseen",
    "unseen_again",
    "whose",
    "with_cosigned",
    "with_doubtful",
    "with_rows",
]

_PACKED = frozenset((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"))
_LOOK = "，催交以前请先看一看。"
_UNREAD = "（打不开）"  # behind the file: it has to come again, whosever it is
_SIGNED = "（署名的不止一人）"
_JOINED = "（里面有几份材料）"
_FILES = rf"((?:、?“.*?”(?:{_UNREAD})?)+)"
# The first time a note says 可能就是认不准的…, from then on 上次收到的…认不准.
_NOTE = re.compile(
    rf"(?:可能就是认不准的{_FILES}|可能就是{_FILES}(?:{_SIGNED}|{_JOINED})|上次收到的{_FILES}认不准，可能就是这一份){_LOOK}"
)
_FILE = re.compile(rf"“(.*?)”({_UNREAD})?(?=、“|$)")


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
        and (unread or fits(due.what, submission))
    )


def whose(claim: Claim, open_: Sequence[Due], unread: bool) -> tuple[str, ...]:
    """The names that a person is asked to choose from: those thought of, and of the school's `open_` due papers."""
    names = tuple(dict.fromkeys(due.whose for due in open_))
    if unread:
        return names or claim.candidates
    if any(name in names for name in claim.candidates):
        return claim.candidates  # nearly the name that was signed
    return tuple(dict.fromkeys((*claim.candidates, *names)))


def with_rows(name: str, dues: Sequence[Due]) -> str:
    """Whose a file may be, with what is due of them and its row where that is one (实施方案，第 37 行)."""
    own = [due for due in dues if due.whose == name]
    if len(own) != 1:
        return name
    return f"{name}（{own[0].what.words or '材料'}，第 {own[0].row} 行）"


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
    first = min((g for g in there if g.right), key=lambda g: rank(g.submission))
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
        f"“{due.whose}”的{due.what.words or '材料'}已经收到“{file}”，这一份可能是别人抄了忘改。"
        f"请看是不是：{'；'.join(one.against)}。是哪一个，就在“{CORRECTED}”填它的名单行号；"
        f"确实也是“{due.whose}”的，填 {due.row}。"
    )
    return Line(
        "认不准",
        None,
        one.submission,
        one.reason,
        note,
        one.correction,
        candidates=(due.whose, *one.against),
        problem=one.problem,
    )


def with_doubtful(line: Line, outside: Sequence[Line]) -> Line:
    """A due paper that did not come, with the files that may be it (认不准): nobody is urged in vain."""
    if line.state != "未交" or line.due is None:
        return line
    due = line.due
    files = [
        Perhaps(other.submission.file, other.submission.status == "unreadable")
        for other in outside
        if other.submission is not None
        and _thought_of(due, other.candidates)
        # What cannot be read may be anything.
        and (other.submission.status == "unreadable" or fits(due.what, other.submission))
    ]
    if not files:
        return line
    return dataclasses.replace(line, note=f"可能就是认不准的{_told(files)}{_LOOK}", doubts=tuple(files))


def with_cosigned(lines: Sequence[Line]) -> list[Line]:
    """The lines, where a person of whom nothing came is named with the papers that he signed beside others, and a
    person or school with the files that hold such a paper of theirs after another one.

    A file stands on one line only: that of one of its signers. Of the same school, or where the paper names
    none, of any where just one person of that name is still waited for.
    """
    shared = [
        x for x in lines if x.submission is not None and (len(x.submission.signers) > 1 or x.submission.parts)
    ]
    if not shared:
        return list(lines)
    waiting = {id(x): x.due for x in lines if x.state == "未交" and x.due is not None}
    found: dict[int, dict[str, Perhaps]] = {}
    for line in shared:
        paper = line.submission
        assert paper is not None
        unit = plain_name(line.due.unit if line.due is not None else line.unit)
        for name in sorted(_all_signers(paper)):
            namesakes = {
                n: due
                for n, due in waiting.items()
                if person_name(due.person) == name and _holds(paper, name, due)
            }
            at = {plain_name(due.unit) for due in namesakes.values()}
            if unit in at:
                at = {unit}
            elif paper.organization or len(at) != 1:
                continue
            for n, due in namesakes.items():
                if plain_name(due.unit) in at:
                    found.setdefault(n, {})[paper.file] = Perhaps(paper.file)
    joined = {x.submission.file for x in shared if x.submission is not None and x.submission.parts}
    return [_signed_beside(x, list(found[id(x)].values()), joined) if id(x) in found else x for x in lines]


def _all_signers(paper: Submission) -> set[str]:
    """Who signs a paper, or one of those in its file; "" where a unit does."""
    parts = (name for part in paper.parts for name in part.signer.split("、"))
    return {person_name(name) for name in (*paper.signers, *parts)}


def _holds(paper: Submission, name: str, due: Due) -> bool:
    """Whether a file is the due paper, which `name` signs, or holds one of that kind that he signs."""
    parts = [part for part in paper.parts if name in map(person_name, part.signer.split("、"))]
    if paper.parts:
        return any(part.kind == due.what.kind or not due.what.words for part in parts)
    return bool(name and fits(due.what, paper))


def _signed_beside(line: Line, files: Sequence[Perhaps], joined: Collection[str]) -> Line:
    new = [dataclasses.replace(one, joined=one.file in joined) for one in files if one.file not in line.maybe]
    if not new:
        return line
    why = _JOINED if all(one.joined for one in new) else _SIGNED
    note = f"可能就是{_told(new)}{why}{_LOOK}"
    return dataclasses.replace(line, note=note + line.note, doubts=(*line.doubts, *new))


def _thought_of(due: Due, candidates: Sequence[str]) -> bool:
    """A school thought of means its people too, where none of them is: nobody could read who signed."""
    if due.whose in candidates:
        return True
    return due.unit in candidates and not any(c.startswith(f"{due.unit} ") for c in candidates)


def perhaps_before(note: str) -> tuple[Perhaps, ...]:
    """The files of the time before that may be a paper still missing, from the note that its line was given then.

    >>> [one.file for one in perhaps_before("可能就是认不准的“甲/1.docx”、“2.pdf”（打不开），催交以前请先看一看。")]
    ['甲/1.docx', '2.pdf']
    """
    found = (
        pair for match in _NOTE.finditer(note) for pair in _FILE.findall(match[1] or match[2] or match[3])
    )
    return tuple(Perhaps(file, bool(unread), earlier=True) for file, unread in found)


def come_again(doubted: Mapping[Key, Sequence[str]], came: Mapping[Key, str]) -> dict[str, str]:
    """Of the files of the time before that could not be read, each that has come again, with the new file.

    `doubted` are those that each missing paper may have been, `came` what came this time. It has come again when
    one of those papers came, just one, and all are of one school. A packed file may hold several papers.
    """
    papers: dict[str, list[Key]] = {}
    for key, files in doubted.items():
        for file in files:
            papers.setdefault(file, []).append(key)
    found = {}
    for file, keys in papers.items():
        new = [came[key] for key in keys if key in came]
        packed = PurePosixPath(file).suffix.lower() in _PACKED
        if len(new) == 1 and len({unit for unit, _, _ in keys}) == 1 and not packed:
            found[file] = new[0]
    return found


def still_perhaps(line: Line, files: Sequence[Perhaps], settled: Mapping[str, str]) -> Line:
    """A due paper that has not come this time either, with what came the time before and may be it.

    `settled` are files that have come again as another paper: they are this one no more.
    """
    done = [one for one in files if one.file in settled]
    if done:
        some = "、".join(f"“{one.file}”看来就是这次的“{settled[one.file]}”" for one in done)
        line = dataclasses.replace(line, note=f"上次打不开的{some}，不再算在这里。{line.note}")
    gone = [one for one in files if one not in done and one.file not in line.maybe]
    if not gone:
        return line
    said = f"上次收到的{_told(gone)}认不准，可能就是这一份{_LOOK}"
    return dataclasses.replace(line, note=said + line.note, doubts=(*gone, *line.doubts))


def _told(files: Sequence[Perhaps]) -> str:
    return "、".join(f"“{one.file}”{_UNREAD if one.unread else ''}" for one in files[:3])
