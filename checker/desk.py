"""`checker check`: paths and options in; reviews on screen and in files, and the exit code, out."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import itertools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.batch import review_all
from checker.brief import Brief, noted, settled
from checker.bureau import NONE, Bureau
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
from checker.findings import STATUS_NAMES, Review
from checker.job import Job
from checker.memory import remembering
from checker.names import Found
from checker.options import (
    Options,
    collect,
    due_of,
    earlier_run,
    known_kind,
    limit_past,
    refuse_unmasked,
    set_aside,
    standard_of,
    submitted,
    wording_shared,
)
from checker.owner import Owner, with_owner
from checker.plugins import load_plugins
from checker.units import asked_for, claimed, drafts, listed, same_schools
from chinese_cli.clean import clean

if TYPE_CHECKING:
    from checker.alike import Alike
    from checker.cluster import FarPool
    from checker.earlier import Earlier
    from checker.expected.account import Account
    from checker.expected.roster import Roster
    from checker.reports.spool import Kept
    from corpus import Standard

__all__ = ["Told", "check_paths", "exit_code"]


# Reviews kept in memory; of more, each pass reads them from disk.
_IN_MEMORY = 2_000
_REPORTS = 3  # 汇总.xlsx, report.html, reviews.jsonl


@dataclass(frozen=True, slots=True)
class Told:
    """Reviews with what the whole batch tells of each; gone over as often as needed, made anew each time.

    With `owners` (by file, from the roster) each paper has the school and person of its line, or the school of
    its folder when it names none. `asked` are the files that the roster asks for, or may.
    """

    reviews: Kept
    alike: Alike
    bureau: Bureau = NONE
    owners: Mapping[str, Owner] | None = None
    asked: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Review]:
        for number, review in enumerate(self.reviews):
            yield self._told(number, review)

    def __getitem__(self, number: int) -> Review:
        return self._told(number, self.reviews[number])

    def _told(self, number: int, review: Review) -> Review:
        told = self.bureau.apply(self.alike.told(number, review))
        if told.file in self.asked:
            told = dataclasses.replace(told, asked=True)
        return told if self.owners is None else with_owner(told, self.owners)


def exit_code(reviews: Iterable[Review | Brief]) -> int:
    """0 all pass, 1 something to revise, 3 something could not be read."""
    states = {r.status for r in reviews}
    return 3 if "unreadable" in states else 1 if "revise" in states else 0


def check_paths(paths: Sequence[Path], options: Options) -> int:
    """Review everything under `paths`; write what was asked for; return the exit code."""
    from checker.alike import Alike, Traces
    from checker.reports import Titles
    from checker.reports.clean import shorten
    from checker.reports.order import reading_order
    from checker.reports.spool import Spool

    standard = standard_of(options)
    known_kind(options.kind, standard)
    due = due_of(options, standard)
    earlier = earlier_run(options.since)
    shared = wording_shared(options.shared)
    files = [set_aside(f, options) for f in collect(paths, options.output)]
    ignored = [(f.name, f.ignored) for f in files if f.ignored]
    submissions = submitted(files, paths, due is not None)
    if options.output is not None:
        if options.redact:
            refuse_unmasked(options.output)
        options.output.mkdir(parents=True, exist_ok=True)
    jobs = options.jobs or min(os.cpu_count() or 1, 8)
    # Starting a process costs more than reviewing a few files.
    jobs = 1 if len(submissions) < 24 else min(jobs, len(submissions))
    when = datetime.datetime.now().replace(microsecond=0)
    bureau = options.asked.bureau(paths, when.date(), options.output)
    # What is remembered and what goes back to the schools holds their own words: not with masks.
    kept = None if options.redact else options.output
    job = Job(options.standard, options.kind, kept, when, bureau=bureau, plugins=options.plugins)
    job = dataclasses.replace(job, suggest=options.suggest, limits=bureau.profile.limits)
    titles = Titles.of(standard)
    written: tuple[Path, ...] = ()
    with contextlib.ExitStack() as stack:
        if options.rebuild and kept is not None:
            job = dataclasses.replace(job, office=_office_folder(stack))
        memory = stack.enter_context(remembering(kept, job, standard, when.timestamp()))
        traces = stack.enter_context(Traces(standard, shared))
        far = stack.enter_context(_far(options.cluster, job, submissions, standard))
        reviews = review_all(submissions, job, jobs, memory, far, tell=not options.redact)
        notes: list[Brief] = []
        made = noted(map(traces.take, with_progress(reviews, len(submissions))), bureau, notes)
        # Many reviews are kept on disk: 20,000 of them would fill the memory.
        many = len(submissions) > _IN_MEMORY
        plain: Kept = stack.enter_context(contextlib.closing(Spool(made))) if many else list(made)
        again = compared = frozenset[str]()
        if earlier is not None:
            again = earlier.resent(traces.papers)
            traced = earlier.traced({paper.sha256 for paper in traces.papers})
            compared = traces.add_past(traced, {p.file: earlier.source(p) for p in traces.papers})
        sent = None
        if due is not None:
            from checker.expected.account import who_sent

            before = (options.since, earlier.others(())) if options.since and earlier is not None else None
            own = Told(plain, Alike(), bureau)  # whose they are decides what is told of papers that are alike
            sent = who_sent(*due, own, (found.path for found in submissions), standard, before)
        alike = traces.compare(memory, drafts(sent.lines) if sent else {})
        for kind, words in alike.common if not options.redact else ():
            name = titles.kind(kind)
            click.echo(
                f"多数{name}都有的文字没有算作雷同，例如“{clean(shorten(words, 40), 100)}”。", err=True
            )
        told = Told(plain, alike, bureau)
        batch = _settled(Batch(told, titles, ignored, when, alike, bureau=bureau))
        if sent is not None:
            batch = _accounted(batch, sent, told, notes)
        owners = claimed(batch.lines)
        if due is None:
            owners = same_schools((paper.file, paper.organization) for paper in traces.papers)
        if earlier is not None:
            batch = _compared(batch, earlier, again, compared, owners)
        # Only now: matching and comparing go by what the paper itself says.
        told = Told(plain, alike, bureau, owners, asked_for(batch.lines))
        order = reading_order(traces.papers, owners, batch.units, titles.kinds)
        batch = dataclasses.replace(batch, reviews=told, order=order)
        ended = settled(notes, told, alike.findings, told.asked)
        if memory is not None:
            memory.finish(ended, ignored)
            memory.note_sources(paths)
            put_away(memory, options.output, submissions)
            if earlier is None:  # else only mended papers need come
                warn_of_few(memory, len(submissions))
        from checker.copies import copies_again

        for problem in copies_again(told, ended, submissions, job, jobs, memory):
            tell(problem)
        if options.redact:
            others = (earlier.authors if earlier else set()) | (due[1].people if due else set())
            batch = _redacted(batch, due[0] if due else None, stack, others)
            write_sheets(batch, options.output)
            for problem in itertools.chain.from_iterable(
                map(load_plugins(job.plugins).reviewed, batch.reviews)
            ):
                tell(problem)
        if options.output is not None:
            written = write_all(batch, ended, options.output, memory, standard)
            for problem in load_plugins(job.plugins).report(batch.reviews, options.output, when):
                tell(problem)
            if options.replies:
                batch = write_letters(batch, options.output, options.sender)
                if past := limit_past(options.sender.limit, when.date()):
                    tell(past)
        show_screen(batch, options.format, written)
        # Whoever asked for files and has none must not be told that all is well.
        unwritten = options.output is not None and len(written) < _REPORTS
        return 2 if unwritten else exit_code(ended)


@contextlib.contextmanager
def _far(address: str, job: Job, files: Sequence[Found], standard: Standard) -> Iterator[FarPool | None]:
    """The cluster that was asked for; None when none was, or there is nothing to do."""
    if not address or not files:
        yield None
        return
    from checker.cluster import connected

    def tell(note: str) -> None:
        click.echo(clean(note, 600), err=True)

    with connected(address, job, standard, files, tell) as pool:
        yield pool


def _office_folder(stack: contextlib.ExitStack) -> Path | None:
    """A private folder for LibreOffice's settings while the run lasts; None where it is not installed."""
    from checker.reports.office import find_office
    from checker.scratch import scratch_folder

    return stack.enter_context(scratch_folder()) if find_office() is not None else None


