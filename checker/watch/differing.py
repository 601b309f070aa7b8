"""Reviews after comparing, and what lies written, in; where the two say different things out."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterable
from typing import Any

from checker.brief import says
from checker.findings import Review
from checker.ledger import FileRow, Ledger
from checker.resemblance import nameless
from checker.stored import to_bytes

__all__ = ["differing"]

_AT_ONCE = 1_000  # so many packed reviews, of a few kilobytes each, go between processes at once


def differing(
    told: Iterable[Review], similar: Iterable[int], rows: dict[str, FileRow], ledger: Ledger, mark: str
) -> dict[str, Any]:
    """Where `told`, the reviews after comparing, say other than ledger and copies do; ready for JSON.

    `similar` are the numbers of those about which something was found, `mark` that of a copy which says
    nothing of others.
    """
    numbers = frozenset(similar)
    verdicts: list[list[str]] = []
    again: list[list[str]] = []
    for number, review in enumerate(told):
        row = rows.get(review.file)
        if row is None or review.status == "unreadable":
            continue
        if row.state in ("pass", "revise") and row.state != review.status:
            verdicts.append([review.file, review.sha256, review.status])
        tells = says(review) if number in numbers else ""
        sha256, said = ledger.copy_of(review.file) if len(again) <= _AT_ONCE else ("", "")
        if sha256 == review.sha256 and said.startswith(mark) and said != mark + tells:
            shown = dataclasses.replace(review, trace="", findings=tuple(map(nameless, review.findings)))
            again.append([review.file, sha256, tells, base64.b64encode(to_bytes(shown)).decode()])
    return {"verdicts": verdicts, "again": again[:_AT_ONCE], "more": len(again) > _AT_ONCE}
