"""A form filled in as YAML in, its raw values with their lines out."""

from __future__ import annotations

from typing import Any

from corpus.yamldoc import Node, StandardError, parse
from docgen.data import UNIT_SHEET, Data, Entry, row_of
from docgen.headings import Names, unknown_words
from docgen.marks import settle
from docgen.problems import UserError
from docgen.values import plain

__all__ = ["data_of_yaml"]


def data_of_yaml(text: str, names: Names, file: str) -> Data:
    """The values in a YAML text; what is not in the form's shape is a `UserError`."""
    try:
        root = parse(text, file)
    except StandardError as error:
        raise UserError(str(error).rstrip("。")) from None
    data = Data(file, unit_sheet="")
    if isinstance(root.value, list):
        if not names.each:
            raise UserError(f"{file} 应当是“栏目: 内容”的形式", "用 docgen data 做一份样子来填")
        _yaml_rows(data, names, names.each, root)
        settle(data, names)
        return data
    if not isinstance(root.value, dict):
        raise UserError(f"{file} 应当是“栏目: 内容”的形式", _shape(text))
    for key, node in root.value.items():
        if isinstance(node.value, list):
            if key in names.lists:
                _yaml_rows(data, names, key, node)
                continue
            name = names.find(key, names.unit)
            if name and all(isinstance(v.value, str) for v in node.value):  # a list of paragraphs
                data.unit[name] = Entry("\n".join(v.value for v in node.value), "", node.line)
                continue
        elif isinstance(node.value, dict):
            if key == UNIT_SHEET:
                for inner, value in node.value.items():
                    _yaml_entry(data, names, inner, value)
                continue
        else:
            _yaml_entry(data, names, key, node)
            continue
        if key not in names.other_lists and names.unknown(key):
            data.notes.append(unknown_words(file, f"第{node.line}行", key, [*names.unit, *names.lists]))
    settle(data, names)
    if names.each and names.each not in data.tables:
        _single(data, names)
    return data


def _yaml_entry(data: Data, names: Names, key: str, node: Node) -> None:
    name = names.find(key, names.unit)
    if name is None and names.unknown(key):
        data.notes.append(unknown_words(data.file, f"第{node.line}行", key, [*names.unit, *names.lists]))
    elif name and plain(node.value):
        data.unit[name] = Entry(node.value, "", node.line)


def _single(data: Data, names: Names) -> None:
    """One person written without a list: the person's columns stand among the unit's fields."""
    known = names.lists[names.each]
    values: dict[str, Any] = {k: e.raw for k, e in data.unit.items() if k in known}
    if "姓名" in values or "姓名" not in known:
        data.tables[names.each] = [row_of("", min((e.row for e in data.unit.values()), default=1), values)]
        data.headers[names.each] = set(values)


def _yaml_rows(data: Data, names: Names, table: str, node: Node) -> None:
    known = names.lists[table]
    rows = data.tables.setdefault(table, [])
    headers = data.headers.setdefault(table, set())
    for item in node.items(table):
        if not isinstance(item.value, dict):
            raise UserError(
                f"{data.file} 第{item.line}行应当是“栏目: 内容”的形式", "每人一段，以“- 姓名: …”开头"
            )
        values: dict[str, object] = {}
        for key, value in item.value.items():
            name = names.find(key, known)
            if name is None:
                if names.unknown(key):
                    data.notes.append(unknown_words(data.file, f"第{value.line}行", key, known))
            elif isinstance(value.value, list):
                values[name] = "\n".join(str(v.value) for v in value.value)
            elif plain(value.value):
                values[name] = value.value
        headers.update(values)
        rows.append(row_of("", item.line, values))


def _shape(text: str) -> str:
    """What to do about a text that is no form: mostly the colons are Chinese."""
    if any("：" in line.partition(": ")[0][:20] for line in text.splitlines()):
        return "冒号用英文的“:”，后面空一格，不要用中文的“：”"
    return "用 docgen data 做一份样子来填"
