"""A file that is due in, its review safely in the ledger and the result folder out: the watcher's hands.

`task` runs in a worker process: it reads the bytes once and answers U (not whole yet: what stands for the bytes,
a line's end, the reason),
K (bytes known, with their digest) or R (a new review). `Work` sends tasks and takes answers.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import datetime
import hashlib
import time
from pathlib import Path

from checker import copies
from checker.batch import outcome
from checker.changes import compare
from checker.document import Unreadable
from checker.engine import engine_digest
from checker.findings import OUTCOME_NAMES, Review
from checker.job import Job
from checker.ledger import Ledger
from checker.names import Found
from checker.pool import Answer, Lost, Pool
from checker.reports import Titles
from checker.reports.links import WITHDRAWN, copy_name
from checker.reports.output import write_bytes
from checker.reviewing import answer_for
from checker.stored import to_bytes
from checker.watch.compared import Again, Compared
from checker.watch.log import Log
from checker.watch.outputs import forget_withdrawn, remove_outputs, withdraw, write_page
from checker.watch.states import Done, Now, Ticket
from checker.watch.tracker import NO_LONGER, Tracker
from corpus import Standard

__all__ = ["Work", "task"]

_AHEAD = 16
_ASK_SECONDS = 0.25
# The file may be readable in a moment: not a verdict on it.
_BUSY = frozenset({"permission", "vanished", "damaged"})


def task(what: tuple[Found, Job, frozenset[str], bool] | tuple[Found, Job, bytes]) -> bytes:
    """What a worker process does with one file; `what` ends with whether a half-written file is handed back.

    With a packed review it only writes that review's commented copy anew (`checker.copies.task`).
    """
    from checker.judging import unreadable_review
    from checker.readers.files import read_bytes
    from checker.watch.ready import unfinished
    from corpus import load_standard

    if len(what) == 3:
        return copies.task(what)
    found, job, known, patient = what
    try:
        source = read_bytes(found.path, job.limits)
    except Unreadable as error:
        if patient and error.code in _BUSY:
            return b"U\n" + error.reason.rstrip("。").encode()
        return b"R" + to_bytes(unreadable_review(found.name, error, load_standard(job.standard)))
    if patient and (why := unfinished(source)):
        return f"U{hashlib.sha256(source).hexdigest()}\n{why}".encode()
    return answer_for(source, found, job, known)


class Work:
    """Reviews of due files: from the tracker to the pool, from the pool to ledger, results and tracker."""

    def __init__(
        self,
        root: Path,
        job: Job,
        standard: Standard,
        ledger: Ledger,
        tracker: Tracker,
        pool: Pool[Ticket | Again],
        log: Log,
    ) -> None:
        """`job.copies` is the result folder."""
        assert job.copies is not None
        self._root = root
        self._out = job.copies
        self._job = job
        self._standard = standard
        self._titles = Titles.of(standard)
        self._ledger = ledger
        self._tracker = tracker
        self._pool = pool
        self._engine = engine_digest(job, standard)
        self.copy_mark = self._engine + job.copy_mark
        self.compared = Compared(job, self._titles, self.copy_mark, ledger, tracker, pool, self._found, log)
        self._log = log
        # Papers that went, or had gone when the last watcher was killed.
        self._withdrawn = {r.path for r in tracker.rows.values() if r.state == "gone" and r.version}
        self._due: collections.deque[str] = collections.deque()
        self._ask_again = 0.0

    @staticmethod
    def now() -> Now:
        """This moment."""
        return Now(time.time(), time.monotonic())

    @property
    def under_way(self) -> int:
        """How many files are being reviewed, or wait for a worker."""
        return self._pool.waiting + len(self._due)

    def start_due(self, now: Now) -> int:
        """Send what is due, as much as keeps the workers busy for a moment; return how many were sent."""
        started = 0
        room = self._pool.jobs * _AHEAD - self._pool.waiting
        if not self._due and now.tick >= self._ask_again:
            # Going over thousands of waiting files takes milliseconds: not for every answer.
            self._due = collections.deque(self._tracker.due(now))
            self._ask_again = now.tick + _ASK_SECONDS
        while self._due and started < room:
            path = self._due.popleft()
            if path not in self.compared.in_hand and self._tracker.is_due(path, now):
                self._send(self._tracker.begin(path, now), now, self._known(path))
                started += 1
        return started

    def _send(self, ticket: Ticket, now: Now, known: frozenset[str]) -> None:
        when = datetime.datetime.fromtimestamp(int(now.wall))
        job = dataclasses.replace(self._job, when=when)
        self._pool.submit(ticket, (self._found(ticket.path), job, known, ticket.patient))

    def _found(self, path: str) -> Found:
        return Found(self._root.joinpath(*path.split("/")), path)

    def _known(self, path: str) -> frozenset[str]:
        return self._ledger.known(self._tracker.rows[path].size, self._engine)

    def take(self, timeout: float, now: Now) -> list[Done]:
        """Write down the answers that have come; wait for the first up to `timeout` seconds."""
        done: list[Done] = []
        taken = self._pool.take(timeout)
        while taken is not None:
            what, answer = taken
            if isinstance(what, Again):
                self.compared.finish(what, answer, now)
            elif (finished := self._finish(what, answer, now)) is not None:
                done.append(finished)
            taken = self._pool.take(0)
        return done

    def _finish(self, ticket: Ticket, answer: Answer, now: Now) -> Done | None:
        if not self._still_so(ticket):
            # Changed while it was read: the next pass sees it too. Its row waits as just seen.
            self._tracker.put_back(ticket, "审查时文件有改动，重新等它安静下来", now)
            return None
        found = self._found(ticket.path)
        if isinstance(answer, bytes) and answer[:1] == b"U":
            mark, _, why = answer[1:].decode().partition("\n")
            self._tracker.unfinished(ticket, why, now, mark)
            return None
        if isinstance(answer, bytes) and answer[:1] == b"K":
            review = self._ledger.recall(answer[1:].decode(), self._engine, ticket.path)
            if review is None or not self._copy_again(review):
                self._send(ticket, now, frozenset())
                return None
        else:
            review = outcome(found, answer, self._standard, self._job.limits)
            if isinstance(answer, Lost):  # the copy, if there is one, is of another version
                remove_outputs(self._out, ticket.path)
        return self._write_down(ticket, review, now)

    def _still_so(self, ticket: Ticket) -> bool:
        """Whether the file lies there as it did when its review began."""
        if not self._tracker.current(ticket):
            return False
        try:
            facts = self._found(ticket.path).path.stat()
        except (OSError, ValueError):
            return True  # gone or shut off: the answer says so, or the next pass
        return (facts.st_size, facts.st_mtime_ns) == (ticket.size, ticket.mtime_ns)

    def _copy_again(self, review: Review) -> bool:
        """Put the commented copy of known bytes under this file's name; False when none can be had."""
        if review.status == "unreadable":
            return True
        names = (review.file, *self._ledger.copies_of(review.sha256, self.copy_mark))
        for name in names:
            if name == review.file and self._ledger.copied(name, self.copy_mark) != review.sha256:
                continue
            for kind in ("docx", ""):
                own = self._out.joinpath(*copy_name(review.file, kind).split("/"))
                for folder in (self._out, self._out / WITHDRAWN):
                    with contextlib.suppress(OSError):
                        path = folder.joinpath(*copy_name(name, kind).split("/"))
                        content = path.read_bytes()
                        if path != own:
                            write_bytes(own, content)
                        return True
        return False

    def _write_down(self, ticket: Ticket, review: Review, now: Now) -> Done:
        path, ledger, tracker = ticket.path, self._ledger, self._tracker
        place = tracker.place(ticket, review.sha256, review.status)
        with ledger.transaction():
            ledger.remember(review, ticket.size, self._engine, now.wall)
            if review.status != "unreadable":
                ledger.copy_written(path, review.sha256, self.copy_mark)
            if place.renamed_from:
                ledger.move_versions(place.renamed_from, path)
            before = ledger.last_version(path)
            version = ledger.add_version(path, review, self._engine, now.wall)
            why = OUTCOME_NAMES["stray"] if review.stray else review.reason or ""
            row = tracker.settle(ticket, review.sha256, review.status, why, version, place, now)
            self.save()
            earlier = ledger.earlier(path, version)
            changes = compare(earlier, review) if earlier and earlier.status != "unreadable" else None
            write_page(self._out, review, self._titles, version, now.wall, changes)
        if place.renamed_from:
            remove_outputs(self._out, place.renamed_from, path)
        forget_withdrawn(self._out, path)
        return Done(review, row, before is None or before[0] != version, changes)

    def save(self) -> bool:
        """Write what the tracker changed into the ledger; whether the reports now look different."""
        rows, dropped = self._tracker.changes()
        if rows or dropped:
            with self._ledger.transaction():
                self._ledger.put(rows)
                self._ledger.drop(dropped)
        for row in rows:
            if row.state == "held":
                told = "不等了" if row.why.endswith(NO_LONGER) else "等待"
                self._log("held", f"{told}：{row.path}：{row.why}", file=row.path)
        self._withdrawn |= {row.path for row in rows if row.state == "gone" and row.version}
        return bool(dropped) or any(row.state in ("gone", "ignored", "held") for row in rows)

    def set_aside(self) -> None:
        """Move what was made for papers that are gone out of the way; what is open somewhere, the next time."""
        if not self._withdrawn:
            return
        # On a disk where A.docx and a.docx are one file, the results of one are those of the other.
        there = {p.casefold() for p, r in self._tracker.rows.items() if r.state not in ("gone", "ignored")}
        for path in sorted(self._withdrawn):
            row = self._tracker.rows.get(path)
            if row is None or path.casefold() in there or row.state != "gone" or withdraw(self._out, path):
                self._withdrawn.discard(path)
