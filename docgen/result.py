"""Results in, one table a person can open (.xlsx or .csv) out."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from docgen.bulk import Result, write_whole
from docgen.cells import like_a_formula
from docgen.problems import UserError, clean, system_advice, system_words

__all__ = ["write_result"]

_HEADINGS = ("结果", "文件", "姓名", "表中行号", "说明")


def _cells(result: Result) -> tuple[str, str, str, str, str]:
    return (result.state, result.file, result.name, str(result.row or ""), result.note)


def write_result(results: Sequence[Result], path: Path) -> None:
    """Every document with its state and the reason."""
    if path.suffix.lower() == ".csv":
        stream = StringIO()
        writer = csv.writer(stream)
        writer.writerow(_HEADINGS)
        writer.writerows([_defused(c) for c in _cells(r)] for r in results)
        data = stream.getvalue().encode("utf-8-sig")
    elif path.suffix.lower() == ".xlsx":
        from openpyxl import Workbook

        from docgen.cells import put_text
        from docgen.fixedbook import fixed_xlsx

        book: Any = Workbook()
        sheet = book.active
        sheet.title = "生成结果"
        sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDE", (8, 50, 16, 10, 60), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.append(_HEADINGS)
        for row, result in enumerate(results, 2):
            for column, words in enumerate(_cells(result), 1):
                put_text(sheet.cell(row, column), words)
        data = fixed_xlsx(book)
    else:
        raise UserError(f"结果表 {clean(path.name)} 的名字要以 .xlsx 或 .csv 结尾")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise UserError(
            f"结果表 {clean(str(path))} 写不进去（{system_words(error)}）", system_advice(error)
        ) from None


def _defused(text: str) -> str:
    """A cell that Excel would run as a formula, made plain."""
    return f"'{text}" if like_a_formula(text) else text
