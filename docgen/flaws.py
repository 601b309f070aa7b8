"""What is wrong in a template, as its maker is told in Chinese: the place, the words, the tag and the repair."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from docgen.kinds import Kind
from docgen.organisation import NAMES
from docgen.problems import clean
from docgen.template import jinja_words

__all__ = ["EXTRA", "OUTSIDE", "Flaw", "near", "schema", "signs", "unused", "wording"]

EXTRA = ("文件标题", *NAMES)
_FULL = re.compile(r"[｛{][｛{]|[｝}][｝}]|[｛{][％%]|[％%][｝}]")
_FULL_SIGNS = "｛｝％"
OUTSIDE = re.compile(
    r"\{%-?\s*(?:p|tr|tc|r)?\s*(include|import|from|extends|macro|call|block"
    r"|autoescape|filter|with|do|trans|debug)\b"
)
_UNITS = {"paragraph": "段", "row": "行", "cell": "格", "table row": "行", "table cell": "格"}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One mistake in a template. `must` flaws forbid its use; the others may be meant so."""

    place: str
    words: str
    tag: str
    problem: str
    repair: str
    must: bool = True

    def __str__(self) -> str:
        words = f"“{clean(self.words)}”" if self.words else ""
        tag = f"标记 {clean(self.tag)} " if self.tag else ""
        mark = "" if self.must else "（提醒）"
        return f"{mark}{self.place}{words}：{tag}{self.problem}。改法：{self.repair}"


def schema(kind: Kind) -> dict[str, Any]:
    """The fields of a kind as the JSON Schema docxtpl-lint checks names against."""
    single: dict[str, Any] = {name: {"type": "string"} for name in (*kind.by_name, *EXTRA)}
    lists = {t.name: t.columns for t in kind.tables}
    if kind.whole:
        lists[kind.each] = kind.columns
    for name, columns in lists.items():
        item = {"type": "object", "properties": {f.name: {"type": "string"} for f in columns}}
        single[name] = {"type": "array", "items": item}
    return {"type": "object", "properties": single}


def signs(text: str, place: str) -> Iterable[Flaw]:
    """Braces typed in full width: nothing would be filled in there, and nobody would be told."""
    found = _FULL.findall(text)
    if any(sign in mark for mark in found for sign in _FULL_SIGNS):
        tag = re.search(r"[｛{][｛{％%].*?[｝}％%]?[｝}]|[｛{][｛{％%].*", text)
        repair = "切换到英文输入法，重新输入花括号和百分号：{{ 栏目 }}"
        yield Flaw(place, text, tag[0] if tag else "", "花括号或百分号是全角的，填不进内容", repair)
    outside = OUTSIDE.search(text)
    if outside:
        repair = "删去这个标记，把内容直接写在模板里"
        yield Flaw(place, text, outside[0], f"模板里不能用 {outside[1]}", repair)


def wording(rule: str, params: dict[str, Any], kind: Kind | None) -> tuple[str, str]:
    """Problem and repair in Chinese, from docgen/lint.yaml, for one of docxtpl-lint's rules."""
    import yaml

    if "msg" in params:
        params["msg"] = jinja_words(str(params["msg"]))
    table = yaml.safe_load(resources.files("docgen").joinpath("lint.yaml").read_text(encoding="utf-8"))
    if "path" in params:
        params["path"] = str(params["path"]).replace("[*]", "")
        params["near"] = near(params["path"], kind)
    if "unit" in params:
        params["unit"] = _UNITS.get(str(params["unit"]), "段")
    problem, repair = table.get(rule, ["标记有问题", "对照说明重写这个标记"])
    try:
        return problem.format_map(params), repair.format_map(params)
    except KeyError:
        return problem, repair


def near(path: str, kind: Kind | None) -> str:
    """The field that a name may have been meant for, as a question in brackets; "" when none is near."""
    if kind is None:
        return ""
    names = [*kind.by_name, *(f"{t.name}.{f.name}" for t in kind.tables for f in t.columns)]
    found = difflib.get_close_matches(path, names, 1, 0.4)
    return f"（是不是“{found[0]}”？）" if found else ""


def unused(kind: Kind, used: set[str]) -> Iterable[Flaw]:
    """A field the secretary must fill in and the template never shows."""
    tables = {t.name for t in kind.tables if t.required} | ({kind.each} if kind.whole else set())
    named = set(re.findall(r"\{([^{}]*)\}", kind.file))
    columns = () if kind.whole else kind.columns
    needed = {f.name for f in (*kind.fields, *columns) if f.required} | tables
    for name in sorted(needed - used - named):
        yield Flaw(
            "整个模板",
            "",
            "",
            f"必填的栏目“{name}”没有用上",
            f"在该写的地方加上 {{{{ {name} }}}}，或改成不必填",
            False,
        )
