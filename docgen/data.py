"""A filled-in form or roster (.xlsx .yaml .csv) in, its raw values with their places out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from corpus.yamldoc import Node, StandardError, parse
from docgen.kinds import Field, Kind
from docgen.problems import UserError, clean
from docgen.sources import Cells, Sheets, open_source
from docgen.values import Merged, plain

__all__ = ["UNIT_SHEET", "Data", "Entry", "Row", "read_data", "row_of"]

UNIT_SHEET = "单位信息"
HEAD_ROWS = 10  # among these the heading row is looked for
_TOTAL = re.compile(r"(?:[合总小共]\s*计)\s*[:：]?\s*(?:\d+\s*人?)?\Z")
_MARKS = re.compile(r"[\s*＊※:：]|[（(]\s*必填\s*[)）]|[（(]\s*选填\s*[)）]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the unit sheet (单位信息) and where it stands."""

    raw: object
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its sheet, its number as Excel shows it, and its raw cells.

    `columns` is shared by all rows of a sheet: a roster of ten thousand stays small.
    """

    sheet: str
    number: int
    columns: tuple[str, ...]
    cells: tuple[object, ...]

    @property
    def values(self) -> dict[str, object]:
        """The cells that are filled in, by field name."""
        pairs = zip(self.columns, self.cells, strict=True)
        return {n: c for n, c in pairs if c is not None and plain(c)}


def row_of(sheet: str, number: int, values: dict[str, object]) -> Row:
    """A row from names and values."""
    return Row(sheet, number, tuple(values), tuple(values.values()))


@dataclass(slots=True)
class Data:
    """Everything a data file holds. `notes` are things the user should know (unused columns)."""

    file: str
    unit: dict[str, Entry] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    headers: dict[str, set[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    samples: int = 0


class _Names:
    """Which headings mean which field: exact names, then aliases, marks and white space ignored."""

    def __init__(self, kinds: Iterable[Kind], everything: Iterable[Kind]) -> None:
        # What a form of the whole pack holds for other kinds is passed over without a word.
        self.other_lists = {n for k in everything for n in (k.each, *(t.name for t in k.tables)) if n}
        self.other_fields = {f for k in everything for f in k.by_name}
        self.other_fields |= {f.name for k in everything for t in k.tables for f in t.columns}
        self.lists: dict[str, dict[str, Field]] = {}
        self.unit: dict[str, Field] = {}
        self.samples: dict[str, list[dict[str, str]]] = {}
        for kind in kinds:
            self.unit.update(kind.by_name)
            if kind.each:
                known = self.lists.setdefault(kind.each, {})
                known.update(kind.by_name)
                columns = {f.name: f.sample for f in kind.columns if f.sample}
                self.samples.setdefault(kind.each, [{}])[0].update(columns)
            for table in kind.tables:
                self.lists.setdefault(table.name, {}).update({f.name: f for f in table.columns})
                self.samples[table.name] = table.samples()
        own = {a for f in self.unit.values() for a in f.aliases}  # two meanings here: asked about
        self.other_fields |= {a for k in everything for f in k.by_name.values() for a in f.aliases} - own
        self.each = next((k.each for k in kinds if k.each), "")

    @staticmethod
    def key(heading: object) -> str:
        """A heading without marks, spaces and width.

        >>> _Names.key("姓 名＊（必填）")
        '姓名'
        """
        return _MARKS.sub("", unicodedata.normalize("NFKC", plain(heading)))

    def unknown(self, heading: object) -> bool:
        """Whether nobody knows this heading: not these kinds, not others, not a usual filler."""
        name = self.key(heading)
        return bool(name) and name not in self.other_fields and name not in ("序号", "备注", "项目", "栏目")

    def find(self, heading: object, known: dict[str, Field]) -> str | None:
        """The field a heading means, if any."""
        name = self.key(heading)
        if name in known:
            return name
        meant = [f.name for f in known.values() if name and name in f.aliases]
        return meant[0] if len(meant) == 1 else None  # two meanings are no meaning


def read_data(path: Path, kinds: Sequence[Kind], everything: Iterable[Kind] = ()) -> Data:
    """The data file's values for these kinds; a file that cannot be read is a `UserError`.

    `everything` are all kinds there are: their sheets and columns in the same file are not mistakes.
    """
    names = _Names(kinds, everything)
    source = open_source(path)
    if isinstance(source, str):
        return _yaml(source, names, path.name)
    return _bind(source, names, path.name)


def _bind(sheets: Sheets, names: _Names, file: str) -> Data:
    """Give every sheet its role by its name, or by the headings it has."""
    data = Data(file)
    for title, rows in sheets:
        head = list(islice(rows, HEAD_ROWS))
        if not head:
            continue
        rows = chain(head, rows)
        if title in names.lists:
            _list(data, names, title, title, head, rows)
        elif title in names.other_lists:
            continue
        elif title == UNIT_SHEET or _is_form(head, names):
            _form(data, names, title, rows)
        else:
            fitting = [(len(_header(head, known, names)[1]), name) for name, known in names.lists.items()]
            best = max(fitting, default=(0, ""), key=lambda pair: pair[0])
            if best[0]:
                _list(data, names, best[1], title, head, rows)
            else:
                data.notes.append(f"“{clean(title)}”表没有一个认识的栏目，没有使用")
    return data


def _is_form(head: list[Cells], names: _Names) -> bool:
    return sum(1 for _, cells in head if cells and names.find(_own(cells[0]), names.unit)) >= 2


def _own(cell: object) -> object:
    """A cell's own value: what a merged cell says counts only in the rows of a list."""
    return None if isinstance(cell, Merged) else cell


