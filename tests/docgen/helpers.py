"""Rosters, templates and looks into documents that several docgen tests share."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

LETTER_HEAD = ["姓名", "学校", "岗位", "职务", "承诺日期"]


def roster(path: Path, rows: list[list[Any]], head: list[str] | None = None, sheet: str = "党员名册") -> Path:
    """An .xlsx roster; values that look like formulas are stored as text."""
    book: Any = Workbook()
    book.active.title = sheet
    for row in [head or LETTER_HEAD, *rows]:
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"
    book.save(path)
    return path


def person(name: Any, post: str = "任课教师", school: str = "云溪县石桥镇中心小学") -> list[Any]:
    return [name, school, post, "教师", "2011-03-01"]


def part(document: Path | bytes, name: str = "word/document.xml") -> str:
    source = BytesIO(document) if isinstance(document, bytes) else document
    with zipfile.ZipFile(source) as archive:
        return archive.read(name).decode("utf-8")


def text(document: Path | bytes) -> str:
    """The document's words, a line a paragraph, as Word shows them."""
    from docx import Document

    source = BytesIO(document) if isinstance(document, bytes) else str(document)
    body = Document(source).element.body
    lines = []
    for paragraph in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        words = ""
        for node in paragraph.iter():
            tag = re.sub(r"\{.*\}", "", str(node.tag))
            words += {"t": node.text or "", "br": "\n", "tab": "\t"}.get(tag, "")
        lines.append(words)
    return "\n".join(lines)
