"""An analysed plan in, the phases and times that its tables tell out (表格里的阶段和时间安排)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.analysis import Analysis
from checker.dates import find_dates
from checker.document import Paragraph
from checker.rules.phasetimes import Phase, time_from

__all__ = ["Timetable", "phase_tables"]

_TIMES = re.compile(
    r"(?:活动|实施|完成|计划|具体|工作|开展|进度|推进)?(?:起止|起讫)?(?:时间|日期|时段|月份|起止)(?:安排|段|节点|要求)?"
)
_PHASES = re.compile("阶段|步骤|环节|进程")
_FROM = re.compile(r"\s*(?:从|自|于)?\s*")
_ROWS = 2  # with a time of their own, from which on a table is a timetable


@dataclass(frozen=True, slots=True)
class Timetable:
    """The rows of a table that tell a time each, in order; `phases` says that they are the paper's phases, which come
    one after the other."""

    rows: tuple[Phase, ...]
    phases: bool


def phase_tables(analysis: Analysis) -> Iterator[Timetable]:
    """The tables with a column of times (时间、内容、责任人 or 阶段、时间、任务), those with two rows and more."""
    tables: dict[int, dict[int, dict[int, list[Paragraph]]]] = {}
    for paragraph in analysis.document.paragraphs:
        if (cell := paragraph.cell) is not None and paragraph.text.strip():
            rows = tables.setdefault(cell.table, {})
            rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(paragraph)
    for rows in tables.values():
        numbers = sorted(rows)
        # A merged first row is the table's title.
        head = next((n for n in numbers if len(rows[n]) > 1), None)
        if head is None:
            continue
        words = {column: "".join(p.text for p in cell) for column, cell in rows[head].items()}
        column = next((c for c, w in words.items() if _TIMES.fullmatch("".join(w.split()))), None)
        if column is None:
            continue
        found = [
            phase
            for n in numbers
            if n > head and (phase := _phase(analysis, rows[n].get(column, []), n - head)) is not None
        ]
        if len(found) >= _ROWS:
            named = any(_PHASES.search(w) for w in words.values())
            yield Timetable(tuple(found), named or _called(rows, column))


def _called(rows: dict[int, dict[int, list[Paragraph]]], column: int) -> bool:
    """Whether two rows and more are called phases (第一阶段, 动员阶段) beside their times."""
    called = [
        any(
            _PHASES.search(p.text) and len(p.text) <= 14
            for c, cell in row.items()
            if c != column
            for p in cell
        )
        for row in rows.values()
    ]
    return sum(called) >= _ROWS


def _phase(analysis: Analysis, cell: list[Paragraph], number: int) -> Phase | None:
    """The time that a cell begins with; None for a cell of other words."""
    for paragraph in cell:
        text = analysis.normals[paragraph.index].text
        hits = find_dates(text)
        begins = _FROM.match(text)
        if not hits or begins is None or hits[0].start != begins.end():
            continue
        hit = hits[0]
        if hit.date is None or not hit.believable:
            return None
        stop, end, to_the_day = time_from(text, hit, hits)
        where = analysis.where(paragraph.index, hit.start, stop)
        # 2011年3月 and 至4月 in two lines of one cell: when it ends is not known. 2011年7月起 has no end.
        open_end = len(cell) > 1 or bool(re.match(r"\s*(?:起|以后|开始|左右|前后|以来|—|至|到)", text[stop:]))
        return Phase(number, where, text[hit.start : stop], hit, None if open_end else end, to_the_day)
    return None
