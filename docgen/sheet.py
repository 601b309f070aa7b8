"""An .xlsx template with tags in its cells and a context in, the bytes of the filled workbook out.

A cell holds {{ field }}; a row holding only {%tr for x in list %} and one holding {%tr endfor %} repeat the
rows between them. Values are written as text or numbers, never as formulas; the template's own formulas
are kept and moved with their rows.
"""

from __future__ import annotations

import copy
import re
from io import BytesIO
from typing import Any

from docgen.budget import BUDGET, Budget
from docgen.cells import put_text
from docgen.fixedbook import fixed_xlsx
from docgen.measure import width
from docgen.package import read_members
from docgen.problems import clean
from docgen.template import TemplateError, jinja_words, render_error

__all__ = ["ROW_FOR", "SheetTemplate"]

ROW_FOR = re.compile(r"\s*\{%-?\s*tr\s+for\s+(\w+)\s+in\s+(.+?)\s*-?%\}\s*\Z")
_END = re.compile(r"\s*\{%-?\s*tr\s+endfor\s*-?%\}\s*\Z")
POINTS = 5.25  # of a column's width unit: seven pixels of 96 to the inch
LEADING = 1.35  # a line's height by the size of its type
_WHOLE = re.compile(r"\s*\{\{\s*([\w.]+)\s*\}\}\s*\Z")


class SheetTemplate:
    """One workbook template; `render` is pure."""

    def __init__(self, source: bytes, name: str, env: Any) -> None:
        from openpyxl import load_workbook

        read_members(source, f"模板 {clean(name)} ")
        try:
            sheets = load_workbook(BytesIO(source)).worksheets
        except Exception:  # openpyxl raises whatever its parsers raise on a malformed workbook
            sheets = []
        if not sheets:
            raise TemplateError(f"模板 {clean(name)} 读不出", "用 Excel 或 WPS 打开后另存为 .xlsx")
        self.name = name
        self._source = source
        self._env = env
        self._compiled: dict[str, Any] = {}

    def render(self, context: dict[str, object]) -> bytes:
        """One finished workbook."""
        from openpyxl import load_workbook

        book = load_workbook(BytesIO(self._source))
        scope = {**context, BUDGET: Budget()}
        for sheet in book.worksheets:
            self._sheet(sheet, scope)
        return fixed_xlsx(book)

    def _compile(self, text: str, expression: bool = False) -> Any:
        import jinja2

        key = f"{expression}{text}"
        if key not in self._compiled:
            try:
                make = self._env.compile_expression if expression else self._env.from_string
                options = {"undefined_to_none": False} if expression else {}
                self._compiled[key] = make(text, **options)
            except (jinja2.TemplateError, SyntaxError, RecursionError, MemoryError, ValueError) as error:
                raise TemplateError(
                    f"模板 {clean(self.name)} 里“{clean(text)}”写错了（{jinja_words(str(error))}）",
                    "改正这个单元格的标记",
                ) from None
        return self._compiled[key]

    def _value(self, text: str, context: dict[str, object]) -> object:
        """A cell's words filled in; a cell that is one number field stays a number."""
        whole = _WHOLE.match(text)
        try:
            if whole:
                value = self._compile(whole[1], expression=True)(context)
                if isinstance(value, int):
                    return value
            return self._compile(text).render(context)
        except TemplateError:
            raise
        except Exception as error:  # whatever a template's expression raises
            raise render_error(self.name, error) from None

    def _sheet(self, sheet: Any, context: dict[str, object]) -> None:
        """Write the sheet anew from its own rows, loops unrolled."""
        from openpyxl.worksheet.cell_range import CellRange

        wide = sheet.max_column
        rows = [[_Cell(sheet.cell(r, c)) for c in range(1, wide + 1)] for r in range(1, sheet.max_row + 1)]
        heights = [sheet.row_dimensions[r].height for r in range(1, len(rows) + 1)]
        merges = [(m.min_row, m.max_row, m.min_col, m.max_col) for m in sheet.merged_cells.ranges]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(1, sheet.max_row)
        for target, (source, scope) in enumerate(self._plan(rows, context, sheet.title), 1):
            sheet.row_dimensions[target].height = heights[source]
            for column, cell in enumerate(rows[source], 1):
                cell.write(sheet.cell(target, column), self, scope)
            for first, last, left, right in merges:
                if first == source + 1:
                    area = CellRange(
                        min_row=target, max_row=target + last - first, min_col=left, max_col=right
                    )
                    sheet.merge_cells(area.coord)
            _grow(sheet, target, [(m[2], m[3]) for m in merges if m[0] == source + 1])

    def _plan(
        self, rows: list[list[_Cell]], context: dict[str, object], title: str
    ) -> list[tuple[int, dict[str, object]]]:
        """Which template row to write with which values, in order."""
        out: list[tuple[int, dict[str, object]]] = []
        index = 0
        while index < len(rows):
            tag = next((c.text for c in rows[index] if c.text.strip().startswith("{%")), "")
            start = ROW_FOR.match(tag)
            if not start:
                if tag:
                    raise TemplateError(
                        f"模板 {clean(self.name)}“{clean(title)}”第{index + 1}行的“{clean(tag)}”放错了",
                        "单独一行只能写 {%tr for 人 in 名册 %} 和 {%tr endfor %}，成对出现",
                    )
                out.append((index, context))
                index += 1
                continue
            end = next(
                (i for i in range(index + 1, len(rows)) if any(_END.match(c.text) for c in rows[i])), None
            )
            if end is None:
                raise TemplateError(
                    f"模板 {clean(self.name)}“{clean(title)}”第{index + 1}行的循环没有结束",
                    "补一行 {%tr endfor %}",
                )
            try:
                items = list(self._compile(start[2], expression=True)(context))
                context[BUDGET].spend(len(items) * sum(map(len, rows[index + 1 : end])))  # type: ignore[attr-defined]
            except TemplateError:
                raise
            except Exception as error:  # as in _value
                raise render_error(self.name, error) from None
            for number, item in enumerate(items, 1):
                scope = {**context, start[1]: item, "序号": number}
                out.extend((i, scope) for i in range(index + 1, end))
            index = end + 1
        return out


