"""Found files in, what a ledger remembers of their bytes out: the cache (缓存) of `checker check`."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import click

from checker.brief import TOLD, Brief
from checker.findings import OUTCOME_NAMES, Review
from checker.job import Job
from checker.ledger import FileRow, Ledger, LedgerTrouble, content_key, lasting
from checker.names import Found
from corpus import Standard

__all__ = ["Memory", "remembering"]


class Memory:
    """Reviews by content for one job. A ledger that fails while in use costs the cache and not the run.

    `trouble` is "" or a Chinese sentence on why nothing is remembered any more; `papers_before` how many
    papers the run before met, known once this one has come to its end (`finish`).
    """

    def __init__(self, ledger: Ledger, job: Job, standard: Standard, now: float) -> None:
        """`now` (seconds since 1970) is written beside what is kept."""
        from checker.engine import engine_digest

        self._ledger = ledger
        self._job = job
        self._now = now
        self.engine = engine_digest(job, standard)
        self._copies = self.engine + job.copy_mark
        self._said: dict[str, str] = {}
        self.trouble = ""
        self.reused = self.kept = 0
        self.papers_before = 0
        self._stats: dict[str, tuple[int, int]] = {}
        self._versions: dict[str, int] = {}

    def known(self, found: Found) -> frozenset[str]:
        """Digests of bytes that need no new review under this name: only of files of the same size."""
        if self.trouble:
            return frozenset()
        try:
            facts = found.path.stat()
            size = facts.st_size
            # From before the bytes are read: a change after this moment shows in size or time.
            self._stats[found.name] = (size, facts.st_mtime_ns)
            if self._job.copies is None:
                return self._ledger.known(size, self.engine)
            # A copy that is not there, or is that of an earlier version, must be written anew.
            sha256, mark = self._copied_before.get(found.name, ("", ""))
            if self._sizes_before.get(sha256) != size:
                return frozenset()
            if mark != self._copies and not mark.startswith(tuple(self._copies + told for told in TOLD)):
                return frozenset()
            self._said[found.name] = mark.removeprefix(self._copies)
            return frozenset((sha256,))
        except (OSError, ValueError):
            return frozenset()
        except LedgerTrouble as error:
            self.trouble = str(error)
            return frozenset()

    def recall(self, found: Found, sha256: str) -> Review | None:
        """The review of bytes that `known` named; None when it cannot be used after all."""
        try:
            review = self._ledger.recall(sha256, self.engine, found.name)
        except LedgerTrouble:
            return None
        if review is None or (self._job.copies and not _copied(review, self._job.copies)):
            return None
        self.reused += 1
        self._note_version(review)
        return review

    def keep(self, found: Found, review: Review) -> None:
        """Remember a review that was just made."""
        if self.trouble or not lasting(review) or found.name not in self._stats:
            return
        try:
            with self._ledger.transaction():
                self._ledger.remember(review, self._stats[found.name][0], self.engine, self._now)
                self.kept += 1
                if self._job.copies is not None:
                    self._ledger.copy_written(found.name, review.sha256, self._copies)
                    self._said[found.name] = ""
        except LedgerTrouble as error:
            self.trouble = str(error)
        self._note_version(review)

    def copy_says(self, file: str) -> str:
        """What `copy_differs` was told of the copy that lies there; "" for one as the review alone makes it."""
        return self._said.get(file, "")

    def copy_differs(self, brief: Brief) -> None:
        """Note what this copy tells beside the review kept by content."""
        if self.trouble:
            return
        try:
            with self._ledger.transaction():
                self._ledger.copy_written(brief.file, brief.sha256, self._copies + brief.says)
            self._said[brief.file] = brief.says
        except LedgerTrouble as error:
            self.trouble = str(error)

    def copied_files(self) -> frozenset[str]:
        """The files whose commented copies were written here, in this or an earlier run."""
        with contextlib.suppress(LedgerTrouble):
            return frozenset(self._ledger.copies())
        return frozenset()

    def forget_copy(self, file: str) -> None:
        """The copy of this file is no longer in its place."""
        with contextlib.suppress(LedgerTrouble):
            self._ledger.forget_copy(file)

    @cached_property
    def _copied_before(self) -> dict[str, tuple[str, str]]:
        return self._ledger.copies()

    @cached_property
    def _sizes_before(self) -> dict[str, int]:
        return self._ledger.sizes(self.engine)

    @cached_property
    def _versions_before(self) -> dict[str, tuple[int, str, str]]:
        return self._ledger.last_versions()

    def _note_version(self, review: Review) -> None:
        try:
            last = self._versions_before.get(review.file)
            key = content_key(review.file, review.sha256, review.reason)
            if last is not None and last[1:] == (key, self.engine):  # as nearly always: no need to ask for it
                self._versions[review.file] = last[0]
                return
            self._versions[review.file] = self._ledger.add_version(
                review.file, review, self.engine, self._now, told=True
            )
        except LedgerTrouble as error:
            self.trouble = str(error)

    def finish(self, ended: Iterable[Brief], ignored: Sequence[tuple[str, str]]) -> None:
        """Write down the state of every file of this run, for `checker status` and a watcher to come."""
        if self.trouble:
            return
        try:
            before = self._ledger.files()
            self.papers_before = sum(row.state != "ignored" for row in before.values())
            rows = [self._row(brief, before) for brief in ended]
            rows += [FileRow(name, 0, 0, state="ignored", since=self._now, why=why) for name, why in ignored]
            with self._ledger.transaction():
                self._ledger.drop(before.keys() - {row.path for row in rows})
                self._ledger.put(row for row in rows if before.get(row.path) != row)
                self._ledger.set_facts(last_full_pass=str(self._now), runner="check")
        except LedgerTrouble as error:
            self.trouble = str(error)

    def note_sources(self, paths: Iterable[Path]) -> None:
        """Remember where the submissions lie, so that `checker learn` can look at them again."""
        with contextlib.suppress(LedgerTrouble):
            sources = json.dumps([str(p.absolute()) for p in paths], ensure_ascii=False)
            self._ledger.set_facts(sources=sources)

    def _row(self, brief: Brief, before: dict[str, FileRow]) -> FileRow:
        size, mtime_ns = self._stats.get(brief.file, (0, 0))
        version = self._versions.get(brief.file)
        if version is None and (last := self._ledger.last_version(brief.file)) is not None:
            version = last[0]
        old = before.get(brief.file)
        why = OUTCOME_NAMES["stray"] if brief.stray else brief.reason or ""
        same = old is not None and (old.state, old.sha256) == (brief.status, brief.sha256)
        since = old.since if old is not None and same else self._now
        return FileRow(
            brief.file, size, mtime_ns, brief.sha256, self.engine, brief.status, since, why, version or 0,
        )  # fmt: skip

    def fact(self, name: str) -> str:
        """What `keep_fact` was given under this name in this or an earlier run, or ""."""
        with contextlib.suppress(LedgerTrouble):
            return self._ledger.facts().get(name, "")
        return ""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep something short about the whole run."""
        with contextlib.suppress(LedgerTrouble):
            self._ledger.set_facts(**{name: value})

    def outputs_current(self, digest: str, paths: Iterable[Path]) -> bool:
        """Whether `digest` (of everything that goes into the reports) is that of the reports lying there."""
        with contextlib.suppress(LedgerTrouble, OSError):
            facts = self._ledger.facts()
            return facts.get("outputs") == _seal(digest, paths)
        return False

    def outputs_written(self, digest: str, paths: Sequence[Path]) -> None:
        """Note what the reports lying there were made from."""
        with contextlib.suppress(LedgerTrouble, OSError):
            self._ledger.set_facts(outputs=_seal(digest, paths), workbook=_seal("", paths[:1]))

    def touched(self, workbook: Path) -> bool:
        """Whether somebody changed the workbook since it was written here."""
        with contextlib.suppress(LedgerTrouble, OSError):
            written = self._ledger.facts().get("workbook")
            return written is not None and written != _seal("", [workbook])
        return False

    def digest(self, ended: Iterable[Brief], *others: object) -> str:
        """One digest of reviews and of whatever else decides what the reports look like."""
        total = hashlib.sha256(self.engine.encode())
        for brief in ended:
            total.update(repr(brief).encode("utf-8", "surrogatepass"))
        total.update(repr(others).encode())
        return total.hexdigest()


