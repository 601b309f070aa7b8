"""Marks that stand for words (同上、〃、无、/、待定): what is meant is printed and told, or a mistake says what to do."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen.checked import Checker
from docgen.cli import main
from docgen.data import UNIT_SHEET
from docgen.filled import read_data
from docgen.kindfile import load_kinds
from docgen.kinds import Field, Kind
from docgen.marks import Unsaid, is_answer
from docgen.problems import told
from docgen.records import check, records
from docgen.tidy import closed
from docgen.values import convert
from tests.docgen.helpers import LETTER_HEAD, person, roster, text

LEADS = ["带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气"]
OWN = ["每周读书两小时。", "每学期上一节公开课。", "每月家访三户。", "不收家长一分钱。", "不体罚学生。"]


@pytest.fixture(scope="module")
def letter() -> Kind:
    return load_kinds()["letter"]


def form(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book: Any = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "mark", ["同上", "〃", "″", "同前", "（同上）", "同 上", "同上。", '"', "与上相同", "同上一行"]
)
def test_a_cell_like_the_one_above_takes_it_and_the_screen_says_so(
    tmp_path: Path, letter: Kind, mark: str
) -> None:
    rows = [
        [*person("甲文", school="双井小学"), *OWN],
        ["乙武", mark, mark, mark, mark, *[mark] * 5],
        ["丙全", mark, "班主任", "三年级班主任", mark, None, *OWN[1:]],
    ]
    data = read_data(roster(tmp_path / "r.xlsx", rows, [*LETTER_HEAD, *LEADS]), [letter])
    assert check(letter, data) == ()
    first, second, third = (r.context for r in records(letter, data))
    assert {**second, "姓名": "甲文"} == first
    assert (third["学校"], third["承诺日期"], third["职务"]) == (
        "双井小学",
        first["承诺日期"],
        "三年级班主任",
    )
    assert f"“党员名册”第3、4行“学校”写的是“{mark}”，照上一行来用，印的是“双井小学”" in data.notes
    assert any("“带头学习提高”、“带头争创佳绩”" in n and "请本人改成自己的话" in n for n in data.notes)


def test_nothing_above_a_name_and_words_after_it_are_mistakes(tmp_path: Path, letter: Kind) -> None:
    rows = [
        ["甲文", "同上", "任课教师", "教师", "2011-3-1", None, None],
        ["同上", "双井小学", "任课教师", "教师", "2011-3-1", "同上", "同上，另加家访。"],
        ["乙武", "双井小学", "任课教师", "同左", "2011-3-1", "同甲文", "见附件"],
    ]
    data = read_data(roster(tmp_path / "r.xlsx", rows, [*LETTER_HEAD, *LEADS[:2]]), [letter])
    assert told(check(letter, data)) == [
        "“党员名册”第2行“学校”：填的是“同上”，上面没有可以照的一行；请写全",
        "“党员名册”第3行“姓名”：填的是“同上”，姓名要写全，一人写一行",
        "“党员名册”第3行“带头学习提高”：填的是“同上”，上面一格是空的，没有可以照的；请写全",
        "“党员名册”第3行“带头争创佳绩”：填的是“同上，另加家访。”，“同上”后面还有别的话，印出来看不懂；请把上一行的话抄过来写全",
        "“党员名册”第4行“职务”：填的是“同左”，只有“同上”能照上一行来用；请把要照的话抄过来写全",
        "“党员名册”第4行“带头学习提高”：填的是“同甲文”，只有“同上”能照上一行来用；请把要照的话抄过来写全",
        "“党员名册”第4行“带头争创佳绩”：填的是“见附件”，印出来的材料里没有这个附件；请把内容写在这一格里",
    ]


@pytest.mark.parametrize(
    "mark", ["无", "/", "／", "—", "-", "——", "待定", "空", "（无）", "无。", "N/A", "×", "？"]
)
def test_nothing_is_empty_where_that_may_be_and_a_mistake_where_not(
    tmp_path: Path, letter: Kind, mark: str
) -> None:
    rows = [[*person("甲文"), mark, mark], ["乙武", "双井小学", "任课教师", mark, "2011-3-1", None, None]]
    path = roster(tmp_path / "r.xlsx", rows, [*LETTER_HEAD, "带头服务群众", "其他承诺"])
    data = read_data(path, [letter])
    assert data.notes == [f"“党员名册”第2行“带头服务群众”、“其他承诺”写的是“{mark}”，当作没有填"]
    assert told(check(letter, data)) == [
        f"“党员名册”第3行“职务”：填的是“{mark}”，等于没有填，必填，例如“四年级语文教师”"
    ]
    first = next(iter(records(letter, data))).context
    assert first["其他承诺"] == ""
    assert len(str(first["带头服务群众"])) > 10, "picked for the post, as for an empty cell"


def test_words_that_only_begin_like_a_mark_are_words(tmp_path: Path, letter: Kind) -> None:
    rows = [
        [*person("甲文", school=s), "无故不迟到。"] for s in ("无锡市第一小学", "同济小学", "同心县空山小学")
    ]
    data = read_data(roster(tmp_path / "r.xlsx", rows, [*LETTER_HEAD, LEADS[3]]), [letter])
    assert data.notes == [] and check(letter, data) == ()
    assert [r.context["学校"] for r in records(letter, data)] == [r[1] for r in rows]
    assert {r.context[LEADS[3]] for r in records(letter, data)} == {"无故不迟到。"}


def test_where_there_may_truly_be_nothing_it_stays(tmp_path: Path) -> None:
    report = load_kinds()["report"]
    head = ["姓名", *(f.name for f in report.columns if f.required), "纪律方面的问题", "纪律方面的措施"]
    head = list(dict.fromkeys([*head, "学校", "党组织", "报告日期"]))
    row = {"姓名": "甲文", "性别": "女", "出生年月": "1975.5", "文化程度": "本科", "参加工作时间": "1996.8"}
    row |= {"入党时间": "2001.6", "职务": "教师", "学校": "双井小学", "党组织": "双井小学党支部"}
    row |= {"报告日期": "2011.6.20", "纪律方面的问题": "无", "纪律方面的措施": "无"}
    data = read_data(roster(tmp_path / "r.xlsx", [[row[h] for h in head]], head), [report])
    assert data.notes == ["“党员名册”第2行“纪律方面的措施”写的是“无”，当作没有填"]
    assert check(report, data) == ()
    context = next(iter(records(report, data))).context
    assert context["纪律方面的问题"] == "无。"
    assert str(context["纪律方面的措施"]).startswith("【待填：")
    assert is_answer(Field("奖惩情况"), "无") and not is_answer(Field("奖惩情况"), "同上")


def test_marks_of_the_unit_sheet_and_the_other_lists(tmp_path: Path) -> None:
    kinds = load_kinds()
    unit = [["学校", "双井小学"], ["承诺日期", "2011.3.1"], ["监督电话", "无"], ["标题", "同上"]]
    path = form(
        tmp_path / "a.xlsx",
        {UNIT_SHEET: unit, "党员名册": [["姓名", "岗位", "职务"], ["甲文", "班主任", "教师"]]},
    )
    data = read_data(path, [kinds["letter"]])
    assert data.notes == ["“单位信息”第3行“监督电话”写的是“无”，当作没有填"]
    (wrong,) = told(check(kinds["letter"], data))
    assert wrong.startswith("“单位信息”第4行“标题”：填的是“同上”，这张表里一行一栏")
    steps = [
        ["阶段", "开始", "结束", "任务", "负责人", "完成标志"],
        ["动员部署", "2012年3月", "2012年4月", "开会。", "周明远", "方案印发"],
        ["总结评比", "2012年11月", "2012年12月", "评议。", "〃", "评议表"],
        ["/", "/", "/", "/", "/", "/"],
    ]
    path = form(tmp_path / "b.xlsx", {UNIT_SHEET: unit[:1], "阶段步骤": steps})
    data = read_data(path, [kinds["schedule"]])
    assert [r.values["负责人"] for r in data.tables["阶段步骤"]] == ["周明远", "周明远"]
    assert data.notes == [
        "“阶段步骤”第3行“负责人”写的是“〃”，照上一行来用，印的是“周明远”",
        "“阶段步骤”第4行写的都是“无”一类的话，没有当作一行来用",
    ]


def test_a_kind_whose_fields_all_say_nothing_is_not_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "全套.xlsx"
    own = [f.name for f in load_kinds()["demonstration"].fields if f.required]
    unit = [["学校", "双井小学"], ["承诺日期", "2011.3.1"]]
    unit += [[n, "无"] for n in own if n not in ("学校", "党组织", "书记")]
    form(path, {UNIT_SHEET: unit, "党员名册": [["姓名", "岗位", "职务"], ["甲文", "班主任", "教师"]]})
    assert main(["make", "all", "--data", str(path), "-o", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert "党建工作示范点实施方案：" in said.out.partition("这次没有做的")[2]
    assert "等于没有填" not in said.err


def test_marks_in_yaml(tmp_path: Path, letter: Kind) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 双井小学\n承诺日期: 2011-3-1\n监督电话: 无\n党员名册:\n  - 姓名: 甲文\n    岗位: 班主任\n    职务: 教师\n"
        "  - 姓名: 乙武\n    岗位: 同上\n    职务: 同上\n",
        encoding="utf-8",
    )
    data = read_data(path, [letter])
    assert check(letter, data) == ()
    assert [r.context["职务"] for r in records(letter, data)] == ["教师", "教师"]
    assert data.notes[0] == "第3行“监督电话”写的是“无”，当作没有填"
    assert data.notes[1] == "“党员名册”第8行“岗位”写的是“同上”，照上一行来用"


def test_a_draft_marks_what_was_only_a_mark(tmp_path: Path, letter: Kind) -> None:
    checker = Checker(letter, read_data(roster(tmp_path / "r.xlsx", [person("甲文")]), [letter]), True)
    assert (
        checker.value(letter.by_name["职务"], Unsaid("/"), "党员名册", 2) == "【待填：/（填得不对，要改）】"
    )
    assert len(checker.problems) == 1


@pytest.mark.parametrize(
    ("name", "printed", "beside"),
    [
        ("赵小燕（女）", "赵小燕", "“（女）”"),
        ("张建国（预备党员）", "张建国", "“（预备党员）”"),
        ("1.李伟同志", "李伟", "“1.”“同志”"),
        ("李伟 13800000000", "李伟", "“13800000000”"),
        ("李伟*", "李伟", "“*”"),
        ("李伟，女", "李伟", "“，女”"),
        ("李明 老师", "李明", "“老师”"),
        ("李 明（女）", "李明", "“（女）”"),
        ("欧阳建国老师", "欧阳建国", "“老师”"),
        ("扎西 顿珠（预备党员）", "扎西 顿珠", "“（预备党员）”"),
    ],
)
def test_what_was_written_beside_a_name_is_not_printed_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, printed: str, beside: str
) -> None:
    path = roster(tmp_path / "r.xlsx", [person(name)])
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]) == 0
    assert f"“姓名”里的{beside}没有印，印的是“{printed}”，请核对" in capsys.readouterr().out
    (made,) = (tmp_path / "out").iterdir()
    assert made.name == f"{printed}-承诺书.docx"
    assert f"承诺人：{printed}\n" in text(made)


def test_blanks_inside_a_schools_name_are_left_out_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schools = ["青禾县 柳林镇中心小学", "青禾县柳林镇中心小学 "]
    path = roster(
        tmp_path / "r.xlsx", [person(n, school=s) for n, s in zip(("甲文", "乙武"), schools, strict=True)]
    )
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "甲文-承诺书.docx：“学校”里的空格没有印，印的是“青禾县柳林镇中心小学”，请核对" in said
    made = sorted((tmp_path / "out").iterdir())
    assert [p.name for p in made] == ["乙武-承诺书.docx", "甲文-承诺书.docx"], "one school: no folders"
    assert all("青禾县柳林镇中心小学" in text(p) for p in made)


def test_answers_that_are_no_words_are_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["双井小学", "无", "待定", "甲文", "同上", "教师", "/", "没有"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    assert main(["make", "badge", "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.count("这一项必须填") == 1
    assert "“同上”不行：这里没有上一行可以照，请写全。" in said
    (made,) = tmp_path.glob("*.docx")
    words = text(made)
    assert "甲文" in words and "共产党员示范岗" in words and "亮身份、树形象、作表率" in words


def test_a_choice_cut_short_is_taken_where_only_one_can_be_meant(letter: Kind, tmp_path: Path) -> None:
    checker = Checker(letter, read_data(roster(tmp_path / "r.xlsx", []), [letter]), False)
    post = letter.by_name["岗位"]
    assert [checker.value(post, raw, "党员名册", 2) for raw in ("领导", "后勤", "班 主 任", "退休")] == [
        "学校领导", "后勤人员", "班主任", "离退休党员",
    ]  # fmt: skip
    assert checker.remarks[0] == "“岗位”填的是“领导”，当作“学校领导”来用，请核对"
    assert len(checker.remarks) == 3 and not checker.problems
    more = ["校领导", "退休党员", "离退休", "任课", "任课老师", "幼儿园", "後勤", "班主任老师", "女"]
    assert [convert(raw, "choice", post.choices, post.short)[0] for raw in more] == [
        "学校领导", "离退休党员", "离退休党员", "任课教师", "任课教师", "幼儿园教师", "后勤人员", "班主任", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["党员", "主任", "学校", "人员", "教师", "老师", "休党员", "校领", "学校党员", "园教师", "任", "主 任"],
)
def test_a_general_word_is_no_short_form(letter: Kind, tmp_path: Path, words: str) -> None:
    checker = Checker(letter, read_data(roster(tmp_path / "r.xlsx", []), [letter]), False)
    checker.value(letter.by_name["岗位"], words, "党员名册", 2)
    assert [p.expected for p in checker.problems] == [
        "应当是其中之一：任课教师、班主任、学校领导、后勤人员、离退休党员、幼儿园教师"
    ]
    assert not checker.remarks


def test_choices_without_short_forms_are_not_guessed() -> None:
    choices = ("组长", "副组长", "成员")
    asked = ["副组", "组员", "长", "组 长"]
    assert [convert(w, "choice", choices)[0] for w in asked] == [None, None, None, "组长"]


def test_a_number_with_what_it_counts_and_a_day_without_its_number() -> None:
    assert convert("12名党员", "number") == convert("12人", "number") == (12, "")
    assert convert("约60人", "number")[0] is None
    assert "还差几号" in convert("2012年12月", "date")[1]


def test_numbers_quotes_and_blanks_of_ones_own_are_not_doubled(tmp_path: Path) -> None:
    kinds = load_kinds()
    unit = [
        ["学校", "双井小学"],
        ["党组织", "双井小学党支部"],
        ["书记", "周明远"],
        ["示范点名称", "语文组 示范点"],
    ]
    unit += [["示范点党员人数", "6人"], ["示范点负责人", "李伟"], ["示范点方案日期", "2012.9.1"]]
    unit += [
        ["示范主题", "“带教研”。"],
        ["创建目标", "合格率提高3个百分点；"],
        ["培育典型", "李伟"],
        ["总结经验", "写材料"],
    ]
    tasks = [["任务", "做法", "开始", "结束", "负责人"], ["1.结对", "带一人", "2012.9", "2013.1", "李伟"]]
    path = form(tmp_path / "a.xlsx", {UNIT_SHEET: unit, "示范点任务": tasks})
    assert main(["make", "demonstration", "--data", str(path), "-o", str(tmp_path / "a.docx")]) == 0
    words = text(tmp_path / "a.docx")
    assert "1.结对。带一人。" in words and "1.1." not in words and "完成结对" in words
    assert "“带教研”" in words and "。”" not in words and "””" not in words
    assert "合格率提高3个百分点。" in words
    people = [
        [*person("甲文")[:3], "五年级 数学教师", "2012.3.1"],
        [*person("乙武")[:3], "书记　校长", "2012.3.1"],
    ]
    data = read_data(roster(tmp_path / "r.xlsx", people), [kinds["letter"]])
    made = [(r.context["职务"], r.notes[1]) for r in records(kinds["letter"], data)]
    assert [post for post, _ in made] == ["五年级数学教师", "书记、校长"]
    assert made[1][1] == "“职务”里的空格没有印，印的是“书记、校长”，请核对"


def test_what_stands_below_a_roster_and_stops_after_a_post(tmp_path: Path, letter: Kind) -> None:
    rows = [[*person("甲文", school="双井小学，")[:3], "老师。", "2012.3.1", "没有其他承诺"], ["以下空白"]]
    data = read_data(roster(tmp_path / "r.xlsx", rows, [*LETTER_HEAD, "其他承诺"]), [letter])
    assert check(letter, data) == ()
    (record,) = records(letter, data)
    assert (record.context["学校"], record.context["职务"], record.context["其他承诺"]) == (
        "双井小学",
        "老师",
        "",
    )
    assert "“职务”末尾的标点没有印，印的是“老师”，请核对" in record.notes


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("会计 出纳", "会计、出纳"),
        ("语文 数学", "语文、数学"),
        ("办公室主任 文书", "办公室主任、文书"),
        ("工会主席 教师", "工会主席、教师"),
        ("会计\t出纳", "会计、出纳"),
        ("教师（语文） 会计", "教师（语文）、会计"),
        ("语文 数学 教师", "语文、数学教师"),
        ("教 师　会 计", "教师、会计"),
        ("会 计 出 纳", "会计、出纳"),
        ("校长 副 书记", "校长、副书记"),
        ("教务处 总务处 主任", "教务处、总务处主任"),
        ("英语 班主任", "英语、班主任"),
        ("五年级 六年级 数学教师", "五年级、六年级数学教师"),
        # one thing
        ("组 长", "组长"),
        ("副　校　长", "副校长"),
        ("班主 任", "班主任"),
        ("副 校长", "副校长"),
        ("语文 教师", "语文教师"),
        ("语文 教研组 组长", "语文教研组组长"),
        ("后勤 主任", "后勤主任"),
        ("食堂 管理员", "食堂管理员"),
        ("三（1） 班 班主任", "三（1）班班主任"),
        ("青禾县 石桥小学 教师", "青禾县石桥小学教师"),
        ("教师 兼 会计", "教师兼会计"),
        ("校长 兼书记", "校长兼书记"),
        ("书记 （兼）", "书记（兼）"),
        ("校长 助理", "校长助理"),
        ("科任 教师", "科任教师"),
        ("常务 副校长", "常务副校长"),
        ("教学 副校长", "教学副校长"),
        ("小学 一级教师", "小学一级教师"),
        ("Word 教师", "Word 教师"),
    ],
)
def test_two_posts_with_a_blank_between_are_two(
    tmp_path: Path, letter: Kind, typed: str, printed: str
) -> None:
    checker = Checker(letter, read_data(roster(tmp_path / "r.xlsx", []), [letter]), False)
    assert checker.value(letter.by_name["职务"], typed, "党员名册", 2) == printed
    told = f"“职务”里的空格没有印，印的是“{printed}”，请核对"
    assert checker.remarks == ([told] if typed != printed else [])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("办公室主任\n文书", "办公室主任、文书"),
        ("校长\n书记", "校长、书记"),
        ("四年级语\n文教师", "四年级语文教师"),
        ("五年级数学\n教师", "五年级数学教师"),
        ("会计\n（兼）", "会计（兼）"),
    ],
)
def test_a_post_in_two_lines(tmp_path: Path, letter: Kind, typed: str, printed: str) -> None:
    checker = Checker(letter, read_data(roster(tmp_path / "r.xlsx", []), [letter]), False)
    assert checker.value(letter.by_name["职务"], typed, "党员名册", 2) == printed
    assert checker.remarks == [f"“职务”里有换行，印成了“{printed}”，请核对"]


@pytest.mark.parametrize(
    "name",
    ["扎西 顿珠", "买买提 艾力", "吉克 阿果", "白玛 央金", "罗布　次仁", "次仁 旺堆 多吉", "高娃 孟克", "阿依古丽 吐尔逊",
     "马木提 艾力", "苏来曼 马合木提"],
)  # fmt: skip
def test_a_name_of_another_people_with_a_blank_in_it_is_one_persons(
    tmp_path: Path, letter: Kind, name: str
) -> None:
    data = read_data(roster(tmp_path / "r.xlsx", [person(name), person(f"{name}（女）")]), [letter])
    assert check(letter, data) == ()
    made = list(records(letter, data))
    assert [r.context["姓名"] for r in made] == [name, f"{name}（女）"]
    assert not any("姓名" in note for note in made[0].notes)


def test_names_of_several_with_blanks_are_still_a_mistake_and_a_doubt_is_told(
    tmp_path: Path, letter: Kind
) -> None:
    wrong = [
        "李伟 王芳",
        "李伟　王芳",
        "周七 吴八九",
        "李伟 王芳 赵敏",
        "马强 罗兰",
        "李伟 王芳（女）",
        "扎西、顿珠",
    ]
    data = read_data(roster(tmp_path / "r.xlsx", [*map(person, wrong), person("李伟 扎西")]), [letter])
    assert len(check(letter, data)) == len(wrong)
    doubt = list(records(letter, data))[-1]
    assert doubt.context["姓名"] == "李伟 扎西"
    assert "“姓名”印的是“李伟 扎西”，中间有空格；是几个人的，要一人写一行" in doubt.notes


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (["李伟（大）", "李伟（小）"], ["李伟（大）", "李伟（小）"]),
        (["李伟", "李伟（小）"], ["李伟", "李伟（小）"]),
        (["李伟，男", "李伟，女"], ["李伟（男）", "李伟（女）"]),
        (["李伟(男)", "李伟 女"], ["李伟（男）", "李伟（女）"]),
        (["1.李伟【大】", "2.李伟【小】"], ["李伟（大）", "李伟（小）"]),
        (["李伟（语文）同志", "李伟（数学）*"], ["李伟（语文）", "李伟（数学）"]),
        (["李 伟（大）", "李伟（小）"], ["李伟（大）", "李伟（小）"]),
        (["扎西 顿珠（大）", "扎西 顿珠（小）"], ["扎西 顿珠（大）", "扎西 顿珠（小）"]),
        # nothing tells them apart
        (["李伟（女）", "李伟（女）"], ["李伟", "李伟"]),
        (["李伟（大）", "李伟【大】"], ["李伟", "李伟"]),
        (["1.李伟", "2.李伟"], ["李伟", "李伟"]),
        (["李伟 13800000000", "李伟（13900000000）"], ["李伟", "李伟"]),
        (["李伟（大）", "李卫（小）"], ["李伟", "李卫"]),
    ],
)
def test_what_tells_namesakes_apart_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: list[str], printed: list[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [person(n) for n in typed])
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]) == 0
    made = {p.name: text(p) for p in (tmp_path / "out").iterdir()}
    assert len(made) == 2
    for name in printed:
        assert f"承诺人：{name}\n" in made[f"{name}-承诺书.docx"]
    said = capsys.readouterr().out
    for name in printed:
        told = f"“姓名”印的是“{name}”：名册里不止一个“{name.partition('（')[0]}”，括号里的照印，请核对"
        assert (told in said) == ("（" in name)


def test_namesakes_of_two_schools_are_apart_already(tmp_path: Path, letter: Kind) -> None:
    rows = [person("李伟（大）", school="双井小学"), person("李伟（小）", school="石桥小学")]
    data = read_data(roster(tmp_path / "r.xlsx", rows), [letter])
    assert [r.context["姓名"] for r in records(letter, data)] == ["李伟", "李伟"]


def test_namesakes_written_with_numbers_are_told_apart_by_their_posts(tmp_path: Path) -> None:
    rows = [[*person(n)[:3], post, "2012.3.1"] for n, post in (("1.李伟", "教师"), ("李伟*", "校长"))]
    path = roster(tmp_path / "r.xlsx", rows)
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "李伟（教师）-承诺书.docx",
        "李伟（校长）-承诺书.docx",
    ]


@pytest.mark.parametrize("name", ["欧阳老师", "百里老师", "李老师", "周 老师"])
def test_how_one_is_called_stays_where_no_name_is_left(tmp_path: Path, letter: Kind, name: str) -> None:
    data = read_data(roster(tmp_path / "r.xlsx", [person(name)]), [letter])
    (record,) = records(letter, data)
    assert record.context["姓名"] == name


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("语文组 数学组", "语文组 数学组"),
        ("石桥小学 双井小学", "石桥小学 双井小学"),
        ("石桥小学 双井小学 联合党支部", "石桥小学 双井小学联合党支部"),
        ("柳林镇中心小学 石桥教学点", "柳林镇中心小学石桥教学点"),
        ("石桥小学 语文组", "石桥小学语文组"),
        ("五年级 语文组", "五年级语文组"),
        ("中共青禾县 石桥小学 支部委员会。", "中共青禾县石桥小学支部委员会"),
        ("语文组  示范点", "语文组示范点"),
    ],
)
def test_two_units_of_a_kind_are_not_run_together(typed: str, printed: str) -> None:
    assert closed(typed) == printed


def test_a_row_of_marks_is_told_once(tmp_path: Path, letter: Kind) -> None:
    head = [*LETTER_HEAD, "带头学习提高"]
    rows = [[*person("甲文"), ""], ["/", "/", "/", "/", "/", "/"], [*person("乙武"), "无"]]
    data = read_data(roster(tmp_path / "r.xlsx", rows, head), [letter])
    assert [r.values["姓名"] for r in data.tables["党员名册"]] == ["甲文", "乙武"]
    assert data.notes == [
        "“党员名册”第4行“带头学习提高”写的是“无”，当作没有填",
        "“党员名册”第3行写的都是“无”一类的话，没有当作一行来用",
    ]


def test_a_blank_left_between_two_units_is_told(tmp_path: Path, letter: Kind) -> None:
    data = read_data(roster(tmp_path / "r.xlsx", [person("甲文", school="石桥小学 双井小学")]), [letter])
    (record,) = records(letter, data)
    assert record.context["学校"] == "石桥小学 双井小学"
    assert "“学校”中间的空格照印了；写的是两个的，用“、”隔开" in record.notes
