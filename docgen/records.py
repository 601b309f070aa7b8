"""A kind and its raw data in, one checked context a document out, with every mistake found in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.agreement import disagreements, past
from docgen.checked import Checker
from docgen.data import UNIT_SHEET, Data, Row
from docgen.expected import absent_sheet
from docgen.kinds import Field, Kind
from docgen.organisation import called, fitted
from docgen.problems import Problem, clean
from docgen.tidy import of_school
from docgen.values import plain

__all__ = ["Record", "check", "records"]


@dataclass(frozen=True, slots=True)
class Record:
    """One document to be made: what the template sees, where it came from, and notes for the result table."""

    context: dict[str, object]
    sheet: str
    row: int
    notes: tuple[str, ...] = ()


def _iterate(checker: Checker) -> Iterator[Record]:
    kind, data = checker.kind, checker.data
    unit, missing = checker.fields()
    lists = {t.name: checker.table(t) for t in kind.tables}
    tables: dict[str, object] = {**lists}
    checker.remarks += disagreements(kind, data, unit, lists)
    if not kind.each:
        for field in missing:
            unit[field.name] = checker.absent(field, checker.data.unit_sheet, 0, unit)
        yield Record({**_computed(kind, unit), **unit, **tables}, "", 0, checker.notes(unit))
        return
    rows = data.tables.get(kind.each, [])
    headers = data.headers.get(kind.each, set())
    shared = [f for f in missing if f.name not in headers]
    # A roster made elsewhere (现成的名册) has no unit sheet: say where else the value may stand.
    hint = (
        ""
        if data.unit or data.form
        else f"；可以在名册里加一列“{{}}”，或加一张叫“{UNIT_SHEET}”的表，A列写栏目、B列写内容"
    )
    for field in shared:
        unit[field.name] = checker.absent(field, checker.data.unit_sheet, 0, unit, hint.format(field.name))
    own = [f for f in kind.fields if f.name in headers]
    if rows and rows[0].sheet:  # a column that is not there is one mistake, not one of every row
        for field in kind.columns:
            must = field.required and not (field.default or field.options or field.ask)
            if must and field.name not in headers and field.name not in unit:
                unit[field.name] = checker.absent(field, rows[0].sheet, 0, unit, "；标题行里没有这一列")
    if kind.whole:
        if not rows and not checker.draft:
            checker.problems.append(_no_rows(kind, data))
        for group in _by_school(rows, unit):
            people = [_person(checker, row, unit, [], kind.columns)[0] for row in group]
            shared_values = _shared(checker, group, unit, own)
            yield Record(
                {**_computed(kind, shared_values), **shared_values, **tables, kind.each: people},
                "",
                0,
                checker.notes(shared_values),
            )
        return
    if not rows:
        checker.problems.append(_no_rows(kind, data))
    for row in rows:
        context, notes = _person(checker, row, unit, own, kind.columns)
        context.update(tables)
        yield Record({**_computed(kind, context), **context}, row.sheet, row.number, notes)


def _computed(kind: Kind, values: dict[str, object]) -> dict[str, object]:
    """What a template may use and nobody fills in; a field of that name goes before it."""
    organisation = plain(values.get("党组织"))
    return {"文件标题": fitted(kind.title, organisation), **called(organisation)}


def _by_school(rows: list[Row], unit: dict[str, object]) -> list[list[Row]]:
    """The roster's rows a school, in the order the schools appear; one group when there is one school."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(of_school(plain(row.values.get("学校", unit.get("学校")))), []).append(row)
    return list(groups.values()) or [[]]


def _shared(
    checker: Checker, group: list[Row], unit: dict[str, object], own: list[Field]
) -> dict[str, object]:
    """The unit's values, with those a roster gives in a column of its own (its first filled row counts)."""
    out = dict(unit)
    for field in own:
        given = next((r for r in group if field.name in r.values), None)
        if given:
            out[field.name] = checker.value(field, given.values[field.name], given.sheet, given.number)
        elif field.name not in out:
            out[field.name] = checker.absent(field, checker.data.unit_sheet, 0, out)
    return out


def _no_rows(kind: Kind, data: Data) -> Problem:
    sample = "（示例行不算，请在下面另填，或把示例行改成真的）" if data.samples else ""
    return Problem(kind.each, 0, "", "", f"至少要有一行{sample}{absent_sheet(data, kind.each)}")


def _person(
    checker: Checker, row: Row, unit: dict[str, object], own: list[Field], columns: tuple[Field, ...]
) -> tuple[dict[str, object], tuple[str, ...]]:
    context = dict(unit)
    given = row.values
    checker.filled = 0
    common = len(checker.remarks)
    for field in (*own, *columns):
        raw = given.get(field.name)
        if raw is not None:
            context[field.name] = checker.value(field, raw, row.sheet, row.number)
        elif field.name not in context:
            hint = f"（也可以在“{UNIT_SHEET}”里统一填）" if field in own else ""
            context[field.name] = checker.absent(field, row.sheet, row.number, context, hint)
    if checker.filled:
        checker.differ(columns, row, context)
    checker.order(columns, context, row.sheet, row.number)
    checker.remarks += past(checker.kind, columns, context)
    if checker.kind.whole and context.get("姓名"):  # one paper of many people: whose it is
        name = clean(str(context["姓名"]))
        checker.remarks[common:] = [f"{name}的{remark}" for remark in checker.remarks[common:]]
    notes = checker.notes(context)
    if not checker.kind.whole:
        del checker.remarks[common:]
    return context, notes


def check(kind: Kind, data: Data, draft: bool = False) -> tuple[Problem, ...]:
    """Every mistake in the data for this kind; no record is kept, so large rosters need little memory."""
    checker = Checker(kind, data, draft)
    for _ in _iterate(checker):
        pass
    return tuple(checker.problems)


def records(kind: Kind, data: Data, draft: bool = False) -> Iterator[Record]:
    """The documents to make, in the order of the data. Call `check` first."""
    return _iterate(Checker(kind, data, draft))
