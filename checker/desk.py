"""`checker check`: paths and options in; reviews on screen and in files, and the exit code, out."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import itertools
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.batch import Job, review_all
from checker.bureau import NONE, Asked, Bureau
from checker.findings import Review
from checker.memory import Memory, remembering
from checker.names import Found, walk
from checker.plugins import load_plugins
from checker.replies.sender import Sender
from checker.units import claimed, with_unit
from chinese_cli.clean import clean
from corpus import __version__, load_standard

if TYPE_CHECKING:
    from checker.alike import Alike
    from checker.cluster import FarPool
    from checker.compare import Earlier, Since
    from checker.expected.corrections import Corrections
    from checker.expected.outcome import Line
    from checker.expected.roster import Roster
    from checker.reports import Table, Titles
    from checker.similar import Wording
    from corpus import Standard

__all__ = ["Options", "check_paths", "collect", "exit_code", "known_kind"]


# Reviews kept in memory; of more, each pass reads them from disk.
_IN_MEMORY = 2_000
_REPORTS = 3  # 汇总.xlsx, report.html, reviews.jsonl


@dataclass(frozen=True, slots=True)
class Told:
    """Reviews with what the whole batch tells of each; gone over as often as needed, made anew each time.

    With `units` (schools by file, from the roster) each paper has the school of its line, or of its folder when
    it names none.
    """

    reviews: Iterable[Review]
    alike: Alike
    bureau: Bureau = NONE
    units: Mapping[str, str] | None = None

    def __iter__(self) -> Iterator[Review]:
        for number, review in enumerate(self.reviews):
            told = self.bureau.apply(self.alike.told(number, review))
            yield told if self.units is None else with_unit(told, self.units)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Everything a run found out, for the reports: `tables` are more tables, `notes` lines for the screen.

    `reviews` can be gone over again and again.
    """

    reviews: Iterable[Review]
    titles: Titles
    ignored: Sequence[tuple[str, str]]
    when: datetime.datetime
    alike: Alike
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    since: Since | None = None
    bureau: Bureau = NONE


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for; `jobs` None means as many as there are processors.

    `expected` is the roster (名单) of what is due, `corrections` a workbook with a person's 更正到;
    `replies` asks for letters to the schools, written by `sender`; `since` is an earlier result folder;
    `suggest` writes replacements as tracked changes; `rebuild` lets LibreOffice turn old formats into .docx;
    the text of the files `shared` (a form, a notice) is nobody's own.
    `asked` names the bureau's own settings (本局设置), `plugins` modules or .py files to load; `cluster` is the
    address of a Dask scheduler whose workers do the reviews.
    `redact` masks personal data in all that is shown and written: no copies then, and nothing is remembered.
    """

    output: Path | None = None
    format: str = "table"
    kind: str = "auto"
    jobs: int | None = None
    standard: str = "chuangxianzhengyou"
    expected: Path | None = None
    corrections: Path | None = None
    replies: bool = False
    sender: Sender = Sender()
    since: Path | None = None
    suggest: bool = False
    rebuild: bool = True
    shared: tuple[Path, ...] = ()
    asked: Asked = Asked()
    plugins: tuple[str, ...] = ()
    redact: bool = False
    cluster: str = ""


def exit_code(reviews: Iterable[Review]) -> int:
    """0 all pass, 1 something to revise, 3 something could not be read."""
    states = {r.status for r in reviews}
    return 3 if "unreadable" in states else 1 if "revise" in states else 0


def collect(paths: Sequence[Path], output: Path | None) -> list[Found]:
    """The files under `paths`, each once, with names that are unique in the run.

    A name is relative to its folder; when several folders are given, the folder's own name stands in
    front. Raises click.UsageError for a path that is not there.
    """
    found: list[Found] = []
    seen: set[Path] = set()
    taken: dict[str, int] = {}
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"找不到“{clean(str(path), 200)}”。请检查路径，或把文件夹拖进命令窗口。")
        for item in walk(path, output):
            key = item.path.absolute()
            if key in seen:
                continue
            seen.add(key)
            name = f"{path.resolve().name}/{item.name}" if len(paths) > 1 and path.is_dir() else item.name
            taken[name] = taken.get(name, 0) + 1
            if taken[name] > 1:
                name = f"{name} ({taken[name]})"
            found.append(Found(item.path, name, item.ignored))
    return found


def known_kind(kind: str, standard: Standard) -> str:
    """`kind` when the standard has it (or "auto"); else click.UsageError that lists what there is."""
    if kind == "auto" or standard.kind(kind) is not None:
        return kind
    names = "、".join(f"{k.id}（{k.title}）" for k in standard.kinds)
    raise click.UsageError(f"没有文种“{clean(kind, 40)}”。{standard.title}的文种有：{names}；或写 auto。")


def check_paths(paths: Sequence[Path], options: Options) -> int:
    """Review everything under `paths`; write what was asked for; return the exit code."""
    from checker.alike import Traces
    from checker.reports import Titles
    from checker.reports.clean import shorten
    from checker.reports.spool import replayable

    standard = load_standard(options.standard)
    known_kind(options.kind, standard)
    due = _due(options, standard)
    earlier = _earlier(options.since)
    shared = _shared(options.shared)
    files = [_set_aside(f, options) for f in collect(paths, options.output)]
    ignored = [(f.name, f.ignored) for f in files if f.ignored]
    submissions = [f for f in files if not f.ignored]
    if not submissions and due is None:
        click.echo(
            "没有可审查的文件：" + (f"{len(ignored)} 个文件按名字忽略了。" if ignored else "文件夹是空的。"),
            err=True,
        )
        return 0
    if options.output is not None:
        if options.redact:
            _unshared(options.output)
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
        made = map(traces.take, _shown(reviews, len(submissions)))
        # Many reviews are kept on disk: 20,000 of them would fill the memory.
        plain = stack.enter_context(replayable(made)) if len(submissions) > _IN_MEMORY else list(made)
        alike = traces.compare(memory)
        for kind, words in alike.common if not options.redact else ():
            name = titles.kind(kind)
            click.echo(
                f"多数{name}都有的文字没有算作雷同，例如“{clean(shorten(words, 40), 100)}”。", err=True
            )
        batch = _settled(_Batch(Told(plain, alike, bureau), titles, ignored, when, alike, bureau=bureau))
        if due is not None:
            batch = _accounted(batch, submissions, due, standard)
        if earlier is not None:
            batch = _compared(batch, earlier)
        # Only now: matching and comparing go by what the paper itself says.
        told = Told(plain, alike, bureau, claimed(batch.lines))
        batch = dataclasses.replace(batch, reviews=told)
        if memory is not None:
            memory.finish(batch.reviews, ignored)
            memory.note_sources(paths)
            _put_away(memory, options.output, submissions)
        from checker.copies import copies_again

        for problem in copies_again(batch.reviews, alike.findings, submissions, job, jobs, memory):
            _tell(problem)
        if options.redact:
            batch = _redacted(batch, due[0] if due else None, stack)
            _sheets(batch, options.output)
            for problem in itertools.chain.from_iterable(
                map(load_plugins(job.plugins).reviewed, batch.reviews)
            ):
                _tell(problem)
        if options.output is not None:
            written = _reports(batch, options.output, memory, standard)
            for problem in load_plugins(job.plugins).report(batch.reviews, options.output, when):
                _tell(problem)
            if options.replies:
                batch = _replied(batch, options.output, options.sender)
        _screen(batch, options.format, written)
        # Whoever asked for files and has none must not be told that all is well.
        unwritten = options.output is not None and len(written) < _REPORTS
        return 2 if unwritten else exit_code(batch.reviews)


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


def _due(options: Options, standard: Standard) -> tuple[Roster, Corrections] | None:
    """What is due, and what a person corrected; read before anything else, so that mistakes show at once."""
    if options.expected is None:
        return None
    from checker.expected.account import gather_corrections
    from checker.expected.roster import read_roster
    from checker.expected.trouble import RosterError
    from checker.reports import WORKBOOK

    try:
        roster = read_roster(options.expected, standard)
        corrections = gather_corrections(options.corrections, options.output, WORKBOOK)
    except RosterError as error:
        raise click.UsageError(str(error)) from error
    notes: Iterable[str] = roster.notes
    if options.redact:
        from checker.redact import Redaction

        notes = map(Redaction.of((), roster=roster).text, notes)
    for note in notes:
        click.echo(f"名单：{clean(note, 400)}", err=True)
    if corrections:
        number = len(corrections.files) + len(corrections.dues)
        click.echo(f"按“{clean(corrections.source)}”里“更正到”一栏更正 {number} 处。", err=True)
    return roster, corrections


def _set_aside(found: Found, options: Options) -> Found:
    """The roster itself is no submission, wherever it lies."""
    for own in (options.expected, options.corrections, *options.shared):
        if own is not None and found.path.absolute() == own.absolute():
            return Found(found.path, found.name, "名单或模板，不是报送材料")
    if any(found.path.absolute() == own.absolute() for own in options.asked.files):
        return Found(found.path, found.name, "本局的设置，不是报送材料")
    return found


def _settled(batch: _Batch) -> _Batch:
    """The batch with the table of what the bureau settled, where it settled something."""
    tables = batch.bureau.tables(batch.reviews)
    notes = tuple(f"{table.title}：{table.note}。" for table in tables)
    return dataclasses.replace(batch, tables=(*batch.tables, *tables), notes=(*batch.notes, *notes))


def _accounted(
    batch: _Batch, files: Sequence[Found], due: tuple[Roster, Corrections], standard: Standard
) -> _Batch:
    """The batch with who sent what."""
    from checker.expected.account import account
    from checker.expected.submission import submission_of
    from checker.expected.tables import summary

    submissions = (
        submission_of(n, review, found.path)
        for n, (review, found) in enumerate(zip(batch.reviews, files, strict=True))
    )
    lines, tables = account(due[0], submissions, standard, due[1])
    return dataclasses.replace(
        batch,
        tables=(*batch.tables, *tables),
        notes=(*batch.notes, summary(lines)),
        lines=tuple(lines),
    )


def _shared(paths: Sequence[Path]) -> Wording:
    """The wording of forms and notices that were handed out: everybody may use it."""
    if not paths:
        return frozenset()
    from checker.document import Unreadable
    from checker.readers import read
    from checker.wording import wording_of

    texts = []
    for path in paths:
        try:
            texts.append(read(path).text)
        except Unreadable as error:
            raise click.UsageError(f"--shared “{clean(str(path), 200)}”用不了：{error}") from error
    return wording_of(texts)


def _earlier(folder: Path | None) -> Earlier | None:
    """The earlier run to compare with; read before this one may write over it."""
    if folder is None:
        return None
    from checker.compare import Earlier
    from checker.expected.trouble import RosterError

    try:
        return Earlier.read(folder)
    except RosterError as error:
        raise click.UsageError(str(error)) from error


def _compared(batch: _Batch, earlier: Earlier) -> _Batch:
    """The batch with what was mended since the earlier run."""
    from checker.compare import comparison_table, since_of

    since = since_of(earlier, batch.reviews)
    tables = (*batch.tables, comparison_table(since))
    return dataclasses.replace(batch, tables=tables, notes=(*batch.notes, since.told), since=since)


def _replied(batch: _Batch, out: Path, sender: Sender) -> _Batch:
    """Write the letters; the batch with a note that says how many."""
    from checker.replies import write_replies

    made = write_replies(
        out,
        batch.reviews,
        batch.lines,
        titles=batch.titles,
        when=batch.when.date(),
        sender=sender,
        since=batch.since,
    )
    for problem in made.problems:
        _tell(problem)
    return dataclasses.replace(batch, notes=(*batch.notes, made.told))


def _unshared(out: Path) -> None:
    """Refuse a folder with an earlier run's ledger and copies: beside them masks are no use."""
    from checker.ledger import LEDGER_NAME

    if (out / LEDGER_NAME).exists():
        raise click.UsageError(
            f"“{clean(str(out), 200)}”里有没有遮盖的结果，--redact 不往里写。请用 -o 换一个空文件夹。"
        )


