"""A real folder with a real watcher on it, for tests that wait until something has come about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from checker.ledger import Ledger, LedgerTrouble
from checker.watch import Settings, Waits
from tests.docx_builder import Docx

FAST = Settings(
    poll_every=0.5, full=2.0, refresh=1.0, rest=0.0, beat=1.0, trouble_pause=1.0, waits=Waits(settle=0.6)
)
_RUN = "import sys; from checker.cli import main; sys.exit(main())"


def letter(path: Path, number: int, extra: str = "") -> Path:
    """A short pledge, its own for each number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        "承诺书",
        f"我是第{number}号党员，每周家访两户困难学生，不收家长一分钱。",
        "每天读书一小时，写笔记两百字。" + extra,
        f"承诺人：王{number}",
        "2011年3月1日",
    ]
    # Written beside and renamed in, as a copy that takes no time.
    temporary = path.with_name(f"~WRD{number}.tmp")
    Docx(*lines).save(temporary)
    return temporary.replace(path)


def states(out: Path) -> dict[str, str]:
    """What the ledger says, or nothing while there is none."""
    try:
        with Ledger(out, read_only=True) as ledger:
            return {path: row.state for path, row in ledger.files().items()}
    except LedgerTrouble:
        return {}


def progress(out: Path) -> dict[str, str]:
    """The same, without saying how the verdict went: that is not the watcher's business."""
    return {p: "reviewed" if s in ("pass", "revise") else s for p, s in states(out).items()}


def histories(out: Path) -> dict[str, list[str]]:
    """Path -> digests of its reviewed versions."""
    found: dict[str, list[str]] = {}
    with Ledger(out, read_only=True) as ledger:
        for path, _, sha256, _, _ in ledger.versions():
            found.setdefault(path, []).append(sha256)
    return found


def eventually(what: Callable[[], object], seconds: float = 240.0, why: object = "") -> None:
    """Wait until `what()` is true; a file, a ledger or a row in it that is not there yet means that it is not.

    `seconds` is for a machine that is very busy; nobody waits so long where the thing comes about.
    """
    trouble: Exception | None = None

    def so() -> object:
        nonlocal trouble
        try:
            return what()
        except (FileNotFoundError, KeyError, LedgerTrouble) as error:
            trouble = error
            return False

    end = time.monotonic() + seconds
    while not so():
        if time.monotonic() > end:
            told = why() if callable(why) else why
            raise AssertionError(f"still not so after {seconds} s: {told} {trouble or ''}")
        time.sleep(0.05)


def settled(out: Path, count: int) -> Callable[[], bool]:
    """Whether `count` files have their verdict."""

    def check() -> bool:
        found = [s for s in states(out).values() if s in ("pass", "revise", "unreadable", "duplicate")]
        return len(found) == count

    return check


def command(*args: object) -> list[str]:
    """The command line of `checker` in a process of its own."""
    return [sys.executable, "-c", _RUN, *map(str, args)]


def start(*args: object, log: Path) -> subprocess.Popen[bytes]:
    """`checker` in the background."""
    with log.open("ab") as stream:
        return subprocess.Popen(command(*args), stdout=stream, stderr=stream, cwd=log.parent)


def status(out: Path) -> dict[str, object]:
    """`checker status --json`."""
    done = subprocess.run(command("status", "-o", out, "--json"), capture_output=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def leftovers(out: Path) -> list[str]:
    """Temporary files in a result folder."""
    return [p.name for p in out.rglob(".~*") if os.path.lexists(p)]
