"""A filled-in form or roster (.xlsx .yaml .csv) in, its raw values with their places out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from docgen.data import UNIT_SHEET, Data, Entry, Row
from docgen.filledyaml import data_of_yaml
from docgen.headings import Names, unknown_words
from docgen.kinds import Field, Kind
from docgen.marks import settle
from docgen.problems import UserError, clean, numbers
from docgen.simplified import simplified
from docgen.sources import is_open, open_source
from docgen.values import Merged, plain
from docgen.workbook import Cells, Sheet

__all__ = ["read_data"]

HEAD_ROWS = 10  # among these the heading row is looked for
_SAMPLE = "还是表里带的灰色样例，没有使用；要用就改成本校的"
_FOOT = re.compile(  # 制表人：王强, 注：以上均为在编党员
    r"(?:(?:制表|填表|填报|审核|统计|校对|负责|联系|单位负责|经办|报送)\S{0,3}|注|备注|说明|填表说明)\s*\d*\s*[:：]|[（(]?以下(?:空白|无)[）)]?\Z"
)
_TOTAL = re.compile(r"(?:[合总小共]\s*计|汇\s*总)\s*[:：]?\s*(?:\d+\s*人?)?\Z")


def read_data(path: Path, kinds: Sequence[Kind], everything: Iterable[Kind] = ()) -> Data:
    """The data file's values for these kinds; a file that cannot be read is a `UserError`.

    `everything` are all kinds there are: their sheets and columns in the same file are not mistakes.
    """
    names = Names(kinds, everything)
    source = open_source(path)
    data = (
        data_of_yaml(source, names, path.name) if isinstance(source, str) else _bind(source, names, path.name)
    )
    if is_open(path):
        data.notes.append(f"{clean(path.name)} 好像正开着，没有存盘的改动读不到；存盘以后再运行一次")
    return data


@dataclass(slots=True)
class _Listing:
    """What one sheet holds of a list, before it is known which of several such sheets are meant."""

    table: str
    title: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    samples: int = 0


def _bind(sheets: Iterable[Sheet], names: Names, file: str) -> Data:
    """Give every sheet its role by its name, or by the headings it has."""
    data = Data(file)
    listings: list[_Listing] = []
    for sheet in sheets:
        title = simplified(sheet.title)
        head = list(islice(sheet.rows, HEAD_ROWS))
        if not head or (title in names.other_lists and title not in names.lists):
            continue
        table = title if title in names.lists else ""
        form = not table and (title == UNIT_SHEET or _is_form(head, names))
        if not table and not form:
            fitting = [(len(_header(head, known, names)[1]), name) for name, known in names.lists.items()]
            best = max(fitting, default=(0, ""), key=lambda pair: pair[0])
            table = best[1] if best[0] else ""
        if sheet.hidden:
            if table or form:
                data.notes.append(f"“{clean(title)}”是隐藏的表，没有使用；要用请在 Excel 里取消隐藏")
        elif form:
            data.form = True
            _form(data, names, title, head, sheet.rows)
        elif table:
            listings.append(_list(names, table, sheet, head))
        else:
            data.notes.append(f"“{clean(title)}”表没有一个认识的栏目，没有使用")
    for table, known in names.lists.items():
        _gather(data, table, known, [x for x in listings if x.table == table])
    settle(data, names)
    return data


def _gather(data: Data, table: str, known: dict[str, Field], listings: list[_Listing]) -> None:
    """Put a list's sheets together; one that lacks what must be filled in is another list (通讯录, 工资表)."""
    full = [x for x in listings if x.rows] or listings
    if not full:
        return
    needed = {n for n, f in known.items() if f.required and not f.default}
    named = [x for x in full if simplified(x.title) == table]
    base = max(named or full, key=lambda x: len(needed.intersection(x.columns)))
    used = []
    for listing in listings:
        lacking = [n for n in known if n in needed.intersection(base.columns) and n not in listing.columns]
        if listing in full and lacking and listing is not base:
            words = "、".join(f"“{n}”" for n in lacking)
            data.notes.append(f"“{clean(listing.title)}”没有{words}，不是{table}，没有使用")
            continue
        if listing in full:
            used.append(f"“{clean(listing.title)}”")
        data.tables.setdefault(table, []).extend(listing.rows)
        data.headers.setdefault(table, set()).update(listing.columns)
        data.notes += listing.notes
        data.samples += listing.samples
    if len(used) > 1:
        data.notes.append(f"{'、'.join(used)}都当作{table}来用；不要的那张请删去")


