"""A scheduler and workers of Dask as processes of their own, and many small papers."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.docx_builder import Docx

ROOT = Path(__file__).resolve().parents[2]
DEEDS = (
    "我每周家访两户困难学生",
    "不收家长一分钱",
    "每天读书一小时，写笔记",
    "当面指出同事迟到",
    "每周听两节课",
)
PATIENCE = 60.0  # for a process to come up on a busy machine


class Cluster:
    """A scheduler on a free port of this machine, and the workers started so far."""

    def __init__(self, folder: Path, processes: contextlib.ExitStack) -> None:
        self._folder = folder
        self._processes = processes
        self._file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show",
            "--scheduler-file", str(self._file),
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError, ValueError):
                self.address = str(json.loads(self._file.read_text())["address"])
                return
            assert time.monotonic() < deadline and self.scheduler.poll() is None
            time.sleep(0.05)

    def add_worker(self, *options: str, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
        """One more worker process with one thread."""
        own = self._folder / f"worker{len(self.workers)}"
        own.mkdir()
        worker = self._start(
            "dask_worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", str(own), *options, cwd=cwd,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def await_workers(self, number: int) -> None:
        """Wait until so many workers have reported to the scheduler."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(number, timeout=PATIENCE)

    def _start(self, module: str, *options: str, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *options],
            cwd=cwd,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.callback(_end, process)
        return process


@contextlib.contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A cluster whose processes end with the block."""
    with contextlib.ExitStack() as processes:
        made = Cluster(folder, processes)
        for _ in range(workers):
            made.add_worker()
        if workers:
            made.await_workers(workers)
        yield made


def papers(folder: Path, number: int) -> Path:
    """`number` short letters, no two the same, a hundred a school."""
    for n in range(number):
        path = folder / f"第{n // 100 + 1}小学" / f"承诺书{n}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        deeds = "。".join(DEEDS[(n + k) % 5] for k in range(1 + n % 4))
        Docx("承诺书", f"我是{n}号党员。{deeds}。", f"承诺人：王{n}", "2011年3月1日").save(path)
    return folder


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(timeout=30)
