"""Many files in, Reviews out in the order given, on this machine's cores (批量审查)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.document import Unreadable
from checker.findings import Review
from checker.limits import DEFAULT
from checker.names import Found
from checker.review import review_document, unreadable_review
from corpus import load_standard

__all__ = ["Job", "review_all", "review_one"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with each file: which standard and kind, and where commented copies go (None: nowhere).

    `when` is the time written into the comments.
    """

    standard: str = "chuangxianzhengyou"
    kind: str = "auto"
    copies: Path | None = None
    when: datetime.datetime = datetime.datetime(2000, 1, 1)


def review_one(found: Found, job: Job) -> Review:
    """Review one file and write its commented copy. Never raises for what a file may hold."""
    from checker.readers import read_data
    from checker.readers.files import read_bytes

    standard = load_standard(job.standard)
    try:
        source = read_bytes(found.path, DEFAULT)
        document = read_data(source)
    except Unreadable as error:
        return unreadable_review(found.name, error, standard)
    review = review_document(document, found.name, standard, job.kind)
    if job.copies is not None:
        from checker.reports import Titles, write_copy

        write_copy(job.copies, review, document, source, date=job.when, titles=Titles.of(standard))
    return review


def review_all(files: Iterable[Found], job: Job, jobs: int = 1) -> Iterator[Review]:
    """Reviews in the order of `files`; `jobs` processes share the work."""
    if jobs <= 1:
        for found in files:
            yield review_one(found, job)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    # spawn on every system: a forked child would share the legacy reader's pipe.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(partial(review_one, job=job), files, chunksize=8)
