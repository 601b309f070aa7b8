"""What a newcomer tripped over with a school's own tables, and what must be said or done instead."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docgen.cli import main
from docgen.data import UNIT_SHEET
from docgen.filled import read_data
from docgen.forms import write_form
from docgen.kindfile import load_kinds
from docgen.kinds import Kind
from docgen.records import check
from docgen.values import convert
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
    book: Any = load_workbook(target)
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
    assert "第3、4行是合计" in told
    assert "是不是" not in told


def test_only_the_letters_fields_filled_gives_letters_and_no_complaints(
    empty_form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people: list[dict[str, object]] = [
        {"姓名": n, "岗位": "任课教师", "职务": "数学教师"} for n in ("王守田", "李桂香")
    ]
    path = fill(empty_form, tmp_path / "a.xlsx", {"学校": "下河小学", "承诺日期": "2011年3月1日"}, people)
    assert make("make", "all", "--data", path, "-o", tmp_path / "out") == 0
    out, err = capsys.readouterr()
    assert "要改" not in err
    assert "周明远" not in err
    for title in ("实施方案", "活动任务一览表", "承诺书（党支部）", "党性分析报告（党员）", "党员手册"):
        assert title in out.partition("这次没有做的")[2]
    made = {p.name for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert made == {"王守田-承诺书.docx", "李桂香-承诺书.docx", "下河小学党员亮牌.docx"}


def test_what_one_wrong_date_stops_is_all_listed_and_old_copies_are_told(
    kinds: dict[str, Kind], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.yaml"
    words = "学校: 下河小学\n党组织: 支部\n书记: 周\n承诺日期: DATE\n党员名册:\n" + "".join(
        f"- {{姓名: {n}, 岗位: 班主任, 职务: 教师}}\n" for n in "甲乙丙"
    )
    path.write_text(words.replace("DATE", "2011-9-30"), "utf-8")
    assert make("make", "all", "--data", path, "-o", tmp_path / "out") == 0
    capsys.readouterr()
    path.write_text(words.replace("DATE", "2011-9-31"), "utf-8")
    result = tmp_path / "r.csv"
    assert make("make", "all", "--data", path, "-o", tmp_path / "out", "--result", result) == 1
    told = capsys.readouterr()
    assert "失败 4 份" in told.out
    for name in ("甲-承诺书.docx", "乙-承诺书.docx", "丙-承诺书.docx", "下河小学党支部承诺书.docx"):
        assert name in told.err
        assert name in result.read_text("utf-8-sig")
    assert "以前做的这一份，没有更新" in told.err
    path.write_text(words.replace("DATE", "2011-9-30").replace("丙", "丁"), "utf-8")
    assert make("make", "all", "--data", path, "-o", tmp_path / "out") == 0
    assert "这次的表里没有这些人：送审材料/承诺书/丙-承诺书.docx" in capsys.readouterr().err


def test_the_merged_file_takes_the_edited_copy_and_names_who_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from docx import Document

    out = tmp_path / "out"
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("王守田"), person("丙")])
    make("make", "letter", "--data", path, "-o", out)
    edited = out / "王守田-承诺书.docx"
    document: Any = Document(str(edited))
    document.paragraphs[1].add_run("本人加的话")
    document.styles["Normal"].font.bold = True  # Word writes its own styles when it saves
    document.save(str(edited))
    before = edited.read_bytes()
    changed = roster(
        tmp_path / "r.xlsx", [person("甲"), [*person("王守田")[:3], "校长", "2011-3-1"], person("丙")]
    )
    capsys.readouterr()
    assert make("make", "letter", "--data", changed, "-o", out, "--merge") == 1
    told = capsys.readouterr()
    assert edited.read_bytes() == before
    merged = out / "承诺书（党员）（合并打印）.docx"
    words = text(merged)
    assert (
        words.index("承诺人：甲")
        < words.index("本人加的话")
        < words.index("承诺人：王守田")
        < words.index("承诺人：丙")
    )
    assert len(Document(str(merged)).sections) == 3
    assert "王守田的是手工改过的那一份" in told.out
    document.paragraphs[0]._p.xpath(".//w:pStyle")[0].set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "没有的样式"
    )
    document.save(str(edited))
    make("make", "letter", "--data", changed, "-o", out, "--merge")
    assert "合并件里少了 王守田" in capsys.readouterr().err
    assert "王守田" not in text(merged)


def test_a_draft_shows_what_was_filled_in_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[*person("甲")[:4], "9月31日"], [*person("乙")[:2], "校工\x01", "教师", "2011-3-1"]]
    book = roster(tmp_path / "r.csv.xlsx", [[*person("甲")[:4], "9月31日"]])
    assert make("make", "letter", "--data", book, "-o", tmp_path / "out", "--draft") == 1
    (letter,) = (tmp_path / "out").glob("*.docx")
    assert "【待填：9月31日（填得不对，要改）】" in text(letter)
    assert "填的是“9月31日”，应当是日期" in capsys.readouterr().err
    csv = tmp_path / "r.csv"
    csv.write_text(
        "姓名,学校,岗位,职务,承诺日期\n" + "".join(",".join(map(str, r)) + "\n" for r in rows), "utf-8"
    )
    make("make", "letter", "--data", csv, "-o", tmp_path / "two", "--draft")
    assert "校工" not in text(tmp_path / "two" / "甲-承诺书.docx")
    assert (tmp_path / "two" / "乙-承诺书.docx").is_file()


def test_the_handbook_holds_the_letters_commitments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 下河小学\n党组织: 支部\n年度: 2011\n承诺日期: 2011-3-1\n党员名册:\n"
        + "".join(
            f"- {{姓名: {n}, 岗位: 班主任, 职务: 教师, 性别: 男, 出生年月: 1970-1, 文化程度: 本科,"
            " 参加工作时间: 1990-1, 入党时间: 1999-1}\n"
            for n in "甲乙"
        ),
        "utf-8",
    )
    for kind in ("letter", "handbook"):
        assert make("make", kind, "--data", path, "-o", tmp_path / kind) == 0
    for name in "甲乙":
        book = text(tmp_path / "handbook" / f"{name}-党员手册.docx").split("\n")
        letter = text(tmp_path / "letter" / f"{name}-承诺书.docx")
        for lead in ("带头学习提高", "带头弘扬正气"):
            promise = book[book.index(lead) + 1]
            assert promise
            assert f"{lead}。{promise}" in letter


def test_promises_made_for_the_school_are_reminded_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 下河小学\n党组织: 支部\n书记: 周\n承诺日期: 2011-3-1\n服务承诺: 有空就去。\n", "utf-8"
    )
    assert make("make", "letter-branch", "--data", path, "-o", tmp_path / "out") == 0
    out = capsys.readouterr().out
    assert "“队伍承诺”" in out
    assert "请逐条核对" in out
    assert "“服务承诺”" not in out


def test_dates_that_cannot_be_or_were_glued_to_a_number(kinds: dict[str, Kind], tmp_path: Path) -> None:
    from docgen.records import records

    head = [
        "姓名",
        "性别",
        "出生年月",
        "文化程度",
        "参加工作时间",
        "入党时间",
        "职务",
        "学校",
        "党组织",
        "报告日期",
    ]
    tail = ["教师", "下河小学", "支部", "2011-6-20"]
    rows: list[list[Any]] = [
        ["甲", "男", "1983年8月", "本科", "2005年8月", "1975年1月", *tail],
        ["乙", "男", "1983年8月", "本科", "2005年8月", 2006.1, *tail],
        ["丙", "男", "1983年8月", "本科", "2005年8月", "1999年8月", *tail],
        ["丁", "男", "1983年8月", "本科", "2005年8月", "2006年10月", *tail],
    ]
    data = read_data(roster(tmp_path / "r.xlsx", rows, head), [kinds["report"]])
    assert [(p.row, p.column) for p in check(kinds["report"], data)] == [(2, "入党时间")]
    notes = ["；".join(r.notes) for r in records(kinds["report"], data)]
    assert "2006年1月还是2006年10月分不清" in notes[1]
    assert "不满18年" in notes[2]
    assert "满" not in notes[3]


def test_quotation_marks_of_ones_own_are_not_doubled(tmp_path: Path, kinds: dict[str, Kind]) -> None:
    words = kinds["plan"].example.read_text("utf-8")
    words = words.replace("活动主题: 学习在前、育人在前、服务在前", "活动主题: “扎根山村”")
    path = tmp_path / "d.yaml"
    path.write_text(words, "utf-8")
    assert make("make", "plan", "--data", path, "-o", tmp_path / "a.docx") == 0
    assert "以“扎根山村”为主题" in text(tmp_path / "a.docx")


def test_system_errors_and_help_are_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "file" / "out") == 1
    err = capsys.readouterr().err
    assert "Not a directory" not in err
    assert "不是文件夹" in err
    assert make("data", "--help") == 0
    assert "required" not in capsys.readouterr().out


def test_line_breaks_in_a_promise_become_paragraphs(tmp_path: Path) -> None:
    from docx import Document

    head = ["姓名", "学校", "岗位", "职务", "承诺日期", "带头学习提高"]
    path = roster(tmp_path / "r.xlsx", [[*person("甲"), "每周读书两小时。\n\n每月写一篇笔记。"]], head)
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    letter: Any = Document(str(tmp_path / "out" / "甲-承诺书.docx"))
    lines = {p.text: p for p in letter.paragraphs}
    assert "一、带头学习提高。每周读书两小时。" in lines
    second = lines["每月写一篇笔记。"]
    assert second.style is not None
    assert second.style.style_id == "BodyIndent"
    assert "一、带头学习提高" not in second.text


def test_a_roster_without_a_unit_sheet_is_told_where_to_write_the_school(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    path = roster(tmp_path / "r.xlsx", [["甲", "班主任", "教师"]], ["姓名", "岗位", "职务"])
    told = "\n".join(str(p) for p in check(kinds["letter"], read_data(path, [kinds["letter"]])))
    assert "可以在名册里加一列“学校”，或加一张叫“单位信息”的表" in told


def test_demo_tells_the_two_reports_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make("demo", "-o", tmp_path) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("党性分析报告（党员）")]
    assert len(lines) == 2
    assert sum("没有填的样子" in line for line in lines) == 1


def test_two_of_one_name_are_told_apart_by_their_posts(tmp_path: Path) -> None:
    rows = [[*person("张伟")[:3], post, "2011-3-1"] for post in ("数学教师", "食堂管理员")]
    path = roster(tmp_path / "r.xlsx", [*rows, person("甲")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    made = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert made == ["张伟（数学教师）-承诺书.docx", "张伟（食堂管理员）-承诺书.docx", "甲-承诺书.docx"]


def test_the_packs_form_groups_what_each_paper_needs_and_shows_examples(empty_form: Path) -> None:
    rows = [[c.value for c in cells] for cells in load_workbook(empty_form)[UNIT_SHEET].iter_rows()]
    names = [str(r[0]).rstrip("＊") for r in rows]
    start = names.index("【实施方案】不做这份材料就都空着")
    assert names.index("学校") < start < names.index("载体内容")
    assert names.index("【党建工作示范点实施方案】不做这份材料就都空着") < names.index("培育典型")
    for name in ("载体内容", "培育典型", "总结经验"):
        assert "例：" in str(rows[names.index(name)][2])


def test_a_short_table_stays_on_one_page() -> None:
    from tests.docgen.helpers import part

    xml = part(load_kinds()["handbook"].template_bytes())
    fees = next(t for t in xml.split("<w:tbl>") if "收款人" in t)
    assert "<w:keepNext/>" in fees
    assert "<w:tblHeader/>" in fees


def test_merged_cells_count_for_every_row_but_never_make_two_of_one_person(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    head = ["姓名", "学校", "岗位", "职务", "承诺日期"]
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙"), person("丙")], head)
    book: Any = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_rows(1)
    sheet["A1"] = "党员花名册"
    for area in ("A1:E1", "B3:B5", "E3:E5", "A4:A5"):
        sheet.merge_cells(area)
    book.save(path)
    data = read_data(path, [kinds["letter"]])
    rows = data.tables["党员名册"]
    assert [r.values.get("姓名") for r in rows] == ["甲", "乙", None]
    assert [r.values["学校"] for r in rows] == [rows[0].values["学校"]] * 3
    assert "“学校”、“承诺日期”有合并的单元格" in "".join(data.notes)
    assert [(p.row, p.column) for p in check(kinds["letter"], data)] == [(5, "姓名")]


def test_merged_cells_without_end_cost_no_memory(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲")], ["姓名", "学校", "岗位", "职务", "承诺日期"])
    book: Any = load_workbook(path)
    for column in "GHIJKLMN":
        book.worksheets[0].merged_cells.add(f"{column}1:{column}1048576")
    book.save(path)
    assert len(read_data(path, [kinds["letter"]]).tables["党员名册"]) == 1


def test_a_date_forgotten_in_a_pack_is_told_last(
    empty_form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people: list[dict[str, object]] = [{"姓名": "王守田", "岗位": "任课教师", "职务": "数学教师"}]
    path = fill(empty_form, tmp_path / "a.xlsx", {"学校": "下河小学"}, people)
    assert make("make", "all", "--data", path, "-o", tmp_path / "out") == 0
    last = capsys.readouterr().out.partition("这次没有做的")[2]
    assert "  承诺书（党员）：“承诺日期”空着\n" in last


def test_a_report_still_to_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = load_kinds()["report"].example.parent
    examples = sorted(folder.glob("example*.yaml"))
    told = []
    for example in examples:
        assert make("make", "report", "--data", example, "-o", tmp_path / example.stem) == 0
        told.append("里面还有黄色的【待填】" in capsys.readouterr().out)
    assert sorted(told) == [False, True]  # one is written out, one is a skeleton


def test_the_demo_has_nothing_to_complain_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert make("demo", "-o", tmp_path / "out") == 0
        assert capsys.readouterr().err == ""


def test_a_number_that_is_excels_day_and_a_year_with_its_word() -> None:
    value, told = convert(40725, "date")
    assert value is None
    assert "是不是2011年7月1日" in told
    assert convert("2011年", "number") == (2011, "")
    assert convert("32人", "number") == (32, "")
    assert convert("约32", "number")[0] is None


def test_the_plan_takes_its_months_from_its_phases(tmp_path: Path) -> None:
    example = load_kinds()["plan"].example.read_text(encoding="utf-8")
    words = "\n".join(w for w in example.splitlines() if not w.startswith(("开始年月", "结束年月")))
    words = words.replace("阶段: 动员部署", "阶段: 动员部署阶段").replace("2012年11月", "2012年9月")
    path = tmp_path / "p.yaml"
    path.write_text(words, encoding="utf-8")
    assert make("make", "plan", "--data", path, "-o", tmp_path / "p.docx") == 0
    made = text(tmp_path / "p.docx")
    assert "活动从2010年5月开始，到2012年9月结束" in made
    assert "（一）动员部署阶段（" in made


def test_the_command_told_after_a_form_names_the_bureaus_templates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "我们的 模板"
    shutil.copytree(load_kinds()["letter"].example.parent, folder / "承诺")
    form = tmp_path / "表.yaml"
    assert make("data", "承诺", "--templates", folder, "-o", form) == 0
    assert f'docgen make 承诺 --templates "{folder}" --data {form} -o ' in capsys.readouterr().out
    assert "Alt+回车" not in form.read_text(encoding="utf-8")
