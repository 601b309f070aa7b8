"""The ledger: what it remembers, what it survives."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from checker.findings import Finding, Review
from checker.ledger import LEDGER_NAME, FileRow, Ledger, LedgerTrouble, lasting
from checker.ledger_schema import trouble

REVIEW = Review("甲/a.docx", "ab" * 32, "pass", title="承诺书", texts={3: "每周家访"})


def test_reviews_are_found_by_content_and_take_over_the_name(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.remember(REVIEW, 100, "e1", 1.0)
        assert ledger.known(100, "e1") == {REVIEW.sha256}
        assert not ledger.known(101, "e1") and not ledger.known(100, "e2")
    with Ledger(tmp_path) as ledger:
        again = ledger.recall(REVIEW.sha256, "e1", "乙/b.docx")
        assert again is not None
        assert (again.file, again.title, again.texts) == ("乙/b.docx", "承诺书", {3: "每周家访"})
        assert ledger.recall(REVIEW.sha256, "e2", "乙/b.docx") is None


def test_states_come_back_with_any_name(tmp_path: Path) -> None:
    rows = [
        FileRow("甲/a.docx", 1, 2, state="held", why="正在编辑", since=5.5, attempts=2),
        FileRow("坏\udcff名.docx", 10, 20, state="pass", version=3),
        FileRow("'; DROP TABLE files; --", 1, 1),
        FileRow("换\n行\x1b.docx", 1, 1),
    ]
    with Ledger(tmp_path) as ledger:
        ledger.put(rows)
        ledger.drop(["没有"])
    with Ledger(tmp_path) as ledger:
        assert sorted(ledger.files().values(), key=lambda r: r.path) == sorted(rows, key=lambda r: r.path)


def test_versions_count_contents_and_move_with_a_rename(tmp_path: Path) -> None:
    second = Review("甲/a.docx", "cd" * 32, "revise")
    with Ledger(tmp_path) as ledger:
        ledger.remember(REVIEW, 1, "e", 1.0)
        assert ledger.add_version("a", REVIEW, "e", 1.0) == 1
        assert ledger.add_version("a", REVIEW, "e", 2.0) == 1  # the same bytes are no new version
        assert ledger.add_version("a", second, "e", 3.0) == 2
        assert ledger.earlier("a", 1) is None
        earlier = ledger.earlier("a", 2)
        assert earlier is not None and earlier.sha256 == REVIEW.sha256
        ledger.move_versions("a", "b")
        assert [v[:2] for v in ledger.versions()] == [("b", 1), ("b", 2)]
        assert [u[:2] for u in ledger.untold()] == [("b", 1), ("b", 2)]
        ledger.told("b", 1)
        assert [u[:2] for u in ledger.untold()] == [("b", 2)]


@pytest.mark.parametrize("damage", ["noise", "cut", "page", "other"])
def test_a_damaged_ledger_is_set_aside_and_begun_anew(tmp_path: Path, damage: str) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.put([FileRow(f"{n}.docx", n, n, why="原因" * 50) for n in range(500)])
    path = tmp_path / LEDGER_NAME
    whole = path.read_bytes()
    if damage == "noise":
        path.write_bytes(os.urandom(9000))
    elif damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "page":
        path.write_bytes(whole[:8192] + b"\x5a" * 4096 + whole[12288:])
    else:
        path.unlink()
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE somebody_elses (x)")
        db.close()
    with Ledger(tmp_path) as ledger:
        assert "另存为" in ledger.note
        assert ledger.files() == {}
        ledger.put([FileRow("a", 1, 1)])
    assert (tmp_path / "审查台账.损坏1.sqlite").exists()
    with Ledger(tmp_path) as ledger:
        assert not ledger.note and list(ledger.files()) == ["a"]


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.transaction():
            ledger.put([FileRow("a", 1, 1)])
            raise ZeroDivisionError
        assert ledger.files() == {}


def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    Ledger(tmp_path).close()
    with sqlite3.connect(tmp_path / LEDGER_NAME) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LedgerTrouble, match="升级"):
        Ledger(tmp_path)
    assert [p.name for p in tmp_path.iterdir() if "损坏" in p.name] == []


def test_reading_needs_a_ledger_and_writes_none(tmp_path: Path) -> None:
    with pytest.raises(LedgerTrouble, match="没有审查台账"):
        Ledger(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(LedgerTrouble, match="-o"):
        Ledger(tmp_path / "文件" / "结果")


def test_troubles_say_what_to_do() -> None:
    full = sqlite3.OperationalError("database or disk is full")
    assert "腾出空间" in str(trouble(full, Path("x")))
    assert "另一个程序" in str(trouble(sqlite3.OperationalError("database is locked"), Path("x")))


def test_what_lies_in_the_moment_is_not_kept() -> None:
    assert lasting(REVIEW)
    for rule in ("file.timeout", "file.memory", "file.crash", "file.permission"):
        assert not lasting(Review("a", "ab", "unreadable", findings=(Finding(rule, "error", ""),)))
    assert not lasting(Review("a", "", "unreadable"))


def test_reviews_of_old_programs_go_unless_a_version_needs_them(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        for n in range(6):
            ledger.remember(REVIEW, 1, f"e{n}", float(n))
        ledger.add_version("a", REVIEW, "e0", 0.0)
        assert ledger.forget_old_engines("e5") == 1  # e1; e2 to e4 are recent, e0 is referred to
        assert ledger.recall(REVIEW.sha256, "e0", "a") and not ledger.recall(REVIEW.sha256, "e1", "a")


def test_a_review_that_holds_for_one_file_is_not_taken_for_another_with_the_same_bytes(
    tmp_path: Path,
) -> None:
    waived = Finding("spun.word", "info", "（已豁免：引用原文）", waived="教育局")
    for_a = Review("a.docx", "ab" * 32, "pass", findings=(waived,))
    for_b = Review("b.docx", "ab" * 32, "revise")
    with Ledger(tmp_path) as ledger:
        ledger.remember(for_a, 9, "e", 1.0)
        assert not ledger.known(9, "e") and ledger.recall(for_a.sha256, "e", "b.docx") is None
        ledger.remember(for_b, 9, "e", 2.0)
        found = [ledger.recall(for_a.sha256, "e", name) for name in ("a.docx", "b.docx")]
        assert [r and r.status for r in found] == ["pass", "revise"]
        ledger.remember(Review("a.docx", "ab" * 32, "revise"), 9, "e", 3.0)
        again = ledger.recall(for_a.sha256, "e", "a.docx")
        assert again is not None and again.status == "revise"
