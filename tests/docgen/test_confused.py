"""A form filled in by somebody who mistook it: everything is told in Chinese, with its cell, and nothing is lost."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen.checked import Checker
from docgen.data import UNIT_SHEET
from docgen.filled import read_data
from docgen.kindfile import load_kinds
from docgen.kinds import Kind
from docgen.problems import told
from docgen.records import check
from docgen.values import convert
from tests.docgen.helpers import person, roster

UNIT = [["学校", "云溪县石桥镇中心小学"], ["承诺日期", "2011-03-01"]]


@pytest.fixture(scope="module")
def letter() -> Kind:
    return load_kinds()["letter"]


def form(path: Path, unit: list[list[Any]], people: list[list[Any]]) -> Path:
    book: Any = Workbook()
    book.active.title = UNIT_SHEET
    for row in unit:
        book.active.append(row)
    sheet = book.create_sheet("党员名册")
    for row in [["姓名", "岗位", "职务"], *people]:
        sheet.append(row)
    book.save(path)
    return path


def wrong(kind: Kind, path: Path) -> tuple[list[str], list[str]]:
    """What is told of the file, and the mistakes in it."""
    data = read_data(path, [kind])
    return data.notes, told(check(kind, data))


def test_a_day_in_a_column_for_words_is_a_mistake(letter: Kind, tmp_path: Path) -> None:
    unit = [["学校", "2011年3月1日"], ["承诺日期", "云溪县石桥镇中心小学"]]
    _, found = wrong(letter, form(tmp_path / "a.xlsx", unit, [["李文", "班主任", "教师"]]))
    assert found[0].startswith("“单位信息”第1行“学校”：填的是“2011年3月1日”，是日期，应当是文字")
    assert found[1].startswith("“单位信息”第2行“承诺日期”：填的是“云溪县石桥镇中心小学”，应当是日期")


def test_an_empty_field_is_told_with_its_row_and_what_stands_beside_it(letter: Kind, tmp_path: Path) -> None:
    unit = [["学校", None, "云溪县石桥镇中心小学"], ["承诺日期", None, "必填。公开承诺的日期"]]
    notes, found = wrong(letter, form(tmp_path / "a.xlsx", unit, [["李文", "班主任", "教师"]]))
    assert [f.partition("：")[0] for f in found] == ["“单位信息”第1行“学校”", "“单位信息”第2行“承诺日期”"]
    (note,) = notes
    assert note.startswith("“单位信息”第1行“学校”没有填，右边“说明”一格里写着“云溪县石桥镇中心小学”")


def test_a_unit_sheet_laid_across_is_read(letter: Kind, tmp_path: Path) -> None:
    across = [["学校", "承诺日期", "监督电话"], ["云溪县石桥镇中心小学", "2011-03-01", "0000-6120018"]]
    notes, found = wrong(letter, form(tmp_path / "a.xlsx", across, [["李文", "班主任", "教师"]]))
    assert found == []
    assert "横着填的" in notes[0]


def test_a_sheet_that_is_not_there_is_told_as_such(letter: Kind, tmp_path: Path) -> None:
    path = roster(tmp_path / "a.xlsx", UNIT[1:], head=UNIT[0], sheet=UNIT_SHEET)
    _, found = wrong(letter, path)
    assert found == [
        "“党员名册”：没有填，至少要有一行；文件里没有叫“党员名册”的表，请从 docgen data 出的空表里复制过来再填"
    ]


def test_names_merged_into_one_cell_and_rows_copied_are_told(letter: Kind, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = roster(
        tmp_path / "a.xlsx", [person("李文"), person(None), person("王海"), person("李文"), person("李文")]
    )
    book = load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    notes, found = wrong(letter, path)
    assert "“党员名册”第3行的“姓名”和上一行合并成了一格，看不出是谁；取消合并，一人写一行" in notes
    assert "“党员名册”第5、6行和第2行一模一样，像是多复制的，不要的请删去" in notes
    assert found[0].startswith("“党员名册”第3行“姓名”：没有填")


@pytest.mark.parametrize(
    ("raw", "printed"),
    [("吉克．阿果", "吉克·阿果"), ("吉克•阿果", "吉克·阿果"), ("吉克 . 阿果", "吉克·阿果"), ("张　　三", "张三"),
     ("吉克·阿果", "吉克·阿果"), ("𠮷 田", "𠮷田"), ("欧阳 文秀", "欧阳文秀"), ("独孤 建国", "独孤建国"), ("Anna Li", "Anna Li")],
)  # fmt: skip
def test_a_name_is_printed_with_one_dot_and_no_padding(
    letter: Kind, tmp_path: Path, raw: str, printed: str
) -> None:
    data = read_data(roster(tmp_path / "a.xlsx", [person(raw)]), [letter])
    assert Checker(letter, data, False).value(letter.by_name["姓名"], raw, "党员名册", 2) == printed


def test_several_people_in_one_cell_are_told(letter: Kind, tmp_path: Path) -> None:
    checker = Checker(letter, read_data(roster(tmp_path / "a.xlsx", []), [letter]), False)
    checker.value(letter.by_name["姓名"], "张三\n李四\n王五", "党员名册", 2)
    checker.value(letter.by_name["职务"], "12", "党员名册", 2)
    assert [p.expected.partition("；")[0] for p in checker.problems] == ["像是几个人写在一格里，要一人写一行"]
    assert "“职务”只填了数字“12”，看看是不是串了列" in checker.remarks


@pytest.mark.parametrize(
    ("raw", "kind", "said"),
    [
        (datetime.datetime(1900, 1, 5), "month", "像是把一个数字当成了日期"),
        (datetime.time(0, 0), "month", "像是把一个数字当成了日期"),
        ("86年7月", "month", "是不是1986年7月"),
        ("01.6", "month", "是不是2001年6月"),
        ("11.3.1", "date", "是不是2011年3月1日"),
        ("1974.13", "month", "没有13月"),
        ("老师", "choice", "应当是其中之一：男、女"),
    ],
)
def test_what_may_have_been_meant_is_said(raw: object, kind: str, said: str) -> None:
    value, expected = convert(raw, kind, ("男", "女"))
    assert value is None
    assert said in expected


def test_what_is_plainly_meant_is_taken() -> None:
    assert convert("女性", "choice", ("男", "女")) == ("女", "")
    assert convert("组 长", "choice", ("组长", "副组长")) == ("组长", "")
    assert convert("二〇一一年", "year") == (2011, "")
    assert convert("二○一一年度", "year") == (2011, "")
