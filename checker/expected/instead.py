"""A unit's papers that nobody asked for in, what its due paper that did not come says of them out (来过《…》，不是要的材料)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from checker.expected.line import WRONG, Instead, Line
from checker.reports.clean import one_line, shorten
from checker.schools import plain_name

__all__ = ["came_instead", "file_before", "with_instead"]

_TOLD = 2  # of the papers; more are counted
_TITLE = 40  # characters of a title
_NOT_ASKED = "不是要的材料。"
_NOTE = re.compile(rf"来过“(.*?)”(?:《.*?》)?(?:、“.*)?(?:等\d+份)?，{_NOT_ASKED}")


def with_instead(line: Line, outside: Iterable[Line]) -> Line:
    """A unit's due paper that did not come, with what came from it and is no paper that was asked for.

    A person's own paper of another kind stands on his line as 交错文种; a signed one is not the unit's.
    """
    due = line.due
    if line.state != "未交" or due is None or due.person or line.maybe:
        return line
    files = tuple(
        Instead(paper.file, paper.title)
        for other in outside
        if other.state == "名单外"
        and other.due is None
        and (paper := other.submission) is not None
        and plain_name(other.unit) == plain_name(due.unit)
        and paper.status != "unreadable"
        and not (paper.author or paper.parts)
        and WRONG not in other.note  # told as sent in another row's place
    )
    if not files:
        return line
    some = [f"“{one.file}”{_titled(one)}" for one in files]
    return dataclasses.replace(line, note=f"来过{_listed(some)}，{_NOT_ASKED}{line.note}", instead=files)


def came_instead(files: Sequence[Instead]) -> str:
    """What a letter says of files that came and were not asked for, by title where there is one; "" of no files.

    >>> came_instead([Instead("甲/计划.docx", "工作计划"), Instead("甲/2.docx")])
    '来过《工作计划》、“2.docx”，不是要的材料。'
    """
    some = [_titled(one) or f"“{one.file.rpartition('/')[2]}”" for one in files]
    return f"来过{_listed(some)}，{_NOT_ASKED}" if some else ""


def file_before(note: str) -> str:
    """The first file named in the note that a line was given the time before, "" when it has none.

    >>> file_before("来过“甲/计划.docx”《工作计划》，不是要的材料。")
    '甲/计划.docx'
    """
    match = _NOTE.search(note)
    return match[1] if match else ""


def _titled(one: Instead) -> str:
    title = shorten(one_line(one.title), _TITLE).replace("《", "〈").replace("》", "〉")
    return f"《{title}》" if title else ""


def _listed(some: Sequence[str]) -> str:
    return "、".join(some[:_TOLD]) + (f"等{len(some)}份" if len(some) > _TOLD else "")
