"""A plan's phases in, findings on phases that run backwards, overlap, or are over before its date (阶段时间) out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from msgspec import Struct

from checker.analysis import Analysis
from checker.dates import DateHit, find_dates, last_of, parse_number
from checker.document import Where
from checker.findings import Finding, Severity
from checker.rules.base import Rule
from checker.rules.campaigns import PLAN
from checker.rules.common import holding, say, whole_text
from corpus.wordlists import either

__all__ = ["RULES"]

_PHASE = re.compile("阶段")
_NUMBER = re.compile(
    r"第(?P<a>[一二三四五六])(?:个)?$|(?:^|[。；])\s*[（(]?(?P<b>[一二三四五六1-6])[）)、．.是][^，。；：（）\d]{0,14}$"
)
# What may stand between a phase's name and its time.
_LEADS = re.compile(
    r"[”》]?[：:]?[^。；，：（）\d]{0,14}[”》]?[（(：:，\s]{0,2}(?:(?:具体)?(?:起止)?时间(?:安排)?[为是：:]?|从|自|于)?[“\s]*"
)
_TO = re.compile(r"(?:[上中下]旬|[初中]|月?[底末])?\s*(?:[—–\-~～]{1,4}|至|到|起至)\s*")
_SHORT_END = re.compile(r"(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?")
_TOGETHER = re.compile(either("phases.together"))


class _Phase(Struct, frozen=True):
    """A numbered phase: where its time stands, from when, till when (None: not told), and whether to the day."""

    number: int
    where: Where
    words: str
    start: DateHit
    end: datetime.date | None
    to_the_day: bool


def _found(analysis: Analysis) -> Iterator[_Phase]:
    """The phases whose number and time are told in one line."""
    for i, _, normal in holding(analysis, _PHASE):
        text = normal.text
        hits = find_dates(text)
        for m in _PHASE.finditer(text):
            numbered = _NUMBER.search(text, 0, m.start())
            lead = _LEADS.match(text, m.end())
            hit = next((h for h in hits if lead is not None and h.start == lead.end()), None)
            if numbered is None or hit is None or hit.date is None or not hit.believable:
                continue
            stop, end, to_the_day = _end(text, hit, hits)
            where = analysis.where(i, hit.start, stop)
            if not analysis.is_chrome(where):
                number = parse_number(numbered["a"] or numbered["b"])
                yield _Phase(number, where, text[hit.start : stop], hit, end, to_the_day)


def _end(text: str, start: DateHit, hits: list[DateHit]) -> tuple[int, datetime.date | None, bool]:
    """Where a phase's time ends in its line, its last day, and whether the day is told."""
    to = _TO.match(text, start.end)
    if to is None:
        return start.end, last_of(start), start.day is not None
    other = next((h for h in hits if h.start == to.end()), None)
    if other is not None:
        return other.end, last_of(other), other.day is not None
    short = _SHORT_END.match(text, to.end())
    if short is None:
        return start.end, None, False
    month, day = int(short["m"]), int(short["d"]) if short["d"] else None
    year = start.year + (month < start.month)
    hit = DateHit(to.end(), short.end(), short[0], year, month, day, start.style)
    return short.end(), last_of(hit), day is not None


def _in_rows(found: Iterator[_Phase]) -> list[list[_Phase]]:
    """Phases that follow one another by number."""
    rows: list[list[_Phase]] = []
    for phase in found:
        if rows and phase.number == rows[-1][-1].number + 1:
            rows[-1].append(phase)
        else:
            rows.append([phase])
    return [row for row in rows if len(row) > 1]


def _phases(analysis: Analysis) -> Iterator[Finding]:
    if analysis.kind != "plan" or "阶段" not in whole_text(analysis):
        return
    rows = _in_rows(_found(analysis))
    together = _TOGETHER.search(whole_text(analysis)) is not None
    for row in rows:
        for one, other in zip(row, row[1:], strict=False):
            if (why := _against(one, other, together)) is not None:
                yield Finding("date.phases", *why, other.where)
    if rows:
        yield from _over(analysis, rows[-1])


def _against(one: _Phase, other: _Phase, together: bool) -> tuple[Severity, str] | None:
    """How the time of a phase goes against that of the one before it: severity and message; None for not at all."""
    begins, began = other.start.date, one.start.date
    both = f"后一个阶段“{other.words}”"
    if begins is None or began is None:
        return None
    to_the_day = other.start.day is not None and one.start.day is not None
    if begins < began if to_the_day else _month(begins) < _month(began):
        return "warning", f"{both}开始得比前一个阶段“{one.words}”还早。请核对各阶段的时间。"
    if one.end is None or together:
        return None
    to_the_day = other.start.day is not None and one.to_the_day
    if begins <= one.end if to_the_day else _month(begins) < _month(one.end):
        if to_the_day and begins == one.end:
            return None
        return (
            "info",
            f"{both}开始时，前一个阶段“{one.words}”还没有结束。有意交叉进行的，不必改；写错了的，请改正。",
        )
    return None


def _month(day: datetime.date) -> tuple[int, int]:
    return day.year, day.month


def _over(analysis: Analysis, row: list[_Phase]) -> Iterator[Finding]:
    """A plan dated after the last of its phases."""
    day = analysis.outline.signature.date
    ends = [phase.end for phase in row]
    if day is not None and all(end is not None and end < day for end in ends):
        yield Finding(
            "date.phases",
            "warning",
            f"落款日期是{say(day)}，各阶段到“{row[-1].words}”已经全部结束。方案应当写在前面，请核对落款日期和各阶段的时间。",
            row[-1].where,
        )


_PLAN = PLAN.format("推动学校工作。", "{}", "{}")
RULES: tuple[Rule, ...] = (
    Rule(
        id="date.phases",
        severity="warning",
        title="各阶段的时间对不上",
        source="实务：各阶段先后相接，方案写在各阶段之前",
        check=_phases,
        fails=(
            _PLAN.format(
                "（一）启动阶段（2011年5月）。动员。\n（二）实施阶段（2011年3月至4月）。践诺。",
                "2011年2月20日",
            ),
            _PLAN.format(
                "（一）启动阶段（2011年3月1日至4月30日）。动员。\n（二）实施阶段（2011年3月10日至10月31日）。践诺。",
                "2011年2月20日",
            ),
            _PLAN.format(
                "第一阶段：2011年3月—4月，动员。\n第二阶段：2011年5月—10月，践诺。", "2011年12月20日"
            ),
        ),
        passes=(
            _PLAN.format(
                "（一）启动阶段（2011年3月）。动员。\n（二）实施阶段（2011年3月至10月）。践诺。\n"
                "（三）总结阶段（2011年10月—次年1月）。评议。",
                "2011年2月20日",
            ),
            _PLAN.format(
                "第一阶段：2011年3月1日—4月30日，动员。\n第二阶段：2011年4月30日—10月，践诺。",
                "2011年3月20日",
            ),
            _PLAN.format(
                "（一）学习阶段（2011年3月1日至4月30日）。\n（二）实施阶段（2011年3月10日至10月31日），与学习同步进行。",
                "2011年2月20日",
            ),
        ),
    ),
)
