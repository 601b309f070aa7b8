"""The watcher's parts, each by itself: tree, lock names, wholeness, ownership, pages, status."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from checker.changes import compare
from checker.findings import Finding, Review
from checker.job import Job
from checker.ledger import FileRow, Ledger
from checker.names import Found
from checker.reports import Titles
from checker.reviewing import review_one
from checker.watch.locks import held_by
from checker.watch.outputs import present, remove_outputs, remove_temporary
from checker.watch.owner import LOCK_NAME, AlreadyWatched, Owner
from checker.watch.page import page, page_name
from checker.watch.ready import unfinished
from checker.watch.status import describe, lines
from checker.watch.tree import list_tree
from tests.docx_builder import Docx
from tests.reports.fake_reviews import HOSTILE, one


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "a.docx",
        "甲/b.docx",
        "甲/深/c.docx",
        "乙/d.docx",
        "结果/e.docx",
        "@eaDir/f.docx",
        "甲/~$b.docx",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_the_whole_tree_without_results_and_system_folders(tree: Path) -> None:
    listing = list_tree(tree, skip={"结果"})
    assert {p for p, e in listing.entries.items() if not e.ignored} == {
        "a.docx", "甲/b.docx", "甲/深/c.docx", "乙/d.docx",
    }  # fmt: skip
    assert listing.entries["甲/~$b.docx"].ignored and listing.entries["@eaDir"].ignored
    assert listing.looked_for("甲/x.docx") and listing.looked_for("没有的/x.docx")
    assert not listing.looked_for("结果/x.docx") or "结果" not in listing.present


def test_some_folders_and_what_is_new_in_them(tree: Path) -> None:
    known = list_tree(tree).present
    (tree / "甲" / "新" / "里").mkdir(parents=True)
    (tree / "甲" / "新" / "里" / "g.docx").touch()
    listing = list_tree(tree, only={"甲"}, known=known)
    assert set(listing.entries) == {"甲/b.docx", "甲/~$b.docx", "甲/新/里/g.docx"}
    assert listing.looked_for("甲/x.docx")
    assert not listing.looked_for("甲/深/c.docx"), "a known folder inside was not looked into"
    assert not listing.looked_for("乙/d.docx")
    assert listing.looked_for("甲/去年/x.docx"), "a folder that its parent does not show is gone"


def results(tree: Path) -> Path:
    """What an earlier run left in the tree."""
    left = tree / "甲" / "审查结果"
    (left / "批注" / "深").mkdir(parents=True)
    for name in ("汇总.xlsx", "reviews.jsonl", "report.html", "批注/b.docx", "批注/深/c.docx"):
        (left / name).write_text(name, encoding="utf-8")
    return left


def test_what_an_earlier_run_left_is_not_gone_into_and_is_told(tree: Path) -> None:
    left = results(tree)
    for listing in (
        list_tree(tree),
        list_tree(tree, only={"甲"}),
        list_tree(tree, only={"甲/审查结果/批注/深", "甲/审查结果/批注/没有的"}),
    ):
        assert {p for p in listing.entries if "审查结果" in p} == {"甲/审查结果"}
        assert "以前的审查结果" in listing.entries["甲/审查结果"].ignored
        assert listing.looked_for("甲/审查结果/批注/深/c.docx") and listing.shut("甲/审查结果/批注/深/c.docx")
        assert not listing.shut("甲/b.docx")
    known = list_tree(tree).present
    beside = list_tree(tree, only={"甲"}, known=known)
    assert not beside.looked_for("甲/审查结果"), "known and not looked into: it is still what it was"
    assert {"a.docx", "审查结果/批注/b.docx"}.isdisjoint(list_tree(left.parent).entries)
    assert "批注/b.docx" in list_tree(left).entries, "a folder that was asked for itself is watched"
    (left / "汇总.xlsx").unlink()
    after = list_tree(tree)
    assert "甲/审查结果/批注/深/c.docx" in after.entries and after.looked_for("甲/审查结果")


def test_a_folder_that_went_is_looked_for_from_above(tree: Path) -> None:
    known = list_tree(tree).present
    (tree / "甲" / "深" / "c.docx").unlink()
    (tree / "甲" / "深").rmdir()
    listing = list_tree(tree, only={"甲/深"}, known=known)
    assert listing.looked_for("甲/深/c.docx") and "甲/深/c.docx" not in listing.entries


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_and_pipes_are_not_followed(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("外面")
    (outside / "secret.docx").touch()
    (tree / "链接").symlink_to(outside)
    (tree / "环").symlink_to(tree)
    (tree / "断.docx").symlink_to(tree / "没有")
    os.mkfifo(tree / "管道.docx")
    listing = list_tree(tree)
    assert "链接" in listing.entries["链接"].ignored and "环" in listing.entries
    assert not [p for p in listing.entries if p.startswith(("链接/", "环/"))]
    assert not listing.entries["管道.docx"].ignored  # that it cannot be read is for the reader to say
    assert "断.docx" in listing.entries


@pytest.mark.parametrize(
    ("lock", "name"),
    [
        ("~$承诺书.docx", "承诺书.docx"),
        ("~$诺书终稿.docx", "承诺书终稿.docx"),
        ("~$书终稿.docx", "承诺书终稿.docx"),
        (".~承诺书.wps", "承诺书.wps"),
        (".~诺书.wps", "承诺书.wps"),
        (".~lock.承诺书.odt#", "承诺书.odt"),
        ("~$PORT.DOCX", "report.docx"),
    ],
)
def test_each_programs_lock_holds_its_document_only(lock: str, name: str) -> None:
    assert held_by([lock], [name, "别的.docx", "别的承诺.wps", "x.odt"]) == {name: lock}


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_whole_files_are_whole_and_every_cut_of_a_zip_is_not() -> None:
    whole = Docx("承诺书", "每天读书。" * 50).bytes()
    assert unfinished(whole) == ""
    for cut in range(0, len(whole) - 1, 97):
        assert unfinished(whole[:cut]), f"{cut} of {len(whole)} bytes"
        padded = whole[:cut] + bytes(len(whole) - cut)
        assert padded == whole or unfinished(padded), f"{cut} bytes and zeros"


def test_what_is_no_half_document_is_left_to_the_reader() -> None:
    for data in (
        b"text",
        b"%PDF-1.7\n...\n%%EOF\n",
        zipped(**{"a.txt": b"x"}),
        b"\xff\xd8\xff" + bytes(9000),
    ):
        assert unfinished(data) == ""
    assert unfinished(b"%PDF-1.7\n...") and unfinished(bytes(5000)) and unfinished(b"")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert unfinished(ole + b"x" * 1000) and unfinished(ole + bytes(512 * 80 - 8))
    assert unfinished(ole + b"x" * (512 * 80 - 8)) == ""


def test_one_owner_at_a_time(tmp_path: Path) -> None:
    root, out = tmp_path / "报送", tmp_path / "结果"
    root.mkdir()
    with Owner(root, out, time.time()) as owner:
        assert owner.held
        with pytest.raises(AlreadyWatched, match=f"进程 {os.getpid()}.*同一个文件夹只能有一个"):
            Owner(root, out, time.time())
        with pytest.raises(AlreadyWatched):
            Owner(root, tmp_path / "别处", time.time())
        (out / LOCK_NAME).unlink()
        assert not owner.held
    with Owner(root, out, time.time()):
        pass
    assert not (out / LOCK_NAME).exists()


def test_an_owner_on_another_machine_counts_while_it_gives_signs(tmp_path: Path) -> None:
    root, out = tmp_path / "报送", tmp_path / "结果"
    root.mkdir()
    out.mkdir()
    mark = out / LOCK_NAME
    mark.write_text(
        json.dumps({"pid": 1, "host": "别的机器", "user": "李", "started": time.time() - 7300}), "utf-8"
    )
    with pytest.raises(AlreadyWatched, match="李@别的机器.*2 小时"):
        Owner(root, out, time.time())
    os.utime(mark, (time.time() - 600,) * 2)
    with Owner(root, out, time.time()) as owner:
        assert owner.held


def test_a_lock_file_with_nonsense_inside_is_taken_over(tmp_path: Path) -> None:
    root, out = tmp_path / "报送", tmp_path / "结果"
    root.mkdir()
    out.mkdir()
    for nonsense in (b"", b"\xff\xfe", b"[1]", b'{"started": "x", "host": 5}'):
        (out / LOCK_NAME).write_bytes(nonsense)
        os.utime(out / LOCK_NAME, (1, 1))
        with Owner(root, out, time.time()) as owner:
            assert owner.held
            assert json.loads((out / LOCK_NAME).read_text("utf-8"))["pid"] == os.getpid()
        assert not (out / LOCK_NAME).exists()


def test_pages_of_different_files_never_meet_and_stay_inside() -> None:
    names = [
        "a.docx",
        "a.doc",
        "甲/a.docx",
        "a.docx.html",
        "a.doc.docx",
        "../../x",
        "a:b.docx",
        "a_b.docx",
        "x" * 300,
    ]
    pages = [page_name(n) for n in names]
    assert len(set(pages)) == len(names)
    assert all(p.startswith("审查意见/") and ".." not in p.split("/") for p in pages)
    assert page_name("甲/a.docx") == "审查意见/甲/a.docx.html"


def test_no_text_of_a_document_is_markup_in_its_page() -> None:
    for number, text in enumerate(HOSTILE):
        review = one(number, kind="plan", hostile=True)
        changes = compare(one(number, hostile=True, seed=5), review)
        html = page(review, Titles(), 2, 0.0, "批注/a.docx", changes).decode("utf-8")
        assert html.count("<script") == 0 and "<img" not in html and "<svg" not in html, text
        assert "Content-Security-Policy" in html
        assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html


def test_a_page_shows_verdict_evidence_and_changes(tmp_path: Path) -> None:
    path = Docx("承诺书", "我每周家访两户困难学生。", "承诺人：王五", "2011年3月1日").save(
        tmp_path / "a.docx"
    )
    review = review_one(Found(path, "甲/a.docx"), Job())
    html = page(review, Titles(), 1, 0.0, "批注/甲/a.docx", None).decode("utf-8")
    assert "<mark>我每周家访两户困难学生" in html
    assert 'href="../../%E6%89%B9%E6%B3%A8/%E7%94%B2/a.docx"' in html
    old = Review("甲/a.docx", "0", "revise", findings=(Finding("x.y", "error", "缺少“组织领导”。"),))
    html = page(review, Titles(), 2, 0.0, "", compare(old, review)).decode("utf-8")
    assert "已经改好" in html and "缺少“组织领导”。" in html and "第 2 稿" in html


def test_leftovers_go_and_files_stay(tmp_path: Path) -> None:
    (tmp_path / "批注" / "甲").mkdir(parents=True)
    mine = tmp_path / "批注" / "甲" / ".~0123456789ab.docx"
    theirs = [
        tmp_path / "批注" / "甲" / ".~lock.a.docx#",
        tmp_path / "批注" / "甲" / "a.docx",
        tmp_path / "汇总.xlsx",
    ]
    for path in (mine, *theirs):
        path.touch()
    assert remove_temporary(tmp_path) == 1
    assert not mine.exists() and all(p.exists() for p in theirs)
    remove_outputs(tmp_path, "甲/a.docx")
    assert not (tmp_path / "批注" / "甲" / "a.docx").exists() and theirs[0].exists()


def test_reviews_stand_in_the_order_of_a_check(tmp_path: Path) -> None:
    from checker.names import walk

    names = [
        "b.docx",
        "a.docx",
        "a/z.docx",
        "a/b/c.docx",
        "a.x/q.docx",
        "乙/1.docx",
        "乙/10.docx",
        "乙/2.docx",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    rows = {n: FileRow(n, 1, 1, state="pass") for n in names} | {"x": FileRow("x", 1, 1, state="gone")}
    assert [r.path for r in present(rows)] == [f.name for f in walk(tmp_path)]


def test_status_counts_states_and_names_the_held_and_the_failed(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.put(
            [
                FileRow("a.docx", 1, 1, state="pass"),
                FileRow("b.docx", 1, 1, state="held", why="有人正打开着它", since=100.0),
                FileRow("坏\x1b[2J.docx", 1, 1, state="unreadable", why="已损坏", since=100.0),
                FileRow("~$b.docx", 0, 0, state="ignored", why="锁文件"),
            ]
        )
        ledger.set_facts(
            runner="watch",
            heartbeat="990",
            host="别的机器",
            folder="/报送",
            mode="poll",
            mode_reason="网络盘",
        )
    about = describe(tmp_path, 1000.0)
    assert about["states"] == {
        "seen": 0, "held": 1, "checking": 0, "pass": 1, "revise": 0, "unreadable": 1,
        "duplicate": 0, "ignored": 1, "gone": 0,
    }  # fmt: skip
    assert about["running"] is True and about["mode"] == "poll"
    assert [r["file"] for r in about["held"]] == ["b.docx"] and "files" not in about
    assert describe(tmp_path, 2000.0)["running"] is False, "no heartbeat for long is death"
    text = "\n".join(lines(describe(tmp_path, 1000.0, everything=True), 1000.0))
    assert "有人正打开着它" in text and "~$b.docx" in text and "\x1b" not in text
