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

LIMITS = replace(DEFAULT, seconds=1.0, memory_bytes=300 * 1024 * 1024)


def answers(tasks: Sequence[tuple[str, object]], jobs: int = 2, **changes: object) -> list[bytes | Lost]:
    limits = replace(LIMITS, **changes)  # type: ignore[arg-type]
    with Pool[int](faults.act, jobs, limits) as pool:
        return list(in_order(pool.run(enumerate(tasks))))


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


def test_a_hang_costs_one_task_and_about_its_limit() -> None:
    start = time.monotonic()
    got = answers([("echo", 1), ("spin", 0), ("echo", 2), ("sleep", 100), ("echo", 3)])
    assert got == [b"1", Lost("timeout"), b"2", Lost("timeout"), b"3"]
    assert time.monotonic() - start < 15


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
    got = answers([("echo", 1), ("eat", 4_000_000), ("echo", 2)], seconds=30.0)
    assert got == [b"1", Lost("memory"), b"2"]


def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    assert answers([("child", str(note))]) == [Lost("timeout")]
    pid = int(note.read_text())
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
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
    assert answers([("large", 20_000_000)], seconds=20.0) == [b"y" * 20_000_000]


def test_closing_early_ends_a_task_under_way() -> None:
    start = time.monotonic()
    with Pool[int](faults.act, 2, replace(LIMITS, seconds=60.0)) as pool:
        for tag in range(4):
            pool.submit(tag, ("sleep", 50))
        time.sleep(0.5)
    assert time.monotonic() - start < 5


def test_an_idle_pool_keeps_no_process_and_wakes_again() -> None:
    before = set(children())  # what an earlier test of the same session left is not this pool's
    with Pool[int](faults.act, 1, LIMITS, idle_seconds=0.2) as pool:
        pool.submit(1, ("echo", 1))
        assert pool.take(30) == (1, b"1")
        deadline = time.monotonic() + 20
        while set(children()) - before:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        pool.submit(2, ("echo", 2))
        assert pool.take(30) == (2, b"2")
        assert pool.take(0) is None
