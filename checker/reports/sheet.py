"""A review comes in; a review sheet (审查意见单) comes out as a .docx, for files that take no comments.

.doc, .wps, .rtf, .odt, .pdf and .txt cannot carry Word comments, so their findings go back on a sheet with
the words quoted.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

from checker.dates import said
from checker.findings import LEVEL_NAMES, OUTCOME_NAMES, SEVERITY_NAMES, SEVERITY_ORDER, Finding, Review
from checker.ownsheet import SHEET, VERDICT
from checker.reports.clean import one_line, plain, shorten, xml_text
from checker.reports.overview import Titles, answered, place, quotation, reason_and_advice
from checker.reports.zipcopy import rewrite_bytes

__all__ = ["review_sheet"]

FONT, HEAD_FONT, SIZE = "宋体", "黑体", 10.5
# The same colours as in the workbook.
SHADES = {"covered": "C6E7CE", "named": "FFE699", "missing": "F8B4B4", "head": "E8ECF1"}
# Longer quotations are cut: the sheet is read beside the file.
QUOTE, MOST = 200, 500


def review_sheet(review: Review, *, date: datetime, titles: Titles | None = None) -> bytes:
    """The sheet as the bytes of a .docx; the same review and date give the same bytes."""
    titles = titles or Titles()
    document = _blank(date)
    _paragraph(document, SHEET, size=20, font=HEAD_FONT, centre=True)
    _facts(
        document,
        [("文件", review.file), ("标题", review.title)],
        [
            ("单位", review.organization),
            ("姓名", review.author),
            ("文种", titles.kind(review.kind) if review.status != "unreadable" else ""),
            ("日期", said(review.date)),
            (VERDICT, OUTCOME_NAMES[review.outcome]),
            ("审查日期", f"{date:%Y-%m-%d}"),
        ],
    )
    if review.status == "unreadable":
        reason, advice = reason_and_advice(review)
        _heading(document, "无法读取")
        _paragraph(document, reason)
        _paragraph(document, advice)
    _elements(document, review, titles)
    _sections(document, review)
    _findings(document, review)
    out = io.BytesIO()
    document.save(out)
    # The zip that python-docx writes carries the time of day.
    return rewrite_bytes(out.getvalue(), {})


def _elements(document: Any, review: Review, titles: Titles) -> None:
    elements = answered(review)
    for group in dict.fromkeys(element.group for element in elements):
        _heading(document, f"{titles.group(group)}写得怎么样")
        rows, shades = [], []
        for element in elements:
            if element.group != group:
                continue
            grounds = [f"“{_short(e.text)}”（{place(review, e.where)}）" for e in element.evidence[:3]]
            rows.append(
                (element.title, LEVEL_NAMES[element.level], "\n".join([*grounds, element.reason]).strip())
            )
            shades.append(SHADES[element.level])
        _table(document, ("要素", "程度", "依据"), rows, (3.0, 1.8, 12.2), shades=shades)


def _sections(document: Any, review: Review) -> None:
    if review.sections:
        _heading(document, "应有的部分")
        rows = [(s.title, "有" if s.found else "缺", s.heading if s.found else "") for s in review.sections]
        shades = [SHADES["covered" if s.found else "missing"] for s in review.sections]
        _table(document, ("部分", "有无", "文中的标题"), rows, (5.0, 1.8, 10.2), shades=shades)


def _findings(document: Any, review: Review) -> None:
    if review.status == "unreadable":
        return
    _heading(document, "问题和建议")
    if not review.findings:
        _paragraph(document, "没有发现问题。")
        return
    findings = sorted(review.findings, key=lambda finding: SEVERITY_ORDER[finding.severity])
    rows = [
        (str(number), SEVERITY_NAMES[finding.severity], _told(review, finding), place(review, finding.where))
        for number, finding in enumerate(findings[:MOST], 1)
    ]
    _table(document, ("序号", "级别", "问题、原文和建议", "位置"), rows, (1.3, 1.8, 10.9, 3.0))
    if len(findings) > MOST:
        _paragraph(document, f"还有 {len(findings) - MOST} 处，见汇总表“问题清单”。")


def _told(review: Review, finding: Finding) -> str:
    lines = [finding.message]
    words = quotation(review, finding)
    if words.strip():
        lines.append(f"原文：“{_short(words)}”")
    if finding.suggestion is not None:
        lines.append(f"建议改为：{finding.suggestion}" if finding.suggestion else "建议删去。")
    return "\n".join(lines)


def _short(text: str) -> str:
    return shorten(one_line(text), QUOTE)


def _blank(date: datetime) -> Any:
    """An empty A4 document without the look of python-docx's own template."""
    from docx import Document
    from docx.shared import Cm, Pt

    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    # With these margins a plan's sheet with a problem or two is one page.
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.8)
    style = document.styles["Normal"]
    style.font.size = Pt(SIZE)
    _font(style.element.get_or_add_rPr(), FONT)
    style.paragraph_format.space_after = Pt(0)
    moment = date.astimezone(timezone.utc).replace(tzinfo=None) if date.tzinfo else date
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "审查", "审查意见单", ""
    properties.created = properties.modified = moment
    return document


