"""The roster from the empty form to 报送情况 and back: read, filled, corrected, refused with a reason."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from checker.cli import main
from checker.expected.roster import read_roster
from checker.expected.trouble import RosterError
from corpus import load_standard
from tests.desk.helpers import check, report, save, sheet
from tests.desk.rosters import SCHOOL, workbook

DUE = "2011-03-10"


def read(path: Path) -> list[tuple[Any, ...]]:
    found = read_roster(path, load_standard())
    return [(d.row, d.unit, d.person, d.what.kind or d.what.words, d.limit) for d in found.dues]


def test_the_empty_form_is_filled_in_and_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "名单.xlsx"
    assert main(["expected", "-o", str(path)]) == 0
    assert "checker check" in capsys.readouterr().out
    book = load_workbook(path)
    form = book["名单"]
    heads = [c.value for c in form[1]]
    assert heads[:5] == ["单位", "简称", "姓名", "应交材料", "截止日期"]
    (menu,) = form.data_validations.dataValidation
    assert menu.formula1 == '"承诺书,党性分析报告,实施方案"' and str(menu.sqref).startswith("D2:")
    form.append([SCHOOL, None, "林小禾", "承诺书", datetime.date(2011, 3, 10), "周明远", "13900001111"])
    book.save(path)
    assert read(path) == [(form.max_row, SCHOOL, "林小禾", "letter", DUE)]


def test_the_form_is_never_overwritten_and_always_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        main(["expected", "-o", str(tmp_path / name)])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert main(["expected", "-o", str(tmp_path / "a.xlsx")]) == 2
    assert "不覆盖" in capsys.readouterr().err


def test_what_people_write_is_understood(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["全县报送名单"],
            ["学校名称", "姓名", "材料", "截止时间（当天）"],
            ["枫林小学", None, "方案、公开承诺书", "2011年3月10日"],
            [None, "张三", "党性分析材料", "二〇一一年三月十日17:30"],
            ["东河小学", None, "活动总结", datetime.datetime(2011, 3, 10)],
            ["东河小学", None, None, None],
        ],
        head=[],
    )
    assert [r[1:] for r in read(path)] == [
        ("枫林小学", "", "plan", DUE),
        ("枫林小学", "", "letter", DUE),
        ("枫林小学", "张三", "report", f"{DUE} 17:30"),
        ("东河小学", "", "活动总结", DUE),
        ("东河小学", "", "", ""),
    ]
    assert read_roster(path, load_standard()).notes[0].endswith("行没写单位，按上一行的算。")


def test_the_same_paper_twice_is_due_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["甲校", None, "张三", "承诺书"], ["甲校", None, "张 三", "公开承诺书"]]
    )
    found = read_roster(path, load_standard())
    assert len(found.dues) == 1 and "第 3 行与第 2 行" in found.notes[0]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a>" + b" " * 80_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "另存为 .xlsx"),
        ("a.xlsx", b"PK\x03\x04 nonsense", "打不开"),
        ("a.xlsx", b"hello", "不是表格"),
        ("a.xlsx", _bomb(), "打不开"),
        ("a.csv", "姓名,材料\n张三,承诺书".encode(), "checker expected"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_advice(
    tmp_path: Path, name: str, content: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RosterError, match=words):
        read_roster(tmp_path / name, load_standard())
    save(tmp_path / "报送/a.docx", "承诺书")
    assert check(tmp_path / "报送", "--expected", tmp_path / name) == 2
    error = capsys.readouterr().err
    assert words in error and "Traceback" not in error


def test_wrong_rows_are_named_all_at_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            [None, None, "张三"],
            ["甲校", None, None, "方案", "尽快"],
            ["甲校", None, None, "方案", "2011年13月1日"],
        ],
    )
    with pytest.raises(RosterError) as error:
        read_roster(path, load_standard())
    told = str(error.value)
    assert "第 2 行没有写单位" in told and "第 3 行“截止日期”" in told and "第 4 行“截止日期”" in told


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A roster of three, one report in time under a short name, one late, one missing, one stranger."""
    roster = [
        [SCHOOL, None, "林小禾", "党性分析报告", DUE, "周明远", "13900001111", "=1+1"],
        ["枫林小学", None, "赵大山", "党性分析报告", DUE],
        ["枫林小学", None, "钱芳", "党性分析报告", DUE],
    ]
    path = workbook(tmp_path / "名单.xlsx", roster)
    book = load_workbook(path)
    book.active["H2"].data_type = "s"
    book.save(path)
    own = report("赵大山", "枫林小学").replace("学习不够", "理论学习抓得不紧")
    files = {
        "a.docx": (report("林小禾", "石桥小学"), "2011-03-08"),
        "b.docx": (own, "2011-03-15"),
        "c.docx": (report("孙平", "高山中学"), "2011-03-08"),
    }
    for name, (text, day) in files.items():
        moment = datetime.datetime.fromisoformat(f"{day}T09:00:00").timestamp()
        os.utime(save(tmp_path / "报送" / name, text), (moment, moment))
    return tmp_path


