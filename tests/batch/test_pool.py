"""The pool: faults cost their own task and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from checker.limits import DEFAULT
from checker.pool import Lost, Pool, in_order
from tests.batch import faults

# Nothing here takes long: only the tests of a hang set a limit that is reached.
LIMITS = replace(DEFAULT, seconds=60.0, memory_bytes=300 * 1024 * 1024)
PATIENCE = 60.0  # seconds until a busy machine has done what it was told


def answers(tasks: Sequence[tuple[str, object]], jobs: int = 2, **changes: object) -> list[bytes | Lost]:
    limits = replace(LIMITS, **changes)  # type: ignore[arg-type]
    with Pool[int](faults.act, jobs, limits) as pool:
        return list(in_order(pool.run(enumerate(tasks))))


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


@pytest.fixture(autouse=True)
def no_process_left() -> Iterator[None]:
    before = {p.pid for p in children()}
    yield
    assert not [p for p in children() if p.pid not in before], "a worker or a zombie is left"


def test_answers_come_in_the_order_of_the_tasks() -> None:
    tasks: list[tuple[str, object]] = [("sleep", 0.2)]
    tasks += [("echo", n) for n in range(50)]
    assert answers(tasks) == [b"slept"] + [str(n).encode() for n in range(50)]


def test_a_hang_costs_one_task_and_is_ended_by_the_limit() -> None:
    start = time.monotonic()
    got = answers([("echo", 1), ("spin", 0), ("echo", 2), ("sleep", 1000), ("echo", 3)], seconds=2.0)
    assert got == [b"1", Lost("timeout"), b"2", Lost("timeout"), b"3"]
    assert time.monotonic() - start < 200, "ended by the limit, not by the end of the sleep"


def test_a_worker_that_dies_costs_one_task() -> None:
    assert answers([("echo", 1), ("exit", 3), ("echo", 2), ("exit", 0)], jobs=1) == [
        b"1",
        Lost("crash"),
        b"2",
        Lost("crash"),
    ]


def test_a_death_that_does_not_repeat_costs_nothing(tmp_path: Path) -> None:
    assert answers([("exit_once", str(tmp_path / "mark"))]) == [b"second time"]


def test_a_memory_hog_is_ended() -> None:
    got = answers([("echo", 1), ("eat", 4_000_000), ("echo", 2)])
    assert got == [b"1", Lost("memory"), b"2"]


def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    assert answers([("child", str(note))], seconds=4.0) == [Lost("timeout")]
    pid = int(note.read_text())
    deadline = time.monotonic() + PATIENCE
    while _runs(pid):
        assert time.monotonic() < deadline, "the worker's own child runs on"
        time.sleep(0.05)


def test_exceptions_come_back_with_their_particulars() -> None:
    got = answers([("raise", "没有"), ("full", "/x/汇总.xlsx"), ("echo", 1)])
    assert got[0] == Lost("error", "LookupError", "没有")
    assert isinstance(got[1], Lost) and (got[1].errno, got[1].filename) == (28, "/x/汇总.xlsx")
    assert got[2] == b"1"


def test_workers_are_replaced_after_so_many_tasks() -> None:
    pids = answers([("pid", 0)] * 9, jobs=1, worker_files=3)
    assert len(set(pids)) == 3


def test_large_answers_come_whole() -> None:
    assert answers([("large", 20_000_000)]) == [b"y" * 20_000_000]


def test_closing_early_ends_tasks_under_way(tmp_path: Path) -> None:
    """The tasks run for ten minutes; `no_process_left` sees whether they were ended."""
    notes = [tmp_path / str(tag) for tag in range(4)]
    with Pool[int](faults.act, 2, replace(LIMITS, seconds=600.0)) as pool:
        for tag, note in enumerate(notes):
            pool.submit(tag, ("child", str(note)))
        deadline = time.monotonic() + PATIENCE
        while sum(note.exists() and note.read_text() != "" for note in notes) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        start = time.monotonic()
    assert time.monotonic() - start < 200, "ended by closing, not by the end of the tasks"
    pids = [int(note.read_text()) for note in notes if note.exists()]
    assert len(pids) == 2, "those in line were never begun"
    # What was told to end ends soon, on a busy machine not at once.
    deadline = time.monotonic() + PATIENCE
    while any(map(_runs, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_an_idle_pool_keeps_no_process_and_wakes_again() -> None:
    before = set(children())  # what an earlier test of the same session left is not this pool's
    with Pool[int](faults.act, 1, LIMITS, idle_seconds=0.2) as pool:
        pool.submit(1, ("echo", 1))
        assert pool.take(PATIENCE) == (1, b"1")
        deadline = time.monotonic() + PATIENCE
        while set(children()) - before:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        pool.submit(2, ("echo", 2))
        assert pool.take(PATIENCE) == (2, b"2")
        assert pool.take(0) is None
