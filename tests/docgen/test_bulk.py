"""A roster becomes a folder of letters: all of them, named right, whole, and never over a person's own edit."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from docgen.cli import main
from tests.docgen.helpers import person, roster, text

ODD = [
    "张·艾力",
    '欧阳<测试>&"引号"',
    "../../etc/x",
    "CON",
    "长" * 80,
    "张三",
    "张三",
    "=1+1",
    "李\n四",
    "O'Neil",
    "𠮷野·买买提",
]


def make(*args: Any) -> int:
    return main([str(a) for a in args])


def test_two_hundred_members_make_two_hundred_letters(tmp_path: Path) -> None:
    names = ODD + [f"党员{i}" for i in range(200 - len(ODD))]
    path = roster(tmp_path / "roster.xlsx", [person(n) for n in names])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    made = list((tmp_path / "out").iterdir())
    assert len(made) == 200
    assert {p.suffix for p in made} == {".docx"}
    assert (tmp_path / "out" / "张·艾力-承诺书.docx").is_file()
    assert (tmp_path / "out" / "张三-承诺书(2).docx").is_file()
    assert not (tmp_path / "etc").exists()
    signed = {text(p).split("承诺人：")[1].rpartition("\n")[0] for p in made}
    assert signed == {n.replace("\n", "") for n in names}  # a name is one line


def test_second_run_writes_only_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "r.xlsx", tmp_path / "out"
    make("make", "letter", "--data", roster(path, [person("甲"), person("乙")]), "-o", out)
    before = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    capsys.readouterr()
    changed = [person("甲"), [*person("乙")[:3], "教研组长", "2011-03-01"], person("丙")]
    assert make("make", "letter", "--data", roster(path, changed), "-o", out) == 0
    assert "完成 2 份，未变 1 份" in capsys.readouterr().out
    after = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    assert after["甲-承诺书.docx"] == before["甲-承诺书.docx"]
    assert after["乙-承诺书.docx"] != before["乙-承诺书.docx"]


def test_a_letter_edited_by_hand_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = roster(tmp_path / "r.xlsx", [person("甲")]), tmp_path / "out"
    make("make", "letter", "--data", path, "-o", out)
    letter = out / "甲-承诺书.docx"
    document = Document(str(letter))
    document.paragraphs[1].add_run("本人加的话")
    document.save(str(letter))
    edited = letter.read_bytes()
    changed = roster(tmp_path / "r2.xlsx", [[*person("甲")[:3], "校长", "2011-03-01"]])
    assert make("make", "letter", "--data", changed, "-o", out) == 1
    assert letter.read_bytes() == edited
    assert "被人改过" in capsys.readouterr().err
    assert make("make", "letter", "--data", changed, "-o", out, "--overwrite") == 0
    assert "本人加的话" not in text(letter)


def test_wrong_rows_are_left_out_and_told_the_others_are_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙", post="校工"), person("丙")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["丙-承诺书.docx", "甲-承诺书.docx"]
    told = capsys.readouterr().err
    assert "第3行“岗位”：填的是“校工”" in told
    assert "失败  乙-承诺书.docx" in told


def test_two_schools_two_folders(tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲", school="一小"), person("甲", school="二小/分校")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    assert (tmp_path / "out" / "一小" / "甲-承诺书.docx").is_file()
    assert (tmp_path / "out" / "二小／分校" / "甲-承诺书.docx").is_file()


def test_result_table_holds_every_document_as_text(tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [person("=1+1"), person("乙", post="校工")])
    make("make", "letter", "--data", path, "-o", tmp_path / "out", "--result", tmp_path / "结果.xlsx")
    sheet = load_workbook(tmp_path / "结果.xlsx").worksheets[0]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    assert rows[0] == ["结果", "文件", "姓名", "表中行号", "说明"]
    assert [r[0] for r in rows[1:]] == ["完成", "失败"]
    assert rows[1][2] == "=1+1"
    assert sheet["C2"].data_type == "s"
    make("make", "letter", "--data", path, "-o", tmp_path / "out", "--result", tmp_path / "结果.csv")
    assert "'=1+1" in (tmp_path / "结果.csv").read_text(encoding="utf-8-sig")


def test_same_roster_same_bytes(tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")])
    for folder in ("a", "b"):
        make("make", "letter", "--data", path, "-o", tmp_path / folder)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_no_half_file_is_left_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    path = roster(tmp_path / "r.xlsx", [person("甲")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_merged_file_holds_all_letters_each_from_page_one(tmp_path: Path) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙"), person("丙")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out", "--merge") == 0
    merged = Document(str(tmp_path / "out" / "承诺书（党员）（合并打印）.docx"))
    words = "\n".join(p.text for p in merged.paragraphs)
    assert [f"承诺人：{n}" in words for n in "甲乙丙"] == [True] * 3
    assert len(merged.sections) == 3
    starts = merged.element.body.xpath(".//w:sectPr/w:pgNumType/@w:start")
    assert starts == ["1", "1", "1"]


def test_a_county_roster_makes_one_set_of_badges_a_school(tmp_path: Path) -> None:
    path = roster(
        tmp_path / "r.xlsx",
        [person("甲", school="一小"), person("乙", school="二小"), person("丙", school="一小")],
    )
    assert make("make", "badge", "--data", path, "-o", tmp_path / "out") == 0
    first = text(tmp_path / "out" / "一小" / "一小党员亮牌.docx")
    second = text(tmp_path / "out" / "二小" / "二小党员亮牌.docx")
    assert [n in first for n in "甲乙丙"] == [True, False, True]
    assert [n in second for n in "甲乙丙"] == [False, True, False]
    assert "二小" not in first


def test_badges_without_a_school_are_told_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [["甲", "", "教师"]], ["姓名", "学校", "职务"])
    assert make("make", "badge", "--data", path, "-o", tmp_path / "out") == 1
    assert "“学校”：没有填，必填" in capsys.readouterr().err


def test_a_merged_file_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")])
    out = tmp_path / "out"
    (out / "承诺书（党员）（合并打印）.docx").mkdir(parents=True)
    assert make("make", "letter", "--data", path, "-o", out, "--merge", "--result", tmp_path / "t.csv") == 1
    told = capsys.readouterr()
    assert "完成 2 份，失败 1 份" in told.out
    assert "承诺书（党员）（合并打印）.docx  写不进去（那里已有同名的文件夹），给它改名" in told.err
    assert "合并打印" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")


def test_what_word_lays_beside_an_open_paper_is_no_older_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")])
    (tmp_path / "out").mkdir()
    for name in ("~$甲-承诺书.docx", "丙-承诺书.docx"):
        (tmp_path / "out" / name).write_bytes(b"x")
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 0
    told = capsys.readouterr().err
    assert "这次的表里没有这些人：丙-承诺书.docx；" in told


def test_a_failed_paper_is_told_with_what_to_do_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("docgen.bulk.write_whole", full)
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")])
    assert make("make", "letter", "--data", path, "-o", tmp_path / "out") == 1
    assert "写不进去（磁盘满了），腾出空间后再运行一次\n" in capsys.readouterr().err
    assert make("demo", "-o", tmp_path / "demo") == 1
    told = capsys.readouterr()
    assert told.out == f"一共 0 份，都在：{tmp_path / 'demo'}\n"
    assert "有 18 份没有做成" in told.err


def _with_old_copies(out: Path) -> None:
    """What --pdf and --merge leave, made right after the letters there are."""
    for name in ("甲-承诺书.pdf", "乙-承诺书.pdf", "承诺书（党员）（合并打印）.docx"):
        (out / name).write_bytes(b"old")


def test_an_old_pdf_and_an_old_merged_file_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")]), tmp_path / "out"
    make("make", "letter", "--data", path, "-o", out)
    _with_old_copies(out)
    capsys.readouterr()
    make("make", "letter", "--data", path, "-o", out)
    assert "还是以前的" not in capsys.readouterr().err  # nothing has changed
    changed = roster(tmp_path / "r2.xlsx", [person("甲"), [*person("乙")[:3], "校长", "2011-03-01"]])
    make("make", "letter", "--data", changed, "-o", out)
    told = capsys.readouterr().err
    assert "提醒：乙-承诺书.pdf还是以前的" in told and "甲-承诺书.pdf" not in told
    assert "加 --pdf 再做一次" in told
    assert "提醒：承诺书（党员）（合并打印）.docx还是以前的" in told and "加 --merge 再做一次" in told
    assert (out / "乙-承诺书.pdf").read_bytes() == b"old"


def test_an_old_pdf_is_told_the_next_time_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")]), tmp_path / "out"
    make("make", "letter", "--data", path, "-o", out)
    _with_old_copies(out)
    made = (out / "甲-承诺书.docx").stat().st_mtime
    os.utime(out / "甲-承诺书.pdf", (made - 3600, made - 3600))
    os.utime(out / "乙-承诺书.pdf", (made - 5, made - 5))  # a folder that was copied
    capsys.readouterr()
    make("make", "letter", "--data", path, "-o", out, "--merge")
    told = capsys.readouterr().err
    assert "提醒：甲-承诺书.pdf还是以前的" in told
    assert "乙-承诺书.pdf" not in told and "合并打印" not in told  # that one was made again


def test_the_pdf_of_one_who_is_not_in_the_roster_any_more_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")]), tmp_path / "out"
    make("make", "letter", "--data", path, "-o", out)
    _with_old_copies(out)
    capsys.readouterr()
    make("make", "letter", "--data", roster(tmp_path / "r2.xlsx", [person("甲")]), "-o", out)
    assert "这次的表里没有这些人：乙-承诺书.docx、乙-承诺书.pdf；" in capsys.readouterr().err
