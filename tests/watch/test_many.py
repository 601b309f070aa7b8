"""Thousands of files and tens of thousands of events at once: nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.watch import Watcher
from tests.watch.world import FAST, eventually, histories, letter, settled, states


def pledge(path: Path, number: int) -> None:
    path.write_text(
        f"承诺书\n我是第{number}号党员，每周家访两户。\n承诺人：王{number}\n2011年3月1日\n", encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_five_thousand_files_dropped_at_once(tmp_path: Path) -> None:
    root, out, beside = tmp_path / "报送", tmp_path / "结果", tmp_path / "准备"
    root.mkdir()
    for n in range(5000):
        letter(beside / f"学校{n % 50}" / f"{n}.docx", n)
    told: list[str] = []
    with Watcher(root, out, replace(FAST, jobs=2, refresh=600.0), lambda review: told.append(review.file)):
        beside.rename(root / "全部")
        eventually(lambda: len(told) == 5000, seconds=840, why=lambda: len(told))
    assert settled(out, 5000)()
    assert len(told) == len(set(told)) == 5000
    assert all(len(h) == 1 for h in histories(out).values())


def test_a_burst_of_events_far_beyond_the_queue_hides_nothing(tmp_path: Path) -> None:
    """The kernel's queue (16,384 events, often) overflows; what matters is there all the same."""
    root, out = tmp_path / "报送", tmp_path / "结果"
    root.mkdir()
    with Watcher(root, out, FAST):
        eventually(lambda: out.is_dir())
        for n in range(20_000):
            # Ignored by name, and gone again: only the notices stay.
            path = root / f"~WRD{n}.tmp"
            path.touch()
            path.unlink()
            if n % 4000 == 0:
                pledge(root / f"{n}.txt", n)
        wanted = [f"{n}.txt" for n in range(0, 20_000, 4000)]
        # One of the others may have been seen while it was there; the next pass forgets it.
        eventually(
            lambda: settled(out, 5)() and sorted(states(out)) == sorted(wanted), why=lambda: states(out)
        )
    assert set(wanted) <= set(states(out)), "none of the five is lost by closing either"
    assert set(wanted) <= set(histories(out)), "and each was really reviewed"
