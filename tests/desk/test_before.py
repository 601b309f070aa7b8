"""The second time only mended papers come: whoever sent his the first time is neither missing nor late."""

from __future__ import annotations

import os
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.desk.helpers import check, report, save, sheet
from tests.desk.rosters import NURSERY, SCHOOL, workbook

PEOPLE = ("林小禾", "王晓明", "张兰英")
IN_TIME, LATE = 1300000000, 1301000000  # 13 and 24 March 2011


def received(path: Path, when: int) -> Path:
    os.utime(path, (when, when))
    return path


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Three have sent their reports, one of them late, one without causes; the nursery has sent nothing."""
    rows = [[SCHOOL, None, who, "党性分析报告", "2011年3月20日"] for who in PEOPLE]
    workbook(tmp_path / "名单.xlsx", [*rows, [NURSERY, None, None, "实施方案", "2011年3月20日"]])
    for who in PEOPLE:
        text = report(who, SCHOOL)
        if who == "林小禾":
            text = text.replace("三、原因分析\n", "").replace("归根到底是", "")
        received(save(tmp_path / f"一/{who}.docx", text), LATE if who == "王晓明" else IN_TIME)
    received(save(tmp_path / "二/改.docx", report("林小禾", SCHOOL)), LATE)
    return tmp_path


def second(county: Path, *more: str) -> dict[str, dict[str, object]]:
    check(county / "二", "-o", county / "第二次", "--since", county / "结果", "--replies", *more)
    return {str(r["姓名"]): r for r in sheet(county / "第二次", "报送情况")}


def test_who_had_sent_his_is_not_urged(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    check(county / "一", "-o", county / "结果", *named)
    rows = second(county, *named)
    assert "应交 4 份：已交 1 份，上次已交 2 份，未交 1 份。" in capsys.readouterr().out
    assert rows["林小禾"]["情况"] == "已交" and "不算迟交" in str(rows["林小禾"]["说明"])
    assert str(rows["张兰英"]["说明"]).startswith("上次交的是“张兰英.docx”，结论是")
    assert "迟交" in str(rows["王晓明"]["说明"])
    assert [p.stem for p in (county / "第二次/催交通知").iterdir()] == [NURSERY]
    assert [r["单位"] for r in sheet(county / "第二次", "未交名单")] == [NURSERY]
    # And a third time, when nothing comes at all.
    (county / "三").mkdir()
    save(county / "三/通知.docx", "通知\n明天开会。")
    check(county / "三", "-o", county / "第三次", "--since", county / "第二次", *named)
    third = {str(r["姓名"]): r for r in sheet(county / "第三次", "报送情况") if r["名单行"]}
    assert [third[who]["情况"] for who in PEOPLE] == ["上次已交"] * 3
    assert "迟交" in str(third["王晓明"]["说明"])


def correct(out: Path, who: str, words: str) -> None:
    """Write under 更正到 in the row of that person."""
    book = load_workbook(out / "汇总.xlsx")
    rows = book["报送情况"]
    head = [str(cell.value) for cell in rows[1]]
    at = next(n for n, name in enumerate(head, 1) if name.startswith("更正到"))
    (row,) = (n for n in range(2, rows.max_row + 1) if rows.cell(n, head.index("姓名") + 1).value == who)
    rows.cell(row, at).value = words
    book.save(out / "汇总.xlsx")


def test_what_a_person_says_of_lateness_holds_the_second_time(county: Path) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    check(county / "一", "-o", county / "结果", *named)
    second(county, *named)
    for who, words in (("林小禾", "迟交"), ("张兰英", "迟交"), ("王晓明", "按时")):
        correct(county / "第二次", who, words)
    rows = second(county, *named)
    assert rows["林小禾"]["情况"] == "迟交" and "不算迟交" not in str(rows["林小禾"]["说明"])
    said = {who: str(rows[who]["说明"]) for who in PEOPLE}
    assert "“张兰英.docx”，迟交，结论是" in said["张兰英"] and "人工更正：迟交。" in said["张兰英"]
    assert "“王晓明.docx”，结论是" in said["王晓明"] and "人工更正：按时。" in said["王晓明"]
    # And a third time, where it is said the other way round again.
    save(county / "三/通知.docx", "通知\n明天开会。")
    third = (county / "三", "-o", county / "第三次", "--since", county / "第二次", *named)
    check(*third)
    for who, words in (("张兰英", "按时"), ("王晓明", "迟交")):
        correct(county / "第三次", who, words)
    check(*third)
    said = {str(r["姓名"]): str(r["说明"]) for r in sheet(county / "第三次", "报送情况")}
    assert "“张兰英.docx”，结论是" in said["张兰英"] and said["张兰英"].count("人工更正：") == 1
    assert "“王晓明.docx”，迟交，结论是" in said["王晓明"] and said["王晓明"].count("人工更正：") == 1


def test_what_was_not_mended_is_told(county: Path) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    check(county / "一", "-o", county / "结果", *named)
    save(county / "二/改.docx", report("张兰英", SCHOOL))
    rows = second(county, *named)
    assert rows["林小禾"]["情况"] == "上次已交"
    assert str(rows["林小禾"]["说明"]).endswith("结论是需修改，这次没有报来改好的。")


def test_a_first_time_without_a_roster_is_matched_now(county: Path) -> None:
    check(county / "一", "-o", county / "结果")
    # That run was made in time: whatever it saw had come by then.
    received(county / "结果/reviews.jsonl", IN_TIME)
    rows = second(county, "--expected", str(county / "名单.xlsx"))
    assert [rows[who]["情况"] for who in PEOPLE] == ["已交", "上次已交", "上次已交"]
    assert "不算迟交" in str(rows["林小禾"]["说明"]) and "没有记下" not in str(rows["张兰英"]["说明"])


def test_a_first_time_without_a_roster_makes_no_late_paper_timely(county: Path) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    check(county / "一", "-o", county / "结果")
    rows = second(county, *named)
    note = str(rows["林小禾"]["说明"])
    assert rows["林小禾"]["情况"] == "迟交" and "晚了 4 天" in note and "按时交过" not in note
    assert "上次没有名单，那一份是不是按时交的没有记下" in note and "填“按时”" in note
    assert rows["张兰英"]["情况"] == "上次已交" and "是不是按时交的没有记下" in str(rows["张兰英"]["说明"])
    # A third time nobody takes that for an answer; what a person says is one.
    mended = save(county / "三/改.docx", report("张兰英", SCHOOL))
    received(mended, LATE)
    third = (county / "三", "-o", county / "第三次", "--since", county / "第二次", *named)
    check(*third)
    rows = {str(r["姓名"]): r for r in sheet(county / "第三次", "报送情况")}
    assert rows["张兰英"]["情况"] == "迟交" and "没有记下" in str(rows["张兰英"]["说明"])
    assert "是不是按时交的没有记下" in str(rows["王晓明"]["说明"])
    correct(county / "第三次", "王晓明", "迟交")
    correct(county / "第三次", "张兰英", "按时")
    check(*third)
    rows = {str(r["姓名"]): r for r in sheet(county / "第三次", "报送情况")}
    assert rows["张兰英"]["情况"] == "已交" and "按时交过" not in str(rows["张兰英"]["说明"])
    assert "“王晓明.docx”，迟交，结论是" in str(rows["王晓明"]["说明"])
    assert "没有记下" not in str(rows["王晓明"]["说明"])


def test_who_was_let_off_stays_so(county: Path) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    check(county / "一", "-o", county / "结果", *named)
    book = load_workbook(county / "结果/汇总.xlsx")
    rows = book["报送情况"]
    column = next(n for n, cell in enumerate(rows[1]) if str(cell.value).startswith("更正到"))
    next(r for r in rows if r[1].value == NURSERY)[column].value = "免交"
    book.save(county / "结果/汇总.xlsx")
    check(county / "一", "-o", county / "结果", *named)
    second(county, *named)
    assert not (county / "第二次/催交通知").exists()


def test_what_came_and_was_of_no_use_is_still_missing(county: Path) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    (county / f"一/{SCHOOL}").mkdir()
    (county / "一/林小禾.docx").rename(county / f"一/{SCHOOL}/林小禾党性分析报告.docx")
    (county / f"一/{SCHOOL}/林小禾党性分析报告.docx").write_bytes(b"PK\x03\x04 broken")
    letter = f"公开承诺书\n我是{SCHOOL}教师张兰英，承诺不收家长一分钱，每月家访四户。\n承诺人：张兰英\n2011年3月1日"
    save(county / "一/张兰英.docx", letter)
    check(county / "一", "-o", county / "结果", *named)
    first = {str(r["姓名"]): r["情况"] for r in sheet(county / "结果", "报送情况") if r["名单行"]}
    assert (first["林小禾"], first["张兰英"]) == ("打不开", "交错文种")
    save(county / "二/改.docx", "通知\n明天开会。")
    rows = second(county, *named)
    told = {
        "林小禾": f"上次收到的“{SCHOOL}/林小禾党性分析报告.docx”打不开，还没有重报。",
        "张兰英": "上次收到的“张兰英.docx”不是应交的材料，还没有重报。",
    }
    assert {who: rows[who]["说明"] for who in told} == told
    missing = {str(r["姓名"]): r for r in sheet(county / "第二次", "未交名单")}
    assert {who: (missing[who]["情况"], missing[who]["说明"]) for who in told} == {
        who: ("未交", note) for who, note in told.items()
    }
    words = letter_words(county / f"第二次/催交通知/{SCHOOL}.docx")
    assert "上次收到的“林小禾党性分析报告.docx”打不开，还没有重报。" in words
    assert "上次收到的“张兰英.docx”不是应交的材料，还没有重报。" in words
    assert "没有收到。" not in words
    # A third run still knows.
    check(county / "二", "-o", county / "第三次", "--since", county / "第二次", *named)
    third = {str(r["姓名"]): r["说明"] for r in sheet(county / "第三次", "未交名单")}
    assert {who: third[who] for who in told} == told


@pytest.mark.parametrize("listed", [True, False])
def test_what_was_sent_in_place_of_a_plan_is_named_in_the_letters_and_the_second_time(
    county: Path, listed: bool
) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    notice = f"关于召开春季家长会的通知\n各位家长：\n定于本周五下午三点召开家长会，请准时参加。\n{NURSERY}\n2011年3月1日"
    received(save(county / f"一/{NURSERY}/新建.docx", notice), IN_TIME)
    check(county / "一", "-o", county / "结果", "--replies", *(named if listed else ()))
    if listed:
        (row,) = sheet(county / "结果", "未交名单")
        assert row["说明"] == f"来过“{NURSERY}/新建.docx”《关于召开春季家长会的通知》，不是要的材料。"
        for folder in ("反馈意见", "催交通知"):
            text = letter_words(county / f"结果/{folder}/{NURSERY}.docx")
            assert "来过《关于召开春季家长会的通知》，不是要的材料。" in text, folder
    second(county, *named)
    told = f"上次收到的“{NURSERY}/新建.docx”不是应交的材料，还没有重报。"
    assert [r["说明"] for r in sheet(county / "第二次", "未交名单")] == [told]
    assert "上次收到的“新建.docx”不是应交的材料" in letter_words(county / f"第二次/催交通知/{NURSERY}.docx")
    # A third run still knows.
    check(county / "二", "-o", county / "第三次", "--since", county / "第二次", *named)
    assert [r["说明"] for r in sheet(county / "第三次", "未交名单")] == [told]


@pytest.mark.parametrize("listed", [True, False])
def test_what_may_have_come_the_time_before_is_not_forgotten(county: Path, listed: bool) -> None:
    """Signed by nobody on the list, or not to be read: whose it is was not settled, and it does not come again."""
    named = ("--expected", str(county / "名单.xlsx"))
    save(county / "一/张兰英.docx", report("张岚英", SCHOOL))
    (county / "一/王晓明.docx").unlink()
    (county / f"一/{SCHOOL}").mkdir()
    (county / f"一/{SCHOOL}/最终版.docx").write_bytes(b"PK\x03\x04 broken")
    check(county / "一", "-o", county / "结果", *(named if listed else ()))
    rows = second(county, *named)
    assert rows["张兰英"]["情况"] == rows["王晓明"]["情况"] == "未交"
    look = "认不准，可能就是这一份，催交以前请先看一看。"
    broken = f"“{SCHOOL}/最终版.docx”（打不开）"
    assert rows["张兰英"]["说明"] == f"上次收到的“张兰英.docx”、{broken}{look}"
    assert rows["王晓明"]["说明"] == f"上次收到的{broken}{look}"
    words = letter_words(county / f"第二次/催交通知/{SCHOOL}.docx")
    assert "没有收到。" not in words and words.count("上次收到的“最终版.docx”打不开，可能就是这一份") == 2
    assert "上次收到的材料里另有认不准是谁的，也可能是这一份；如果是，请告知我们" in words
    assert "没有收到。" in letter_words(county / f"第二次/催交通知/{NURSERY}.docx")
    # And a third time, when something else comes that may be it.
    save(county / "二/新.docx", report("王小明", SCHOOL))
    check(county / "二", "-o", county / "第三次", "--since", county / "第二次", "--replies", *named)
    third = {str(r["姓名"]): str(r["说明"]) for r in sheet(county / "第三次", "未交名单")}
    assert third["张兰英"] == rows["张兰英"]["说明"]
    assert third["王晓明"] == f"{rows['王晓明']['说明']}可能就是认不准的“新.docx”，催交以前请先看一看。"


def letter_words(path: Path) -> str:
    book = docx.Document(str(path))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in book.paragraphs] + cells)


def test_a_first_time_without_a_roster_knows_what_was_of_no_use(county: Path) -> None:
    (county / f"一/{SCHOOL}").mkdir()
    (county / f"一/{SCHOOL}/张兰英党性分析报告.docx").write_bytes(b"PK\x03\x04 broken")
    (county / "一/张兰英.docx").unlink()
    check(county / "一", "-o", county / "结果")
    rows = second(county, "--expected", str(county / "名单.xlsx"))
    assert rows["张兰英"]["情况"] == "未交" and "打不开，还没有重报" in str(rows["张兰英"]["说明"])


def test_last_years_date_is_remarked_the_second_time_and_in_the_letter(county: Path) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    old = {}
    for who in ("林小禾", "张兰英"):
        old[who] = report(who, SCHOOL).replace("2011年5月20日", "2010年3月12日")
        received(save(county / f"一/{who}.docx", old[who]), IN_TIME)
    received(save(county / "二/改.docx", old["林小禾"].replace("只翻了目录", "只翻了几页目录")), LATE)
    check(county / "一", "-o", county / "结果", "--replies", *named)
    remark = "落款日期是 2010-03-12，比截止日期早 373 天，可能是上一年的材料，也可能是年份写错了，请看一看。"
    told = "落款日期是2010年3月12日，比截止日期早373天，可能是上一年的材料，也可能是年份写错了，请核对。"
    assert letter_words(county / f"结果/反馈意见/{SCHOOL}.docx").count(told) == 2
    rows = second(county, *named)
    assert rows["林小禾"]["说明"] == f"上次按时交过，这次是再次报来，不算迟交。{remark}"
    assert rows["张兰英"]["情况"] == "上次已交" and str(rows["张兰英"]["说明"]).endswith(f"。{remark}")
    assert "落款" not in str(rows["王晓明"]["说明"])
    assert letter_words(county / f"第二次/反馈意见/{SCHOOL}.docx").count(told) == 1
    # A third time, when nothing of theirs comes.
    save(county / "三/通知.docx", "通知\n明天开会。")
    check(county / "三", "-o", county / "第三次", "--since", county / "第二次", *named)
    third = {str(r["姓名"]): str(r["说明"]) for r in sheet(county / "第三次", "报送情况")}
    assert remark in third["张兰英"] and remark in third["林小禾"]


def test_last_years_month_is_remarked_as_a_month_in_the_letter_too(county: Path) -> None:
    named = ("--expected", str(county / "名单.xlsx"))
    received(
        save(county / "一/林小禾.docx", report("林小禾", SCHOOL).replace("2011年5月20日", "2010年3月")),
        IN_TIME,
    )
    check(county / "一", "-o", county / "结果", "--replies", *named)
    rows = {str(r["姓名"]): str(r["说明"]) for r in sheet(county / "结果", "报送情况")}
    assert "落款日期是 2010年3月，比截止日期早 354 天以上，可能是上一年的材料" in rows["林小禾"]
    told = "落款日期是2010年3月，比截止日期早354天以上，可能是上一年的材料"
    assert letter_words(county / f"结果/反馈意见/{SCHOOL}.docx").count(told) == 1


@pytest.mark.parametrize("name", ["最终版.docx", "最终版.zip"])
def test_a_broken_file_whose_paper_has_come_again_is_no_other_paper(county: Path, name: str) -> None:
    """It may have been 王晓明's report or 张兰英's: his comes, so hers is missing. An archive may hold both."""
    named = ("--expected", str(county / "名单.xlsx"))
    for who in ("王晓明", "张兰英"):
        (county / f"一/{who}.docx").unlink()
    (county / f"一/{SCHOOL}").mkdir()
    (county / f"一/{SCHOOL}/{name}").write_bytes(b"PK\x03\x04 broken")
    check(county / "一", "-o", county / "结果", *named)
    first = {str(r["姓名"]): str(r["说明"]) for r in sheet(county / "结果", "报送情况") if r["名单行"]}
    assert all(f"“{SCHOOL}/{name}”（打不开）" in first[who] for who in ("王晓明", "张兰英"))
    save(county / "二/王晓明重报.docx", report("王晓明", SCHOOL))
    rows = second(county, *named)
    told = letter_words(county / f"第二次/催交通知/{SCHOOL}.docx")
    assert rows["王晓明"]["文件"] == "王晓明重报.docx" and rows["张兰英"]["情况"] == "未交"
    if name.endswith(".zip"):
        assert "认不准，可能就是这一份" in str(rows["张兰英"]["说明"])
        assert f"上次收到的“{name}”打不开，可能就是这一份，请重新报送" in told
        return
    assert (
        rows["张兰英"]["说明"]
        == f"上次打不开的“{SCHOOL}/{name}”看来就是这次的“王晓明重报.docx”，不再算在这里。"
    )
    assert "没有收到。" in told and "可能就是这一份" not in told
    check(county / "二", "-o", county / "第三次", "--since", county / "第二次", *named)
    third = {str(r["姓名"]): str(r["说明"] or "") for r in sheet(county / "第三次", "未交名单")}
    assert "可能就是" not in third["张兰英"]


def test_where_two_of_its_papers_came_or_it_can_be_read_the_doubt_stays(county: Path) -> None:
    """Of a file that can be read a school was told not to send it again."""
    named = ("--expected", str(county / "名单.xlsx"))
    for who in PEOPLE:
        (county / f"一/{who}.docx").unlink()
    save(county / "一/a.docx", report("赵大山", SCHOOL))
    save(county / "二/王晓明重报.docx", report("王晓明", SCHOOL))
    check(county / "一", "-o", county / "结果", *named)
    assert "“a.docx”认不准，可能就是这一份" in str(second(county, *named)["张兰英"]["说明"])
    (county / f"一/{SCHOOL}").mkdir()
    (county / f"一/{SCHOOL}/b.docx").write_bytes(b"PK\x03\x04 broken")
    check(county / "一", "-o", county / "结果", *named)  # 王晓明's and 林小禾's come
    assert f"“{SCHOOL}/b.docx”（打不开）" in str(second(county, *named)["张兰英"]["说明"])
