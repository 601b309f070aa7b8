"""Many files in, Reviews out in the order given, on this machine's cores (批量审查)."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from checker.document import Unreadable
from checker.findings import Review
from checker.job import Job
from checker.limits import DEFAULT, Limits
from checker.names import Found
from checker.pool import Answer, Hands, Lost, Pool, in_order
from checker.readers.sniff import SAVE_AS_WORD
from checker.reviewing import failed, task
from checker.stored import from_bytes
from chinese_cli.clean import clean

if TYPE_CHECKING:
    from checker.memory import Memory
    from corpus import Standard

__all__ = ["jobs_for", "outcome", "review_all", "worker_limits"]

# Starting a process costs more than reviewing a few files.
_FEW = 24
_MOST_JOBS = 8  # unless more are asked for
# More than LibreOffice is given by checker.reports.office.
_OFFICE_SECONDS = 30.0


def outcome(found: Found, answer: Answer, standard: Standard, limits: Limits = DEFAULT) -> Review:
    """The review in a worker's answer; a file whose worker was lost gets a review that says so."""
    if not isinstance(answer, Lost):
        return from_bytes(answer[1:])
    # Only now: the judging is the workers' part, and importing it costs a start noticeable time.
    from checker.judging import unreadable_review

    if answer.why == "error":
        if answer.errno is not None:
            raise OSError(answer.errno, answer.message, answer.filename or None)
        if answer.error == "CannotWrite":
            from checker.reports.output import CannotWrite

            raise CannotWrite(answer.message)
        return unreadable_review(found.name, failed(answer.error), standard, _digest(found, limits))
    return unreadable_review(found.name, _lost(answer, limits), standard, _digest(found, limits))


def jobs_for(files: int, asked: int | None = None) -> int:
    """How many worker processes so many files are worth; `asked` for, or by this machine's processors."""
    jobs = asked or min(os.cpu_count() or 1, _MOST_JOBS)
    return 1 if files < _FEW else min(jobs, files)


def worker_limits(job: Job) -> Limits:
    """What a worker may take for one file: the reader's limits, and time for LibreOffice to make a copy.

    Without that time a readable file whose copy is slow would be called unreadable.
    """
    extra = _OFFICE_SECONDS if job.office is not None else 0.0
    return dataclasses.replace(job.limits, seconds=job.limits.seconds + extra)


def review_all(
    files: Iterable[Found],
    job: Job,
    jobs: int = 1,
    memory: Memory | None = None,
    far: Hands | None = None,
    tell: bool = True,
) -> Iterator[Review]:
    """Reviews in the order of `files`; `jobs` worker processes share the work, or `far` (a cluster) does it.

    Every file is read in a worker, also with one job: a file that hangs, crashes its reader or eats
    memory costs itself and nothing else. With a `memory`, bytes reviewed before are only hashed, and
    each review is kept as soon as it is made, so that an interrupted run goes on where it stopped.
    Plugins hear of each review that was made now, unless `tell` is False: somebody else tells them.
    """
    reviewing = _Reviewing(job, memory, tell)
    with far if far is not None else Pool[int](task, jobs, worker_limits(job)) as hands:
        yield from in_order(reviewing.reviews(files, hands))


class _Reviewing:
    """Files on their way through the hands of whoever does the work, each known by its number from 0."""

    def __init__(self, job: Job, memory: Memory | None, tell: bool) -> None:
        from checker.plugins import load_plugins
        from corpus import outlined_standard

        self._job = job
        self._memory = memory
        self._standard = outlined_standard(job.standard)
        self._plugins = load_plugins(job.plugins)
        self._tell = tell
        self._files: list[Found] = []

    def reviews(self, files: Iterable[Found], hands: Hands) -> Iterator[tuple[int, Review]]:
        """Each file's number and review, in whatever order they are done."""
        for number, answer in self._answers(files, hands):
            review = answer if isinstance(answer, Review) else self._answered(number, answer, hands)
            if review is not None:
                yield number, review

    def _answers(self, files: Iterable[Found], hands: Hands) -> Iterator[tuple[int, Answer | Review]]:
        """What the workers answer, and at once the review of bytes known and at hand."""
        from corpus import load_standard

        for number, found in enumerate(files):
            self._files.append(found)
            known = self._memory.known(found) if self._memory else frozenset()
            if self._memory and known and hands.near:
                review = _remembered(found, self._job, known, self._memory)
                if review is not None:
                    yield number, review
                    continue
            load_standard(
                self._job.standard
            )  # a broken expression in it is told of before anything is reviewed
            hands.submit(number, (found, self._job, known))
            # Drawn only a little ahead of the work.
            while hands.waiting >= hands.ahead and (answer := hands.take()) is not None:
                yield answer
        while (answer := hands.take()) is not None:
            yield answer

    def _answered(self, number: int, answer: Answer, hands: Hands) -> Review | None:
        """The review a worker's answer holds or stands for; None when the file goes to the workers once more."""
        found, memory = self._files[number], self._memory
        if memory and not isinstance(answer, Lost) and answer[:1] == b"K":
            recalled = memory.recall(found, answer[1:].decode())
            if recalled is None:  # the stored one cannot be read: once more, in full
                hands.submit(number, (found, self._job, frozenset()))
            return recalled
        review = outcome(found, answer, self._standard, self._job.limits)
        if memory:
            memory.keep(found, review)
        for problem in self._plugins.reviewed(review) if self._tell else ():
            _warn(problem)
        return review


def _warn(problem: str) -> None:
    import logging

    logging.getLogger(__name__).warning("%s", clean(problem, 600))


def _remembered(found: Found, job: Job, known: frozenset[str], memory: Memory) -> Review | None:
    """The review of bytes that were reviewed before, hashed here: starting a worker costs more than that.

    Nothing of the file is looked into; whatever is odd about it is left to a worker.
    """
    from checker.readers.files import read_bytes

    if job.bureau.waivers.concern(found.name):
        return None
    try:
        sha256 = hashlib.sha256(read_bytes(found.path, job.limits)).hexdigest()
    except Unreadable:
        return None
    return memory.recall(found, sha256) if sha256 in known else None


def _digest(found: Found, limits: Limits) -> str:
    """What the lost worker would have said of the bytes; "" when they cannot be had here either."""
    from checker.readers.files import read_bytes

    try:
        return hashlib.sha256(read_bytes(found.path, limits)).hexdigest()
    except Unreadable:
        return ""


def _lost(answer: Lost, limits: Limits) -> Unreadable:
    if answer.why == "timeout":
        return Unreadable("timeout", f"读取超过 {limits.seconds:g} 秒，已经放弃。", SAVE_AS_WORD)
    if answer.why == "memory":
        size = limits.memory_bytes // (1024 * 1024)
        return Unreadable("memory", f"读取时占用内存超过 {size} MB，已经放弃。", SAVE_AS_WORD)
    return Unreadable("crash", "文件内容异常，读取程序崩溃。", SAVE_AS_WORD)
