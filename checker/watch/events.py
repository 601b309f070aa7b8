"""A folder in, early wake-ups out: whether the system's change notices can be trusted there, and listening to them.

Notices only make a pass come early. What they miss, the next full pass finds.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Ears", "Mode", "choose_mode", "folders_of"]

# File systems on which changes made by another computer give no notice on this one.
NETWORK = frozenset(
    [
        "9p",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs3",
        "nfs4",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "webdav",
        "drvfs",
    ]
)
_PROBE_SECONDS = 3.0
_MANY = 200


@dataclass(frozen=True, slots=True)
class Mode:
    """How the watcher learns of changes: `name` is "events" or "poll", `why` the reason in Chinese."""

    name: str
    why: str


def choose_mode(root: Path, poll: bool = False, probe_seconds: float = _PROBE_SECONDS) -> Mode:
    """Find out whether change notices work for `root`, by the kind of disk and by trying."""
    if poll:
        return Mode("poll", "按 --poll 的要求定时巡查")
    network = _network(root)
    if network:
        return Mode("poll", f"{network}，别的电脑的改动不会通知到本机，改为定时巡查")
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        return Mode("poll", "本机没有安装 watchfiles，改为定时巡查")
    heard = _try_out(root, probe_seconds)
    if heard is None:
        return Mode("events", "本地磁盘；文件夹只读，没有试写，按磁盘类型认定改动通知可用")
    if heard:
        return Mode("events", "本地磁盘，试写一个临时文件后收到了改动通知")
    return Mode("poll", "试写一个临时文件后没有收到改动通知，改为定时巡查")


def _network(root: Path) -> str:
    """What makes this folder, or one mounted inside it, a network drive; "" when nothing does."""
    import psutil

    real = os.path.realpath(root)
    if os.name == "nt":
        return _windows_network(real)
    best, kind = "", ""
    inside = ""
    with contextlib.suppress(OSError, psutil.Error):
        for disk in psutil.disk_partitions(all=True):
            mount = disk.mountpoint
            if (real == mount or real.startswith(mount.rstrip("/") + "/")) and len(mount) >= len(best):
                best, kind = mount, disk.fstype
            elif mount.startswith(real.rstrip("/") + "/") and disk.fstype in NETWORK:
                inside = f"里面的“{Path(mount).name}”在网络盘（{disk.fstype}）上"
    return f"在网络盘（{kind}）上" if kind in NETWORK else inside


def _windows_network(real: str) -> str:
    if real.startswith("\\\\"):
        return "在网络共享上"
    import ctypes

    drive_type = getattr(ctypes, "windll").kernel32.GetDriveTypeW(os.path.splitdrive(real)[0] + "\\")  # noqa: B009
    return "在网络盘上" if drive_type == 4 else ""


def _try_out(root: Path, seconds: float) -> bool | None:
    """Whether a file written and renamed in `root` is noticed; None when nothing can be written there.

    The file's name is one that every watcher ignores, and it is gone at once.
    """
    mark = root / f".~wudaitou-{secrets.token_hex(4)}.tmp"
    other = mark.with_name(mark.name[:-4] + "-2.tmp")
    heard = threading.Event()
    ears = Ears(root, lambda paths: heard.set() if any(".~wudaitou-" in p for p in paths) else None)
    try:
        with ears:
            end = time.monotonic() + seconds
            while time.monotonic() < end and not heard.is_set() and not ears.failure:
                mark.touch()
                mark.replace(other)
                other.unlink()
                heard.wait(0.3)
    except OSError:
        return None
    finally:
        for path in (mark, other):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    return heard.is_set()


class Ears:
    """A thread that listens for change notices below a folder and hands on the paths, as they are, in lots.

    `failure` is "" or why it has stopped hearing.
    """

    def __init__(self, root: Path, heard: Callable[[list[str]], None]) -> None:
        """Begin to listen; `heard` is called from the thread."""
        self.failure = ""
        self._root = root
        self._heard = heard
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="watch-ears", daemon=True)
        self._thread.start()

    def __enter__(self) -> Ears:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening. Safe to call twice."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _listen(self) -> None:
        import watchfiles

        try:
            for changes in watchfiles.watch(
                self._root,
                watch_filter=None,
                debounce=300,
                step=50,
                stop_event=self._stop,
                rust_timeout=1000,
                force_polling=False,
                ignore_permission_denied=True,
                raise_interrupt=False,
            ):
                self._heard([path for _, path in changes])
            if not self._stop.is_set():
                self.failure = "改动通知中断了"
        except Exception as error:  # the listener's library raises its own kinds
            self.failure = f"改动通知出错（{type(error).__name__}：{error}）"
        if self.failure:
            self._heard([])


def folders_of(paths: Iterable[str], root: Path) -> set[str] | None:
    """The folders (relative, POSIX) in which the paths lie; None when a full pass is the better answer.

    A path may itself be a new folder: it is listed because its parent is.
    """
    base = str(root)
    found: set[str] = set()
    for path in paths:
        if path != base and not path.startswith(base.rstrip(os.sep) + os.sep):
            return None
        name = path[len(base) :].strip(os.sep).replace(os.sep, "/")
        found.add(name.rpartition("/")[0])
        if len(found) > _MANY:
            return None
    return found
