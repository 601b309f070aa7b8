"""Reviews come in once; what the end of a run needs of each, small enough to keep for a county, comes out.

Going over 20,000 reviews that lie on disk costs more than hashing their files did: a run over unchanged
papers must not do it for the exit code, the ledger and the reports' digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.bureau import Bureau
from checker.findings import Review, Status

__all__ = ["Brief", "brief", "noted", "says"]


@dataclass(frozen=True, slots=True)
class Brief:
    """Which file, which bytes, and how it ended; `says` is what its copy tells of other papers, in short."""

    file: str
    sha256: str
    status: Status
    reason: str | None = None
    says: str = ""


def brief(review: Review, compared: bool = False) -> Brief:
    """Of one review; `compared`: it was found like others."""
    return Brief(review.file, review.sha256, review.status, review.reason, says(review) if compared else "")


def noted(reviews: Iterable[Review], bureau: Bureau, notes: list[Brief]) -> Iterator[Review]:
    """The same reviews as they come; `notes` gets a brief of each as the bureau settled it."""
    for review in reviews:
        notes.append(brief(bureau.apply(review)))
        yield review


def says(review: Review) -> str:
    """What of a copy depends on other papers, in short."""
    from checker.resemblance import nameless

    found = [(f.rule, f.severity, f.message) for f in map(nameless, review.findings) if f.family == "similar"]
    return "+similar:" + hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:16]
