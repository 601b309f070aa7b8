"""A run's reviews and what it found out besides come in; the record that its reports show comes out (汇总)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.reports.links import Links
from checker.reports.overview import Overview, Titles, overview
from checker.reports.rows import Table
from checker.reports.spool import Kept, Ordered
from checker.reports.twins import Twin, twins

if TYPE_CHECKING:
    from checker.similar import SimilarPair

__all__ = ["Facts", "Summary"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a run found out and no single review holds.

    `titles` name the standard and what is in it, `when` is the time of the run, in local time, `ignored` are the
    files not looked at, as (name, why in Chinese), `pairs` the papers that share text, by their numbers in the
    run, `tables` more tables to show, such as 未交名单, and `units` the schools that something is due from, in
    the roster's order. People see the reviews in `order`, numbers of theirs; None is the order they come in.
    """

    titles: Titles
    when: datetime
    ignored: Sequence[tuple[str, str]] = ()
    pairs: Sequence[SimilarPair] = ()
    tables: Sequence[Table] = ()
    units: Sequence[str] = ()
    order: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the reports for people show: the `reviews` in the order people see them, the `facts` of the run, the
    counts (`view`), the pairs with their words (`twins`), and the `links` to what was made for each paper.
    """

    reviews: Kept
    facts: Facts
    links: Links
    view: Overview
    twins: Sequence[Twin]

    @classmethod
    def of(cls, reviews: Kept, out: Path, facts: Facts) -> Summary:
        """The reviews of a run, summed up for the result folder `out`; they are gone over once or twice."""
        pairs = facts.pairs
        if facts.order is not None:
            reviews = Ordered(reviews, facts.order)
            places = {number: place for place, number in enumerate(facts.order)}
            pairs = [replace(p, one=places[p.one], other=places[p.other]) for p in pairs]
        return cls(reviews, facts, Links(out), overview(reviews), twins(reviews, pairs))
