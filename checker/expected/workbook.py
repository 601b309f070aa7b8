"""The path of an .xlsx or .csv from anybody in, its sheets as rows of plain cells out, within bounds."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.document import Unreadable
from checker.expected.trouble import RosterError
from checker.limits import MEGABYTE, Limits
from chinese_cli.clean import clean
from chinese_cli.dates import know_chinese_dates

__all__ = ["Cell", "Row", "read_sheets"]

# A county has some 500 schools and 20,000 teachers; a workbook of ours over 20,000 papers is about 30 MB.
_LIMITS = Limits(
    file_bytes=100 * MEGABYTE, member_bytes=400 * MEGABYTE, total_bytes=800 * MEGABYTE, markup=60_000_000
)
_ROWS, _COLUMNS = 200_000, 200

Cell = str | int | float | datetime.datetime | datetime.date | datetime.time | None
# The number Excel shows beside the row, and its cells.
Row = tuple[int, tuple[Cell, ...]]


def read_sheets(path: Path, *only: str) -> Iterator[tuple[str, Iterator[Row]]]:
    """The sheets in order, or those named `only`; each must be gone over before the next is asked for.

    Raises `RosterError` for a file that is none, is damaged, or is made to do harm.
    """
    name = clean(path.name)
    source = _bytes(path)
    if source[:4] == b"\xd0\xcf\x11\xe0":
        raise RosterError(
            f"“{name}”是旧版 Excel 文件（.xls），或者设了打开密码。请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx。"
        )
    if source[:2] == b"PK":
        yield from _xlsx(source, name, only)
        return
    if path.suffix.lower() not in (".csv", ".txt"):
        raise RosterError(f"“{name}”不是表格。请用 Excel 或 WPS 打开，另存为 .xlsx。")
    try:
        rows = list(csv.reader(io.StringIO(_text(source, name), newline="")))
    except csv.Error as error:
        raise RosterError(f"“{name}”不是正确的 CSV（{error}）。请用 Excel 另存为 .xlsx。") from None
    yield path.stem, iter([(n, tuple(cells)) for n, cells in enumerate(rows, 1)])


def _bytes(path: Path) -> bytes:
    name = clean(str(path), 200)
    try:
        if path.is_dir():
            raise RosterError(f"“{name}”是文件夹。请写明表格文件，例如 名单.xlsx。")
        if path.stat().st_size > _LIMITS.file_bytes:
            raise RosterError(f"“{name}”超过 100 MB。请删去图片和多余的表。")
        source = path.read_bytes()
    except FileNotFoundError:
        raise RosterError(f"找不到“{name}”。请检查文件名，或把文件拖进命令窗口。") from None
    except OSError:
        raise RosterError(f"打不开“{name}”。请关掉正在使用它的程序，或检查权限。") from None
    if not source:
        raise RosterError(f"“{name}”是空文件。请重新保存，或用 checker expected 做一张空表来填。")
    return source


def _text(source: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(f"“{name}”的编码认不出。请用 Excel 另存为 .xlsx。")


def _xlsx(source: bytes, name: str, only: tuple[str, ...]) -> Iterator[tuple[str, Iterator[Row]]]:
    from openpyxl import load_workbook

    from checker.readers.package import Package

    broken = RosterError(f"“{name}”读不出，文件可能损坏。请用 Excel 或 WPS 打开，另存为 .xlsx。")
    try:
        # Everything is inflated once within bounds, before openpyxl, which has none, may see it.
        package = Package(source, _LIMITS)
        for member in package.names():
            content = package.read(member)
            if member.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in content[:4096]:
                raise broken
    except Unreadable as error:
        raise RosterError(f"“{name}”打不开：{error.reason}请用 Excel 或 WPS 另存为 .xlsx 再用。") from None
    if "xl/workbook.xml" not in package:
        what = " Word 文档" if "word/document.xml" in package else "另一种文件"
        raise RosterError(f"“{name}”是{what}，不是 Excel 表格。请另存为 .xlsx。")
    try:
        book = load_workbook(io.BytesIO(source), read_only=True, data_only=True)
        know_chinese_dates(book)
    except Exception:  # openpyxl raises whatever its parsers raise
        raise broken from None
    try:
        for sheet in book.worksheets:
            if not only or sheet.title in only:
                sheet.reset_dimensions()  # a wrong stated size must not hide rows
                yield sheet.title, _rows(sheet.iter_rows(values_only=True, max_col=_COLUMNS), name, broken)
    finally:
        book.close()


def _rows(rows: Iterator[tuple[Any, ...]], name: str, broken: RosterError) -> Iterator[Row]:
    number = 0
    while True:
        try:
            cells = next(rows, None)
        except Exception:  # the sheet is parsed while it is read
            raise broken from None
        if cells is None:
            return
        number += 1
        if number > _ROWS:
            raise RosterError(f"“{name}”超过 {_ROWS} 行。请分成几个文件。")
        if any(c is not None for c in cells):
            yield number, cells
