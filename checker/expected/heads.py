"""The first rows of a sheet in, its columns by the form's heads out, with what was made of every other head (表头)."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.expected.kinds import wanted
from checker.expected.workbook import Cell, Row
from checker.persons import plainly_person
from checker.schools import plain_name
from chinese_cli.clean import clean
from corpus import Standard

__all__ = ["COLUMNS", "Heads", "find_heads", "heads_of", "text_of"]

_NAME = r"(?:名称?|全称)?"
_SEND = r"(?:上报|报送|上交|提交|呈报|呈交|报交|递交|填报|报|交|送)"
_MUST = r"(?:应该?|需要?|须|必须|需?要|拟)"
_PAPER = r"(?:材料|资料|文种|文稿|文书|稿件|内容)"
_WHAT = r"(?:名称?|名目|类型|类别|种类|内容|清单|目录|项目)?"
_TIME = r"(?:时间|日期|时限|期限)"
_WHO = r"(?:党员|教师|教职工|干部|承诺|撰写|交材料|本)"
_SENDER = r"(?:填报|报送|上报|提交)(?:人员?|者|员)"  # who sends a school's papers owes none of his own
# The form's heads, and what else people call them: whole heads, without marks and what stands in brackets.
COLUMNS: dict[str, str] = {
    "单位": rf"(?:{_SEND}|所[在属]|党员|教师|下属|基层)?(?:单位|学校|党?支部|党组织){_NAME}|校名|园名",
    "简称": "别名|单位简称|学校简称|又名|简称",
    "姓名": rf"{_WHO}?(?:人|者)?姓名|{_WHO}(?:人|者)|党员|教师|党员教师",
    "应交材料": rf"{_MUST}?(?:要)?{_SEND}?的?{_PAPER}{_WHAT}|{_MUST}{_SEND}(?:的?(?:文件|什么|项目))?{_WHAT}",
    "截止日期": rf"(?:{_SEND}|{_PAPER}){{0,3}}的?(?:截止|截至|最[迟晚后])于?{_SEND}?(?:{_TIME}|日)?|(?:{_SEND}|{_PAPER}){{0,3}}的?(?:期限|时限)"
    rf"|(?:{_MUST}|要求|规定){_SEND}(?:{_PAPER})?{_TIME}",
    "联系人": rf"(?:(?:材料|报送)?联[系络](?:人|员)|经办人|{_SENDER})(?:姓名)?",
    "电话": "(?:联系|联络|手机|办公|移动)?(?:人|员)?(?:电话|手机)(?:号码?)?|手机|联系(?:方式|号码)|联[系络](?:人|员)电话",
    "备注": "备注|备考|附注|说明",
}
# What a roster may have besides, and nothing here is in need of.
_NEEDLESS = re.compile(
    "序号|编号|行号|序|号|职务|职称|性别|年龄|民族|学历|党龄|(?:任教)?(?:学科|年级|科目)|班级|岗位|出生(?:年月|日期)|入党(?:时间|日期)|签[名字收]"
)
_KNOWN = {name: re.compile(f"{name}|{words}") for name, words in COLUMNS.items()}
_DAY = re.compile(r"\d\s*月\s*\d|\d{4}\s*[.．/年\-]\s*\d")
_CHIEF = re.compile("校长|园长|书记|领导|主任|负责|组长")  # whose names these are owes nothing of his own
_DONE = re.compile("已|未|补|实[交报收]")  # what has come, or has not: no list of what is due
_TOLD = 20  # characters of a head
_COUNTED = re.compile(
    r"[\d一二三四五六七八九十百零]+(?:人|名|个|位)?"
)  # 党员（人） heads a column of these, and of no names


@dataclass(frozen=True, slots=True)
class Heads:
    """Where each column known is; `strange` are those with a head that is not understood, or none, in which something
    may be written. `told` says so, in Chinese."""

    columns: dict[str, int]
    strange: tuple[int, ...] = ()
    told: tuple[str, ...] = ()


def find_heads(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """Among the first rows the one with the heads: its place, and the columns by name."""
    best: tuple[int, dict[str, int]] | None = None
    most = (0, 0)
    for at, (_, cells) in enumerate(rows):
        columns: dict[str, int] = {}
        for exact in (True, False):  # the form's own word before what else it is called
            for number, cell in enumerate(cells):
                name = _column(text_of(cell))
                if name and number not in columns.values() and (not exact or _plain(text_of(cell)) == name):
                    columns.setdefault(name, number)
        weight = (
            len(columns),
            sum(bool(text_of(cell)) for cell in cells),
        )  # 填报单位：……教育局 is one of two cells
        if "单位" in columns and weight > most:
            best, most = (at, columns), weight
    return best


def heads_of(
    at: Row, columns: dict[str, int], below: Iterable[tuple[Cell, ...]], standard: Standard
) -> Heads:
    """What was made of every head of the row `at`, whose known `columns` are given, by what stands `below`.

    A column whose cells are names of papers is that of what is due, whatever its head, where no other is.
    """
    number, cells = at
    below = list(below)
    columns = {name: n for name, n in columns.items() if name != "姓名" or not _counts(below, n)}
    texts = [text_of(cell) for cell in cells]
    head = dict(enumerate(texts))
    filled: Counter[int] = Counter()
    papers: Counter[int] = Counter()
    persons: Counter[int] = Counter()
    days: Counter[int] = Counter()
    rows = len(below)
    for row in below:
        for n, cell in enumerate(row):
            if n not in columns.values() and (text := text_of(cell)) and not text.isdigit():
                filled[n] += 1
                papers[n] += bool(wanted(text, standard).kind)
                persons[n] += plainly_person(text) and not _CHIEF.search(head.get(n, ""))
                days[n] += isinstance(cell, datetime.date) or bool(_DAY.search(text))
    told = []
    others = [n for n in sorted({*head, *filled}) if n not in columns.values()]
    others = [n for n in others if not _NEEDLESS.fullmatch(_plain(head.get(n, "")))]
    if "应交材料" not in columns:
        listing = [n for n in others if 2 * papers[n] > filled[n] and not _DONE.search(head.get(n, ""))]
        if listing:
            place = max(listing, key=lambda n: papers[n])
            columns["应交材料"] = place
            others.remove(place)
            told.append(f"{_said(place, head)}里写的是材料的名称，当作“应交材料”。")
    strange = [n for n in others if head.get(n, "")]
    bare = [n for n in others if not head.get(n, "") and 2 * filled[n] >= rows]
    double = [n for n in strange if _column(head[n]) in columns]
    for n in double:
        name = _column(head[n])
        told.append(f"“{_short(head[columns[name]])}”和“{_short(head[n])}”两栏都像“{name}”，只用了前一个。")
    if unknown := [n for n in (*strange, *bare) if n not in double]:
        some = "、".join(_said(n, head) for n in unknown)
        lacking = "没有认出“应交材料”一栏，哪种材料都算。" if "应交材料" not in columns else ""
        holds = {"姓名": persons, "应交材料": papers, "截止日期": days}
        better = {name: [n for n in unknown if 2 * holding[n] > filled[n]] for name, holding in holds.items()}
        meant = "、".join(f"“{name}”" for name, some_n in better.items() if some_n and name not in columns)
        fix = f"其中有用的，请把表头改成{meant}再运行一次。" if meant else ""
        if "应交材料" in columns and better["应交材料"]:
            fix += "一所学校（一个人）要交几种材料的，每种写一行，都写在“应交材料”一栏。"
        told.append(f"第 {number} 行表头里的{some}不认得，里面写的没有用上。{lacking}{fix}")
    return Heads(columns, (*strange, *bare), tuple(told))


def _counts(below: Iterable[tuple[Cell, ...]], n: int) -> bool:
    """Whether a column holds numbers of people, and no names."""
    texts = [text for row in below if n < len(row) and (text := text_of(row[n]))]
    return 2 * sum(bool(_COUNTED.fullmatch(text)) for text in texts) > len(texts)


def text_of(cell: Cell) -> str:
    """A cell as a person sees it: 3 and not 3.0, a telephone number without an exponent."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _plain(head: str) -> str:
    """A head without marks and what stands in brackets."""
    return plain_name(re.sub(r"[（(].*?[)）]", "", unicodedata.normalize("NFKC", head)))


def _column(head: str) -> str:
    """The form's head that these words mean, or ""; of 单位/学校 both mean one."""
    found = {
        name
        for part in re.split(r"[/／、或]|及|和", head)
        for name, words in _KNOWN.items()
        if (plain := _plain(part)) and words.fullmatch(plain)
    }
    whole = next((name for name, words in _KNOWN.items() if words.fullmatch(_plain(head))), "")
    return whole or (found.pop() if len(found) == 1 else "")


def _said(number: int, head: dict[int, str]) -> str:
    text = head.get(number, "")
    return f"“{_short(text)}”一栏" if text else f"没有表头的第 {number + 1} 列"


def _short(text: str) -> str:
    return clean(text if len(text) <= _TOLD else text[:_TOLD] + "…")
