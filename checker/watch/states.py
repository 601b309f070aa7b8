"""The words the watcher's parts share: the two clocks, the waiting times, a ticket for one review, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from checker.changes import Changes
from checker.findings import Review
from checker.ledger import FileRow

__all__ = ["Done", "Missing", "Now", "Place", "Ticket", "Waiting", "Waits"]


@dataclass(frozen=True, slots=True)
class Now:
    """A moment on two clocks: `wall` (seconds since 1970) is written down, `tick` never jumps and measures."""

    wall: float
    tick: float


@dataclass(frozen=True, slots=True)
class Waits:
    """How long the watcher waits, in seconds, and why.

    `settle`: quiet time before a file is read. Programs save within a second or two; a network file
    system keeps size and time of a file for a second or so before it asks again.

    `lock_age`: after this a lock file (锁文件) no longer holds its document: programs that crash leave
    them behind for ever, and a document that stays open for hours has been saved in between. 0: it never does.

    `retries`: times a busy file (no permission yet, held by a program) is tried before it is taken as it is,
    1, 2, 4 … times `settle` apart: after 155 seconds with the defaults. What looks like half a file may be
    growing under its final size and time: as long as its bytes change, the count starts anew.

    `same`: looks at half a file that find the very same bytes until it is believed that no more will come, 0 for
    never: a slow upload to a share stays empty for a while. Who looks once (`at_once`) does not wait minutes for a
    broken or an empty file.

    `longest_retry`: the longest pause between two tries; also how often a file without read permission
    is tried, because a permission can be given without the file changing.

    `empty_root`: how long the whole folder may be empty before its files are believed gone; a share
    that is not connected often looks like an empty folder.
    """

    settle: float = 5.0
    lock_age: float = 7200.0
    retries: int = 5
    same: int = 0
    longest_retry: float = 600.0
    empty_root: float = 600.0

    @classmethod
    def at_once(cls, settle: float) -> Waits:
        """Those of one pass over a folder: three looks alike at half a file are enough, 15 seconds if `settle` is 5."""
        return cls(settle, same=3)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A review under way: of which file, as it lay when the review began.

    `patient` says that a file that looks half-written is to be handed back and not judged.
    """

    path: str
    size: int
    mtime_ns: int
    patient: bool


@dataclass(frozen=True, slots=True)
class Place:
    """How reviewed content stands to what is known: it was at `renamed_from`, or lies at `duplicate_of` too."""

    renamed_from: str = ""
    duplicate_of: str = ""


@dataclass(slots=True)
class Waiting:
    """What is remembered of a file that is on its way: since which tick, for how many passes, until when.

    `mark` stands for its bytes as they were found to be half a file, `same` times in a row.
    """

    changed: float
    passes: int = 1
    retry: float = 0.0
    lock: str = ""
    mark: str = ""
    same: int = 0


@dataclass(slots=True)
class Missing:
    """A file that was not met any more: since which tick, in how many passes."""

    since: float
    passes: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A review that has been written down: of which version, whether it is new, and what it changed."""

    review: Review
    row: FileRow
    new: bool
    changes: Changes | None
