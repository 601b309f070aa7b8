"""What runs on a worker machine (工作机): a parcel of files in, an answer for each of them out.

A worker reads the files itself, in the same watched child processes as a single machine does, so that a
file that hangs or eats memory costs itself and neither its parcel nor the worker.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import queue
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.batch import worker_limits
from checker.document import Unreadable
from checker.job import Job
from checker.limits import Limits
from checker.names import Found
from checker.pool import Answer, Pool, WorkersBroken
from checker.reviewing import answer_for
from checker.stored import to_bytes

__all__ = ["Done", "Needs", "Parcel", "review_parcel", "task", "unfit"]

# The client may see the file all the same: it decides what the answer is worth.
_UNSEEN = frozenset({"vanished", "permission"})


@dataclass(frozen=True, slots=True)
class Needs:
    """What a worker must have to be of use, as plain text: paths are those of the client.

    `build` is `checker.engine.build()` of the client; `standard_sha256` and `plugins_digest` are what it
    loaded; `sees` are (path, size) of something it sees, size -1 for a folder; `writes` is the result
    folder, "" for none, in which lies a file named `token`.
    """

    build: tuple[tuple[str, str], ...]
    standard: str
    standard_sha256: str
    plugins: tuple[str, ...]
    plugins_digest: str
    sees: tuple[tuple[str, int], ...]
    writes: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A few hundred files that travel together (一包), each with the digests that need no new review."""

    needs: Needs
    job: Job
    files: tuple[tuple[Found, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The answers to a parcel, in its order; or none, and in Chinese why this worker is of no use."""

    answers: tuple[Answer, ...] = ()
    unfit: str = ""


def unfit(needs: Needs) -> str:
    """Why this machine would not review as the client does, in Chinese; "" when it would."""
    from checker.engine import build
    from checker.plugins import PluginError, load_plugins
    from corpus import StandardError, load_standard

    here, there = dict(build()), dict(needs.build)
    other = [f"{name}（工作机 {here.get(name) or '没有'}，本机 {there.get(name) or '没有'}）"
             for name in there.keys() | here.keys() if here.get(name) != there.get(name)]  # fmt: skip
    if other:
        return f"版本和本机不同：{'，'.join(sorted(other))}。请在每台机器上装同一版本的 wudaitou 和 Python"
    try:
        if load_standard(needs.standard).sha256 != needs.standard_sha256:
            return f"规范“{needs.standard}”的内容和本机的不同"
        if load_plugins(needs.plugins).digest != needs.plugins_digest:
            return "插件和本机的不同"
    except (StandardError, PluginError, OSError) as error:
        return f"用不了本机的规范或插件（{error}）"
    for path, size in needs.sees:
        if not _sees(path, size):
            return f"看不到“{path}”，或者内容不同。请让每台工作机都能用同样的路径打开报送文件夹"
    return _cannot_write(needs) if needs.writes else ""


def _sees(path: str, size: int) -> bool:
    try:
        return Path(path).is_dir() if size < 0 else Path(path).stat().st_size == size
    except OSError:
        return False


def _cannot_write(needs: Needs) -> str:
    """Why copies cannot be written where the client will look for them, or ""."""
    folder = Path(needs.writes)
    if not _sees(str(folder / needs.token), 0):
        return f"看不到结果文件夹“{folder}”。请把 -o 指到每台工作机都能用同样的路径打开的地方"
    trial = folder / f"{needs.token}-{secrets.token_hex(4)}"
    try:
        trial.touch(exist_ok=False)
        trial.unlink()
    except OSError:
        return f"不能在结果文件夹“{folder}”里写文件。请给工作机写的权限"
    return ""


def review_parcel(parcel: Parcel) -> Done:
    """Review the files of a parcel; never raises for what they hold, nor for what this machine lacks."""
    try:
        _be_fit(parcel.needs)
        job = _at_home(parcel.job)
        with _borrowed(worker_limits(job)) as pool:
            tasks = ((n, (found, job, known)) for n, (found, known) in enumerate(parcel.files))
            answers = dict(pool.run(tasks))
    except (_Unfit, WorkersBroken) as error:
        return Done(unfit=str(error))
    return Done(tuple(answers[n] for n in range(len(parcel.files))))


def task(what: tuple[Found, Job, frozenset[str]]) -> bytes:
    """`checker.reviewing.task`, for a child process of a worker; N before the review of a file it cannot see."""
    from checker.judging import unreadable_review
    from checker.readers.files import read_bytes
    from corpus import load_standard

    found, job, known = what
    try:
        source = read_bytes(found.path, job.limits)
    except Unreadable as error:
        letter = b"N" if error.code in _UNSEEN else b"R"
        return letter + to_bytes(unreadable_review(found.name, error, load_standard(job.standard)))
    return answer_for(source, found, job, known)


class _Unfit(Exception):
    """This machine is of no use; the text says why."""


@functools.lru_cache(maxsize=4)
def _be_fit(needs: Needs) -> None:
    """Raise _Unfit unless this machine is of use. Looked at once a run, not once a parcel, until it is."""
    if reason := unfit(needs):
        raise _Unfit(reason)


def _at_home(job: Job) -> Job:
    """The job with a folder of this machine for LibreOffice's settings, where copies are rebuilt."""
    return job if job.office is None else dataclasses.replace(job, office=_office_folder())


@functools.lru_cache(maxsize=1)
def _office_folder() -> Path:
    folder = _office_keeper()
    return Path(folder.name)


@functools.lru_cache(maxsize=1)
def _office_keeper() -> tempfile.TemporaryDirectory[str]:
    """Kept while the worker lives; removed when its process ends."""
    return tempfile.TemporaryDirectory(prefix=f"wudaitou-{os.getpid()}-", ignore_cleanup_errors=True)


@functools.lru_cache(maxsize=4)
def _idle(limits: Limits) -> queue.SimpleQueue[Pool[int]]:
    """Pools that wait for the next parcel; their processes go by themselves when none comes."""
    return queue.SimpleQueue()


@contextlib.contextmanager
def _borrowed(limits: Limits) -> Iterator[Pool[int]]:
    """A pool of one process for this thread of the worker: starting one anew for each parcel costs a second."""
    shelf = _idle(limits)
    try:
        pool = shelf.get_nowait()
    except queue.Empty:
        pool = Pool[int](task, 1, limits)
    try:
        yield pool
    except BaseException:
        pool.close()
        raise
    shelf.put(pool)
