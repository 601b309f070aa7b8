"""What holds in a group of an RTF, and the story that its text goes to."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.document import Cell, Part
from checker.readers.draft import Draft
from checker.readers.fields import Field

__all__ = ["Flow", "State"]


@dataclass(slots=True)
class State:
    """What the marks so far say of the text to come; a group begins with that of the group around it."""

    into: str = "text"  # where its characters go: text, skip, instruction, number, or a table of the file
    outside: str = "text"  # where those around a pair of the same words go
    fresh: bool = True  # nothing of the group was read yet
    starred: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    skips: int = 1  # characters for old programs after a \u
    font: int = 0
    asian: bool = False  # \dbch: the next \af is the font of Chinese characters
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    depth: int = 1
    dropped: bool = False  # the paragraph is a dropped capital
    nested: bool = False  # within the properties of a nested row
    flow: bool = False  # the group opened a story of its own
    field: bool = False  # the group opened a field

    def inner(self) -> State:
        """The state in which a group within this one begins."""
        return State(
            self.into,
            self.outside,
            hidden=self.hidden,
            deleted=self.deleted,
            inserted=self.inserted,
            skips=self.skips,
            font=self.font,
            asian=self.asian,
            style=self.style,
            outline=self.outline,
            in_table=self.in_table,
            depth=self.depth,
            dropped=self.dropped,
            nested=self.nested,
        )

    def plain(self) -> None:
        """Characters as the style has them."""
        self.hidden = self.deleted = self.inserted = self.asian = False

    def pard(self) -> None:
        """A paragraph as the default style has it."""
        self.style, self.outline, self.in_table, self.depth, self.dropped = 0, None, False, 1, False


@dataclass(slots=True)
class Flow:
    """A story (body, note, text box, header) while it is read."""

    part: Part
    sink: list[Draft]
    draft: Draft
    tables: list[list[int]] = field(default_factory=list)  # [table, row, column], innermost last
    merges: list[str] = field(default_factory=list)  # of each cell of the row: begins, goes on, ""
    merged: set[int] = field(default_factory=set)  # columns in which cells are merged downwards
    pending: str = ""
    fields: list[Field] = field(default_factory=list)

    def place(self, depth: int, count: int) -> int:
        """Open or close tables until the depth is right and put the draft there; how many tables there are now."""
        del self.tables[depth:]
        while len(self.tables) < depth:
            count += 1
            self.tables.append([count, 1, 1])
            if len(self.tables) == 1:
                self.merged.clear()
        self.draft.cell = Cell(*self.tables[-1]) if self.tables else None
        self.draft.part = "table" if self.tables and self.part == "body" else self.part
        return count

    def covered(self) -> bool:
        """Whether the draft's cell lies under the one it is merged with."""
        column = self.tables[0][2] - 1 if len(self.tables) == 1 else -1
        return 0 <= column < len(self.merges) and self.merges[column] == "on" and column in self.merged

    def end_row(self, depth: int) -> None:
        """Go on to the next row of the table at this depth."""
        del self.tables[depth:]
        if not self.tables:
            return
        if depth == 1:
            for column, kind in enumerate(self.merges):
                if kind == "begins":
                    self.merged.add(column)
                elif not kind:
                    self.merged.discard(column)
        self.tables[-1][1] += 1
        self.tables[-1][2] = 1
