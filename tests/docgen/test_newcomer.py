"""What a newcomer tripped over with a school's own tables, and what must be said or done instead."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docgen.cli import main
from docgen.data import UNIT_SHEET, read_data
from docgen.forms import write_form
from docgen.kinds import Kind, load_kinds
from docgen.records import check
from tests.docgen.helpers import person, roster, text


@pytest.fixture(scope="module")
def kinds() -> dict[str, Kind]:
    return load_kinds()


@pytest.fixture(scope="module")
def empty_form(kinds: dict[str, Kind], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("form") / "全套.xlsx"
    write_form(list(kinds.values()), path)
    return path


def make(*args: Any) -> int:
    return main([str(a) for a in args])


def fill(
    form: Path, target: Path, unit: dict[str, object], people: list[dict[str, object]] | None = None
) -> Path:
    """The form with the unit's values and these people below the sample row."""
    shutil.copy(form, target)
    book = load_workbook(target)
    for cells in book[UNIT_SHEET].iter_rows(min_row=2):
        name = str(cells[0].value).rstrip("＊")
        if name in unit:
            cells[1].value = unit[name]
    sheet = book["党员名册"]
    columns = {str(c.value).rstrip("＊"): c.column for c in sheet[1]}
    for number, one in enumerate(people or [], 3):
        for name, value in one.items():
            sheet.cell(number, columns[name]).value = value
    book.save(target)
    return target


def test_sample_rows_of_every_table_are_no_data_and_told(
    kinds: dict[str, Kind], empty_form: Path, tmp_path: Path
) -> None:
    for kind, lists in (("plan", ["领导小组", "阶段步骤"]), ("demonstration", ["示范点任务"])):
        data = read_data(empty_form, [kinds[kind]], kinds.values())
        assert [data.tables[name] for name in lists] == [[] for _ in lists]
        told = "\n".join(data.notes)
        problems = check(kinds[kind], data)
        for name in lists:
            assert f"“{name}”第2" in told
            assert "灰色样例，没有使用" in told
            assert any(p.sheet == name and "至少要有一行" in p.expected for p in problems)


def test_a_roster_made_elsewhere_totals_and_telling_names(kinds: dict[str, Kind], tmp_path: Path) -> None:
    head = ["姓名", "学校", "岗位", "职务", "承诺日期", "入党日期", "联系电话"]
    rows = [[*person("甲"), "2001.6", "0000"], ["合计", "", "", "", "", "", 1], ["总计：1人"]]
    data = read_data(roster(tmp_path / "r.xlsx", rows, head), [kinds["letter"]], kinds.values())
    assert [r.values["姓名"] for r in data.tables["党员名册"]] == ["甲"]
    told = "\n".join(data.notes)
    assert "第3行是合计" in told
    assert "第4行是合计" in told
    assert "是不是" not in told
