"""A standard in, an empty roster (名单) to fill in out: an .xlsx with heads, notes, drop-downs."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from corpus import Standard

__all__ = ["form_bytes", "write_form"]

_ROWS = 2000
_WIDTHS = {
    "单位": 30,
    "简称": 18,
    "姓名": 12,
    "应交材料": 20,
    "截止日期": 16,
    "联系人": 12,
    "电话": 16,
    "备注": 24,
}
_NOTES = {
    "单位": "必填。写全称，例如 云溪县石桥镇中心小学。一份材料一行，同一个单位可以写多行。",
    "简称": "可以不填。材料和文件名里常用的别的叫法，几个用顿号隔开，例如 石桥小学、石小。",
    "姓名": "个人的材料写姓名；单位的材料（如实施方案）空着。",
    "应交材料": "点单元格右边的箭头选，或自己写；几样用顿号隔开。空着表示这项活动的哪种材料都行。",
    "截止日期": "写成 2011年3月10日，当天算按时；要精确到时刻写成 2011年3月10日 17:00。没有期限就空着。",
    "联系人": "可以不填。催交通知上会写。",
    "电话": "可以不填。",
    "备注": "可以不填。原样带到“报送情况”里。",
}
_GUIDE = (
    "怎么填",
    "1. 在“名单”表里一份材料填一行。单位的材料，“姓名”空着。",
    "2. 单位写全称。程序按材料里写的单位和署名认领，写“石桥小学”也认得是“石桥镇中心小学”；",
    "   两个单位都说得通时程序不猜，会列出来请人认。",
    "3. 填好后运行：checker check 报送文件夹 --expected 名单.xlsx -o 结果",
    "4. 结果在“结果/汇总.xlsx”的“报送情况”和“未交名单”两张表。认错了，在“报送情况”的“更正到”一栏改，再运行一次。",
)


def write_form(path: Path, standard: Standard) -> Path:
    """Write the empty roster whole; return the name it got. Raises `CannotWrite`."""
    from checker.reports.output import write_bytes

    return write_bytes(path, form_bytes(standard))


def form_bytes(standard: Standard) -> bytes:
    """The empty roster; the same standard gives the same bytes."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book: Any = Workbook()
    sheet = book.active
    sheet.title = "名单"
    for number, (name, width) in enumerate(_WIDTHS.items(), 1):
        cell = sheet.cell(1, number, name)
        cell.font = Font(name="宋体", size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.comment = Comment(_NOTES[name], "说明", width=300, height=90)
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = width
        if name == "电话":
            # As text: Excel turns long telephone numbers into 1.39E+10.
            sheet.column_dimensions[letter].number_format = "@"
        if name == "应交材料":
            choices = ",".join(kind.title for kind in standard.kinds)
            menu = DataValidation("list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=False)
            menu.promptTitle, menu.prompt, menu.showInputMessage = "应交材料", _NOTES[name], True
            menu.add(f"{letter}2:{letter}{_ROWS + 1}")
            sheet.add_data_validation(menu)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 24
    guide = book.create_sheet("填表说明")
    guide.column_dimensions["A"].width = 100
    for row, line in enumerate(_GUIDE, 1):
        guide.cell(row, 1, line).font = Font(name="宋体", size=12 if row > 1 else 16, bold=row == 1)
    return _sealed(book)


def _sealed(book: Any) -> bytes:
    """The workbook without the time of day."""
    from checker.reports.zipcopy import rewrite_bytes

    fixed = datetime.datetime(2010, 1, 1)
    book.properties.created = book.properties.modified = fixed
    book.properties.creator = "checker"
    out = io.BytesIO()
    book.save(out)
    with ZipFile(out) as archive:
        core = archive.read("docProps/core.xml").decode("utf-8")
    core = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2010-01-01T00:00:00Z", core)
    return rewrite_bytes(out.getvalue(), {"docProps/core.xml": core.encode()})
