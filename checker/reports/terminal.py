"""Reviews come in; a table for a terminal of 80 columns comes out, with what to open first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Literal

from rich import box
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.findings import OUTCOME_NAMES, SEVERITY_NAMES, Review
from checker.reports.clean import encodable, one_line
from checker.reports.folding import folded
from checker.reports.overview import Overview, Titles, answered, overview, reason_and_advice

__all__ = ["show"]

_LIMIT = 200
# Whole Chinese characters and ASCII lines only: a Chinese console draws ● or ─ two columns wide, or one.
MARKS: dict[str, tuple[str, str]] = {
    "covered": ("实", "green"),
    "named": ("提", "yellow"),
    "missing": ("缺", "bold red"),
}
_LEGEND = "[green]实[/] 已写实  [yellow]提[/] 只提到，没有具体内容  [bold red]缺[/] 未涉及  - 此文种不要求"
STATUS_STYLES = {"pass": "green", "revise": "yellow", "stray": "dim", "unreadable": "bold red"}
_PARTS = 14  # columns for the names of absent parts
_LINES = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def show(
    reviews: Iterable[Review],
    console: Console,
    *,
    titles: Titles | None = None,
    outputs: Sequence[Path] = (),
    ignored: int = 0,
    limit: int = _LIMIT,
) -> None:
    """Print the table, the reasons of what could not be read, the counts, and what to open first.

    `reviews` is gone over twice. `outputs` are the files written, the one to open first in front.
    Of more than `limit` documents the first `limit` are shown, and how many are not.
    """
    titles = titles or Titles()
    view = overview(reviews)
    leads = view.groups[0] if view.groups else ""
    columns = [c for c in view.elements if c.group == leads]
    counted = [group for group in view.groups[1:] if _lacking(view, group)]
    console.print()
    for part in _tables(reviews, titles, [c.id for c in columns], counted, limit, console.width):
        console.print(part)
    if view.total > limit:
        console.print(f"共 {view.total} 份，这里只列前 {limit} 份，全部见汇总表。", highlight=False)
    if columns:
        names = "  ".join(f"{n} {escape(one_line(titles.short(c)))}" for n, c in enumerate(columns, 1))
        console.print(f"\n{escape(one_line(titles.group(leads)))}：{names}", highlight=False)
        console.print(_LEGEND, highlight=False)
    for group in counted:
        size = sum(c.group == group for c in view.elements)
        title = escape(one_line(titles.group(group)))
        console.print(
            f"[red]{title} {size - 1}/{size}[/]  表示 {size} 项中 {size - 1} 项已写实，逐项见汇总表",
            highlight=False,
        )
    _unreadable(reviews, console, limit)
    console.print(_counts(view, ignored), highlight=False)
    if outputs:
        console.print("先打开：", end="")
        console.print(Text(_path(outputs[0]), style="bold"), soft_wrap=True)
        for path in outputs[1:]:
            console.print(Text("　　　　" + _path(path)), soft_wrap=True)


def _lacking(view: Overview, group: str) -> bool:
    """Whether any document has not written out all of a group that has no columns here (五个好)."""
    own = {c.id for c in view.elements if c.group == group}
    return any(n for (id_, level), n in view.levels.items() if id_ in own and level != "covered")


def _path(path: Path) -> str:
    return one_line(encodable(str(path)))


def _tables(
    reviews: Iterable[Review],
    titles: Titles,
    ids: Sequence[str],
    counted: Sequence[str],
    limit: int,
    width: int,
) -> Iterator[RenderableType]:
    """A table a folder under one head, with the folder's name before it, all in the same columns."""
    yield _table(ids, width, header=True)
    for folder, own in groupby(islice(reviews, limit), key=lambda r: r.file.rpartition("/")[0]):
        if folder:
            yield Text(one_line(folder) + "/", style="cyan")
        table = _table(ids, width, header=False)
        for review in own:
            table.add_row(*_row(review, titles, ids, counted, table.columns[0].width or width))
        yield table


def _table(ids: Sequence[str], width: int, *, header: bool) -> Table:
    table = Table(box=_LINES, padding=0, show_edge=False, show_header=header, header_style="bold")
    heads = [
        "文件",
        "文种",
        *(str(number) for number, _ in enumerate(ids, 1)),
        "缺少的部分",
        "必改",
        "建议",
        "结论",
    ]
    widths = [0, 8, *[2] * len(ids), _PARTS, 4, 4, 8]
    # One column between each two.
    widths[0] = max(16, width - sum(widths) - len(widths) + 1)
    for head, room in zip(heads, widths, strict=True):
        justify: Literal["left", "right"] = "right" if head in ("必改", "建议") else "left"
        table.add_column(head, width=room, overflow="fold", justify=justify)
    return table


def _row(review: Review, titles: Titles, ids: Sequence[str], counted: Sequence[str], room: int) -> list[Text]:
    levels = {element.id: element.level for element in answered(review)}
    read = review.status != "unreadable"
    absent = "、".join(one_line(s.title) for s in review.sections if not s.found)
    severities = [finding.severity for finding in review.findings]
    # The last four characters tell the kinds apart: 党性分析报告 -> 分析报告.
    name = one_line(review.file.rpartition("/")[2])
    row = [Text(folded(name, room)), Text(one_line(titles.kind(review.kind))[-4:] if read else "")]
    row += [Text(*MARKS[levels[id]]) if id in levels else Text("-" if read else "") for id in ids]
    parts = [folded(absent, _PARTS)] if absent else []
    row.append(Text("\n".join([*_short_of(review, titles, counted), *parts]), style="red"))
    for severity in ("error", "warning"):
        row.append(Text(str(severities.count(severity)) if read else ""))
    row.append(Text(OUTCOME_NAMES[review.outcome], style=STATUS_STYLES[review.outcome]))
    return row


def _short_of(review: Review, titles: Titles, counted: Sequence[str]) -> Iterator[str]:
    """How many are written out of each group without columns, where not all are: a plan without its 五个好
    must not look complete."""
    for group in counted:
        levels = [element.level for element in answered(review) if element.group == group]
        done = levels.count("covered")
        if done < len(levels):
            yield f"{one_line(titles.group(group))} {done}/{len(levels)}"


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
                console.print(Padding(Text(one_line(sentence)), (0, 0, 0, 4)))


def _counts(view: Overview, ignored: int) -> str:
    parts = [f"共 {view.total} 份"]
    parts += [f"{name} {view.outcomes[outcome]} 份" for outcome, name in view.outcome_names.items()]
    findings = [
        f"{name} {sum(n for (_, s), n in view.families.items() if s == severity)} 处"
        for severity, name in SEVERITY_NAMES.items()
    ]
    line = f"\n[bold]{'，'.join(parts)}[/]。\n问题：{'，'.join(findings)}。"
    return line + (f"按名称略过 {ignored} 个文件。" if ignored else "")
