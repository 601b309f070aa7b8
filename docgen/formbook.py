"""Kinds in, their empty form as a workbook out: headings marked, notes, drop-downs, grey samples (空表)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from docgen.asked import lists_of, note_of
from docgen.cells import put_text
from docgen.data import UNIT_SHEET
from docgen.fixedbook import fixed_xlsx
from docgen.kinds import Field, Kind
from docgen.workbook import HELP_SHEETS

__all__ = ["form_xlsx"]

FORM_ROWS = 1000
PAGE = 200  # of a column's width, on one page across: letters of two thirds their size


def form_xlsx(kinds: Sequence[Kind]) -> bytes:
    """The form as a workbook: a sheet a list, headings marked, notes, drop-downs, and a sample row."""
    from openpyxl import Workbook

    unit, rosters, tables = lists_of(kinds)
    book: Any = Workbook()
    book.remove(book.active)
    options = _Options()
    if len(kinds) > 1 and unit:
        _unit_sheet(book, unit, kinds, options)
    for name, columns in rosters.items():
        _list_sheet(book, name, columns, [{f.name: f.sample for f in columns}], options)
    if len(kinds) == 1 and unit:
        _unit_sheet(book, unit, kinds, options)
    for table in tables.values():
        _list_sheet(book, table.name, list(table.columns), table.samples(), options)
    _help_sheet(book, kinds)
    options.write(book)
    return fixed_xlsx(book, growing=True)


class _Options:
    """The drop-downs' lists, gathered on a sheet of their own with a name each."""

    def __init__(self) -> None:
        self.lists: dict[str, tuple[str, ...]] = {}

    def name(self, words: tuple[str, ...], name: str) -> str:
        """The defined name of a list."""
        self.lists[name] = words
        return name

    def write(self, book: Any) -> None:
        """The sheet 选项, last and hidden."""
        from openpyxl.utils import get_column_letter
        from openpyxl.workbook.defined_name import DefinedName

        if not self.lists:
            return
        sheet = book.create_sheet(HELP_SHEETS[1])
        for column, (name, words) in enumerate(self.lists.items(), 1):
            sheet.cell(1, column, name)
            for row, word in enumerate(words, 2):
                put_text(sheet.cell(row, column), word)
            letter = get_column_letter(column)
            area = f"'{sheet.title}'!${letter}$2:${letter}${len(words) + 1}"
            book.defined_names[name] = DefinedName(name, attr_text=area)
        sheet.sheet_state = "hidden"


def _validate(sheet: Any, field: Field, area: str, by: str, options: _Options) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if field.choices:
        formula = f"{options.name(field.choices, '选项_' + field.name)}"
        rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "不在选项里", f"请从下拉框里选：{'、'.join(field.choices)}"[:250]
    elif field.options and by:
        for value, words in field.options:
            options.name(words, f"{value}_{field.name}")
        # Free text is allowed here: the list only suggests, by the post chosen in the same row.
        rule = DataValidation("list", formula1=f'INDIRECT({by}&"_{field.name}")', allow_blank=True)
        rule.showErrorMessage = False
    elif field.type == "number":
        rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.showErrorMessage, rule.errorTitle, rule.error = True, "只写数字", "这一栏应当是整数。"
    elif field.type == "year":
        rule = DataValidation("whole", operator="between", formula1="1900", formula2="2100", allow_blank=True)
        rule.showErrorMessage, rule.errorTitle, rule.error = True, "只写年份", "这一栏写四位数字的年份。"
    elif field.most:  # a warning that can be passed over: a few more signs do no harm
        rule = DataValidation(
            "textLength", operator="lessThanOrEqual", formula1=str(field.most), allow_blank=True
        )
        rule.showErrorMessage, rule.errorStyle, rule.errorTitle = True, "warning", "太长"
        rule.error = f"这一栏不超过{field.most}字，长了印出来会多占几行。"
    else:
        return
    sheet.add_data_validation(rule)
    rule.add(area)


def _style_heading(cell: Any, required: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name="黑体", size=12, bold=True, color="9C0006" if required else "1F1F1F")
    cell.fill = PatternFill("solid", fgColor="FCE4D6" if required else "DDEBF7")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    thin = Side(style="thin", color="BFBFBF")
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _heading(field: Field) -> str:
    return f"{field.name}＊" if field.required and not field.default else field.name