def _redacted(batch: _Batch, roster: Roster | None, stack: contextlib.ExitStack) -> _Batch:
    """The batch as strangers may see it; what is written and shown from here on knows no names."""
    from checker.redact import Redaction
    from checker.reports.spool import replayable

    approvers = [waiver.approver for waiver in batch.bureau.waivers.rows]
    masks = Redaction.of(batch.reviews, [name for name, _ in batch.ignored], roster, approvers)
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


def _put_away(memory: Memory, out: Path | None, files: Sequence[Found]) -> None:
    """Copies of papers that are no longer there lie apart, so that nobody sends them back."""
    from checker.copies import withdrawn
    from checker.reports.links import WITHDRAWN

    if out is not None and (count := withdrawn(memory, out, files)):
        click.echo(f"{count} 份材料这次没有了，它们的批注稿移到了“{WITHDRAWN}”文件夹。", err=True)


def _sheets(batch: _Batch, out: Path | None) -> None:
    """With masks each paper gets a review sheet (审查意见单): a commented copy would show the paper itself."""
    from checker.reports import write_sheet

    for review in batch.reviews if out is not None else ():
        assert out is not None
        if review.status != "unreadable":
            write_sheet(out, review, date=batch.when, titles=batch.titles)


def _tell(words: str, err: bool = True) -> None:
    """One line for a person; names of strangers' files in it cannot drive the terminal or forge a line."""
    click.echo(clean(words, 600), err=err)


