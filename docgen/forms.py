"""Kinds in, an empty form (空表) to fill in written: a workbook (`formbook`), or .yaml with comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.asked import lists_of, note_of
from docgen.bulk import write_whole
from docgen.formbook import form_xlsx
from docgen.kinds import Field, Kind
from docgen.problems import UserError, clean, system_words

__all__ = ["form_yaml", "write_form"]


def write_form(kinds: Sequence[Kind], path: Path) -> None:
    """The form for these kinds, as the path's suffix says."""
    data = form_yaml(kinds).encode() if path.suffix.lower() in (".yaml", ".yml") else form_xlsx(kinds)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise UserError(
            f"{clean(str(path))} 写不进去（{system_words(error)}）", "关掉正在打开它的程序，或换一个位置"
        ) from None


def form_yaml(kinds: Sequence[Kind]) -> str:
    """The form as YAML, each field explained in a comment."""
    unit, rosters, tables = lists_of(kinds)
    out = ["# 冒号后面空一格再写内容；# 后面是说明。★ 是必填。", ""]

    def line(field: Field, indent: str) -> None:
        star = "★" if field.required else ""
        sample = f" 例：{field.sample.splitlines()[0]}" if field.sample else ""
        choices = f" 只能填：{'、'.join(field.choices)}。" if field.choices else ""
        note = note_of(field).replace(
            "段与段之间按 Alt+回车 换行", "冒号后面写 |，每段另起一行、前面多空两格"
        )
        words = " ".join(f"{note}{choices}{sample}".split())
        out.append(f"{indent.replace('-', ' ')}# {star}{words}")
        out.append(f"{indent}{field.name}: ")

    for field in unit:
        line(field, "")
    for name, columns in [*rosters.items(), *((t.name, list(t.columns)) for t in tables.values())]:
        out += [
            "",
            f"# {tables[name].help if name in tables else '一人一段，再加一人就把下面整段复制一遍。'}",
            f"{name}:",
        ]
        for index, field in enumerate(columns):
            line(field, "  - " if not index else "    ")
    return "\n".join(out) + "\n"
