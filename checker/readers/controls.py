"""A content control (内容控件, w:sdt) in, whether what it shows only asks to be replaced out.

A control that nobody has filled in is marked as showing its prompt (占位符: “单击此处输入姓名”, or whatever the
form's maker wrote). A program that fills in forms may leave the mark: what differs from the prompt that the
file keeps for the control is content.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker import wordml
from checker.readers.styles import child, value
from checker.wordml import both

__all__ = ["Controls"]

_PROPERTIES, _SHOWING, _PLACEHOLDER, _DOC_PART = (
    both(n) for n in ("sdtPr", "showingPlcHdr", "placeholder", "docPart")
)
_CONTENT, _PART_PROPERTIES, _NAME, _PART_BODY = (
    both(n) for n in ("sdtContent", "docPartPr", "name", "docPartBody")
)
_TEXT = both("t")


class Controls:
    """Knows the prompts that a file keeps; they are read when the first control asks."""

    def __init__(self, glossary: Callable[[], bytes]) -> None:
        """`glossary` gives the bytes of the part with the file's building blocks, or none."""
        self._glossary = glossary
        self._kept: dict[str, str] | None = None

    def asks(self, control: Any) -> bool:
        """Whether the control shows its prompt and nothing that a person or a program has put in."""
        properties = child(control, _PROPERTIES)
        switch = None if properties is None else child(properties, _SHOWING)
        if switch is None or not wordml.is_on(switch):
            return False
        placeholder = child(properties, _PLACEHOLDER)
        named = "" if placeholder is None else value(child(placeholder, _DOC_PART))
        kept = self._prompts().get(named, "") if named else ""
        content = child(control, _CONTENT)
        return not kept or content is None or kept == _words(content)

    def _prompts(self) -> dict[str, str]:
        """The words of each building block by its name."""
        if self._kept is None:
            self._kept = {}
            xml = self._glossary()
            for block in wordml.parse(xml).iter(*_DOC_PART) if xml else ():
                properties, body = child(block, _PART_PROPERTIES), child(block, _PART_BODY)
                if properties is not None and body is not None:
                    self._kept[value(child(properties, _NAME))] = _words(body)
        return self._kept


def _words(element: Any) -> str:
    return "".join("".join([t.text or "" for t in element.iter(*_TEXT)]).split())
