"""A kind in, the data a person types in answer to Chinese questions out (used when no --data is given)."""

from __future__ import annotations

import click

from docgen.agreement import lacking
from docgen.data import Data, Entry, Row, row_of
from docgen.kinds import Field, Kind, Table
from docgen.marks import is_answer, is_ditto, is_nothing
from docgen.organisation import fitted
from docgen.values import convert

__all__ = ["ask_data"]


def ask_data(kind: Kind) -> Data:
    """Ask for every field; an answer that does not fit is asked again at once."""
    click.echo(f"{kind.title}：一项一项地填，直接回车表示不填或用方括号里的内容。按 Ctrl+C 停下。")
    data = Data("所填内容")
    known: dict[str, str] = {}
    for field in kind.fields:
        _unit(data, field, known)
    if kind.each:
        rows: list[Row] = []
        while True:
            if kind.whole or rows:
                click.echo(f"—— {kind.each} 第 {len(rows) + 1} 个 ——")
            values: dict[str, object] = {}
            person = dict(known)
            for field in kind.columns:
                answer = _answer(field, person)
                if answer:
                    values[field.name] = answer
                    person[field.name] = answer
            rows.append(row_of(kind.each, len(rows) + 1, values))
            if not _another():
                break
        data.tables[kind.each] = rows
        data.headers[kind.each] = {f.name for f in kind.columns}
    for table in kind.tables:
        data.tables[table.name] = _rows(table)
    return data


def _another() -> bool:
    """Whether there is one more person."""
    while True:
        answer = click.prompt(
            "还有下一个吗？（有就写 y，没有直接回车）", default="", show_default=False, prompt_suffix=" "
        )
        word = answer.strip().lower()
        if word in ("", "n", "no", "没有", "没", "无", "否", "不"):
            return False
        if word in ("y", "yes", "有", "还有", "是"):
            return True
        click.echo("  有就写 y，没有直接回车。")


def _unit(data: Data, field: Field, known: dict[str, str]) -> None:
    answer = _answer(field, known)
    if answer:
        data.unit[field.name] = Entry(answer, "", 0)  # nothing that has rows
        known[field.name] = answer


def _rows(table: Table) -> list[Row]:
    """Rows until the first cell is left empty."""
    click.echo(f"—— {table.name}（{table.help}第一栏直接回车就结束）——")
    rows: list[Row] = []
    while True:
        first, *others = table.columns
        answer = click.prompt(first.name, default="", show_default=False, prompt_suffix="：")
        if not answer.strip():
            lack = lacking(table, [_meant(table, row) for row in rows], 0)
            if (rows and not lack) or not table.required:
                return rows
            click.echo(f"  {lack[0].expected}。" if rows and lack else "  至少要填一行。")
            continue
        values: dict[str, object] = {first.name: answer}
        known = {first.name: answer}
        for field in others:
            given = _answer(field, known)
            if given:
                values[field.name] = known[field.name] = given
        rows.append(row_of(table.name, len(rows) + 1, values))


def _meant(table: Table, row: Row) -> dict[str, object]:
    """What the answers of one row stand for."""
    return {f.name: convert(row.values.get(f.name), f.type, f.choices, f.short)[0] for f in table.columns}


def _answer(field: Field, known: dict[str, str]) -> str:
    """One answer, checked; numbers choose from a list."""
    if field.help:
        click.echo(
            f"  （{field.help.replace('从下拉框里选', '从下面选').replace('从下拉框选', '从下面选')}）"
        )
    offered = field.choices or field.suggestions(known.get(field.by, ""))
    for number, choice in enumerate(offered, 1):
        click.echo(f"    {number}. {choice}")
    default = fitted(field.default, known.get("党组织", ""))
    mark = "（必填）" if field.required and not field.default else ""
    while True:
        answer = click.prompt(
            f"{field.name}{mark}", default=default, show_default=bool(default), prompt_suffix="："
        ).strip()
        if answer.isdigit() and offered and 1 <= int(answer) <= len(offered):
            answer = offered[int(answer) - 1]
        if is_nothing(answer) and not is_answer(field, answer):
            answer = ""
        if is_ditto(answer):
            click.echo(f"  “{answer}”不行：这里没有上一行可以照，请写全。")
            continue
        if not answer:
            if field.required:
                click.echo("  这一项必须填。")
                continue
            return ""
        expected = convert(answer, field.type, field.choices, field.short)[1]
        if not expected:
            return answer
        click.echo(f"  “{answer}”不行：{expected}。")
