"""The families of checks; `ALL` is every rule there is, in the order findings are shown."""

from checker.rules import coverage, placeholder, sections, spun
from checker.rules.base import Rule

__all__ = ["ALL", "Rule"]

ALL: tuple[Rule, ...] = (*coverage.RULES, *sections.RULES, *placeholder.RULES, *spun.RULES)
