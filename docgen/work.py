"""Kinds and data in, the work (要做的) out: a job a kind, the mistakes in the data, the kinds not wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.data import Data
from docgen.kinds import Kind
from docgen.problems import Problem
from docgen.records import check
from docgen.wanted import left_empty

__all__ = ["Job", "Work", "plan_work"]


@dataclass(frozen=True, slots=True)
class Job:
    """A kind to make: the rows that are wrong, and what stands in the way of all of them."""

    kind: Kind
    bad: dict[tuple[str, int], str]
    blocked: str

    def possible(self, data: Data) -> bool:
        """Whether at least one document can be made."""
        rows = len(data.tables.get(self.kind.each, [])) if self.kind.each and not self.kind.whole else 1
        return not self.blocked and len(self.bad) < rows


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be made, with every mistake in the data once.

    `unwanted` has the titles of the kinds left out, by the empty fields that show it.
    """

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    unwanted: dict[str, list[str]]


def plan_work(kinds: Sequence[Kind], data: Data, draft: bool) -> Work:
    """Check the data for each of the kinds; of several, one whose own fields are empty is not wanted."""
    problems: dict[tuple[str, int, str, str], Problem] = {}
    jobs: list[Job] = []
    unwanted: dict[str, list[str]] = {}
    for kind in kinds:
        empty = left_empty(kind, kinds, data) if len(kinds) > 1 and not draft else []
        if empty:
            words = "、".join(f"“{w}”" for w in empty)
            unwanted.setdefault(words, []).append(kind.title)
            continue
        found = check(kind, data, draft)
        for problem in found:
            problems.setdefault((problem.sheet, problem.row, problem.column, problem.value), problem)
        if draft:  # what is wrong is marked in the draft
            found = tuple(p for p in found if not p.value)
        rows = {(r.sheet, r.number) for r in data.tables.get(kind.each, [])} if not kind.whole else set()
        wrong: dict[tuple[str, int], dict[str, list[str]]] = {}
        for problem in found:
            key = (problem.sheet, problem.row)
            if key in rows:
                wrong.setdefault(key, {}).setdefault(problem.expected, []).append(f"“{problem.column}”")
        bad = {key: "；".join(f"{'、'.join(c)}{w}" for w, c in why.items()) for key, why in wrong.items()}
        why = "；".join(str(p) for p in found if (p.sheet, p.row) not in rows)
        jobs.append(Job(kind, bad, why))
    return Work(tuple(jobs), tuple(problems.values()), unwanted)
