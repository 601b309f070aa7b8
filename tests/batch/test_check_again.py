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
from tests.corpus.test_standard import GOOD
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
    # 20,000 papers from disk cost some five seconds a pass: the lines shown lie in reviews.jsonl already.
    assert check(folder, capsys) == first
    assert not passes
    assert main(["check", str(folder / "报送"), "-o", str(folder / "结果"), "--format", "json"]) == first[0]
    assert json.loads(capsys.readouterr().out) == first[1]
    assert len(passes) == 1


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


def test_a_broken_expression_in_the_bureaus_own_standard_is_told_of_before_anything_is_reviewed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = folder / "本县.yaml"
    own.write_text(GOOD, encoding="utf-8")
    asked = ["check", str(folder / "报送"), "-o", str(folder / "结果"), "--standard"]
    broken = folder / "坏.yaml"
    broken.write_text(GOOD.replace("例如一", "例如一, cues: ['(']"), encoding="utf-8")
    assert main([*asked, str(broken)]) == 2
    assert "坏.yaml 第7行：cues“(”不是正确的表达式" in capsys.readouterr().err
    assert not (folder / "结果").exists()
    assert main([*asked, str(own)]) == 3
    before = stamps(folder / "结果")
    # Where a ledger lies nothing may be left to review; a standard that changed is another, and everything is.
    capsys.readouterr()
    assert main([*asked, str(broken)]) == 2
    assert "坏.yaml 第7行：cues“(”不是正确的表达式" in capsys.readouterr().err
    after = stamps(folder / "结果")
    assert {n for n in after if after[n] != before.get(n)} <= {LEDGER_NAME}
