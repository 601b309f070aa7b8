"""Lines of text in, an analysed document out, as the review makes it."""

from __future__ import annotations

import datetime
import hashlib

from checker.analysis import Analysis
from checker.document import Document, Paragraph
from checker.findings import Finding
from checker.kinds import judge_kind
from checker.normal import normalise, replace_spans
from checker.outline import build_outline
from checker.rules.base import Rule
from checker.spun import spun_in, spun_spans
from corpus import load_standard


def document(text: str) -> Document:
    paragraphs = tuple(Paragraph(i, line) for i, line in enumerate(text.split("\n")))
    return Document("txt", hashlib.sha256(text.encode()).hexdigest(), paragraphs)


def analyse(text: str, kind: str | None = None, date: datetime.date | None = None) -> Analysis:
    standard = load_standard()
    doc = document(text)
    plain = [normalise(p.text) for p in doc.paragraphs]
    hits = spun_in([n.text for n in plain])
    normals = tuple(replace_spans(n, spun_spans(h)) if h else n for n, h in zip(plain, hits, strict=True))
    outline = build_outline(doc, normals, standard)
    found, score = judge_kind(outline, standard)
    return Analysis(
        document=doc,
        standard=standard,
        normals=normals,
        outline=outline,
        kind=kind or found,
        kind_score=score,
        judgements=(),
        sections=(),
        date=date or outline.signature.date,
    )


def findings(rule: Rule, text: str, **given: object) -> list[Finding]:
    return list(rule.check(analyse(text, **given)))  # type: ignore[arg-type]
