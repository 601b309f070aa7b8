"""The bytes of a .pdf (or of a .doc or .rtf nothing else reads) in, its `Document` out, by a watched child.

The child runs Apache Tika as native code (iscc-tika). Time and resident memory are watched from here;
a child that breaks a limit or dies costs the file it was reading, and the next file gets a new child.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from checker.document import Document, Unreadable
from checker.limits import DEFAULT, Limits
from checker.readers.refusals import SAVE_AS_WORD, encrypted
from checker.readers.rtf import prepare
from chinese_cli.clean import after_han

__all__ = ["LegacyReader", "default_reader"]

_CHILD = Path(__file__).with_name("_legacy_child.py")
_POLL = 0.02
_NAMES = {"doc": "旧版 Word", "wps": "WPS", "rtf": "RTF", "odt": "OpenDocument", "pdf": "PDF"}


class LegacyReader:
    """One child process, started when first needed and replaced when it fails or has grown.

    A context manager; `close` is safe to call twice. Not to be used by two threads at once (a lock makes
    them take turns). After a fork the copy in the new process starts a child of its own.
    """

    def __init__(self, limits: Limits = DEFAULT, script: Path = _CHILD) -> None:
        """Nothing is started yet; `script` is the Python file that the child runs."""
        self._limits = limits
        self._script = script
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._served = 0

    def __enter__(self) -> LegacyReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, data: bytes, kind: str, sha256: str, limits: Limits | None = None) -> Document:
        """The document in `data`, which is known to be of `kind`; raises `Unreadable`."""
        from checker.readers.xhtml import to_document

        limits = limits or self._limits
        reply = self.extract(prepare(data) if kind == "rtf" else data, limits)
        if reply.get("missing"):
            raise Unreadable(
                "unsupported",
                f"这是{after_han(_NAMES[kind])} 格式的文件，而本机没有安装读取它的组件（iscc-tika）。",
                SAVE_AS_WORD,
            )
        if "error" in reply:
            raise _refusal(str(reply["error"]), kind)
        return to_document(reply["xhtml"], reply["metadata"], kind, sha256, limits)

    def extract(self, data: bytes, limits: Limits | None = None) -> dict[str, Any]:
        """The child's answer for one file: xhtml and metadata, or error."""
        limits = limits or self._limits
        with self._lock:
            child = self._ready(limits)
            self._served += 1
            answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
            worker = threading.Thread(
                target=_exchange, args=(child, data, limits.seconds, answers), daemon=True
            )
            worker.start()
            try:
                reply = self._await(child, answers, limits)
            except BaseException:
                self._stop()
                raise
            finally:
                worker.join(timeout=5)
            if reply is None:
                self._stop()
                raise Unreadable("damaged", "文件内容异常，读取程序意外退出。", SAVE_AS_WORD)
            return reply

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._stop()

    def _ready(self, limits: Limits) -> subprocess.Popen[bytes]:
        """The running child, or a new one."""
        if self._owner != os.getpid():  # after a fork: the child belongs to the parent
            self._owner, self._child = os.getpid(), None
        if self._child is not None and (
            self._served >= limits.recycle_files or self._child.poll() is not None
        ):
            self._stop()
        if self._child is None:
            self._served = 0
            self._child = subprocess.Popen(
                [sys.executable, str(self._script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._child

    def _await(
        self,
        child: subprocess.Popen[bytes],
        answers: queue.SimpleQueue[dict[str, Any] | None],
        limits: Limits,
    ) -> dict[str, Any] | None:
        """Wait for the answer while time and memory allow."""
        import psutil

        deadline = time.monotonic() + limits.seconds
        process = None
        with contextlib.suppress(psutil.Error):  # it may have died already
            process = psutil.Process(child.pid)
        while True:
            with contextlib.suppress(queue.Empty):
                return answers.get(timeout=_POLL)
            if time.monotonic() > deadline:
                raise Unreadable("timeout", f"读取超过 {limits.seconds:g} 秒，已经放弃。", SAVE_AS_WORD)
            with contextlib.suppress(psutil.Error):
                if process is not None and process.memory_info().rss > limits.memory_bytes:
                    size = limits.memory_bytes // (1024 * 1024)
                    raise Unreadable("memory", f"读取时占用内存超过 {size} MB，已经放弃。", SAVE_AS_WORD)

    def _stop(self) -> None:
        """End the child and wait for it, so that no zombie stays."""
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        with contextlib.suppress(OSError):
            child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)


def _exchange(
    child: subprocess.Popen[bytes],
    data: bytes,
    seconds: float,
    answers: queue.SimpleQueue[dict[str, Any] | None],
) -> None:
    """Send one file and put the answer, or None when the child is gone, into the queue."""
    try:
        assert child.stdin is not None and child.stdout is not None
        request = json.dumps({"seconds": seconds}).encode()
        for body in (request, data):
            child.stdin.write(struct.pack(">I", len(body)))
            child.stdin.write(body)
        child.stdin.flush()
        head = child.stdout.read(4)
        body = child.stdout.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""
        answers.put(json.loads(body) if body else None)
    except (OSError, ValueError):
        answers.put(None)


def _refusal(error: str, kind: str) -> Unreadable:
    """What a message of Tika means for the user."""
    low = error.lower()
    if "encrypt" in low or "password" in low:
        return encrypted()
    return Unreadable(
        "damaged",
        f"{_NAMES[kind]} 文件已损坏或不完整，无法读取。",
        "请用 Word 或 WPS 打开原文件，另存为 Word 文档（.docx）后重新报送。",
    )


@functools.cache
def default_reader() -> LegacyReader:
    """This process's own reader, closed when the process ends."""
    reader = LegacyReader()
    atexit.register(reader.close)
    return reader
