"""A .docx, its Document and its Review come in; the .docx with Word comments (批注) on the words comes out.

Members of the zip that need no change keep their bytes; a macro is not handed on; nothing is fetched.
"""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from checker import wordml
from checker.document import Document, Unreadable, Where
from checker.findings import SEVERITY_NAMES, Finding, Review
from checker.limits import DEFAULT, Limits
from checker.readers.package import Package
from checker.reports.anchors import Anchors, Span
from checker.reports.clean import xml_text
from checker.reports.overview import Titles
from checker.reports.parts import CannotComment, Parts
from checker.reports.remarks import SUMMARY, finding_lines, summary_lines, with_place
from checker.reports.zipcopy import rewrite_bytes

__all__ = ["MOST", "CannotComment", "commented_copy"]

Element = Any  # lxml's element class is private

_AUTHOR = "审查"
INITIALS = "审"
_OWN = (SUMMARY, *(f"【{name}】" for name in SEVERITY_NAMES.values()))  # how our comments begin
# Word grows slow with thousands of comments, and nobody reads them.
MOST = 300
_MOST_EDITS = 3000  # replacements written into one copy


@dataclass(frozen=True, slots=True)
class _Comment:
    span: Span | None
    lines: tuple[str, ...]
    finding: Finding | None = None


# The words of a place and what replaces them.
_Edit = tuple[Span, Where, str]


def commented_copy(
    source: bytes,
    document: Document,
    review: Review,
    *,
    date: datetime,
    titles: Titles | None = None,
    suggest: bool = False,
    limits: Limits = DEFAULT,
) -> bytes:
    """The submission with one comment a finding, on its words, and a summing up on the title.

    Findings where Word takes no comment (headers, notes, text boxes) and findings about the whole
    document stand in the summing up. With `suggest` a finding that has a replacement is also written as
    a tracked change (修订) that the school accepts or rejects. Raises `CannotComment` when the file's
    inner structure does not allow it; a review sheet is the way then.
    """
    try:
        parts = Parts(Package(source, limits))
        root = parts.tree(parts.main)
        comments = _write_marks(root, parts, document, review, titles or Titles(), date, suggest)
        parts.put_comments(comments)
        parts.put_tree(parts.main, root)
        return rewrite_bytes(source, parts.changed, frozenset(parts.dropped))
    except (Unreadable, zipfile.BadZipFile, etree.LxmlError, ValueError) as error:
        # ValueError: names that lxml reads but does not write (an attribute �:val; found by fuzzing).
        raise CannotComment("文件的内部结构与一般的 Word 文档不同，不能加批注。") from error


def _write_marks(
    root: Element,
    parts: Parts,
    document: Document,
    review: Review,
    titles: Titles,
    date: datetime,
    suggest: bool,
) -> list[Element]:
    anchors = Anchors(root, parts.main)
    summary, placed = _comments(anchors, document, review, titles)
    edits = _edits(anchors, document, placed) if suggest else []
    spans = [comment.span for comment in placed if comment.span] + [span for span, _, _ in edits]
    if summary.span:
        spans.append(summary.span)
    anchors.cut(spans)
    write = _Writer(
        root.nsmap, wordml.W_STRICT if root.tag in wordml.both("document")[1:] else wordml.W, date
    )
    first = parts.next_comment_id(root)
    elements, marks = [], []
    for number, comment in enumerate([summary, *placed], first):
        elements.append(write.comment(number, comment.lines))
        if comment.span:
            marks.append((comment.span, write.start(number), (write.end(number), write.reference(number))))
        else:
            _at_top(root, [write.start(number), write.end(number), write.reference(number)])
    changes = _changes(anchors, edits, document)
    anchors.around(marks)
    revision = _next_id(root)
    for runs, words in changes:
        revision = write.change(runs, words, revision)
    # A school mends the copy that it got back and sends it again: what was said of the draft before is no more.
    parts.drop_comments(root, _AUTHOR, _OWN)
    return elements


def _comments(
    anchors: Anchors, document: Document, review: Review, titles: Titles
) -> tuple[_Comment, list[_Comment]]:
    placed: list[_Comment] = []
    elsewhere: list[Finding] = []
    for finding in review.findings:
        span = None
        if finding.where and finding.where.paragraph < len(document.paragraphs):
            span = anchors.span(document.paragraphs[finding.where.paragraph], finding.where)
        if span is None:
            elsewhere.append(finding)
        elif len(placed) < MOST:
            placed.append(_Comment(span, tuple(finding_lines(finding)), finding))
    lines = summary_lines(review, titles)
    if elsewhere:
        lines.append("另有以下意见：")
        for finding in elsewhere[:MOST]:
            lines += with_place(review, finding)
    left = len(review.findings) - len(placed) - min(len(elsewhere), MOST)
    if left:
        lines.append(f"还有 {left} 处同类问题没有逐一批注，见汇总表“问题清单”。")
    return _Comment(_title_span(anchors, document, review), tuple(lines)), placed


def _title_span(anchors: Anchors, document: Document, review: Review) -> Span | None:
    """The title's words; when they cannot be found or commented, the first words that can."""
    title = "".join(review.title.split())
    if any(p.part == "header" and "".join(p.text.split()) == title for p in document.paragraphs):
        title = ""  # it stands where Word takes no comment, and the same words in the text are not it
    first = None
    for paragraph in document.paragraphs:
        start, end = _of_title(paragraph.text, review.title if title else "", title)
        if paragraph.part not in ("body", "table") or not paragraph.text.strip() or (first and start == end):
            continue
        span = anchors.span(paragraph, Where(paragraph.part, paragraph.index, start, end))
        if span and start < end:
            return span
        first = first or span
        if first and not title:
            break
    return first


