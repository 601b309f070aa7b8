"""Events of somebody's watchdog Observer in, reviews out: attach to an existing watcher (接到现有的看守程序上)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from checker.findings import Review
from checker.watch.log import Log, silent
from checker.watch.settings import Settings
from checker.watch.watcher import Watcher

__all__ = ["ReviewHandler"]


class ReviewHandler(FileSystemEventHandler):
    """Schedule it on any Observer; the folder it is scheduled on must be `root` (or hold it).

    The events only wake a `Watcher` that runs in a thread of its own and looks at the folder itself, so
    events that are lost, doubled or out of order do no harm. Call `close` in the end, or use `with`.

        handler = ReviewHandler("共享文件夹", "结果", on_review=print)
        observer.schedule(handler, "共享文件夹", recursive=True)
    """

    def __init__(
        self,
        root: Path | str,
        out: Path | str,
        settings: Settings | None = None,
        on_review: Callable[[Review], None] | None = None,
        log: Log = silent,
    ) -> None:
        """Start the watcher; it makes a full pass at once."""
        self.watcher = Watcher(root, out, replace(settings or Settings(), listen=False), on_review, log)
        self.watcher.__enter__()

    def __enter__(self) -> ReviewHandler:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake the watcher for the folders the event is about; opening and closing alone are no change."""
        if event.event_type in ("opened", "closed_no_write"):
            return
        paths = [os.fsdecode(p) for p in (event.src_path, event.dest_path) if p]
        # Watchdog speaks of the folder as it was scheduled, the watcher of the real one.
        self.watcher.wake([str(Path(p).parent.resolve() / Path(p).name) for p in paths])

    def close(self) -> None:
        """Stop the watcher; raises what made it fail, if anything did."""
        self.watcher.__exit__(None, None, None)
