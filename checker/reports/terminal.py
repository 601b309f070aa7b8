"""Reviews come in; a table for a terminal of 80 columns comes out, with what to open first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from checker.findings import SEVERITY_NAMES, STATUS_NAMES, Review
from checker.reports.clean import encodable, one_line
from checker.reports.overview import Overview, Titles, overview, reason_and_advice

__all__ = ["LIMIT", "show"]

LIMIT = 200
# Whole Chinese characters and ASCII lines only: a Chinese console draws ● or ─ two columns wide, or one.
MARKS: dict[str, tuple[str, str]] = {
    "covered": ("实", "green"),
    "named": ("提", "yellow"),
    "missing": ("缺", "bold red"),
}
_LEGEND = "[green]实[/] 已写实  [yellow]提[/] 只提到，没有具体内容  [bold red]缺[/] 未涉及  - 此文种不要求"
STATUS_STYLES = {"pass": "green", "revise": "yellow", "unreadable": "bold red"}
_LINES = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_STATUS_WIDTH = 8


def show(
    reviews: Iterable[Review],
    console: Console,
    *,
    titles: Titles | None = None,
    outputs: Sequence[Path] = (),
    ignored: int = 0,
    limit: int = LIMIT,
) -> None:
    """Print the table, the reasons of what could not be read, the counts, and what to open first.

    `reviews` is gone over twice. `outputs` are the files written, the one to open first in front.
    Of more than `limit` documents the first `limit` are shown, and how many are not.
    """
    titles = titles or Titles()
    view = overview(reviews)
    leads = view.groups[0] if view.groups else ""
    columns = [c for c in view.elements if c.group == leads]
    console.print()
    console.print(_table(reviews, titles, [c.id for c in columns], limit))
    if view.total > limit:
        console.print(f"共 {view.total} 份，这里只列前 {limit} 份，全部见汇总表。", highlight=False)
    if columns:
        names = "  ".join(f"{n} {escape(one_line(titles.short(c)))}" for n, c in enumerate(columns, 1))
        console.print(f"\n{escape(one_line(titles.group(leads)))}：{names}", highlight=False)
        console.print(_LEGEND, highlight=False)
    _unreadable(reviews, console, limit)
    console.print(_counts(view, ignored), highlight=False)
    if outputs:
        console.print("先打开：", end="")
        console.print(Text(_path(outputs[0]), style="bold"), soft_wrap=True)
        for path in outputs[1:]:
            console.print(Text("　　　　" + _path(path)), soft_wrap=True)


def _path(path: Path) -> str:
    return one_line(encodable(str(path)))


def _table(reviews: Iterable[Review], titles: Titles, ids: Sequence[str], limit: int) -> Table:
    table = Table(box=_LINES, pad_edge=False, padding=0, show_edge=False, header_style="bold")
    table.add_column("文件", overflow="fold", ratio=1, min_width=20)
    table.add_column("文种", no_wrap=True, min_width=8)
    for number, _ in enumerate(ids, 1):
        table.add_column(str(number), no_wrap=True, min_width=2)
    table.add_column("缺少的部分", overflow="fold", min_width=10, max_width=14)
    table.add_column("必改", justify="right", no_wrap=True, min_width=4)
    table.add_column("建议", justify="right", no_wrap=True, min_width=4)
    table.add_column("结论", no_wrap=True, min_width=_STATUS_WIDTH)
    for number, review in enumerate(reviews):
        if number == limit:
            break
        table.add_row(*_row(review, titles, ids))
    return table


def _row(review: Review, titles: Titles, ids: Sequence[str]) -> list[Text]:
    levels = {element.id: element.level for element in review.elements}
    read = review.status != "unreadable"
    absent = "、".join(one_line(s.title) for s in review.sections if not s.found)
    severities = [finding.severity for finding in review.findings]
    # The last four characters tell the kinds apart: 党性分析报告 -> 分析报告.
    row = [Text(one_line(review.file)), Text(one_line(titles.kind(review.kind))[-4:] if read else "")]
    row += [Text(*MARKS[levels[id]]) if id in levels else Text("-" if read else "") for id in ids]
    row.append(Text(absent, style="red"))
    for severity in ("error", "warning"):
        row.append(Text(str(severities.count(severity)) if read else ""))
    row.append(Text(STATUS_NAMES[review.status], style=STATUS_STYLES[review.status]))
    return row


def _unreadable(reviews: Iterable[Review], console: Console, limit: int) -> None:
    shown = 0
    for review in reviews:
        if review.status != "unreadable":
            continue
        if shown == 0:
            console.print("\n[bold red]无法读取的文件[/]")
        if shown == limit:
            console.print("  ……其余的见汇总表“无法读取”。")
            return
        shown += 1
        console.print(Text("  " + one_line(review.file), style="bold"))
        for sentence in reason_and_advice(review):
            if sentence:
                console.print(Text("    " + one_line(sentence)))


def _counts(view: Overview, ignored: int) -> str:
    parts = [f"共 {view.total} 份"]
    parts += [f"{name} {view.statuses[status]} 份" for status, name in STATUS_NAMES.items()]
    findings = [
        f"{name} {sum(n for (_, s), n in view.families.items() if s == severity)} 处"
        for severity, name in SEVERITY_NAMES.items()
    ]
    line = f"\n[bold]{'，'.join(parts)}[/]。\n问题：{'，'.join(findings)}。"
    return line + (f"按名称略过 {ignored} 个文件。" if ignored else "")
