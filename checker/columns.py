"""A document in, what its tables are out: columns under the cells of a first row (表头), or a form's labels (表格)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.document import Document, Where

__all__ = ["Columns", "columns_of", "forms_of"]

_HEAD = 14  # characters of a cell in a row that heads columns
_CELLS = 3  # of a row that heads columns whatever stands in it; a row of two has a heading in both
_TEXT = re.compile("[。，；：]")


@dataclass(frozen=True, slots=True)
class Columns:
    """`rows` are the paragraphs of each table's first row; `under` has those of the rows below, with the paragraph
    that heads their column."""

    rows: dict[int, tuple[int, ...]] = field(default_factory=dict)
    under: dict[int, int] = field(default_factory=dict)

    def headed(self, table: int, headings: int) -> bool:
        """Whether a table's first row, that many of whose cells are headings, heads its columns."""
        cells = len(self.rows.get(table, ()))
        return headings >= (1 if cells >= _CELLS else 2)


def forms_of(document: Document) -> list[tuple[str, Where]]:
    """Each table read as a form, its short cells two and two (姓名：李明　职务：教师), with the place of the first."""
    tables: dict[int, dict[int, list[int]]] = {}
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        if paragraph.cell is not None and 0 < len(text) <= _HEAD:
            tables.setdefault(paragraph.cell.table, {}).setdefault(paragraph.cell.row, []).append(
                paragraph.index
            )
    out = []
    for rows in tables.values():
        pairs = [row[n : n + 2] for row in rows.values() for n in range(0, len(row) - 1, 2)]
        words = [[document.paragraphs[i].text.strip(" ：:\u3000") for i in pair] for pair in pairs]
        if pairs:
            first = document.paragraphs[pairs[0][0]]
            where = Where(first.part, first.index, 0, len(first.text))
            out.append(("　".join("：".join(pair) for pair in words), where))
    return out


def columns_of(document: Document) -> Columns:
    """The tables whose first row is short words and whose rows below have as many cells filled.

    A form (姓名, 李明; 职务, 教师) may look like one; whether its cells are headings is for the outline to say.
    """
    tables: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for paragraph in document.paragraphs:
        if paragraph.cell is not None and paragraph.text.strip():
            cell = paragraph.cell
            rows = tables.setdefault(cell.table, {})
            rows.setdefault(cell.row, []).append((cell.column, paragraph.index))
    found = Columns()
    for table, rows in tables.items():
        # A merged first row is the table's title.
        first = next((r for r in sorted(rows) if len({column for column, _ in rows[r]}) > 1), None)
        if first is None:
            continue
        heads = dict(rows[first])
        texts = [document.paragraphs[i].text.strip() for i in heads.values()]
        below = [row for r, row in rows.items() if r > first]
        plain = len(heads) == len(rows[first]) and all(len(t) <= _HEAD and not _TEXT.search(t) for t in texts)
        if not plain or not any(len({column for column, _ in row}) >= len(heads) for row in below):
            continue
        found.rows[table] = tuple(heads.values())
        found.under.update((i, heads[column]) for row in below for column, i in row if column in heads)
    return found
