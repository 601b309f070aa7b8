"""`checker check` twice over the same folder: the second run changes nothing and says the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.cli import main
from checker.findings import Review
from checker.ledger import LEDGER_NAME, Ledger
from checker.reports.spool import Spool
from tests.batch.test_batch import PLEDGE
from tests.docx_builder import Docx


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报送").mkdir()
    for n in range(3):
        Docx(*PLEDGE.format(n).split("\n")).save(tmp_path / "报送" / f"{n}.docx")
    (tmp_path / "报送" / "坏.docx").write_bytes(b"\xff\x00" * 500)
    (tmp_path / "报送" / "~$0.docx").write_bytes(b"x")
    return tmp_path


def stamps(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def check(
    folder: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, list[dict[str, object]]]:
    code = main(["check", str(folder / "报送"), "-o", str(folder / "结果"), "--format", "jsonl", *more])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_second_run_leaves_every_report_as_it_lies(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = check(folder, capsys)
    assert first[0] == 3 and len(first[1]) == 4
    before = stamps(folder / "结果")
    assert check(folder, capsys) == first
    after = stamps(folder / "结果")
    del before[LEDGER_NAME], after[LEDGER_NAME]
    assert after == before


def test_reviews_kept_on_disk_come_out_as_those_in_memory_and_few_times(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(folder, capsys)
    passes = []
    iterate = Spool.__iter__

    def counted(self: Spool) -> Iterator[Review]:
        passes.append(1)
        return iterate(self)

    monkeypatch.setattr(Spool, "__iter__", counted)
    monkeypatch.setattr("checker.desk._IN_MEMORY", 2)
    # 20,000 papers from disk cost some five seconds a pass: one for what the end of a run needs, one for the output.
    assert check(folder, capsys) == first
    assert len(passes) == 2


def test_a_changed_file_changes_the_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(folder, capsys)
    before = stamps(folder / "结果")
    Docx("承诺书", "我要带头学习。", "承诺人：王五", "2011年3月1日").save(folder / "报送" / "1.docx")
    check(folder, capsys)
    after = stamps(folder / "结果")
    assert {n for n in after if after[n] != before.get(n)} == {
        "1.docx", "汇总.xlsx", "report.html", "reviews.jsonl", LEDGER_NAME,
    }  # fmt: skip


def test_a_report_that_was_deleted_is_written_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(folder, capsys)
    (folder / "结果" / "汇总.xlsx").unlink()
    check(folder, capsys)
    assert (folder / "结果" / "汇总.xlsx").is_file()


def test_the_ledger_knows_the_state_of_every_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, reviews = check(folder, capsys)
    with Ledger(folder / "结果", read_only=True) as ledger:
        states = {path: row.state for path, row in ledger.files().items()}
    assert states == {str(r["file"]): r["status"] for r in reviews} | {"~$0.docx": "ignored"}


def test_a_ruined_ledger_costs_no_result(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = check(folder, capsys)
    (folder / "结果" / LEDGER_NAME).write_bytes(b"ruined" * 1000)
    assert main(["check", str(folder / "报送"), "-o", str(folder / "结果"), "--format", "jsonl"]) == 3
    said = capsys.readouterr()
    assert [json.loads(line) for line in said.out.splitlines()] == first[1]
    assert "台账损坏" in said.err and "Traceback" not in said.err
