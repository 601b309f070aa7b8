"""A review in, what of it decides whether sharing text is worth a word out; of two, whether one writer wrote both,
and whether in two years."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.findings import Review
from checker.schools import branchless

__all__ = ["Facts", "by_one", "facts_of", "in_one_go", "one_office", "part_at", "two_formats", "years"]

_OF_TIME = ("date", "stale")  # families of findings
_ROUND = 120  # days: what one asks for and gets mended is saved again within so many


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells which paper it is, of whom and of when."""

    file: str
    kind: str
    organization: str
    author: str
    sha256: str
    parts: tuple[tuple[str, int], ...] = ()  # of several papers in the file: who signs, and where it begins
    date: str = ""  # ISO
    misdated: bool = False  # told that a date of it is wrong or out of time: mended, it bears another
    saved: str = ""  # when the file says it was last saved, ISO


def facts_of(review: Review) -> Facts:
    """The facts of a reviewed paper."""
    return Facts(
        review.file,
        review.kind,
        review.organization,
        review.author,
        review.sha256,
        tuple((part.signer, part.paragraph) for part in review.parts),
        review.date,
        any(finding.family in _OF_TIME for finding in review.findings),
        review.saved,
    )


def one_office(one: Facts, other: Facts) -> bool:
    """Whether both name the same school, one perhaps with its branch (…小学党支部)."""
    a, b = (branchless(f.organization) for f in (one, other))
    return bool(a) and a == b


def by_one(one: Facts, other: Facts) -> str:
    """Why two papers of one kind are by one writer, as they say themselves, "" when they do not."""
    # A paper that names its writer and no school may be sent in several formats.
    office = one_office(one, other) or (one.organization == other.organization and bool(one.author))
    if one.author == other.author and (one.author or one.kind == "plan") and office:
        return "单位和署名相同"
    if office and (_names(one) & _names(other)):
        return "单位相同，署名里有同一个人"
    return ""


def two_formats(one: Facts, other: Facts, same: bool) -> str:
    """Why two files are one paper in two formats (方案.docx beside 方案.pdf), "" when they are not.

    A branch's paper has no person's name, and from one of the formats a name may not have been read: what both say
    must agree, and papers that are not nearly the `same` text must both name the school.
    """
    a, b = (PurePosixPath(f.file.replace("\\", "/")) for f in (one, other))
    if a.with_suffix("") != b.with_suffix("") or a.suffix.lower() == b.suffix.lower():
        return ""
    units = {branchless(f.organization) for f in (one, other)} - {""}
    writers = {f.author for f in (one, other)} - {""}
    agree = len(units) < 2 and len(writers) < 2 and (same or one_office(one, other))
    return "文件名相同、格式不同" if agree else ""


def part_at(facts: Facts, paragraph: int) -> str:
    """Who signs the one of several papers in a file that a paragraph stands in, "" where it holds just one."""
    return next((who for who, start in reversed(facts.parts) if start <= paragraph), "")


def _names(facts: Facts) -> set[str]:
    """Who signs, or one of the papers in the file."""
    return {name for who in (facts.author, *(w for w, _ in facts.parts)) for name in who.split("、")} - {""}


def years(one: Facts, other: Facts) -> str:
    """The two years in which papers say they were written, where these differ and neither is a slip, or ""."""
    found = sorted({one.date[:4], other.date[:4]} - {""})
    return "年、".join(found) + "年" if len(found) == 2 and not (one.misdated or other.misdated) else ""


def in_one_go(one: Facts, other: Facts) -> bool | None:
    """Whether two files were last saved within one round of mending, None where they do not say.

    Two of the very same time were made by a program, and it says nothing of either.
    """
    if not (one.saved and other.saved) or one.saved == other.saved:
        return None
    try:
        days = datetime.date.fromisoformat(one.saved[:10]) - datetime.date.fromisoformat(other.saved[:10])
    except ValueError:
        return None
    return abs(days.days) <= _ROUND