def run(county: Path, *more: Any) -> int:
    return check(county / "报送", "--expected", county / "名单.xlsx", "-o", county / "结果", *more)


def states(county: Path) -> dict[str, str]:
    rows = sheet(county / "结果", "报送情况")
    return {(r["文件"] or r["姓名"]): r["情况"] for r in rows}


def test_who_sent_what_is_in_the_workbook_and_on_screen(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(county)
    assert states(county) == {"a.docx": "已交", "b.docx": "迟交", "钱芳": "未交", "c.docx": "名单外"}
    told = capsys.readouterr().out
    assert "\n应交 3 份：已交 1 份，迟交 1 份，未交 1 份。\n另有文件 1 份：名单外 1 份。\n" in told
    late = sheet(county / "结果", "报送情况")[1]
    assert late["说明"] == "文件的修改时间是 2011-03-15 09:00，截止 2011-03-10，晚了 5 天。"
    (missing,) = sheet(county / "结果", "未交名单")
    assert (missing["单位"], missing["姓名"], missing["情况"]) == ("枫林小学", "钱芳", "未交")
    first = sheet(county / "结果", "报送情况")[0]
    assert first["凭什么认领"] == "文中单位“石桥小学”是它的简称，署名“林小禾”"
    cell = load_workbook(county / "结果/汇总.xlsx")["报送情况"]["M2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s"), "a note that looks like a formula stays a note"
    assert "未交名单" in (county / "结果/report.html").read_text(encoding="utf-8")


def test_standard_output_stays_json(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(county, "--format", "jsonl")
    out, error = capsys.readouterr()
    assert len(out.splitlines()) == 3 and all(line.startswith("{") for line in out.splitlines())
    assert "应交 3 份" in error


def test_a_correction_in_the_workbook_is_read_back_and_kept(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(county)
    path = county / "结果/汇总.xlsx"
    book = load_workbook(path)
    table = book["报送情况"]
    column = next(c.column for c in table[1] if str(c.value).startswith("更正到"))
    for row in table.iter_rows(min_row=2):
        if row[6].value == "c.docx":
            table.cell(row[0].row, column, 4)  # as Excel stores a number typed in
        if row[6].value == "b.docx":
            table.cell(row[0].row, column, "按时")
    book.save(path)
    run(county)
    assert "填了 2 处，都照着更正了" in capsys.readouterr().out
    assert states(county) == {"a.docx": "已交", "b.docx": "已交", "c.docx": "已交"}
    rows = {r["文件"]: r for r in sheet(county / "结果", "报送情况")}
    assert "人工更正" in rows["c.docx"]["凭什么认领"] and rows["c.docx"]["姓名"] == "钱芳"
    # The third run writes from the workbook of the second: nothing a person wrote is lost.
    run(county)
    assert states(county)["c.docx"] == "已交"
    # Another result folder, with the corrected workbook named.
    code = check(
        county / "报送", "--expected", county / "名单.xlsx", "-o", county / "结果2", "--corrections", path
    )
    assert code == 1  # three papers alike but for the name: whose is whose must be looked into
    assert {r["文件"]: r["情况"] for r in sheet(county / "结果2", "报送情况")}["c.docx"] == "已交"


def test_a_slip_in_the_workbook_undoes_nothing_and_is_not_lost(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / "报送/c.docx").unlink()
    run(county)
    before = states(county)
    path = county / "结果/汇总.xlsx"
    for _ in range(2):  # the next run reads what this one kept
        book = load_workbook(path)
        for row in book["报送情况"].iter_rows(min_row=2):
            if not row[6].value:
                row[7].value = row[7].value or "张三"
            if row[6].value == "a.docx":
                row[7].value = row[7].value or "999"
        book.save(path)
        capsys.readouterr()
        run(county)
        told = capsys.readouterr().out
        assert "“更正到”一栏填了 2 处，采用 0 处。" in told
        assert "“更正到”有 2 处没有采用：" in told and "“999”，在名单上找不到" in told
        assert "“张三”，没有采用。这里只能写" in told
        assert states(county) == before
        kept = {r["文件"]: r["更正到（填名单行号或“名单外”）"] for r in sheet(county / "结果", "报送情况")}
        assert (kept["a.docx"], kept[None]) == ("999", "张三")


def test_a_row_number_keeps_its_meaning_when_the_roster_changes(county: Path) -> None:
    run(county)
    path = county / "结果/汇总.xlsx"
    book = load_workbook(path)
    for row in book["报送情况"].iter_rows(min_row=2):
        if row[6].value == "c.docx":
            row[7].value = "4"
    book.save(path)
    workbook(
        county / "名单.xlsx",
        [
            ["新加小学", None, "吴用", "承诺书", DUE],
            [SCHOOL, None, "林小禾", "党性分析报告", DUE],
            ["枫林小学", None, "赵大山", "党性分析报告", DUE],
            ["枫林小学", None, "钱芳", "党性分析报告", DUE],
        ],
    )
    for _ in range(2):  # the second time the number is read from a sheet of the new roster
        run(county)
        rows = {r["文件"]: r for r in sheet(county / "结果", "报送情况") if r["文件"]}
        assert (rows["c.docx"]["姓名"], rows["c.docx"][CORRECTED]) == ("钱芳", "5")


CORRECTED = "更正到（填名单行号或“名单外”）"


def write_beside(path: Path, words: dict[str, str]) -> None:
    """What a reviewer types beside files, or beside people who sent none."""
    book = load_workbook(path)
    for row in book["报送情况"].iter_rows(min_row=2):
        row[7].value = words.get(row[6].value or row[2].value, row[7].value)
    book.save(path)


def test_what_a_reviewer_wrote_outlives_the_row_and_the_file(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(county)
    write_beside(county / "结果/汇总.xlsx", {"钱芳": "免交", "a.docx": "名单外", "c.docx": "3"})
    run(county)
    assert states(county)["钱芳"] == "免交" and "没有用上" not in capsys.readouterr().out
    # 钱芳 leaves the roster, and a file the folder; the number 3 was 赵大山's.
    full = (county / "名单.xlsx").read_bytes()
    workbook(
        county / "名单.xlsx", [["甲校", None, "王五", "方案", DUE], ["枫林小学", None, "李四", "方案", DUE]]
    )
    (county / "报送/a.docx").rename(county / "a.docx")
    for _ in range(3):  # what one run carries the next one finds
        run(county)
        told = capsys.readouterr().out
        assert "以前填的“更正到”有 2 处这次没有用上" in told and "“没有用上的更正”表" in told
        left = sheet(county / "结果", "没有用上的更正")
        assert [(r["单位"], r["姓名"], r["应交材料"], r["文件"], r["更正到"]) for r in left] == [
            ("枫林小学", "钱芳", "党性分析报告", None, "免交"),
            (None, None, None, "a.docx", "名单外"),
        ]
        assert "枫林小学 赵大山 党性分析报告" in told, "not row 3 of today's roster"
        assert states(county)["c.docx"] == "名单外"
    # Both come again, and all is as it was.
    (county / "名单.xlsx").write_bytes(full)
    (county / "a.docx").rename(county / "报送/a.docx")
    run(county)
    assert "没有用上" not in capsys.readouterr().out
    assert states(county)["钱芳"] == "免交" and states(county)["a.docx"] == "名单外"
    assert "没有用上的更正" not in load_workbook(county / "结果/汇总.xlsx").sheetnames
    rows = {r["文件"]: r for r in sheet(county / "结果", "报送情况") if r["文件"]}
    assert (rows["c.docx"]["姓名"], rows["c.docx"][CORRECTED]) == ("赵大山", "枫林小学 赵大山 党性分析报告")


def test_a_verdict_waits_while_its_paper_is_gone(county: Path) -> None:
    run(county)
    write_beside(county / "结果/汇总.xlsx", {"b.docx": "按时"})
    (county / "报送/b.docx").rename(county / "b.docx")
    run(county)
    assert states(county)["赵大山"] == "未交"
    (county / "b.docx").rename(county / "报送/b.docx")
    run(county)
    assert states(county)["b.docx"] == "已交"


def test_a_line_deleted_from_the_unused_is_gone(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(county)
    write_beside(county / "结果/汇总.xlsx", {"钱芳": "免交", "a.docx": "名单外"})
    workbook(county / "名单.xlsx", [[SCHOOL, None, "林小禾", "党性分析报告", DUE]])
    run(county)
    path = county / "结果/汇总.xlsx"
    book = load_workbook(path)
    book["没有用上的更正"].delete_rows(2)
    book.save(path)
    capsys.readouterr()
    run(county)
    assert "没有用上" not in capsys.readouterr().out and states(county)["a.docx"] == "名单外"


def test_masked_results_name_nobody_who_left_the_roster(county: Path, tmp_path: Path) -> None:
    run(county)
    path = county / "结果/汇总.xlsx"
    write_beside(path, {"钱芳": "免交", "c.docx": "4"})
    workbook(county / "名单.xlsx", [[SCHOOL, None, "林小禾", "党性分析报告", DUE]])
    (county / "报送/c.docx").unlink()
    out = tmp_path / "遮盖"
    more = ("--corrections", path, "--redact")
    check(county / "报送", "--expected", county / "名单.xlsx", "-o", out, *more)
    left = sheet(out, "没有用上的更正")
    assert len(left) == 2 and "枫林小学" in str(left)
    assert "钱芳" not in str(left) and "钱芳" not in (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "foot",
    [
        ["合计", None, "3人"],
        ["合 计", None, 3],
        [None, None, "共 3 人"],
        ["填表人：周明远 2011年2月20日"],
        ["小计：2所"],
    ],
)
def test_the_foot_of_a_table_is_no_school(tmp_path: Path, foot: list[Any]) -> None:
    rows = [[SCHOOL, None, "林小禾", "承诺书"], ["枫林小学", None, "赵大山", "承诺书"], foot]
    found = read_roster(workbook(tmp_path / "名单.xlsx", rows), load_standard())
    assert [due.unit for due in found.dues] == [SCHOOL, "枫林小学"]
    (told,) = found.notes
    assert told.startswith("第 4 行“") and "没有当作单位" in told


def test_people_with_odd_names_are_no_foot(tmp_path: Path) -> None:
    rows = [[SCHOOL, None, name, "承诺书"] for name in ("万一", "丁一人", "石百", "共青")]
    found = read_roster(workbook(tmp_path / "名单.xlsx", rows), load_standard())
    assert len(found.dues) == 4 and not found.notes


def test_the_roster_in_the_folder_is_no_submission(county: Path) -> None:
    inside = county / "报送/名单.xlsx"
    inside.write_bytes((county / "名单.xlsx").read_bytes())
    check(county / "报送", "--expected", inside, "-o", county / "结果")
    assert "名单.xlsx" not in states(county)


@pytest.mark.parametrize("there", [(), ("~$承诺书.docx",), ("名单.xlsx",)])
def test_an_empty_folder_is_not_taken_for_nothing_sent(
    county: Path, there: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The share is not connected: nobody is dunned, and what was written before stays as it is."""
    run(county, "--replies", "--sender", "桑河县教育局")

    def kept() -> dict[str, bytes]:
        files = (p for p in (county / "结果").rglob("*") if p.is_file())
        return {p.relative_to(county).as_posix(): p.read_bytes() for p in files}

    before = kept()
    away = county / "没连上"
    away.mkdir()
    for name in there:
        (away / name).write_bytes((county / "名单.xlsx").read_bytes())
    roster = away / "名单.xlsx" if "名单.xlsx" in there else county / "名单.xlsx"
    capsys.readouterr()
    assert check(away, "--expected", roster, "--replies", "-o", county / "结果") == 2
    told = capsys.readouterr()
    assert "没有找到可审查的文件" in told.err and "没连上" in told.err and "共享文件夹连上没有" in told.err
    assert not told.out
    assert kept() == before


def test_one_empty_folder_of_several_is_told(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "二组").mkdir()
    roster = county / "名单.xlsx"
    assert check(county / "报送", county / "二组", "--expected", roster, "-o", county / "结果") != 2
    told = capsys.readouterr().err
    assert "“二组”里没有找到文件" in told and "“报送”里没有" not in told


def test_without_a_roster_an_empty_folder_is_no_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "报送").mkdir()
    assert check(tmp_path / "报送", "-o", tmp_path / "结果") == 2
    told = capsys.readouterr().err
    assert "文件夹是空的" in told and "名单" not in told and not (tmp_path / "结果").exists()


def test_each_mistake_in_a_roster_stands_on_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[SCHOOL, None, "林小禾", "承诺书", "3月20日前"], [SCHOOL, None, "周明远", "承诺书", "下周"]]
    workbook(tmp_path / "名单.xlsx", rows)
    save(tmp_path / "报送/a.docx", "承诺书")
    assert check(tmp_path / "报送", "--expected", tmp_path / "名单.xlsx", "-o", tmp_path / "结果") == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("有填得不对的地方：") and "\\n" not in told[0]
    assert told[1].startswith("第 2 行“截止日期”") and told[2].startswith("第 3 行“截止日期”")


def test_a_sum_in_the_column_of_numbers_is_no_paper(tmp_path: Path) -> None:
    head = ["序号", "学校名称", "姓名", "应交材料"]
    rows = [[1, SCHOOL, "林小禾", "承诺书"], [2, None, "周明远", "承诺书"], ["小计", None, 2, None]]
    found = read_roster(workbook(tmp_path / "名单.xlsx", rows, head), load_standard())
    assert [due.person for due in found.dues] == ["林小禾", "周明远"]
    assert any("小计 2" in note for note in found.notes)


def test_a_deadline_in_a_date_format_of_a_chinese_excel(tmp_path: Path) -> None:
    """2011年3月10日 as a Chinese Excel shows it: format 31, with no pattern in the file."""
    path = workbook(
        tmp_path / "名单.xlsx", [[SCHOOL, "李明", "承诺书", 40612]], ["单位", "姓名", "应交材料", "截止日期"]
    )
    book: Any = load_workbook(path)
    book.active["D2"].number_format = "0.00"  # the second of the built-in ones, to be put in its place
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'numFmtId="2"', b'numFmtId="31"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    (due,) = read_roster(path, load_standard()).dues
    assert due.deadline == datetime.datetime(2011, 3, 10, 23, 59, 59)
