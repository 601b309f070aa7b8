"""Reviews with what comparing the batch and the roster told in, their commented copies written anew out (批注稿).

A copy is written as soon as its file is reviewed; that another file is nearly the same, and that a roster asks
for a paper of no known kind, shows only later.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.brief import Brief
from checker.document import Unreadable
from checker.job import Job
from checker.names import Found
from checker.pool import Lost, Pool
from checker.reviewing import with_copy
from checker.stored import from_bytes, to_bytes

if TYPE_CHECKING:
    from checker.memory import Memory
    from checker.reports.spool import Kept

__all__ = ["copies_again", "task", "withdrawn"]


def task(what: tuple[Found, Job, bytes]) -> bytes:
    """Write one copy anew, in a worker process: W when it is written, C when the file is no longer the same."""
    from checker.plugins import load_plugins
    from checker.readers import read_data
    from checker.readers.files import read_bytes

    found, job, packed = what
    review = from_bytes(packed)
    try:
        source = read_bytes(found.path, job.limits)
        if hashlib.sha256(source).hexdigest() != review.sha256:
            return b"C"
        document = load_plugins(job.plugins).read(source, review.sha256)
        document = document or read_data(source, limits=job.limits)
    except Unreadable:
        return b"C"
    with_copy(source, document, review, job)
    return b"W"


def copies_again(
    reviews: Kept,
    ended: Sequence[Brief],
    files: Sequence[Found],
    job: Job,
    jobs: int = 1,
    memory: Memory | None = None,
) -> Iterator[str]:
    """Write the copies that say other than `ended` anew, without the names of other schools' papers.

    `ended` tells of `reviews` in short, and `files` are theirs, in the same order; only the reviews that are
    needed are fetched. A copy that says so already, from an earlier run, stays; one that tells of papers no
    longer alike is written anew too. Yields a Chinese sentence for each copy that could not be written: the
    one lying there does not say what was found since.
    """

    def tasks() -> Iterator[tuple[int, tuple[Found, Job, bytes]]]:
        from checker.resemblance import nameless

        for number in due:
            review = reviews[number]
            shown = replace(review, findings=tuple(map(nameless, review.findings)))
            yield number, (files[number], job, to_bytes(shown))

    due = [
        number
        for number, brief in enumerate(ended)
        if brief.status != "unreadable"
        and (memory.copy_says(brief.file) != brief.says if memory else bool(brief.says))
    ]
    if job.copies is None or not due:
        return
    failed = []
    with Pool[int](task, jobs, job.limits) as pool:
        for number, answer in pool.run(tasks()):
            if isinstance(answer, Lost) or answer != b"W":
                failed.append(number)
            elif memory:
                memory.copy_differs(ended[number])
    for number in sorted(failed):
        yield f"“{files[number].name}”的批注稿没有写上最后的结论和雷同的意见，请看汇总里的“总表”和“雷同”表。"


def withdrawn(memory: Memory, out: Path, files: Iterable[Found]) -> int:
    """Put the copies of files that this run did not meet apart; return how many."""
    from checker.reports.apart import put_apart
    from checker.reports.links import copy_name

    count = 0
    there = {found.name for found in files}
    same = {name.casefold() for name in there}  # where A.docx and a.docx are one file
    for file in memory.copied_files() - there:
        for name in () if file.casefold() in same else (copy_name(file), copy_name(file, "")):
            with contextlib.suppress(OSError):
                count += put_apart(out, name)
        memory.forget_copy(file)
    return count
