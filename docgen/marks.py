"""What a hand puts into a cell in place of words (同上、〃、无、/、待定): a form's data in, the same with what is meant out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.wordlists import listed
from docgen.data import Data, Row
from docgen.headings import Names
from docgen.kinds import Field
from docgen.problems import clean, numbers
from docgen.values import plain, unnumbered

__all__ = ["Unsaid", "is_answer", "is_ditto", "is_nothing", "settle"]

_LONGEST = 12  # characters of a mark
_ROUND = re.compile(r"\A[（(\[【]\s*(.*?)\s*[）)\]】]\Z")
_DITTO = re.compile(
    r"(?:[同如][上前](?:面|者|一?行|一?格|一?栏|一?人|所?述)?|(?:与|和|跟)上(?:面|边|一?行|一?格|一?栏|一?人)?(?:相?同|一样)"
    r"|〃{1,3}|″{1,2}|[\"＂“”〝〞]{1,2}|''|‘’|’’|↑)[。.]?"
)
_BEGINS = re.compile(r"同上\s*[，,。；;、：:+＋（(]")
_LIKE = re.compile(
    r"(?:同|与|和|跟|照)(左|右|第\d+行|.{2,5}?)(?:老师|同志|校长)?的?(?:承诺)?(?:相?同|一样|一致)?[。.]?"
)
_SEE = re.compile(
    r"(?:请|详)?(?:见|参见|详见|附后).{0,6}(?:附件|附表|附页|附后|另附|另纸|后|文档|材料|电子版|承诺书|手册|方案|报告)[。.]?"
)
_ANSWERS = frozenset(("无", "没有", "暂无"))
_NONE_ELSE = re.compile("(?:没有|无)(?:其他|其它|另外的?)(?:承诺|内容)?")
# What there may truly be none of.
_ASKS = re.compile("奖|惩|处分|不足|问题|缺点|困难|建议|意见|违|备注|整改|评语")


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A mark where words must stand; `why` says what is wrong with it, where it is not that it means nothing."""

    words: str
    why: str = ""

    def __str__(self) -> str:
        return self.words


def is_ditto(text: str) -> bool:
    """Whether the cell only says that it is like the one above.

    >>> [is_ditto(t) for t in ("同上", "〃", "（同 上）", "″", '"', "同前。", "同上，另家访", "同济小学")]
    [True, True, True, True, True, True, False, False]
    """
    return len(text) <= _LONGEST and _DITTO.fullmatch(_bare(text)) is not None


def is_nothing(text: str) -> bool:
    """Whether the cell only says that there is nothing in it, or that it is still to come.

    >>> [is_nothing(t) for t in ("无", "/", "——", "待定", "（空）", "2、无。", "ＮＡ", "无锡小学", "空军", "5")]
    [True, True, True, True, True, True, True, False, False, False]
    """
    if not text or len(text) > _LONGEST or not text.isprintable():
        return False
    bare = unicodedata.normalize("NFKC", _bare(text).rstrip("。.")).lower()
    return (
        not any(map(str.isalnum, text))
        or bare in listed("marks.nothing")
        or _NONE_ELSE.fullmatch(bare) is not None
    )


def _bare(text: str) -> str:
    """A mark without blanks and the brackets round it."""
    return _ROUND.sub(r"\1", unnumbered("".join(text.split())))


def is_answer(field: Field, text: str) -> bool:
    """Whether 无 is what this field may truly be answered with (奖惩情况, 存在的不足).

    >>> is_answer(Field("奖惩情况"), "无"), is_answer(Field("职务"), "无"), is_answer(Field("存在的不足"), "/")
    (True, False, False)
    """
    return bool(_ASKS.search(field.name)) and _bare(text).rstrip("。.") in _ANSWERS


def must(field: Field) -> bool:
    """Whether a field can be neither empty nor filled by us."""
    return field.required and not (field.default or field.options or field.ask)


def settle(data: Data, names: Names) -> None:
    """Put what is meant in place of the marks, and note each; where nothing can be meant an `Unsaid` stays."""
    for name, entry in list(data.unit.items()):
        field = names.unit[name]
        meant = _meant(field, entry.raw)
        if meant is entry.raw:
            continue
        place = f"“{clean(entry.sheet)}”第{entry.row}行" if entry.sheet else f"第{entry.row}行"
        if isinstance(meant, Unsaid):
            data.unit[name] = type(entry)(meant, entry.sheet, entry.row)
        else:
            del data.unit[name]
            data.notes.append(f"{place}“{name}”{_empty_words(field, [plain(entry.raw)])}")
    for table, rows in data.tables.items():
        if any(map(_is_mark, {c for r in rows for c in r.cells if isinstance(c, str)})):
            data.tables[table] = _Rows(table, names.lists[table], rows).settled(data.notes)


def _is_mark(text: str) -> bool:
    text = plain(text)
    short = len(text) <= _LONGEST and (
        is_ditto(text) or is_nothing(text) or _LIKE.fullmatch(text) is not None
    )
    return bool(text) and (short or bool(_elsewhere(text, ())))


