"""What counts as a submission, and that a walk meets every file once and in a stable order."""

import os
from pathlib import Path

import pytest

from checker.names import ignored_reason, walk
from checker.watch.tree import list_tree


@pytest.mark.parametrize(
    "name",
    ["~$承诺书.docx", ".~承诺书.docx", ".~lock.承诺书.docx#", "~WRL0001.tmp", "~WRD0003", "Thumbs.db", "desktop.ini",
     "._承诺书.docx", "5F3A09BC", "下载.crdownload"],
)  # fmt: skip
def test_locks_and_temporary_files_are_no_submissions(name: str) -> None:
    assert ignored_reason(name)


@pytest.mark.parametrize(
    "name", ["承诺书.docx", "2011计划.doc", "~承诺书.docx", "方案.wps", "12345678.docx", ".承诺.docx"]
)
def test_submissions_are_kept(name: str) -> None:
    assert ignored_reason(name) == ""


def test_walk_is_ordered_and_skips_the_output(tmp_path: Path) -> None:
    for name in ("乙/b.docx", "甲/a.docx", "c.docx", "结果/汇总.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = [f.name for f in walk(tmp_path, tmp_path / "结果")]
    assert sorted(found) == sorted(["c.docx", "乙/b.docx", "甲/a.docx"])
    assert found == [f.name for f in walk(tmp_path, tmp_path / "结果")]


def test_what_an_earlier_run_left_is_no_submission_and_is_told(tmp_path: Path) -> None:
    for name in (
        "a.docx",
        "结果/汇总.xlsx",
        "结果/reviews.jsonl",
        "结果/批注/a.docx",
        "甲/汇总.xlsx",
        "甲/b.docx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = {f.name: f.ignored for f in walk(tmp_path)}
    assert set(found) == {"a.docx", "结果", "甲/汇总.xlsx", "甲/b.docx"}
    assert "以前的审查结果" in found["结果"] and not found["甲/b.docx"]
    assert [f.name for f in walk(tmp_path / "结果/批注")] == ["a.docx"], "asked for by name it is reviewed"


def test_a_link_out_of_the_folder_is_not_entered(tmp_path: Path) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    (outside / "秘密.docx").write_bytes(b"x")
    inside = tmp_path / "内"
    inside.mkdir()
    try:
        (inside / "链接").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links for this user")
    (found,) = walk(inside)
    assert found.ignored


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_check_and_the_watcher_pass_over_the_same_for_the_same_reasons(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "报送", tmp_path / "别处"
    for name in (
        "甲/a.docx",
        "甲/~$a.docx",
        "@eaDir/b.docx",
        "旧/汇总.xlsx",
        "旧/reviews.jsonl",
        "旧/c.docx",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    elsewhere.mkdir()
    (root / "链接").symlink_to(elsewhere, target_is_directory=True)
    (root / "甲" / ".git").symlink_to(elsewhere, target_is_directory=True)
    (root / "断.docx").symlink_to(root / "没有")
    (root / "d.docx").symlink_to(root / "甲" / "a.docx")
    walked = {found.name: found.ignored for found in walk(root)}
    assert walked == {name: entry.ignored for name, entry in list_tree(root).entries.items()}
    assert {name: reason[:4] for name, reason in walked.items()} == {
        "甲/a.docx": "", "甲/~$a.docx": "Word", "@eaDir": "系统或网", "旧": "以前的审", "链接": "指向别处",
        "甲/.git": "指向别处", "断.docx": "", "d.docx": "",
    }  # fmt: skip


def test_a_link_to_itself_does_not_stop_either(tmp_path: Path) -> None:
    try:
        (tmp_path / "环.docx").symlink_to(tmp_path / "环.docx")
    except OSError:
        pytest.skip("this system makes no links for this user")
    (tmp_path / "a.docx").write_bytes(b"x")
    assert {found.name for found in walk(tmp_path)} == {"a.docx", "环.docx"}
    assert "a.docx" in list_tree(tmp_path).entries
