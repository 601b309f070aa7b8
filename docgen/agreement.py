"""Checked values in, what cannot be true together told: printed all the same, for nobody knows which is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from docgen.data import Data, Row
from docgen.kinds import Field, Kind, Table
from docgen.problems import Problem, clean, where
from docgen.tidy import of_school
from docgen.values import Month, date_text, plain

__all__ = ["disagreements", "lacking", "past"]


def _own_day(kind: Kind, values: Mapping[str, object]) -> tuple[str, str, Month] | None:
    """The paper's own date: its field, as it is printed, and the last month that it can look back on."""
    for field in kind.fields:
        day = values.get(field.name)
        if isinstance(day, datetime.date):
            return field.name, date_text(day), Month(day.year, day.month)
        if field.type == "year":
            return (field.name, str(day), Month(day, 12)) if isinstance(day, int) else None
    return None


def past(kind: Kind, fields: tuple[Field, ...], values: Mapping[str, object]) -> Iterator[str]:
    """What lies behind at the paper's own date cannot come after it."""
    own = _own_day(kind, values)
    for field in fields if own else ():
        month = values.get(field.name)
        if own and field.past and isinstance(month, Month) and month > own[2]:
            yield f"“{field.name}”（{month}）在“{own[0]}”（{own[1]}）以后，两样必有一样填错了，请核对"


def lacking(table: Table, rows: Sequence[Mapping[str, object]], samples: int) -> tuple[Problem, str] | None:
    """The row a list cannot do without: what is wrong, and the column that must say so."""
    for column, said in table.must_have:
        found = list(dict.fromkeys(plain(row.get(column)) for row in rows))
        if said not in found:
            grey = "（灰色的样例行不算）" if samples else ""
            why = f"没有“{said}”，“{said}”的那一行也要填{grey}"
            return Problem(table.name, 0, column, "、".join(filter(None, found)), why), column
    return None


def disagreements(
    kind: Kind, data: Data, unit: Mapping[str, object], tables: Mapping[str, list[dict[str, object]]]
) -> Iterator[str]:
    """What one sheet says against another, or one row against the next."""
    for field in kind.by_name.values():
        yield from _too_many(field, data, unit)
    for table in kind.tables:
        if table.in_order:
            rows = list(zip(data.tables.get(table.name, []), tables[table.name], strict=False))
            yield from _order(table, rows)
            yield from _bounds(kind, table, data, unit, rows)


def _too_many(field: Field, data: Data, unit: Mapping[str, object]) -> Iterator[str]:
    """More people in the list than their number says."""
    said, entry = unit.get(field.name), data.unit.get(field.name)
    if not field.counts or not isinstance(said, int) or entry is None:
        return
    own = of_school(plain(unit.get("学校")))
    people = {
        tuple(plain(r.values.get(n)) for n in ("姓名", "职务", "出生年月"))
        for r in data.tables.get(field.counts, [])
        if of_school(plain(r.values.get("学校"))) in ("", own)
    }
    if len(people) > said:
        yield (
            f"{where(entry.sheet, entry.row)}“{field.name}”填的是{said}，“{clean(field.counts)}”里却有{len(people)}人，"
            "必有一样不对，请核对"
        )


def _order(table: Table, rows: Sequence[tuple[Row, dict[str, object]]]) -> Iterator[str]:
    """Rows that begin before the one above them."""
    start = table.in_order[0]
    for (_, before), (row, values) in zip(rows, rows[1:], strict=False):
        first, second = before.get(start), values.get(start)
        if isinstance(first, Month) and isinstance(second, Month) and second < first:
            yield (
                f"{where(row.sheet or table.name, row.number)}“{start}”（{second}）比上一行（{first}）还早，"
                "材料照表里的先后来写，请把各行按时间先后排好"
            )


def _bounds(
    kind: Kind,
    table: Table,
    data: Data,
    unit: Mapping[str, object],
    rows: Sequence[tuple[Row, dict[str, object]]],
) -> Iterator[str]:
    """Rows outside the months that the whole is said to take, and a paper made after all of it."""
    ends = [(r, v) for r, values in rows if isinstance(v := values.get(table.in_order[1]), Month)]
    starts = [(r, v) for r, values in rows if isinstance(v := values.get(table.in_order[0]), Month)]
    for name, marks, late in zip(table.within, (starts, ends), (False, True), strict=False):
        bound, entry = unit.get(name), data.unit.get(name)
        if not isinstance(bound, Month) or entry is None or not marks:
            continue
        row, month = (max if late else min)(marks, key=lambda mark: mark[1])
        if (month > bound) if late else (month < bound):
            column = table.in_order[late]
            yield (
                f"{where(row.sheet or table.name, row.number)}“{column}”（{month}）比{where(entry.sheet, entry.row)}“{name}”"
                f"（{bound}）还{'晚' if late else '早'}，必有一样不对，请核对，“{name}”不填就照“{table.name}”来写"
            )
    own = _own_day(kind, unit)
    if own and ends and own[2] > max(month for _, month in ends):
        last = max(month for _, month in ends)
        yield f"“{own[0]}”（{own[1]}）在“{table.name}”最后的月份（{last}）以后，两样必有一样填错了，请核对"
