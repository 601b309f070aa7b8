"""One document in, its Review out: outlines, judges, runs the rules (审查一份文件)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.analysis import Analysis, Outline
from checker.bureau import NONE, Bureau
from checker.coverage import judge_coverage
from checker.dates import iso
from checker.document import Document, Paragraph, Unreadable
from checker.examples import Examples
from checker.findings import SEVERITY_ORDER, Evidence, Finding, Review, Status
from checker.genres import kind_of_title
from checker.headtitle import header_title, untitled
from checker.kinds import judge_kind
from checker.normal import Normal, normalise_all, replace_spans
from checker.outline import build_outline
from checker.ownsheet import SHEET, is_sheet
from checker.places import places
from checker.rules import ALL
from checker.rules.base import Rule
from checker.sections import judge_sections
from checker.several import papers_in
from checker.signers import signers
from checker.spun import spun_in, spun_spans
from corpus import Standard

if TYPE_CHECKING:
    from checker.pagefacts import PageFacts

__all__ = [
    "analyse",
    "analyse_outline",
    "assemble",
    "findings_of",
    "normals_of",
    "review_document",
    "unreadable_review",
]


def normals_of(document: Document) -> tuple[Normal, ...]:
    """Each paragraph's text for matching, spun words put back (效劳 -> 服务) with their offsets kept.

    What only asks to be replaced (占位符) is no words of the paper and left out.
    """
    plain = normalise_all([p.text for p in document.paragraphs])
    if any(p.prompts for p in document.paragraphs):
        plain = tuple(map(_unprompted, plain, document.paragraphs))
    hits = spun_in([n.text for n in plain])
    return tuple(
        replace_spans(n, spun_spans(found)) if found else n for n, found in zip(plain, hits, strict=True)
    )


def _unprompted(normal: Normal, paragraph: Paragraph) -> Normal:
    spans = [(normal.position(start), normal.position(end), "") for start, end in paragraph.prompts]
    return replace_spans(normal, [span for span in spans if span[0] < span[1]])


def analyse_outline(document: Document, standard: Standard) -> Outline:
    """Only the outline: titles, headings and sentences, as training needs them."""
    return build_outline(document, normals_of(document), standard)


def analyse(
    document: Document, standard: Standard, kind: str = "auto", examples: Examples | None = None
) -> Analysis:
    """Everything the rules need to know of one document; `examples` are a bureau's corrected sentences."""
    normals = normals_of(document)
    outline = build_outline(document, normals, standard)
    found, score = _kind_of(outline, standard, kind)
    if untitled(outline, standard) and (title := header_title(document, normals, standard)) is not None:
        titled = build_outline(document, normals, standard, title)
        meant, sure = _kind_of(titled, standard, kind)
        # The text alone must be what the header says: a header may be left over from another paper.
        if found == meant == kind_of_title(title.text, standard):
            outline, found, score = titled, meant, sure
    if kind == "auto" and is_sheet(document):
        # Of the paper that it speaks of it has title and kind in a table.
        found, score = "other", 1.0
        outline = dataclasses.replace(outline, title=SHEET, title_where=None)
    return Analysis(
        document=document,
        standard=standard,
        normals=normals,
        outline=outline,
        kind=found,
        kind_score=score,
        judgements=judge_coverage(document, outline, standard, found, examples=examples),
        sections=judge_sections(document, normals, outline, standard, found),
        date=outline.signature.date,
    )


def _kind_of(outline: Outline, standard: Standard, kind: str) -> tuple[str, float]:
    return judge_kind(outline, standard) if kind == "auto" else (kind, 1.0)


def review_document(
    document: Document,
    file: str,
    standard: Standard,
    kind: str = "auto",
    rules: Sequence[Rule] = ALL,
    bureau: Bureau = NONE,
    page: PageFacts | None = None,
) -> Review:
    """The review of a document that has been read. `file` is its name in the report.

    `bureau` brings profile, waivers and examples of its own; with `page` the layout is looked at too.
    """
    analysis = analyse(document, standard, kind, bureau.examples)
    if page is not None:
        analysis = dataclasses.replace(analysis, page=page)
    return bureau.apply(assemble(analysis, file, findings_of(analysis, rules)))


def findings_of(analysis: Analysis, rules: Sequence[Rule] = ALL) -> list[Finding]:
    """What the rules find, and what the reader noted of the file; errors first, then in reading order."""
    asked = [rule for rule in rules if not rule.optional]
    if analysis.page is not None:
        from checker.rules.layout import RULES as LAYOUT

        asked += LAYOUT
    findings = [f for rule in asked for f in rule.check(analysis)]
    findings += [Finding(rule, "info", message) for rule, message in analysis.document.notes]
    findings.sort(key=_place)
    return findings


def _place(finding: Finding) -> tuple[int, int, int, str]:
    where = finding.where
    at = (where.paragraph, where.start) if where else (-1, 0)
    return (SEVERITY_ORDER[finding.severity], *at, finding.rule)


def assemble(analysis: Analysis, file: str, findings: Sequence[Finding]) -> Review:
    """A Review from an analysis and its findings; any error makes it `revise`."""
    document, outline = analysis.document, analysis.outline
    status: Status = "revise" if any(f.severity == "error" for f in findings) else "pass"
    evidence: list[Evidence] = [e for j in analysis.judgements for e in j.evidence]
    spots = (
        [e.where for e in evidence]
        + [f.where for f in findings if f.where]
        + [s.where for s in analysis.sections if s.where]
    )
    parts = papers_in(analysis)
    # Who signs the last of several people's papers did not write them all.
    several = len({part.signer for part in parts} - {""}) > 1
    return Review(
        file=file,
        sha256=document.sha256,
        status=status,
        kind=analysis.kind,
        kind_score=analysis.kind_score,
        standard=analysis.standard.id,
        title=outline.title,
        organization=outline.organization,
        author="" if several else outline.author,
        date=iso(outline.signature.date_text, analysis.date),
        characters=document.characters,
        elements=analysis.judgements,
        sections=analysis.sections,
        findings=tuple(findings),
        format=document.format,
        texts={w.paragraph: document.paragraphs[w.paragraph].text for w in spots},
        places=places(document, {w.paragraph for w in spots}),
        signers=signers(document, outline.signature),
        parts=parts,
    )


def unreadable_review(file: str, error: Unreadable, standard: Standard, sha256: str = "") -> Review:
    """The review of a file whose text cannot be had: state, reason and advice."""
    message = f"{error.reason}{error.advice}"
    finding = Finding(f"file.{error.code}", "error", message)
    return Review(
        file=file,
        sha256=sha256,
        status="unreadable",
        reason=message,
        standard=standard.id,
        findings=(finding,),
    )
