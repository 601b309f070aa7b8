"""A review in, what a letter says of it out: the conclusion, each point with the words it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.findings import OUTCOME_NAMES, Finding, Review
from checker.reports.clean import one_line, shorten
from checker.reports.overview import Titles, place, quotation, reason_and_advice
from checker.resemblance import nameless

if TYPE_CHECKING:
    from checker.compare import Told

__all__ = ["Paper", "Point", "paper_of"]

_MOST, _QUOTE = 20, 120
_OUTER = str.maketrans("‘’", "“”")  # a message has the marks within its quotes as ‘’
_MARKS = "“”‘’「」《》"  # in quotes these would not be made out


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to mend: `words` can be read aloud; `quote` are the document's, `instead` what would do."""

    words: str
    quote: str = ""
    where: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One submission as a letter shows it. `rest` tells of points left out, `since` of the last time, `came`
    of when it came and what else came of it."""

    file: str
    name: str
    state: str
    told: str
    points: tuple[Point, ...] = ()
    rest: str = ""
    since: str = ""
    came: str = ""

    def renamed(self, file: str) -> Paper:
        """The same with its file under this name, where two files of a letter have one."""
        old = f"（{_shown(PurePosixPath(self.file).name)}）"
        return replace(self, name=self.name.removesuffix(old) + f"（{_shown(file)}）")


def paper_of(
    review: Review,
    titles: Titles,
    since: str = "",
    again: Mapping[Told, str] = MappingProxyType({}),
    due: str = "",
    came: str = "",
) -> Paper:
    """What a letter says of a review: what must be mended first, then what should be.

    `again` are the findings that the school was told of before, with how that is said; `due` is what the
    roster calls the paper, for one that cannot be read; `came` is how it came.
    """
    name = _name(review, titles, due)
    if review.status == "unreadable":
        reason, advice = reason_and_advice(review)
        return Paper(review.file, name, "打不开", f"{reason}{advice}", since=since, came=came)
    if review.stray:
        # Nothing in it is to be mended: what was asked for is another paper.
        told = next(nameless(f).message for f in review.findings if f.rule == "kind.other")
        return Paper(review.file, name, OUTCOME_NAMES["stray"], one_line(told), since=since, came=came)
    must = [f for f in review.findings if f.severity == "error"]
    should = [f for f in review.findings if f.severity == "warning"]
    points = [_point(review, f, again.get((f.rule, f.message, f.where), "")) for f in (*must, *should)]
    left = len(points) - _MOST
    parts = [f"须修改 {len(must)} 处" if must else "", f"建议修改 {len(should)} 处" if should else ""]
    return Paper(
        review.file,
        name,
        OUTCOME_NAMES[review.outcome],
        "，".join(p for p in parts if p) or "各项要求都已写到",
        tuple(points[:_MOST]),
        f"还有 {left} 处，见随附的批注稿。" if left > 0 else "",
        since,
        came,
    )


def _name(review: Review, titles: Titles, due: str) -> str:
    """The paper as a person calls it; its file in brackets, so that it is found."""
    kind = titles.kind(review.kind) if review.kind != "other" else one_line(review.title)
    what = f"{one_line(review.author)}的{kind}" if review.author and kind else kind or due or "材料"
    return f"{shorten(what, 40)}（{_shown(PurePosixPath(review.file).name)}）"


def _shown(file: str) -> str:
    return shorten(one_line(file), 80)


def _point(review: Review, finding: Finding, again: str) -> Point:
    words = one_line(quotation(review, finding))
    message = nameless(finding).message
    # Most messages quote already; twice would be pedantry.
    told = shorten(words, 12).rstrip("…").translate(_OUTER) in one_line(message).translate(_OUTER)
    quoted = "" if not words or told else shorten(words, _QUOTE)
    instead = finding.suggestion or ""
    if instead and not quoted:
        if f"“{instead}”" not in message:  # most messages say it already
            mark = all(c in _MARKS for c in instead)
            message += f"建议改为 {instead} 。" if mark else f"建议改为“{one_line(instead)}”。"
        instead = ""
    message = again + message
    return Point(one_line(message), quoted, place(review, finding.where) if quoted else "", one_line(instead))
