"""Reviews come in once; what the end of a run needs of each, small enough to keep for a county, comes out.

Going over 20,000 reviews that lie on disk costs more than hashing their files did: a run over unchanged
papers must not do it for the exit code, the ledger and the reports' digest.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.bureau import Bureau
from checker.findings import Review, Status

if TYPE_CHECKING:
    from checker.reports.spool import Kept

__all__ = ["TOLD", "Brief", "brief", "noted", "says", "settled"]

_SIMILAR, _ASKED = "+similar:", "+asked"
# How what a copy tells beside its own review begins.
TOLD = (_SIMILAR, _ASKED)


@dataclass(frozen=True, slots=True)
class Brief:
    """Which file, which bytes, and how it ended; `says` is what its copy tells beside its own review, in short.

    `kindless` papers (of no known kind) are told otherwise when a roster turns out to ask for them.
    """

    file: str
    sha256: str
    status: Status
    reason: str | None = None
    says: str = ""
    kindless: bool = False

    @property
    def stray(self) -> bool:
        """Whether nobody asked for it (`Review.stray`)."""
        return self.kindless and self.status == "revise" and not self.says.endswith(_ASKED)

    @property
    def asked(self) -> Brief:
        """The same when a roster asks for it: its copy, made before that was known, says it is none (不是应报的)."""
        return dataclasses.replace(self, says=_ASKED) if self.kindless else self


def brief(review: Review, compared: bool = False) -> Brief:
    """Of one review; `compared`: it was found like others."""
    told = says(review) if compared else ""
    return Brief(review.file, review.sha256, review.status, review.reason, told, review.kindless)


def noted(reviews: Iterable[Review], bureau: Bureau, notes: list[Brief]) -> Iterator[Review]:
    """The same reviews as they come; `notes` gets a brief of each as the bureau settled it."""
    for review in reviews:
        notes.append(brief(bureau.apply(review)))
        yield review


def settled(
    notes: Sequence[Brief], told: Kept, compared: Collection[int], asked: Collection[str]
) -> list[Brief]:
    """How it ended after all: comparing changed the reviews numbered `compared`, the roster what the copies of
    files that are `asked` for say. Only the former are fetched from `told`."""
    return [
        brief(told[number], True) if number in compared else note.asked if note.file in asked else note
        for number, note in enumerate(notes)
    ]


def says(review: Review) -> str:
    """What of a copy depends on other papers and a roster, in short."""
    from checker.resemblance import nameless

    found = [(f.rule, f.severity, f.message) for f in map(nameless, review.findings) if f.family == "similar"]
    digest = hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return _SIMILAR + digest + _ASKED * (review.asked and review.kindless)
