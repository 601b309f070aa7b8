"""A review and a file's times in, what matching needs of a submission out (一份报送)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from checker.findings import Part, Review

__all__ = ["Submission", "submission_of"]

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?")
_CAMPAIGN = re.compile(r"写的是另一项活动（(.*?)），不是")
_OFFICE = re.compile(r"(?:支部|总支|党委|委员会|小学|中学|学校|幼儿园|[一二三四五六七八九十实][中小高])$")
# What says that a paper was not filled in; a name left over from copying (left_over) is no blank.
_BLANK = frozenset({"placeholder.mask", "placeholder.template"})


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that came in; `number` is its place in the run.

    `file_time` is when the file says it was changed last, which copying and downloading may alter;
    `saved` when the document inside says it was last saved, which they do not. Both in local time.
    `reason` says why it cannot be read; `stray` that it is of no kind that is asked for; `campaign` is the other
    campaign (别的活动) that it is about, "" when none; `date` is its own (ISO), or empty; `signers` are all who signed;
    `parts` are the papers in it, where it holds several; `blanks` says that it was not filled in to the end.
    """

    number: int
    file: str
    sha256: str
    status: str
    kind: str
    title: str
    organization: str
    author: str
    file_time: datetime.datetime | None = None
    saved: datetime.datetime | None = None
    reason: str = ""
    stray: bool = False
    campaign: str = ""
    date: str = ""
    signers: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    blanks: bool = False

    @property
    def received(self) -> datetime.datetime | None:
        """The time that counts: the earlier, so that nobody is late because a reviewer copied a file."""
        times = [t for t in (self.file_time, self.saved) if t is not None]
        return min(times, default=None)

    @property
    def by(self) -> str:
        """What that time is taken from, in Chinese."""
        if self.received is None:
            return ""
        return "文件内记录的保存时间" if self.received == self.saved else "文件的修改时间"


def submission_of(number: int, review: Review, path: Path) -> Submission:
    """What matching needs; the file itself is asked for its time only."""
    try:
        when = datetime.datetime.fromtimestamp(int(path.stat().st_mtime))
    except (OSError, OverflowError, ValueError):
        when = None
    # Signed by the office: 云溪二中党支部 is no person.
    office = bool(_OFFICE.search(review.author))
    return Submission(
        number,
        review.file,
        review.sha256,
        review.status,
        review.kind,
        review.title,
        review.organization or (review.author if office else ""),
        "" if office else review.author,
        when,
        _local(review.saved),
        review.reason or "",
        review.stray,
        _campaign(review),
        review.date,
        review.signers,
        review.parts,
        any(f.rule in _BLANK and f.severity == "error" for f in review.findings),
    )


def _campaign(review: Review) -> str:
    """The other campaign that the rule kind.other names in its message."""
    said = (_CAMPAIGN.search(f.message) for f in review.findings if f.rule == "kind.other")
    return next((match[1] for match in said if match), "")


def _local(saved: str) -> datetime.datetime | None:
    """An ISO time of a file's properties in this machine's time; None when there is none to believe."""
    match = _ISO.match(saved)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(n or 0) for n in match.groups())
    try:
        # Word and WPS write UTC, whether or not they say so.
        when = datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.timezone.utc)
        return when.astimezone().replace(tzinfo=None) if year >= 2000 else None
    except (ValueError, OverflowError, OSError):
        return None
