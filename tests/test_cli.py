"""The command-line contract of checker: what goes to standard output, what to files, and the exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import jsonschema
import openpyxl
import pytest

from checker.cli import main

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs" / "review.schema.json").read_text(encoding="utf-8"))
GOOD = (
    "承诺书\n我叫林小禾，是石桥镇中心小学教师，现郑重承诺如下：\n一、每周自学两小时政治理论，写好读书笔记。\n"
    "二、认真备好每一节课，每学期上两节公开课。\n三、每学期家访二十户，帮扶两名学困生。\n"
    "四、不迟到早退，不收家长红包，不搞有偿补课。\n五、不体罚学生，不搬弄是非，看见歪风当面批评。\n承诺人：林小禾\n2011年3月1日"
)
BAD = "承诺书\n我郑重承诺：带头学习提高，带头争创佳绩。\n承诺人：林小禾\n2011年3月1日"


def word(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    word(tmp_path / "收" / "石桥小学" / "林小禾.docx", GOOD)
    return tmp_path / "收"


def run(*args: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main([str(a) for a in args])
    out, err = capsys.readouterr()
    return code, out, err


def test_all_pass_is_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("check", folder, capsys=capsys)
    assert code == 0
    assert "通过" in out


def test_something_to_revise_is_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word(folder / "b.docx", BAD)
    code, out, _ = run("check", folder, capsys=capsys)
    assert code == 1
    assert "需修改" in out


def test_something_unreadable_is_3_and_the_rest_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word(folder / "b.docx", BAD)
    (folder / "空.docx").write_bytes(b"")
    (folder / "乱.docx").write_bytes(bytes((i * 73 + 41) % 256 for i in range(4096)))
    (folder / "~$b.docx").write_bytes(b"lock")
    code, out, err = run("check", folder, "--format", "jsonl", capsys=capsys)
    assert code == 3
    rows = {json.loads(line)["file"]: json.loads(line) for line in out.splitlines()}
    assert {name: row["status"] for name, row in rows.items()} == {
        "石桥小学/林小禾.docx": "pass",
        "b.docx": "revise",
        "空.docx": "unreadable",
        "乱.docx": "unreadable",
    }
    for row in rows.values():
        jsonschema.validate(row, SCHEMA)
    assert rows["空.docx"]["reason"]
    assert "另有 1 个文件按名字忽略" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "没有这个文件夹"],
        ["check", ".", "--format", "word"],
        ["chek"],
        ["check", ".", "--standard", "没有"],
    ],
)
def test_wrong_usage_is_2_in_chinese_without_a_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(*arguments, capsys=capsys)
    assert code == 2
    assert any("\u4e00" <= c <= "\u9fff" for c in err)
    assert "Traceback" not in err
    assert out == ""


def test_output_holds_the_workbook_the_page_the_copies_and_the_lines(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word(folder / "b.docx", BAD)
    before = {p: p.read_bytes() for p in folder.rglob("*.docx")}
    out = tmp_path / "结果"
    code, _, _ = run("check", folder, "-o", out, capsys=capsys)
    assert code == 1
    assert (out / "汇总.xlsx").stat().st_size > 5000
    assert "林小禾" in (out / "report.html").read_text(encoding="utf-8")
    assert {p.relative_to(out / "批注").as_posix() for p in (out / "批注").rglob("*.docx")} == {
        "b.docx",
        "石桥小学/林小禾.docx",
    }
    lines = (out / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert {p: p.read_bytes() for p in before} == before  # submissions are never changed


def test_a_date_without_a_day_is_told_without_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To people as it is written, to programs as a month (ISO); a day is never made up."""
    out = tmp_path / "结果"
    path = word(tmp_path / "报送" / "林小禾.docx", GOOD.replace("2011年3月1日", "2012年11月"))
    assert run("check", path.parent, "-o", out, capsys=capsys)[0] in (0, 1)
    header, row = list(openpyxl.load_workbook(out / "汇总.xlsx")["总表"].iter_rows(values_only=True))[:2]
    assert dict(zip(header, row, strict=True))["日期"] == "2012年11月"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "2012年11月" in page and "2012-11" not in page
    assert json.loads((out / "reviews.jsonl").read_text(encoding="utf-8"))["date"] == "2012-11"
    assert ",2012-11," in run("check", path, "--format", "csv", capsys=capsys)[1]
    assert "日期：2012年11月\n" in run("explain", path, capsys=capsys)[1]


def test_output_inside_the_folder_is_not_reviewed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        _, out, _ = run("check", folder, "-o", folder / "结果", "--format", "jsonl", capsys=capsys)
        assert [json.loads(line)["file"] for line in out.splitlines()] == ["石桥小学/林小禾.docx"]


