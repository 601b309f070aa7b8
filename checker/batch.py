"""Many files in, Reviews out in the order given, on this machine's cores (批量审查)."""

from __future__ import annotations

import dataclasses
import errno
import functools
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checker.document import Document, Unreadable
from checker.findings import Finding, Review
from checker.job import Job
from checker.limits import DEFAULT, Limits
from checker.names import Found
from checker.pool import Answer, Hands, Lost, Pool, in_order
from checker.readers.sniff import SAVE_AS_WORD
from checker.stored import from_bytes, to_bytes
from chinese_cli.clean import clean

if TYPE_CHECKING:
    from checker.memory import Memory
    from checker.reports.office import Office
    from corpus import Standard

__all__ = [
    "answer_for",
    "outcome",
    "review_all",
    "review_bytes",
    "review_one",
    "task",
    "worker_limits",
]

# More than LibreOffice is given by checker.reports.office.
_OFFICE_SECONDS = 30.0
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})


def review_one(found: Found, job: Job) -> Review:
    """Review one file and write its commented copy, in this process.

    Never raises for what a file may hold; what cannot be written does raise (OSError, CannotWrite).
    """
    from checker.judging import unreadable_review
    from checker.readers.files import read_bytes
    from corpus import load_standard

    try:
        source = read_bytes(found.path, job.limits)
    except Unreadable as error:
        return unreadable_review(found.name, error, load_standard(job.standard))
    return review_bytes(source, found.name, job)


def review_bytes(source: bytes, name: str, job: Job) -> Review:
    """Like `review_one`, for bytes that are already here."""
    from checker.judging import review_document, unreadable_review
    from checker.pagefacts import page_facts
    from checker.plugins import load_plugins
    from checker.readers import read_data
    from checker.rules import ALL
    from checker.trace import trace_of
    from checker.wording import shared_wording
    from corpus import load_standard

    standard, plugins = load_standard(job.standard), load_plugins(job.plugins)
    sha256 = hashlib.sha256(source).hexdigest()
    try:
        document = plugins.read(source, sha256) or read_data(source, limits=job.limits)
        try:
            rules = (*ALL, *plugins.rules)
            page = page_facts(source, job.limits) if _wants_page(document, job) else None
            review = review_document(document, name, standard, job.kind, rules, job.bureau, page)
            review = dataclasses.replace(
                review,
                trace=trace_of(document, shared_wording(standard)),
                saved=document.properties.get("modified", "")[:40],
            )
        except Exception as error:  # a fault of ours costs this file and not the batch
            raise _failed(type(error).__name__) from error
    except Unreadable as error:
        return unreadable_review(name, error, standard, sha256)
    return review if job.copies is None else _with_copy(source, document, review, job)


def _wants_page(document: Document, job: Job) -> bool:
    """Whether the layout is looked at: only a .docx says for itself how it is set out."""
    return job.bureau.wants_layout and document.format == "docx"


def _with_copy(source: bytes, document: Document, review: Review, job: Job) -> Review:
    """Write the commented copy; a name no disk takes costs the copy, a full disk stops the run."""
    from checker.reports import Titles, write_copy
    from checker.reports.output import CannotWrite
    from corpus import load_standard

    assert job.copies is not None
    try:
        write_copy(
            job.copies,
            review,
            document,
            source,
            date=job.when,
            titles=Titles.of(load_standard(job.standard)),
            suggest=job.suggest,
            office=_office(job.office) if document.format != "docx" else None,
        )
    except CannotWrite as error:
        cause = error.__cause__
        if not isinstance(cause, OSError) or cause.errno not in _BAD_NAME:
            raise
        note = Finding("file.no_copy", "info", f"没有写出批注稿：{error}")
        return dataclasses.replace(review, findings=(*review.findings, note))
    return review


@functools.lru_cache(maxsize=1)
def _office(folder: Path | None) -> Office | None:
    """LibreOffice with settings of this process alone: two of them must not share a folder."""
    from checker.reports.office import Office, find_office

    program = find_office() if folder is not None else None
    return Office(program, folder / f"p{os.getpid()}") if program and folder else None


