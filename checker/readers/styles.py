"""styles.xml in, what a paragraph or run inherits from its style out: outline level, number, hiddenness."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from checker import wordml
from checker.wordml import both

__all__ = ["Style", "Styles", "parse_styles", "value"]

STYLE, NAME, BASED_ON, P_PR, R_PR = (both(n) for n in ("style", "name", "basedOn", "pPr", "rPr"))
OUTLINE, NUM_PR, NUM_ID, ILVL = (both(n) for n in ("outlineLvl", "numPr", "numId", "ilvl"))
VANISH = both("vanish")
_VAL, _STYLE_ID, _DEFAULT, _TYPE = (both(n) for n in ("val", "styleId", "default", "type"))
_STYLE_PARTS = {name: n for n, names in enumerate((NAME, BASED_ON, P_PR, R_PR)) for name in names}
_P_PARTS = {name: n for n, names in enumerate((OUTLINE, NUM_PR)) for name in names}
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)

T = TypeVar("T")


def attribute(element: Any, names: tuple[str, str]) -> str:
    """An attribute under its transitional or its strict name, empty if absent."""
    found = element.get(names[0])
    if found is None:
        found = element.get(names[1])
    return found or ""


def value(element: Any, names: tuple[str, str] = _VAL) -> str:
    """`w:val` of an element that may be None."""
    return "" if element is None else attribute(element, names)


def child(element: Any, names: tuple[str, ...]) -> Any | None:
    """The first child that has one of the names."""
    return next(element.iterchildren(*names), None)


def number(text: str, default: int = -1) -> int:
    """A whole number as Word writes it; hostile values (20 digits, signs, words) give the default."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


@dataclass(frozen=True, slots=True)
class Style:
    """What one style itself says (None: nothing)."""

    id: str
    name: str
    based_on: str
    outline: int | None
    num_id: int | None
    ilvl: int | None
    vanish: bool | None


@dataclass(slots=True)
class Styles:
    """All styles of a document, asked along their chains (basedOn); a chain that bites its tail ends."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str = ""
    default_vanish: bool = False
    may_hide: bool = False
    _levels: dict[str, int | None] = field(default_factory=dict)
    _hidden: dict[str, bool | None] = field(default_factory=dict)
    _numbers: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)

    def chain(self, style_id: str, pick: Callable[[Style], T | None]) -> T | None:
        """The first answer of `pick` from the style up to its ancestors."""
        seen = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            answer = pick(style)
            if answer is not None:
                return answer
            style_id = style.based_on
        return None

    def name(self, style_id: str) -> str:
        """The name people see ("heading 1"), or the id when the style is not defined."""
        style = self.by_id.get(style_id)
        return style.name if style else style_id

    def level(self, style_id: str) -> int | None:
        """Outline level 1 to 9 (大纲级别), None for body text."""
        if style_id not in self._levels:
            found = self.chain(style_id, _outline)
            self._levels[style_id] = None if found is None or found >= 9 else found + 1
        return self._levels[style_id]

    def numbering(self, style_id: str) -> tuple[int | None, int | None]:
        """(numId, ilvl) of the style, each from the nearest ancestor that says so."""
        if style_id not in self._numbers:
            self._numbers[style_id] = (
                self.chain(style_id, lambda s: s.num_id),
                self.chain(style_id, lambda s: s.ilvl),
            )
        return self._numbers[style_id]

    def hides(self, style_id: str) -> bool:
        """Whether a paragraph in this style is hidden; what no style says the defaults say."""
        own = self.hidden(style_id)
        return self.default_vanish if own is None else own

    def hidden(self, style_id: str) -> bool | None:
        """Whether text in this style is hidden (隐藏文字); None when the chain does not say."""
        if style_id not in self._hidden:
            self._hidden[style_id] = self.chain(style_id, lambda s: s.vanish)
        return self._hidden[style_id]


def _outline(style: Style) -> int | None:
    """The style's own outline level from 0, by its property or by a built-in heading name."""
    if style.outline is not None:
        return style.outline
    match = _HEADING.fullmatch(style.name.strip())
    return int(match.group(1)) - 1 if match else None


def parse_styles(xml: bytes) -> Styles:
    """The styles in the part's bytes; no bytes, no styles."""
    styles = Styles()
    if not xml:
        return styles
    root = wordml.parse(xml)
    for element in root.iterchildren(*STYLE):
        style_id = attribute(element, _STYLE_ID)
        if style_id in styles.by_id:
            continue
        styles.by_id[style_id] = _style(style_id, element)
        if attribute(element, _TYPE) == "paragraph" and attribute(element, _DEFAULT) in ("1", "true", "on"):
            styles.default_paragraph = style_id
    styles.may_hide = any(style.vanish for style in styles.by_id.values())
    for defaults in root.iterchildren(*both("docDefaults")):
        styles.default_vanish |= any(wordml.is_on(v) for v in defaults.iter(*VANISH))
    styles.may_hide |= styles.default_vanish
    return styles


def _style(style_id: str, element: Any) -> Style:
    outline = num_id = ilvl = vanish = None
    name, based_on, p_pr, r_pr = _first(element, _STYLE_PARTS)
    if p_pr is not None:
        level, num_pr = _first(p_pr, _P_PARTS)
        if level is not None:
            outline = number(value(level), 9)
        if num_pr is not None:
            num, lvl = child(num_pr, NUM_ID), child(num_pr, ILVL)
            num_id = number(value(num)) if num is not None else None
            ilvl = number(value(lvl), 0) if lvl is not None else None
    if r_pr is not None:
        off = child(r_pr, VANISH)
        vanish = wordml.is_on(off) if off is not None else None
    return Style(style_id, value(name), value(based_on), outline, num_id, ilvl, vanish)


def _first(element: Any, places: dict[str, int]) -> list[Any]:
    """The first child of each name, each in the place that its name has; None where there is none."""
    found: list[Any] = [None] * (max(places.values()) + 1)
    for inner in element.iterchildren(*places):
        place = places[inner.tag]
        if found[place] is None:
            found[place] = inner
    return found
