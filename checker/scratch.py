"""Nothing in, a private folder for one run's temporary files out (临时文件夹); what killed runs left goes first."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["scratch_folder"]

_PREFIX = "wudaitou-"
_OURS = re.compile(rf"{_PREFIX}(\d+)-")


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that only this user may enter, removed at the end.

    A run that was killed (power, kill -9) could not remove its own: the next one does, by the number of
    the process in the name.
    """
    sweep(Path(tempfile.gettempdir()))
    # mkdtemp makes it 0700, under a name nobody can know before.
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def sweep(place: Path) -> None:
    """Remove the folders of processes that are no more; another user's stay."""
    with contextlib.suppress(OSError):
        found = [(path, match[1]) for path in place.iterdir() if (match := _OURS.match(path.name))]
        if found:
            import psutil  # most often nothing lies there

            for path, number in found:
                if not psutil.pid_exists(int(number)) and _mine(path):
                    shutil.rmtree(path, ignore_errors=True)


def _mine(path: Path) -> bool:
    """Whether this is a real folder of this user: a link planted there leads nowhere."""
    found = path.lstat()
    own = getattr(os, "getuid", lambda: found.st_uid)()
    return path.is_dir() and not path.is_symlink() and found.st_uid == own
