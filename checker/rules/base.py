"""What a rule is: a small check with its source and its own fail and pass examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checker.analysis import Analysis
from checker.findings import Finding, Severity

__all__ = ["Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `id` is `family.name`; `title` and `source` are Chinese and shown to reviewers.

    `check` takes the analysed document and yields findings with this rule's id. `fails` and `passes`
    are texts (lines are paragraphs) that a test runs through the whole review: each of `fails` must
    yield the rule, none of `passes` may. `optional` rules are off unless asked for.
    """

    id: str
    severity: Severity
    title: str
    source: str
    check: Callable[[Analysis], Iterable[Finding]]
    fails: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    optional: bool = False
