"""Forms and rosters of every sort are read, and every mistake is named with sheet, row, column and value."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from docgen.data import Data
from docgen.filled import read_data
from docgen.forms import write_form
from docgen.kindfile import load_kinds
from docgen.kinds import Kind
from docgen.problems import UserError
from docgen.records import check, records
from tests.docgen.helpers import LETTER_HEAD, person, roster


@pytest.fixture(scope="module")
def kinds() -> dict[str, Kind]:
    return load_kinds()


def letters(kind: Kind, data: Data, draft: bool = False) -> list[dict[str, object]]:
    return [r.context for r in records(kind, data, draft)]


def test_a_title_above_the_headings_and_marks_in_them_do_not_matter(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    sheet.append(["石桥镇中心小学党员名册"])
    sheet.append([])
    sheet.append(["序号", "姓 名＊", "单位", "岗位类别", "现任职务（必填）", "日期"])
    sheet.append([1, "李文秀", "云溪县石桥镇中心小学", "班主任", "教师", "2011-3-1"])
    book.save(tmp_path / "r.xlsx")
    data = read_data(tmp_path / "r.xlsx", [kinds["letter"]])
    assert check(kinds["letter"], data) == ()
    (context,) = letters(kinds["letter"], data)
    assert (context["姓名"], context["岗位"], context["学校"]) == ("李文秀", "班主任", "云溪县石桥镇中心小学")
    assert data.notes == []


def test_every_mistake_in_one_pass_with_its_place(kinds: dict[str, Kind], tmp_path: Path) -> None:
    rows = [person("甲"), ["", "校", "老师", "", "2011-9-31"], ["丙\x7f", "校", "班主任", "教师", 40603]]
    data = read_data(roster(tmp_path / "r.xlsx", rows), [kinds["letter"]])
    problems = [str(p) for p in check(kinds["letter"], data)]
    told = "\n".join(problems)
    assert "“党员名册”第3行“姓名”：没有填" in told
    assert "“党员名册”第3行“岗位”：填的是“老师”，应当是其中之一：任课教师" in told
    assert "“党员名册”第3行“职务”：没有填" in told
    assert "“党员名册”第3行“承诺日期”：填的是“2011-9-31”，应当是日期，这一天不存在" in told
    assert "“党员名册”第4行“承诺日期”：填的是“40603”" in told
    assert len(problems) == 5


def test_formulas_without_result_and_error_values_are_not_taken_for_words(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "党员名册"
    sheet.append([*LETTER_HEAD, "其他承诺"])
    sheet.append([*person("甲"), "=A2&B2"])
    sheet.append([*person("#N/A"), ""])
    book.save(tmp_path / "r.xlsx")
    problems = [str(p) for p in check(kinds["letter"], read_data(tmp_path / "r.xlsx", [kinds["letter"]]))]
    assert len(problems) == 2
    assert "第2行“其他承诺”：填的是“=A2&B2”，这是没有算出结果的公式" in problems[0]
    assert "第3行“姓名”：填的是“#N/A”，是 Excel 的错误值" in problems[1]


def test_an_unknown_column_is_told_with_what_was_perhaps_meant(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    path = roster(tmp_path / "r.xlsx", [[*person("甲"), "记笔记"]], [*LETTER_HEAD, "带头学习题高"])
    (note,) = read_data(path, [kinds["letter"]]).notes
    assert "带头学习题高" in note
    assert "是不是“带头学习提高”" in note


def test_a_packs_form_serves_one_kind_without_a_word_about_the_others(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    path = tmp_path / "d.yaml"
    plan = kinds["plan"].example.read_text(encoding="utf-8")
    path.write_text(
        f"{plan}承诺日期: 2011-3-1\n党员名册:\n- {{姓名: 甲, 岗位: 班主任, 职务: 教师, 性别: 男}}\n", "utf-8"
    )
    data = read_data(path, [kinds["letter"]], kinds.values())
    assert data.notes == []
    assert check(kinds["letter"], data) == ()
    form = tmp_path / "f.xlsx"
    write_form(list(kinds.values()), form)
    data = read_data(form, [kinds["letter"]], kinds.values())
    assert [n for n in data.notes if "灰色样例" not in n] == []
    assert data.tables["党员名册"] == []


def test_a_word_file_is_not_a_table(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(kinds["plan"].template_bytes())
    with pytest.raises(UserError, match="是 Word 文档，不是填好的表"):
        read_data(path, [kinds["letter"]])


def test_a_heading_with_two_meanings_is_asked_about(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("学校: 校\n日期: 2011-3-1\n", encoding="utf-8")
    data = read_data(path, [kinds["letter"], kinds["plan"]], kinds.values())
    assert any("“日期”不是要用的栏目" in note for note in data.notes)


def test_one_column_twice_is_an_error(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [[*person("甲"), "乙"]], [*LETTER_HEAD, "姓名＊"])
    with pytest.raises(UserError, match="两列都是“姓名”"):
        read_data(path, [kinds["letter"]])


def test_csv_from_a_chinese_excel(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(
        '姓名,学校,岗位,职务,承诺日期\n李文秀,石桥小学,班主任,"教师,\n兼组长",2011/3/1\n'.encode("gb18030")
    )
    (context,) = letters(kinds["letter"], read_data(path, [kinds["letter"]]))
    assert context["职务"] == "教师,兼组长"  # a post stands within a line


def test_yaml_keeps_words_that_yaml_would_change(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 石桥小学\n承诺日期: 2011-03-01\n姓名: no\n岗位: 班主任\n职务: 007\n", encoding="utf-8"
    )
    (context,) = letters(kinds["letter"], read_data(path, [kinds["letter"]]))
    assert (context["姓名"], context["职务"], str(context["承诺日期"])) == ("no", "007", "2011-03-01")


def test_yaml_mistakes_name_their_line(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 校\n承诺日期: 昨天\n党员名册:\n  - 姓名: 甲\n    岗位: 校工\n    职务: 教师\n",
        encoding="utf-8",
    )
    problems = check(kinds["letter"], read_data(path, [kinds["letter"]]))
    assert [(p.row, p.column) for p in problems] == [(2, "承诺日期"), (4, "岗位")]
    path.write_text("学校: [坏\n", encoding="utf-8")
    with pytest.raises(UserError, match="第[12]行"):
        read_data(path, [kinds["letter"]])


def test_a_value_of_the_row_outranks_the_units(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 甲校\n承诺日期: 2011-3-1\n岗位: 班主任\n党员名册:\n- {姓名: 一, 职务: 教师}\n"
        "- {姓名: 二, 职务: 教师, 学校: 乙校, 岗位: 任课教师}\n",
        encoding="utf-8",
    )
    one, two = letters(kinds["letter"], read_data(path, [kinds["letter"]]))
    assert (one["学校"], one["岗位"]) == ("甲校", "班主任")
    assert (two["学校"], two["岗位"]) == ("乙校", "任课教师")


def test_empty_commitments_are_taken_from_the_post_and_differ_by_member(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    kind = kinds["letter"]
    data = read_data(roster(tmp_path / "r.xlsx", [person(f"党员{i}") for i in range(40)]), [kind])
    made = list(records(kind, data))
    leads = ("带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气")
    letters_ = {tuple(str(r.context[lead]) for lead in leads) for r in made}
    assert len(letters_) == 40
    known = kind.by_name["带头学习提高"].suggestions("任课教师")
    assert all(r.context["带头学习提高"] in known for r in made)
    assert all("请本人核改" in r.notes[0] for r in made)
    again = list(records(kind, data))
    assert [r.context for r in again] == [r.context for r in made]


def test_a_draft_marks_what_is_missing_and_still_refuses_what_is_wrong(
    kinds: dict[str, Kind], tmp_path: Path
) -> None:
    data = read_data(roster(tmp_path / "r.xlsx", [["甲", "", "校工", "", ""]]), [kinds["letter"]])
    problems = check(kinds["letter"], data, draft=True)
    assert [p.column for p in problems] == ["岗位"]
    (context,) = letters(kinds["letter"], data, draft=True)
    assert context["承诺日期"] == "【待填：承诺日期】"


def test_an_unwritten_part_of_a_report_asks_its_question(kinds: dict[str, Kind]) -> None:
    example = kinds["report"].example.with_name("example-skeleton.yaml")
    (context,) = letters(kinds["report"], read_data(example, [kinds["report"]]))
    assert str(context["学习方面的问题"]).startswith("【待填：一年读了几本书")


def test_a_plans_end_before_its_beginning(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    text = kinds["plan"].example.read_text(encoding="utf-8")
    lines = [x for x in text.splitlines() if not x.startswith(("开始年月", "结束年月"))]
    path.write_text("\n".join([*lines, "开始年月: 2012年12月", "结束年月: 2010年1月"]), encoding="utf-8")
    (problem,) = check(kinds["plan"], read_data(path, [kinds["plan"]]))
    assert problem.column == "结束年月" and "应当不早于“开始年月”（2012年12月）" in problem.expected


def test_an_end_before_its_beginning(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 校\n阶段步骤:\n- {阶段: 动员, 开始: 2010年6月, 结束: 2010年5月, 任务: 会, 负责人: 甲, 完成标志: 完}\n",
        encoding="utf-8",
    )
    (problem,) = check(kinds["schedule"], read_data(path, [kinds["schedule"]]))
    assert problem.column == "结束"
    assert "应当不早于“开始”（2010年6月）" in problem.expected


def test_no_rows_and_no_required_table(kinds: dict[str, Kind], tmp_path: Path) -> None:
    data = read_data(roster(tmp_path / "r.xlsx", []), [kinds["letter"]])
    assert any("至少要有一行" in p.expected for p in check(kinds["letter"], data))
    path = tmp_path / "d.yaml"
    path.write_text("学校: 校\n", encoding="utf-8")
    problems = check(kinds["schedule"], read_data(path, [kinds["schedule"]]))
    assert [(p.sheet, p.expected) for p in problems] == [("阶段步骤", "至少要有一行")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"", "是空的"),
        ("a.xlsx", b"PK\3\4broken", "不是能读的"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Excel"),
        ("a.yaml", b"a: \xff\xfe\xff", "认不出|读不出|格式不对|控制|特殊字符"),
        ("a.yaml", b"a: &x [1]\nb: *x\n", "引用"),
    ],
)
def test_bad_files_get_a_chinese_reason(
    kinds: dict[str, Kind], tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=told):
        read_data(path, [kinds["letter"]])


def test_missing_file_and_folder(kinds: dict[str, Kind], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        read_data(tmp_path / "没有.xlsx", [kinds["letter"]])
    with pytest.raises(UserError, match="文件夹"):
        read_data(tmp_path, [kinds["letter"]])


def test_a_workbook_with_a_dtd_is_refused(kinds: dict[str, Kind], tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲")])
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "xl/workbook.xml":
                data = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + data
            new.writestr(info, data)
    with pytest.raises(UserError, match="不安全"):
        read_data(evil, [kinds["letter"]])
