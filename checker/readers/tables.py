"""The rows and cells of one table (w:tbl) in, which of them are shown and where they stand out."""

from __future__ import annotations

from typing import Any

from checker.document import Cell
from checker.readers.draft import Facts
from checker.readers.styles import child, number, value
from checker.wordml import both

__all__ = ["Table"]

_TR_PR, _TC_PR, _DEL, _BEFORE = both("trPr"), both("tcPr"), both("del"), both("gridBefore")
_SPAN, _DOWN, _ALONG, _GONE = 1, 2, 3, 4
_CODES = {
    name: code
    for local, code in {"gridSpan": _SPAN, "vMerge": _DOWN, "hMerge": _ALONG, "cellDel": _GONE}.items()
    for name in both(local)
}
_ON = ("", "continue")


class Table:
    """Where the walk is in a table; rows and cells are counted from 1, as a person counts them."""

    __slots__ = ("_at", "_column", "_facts", "_merged", "_number", "_row")

    def __init__(self, facts: Facts) -> None:
        """The next table of the file."""
        facts.tables += 1
        self._facts = facts
        self._number = facts.tables
        self._row = self._column = 0
        self._at = 0  # the column of the grid where the next cell begins
        self._merged: set[int] = set()  # columns of the grid in which cells are merged downwards

    def cell(self) -> Cell:
        """The place of the cell entered last."""
        return Cell(self._number, self._row, self._column)

    def enter_row(self, element: Any) -> bool:
        """Whether the row is shown: it is not deleted with tracking."""
        properties = child(element, _TR_PR)
        self._at = 0
        if properties is not None:
            if child(properties, _DEL) is not None:
                self._facts.tracked = True
                return False
            before = child(properties, _BEFORE)
            self._at = 0 if before is None else number(value(before), 0)
        self._row += 1
        self._column = 0
        return True

    def enter_cell(self, element: Any) -> bool:
        """Whether the cell is shown: of merged ones only the first is, of one that goes on from none itself."""
        self._column += 1
        span, shown, begins = 1, True, False
        properties = child(element, _TC_PR)
        for said in () if properties is None else properties:
            code = _CODES.get(said.tag)
            if code == _SPAN:
                span = min(max(number(value(said), 1), 1), 100)
            elif code == _DOWN:
                begins = value(said) not in _ON
                shown &= begins or self._at not in self._merged
            elif code == _ALONG:
                shown &= value(said) not in _ON
            elif code == _GONE:
                self._facts.tracked = True
                shown = False
        columns = range(self._at, self._at + span)
        if begins:
            self._merged.update(columns)
        elif shown and self._merged:
            self._merged.difference_update(columns)
        self._at += span
        return shown
