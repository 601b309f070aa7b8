"""What secretaries do with Excel and WPS: their own dates, formulas, hidden rows, second sheets, two-row headings."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from chinese_cli.wide import columns
from docgen.cli import main
from docgen.data import Data
from docgen.filled import read_data
from docgen.kindfile import load_kinds
from docgen.kinds import Kind
from docgen.names import safe_name
from docgen.problems import UserError, told
from docgen.records import check
from docgen.values import Month, convert, plain
from tests.docgen.helpers import LETTER_HEAD, person, roster, text


@pytest.fixture(scope="module")
def letter() -> Kind:
    return load_kinds()["letter"]


def make(*args: Any) -> int:
    return main([str(a) for a in args])


def names(data: Data) -> list[object]:
    return [r.values.get("姓名") for r in data.tables["党员名册"]]


def changed(path: Path, member: str, change: Callable[[str], str]) -> None:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts[member] = change(parts[member].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def with_built_in(path: Path, formats: dict[str, int]) -> None:
    """Number formats as a Chinese Excel writes them: by a number of its own, without a pattern."""

    def change(xml: str) -> str:
        for pattern, number in formats.items():
            found = re.search(rf"<numFmt [^>]*{re.escape(pattern)}[^>]*/>", xml)
            assert found
            own = re.search(r'numFmtId="(\d+)"', found[0])
            assert own
            xml = xml.replace(found[0], "").replace(own[0], f'numFmtId="{number}"')
        return re.sub(r"<numFmts[^>]*>\s*</numFmts>", "", re.sub(r'<numFmts count="\d+"', "<numFmts", xml))

    changed(path, "xl/styles.xml", change)


@pytest.mark.parametrize("number", [27, 31, 36, 50, 57, 58])
def test_dates_in_the_formats_of_a_chinese_excel_are_dates(tmp_path: Path, letter: Kind, number: int) -> None:
    book: Any = Workbook()
    book.active.append(LETTER_HEAD)
    book.active.append([*person("甲")[:4], 40973])
    book.active["E2"].number_format = '"built-in"'
    book.save(tmp_path / "r.xlsx")
    assert read_data(tmp_path / "r.xlsx", [letter]).tables["党员名册"][0].values["承诺日期"] == 40973
    with_built_in(tmp_path / "r.xlsx", {"built-in": number})
    (row,) = read_data(tmp_path / "r.xlsx", [letter]).tables["党员名册"]
    assert convert(row.values["承诺日期"], "date")[0] == datetime.date(2012, 3, 5)


def test_a_formula_that_came_to_nothing_is_an_empty_cell(tmp_path: Path, letter: Kind) -> None:
    """Drawn down for people to come, as Excel saves it; one that nobody has reckoned is told."""
    path = roster(tmp_path / "r.xlsx", [person("甲")])
    book: Any = load_workbook(path)
    for row in range(3, 50):
        book.active.cell(row, 4).value = f'=IF(A{row}="","","教师")'
    book.save(path)
    assert len(check(letter, read_data(path, [letter]))) > 100
    reckoned = r'<c r="\1" t="str"><f>\2</f><v></v></c>'
    pattern = r'<c r="(D\d+)"><f>(.*?)</f>(?:<v ?/>|<v></v>)</c>'
    changed(path, "xl/worksheets/sheet1.xml", lambda x: re.sub(pattern, reckoned, x))
    data = read_data(path, [letter])
    assert names(data) == ["甲"]
    assert check(letter, data) == ()


def test_another_sheet_with_names_is_no_roster_and_a_second_roster_is_told(
    tmp_path: Path, letter: Kind
) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")])
    book: Any = load_workbook(path)
    book.create_sheet("通讯录").append(["姓名", "电话", "学校"])
    book["通讯录"].append(["丙", 1, "另一所学校"])
    book.save(path)
    data = read_data(path, [letter])
    assert names(data) == ["甲", "乙"]
    assert data.notes == ["“通讯录”没有“承诺日期”、“岗位”、“职务”，不是党员名册，没有使用"]

    second = book.create_sheet("2010年的")
    for row in (LETTER_HEAD, person("丁")):
        second.append(row)
    book.save(path)
    data = read_data(path, [letter])
    assert names(data) == ["甲", "乙", "丁"]
    assert "“党员名册”、“2010年的”都当作党员名册来用；不要的那张请删去" in data.notes


def test_hidden_sheets_are_not_used_and_hidden_rows_are_told(tmp_path: Path, letter: Kind) -> None:
    path = roster(tmp_path / "r.xlsx", [person(n) for n in "甲乙丙丁戊"])
    book: Any = load_workbook(path)
    for row in (2, 3, 4, 6):
        book.active.row_dimensions[row].hidden = True
    old = book.create_sheet("旧名册")
    for row in (LETTER_HEAD, person("走了的人")):
        old.append(row)
    old.sheet_state = "hidden"
    book.save(path)
    data = read_data(path, [letter])
    assert names(data) == list("甲乙丙丁戊")
    assert data.notes == [
        "“旧名册”是隐藏的表，没有使用；要用请在 Excel 里取消隐藏",
        "“党员名册”第2—4、6行是隐藏或筛选掉的，也用了；不要的请把整行删去",
    ]


@pytest.mark.parametrize("below", ["职务", "承诺日期"])
def test_headings_in_two_rows(tmp_path: Path, letter: Kind, below: str) -> None:
    first: list[str | None] = ["序号", "姓名", "学校", "岗位", "基本情况", None, None]
    second = [None, None, None, None, "职务", "学历", "承诺日期"]
    if below == "承诺日期":  # a title of its own above one of them
        first[4], second[4], first[5] = "职务", None, "其他"
    book: Any = Workbook()
    for row in (["某校党员名册"], first, second, [1, "甲", "校", "任课教师", "教师", "本科", "2012.3.5"]):
        book.active.append(row)
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2" if below == "职务" else "E2:E3"):
        book.active.merge_cells(area)
    book.save(tmp_path / "r.xlsx")
    data = read_data(tmp_path / "r.xlsx", [letter], load_kinds().values())
    assert names(data) == ["甲"]
    assert data.tables["党员名册"][0].number == 4
    assert check(letter, data) == ()


def test_what_stands_below_a_roster_and_headings_again_are_no_people(tmp_path: Path, letter: Kind) -> None:
    rows = [
        person("甲"),
        LETTER_HEAD,
        person("乙"),
        ["制表人：王强", None, "审核人：李明"],
        ["注：以上都在编"],
    ]
    data = read_data(roster(tmp_path / "r.xlsx", rows), [letter])
    assert names(data) == ["甲", "乙"]
    assert data.notes == [
        "“党员名册”第3行又是标题行，没有当作一行来用",
        "“党员名册”第5、6行是表后面的说明，没有当作一个人来用",
    ]


def test_a_heading_renamed_is_one_mistake_however_many_people(tmp_path: Path, letter: Kind) -> None:
    head = ["教师姓名", *LETTER_HEAD[1:]]
    data = read_data(roster(tmp_path / "r.xlsx", [person(f"党员{i}") for i in range(50)], head), [letter])
    (problem,) = check(letter, data)
    assert str(problem) == "“党员名册”“姓名”：没有填，必填，例如“张三”；标题行里没有这一列"
    assert any("“教师姓名”不是要用的栏目" in n and "是不是“姓名”" in n for n in data.notes)


def test_the_same_mistake_in_many_rows_is_one_line(tmp_path: Path, letter: Kind) -> None:
    rows = [person(f"党员{i}", post="老师") for i in range(20)] + [person("甲", post="门卫")]
    problems = check(letter, read_data(roster(tmp_path / "r.xlsx", rows), [letter]))
    lines = told(problems)
    assert len(problems) == 21
    assert len(lines) == 2
    assert lines[0].startswith("“党员名册”第2—21行“岗位”：填的是“老师”，应当是其中之一")


def test_an_empty_unit_sheet_is_not_asked_for_again(tmp_path: Path, letter: Kind) -> None:
    assert make("data", "letter", "-o", tmp_path / "r.xlsx") == 0
    data = read_data(tmp_path / "r.xlsx", [letter])
    assert not any("加一张叫" in str(p) for p in check(letter, data))


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("2012年3月5日\u200b", "date", datetime.date(2012, 3, 5)),
        ("\u200e2012\u200e年\u200e3\u200e月\u200e5\u200e日", "date", datetime.date(2012, 3, 5)),
        ("2012/3/5 0:00", "date", datetime.date(2012, 3, 5)),
        ("2012-03-05T00:00:00", "date", datetime.date(2012, 3, 5)),
        (datetime.datetime(2012, 3, 5, 8, 30), "date", datetime.date(2012, 3, 5)),
        (20120305, "date", datetime.date(2012, 3, 5)),
        ("20120230", "date", None),
        ("2012030", "date", None),
        (197405.0, "month", Month(1974, 5)),
        ("19740512", "month", Month(1974, 5)),
        ("19740532", "month", None),
        ("197413", "month", None),
        ("1974年5月份", "month", Month(1974, 5)),
        ("1,240", "number", 1240),
        ("1，240人", "number", 1240),
        ("12,40", "number", None),
        ("任课教师\ufeff", "choice", "任课教师"),
    ],
)
def test_values_as_other_programs_give_them(raw: object, kind: str, value: object) -> None:
    assert convert(raw, kind, ("任课教师",))[0] == value


def test_a_month_as_excels_count_of_days_is_told_as_a_month() -> None:
    assert "是不是1974年5月）" in convert(27150, "month")[1]


def test_signs_without_width_are_no_part_of_a_name() -> None:
    assert plain("\ufeff欧阳\u200b修 ") == "欧阳修"
    assert safe_name("王\u202e强") == "王强"


def test_a_name_in_two_lines_is_printed_in_one_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [person("阿依古丽·\n吐尔逊")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    assert "“姓名”里有换行，印成了“阿依古丽·吐尔逊”，请核对" in capsys.readouterr().out
    (made,) = (tmp_path / "out").iterdir()
    assert "承诺人：阿依古丽·吐尔逊\n" in text(made)


def test_a_row_without_a_name_is_named_by_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 1
    assert "失败  第3行-承诺书（党员）.docx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("~$名册.xlsx", b"\x05admin" + bytes(159), "改写成 名册.xlsx"),
        (".~名册.xlsx", b"\x05admin" + bytes(159), "改写成 名册.xlsx"),
        ("名册.txt", "姓名\t岗位\n".encode("utf-16"), "另存为 .xlsx"),
        ("名册.csv", b"\xff\xfe\x00", "另存为 .xlsx"),
    ],
)
def test_what_is_no_table_is_told_with_what_to_do(
    tmp_path: Path, letter: Kind, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as told_of:
        read_data(tmp_path / name, [letter])
    assert words in str(told_of.value)


def test_a_name_without_its_ending_or_in_chinese_quotes_is_met_with_help(
    tmp_path: Path, letter: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster(tmp_path / "名册.xlsx", [person("甲")])
    monkeypatch.chdir(tmp_path)
    for given, words in (
        ("名册", "是不是 名册.xlsx"),
        ("“名册.xlsx”", "引号要用英文的"),
        ("别的", "检查文件名"),
    ):
        with pytest.raises(UserError) as told_of:
            read_data(Path(given), [letter])
        assert words in str(told_of.value)


@pytest.mark.parametrize(("between", "encoding"), [("\t", "utf-16"), (";", "utf-8-sig"), ("，", "gb18030")])
def test_a_csv_with_other_signs_between_its_cells(
    tmp_path: Path, letter: Kind, between: str, encoding: str
) -> None:
    lines = [between.join(map(str, row)) for row in (LETTER_HEAD, person("甲"))]
    (tmp_path / "r.csv").write_bytes("\r\n".join(lines).encode(encoding))
    data = read_data(tmp_path / "r.csv", [letter])
    assert names(data) == ["甲"]
    assert check(letter, data) == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("系统导出.xls", b"<html><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td></tr></table></html>"),
        ("系统导出.xls", b'\n<?xml version="1.0"?><Workbook/>'),
        ("名册.xlsx", "姓名,岗位\n甲,任课教师\n".encode("gb18030")),
        ("名册.pdf", b"%PDF-1.4 x"),
    ],
)
def test_what_only_bears_the_name_of_a_table_is_to_be_saved_anew(
    tmp_path: Path, letter: Kind, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as told_of:
        read_data(tmp_path / name, [letter])
    assert "用 Excel 或 WPS 打开后另存为 .xlsx" in str(told_of.value)
    assert "YAML" not in str(told_of.value)


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_unit_sheet_with_a_column_before_its_names(tmp_path: Path, letter: Kind, before: int) -> None:
    path = roster(tmp_path / "r.xlsx", [["甲", "任课教师", "教师"]], ["姓名", "岗位", "职务"])
    book: Any = load_workbook(path)
    unit = book.create_sheet("单位信息")
    for number, row in enumerate((["项目", "填写"], ["学校", "双井小学"], ["承诺日期", "2012.3.5"])):
        unit.append([*([number, None][:before]), *row])
    book.save(path)
    data = read_data(path, [letter])
    assert data.notes == []
    assert check(letter, data) == ()
    assert data.unit["学校"].raw == "双井小学"


def test_one_more_person_is_asked_for_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["双井小学", "", "甲", "教师", "", "好的", "有", "乙", "教师", "", "没有"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    assert make("make", "badge", "-o", tmp_path) == 0
    out = capsys.readouterr().out
    assert out.count("有就写 y，没有直接回车。") == 1
    assert "Error" not in out
    (made,) = tmp_path.glob("*.docx")
    assert {"甲", "乙"} <= set(text(made).split("\n"))


def test_a_result_table_of_another_sort_is_told_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out", "--result", "表.doc") == 2
    assert "--result 后面的文件名要以 .xlsx 或 .csv 结尾" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["make", "letter", "——data", "名册.xlsx"], "选项前面要写两个英文的减号（--）"),
        (["make", "letter", "-data", "名册.xlsx"], "前面是两个减号"),
        (["make", "letter", "多余"], "多写了内容：多余。\n"),
        (["make", "letter", "--data", "名", "册.xlsx"], "两边要加英文的引号"),
    ],
)
def test_dashes_of_a_chinese_keyboard(
    args: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(*args) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("args", [["kinds"], ["make", "--help"], ["--help"]])
def test_help_fits_a_terminal_of_80_columns(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert make(*args) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(columns, lines)) <= 80
    if args[-1] == "--help":
        begin = {
            columns(line) - columns(line[2:].partition("  ")[2].lstrip())
            for line in lines
            if line.startswith("  ") and " --" in line
        }
        assert len(begin) == 1  # what an option does stands in one column


def test_a_commitment_copied_with_its_heading_is_not_headed_twice(tmp_path: Path, letter: Kind) -> None:
    head = [*LETTER_HEAD, "带头学习提高", "带头服务群众", "其他承诺"]
    row = [*person("甲"), "一、带头学习提高：每周读书。", "3、每月家访。", "1.修桌椅。\n2.办图书角。"]
    total = ["汇总", None, None, None, 1]
    path = roster(tmp_path / "r.xlsx", [row, total], head)
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    (made,) = (tmp_path / "out").iterdir()
    words = text(made)
    assert "一、带头学习提高。每周读书。\n" in words
    assert "三、带头服务群众。每月家访。\n" in words
    assert "六、办好实事。1.修桌椅。\n2.办图书角。\n" in words


def test_a_sample_row_half_written_over_is_told(tmp_path: Path, letter: Kind) -> None:
    assert make("data", "letter", "-o", tmp_path / "r.xlsx") == 0
    book: Any = load_workbook(tmp_path / "r.xlsx")
    sheet = book["党员名册"]
    sheet["A2"] = "王强"
    for column, value in enumerate(("李明", "任课教师", "数学教师"), 1):
        sheet.cell(3, column).value = value
    book.save(tmp_path / "r.xlsx")
    data = read_data(tmp_path / "r.xlsx", [letter])
    assert names(data) == ["王强", "李明"]
    (note,) = data.notes
    assert note.startswith("“党员名册”第2行“职务”、“带头学习提高”、")
    assert note.endswith("还是灰色样例里的话，请改成本人的")


def test_items_and_phases_with_numbers_of_their_own_are_not_numbered_twice(tmp_path: Path) -> None:
    example = load_kinds()["plan"].example.read_text(encoding="utf-8")
    own = "载体内容: |\n  1.结对帮扶\n  　　每名党员联系一名学生。\n  2.家访。\n"
    words = re.sub(r"(?m)^载体内容:.*\n(?:[ -].*\n)*", own, example)
    words = words.replace("阶段: 动员部署", "阶段: 第一阶段：动员部署阶段")
    assert own in words
    assert "第一阶段：动员部署阶段" in words
    (tmp_path / "d.yaml").write_text(words, encoding="utf-8")
    assert make("make", "plan", "--data", tmp_path / "d.yaml", "-o", tmp_path / "a.docx") == 0
    lines = text(tmp_path / "a.docx").split("\n")
    start = lines.index("1.结对帮扶。每名党员联系一名学生。")
    assert lines[start + 1] == "2.家访。"
    assert any(line.startswith("（一）动员部署阶段（") for line in lines)


def test_paragraphs_indented_by_hand_are_not_indented_twice(tmp_path: Path) -> None:
    head = [*LETTER_HEAD, "其他承诺"]
    path = roster(tmp_path / "r.xlsx", [[*person("甲"), "　　修桌椅。\n\n　　办图书角。"]], head)
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    (made,) = (tmp_path / "out").iterdir()
    assert "六、办好实事。修桌椅。\n办图书角。\n" in text(made)


@pytest.mark.parametrize("raw", [510123197405121024, 5.10123197405121e17, -1e15])
def test_a_number_longer_than_excel_keeps_is_refused(raw: object) -> None:
    value, expected = convert(raw, "text")
    assert value is None
    assert "只存得下前15位" in expected
    assert convert(13800000000.0, "text") == ("13800000000", "")
    assert convert(str(raw), "text") == (str(raw), "")


def test_a_librarys_english_about_a_file_is_not_shown(tmp_path: Path) -> None:
    """Exported without a default style, and with a drop-down from another sheet, as Excel writes it."""
    path = roster(tmp_path / "r.xlsx", [person("甲")])
    changed(path, "xl/styles.xml", lambda x: re.sub("<cellStyles.*?</cellStyles>", "", x))
    ext = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="0"/></ext></extLst>'
    )
    changed(path, "xl/worksheets/sheet1.xml", lambda x: x.replace("</worksheet>", f"{ext}</worksheet>"))
    with pytest.warns(UserWarning):
        read_data(path, [load_kinds()["letter"]])
    command = [sys.executable, "-m", "docgen.cli", "make", "letter", "--data", str(path), "-o", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_several_people_in_one_cell_are_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    several = ("张三、李四", "王五；赵六", "钱一文（女）、孙二（预备党员）", "周七 吴八九")
    path = roster(tmp_path / "r.xlsx", [person(n) for n in (*several, "阿依古丽·吐尔逊", "李 明")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 1
    told_of = [line for line in capsys.readouterr().err.splitlines() if line.startswith("  “党员名册”")]
    assert told_of == [
        f"  “党员名册”第{row}行“姓名”：填的是“{name}”，像是几个人写在一格里，要一人写一行"
        + ("；是一个人的，去掉中间的空格和换行" if " " in name else "")
        for row, name in enumerate(several, 2)
    ]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "李明-承诺书.docx",
        "阿依古丽·吐尔逊-承诺书.docx",
    ]


@pytest.mark.parametrize("lock", ["~$名册.xlsx", ".~名册.xlsx", ".~lock.名册.xlsx#"])
def test_a_table_still_open_is_told(tmp_path: Path, letter: Kind, lock: str) -> None:
    path = roster(tmp_path / "名册.xlsx", [person("甲")])
    assert read_data(path, [letter]).notes == []
    (tmp_path / lock).write_bytes(b"x")
    assert read_data(path, [letter]).notes == [
        "名册.xlsx 好像正开着，没有存盘的改动读不到；存盘以后再运行一次"
    ]


def _percent(path: Path, value: object, form: str, formula: bool = False) -> object:
    """What is read of a cell of that number format; beside a formula in another cell, if wanted."""
    book: Any = Workbook()
    book.active.append([*LETTER_HEAD, "备注"])
    book.active.append([*person("甲"), "=1+1" if formula else None])
    book.active["D2"] = value
    book.active["D2"].number_format = form
    book.save(path)
    (row,) = read_data(path, [load_kinds()["letter"]]).tables["党员名册"]
    return row.values["职务"]


@pytest.mark.parametrize("formula", [False, True])
@pytest.mark.parametrize(
    ("value", "form", "seen"),
    [
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (1, "0%", "100%"),
        (0.986, "0.00%", "98.6%"),
        (2 / 3, "0.0%", "66.7%"),
        (0.29, "0%;[Red]-0%", "29%"),
        (0.07, "0%", "7%"),
    ],
)
def test_a_percentage_is_read_as_the_cell_shows_it(
    tmp_path: Path, value: float, form: str, seen: str, formula: bool
) -> None:
    assert plain(_percent(tmp_path / "r.xlsx", value, form, formula)) == seen


@pytest.mark.parametrize(
    ("value", "form", "seen"),
    [
        (0.95, "General", "0.95"),
        (0.95, "0.00", "0.95"),
        (95, '0"%"', "95"),
        ("95%", "0%", "95%"),
        (12, "@", "12"),
    ],
)
def test_what_shows_no_percentage_stays_as_it_is(tmp_path: Path, value: object, form: str, seen: str) -> None:
    assert plain(_percent(tmp_path / "r.xlsx", value, form)) == seen


def test_a_percentage_of_the_form_is_printed_as_one(tmp_path: Path) -> None:
    assert make("data", "plan", "-o", tmp_path / "表.xlsx") == 0
    book: Any = load_workbook(tmp_path / "表.xlsx")
    for row in book["单位信息"].iter_rows():
        for cell in row:
            if cell.value == "工作业绩好":
                book["单位信息"].cell(cell.row, cell.column + 1, 0.95).number_format = "0%"
    book.save(tmp_path / "表.xlsx")
    data = read_data(tmp_path / "表.xlsx", [load_kinds()["plan"]])
    assert plain(data.unit["工作业绩好"].raw) == "95%"


def test_headings_in_traditional_characters_are_known(tmp_path: Path, letter: Kind) -> None:
    head = ["姓名", "學校", "崗位", "職務", "承諾日期"]
    data = read_data(roster(tmp_path / "r.xlsx", [person("張國強")], head, "黨員名冊"), [letter])
    assert names(data) == ["張國強"], "what is filled in stays as it is written"
    assert check(letter, data) == () and not data.notes
    wrong = [*head[:4], "承諾日子"]
    data = read_data(roster(tmp_path / "r.xlsx", [person("張國強")], wrong, "黨員名冊"), [letter])
    assert ["承諾日子" in note for note in data.notes] == [True]


def test_a_choice_in_traditional_characters_is_the_same_choice() -> None:
    assert convert("組長", "choice", ("组长", "成员")) == ("组长", "")
    assert convert("隊長", "choice", ("组长", "成员"))[0] is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mk.py", "不是填好的表。--data 后面要写填好的表"),
        ("名册", "不是填好的表。--data 后面要写填好的表"),
        ("通知.docx", "是 Word 或 WPS 文档，不是填好的表。把里面的表格复制到"),
        ("通知.wps", "是 Word 或 WPS 文档，不是填好的表。把里面的表格复制到"),
    ],
)
def test_a_file_that_is_no_form_is_told_so(tmp_path: Path, letter: Kind, name: str, words: str) -> None:
    (tmp_path / name).write_bytes("import os: x\n姓名: 甲\n".encode())
    with pytest.raises(UserError) as told_of:
        read_data(tmp_path / name, [letter])
    assert words in str(told_of.value)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("学校: 双井: 小学\n", 1, "一行里有两个“: ”"),
        ('党员名册:\n - 姓名: "甲\n   岗位: 任课教师\n', 2, "引号没有写完"),
        ("学校: 甲\n\t承诺日期: 乙\n", 2, "制表符"),
        ("学校: [甲\n", 1, "方括号没有写完"),
        ("学校: {甲: 乙\n", 1, "花括号没有写完"),
        ("党员名册:\n- 姓名: 甲\n 岗位: 乙\n", 3, "缩进不对"),
        ("学校: @甲\n", 1, "内容以特殊符号开头"),
        ("学校: *\n", 1, "内容以 * 或 & 开头"),
        ('学校: "甲\\x"\n', 1, "反斜线"),
        ("---\n学校: 甲\n---\n学校: 乙\n", 3, "像是两份合在一起"),
        ("学校: a\n承诺日期\n", 2, "没有冒号"),
        ("学校: a\0b\n", 1, "控制字符"),
    ],
)
def test_a_broken_yaml_is_told_without_the_parsers_english(
    tmp_path: Path, letter: Kind, content: str, line: int, words: str
) -> None:
    (tmp_path / "d.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as told_of:
        read_data(tmp_path / "d.yaml", [letter])
    said = str(told_of.value)
    assert f"d.yaml 第{line}行" in said and words in said
    assert not re.search(
        r"[A-Za-z]{2,}",
        said.replace("d.yaml", "").replace("YAML", "").replace("Tab", "").replace("UTF-8", ""),
    )


def test_chinese_colons_of_a_yaml_are_told(tmp_path: Path, letter: Kind) -> None:
    (tmp_path / "d.yaml").write_text("学校：双井小学\n承诺日期：2011-3-1\n", encoding="utf-8")
    with pytest.raises(UserError, match="不要用中文的“：”"):
        read_data(tmp_path / "d.yaml", [letter])
