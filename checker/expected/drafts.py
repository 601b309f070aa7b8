"""Submissions of one due paper in, which of them counts before which, and why, out (几稿)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from checker.expected.submission import Submission

__all__ = ["rank", "why", "why_of"]

# What a name says of the draft, the last word of it first: 初稿改定稿 is the final one. 未定稿 is none.
_DRAFT = "未定稿|非定稿|非终稿|非最终稿?|定稿前|初稿|草稿|草案|底稿|讨论稿|征求意见稿|(?<![统十])一稿|旧稿|原稿|作废"
_FINAL = "定稿|终稿|最终|正式稿|审定稿"
_SAYS = re.compile(f"(?P<late>{_DRAFT})|(?P<early>{_FINAL})")
# What decides only between files of one time and day: a copy made by the system, one sent once more.
_COPY = "副本|复件|备份|[Cc]opy"
_AGAIN = "修改|修订|订正|更正|改后|改好|改定|重[发报交写]|重新"
_SENT = re.compile(f"(?P<late>{_COPY})|(?P<early>{_AGAIN})")
_WHY = re.compile(r"收到 \d+ 份，(?P<why>[^。]*)，以这一份为准。")
_Rank = tuple[bool, int, bool, datetime.timedelta, int, int, int, str]


def _says(words: re.Pattern[str], sent: Submission) -> tuple[int, str]:
    """Whether the file's name speaks for it (0), says nothing (1) or speaks against it (2), and the word that does."""
    found = list(words.finditer(sent.file))
    return ((0 if found[-1]["early"] else 2), found[-1][0]) if found else (1, "")


def rank(sent: Submission) -> _Rank:
    """What drafts are sorted by: readable ones first, then as their names say, without blanks before with blanks,
    the newest by the files' times, then by the papers' own dates; of equal ones the one sent again, not the one
    called a copy, then the one with the shorter name."""
    when = sent.received or datetime.datetime.min
    file = sent.file  # 甲.docx before 甲（1）.docx
    left = datetime.datetime.max - when
    name, again = _says(_SAYS, sent)[0], _says(_SENT, sent)[0]
    return sent.status == "unreadable", name, sent.blanks, left, -_day(sent.date), again, len(file), file


def _day(date: str) -> int:
    """The number of an ISO day, of a month its first; 0 for none."""
    try:
        return datetime.date.fromisoformat(date if len(date) > len("2011-03") else f"{date}-01").toordinal()
    except ValueError:
        return 0


def why(first: Submission, others: Sequence[Submission]) -> str:
    """Why the first counts and the others do not, in Chinese."""
    reasons = list(dict.fromkeys(_beats(first, other) for other in others))
    if len(reasons) > 1 and _SAME in reasons:  # of the others something more is to be said
        reasons.remove(_SAME)
    return "；".join(reasons)


_SAME = "内容完全相同"


def _beats(first: Submission, other: Submission) -> str:
    if other.sha256 and other.sha256 == first.sha256:
        return _SAME
    one, two = rank(first), rank(other)
    differs = next(n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
    plain = {0: "有的打不开", 2: "有的还有没填的空", 3: "这一份最新"}
    if differs in plain:
        return plain[differs]
    if differs == 1:
        return _named(_SAYS, first, other)
    how = {4: "取落款日期晚的", 5: _named(_SENT, first, other), 6: "取文件名短的"}
    return f"时间相同，{how.get(differs, '分不出先后，取文件名排在前面的，请看一看')}"


def _named(words: re.Pattern[str], first: Submission, other: Submission) -> str:
    """The word of its name that speaks for the first, or that of the other's that speaks against it."""
    early, word = _says(words, first)
    return f"这一份的文件名写着“{word}”" if early == 0 else f"有的文件名写着“{_says(words, other)[1]}”"


def why_of(note: str) -> str:
    """Why a paper counts and its other drafts do not, from the note on its line; "" when it says nothing of that.

    >>> why_of("收到 2 份，这一份最新，以这一份为准。")
    '这一份最新'
    """
    match = _WHY.search(note)
    return match["why"] if match else ""