@contextlib.contextmanager
def remembering(out: Path | None, job: Job, standard: Standard, now: float) -> Iterator[Memory | None]:
    """The memory of a result folder while in use; None without a folder.

    What keeps the ledger from being used, or what happened to it, is said on standard error: the run
    goes on without it.
    """
    if out is None:
        yield None
        return
    try:
        ledger = Ledger(out)
    except LedgerTrouble as error:
        click.echo(f"{error}这次照常审查，只是不记台账。", err=True)
        yield None
        return
    with ledger:
        if ledger.note:
            click.echo(ledger.note, err=True)
        memory = Memory(ledger, job, standard, now)
        yield memory
        if memory.trouble:
            click.echo(f"{memory.trouble}这次照常审查，只是没有记全台账。", err=True)
        elif memory.kept:  # else there is no more than before, and looking for it means reading everything
            with contextlib.suppress(LedgerTrouble):
                ledger.forget_old_engines(memory.engine)


def _seal(digest: str, paths: Iterable[Path]) -> str:
    """The digest together with size and time of each report: a report somebody changed is written anew."""
    total = hashlib.sha256(digest.encode())
    for path in sorted(paths):
        found = path.stat()
        total.update(f"{path.name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return total.hexdigest()


def _copied(review: Review, out: Path) -> bool:
    """Whether what goes back to the school lies in its place, or nothing does."""
    from checker.reports.links import Links

    return review.status == "unreadable" or Links(out).copied(review)
