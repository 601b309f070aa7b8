"""What a filled-in form or roster holds: raw values with their places, as `docgen.filled` reads them."""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.values import plain

__all__ = ["UNIT_SHEET", "Data", "Entry", "Row", "row_of"]

UNIT_SHEET = "单位信息"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the unit sheet (单位信息) and where it stands."""

    raw: object
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its sheet, its number as Excel shows it, and its raw cells.

    `columns` is shared by all rows of a sheet: a roster of ten thousand stays small.
    """

    sheet: str
    number: int
    columns: tuple[str, ...]
    cells: tuple[object, ...]

    @property
    def values(self) -> dict[str, object]:
        """The cells that are filled in, by field name."""
        pairs = zip(self.columns, self.cells, strict=True)
        return {n: c for n, c in pairs if c is not None and plain(c)}


def row_of(sheet: str, number: int, values: dict[str, object]) -> Row:
    """A row from names and values."""
    return Row(sheet, number, tuple(values), tuple(values.values()))


@dataclass(slots=True)
class Data:
    """Everything a data file holds. `notes` are things the user should know (unused columns)."""

    file: str
    unit: dict[str, Entry] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    headers: dict[str, set[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    samples: int = 0
    unit_sheet: str = UNIT_SHEET  # a .yaml has no sheets
    form: bool = False  # there is a unit sheet, filled in or not
    places: dict[tuple[str, str], int] = field(
        default_factory=dict
    )  # the unit sheet's rows, filled in or not
