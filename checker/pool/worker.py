"""One task in, its answer or the reason why there is none out: the parent's side of a worker process."""

from __future__ import annotations

import contextlib
import json
import struct
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from checker.limits import Limits

__all__ = ["Answer", "Lost", "Worker", "WorkersBroken"]

_CHILD = Path(__file__).with_name("_child.py")
# From the start of the interpreter to "ready": imports from a slow disk, a virus scanner looking on.
_START_SECONDS = 120.0


class WorkersBroken(Exception):
    """Worker processes cannot be started at all; the text is Chinese and says what to do."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "审查进程启动不了。请重新安装本程序；如果装有杀毒软件，请把本程序加入信任名单，再运行一次。"
        )


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a task has no answer.

    "timeout" and "memory": the worker was ended; "crash": it died, twice; "error": the function raised
    (`error` is the exception's class, `message` its text, `errno` and `filename` those of an OSError).
    """

    why: Literal["timeout", "memory", "crash", "error"]
    error: str = ""
    message: str = ""
    errno: int | None = None
    filename: str = ""


Answer = bytes | Lost


class Worker:
    """A child process that serves one task at a time; `check`, called from another thread, guards it."""

    def __init__(self, function: Callable[..., bytes], limits: Limits) -> None:
        """Start the process; raises WorkersBroken when it does not come up."""
        import subprocess

        import psutil

        self._limits = limits
        self._guard = threading.Lock()
        self._deadline: float | None = time.monotonic() + _START_SECONDS
        self._verdict: Literal["timeout", "memory"] | None = None
        self._gone = False
        self.served = 0
        try:
            self._process = subprocess.Popen(
                [sys.executable, str(_CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise WorkersBroken from error
        self._watched: psutil.Process | None = None
        with contextlib.suppress(psutil.Error):
            self._watched = psutil.Process(self._process.pid)
        self._first = json.dumps(
            {
                # "" is the current folder, which may be full of strangers' files.
                "path": [p for p in sys.path if p],
                "function": f"{function.__module__}:{function.__qualname__}",
                "seconds": limits.seconds,
            }
        ).encode()

    def begin(self) -> bool:
        """Wait until the process is ready; False when it is not going to be."""
        ready = self._exchange(self._first)
        with self._guard:
            self._deadline = None
        return ready == b"R"

    def ask(self, payload: object) -> Answer:
        """The answer to one task. After "timeout", "memory" or "crash" the process is gone."""
        import pickle

        task = pickle.dumps(payload)
        with self._guard:
            self._deadline = time.monotonic() + self._limits.seconds
        reply = self._exchange(task)
        with self._guard:
            self._deadline = None
            verdict = self._verdict
        self.served += 1
        if not reply:
            # Its pipe closes a moment before the system calls it ended.
            self._gone = True
            return Lost(verdict or "crash")
        if reply[:1] == b"R":
            return reply[1:]
        about = json.loads(reply[1:])
        return Lost("error", about["type"], about["message"], about["errno"], about["filename"])

    def check(self, now: float) -> None:
        """End the process when its task has run too long or its memory has grown too large."""
        import psutil

        with self._guard:
            if self._deadline is None or self._verdict is not None:
                return
            if now > self._deadline:
                self._verdict = "timeout"
            else:
                with contextlib.suppress(psutil.Error):
                    if self._watched and self._watched.memory_info().rss > self._limits.memory_bytes:
                        self._verdict = "memory"
            if self._verdict is not None:
                self.kill()

    @property
    def spent(self) -> bool:
        """Whether the process should be replaced: gone, under sentence, served long enough, or grown."""
        import psutil

        if self._gone or self._verdict is not None or self._process.poll() is not None:
            return True
        if self.served >= self._limits.worker_files:
            return True
        with contextlib.suppress(psutil.Error):
            return (
                self._watched is not None and self._watched.memory_info().rss > self._limits.memory_bytes // 2
            )
        return False

    def close(self) -> None:
        """End the process and what it started, and wait, so that no zombie stays. Safe to call twice."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()
        import subprocess

        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=10)

    def kill(self) -> None:
        """End the process and what it started, without waiting; whoever waits for an answer gets none."""
        import psutil

        # The legacy reader's process is the worker's child; without its parent nobody would end it.
        family: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            if self._watched is not None and self._process.poll() is None:
                family = self._watched.children(recursive=True)
        for process in family:
            with contextlib.suppress(psutil.Error):
                process.kill()
        with contextlib.suppress(OSError):
            self._process.kill()

    def _exchange(self, body: bytes) -> bytes:
        """Send one message and wait for the answer; empty when the process is gone."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            stdin.write(struct.pack(">Q", len(body)) + body)
            stdin.flush()
            head = stdout.read(8)
            if len(head) < 8:
                return b""
            (size,) = struct.unpack(">Q", head)
            reply = stdout.read(size)
            return reply if len(reply) == size else b""
        except (OSError, ValueError):
            return b""
