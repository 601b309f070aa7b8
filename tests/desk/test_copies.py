"""Commented copies: tracked changes on request, and .doc given back as .docx where LibreOffice is installed."""

from __future__ import annotations

import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from checker.job import Job
from checker.names import Found
from checker.reports.parts import CannotComment
from checker.reviewing import review_one
from tests.desk.helpers import check, lines, report, save, sheet
from tests.desk.rosters import workbook
from tests.desk.test_replies import NOTICE
from tests.docx_builder import Docx
from tests.readers.conftest import Convert
from tests.reports.office import HAS_SOFFICE

TEXT = report("林小禾", "石桥小学").replace("期末前两晚从网上抄的，", "期末前两晚从网上抄的,")


def main_part(path: Path) -> str:
    return zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")


def test_replacements_become_tracked_changes_on_request(tmp_path: Path) -> None:
    save(tmp_path / "报送/a.docx", TEXT)
    copy = tmp_path / "结果/批注/a.docx"
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    assert "<w:ins" not in main_part(copy) and "w:commentRangeStart" in main_part(copy)
    # The remembered run has written copies of the other kind: they are made anew.
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--suggest")
    changed = main_part(copy)
    assert "<w:ins" in changed and "<w:del" in changed and "<w:delText" in changed
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    assert "<w:ins" not in main_part(copy)


@pytest.mark.soffice
@pytest.mark.skipif(not HAS_SOFFICE, reason="LibreOffice is not installed")
def test_a_doc_comes_back_as_a_commented_docx(
    tmp_path: Path, convert: Convert, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = convert({"a": Docx(*TEXT.split("\n"))}, "doc")["a"]
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送/旧.doc").write_bytes(made.read_bytes())
    scratch = tmp_path / "临时"
    (scratch / "wudaitou-999999999-left").mkdir(parents=True)
    (scratch / "wudaitou-999999999-left" / "a.doc").write_bytes(b"of a run that was killed")
    (scratch / "wudaitou-notes").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    copy = tmp_path / "结果/批注/旧.doc.批注.docx"
    assert "w:commentRangeStart" in main_part(copy)
    assert b"w:comment" in zipfile.ZipFile(copy).read("word/comments.xml")
    assert [p.name for p in scratch.iterdir()] == ["wudaitou-notes"], "settings left behind"
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--no-rebuild")
    assert [p.name for p in (tmp_path / "结果/批注").iterdir()] == ["旧.doc.审查意见单.docx"]


def test_without_libreoffice_a_sheet_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chinese_cli.libreoffice.find_office", lambda: None)
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送/a.txt").write_text(TEXT, encoding="utf-8")
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    assert [p.name for p in (tmp_path / "结果/批注").iterdir()] == ["a.txt.审查意见单.docx"]


@pytest.mark.parametrize(("fault", "told"), [(KeyError("w:p"), True), (CannotComment("odd"), False)])
def test_a_fault_of_ours_in_the_comments_is_told_and_the_sheet_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: bool
) -> None:
    def broken(*args: object, **named: object) -> bytes:
        raise fault

    monkeypatch.setattr("checker.reports.comments.commented_copy", broken)
    save(tmp_path / "a.docx", report("林小禾", "石桥小学"))
    job = Job(when=datetime(2011, 3, 1), copies=tmp_path / "结果")
    review = review_one(Found(tmp_path / "a.docx", "a.docx"), job)
    assert [p.name for p in (tmp_path / "结果/批注").iterdir()] == ["a.docx.审查意见单.docx"]
    notes = [(f.severity, f.message) for f in review.findings if f.rule == "file.no_copy"]
    words = "没有写出批注稿：程序出错（KeyError），改写了审查意见单。审查结果不受影响；请把文件交给维护人员。"
    assert notes == ([("info", words)] if told else [])


