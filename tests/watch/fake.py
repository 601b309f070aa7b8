"""A folder and a clock that exist only in the test, and a watcher's passes over them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from checker.ledger import FileRow
from checker.names import ignored_reason
from checker.watch.states import Now, Ticket, Waits
from checker.watch.tracker import Tracker
from checker.watch.tree import Entry, Listing
from tests.watch.sequences import Step, perform

START = 1_300_000_000.0


class FakeWorld:
    """Files, time, a tracker, and a reviewer that finds what it is told to."""

    def __init__(self, waits: Waits | None = None, engine: str = "e1") -> None:
        self.files: dict[str, tuple[str, int]] = {}
        self.time = 0.0
        self.waits = waits or Waits()
        self.engine = engine
        self.tracker = Tracker({}, engine, self.waits, self.now)
        self.reviewed: list[tuple[float, str, str]] = []
        self.versions: dict[str, list[str]] = {}
        self.failed: set[str] = set()
        self.unfinished: Callable[[str, str], str] = lambda path, content: ""
        self.mark: Callable[[str], str] = lambda content: ""  # of half a file; "" of one that is busy
        self.status: Callable[[str, str], str] = lambda path, content: "pass"

    @property
    def now(self) -> Now:
        return Now(START + self.time, self.time)

    # --- the folder

    def write(self, name: str, content: str) -> None:
        self.files[name] = (content, int((START + self.time) * 1e9))

    def rename(self, old: str, new: str) -> None:
        self.files[new] = self.files.pop(old)

    def delete(self, name: str) -> None:
        del self.files[name]

    # --- the watcher

    def restart(self, engine: str | None = None) -> None:
        self.engine = engine or self.engine
        self.tracker = Tracker(dict(self.tracker.rows), self.engine, self.waits, self.now)

    def listing(self, only: set[str] | None = None) -> Listing:
        entries, folders = {}, {""}
        for path, (content, mtime_ns) in self.files.items():
            above = path.rpartition("/")[0]
            while above:
                folders.add(above)
                above = above.rpartition("/")[0]
            folder, _, name = path.rpartition("/")
            if only is None or folder in only:
                entries[path] = Entry(len(content), mtime_ns, ignored=ignored_reason(name))
        listed = frozenset((folders if only is None else only & folders) - self.failed)
        return Listing(entries, listed, frozenset(folders), frozenset(self.failed), only is None)

    def look(self, only: set[str] | None = None) -> None:
        """One pass, and the reviews that are due, at once."""
        self.tracker.observe(self.listing(only), self.now)
        for path in self.tracker.due(self.now):
            self.review(self.tracker.begin(path, self.now))

    def review(self, ticket: Ticket) -> None:
        content = self.files[ticket.path][0]
        why = self.unfinished(ticket.path, content) if ticket.patient else ""
        if why:
            self.tracker.unfinished(ticket, why, self.now, self.mark(content))
            return
        if not self.tracker.current(ticket):
            return
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        status = self.status(ticket.path, content)
        place = self.tracker.place(ticket, sha256, status)
        if place.renamed_from:
            self.versions[ticket.path] = self.versions.pop(place.renamed_from, [])
        history = self.versions.setdefault(ticket.path, [])
        if not history or history[-1] != content:
            history.append(content)
            self.reviewed.append((self.time, ticket.path, content))
        self.tracker.settle(ticket, sha256, status, "", len(history), place, self.now)

    def run(self, until: float, steps: Iterable[Step] = (), every: float = 1.0) -> None:
        """Let time pass with a pass every so many seconds, performing the steps at their times."""
        todo = sorted(steps, key=lambda step: step[0])
        while self.time < until:
            upto = min(self.time + every, until)
            while todo and todo[0][0] <= upto:
                step = todo.pop(0)
                self.time = step[0]
                perform(self, step)
            self.time = upto
            self.look()

    # --- what is asserted

    def row(self, path: str) -> FileRow:
        return self.tracker.rows[path]

    def states(self) -> dict[str, str]:
        return {path: row.state for path, row in sorted(self.tracker.rows.items())}
