"""Tasks in, answers out as from `checker.pool.Pool`, made by the workers of a Dask cluster (集群).

Files travel in parcels of some hundred. A parcel whose worker dies is done again by another one; each task
gets one answer, because the answers of a parcel come whole or not at all.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

from checker.batch import worker_limits
from checker.cluster.crew import ClusterTrouble, Crew, gone, useless
from checker.cluster.worker import Done, Needs, Parcel, review_parcel
from checker.job import Job
from checker.names import Found
from checker.pool import Answer, Lost, Pool
from checker.reviewing import task

__all__ = ["FarPool"]

# Files a parcel: at some 40 ms each, eight seconds of work against Dask's millisecond for a task, and no
# more than that is lost with a worker.
_PARCEL = 200
_POLL_SECONDS = 0.5
_GATHER_SECONDS = 10.0
_FAULTS = 3  # of Dask, for one parcel, before the run is given up


@dataclass(frozen=True, slots=True)
class _Piece:
    """One file on its way."""

    tag: int
    found: Found
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A parcel on its way; `only` are the workers it may go to, None for any; `faults` what went wrong so far."""

    future: Any
    pieces: tuple[_Piece, ...]
    only: frozenset[str] | None
    faults: int = 0


class FarPool:
    """The workers behind a connected `distributed.Client`. To be used by one thread."""

    near = False

    def __init__(
        self,
        client: Any,
        needs: Needs,
        job: Job,
        total: int,
        tell: Callable[[str], None],
        parcel: int | None = None,
        patience: float = 60.0,
    ) -> None:
        """`job` with paths from the root; `total` files will come, in parcels of at most `parcel`.

        After `patience` seconds without any worker of use the run is given up.
        """
        self._client = client
        self._crew = Crew(client, needs, tell, patience)
        self._needs = needs
        self._job = job
        self._total = total
        self._asked_parcel = parcel
        self._collected: list[_Piece] = []
        self._flight: dict[str, _Sent] = {}
        self._landed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._ready: deque[tuple[int, Answer]] = deque()
        self._count = 0
        self._closed = False
        self.waiting = 0

    def __enter__(self) -> FarPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def meet(self) -> None:
        """Ask the workers who they are; raises ClusterTrouble when none of them is of use."""
        self._crew.meet()

    @property
    def ahead(self) -> int:
        """How many tasks may wait: two parcels for each thread of the workers, so that none is idle."""
        return self._size * (2 * self._crew.threads + 1)

    def submit(self, tag: int, task: tuple[Found, Job, frozenset[str]]) -> None:
        """Put a task in line; its answer comes out of `take` with the same tag."""
        found, _, known = task
        self.waiting += 1
        path = found.path.absolute()
        self._collected.append(_Piece(tag, replace(found, path=path), known))
        if len(self._collected) >= self._size:
            self._send_collected()

    def take(self) -> tuple[int, Answer] | None:
        """The next answer in whatever order they come; None when none is due."""
        if self.waiting == 0:
            return None
        if not self._ready:
            self._send_collected()
        while not self._ready:
            self._wait()
        self.waiting -= 1
        return self._ready.popleft()

    def close(self) -> None:
        """Drop what is under way. Safe to call twice. A parcel that a worker has begun it will finish."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._client.cancel([sent.future for sent in self._flight.values()], force=True)
        self._flight.clear()

    @property
    def _size(self) -> int:
        """Files a parcel: few enough that every thread gets some four."""
        return self._asked_parcel or max(1, min(_PARCEL, -(-self._total // (4 * self._crew.threads))))

    def _send_collected(self) -> None:
        if self._collected:
            pieces, self._collected = tuple(self._collected), []
            self._send(pieces)

    def _send(self, pieces: tuple[_Piece, ...], faults: int = 0) -> None:
        """Give a parcel to the scheduler, for any worker that is of use."""
        while self._crew.some_unfit and not self._crew.fit:  # ends with ClusterTrouble
            time.sleep(_POLL_SECONDS)
            self._crew.look()
        self._count += 1
        parcel = Parcel(self._needs, self._job, tuple((p.found, p.known) for p in pieces))
        only = self._crew.fit if self._crew.some_unfit else None
        try:
            future = self._client.submit(
                review_parcel,
                parcel,
                key=f"wudaitou-{self._needs.token}-{self._count}",
                workers=sorted(only) if only is not None else None,
                pure=False,
            )
        except Exception as error:
            raise gone(error) from error
        self._flight[future.key] = _Sent(future, pieces, only, faults)
        # Called in a thread of Dask's.
        future.add_done_callback(lambda done: self._landed.put(done.key))

    def _wait(self) -> None:
        """Wait for something to land, or look around when nothing does."""
        try:
            key = self._landed.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            self._crew.look()
            self._rescue()
            return
        sent = self._flight.get(key)
        if sent is not None:
            self._land(key, sent)

    def _land(self, key: str, sent: _Sent) -> None:
        """Take in the answers of a parcel, or send it again."""
        from distributed import KilledWorker

        try:
            done = sent.future.result(timeout=_GATHER_SECONDS)
        except (TimeoutError, asyncio.TimeoutError):  # two classes before Python 3.11
            # Its worker died with the answers: another one makes them again.
            self._crew.look()
            sent.future.add_done_callback(lambda again: self._landed.put(again.key))
            return
        except KilledWorker:
            del self._flight[key]
            self._split(sent)
            return
        except Exception as error:
            self._crew.look()
            if self._client.status != "running":
                raise gone(error) from error
            if sent.faults >= _FAULTS:
                raise ClusterTrouble(
                    f"集群上审查出错（{type(error).__name__}：{str(error)[:200]}）。审过的都留着；"
                    "请检查工作机上的 wudaitou，再运行一次；不用集群就去掉 --cluster。"
                ) from error
            del self._flight[key]
            self._send(sent.pieces, sent.faults + 1)
            return
        del self._flight[key]
        sent.future.release()
        if done.unfit:
            self._refused(sent, done.unfit)
        else:
            self._sort(sent, done)

    def _split(self, sent: _Sent) -> None:
        """Several workers died of this parcel: it goes on in halves, until the one file is known."""
        if len(sent.pieces) == 1:
            self._ready.append((sent.pieces[0].tag, Lost("crash")))
            return
        half = len(sent.pieces) // 2
        self._send(sent.pieces[:half])
        self._send(sent.pieces[half:])

    def _refused(self, sent: _Sent, reason: str) -> None:
        """A worker that came later and is of no use had this parcel: look who it was, and send it again."""
        self._crew.ask_anew()
        if sent.faults >= _FAULTS and not self._crew.some_unfit:
            raise useless([reason])
        self._send(sent.pieces, sent.faults + 1)

    def _sort(self, sent: _Sent, done: Done) -> None:
        """Answers are ready, but for files the worker could not see and this machine can."""
        unseen: list[_Piece] = []
        for piece, answer in zip(sent.pieces, done.answers, strict=True):
            if not isinstance(answer, bytes) or answer[:1] != b"N":
                self._ready.append((piece.tag, answer))
            elif os.access(piece.found.path, os.R_OK):
                unseen.append(piece)
            else:  # gone for everybody
                self._ready.append((piece.tag, b"R" + answer[1:]))
        if not unseen:
            return
        self._crew.ask_anew()  # a worker may have lost the share
        if self._crew.some_unfit and not sent.faults:
            self._send(tuple(unseen), sent.faults + 1)
        else:
            self._review_here(unseen)

    def _review_here(self, pieces: Iterable[_Piece]) -> None:
        """Files that only this machine may read."""
        with Pool[int](task, 1, worker_limits(self._job)) as here:
            self._ready.extend(here.run((p.tag, (p.found, self._job, p.known)) for p in pieces))

    def _rescue(self) -> None:
        """Send again what only workers could take that are there no more."""
        for key, sent in list(self._flight.items()):
            if sent.only is not None and self._crew.fit and not sent.only & self._crew.fit:
                del self._flight[key]
                with contextlib.suppress(Exception):
                    self._client.cancel([sent.future], force=True)
                self._send(sent.pieces, sent.faults)
