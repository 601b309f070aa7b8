"""A reviewed submission in, its commented copy or its review sheet under the output folder out."""

from __future__ import annotations

import datetime
from pathlib import Path

from checker.document import Document
from checker.findings import Review

__all__ = ["write_copy"]


def write_copy(source: bytes, document: Document, review: Review, out: Path, when: datetime.datetime) -> Path:
    """Write the copy and return its path. The submission itself is only read.

    Word files get comments at the exact words; everything else, and a Word file whose inner structure
    takes no comment, gets a review sheet (审查意见单).
    """
    from checker.reports.comments import CannotComment, commented_copy
    from checker.reports.links import copy_name
    from checker.reports.output import write_bytes
    from checker.reports.sheet import review_sheet

    if document.format == "docx":
        try:
            content = commented_copy(source, document, review, date=when)
            return write_bytes(out / copy_name(review.file, "docx"), content)
        except CannotComment:
            pass
    return write_bytes(out / copy_name(review.file, document.format), review_sheet(review))
