"""numbering.xml in, the automatic number (自动编号) of each paragraph in turn out: 一、 （二） 1.2"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from checker import wordml
from checker.readers.numerals import numeral
from checker.readers.styles import ILVL, NUM_ID, Styles, attribute, child, number, value
from checker.wordml import both

__all__ = ["Counter", "Numbering", "parse_numbering"]

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ABSTRACT_ID = both("abstractNumId")
_LVL, _FMT, _TEXT, _SUFF, _START = (both(n) for n in ("lvl", "numFmt", "lvlText", "suff", "start"))
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how the number is written."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Num:
    """One list (w:num): its abstract list, and the levels it starts or writes differently."""

    abstract: int
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(frozen=True, slots=True)
class Numbering:
    """All lists of a document. `links` leads from an abstract list to the style that really defines it."""

    abstracts: dict[int, dict[int, Level]] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    nums: dict[int, Num] = field(default_factory=dict)

    def resolve(self, num_id: int, styles: Styles) -> tuple[int, dict[int, Level]] | None:
        """(abstract id, levels) of a list, through numStyleLink; None if there is no such list."""
        seen = set()
        num = self.nums.get(num_id)
        while num is not None and num.abstract in self.links and num.abstract not in seen:
            seen.add(num.abstract)
            target = styles.numbering(self.links[num.abstract])[0]
            num = self.nums.get(-1 if target is None else target)
        if num is None or num.abstract not in self.abstracts:
            return None
        return num.abstract, self.abstracts[num.abstract]


class Counter:
    """Counts the paragraphs of one story (body, notes, one header) as Word does when it prints them."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        """A fresh count: every list begins at its start."""
        self._numbering = numbering
        self._styles = styles
        self._counts: dict[int, list[int | None]] = {}
        self._used: set[int] = set()

    def next(self, num_id: int, ilvl: int | None, style_id: str) -> str:
        """The number of the next paragraph of list `num_id`; level None means the one its style owns."""
        resolved = self._numbering.resolve(num_id, self._styles)
        if resolved is None:
            return ""
        abstract, base = resolved
        num = self._numbering.nums[num_id]
        levels = {**base, **num.levels} if num.levels else base
        if ilvl is None:
            ilvl = next((n for n, level in levels.items() if level.style == style_id), 0)
        if ilvl >= _LEVELS or ilvl not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if num_id not in self._used:
            self._used.add(num_id)
            for overridden in num.starts:
                counts[overridden] = None
        self._advance(counts, ilvl, levels, num.starts)
        return _written(levels, ilvl, counts, num.starts)

    @staticmethod
    def _advance(
        counts: list[int | None], ilvl: int, levels: dict[int, Level], starts: dict[int, int]
    ) -> None:
        """Count one at `ilvl` and let the deeper levels begin anew, unless they say otherwise."""
        now = counts[ilvl]
        counts[ilvl] = _start(levels, ilvl, starts) if now is None else now + 1
        for deeper in range(ilvl + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or ilvl < restart:
                counts[deeper] = None


def _start(levels: dict[int, Level], ilvl: int, starts: dict[int, int]) -> int:
    return starts.get(ilvl, levels[ilvl].start if ilvl in levels else 1)


def _written(levels: dict[int, Level], ilvl: int, counts: list[int | None], starts: dict[int, int]) -> str:
    """The number as printed, with a space after it only where it would otherwise run into the text."""
    level = levels[ilvl]
    if level.hidden:
        return ""
    if level.format == "bullet":
        return _bullet(level.text)

    def place(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        count = counts[at]
        if count is None:  # Word shows 0.1 for a second level that no first level precedes
            count = max(_start(levels, at, starts) - 1, 0)
        shape = "decimal" if level.legal else levels[at].format if at in levels else "decimal"
        return numeral(shape, count)

    text = _PLACE.sub(place, level.text)
    if text and text[-1].isalnum() and level.suffix != "nothing":
        text += " "
    return text


def _bullet(text: str) -> str:
    if not text.strip():
        return ""
    # In the fonts Wingdings and Symbol private characters and plain letters are pictures.
    picture = any(
        "\ue000" <= char <= "\uf8ff" or ("a" <= char.lower() <= "ÿ" and char.isalpha()) for char in text
    )
    return _BULLET if picture or len(text) > 2 else text.strip()


def parse_numbering(xml: bytes) -> Numbering:
    """The lists in the part's bytes; no bytes, no lists."""
    numbering = Numbering()
    if not xml:
        return numbering
    root = wordml.parse(xml)
    for element in root.iterchildren(*both("abstractNum")):
        abstract = number(attribute(element, _ABSTRACT_ID))
        numbering.abstracts[abstract] = _levels(element)
        link = value(child(element, both("numStyleLink")))
        if link:
            numbering.links[abstract] = link
    for element in root.iterchildren(*both("num")):
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for override in element.iterchildren(*both("lvlOverride")):
            at = number(attribute(override, ILVL))
            start = child(override, both("startOverride"))
            if start is not None and 0 <= at < _LEVELS:
                starts[at] = number(value(start), 1)
            levels.update(_levels(override))
        num_id = number(attribute(element, NUM_ID))
        numbering.nums[num_id] = Num(number(value(child(element, _ABSTRACT_ID))), starts, levels)
    return numbering


def _levels(parent: Any) -> dict[int, Level]:
    return {
        at: _level(element)
        for element in parent.iterchildren(*_LVL)
        if 0 <= (at := number(attribute(element, ILVL))) < _LEVELS
    }


def _level(element: Any) -> Level:
    # A custom format stands in mc:AlternateContent; its fallback, a format all know, comes second.
    formats = [value(f) for f in element.iter(*_FMT)]
    restart = child(element, both("lvlRestart"))
    legal = child(element, both("isLgl"))
    return Level(
        start=number(value(child(element, _START)), 1),
        format=next((f for f in formats if f and f != "custom"), "decimal"),
        text=value(child(element, _TEXT)),
        suffix=value(child(element, _SUFF)) or "tab",
        legal=legal is not None and wordml.is_on(legal),
        restart=number(value(restart), 0) if restart is not None else None,
        style=value(child(element, both("pStyle"))),
        hidden=any(wordml.is_on(v) for v in element.iter(*both("vanish"))),
    )
