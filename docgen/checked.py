"""A kind's raw values in, checked ones out, with defaults, suggestions and marks for what is to be written (待填)."""

from __future__ import annotations

import datetime
import hashlib

from docgen.agreement import lacking
from docgen.choices import cut_short, spelled_out
from docgen.data import Data, Row
from docgen.expected import PLACEHOLDER, absent_sheet, expected_of, misplaced, placeholder, worded, wrong
from docgen.fitting import fitting
from docgen.kinds import Field, Kind, Table
from docgen.marks import Unsaid
from docgen.namesakes import called, namesakes
from docgen.numbering import beheaded, lowered
from docgen.oddnames import odd_name
from docgen.organisation import fitted, other_school
from docgen.posts import posts, unbroken
from docgen.problems import Problem, clean, where
from docgen.tidy import (
    closed,
    finished,
    named,
    one_line,
    parted,
    perhaps_several,
    several,
    tidied,
)
from docgen.values import Month, convert, plain, unnumbered

__all__ = ["Checker"]

MAX_TURNS = 30
_PERSONS = frozenset(("姓名", "书记", "负责人", "示范点负责人"))
_NAMED = frozenset(("姓名", "书记"))  # who is responsible may be named by a post
_POSTS = frozenset(("职务", "校内职务"))
_CLOSED = dict.fromkeys(("学校", "党组织", "上级党组织", "示范点名称"), closed) | dict.fromkeys(_POSTS, posts)


