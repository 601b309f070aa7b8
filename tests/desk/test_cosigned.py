"""A letter that several people sign: nobody of them is told that nothing came of him."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.expected.before import Before, with_before
from checker.expected.corrections import key_of
from checker.expected.line import Line
from checker.expected.outcome import outcomes
from checker.findings import Part
from tests.desk.helpers import check, save, sheet
from tests.desk.rosters import MIDDLE, NAMES, SCHOOL, roster, sent, workbook
from tests.desk.test_replies import words

BODY = """承诺书
一、每月读一本教育专著，写一篇笔记。
二、作业全批全改，当天的作业不过夜。
三、每学期家访不少于二十户。
四、不收家长的礼金，不搞有偿补课。
五、不体罚学生，看见了当面制止。
"""


@pytest.mark.parametrize(
    ("signed", "beside"),
    [
        ("承诺人：林小禾、周明远", True),
        ("石桥镇中心小学　周明远　林小禾", True),
        ("承诺人：周明远\n承诺人：林小禾", True),
        ("周明远\n林小禾", True),
        ("承诺人：林小禾，监督人：周明远", False),
        ("监督人：周明远\n承诺人：林小禾", False),
    ],
)
def test_who_signed_beside_another_is_not_told_that_nothing_came(
    tmp_path: Path, signed: str, beside: bool
) -> None:
    names = ("林小禾", "周明远", "赵大山")
    workbook(tmp_path / "名单.xlsx", [[SCHOOL, None, n, "承诺书", "2011年3月20日"] for n in names])
    save(tmp_path / "报送/两人.docx", f"{BODY}{signed}\n2011年3月20日")
    check(tmp_path / "报送", "--expected", tmp_path / "名单.xlsx", "-o", tmp_path / "结果", "--replies")
    rows = {r["姓名"]: r for r in sheet(tmp_path / "结果", "报送情况")}
    open_ = [n for n in names if rows[n]["情况"] == "未交"]
    assert len(open_) == 2 and "赵大山" in open_
    (other,) = set(open_) - {"赵大山"}
    note = "可能就是“两人.docx”（署名的不止一人），催交以前请先看一看。"
    assert (note in (rows[other]["说明"] or "")) == beside
    assert "可能" not in (rows["赵大山"]["说明"] or "")
    (letter,) = (tmp_path / "结果/反馈意见").iterdir()
    assert words(letter).count("可能就是这一份；如果已经报送，请告知我们") == int(beside)


def outcome(**facts: object) -> list[Line]:
    dues = roster(
        (SCHOOL, "林小禾", "承诺书"), (MIDDLE, "周明远", "承诺书"), (MIDDLE, "赵大山", "党性分析报告")
    )
    given = {"author": "林小禾", "signers": ("林小禾", "周明远", "赵大山"), **facts}
    return outcomes(dues, [sent("a.docx", **given)], NAMES)


def test_of_another_school_only_where_the_paper_names_none() -> None:
    assert [x.maybe for x in outcome()] == [(), ("a.docx",), ()], "a report is due of the third"
    assert [x.maybe for x in outcome(organization=SCHOOL)] == [(), (), ()]


def test_the_second_round_still_knows() -> None:
    first = outcome()[1]
    assert first.due is not None
    missing = Line("未交", first.due)
    (again,) = with_before([missing], {key_of(first.due): Before("未交", "", "", first.note)})
    assert again.maybe == ("a.docx",) and "上次收到的“a.docx”" in again.note


def test_a_file_of_several_papers_is_named_at_those_that_wait(tmp_path: Path) -> None:
    names = ("林小禾", "周明远", "魏刚", "赵大山")
    workbook(tmp_path / "名单.xlsx", [[SCHOOL, None, n, "承诺书", "2011年3月20日"] for n in names])
    own = "\n".join(f"{BODY}承诺人：{name}\n2011年3月18日" for name in names[:3])
    save(tmp_path / "报送/全体.docx", own)
    check(tmp_path / "报送", "--expected", tmp_path / "名单.xlsx", "-o", tmp_path / "结果", "--replies")
    rows = {r["姓名"]: r for r in sheet(tmp_path / "结果", "报送情况")}
    note = "可能就是“全体.docx”（里面有几份材料），催交以前请先看一看。"
    beside = {n for n in names if note in (rows[n]["说明"] or "")}
    assert rows["赵大山"]["情况"] == "未交" and beside == set(names[:3]), "it is nobody's alone"
    (letter,) = (tmp_path / "结果/催交通知").iterdir()
    assert words(letter).count("“全体.docx”里有几份材料，可能就有这一份，请一份材料存一个文件") == 3
    assert "不用重报" not in words(letter)
    told = [r["问题"] for r in sheet(tmp_path / "结果", "问题清单") if r["类别"] == "文种"]
    assert len(told) == 1 and "3 份材料：承诺书（林小禾）、承诺书（周明远）、承诺书（魏刚）" in told[0]


def test_of_a_file_of_two_kinds_the_other_kind_is_not_missing_for_certain() -> None:
    dues = roster((SCHOOL, "林小禾", "承诺书"), (SCHOOL, "林小禾", "党性分析报告"), (SCHOOL, "", "实施方案"))
    parts = (Part("letter", "林小禾", 0), Part("report", "林小禾", 9))
    lines = outcomes(dues, [sent("a.docx", author="林小禾", kind="report", parts=parts)], NAMES)
    assert [x.state for x in lines] == ["未交", "已交", "未交"]
    assert [x.maybe for x in lines] == [("a.docx",), (), ()]
    assert lines[0].due is not None
    (again,) = with_before(
        [Line("未交", lines[0].due)], {key_of(lines[0].due): Before("未交", "", "", lines[0].note)}
    )
    assert again.maybe == ("a.docx",)
