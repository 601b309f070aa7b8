"""The dated facts a document may cite (有日期的事, events.yaml) in, frozen records out."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.yamldoc import Node, parse

__all__ = ["Anniversary", "Congress", "Events", "Mark", "Plenum", "load_events", "parse_events"]

KINDS = ("leader", "campaign", "formula", "event")


@dataclass(frozen=True, slots=True)
class Congress:
    """A national congress (党代会): `term` 18, `name` 十八."""

    term: int
    name: str
    start: datetime.date
    end: datetime.date
    confirmed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Plenum:
    """A plenary session (中央全会): 十七届四中全会 is term 17, number 4."""

    term: int
    number: int
    start: datetime.date
    end: datetime.date
    confirmed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Anniversary:
    """What is counted in 周年 from `year`; `pattern` is its expression without groups.

    Of a feast every year's is counted, `each` on this month and day, from the year before its first: 第26个教师节.
    """

    name: str
    year: int
    pattern: str
    confirmed: bool
    source: str
    each: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that belong to a time: a leader's title, a campaign, a formula (提法), an event.

    Nothing written before `start` can hold them; after `until`, where there is one, they are history.
    `heads` are the first characters of the pattern's alternatives: a text without any cannot match.
    """

    kind: str
    name: str
    pattern: str
    heads: tuple[str, ...]
    start: datetime.date
    until: datetime.date | None
    confirmed: bool
    source: str

    def compiled(self) -> re.Pattern[str]:
        """The expression, ready to search with; StandardError names the line of a packaged one that is broken."""
        try:
            return re.compile(self.pattern)
        except re.error:
            _packaged(check=True)
            raise


@dataclass(frozen=True, slots=True)
class Events:
    """All dated facts, each list in order of time."""

    congresses: tuple[Congress, ...]
    plenums: tuple[Plenum, ...]
    anniversaries: tuple[Anniversary, ...]
    marks: tuple[Mark, ...]


def _number(node: Node, what: str) -> int:
    text = node.text(what)
    if not text.isascii() or not text.isdigit():
        raise node.fail(f"{what}“{text}”不是整数", "改成数字，如 17")
    return int(text)


def _month_day(node: Node) -> tuple[int, int]:
    try:
        day = datetime.date.fromisoformat(f"2000-{node.text('each')}")
    except ValueError:
        raise node.fail(f"each“{node.value}”不是几月几日", "写成 09-10 的样子") from None
    return day.month, day.day


def _flag(node: Node) -> bool:
    text = node.text("confirmed")
    if text not in ("true", "false"):
        raise node.fail(f"confirmed“{text}”不认识", "写 true 或 false")
    return text == "true"


def _pattern(node: Node, check: bool) -> str:
    text = node.text("pattern")
    if not check:
        return text
    try:
        compiled = re.compile(text)
    except re.error as error:
        raise node.fail(f"pattern“{text}”不是正确的表达式（{error}）", "检查括号是否成对") from None
    if compiled.groups:
        raise node.fail(f"pattern“{text}”里有捕获括号", "把“(”改成“(?:”")
    return text


def _heads(node: Node, pattern: str) -> tuple[str, ...]:
    """The literal text each top-level alternative of a pattern begins with, at least two characters."""
    depth, at, alternatives = 0, 0, []
    for i, c in enumerate(pattern):
        depth += (c == "(") - (c == ")")
        if c == "|" and depth == 0:
            alternatives.append(pattern[at:i])
            at = i + 1
    alternatives.append(pattern[at:])
    heads = []
    for alternative in alternatives:
        match = re.match(r"[\w“”]{2,}", alternative)
        head = match[0] if match else ""
        if match and alternative[match.end() :][:1] in ("?", "*", "{"):
            head = head[:-1]
        if len(head) < 2:
            raise node.fail(f"pattern“{alternative}”不是以文字开头", "让每一种写法都以至少两个字开头")
        heads.append(head)
    return tuple(heads)


