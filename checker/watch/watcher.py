"""A folder in, reviews of whatever is put into it out, for as long as it runs: the watcher (看守).

Reconciliation is the truth: passes compare the folder with the ledger; change notices only make a pass
come early. Whatever goes wrong with the ledger or the results, the watcher pauses, begins again from the
ledger, and loses nothing.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from checker.findings import Review
from checker.job import Job
from checker.ledger import Ledger, LedgerTrouble
from checker.limits import DEFAULT
from checker.plugins import PluginError, load_plugins
from checker.pool import WorkersBroken
from checker.watch.log import Log, sentence, silent
from checker.watch.outputs import office_folder, remove_temporary
from checker.watch.owner import AlreadyWatched, Owner
from checker.watch.session import Session
from checker.watch.settings import Settings
from checker.watch.settled import Settled
from corpus import StandardError

if TYPE_CHECKING:
    from checker.owntext import Wording

__all__ = ["Watcher"]


class Watcher:
    """Watches the folder `root` and keeps reviews of its files in the folder `out`.

    `run` works until told to stop; `once` until nothing is left to do, for which it does not wait for documents that
    somebody has open. As a context manager it runs in a
    thread of its own. `on_review(review)` is called for each new version of a file, at least once: a
    watcher that was killed between a review and its call repeats the call.
    """

    def __init__(
        self,
        root: Path | str,
        out: Path | str,
        settings: Settings | None = None,
        on_review: Callable[[Review], None] | None = None,
        log: Log = silent,
    ) -> None:
        """Nothing is touched yet."""
        self.root = Path(root).resolve()
        self.out = Path(out).resolve()
        if self.root == self.out:
            raise ValueError("结果文件夹不能就是被看守的文件夹。请用 -o 写另一个文件夹。")
        self.settings = settings or Settings()
        self._on_review = on_review
        self._log = log
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._guard = threading.Lock()
        self._heard: list[str] | None = []
        self._thread: threading.Thread | None = None
        self.failure: BaseException | None = None

    # --- for the one who runs it ----------------------------------------------------------------------

    def run(self) -> None:
        """Work until `stop`. Raises AlreadyWatched when there is another watcher."""
        self._work(once=False)

    def once(self) -> None:
        """Work until every file that can be reviewed is, write the reports, and return."""
        self._work(once=True)

    def stop(self) -> None:
        """End `run` soon: the file in hand is finished if that takes a few seconds, else begun again later."""
        self._stop.set()
        self._wake.set()

    def wake(self, paths: Iterable[str] | None = None) -> None:
        """Something changed: at these paths, or somewhere (None). May be called from any thread."""
        with self._guard:
            if paths is None or self._heard is None:
                self._heard = None
            else:
                self._heard.extend(paths)
                if len(self._heard) > 50_000:  # a full pass is cheaper
                    self._heard = None
        self._wake.set()

    def __enter__(self) -> Watcher:
        def body() -> None:
            try:
                self.run()
            except BaseException as error:
                self.failure = error

        self._thread = threading.Thread(target=body, name="watcher", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._thread is not None:
            self._thread.join(timeout=30)
        if self.failure is not None and kind is None:
            raise self.failure

    # --- the work -------------------------------------------------------------------------------------

    def _work(self, once: bool) -> None:
        settled = Settled(self.settings.asked, self.root, self.out)
        shared = _shared(self.settings.shared)
        settled.read()  # a mistake in the bureau's own files shows at the start, to the one who starts
        while not self._stop.is_set():
            try:
                if self._session(once, settled, shared):
                    return
            except (AlreadyWatched, PluginError, StandardError, WorkersBroken):
                raise  # waiting does not mend these
            except Exception as error:
                # Disk full, results gone, ledger locked, or a fault of ours: nobody sits by to start us
                # again, and the ledger knows how far we were.
                if once:
                    raise
                pause = self.settings.trouble_pause
                self._log("trouble", f"暂停 {pause:g} 秒后从台账继续：{_said(error)}")
                self._stop.wait(pause)

    def _session(self, once: bool, settled: Settled, shared: Wording) -> bool:
        """From taking the lock to letting go of it; False when it must begin again with new settings."""
        if not self.root.is_dir():
            raise NotADirectoryError(20, "不是文件夹，或暂时连不上", str(self.root))
        told = self.settings
        if once:  # nobody comes back when a document is closed: it is reviewed as it lies there, like `checker check`
            told = replace(told, waits=replace(told.waits, lock_age=0.0))
        with contextlib.ExitStack() as stack:
            owner = stack.enter_context(Owner(self.root, self.out, time.time()))
            left = remove_temporary(self.out)
            if left:
                self._log("cleaned", f"清理了上次没有写完的 {left} 个临时文件")
            ledger = stack.enter_context(Ledger(self.out))
            if ledger.note:
                self._log("ledger", ledger.note)
            office = stack.enter_context(office_folder()) if told.rebuild else None
            own = settled.bureau.profile.limits
            job = Job(
                told.standard, told.kind, self.out,
                limits=told.limits if own == DEFAULT else own, bureau=settled.bureau, plugins=told.plugins, office=office,
            )  # fmt: skip
            session = stack.enter_context(Session(self.root, job, told, ledger, self.wake, self._log, shared))
            finished = self._loop(session, owner, once, settled)
            session.finish(write_reports=once)
        return finished

    def _loop(self, session: Session, owner: Owner, once: bool, settled: Settled) -> bool:
        session.tell_untold(self._tell)
        while not self._stop.is_set():
            self._wake.clear()
            with self._guard:
                heard, self._heard = self._heard, []
            now = session.now()
            session.look(heard, now)
            for done in session.work(now):
                self._log(
                    "reviewed", sentence(done), file=done.review.file, status=done.review.status,
                    version=done.row.version,
                )  # fmt: skip
                if done.new:
                    self._tell(done.review)
                    session.told(done)
            session.keep_reports(now)
            if session.beat(now):
                owner.renew(now.wall)
                if not owner.held:
                    raise LedgerTrouble(f"结果文件夹“{self.out}”被移走或断开了。")
                if settled.changed(self._log):
                    self._log("settings", "本局设置、豁免或范例有改动，按新的重新审查")
                    return False
            if once and session.idle:
                return True
            if not session.busy:
                self._wake.wait(session.pause(session.now()))
        return True

    def _tell(self, review: Review) -> None:
        """Call the listeners; their mistakes are their own."""
        for problem in load_plugins(self.settings.plugins).reviewed(review):
            self._log("listener", problem)
        try:
            if self._on_review is not None:
                self._on_review(review)
        except Exception as error:
            self._log("listener", f"通知程序出错（{type(error).__name__}：{error}），审查不受影响")


def _shared(paths: Iterable[Path]) -> Wording:
    from checker.readers import read
    from checker.wording import wording_of

    texts = [read(path).text for path in paths]
    return wording_of(texts) if texts else frozenset()


def _said(error: Exception) -> str:
    from checker.trouble import advice_for

    return advice_for(error)
