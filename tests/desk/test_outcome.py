"""Submitted, late, twice, wrong kind, missing, unexpected: the right line for each paper and file."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from checker import review
from checker.expected.corrections import Corrections, rows_named
from checker.expected.instead import file_before
from checker.expected.line import Line
from checker.expected.outcome import outcomes
from checker.expected.roster import Roster
from checker.expected.submission import Submission, submission_of
from checker.expected.tables import expected_tables, problems, summary
from tests.desk.helpers import save
from tests.desk.rosters import NAMES, SCHOOL, roster, sent

LATE = datetime.datetime(2011, 3, 12, 8, 0)
LETTER = roster((SCHOOL, "林小禾", "承诺书"))
OURS = {"organization": SCHOOL, "author": "林小禾"}


def run(among: Roster, *submissions: Submission, corrections: Corrections | None = None) -> list[Line]:
    found = outcomes(among, submissions, NAMES, corrections)
    files = [line.submission.file for line in found if line.submission]
    assert sorted(files) == sorted(s.file for s in submissions), "each file stands on exactly one line"
    decided = [line.due for line in found if line.due and line.counts]
    assert decided == list(among.dues), "each due paper is decided exactly once"
    return found


def states(lines: list[Line]) -> list[str]:
    return [line.state for line in lines]


def test_submitted_and_missing() -> None:
    two = roster((SCHOOL, "林小禾", "承诺书"), (SCHOOL, "王晓明", "承诺书"))
    assert states(run(two, sent("a.docx", **OURS))) == ["已交", "未交"]


def test_late_by_a_day_and_in_time_in_the_last_minute() -> None:
    (line,) = run(LETTER, sent("a.docx", **OURS, file_time=LATE))
    assert line.state == "迟交" and "2011-03-12 08:00" in line.note and "截止 2011-03-10" in line.note
    (line,) = run(LETTER, sent("a.docx", **OURS, file_time=datetime.datetime(2011, 3, 10, 23, 59)))
    assert line.state == "已交"


def test_nobody_is_late_because_the_file_was_copied() -> None:
    saved = datetime.datetime(2011, 3, 9, 8, 0)
    (line,) = run(LETTER, sent("a.docx", **OURS, file_time=LATE, saved=saved))
    assert line.state == "已交" and "复制" in line.note
    (line,) = run(LETTER, sent("a.docx", **OURS, file_time=LATE, saved=LATE - datetime.timedelta(hours=1)))
    assert line.state == "迟交"


def test_of_two_drafts_the_newer_counts_and_says_why() -> None:
    old = sent("旧.docx", 1, **OURS)
    new = sent("新.docx", 2, **OURS, file_time=datetime.datetime(2011, 3, 9, 9, 0))
    first, second = run(LETTER, old, new)
    assert (first.state, first.submission) == ("已交", new)
    assert "收到 2 份，这一份最新，以这一份为准" in first.note
    assert (second.state, second.submission) == ("重复报送", old) and "新.docx" in second.note


def test_of_drafts_of_one_time_the_one_dated_later_counts() -> None:
    dues = roster((SCHOOL, "林小禾", "承诺书"))
    both = [
        sent("林小禾.docx", 1, author="林小禾", organization=SCHOOL, date="2011-03-01"),
        sent("林小禾（改2）.docx", 2, author="林小禾", organization=SCHOOL, date="2011-03-05"),
    ]
    first, other = outcomes(dues, both, NAMES)
    assert first.submission is both[1] and "时间相同，取落款日期晚的" in first.note
    assert other.state == "重复报送" and other.submission is both[0]
    months = [dataclasses.replace(both[0], date="2011-02"), dataclasses.replace(both[1], date="2011-03")]
    first, _ = outcomes(dues, months, NAMES)
    assert first.submission is months[1] and "时间相同，取落款日期晚的" in first.note


def test_a_paper_that_is_not_filled_in_is_known_by_its_review(tmp_path: Path) -> None:
    found = {}
    for words in ("每月家访四户", "每月家访XX户", "每月家访四户，请监督我焦玉梅的一言一行"):
        text = (
            f"公开承诺书\n我是{SCHOOL}教师林小禾，承诺不收家长一分钱，{words}。\n承诺人：林小禾\n2011年3月1日"
        )
        path = save(tmp_path / "某.docx", text)
        made = review(path)
        found[words] = submission_of(0, made, path).blanks
    assert list(found.values()) == [False, True, False]
    assert "placeholder.left_over" in {f.rule for f in made.findings}, "somebody else's name is no blank"


def test_whose_a_file_may_be_is_told_with_the_row_to_write() -> None:
    dues = roster((SCHOOL, "林小禾", "承诺书"), (SCHOOL, "", "实施方案"))
    broken = sent(f"{SCHOOL}/方案.docx", status="unreadable", kind="other", title="", reason="文件已损坏。")
    (line,) = [x for x in outcomes(dues, [broken], NAMES) if x.state == "认不准"]
    assert f"{SCHOOL} 林小禾（承诺书，第 2 行）；{SCHOOL}（实施方案，第 3 行）。" in line.note


def test_a_late_second_draft_does_not_make_the_school_late() -> None:
    first, _ = run(LETTER, sent("旧.docx", 1, **OURS), sent("新.docx", 2, **OURS, file_time=LATE))
    assert first.state == "已交" and first.submission and first.submission.file == "新.docx"
    assert "算按时" in first.note


def test_equal_files_and_unreadable_ones() -> None:
    same = sent("b.docx", 1, **OURS), sent("a.docx", 1, **OURS)
    first, second = run(LETTER, *same)
    assert first.submission == same[1] and "内容完全相同" in first.note
    broken = sent("林小禾.docx", 3, status="unreadable", kind="other", file_time=LATE)
    first, second = run(LETTER, same[0], broken)
    assert first.submission == same[0] and second.state == "认不准", "nobody looked into it"
    assert "不知道和“b.docx”是不是同一份" in second.note and "填名单行号 2" in second.note
    by_hand = Corrections(files={"林小禾.docx": "2"})
    assert run(LETTER, same[0], broken, corrections=by_hand)[1].state == "重复报送", "a person looked"
    twice = dataclasses.replace(broken, number=4, file="林小禾(2).docx", reason="设有打开密码。")
    assert states(run(LETTER, broken, twice)) == ["打不开", "重复报送"], "the same bytes are the same paper"
    other = dataclasses.replace(twice, sha256=f"{5:064x}")
    assert states(run(LETTER, broken, other)) == ["打不开", "认不准"]
    (line,) = run(LETTER, broken)
    assert line.state == "打不开"


def test_wrong_kind_is_said_of_the_paper_that_is_still_due() -> None:
    two = roster((SCHOOL, "林小禾", "承诺书"), (SCHOOL, "林小禾", "党性分析报告"))
    letter, plan = sent("a.docx", 1, **OURS), sent("b.docx", 2, **OURS, kind="plan", title="实施方案")
    one, other = run(two, letter, plan)
    assert (one.state, other.state) == ("已交", "交错文种")
    assert "应交党性分析报告" in other.note and "实施方案" in other.note


def test_a_letter_not_known_for_one_counts_by_its_title() -> None:
    (line,) = run(LETTER, sent("a.docx", **OURS, kind="other", title="公开承诺书"))
    assert line.state == "已交"


def test_a_colleague_not_on_the_list_is_unexpected_and_takes_nobodys_place() -> None:
    both = roster((SCHOOL, "", "承诺书"), (SCHOOL, "林小禾", "承诺书"), (SCHOOL, "", "实施方案"))
    strange = sent("a.docx", 1, organization=SCHOOL, author="赵大山")
    ours = sent("b.docx", 2, **OURS), sent("c.docx", 3, organization=SCHOOL)
    found = run(both, strange, *ours)
    assert states(found) == ["已交", "已交", "未交", "名单外"]
    assert "赵大山" in found[-1].note


@pytest.mark.parametrize("author", ["", "赵大山", "不出几个"])
def test_a_school_is_not_told_nothing_came_while_its_paper_of_that_kind_lies_there(author: str) -> None:
    people = roster(
        (SCHOOL, "林小禾", "承诺书"), (SCHOOL, "", "实施方案"), (SCHOOL, "林小禾", "党性分析报告")
    )
    found = run(people, sent("a.docx", organization=SCHOOL, author=author))
    assert states(found) == ["未交", "未交", "未交", "认不准"], "nor is it a wrong plan"
    assert found[3].candidates == (f"{SCHOOL} 林小禾",) and "要它交" not in found[3].note
    assert [bool(line.maybe) for line in found[:3]] == [True, False, False]


def test_an_unsigned_paper_of_which_all_came_is_told_so() -> None:
    plan = roster((SCHOOL, "", "实施方案"), (SCHOOL, "林小禾", "承诺书"))
    ours = sent("a.docx", 1, **OURS), sent("b.docx", 2, organization=SCHOOL, kind="plan", title="实施方案")
    found = run(plan, *ours, sent("c.docx", 3, organization=SCHOOL))
    assert states(found) == ["已交", "已交", "名单外"]
    assert found[2].note == "名单上它的承诺书都已经收到，看不出这一份是谁的。"
    assert run(plan, sent("d.docx", organization=SCHOOL, kind="report", title=""))[0].state == "交错文种"


def test_a_copied_plan_takes_no_place_and_its_copier_is_not_urged_flatly() -> None:
    both = roster((SCHOOL, "", "实施方案"), ("云溪县枫林小学", "", "实施方案"))
    plan = {"organization": f"{SCHOOL}党支部", "kind": "plan", "title": "实施方案"}
    later = datetime.datetime(2011, 3, 9, 9, 0)
    own = sent("石桥小学/方案.docx", 1, **plan)
    found = run(both, own, sent("枫林小学/方案.docx", 2, **plan, file_time=later))
    assert states(found) == ["已交", "未交", "认不准"] and found[0].submission == own
    assert found[1].maybe == ("枫林小学/方案.docx",) and found[0].note == ""
    assert found[2].unit == "" and found[2].candidates == (SCHOOL, "云溪县枫林小学")


def test_a_letter_signed_for_another_school_does_not_displace_the_one_that_lies_right() -> None:
    both = roster((SCHOOL, "林小禾", "承诺书"), ("云溪县枫林小学", "周平", "承诺书"))
    own = sent("石桥小学/a.docx", 1, **OURS)
    copied = sent("枫林小学/a.docx", 2, **OURS, file_time=datetime.datetime(2011, 3, 9, 9, 0))
    found = run(both, own, copied)
    assert states(found) == ["已交", "未交", "认不准"] and found[0].submission == own
    assert "已经收到“石桥小学/a.docx”" in found[2].note and "填 2" in found[2].note
    assert found[1].maybe == ("枫林小学/a.docx",), "周平 copied it, perhaps"
    broken = sent(
        "石桥小学/林小禾承诺书.docx", 3, status="unreadable", kind="other", title="", reason="坏了。"
    )
    found = run(both, broken, copied)
    assert states(found) == ["打不开", "未交", "认不准"] and found[0].submission == broken
    # Alone it is 林小禾's, in the wrong folder; a person's word settles it.
    assert states(run(both, copied)) == ["已交", "未交"]
    by_hand = Corrections(files={"枫林小学/a.docx": "2"})
    assert states(run(both, own, copied, corrections=by_hand)) == ["已交", "重复报送", "未交"]


def test_a_broken_file_of_a_school_with_several_open_rows_is_pinned_on_none() -> None:
    rows = (SCHOOL, "", "实施方案"), (SCHOOL, "林小禾", "承诺书"), (SCHOOL, "林小禾", "党性分析报告")
    broken = sent("石桥小学/最终版.docx", 9, status="unreadable", kind="other", title="", reason="坏了。")
    found = run(roster(*rows), broken)
    assert states(found) == ["未交", "未交", "未交", "认不准"]
    assert found[3].candidates == (SCHOOL, f"{SCHOOL} 林小禾") and found[3].unit == SCHOOL
    assert all(line.maybe for line in found[:3])
    # What its name says is no guess; nor is it, where only one row is open.
    assert run(roster(*rows), dataclasses.replace(broken, file="石桥小学/方案.docx"))[0].state == "未交"
    assert run(roster(*rows), dataclasses.replace(broken, file="石桥小学/实施方案.docx"))[0].state == "打不开"
    came = sent("a.docx", 1, **OURS), sent("b.docx", 2, **OURS, kind="report", title="")
    assert states(run(roster(*rows), *came, broken)) == ["打不开", "已交", "已交"]


@pytest.mark.parametrize("others", [1, 2])
def test_whose_papers_lie_beside_a_broken_file_it_may_be(others: int) -> None:
    dues = roster(*((SCHOOL, name, "承诺书") for name in ("林小禾", "周明远", "赵大山")))
    names = ("林小禾", "周明远")[:others]
    read = [sent(f"石桥乡/{n}.docx", k, author=n, organization=SCHOOL) for k, n in enumerate(names)]
    broken = sent("石桥乡/空.docx", 9, status="unreadable", kind="other", title="", reason="文件是空的。")
    lines = outcomes(dues, [*read, broken], NAMES, Corrections(files={"a.docx": "2"}))
    (line,) = [x for x in lines if x.submission is broken]
    (missing,) = [x for x in lines if x.due is not None and x.due.person == "赵大山"]
    assert line.state == "认不准" and ("都是“" in line.reason) is (others == 2)
    assert (missing.maybe == ("石桥乡/空.docx",)) is (others == 2)
    by_hand = Corrections(files={"石桥乡/空.docx": "4"})
    fixed = outcomes(dues, [*read, broken], NAMES, by_hand)[2]
    assert fixed.submission is broken and "程序原来认为：认不准" in fixed.reason


def test_a_file_that_nobody_could_read_is_not_said_to_lack_school_and_name() -> None:
    unread = {"status": "unreadable", "kind": "other", "title": "", "reason": "设有密码。请去掉密码。"}
    due, line = run(LETTER, sent("U盘/最终版.docx", 1, **unread))
    assert (due.state, line.state) == ("未交", "认不准") and not due.maybe and not line.candidates
    assert line.reason == "打不开，看不到单位和署名：设有密码。文件夹和文件名也看不出是名单上哪个单位的"
    assert line.note.startswith("设有密码。请去掉密码。看不出是哪个单位的哪一份材料。")
    assert "填它的名单行号；不是的填“名单外”。" in line.note
    abroad = roster(("桑河县第一中学", "林小禾", "承诺书"))
    line = run(abroad, sent("邻山县第一中学/最终版.jpg", 1, **unread))[1]
    assert line.state == "名单外" and "文件夹和文件名里的单位是别的县（市、区）的" in line.reason
    legible = run(LETTER, sent("a.docx", organization="", author=""))[1]
    assert legible.state == "名单外" and legible.reason == "文中没有写单位，没有署名，在名单上对不上"


def test_the_counts_of_rows_and_of_files_add_up_and_fit_a_screen() -> None:
    due = roster((SCHOOL, "", "承诺书"), ("云溪县枫林小学", "", "承诺书")).dues
    lines = [Line("已交", due[0])] * 1000 + [Line("免交", due[0])]
    for state in ("迟交", "上次已交", "未交", "打不开", "交错文种"):
        lines += [Line(state, due[1])] * 123
    paper = sent("a.docx")
    lines += [Line("已交", due[0], paper, counts=False), Line("打不开", due[0], paper, counts=False)]
    lines += [
        Line("重复报送", due[0], paper, counts=False),
        Line("认不准", None, paper),
        Line("名单外", None, paper),
    ]
    told = summary(lines)
    assert all(cell_len(line) <= 80 for line in told) and len(told) == 4
    assert told[0].startswith("应交 1616 份：已交 1000 份，迟交 123 份，") and told[1].startswith("　　")
    assert told[2:] == [
        "另有文件 5 份：重复报送 1 份，认不准 1 份，名单外 1 份，同一行都算的 1 份，",
        "　　同一行打不开的 1 份。",
    ]


def test_letters_of_several_people_for_one_unit_row_are_not_duplicates() -> None:
    unit = roster((SCHOOL, "", "承诺书"))
    found = run(unit, *(sent(f"{n}.docx", n, organization=SCHOOL, author=f"教师{n}") for n in range(3)))
    assert states(found) == ["已交", "已交", "已交"]
    assert "收到 3 份" in found[0].note


def test_strangers_and_ties_stand_at_the_end_with_reasons() -> None:
    found = run(LETTER, sent("x.docx", organization="枫林小学", author="周平"))
    assert states(found) == ["未交", "名单外"] and "枫林小学" in found[1].reason
    found = run(LETTER, sent("x.docx", organization="石桥小学", author="林小和"))
    assert states(found) == ["未交", "认不准"] and "林小禾" in found[1].note


def test_other_papers_are_known_by_the_words_of_the_roster() -> None:
    summary = roster((SCHOOL, "", "活动总结"))
    (line,) = run(summary, sent("a.docx", organization=SCHOOL, kind="other", title="创先争优活动总结"))
    assert line.state == "已交"


@pytest.mark.parametrize("words", ["3", "第3行", f"{SCHOOL} 王晓明", f"{SCHOOL}王晓明承诺书"])
def test_a_correction_overrides_and_says_so(words: str) -> None:
    two = roster((SCHOOL, "林小禾", "承诺书"), (SCHOOL, "王晓明", "承诺书"))
    fixed = Corrections(files={"a.docx": words})
    one, other = run(two, sent("a.docx", **OURS), corrections=fixed)
    assert (one.state, other.state) == ("未交", "已交")
    assert "人工更正" in other.reason and "林小禾" in other.reason and other.correction == words


def test_corrections_of_states_and_to_nobody() -> None:
    key = (SCHOOL, "林小禾", "承诺书")
    (line,) = run(LETTER, sent("a.docx", **OURS, file_time=LATE), corrections=Corrections(dues={key: "按时"}))
    assert line.state == "已交" and "人工更正" in line.note
    (line,) = run(LETTER, corrections=Corrections(dues={key: "免交"}))
    assert line.state == "免交"
    lines = run(LETTER, sent("a.docx", **OURS), corrections=Corrections(files={"a.docx": "名单外"}))
    assert states(lines) == ["未交", "名单外"]


def test_a_person_may_be_named_with_the_paper() -> None:
    dues = roster(
        *((SCHOOL, name, what) for name in ("林小禾", "林小") for what in ("承诺书", "党性分析报告"))
    ).dues
    assert rows_named("林小禾党性分析", dues) == [1] and rows_named("林小禾的承诺书", dues) == [0]
    assert rows_named("林小禾", dues) == [0, 1] and rows_named("林小 承诺书", dues) == [2]
    assert rows_named("林小禾实施方案", dues) == []


def test_a_village_school_may_be_written_without_its_town() -> None:
    rows = roster(("云溪县桐木镇桐坪村小学", "", "实施方案"), ("云溪县柳林镇水口村小学", "", "实施方案"))
    dues = rows.dues
    assert rows_named("桐坪村小学", dues) == [0] and rows_named("水口村小学", dues) == [1]
    assert rows_named("坪村小学", dues) == [] and rows_named("村小学", dues) == []
    twice = roster(("桐木镇新村小学", "", "实施方案"), ("柳林镇新村小学", "", "实施方案")).dues
    assert rows_named("新村小学", twice) == [0, 1], "which of the two is for a person to say"


def test_a_correction_that_means_nothing_is_told() -> None:
    lines = run(LETTER, sent("a.docx", **OURS), corrections=Corrections(files={"a.docx": "99"}))
    assert states(lines) == ["已交"], "a slip must not undo a right match"
    assert lines[0].correction == "99" and "“99”，在名单上找不到" in lines[0].problem
    assert problems(lines)[0] == "“更正到”有 1 处没有采用：" and "请改写名单行号" in problems(lines)[1]
    shown = expected_tables(lines, {})[0].rows[0]
    assert (shown[7].value, "没有采用" in str(shown[10].value)) == ("99", True)


def test_what_is_written_beside_a_missing_paper_is_kept_and_told() -> None:
    odd = Corrections(odd={(SCHOOL, "林小禾", "承诺书"): "张三"})
    lines = run(LETTER, corrections=odd)
    assert (states(lines), lines[0].correction) == (["未交"], "张三")
    assert "名单第 2 行" in lines[0].problem and "“免交”" in lines[0].problem
    missing = expected_tables(lines, {})[1].rows[0]
    assert not any("更正到" in str(field.value) for field in missing), "this list goes out"
    stray = Corrections(files={"x.docx": "已交"})
    lines = run(LETTER, sent("x.docx", organization="枫林小学", author="周平"), corrections=stray)
    assert states(lines) == ["未交", "名单外"] and "只能写在有名单行号的行里" in lines[1].problem


def test_the_name_of_a_school_is_taken_where_it_fits_one_open_row() -> None:
    rows = (SCHOOL, "林小禾", "承诺书"), (SCHOOL, "王晓明", "承诺书"), (SCHOOL, "", "实施方案")
    both, named = roster(*rows), Corrections(files={"x.docx": "石桥小学"})
    stray = sent("x.docx", 1, organization="实验学校", author="胡一帆")
    lines = run(both, sent("a.docx", 2, **OURS), stray, corrections=named)
    assert states(lines) == ["已交", "已交", "未交"] and lines[1].submission == stray
    assert lines[1].correction == "石桥小学" and "人工更正" in lines[1].reason
    lines = run(both, stray, corrections=named)
    assert states(lines) == ["未交", "未交", "未交", "名单外"], "two rows are open: nobody guesses"
    assert "不止一行（2、3）" in lines[3].problem
    lines = run(both, stray, corrections=Corrections(files={"x.docx": "王晓明"}))
    assert states(lines) == ["未交", "已交", "未交"]
    alone = roster((SCHOOL, "", "实施方案"), ("枫林小学", "", "实施方案"))
    assert run(alone, stray, corrections=named)[0].state == "已交", "the school has one row at all"


def test_a_packed_file_takes_no_place_of_a_paper_that_came() -> None:
    plan = roster((SCHOOL, "", "实施方案"))
    ours = sent("方案.docx", 1, organization=SCHOOL, kind="plan", title="实施方案")
    packed = {"status": "unreadable", "kind": "other", "title": "", "reason": "是压缩包。", "file_time": LATE}
    lines = run(plan, ours, sent("石桥镇中心小学补充.zip", 2, **packed))
    assert states(lines) == ["已交", "名单外"] and lines[1].note.startswith("是压缩包。")
    assert lines[0].note == "" and lines[1].unit == SCHOOL
    lines = run(plan, sent("石桥镇中心小学补充.zip", 2, **packed))
    assert states(lines) == ["打不开"], "it may be what was asked for"
    assert lines[0].note.startswith("是压缩包。") and "晚了" not in lines[0].note
    two = roster((SCHOOL, "", "实施方案"), (SCHOOL, "林小禾", "承诺书"))
    lines = run(two, ours, sent("石桥镇中心小学补充.zip", 2, **packed))
    assert states(lines) == ["已交", "未交", "认不准"]
    assert lines[1].maybe == ("石桥镇中心小学补充.zip",), "it may be in there"


def test_a_paper_of_another_county_is_not_ours() -> None:
    ours, theirs = "桑河县第一中学", "邻山县第一中学"
    among = roster((ours, "", "承诺书"), (ours, "王强", "承诺书"))
    lines = run(among, sent("其他/马前进承诺书.docx", organization=theirs, author="马前进"))
    assert states(lines) == ["未交", "未交", "名单外"] and lines[2].unit == ""
    # Our teacher's name, or our school's folder: a person must look, and the school is not urged flatly.
    lines = run(among, sent("a.docx", organization=theirs, author="王强"))
    assert states(lines) == ["未交", "未交", "认不准"] and lines[1].maybe == ("a.docx",)
    lines = run(among, sent("第一中学/a.docx", organization=theirs))
    assert states(lines) == ["未交", "未交", "认不准"]
    # The county may stand in the file's name only.
    lines = run(among, sent("邻山县第一中学承诺书.docx"))
    assert states(lines) == ["未交", "未交", "名单外"]
    lines = run(among, sent("邻山县第一中学/a.docx", organization="第一中学"))
    assert states(lines)[2] == "认不准"
    for said in ("第一中学", "平凉市桑河县第一中学", "中共桑河县第一中学党支部", "桑河一中"):
        assert run(among, sent("a.docx", organization=said))[0].state == "已交", said
    # The city above, or another; a slip of one character: not for certain, but with our teacher's name it is.
    for said in ("平凉市第一中学", "桑和县第一中学"):
        assert states(run(among, sent("a.docx", organization=said)))[2:] == ["认不准"], said
        assert run(among, sent("a.docx", organization=said, author="王强"))[1].state == "已交", said


def test_where_the_roster_names_no_county_the_others_or_the_sender_may() -> None:
    theirs = sent("a.docx", organization="邻山县第一中学", author="马前进")
    bare = roster(("第一中学", "", "承诺书"))
    assert run(bare, theirs)[0].state == "已交", "nothing speaks against it"
    told = dataclasses.replace(bare, sender="桑河县教育局")
    assert states(run(told, theirs)) == ["未交", "认不准"]
    mixed = roster(("第一中学", "", "承诺书"), ("桑河县第二中学", "", "承诺书"))
    lines = run(mixed, theirs)
    assert states(lines) == ["未交", "未交", "认不准"] and lines[0].maybe == ("a.docx",)
    assert lines[2].unit == ""
    assert run(mixed, sent("b.docx", organization="桑河县第一中学"))[0].state == "已交"


def test_counts_are_of_due_papers() -> None:
    found = run(LETTER, sent("旧.docx", 1, **OURS), sent("新.docx", 2, **OURS, file_time=LATE))
    assert summary(found) == ["应交 1 份：已交 1 份。", "另有文件 1 份：重复报送 1 份。"]


def test_nobody_is_urged_for_a_paper_that_may_be_there_already() -> None:
    two = roster((SCHOOL, "郑文斌", "承诺书"), (SCHOOL, "郑文斌", "党性分析报告"))
    pledge, analysis, doubtful = run(two, sent("错名.docx", organization="", author="郑文宏"))
    assert states([pledge, analysis, doubtful]) == ["未交", "未交", "认不准"]
    assert "可能就是认不准的“错名.docx”" in pledge.note
    assert analysis.note == "", "a letter is no report"


def test_the_missing_list_can_go_out_as_it_stands() -> None:
    unit = dataclasses.replace(roster((SCHOOL, "", "实施方案")).dues[0], contact="周明远", phone="6120018")
    among = roster((SCHOOL, "林小禾", "党性分析报告"))
    both = Roster("名单.xlsx", (unit, *(dataclasses.replace(d, row=3) for d in among.dues)))
    found = run(both, sent("林.docx", **OURS))
    assert "更正到" in found[1].note
    missing = expected_tables(found, {})[1]
    plan, wrong = (dict(zip(missing.header, (f.value for f in row), strict=True)) for row in missing.rows)
    assert (plan["联系人"], wrong["联系人"], wrong["电话"]) == ("周明远", "周明远", "6120018")
    assert wrong["说明"] == "交来的是“林.docx”。应交党性分析报告，这一份像是承诺书。"


def test_a_paper_of_no_known_kind_is_told_so() -> None:
    (due, other) = run(
        roster((SCHOOL, "", "实施方案")), sent("总结.docx", organization=SCHOOL, author="某人", kind="other")
    )
    assert due.state == "未交" and other.state == "名单外" and "其他" not in other.note


def test_a_plan_of_another_campaign_is_not_the_one_that_is_due() -> None:
    plan = roster((SCHOOL, "", "实施方案"))
    past = "深入学习实践科学发展观活动"
    facts = {"kind": "other", "title": f"{past}实施方案", "stray": True, "campaign": past}
    sent_ = sent("实施方案.docx", organization=SCHOOL, **facts)
    (line,) = run(plan, sent_)
    assert line.state == "交错文种" and f"写的是另一项活动（{past}）" in line.note
    # Where the roster asks for that campaign's, it is.
    for words in ("学习实践科学发展观活动实施方案", f"{past}实施方案"):
        assert run(roster((SCHOOL, "", words)), sent_)[0].state == "已交", words
    assert run(roster((SCHOOL, "", "学校创先争优活动实施方案")), sent_)[0].state == "交错文种"
    (line,) = run(roster((SCHOOL, "", "")), sent_)
    assert line.state == "交错文种" and "应交这项活动的材料，" in line.note


def test_what_came_from_a_unit_and_was_not_asked_for_is_named_where_its_paper_is_missing() -> None:
    among = roster((SCHOOL, "", "实施方案"), (SCHOOL, "林小禾", "承诺书"))
    other = {"organization": SCHOOL, "kind": "other", "stray": True}
    work = sent("石桥小学/新建.docx", 1, **other, title="2011年春季学期\n工作计划")
    plan, pledge, line = run(among, work)
    assert states([plan, pledge, line]) == ["未交", "未交", "名单外"]
    assert plan.note == "来过“石桥小学/新建.docx”《2011年春季学期 工作计划》，不是要的材料。"
    assert pledge.note == "", "a person's own would be his"
    shown = expected_tables([plan, pledge, line], {})[1]
    assert shown.rows[0][-1].value == plan.note
    more = [sent(f"{n}.docx", n, **other, title="值日安排") for n in (2, 3)]
    told = run(among, work, *more)[0].note
    assert (
        told
        == "来过“石桥小学/新建.docx”《2011年春季学期 工作计划》、“2.docx”《值日安排》等3份，不是要的材料。"
    )
    assert file_before(told) == work.file
    # Signed, or of another school, or put outside by a person: it says nothing of the unit's own.
    assert run(among, dataclasses.replace(work, author="彭佳怡"))[0].note == ""
    outside = Corrections(files={work.file: "名单外"})
    assert run(among, work, corrections=outside)[0].note == ""
    came = sent("方案.docx", 4, organization=SCHOOL, kind="plan", title="实施方案")
    assert run(among, work, came)[0].note == "", "it came"


def test_what_the_review_says_of_another_campaign_is_understood(tmp_path: Path) -> None:
    text = (
        f"{SCHOOL}深入学习实践科学发展观活动实施方案\n一、指导思想\n深入学习实践科学发展观。\n二、主要内容\n党员每周自学两小时。\n"
        "三、方法步骤\n三月学习调研，四月分析检查，五月整改落实。\n四、组织领导\n支部成立领导小组，校长任组长。\n2009年3月12日"
    )
    path = tmp_path / "方案.txt"
    path.write_text(text, encoding="utf-8")
    found = submission_of(0, review(path), path)
    assert (found.campaign, found.stray, found.date) == ("深入学习实践科学发展观活动", True, "2009-03-12")


def test_last_years_date_is_remarked_and_no_more() -> None:
    (line,) = run(LETTER, sent("a.docx", **OURS, date="2010-03-02"))
    assert line.state == "已交" and "落款日期是 2010-03-02，比截止日期早 373 天" in line.note
    (line,) = run(LETTER, sent("a.docx", **OURS, date="2010-03"))
    assert "落款日期是 2010年3月，比截止日期早 344 天以上，可能是上一年的材料" in line.note
    for date in ("2010-06-01", "2011-03-02", "2012-01-01", "", "2010", "2010-06"):
        assert run(LETTER, sent("a.docx", **OURS, date=date))[0].note == "", date
    looked = Corrections(files={"a.docx": "2"})
    (line,) = run(LETTER, sent("a.docx", **OURS, date="2010-03-02"), corrections=looked)
    assert "落款日期" not in line.note


def test_a_pupils_pledge_is_no_members_paper() -> None:
    """The school's open letter is still missing, flatly; signed by the member who owes one it is a wrong paper."""
    pupils = {"kind": "other", "title": "文明小学生承诺书", "stray": True}
    both = roster((SCHOOL, "林小禾", "承诺书"), (SCHOOL, "", "实施方案"))
    plan = sent("b.docx", 2, organization=SCHOOL, kind="plan", title="实施方案")
    for author in ("彭佳怡", ""):
        found = run(both, sent("承诺书.docx", 1, organization=SCHOOL, author=author, **pupils), plan)
        assert states(found) == ["未交", "已交", "名单外"] and not found[0].maybe, author
    assert run(LETTER, sent("a.docx", **OURS, **pupils))[0].state == "交错文种"
    # A member's that could not be made out may be the one.
    for title in ("承诺书", "党员公开承诺书", f"{SCHOOL}教师承诺书", "为学生服务承诺书"):
        facts = {**pupils, "title": title, "organization": SCHOOL, "author": "赵大山"}
        found = run(both, sent("a.docx", 1, **facts), plan)
        assert states(found) == ["未交", "已交", "认不准"] and found[0].maybe, title


def test_a_schools_notice_is_not_sent_in_the_place_of_its_plan() -> None:
    plan = roster((SCHOOL, "", "实施方案"))
    notice = {"organization": SCHOOL, "kind": "other", "title": "关于召开春季家长会的通知", "stray": True}
    due, other = run(plan, sent("附件2.docx", **notice))
    assert (due.state, other.state) == ("未交", "名单外")
    assert due.note == "来过“附件2.docx”《关于召开春季家长会的通知》，不是要的材料。"
    assert (other.unit, other.note) == (SCHOOL, "看不出是名单上的哪种材料。")
    # The campaign's own paper, one whose title is lost, or one that the member who owes another signed.
    for title in ("创先争优活动阶段总结", "党员示范岗评选情况", ""):
        assert run(plan, sent("附件2.docx", **{**notice, "title": title}))[0].state == "交错文种", title
    summary = {**notice, "author": "林小禾", "title": "2010年度个人工作总结"}
    assert run(LETTER, sent("a.docx", **summary))[0].state == "交错文种"
