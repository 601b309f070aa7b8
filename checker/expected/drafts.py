"""Submissions of one due paper in, which of them counts before which, and why, out (几稿)."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence

from checker.expected.submission import Submission

__all__ = ["rank", "why", "why_of"]

# What a name says of the draft, the last word of it first: 初稿（已定） is the final one, 定稿前 is none.
_FINAL = "审定稿|定稿|最终(?:定?稿|版)?|终[稿版]|正式[稿版]|已审?定"
_DRAFT = "定稿前|初稿|草稿|讨论稿|征求意见稿|第一稿|未定"
_ALONE = "草案|一稿|底稿|旧稿|原稿|作废"  # ends of many other words: 宪法草案, 每周一稿
_EDGE = r"[\s/\\.,，。、；;：:（）()\[\]【】《》〈〉“”_+＋—–－~·-]"
_END = rf"[版本]?(?:[\d一二三四五六七八九十]{{1,8}})?(?=$|{_EDGE})"
_START = rf"(?:(?<={_EDGE})|^)"
# 初稿林小禾.docx is a draft, 初稿修改后.docx and 讨论稿意见.docx are none.
_LEADS = "初稿|草稿|讨论稿|征求意见稿|定稿|终稿|最终[稿版]"
_GOES_ON = "(?!纸|本|[的之一]|前|后|已|经|完|会|时|意见|讨论|修|改|重|订|更|[学评审])"
_NOT = "(?:不|不是|不算|并非|并不是|不再是|[非未没]|没有|尚未|还没)"
_INSTEAD = "(?:代替|替换|替代|取代|替|换掉|改自)"
_AGAIN = "修改|修订|订正|更正|改后|改好|改定|重改|重[发报交写]|重新"
_MARK = re.compile(
    rf"(?P<other>(?:{_NOT}|{_INSTEAD})(?:{_DRAFT}){_END})"
    rf"|(?P<late>{_NOT}(?:{_FINAL}){_END}|(?:{_DRAFT}){_END}|{_START}(?:{_ALONE}){_END})"
    rf"|(?P<early>(?:{_FINAL}){_END})"
    rf"|(?P<lead>{_START}(?:{_LEADS}){_GOES_ON})"
    rf"|(?P<lift>(?:{_AGAIN})(?!意见|建议))"  # 初稿（修改后） is the first draft no more
)
# What decides only between files of one time and day: a copy made by the system, one sent once more.
_COPY = "副本|复件|备份|[Cc]opy"
_SENT = re.compile(f"(?P<late>{_COPY})|(?P<early>{_AGAIN})")
_WHY = re.compile(r"收到 \d+ 份，(?P<why>[^。]*)，以这一份为准。")
_Rank = tuple[bool, bool, bool, datetime.timedelta, int, bool, int, int, int, str]


def _marked(sent: Submission) -> tuple[int, str]:
    """Whether the file's name calls it final (0), says nothing of that (1) or marks it as a draft (2), and the word."""
    says, word = 1, ""
    for found in _MARK.finditer(sent.file):
        if found["lift"]:
            says, word = (1, "") if says == 2 else (says, word)
        elif not found["other"]:
            early = bool(found["early"]) or (found["lead"] or "").startswith(("定", "终", "最终"))
            says, word = (0 if early else 2), found[0]
    return says, word


def _sent(sent: Submission) -> tuple[int, str]:
    """Whether the file's name says that it was sent again (0), nothing (1) or that it is a copy (2), and the word."""
    found = list(_SENT.finditer(sent.file))
    return ((0 if found[-1]["early"] else 2), found[-1][0]) if found else (1, "")


def rank(sent: Submission, kind: str = "") -> _Rank:
    """What drafts are sorted by: readable ones first, before what is no paper of the `kind` that is due and only
    called one, those marked as drafts last, then the newest by the files' times, then by the papers' own dates; of
    equal ones the filled one, the one called final, the one sent again, not the one called a copy, then the one with
    the shorter name."""
    when = sent.received or datetime.datetime.min
    file = sent.file  # 甲.docx before 甲（1）.docx
    left = datetime.datetime.max - when
    name = _marked(sent)[0]
    unread = sent.status == "unreadable"
    other = bool(kind) and sent.kind != kind
    return (
        unread,
        other,
        name == 2,
        left,
        -_day(sent.date),
        sent.blanks,
        name,
        _sent(sent)[0],
        len(file),
        file,
    )


def _day(date: str) -> int:
    """The number of an ISO day, of a month its first; 0 for none."""
    try:
        return datetime.date.fromisoformat(date if len(date) > len("2011-03") else f"{date}-01").toordinal()
    except ValueError:
        return 0


def why(first: Submission, others: Sequence[Submission], kind: str = "") -> str:
    """Why the first counts and the others do not, in Chinese; `kind` as for `rank`."""
    counted = Counter(_beats(first, other, kind) for other in others)
    if len(counted) > 1:  # of the others something more is to be said
        counted.pop(_SAME, None)
    told = [
        (level, reason.replace(_OTHER, _how_many(n, len(others)))) for (level, reason), n in counted.items()
    ]
    plain = [reason for level, reason in told if level < _TIES]
    # Of files of one time that is said once, and what decides between them in the order in which it does.
    tied = "；".join(reason for level, reason in sorted(told) if level >= _TIES)
    return "；".join([*plain, *([f"时间相同，{tied}"] if tied else [])])


_SAME = (-1, "内容完全相同")
_TIES = 4  # the first place of `rank` that decides between files of one time
_LOOK = "，请看一看"  # said to the reviewer, not to a school
_OTHER = "<other>"


def _how_many(n: int, among: int) -> str:
    """The files passed over for one reason, as its subject: whoever reads it must not take the first for one."""
    if among == 1:
        return "另一份"
    return f"另外 {n} 份" if n == among else f"另有 {n} 份"


def _beats(first: Submission, other: Submission, kind: str) -> tuple[int, str]:
    """The place of `rank` that decides between the two, and what it says."""
    if other.sha256 and other.sha256 == first.sha256:
        return _SAME
    one, two = rank(first, kind), rank(other, kind)
    differs = next(n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
    plain = {
        0: f"{_OTHER}打不开",
        1: f"{_OTHER}看内容不是要的文种",
        2: f"{_OTHER}的文件名写着“{_marked(other)[1]}”",
        3: "这一份最新",
    }
    if differs in plain:
        return differs, plain[differs]
    how = {
        4: "取落款日期晚的",
        5: f"{_OTHER}还有没填的空",
        6: f"这一份的文件名写着“{_marked(first)[1]}”",
        7: _named(first, other),
        8: "取文件名短的",
    }
    return differs, how.get(differs, f"分不出先后，取文件名排在前面的{_LOOK}")


def _named(first: Submission, other: Submission) -> str:
    """The word of its name that speaks for the first, or that of the other's that speaks against it."""
    early, word = _sent(first)
    return f"这一份的文件名写着“{word}”" if early == 0 else f"{_OTHER}的文件名写着“{_sent(other)[1]}”"


def why_of(note: str) -> str:
    """Why a paper counts and its other drafts do not, from the note on its line, as a school is told it; "" when it
    says nothing of that.

    >>> why_of("收到 2 份，这一份最新，以这一份为准。")
    '这一份最新'
    """
    match = _WHY.search(note)
    return match["why"].replace(_LOOK, "") if match else ""
