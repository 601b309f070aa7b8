"""The heads of a roster (表头): what people call them, what is told of those not understood, and rows half empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.expected.roster import read_roster
from corpus import load_standard
from tests.desk.helpers import check, report, save, sheet
from tests.desk.rosters import SCHOOL, roster, sent, workbook
from tests.desk.test_outcome import run, states

MEETING = {"kind": "other", "title": "关于召开支部大会的通知", "stray": True}


@pytest.mark.parametrize(
    "head",
    [
        "需交材料", "上报材料", "报送内容", "材料类型", "应交", "应报", "须报送材料", "材料名称", "文种", "提交的材料",
        "需要上报的材料", "应报送文件", "应交 材料", "材料（名称）", "材料/文种",
    ],
)  # fmt: skip
def test_what_is_due_under_many_heads(tmp_path: Path, head: str) -> None:
    rows = [[1, "枫林小学", "张三", "承诺书"], [2, None, None, "实施方案"], [3, "东河小学", None, "方案"]]
    path = workbook(tmp_path / "名单.xlsx", rows, ["序号", "学校名称", "教师姓名", head])
    found = read_roster(path, load_standard())
    assert [(d.unit, d.person, d.what.kind) for d in found.dues] == [
        ("枫林小学", "张三", "letter"),
        ("枫林小学", "", "plan"),
        ("东河小学", "", "plan"),
    ]
    assert found.heads == ()


@pytest.mark.parametrize(
    ("heads", "value"),
    [
        (["填报单位", "承诺人", "材料", "最迟上报时间"], "2011年3月10日"),
        (["所在支部", "党员", "材料", "报送截止日期"], "2011年3月10日"),
        (["单位（学校）", "党员姓名", "材料", "材料报送期限"], "2011-3-10"),
        (["学校/单位", "姓　名", "材料", "要求上报时间"], "2011.3.10"),
    ],
)
def test_other_columns_under_other_heads(tmp_path: Path, heads: list[str], value: str) -> None:
    path = workbook(tmp_path / "名单.xlsx", [["枫林小学", "张三", "承诺书", value]], heads)
    found = read_roster(path, load_standard())
    (due,) = found.dues
    assert (due.unit, due.person, due.what.kind, due.limit) == ("枫林小学", "张三", "letter", "2011-03-10")
    assert found.heads == ()


@pytest.mark.parametrize(
    "head", ["已交材料", "未交材料", "联系人电话", "上级单位领导", "校长姓名", "报送时间"]
)
def test_a_head_that_means_something_else(tmp_path: Path, head: str) -> None:
    value = "承诺书" if "材料" in head else "3月9日"
    path = workbook(tmp_path / "名单.xlsx", [["枫林小学", "张三", value]], ["单位", "姓名", head])
    (due,) = read_roster(path, load_standard()).dues
    assert (due.person, due.what.words, due.deadline) == ("张三", "", None)


def test_a_head_not_understood_is_told_and_its_column_known_by_what_stands_in_it(tmp_path: Path) -> None:
    head = ["序号", "单位", "姓名", "要什么", "备查"]
    rows = [[1, "枫林小学", "张三", "承诺书", "甲"], [2, None, None, "方案"], [3, "东河小学", None, "体检表"]]
    found = read_roster(workbook(tmp_path / "名单.xlsx", rows, head), load_standard())
    assert [d.what.kind or d.what.words for d in found.dues] == ["letter", "plan", "体检表"]
    first, second = found.heads
    assert first == "“要什么”一栏里写的是材料的名称，当作“应交材料”。"
    assert "第 1 行表头里的“备查”一栏不认得，里面写的没有用上。" in second and "序号" not in second


def test_rows_under_a_head_that_nobody_understands_are_rows(tmp_path: Path) -> None:
    head = ["序号", "单位", "姓名", "要什么"]
    rows = [[1, "枫林小学", "张三", "表一"], [2, None, None, "表二"], [3, "东河小学", None, "表一"], [4]]
    found = read_roster(workbook(tmp_path / "名单.xlsx", rows, head), load_standard())
    assert [(d.row, d.unit, d.person) for d in found.dues] == [
        (2, "枫林小学", "张三"),
        (3, "枫林小学", ""),
        (4, "东河小学", ""),
    ]
    (told,) = found.heads
    assert "“要什么”一栏不认得" in told and "没有认出“应交材料”一栏" in told and "“应交材料”" in told


def test_two_columns_of_one_meaning_and_one_without_a_head(tmp_path: Path) -> None:
    head = ["学校", "单位", "姓名", "材料", None]
    rows = [
        ["全称一", "枫林小学", "张三", "承诺书", "带表"],
        ["全称二", "东河小学", "李四", "承诺书", "带章"],
    ]
    found = read_roster(workbook(tmp_path / "名单.xlsx", rows, head), load_standard())
    assert [d.unit for d in found.dues] == ["枫林小学", "东河小学"]
    double, bare = found.heads
    assert double == "“单位”和“学校”两栏都像“单位”，只用了前一个。"
    assert "没有表头的第 5 列不认得" in bare


def test_a_row_with_nothing_to_send_is_told(tmp_path: Path) -> None:
    rows = [["枫林小学", None, "张三", "承诺书"], [None, None, None, None, "2011年3月10日"]]
    found = read_roster(workbook(tmp_path / "名单.xlsx", rows), load_standard())
    assert len(found.dues) == 1
    assert "第 3 行没有写单位、姓名和应交材料，没有算作一份。" in found.notes


def test_what_was_not_understood_stands_on_the_screen_and_in_the_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = ["单位", "姓名", "应交材料", "备查栏"]
    path = workbook(tmp_path / "名单.xlsx", [["枫林小学", "林小禾", "党性分析报告", "密"]], head)
    save(tmp_path / "报送/枫林小学/林小禾.docx", report("林小禾", "枫林小学"))
    check(tmp_path / "报送", "--expected", path, "-o", tmp_path / "结果")
    told = capsys.readouterr()
    assert "“备查栏”一栏不认得" in told.err and "“备查栏”一栏不认得" in told.out
    assert any("“备查栏”一栏不认得" in row["说明"] for row in sheet(tmp_path / "结果", "名单怎么读的"))


def test_a_notice_never_stands_in_the_place_of_the_letter() -> None:
    """Whatever is asked for, and however new it is: also where the roster says nothing of the paper."""
    notice = sent("通知.docx", 1, organization=SCHOOL, date="2011-03-09", **MEETING)
    letter = sent("支部承诺书.docx", 2, organization=SCHOOL, date="2011-03-01")
    for words in ("", "承诺书", "支部承诺书"):
        line, other = run(roster((SCHOOL, "", words)), notice, letter)
        assert line.submission is letter and line.state == "已交" and not line.note, words
        assert other.submission is notice and other.state == "名单外"
        (missing, _) = run(roster((SCHOOL, "", words)), notice)
        assert missing.state == "未交", words


def test_what_only_its_title_calls_a_letter_counts_after_the_letter() -> None:
    called = sent("承诺书（新）.docx", 1, organization=SCHOOL, kind="other", date="2011-03-09")
    letter = sent("承诺书.docx", 2, organization=SCHOOL, date="2011-03-01")
    first, second = run(roster((SCHOOL, "", "承诺书")), called, letter)
    assert first.submission is letter
    assert first.note == "收到 2 份，另一份看内容不是要的文种，以这一份为准。"
    assert second.state == "重复报送"
    assert states(run(roster((SCHOOL, "", "承诺书")), called)) == ["已交"]  # alone it counts by its title


@pytest.mark.parametrize("count", [12, "12名", "十二人"])
def test_a_column_of_numbers_of_people_is_none_of_names(tmp_path: Path, count: object) -> None:
    path = workbook(
        tmp_path / "名单.xlsx",
        [["枫林小学", count, 30, "承诺书"]],
        ["学校", "党员（人）", "教师（人）", "应交材料"],
    )
    found = read_roster(path, load_standard())
    assert [(d.unit, d.person, d.what.kind) for d in found.dues] == [("枫林小学", "", "letter")]
    (told,) = found.heads
    assert "“党员（人）”一栏、“教师（人）”一栏不认得" in told and "改成" not in told


@pytest.mark.parametrize("head", ["填报人", "上报人", "提交人", "报送人员", "填报人姓名"])
def test_who_sends_a_schools_papers_owes_none_of_his_own(tmp_path: Path, head: str) -> None:
    path = workbook(tmp_path / "名单.xlsx", [["枫林小学", "周明", "承诺书"]], ["学校", head, "应交材料"])
    (due,) = read_roster(path, load_standard()).dues
    assert (due.person, due.contact) == ("", "周明")


@pytest.mark.parametrize(
    ("head", "value", "told", "not_told"),
    [
        ("材料二", "实施方案", "每种写一行", "改成"),
        ("类别", "中心校", "不认得", "改成"),
        ("什么时候", "3月10日", "请把表头改成“截止日期”再运行一次", "每种"),
    ],
)
def test_no_head_is_to_be_renamed_to_what_its_column_does_not_hold(
    tmp_path: Path, head: str, value: str, told: str, not_told: str
) -> None:
    rows = [["枫林小学", "张三", "承诺书", value], ["东河小学", "李四", "承诺书", value]]
    path = workbook(tmp_path / "名单.xlsx", rows, ["学校", "姓名", "应交材料", head])
    (said,) = read_roster(path, load_standard()).heads
    assert told in said and not_told not in said


@pytest.mark.parametrize(("head", "renamed"), [("校长", False), ("报名的老师", True)])
def test_names_of_a_schools_heads_are_not_those_of_who_owes_a_paper(
    tmp_path: Path, head: str, renamed: bool
) -> None:
    rows = [["枫林小学", "张三", "承诺书"], ["东河小学", "李四", "承诺书"]]
    path = workbook(tmp_path / "名单.xlsx", rows, ["学校", head, "应交材料"])
    (said,) = read_roster(path, load_standard()).heads
    assert ("改成“姓名”" in said) == renamed
