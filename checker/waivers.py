"""The rows of a waiver list (豁免清单) and a review in, findings the list accepts marked as accepted out.

One row accepts one finding in one document, with a reason, who approved it and until when. A row that has
expired, or that meets nothing any more, is told of in the reports.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from checker.findings import Finding, Review

__all__ = ["Waiver", "Waivers", "plain", "posix"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """One row of the list. `rules` are the rules it means; `words` instead is (the beginning of) a message."""

    row: int
    source: str
    file: str
    problem: str
    rules: frozenset[str]
    words: str
    quote: str
    reason: str
    approver: str
    until: datetime.date

    @property
    def label(self) -> str:
        """Where the row stands: 审查豁免.xlsx 第3行."""
        return f"{self.source} 第{self.row}行"

    @property
    def note(self) -> str:
        """What a reader of the finding must know."""
        return f"已豁免：{self.reason}；批准人{self.approver}，有效期至{self.until.isoformat()}"

    def is_for(self, file: str) -> bool:
        """Whether the row names this file: by its path in the folder, or by its name alone."""
        return self.file in (posix(file), posix(file).rpartition("/")[2])

    def is_about(self, finding: Finding) -> bool:
        """Whether the finding is of the kind the row means, wherever it stands."""
        return plain(finding.message).startswith(self.words) if self.words else finding.rule in self.rules

    def meets(self, finding: Finding, review: Review) -> bool:
        """Whether this is the finding the row means."""
        if not self.is_about(finding):
            return False
        if finding.where is None:
            return not self.quote
        if not self.quote:
            return bool(self.words)
        paragraph = review.texts.get(finding.where.paragraph, "")
        quoted = plain(paragraph[finding.where.start : finding.where.end])
        return quoted == self.quote or (
            bool(quoted) and quoted in self.quote and self.quote in plain(paragraph)
        )


@dataclass(frozen=True, slots=True)
class Waivers:
    """All rows of a run's lists, and the day on which they are looked at."""

    rows: tuple[Waiver, ...] = ()
    today: datetime.date = datetime.date(2000, 1, 1)

    @property
    def digest(self) -> str:
        """Changes whenever a review could come out otherwise."""
        active = [repr((w, w.until < self.today)) for w in self.rows]
        return (
            hashlib.sha256("\0".join(active).encode("utf-8", "surrogatepass")).hexdigest() if active else ""
        )

    def expired(self, waiver: Waiver) -> bool:
        """Whether the row's last day has passed."""
        return waiver.until < self.today

    def concern(self, file: str) -> bool:
        """Whether some row names this file."""
        return any(w.is_for(file) for w in self.rows)

    def apply(self, review: Review) -> Review:
        """The review with accepted findings as remarks that say so. Done twice it changes nothing more."""
        mine = [w for w in self.rows if w.is_for(review.file)]
        if not mine or review.status == "unreadable":
            return review
        findings = tuple(self._settled(f, review, mine) for f in review.findings)
        return review if findings == review.findings else dataclasses.replace(review, findings=findings)

    def _settled(self, finding: Finding, review: Review, rows: Sequence[Waiver]) -> Finding:
        if finding.waived:
            return finding
        met = [w for w in rows if w.meets(finding, review)]
        for waiver in met:
            if not self.expired(waiver):
                return dataclasses.replace(
                    finding,
                    severity="info",
                    message=f"{finding.message}（{waiver.note}）",
                    waived=waiver.label,
                )
        for waiver in met:
            late = f"（原有豁免已于{waiver.until.isoformat()}到期）"
            if not finding.message.endswith(late):
                return dataclasses.replace(finding, message=f"{finding.message}{late}")
        return finding


def posix(text: str) -> str:
    """A file's path as reviews name it, however a person wrote it."""
    return unicodedata.normalize("NFC", text.strip().replace("\\", "/")).removeprefix("./")


def plain(text: str) -> str:
    """Without white space: what a person copies out of a cell or a page differs only in that."""
    return "".join(unicodedata.normalize("NFC", text).split())
