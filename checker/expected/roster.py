"""A filled-in roster (名单.xlsx) in, what is due from whom by when out; mistakes are named with their rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from checker.dates import find_dates
from checker.expected.heads import COLUMNS, Heads, find_heads, heads_of, text_of
from checker.expected.kinds import Wanted, wanted
from checker.expected.trouble import RosterError
from checker.expected.workbook import Cell, Row, read_sheets
from checker.schools import plain_name
from chinese_cli.clean import clean
from corpus import Standard

__all__ = ["Due", "Roster", "read_roster"]

_HEAD_ROWS, _ERRORS = 10, 8
_SEVERAL = re.compile(r"[、,，;；\n/]|(?<=[书告案])和")
_CLOCK = re.compile(r"(\d{1,2})[:：时点](\d{2})?")
# The foot of a table: sums, and who made it when.
_COUNT = r"[\d一二三四五六七八九十百]+(?:人|名|份|个|所)"
_FOOT = re.compile(
    rf"(?:合计|总计|小计|共计|累计)[:：]?(?:共?{_COUNT}|\d*)|共?{_COUNT}"
    r"|(?:备?注|说明|(?:填|制)表(?:人|日期|时间)?|填报(?:人|日期|时间)|审[核批]人?|联系人)[:：].*"
)
_ALL_DAY = datetime.time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Due:
    """One paper that is due (应交的一份). `row` is its row in the roster; `person` "" means the unit's own.

    A deadline without a time of day means the end of that day.
    """

    row: int
    unit: str
    person: str
    what: Wanted
    deadline: datetime.datetime | None = None
    short: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    note: str = ""

    @property
    def whose(self) -> str:
        """Whose it is, as a person says it: the unit, and the person of it."""
        return f"{self.unit} {self.person}".strip()

    @property
    def limit(self) -> str:
        """The deadline as it was written: a day, or a day and a time."""
        if self.deadline is None:
            return ""
        whole = self.deadline.time() == _ALL_DAY
        return f"{self.deadline:%Y-%m-%d}" if whole else f"{self.deadline:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that is due, in the roster's order; `notes` are Chinese remarks on how it was read, `heads` those
    on heads that it has and that were not understood.

    `sender` is the office that asks for the papers (发函单位), where it is known.
    """

    file: str
    dues: tuple[Due, ...]
    notes: tuple[str, ...] = ()
    sender: str = ""
    heads: tuple[str, ...] = ()


def read_roster(path: Path, standard: Standard) -> Roster:
    """The roster in a workbook: its first sheet with a heading 单位. Raises `RosterError`."""
    name = clean(path.name)
    for title, rows in read_sheets(path):
        head = list(islice(rows, _HEAD_ROWS))
        found = find_heads(head)
        if found is None or title == "填表说明":
            continue
        at, columns = found
        below = (*head[at + 1 :], *rows)
        heads = heads_of(head[at], columns, (cells for _, cells in below), standard)
        return _Reading(name, standard, heads).read(below)
    raise RosterError(
        f"“{name}”里没有认得的表头。请用 checker expected -o 名单.xlsx 做一张空表来填，"
        "表头至少要有“单位”一栏。"
    )


