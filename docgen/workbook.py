"""An .xlsx in, its sheets of raw cells as they come out, within bounds (表格).

Openpyxl reads them; what a Chinese Excel means by its own number formats, by merged cells, by hidden rows and by
formulas is put right here.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat, zip_longest
from pathlib import Path
from typing import Any

from chinese_cli.dates import know_chinese_dates
from docgen.package import PIECE, inspect
from docgen.percent import percents, shown
from docgen.problems import UserError, clean
from docgen.values import Formula, Merged

__all__ = ["HELP_SHEETS", "MAX_COLUMNS", "MAX_ROWS", "WORD_ADVICE", "Cells", "Sheet", "read_workbook"]

HELP_SHEETS = ("填表说明", "选项")
WORD_ADVICE = "把里面的表格复制到 docgen data 做出的空表里，存成 .xlsx，再写在 --data 后面"
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_STRINGS = 100 * 1024 * 1024  # bytes of a workbook's strings unpacked, which are held in memory
MAX_CELLS = 1_000_000  # filled cells of one sheet: ten thousand members and a hundred columns
MAX_GAP = 10_000  # empty rows in a row; a sheet may say it has a billion
_FORMULA, _MERGE = b"<f", b"mergeCell "
_HIDDEN = (b'hidden="1"', b'hidden="true"')  # Excel and WPS; LibreOffice
_MERGED = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row (?=[^>]*?hidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')

# A row's number as Excel shows it, and its cells.
Cells = tuple[int, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; its rows are read as they are asked for, so that a large roster is never in memory twice.

    `hidden` is a sheet nobody sees who opens the workbook, `unseen` the numbers of the rows hidden or filtered out.
    """

    title: str
    rows: Iterator[Cells]
    hidden: bool = False
    unseen: frozenset[int] = field(default_factory=frozenset)


def read_workbook(path: Path) -> Iterator[Sheet]:
    """The sheets, one after another; a file that cannot be read is a `UserError`."""
    name = clean(path.name)
    # Size, DTD and damage are looked at before openpyxl opens it.
    limits = {"xl/sharedStrings.xml": MAX_STRINGS}
    members, found = inspect(path, f"数据文件 {name} ", (_FORMULA, _MERGE, *_HIDDEN), limits)
    if "xl/workbook.xml" not in members:
        if "word/document.xml" in members:
            raise UserError(f"{name} 是 Word 文档，不是填好的表", WORD_ADVICE)
        raise UserError(f"{name} 不是 .xlsx 表格", "用 Excel 或 WPS 打开后另存为 .xlsx")
    from openpyxl import load_workbook

    with contextlib.ExitStack() as stack:
        try:
            # Open files, not paths: openpyxl judges a path by its suffix.
            book = load_workbook(stack.enter_context(path.open("rb")), read_only=True, data_only=True)
            know_chinese_dates(book)
            shows = percents(book)
            other = (
                load_workbook(stack.enter_context(path.open("rb")), read_only=True)
                if _FORMULA in found
                else None
            )
        except Exception:  # openpyxl raises whatever its parsers raise on a malformed workbook
            raise UserError(f"数据文件 {name} 读不出", "用 Excel 或 WPS 打开后另存为 .xlsx") from None
        for sheet in book.worksheets:
            if sheet.title in HELP_SHEETS:
                continue
            merged = _merged(path, sheet) if _MERGE in found else {}
            unseen = _unseen(path, sheet) if found.intersection(_HIDDEN) else frozenset[int]()
            rows = _rows(sheet, other[sheet.title] if other else None, merged, shows)
            yield Sheet(sheet.title, rows, sheet.sheet_state != "visible", unseen)


def _found(path: Path, sheet: Any, pattern: re.Pattern[bytes]) -> Iterator[bytes]:
    """What a pattern of one tag finds in a sheet's part, which is never whole in memory; some of it twice."""
    tail = b""
    # openpyxl has no public way from a sheet to its part.
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as stream:
        while piece := stream.read(PIECE):
            words = tail + piece
            yield from pattern.findall(words)
            tail = words[words.rfind(b"<") :][:300]