def _span(value: dict[str, Node]) -> tuple[datetime.date, datetime.date]:
    start, end = value["start"].day("start"), value["end"].day("end")
    if end < start:
        raise value["end"].fail("end 早于 start", "调换两个日期，或改正")
    return start, end


def _congress(node: Node) -> Congress:
    value = node.mapping("党代会", {"term", "name", "start", "end", "confirmed", "source"}, set())
    start, end = _span(value)
    name = value["name"].text("name")
    return Congress(
        _number(value["term"], "term"),
        name,
        start,
        end,
        _flag(value["confirmed"]),
        value["source"].text("source"),
    )


def _plenum(node: Node, terms: set[int]) -> Plenum:
    value = node.mapping("全会", {"term", "number", "start", "end", "confirmed", "source"}, set())
    start, end = _span(value)
    term = _number(value["term"], "term")
    if term not in terms:
        raise value["term"].fail(f"没有第{term}届党代会", "先在 congresses 里写上这一届")
    return Plenum(
        term,
        _number(value["number"], "number"),
        start,
        end,
        _flag(value["confirmed"]),
        value["source"].text("source"),
    )


def _anniversary(node: Node, check: bool) -> Anniversary:
    value = node.mapping("周年", {"name", "year", "pattern", "confirmed", "source"}, {"each"})
    return Anniversary(
        value["name"].text("name"),
        _number(value["year"], "year"),
        _pattern(value["pattern"], check),
        _flag(value["confirmed"]),
        value["source"].text("source"),
        _month_day(value["each"]) if "each" in value else None,
    )


def _mark(node: Node, check: bool) -> Mark:
    value = node.mapping("提法", {"kind", "name", "pattern", "from", "confirmed", "source"}, {"until"})
    kind = value["kind"].text("kind")
    if kind not in KINDS:
        raise value["kind"].fail(f"kind“{kind}”不认识", f"写其中之一：{'、'.join(KINDS)}")
    start = value["from"].day("from")
    until = value["until"].day("until") if "until" in value else None
    if until is not None and until < start:
        raise value["until"].fail("until 早于 from", "调换两个日期，或改正")
    pattern = _pattern(value["pattern"], check)
    return Mark(
        kind,
        value["name"].text("name"),
        pattern,
        _heads(value["pattern"], pattern),
        start,
        until,
        _flag(value["confirmed"]),
        value["source"].text("source"),
    )


def parse_events(text: str, file: str, check: bool = True) -> Events:
    """The facts in a YAML text; StandardError names file, line and fix.

    Without `check` no expression is tried out: of the packaged ones most occur in no text at hand, and
    compiling them all would be a good part of a start.
    """
    keys = {"congresses", "plenums", "anniversaries", "marks"}
    root = parse(text, file).mapping("大事表", keys, set())
    congresses = tuple(_congress(n) for n in root["congresses"].items("congresses"))
    terms = {c.term for c in congresses}
    seen: dict[str, int] = {}
    for node in root["marks"].items("marks"):
        name = node.value["name"].value if isinstance(node.value, dict) and "name" in node.value else ""
        if name and name in seen:
            raise node.fail(f"“{name}”与第{seen[name]}行重复", "删去其中一条")
        seen[str(name)] = node.line
    return Events(
        congresses=tuple(sorted(congresses, key=lambda c: c.term)),
        plenums=tuple(
            sorted((_plenum(n, terms) for n in root["plenums"].items("plenums")), key=lambda p: p.start)
        ),
        anniversaries=tuple(_anniversary(n, check) for n in root["anniversaries"].items("anniversaries")),
        marks=tuple(_mark(n, check) for n in root["marks"].items("marks")),
    )


@lru_cache(maxsize=1)
def load_events() -> Events:
    """The packaged table.

    >>> [c.name for c in load_events().congresses if c.term == 18]
    ['十八']
    """
    return _packaged(check=False)


def _packaged(check: bool) -> Events:
    file = "events.yaml"
    return parse_events((resources.files("corpus") / file).read_text(encoding="utf-8"), file, check)
