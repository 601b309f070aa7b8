"""A plan's phases in, findings on phases that run backwards, overlap, or are over before its date (阶段时间) out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from checker.analysis import Analysis
from checker.dates import find_dates
from checker.findings import Finding, Severity
from checker.rules.base import Rule
from checker.rules.campaigns import PLAN
from checker.rules.common import body, say, whole_text
from checker.rules.phasetables import phase_tables
from checker.rules.phasetimes import YEARLESS, Phase, time_from, yearless
from chinese_cli.numerals import parse_number
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
# （二）推进（3月22日至11月30日）: a step that is called no phase, but by what one does in one. 创建书香班级（3月至11月） is a work.
_STEP = re.compile(
    r"\s*[（(]?(?P<b>[一二三四五六1-6])[）)、．.]\s*"
    rf"[^，。；：（）\d阶]{{0,6}}?(?P<w>{either('phases.named')})\s*(?=[（：])"
)
# Steps are taken for phases where they begin as phases do and end as they do.
_OPENS, _CLOSES = re.compile(either("phases.opens")), re.compile(either("phases.closes"))
_TOGETHER = re.compile(either("phases.together"))


def _found(analysis: Analysis) -> Iterator[Phase]:
    """The phases whose number and time are told in one line; one without a year is of the year of the one before it."""
    signed = analysis.outline.signature.date
    last: Phase | None = None
    for i, _, normal in body(analysis):
        text = normal.text
        starts = [
            (m.end(), numbered) for m in _PHASE.finditer(text) if (numbered := _number(text, m.start()))
        ]
        step = None if starts else _STEP.match(text)
        if step is not None:
            starts = [(step.end(), parse_number(step["b"]))]
        hits = find_dates(text) if starts else []
        for at, number in starts:
            lead = _LEADS.match(text, at)
            if lead is None:
                continue
            hit = next((h for h in hits if h.start == lead.end()), None)
            hit = hit or yearless(
                text, lead.end(), last if last is not None and last.number + 1 == number else None, signed
            )
            if hit is None or hit.date is None or not hit.believable:
                continue
            stop, end, to_the_day = time_from(text, hit, hits)
            where = analysis.where(i, hit.start, stop)
            if not analysis.is_chrome(where):
                last = Phase(
                    number, where, text[hit.start : stop], hit, end, to_the_day, step["w"] if step else ""
                )
                yield last


def _number(text: str, end: int) -> int:
    """The number that ends before `end`, where a phase is named; 0 for none."""
    m = _NUMBER.search(text, 0, end)
    return parse_number(m["a"] or m["b"]) if m else 0


def _in_rows(found: Iterator[Phase]) -> list[list[Phase]]:
    """Phases that follow one another by number."""
    rows: list[list[Phase]] = []
    for phase in found:
        if rows and phase.number == rows[-1][-1].number + 1:
            rows[-1].append(phase)
        else:
            rows.append([phase])
    return [row for row in rows if len(row) > 1 and _is_phased(row)]


def _is_phased(row: Sequence[Phase]) -> bool:
    """Whether a row is one of phases, not of works done side by side."""
    first, last = row[0].step, row[-1].step
    return not (first and not _OPENS.search(first) or last and not _CLOSES.search(last))


def _phases(analysis: Analysis) -> Iterator[Finding]:
    if analysis.kind != "plan":
        return
    text = whole_text(analysis)
    rows = _in_rows(_found(analysis))
    together = _TOGETHER.search(text) is not None
    for table in phase_tables(analysis):
        if table.phases:
            rows.append(list(table.rows))
        else:
            yield from _unsorted(table.rows)
            yield from _over(analysis, table.rows, "表里的安排", "表里的时间")
    for row in rows:
        for one, other in zip(row, row[1:], strict=False):
            if (why := _against(one, other, together)) is not None:
                yield Finding("date.phases", *why, other.where)
    # Without a year a phase is taken for one of the paper's own; it may be of the next.
    if rows and all(phase.start.style != YEARLESS for phase in rows[-1]):
        yield from _over(analysis, rows[-1])


def _unsorted(rows: Sequence[Phase]) -> Iterator[Finding]:
    """The one row of a timetable (时间、内容、责任人) that begins before the row above it; of several the order is
    another than that of time."""
    back = [
        (one, other)
        for one, other in zip(rows, rows[1:], strict=False)
        if (day := other.start.date) is not None
        and (before := one.start.date) is not None
        and (day < before if one.start.day and other.start.day else _month(day) < _month(before))
    ]
    if len(back) == 1:
        (one, other) = back[0]
        yield Finding(
            "date.phases",
            "info",
            f"时间安排表里“{other.words}”排在“{one.words}”后面，时间却更早。写错了的，请改正；不是按时间排的，不必改。",
            other.where,
        )


def _against(one: Phase, other: Phase, together: bool) -> tuple[Severity, str] | None:
    """How the time of a phase goes against that of the one before it: severity and message; None for not at all."""
    begins, began = other.start.date, one.start.date
    both = f"后一个阶段“{other.words}”"
    # 第一阶段（3月）, 第二阶段（2011年2月）: which year the first is of is only guessed.
    guessed = one.start.style == YEARLESS != other.start.style
    if begins is None or began is None or guessed:
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


def _over(
    analysis: Analysis, row: Sequence[Phase], what: str = "各阶段", times: str = "各阶段的时间"
) -> Iterator[Finding]:
    """A plan dated after the last of its phases, or of `what` else has `times`."""
    day = analysis.outline.signature.date
    ends = [phase.end for phase in row]
    if day is not None and all(end is not None and end < day for end in ends):
        last = max(row, key=lambda phase: phase.end or datetime.date.min)
        yield Finding(
            "date.phases",
            "warning",
            f"落款日期是{say(day)}，{what}到“{last.words}”已经全部结束。方案应当写在前面，请核对落款日期和{times}。",
            last.where,
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
            _PLAN.format(
                "第一阶段（3月1日至4月15日）：动员。\n第二阶段（4月1日至10月31日）：践诺。", "2011年2月20日"
            ),
            _PLAN.format(
                "（一）动员（3月1日至20日）。\n（二）推进（3月15日至10月31日）。\n（三）总结（11月）。",
                "2011年2月20日",
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
                "第一阶段（9月1日至10月31日）：动员。\n第二阶段（11月1日至1月20日）：践诺。\n第三阶段（2月）：评议。",
                "2011年8月20日",
            ),
            _PLAN.format(
                "（一）动员阶段（5月）。\n（二）实施阶段（6月至次年4月）。\n（三）总结阶段（5月）。",
                "2010年5月8日",
            ),
            _PLAN.format("（一）动员（3月1日至20日）。\n（二）推进（3月21日至10月31日）。", "2011年11月20日"),
            _PLAN.format(
                "第一阶段：动员（3月—4月）。\n第二阶段：实施（5月—12月）。\n第三阶段：评议（1月）。",
                "2011年2月1日",
            ),
            _PLAN.format(
                "（一）动员（9月）。\n（二）实施（10月至12月）。\n（三）总结（5月）。", "2010年8月28日"
            ),
            _PLAN.format(
                "（一）动员（10月中旬）。\n（二）践诺（11月至明年5月）。\n（三）评议（6月）。",
                "2010年10月8日",
            ),
            _PLAN.format(
                "（一）创建书香班级（3月至11月）。\n（二）创建平安校园（4月至12月）。\n（三）评比卫生班级（3月至12月）。\n"
                "（四）表彰优秀党员（7月）。",
                "2011年2月25日",
            ),
            _PLAN.format(
                "（一）承诺公示（4月）。\n（二）落实帮扶（3月至12月）。\n（三）整改问题（4月至12月）。",
                "2011年2月25日",
            ),
            _PLAN.format(
                "1．动员会（3月1日）。\n2．整改月（9月）。\n3．考核周（6月）。\n4．评议会（12月）。",
                "2011年2月25日",
            ),
            _PLAN.format("（一）读书活动（4月至11月）。\n（二）家访活动（3月至12月）。", "2011年2月20日"),
            _PLAN.format(
                "（一）学习阶段（2011年3月1日至4月30日）。\n（二）实施阶段（2011年3月10日至10月31日），与学习同步进行。",
                "2011年2月20日",
            ),
        ),
    ),
)