def _elsewhere(text: str, people: Sequence[str]) -> str:
    """What is wrong with words that point to others; nothing for words of their own."""
    if _BEGINS.match(text):
        return "“同上”后面还有别的话，印出来看不懂；请把上一行的话抄过来写全"
    if len(text) <= _LONGEST and _SEE.fullmatch(text):
        return "印出来的材料里没有这个附件；请把内容写在这一格里"
    like = _LIKE.fullmatch(text) if len(text) <= _LONGEST else None
    if like and (like[1] in ("左", "右") or like[1][0] == "第" or like[1] in people):
        return "只有“同上”能照上一行来用；请把要照的话抄过来写全"
    return ""


def _meant(field: Field, raw: object) -> object:
    """The raw value of the unit sheet itself, None for nothing, or an `Unsaid`."""
    text = plain(raw) if isinstance(raw, str) else ""
    if not text or is_answer(field, text) or text in field.choices:
        return raw
    if is_ditto(text):
        return Unsaid(text, "这张表里一行一栏，上面一格是别的栏目，没有可以照的；请写全")
    if is_nothing(text):
        return Unsaid(text) if must(field) else None
    why = _elsewhere(text, ())
    return Unsaid(text, why) if why else raw


def _said(marks: Iterable[str]) -> str:
    return "".join(f"“{clean(m)}”" for m in marks)


def _empty_words(field: Field, marks: Iterable[str]) -> str:
    used = f"，印的是“{field.default}”" if field.default and field.type != "long" else ""
    return f"写的是{_said(marks)}，当作没有填{used}"


class _Rows:
    """The rows of one list, on the way from marks to what they mean."""

    def __init__(self, table: str, known: dict[str, Field], rows: Sequence[Row]) -> None:
        self.table = table
        self.known = known
        self.rows = rows
        self.people = {plain(r.values.get("姓名")) for r in rows} - {""}
        self.like: dict[tuple[str, str], tuple[list[int], dict[str, None], dict[str, None]]] = {}
        self.empty: dict[tuple[str, str], tuple[list[int], dict[str, None]]] = {}
        self.none: dict[str, list[int]] = {}

    def settled(self, notes: list[str]) -> list[Row]:
        """The rows without marks, and what is to be told of them."""
        out: list[Row] = []
        above: Row | None = None
        for row in self.rows:
            if all(map(self._nothing, row.values, row.values.values())):
                self.none.setdefault(row.sheet or self.table, []).append(row.number)
                continue
            before = above if above is not None and above.sheet == row.sheet else None
            upper = dict(zip(before.columns, before.cells, strict=True)) if before else None
            pairs = zip(row.columns, row.cells, strict=True)
            cells = tuple(self._cell(row, name, cell, upper) for name, cell in pairs)
            above = Row(row.sheet, row.number, row.columns, cells)
            out.append(above)
        self._tell(notes)
        return out

    def _nothing(self, name: str, raw: object) -> bool:
        field = self.known[name]
        text = plain(raw) if isinstance(raw, str) else ""
        return is_nothing(text) and not (is_ditto(text) or is_answer(field, text) or text in field.choices)

    def _cell(self, row: Row, name: str, raw: object, upper: dict[str, object] | None) -> object:
        field = self.known[name]
        text = plain(raw) if isinstance(raw, str) else ""
        if not text or is_answer(field, text) or text in field.choices:
            return raw
        key = (row.sheet or self.table, name)
        if is_ditto(text):
            return self._above(row, field, text, upper, key)
        if is_nothing(text):
            if must(field):
                return Unsaid(text)
            rows, marks = self.empty.setdefault(key, ([], {}))
            rows.append(row.number)
            marks[text] = None
            return None
        why = _elsewhere(text, [*self.people])
        return Unsaid(text, why) if why else raw

    def _above(
        self, row: Row, field: Field, text: str, upper: dict[str, object] | None, key: tuple[str, str]
    ) -> object:
        """What a cell means that says it is like the one above."""
        if field.name == "姓名":
            return Unsaid(text, "姓名要写全，一人写一行")
        if upper is None:
            return Unsaid(text, "上面没有可以照的一行；请写全")
        meant = upper.get(field.name)
        if isinstance(meant, Unsaid):
            return Unsaid(text, meant.why or "上面一格也没有填；请写全")
        if meant is None or not plain(meant):
            return Unsaid(text, "上面一格是空的，没有可以照的；请写全")
        rows, marks, meanings = self.like.setdefault(key, ([], {}, {}))
        rows.append(row.number)
        marks[text] = None
        meanings[plain(meant)] = None
        return meant

    def _tell(self, notes: list[str]) -> None:
        told: dict[tuple[str, str], list[str]] = {}
        for (sheet, name), (rows, marks, meanings) in self.like.items():
            words = f"写的是{_said(marks)}，照上一行来用"
            field = self.known[name]
            if len(meanings) == 1 and field.type == "text":
                words += f"，印的是“{clean(next(iter(meanings)), 30)}”"
            if field.options:
                words += "；照抄的承诺审查时算雷同，请本人改成自己的话"
            told.setdefault((f"“{clean(sheet)}”第{numbers(rows)}行", words), []).append(name)
        for (sheet, name), (rows, marks) in self.empty.items():
            words = _empty_words(self.known[name], marks)
            told.setdefault((f"“{clean(sheet)}”第{numbers(rows)}行", words), []).append(name)
        for (place, words), names in told.items():
            notes.append(f"{place}{'、'.join(f'“{n}”' for n in names)}{words}")
        for sheet, rows in self.none.items():
            notes.append(f"“{clean(sheet)}”第{numbers(rows)}行写的都是“无”一类的话，没有当作一行来用")
