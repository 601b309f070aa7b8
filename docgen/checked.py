"""A kind's raw values in, checked ones out, with defaults, suggestions and marks for what is to be written (待填)."""

from __future__ import annotations

import datetime
import hashlib
import re

from docgen.data import Data, Row
from docgen.kinds import Field, Kind, Table
from docgen.organisation import fitted
from docgen.problems import Problem, clean
from docgen.tidy import finished, named, tidied
from docgen.values import Month, convert, date_text, parse_date, plain, unnumbered

__all__ = ["PLACEHOLDER", "Checker", "absent_sheet", "placeholder"]

PLACEHOLDER = "【待填："
MAX_TURNS = 30
_PERSONS = frozenset(("姓名", "书记", "负责人", "示范点负责人"))
_IN_LINES = re.compile(r"(?:[\u4e00-\u9fff]{2,4}\n+){2,}[\u4e00-\u9fff]{2,4}")
_SEVERAL = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[、，,；;/\\]+[\u4e00-\u9fff]{2,4})+")
_PAIRS = frozenset((("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'), ("‘", "’"), ("”", "“"), ("”", "”")))


def _wrong(raw: object) -> str:
    """The mark of a draft (样稿) for what was filled in wrong."""
    return placeholder(f"{clean(plain(raw), 60)}（填得不对，要改）".replace("【", "［").replace("】", "］"))


def _unquoted(text: str) -> str:
    """The words without a pair of quotation marks round the whole: the template has its own.

    >>> _unquoted("“扎根山村”"), _unquoted("“甲”和“乙”")
    ('扎根山村', '“甲”和“乙”')
    """
    inner = text[1:-1]
    if len(text) > 2 and (text[0], text[-1]) in _PAIRS and not any(c in inner for c in text[0] + text[-1]):
        return inner.strip()
    return text


def _one_line(text: str) -> str:
    """The words of a name, a school or a post in one line: a narrow cell was filled in with line breaks.

    >>> _one_line("青禾县\\n双井小学"), _one_line("Anna\\nMaria")
    ('青禾县双井小学', 'Anna Maria')
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = lines[0]
    for line in lines[1:]:
        out += (" " if out[-1:].isascii() and line[:1].isascii() else "") + line
    return out


def beheaded(text: str, name: str, numbered: bool) -> str:
    """The words without the heading they were copied with: the template has its own.

    `numbered`: the template numbers them too, so that one paragraph has no number of its own.

    >>> beheaded("一、带头学习提高：每周读书。", "带头学习提高", True), beheaded("1.每周读书。", "带头学习提高", True)
    ('每周读书。', '每周读书。')
    >>> beheaded("总结经验，推广做法。", "总结经验", False), beheaded("一、二年级每月家访。", "带头服务群众", True)
    ('总结经验，推广做法。', '一、二年级每月家访。')
    """
    own = unnumbered(text)
    rest = re.sub(rf"\A{re.escape(name)}\s*(?:[：:。]|——|\n)\s*", "", own)
    if rest == own and not (numbered and "\n" not in text):
        return text
    return rest.strip() or text


def placeholder(words: str) -> str:
    """The mark for a place still to be written (待填)."""
    return f"{PLACEHOLDER}{words}】"


class Checker:
    """Turns raw values into checked ones and collects the problems."""

    def __init__(self, kind: Kind, data: Data, draft: bool) -> None:
        self.kind = kind
        self.data = data
        self.draft = draft
        self.problems: list[Problem] = []
        self.filled = 0
        # Not those of a table: in its cell a line break does no harm.
        self.alone = frozenset(kind.by_name.values())
        self.remarks: list[str] = []
        self.ours: list[str] = []
        self.seen: set[tuple[str, ...]] = set()
        self.told: dict[str, tuple[str, ...]] = {}

    def value(self, field: Field, raw: object, sheet: str, row: int) -> object:
        """A value that is there."""
        value, expected = convert(raw, field.type, field.choices)
        expected = expected or _misplaced(field, value)
        if expected:
            self.problems.append(Problem(sheet, row, field.name, plain(raw), expected))
            return _wrong(raw) if self.draft else ""
        if isinstance(value, Month) and isinstance(raw, float):
            # Excel keeps 2006.10 as the number 2006.1: January or October, nobody can tell.
            self.remarks.append(
                f"“{field.name}”在表里是数字{raw}，是{value}还是{value.year}年10月分不清，印的是{value}，请核对"
                if value.month == 1
                else f"“{field.name}”在表里是数字{raw}，印的是{value}，请核对"
            )
        if isinstance(value, str) and field.type in ("text", "long"):
            value = tidied(value)
            if field.name in _PERSONS:
                value = named(value)
            if value.isdecimal() and _worded(field):
                self.remarks.append(f"“{field.name}”只填了数字“{value}”，看看是不是串了列")
        if field.name == "姓名" and _IN_LINES.fullmatch(str(value)):
            self.remarks.append("“姓名”像是几个人写在一格里，要一人写一行")
        if field.type == "text" and isinstance(value, str) and "\n" in value and field in self.alone:
            value = _one_line(value)
            self.remarks.append(f"“{field.name}”里有换行，印成了“{clean(value)}”，请核对")
        if field.most and isinstance(value, str) and len(value) > field.most:
            self.remarks.append(
                f"“{field.name}”有{len(value)}字，应当不超过{field.most}字，印出来会多占几行，请改短"
            )
        if field.spelled and isinstance(value, str):
            value = next((s for s in field.spelled if value == s[:-1]), value)
        if field.name == "姓名" and _SEVERAL.fullmatch(str(value)):
            self.remarks.append("“姓名”像是几个人写在一格里，要一人写一行")
        if field.type == "long" and isinstance(value, str):
            lines = [line.strip() for line in value.split("\n")]  # indents are the style's
            value = beheaded("\n".join(filter(None, lines)), field.name, bool(field.options))
            # Ours print it as a paragraph; after another's {{ }} a stop may stand already.
            return finished(value) if self.kind.packaged else value
        if field.bare and isinstance(value, str):
            return _unquoted(value)
        return value

    def absent(self, field: Field, sheet: str, row: int, known: dict[str, object], hint: str = "") -> object:
        """A value that is not there: default, suggestion, placeholder, or a problem."""
        organisation = plain(known.get("党组织"))
        if field.default:
            if field.type == "long":
                self.ours.append(field.name)
            return convert(fitted(field.default, organisation), field.type, field.choices)[0]
        if field.options:
            choices = field.suggestions(str(known.get(field.by, "")))
            if choices:
                self.filled += 1
                return self.pick(field, choices, known, 0)
        if field.ask:
            return placeholder(fitted(field.ask, organisation))
        if field.required:
            if self.draft:
                return placeholder(field.name)
            if not row:  # the form has a row for it
                row = self.data.places.get((sheet, field.name), 0)
            self.problems.append(Problem(sheet, row, field.name, "", _expected(field) + hint))
        return ""

    def pick(self, field: Field, choices: tuple[str, ...], known: dict[str, object], turn: int) -> str:
        """One of the suggestions, always the same for the same person; `turn` asks for another."""
        key = "\0".join((str(known.get("学校", "")), str(known.get("姓名", "")), field.name, str(turn)))
        number = int.from_bytes(hashlib.sha256(key.encode("utf-8", "replace")).digest()[:4], "big")
        return choices[number % len(choices)]

    def differ(self, columns: tuple[Field, ...], row: Row, context: dict[str, object]) -> None:
        """Give a member whose picked words are all another's others, so that no two letters are the same."""
        given = row.values
        picked = [f for f in columns if f.options and f.name not in given and context[f.name]]
        for turn in range(1, MAX_TURNS):
            words = tuple(str(context[f.name]) for f in columns if f.options)
            if words not in self.seen:
                self.seen.add(words)
                return
            for field in picked:
                choices = field.suggestions(str(context.get(field.by, "")))
                if choices:
                    context[field.name] = self.pick(field, choices, context, turn)

    def notes(self, context: dict[str, object]) -> tuple[str, ...]:
        """What the result table says of this document; one object for all that say the same."""
        words: tuple[str, ...] = (f"有{self.filled}条承诺按岗位选用，请本人核改",) if self.filled else ()
        words += tuple(dict.fromkeys(self.remarks))
        if self.ours:
            names = "、".join(f"“{n}”" for n in self.ours)
            words += (
                f"{names}没有填，印的是自带的写法，里面有次数、比例等具体的承诺，请逐条核对，做不到的改掉",
            )
        if any(isinstance(v, str) and v.startswith(PLACEHOLDER) for v in context.values()):
            words += ("里面还有黄色的【待填】，写好、删去黄字以后再报",)
        if self.kind.remind:
            words += (self.kind.remind,)
        return self.told.setdefault("\0".join(words), words)

    def fields(self) -> tuple[dict[str, object], list[Field]]:
        """The unit's own values, and those of its fields that are absent there."""
        out: dict[str, object] = {}
        missing: list[Field] = []
        for field in self.kind.by_name.values():  # a column written once for all is a default of its rows
            entry = self.data.unit.get(field.name)
            if entry is not None:
                out[field.name] = self.value(field, entry.raw, entry.sheet, entry.row)
            elif field in self.kind.fields:
                missing.append(field)
        for field in self.kind.fields:
            entry = self.data.unit.get(field.name)
            if entry is not None and field.not_before:
                self.order((field,), out, entry.sheet, entry.row)
        return out, missing

    def order(self, fields: tuple[Field, ...], values: dict[str, object], sheet: str, row: int) -> None:
        """An end may not come before its beginning; one too soon after it is worth a look."""
        for field in fields:
            start, end = values.get(field.not_before), values.get(field.name)
            if isinstance(start, Month) and isinstance(end, Month):
                early, soon = end < start, end < Month(start.year + field.years, start.month)
            elif isinstance(start, datetime.date) and isinstance(end, datetime.date):
                early, soon = end < start, False
            else:
                continue
            if early:
                expected = f"应当不早于“{field.not_before}”（{start}）"
                self.problems.append(Problem(sheet, row, field.name, str(end), expected))
                if self.draft:
                    values[field.name] = _wrong(end)
            elif soon:
                self.remarks.append(
                    f"“{field.name}”（{end}）离“{field.not_before}”（{start}）不满{field.years}年，请核对"
                )

    def past(self, fields: tuple[Field, ...], values: dict[str, object]) -> None:
        """What lies behind at the paper's own date cannot come after it: printed all the same, and told."""
        own = next(
            (
                f
                for f in self.kind.fields
                if isinstance(values.get(f.name), datetime.date) or f.type == "year"
            ),
            None,
        )
        day = values.get(own.name) if own else None
        if own is None or not isinstance(day, (datetime.date, int)):
            return
        last = Month(day, 12) if isinstance(day, int) else Month(day.year, day.month)
        for field in fields:
            month = values.get(field.name)
            if field.past and isinstance(month, Month) and month > last:
                said = day if isinstance(day, int) else date_text(day)
                self.remarks.append(
                    f"“{field.name}”（{month}）在“{own.name}”（{said}）以后，两样必有一样填错了，请核对"
                )

    def table(self, table: Table) -> list[dict[str, object]]:
        """A list's rows, checked."""
        rows = self.data.tables.get(table.name, [])
        out = []
        for row in rows:
            values: dict[str, object] = {}
            given = row.values
            for field in table.columns:
                if field.name in given:
                    values[field.name] = self.value(field, given[field.name], row.sheet, row.number)
                else:
                    values[field.name] = self.absent(field, row.sheet, row.number, values)
            self.order(table.columns, values, row.sheet, row.number)
            out.append(values)
        if not out and table.required:
            if self.draft:
                out.append({f.name: placeholder(f.name) for f in table.columns})
            else:
                why = f"至少要有一行{absent_sheet(self.data, table.name)}"
                self.problems.append(Problem(table.name, 0, "", "", why))
        return out


def absent_sheet(data: Data, name: str) -> str:
    """That a form lacks one of its sheets: deleted, or renamed past knowing; nothing where it is there."""
    if name in data.headers or not (data.form or data.tables):
        return ""
    return f"；文件里没有叫“{name}”的表，请从 docgen data 出的空表里复制过来再填"


def _worded(field: Field) -> bool:
    """Whether a field takes words: figures or a day in it were meant for another."""
    return field.type == "text" and bool(field.sample) and not any(map(str.isdigit, field.sample))


def _misplaced(field: Field, value: object) -> str:
    """Why a day in a column for words is none of them."""
    if not isinstance(value, str) or not _worded(field) or not parse_date(value):
        return ""
    return f"是日期，应当是文字，例如“{field.sample}”；看看是不是填错了格、串了列"


def _expected(field: Field) -> str:
    if field.type == "choice":
        return f"必填，从这些里选：{'、'.join(field.choices)}"
    sample = f"，例如“{field.sample.splitlines()[0]}”" if field.sample else ""
    return f"必填{sample}"
