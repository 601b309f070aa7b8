"""A document's paragraphs in, where each stands as a person finds it in Word out (正文第 3 段、文本框里第 1 段)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checker.document import PART_NAMES, Document, Part

__all__ = ["places", "plain_place"]


def plain_place(part: Part, paragraph: int) -> str:
    """The place of a paragraph in a document that has nothing but such paragraphs with words.

    >>> plain_place("body", 2)
    '正文第 3 段'
    """
    return f"{PART_NAMES.get(part, part)}第 {paragraph + 1} 段"


def places(document: Document, wanted: Iterable[int] | None = None) -> dict[int, str]:
    """The places of the paragraphs `wanted`, None for all, but for those where `plain_place` is right.

    What is counted is what can be seen: paragraphs with words, those of the text, of boxes and of notes each by
    themselves. A cell has its row and column, and its table's number where there are several.
    """
    asked = None if wanted is None else set(wanted)
    tables = {p.cell.table for p in document.paragraphs if p.cell is not None}
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    for p in document.paragraphs:
        seen[p.part] += bool(p.text.strip())
        if asked is not None and p.index not in asked:
            continue
        number, inside = max(1, seen[p.part]), "里" if p.part == "textbox" else ""
        said = f"{PART_NAMES.get(p.part, p.part)}{inside}第 {number} 段"
        if p.part == "table" and p.cell is not None:
            which = f"第 {p.cell.table} 个" if len(tables) > 1 else ""
            said = f"{which}表格第 {p.cell.row} 行第 {p.cell.column} 列"
        if said != plain_place(p.part, p.index):
            found[p.index] = said
    return found
