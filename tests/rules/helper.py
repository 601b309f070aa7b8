"""Lines of text in, the analysed document out, through the review's own code."""

from __future__ import annotations

import hashlib

from checker.analysis import Analysis
from checker.document import Document, Paragraph
from checker.findings import Finding
from checker.judging import analyse as analyse_document
from checker.judging import review_document
from corpus import load_standard


def document(text: str) -> Document:
    paragraphs = tuple(Paragraph(i, line) for i, line in enumerate(text.split("\n")))
    return Document("txt", hashlib.sha256(text.encode()).hexdigest(), paragraphs)


def analyse(text: str, kind: str = "auto") -> Analysis:
    return analyse_document(document(text), load_standard(), kind)


def findings(text: str, kind: str = "auto") -> tuple[Finding, ...]:
    """Every finding of the whole review."""
    return review_document(document(text), "a.txt", load_standard(), kind).findings


def rules_of(text: str, kind: str = "auto") -> set[str]:
    return {f.rule for f in findings(text, kind)}
