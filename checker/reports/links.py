"""A submission's name comes in; the names and links of what was made for it come out."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from checker.findings import Review

__all__ = ["COPIES", "LINES", "PAGE", "WITHDRAWN", "WORKBOOK", "Links", "anchor", "copy_name", "href"]

COPIES = "批注"
# What was made for papers that lie in the folder no more: nobody should send it back by mistake, and
# nobody's notes in it should be lost.
WITHDRAWN = "已撤回"
WORKBOOK = "汇总.xlsx"
PAGE = "report.html"
LINES = "reviews.jsonl"
_COPY = ".批注"
_SHEET = ".审查意见单"
LONGEST = 200
# Windows refuses these in names; a submission from elsewhere may carry them.
_UNFIT = {ord(c): "_" for c in '<>:"|?*\\'} | dict.fromkeys(range(32), "_")


def copy_name(file: str, format: str = "docx") -> str:
    """Where in the result folder the commented copy of a submission goes; its review sheet, if not "docx".

    No two submissions share a name: the copy of `a.docx` is `批注/a.docx`, that of `a.doc` (rebuilt) is
    `批注/a.doc.批注.docx`, and a review sheet is `批注/a.doc.审查意见单.docx`.
    """
    parts = [_part(part) for part in PurePosixPath(file).parts if part not in ("/", "..", ".")]
    name = parts[-1] if parts else "_"
    if format != "docx":
        name += _SHEET + ".docx"
    elif not name.lower().endswith(".docx") or name[:-5].endswith((_COPY, _SHEET)):
        name += _COPY + ".docx"
    return "/".join([COPIES, *parts[:-1], name])


def _part(part: str) -> str:
    fit = _cut(part.translate(_UNFIT).rstrip(" .") or "_")
    if fit != part:
        # Two names that differ only in what is unfit must stay two.
        stem, dot, suffix = fit.rpartition(".")
        mark = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:6]
        fit = f"{stem}-{mark}.{suffix}" if dot and stem else f"{fit}-{mark}"
    return fit


def _cut(part: str) -> str:
    """At most LONGEST bytes, the suffix kept: file systems stop at 255, and a mark is still to come."""
    stem, dot, suffix = part.rpartition(".")
    if not dot or len(suffix) > 8:
        stem, dot, suffix = part, "", ""
    if len(part.encode("utf-8", "surrogatepass")) <= LONGEST:
        return part
    room = LONGEST - len(suffix.encode("utf-8", "surrogatepass"))
    return stem.encode("utf-8", "surrogatepass")[:room].decode("utf-8", "ignore") + dot + suffix


def href(path: str) -> str:
    """A relative path as a link: every byte that could mean something in a URL is percent-encoded."""
    try:
        octets = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        octets = path.encode("utf-8", "surrogatepass")
    return quote(octets, safe="/")


def anchor(review: Review) -> str:
    """The id of a document within report.html; it depends on nothing but the file's name."""
    return "f-" + hashlib.sha256(review.file.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Links:
    """Relative links from the reports in the folder `out` to what was made for one document."""

    out: Path

    def copy(self, review: Review) -> str:
        """To the commented copy or the review sheet; empty when there is none."""
        name = self._copy(review)
        return href(name) if name else ""

    def copied(self, review: Review) -> bool:
        """Whether there is one."""
        return bool(self._copy(review))

    def _copy(self, review: Review) -> str:
        if review.status == "unreadable":
            return ""
        for format in ("docx", ""):
            name = copy_name(review.file, format)
            if os.path.isfile(f"{self.out}/{name}"):  # noqa: PTH113 a Path takes four times as long
                return name
        return ""

    def page(self, review: Review) -> str:
        """To the document's place in report.html."""
        return f"{PAGE}#{anchor(review)}"