def _unseen(path: Path, sheet: Any) -> frozenset[int]:
    """The numbers of the rows that are hidden or filtered out."""
    out: set[int] = set()
    for number in _found(path, sheet, _ROW):
        if len(out) < MAX_ROWS:
            out.add(int(number))
    return frozenset(out)


def _merged(path: Path, sheet: Any) -> dict[int, list[int]]:
    """Cells merged downwards (合并单元格): for each row below the first, the columns that are not its own.

    They stand after the rows, and openpyxl's reader for large files passes them over.
    """
    from openpyxl.utils.cell import range_boundaries

    out: dict[int, list[int]] = {}
    count = 0
    for area in _found(path, sheet, _MERGED):
        left, top, _, bottom = (int(b or 0) for b in range_boundaries(area.decode()))
        count += bottom - top
        if left > MAX_COLUMNS or count > MAX_ROWS:
            continue
        for row in range(top + 1, bottom + 1):
            out.setdefault(row, []).append(left - 1)
    return out


def _value(cell: object, shows: dict[int, int]) -> object:
    """What stands in a cell; of a formula, what it last came to. `shows` are the styles that show percentages."""
    value = getattr(cell, "value", cell)
    style = getattr(cell, "_style_id", None)  # openpyxl has no public number for a style
    return shown(value, shows[style]) if style in shows else value


def _values(sheet: Any, whole: bool = False) -> Iterator[Sequence[Any]]:
    """The rows' values, or with `whole` their cells."""
    sheet.reset_dimensions()  # a wrong stated size must not hide rows
    empty = total = 0
    for cells in sheet.iter_rows(values_only=not whole, max_col=MAX_COLUMNS):
        # openpyxl makes up the rows a sheet leaves out.
        filled = sum((c.value if whole else c) is not None for c in cells)
        total += filled
        if total > MAX_CELLS:
            raise UserError(
                f"“{clean(sheet.title)}”填了 {MAX_CELLS} 格以上", "删去用不到的列，或分成几个文件"
            )
        empty = 0 if filled else empty + 1
        if empty > MAX_GAP:
            raise UserError(f"“{clean(sheet.title)}”中间空了一万行以上", "删去空行，把内容移到上面")
        yield cells


def _reckoned(cells: Sequence[Any], words: Sequence[object], shows: dict[int, int]) -> list[object]:
    """The values, with a formula that nobody has reckoned marked, so that it does not pass for an empty cell.

    One that came to no words (=IF(A6="","",…), drawn down for rows to come) is empty: Excel calls it a text.
    """
    return [
        Formula(w)
        if isinstance(w, str)
        and w[:1] == "="
        and _value(c, shows) is None
        and getattr(c, "data_type", "") != "str"
        else _value(c, shows)
        for c, w in zip_longest(cells, words)
    ]


def _rows(sheet: Any, formulas: Any, merged: dict[int, list[int]], shows: dict[int, int]) -> Iterator[Cells]:
    """The filled rows; a formula without a result is marked, and so is a value that a merged cell gives to the
    rows below its first."""
    above: dict[int, object] = {}
    try:
        written = _values(formulas) if formulas else repeat(())
        for number, (cells, words) in enumerate(
            zip(_values(sheet, bool(formulas or shows)), written, strict=False), 1
        ):
            if formulas:
                cells = _reckoned(cells, words, shows)
            elif shows:
                cells = [_value(c, shows) for c in cells]
            if any(c is not None for c in cells):
                if number > MAX_ROWS:
                    raise UserError(f"“{clean(sheet.title)}”超过 {MAX_ROWS} 行", "分成几个文件")
                if merged:
                    cells = list(cells)
                    for column in merged.get(number, ()):
                        if column < len(cells) and cells[column] is None and above.get(column) is not None:
                            cells[column] = Merged(above[column])
                    above = {i: c.value if isinstance(c, Merged) else c for i, c in enumerate(cells)}
                yield number, cells
    except UserError:
        raise
    except Exception:  # as above: the sheet is parsed while it is read
        raise UserError(f"“{clean(sheet.title)}”表读不出", "用 Excel 或 WPS 打开后另存为 .xlsx") from None
