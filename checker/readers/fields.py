"""The instruction of a field (域) that keeps no result in, what Word draws for it out.

带圈字符, 合并字符 and, in files of Word 97 to 2003, 拼音指南 are formulas (EQ); a template's “单击此处输入” is a
button (MACROBUTTON); boxes to tick and to choose from are FORMCHECKBOX and FORMDROPDOWN.

>>> shown_for(r"eq \\o\\ac(○,3)"), shown_for(r"EQ \\* jc2 \\o\\ad(\\s\\up 9(xué),学)"), shown_for("PAGE")
('③', '学', '')
"""

from __future__ import annotations

import re
from typing import Any

from checker import wordml
from checker.readers.draft import Draft
from checker.readers.numerals import numeral
from checker.readers.styles import child, number, value
from checker.wordml import both

__all__ = ["Field", "shown_for"]

_EQ = re.compile(r"\s*EQ\s+(?:\\\*\s*(?:\"[^\"]*\"|\S+)\s*)*(.*)", re.IGNORECASE | re.DOTALL)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*?)\s*", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(0x[0-9a-f]{1,5}|\d{1,6})\b(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"\\f\s*\"?([^\"\\]+?)\"?\s*(?:\\|$)", re.IGNORECASE)
_FORM = re.compile(r"\s*FORM(CHECKBOX|DROPDOWN)\b", re.IGNORECASE)
# A piece of a formula: a switch (\o, \up 9), a bracket or separator, or plain characters (a backslash before one
# of the signs makes it plain).
_PIECE = re.compile(r"\\[a-zA-Z]{1,2}[ ]?\d*[ ]?|[(),，;]|(?:\\[^a-zA-Z]|[^\\(),，;])+")
_LONGEST, _DEEPEST = 1000, 20
_CIRCLES = frozenset("○◯〇")
_CHECKBOX, _LIST = both("checkBox"), both("ddList")
_CHECKED, _DEFAULT, _RESULT, _ENTRY = (both(n) for n in ("checked", "default", "result", "listEntry"))


class Field:
    """A complex field that is open: its instruction and form data, whether its result has begun, and where."""

    __slots__ = ("data", "draft", "instruction", "shown", "start")

    def __init__(self, shown: bool, data: Any = None) -> None:
        """`data` is its w:ffData, if it belongs to a form."""
        self.shown = shown
        self.data = data
        self.instruction = ""
        self.draft: Draft | None = None
        self.start = 0

    def begin(self, draft: Draft) -> None:
        """What follows in the draft is the result."""
        self.shown, self.draft, self.start = True, draft, draft.length

    def end(self, draft: Draft) -> None:
        """The field ends there: of one without a result comes what its instruction shows."""
        if self.shown and (self.draft is not draft or self.start < draft.length):
            return
        self.start = draft.length
        draft.add(shown_for(self.instruction, self.data))
        if draft.length > self.start and _BUTTON.fullmatch(self.instruction):
            draft.prompts.append((self.start, draft.length))


def shown_for(instruction: str, data: Any = None) -> str:
    """The words on the page for a field that has no result; "" for one that shows nothing."""
    if len(instruction) > _LONGEST:
        return ""
    if button := _BUTTON.fullmatch(instruction):
        return button[1]
    if formula := _EQ.fullmatch(instruction):
        return _Formula(formula[1]).text()
    if symbol := _SYMBOL.fullmatch(instruction):
        font = _FONT.search(symbol[2])
        return wordml.symbol(int(symbol[1], 0), font[1] if font else "")
    form = _FORM.match(instruction)
    if form is None or data is None:
        return ""
    return _ticked(data) if form[1].upper() == "CHECKBOX" else _chosen(data)


def _ticked(data: Any) -> str:
    """☑ or □, as the box of a form is."""
    box = child(data, _CHECKBOX)
    if box is None:
        return ""
    state = child(box, _CHECKED)
    if state is None:
        state = child(box, _DEFAULT)
    return "☑" if state is not None and wordml.is_on(state) else "□"


def _chosen(data: Any) -> str:
    """The entry of a form's list that is chosen, the first where none is."""
    choices = child(data, _LIST)
    if choices is None:
        return ""
    entries = [value(entry) for entry in choices.iterchildren(*_ENTRY)]
    chosen = child(choices, _RESULT)
    if chosen is None:
        chosen = child(choices, _DEFAULT)
    at = number(value(chosen), 0)
    return entries[at] if at < len(entries) else ""


class _Formula:
    """A formula (EQ) while it is taken apart."""

    def __init__(self, text: str) -> None:
        self._pieces = _PIECE.findall(text)
        self._at = 0

    def text(self) -> str:
        """Its characters in reading order; of those drawn over each other the one that is meant."""
        return self._words(0)[0].strip()

    def _words(self, depth: int) -> tuple[str, bool]:
        """The words up to the next separator, and whether they are raised or lowered."""
        words, shifted = "", False
        while self._at < len(self._pieces) and self._pieces[self._at] not in (",", "，", ";", ")"):
            piece = self._pieces[self._at]
            self._at += 1
            if piece.startswith("\\") and piece[1].isalpha():
                name = piece[1].lower()
                made, moved = self._switch(name, depth)
                words, shifted = words + made, shifted or moved or name == "s"
            elif piece == "(":
                words += "".join(word for word, _ in self._arguments(depth))
            else:
                words += re.sub(r"\\(.)", r"\1", piece, flags=re.DOTALL)
        return words, shifted

    def _switch(self, name: str, depth: int) -> tuple[str, bool]:
        """What a switch with the further ones behind it makes of its arguments."""
        while self._at < len(self._pieces) and re.match(r"\\[a-zA-Z]", self._pieces[self._at]):
            self._at += 1
        if self._at >= len(self._pieces) or self._pieces[self._at] != "(":
            return "", False
        self._at += 1
        arguments = self._arguments(depth)
        words = [word for word, _ in arguments]
        if name == "f":
            return "/".join(words), False
        if name != "o" or not words or arguments[-1][1]:
            return "".join(words), False
        last = words[-1].strip()
        if words[0].strip() in _CIRCLES and len(words) == 2:
            count = number(last, 0)
            last = numeral("decimalEnclosedCircle", count) if count else last
        return last, False

    def _arguments(self, depth: int) -> list[tuple[str, bool]]:
        """The arguments up to the bracket that closes them."""
        found = []
        while self._at < len(self._pieces) and depth < _DEEPEST:
            found.append(self._words(depth + 1))
            if self._at >= len(self._pieces):
                break
            self._at += 1
            if self._pieces[self._at - 1] == ")":
                break
        return found
