"""A fuzz input (lines of text) in, its reviews out; an exception whenever outline or judges break a promise."""

from __future__ import annotations

from checker.document import Document, Paragraph, Where
from checker.findings import Review
from checker.judging import analyse, assemble, findings_of, normals_of
from corpus import load_standard

__all__ = ["document_of", "one_input"]

STANDARDS = tuple(load_standard(name) for name in ("chuangxianzhengyou", "duizhaojiancha2025"))
_PARTS = ("body", "body", "body", "table", "textbox", "header", "footnote")


def document_of(data: bytes) -> Document:
    """A line a paragraph; its first characters may say part (`#2`), heading level (`!1`) and number (`^一、|`)."""
    paragraphs: list[Paragraph] = []
    for line in data.decode("utf-8", "ignore").split("\n"):
        part, level, number = "body", None, ""
        if line[:1] == "#" and line[1:2].isascii() and line[1:2].isdigit():
            part, line = _PARTS[int(line[1]) % len(_PARTS)], line[2:]
        if line[:1] == "!" and line[1:2].isascii() and line[1:2].isdigit():
            level, line = max(1, int(line[1])), line[2:]
        if line[:1] == "^" and "|" in line[:12]:
            number, _, line = line[1:].partition("|")
        if line.strip():
            paragraphs.append(Paragraph(len(paragraphs), line, part, number, level))  # type: ignore[arg-type]
    return Document("docx", "", tuple(paragraphs))


def one_input(data: bytes) -> list[Review]:
    """Review one input under both standards; none when it has no text."""
    document = document_of(data[:4000])
    reviews: list[Review] = []
    if not document.paragraphs:
        return reviews
    for standard in STANDARDS:
        analysis = analyse(document, standard)
        for normal, paragraph in zip(normals_of(document), document.paragraphs, strict=True):
            assert normal.raw == paragraph.text
            if normal.starts is not None and normal.ends is not None:
                assert len(normal.starts) == len(normal.ends) == len(normal.text)
                assert list(normal.starts) == sorted(normal.starts)
                assert list(normal.ends) == sorted(normal.ends)
        outline = analysis.outline
        for heading in outline.headings:
            _place(document, heading.where)
            assert 1 <= heading.level <= 9
        last = (-1, -1)
        for sentence in outline.sentences:
            _place(document, sentence.where)
            assert -1 <= sentence.heading < len(outline.headings)
            here = (sentence.where.paragraph, sentence.where.start)
            assert here >= last, (here, last)
            last = here
        reviews.append(assemble(analysis, "a", findings_of(analysis)))
        _review(document, reviews[-1])
    return reviews


def _review(document: Document, review: Review) -> None:
    for judgement in review.elements:
        # What is missing may quote the sentence that comes nearest, and says so.
        assert judgement.evidence or judgement.level == "missing", judgement
        assert judgement.reason or judgement.level != "missing" or not judgement.evidence, judgement
        assert 0 <= judgement.score <= 1
        for evidence in judgement.evidence:
            _place(document, evidence.where)
            assert evidence.text == document.quote(evidence.where), evidence
            assert evidence.text
    for section in review.sections:
        assert section.found or section.heading or not section.where  # a heading with nothing under it
        if section.where:
            _place(document, section.where)
    for finding in review.findings:
        assert finding.message.strip()
        if finding.where:
            _place(document, finding.where)


def _place(document: Document, where: Where) -> None:
    assert 0 <= where.paragraph < len(document.paragraphs), where
    paragraph = document.paragraphs[where.paragraph]
    assert where.part == paragraph.part, where
    assert 0 <= where.start <= where.end <= len(paragraph.text), (where, paragraph.text)