def _header(head: list[Cells], known: dict[str, Field], names: _Names) -> tuple[int, dict[int, str]]:
    """The index of the heading row among the first ones, and its columns; a title above it is passed over."""
    best: tuple[int, dict[int, str]] = (0, {})
    for index, (_, cells) in enumerate(head):
        found = {i: n for i, c in enumerate(cells) if (n := names.find(_own(c), known))}
        if len(found) > len(best[1]):
            best = (index, found)
    return best


def _form(data: Data, names: _Names, title: str, rows: Iterable[Cells]) -> None:
    for number, row in rows:
        cells = [_own(c) for c in row]
        name = names.find(cells[0], names.unit) if cells else None
        if name:
            if len(cells) > 1 and plain(cells[1]):
                data.unit[name] = Entry(cells[1], title, number)
        elif len(cells) > 1 and plain(cells[1]) and names.unknown(cells[0]):
            data.notes.append(_unknown(title, f"第{number}行", cells[0], names.unit))


def _unknown(title: str, place: str, heading: object, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(plain(heading), list(known), 1, 0.6)
    hint = f"，是不是“{near[0]}”？" if near else ""
    return f"“{clean(title)}”{place}“{clean(plain(heading))}”不是要用的栏目，没有使用{hint}"


def _list(
    data: Data, names: _Names, table: str, title: str, head: list[Cells], rows: Iterable[Cells]
) -> None:
    known = names.lists[table]
    index, columns = _header(head, known, names)
    if not columns:
        raise UserError(
            f"“{clean(title)}”表找不到标题行",
            f"第一行要写栏目名，如：{'、'.join(list(known)[:6])}",
        )
    twice = [n for n in set(columns.values()) if list(columns.values()).count(n) > 1]
    if twice:
        raise UserError(f"“{clean(title)}”表有两列都是“{twice[0]}”", "删去一列，或改掉列名")
    for i, cell in enumerate(head[index][1]):
        if i not in columns and names.unknown(_own(cell)):
            data.notes.append(_unknown(title, "表的列", cell, known))
    target = data.tables.setdefault(table, [])
    data.headers.setdefault(table, set()).update(columns.values())
    samples = names.samples.get(table, [])
    order = tuple(columns.values())
    passed: list[int] = []
    merged: set[str] = set()
    for number, cells in islice(rows, index + 1, None):
        if any(isinstance(c, Merged) for c in cells):  # two rows are never one person
            given = {columns[i] for i, c in enumerate(cells) if i in columns and isinstance(c, Merged)}
            merged |= given - {"姓名"}
            cells = [
                c.value if isinstance(c, Merged) and columns.get(i) != "姓名" else _own(c)
                for i, c in enumerate(cells)
            ]
        row = Row(title, number, order, tuple(cells[i] if i < len(cells) else None for i in columns))
        if not row.values:
            continue
        if any(_is_sample(row.values, sample) for sample in samples):
            data.samples += 1
            passed.append(number)
            continue
        if _is_total(cells, row.values):
            data.notes.append(f"“{clean(title)}”第{number}行是合计，没有当作一行来用")
            continue
        target.append(row)
    if merged:
        words = "、".join(f"“{n}”" for n in columns.values() if n in merged)
        data.notes.append(f"“{clean(title)}”{words}有合并的单元格，合并在一起的几行都按同样的内容来用")
    if passed:
        places = "、".join(str(n) for n in passed)
        data.notes.append(f"“{clean(title)}”第{places}行还是表里带的灰色样例，没有使用；要用就改成本校的")


def _is_total(cells: Sequence[object], values: dict[str, object]) -> bool:
    """Whether a roster's row only adds up the others (合计)."""
    first = next((plain(c) for c in cells if c is not None and plain(c)), "")
    return any(_TOTAL.match(w) for w in (first, plain(values.get("姓名"))))


def _is_sample(values: dict[str, object], sample: dict[str, str]) -> bool:
    """Whether the row is the form's own sample row, untouched."""
    shown = {k: plain(v) for k, v in values.items()}
    return len(shown) > 2 and all(plain(sample.get(k)) == v for k, v in shown.items())


def _yaml(text: str, names: _Names, file: str) -> Data:
    try:
        root = parse(text, file)
    except StandardError as error:
        raise UserError(str(error).rstrip("。")) from None
    data = Data(file)
    if isinstance(root.value, list):
        if not names.each:
            raise UserError(f"{file} 应当是“栏目: 内容”的形式", "用 docgen data 做一份样子来填")
        _yaml_rows(data, names, names.each, root)
        return data
    if not isinstance(root.value, dict):
        raise UserError(f"{file} 应当是“栏目: 内容”的形式", "用 docgen data 做一份样子来填")
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
            data.notes.append(_unknown(file, f"第{node.line}行", key, [*names.unit, *names.lists]))
    if names.each and names.each not in data.tables:
        _single(data, names)
    return data


def _yaml_entry(data: Data, names: _Names, key: str, node: Node) -> None:
    name = names.find(key, names.unit)
    if name is None and names.unknown(key):
        data.notes.append(_unknown(data.file, f"第{node.line}行", key, [*names.unit, *names.lists]))
    elif name and plain(node.value):
        data.unit[name] = Entry(node.value, "", node.line)


def _single(data: Data, names: _Names) -> None:
    """One person written without a list: the person's columns stand among the unit's fields."""
    known = names.lists[names.each]
    values: dict[str, Any] = {k: e.raw for k, e in data.unit.items() if k in known}
    if "姓名" in values or "姓名" not in known:
        data.tables[names.each] = [row_of("", min((e.row for e in data.unit.values()), default=1), values)]
        data.headers[names.each] = set(values)


def _yaml_rows(data: Data, names: _Names, table: str, node: Node) -> None:
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
                    data.notes.append(_unknown(data.file, f"第{value.line}行", key, known))
            elif isinstance(value.value, list):
                values[name] = "\n".join(str(v.value) for v in value.value)
            elif plain(value.value):
                values[name] = value.value
        headers.update(values)
        rows.append(row_of("", item.line, values))