class _Reading:
    """Goes through the rows once, carrying 单位 and 截止日期 down over merged cells."""

    def __init__(self, file: str, standard: Standard, heads: Heads) -> None:
        self._file, self._standard, self._heads = file, standard, heads
        self._errors: list[str] = []
        self._carried = 0
        self._feet: list[str] = []
        self._empty: list[int] = []
        self._unit = ""

    def read(self, rows: tuple[Row, ...]) -> Roster:
        dues = [due for number, cells in rows for due in self._row(number, cells)]
        if self._errors:
            more = f"\n……共 {len(self._errors)} 处。" if len(self._errors) > _ERRORS else ""
            raise RosterError(
                f"“{self._file}”有填得不对的地方：\n" + "\n".join(self._errors[:_ERRORS]) + more
            )
        if not dues:
            raise RosterError(f"“{self._file}”里一行也没有填。请在“单位”等栏下面一行一份地填写。")
        notes = []
        if self._carried:
            notes.append(f"有 {self._carried} 行没写单位，按上一行的算。")
        notes += self._feet
        if self._empty:
            some = "、".join(map(str, self._empty[:_ERRORS])) + ("等" if len(self._empty) > _ERRORS else "")
            notes.append(f"第 {some} 行没有写单位、姓名和应交材料，没有算作一份。")
        unique: dict[tuple[str, str, str], Due] = {}
        for due in dues:
            key = (plain_name(due.unit), plain_name(due.person), due.what.kind or due.what.words)
            first = unique.setdefault(key, due)
            if first is not due:
                notes.append(f"第 {due.row} 行与第 {first.row} 行是同一份（{_said(due)}），只算一份。")
        return Roster(self._file, tuple(unique.values()), tuple(notes), heads=self._heads.told)

    def _cell(self, cells: tuple[Cell, ...], name: str) -> Cell:
        at = self._heads.columns.get(name)
        return cells[at] if at is not None and at < len(cells) else None

    def _row(self, number: int, cells: tuple[Cell, ...]) -> Iterator[Due]:
        values = {name: text_of(self._cell(cells, name)) for name in COLUMNS}
        unit, person = values["单位"], values["姓名"]
        # 小计 may stand in a column that nobody asked for (序号).
        first = next((text for cell in cells if (text := text_of(cell))), "")
        if not (unit or person or values["应交材料"] or self._asks(cells)):
            if not _foot(first) and any(values.values()):
                self._empty.append(number)
            return
        foot = _foot(unit or person) or not unit and _foot(first)
        if foot and (not person or person.isdigit() or _foot(person)):
            words = clean(" ".join(dict.fromkeys(filter(None, (unit or first, person)))))
            self._feet.append(f"第 {number} 行“{words}”像是合计或表尾的话，没有当作单位。")
            return
        if values["单位"]:
            self._unit = values["单位"]
        elif not self._unit:
            self._errors.append(f"第 {number} 行没有写单位。")
            return
        else:
            self._carried += 1
        deadline = self._deadline(number, self._cell(cells, "截止日期"))
        shorts = tuple(s.strip() for s in _SEVERAL.split(values["简称"]) if s.strip())
        for words in [w.strip() for w in _SEVERAL.split(values["应交材料"]) if w.strip()] or [""]:
            yield Due(
                number,
                self._unit,
                values["姓名"],
                wanted(words, self._standard),
                deadline,
                shorts,
                values["联系人"],
                values["电话"],
                values["备注"],
            )

    def _asks(self, cells: tuple[Cell, ...]) -> bool:
        """Whether a row without unit and person asks for something in a column whose head nobody understands."""
        if "应交材料" in self._heads.columns:
            return False
        return any(text_of(cells[at]) for at in self._heads.strange if at < len(cells))

    def _deadline(self, number: int, cell: Cell) -> datetime.datetime | None:
        if isinstance(cell, datetime.datetime):
            whole_day = cell.time() == datetime.time(0)
            return (
                datetime.datetime.combine(cell.date(), _ALL_DAY) if whole_day else cell.replace(tzinfo=None)
            )
        if isinstance(cell, datetime.date):
            return datetime.datetime.combine(cell, _ALL_DAY)
        text = text_of(cell)
        if not text:
            return None
        hit = next((h for h in find_dates(text) if h.date and h.day), None)
        if hit is None or hit.date is None:
            self._errors.append(
                f"第 {number} 行“截止日期”写的是“{clean(text)}”，认不出。请写成 2011年3月10日 的样子。"
            )
            return None
        clock = _CLOCK.search(text, hit.end)
        time = _ALL_DAY
        if clock and int(clock[1]) < 24 and int(clock[2] or 0) < 60:
            time = datetime.time(int(clock[1]), int(clock[2] or 0), 59)
        return datetime.datetime.combine(hit.date, time)


def _foot(text: str) -> bool:
    """Whether the words are a sum or the foot of a table (合计, 3人, 填表人：李四)."""
    return _FOOT.fullmatch("".join(text.split())) is not None


def _said(due: Due) -> str:
    return "，".join(clean(w) for w in (due.unit, due.person, due.what.words) if w)