def task(what: tuple[Found, Job, frozenset[str]]) -> bytes:
    """`review_one` for a worker process of the pool: R and the review, or K and the digest of known bytes.

    The third part of `what` holds the digests of files that need no new review. The bytes are read once,
    whichever it is.
    """
    from checker.judging import unreadable_review
    from checker.readers.files import read_bytes
    from corpus import load_standard

    found, job, known = what
    try:
        source = read_bytes(found.path, job.limits)
    except Unreadable as error:
        return b"R" + to_bytes(unreadable_review(found.name, error, load_standard(job.standard)))
    return answer_for(source, found, job, known)


def answer_for(source: bytes, found: Found, job: Job, known: frozenset[str]) -> bytes:
    """What a worker answers for bytes it has read.

    A review that a waiver may change is made anew: waivers go by the file's name, what is kept by content.
    """
    if job.bureau.waivers.concern(found.name):
        known = frozenset()
    if known and (sha256 := hashlib.sha256(source).hexdigest()) in known:
        return b"K" + sha256.encode()
    return b"R" + to_bytes(review_bytes(source, found.name, job), 0)


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
        return unreadable_review(found.name, _failed(answer.error), standard, _digest(found, limits))
    return unreadable_review(found.name, _lost(answer, limits), standard, _digest(found, limits))


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
    from checker.plugins import load_plugins
    from corpus import load_standard, outlined_standard

    standard, plugins = outlined_standard(job.standard), load_plugins(job.plugins)
    listed: list[Found] = []

    def answers(pool: Hands) -> Iterator[tuple[int, Answer | Review]]:
        for number, found in enumerate(files):
            listed.append(found)
            known = memory.known(found) if memory else frozenset()
            review = _remembered(found, job, known, memory) if memory and known and pool.near else None
            if review is not None:
                yield number, review
                continue
            load_standard(job.standard)  # a broken expression in it is told of before anything is reviewed
            pool.submit(number, (found, job, known))
            # Drawn only a little ahead of the work.
            while pool.waiting >= pool.ahead and (answer := pool.take()) is not None:
                yield answer
        while (answer := pool.take()) is not None:
            yield answer

    def reviews(pool: Hands) -> Iterator[tuple[int, Review]]:
        for number, answer in answers(pool):
            found = listed[number]
            if isinstance(answer, Review):
                review = answer
            elif memory and not isinstance(answer, Lost) and answer[:1] == b"K":
                recalled = memory.recall(found, answer[1:].decode())
                if recalled is None:  # the stored one cannot be read: once more, in full
                    pool.submit(number, (found, job, frozenset()))
                    continue
                review = recalled
            else:
                review = outcome(found, answer, standard, job.limits)
                if memory:
                    memory.keep(found, review)
                for problem in plugins.reviewed(review) if tell else ():
                    _warn(problem)
            yield number, review

    with far if far is not None else Pool[int](task, jobs, worker_limits(job)) as pool:
        yield from in_order(reviews(pool))


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


def _failed(error: str) -> Unreadable:
    return Unreadable(
        "failed",
        f"审查这个文件时程序出错（{error}）。",
        "文件没有改动，其余文件照常审查。请另存为 Word 文档（.docx）再试，仍不行请把文件交给维护人员。",
    )


def _lost(answer: Lost, limits: Limits) -> Unreadable:
    if answer.why == "timeout":
        return Unreadable("timeout", f"读取超过 {limits.seconds:g} 秒，已经放弃。", SAVE_AS_WORD)
    if answer.why == "memory":
        size = limits.memory_bytes // (1024 * 1024)
        return Unreadable("memory", f"读取时占用内存超过 {size} MB，已经放弃。", SAVE_AS_WORD)
    return Unreadable("crash", "文件内容异常，读取程序崩溃。", SAVE_AS_WORD)
