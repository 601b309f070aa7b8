"""Waiver lists (豁免清单) beside the submissions in, their rows out; all their mistakes are told at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.rulebook import Rulebook
from checker.trouble import Mistakes, first_told
from checker.waivers import Waiver, Waivers, plain, posix
from chinese_cli.clean import clean

if TYPE_CHECKING:
    from corpus.yamldoc import Node

__all__ = ["FILES", "WaiverError", "find_waivers", "read_waivers"]

# Beside the submissions, in the uppermost folder; the first is what the form is called.
FILES = ("审查豁免.xlsx", "审查豁免.yaml", "审查豁免.yml")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "文件": ("文件名",),
    "问题": ("规则", "类别", "问题类别"),
    "原句": ("原文", "原话"),
    "理由": ("豁免理由", "原因"),
    "批准人": ("批准", "审批人"),
    "有效期至": ("有效期", "截止日期", "到期日"),
}
_MUST = ("文件", "问题", "理由", "批准人", "有效期至")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?\Z")
# What an earlier run added to a message.
_NOTE = re.compile(r"（(?:原有豁免已于|已豁免：).*）\s*\Z", re.DOTALL)
_ID = re.compile(r"[A-Za-z0-9_.\-]+")  # no message has no Chinese in it: it was to be a rule's name
_SAYS_ENOUGH = 10  # characters of a message that tell it from others
_LONG = 200
_MOST = 5000


class WaiverError(Mistakes):
    """Waiver lists that cannot be used: each line is Chinese and names file, row and what to do."""


def find_waivers(folders: Iterable[Path]) -> list[Path]:
    """The lists lying in these folders themselves; what a school puts into its own subfolder is none."""
    found: dict[Path, None] = {}
    for folder in folders:
        for name in FILES:
            if (folder / name).is_file():
                found[(folder / name).resolve()] = None
    return list(found)


def read_waivers(paths: Iterable[Path], today: datetime.date, rulebook: Rulebook) -> Waivers:
    """All rows of these lists. Raises WaiverError for what is wrong: everything in all of them, a line each."""
    rows: list[Waiver] = []
    wrong: list[str] = []
    for path in paths:
        read = _from_yaml if path.suffix.lower() in (".yaml", ".yml") else _from_sheet
        try:
            for row in read(path):
                rows += _waiver(row, rulebook)
                wrong += row.wrong
                if len(rows) > _MOST:
                    raise WaiverError((row.place.line(f"超过 {_MOST} 条", "删去已经到期的"),))
        except WaiverError as error:
            wrong += error.lines
    if len(wrong) > 1:
        raise WaiverError(first_told(f"豁免清单有 {len(wrong)} 处写得不对：", wrong))
    if wrong:
        raise WaiverError(tuple(wrong))
    return Waivers(tuple(rows), today)


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of a list; `keys` are the lines of its cells where each has one of its own."""

    name: str
    row: int
    keys: Mapping[str, int]

    def line(self, problem: str, fix: str, key: str = "") -> str:
        """A mistake, as a line for the user."""
        return f"{self.name} 第{self.keys.get(key, self.row)}行：{problem}。改法：{fix}。"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as it was read: its cells by column, and what is already known to be wrong with it.

    `settled` are columns not to be asked for any more.
    """

    place: _Place
    cells: Mapping[str, object]
    wrong: list[str]
    settled: frozenset[str] = frozenset()


def _from_sheet(path: Path) -> Iterator[_Row]:
    """The rows of the first sheet, whose head has our columns."""
    from checker.expected.trouble import RosterError
    from checker.expected.workbook import read_sheets

    name = clean(path.name)
    try:
        for _, rows in read_sheets(path):
            head: dict[str, int] = {}
            for number, cells in rows:
                texts = [_text(c) for c in cells]
                place = _Place(name, number, {})
                if not head:
                    head = _heads(texts, place)
                elif any(texts):
                    yield _Row(
                        place, {key: cells[at] if at < len(cells) else "" for key, at in head.items()}, []
                    )
            return
    except RosterError as error:
        raise WaiverError((f"豁免清单用不了。{error}",)) from None


def _heads(texts: Sequence[str], place: _Place) -> dict[str, int]:
    head = {}
    for key, others in _COLUMNS.items():
        at = next((n for n, text in enumerate(texts) if text in (key, *others)), None)
        if at is not None:
            head[key] = at
    lacking = [key for key in _MUST if key not in head]
    if lacking:
        problem = f"表头缺少“{'”“'.join(lacking)}”"
        raise WaiverError((place.line(problem, f"第一行写上这几列：{'、'.join(_COLUMNS)}（顺序不限）"),))
    return head


def _from_yaml(path: Path) -> Iterator[_Row]:
    """The items of a YAML list, each a mapping with our keys."""
    from checker.yamlentries import entries
    from corpus.yamldoc import StandardError

    name = clean(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WaiverError((f"{name} 不是 UTF-8 编码。改法：在编辑器里另存为 UTF-8。",)) from None
    except OSError:
        raise WaiverError((f"打不开 {name}。改法：关掉正在使用它的程序，或检查权限。",)) from None
    try:
        found = entries(
            text, name, "豁免清单", [*_COLUMNS, *(k for others in _COLUMNS.values() for k in others)]
        )
    except StandardError as error:
        raise WaiverError((str(error),)) from None
    for entry in found:
        row = _Row(_Place(name, entry.line, {}), {}, [], frozenset(_COLUMNS))
        if entry.node is not None:
            row = _items(entry.node, name)
        for slip in entry.slips:
            row.wrong.append(_Place(name, slip.line, {}).line(clean(slip.problem, _LONG), slip.fix))
        yield row


def _items(entry: Node, name: str) -> _Row:
    """One entry of a YAML list as a row."""
    keys: dict[str, int] = {}
    place, wrong, values, settled = _Place(name, entry.line, keys), [], {}, set()
    if not isinstance(entry.value, dict):
        wrong.append(place.line("不是“键: 值”的形式", f"每条写：{'、'.join(_COLUMNS)}"))
        return _Row(place, {}, wrong, frozenset(_COLUMNS))
    strange = 0
    for key, node in entry.value.items():
        known = next((k for k, others in _COLUMNS.items() if key in (k, *others)), key)
        keys[known] = entry.key_lines.get(key, entry.line)
        if known not in _COLUMNS:
            strange += 1
            problem = f"不认识的项“{clean(key, 40)}”"
            wrong.append(place.line(problem, f"改成这几项中的一项：{'、'.join(_COLUMNS)}", known))
        elif not isinstance(node.value, str):
            settled.add(known)
            wrong.append(place.line(f"“{known}”下面又分了几项", "冒号后面只写一段文字", known))
        else:
            values[known] = node.value
    lacking = [key for key in _MUST if key not in keys]
    if len(lacking) <= strange:  # they stand there under the strange names
        settled.update(lacking)
    return _Row(place, values, wrong, frozenset(settled))


def _waiver(row: _Row, rulebook: Rulebook) -> list[Waiver]:
    """The row as a waiver; none when something is wrong with it, which is added to `row.wrong`."""
    place, wrong = row.place, row.wrong
    texts = {key: _text(row.cells.get(key)) for key in _COLUMNS}
    lacking = [key for key in _MUST if not texts[key] and key not in row.settled]
    if lacking:
        problem = f"没有写“{'”“'.join(lacking)}”"
        wrong.append(place.line(problem, "补上；不再需要的豁免请删去整行", lacking[0]))
    rules = rulebook.rules(texts["问题"])
    words = "" if rules else plain(_NOTE.sub("", texts["问题"])).rstrip("…")
    if texts["问题"].startswith("file."):
        problem = "文件本身的情况（读不出、含宏等）不能豁免"
        wrong.append(place.line(problem, "删去这一行；读不出的请报送人重新提交", "问题"))
    elif texts["问题"] and not rules and (len(words) < _SAYS_ENOUGH or _ID.fullmatch(words)):
        problem = f"“问题”写的“{clean(texts['问题'], 40)}”认不出"
        near = rulebook.near(texts["问题"])
        if _ID.fullmatch(words):
            problem = f"没有规则“{clean(texts['问题'], 40)}”"
        fix = f"是不是：{'、'.join(near)}？也可以" if near else ""
        fix += "从汇总表“问题清单”里照抄“问题”或“类别”一格，或写规则名，如 punctuation.halfwidth"
        wrong.append(place.line(problem, fix, "问题"))
    day = _day(row.cells.get("有效期至"))
    if day is None and texts["有效期至"]:
        problem = f"有效期至“{clean(texts['有效期至'], 40)}”不是日期"
        wrong.append(place.line(problem, "写成 2026-12-31 的样子；豁免必须有期限", "有效期至"))
    if day is None or wrong:
        return []
    waiver = Waiver(
        place.row, place.name, posix(texts["文件"]), clean(texts["问题"], _LONG), rules, words, plain(texts["原句"]),
        clean(texts["理由"], _LONG), clean(texts["批准人"], 40), day,
    )  # fmt: skip
    return [waiver]


def _day(value: object) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    match = _DATE.match(_text(value))
    try:
        return datetime.date(*(int(g) for g in match.groups())) if match else None
    except ValueError:
        return None


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
