"""The address of a Dask scheduler (调度程序) in, a connection or a Chinese sentence on why there is none out."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import re
import secrets
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cluster.crew import ClusterTrouble
from checker.cluster.far_pool import FarPool
from checker.cluster.worker import Needs
from checker.job import Job
from checker.names import Found

if TYPE_CHECKING:
    from corpus import Standard

__all__ = ["ClusterTrouble", "address_of", "connected"]

_PORT = 8786  # the scheduler's usual one
_CONNECT_SECONDS = 5.0
_ADDRESS = re.compile(r"(?:(tcp|tls)://)?(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(\d{1,5}))?/?\Z", re.ASCII)


def address_of(text: str) -> str:
    """The full address of a scheduler; raises ClusterTrouble for what is none.

    >>> address_of("192.168.1.10")
    'tcp://192.168.1.10:8786'
    """
    match = _ADDRESS.match(text.strip())
    port = int(match[3] or _PORT) if match else 0
    if match is None or not 0 < port < 65536:
        raise ClusterTrouble(f"“{text[:80]}”不是集群的地址。应当写成 tcp://192.168.1.10:{_PORT} 的样子。")
    return f"{match[1] or 'tcp'}://{match[2]}:{port}"


@contextlib.contextmanager
def connected(
    address: str,
    job: Job,
    standard: Standard,
    files: Sequence[Found],
    tell: Callable[[str], None],
    seconds: float = _CONNECT_SECONDS,
) -> Iterator[FarPool]:
    """A pool of the workers behind the scheduler at `address`, for this job over these files.

    `tell` is given Chinese sentences about workers that are of no use. Raises ClusterTrouble when Dask is
    not installed, the scheduler does not answer within `seconds`, or no worker is of use.
    """
    where = address_of(address)
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterTrouble(
            "没有安装集群用的 Dask。请运行：pip install -c constraints.txt .[cluster]（每台机器都要装）；"
            "不用集群就去掉 --cluster。"
        ) from error
    with contextlib.ExitStack() as stack:
        stack.enter_context(_quiet())
        client = _client(Client, where, seconds)
        stack.callback(_close, client)
        _await_workers(client, where, seconds)
        far = _absolute(job)
        needs = stack.enter_context(_needs(far, standard, files))
        pool = stack.enter_context(FarPool(client, needs, far, len(files), tell))
        pool.meet()
        yield pool


def _client(make: Callable[..., Any], where: str, seconds: float) -> Any:
    try:
        return make(where, timeout=seconds, set_as_default=False, name="wudaitou")
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        raise ClusterTrouble(
            f"连不上集群的调度程序“{where}”（等了 {seconds:g} 秒）。请检查地址和防火墙，"
            "在那台机器上运行 dask scheduler；不用集群就去掉 --cluster。"
        ) from error


def _await_workers(client: Any, where: str, seconds: float) -> None:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except (OSError, TimeoutError) as error:
        raise ClusterTrouble(
            f"调度程序“{where}”在，可是没有一台工作机。请在每台工作机上运行：dask worker {where}"
        ) from error


def _close(client: Any) -> None:
    with contextlib.suppress(Exception):  # whatever Dask says at the end, the reviews are here
        client.close(timeout=2)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Dask's English log and warnings stay away from the screen; what matters is said in Chinese."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(before)


def _absolute(job: Job) -> Job:
    """The job as a worker can take it: paths from the root, since a worker has another current folder."""
    standard = job.standard
    if Path(standard).suffix and Path(standard).is_file():
        standard = str(Path(standard).absolute())
    plugins = tuple(str(Path(p).absolute()) if p.endswith(".py") else p for p in job.plugins)
    copies = job.copies.absolute() if job.copies else None
    return dataclasses.replace(job, standard=standard, plugins=plugins, copies=copies)


@contextlib.contextmanager
def _needs(job: Job, standard: Standard, files: Sequence[Found]) -> Iterator[Needs]:
    """What a worker must have and see; while in use, a small file in the result folder is there to be seen."""
    from checker.engine import build
    from checker.plugins import load_plugins

    token = f".~{secrets.token_hex(6)}.tmp"  # a name that reviews pass over
    sign = job.copies / token if job.copies else None
    try:
        if sign is not None:
            sign.parent.mkdir(parents=True, exist_ok=True)
            sign.touch(exist_ok=False)
        yield Needs(
            build=build(),
            standard=job.standard,
            standard_sha256=standard.sha256,
            plugins=job.plugins,
            plugins_digest=load_plugins(job.plugins).digest,
            sees=_landmarks(files),
            writes=str(job.copies or ""),
            token=token,
        )
    finally:
        if sign is not None:
            with contextlib.suppress(OSError):
                sign.unlink()


def _landmarks(files: Sequence[Found]) -> tuple[tuple[str, int], ...]:
    """The folders of a few of the files: each must be there for a worker too."""
    some = [files[n] for n in sorted({0, len(files) // 2, len(files) - 1})] if files else []
    folders = dict.fromkeys(found.path.absolute().parent for found in some)
    return tuple((str(folder), -1) for folder in folders if folder.is_dir())