def _screen(batch: _Batch, format: str, written: Sequence[Path]) -> None:
    """What the command line asked to see; on standard output nothing else."""
    from checker.reports import COPIES, printed

    if format == "table":
        from rich.console import Console

        from checker.reports.terminal import show

        # What a person opens; reviews.jsonl is for programs.
        opened = [path for path in written if path.suffix != ".jsonl"]
        opened += [copies for path in written[:1] if (copies := path.parent / COPIES).is_dir()]
        show(batch.reviews, Console(), titles=batch.titles, outputs=opened, ignored=len(batch.ignored))
        for note in batch.notes:
            _tell(note, err=False)
        return
    for chunk in printed(batch.reviews, format, titles=batch.titles, version=__version__):
        sys.stdout.write(chunk)
    sys.stdout.flush()
    for note in batch.notes:
        _tell(note)
    if batch.ignored:
        click.echo(f"另有 {len(batch.ignored)} 个文件按名字忽略（锁文件、临时文件）。", err=True)


def _reports(batch: _Batch, out: Path, memory: Memory | None, standard: Standard) -> tuple[Path, ...]:
    """Write the reports, unless those lying there were made from the same reviews and nobody touched them."""
    from checker.reports import LINES, PAGE, WORKBOOK, write_reports

    usual = (out / WORKBOOK, out / PAGE, out / LINES)
    digest = memory.digest(batch.reviews, batch.ignored, batch.tables) if memory else ""
    if memory and memory.outputs_current(digest, usual):
        return usual
    if memory and memory.touched(usual[0]):
        from checker.learn import keep_corrected

        click.echo(keep_corrected(usual[0], standard), nl=False, err=True)
    result = write_reports(
        batch.reviews,
        out,
        titles=batch.titles,
        ignored=batch.ignored,
        when=batch.when,
        pairs=batch.alike.pairs,
        tables=batch.tables,
    )
    for problem in result.problems:
        _tell(problem)
    if memory and result.paths == usual:
        memory.outputs_written(digest, usual)
    return result.paths


def _shown(reviews: Iterator[Review], total: int) -> Iterator[Review]:
    """The same reviews, with a progress bar on standard error when that is a terminal."""
    if not sys.stderr.isatty() or total < 4:
        yield from reviews
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("审查"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rate="")
        for review in reviews:
            speed = progress.tasks[0].speed
            progress.update(task, advance=1, rate=f"每秒 {speed:.1f} 份" if speed else "")
            yield review
