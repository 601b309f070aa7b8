"""The families of checks; `ALL` is every rule there is, in the order findings are shown."""

from checker.rules import (
    coverage,
    date,
    kind,
    numbering,
    placeholder,
    punctuation,
    sections,
    signature,
    spun,
    stale,
    twice,
    wrongpost,
)
from checker.rules.base import Rule

__all__ = ["ALL", "Rule"]

ALL: tuple[Rule, ...] = (
    *kind.RULES,
    *coverage.RULES,
    *sections.RULES,
    *placeholder.RULES,
    *date.RULES,
    *signature.RULES,
    *stale.RULES,
    *wrongpost.RULES,
    *spun.RULES,
    *numbering.RULES,
    *twice.RULES,
    *punctuation.RULES,
)
