"""The counts over all reviews come in; the sheet 统计 with its tables and charts comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from checker.findings import LEVEL_NAMES, SEVERITY_NAMES
from checker.reports.overview import Overview, Titles
from checker.reports.rows import LEVEL_TONES, STATUS_TONES
from checker.reports.xlsx import Book

__all__ = ["counted", "write_statistics"]

WIDTHS = [26, 10, 10, 16, 12, 4, *[10] * 8]
# Stronger than the fills of cells, for bars.
BARS = {"good": "4CAF6E", "weak": "F2B705", "bad": "D9534F", "": "7F9DB9"}
# Centimetres a row of the sheet.
ROW_HEIGHT = 0.47
Row = tuple[str | int, ...]


class _Tables:
    """Writes tables one below the other and remembers where they stand, for the charts."""

    def __init__(self, book: Book, ws: Any) -> None:
        self._book, self.ws, self.row = book, ws, 0

    def line(self, *values: str | int, style: str = "text") -> None:
        self.row += 1
        self.ws.append(
            [
                self._book.cell(self.ws, v, "middle" if style == "text" and n else style)
                for n, v in enumerate(values)
            ]
        )

    def gap(self, until: int = 0) -> None:
        self.row += 1
        self.ws.append([])
        while self.row < until:
            self.row += 1
            self.ws.append([])

    def new_page(self) -> None:
        """Print what follows on a new page."""
        from openpyxl.worksheet.pagebreak import Break

        self.ws.row_breaks.append(Break(id=self.row))
        self.gap()

    def table(self, header: Sequence[str], rows: Sequence[Row]) -> tuple[int, int]:
        """Write a table; return the rows of its head and of its end."""
        self.line(*header, style="head")
        head = self.row
        for row in rows:
            self.line(*row)
        return head, self.row


def write_statistics(book: Book, view: Overview, titles: Titles, when: datetime) -> None:
    """Counts by conclusion, kind, element, section and family of findings, and their charts."""
    ws = book.sheet("统计", WIDTHS)
    tables = _Tables(book, ws)
    tables.line(f"{titles.standard or '材料'}审查统计", style="title")
    tables.line(f"共 {view.total} 份，统计时间 {when:%Y-%m-%d %H:%M}", style="plain")
    tables.gap()
    statuses = [(name, view.outcomes[outcome]) for outcome, name in view.outcome_names.items()]
    tables.table(["结论", "份数"], statuses)
    tables.gap()
    _kinds(tables, view, titles)
    _elements(tables, view, titles)
    # A chart is not cut in two by the end of a page.
    tables.new_page()
    _sections(tables, view, titles)
    tables.new_page()
    _families(tables, view, titles)


def counted(view: Overview, titles: Titles) -> str:
    """Which papers the counts of elements are about, as a note in Chinese."""
    names = "、".join(titles.kind(kind) for kind in view.kinds if kind != "other")
    return f"要素只统计{names or '应报的文种'}；“{titles.kind('other')}”和无法读取的不算。"


def _kinds(tables: _Tables, view: Overview, titles: Titles) -> None:
    names = {outcome: name for outcome, name in view.outcome_names.items() if outcome != "unreadable"}
    rows: list[Row] = [
        (titles.kind(kind), *(view.kind_outcomes[kind, outcome] for outcome in names)) for kind in view.kinds
    ]
    head, end = tables.table(["文种", *names.values()], rows)
    if rows:
        colours = [BARS.get(STATUS_TONES[outcome], BARS[""]) for outcome in names]
        _chart(tables.ws, "各文种审查结果（份）", head, end, colours, at="G4", bar="col", grouping="stacked")
    tables.gap(until=_rows_of(4, 4))


def _elements(tables: _Tables, view: Overview, titles: Titles) -> None:
    tables.line(counted(view, titles), style="plain")
    rows: list[Row] = []
    for column in view.elements:
        counts = [view.levels[column.id, level] for level in LEVEL_NAMES]
        rate = f"{100 * counts[0] / max(1, sum(counts)):.0f}%"
        rows.append((f"{titles.group(column.group)}·{column.title}", *counts, rate))
    head, end = tables.table(["要素", *LEVEL_NAMES.values(), "写实率"], rows)
    if rows:
        colours = [BARS[LEVEL_TONES[level]] for level in LEVEL_NAMES]
        _chart(
            tables.ws,
            "各要素写实情况",
            head,
            end,
            colours,
            at=f"G{head}",
            bar="bar",
            grouping="percentStacked",
        )
    tables.gap(until=_rows_of(head, end))


def _sections(tables: _Tables, view: Overview, titles: Titles) -> None:
    rows: list[Row] = [
        (
            f"{titles.kind(column.kind)}·{column.title}",
            view.section_found[column.kind, column.id, True],
            view.section_found[column.kind, column.id, False],
        )
        for column in view.sections
    ]
    head, end = tables.table(["部分", "有", "缺"], rows)
    if rows:
        _chart(
            tables.ws,
            "各部分齐全情况",
            head,
            end,
            [BARS["good"], BARS["bad"]],
            at=f"G{head}",
            bar="bar",
            grouping="percentStacked",
        )
    tables.gap(until=_rows_of(head, end))


def _families(tables: _Tables, view: Overview, titles: Titles) -> None:
    families = sorted({f for f, _ in view.families}, key=lambda f: (-_total(view, f), f))
    rows: list[Row] = [
        (titles.family(f), *(view.families[f, severity] for severity in SEVERITY_NAMES)) for f in families
    ]
    head, end = tables.table(["问题类别", *SEVERITY_NAMES.values()], rows)
    if rows:
        colours = [BARS["bad"], BARS["weak"], BARS[""]]
        _chart(tables.ws, "问题类别（处）", head, end, colours, at=f"G{head}", bar="bar", grouping="stacked")
    tables.gap(until=_rows_of(head, end))


def _total(view: Overview, family: str) -> int:
    return sum(view.families[family, severity] for severity in SEVERITY_NAMES)


def _chart(
    ws: Any, title: str, head: int, end: int, colours: Sequence[str], *, at: str, bar: str, grouping: str
) -> None:
    from openpyxl.chart import BarChart, Reference

    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = bar, grouping, 100, 60
    chart.title, chart.style = _small_title(title), 10
    chart.add_data(
        Reference(ws, min_col=2, max_col=1 + len(colours), min_row=head, max_row=end), titles_from_data=True
    )
    chart.set_categories(Reference(ws, min_col=1, min_row=head + 1, max_row=end))
    for series, colour in zip(chart.series, colours, strict=True):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
    # Without this, new versions of Excel draw no axes at all.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    if grouping == "percentStacked":
        chart.y_axis.number_format = "0%"
    else:
        chart.y_axis.number_format = "0"
    if bar == "bar":
        # The first row of the table is the first bar from above.
        chart.x_axis.scaling.orientation = "maxMin"
    chart.legend.position = "b"
    chart.width, chart.height = 17.5, _height(end - head if bar == "bar" else 0)
    ws.add_chart(chart, at)


def _height(bars: int) -> float:
    """Centimetres that a chart needs so that each of its horizontal bars has its name."""
    return max(7.0, 3.4 + 0.62 * bars)


def _rows_of(head: int, end: int) -> int:
    """The row after the chart that stands beside a table."""
    return head + math.ceil(_height(end - head) / ROW_HEIGHT) + 1


def _small_title(text: str) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

    properties = CharacterProperties(sz=1200, b=True)
    run = RegularTextRun(rPr=properties, t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=properties), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
