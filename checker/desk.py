"""`checker check`: paths and options in; reviews on screen and in files, and the exit code, out."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.batch import review_all
from checker.brief import Brief, noted, settled
from checker.delivery import (
    Batch,
    put_away,
    show_screen,
    tell,
    warn_of_few,
    with_progress,
    write_all,
    write_letters,
    write_sheets,
)
from checker.findings import Review
from checker.gathered import Reviewed, gathered
from checker.job import Job
from checker.memory import Memory, remembering
from checker.names import Found
from checker.options import Options, limit_past
from checker.plugins import load_plugins
from checker.run import Run, prepared

if TYPE_CHECKING:
    from checker.cluster import FarPool
    from checker.expected.roster import Roster
    from checker.reports.spool import Kept
    from corpus import Standard

__all__ = ["check_paths", "exit_code"]


# Reviews kept in memory; of more, each pass reads them from disk.
_IN_MEMORY = 2_000
_REPORTS = 3  # 汇总.xlsx, report.html, reviews.jsonl


def exit_code(reviews: Iterable[Review | Brief]) -> int:
    """0 all pass, 1 something to revise, 3 something could not be read."""
    states = {r.status for r in reviews}
    return 3 if "unreadable" in states else 1 if "revise" in states else 0


def check_paths(paths: Sequence[Path], options: Options) -> int:
    """Review everything under `paths`; write what was asked for; return the exit code."""
    from checker.copies import copies_again

    run = prepared(paths, options)
    with contextlib.ExitStack() as stack:
        run = _rebuilding(run, stack)
        done = _reviewed(run, stack)
        batch, told = gathered(run, done)
        ended = settled(done.notes, told, batch.alike.findings, told.asked)
        if done.memory is not None:
            _remember(run, done.memory, ended)
        for problem in copies_again(told, ended, run.submissions, run.job, run.jobs, done.memory):
            tell(problem)
        if options.redact:
            batch = _masked(run, batch, stack)
        written: tuple[Path, ...] = ()
        if options.output is not None:
            written = _written(run, batch, ended, options.output, done.memory)
            if options.replies:
                batch = _with_letters(run, batch, options.output)
        show_screen(batch, options.format, written)
        # Whoever asked for files and has none must not be told that all is well.
        unwritten = options.output is not None and len(written) < _REPORTS
        return 2 if unwritten else exit_code(ended)


def _rebuilding(run: Run, stack: contextlib.ExitStack) -> Run:
    """The run with a private folder for LibreOffice's settings while it lasts, where that is wanted and installed."""
    if not run.options.rebuild or run.job.copies is None:
        return run
    from checker.scratch import scratch_folder
    from chinese_cli.libreoffice import find_office

    folder = stack.enter_context(scratch_folder()) if find_office() is not None else None
    return dataclasses.replace(run, job=dataclasses.replace(run.job, office=folder))


def _reviewed(run: Run, stack: contextlib.ExitStack) -> Reviewed:
    """Each paper reviewed, here or on the cluster; what was opened for it stays open as long as the run lasts."""
    from checker.alike import Traces
    from checker.reports.spool import Spool

    job, files = run.job, run.submissions
    memory = stack.enter_context(remembering(job.copies, job, run.standard, job.when.timestamp()))
    traces = stack.enter_context(Traces(run.standard, run.shared))
    far = stack.enter_context(_far(run.options.cluster, job, files, run.standard))
    reviews = review_all(files, job, run.jobs, memory, far, tell=not run.options.redact)
    notes: list[Brief] = []
    made = noted(map(traces.take, with_progress(reviews, len(files))), job.bureau, notes)
    # Many reviews are kept on disk: 20,000 of them would fill the memory.
    many = len(files) > _IN_MEMORY
    plain: Kept = stack.enter_context(contextlib.closing(Spool(made))) if many else list(made)
    return Reviewed(plain, notes, traces, memory)


def _remember(run: Run, memory: Memory, ended: Sequence[Brief]) -> None:
    """Write down how the run ended, for the next one; put away the copies of papers that are gone."""
    memory.finish(ended, run.ignored)
    memory.note_sources(run.paths)
    put_away(memory, run.options.output, run.submissions)
    if run.earlier is None:  # else only mended papers need come
        warn_of_few(memory, len(run.submissions))


def _masked(run: Run, batch: Batch, stack: contextlib.ExitStack) -> Batch:
    """The batch as strangers may see it, with review sheets for copies; plugins hear of no other."""
    roster = run.due[0] if run.due else None
    others = (run.earlier.authors if run.earlier else set()) | (run.due[1].people if run.due else set())
    batch = _redacted(batch, roster, stack, others)
    write_sheets(batch, run.options.output)
    plugins = load_plugins(run.job.plugins)
    for problem in itertools.chain.from_iterable(map(plugins.reviewed, batch.reviews)):
        tell(problem)
    return batch


def _written(
    run: Run, batch: Batch, ended: Sequence[Brief], out: Path, memory: Memory | None
) -> tuple[Path, ...]:
    """Write the reports, ours and the plugins'; ours come out."""
    written = write_all(batch, ended, out, memory, run.standard)
    for problem in load_plugins(run.job.plugins).report(batch.reviews, out, run.job.when):
        tell(problem)
    return written


def _with_letters(run: Run, batch: Batch, out: Path) -> Batch:
    """Write the letters, and say so when the day they name is over; the batch with a note of how many there are."""
    sender = run.options.sender
    batch = write_letters(batch, out, sender)
    if past := limit_past(sender.limit, run.job.when.date()):
        tell(past)
    return batch


@contextlib.contextmanager
def _far(address: str, job: Job, files: Sequence[Found], standard: Standard) -> Iterator[FarPool | None]:
    """The cluster that was asked for; None when none was, or there is nothing to do."""
    if not address or not files:
        yield None
        return
    from checker.cluster import connected

    with connected(address, job, standard, files, tell) as pool:
        yield pool


def _redacted(
    batch: Batch, roster: Roster | None, stack: contextlib.ExitStack, others: Iterable[str]
) -> Batch:
    """The batch as strangers may see it; what is written and shown from here on knows no names."""
    from checker.redact import NOT_MASKED, Redaction
    from checker.redact.names import likely
    from checker.reports.spool import replayable

    names = {*others, *(waiver.approver for waiver in batch.bureau.waivers.rows)}
    # Where the roster's name is shown, the paper's own still stands in its words.
    names |= {
        line.submission.author for line in batch.lines if line.submission and likely(line.submission.author)
    }
    masks = Redaction.of(batch.reviews, [name for name, _ in batch.ignored], roster, names)
    reviews = stack.enter_context(replayable(map(masks.review, batch.reviews)))
    return dataclasses.replace(
        batch,
        reviews=reviews,
        ignored=[(masks.text(name), why) for name, why in batch.ignored],
        alike=dataclasses.replace(batch.alike, pairs=tuple(map(masks.pair, batch.alike.pairs))),
        tables=tuple(map(masks.table, batch.tables)),
        notes=(*map(masks.text, batch.notes), NOT_MASKED),
        lines=tuple(map(masks.line, batch.lines)),
        since=masks.since(batch.since) if batch.since is not None else None,
    )
