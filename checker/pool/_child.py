"""Tasks on standard input in, answers on standard output out: one worker process (审查进程) of the pool.

Run as a script, not with -m: -m would put the current folder, which may be full of strangers' files, on
the module path. A message is eight bytes of length (big-endian) and that many bytes. The first one is
JSON: the parent's module path, the function to call ("module:name") and its time limit. Each later one
is a pickled task; the answer is one letter and a body: R the function's bytes, E a JSON account of an
exception. Answers are never pickles: the parent need not trust what a hostile file made of this process.
"""

from __future__ import annotations

import sys

del sys.path[0]  # this folder: its module names must not shadow others

import faulthandler  # noqa: E402
import importlib  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import pickle  # noqa: E402
import signal  # noqa: E402
import struct  # noqa: E402
from typing import BinaryIO  # noqa: E402

GRACE = 10.0


def receive(stream: BinaryIO) -> bytes | None:
    """The next message, None at the end of the stream."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    (size,) = struct.unpack(">Q", head)
    body = stream.read(size)
    return body if len(body) == size else None


def send(stream: BinaryIO, body: bytes) -> None:
    """Write one message."""
    stream.write(struct.pack(">Q", len(body)))
    stream.write(body)
    stream.flush()


def account(error: BaseException) -> bytes:
    """What the parent is told of an exception."""
    about = {
        "type": type(error).__name__,
        "message": str(error)[:2000],
        "errno": getattr(error, "errno", None) if isinstance(error, OSError) else None,
        "filename": str(error.filename or "") if isinstance(error, OSError) else "",
    }
    return json.dumps(about).encode()


def main() -> None:
    """Serve tasks until the parent closes the pipe."""
    # Ctrl-C and a service's stop go to the whole group: the parent decides when this process ends.
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    # Whatever a library prints must not get between the messages, nor read one of them.
    stdin = os.fdopen(os.dup(0), "rb")
    stdout = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    first = receive(stdin)
    if first is None:
        return
    start = json.loads(first)
    sys.path[:] = start["path"]
    module, _, name = start["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    send(stdout, b"R")
    while (task := receive(stdin)) is not None:
        # If the parent has died it cannot stop us; this ends the process even inside native code.
        faulthandler.dump_traceback_later(start["seconds"] + GRACE, exit=True, file=nowhere)
        try:
            answer = b"R" + function(pickle.loads(task))
        except Exception as error:
            answer = b"E" + account(error)
        faulthandler.cancel_dump_traceback_later()
        try:
            send(stdout, answer)
        except OSError:  # the parent is gone
            return


if __name__ == "__main__":
    main()