def _is_form(head: list[Cells], names: Names) -> bool:
    return _form_column(head, names)[0] >= 2


def _form_column(head: list[Cells], names: Names) -> tuple[int, int]:
    """How many of the first rows have a field's name in the column that has most of them, and which that is."""
    counts = [
        sum(names.find(_own(cells[i]), names.unit) is not None for _, cells in head if i < len(cells))
        for i in range(3)  # numbers (序号) or an empty column may stand before
    ]
    return max(counts), counts.index(max(counts))


def _own(cell: object) -> object:
    """A cell's own value: what a merged cell says counts only in the rows of a list."""
    return None if isinstance(cell, Merged) else cell


def _header(head: list[Cells], known: dict[str, Field], names: Names) -> tuple[range, dict[int, str]]:
    """Which of the first rows are the headings, and the columns; a title above the headings is passed over.

    Headings may stand in two rows: 基本情况 over 性别 and 学历, beside a 姓名 that has both rows to itself.
    """
    best: tuple[range, dict[int, str]] = (range(1), {})
    for index, (_, cells) in enumerate(head):
        found = {i: n for i, c in enumerate(cells) if (n := names.find(_own(c), known))}
        if len(found) > len(best[1]):
            best = (range(index, index + 1), found)
        below = [_own(c) for c in head[index + 1][1]] if found and index + 1 < len(head) else []
        if any(plain(c) for i, c in enumerate(below) if i in found):
            continue
        more = {i: n for i, c in enumerate(below) if (n := names.find(c, known)) and n not in found.values()}
        if more and len(found) + len(more) > len(best[1]):
            best = (range(index, index + 2), dict(sorted((found | more).items())))
    return best


def _form(data: Data, names: Names, title: str, head: list[Cells], rows: Iterable[Cells]) -> None:
    count, at = _form_column(head, names)
    across = -1 if count > 1 else _across(head, names)
    if across >= 0:
        data.notes.append(f"“{clean(title)}”是横着填的，照上一行栏目、下一行内容来用")
        number, cells = head[across + 1]
        for heading, value in zip(head[across][1], cells, strict=False):
            name = names.find(_own(heading), names.unit)
            if name and plain(_own(value)):
                data.unit[name] = Entry(value, title, number)
        return
    for number, row in chain(head, rows):
        heading, value, beside = [*map(_own, row[at : at + 3]), None, None, None][:3]
        name = names.find(heading, names.unit)
        if name:
            data.places[title, name] = number
            if not plain(value) and names.unit[name].required and _filled_beside(plain(beside)):
                data.notes.append(
                    f"“{clean(title)}”第{number}行“{name}”没有填，右边“说明”一格里写着“{clean(plain(beside), 20)}”；"
                    "内容要填在栏目右边的第一格里"
                )
            if plain(value):
                data.unit[name] = Entry(value, title, number)
        elif plain(value) and names.unknown(heading):
            data.notes.append(unknown_words(title, f"第{number}行", heading, names.unit))


def _across(head: list[Cells], names: Names) -> int:
    """Which of the first rows has the fields side by side, their values below; -1 for none."""
    for index, (_, cells) in enumerate(head[:-1]):
        if sum(names.find(_own(c), names.unit) is not None for c in cells) > 2:
            return index
    return -1


def _filled_beside(words: str) -> bool:
    """Whether the cell for what is said of a field holds something else: our form begins with these words."""
    return bool(words) and not words.startswith(("必填", "可以不填"))


