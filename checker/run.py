"""Paths and options of `checker check` in; what its run goes by, checked before anything is reviewed, out (准备)."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.batch import jobs_for
from checker.job import Job
from checker.names import Found
from checker.options import (
    Options,
    bureaus_own,
    collect,
    due_of,
    earlier_run,
    known_kind,
    refuse_unmasked,
    set_aside,
    standard_of,
    submitted,
    wording_shared,
)

if TYPE_CHECKING:
    from checker.earlier import Earlier
    from checker.expected.corrections import Corrections
    from checker.expected.roster import Roster
    from checker.owntext import Wording
    from checker.reports import Titles
    from corpus import Standard

__all__ = ["Run", "prepared"]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run was asked for and goes by: `submissions` are reviewed, by so many `jobs` processes that each do
    the `job`; `ignored` are not, as (name, why in Chinese).

    `due` is the roster with a person's corrections, `earlier` the run to compare with, `shared` everybody's words.
    """

    paths: Sequence[Path]
    options: Options
    standard: Standard
    titles: Titles
    due: tuple[Roster, Corrections] | None
    earlier: Earlier | None
    shared: Wording
    submissions: Sequence[Found]
    ignored: Sequence[tuple[str, str]]
    jobs: int
    job: Job


def prepared(paths: Sequence[Path], options: Options) -> Run:
    """All that is asked for, read; the result folder is there then. Raises what is wrong with any of it, in Chinese."""
    from checker.reports import Titles

    standard = standard_of(options)
    known_kind(options.kind, standard)
    due = due_of(options, standard)
    earlier = earlier_run(options.since)
    shared = wording_shared(options.shared)
    own = bureaus_own(options)
    files = [set_aside(f, own) for f in collect(paths, options.output)]
    submissions = submitted(files, paths, due is not None)
    if options.output is not None:
        if options.redact:
            refuse_unmasked(options.output)
        options.output.mkdir(parents=True, exist_ok=True)
    return Run(
        paths,
        options,
        standard,
        Titles.of(standard),
        due,
        earlier,
        shared,
        submissions,
        ignored=[(f.name, f.ignored) for f in files if f.ignored],
        jobs=jobs_for(len(submissions), options.jobs),
        job=_job(paths, options),
    )


def _job(paths: Sequence[Path], options: Options) -> Job:
    when = datetime.datetime.now().replace(microsecond=0)
    bureau = options.asked.bureau(paths, when.date(), options.output)
    # What is remembered and what goes back to the schools holds their own words: not with masks.
    kept = None if options.redact else options.output
    job = Job(options.standard, options.kind, kept, when, bureau=bureau, plugins=options.plugins)
    return dataclasses.replace(job, suggest=options.suggest, limits=bureau.profile.limits)
