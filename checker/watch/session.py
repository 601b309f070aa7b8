"""A watched folder and an open ledger in, passes, reviews and reports out: one session of the watcher."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from checker.batch import worker_limits
from checker.engine import engine_digest
from checker.findings import Review
from checker.job import Job
from checker.ledger import Ledger
from checker.names import own_files
from checker.pool import Pool
from checker.watch.compared import Again
from checker.watch.events import Ears, Mode, choose_mode, folders_of
from checker.watch.locks import locked
from checker.watch.log import Log, files_that, sentence
from checker.watch.outputs import remove_temporary, waiting
from checker.watch.reporting import Reporting
from checker.watch.settings import Settings
from checker.watch.states import Done, Now, Ticket
from checker.watch.tracker import Tracker
from checker.watch.tree import list_tree
from checker.watch.work import Work, task
from corpus import load_standard

if TYPE_CHECKING:
    from checker.owntext import Wording

__all__ = ["Session"]

_LAST_SECONDS = 3.0
_DEAF_SECONDS = 60.0


class Session:
    """Everything between opening the ledger and closing it. A context manager."""

    def __init__(
        self,
        root: Path,
        job: Job,
        settings: Settings,
        ledger: Ledger,
        wake: Callable[[Iterable[str] | None], None],
        log: Log,
        shared: Wording = frozenset(),
    ) -> None:
        """Choose how to learn of changes, and take up what the ledger says was under way.

        `shared` is the wording of forms that were handed out.
        """
        assert job.copies is not None
        self._root, self._out, self._job, self._settings = root, job.copies, job, settings
        self._ledger, self._wake, self._log = ledger, wake, log
        standard = load_standard(job.standard)
        now = self.now()
        self._tracker = Tracker(ledger.files(), engine_digest(job, standard), settings.waits, now)
        self._pool: Pool[Ticket | Again] = Pool(task, settings.jobs, worker_limits(job))
        self._work = Work(root, job, standard, ledger, self._tracker, self._pool, log)
        self._reporting = Reporting(job, settings, ledger, self._work, log, shared, now)
        self._skip = _inside(root, self._out)
        self._own = _own_files(root, settings)
        self._folders: frozenset[str] = frozenset()
        self._dirty: set[str] = set()
        self._device: int | None = None
        self._ears: Ears | None = None
        self._mode = self._listen()
        self._deaf_since = 0.0
        self._cost = 0.0
        self._next_full = self._next_look = self._next_beat = now.tick
        self._problem = ""
        ledger.set_facts(
            runner="watch", folder=str(root), host=socket.gethostname(), pid=str(os.getpid()),
            started=str(now.wall), mode=self._mode.name, mode_reason=self._mode.why, stopped="", problem="",
        )  # fmt: skip
        log("started", f"开始看守“{root}”，结果写到“{self._out}”。{self._mode.why}", mode=self._mode.name)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ears is not None:
            self._ears.close()
        self._pool.close()
        self._reporting.close()

    @staticmethod
    def now() -> Now:
        """This moment."""
        return Work.now()

    def _listen(self) -> Mode:
        if not self._settings.listen:
            return Mode("events", "改动通知由外部程序转来")
        mode = choose_mode(self._root, self._settings.poll)
        if mode.name == "events":
            self._ears = Ears(self._root, self._hear)
        return mode

    def _hear(self, paths: list[str]) -> None:
        # What the watcher itself writes, when the results lie inside the folder, is no news.
        mine = str(self._out) + os.sep
        news = [p for p in paths if not p.startswith(mine) and p != mine[:-1]]
        if news or not paths:
            self._wake(news or None)

    # --- passes ---------------------------------------------------------------------------------------

    def look(self, heard: list[str] | None, now: Now) -> None:
        """A pass, if one is due: full, or over the folders in which something was heard or is on its way."""
        self._check_ears(now)
        folders = folders_of(heard, self._root) if heard is not None else None
        if folders is None:
            self._next_full = min(self._next_full, now.tick + min(1.0, 5 * self._cost))
        self._dirty |= folders or set()
        if now.tick >= self._next_full:
            self._pass(None, now)
            self._next_full = self.now().tick + self._interval()
            self._ledger.set_facts(last_full_pass=str(now.wall))
        elif now.tick >= self._next_look:
            wait = self._tracker.next_look(now)
            if self._dirty or (wait is not None and wait <= 0):
                self._pass(self._dirty | self._tracker.open_folders(), now)

    def _pass(self, only: set[str] | None, now: Now) -> None:
        if not self._connected():
            return
        listing = list_tree(self._root, self._skip, only, self._folders)
        if only is None:
            self._folders = listing.present
        else:
            self._folders |= listing.present
        for path in self._own.keys() & listing.entries.keys():
            listing.entries[path] = replace(listing.entries[path], ignored=self._own[path])
        self._tracker.observe(listing, now)
        self._dirty = set()
        self._reporting.stale |= self._work.save()
        took = self.now().tick - now.tick
        self._cost = took if only is None else self._cost
        self._next_look = self.now().tick + max(0.3, 5 * took)

    def _connected(self) -> bool:
        """Whether the folder is there, and still on the disk it was on."""
        try:
            device = self._root.stat().st_dev
        except OSError:
            self._say("文件夹打不开或没有连上，正在等它恢复")
            return False
        if self._device is None:
            self._device = device
        if device != self._device:
            self._say("文件夹所在的盘换了或断开了，正在等它恢复；如果是有意更换的，请重新启动 checker watch")
            return False
        if self._tracker.disconnected:
            self._say("文件夹忽然全空了，可能没有连上，先不当作删除")
        else:
            self._say("")
        return True

    def _say(self, problem: str) -> None:
        """Log a standing problem when it begins and when it ends."""
        if problem != self._problem:
            self._log("folder", problem or "文件夹恢复正常")
            self._problem = problem
            self._ledger.set_facts(problem=problem)

    def _check_ears(self, now: Now) -> None:
        """When the notices broke off: a full pass at once, polling meanwhile, and another try later."""
        if self._ears is not None and self._ears.failure:
            self._log("events", f"{self._ears.failure}，改为定时巡查")
            self._mode = Mode("poll", self._ears.failure)
            self._ledger.set_facts(mode="poll", mode_reason=self._mode.why)
            self._ears.close()
            self._ears, self._deaf_since, self._next_full = None, now.tick, now.tick
        elif self._deaf_since and now.tick - self._deaf_since > _DEAF_SECONDS:
            self._deaf_since = 0.0
            self._mode = self._listen()
            self._ledger.set_facts(mode=self._mode.name, mode_reason=self._mode.why)

    def _interval(self) -> float:
        """Seconds to the next full pass: looking takes at most a twentieth of the time, within reason."""
        usual = self._settings.full if self._mode.name == "events" else self._settings.poll_every
        return max(usual, min(20 * self._cost, 300.0))

    # --- reviews --------------------------------------------------------------------------------------

    def work(self, now: Now) -> list[Done]:
        """Send what is due and write down what has come back."""
        self._work.start_due(now)
        done = self._work.take(0.2 if self._work.under_way else 0.0, self.now())
        self._reporting.stale |= bool(done) | self._work.save()
        return done

    @property
    def busy(self) -> bool:
        """Whether reviews are under way."""
        return self._work.under_way > 0

    @property
    def idle(self) -> bool:
        """Whether nothing is left that settles by itself."""
        return not self.busy and self._tracker.unsettled() == 0

    def tell_untold(self, tell: Callable[[Review], None]) -> None:
        """Repeat the calls that a killed watcher may not have made."""
        for path, version, sha256, engine in self._ledger.untold():
            review = self._ledger.recall(sha256, engine, path)
            if review is not None:
                tell(review)
            self._ledger.told(path, version)

    def told(self, done: Done) -> None:
        """Note that a version's listeners were called."""
        self._ledger.told(done.review.file, done.row.version)

    # --- reports, heartbeat, end ----------------------------------------------------------------------

    def keep_reports(self, now: Now) -> None:
        """Have the reports written anew when something changed, not more often than allowed."""
        self._reporting.keep(now)

    def beat(self, now: Now) -> bool:
        """Write the heartbeat (心跳) when it is time; whether it was."""
        if now.tick < self._next_beat:
            return False
        self._next_beat = now.tick + self._settings.beat
        self._ledger.set_facts(heartbeat=str(now.wall))
        return True

    def pause(self, now: Now) -> float:
        """How long nothing needs to be done unless something is heard."""
        look = self._tracker.next_look(now)
        times = [self._next_full, self._next_beat]
        if self._dirty:
            times.append(self._next_look)
        if look is not None:
            times.append(max(now.tick + look, self._next_look))
        if self._reporting.stale or self._reporting.waiting:
            times.append(self._reporting.next if not self._reporting.waiting else now.tick + 0.5)
        return max(0.05, min(times) - now.tick)

    def finish(self, write_reports: bool) -> None:
        """The end: a few seconds for what is in hand, then the reports if asked for."""
        end = self.now().tick + _LAST_SECONDS
        while self.busy and (left := end - self.now().tick) > 0:
            for done in self._work.take(min(left, 0.5), self.now()):
                self._log("reviewed", sentence(done), file=done.review.file, status=done.review.status)
        self._work.save()
        if write_reports:
            self._reporting.last()
            self._tell_open()
        self._pool.close()
        self._reporting.close()
        remove_temporary(self._out)
        self._ledger.set_facts(stopped=str(self.now().wall))
        self._log("stopped", "已停止看守")

    def _tell_open(self) -> None:
        """Name the files that were reviewed with a lock beside them, and those that were not reviewed."""
        rows = self._tracker.rows
        left = waiting(rows)
        reviewed = [p for p, row in rows.items() if row.state not in ("ignored", "gone") and p not in left]
        opened = locked((p for p, row in rows.items() if row.state == "ignored"), reviewed)
        if opened:
            why = "旁边有锁文件，可能有人正打开着，照存好的内容审了；还在改的，改完存好再审一次"
            self._log("opened", files_that(opened, why), files=sorted(opened))
        if left:
            why = "还没有复制完，或者暂时读不出来，这次没有审查"
            self._log("held", files_that(left, why), files=sorted(left))


def _own_files(root: Path, settings: Settings) -> dict[str, str]:
    """The bureau's own files that lie among the submissions, by their path there, and why they are none."""
    real = Path(os.path.realpath(root))
    places = ((Path(path), why) for path, why in own_files(settings.asked.files, settings.shared).items())
    return {place.relative_to(real).as_posix(): why for place, why in places if place.is_relative_to(real)}


def _inside(root: Path, out: Path) -> frozenset[str]:
    """The result folder's name within the watched one, when it lies there."""
    real_root, real_out = Path(os.path.realpath(root)), Path(os.path.realpath(out))
    if real_out != real_root and real_out.is_relative_to(real_root):
        return frozenset({real_out.relative_to(real_root).as_posix()})
    return frozenset()
