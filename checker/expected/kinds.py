"""The words for a paper as a roster has them in, the standard's kind and whether a submission is one out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.expected.submission import Submission
from checker.schools import plain_name
from corpus import Standard

__all__ = ["Wanted", "fits", "unrelated", "wanted"]


_FOR_PUPILS = re.compile("为[^，。]{0,4}(?:学生|家长)")  # is what teachers promise
_PLAINLY = 10  # half nats: a title with such a sign is another genre's, whatever else it says


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is due (应交材料): `words` as written, `kind` of the standard or "" for any other paper.

    `cues` are words in a title or file name that tell such a paper when its text does not; `others` are
    expressions for titles that have such a word and are other people's (文明小学生承诺书); `own` is one for the
    campaign's names, "" where none is known.
    """

    words: str
    kind: str = ""
    cues: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    own: str = ""


def wanted(words: str, standard: Standard) -> Wanted:
    """What the roster's words mean; words of no known kind are looked for in titles and file names.

    No words mean any paper of the campaign.
    """
    plain = plain_name(words)
    own = "|".join(f"(?:{k.own})" for k in standard.kinds if k.own)
    if not plain:
        return Wanted(words, own=own)
    best = max(
        (
            (max((w for c, w in kind.title_cues.items() if c in plain), default=0.0), -n)
            for n, kind in enumerate(standard.kinds)
        ),
        default=(0.0, 0),
    )
    if best[0] >= 3:
        kind = standard.kinds[-int(best[1])]
        others = tuple(sign for sign, weight in standard.other_signs if weight >= _PLAINLY)
        cues = tuple(c for c, w in kind.title_cues.items() if w >= 5)
        return Wanted(words, kind.id, cues, others, own)
    return Wanted(words, "", (plain,))


def fits(due: Wanted, submission: Submission) -> str:
    """Why a submission is the paper that is due, in Chinese; "" when it is not.

    A paper whose kind the text does not tell (or that cannot be read) counts by its title or file name.
    """
    if due.kind and submission.kind == due.kind:
        return "文种相符"
    if not due.words:
        # A notice of a meeting is nothing that anybody was asked for; what cannot be read may be anything.
        return "名单没有写明材料" if submission.kind != "other" or submission.status == "unreadable" else ""
    if due.kind and submission.campaign and not _asks_for(due, submission.campaign):
        return ""  # 学习实践科学发展观活动实施方案 is a plan, but of two years before
    if due.kind and submission.stray and _of_others(due, submission):
        return ""
    if not due.kind or submission.kind == "other":
        name = plain_name(PurePosixPath(submission.file).stem)
        if any(cue in plain_name(submission.title) for cue in due.cues):
            return "题目相符"
        if any(cue in name for cue in due.cues):
            return "文件名相符"
    return ""


def unrelated(due: Wanted, submission: Submission) -> bool:
    """Whether a paper has a title that names nothing of the campaign and is of no kind (a notice to parents):
    nobody sent it in the place of the one that is due. Another campaign's may well have been.
    """
    title = submission.title
    return bool(
        submission.stray
        and not submission.campaign
        and title
        and due.own
        and not re.search(due.own, title)
        and (_of_others(due, submission) or not any(cue in plain_name(title) for cue in due.cues))
    )


def _of_others(due: Wanted, submission: Submission) -> bool:
    """Whether the title, or without one the file name, is that of a pupil's or parent's paper of that name."""
    title = submission.title or PurePosixPath(submission.file).stem
    return not _FOR_PUPILS.search(title) and any(re.search(sign, f"{title}\n") for sign in due.others)


def _asks_for(due: Wanted, campaign: str) -> bool:
    """Whether the roster's words name the other campaign (学习实践活动实施方案)."""
    rest, other = plain_name(due.words), plain_name(campaign)
    for cue in due.cues:
        rest = rest.replace(cue, "")
    rest = rest.removesuffix("活动")
    return len(rest) >= 4 and (rest in other or other.removesuffix("活动") in rest)
