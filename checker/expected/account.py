"""A roster, reviews and their files in, the lines and tables of who sent what out; corrections read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.expected.before import Before, before_of, read_before, with_before
from checker.expected.corrections import Corrections, Key, Unused, read_corrections
from checker.expected.line import Line
from checker.expected.outcome import outcomes
from checker.expected.roster import Roster
from checker.expected.submission import Submission, submission_of
from checker.expected.tables import adopted, expected_tables, problems, read_table, summary, unused_table
from checker.expected.trouble import RosterError
from checker.expected.written import unused
from checker.findings import KIND_NAMES, STATUS_NAMES, Review
from checker.reports.links import LINES
from checker.reports.rows import Table
from corpus import Standard

__all__ = ["Account", "account", "gather_corrections", "who_sent"]


def gather_corrections(given: Path | None, folder: Path | None, workbook: str) -> Corrections:
    """What a person wrote under 更正到: in the workbook named, else in those lying in the result folder.

    Of several (汇总.xlsx, 汇总(2).xlsx) the newest has the last word. A workbook of the folder that cannot
    be read is passed over; one that was named raises `RosterError`.
    """
    if given is not None:
        return read_corrections(given, must=True)
    if folder is None or not folder.is_dir():
        return Corrections()
    stem, dot, suffix = workbook.rpartition(".")
    candidates = [p for p in folder.glob(f"{stem}*{dot}{suffix}") if p.is_file()]
    found = Corrections()
    for path in sorted(candidates, key=lambda p: (p.stat().st_mtime_ns, p.name)):
        try:
            one = read_corrections(path, must=False)
        except RosterError:
            continue
        found.take(one)
    return found


def _stood_before(
    folder: Path, workbook: str, reviews: Iterable[Review], roster: Roster, standard: Standard
) -> dict[Key, Before]:
    """How the due papers stood after the run in `folder`: as its workbook says, else as its `reviews` match."""
    found = read_before(folder, workbook)
    if found:
        return found
    listed = list(reviews)
    # The files may be gone; what was there when that run wrote its reviews had come by then.
    submissions = [submission_of(n, review, folder / LINES) for n, review in enumerate(listed)]
    lines = outcomes(roster, submissions, {kind.id: kind.title for kind in standard.kinds})
    return before_of(lines, {r.file: STATUS_NAMES[r.status] for r in listed})


@dataclass(frozen=True, slots=True)
class Account:
    """Who sent what (`lines`), by a roster and what a person corrected; `left` found no place on any line.

    `heads` are remarks on what of the roster was not understood, `read` all on how it was read.
    """

    lines: tuple[Line, ...]
    corrections: Corrections
    left: list[Unused]
    heads: tuple[str, ...] = ()
    read: tuple[str, ...] = ()

    def tables(self, results: Mapping[str, str]) -> tuple[Table, ...]:
        """The tables that say so; `results` says of each file what its review came to."""
        tables = expected_tables(self.lines, results)
        return (*tables, *unused_table(self.left), *read_table(self.heads, self.read))

    @property
    def notes(self) -> list[str]:
        """For the screen: how many are there and how many are missing, and what became of the corrections."""
        done = adopted(self.corrections, self.lines, self.left)
        heads = [f"名单：{told}" for told in self.heads]
        return [*summary(self.lines), *heads, *done, *problems(self.lines, self.left)]


def account(
    roster: Roster,
    submissions: Iterable[Submission],
    standard: Standard,
    corrections: Corrections,
    before: Mapping[Key, Before] | None = None,
) -> Account:
    """Who sent what, and which corrections found no place.

    `before` is how the due papers stood after an earlier run.
    """
    names = KIND_NAMES | {kind.id: kind.title for kind in standard.kinds}
    lines = with_before(
        outcomes(roster, list(submissions), names, corrections), before or {}, corrections.dues
    )
    left = unused(corrections, lines, roster)
    return Account(tuple(lines), corrections, left, roster.heads, roster.notes)


def who_sent(
    roster: Roster,
    corrections: Corrections,
    reviews: Iterable[Review],
    paths: Iterable[Path],
    standard: Standard,
    past: tuple[Path, Iterable[Review]] | None = None,
) -> Account:
    """The account of these reviews and their files, counting what came before: `past` is the result folder of
    the run it is compared with, and its reviews."""
    from checker.reports import WORKBOOK

    pairs = enumerate(zip(reviews, paths, strict=True))
    submissions = [submission_of(n, review, path) for n, (review, path) in pairs]
    before = _stood_before(past[0], WORKBOOK, past[1], roster, standard) if past is not None else {}
    return account(roster, submissions, standard, corrections, before)