def test_the_copy_of_a_withdrawn_paper_lies_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent, out = tmp_path / "报送", tmp_path / "结果"
    for name in ("甲校/a.docx", "b.docx"):
        save(sent / name, report("林小禾", "石桥小学"))
    check(sent, "-o", out)
    (sent / "甲校/a.docx").unlink()
    capsys.readouterr()
    check(sent, "-o", out)
    assert "1 份材料这次没有了，它们的批注稿移到了“已撤回”文件夹" in capsys.readouterr().err
    assert [p.name for p in (out / "批注").rglob("*")] == ["b.docx"]
    assert (out / "已撤回/批注/甲校/a.docx").is_file()
    # It comes again: its copy is made again.
    save(sent / "甲校/a.docx", report("林小禾", "石桥小学"))
    check(sent, "-o", out)
    assert (out / "批注/甲校/a.docx").is_file()


def comments(path: Path) -> str:
    return zipfile.ZipFile(path).read("word/comments.xml").decode("utf-8")


def test_copies_and_sheets_conclude_as_the_workbook_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chinese_cli.libreoffice.find_office", lambda: None)
    sent, out = tmp_path / "报送", tmp_path / "结果"
    save(sent / "石桥小学/家长会通知.docx", NOTICE)
    save(sent / "石桥小学/a.docx", report("林小禾", "石桥小学"))
    (sent / "石桥小学/家长会通知.txt").write_text(NOTICE.replace("周五", "周四"), encoding="utf-8")
    copy, other = out / "批注/石桥小学/家长会通知.docx", out / "批注/石桥小学/家长会通知.txt.审查意见单.docx"
    head, none = ["单位", "姓名", "应交材料"], "不是应报的材料"

    def told() -> set[str]:
        words = {r["文件"]: str(r["结论"]) for r in sheet(out, "总表")}
        assert f"【审查意见】结论：{words['石桥小学/家长会通知.docx']}。" in comments(copy)
        assert f">{words['石桥小学/家长会通知.txt']}<" in main_part(other)
        return {words["石桥小学/家长会通知.docx"], words["石桥小学/家长会通知.txt"]}

    check(sent, "-o", out)
    assert told() == {none}
    # What the roster asks for is known only when all copies are written: these two are written once more.
    asked = workbook(tmp_path / "要.xlsx", [["石桥小学", "", "家长会通知"], ["石桥小学", "林小禾", ""]], head)
    stamp = (out / "批注/石桥小学/a.docx").stat().st_mtime_ns
    check(sent, "-o", out, "--expected", asked)
    assert told() == {"需修改"}
    assert (out / "批注/石桥小学/a.docx").stat().st_mtime_ns == stamp
    again = copy.stat().st_mtime_ns
    check(sent, "-o", out, "--expected", asked)
    assert copy.stat().st_mtime_ns == again, "the copy says so already"
    unasked = workbook(tmp_path / "不要.xlsx", [["石桥小学", "林小禾", "党性分析报告"]], head)
    check(sent, "-o", out, "--expected", unasked)
    assert told() == {none}


@pytest.mark.parametrize(("left", "told"), [(1, True), (2, False)])
def test_a_share_that_is_nearly_empty_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], left: int, told: bool
) -> None:
    """Ten papers came, and the next time hardly any lies there: the letters would dun those who sent theirs."""
    folder, out = tmp_path / "共享", tmp_path / "结果"
    for n in range(10):
        save(folder / f"{n}校/报告.docx", report("林小禾", f"石桥{n}小学"))
    check(folder, "-o", out, "--replies")
    assert "是不是共享没有连上" not in capsys.readouterr().err, "a first run has nothing to compare with"
    for n in range(left, 10):
        (folder / f"{n}校/报告.docx").unlink()
    check(folder, "-o", out, "--replies")
    said = capsys.readouterr().err
    assert (f"上次有 10 份材料，这次只有 {left} 份。是不是共享没有连上" in said) == told
    assert len(lines(out)) == left and (out / "汇总.xlsx").is_file()


def test_only_mended_papers_are_no_lost_share(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "共享", tmp_path / "结果"
    for n in range(10):
        save(folder / f"{n}校/报告.docx", report("林小禾", f"石桥{n}小学"))
    check(folder, "-o", out)
    save(tmp_path / "第二轮/报告.docx", report("林小禾", "石桥1小学"))
    check(tmp_path / "第二轮", "-o", out, "--since", out)
    assert "共享没有连上" not in capsys.readouterr().err