def _grow(sheet: Any, row: int, merged: list[tuple[int, int]]) -> None:
    """Make a row high enough for its words: a height that is written down is kept, and cuts long names in two."""
    from openpyxl.utils import get_column_letter

    height = sheet.row_dimensions[row].height
    if not height:
        return
    last = dict(merged)
    for cell in sheet[row]:
        if not isinstance(cell.value, str) or not cell.alignment.wrap_text or cell.data_type == "f":
            continue
        columns = range(cell.column, last.get(cell.column, cell.column) + 1)
        wide = sum(sheet.column_dimensions[get_column_letter(c)].width for c in columns)
        size = cell.font.size or 11
        fitting = max(1, int((wide * POINTS - 4) / size))  # whole Chinese characters a line
        lines = sum(-(-round(width(line) * 2) // (2 * fitting)) or 1 for line in cell.value.split("\n"))
        height = max(height, lines * size * LEADING)
    sheet.row_dimensions[row].height = height


class _Cell:
    """One cell of the template, kept while its sheet is written anew."""

    def __init__(self, cell: Any) -> None:
        self.value = cell.value
        self.row = cell.row
        self.coordinate = cell.coordinate
        self.style = copy.copy(cell._style)  # openpyxl has no public way to copy all of a style
        self.text = cell.value if isinstance(cell.value, str) and cell.data_type != "f" else ""
        self.formula = cell.data_type == "f"

    def write(self, target: Any, template: SheetTemplate, scope: dict[str, object]) -> None:
        """This cell at its new place."""
        from openpyxl.formula.translate import Translator

        target._style = copy.copy(self.style)
        if self.formula:
            target.value = Translator(self.value, self.coordinate).translate_formula(target.coordinate)
        elif "{{" in self.text or "{%" in self.text:
            value = template._value(self.text, scope)
            if isinstance(value, int):
                target.value = value
            else:
                put_text(target, str(value))
        else:
            target.value = self.value