def _heading(document: Any, text: str) -> None:
    from docx.shared import Pt

    paragraph = _paragraph(document, text, size=13, font=HEAD_FONT)
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True


def _paragraph(
    document: Any, text: str, *, size: float = SIZE, font: str = FONT, centre: bool = False
) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    _write(paragraph, text, size=size, font=font)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _table(
    document: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    shades: Sequence[str] = (),
) -> None:
    """A ruled table; `shades` colour the second column of each row."""
    table = _grid(document, widths)
    head = table.add_row()
    _mark(head, "w:tblHeader")  # repeated on each page
    for cell in _row(head, header, bold=True):
        _shade(cell, SHADES["head"])
    for number, values in enumerate(rows):
        row = table.add_row()
        _mark(row, "w:cantSplit")  # two lines of a row on the next page say nothing
        cells = _row(row, values)
        if number < len(shades):
            _shade(cells[1], shades[number])


def _facts(document: Any, long: Sequence[tuple[str, str]], short: Sequence[tuple[str, str]]) -> None:
    """A ruled table of what is known: of the `long` facts one a line, of the `short` ones two."""
    table = _grid(document, (2.4, 6.1, 2.4, 6.1))
    short = [(name, value) for name, value in short if value]
    lines = [[fact] for fact in long if fact[1]] + [short[n : n + 2] for n in range(0, len(short), 2)]
    for line in lines:
        cells = table.add_row().cells
        values = [cells[0], cells[1].merge(cells[3])] if len(line) == 1 else cells
        for cell, value in zip(values, (words for fact in line for words in fact), strict=True):
            _write(cell.paragraphs[0], value)
        for cell in values[::2]:
            _shade(cell, SHADES["head"])


def _grid(document: Any, widths: Sequence[float]) -> Any:
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    # Word goes by the cells, LibreOffice by the grid; new rows take their widths from the grid.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _row(row: Any, values: Sequence[str], *, bold: bool = False) -> Sequence[Any]:
    cells: Sequence[Any] = row.cells
    for cell, value in zip(cells, values, strict=True):
        first = cell.paragraphs[0]
        for number, line in enumerate(value.split("\n")):
            _write(first if number == 0 else cell.add_paragraph(), line, bold=bold)
    return cells


def _write(paragraph: Any, text: str, *, size: float = SIZE, font: str = FONT, bold: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(plain(xml_text(text)))
    run.bold = bold or None
    # The style Normal has the rest; setting it again on each run takes half the time of the sheet.
    if size != SIZE:
        run.font.size = Pt(size)
    if font != FONT:
        _font(run._element.get_or_add_rPr(), font)


def _font(properties: Any, name: str) -> None:
    """Set the font for Chinese and Latin alike; python-docx alone sets only the Latin one."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), name)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._element.get_or_add_tcPr().append(shade)


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))
