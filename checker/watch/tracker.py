"""Passes over the folder and finished reviews in, each file's state and what is due for review out.

A pure object: it reads no clock, no file and no ledger, so that every sequence of events can be played
to it on a fake clock. The watcher writes its rows into the ledger and does what it says.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from checker.ledger import FileRow
from checker.watch.locks import Locks, held_by
from checker.watch.rows import Rows
from checker.watch.states import Missing, Now, Place, Ticket, Waiting, Waits
from checker.watch.tree import Entry, Listing

__all__ = ["NO_LONGER", "SETTLED", "Tracker"]

SETTLED = frozenset({"pass", "revise", "unreadable", "duplicate"})
_JUDGED = frozenset({"pass", "revise"})
_SUSPICIOUS = 10  # an empty folder that had fewer files is simply empty
NO_LONGER = "内容一直没有变，就按现在的样子审"  # why a file that is not whole is waited for no longer


class Tracker:
    """The states of all files of one folder."""

    def __init__(self, rows: Mapping[str, FileRow], engine: str, waits: Waits, now: Now) -> None:
        """Go on from the ledger's `rows`; what was under way begins again as just seen."""
        self.waits = waits
        self._rows = Rows(rows)
        self._engine = engine
        self._watches: dict[str, Waiting] = {}
        self._missing: dict[str, Missing] = {}
        self._locks = Locks(waits.lock_age)
        self._verdicts: dict[str, tuple[str, str]] = {}
        self._empty_since: float | None = None
        for path, row in rows.items():
            if row.state in _JUDGED:
                self._verdicts[row.sha256] = (row.state, row.why)
            if row.state in ("seen", "held", "checking"):
                self._watches[path] = Waiting(now.tick, passes=0)
                self._rows.set(path, state="seen", why="程序重新启动，等它安静下来", now=now)
            elif row.state == "unreadable" and not row.sha256:
                self._watches[path] = Waiting(now.tick)

    # --- what a pass saw ----------------------------------------------------------------------------

    def observe(self, listing: Listing, now: Now) -> None:
        """Compare one pass with what is known."""
        locks = self._locks.fresh(listing, now)
        for path, entry in listing.entries.items():
            self._missing.pop(path, None)
            row = self.rows.get(path)
            if entry.ignored:
                if row is None or row.state != "ignored":
                    self._forget_watch(path)
                    self._rows.write(FileRow(path, 0, 0, state="ignored", since=now.wall, why=entry.ignored))
            elif row is None or row.state == "ignored":
                self._begin_again(FileRow(path, 0, 0), entry, "刚看到，等它保存完", now)
            elif (row.size, row.mtime_ns) != (entry.size, entry.mtime_ns):
                self._begin_again(row, entry, "文件有改动，等它保存完", now)
            elif row.state == "gone":
                self._begin_again(row, entry, "文件又出现了", now)
            elif row.state in SETTLED and row.engine != self._engine:
                self._begin_again(row, entry, "程序或规范有更新，重新审查", now)
            elif path in self._watches:
                self._watches[path].passes += 1
        self._look_for_missing(listing, now)
        self._hold(listing, locks, now)

    def _begin_again(self, row: FileRow, entry: Entry, why: str, now: Now) -> None:
        self._watches[row.path] = Waiting(now.tick)
        self._rows.write(
            dataclasses.replace(
                row,
                size=entry.size,
                mtime_ns=entry.mtime_ns,
                state="seen",
                since=now.wall,
                why=why,
                attempts=0,
            )
        )

    def _look_for_missing(self, listing: Listing, now: Now) -> None:
        if self._disconnected(listing, now):
            self._missing.clear()
            return
        for path, row in list(self.rows.items()):
            if row.state == "gone" or path in listing.entries or not listing.looked_for(path):
                continue
            if row.state == "ignored":
                self._rows.drop(path)
                continue
            missing = self._missing.setdefault(path, Missing(now.tick))
            missing.passes += 1
            # Saving renames the old file away and the new one in: a moment without either is no loss.
            if missing.passes >= 2 and now.tick - missing.since >= self.waits.settle:
                why = listing.shut(path) or ("文件已不在文件夹里" if row.version else "还没有审查就被移走了")
                del self._missing[path]
                self._forget_watch(path)
                self._rows.set(path, state="gone", why=why, now=now)
                self._release(row.sha256, now)

    def _disconnected(self, listing: Listing, now: Now) -> bool:
        """Whether the folder is so suddenly empty that its share is probably not connected."""
        here = sum(row.state not in ("gone", "ignored") for row in self.rows.values())
        if not listing.full or listing.entries or here < _SUSPICIOUS:
            if listing.full or listing.entries:
                self._empty_since = None
            return self._empty_since is not None
        if self._empty_since is None:
            self._empty_since = now.tick
        return now.tick - self._empty_since < self.waits.empty_root

    @property
    def disconnected(self) -> bool:
        """Whether the last full pass found nothing at all where much was."""
        return self._empty_since is not None

    # --- lock files ---------------------------------------------------------------------------------

    def _hold(self, listing: Listing, locks: Mapping[str, list[str]], now: Now) -> None:
        """Note which waiting files are open in somebody's editor."""
        waiting: dict[str, list[str]] = {}
        for path in self._watches:
            folder, _, name = path.rpartition("/")
            if folder in listing.folders:
                waiting.setdefault(folder, []).append(name)
        for folder, names in waiting.items():
            holders = held_by(locks.get(folder, ()), names)
            for name in names:
                path = f"{folder}/{name}" if folder else name
                watch, lock = self._watches[path], holders.get(name, "")
                if lock and lock != watch.lock:
                    self._rows.set(path, state="held", why=f"有人正打开着它（锁文件“{lock}”）", now=now)
                elif watch.lock and not lock and self.rows[path].state == "held":
                    self._rows.set(path, state="seen", why="已关闭，等它安静下来", now=now)
                watch.lock = lock

    # --- what is due --------------------------------------------------------------------------------

    def due(self, now: Now) -> list[str]:
        """The files that may be reviewed now, the longest quiet first."""
        ready = [(w.changed, path) for path, w in self._watches.items() if self.is_due(path, now)]
        return [path for _, path in sorted(ready)]

    def is_due(self, path: str, now: Now) -> bool:
        """Whether this file may be reviewed now."""
        watch = self._watches.get(path)
        return (
            watch is not None
            and watch.passes >= 2
            and not watch.lock
            and now.tick - watch.changed >= self.waits.settle
            and now.tick >= watch.retry
            and path not in self._missing
            and self.rows[path].state in ("seen", "held", "unreadable")
        )

    def next_look(self, now: Now) -> float | None:
        """In how many seconds another pass over `open_folders` could change something; None: no need."""
        times = [max(w.changed + self.waits.settle, w.retry) - now.tick for w in self._watches.values()]
        times += [m.since + self.waits.settle - now.tick for m in self._missing.values()]
        # What is long overdue waits for something else: a free worker, or a folder that can be listed again.
        times = [t for t in times if t > -4 * self.waits.settle]
        return max(0.0, min(times)) if times else None

    def open_folders(self) -> set[str]:
        """The folders in which something is on its way or missing."""
        return {path.rpartition("/")[0] for path in (*self._watches, *self._missing)}

    def unsettled(self) -> int:
        """How many files will settle without anybody doing anything: not those held by a lock."""
        return len(self._missing) + sum(
            not w.lock and self.rows[p].state in ("seen", "held", "checking")
            for p, w in self._watches.items()
        )

    # --- reviews ------------------------------------------------------------------------------------

    def begin(self, path: str, now: Now) -> Ticket:
        """A review of this file begins."""
        row = self.rows[path]
        self._rows.set(path, state="checking", why="", now=now)
        return Ticket(path, row.size, row.mtime_ns, row.attempts < self.waits.retries)

    def current(self, ticket: Ticket) -> bool:
        """Whether the file still is, as far as is known, what the review was begun for."""
        row = self.rows.get(ticket.path)
        return (
            row is not None
            and row.state == "checking"
            and (row.size, row.mtime_ns) == (ticket.size, ticket.mtime_ns)
        )

    def unfinished(self, ticket: Ticket, why: str, now: Now, mark: str = "") -> None:
        """The file was busy or not whole: try again later, but not for long where its bytes (`mark`) stay the same."""
        if not self.current(ticket):
            return
        watch, attempts = self._watches[ticket.path], self.rows[ticket.path].attempts + 1
        if mark and watch.mark and mark != watch.mark:
            attempts = 1  # it grows
        watch.same = watch.same + 1 if mark and mark == watch.mark else 1
        watch.mark = mark
        if mark and 0 < self.waits.same <= watch.same:
            attempts, pause, why = self.waits.retries, 0.0, f"{why}，{NO_LONGER}"
        else:
            pause = min(self.waits.settle * 2 ** (attempts - 1), self.waits.longest_retry)
            why = f"{why}，稍后再试（第 {attempts} 次）"
        watch.retry = now.tick + pause
        self._rows.set(ticket.path, state="held", why=why, now=now, attempts=attempts)

    def put_back(self, ticket: Ticket, why: str, now: Now) -> None:
        """The review could not be finished for reasons that are not the file's."""
        if self.current(ticket):
            self._watches[ticket.path].retry = now.tick + self.waits.settle
            self._rows.set(ticket.path, state="seen", why=why, now=now)

    def place(self, ticket: Ticket, sha256: str, status: str) -> Place:
        """Where else the reviewed content is or was."""
        others = [p for p in self._rows.having(sha256) if p != ticket.path]
        gone = next((p for p in others if self.rows[p].state == "gone"), "")
        twins = (p for p in others if self.rows[p].state in _JUDGED and self.rows[p].sha256 == sha256)
        return Place(gone, next(twins, "") if status in _JUDGED else "")

    def settle(
        self, ticket: Ticket, sha256: str, status: str, why: str, version: int, place: Place, now: Now
    ) -> FileRow:
        """The review is done and safely written down; the file's row as it now is."""
        path, before = ticket.path, self.rows[ticket.path]
        if status in _JUDGED:
            self._verdicts[sha256] = (status, why)
        if place.renamed_from:
            why = why or f"原名“{place.renamed_from}”"
            self._drop(place.renamed_from)
        if place.duplicate_of:
            status, why = "duplicate", f"与“{place.duplicate_of}”内容完全相同"
        self._rows.set(
            path, state=status, why=why, now=now, sha256=sha256, engine=self._engine, version=version
        )
        if status == "unreadable" and not sha256:
            self._watches[path].retry = now.tick + self.waits.longest_retry
        else:
            self._forget_watch(path)
        if before.sha256 != sha256:
            self._release(before.sha256, now)
        return self.rows[path]

    def judge(self, path: str, sha256: str, status: str, now: Now) -> None:
        """Comparing with the others gave this content another verdict than its own review."""
        row = self.rows.get(path)
        if row is not None and row.state in _JUDGED and row.sha256 == sha256 and status in _JUDGED:
            own, why = self._verdicts.get(sha256, (status, ""))
            self._rows.set(
                path, state=status, why=why if status == own else "与另一份报送的材料雷同", now=now
            )

    def _release(self, sha256: str, now: Now) -> None:
        """A file with this content went or changed: one of its duplicates takes its place."""
        paths = [p for p in self._rows.having(sha256) if self.rows[p].state in _JUDGED | {"duplicate"}]
        if not paths or any(self.rows[p].state in _JUDGED for p in paths):
            return
        if sha256 in self._verdicts:
            status, why = self._verdicts[sha256]
            self._rows.set(paths[0], state=status, why=why, now=now)
        else:
            # The program was restarted while the file that had the verdict was being written anew.
            self._watches[paths[0]] = Waiting(now.tick)
            self._rows.set(paths[0], state="seen", why="与它相同的文件改了或移走了，重新审查", now=now)
        for path in paths[1:]:
            self._rows.set(path, state="duplicate", why=f"与“{paths[0]}”内容完全相同", now=now)

    # --- keeping the rows ---------------------------------------------------------------------------

    @property
    def rows(self) -> Mapping[str, FileRow]:
        """What is known of each file, by path."""
        return self._rows.by_path

    def changes(self) -> tuple[list[FileRow], list[str]]:
        """Rows to write and paths to drop since the last call."""
        return self._rows.changes()

    def _drop(self, path: str) -> None:
        self._rows.drop(path)
        self._forget_watch(path)
        self._missing.pop(path, None)

    def _forget_watch(self, path: str) -> None:
        self._watches.pop(path, None)
