"""Reviews come in once; what the end of a run needs of each, small enough to keep for a county, comes out.

Going over 20,000 reviews that lie on disk costs more than hashing their files did: a run over unchanged
papers must not do it once for the exit code, once for the ledger and once for the reports' digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from checker.findings import Review, Status

__all__ = ["Brief", "briefs", "says"]


@dataclass(frozen=True, slots=True)
class Brief:
    """Which file, which bytes, and how it ended; `says` is what its copy tells of other papers, in short."""

    file: str
    sha256: str
    status: Status
    reason: str | None = None
    says: str = ""


def briefs(reviews: Iterable[Review], compared: Collection[int] = ()) -> list[Brief]:
    """One for each review; `compared` are the numbers of those that were found like others."""
    return [
        Brief(r.file, r.sha256, r.status, r.reason, says(r) if number in compared else "")
        for number, r in enumerate(reviews)
    ]


def says(review: Review) -> str:
    """What of a copy depends on other papers, in short."""
    from checker.resemblance import nameless

    found = [(f.rule, f.severity, f.message) for f in map(nameless, review.findings) if f.family == "similar"]
    return "+similar:" + hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:16]