def _list(names: Names, table: str, sheet: Sheet, head: list[Cells]) -> _Listing:
    known = names.lists[table]
    title = clean(sheet.title)
    headings, columns = _header(head, known, names)
    if not columns:
        usual = [n for n, f in known.items() if f.required and n not in names.shared] or list(known)
        raise UserError(f"“{title}”表找不到标题行", f"第一行要写栏目名，如：{'、'.join(usual[:6])}")
    twice = [n for n in set(columns.values()) if list(columns.values()).count(n) > 1]
    if twice:
        raise UserError(f"“{title}”表有两列都是“{twice[0]}”", "删去一列，或改掉列名")
    listing = _Listing(table, sheet.title, tuple(columns.values()))
    for index in headings:
        for i, cell in enumerate(head[index][1]):
            if i not in columns and names.unknown(_own(cell)):
                listing.notes.append(unknown_words(sheet.title, "表的列", cell, known))
    passed: dict[str, list[int]] = {}
    merged: set[str] = set()
    unseen: list[int] = []
    tied: list[int] = []
    copies: dict[int, list[int]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in islice(chain(head, sheet.rows), headings.stop, None):
        if any(isinstance(c, Merged) for c in cells):  # two rows are never one person
            given = {columns[i] for i, c in enumerate(cells) if i in columns and isinstance(c, Merged)}
            merged |= given - {"姓名"}
            if "姓名" in given:
                tied.append(number)
            cells = [
                c.value if isinstance(c, Merged) and columns.get(i) != "姓名" else _own(c)
                for i, c in enumerate(cells)
            ]
        values = tuple(cells[i] if i < len(cells) else None for i in columns)
        row = Row(sheet.title, number, listing.columns, values)
        if not row.values:
            continue
        why = _no_row(row, cells, names, table)
        if why:
            passed.setdefault(why, []).append(number)
            continue
        listing.rows.append(row)
        first = seen.setdefault(tuple(map(plain, values)), number)
        if first != number:
            copies.setdefault(first, []).append(number)
        kept = _still_sample(row.values, known, names, table)
        if kept:
            words = "、".join(f"“{n}”" for n in kept)
            listing.notes.append(f"“{title}”第{number}行{words}还是灰色样例里的话，请改成本人的")
        if number in sheet.unseen:
            unseen.append(number)
    if merged:
        words = "、".join(f"“{n}”" for n in columns.values() if n in merged)
        listing.notes.append(f"“{title}”{words}有合并的单元格，合并在一起的几行都按同样的内容来用")
    for why, rows in passed.items():
        listing.notes.append(f"“{title}”第{numbers(rows)}行{why}")
    if tied:
        listing.notes.append(
            f"“{title}”第{numbers(tied)}行的“姓名”和上一行合并成了一格，看不出是谁；取消合并，一人写一行"
        )
    for first, rows in copies.items():
        listing.notes.append(f"“{title}”第{numbers(rows)}行和第{first}行一模一样，像是多复制的，不要的请删去")
    listing.samples = len(passed.get(_SAMPLE, []))
    if unseen:
        listing.notes.append(f"“{title}”第{numbers(unseen)}行是隐藏或筛选掉的，也用了；不要的请把整行删去")
    return listing


def _no_row(row: Row, cells: Sequence[object], names: Names, table: str) -> str:
    """Why a filled row is no row of the list, or nothing: what a form or a roster holds besides its people."""
    given = row.values
    known = names.lists[table]
    if any(_is_sample(given, sample) for sample in names.samples.get(table, [])):
        return _SAMPLE
    if _is_total(cells, given):
        return "是合计，没有当作一行来用"
    if len(given) > 1 and all(names.find(v, known) == n for n, v in given.items()):
        return "又是标题行，没有当作一行来用"
    if "姓名" in known and _FOOT.match(plain(given.get("姓名"))):
        return "是表后面的说明，没有当作一个人来用"
    return ""


def _is_total(cells: Sequence[object], values: dict[str, object]) -> bool:
    """Whether a roster's row only adds up the others (合计)."""
    first = next((plain(c) for c in cells if c is not None and plain(c)), "")
    return any(_TOTAL.match(w) for w in (first, plain(values.get("姓名"))))


def _still_sample(values: dict[str, object], known: dict[str, Field], names: Names, table: str) -> list[str]:
    """What a person's row still has of the grey sample that was written over, where a long text shows that it was."""
    if table != names.each:
        return []
    (sample,) = names.samples.get(table) or [{}]
    same = [
        n
        for n, v in values.items()
        if plain(v) == plain(sample.get(n)) and known[n].type != "choice" and not known[n].default
    ]
    return same if any(known[n].type == "long" for n in same) else []


def _is_sample(values: dict[str, object], sample: dict[str, str]) -> bool:
    """Whether the row is the form's own sample row, untouched."""
    shown = {k: plain(v) for k, v in values.items()}
    return len(shown) > 2 and all(plain(sample.get(k)) == v for k, v in shown.items())
