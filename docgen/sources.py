"""A data file's path in, its sheets of raw cells (.xlsx, .csv) or its text (.yaml) out, within bounds."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import repeat, zip_longest
from pathlib import Path
from typing import Any

from docgen.package import PIECE, inspect
from docgen.problems import UserError, clean
from docgen.values import Formula, Merged

__all__ = ["HELP_SHEETS", "Cells", "Sheets", "open_source"]

HELP_SHEETS = ("填表说明", "选项")
MAX_ROWS = 100_000
MAX_COLUMNS = 200
_FORMULA, _MERGE = b"<f", b"mergeCell "
_MERGED = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
MAX_FILE = 50 * 1024 * 1024
MAX_TEXT = 5 * 1024 * 1024  # bytes of a .yaml: a roster of five thousand with every commitment written out
MAX_STRINGS = 100 * 1024 * 1024  # bytes of a workbook's strings unpacked, which are held in memory
MAX_CELLS = 1_000_000  # filled cells of one sheet: ten thousand members and a hundred columns
MAX_GAP = 10_000  # empty rows in a row; a sheet may say it has a billion

# A row's number as Excel shows it, and its cells; sheets come one after another and are read as they come,
# so that a large roster is never in memory twice.
Cells = tuple[int, Sequence[object]]
Sheets = Iterator[tuple[str, Iterator[Cells]]]


def open_source(path: Path) -> Sheets | str:
    """What the file holds, told by its content; a file that cannot be read is a `UserError`."""
    try:
        size = path.stat().st_size
    except OSError:
        raise UserError(f"找不到数据文件 {clean(str(path))}", "检查文件名和路径") from None
    if path.is_dir():
        raise UserError(f"{clean(str(path))} 是文件夹，不是数据文件", "写出 .xlsx 或 .yaml 文件的路径")
    if size > MAX_FILE:
        raise UserError(f"数据文件 {clean(path.name)} 超过 50 MB", "删去图片和多余的表后再用")
    if not size:
        raise UserError(f"数据文件 {clean(path.name)} 是空的", "用 docgen data 重新做一张表来填")
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError:
        raise UserError(f"没有权限读 {clean(str(path))}", "关掉正在打开它的程序，或换一个位置") from None
    if head.startswith(b"PK"):
        return _xlsx(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(
            f"{clean(path.name)} 是旧版 Excel 文件（.xls）或加了密码",
            "用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx",
        )
    table = path.suffix.lower() == ".csv"
    if not table and size > MAX_TEXT:
        raise UserError(f"数据文件 {clean(path.name)} 超过 5 MB", "分成几个文件，或改用 .xlsx")
    text = _text(path)
    return iter([(path.stem, _csv(text, path.name))]) if table else text


def _csv(text: str, name: str) -> Iterator[Cells]:
    """The filled rows of a .csv, as they come."""
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline="")), 1):
            if any(cells):
                if number > MAX_ROWS:
                    raise UserError(f"{clean(name)} 超过 {MAX_ROWS} 行", "分成几个文件")
                yield number, cells[:MAX_COLUMNS]
    except csv.Error:
        raise UserError(
            f"{clean(name)} 不是能读的 CSV（引号不成对，或一格太长）", "用 Excel 打开后另存为 .xlsx"
        ) from None


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{clean(path.name)} 的编码认不出", "用 UTF-8 另存")


def _xlsx(path: Path) -> Sheets:
    name = clean(path.name)
    # Size, DTD and damage are looked at before openpyxl opens it.
    limits = {"xl/sharedStrings.xml": MAX_STRINGS}
    members, found = inspect(path, f"数据文件 {name} ", (_FORMULA, _MERGE), limits)
    if "xl/workbook.xml" not in members:
        what = "Word 文档" if "word/document.xml" in members else "另一种文件"
        raise UserError(f"{name} 是{what}，不是 .xlsx 表格", "用 Excel 或 WPS 打开后另存为 .xlsx")
    from openpyxl import load_workbook

    with contextlib.ExitStack() as stack:
        try:
            # Open files, not paths: openpyxl judges a path by its suffix.
            book = load_workbook(stack.enter_context(path.open("rb")), read_only=True, data_only=True)
            other = (
                load_workbook(stack.enter_context(path.open("rb")), read_only=True)
                if _FORMULA in found
                else None
            )
        except Exception:  # openpyxl raises whatever its parsers raise on a malformed workbook
            raise UserError(f"数据文件 {name} 读不出", "用 Excel 或 WPS 打开后另存为 .xlsx") from None
        for sheet in book.worksheets:
            if sheet.title not in HELP_SHEETS:
                merged = _merged(path, sheet) if _MERGE in found else {}
                yield sheet.title, _rows(sheet, other[sheet.title] if other else None, merged)


def _merged(path: Path, sheet: Any) -> dict[int, list[int]]:
    """Cells merged downwards (合并单元格): for each row below the first, the columns that are not its own.

    They stand after the rows, and openpyxl's reader for large files passes them over.
    """
    import zipfile

    from openpyxl.utils.cell import range_boundaries

    out: dict[int, list[int]] = {}
    count, tail = 0, b""
    # openpyxl has no public way from a sheet to its part.
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as stream:
        while piece := stream.read(PIECE):
            words = tail + piece
            for area in _MERGED.findall(words):
                left, top, _, bottom = (int(b or 0) for b in range_boundaries(area.decode()))
                count += bottom - top
                if left > MAX_COLUMNS or count > MAX_ROWS:
                    continue
                for row in range(top + 1, bottom + 1):
                    out.setdefault(row, []).append(left - 1)
            tail = words[words.rfind(b"<") :][:200]
    return out


def _values(sheet: Any) -> Iterator[Sequence[object]]:
    sheet.reset_dimensions()  # a wrong stated size must not hide rows
    empty = total = 0
    for cells in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS):
        # openpyxl makes up the rows a sheet leaves out.
        filled = sum(c is not None for c in cells)
        total += filled
        if total > MAX_CELLS:
            raise UserError(
                f"“{clean(sheet.title)}”填了 {MAX_CELLS} 格以上", "删去用不到的列，或分成几个文件"
            )
        empty = 0 if filled else empty + 1
        if empty > MAX_GAP:
            raise UserError(f"“{clean(sheet.title)}”中间空了一万行以上", "删去空行，把内容移到上面")
        yield cells


def _rows(sheet: Any, formulas: Any, merged: dict[int, list[int]]) -> Iterator[Cells]:
    """The filled rows; a formula without a result is marked, so that it does not pass for an empty cell,
    and so is a value that a merged cell gives to the rows below its first."""
    above: dict[int, object] = {}
    try:
        written = _values(formulas) if formulas else repeat(())
        for number, (cells, words) in enumerate(zip(_values(sheet), written, strict=False), 1):
            if words:
                pairs = zip_longest(cells, words)
                cells = [
                    Formula(w) if c is None and isinstance(w, str) and w[:1] == "=" else c for c, w in pairs
                ]
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
