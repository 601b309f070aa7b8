"""The styles and list styles of an .odt in, the same `Styles` and `Numbering` as of a .docx out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from checker.readers.numbering import Level, Num, Numbering
from checker.readers.opendocument.names import LOEXT, OFFICE, STYLE, TEXT
from checker.readers.styles import Style, Styles, number

__all__ = ["OdtStyles", "parse_odt_styles"]

# The formats LibreOffice writes as their first numerals, under the names of .docx.
_FORMATS = {
    "1": "decimal", "A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "壱": "japaneseLegal", "甲": "ideographTraditional",
    "子": "ideographZodiac", "①": "decimalEnclosedCircle", "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop", "㊀": "ideographEnclosedCircle", "１": "decimalFullWidth", "01": "decimalZero",
    "〇": "ideographDigital",
}  # fmt: skip
_LIST_FORMAT = re.compile(r"%(\d)%")
_OUTLINE = 0


@dataclass(slots=True)
class OdtStyles:
    """`lists` gives each list style its number; `outline` is that of headings, if they are numbered."""

    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    lists: dict[str, int] = field(default_factory=dict)
    outline: bool = False
    hidden_sections: set[str] = field(default_factory=set)

    def use(self, list_style: int, starts: dict[int, int] | None = None) -> int:
        """A new list of this style, beginning anew (or at `starts`); its number."""
        levels = self.numbering.abstracts.get(list_style, {})
        begins = {n: level.start for n, level in levels.items()} if starts is None else starts
        num = len(self.numbering.nums) + 1
        self.numbering.nums[num] = Num(list_style, begins, {})
        return num


def parse_odt_styles(roots: Iterable[Any]) -> OdtStyles:
    """Styles of styles.xml and content.xml together; where both have a name the later one counts."""
    found = OdtStyles()
    for root in roots:
        for element in root.iter(f"{STYLE}style"):
            style = _style(element)
            found.styles.by_id[style.id] = style
            if any(p.get(f"{TEXT}display") == "none" for p in element.iter(f"{STYLE}section-properties")):
                found.hidden_sections.add(style.id)
        for element in root.iter(f"{TEXT}list-style"):
            name = element.get(f"{STYLE}name", "")
            key = found.lists.setdefault(name, len(found.lists) + 1)
            found.numbering.abstracts[key] = _levels(element)
        for element in root.iter(f"{TEXT}outline-style"):
            levels = _levels(element)
            found.numbering.abstracts[_OUTLINE] = levels
            found.outline = any(level.format != "none" for level in levels.values())
    found.styles.may_hide = any(style.vanish for style in found.styles.by_id.values())
    return found


def _style(element: Any) -> Style:
    name = element.get(f"{STYLE}name", "")
    parent = element.get(f"{STYLE}parent-style-name", "")
    # Automatic styles (P1, T3) carry one page's formatting; people know the style they derive from.
    shown = element.get(f"{STYLE}display-name") or (parent if _automatic(element) and parent else name)
    displays = [p.get(f"{TEXT}display") for p in element.iter(f"{STYLE}text-properties")]
    vanish = next((d == "none" for d in displays if d is not None), None)
    level = number(element.get(f"{STYLE}default-outline-level") or "", 0)
    return Style(name, shown.replace("_20_", " "), parent, level - 1 if level else None, None, None, vanish)


def _automatic(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{OFFICE}automatic-styles"


def _levels(element: Any) -> dict[int, Level]:
    found = {}
    for level in element:
        if not isinstance(level.tag, str):
            continue
        at = number(level.get(f"{TEXT}level") or "", 0) - 1
        if 0 <= at < 9:
            found[at] = _level(level, at)
    return found


def _level(element: Any, at: int) -> Level:
    if element.tag == f"{TEXT}list-level-style-bullet":
        return Level(format="bullet", text=element.get(f"{TEXT}bullet-char", ""))
    if element.tag == f"{TEXT}list-level-style-image":
        return Level(format="bullet", text="•")
    shape = (element.get(f"{STYLE}num-format") or "").partition(",")[0].strip()
    name = _FORMATS.get(shape, "decimal") if shape else "none"
    pattern = element.get(f"{LOEXT}num-list-format")
    if pattern is not None:
        text = _LIST_FORMAT.sub(r"%\1", pattern)
    else:
        shown = max(number(element.get(f"{TEXT}display-levels") or "", 1), 1)
        middle = ".".join(f"%{n + 1}" for n in range(max(at - shown + 1, 0), at + 1)) if shape else ""
        text = element.get(f"{STYLE}num-prefix", "") + middle + element.get(f"{STYLE}num-suffix", "")
    start = number(element.get(f"{TEXT}start-value") or "", 1)
    return Level(start=start, format=name, text=text.rstrip())
