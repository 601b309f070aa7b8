"""What changed in, 汇总.xlsx, report.html and reviews.jsonl written anew out, not more often than allowed."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.job import Job
from checker.ledger import Ledger
from checker.pool import Lost, Pool
from checker.watch.log import Log
from checker.watch.outputs import Refresh, refresh
from checker.watch.settings import Settings
from checker.watch.states import Now
from checker.watch.work import Work

if TYPE_CHECKING:
    from checker.owntext import Wording

__all__ = ["Reporting"]

_SECONDS = 3600.0
_MEMORY = 4 << 30


class Reporting:
    """Has the reports written by a process of its own. `stale` says that they are out of date, `next` when
    (on the clock that never jumps) they may be written again.
    """

    def __init__(
        self, job: Job, settings: Settings, ledger: Ledger, work: Work, log: Log, shared: Wording, now: Now
    ) -> None:
        """`job.copies` is the result folder, `shared` the wording of forms that were handed out."""
        limits = replace(settings.limits, seconds=_SECONDS, memory_bytes=_MEMORY)
        self._pool: Pool[float] = Pool(refresh, 1, limits, idle_seconds=5.0)
        self._job, self._settings, self._shared = job, settings, shared
        self._ledger, self._work, self._log = ledger, work, log
        self._more = False
        self.stale = True
        self.next = now.tick + min(settings.refresh, 5.0)

    @property
    def waiting(self) -> bool:
        """Whether they are being written."""
        return self._pool.waiting > 0

    def close(self) -> None:
        """End the process. Safe to call twice."""
        self._pool.close()

    def keep(self, now: Now) -> None:
        """Take note of reports that are written, and have new ones written when it is time."""
        self._take(0, now)
        if self.stale and not self.waiting and now.tick >= self.next:
            self.stale = False
            self.next = now.tick + self._settings.refresh
            self._begin(now)

    def last(self) -> None:
        """Write them now, and the copies that tell of other papers with them."""
        while self.waiting:
            self._take(None, self._work.now())
        self._more = True
        while self._more:
            self._more = False
            self._begin(self._work.now())
            self._take(None, self._work.now())
            while self._work.under_way:
                self._work.take(1.0, self._work.now())
        self._work.save()

    def _begin(self, now: Now) -> None:
        assert self._job.copies is not None
        self._work.set_aside()
        task = Refresh(
            self._job.copies,
            self._job.standard,
            datetime.datetime.fromtimestamp(int(now.wall)),
            bureau=self._job.bureau,
            plugins=self._job.plugins,
            workbook=self._ledger.facts().get("workbook_stamp", ""),
            mark=self._work.copy_mark,
            shared=self._shared,
        )
        self._pool.submit(now.tick, task)

    def _take(self, timeout: float | None, now: Now) -> None:
        taken = self._pool.take(timeout)
        if taken is None:
            return
        began, answer = taken
        now = self._work.now()
        # Writing for the whole county may take a minute: then not every minute.
        self.next = max(self.next, now.tick + self._settings.rest * (now.tick - began))
        if isinstance(answer, Lost):
            self.stale = True
            self._log("reports", f"汇总没有写成（{answer.why} {answer.error} {answer.message}），稍后再写")
            return
        told = json.loads(answer)
        for problem in told["problems"]:
            self._log("reports", problem)
        self._work.compared.hear(told, now)
        self._more = told["more"]
        self.stale |= self._work.save() or self._more
        self._ledger.set_facts(
            reports_written=str(now.wall), reports_problem=" ".join(told["problems"]),
            workbook_stamp=told["workbook"],
        )  # fmt: skip
