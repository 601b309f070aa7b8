"""A paper's lines in, where what somebody else says of it below its signature begins out (支部意见、点评、评议结果)."""

from __future__ import annotations

import re

from checker.dates import find_dates
from checker.offices import is_office
from checker.signedlines import ends_with_office, is_name, is_signer, stamped
from checker.unlabelled import Paper
from corpus.wordlists import either

__all__ = ["judged_from"]

_FIRST = 4  # no paper's own words are fewer lines
_LONGEST = 12  # lines that such a part may have
_ABOVE = 3  # lines above it among which the paper's signature stands
_SHORT = 40  # characters of a line of that
_MARKS = " \u3000：:，。、（）()"
_NOTE = r"(?:（[^（）]{1,12}）)?"
# 党支部意见：同意公示, 群众评议结果：…, （以下由支部填写）; not 我的意见, 自我评价.
_OTHERS = re.compile(
    rf"(?!.{{0,6}}(?:[我自]|本人))[^，。；：\d]{{0,12}}{either('signing.judged')}(?:结果|情况|栏|等次)?{_NOTE}(?:[：:]|\s*$)"
    rf"|{either('signing.kept')}(?:情况|结果|记录|栏){_NOTE}(?:[：:]|\s*$)"
    r"|[（(【]?以[下上](?:部分|内容|栏目?)?由.{1,10}填[写报]?"
)
_PLAIN_DAY = re.compile(r"(?:签[名字字]|承诺|报告)?(?:日期|时间)")


def judged_from(paper: Paper, end: int) -> int:
    """The line where another's words begin, right below who signs or the day; `end` where there are none.

    Only at the end of a paper, of which it is the lesser part, and where nobody signs with a writer's label further down: the heading of a
    section of it reads alike.
    """
    for n in range(max(_FIRST, end - _LONGEST), end):
        s = paper.body[n]
        if s.sign is not None or not s.first or not _OTHERS.match(paper.text(s).strip()):
            continue
        if _longer(paper, n, end) or not _signed_above(paper, n):
            continue
        if not any(_writer_signs(paper, m) for m in range(n, end)):
            return n
    return end


def _longer(paper: Paper, n: int, end: int) -> bool:
    """Whether more stands below line `n`, which may be long itself, than above it: a form with rows of its writer's, then 群众意见, then his text."""
    sizes = [len(paper.text(s).strip()) for s in paper.body[:end]]
    return sum(sizes[n + 1 :]) > sum(sizes[:n])


def _signed_above(paper: Paper, n: int) -> bool:
    """Whether one of the lines above line `n` is the paper's signature or its day, alone in its line."""
    return any(_signs(paper, m) for m in range(n - 1, max(0, n - 1 - _ABOVE), -1))


def _signs(paper: Paper, n: int) -> bool:
    s = paper.body[n]
    text = paper.text(s).strip()
    if s.sign is not None or len(text) > _SHORT or paper.title.covers(s.paragraph, s.start):
        return False
    if (match := paper.labelled.search(text)) is not None and match["n"]:
        return True
    if is_signer(text) or stamped(text):
        return True
    hits = find_dates(text)
    if len(hits) != 1:
        return False
    rest = (text[: hits[0].start] + text[hits[0].end :]).strip(_MARKS)
    if rest and not _PLAIN_DAY.fullmatch(rest):
        return is_name(rest) or ends_with_office(rest) and is_office(rest)
    above = paper.text(paper.body[n - 1]).strip() if n else ""
    return hits[0].day is not None or is_name(above) or ends_with_office(above)


def _writer_signs(paper: Paper, n: int) -> bool:
    """Whether line `n` has who signs behind a label that only a writer has (承诺人：李明)."""
    return any(m["n"] and m["l"].endswith("人") for m in paper.labelled.finditer(paper.text(paper.body[n])))