def _settled(batch: Batch) -> Batch:
    """The batch with the table of what the bureau settled, where it settled something."""
    tables = batch.bureau.tables(batch.reviews)
    notes = tuple(f"{table.title}：{table.note}。" for table in tables)
    return dataclasses.replace(batch, tables=(*batch.tables, *tables), notes=(*batch.notes, *notes))


def _accounted(batch: Batch, sent: Account, told: Told, notes: Sequence[Brief]) -> Batch:
    """The batch with who sent what; `notes` say how each paper ended by itself."""
    alike = batch.alike.findings
    ended = {n.file: told[i].status if i in alike else n.status for i, n in enumerate(notes)}
    tables = sent.tables({file: STATUS_NAMES[status] for file, status in ended.items()})
    more = (*batch.notes, *sent.notes)
    return dataclasses.replace(batch, tables=(*batch.tables, *tables), notes=more, lines=sent.lines)


def _compared(
    batch: Batch,
    earlier: Earlier,
    again: Collection[str],
    past: Collection[str],
    owners: Mapping[str, Owner],
) -> Batch:
    """The batch with what was mended since the earlier run, of which `again` came again and `past` was compared."""
    from checker.compare import comparison_table, since_of

    since = since_of(earlier, batch.reviews, again, past, owners, listed(batch.lines))
    tables = (*batch.tables, comparison_table(since))
    return dataclasses.replace(batch, tables=tables, notes=(*batch.notes, *since.told), since=since)


def _redacted(
    batch: Batch, roster: Roster | None, stack: contextlib.ExitStack, others: Iterable[str]
) -> Batch:
    """The batch as strangers may see it; what is written and shown from here on knows no names."""
    from checker.redact import Redaction
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
        notes=tuple(map(masks.text, batch.notes)),
        lines=tuple(map(masks.line, batch.lines)),
        since=masks.since(batch.since) if batch.since is not None else None,
    )