class Checker:
    """Turns raw values into checked ones and collects the problems."""

    def __init__(self, kind: Kind, data: Data, draft: bool) -> None:
        self.kind = kind
        self.data = data
        self.draft = draft
        unit = data.unit.get("学校")
        self.problems: list[Problem] = []
        self.filled = 0
        # Not those of a table: in its cell a line break does no harm.
        self.alone = frozenset(kind.by_name.values())
        self.remarks: list[str] = []
        self.ours: list[str] = []
        self.namesakes = namesakes(data.tables.get(kind.each, []), unit.raw if unit else "")
        self.seen: set[tuple[str, ...]] = set()
        self.told: dict[str, tuple[str, ...]] = {}

    def value(self, field: Field, raw: object, sheet: str, row: int) -> object:
        """A value that is there."""
        if isinstance(raw, Unsaid):
            self.problems.append(
                Problem(sheet, row, field.name, raw.words, raw.why or f"等于没有填，{expected_of(field)}")
            )
            return wrong(raw) if self.draft else ""
        value, expected = convert(raw, field.type, field.choices, field.short)
        expected = expected or misplaced(field, value)
        if expected:
            self.problems.append(Problem(sheet, row, field.name, plain(raw), expected))
            return wrong(raw) if self.draft else ""
        if field.short and value != plain(raw) and cut_short(plain(raw), field.short):
            self.remarks.append(f"“{field.name}”填的是“{clean(plain(raw))}”，当作“{value}”来用，请核对")
        if isinstance(value, Month) and isinstance(raw, float):
            # Excel keeps 2006.10 as the number 2006.1: January or October, nobody can tell.
            self.remarks.append(
                f"“{field.name}”在表里是数字{raw}，是{value}还是{value.year}年10月分不清，印的是{value}，请核对"
                if value.month == 1
                else f"“{field.name}”在表里是数字{raw}，印的是{value}，请核对"
            )
        if isinstance(value, str) and field.type in ("text", "long"):
            value = tidied(value.replace("\t", " ") if field.name in _POSTS else value)
            if field.name in _PERSONS:
                value = named(value)
                if field in self.alone:
                    value, told = called(field.name, value, self.namesakes)
                    self.remarks += told
                if field.name in _NAMED and (odd := odd_name(value)):
                    self.remarks.append(f"“{field.name}”{odd}")
            elif field.name in _CLOSED and (joined := _CLOSED[field.name](value)) != value:
                value = joined
                what = "里的空格" if plain(raw).split()[1:] else "末尾的标点"
                self.remarks.append(f"“{field.name}”{what}没有印，印的是“{clean(one_line(value))}”，请核对")
            elif field.name in _CLOSED and parted(value):
                self.remarks.append(f"“{field.name}”中间的空格照印了；写的是两个的，用“、”隔开")
            if value.isdecimal() and worded(field):
                self.remarks.append(f"“{field.name}”只填了数字“{value}”，看看是不是串了列")
        if field.name == "姓名" and isinstance(value, str) and several(value):
            expected = "像是几个人写在一格里，要一人写一行"
            expected += "；是一个人的，去掉中间的空格和换行" if len(value.split()) > 1 else ""
            if field in self.alone:
                self.problems.append(Problem(sheet, row, field.name, plain(raw), expected))
                return wrong(raw) if self.draft else ""
            self.remarks.append(f"“姓名”{expected}")
        elif field.name == "姓名" and isinstance(value, str) and perhaps_several(value):
            self.remarks.append(f"“姓名”印的是“{clean(value)}”，中间有空格；是几个人的，要一人写一行")
        if field.type == "text" and isinstance(value, str) and "\n" in value and field in self.alone:
            value = unbroken(value) if field.name in _POSTS else one_line(value)
            self.remarks.append(f"“{field.name}”里有换行，印成了“{clean(value)}”，请核对")
        if field.most and isinstance(value, str) and len(value) > field.most:
            self.remarks.append(
                f"“{field.name}”有{len(value)}字，应当不超过{field.most}字，印出来会多占几行，请改短"
            )
        if field.spelled and isinstance(value, str):
            value, why = spelled_out(value, field.spelled)
            if why:
                self.remarks.append(f"“{field.name}”印的是“{clean(value)}”，{why}，请核对")
        # A person's paper has the name on it: the row would make of one reminder as many as there are people.
        place = "" if field in self.kind.columns else where(sheet, row)
        if field.type == "long" and isinstance(value, str):
            lines = [line.strip() for line in value.split("\n")]  # indents are the style's
            heads = (field.name, *field.heads)
            value = beheaded("\n".join(filter(None, lines)), heads, bool(field.options))
            value, clash = lowered(value, field.under)
            self.remarks += [f"{place}“{field.name}”{clash}"] if clash else []
            # Ours print it as a paragraph; after another's {{ }} a stop may stand already.
            return finished(value) if self.kind.packaged else value
        if isinstance(value, str):
            value, told = fitting(field, value, place)
            self.remarks += told
        return value

    def absent(self, field: Field, sheet: str, row: int, known: dict[str, object], hint: str = "") -> object:
        """A value that is not there: default, suggestion, placeholder, or a problem."""
        organisation = plain(known.get("党组织"))
        if field.default:
            if field.type == "long":
                self.ours.append(field.name)
            return convert(fitted(field.default, organisation), field.type, field.choices)[0]
        if field.options:
            post = str(known.get(field.by, ""))
            choices = field.suggestions(post)
            if choices:
                self.filled += 1
                return self.pick(field, choices, known, 0)
            if self.draft and (not post or post.startswith(PLACEHOLDER)):  # nothing to choose by yet
                return placeholder(field.name)
        if field.ask:
            return placeholder(fitted(field.ask, organisation))
        if field.required:
            if self.draft:
                return placeholder(field.name)
            if not row:  # the form has a row for it
                row = self.data.places.get((sheet, field.name), 0)
            self.problems.append(Problem(sheet, row, field.name, "", expected_of(field) + hint))
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
        school, organisation = plain(context.get("学校")), plain(context.get("党组织"))
        if other_school(school, organisation):
            words += (f"“学校”（{clean(school)}）和“党组织”（{clean(organisation)}）里的校名不一样，请核对",)
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
                    values[field.name] = wrong(end)
            elif soon:
                self.remarks.append(
                    f"“{field.name}”（{end}）离“{field.not_before}”（{start}）不满{field.years}年，请核对"
                )

    def table(self, table: Table) -> list[dict[str, object]]:
        """A list's rows, checked."""
        rows, known = self.data.tables.get(table.name, []), len(self.problems)
        out = []
        for row in rows:
            values: dict[str, object] = {}
            given = row.values
            before = len(self.remarks)
            for field in table.columns:
                if field.name in given:
                    value = self.value(field, given[field.name], row.sheet, row.number)
                    first = field is table.columns[0] and isinstance(value, str)
                    values[field.name] = (
                        unnumbered(str(value)) if first else value
                    )  # 1.结对: ours has its number
                else:
                    values[field.name] = self.absent(field, row.sheet, row.number, values)
            self.order(table.columns, values, row.sheet, row.number)
            place = where(row.sheet, row.number)
            self.remarks[before:] = [place + r.removeprefix(place) for r in self.remarks[before:]]
            out.append(values)
        if not out and table.required:
            if self.draft:
                out.append(_to_fill(table))
            else:
                why = f"至少要有一行{absent_sheet(self.data, table.name)}"
                self.problems.append(Problem(table.name, 0, "", "", why))
        elif out and (lack := lacking(table, out, self.data.samples)):
            problem, column = lack
            if not any(p.column == column for p in self.problems[known:]):
                self.problems.append(problem)  # a cell filled in wrong may be this very one
            if self.draft:
                out.insert(0, _to_fill(table))
        return out


def _to_fill(table: Table) -> dict[str, object]:
    """The row of a draft that stands for those still to be written."""
    said = dict(table.must_have)
    return {f.name: said.get(f.name) or placeholder(f.name) for f in table.columns}