def _of_title(text: str, title: str, joined: str) -> tuple[int, int]:
    """Where in a paragraph the title stands: all of it, or the line of it that the paragraph is."""
    if title and title in text:
        return text.index(title), text.index(title) + len(title)
    words = "".join(text.split())
    if joined and len(words) > 1 and (words in joined or joined in words):
        return 0, len(text)
    return 0, 0


def _edits(anchors: Anchors, document: Document, placed: Sequence[_Comment]) -> list[_Edit]:
    """Every place that a finding has a replacement for, the further ones of those said once included."""
    found = [c.finding for c in placed if c.finding is not None and c.finding.suggestion is not None]
    every = [(f.where, f.suggestion or "") for f in found if f.where is not None]
    every += [edit for f in found for edit in f.edits]
    spans = [
        (anchors.span(document.paragraphs[where.paragraph], where), where, words)
        for where, words in every[:_MOST_EDITS]
        if where.start < where.end
    ]
    return [(span, where, words) for span, where, words in spans if span is not None]


def _changes(anchors: Anchors, edits: Sequence[_Edit], document: Document) -> list[tuple[list[Element], str]]:
    """The edits that can be a tracked change: plain words, and no two changes of the same words."""
    changes: list[tuple[list[Element], str]] = []
    taken: set[Element] = set()
    for span, where, new in edits:
        runs = anchors.inside(span)
        if not runs or taken.intersection(runs):
            continue
        words = document.paragraphs[where.paragraph].text[where.start : where.end]
        if "".join(wordml.run_text(run) for run in runs) == words:
            taken.update(runs)
            changes.append((runs, new))
    return changes


def _at_top(root: Element, marks: Sequence[Element]) -> None:
    """Put marks at the start of the first paragraph that takes them: when no words can be commented."""
    closed = wordml.both("txbxContent")
    open_paragraphs = [
        paragraph
        for paragraph in root.iter(*wordml.both("p"))
        if not any(ancestor.tag in closed for ancestor in paragraph.iterancestors())
    ]
    if not open_paragraphs:
        raise CannotComment("文件里没有可以加批注的段落。")
    controls = wordml.both("sdtContent")
    best = next((q for q in open_paragraphs if not any(a.tag in controls for a in q.iterancestors())), None)
    paragraph = open_paragraphs[0] if best is None else best
    start = 1 if len(paragraph) and paragraph[0].tag in wordml.both("pPr") else 0
    paragraph[start:start] = marks


def _next_id(root: Element) -> int:
    names = wordml.both("id")
    values = (element.get(name, "") for element in root.iter("*") for name in names)
    return max((int(v) for v in values if v.isdecimal() and len(v) < 10), default=0) + 1


class _Writer:
    """Makes the elements of comments and changes, in the document's own dialect (transitional or strict)."""

    def __init__(self, nsmap: Any, namespace: str, date: datetime) -> None:
        self._namespace = namespace
        self._nsmap = nsmap
        self._date = date.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _name(self, local: str) -> str:
        return f"{{{self._namespace}}}{local}"

    def element(self, local: str, *children: Element, **attributes: str) -> Element:
        """A `w:` element with `w:` attributes."""
        made = etree.Element(self._name(local), nsmap={"w": self._namespace})
        for key, value in attributes.items():
            made.set(self._name(key), value)
        made.extend(children)
        return made

    def text(self, words: str, local: str = "t") -> Element:
        """A `w:t` that keeps its spaces."""
        made = self.element(local)
        made.text = xml_text(words)
        made.set(wordml.XML_SPACE, "preserve")
        return made

    def comment(self, number: int, lines: Sequence[str]) -> Element:
        """A comment, a paragraph a line; small, and without the indent that the body style may have."""
        comment = self.element("comment", id=str(number), author=_AUTHOR, date=self._date, initials=INITIALS)
        for index, line in enumerate(lines):
            properties = self.element(
                "pPr",
                self.element("spacing", before="0", after="0", line="240", lineRule="auto"),
                self.element("ind", left="0", firstLine="0", firstLineChars="0"),
                self.element("jc", val="left"),
            )
            paragraph = self.element("p", properties)
            if index == 0:
                paragraph.append(self.element("r", self.element("annotationRef")))
            size = self.element("rPr", self.element("sz", val="18"), self.element("szCs", val="18"))
            paragraph.append(self.element("r", size, self.text(line)))
            comment.append(paragraph)
        return comment

    def start(self, number: int) -> Element:
        """Where the commented words begin."""
        return self.element("commentRangeStart", id=str(number))

    def end(self, number: int) -> Element:
        """Where they end."""
        return self.element("commentRangeEnd", id=str(number))

    def reference(self, number: int) -> Element:
        """What ties the range to the comment."""
        return self.element("r", self.element("commentReference", id=str(number)))

    def change(self, runs: Sequence[Element], words: str, number: int) -> int:
        """Mark `runs` as deleted and put `words` after them as inserted, in the format of the first.

        Each run is wrapped alone, so that marks of comments between them stay where they are. Returns the
        next free number of a change.
        """
        properties = [copy.deepcopy(child) for child in runs[0] if child.tag in wordml.both("rPr")]
        last = runs[-1]
        for run in runs:
            last = self.element("del", id=str(number), author=_AUTHOR, date=self._date)
            number += 1
            run.addprevious(last)
            last.append(run)
            for child in [c for c in run if c.tag in wordml.both("t")]:
                run.replace(child, self.text(child.text or "", "delText"))
        if words:
            inserted = self.element("r", *properties, self.text(words))
            last.addnext(self.element("ins", inserted, id=str(number), author=_AUTHOR, date=self._date))
        return number + 1
