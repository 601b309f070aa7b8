"""The cache of a batch: unchanged bytes are only hashed, and nothing is remembered wrongly."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from checker.batch import review_all
from checker.brief import brief
from checker.engine import engine_digest
from checker.findings import Review
from checker.job import Job
from checker.ledger import Ledger, LedgerTrouble
from checker.memory import Memory
from checker.names import walk
from corpus import load_standard
from tests.batch.test_batch import PLEDGE
from tests.docx_builder import Docx


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(4):
        (tmp_path / "报送").mkdir(exist_ok=True)
        Docx(*PLEDGE.format(n).split("\n")).save(tmp_path / "报送" / f"{n}.docx")
    (tmp_path / "报送" / "空.docx").touch()
    return tmp_path


def run(folder: Path, job: Job, when: float = 1.0) -> tuple[list[Review], Memory]:
    out = folder / "结果"
    with Ledger(out) as ledger:
        memory = Memory(ledger, job, load_standard(), when)
        return list(review_all(walk(folder / "报送"), job, 2, memory)), memory


def test_a_second_run_reuses_every_review(folder: Path) -> None:
    first, memory = run(folder, Job())
    assert memory.reused == 0
    second, memory = run(folder, Job())
    assert memory.reused == 5
    assert second == first


def test_only_what_changed_is_reviewed_again(folder: Path) -> None:
    first, _ = run(folder, Job())
    Docx("承诺书", "我每天读书一小时。", "承诺人：王1", "2011年3月1日").save(folder / "报送" / "1.docx")
    second, memory = run(folder, Job())
    assert memory.reused == 4
    assert [r.file for r, old in zip(second, first, strict=True) if r != old] == ["1.docx"]


def test_a_renamed_file_keeps_its_review_under_the_new_name(folder: Path) -> None:
    run(folder, Job())
    (folder / "报送" / "1.docx").rename(folder / "报送" / "改名.docx")
    second, memory = run(folder, Job())
    assert memory.reused == 5
    assert sorted(r.file for r in second) == ["0.docx", "2.docx", "3.docx", "改名.docx", "空.docx"]


def test_another_kind_or_standard_is_another_question(folder: Path) -> None:
    run(folder, Job())
    _, memory = run(folder, Job(kind="plan"))
    assert memory.reused == 0
    standard = load_standard()
    other = dataclasses.replace(standard, sha256="0" * 64)
    assert engine_digest(Job(), standard) != engine_digest(Job(), other)
    assert engine_digest(Job(), standard) != engine_digest(Job(kind="plan"), standard)
    assert engine_digest(Job(), standard) == engine_digest(Job(copies=Path("x")), standard)


def test_a_missing_copy_is_written_again(folder: Path) -> None:
    job = Job(copies=folder / "结果")
    first, _ = run(folder, job)
    copy = folder / "结果" / "批注" / "2.docx"
    before = copy.read_bytes()
    copy.unlink()
    second, memory = run(folder, job)
    assert copy.read_bytes() == before
    assert second == first and memory.reused == 4


def test_an_interrupted_run_goes_on_where_it_stopped(folder: Path) -> None:
    with Ledger(folder / "结果") as ledger:
        running = review_all(walk(folder / "报送"), Job(), 1, Memory(ledger, Job(), load_standard(), 1.0))
        done = [next(running), next(running)]
        running.close()  # type: ignore[attr-defined]  # what Ctrl-C does to the generator
    second, memory = run(folder, Job())
    assert memory.reused >= 2
    assert second[:2] == done


def test_a_ledger_that_fails_costs_the_memory_and_not_the_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LedgerTrouble("磁盘满了")

    monkeypatch.setattr(Ledger, "remember", full)
    reviews, memory = run(folder, Job())
    assert len(reviews) == 5 and memory.trouble == "磁盘满了"


def test_a_stored_review_that_cannot_be_read_is_made_again(folder: Path) -> None:
    first, _ = run(folder, Job())
    with Ledger(folder / "结果") as ledger:
        ledger._run("UPDATE reviews SET body = ?", (b"nonsense",))
    second, memory = run(folder, Job())
    assert second == first and memory.reused == 0


def test_reports_are_current_only_when_nobody_touched_them(folder: Path) -> None:
    reviews, _ = run(folder, Job())
    report = folder / "结果" / "汇总.xlsx"
    report.write_bytes(b"1")
    with Ledger(folder / "结果") as ledger:
        memory = Memory(ledger, Job(), load_standard(), 1.0)
        digest = memory.digest(map(brief, reviews), "x")
        assert not memory.outputs_current(digest, [report])
        memory.outputs_written(digest, [report])
        assert memory.outputs_current(digest, [report])
        assert not memory.outputs_current(memory.digest(map(brief, reviews), "y"), [report])
        report.write_bytes(b"22")
        assert not memory.outputs_current(digest, [report])
        report.unlink()
        assert not memory.outputs_current(digest, [report])
