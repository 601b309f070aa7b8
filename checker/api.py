"""Paths in, Reviews out, for programs in Python: the functions that stay as they are (稳定接口)."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from checker.batch import review_all as review_batch
from checker.findings import Review
from checker.job import Job
from checker.names import Found, walk
from checker.reviewing import review_one
from corpus import load_standard

__all__ = ["review", "review_all"]

STANDARD = "chuangxianzhengyou"


def review(
    path: str | Path, *, standard: str = STANDARD, kind: str = "auto", plugins: Sequence[str] = ()
) -> Review:
    """Review one file in this process.

    `standard` is the name of a built-in standard or the path of a YAML file, `kind` "auto" or the id of a
    kind of that standard, `plugins` modules or .py files. A file that cannot be read gets a review that says
    so; raises StandardError or PluginError for a standard or plugin that cannot be used, ValueError for an
    unknown kind.
    """
    path = Path(path)
    return review_one(Found(path, path.name), _job(standard, kind, plugins))


def review_all(
    paths: str | Path | Iterable[str | Path],
    *,
    standard: str = STANDARD,
    kind: str = "auto",
    plugins: Sequence[str] = (),
    jobs: int | None = None,
    cluster: str = "",
) -> Iterator[Review]:
    """Review the files and all that lies in the folders `paths`, in order, each as soon as it is made.

    `file` of a review is its path from the folder given. The work is done in `jobs` watched processes
    (default: one a processor), where a file that hangs or eats memory costs itself; or by the workers of
    the Dask scheduler at the address `cluster`. Files that editors leave behind are passed over. Nothing is
    written, and papers are not compared with each other. Raises as `review` does, FileNotFoundError for a
    path that is not there, and ClusterTrouble.
    """
    job = _job(standard, kind, plugins)
    given = [paths] if isinstance(paths, str | Path) else paths
    found = [file for path in map(Path, given) for file in _files(path) if not file.ignored]
    return _reviews(found, job, jobs or min(os.cpu_count() or 1, 8), cluster)


def _reviews(found: Sequence[Found], job: Job, jobs: int, cluster: str) -> Iterator[Review]:
    with contextlib.ExitStack() as stack:
        far = None
        if cluster and found:
            from checker.cluster import connected

            tell = logging.getLogger("checker").warning
            far = stack.enter_context(connected(cluster, job, load_standard(job.standard), found, tell))
        yield from review_batch(found, job, jobs, far=far)


def _files(path: Path) -> Iterator[Found]:
    if not path.exists():
        raise FileNotFoundError(path)
    yield from walk(path)


def _job(standard: str, kind: str, plugins: Sequence[str]) -> Job:
    known = load_standard(standard)
    if kind != "auto" and known.kind(kind) is None:
        raise ValueError(f"没有文种“{kind}”；有：auto、{'、'.join(k.id for k in known.kinds)}")
    return Job(standard, kind, plugins=tuple(plugins))
