"""Kinds in, what a form for them asks out: each field once, and what is said of it (栏目说明)."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.kinds import Field, Kind, Table

__all__ = ["lists_of", "note_of"]

_TYPE_HELP = {
    "date": "写成 2011年3月1日",
    "month": "写成 2010年6月",
    "number": "只写数字",
    "year": "只写四位数字",
    "long": "可以写几段，段与段之间按 Alt+回车 换行",
}


def lists_of(kinds: Sequence[Kind]) -> tuple[list[Field], dict[str, list[Field]], dict[str, Table]]:
    """The unit's fields, each roster's columns, and the tables; each once, required if any says so."""
    unit: dict[str, Field] = {}
    rosters: dict[str, dict[str, Field]] = {}
    tables: dict[str, Table] = {}
    for kind in kinds:
        for field in kind.fields:
            if field.name not in unit or field.required:
                unit[field.name] = field
        if kind.each:
            own = rosters.setdefault(kind.each, {})
            for field in kind.columns:
                if field.name not in own or field.required:
                    own[field.name] = field
        for table in kind.tables:
            tables[table.name] = table
    must_first = sorted(unit.values(), key=lambda f: not f.required or bool(f.default))
    return must_first, {n: list(f.values()) for n, f in rosters.items()}, tables


def note_of(field: Field) -> str:
    """What the secretary is told of a field: whether it must be filled in, how, and what happens otherwise."""
    parts = ["必填。" if field.required else "可以不填。", field.help or field.ask]
    how = _TYPE_HELP.get(field.type, "")
    if how and how[:2] not in field.help:
        parts.append(how + "。")
    if field.default and "不填" not in field.help:
        default = field.default if len(field.default) <= 60 else f"{field.default[:60]}……"
        parts.append(f"不填就用“{default}”。")
    elif field.ask and not field.default:
        parts.append("空着会留出黄色的【待填】，由本人去写。")
    return "".join(p for p in parts if p)
