"""Two papers that share text in, how they stand to each other besides out (同一份的两稿, 改了年份再报, 抄来没有改名)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.paperfacts import Facts, by_one, in_one_go, two_formats, years
from checker.past import other_schools
from checker.schools import folder_unit, school

__all__ = ["Relation", "Years", "relation"]


@dataclass(frozen=True, slots=True)
class Years:
    """The two years in which nearly the same papers of one writer say they were written (`told`); whether the first
    paper is the `later`, and whether it is `surely` no wrong year set right."""

    told: str
    later: bool
    surely: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """How two papers stand to each other: why they look like two drafts of one paper (`drafts`, 单位和署名相同, 文件名相同), and of
    which years; whether nearly the same texts are no fault that must be mended (`mild`); whether they are of one
    school (`near`), by what is known; by what words the first calls its writer by the name of the other's, and the
    other by that of the first's (`named`); of a file that holds several people's papers, whose of them the shared text
    stands in (`within`, of the first paper and of the other)."""

    drafts: str = ""
    years: Years | None = None
    mild: bool = False
    near: bool | None = None
    named: tuple[str, str] = ("", "")
    within: tuple[str, str] = ("", "")

    @property
    def whose(self) -> str:
        """Whose the other paper is, as a word before its name."""
        return "" if self.near is None else "同单位的" if self.near else "其他单位的"


def relation(
    one: Facts,
    other: Facts,
    same: bool,
    past: bool,
    whose: Mapping[str, str],
    named: Callable[[], tuple[str, str]],
    within: tuple[str, str] = ("", ""),
) -> Relation:
    """That of two papers which are nearly the `same` text or not.

    `other` may be of an earlier run (`past`); `whose` is by file the writer as far as a roster tells; `named` looks by
    what names the writers call themselves, `within` is that of the `Relation`.
    """
    if any(within):
        return _collected(one, other, past, within)
    drafts = _drafts(one, other, "" if past else whose.get(one.file, ""), whose.get(other.file, ""))
    if not (drafts or past) and one.kind == other.kind:
        drafts = two_formats(one, other, same)
    # An earlier paper may after all be the same person's, signed otherwise.
    mild = past and not other_schools(one, other)
    if drafts:
        return Relation(drafts, _years(one, other, past) if same else None, mild)
    return Relation("", None, mild, _near(one, other), named())


def _collected(one: Facts, other: Facts, past: bool, within: tuple[str, str]) -> Relation:
    """That of a file which holds several people's papers (汇编) and of another: it goes by the one the text stands in."""
    writers = [
        set((who or facts.author).split("、")) - {""} for who, facts in zip(within, (one, other), strict=True)
    ]
    apart = other_schools(one, other)
    if not apart and writers[0] & writers[1]:
        return Relation("署名相同", within=within)
    return Relation("", None, past and not apart, _near(one, other), within=within)


def _near(one: Facts, other: Facts) -> bool | None:
    """Whether two papers are of one school, by what they and their folders say; None where that is not sure."""
    if other_schools(one, other):
        return False
    units = [f.organization or folder_unit(f.file) for f in (one, other)]
    folders = [u for f in (one, other) if (u := folder_unit(f.file))]
    named = [school(u) for u in (*units, *folders)]
    regions = {s.region for s in named} - {""}
    return (
        True
        if all(units) and len({s.core for s in named}) == 1 and named[0].core and len(regions) < 2
        else None
    )


def _drafts(one: Facts, other: Facts, owner: str, theirs: str) -> str:
    """Why these look like two drafts of one paper, "" when they do not; `owner` and `theirs` are what a roster says."""
    if one.kind != other.kind:
        return ""
    return by_one(one, other) or ("按名单可能是同一份应交材料" if owner and owner == theirs else "")


def _years(one: Facts, other: Facts, past: bool) -> Years | None:
    """The years of what looks like one paper handed in for two of them."""
    told = years(one, other)
    if not told:
        return None
    again = in_one_go(one, other)
    # A letter tells of a year that may be wrong: what comes after it bears the right one.
    return Years(told, one.date > other.date, again is False or again is None and not past)
