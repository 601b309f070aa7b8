"""What is printed as typed and told all the same: dates that cannot be, words too long; and what is completed and tidied."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from docgen.checked import Checker
from docgen.cli import main
from docgen.filled import read_data
from docgen.formbook import form_xlsx
from docgen.kindfile import load_kinds
from docgen.records import Record, check, records
from docgen.tidy import finished, named, several
from tests.docgen.helpers import LETTER_HEAD, person, roster

KINDS = load_kinds()


def _first(name: str, folder: Path, unit: dict[str, Any], **person: Any) -> Record:
    kind = KINDS[name]
    values = yaml.safe_load(Path(str(kind.example)).read_text(encoding="utf-8"))
    values = {**values, **unit, "党员名册": [{**values["党员名册"][0], **person}]}
    path = folder / "d.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    data = read_data(path, [kind])
    assert check(kind, data) == ()  # nothing is refused
    return next(records(kind, data))


def test_who_joined_after_the_reports_date_is_told(tmp_path: Path) -> None:
    record = _first("report", tmp_path, {"报告日期": "2011年6月28日"}, 入党时间="2012年6月")
    (note,) = [n for n in record.notes if "入党时间" in n]
    assert "2012年6月" in note and "2011年6月28日" in note and "请核对" in note
    assert str(record.context["入党时间"]) == "2012年6月"


def test_who_joined_in_the_reports_own_month_is_not(tmp_path: Path) -> None:
    record = _first("report", tmp_path, {"报告日期": "2011年6月28日"}, 入党时间="2011年6月")
    assert not [n for n in record.notes if "入党时间" in n]


def test_a_booklets_year_is_a_date_too(tmp_path: Path) -> None:
    late = _first("handbook", tmp_path, {"年度": 2011}, 参加工作时间="2012年1月", 入党时间="2012年2月")
    assert [n for n in late.notes if "参加工作时间" in n and "2011" in n]
    assert not [
        n
        for n in _first("handbook", tmp_path, {"年度": 2011}, 入党时间="2011年12月").notes
        if "入党时间" in n
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("彝", "彝族"),
        ("汉", "汉族"),
        ("土家", "土家族"),
        ("蒙古族", "蒙古族"),
        ("穿青人", "穿青人"),
        ("族", "族"),
    ],
)
def test_a_nationality_is_spelled_out(typed: str, printed: str, tmp_path: Path) -> None:
    assert _first("report", tmp_path, {}, 民族=typed).context["民族"] == printed


def test_a_motto_too_long_is_told_with_whose_it_is(tmp_path: Path) -> None:
    long = "亮身份、树形象、作表率，让每一个孩子都健康快乐地成长"
    record = _first("badge", tmp_path, {}, 姓名="张三", 亮牌承诺=long)
    (note,) = [n for n in record.notes if "亮牌承诺" in n]
    assert note.startswith("张三的") and f"{len(long)}字" in note and "20字" in note
    assert not [n for n in _first("badge", tmp_path, {}, 亮牌承诺="亮身份、作表率").notes if "亮牌承诺" in n]


def test_the_form_warns_of_words_too_long_and_lets_them_pass() -> None:
    sheet = load_workbook(BytesIO(form_xlsx([KINDS["badge"]])))["党员名册"]
    (rule,) = [r for r in sheet.data_validations.dataValidation if r.type == "textLength"]
    assert rule.errorStyle == "warning" and rule.formula1 == "20" and "20字" in rule.error


def test_what_was_typed_is_tidied_where_nothing_can_be_lost(tmp_path: Path) -> None:
    record = _first(
        *("report", tmp_path, {}),
        职务="三年级（２）班班主任",
        主要工作="任课\n寄宿生７８０人，\t家访要走两小时",
        学习方面的措施="每学期读书两本",
        原因="学习不够，",
    )
    assert record.context["职务"] == "三年级（2）班班主任"
    assert record.context["主要工作"] == "任课\n寄宿生780人，家访要走两小时。"
    assert record.context["学习方面的措施"] == "每学期读书两本。"
    assert record.context["原因"] == "学习不够。"


@pytest.mark.parametrize(
    "whole", ["要改。", "有三条：", "他说“要改。”", "做到了吗？", "等等……", "（详见附件。）"]
)
def test_what_has_an_end_gets_no_other(whole: str) -> None:
    assert finished(whole) == whole


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("维族", "“民族”印的是“维族”，全称里没有（是不是“维吾尔族”？），请核对"),
        ("少数民族", "“民族”印的是“少数民族”，全称里没有（要写全称，例如“汉族”），请核对"),
        ("彝", ""),
        ("汉族。", ""),
        ("穿青人", ""),
        ("维吾尔族", ""),
    ],
)
def test_a_nationality_that_is_none_is_printed_and_told(typed: str, told: str, tmp_path: Path) -> None:
    notes = _first("report", tmp_path, {}, 民族=typed).notes
    assert [n for n in notes if "民族" in n] == ([told] if told else [])


@pytest.mark.parametrize(
    ("typed", "printed", "told"),
    [
        ("王 小明", "王小明", ""),
        ("黄 河清", "黄河清", ""),
        ("李 伟", "李伟", ""),
        ("李秀 英", "李秀英", ""),
        ("欧阳　娜娜", "欧阳娜娜", ""),
        ("阿依古丽·买买提", "阿依古丽·买买提", ""),
        ("马 木提", "马 木提", "中间的空格照印了"),
        ("支部书记王强", "支部书记王强", "像是带了职务"),
        ("王 老师", "王 老师", "像是带了职务"),
        ("杨·", "杨·", "前面或后面少了字"),
        ("李四2", "李四2", "里面有数字"),
    ],
)
def test_a_name_is_mended_only_where_it_is_certain(
    typed: str, printed: str, told: str, tmp_path: Path
) -> None:
    record = _first("letter", tmp_path, {}, 姓名=typed)
    assert record.context["姓名"] == printed
    notes = [n for n in record.notes if n.startswith("“姓名”")]
    assert len(notes) == bool(told) and all(told in n for n in notes)


def test_two_names_filled_out_with_blanks_are_two_people() -> None:
    assert named("张 芳、李 强") == "张芳、李强" and several("张芳、李强")
    assert named("周明远，王 小明") == "周明远，王小明"
    assert named("扎西 顿珠、李 强") == "扎西 顿珠、李强" and several("扎西 顿珠、李强")


def test_a_draft_without_a_post_has_no_bare_headings(tmp_path: Path) -> None:
    kind = KINDS["letter"]
    values = yaml.safe_load(Path(str(kind.example)).read_text(encoding="utf-8"))
    people = [{"姓名": "王强", "职务": "教师", **post} for post in ({}, {"岗位": "神仙"}, {"岗位": "班主任"})]
    path = tmp_path / "d.yaml"
    path.write_text(yaml.safe_dump({**values, "党员名册": people}, allow_unicode=True), encoding="utf-8")
    made = [r.context["带头学习提高"] for r in records(kind, read_data(path, [kind]), draft=True)]
    assert made[:2] == ["【待填：带头学习提高】"] * 2
    assert made[2] and not str(made[2]).startswith("【")


def test_a_paper_with_two_schools_names_is_told(tmp_path: Path) -> None:
    said = "“学校”（石桥小学）和“党组织”（石桥镇中心小学党支部）里的校名不一样，请核对"
    unit = {"学校": "石桥小学", "党组织": "石桥镇中心小学党支部"}
    assert said in _first("report", tmp_path, unit).notes
    same = _first("report", tmp_path, {"学校": "石桥小学", "党组织": "中共青禾县石桥小学支部委员会"})
    assert not [n for n in same.notes if "校名不一样" in n]
    assert said not in _first("letter", tmp_path, unit).notes  # names only the school
    for school, of in (
        ("石桥镇中心小学", "石桥镇中心校"),
        ("双井小学", "石桥镇中心学校"),
    ):  # 中心小学 itself, or over it
        notes = _first("report", tmp_path, {"学校": school, "党组织": f"中共{of}支部委员会"}).notes
        assert not [n for n in notes if "校名不一样" in n]


def _plan(folder: Path, **changes: Any) -> Record:
    kind = KINDS["plan"]
    values = yaml.safe_load(Path(str(kind.example)).read_text(encoding="utf-8"))
    path = folder / "p.yaml"
    path.write_text(yaml.safe_dump({**values, **changes}, allow_unicode=True), encoding="utf-8")
    data = read_data(path, [kind])
    assert check(kind, data) == ()
    return next(records(kind, data))


def test_a_member_of_the_group_by_another_word_and_two_in_one_cell_with_their_place(tmp_path: Path) -> None:
    book: Any = load_workbook(BytesIO(form_xlsx([KINDS["plan"]])))
    sheet = book["领导小组"]
    for row, cells in enumerate((("周明远", "组长"), ("刘玉梅、王海波", "组员")), 2):
        for column, words in enumerate((*cells, "教师", "宣传"), 1):
            sheet.cell(row, column, words)
    book.save(tmp_path / "r.xlsx")
    checker = Checker(KINDS["plan"], read_data(tmp_path / "r.xlsx", [KINDS["plan"]]), False)
    rows = checker.table(next(t for t in KINDS["plan"].tables if t.name == "领导小组"))
    assert [row["小组职务"] for row in rows] == ["组长", "成员"]
    assert checker.problems == []
    assert checker.remarks == [
        "“领导小组”第3行“姓名”像是几个人写在一格里，要一人写一行",
        "“领导小组”第3行“小组职务”填的是“组员”，当作“成员”来用，请核对",
    ]


def test_a_blank_in_the_motto_is_told(tmp_path: Path) -> None:
    notes = _plan(tmp_path, 活动主题="创先争优促发展 立德树人当先锋").notes
    assert [n for n in notes if n.startswith("“活动主题”中间的空格照印了")]
    assert not [n for n in _plan(tmp_path, 活动主题="学习在前、Word 2007 在后").notes if "空格" in n]


def test_a_reminder_of_two_halves_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = roster(tmp_path / "r.xlsx", [person("李伟 扎西")])
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "：“姓名”印的是“李伟 扎西”，中间有空格；是几个人的，要一人写一行\n" in told


def test_one_habit_of_many_people_is_one_reminder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("李伟", "王芳", "周明远", "陈志刚")
    people = [[*person(name), "一、办好食堂。\n二、修好操场。"] for name in names]
    path = roster(tmp_path / "r.xlsx", people, [*LETTER_HEAD, "其他承诺"])
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]) == 0
    (line,) = [n for n in capsys.readouterr().out.splitlines() if "编号" in n]
    assert " 等 4 份：“其他承诺”里自己写的编号" in line
