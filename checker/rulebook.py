"""What a person calls a rule or a family of rules (规则、类别) in, the ids of the rules out."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Rulebook", "listing", "rulebook"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules by id, with their titles, and the Chinese names of the families."""

    titles: Mapping[str, str]
    families: Mapping[str, str]

    def rules(self, name: str) -> frozenset[str]:
        """The rules of this name: an id, a family's id or Chinese name, or a rule's title. Empty: none.

        >>> sorted(rulebook().rules("punctuation.quote"))
        ['punctuation.quote']
        """
        name = name.strip()
        if name in self.titles:
            return frozenset({name})
        family = next((id for id, words in self.families.items() if name in (id, words)), "")
        if family:
            return frozenset(id for id in self.titles if id.partition(".")[0] == family)
        return frozenset(id for id, title in self.titles.items() if title == name)

    @property
    def told_by_reading(self) -> frozenset[str]:
        """Families of which no rule is made, by id and name: what reading tells (文件)."""
        return frozenset(w for pair in self.families.items() for w in pair if not self.rules(w))

    @property
    def switchable(self) -> tuple[str, ...]:
        """The Chinese names of the families that have rules."""
        return tuple(name for name in self.families.values() if name not in self.told_by_reading)

    def near(self, name: str) -> list[str]:
        """The names most like one that is no rule's, the most alike first.

        >>> rulebook().near("seciton.missing")[0]
        'sections.missing'
        """
        names = [*self.titles, *self.switchable, *self.titles.values()]
        return difflib.get_close_matches(name.strip(), names, n=3, cutoff=0.4)

    def say(self, rule: str) -> str:
        """A rule as a reader knows it: 标点·半角标点（punctuation.halfwidth）."""
        family = self.families.get(rule.partition(".")[0], "")
        title = self.titles.get(rule, "")
        return f"{family}·{title}（{rule}）" if title else rule


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """Every rule of the program, those that are off by default and those over a whole batch included."""
    from checker.reports.overview import FAMILY_NAMES
    from checker.rules import ALL
    from checker.rules.layout import RULES as LAYOUT

    titles = {r.id: r.title for r in (*ALL, *LAYOUT)}
    for id, title in _OTHERS.items():
        titles.setdefault(id, title)
    return Rulebook(titles, FAMILY_NAMES)


def listing() -> Iterator[str]:
    """Every rule of one document, a line each, under the name of its family."""
    from checker.findings import SEVERITY_NAMES
    from checker.reports.overview import FAMILY_NAMES
    from checker.rules import ALL
    from checker.rules.layout import RULES as LAYOUT

    family = ""
    for rule in (*ALL, *LAYOUT):
        if rule.id.partition(".")[0] != family:
            family = rule.id.partition(".")[0]
            yield f"{FAMILY_NAMES.get(family, family)}（{family}）{'默认不查，--layout 打开' if rule.optional else ''}"
        yield f"  {rule.id:<24}{SEVERITY_NAMES[rule.severity]}　{rule.title}。依据：{rule.source}"
    yield "全部材料一起比（similar）"
    yield from (f"  {id:<24}{title}" for id, title in _OTHERS.items())


# Findings that no rule of one document makes.
_OTHERS = {
    "similar.copied": "与别的材料大段相同",
    "similar.same": "与别的材料完全相同",
    "similar.version": "疑为同一份材料的两稿，或改了年份再报",
}
