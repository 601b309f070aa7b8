"""A filled-in form or roster (.xlsx .yaml .csv) in, its raw values with their places out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

from docgen.data import UNIT_SHEET, Data, Entry, Row
from docgen.filledyaml import data_of_yaml
from docgen.headings import Names, unknown_words
from docgen.kinds import Field, Kind
from docgen.problems import UserError, clean
from docgen.sources import Cells, Sheets, open_source
from docgen.values import Merged, plain

__all__ = ["read_data"]

HEAD_ROWS = 10  # among these the heading row is looked for
_TOTAL = re.compile(r"(?:[合总小共]\s*计)\s*[:：]?\s*(?:\d+\s*人?)?\Z")


def read_data(path: Path, kinds: Sequence[Kind], everything: Iterable[Kind] = ()) -> Data:
    """The data file's values for these kinds; a file that cannot be read is a `UserError`.

    `everything` are all kinds there are: their sheets and columns in the same file are not mistakes.
    """
    names = Names(kinds, everything)
    source = open_source(path)
    if isinstance(source, str):
        return data_of_yaml(source, names, path.name)
    return _bind(source, names, path.name)


def _bind(sheets: Sheets, names: Names, file: str) -> Data:
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


def _is_form(head: list[Cells], names: Names) -> bool:
    return sum(1 for _, cells in head if cells and names.find(_own(cells[0]), names.unit)) >= 2


def _own(cell: object) -> object:
    """A cell's own value: what a merged cell says counts only in the rows of a list."""
    return None if isinstance(cell, Merged) else cell


def _header(head: list[Cells], known: dict[str, Field], names: Names) -> tuple[int, dict[int, str]]:
    """The index of the heading row among the first ones, and its columns; a title above it is passed over."""
    best: tuple[int, dict[int, str]] = (0, {})
    for index, (_, cells) in enumerate(head):
        found = {i: n for i, c in enumerate(cells) if (n := names.find(_own(c), known))}
        if len(found) > len(best[1]):
            best = (index, found)
    return best


def _form(data: Data, names: Names, title: str, rows: Iterable[Cells]) -> None:
    for number, row in rows:
        cells = [_own(c) for c in row]
        name = names.find(cells[0], names.unit) if cells else None
        if name:
            if len(cells) > 1 and plain(cells[1]):
                data.unit[name] = Entry(cells[1], title, number)
        elif len(cells) > 1 and plain(cells[1]) and names.unknown(cells[0]):
            data.notes.append(unknown_words(title, f"第{number}行", cells[0], names.unit))


def _list(data: Data, names: Names, table: str, title: str, head: list[Cells], rows: Iterable[Cells]) -> None:
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
            data.notes.append(unknown_words(title, "表的列", cell, known))
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