@pytest.mark.parametrize("format", ["json", "jsonl", "sarif", "junit", "csv"])
def test_machine_formats_leave_standard_output_clean(
    folder: Path, format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("check", folder, "--format", format, capsys=capsys)
    assert code == 0
    if format == "json":
        jsonschema.validate(json.loads(out)[0], SCHEMA)
    elif format == "jsonl":
        jsonschema.validate(json.loads(out), SCHEMA)
    elif format == "sarif":
        assert json.loads(out)["version"] == "2.1.0"
    elif format == "junit":
        assert out.lstrip().startswith("<?xml") or out.lstrip().startswith("<testsuite")
    else:
        assert "林小禾" in out


def test_two_folders_keep_names_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word(tmp_path / "甲" / "a.docx", GOOD)
    word(tmp_path / "乙" / "a.docx", GOOD.replace("林小禾", "周见山"))
    _, out, _ = run("check", tmp_path / "甲", tmp_path / "乙", "--format", "jsonl", capsys=capsys)
    assert [json.loads(line)["file"] for line in out.splitlines()] == ["甲/a.docx", "乙/a.docx"]


def test_explain_tells_every_sentence_and_its_verdict(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("explain", folder / "石桥小学" / "林小禾.docx", capsys=capsys)
    assert code == 0
    assert "每学期家访二十户" in out
    assert "带头服务群众：已写实" in out


def test_evaluate_prints_the_sheet_and_names_a_bad_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = tmp_path / "标注.jsonl"
    record = {
        "id": "1",
        "kind": "letter",
        "text": GOOD,
        "elements": dict.fromkeys(("study", "excel", "serve", "discipline", "righteous"), "covered"),
    }
    labels.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    code, out, _ = run("evaluate", labels, capsys=capsys)
    assert code == 0
    assert "五带头平均 F1：1.000" in out
    assert "级别判错" not in out
    wrong = record | {"elements": {"serve": "missing"}}
    labels.write_text(json.dumps(wrong, ensure_ascii=False) + "\n", encoding="utf-8")
    _, out, _ = run("evaluate", labels, capsys=capsys)
    assert "带头服务群众：未涉及→已写实 1" in out
    labels.write_text(json.dumps(record, ensure_ascii=False) + "\n{坏\n", encoding="utf-8")
    code, _, err = run("evaluate", labels, capsys=capsys)
    assert code == 2
    assert "第2行" in err


def test_evaluate_names_a_wrong_level_another_standard_and_sections_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = tmp_path / "标注.jsonl"
    record = {"kind": "letter", "text": GOOD, "elements": {"study": "covered"}, "sections": ["title"]}

    def evaluated(*changes: dict[str, object]) -> tuple[int, str, str]:
        rows = [json.dumps(record | change, ensure_ascii=False) for change in changes]
        labels.write_text("\n".join(rows), encoding="utf-8")
        return run("evaluate", labels, capsys=capsys)

    code, _, err = evaluated({}, {"elements": {"study": "kovered"}})
    assert code == 2 and "标注.jsonl 第2行：要素 study 的级别“kovered”认不得。是不是 covered？" in err
    code, _, err = evaluated({"goods": ["team"]})
    assert code == 2 and "第1行" in err
    for level in (2, "2", "已写实"):
        assert evaluated({"elements": {"study": level}})[0] == 0
    code, out, err = evaluated({"elements": {"loyalty": "covered", "awe": "covered", "team": "named"}})
    assert (code, out) == (2, "") and "请加 --standard duizhaojiancha2025" in err
    code, out, err = evaluated({"elements": {"study": "covered", "sudy": "named"}, "kind": "lettre"})
    assert code == 0 and "没有要素 sudy" in err and "没有文种 lettre（1 份）" in err
    _, out, _ = evaluated({})
    assert "承诺书 署名" in out and "部分“署名” 标注 没有，判为 有" in out and "letter." not in out


def test_demo_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("demo", "-o", tmp_path / "演示", capsys=capsys)
    assert code == 0
    assert "汇总.xlsx" in out
    assert (tmp_path / "演示" / "结果" / "report.html").exists()


def test_help_does_not_load_what_is_heavy() -> None:
    code = "import sys, checker.cli; checker.cli.main(['--help']); print([m for m in ('lxml','numpy','openpyxl','docx','rich','yaml','opencc') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip().endswith("[]"), done.stdout[-200:]


def test_what_is_missing_is_named_without_dots(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == "错误：缺少 文件或文件夹。"
