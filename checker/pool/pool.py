"""A function and its tasks in, an answer for every task out, from several watched worker processes."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

from checker.limits import DEFAULT, Limits
from checker.pool.worker import Answer, Lost, Worker, WorkersBroken

__all__ = ["Hands", "Pool", "in_order"]

Tag = TypeVar("Tag", bound=Hashable)
Item = TypeVar("Item")

_WATCH_SECONDS = 0.05
_STARTS = 3


class _Closed(Exception):
    """The pool is being closed; no new process."""


class Hands(Protocol):
    """What a batch needs of whoever does the work (干活的一方): this machine's pool, or a cluster's."""

    waiting: int

    @property
    def near(self) -> bool:
        """Whether the work is done on this machine, where a file may as well be hashed before it is sent."""

    @property
    def ahead(self) -> int:
        """How many tasks may wait for an answer."""

    def submit(self, tag: int, task: Any, /) -> None:
        """Put a task in line."""

    def take(self) -> tuple[int, Answer] | None:
        """The next answer with its task's tag; None when none is due."""

    def __enter__(self) -> Hands: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class Pool(Generic[Tag]):
    """`jobs` worker processes that call `function(task) -> bytes`, found by its module and name.

    Processes start with the first task, are replaced after `limits.worker_files` tasks, and go after
    `idle_seconds` without one. A task that runs over `limits.seconds` or `limits.memory_bytes` costs
    its process and gets the answer `Lost`; a process that dies by itself is given the same task once more
    in a new process, because what killed it may have been left by an earlier task.
    """

    def __init__(
        self,
        function: Callable[[Any], bytes],
        jobs: int = 1,
        limits: Limits = DEFAULT,
        idle_seconds: float = 60.0,
    ) -> None:
        """Nothing is started yet."""
        if function.__module__ == "__main__" or "<" in function.__qualname__:
            raise ValueError(f"{function!r} cannot be found by a worker process")
        self._function = function
        self._jobs = max(1, jobs)
        self._limits = limits
        self._idle = idle_seconds
        self._tasks: queue.SimpleQueue[tuple[Tag, object] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[Tag, Answer] | WorkersBroken] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._workers: dict[int, Worker] = {}
        self._guard = threading.Lock()
        self._closing = threading.Event()
        self.waiting = 0

    def __enter__(self) -> Pool[Tag]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def jobs(self) -> int:
        """How many processes share the work."""
        return self._jobs

    @property
    def near(self) -> bool:
        """The work is done on this machine."""
        return True

    @property
    def ahead(self) -> int:
        """How many tasks may wait for an answer: enough that no process is idle, few enough to hold."""
        return self._jobs * 16

    def submit(self, tag: Tag, task: object) -> None:
        """Put a task in line; its answer comes out of `take` with the same tag."""
        self.waiting += 1
        self._tasks.put((tag, task))
        if len(self._threads) < min(self._jobs, self.waiting) + 1:
            self._start()

    def take(self, timeout: float | None = None) -> tuple[Tag, Answer] | None:
        """The next answer in whatever order they come; None when none came in time, or none is due."""
        if self.waiting == 0:
            return None
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            # A wait without a limit cannot be interrupted by Ctrl-C on Windows.
            step = 0.5 if end is None else min(0.5, end - time.monotonic())
            try:
                answer = self._answers.get(timeout=max(0.0, step))
                break
            except queue.Empty:
                if end is not None and time.monotonic() >= end:
                    return None
        if isinstance(answer, WorkersBroken):
            raise answer
        self.waiting -= 1
        return answer

    def close(self) -> None:
        """End all processes at once; tasks without an answer are dropped. Safe to call twice."""
        self._closing.set()
        for _ in self._threads:
            self._tasks.put(None)
        with self._guard:
            workers = list(self._workers.values())
        for worker in workers:
            worker.kill()
        for thread in self._threads:
            thread.join(timeout=15)
        self._threads.clear()

    def _start(self) -> None:
        """One more thread that keeps a worker; with the first, the one that watches them all."""
        if not self._threads:
            self._threads.append(threading.Thread(target=self._watch, name="pool-watch", daemon=True))
            self._threads[0].start()
        slot = len(self._threads)
        thread = threading.Thread(target=self._keep, args=(slot,), name=f"pool-{slot}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _watch(self) -> None:
        while not self._closing.wait(_WATCH_SECONDS):
            with self._guard:
                workers = list(self._workers.values())
            now = time.monotonic()
            for worker in workers:
                worker.check(now)

    def _keep(self, slot: int) -> None:
        """Serve tasks with one worker after another until told to stop."""
        try:
            while not self._closing.is_set():
                try:
                    task = self._tasks.get(timeout=self._idle)
                except queue.Empty:
                    self._drop(slot)
                    continue
                if task is None:
                    break
                answer = self._answer(slot, task[1])
                if not self._closing.is_set():
                    self._answers.put((task[0], answer))
        except _Closed:
            pass
        except WorkersBroken as error:
            self._answers.put(error)
        finally:
            self._drop(slot)

    def _answer(self, slot: int, task: object) -> Answer:
        answer: Answer = Lost("crash")
        for _ in range(2):
            answer = self._worker(slot).ask(task)
            if not (isinstance(answer, Lost) and answer.why == "crash"):
                break
        return answer

    def _worker(self, slot: int) -> Worker:
        """The slot's running worker, or a new one."""
        worker = self._workers.get(slot)
        if worker is not None and not worker.spent:
            return worker
        for _ in range(_STARTS):
            self._drop(slot)
            worker = Worker(self._function, self._limits)
            with self._guard:
                self._workers[slot] = worker
            # `close` sets the flag before it looks for workers: one of the two sees the other.
            if self._closing.is_set():
                raise _Closed
            if worker.begin():
                return worker
        raise WorkersBroken

    def _drop(self, slot: int) -> None:
        with self._guard:
            worker = self._workers.pop(slot, None)
        if worker is not None:
            worker.close()

    def run(self, tasks: Iterable[tuple[Tag, object]]) -> Iterator[tuple[Tag, Answer]]:
        """Answers to (tag, task) pairs as they come; pairs are drawn only a little ahead of the work."""
        source = iter(tasks)
        exhausted = False
        while True:
            while not exhausted and self.waiting < self.ahead:
                pair = next(source, None)
                if pair is None:
                    exhausted = True
                else:
                    self.submit(*pair)
            answer = self.take()
            if answer is None:
                return
            yield answer


def in_order(pairs: Iterable[tuple[int, Item]]) -> Iterator[Item]:
    """The items of (number, item) pairs that come in any order, by number from 0.

    >>> list(in_order([(1, "b"), (0, "a"), (2, "c")]))
    ['a', 'b', 'c']
    """
    early: dict[int, Item] = {}
    due = 0
    for number, item in pairs:
        early[number] = item
        while due in early:
            yield early.pop(due)
            due += 1
