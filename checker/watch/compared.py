"""What comparing all papers found (雷同) in; verdicts, commented copies and pages that say so out.

A file is reviewed by itself as soon as it is there. That another is nearly the same shows only when the
reports are written, for all of them together, in a process of its own (`checker.watch.differing`). What lies in the
results by then is put right by the watcher (`Compared`), who alone knows whether a file changed meanwhile.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from checker.changes import compare
from checker.job import Job
from checker.ledger import FileRow, Ledger
from checker.names import Found
from checker.pool import Answer, Lost, Pool
from checker.reports import Titles
from checker.stored import from_bytes
from checker.watch.log import Log
from checker.watch.outputs import remove_outputs, withdraw, write_page
from checker.watch.states import Now, Ticket
from checker.watch.tracker import SETTLED, Tracker

__all__ = ["Again", "Compared"]


@dataclasses.dataclass(frozen=True, slots=True)
class Again:
    """A copy and a page to be written anew. `tells` is the short form of what they say of other papers,
    `review` the review to show, packed, without other schools' names.
    """

    path: str
    sha256: str
    tells: str
    review: bytes


class Compared:
    """Puts the results right after a comparison. `in_hand` are the files whose copies are being written."""

    def __init__(
        self,
        job: Job,
        titles: Titles,
        mark: str,
        ledger: Ledger,
        tracker: Tracker,
        pool: Pool[Ticket | Again],
        found: Callable[[str], Found],
        log: Log,
    ) -> None:
        """`job.copies` is the result folder; `found` gives the file at a path."""
        assert job.copies is not None
        self._job, self._out, self._titles, self._mark = job, job.copies, titles, mark
        self._ledger, self._tracker, self._pool, self._found, self._log = ledger, tracker, pool, found, log
        self.in_hand: set[str] = set()

    def hear(self, answer: dict[str, Any], now: Now) -> None:
        """Take over the verdicts in what `differing` said, and have the copies written."""
        for path, sha256, status in answer["verdicts"]:
            self._tracker.judge(path, sha256, status, now)
        job = dataclasses.replace(self._job, when=datetime.datetime.fromtimestamp(int(now.wall)))
        for path, sha256, tells, packed in answer["again"]:
            again = Again(path, sha256, tells, base64.b64decode(packed))
            if path not in self.in_hand and self._still(again):
                self.in_hand.add(path)
                self._pool.submit(again, (self._found(path), job, again.review))

    def _still(self, again: Again) -> bool:
        row = self._tracker.rows.get(again.path)
        return row is not None and row.state in SETTLED and row.sha256 == again.sha256

    def finish(self, again: Again, answer: Answer, now: Now) -> None:
        """The copy is written, or cannot be: the page says it all the same, unless the file is another by now."""
        path = again.path
        self.in_hand.discard(path)
        if isinstance(answer, Lost) and answer.why == "error":
            return  # the disk, most likely: the next reports find the copy as it was, and it is tried again
        row = self._tracker.rows.get(path)
        if row is None:
            remove_outputs(self._out, path)  # renamed meanwhile
        elif row.state == "gone":
            withdraw(self._out, path)
        elif answer != b"C" and row.sha256 == again.sha256:
            self._say(again, row, answer == b"W", now)

    def _say(self, again: Again, row: FileRow, written: bool, now: Now) -> None:
        review = from_bytes(again.review)
        earlier = self._ledger.earlier(row.path, row.version)
        changes = compare(earlier, review) if earlier and earlier.status != "unreadable" else None
        with self._ledger.transaction():
            self._ledger.copy_written(row.path, again.sha256, self._mark + again.tells)
            write_page(self._out, review, self._titles, row.version, now.wall, changes)
        if not written:
            self._log(
                "similar", f"“{row.path}”的批注稿里没有写上雷同的意见，请看汇总里的“雷同”表。", file=row.path
            )
        for finding in review.findings if again.tells else ():
            if finding.family == "similar":
                self._log("similar", f"雷同：{row.path}：{finding.message}", file=row.path)
