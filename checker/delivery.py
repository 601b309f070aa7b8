"""A reviewed batch in; the reports in files, the letters and the words on screen out (交付)."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.brief import Brief
from checker.bureau import NONE, Bureau
from checker.findings import Review
from checker.memory import Memory
from checker.replies.sender import Sender
from chinese_cli.clean import clean
from corpus import __version__

if TYPE_CHECKING:
    from checker.alike import Alike
    from checker.compare import Since
    from checker.expected.line import Line
    from checker.names import Found
    from checker.reports import Table, Titles
    from corpus import Standard

__all__ = [
    "Batch",
    "put_away",
    "show_screen",
    "tell",
    "warn_of_few",
    "with_progress",
    "write_all",
    "write_letters",
    "write_sheets",
]

# Of so many papers less than this part is left: hardly anybody took them away.
_MANY, _FEW = 10, 0.2


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything a run found out, for the reports: `tables` are more tables, `notes` lines for the screen.

    `reviews` can be gone over again and again; people see them in `order`, which holds their numbers.
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
    order: Sequence[int] | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The schools something is due from, in the roster's order."""
        return tuple(dict.fromkeys(line.due.unit for line in self.lines if line.due is not None))


def write_letters(batch: Batch, out: Path, sender: Sender) -> Batch:
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
        tell(problem)
    return dataclasses.replace(batch, notes=(*batch.notes, made.told))


def write_sheets(batch: Batch, out: Path | None) -> None:
    """With masks each paper gets a review sheet (审查意见单): a commented copy would show the paper itself."""
    from checker.reports import write_sheet

    for review in batch.reviews if out is not None else ():
        assert out is not None
        if review.status != "unreadable":
            write_sheet(out, review, date=batch.when, titles=batch.titles)


def tell(words: str, err: bool = True) -> None:
    """One line for a person; names of strangers' files in it cannot drive the terminal or forge a line."""
    click.echo(clean(words, 600), err=err)


def show_screen(batch: Batch, format: str, written: Sequence[Path]) -> None:
    """What the command line asked to see; on standard output nothing else."""
    from checker.reports import COPIES, LINES, printed

    if format == "table":
        from rich.console import Console

        from checker.reports.terminal import show

        # What a person opens; reviews.jsonl is for programs.
        opened = [path for path in written if path.suffix != ".jsonl"]
        opened += [copies for path in written[:1] if (copies := path.parent / COPIES).is_dir()]
        show(batch.reviews, Console(), titles=batch.titles, outputs=opened, ignored=len(batch.ignored))
        for note in batch.notes:
            tell(note, err=False)
        return
    written_lines = [path for path in written if path.name == LINES]
    if format == "jsonl" and written_lines:  # the same lines lie there already
        with written_lines[0].open(encoding="utf-8", newline="") as lines:
            shutil.copyfileobj(lines, sys.stdout)
    else:
        for chunk in printed(batch.reviews, format, titles=batch.titles, version=__version__):
            sys.stdout.write(chunk)
    sys.stdout.flush()
    for note in batch.notes:
        tell(note)
    if batch.ignored:
        click.echo(f"另有 {len(batch.ignored)} 个文件按名字忽略（锁文件、临时文件）。", err=True)


def write_all(
    batch: Batch, ended: Sequence[Brief], out: Path, memory: Memory | None, standard: Standard
) -> tuple[Path, ...]:
    """Write the reports, unless those lying there were made from the same reviews and nobody touched them.

    `ended` says in short how each review of the batch ended.
    """
    from checker.reports import LINES, PAGE, WORKBOOK, Facts, write_reports

    usual = (out / WORKBOOK, out / PAGE, out / LINES)
    digest = memory.digest(ended, batch.ignored, batch.tables) if memory else ""
    if memory and memory.outputs_current(digest, usual):
        return usual
    if memory and memory.touched(usual[0]):
        from checker.learn import keep_corrected

        click.echo(keep_corrected(usual[0], standard), nl=False, err=True)
    facts = Facts(
        batch.titles,
        batch.when,
        ignored=batch.ignored,
        pairs=batch.alike.pairs,
        tables=batch.tables,
        units=batch.units,
        order=batch.order,
    )
    result = write_reports(batch.reviews, out, facts)
    for problem in result.problems:
        tell(problem)
    if memory and result.paths == usual:
        memory.outputs_written(digest, usual)
    return result.paths


def with_progress(reviews: Iterator[Review], total: int) -> Iterator[Review]:
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


def put_away(memory: Memory, out: Path | None, files: Sequence[Found]) -> None:
    """Copies of papers that are no longer there lie apart, so that nobody sends them back."""
    from checker.copies import withdrawn
    from checker.reports.links import WITHDRAWN

    if out is not None and (count := withdrawn(memory, out, files)):
        click.echo(f"{count} 份材料这次没有了，它们的批注稿移到了“{WITHDRAWN}”文件夹。", err=True)


def warn_of_few(memory: Memory, now: int) -> None:
    """Say so when nearly all papers of the run before are gone: a share that is not connected looks like that.

    Whoever sent them would be told that nothing came.
    """
    before = memory.papers_before
    if before >= _MANY and now < before * _FEW:
        tell(
            f"注意：上次有 {before} 份材料，这次只有 {now} 份。是不是共享没有连上，或者选错了文件夹？"
            "结果照这次收到的写；给各单位的信，发出以前请先弄清楚。接好以后请再运行一次。"
        )
