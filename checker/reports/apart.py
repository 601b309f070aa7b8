"""What was made for a paper that is gone comes in; it lies apart from what goes back to the schools (已撤回)."""

from __future__ import annotations

import contextlib
from pathlib import Path

from checker.reports.links import WITHDRAWN

__all__ = ["put_apart", "tidy"]


def put_apart(out: Path, name: str) -> bool:
    """Move the file `name` of the result folder `out` (POSIX form) apart; whether there was one.

    Moved, not deleted: somebody may have written into it. A later one of the same name takes its place. Raises
    OSError for one that would not go (it is open in Word on Windows, say).
    """
    source, target = out.joinpath(*name.split("/")), out.joinpath(WITHDRAWN, *name.split("/"))
    there = source.is_file()
    if there:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    tidy(out, source)
    return there


def tidy(out: Path, path: Path) -> None:
    """Remove the folders that are left empty above `path`, up to the first within `out`."""
    with contextlib.suppress(OSError):
        for folder in path.relative_to(out).parents:
            if len(folder.parts) > 1:
                (out / folder).rmdir()  # refuses while something is inside
