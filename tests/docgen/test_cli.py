"""The command line's contract: what it makes, what it says in Chinese, and how it ends."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen.cli import main
from tests.docgen.helpers import person, roster, text

ROOT = Path(__file__).resolve().parents[2]
LETTER = str(ROOT / "templates" / "letter" / "example.yaml")
PLAN = str(ROOT / "templates" / "plan" / "example.yaml")


def test_kinds_lists_every_kind_with_its_chinese_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kinds"]) == 0
    out = capsys.readouterr().out
    for words in ("letter", "承诺书（党员）", "report", "plan", "实施方案", "appraisal", "（.xlsx）", "all"):
        assert words in out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["make", "leter"], "没有文种“leter”。是不是“letter”"),
        (["mak"], "没有这个命令：mak"),
        (["make"], "缺少 文种"),
        (["make", "letter", "--dta", "x"], "没有选项 --dta"),
        (["data", "letter"], "缺少 --output"),
        (["data", "letter", "-o", "a.doc"], ".xlsx 或 .yaml 结尾"),
        (["make", "all"], "--data"),
        (["make", "letter", "--data", LETTER, "-o", "一份.docx"], "不止一份"),
        (["make", "plan", "--data", PLAN, "-o", "方案.pdf"], "生成的是 .docx"),
        (["kinds", "多余"], "多写了内容"),
    ],
)
def test_wrong_usage_is_two_and_chinese(
    args: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "Error" not in err
    assert "Traceback" not in err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main(["make", "--help"]) == 0
    out = capsys.readouterr().out
    assert "用法：docgen" in out
    assert "Usage" not in out
    assert "Show this message" not in out


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, docgen.cli; print(sorted({'docx','docxtpl','openpyxl','lxml','jinja2','yaml'} & set(sys.modules)))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert out.strip() == "[]"


def test_one_document_to_a_named_file(tmp_path: Path) -> None:
    target = tmp_path / "新文件夹" / "方案.docx"
    assert main(["make", "plan", "--data", PLAN, "-o", str(target)]) == 0
    words = text(target)
    assert words.startswith("云溪县石桥镇中心小学\n创先争优活动实施方案")
    assert "分四个阶段进行" in words
    assert "（一）动员部署阶段（2010年5月至2010年6月）" in words
    assert "由周明远任组长" in words


def test_a_roster_of_one_may_have_a_file_name(tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲")])
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "甲.docx")]) == 0
    assert "承诺人：甲" in text(tmp_path / "甲.docx")


def test_wrong_data_makes_nothing_and_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("学校: 石桥小学\n", encoding="utf-8")
    assert main(["make", "plan", "--data", str(path), "-o", str(tmp_path / "out")]) == 1
    err = capsys.readouterr().err
    assert "“方案日期”：没有填" in err
    assert "“领导小组”：没有填，至少要有一行" in err
    assert not (tmp_path / "out").exists()


def test_a_draft_has_yellow_places(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("学校: 石桥小学\n", encoding="utf-8")
    assert main(["make", "plan", "--data", str(path), "-o", str(tmp_path / "a.docx"), "--draft"]) == 0
    assert "【待填：方案日期】" in text(tmp_path / "a.docx")
    from tests.docgen.helpers import part

    assert '<w:highlight w:val="yellow"/>' in part(tmp_path / "a.docx")


def test_demo_makes_every_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "-o", str(tmp_path / "demo")]) == 0
    made = [p for p in (tmp_path / "demo").rglob("*") if p.is_file()]
    assert len(made) >= 18
    assert str(tmp_path / "demo") in capsys.readouterr().out
    assert main(["demo", "-o", str(tmp_path / "demo")]) == 0  # the second time too


def test_an_existing_form_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.xlsx"
    assert main(["data", "letter", "-o", str(path)]) == 0
    before = path.read_bytes()
    path.write_bytes(before + b" ")
    assert main(["data", "letter", "-o", str(path)]) == 2
    assert path.read_bytes() == before + b" "
    assert main(["data", "letter", "-o", str(path), "--overwrite"]) == 0
    assert path.read_bytes() == before


def test_a_pack_from_one_data_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    joined = "".join(Path(p).read_text(encoding="utf-8") for p in (PLAN,))
    letters = Path(LETTER).read_text(encoding="utf-8").partition("党员名册:")[2]
    path = tmp_path / "全套.yaml"
    path.write_text(f"{joined}承诺日期: 2011-3-1\n评议日期: 2011-12-20\n党员名册:{letters}", encoding="utf-8")
    main(["make", "all", "--data", str(path), "-o", str(tmp_path / "out")])
    told = capsys.readouterr().out.partition("这次没有做的（要做就填上空着的栏目，再运行一次）：\n")[2]
    out = tmp_path / "out" / "送审材料"
    assert len(list((out / "承诺书").glob("*.docx"))) == 6
    assert (out / "云溪县石桥镇中心小学创先争优活动实施方案.docx").is_file()
    assert (tmp_path / "out" / "活动用表" / "云溪县石桥镇中心小学民主评议党员测评表.xlsx").is_file()
    assert "  党建工作示范点实施方案：“" in told  # nothing of it was filled in
    assert told.endswith("空着\n")
    assert not list(out.glob("*示范点*"))


def test_what_a_kind_left_out_lacks_is_told_whole_so_that_the_next_run_makes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.yaml"
    unit = {"学校": "石桥小学", "承诺日期": "2011-3-1"}
    people = "党员名册:\n- {姓名: 甲, 岗位: 班主任, 职务: 教师}\n"

    def made() -> str:
        path.write_text("".join(f"{k}: {v}\n" for k, v in unit.items()) + people, encoding="utf-8")
        main(["make", "all", "--data", str(path), "-o", str(tmp_path / "out")])
        return capsys.readouterr().out

    told = made()
    assert "  承诺书（党支部）：“党组织”、“书记”空着\n" in told
    assert "“性别”、“出生年月”" in told  # columns of the roster too
    unit |= {"党组织": "中共石桥小学支部委员会", "书记": "甲"}
    assert "承诺书（党支部）" not in made().partition("这次没有做的")[2]
    assert list((tmp_path / "out" / "送审材料").glob("石桥小学党支部承诺书.docx"))


def test_appraisal_counts_by_formula_and_holds_names_as_text(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        "学校: 校\n党组织: 支部\n评议日期: 2011-12-20\n党员名册:\n"
        "- {姓名: '=HYPERLINK(\"http://a\")', 职务: 教师}\n- {姓名: 乙, 职务: 教师}\n",
        encoding="utf-8",
    )
    assert main(["make", "appraisal", "--data", str(path), "-o", str(tmp_path / "a.xlsx")]) == 0
    sheet = load_workbook(tmp_path / "a.xlsx")["统计表"]
    assert [sheet.cell(r, 1).value for r in (4, 5)] == [1, 2]
    assert sheet["B4"].value == '=HYPERLINK("http://a")'
    assert sheet["B4"].data_type == "s"
    assert sheet["I4"].value == "=SUM(D4:H4)"
    assert sheet["I5"].value == "=SUM(D5:H5)"
    assert sheet["J5"].value == '=IF(I5=0,"",D5/I5)'
    assert "{%" not in "".join(str(c.value) for row in sheet.iter_rows() for c in row)


def test_a_row_of_the_tally_is_as_high_as_its_words(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(
        f"学校: {'某' * 60}小学\n党组织: 支部\n评议日期: 2011-12-20\n党员名册:\n- {{姓名: 甲, 职务: 教师}}\n"
        "- {姓名: 买买提·吐尔逊·阿不都热合曼江, 职务: 四年级语文教师兼少先队大队辅导员、学校工会委员、教研组长}\n",
        encoding="utf-8",
    )
    assert main(["make", "appraisal", "--data", str(path), "-o", str(tmp_path / "a.xlsx")]) == 0
    heights = load_workbook(tmp_path / "a.xlsx")["统计表"].row_dimensions
    assert heights[5].height >= 1.3 * heights[4].height
    assert heights[1].height > 40  # the title takes two lines


def test_asked_in_chinese_when_no_data_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["石桥小学", "昨天", "2011-3-1", "", "", "李文秀", "2", "教师", "1", "", "", "", "", "", "n"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    assert main(["make", "letter", "-o", str(tmp_path / "out")]) == 0
    out = capsys.readouterr().out
    assert "“昨天”不行：应当是日期" in out
    assert "2. 班主任" in out
    words = text(tmp_path / "out" / "李文秀-承诺书.docx")
    assert "每月读一本班主任工作书籍" in words


def test_asking_stops_cleanly_at_the_end_of_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("石桥小学\n"))
    assert main(["make", "letter", "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert "已停下，还没有做，填的也没有留下" in told and "docgen data letter -o 表.xlsx" in told
    assert "做好的文件" not in told
    assert not (tmp_path / "out").exists()


def test_pdf_without_libreoffice_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr("chinese_cli.libreoffice._PLACES", ())
    assert main(["make", "plan", "--data", PLAN, "-o", str(tmp_path / "a.docx"), "--pdf"]) == 1
    told = capsys.readouterr()
    assert "失败  PDF  转 PDF 要用 LibreOffice" in told.err
    assert "完成 1 份" in told.out
    assert (tmp_path / "a.docx").is_file()


def test_a_pdf_never_comes_from_another_schools_member_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def convert(office: object, batch: list[Path], target: Path) -> None:
        if batch[0].parent.name == "甲校":  # the other one fails
            target.mkdir()
            (target / f"{batch[0].stem}.pdf").write_bytes(b"%PDF")

    monkeypatch.setattr("docgen.pdf.find_office", lambda: Path("soffice"))
    monkeypatch.setattr("docgen.pdf._convert", convert)
    path = roster(tmp_path / "r.xlsx", [person("王强", school=s) for s in ("甲校", "乙校")])
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out"), "--pdf"]) == 1
    assert [p.parent.name for p in (tmp_path / "out").rglob("*.pdf")] == ["甲校"]
    assert [p.parent.name for p in sorted((tmp_path / "out").rglob("*.docx"))] == ["乙校", "甲校"]
    told = capsys.readouterr()
    assert "失败  乙校/王强-承诺书.pdf  没有转成 PDF，王强-承诺书.docx 已经做好" in told.err
    assert "完成 2 份" in told.out and "失败 1 份" in told.out and "已转成 PDF 1 份" in told.err


def test_a_pdf_that_cannot_be_written_is_told_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def convert(office: object, batch: list[Path], target: Path) -> None:
        target.mkdir()
        for file in batch:
            (target / f"{file.stem}.pdf").write_bytes(b"%PDF")

    monkeypatch.setattr("docgen.pdf.find_office", lambda: Path("soffice"))
    monkeypatch.setattr("docgen.pdf._convert", convert)
    monkeypatch.chdir(tmp_path)
    path = roster(tmp_path / "r.xlsx", [person(n) for n in "甲乙丙"])
    (tmp_path / "out" / "乙-承诺书.pdf").mkdir(parents=True)
    assert main(["make", "letter", "--data", str(path), "-o", "out", "--pdf"]) == 1
    told = capsys.readouterr().err
    assert "失败  乙-承诺书.pdf  写不进去（那里已有同名的文件夹），给它改名或删去，或换一个位置\n" in told
    assert len(list(Path("out").glob("*.docx"))) == 3
    assert "已转成 PDF 2 份" in told
    assert [p.name for p in sorted(Path("out").glob("*.pdf")) if p.is_file()] == [
        "丙-承诺书.pdf",
        "甲-承诺书.pdf",
    ]


@pytest.mark.soffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_pdf_with_libreoffice(tmp_path: Path) -> None:
    assert main(["make", "plan", "--data", PLAN, "-o", str(tmp_path / "方案.docx"), "--pdf"]) == 0
    assert (tmp_path / "方案.pdf").read_bytes().startswith(b"%PDF")
