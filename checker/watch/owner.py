"""A result folder and a watched folder in, the right to be their only watcher out (看守权), or who has it."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import os
import socket
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any

__all__ = ["LOCK_NAME", "AlreadyWatched", "Owner"]

LOCK_NAME = "审查看守.lock"
# A watcher on another machine renews its mark every few seconds; after this it is taken for dead.
_SILENT_SECONDS = 120.0


class AlreadyWatched(Exception):
    """Another watcher is at work; the text is Chinese and says which, since when and what to do."""


class Owner:
    """The lock (锁) of one watcher: a file in the results, and one for the watched folder on this machine.

    The operating system holds the lock and lets go when the process ends, however it ends. What is
    written inside is for people, and for watchers on other machines, which a lock may not reach.
    """

    def __init__(self, root: Path, out: Path, now: float) -> None:
        """Take both locks or raise AlreadyWatched."""
        self._about = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "user": _user(),
            "folder": str(root),
            "results": str(out),
            "started": now,
        }
        self._files: list[tuple[Path, IO[bytes]]] = []
        out.mkdir(parents=True, exist_ok=True)
        try:
            for path in (out / LOCK_NAME, _machine_lock(root)):
                self._take(path, now)
        except BaseException:
            self.release()
            raise

    def __enter__(self) -> Owner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def renew(self, now: float) -> None:
        """Show that this watcher is alive, to watchers on other machines."""
        for path, _ in self._files:
            with contextlib.suppress(OSError):
                os.utime(path, (now, now))

    @property
    def held(self) -> bool:
        """Whether the lock in the results is still there: the folder may have been deleted or unplugged."""
        if not self._files:
            return False
        path, file = self._files[0]
        try:
            return os.path.samestat(path.stat(), os.fstat(file.fileno()))
        except OSError:
            return False

    def release(self) -> None:
        """Let go. Safe to call twice."""
        for path, file in reversed(self._files):
            with contextlib.suppress(OSError):
                # The file goes before the lock does: whoever comes next makes his own.
                path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                file.close()
        self._files.clear()

    def _take(self, path: Path, now: float) -> None:
        for _ in range(5):
            file = _opened(path)
            try:
                locked = _lock(file)
                if locked and not os.path.samestat(path.stat(), os.fstat(file.fileno())):
                    raise FileNotFoundError  # its owner removed it while we waited
            except FileNotFoundError:
                file.close()
                continue
            about, age = _inside(file, now)
            other_host = about.get("host") not in (None, self._about["host"])
            if not locked or (other_host and age < _SILENT_SECONDS):
                file.close()
                raise AlreadyWatched(_refusal(about, now))
            file.seek(0)
            file.truncate()
            file.write(json.dumps(self._about, ensure_ascii=False).encode("utf-8", "backslashreplace"))
            file.flush()
            self._files.append((path, file))
            return
        raise AlreadyWatched(_refusal({}, now))


def _opened(path: Path) -> IO[bytes]:
    """The lock file, made if it is not there; never what a link of that name leads to (/tmp is everybody's)."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    return os.fdopen(os.open(path, flags, 0o666), "a+b")


def _lock(file: IO[bytes]) -> bool:
    """Whether this process now holds the file. Where the system knows no locks, the mark inside must do."""
    try:
        if os.name == "nt":
            import msvcrt

            # A byte far beyond the content: Windows lets nobody read a locked byte.
            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        import errno

        return error.errno in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)
    return True


def _inside(file: IO[bytes], now: float) -> tuple[dict[str, Any], float]:
    """What the owner wrote, and how many seconds ago it last gave a sign."""
    try:
        file.seek(0)
        about = json.loads(file.read(4096) or b"{}")
        return (about if isinstance(about, dict) else {}), now - os.fstat(file.fileno()).st_mtime
    except (OSError, ValueError):
        return {}, 0.0


def _refusal(about: dict[str, Any], now: float) -> str:
    who = f"{about.get('user', '?')}@{about.get('host', '?')}，进程 {about.get('pid', '?')}"
    try:
        started = float(about["started"])
        since = time.strftime("%Y-%m-%d %H:%M", time.localtime(started)) + f" 起，已 {_age(now - started)}"
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        since = "起始时间不明"
    folder = (
        f"，看守的是“{about['folder']}”，结果写到“{about.get('results', '?')}”" if "folder" in about else ""
    )
    return (
        f"已经有一个 checker watch 在运行（{who}，{since}）{folder}。"
        "同一个文件夹只能有一个。请先停掉它，或者换一个文件夹和结果文件夹。"
    )


def _age(seconds: float) -> str:
    minutes = max(0, int(seconds // 60))
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // 1440} 天"


def _machine_lock(root: Path) -> Path:
    """A lock file for the watched folder outside of it: submissions may be read-only, and are never touched."""
    name = hashlib.sha256(os.path.normcase(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"wudaitou-watch-{name}.lock"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
