"""The forms a secretary fills in: headings, drop-downs, notes, a sample row, and the way back."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from docgen.data import UNIT_SHEET
from docgen.filled import read_data
from docgen.formbook import form_xlsx
from docgen.forms import form_yaml, write_form
from docgen.kindfile import load_kinds
from docgen.kinds import Kind
from docgen.problems import UserError
from docgen.records import check

KINDS = load_kinds()


def _book(kinds: list[Kind]) -> Any:
    return load_workbook(BytesIO(form_xlsx(kinds)))


def test_letter_form_has_marks_notes_and_drop_downs() -> None:
    sheet = _book([KINDS["letter"]]).worksheets[0]
    heads = {c.value: c for c in sheet[1]}
    assert "姓名＊" in heads
    assert "带头学习提高" in heads
    assert "必填" in heads["岗位＊"].comment.text
    rules = {str(r.sqref).split(":")[0][0]: r for r in sheet.data_validations.dataValidation}
    post = heads["岗位＊"].column_letter
    assert rules[post].formula1.lstrip("=") == "选项_岗位"
    study = rules[heads["带头学习提高"].column_letter]
    assert f'INDIRECT(${post}2&"_带头学习提高")' in study.formula1
    assert not study.showErrorMessage  # one's own words may be typed


def test_the_lists_behind_the_drop_downs_hold_the_choices() -> None:
    book = _book([KINDS["letter"]])
    area = book.defined_names["班主任_带头学习提高"].attr_text
    sheet, _, cells = area.replace("'", "").replace("$", "").partition("!")
    words = [row[0].value for row in book[sheet][cells]]
    assert tuple(words) == KINDS["letter"].by_name["带头学习提高"].suggestions("班主任")
    assert book[sheet].sheet_state == "hidden"


def test_an_untouched_form_makes_nothing_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    write_form([KINDS["letter"]], path)
    data = read_data(path, [KINDS["letter"]])
    assert data.samples == 1
    told = " ".join(str(p) for p in check(KINDS["letter"], data))
    assert "示例行不算" in told
    assert "“单位信息”第2行“学校”：没有填" in told


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_form_filled_with_the_example_is_complete(kind: str, tmp_path: Path) -> None:
    chosen = KINDS[kind]
    example = yaml.safe_load(chosen.example.read_text(encoding="utf-8"))
    book = _book([chosen])
    if UNIT_SHEET in book.sheetnames:
        for row in book[UNIT_SHEET].iter_rows(min_row=2):
            name = str(row[0].value).rstrip("＊")
            if name in example:
                row[1].value = str(example[name]).strip()
    for name, rows in example.items():
        if isinstance(rows, list):
            sheet = book[name]
            columns = {str(c.value).rstrip("＊"): c.column for c in sheet[1]}
            for cells in sheet.iter_rows(min_row=2, max_row=20):
                for cell in cells:
                    cell.value = None
            for number, values in enumerate(rows, 2):
                for key, value in values.items():
                    sheet.cell(number, columns[key]).value = value
    path = tmp_path / "f.xlsx"
    book.save(path)
    data = read_data(path, [chosen])
    assert [str(p) for p in check(chosen, data)] == []
    # The letter's example is the sample row under another name.
    assert [n for n in data.notes if "灰色样例里的话" not in n] == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_yaml_form_is_read_back_without_unknown_fields(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(form_yaml([KINDS[kind]]), encoding="utf-8")
    data = read_data(path, [KINDS[kind]])
    assert data.notes == []
    assert data.unit == {}


def test_a_form_has_the_same_bytes_every_time() -> None:
    assert form_xlsx(list(KINDS.values())) == form_xlsx(list(KINDS.values()))


def test_the_packs_form_says_which_paper_each_field_is_for() -> None:
    book = _book(list(KINDS.values()))
    assert book.sheetnames[0] == UNIT_SHEET
    rows = {str(r[0].value).rstrip("＊"): r[3].value for r in book[UNIT_SHEET].iter_rows(min_row=2)}
    assert rows["载体名称"] == "实施方案"
    assert rows["学校"] == "全部材料"
    assert "承诺书（党员）" in str(rows["承诺日期"])


def test_long_explanations_are_shown_whole_and_the_form_prints_one_page_wide() -> None:
    data = form_xlsx(list(KINDS.values()))
    sheet = load_workbook(BytesIO(data))[UNIT_SHEET]
    row = next(r[0].row for r in sheet.iter_rows(min_row=2) if r[0].value == "班子承诺")
    assert sheet.row_dimensions[row].height >= 30
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    # a height that is fixed would hide what is typed later
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"customHeight" not in archive.read("xl/worksheets/sheet1.xml")


def test_no_field_of_one_paper_is_a_column_of_another() -> None:
    """Written once for the school, it would become every member's own words."""
    for one in KINDS.values():
        for other in KINDS.values():
            clash = {f.name for f in one.fields} & {f.name for f in other.columns}
            assert not clash, (one.id, other.id, clash)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="写不进去"):
        write_form([KINDS["letter"]], tmp_path / "file" / "f.xlsx")


def test_a_long_roster_is_printed_on_few_pages_each_with_the_names() -> None:
    sheet = _book(list(KINDS.values()))["党员名册"]
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 4, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    short = _book([KINDS["badge"]])["党员名册"]
    assert (short.page_setup.fitToWidth, short.print_title_cols) == (1, None)


def test_a_yaml_file_has_no_sheet_to_name(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("学校: 石桥小学\n党员名册:\n- {姓名: 甲, 岗位: 班主任, 职务: 教师}\n", encoding="utf-8")
    (problem,) = check(KINDS["letter"], read_data(path, [KINDS["letter"]]))
    assert str(problem).startswith("“承诺日期”：没有填，必填")