def _comment(cell: Any, field: Field) -> None:
    from openpyxl.comments import Comment

    text = note_of(field)
    cell.comment = Comment(text, "docgen", width=260, height=60 + 18 * (len(text) // 18))


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _column(field: Field) -> int:
    return 36 if field.type == "long" else max(12, _wide(field.name) + 6, min(24, _wide(field.sample) + 2))


def _height(cells: Sequence[tuple[str, float]]) -> float:
    """A row's height in points, from its cells' words and widths: LibreOffice does not reckon it by itself."""
    return 15.0 * max(
        sum(-(-max(_wide(line), 1) // int(wide - 2)) for line in words.split("\n")) for words, wide in cells
    )


def _list_sheet(
    book: Any, name: str, columns: list[Field], samples: list[dict[str, str]], options: _Options
) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    for row, sample in enumerate(samples, 2):
        sheet.row_dimensions[row].height = _height([(sample.get(f.name, ""), _column(f)) for f in columns])
    _printed(sheet, sum(map(_column, columns)))
    sheet.row_dimensions[1].height = 36
    letters = {f.name: get_column_letter(i) for i, f in enumerate(columns, 1)}
    for index, field in enumerate(columns, 1):
        cell = sheet.cell(1, index, _heading(field))
        _style_heading(cell, field.required and not field.default)
        _comment(cell, field)
        letter = letters[field.name]
        sheet.column_dimensions[letter].width = _column(field)
        by = f"${letters[field.by]}2" if field.by in letters else ""
        _validate(sheet, field, f"{letter}2:{letter}{FORM_ROWS}", by, options)
        for row, sample in enumerate(samples, 2):
            value = sample.get(field.name, "")
            if value:
                shown = sheet.cell(row, index)
                put_text(shown, value)
                shown.font = Font(name="宋体", italic=True, color="7F7F7F")
                shown.alignment = Alignment(wrap_text=True, vertical="top")
        if field.type in ("date", "month", "text"):
            # As text, so that Excel does not turn 2010年6月 into a day.
            for row in range(2, 2 + 300):
                sheet.cell(row, index).number_format = "@"


def _grouped(unit: list[Field], kinds: Sequence[Kind]) -> list[tuple[str, Field]]:
    """The unit's fields by the paper they are for: first what several share, then one paper after another."""
    users = {f.name: [k.title for k in kinds if f.name in k.by_name] for f in unit}
    titles = [k.title for k in kinds]

    def place(field: Field) -> tuple[int, bool]:
        used = users[field.name]
        return (titles.index(used[0]) if len(used) == 1 else -1, not field.required or bool(field.default))

    def group(field: Field) -> str:
        used = users[field.name]
        return f"【{used[0]}】不做这份材料就都空着" if len(used) == 1 else "【几份材料共用】"

    return [(group(f), f) for f in sorted(unit, key=place)]


def _unit_sheet(book: Any, unit: list[Field], kinds: Sequence[Kind], options: _Options) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(UNIT_SHEET)
    for index, (title, wide) in enumerate((("项目", 22), ("填写", 60), ("说明", 70), ("用于", 36)), 1):
        _style_heading(sheet.cell(1, index, title), False)
        sheet.column_dimensions[get_column_letter(index)].width = wide
    row = 1
    told = ""
    for group, field in _grouped(unit, kinds):
        row += 1
        if group != told and len(kinds) > 1:  # the reader passes over a row without a value
            told = group
            sheet.cell(row, 1, group).font = Font(name="黑体", size=12, bold=True)
            row += 1
        heading = sheet.cell(row, 1, _heading(field))
        _style_heading(heading, field.required and not field.default)
        _comment(heading, field)
        fill = sheet.cell(row, 2)
        fill.number_format = "General" if field.type in ("number", "year") else "@"
        fill.alignment = Alignment(wrap_text=True, vertical="top")
        sample = f"例：{field.sample}" if field.sample and not field.default else ""
        help_cell = sheet.cell(row, 3)
        put_text(help_cell, f"{note_of(field)}{sample}")
        help_cell.font = Font(name="宋体", color="7F7F7F")
        help_cell.alignment = Alignment(wrap_text=True, vertical="top")
        users = [k.title for k in kinds if field.name in k.by_name]
        used = "全部材料" if len(users) == len(kinds) > 1 else "、".join(users)
        used_cell = sheet.cell(row, 4)
        put_text(used_cell, used)
        used_cell.font = Font(name="宋体", color="7F7F7F")
        used_cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _height([(str(help_cell.value), 70), (used, 36)])
        _validate(sheet, field, f"B{row}", "", options)
    sheet.freeze_panes = "A2"
    _printed(sheet, 0)


def _printed(sheet: Any, width: int) -> None:
    """For those who fill it in on paper first: A4 across, the headings on each page.

    As few pages wide as can be read; where there are several, the first column, whose row it is, is on each.
    """
    wide = -(-width // PAGE) or 1
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    if wide > 1:
        sheet.print_title_cols = "A:A"


def _help_sheet(book: Any, kinds: Sequence[Kind]) -> None:
    sheet = book.create_sheet(HELP_SHEETS[0])
    sheet.column_dimensions["A"].width = 100
    lines = [
        "怎样填这张表",
        "1. 带＊、底色发红的栏目必填；其他的可以不填。鼠标停在标题上，会显示这一栏怎么填。",
        "2. 灰色斜体的一行是示例，不改它就不会生成；可以直接在上面改成真的。",
        f"3. “{UNIT_SHEET}”里的内容对所有人都一样，只填一次；名册里也有同名的栏时，以名册为准。",
        "4. 有下拉框的栏从里面选；承诺各栏可以选，也可以自己写。",
        "5. 不要改表名和栏目名；栏目的先后可以换，多出来的栏不影响。",
        "6. 填好后存盘，运行：",
        *(f"      docgen make {k.id} --data 这张表.xlsx -o 输出文件夹" for k in kinds[:1] if len(kinds) == 1),
        *(["      docgen make all --data 这张表.xlsx -o 输出文件夹"] if len(kinds) > 1 else []),
        "",
        "这张表能生成：",
        *(f"      {k.title}：{k.about}" for k in kinds),
    ]
    for row, words in enumerate(lines, 1):
        put_text(sheet.cell(row, 1), words)
