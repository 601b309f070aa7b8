"""An Excel template and its fields in, its mistakes out, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from io import BytesIO
from typing import Any

from docgen.flaws import Flaw, near, schema, signs, unused, wording
from docgen.kinds import Kind
from docgen.problems import UserError, clean
from docgen.refusals import refusals
from docgen.sandbox import environment
from docgen.template import jinja_words

__all__ = ["sheet_flaws"]

_ROW_END = re.compile(r"\{%-?\s*tr\s+endfor")


def sheet_flaws(source: bytes, kind: Kind | None) -> Iterable[Flaw]:
    """Every flaw in the cells; without a kind the names of fields are not judged."""
    from docgen.sheet import ROW_FOR

    env = environment(word=False)
    known = frozenset(schema(kind)["properties"]) if kind else frozenset()
    used: set[str] = set()
    for sheet in _sheets(source):
        loops: list[tuple[str, str]] = []  # open ones: where each began, and its variable
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value if isinstance(cell.value, str) else ""
                place = f"“{clean(sheet.title)}”表 {cell.coordinate}"
                yield from signs(text, place)
                if start := ROW_FOR.match(text):
                    loops.append((place, start[1]))
                    text = "{{ " + start[2] + " }}"
                elif _ROW_END.search(text):
                    if loops:
                        loops.pop()
                    else:
                        wrong = "多出来的结束标记，前面没有开头"
                        yield Flaw(place, "", text, wrong, "删去它，或补上开头的一行")
                    continue
                names = yield from _cell_flaws(text, place, env)
                used |= names
                unknown = names - known - {variable for _, variable in loops} - {"序号"}
                for name in sorted(unknown) if kind else ():
                    yield Flaw(place, text, "", f"没有栏目“{name}”", f"改成有的栏目名{near(name, kind)}")
        for place, _ in loops:
            yield Flaw(place, "", "", "循环没有结束", "在要重复的行后面补一行 {%tr endfor %}")
    if kind:
        yield from unused(kind, used)


def _sheets(source: bytes) -> Sequence[Any]:
    """The sheets of a workbook; raises UserError where there are none to be read."""
    from openpyxl import load_workbook

    try:
        sheets = load_workbook(BytesIO(source)).worksheets
    except Exception:  # openpyxl raises whatever its parsers raise on a malformed workbook
        sheets = []
    if not sheets:
        raise UserError("模板读不出", "用 Excel 或 WPS 打开后另存为 .xlsx")
    return sheets


def _cell_flaws(text: str, place: str, env: Any) -> Generator[Flaw, None, set[str]]:
    """What is wrong with the markup of a cell whatever the kind; returns the names used in it."""
    import jinja2
    from jinja2 import meta, nodes

    try:
        tree = env.parse(text)
        names = meta.find_undeclared_variables(tree) if "{" in text else set()
    except (jinja2.TemplateError, RecursionError, ValueError) as error:
        wrong = f"标记的写法不对（{jinja_words(str(error))}）"
        yield Flaw(place, text, "", wrong, "重写这个单元格的标记")
        return set()
    for words in dict.fromkeys(refusals(tree)):
        yield Flaw(place, text, "", words, "只用说明里列出的写法，或把内容直接写在模板里")
    for node in tree.find_all(nodes.Filter):
        if node.name not in env.filters:
            yield Flaw(place, text, "", *wording("DTL104", {"name": node.name}, None))
    return names
