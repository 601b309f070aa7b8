"""A file or its bytes in, its Review and its commented copy out; as a worker process does it (单份审查)."""

from __future__ import annotations

import dataclasses
import errno
import functools
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.document import Document, Unreadable
from checker.findings import Finding, Review
from checker.job import Job
from checker.names import Found
from checker.stored import to_bytes

if TYPE_CHECKING:
    from checker.reports.office import Office

__all__ = ["answer_for", "failed", "review_bytes", "review_one", "task", "with_copy"]

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
            raise failed(type(error).__name__) from error
    except Unreadable as error:
        return unreadable_review(name, error, standard, sha256)
    return review if job.copies is None else with_copy(source, document, review, job)


def _wants_page(document: Document, job: Job) -> bool:
    """Whether the layout is looked at: only a .docx says for itself how it is set out."""
    return job.bureau.wants_layout and document.format == "docx"


def with_copy(source: bytes, document: Document, review: Review, job: Job) -> Review:
    """Write the commented copy; a name no disk takes costs the copy, a full disk stops the run."""
    from checker.reports import CommentsFailed, Titles, write_copy
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
            limits=job.limits,
        )
    except CannotWrite as error:
        cause = error.__cause__
        if not isinstance(cause, OSError) or cause.errno not in _BAD_NAME:
            raise
        return _without_copy(review, str(error))
    except CommentsFailed as error:
        return _without_copy(
            review, f"程序出错（{error}），改写了审查意见单。审查结果不受影响；请把文件交给维护人员。"
        )
    return review


def _without_copy(review: Review, why: str) -> Review:
    note = Finding("file.no_copy", "info", f"没有写出批注稿：{why}")
    return dataclasses.replace(review, findings=(*review.findings, note))


@functools.lru_cache(maxsize=1)
def _office(folder: Path | None) -> Office | None:
    """LibreOffice with settings of this process alone: two of them must not share a folder."""
    from checker.reports.office import Office
    from chinese_cli.libreoffice import find_office

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


def failed(error: str) -> Unreadable:
    """What is said of a file that our own program failed at; `error` names the exception."""
    return Unreadable(
        "failed",
        f"审查这个文件时程序出错（{error}）。",
        "文件没有改动，其余文件照常审查。请另存为 Word 文档（.docx）再试，仍不行请把文件交给维护人员。",
    )
