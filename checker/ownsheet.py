"""A document in, whether it is a review sheet (审查意见单) that this program made and a school sent back, out."""

from __future__ import annotations

from checker.document import Document

__all__ = ["SHEET", "VERDICT", "is_sheet"]

SHEET, VERDICT = "审查意见单", "审查结论"
_FACTS = 40  # paragraphs, cells included, within which the sheet's facts stand


def is_sheet(document: Document) -> bool:
    """Whether a document begins with the sheet's title and its table has the conclusion."""
    said = [p.text.strip() for p in document.paragraphs[:_FACTS] if p.text.strip()]
    return said[:1] == [SHEET] and VERDICT in said
