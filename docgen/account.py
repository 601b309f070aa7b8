"""The results of a run in, the account of them on the screen: what was made, what was not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from docgen.bulk import FAILED, KEPT, Result
from docgen.problems import clean

__all__ = ["account"]

MAX_SHOWN = 20


def account(results: Sequence[Result], out: Path, table: Path | None) -> None:
    """Tell what was made in `out`; every single result goes into `table` (--result), where one is wanted."""
    counts = {state: sum(r.state == state for r in results) for state in ("完成", "未变", KEPT, FAILED)}
    told = "，".join(f"{state} {count} 份" for state, count in counts.items() if count)
    click.echo(f"{told or '没有生成文件'}。位置：{out}")
    wrong = [r for r in results if not r.good]
    groups: dict[tuple[str, str], list[str]] = {}
    for r in wrong[:MAX_SHOWN]:
        groups.setdefault((r.state, r.note), []).append(r.file)
    for (state, note), files in groups.items():
        count = f"{len(files)} 份：" if len(files) > 1 else ""
        click.echo(f"  {state}  {count}{'、'.join(files)}  {clean(note, 200)}", err=True)
    if len(wrong) > MAX_SHOWN:
        more = "" if table else "，加 --result 结果.xlsx 看全部"
        click.echo(f"  ……还有 {len(wrong) - MAX_SHOWN} 份没有做成{more}", err=True)
    notes: dict[str, list[str]] = {}
    for r in results:
        for note in r.notes if r.good else ():
            notes.setdefault(note, []).append(Path(r.file).name)
    for note, files in notes.items():
        shown = "、".join(files[:3]) + (f" 等 {len(files)} 份" if len(files) > 3 else "")
        click.echo(f"  提醒：{shown}：{note}")
    if table:
        from docgen.result import write_result

        write_result(results, table)
        click.echo(f"结果表：{table}")
