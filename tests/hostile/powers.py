"""A command line of checker or docgen in, its outcome as an ordinary user out, also when the tests run as root."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

__all__ = ["without_powers"]

ROOT = Path(__file__).parents[2]
_PR_CAPBSET_DROP = 24
_OVERRIDES = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: root may read and write everything


def _drop() -> None:
    """Before exec: root without the two powers obeys permissions like anybody else."""
    libc = ctypes.CDLL(None, use_errno=True)
    for power in _OVERRIDES:
        if libc.prctl(_PR_CAPBSET_DROP, power, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")


def without_powers(
    arguments: Sequence[str],
    program: str = "checker.cli",
    before: Callable[[], None] | None = None,
    cwd: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process that may do no more than its user; `before` runs in it
    first, `more` are further environment variables."""

    def prepare() -> None:
        if os.getuid() == 0:
            _drop()
        if before is not None:
            before()

    return subprocess.run(
        [sys.executable, "-m", program, *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **(more or {})},
        preexec_fn=prepare,
        timeout=200,
        cwd=cwd,
    )
