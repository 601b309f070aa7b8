"""Functions for worker processes that misbehave on command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def act(task: Any) -> bytes:
    """Do what the task says: (verb, argument)."""
    verb, argument = task
    if verb == "echo":
        print("a library that prints")  # must not get into the answers
        return str(argument).encode()
    if verb == "pid":
        return str(os.getpid()).encode()
    if verb == "sleep":
        time.sleep(argument)
        return b"slept"
    if verb == "exit":
        os._exit(argument)
    if verb == "exit_once":
        mark = Path(argument)
        if mark.exists():
            return b"second time"
        mark.touch()
        os._exit(1)
    if verb == "eat":
        eaten = []
        while True:
            eaten.append(b"x" * argument)
    if verb == "spin":
        while True:
            pass
    if verb == "child":
        Path(argument).write_text(
            str(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid)
        )
        time.sleep(600)
    if verb == "raise":
        raise LookupError(argument)
    if verb == "full":
        raise OSError(28, "No space left on device", argument)
    if verb == "large":
        return b"y" * argument
    raise AssertionError(verb)
