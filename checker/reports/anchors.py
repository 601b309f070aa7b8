"""A document tree of WordprocessingML and places in it come in; the tree with marks around them comes out.

A run (`w:r`) that a place cuts is split in pieces of the same format, so the page looks as before.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from checker import wordml
from checker.document import Paragraph, Where

__all__ = ["Anchors", "Span"]

Element = Any  # lxml's element class is private

# Inside these a mark of a comment may stand beside a run; out of all others it moves outwards.
_HOLDERS = frozenset(n for local in ("p", "hyperlink", "ins", "moveTo") for n in wordml.both(local))
_PARAGRAPH = frozenset(wordml.both("p"))
# Word takes no comment in these.
_CLOSED = frozenset(
    n for local in ("txbxContent", "footnote", "endnote", "hdr", "ftr") for n in wordml.both(local)
)
# Comments in a content control around paragraphs or cells are lawful, but LibreOffice 7.4 then loses the
# words before them (measured); around words within a paragraph it keeps them.
_CONTROL = frozenset(wordml.both("sdtContent"))
_TEXT = frozenset(wordml.both("t"))
_PROPERTIES = frozenset(wordml.both("rPr"))


@dataclass(frozen=True, slots=True)
class Span:
    """From one character of one run to another: runs by their ordinal, `end` exclusive."""

    first: int
    start: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    element: Element


class Anchors:
    """The runs of one part, before and after they are cut.

    Use: `span` for every place, then once `cut` with all spans, then `around` with the marks.
    """

    def __init__(self, root: Element, member: str) -> None:
        """Number the runs as the reader did."""
        self._member = member
        self._runs = wordml.runs(root)
        self._holders = [_holder(run) for run in self._runs]
        self._pieces: dict[int, list[_Piece]] = {}

    def span(self, paragraph: Paragraph, where: Where) -> Span | None:
        """The runs of a place, or None when no comment can stand there."""
        start, end = where.start, where.end
        if start >= end:
            start, end = 0, len(paragraph.text)
        open_spans = [
            span
            for span in paragraph.runs
            if span.member == self._member
            and 0 <= span.run < len(self._runs)
            and self._holders[span.run] is not None
        ]
        spans = [span for span in open_spans if span.end > start and span.start < end]
        if not spans and start < len(paragraph.text):
            # Words of no run (what a field draws, a formula): the comment stands on those beside them.
            before = [span for span in open_spans if span.end <= start]
            spans = before[-1:] or open_spans[:1]
            start, end = (spans[0].start, spans[0].end) if spans else (0, 0)
        if not spans:
            return None
        first, last = spans[0], spans[-1]
        return Span(
            first.run,
            first.offset + max(0, start - first.start),
            last.run,
            last.offset + min(end, last.end) - last.start,
        )

    def cut(self, spans: Iterable[Span]) -> None:
        """Split every run where a span begins or ends within it."""
        cuts: dict[int, set[int]] = defaultdict(set)
        for span in spans:
            cuts[span.first].add(span.start)
            cuts[span.last].add(span.end)
        for number, offsets in cuts.items():
            run = self._runs[number]
            if self._holders[number] is run:
                self._pieces[number] = _split(run, sorted(offsets))

    def around(self, marks: Sequence[tuple[Span, Element, Sequence[Element]]]) -> None:
        """Put (mark before, marks after) around each span; of two that begin together the longer is outer."""
        before: dict[Element, list[Element]] = defaultdict(list)
        after: dict[Element, list[Element]] = defaultdict(list)
        for span, opening, closing in sorted(marks, key=_outer_first):
            before[self._piece(span.first, span.start, opens=True)].append(opening)
            after[self._piece(span.last, span.end, opens=False)].append(closing)
        for element, openings in before.items():
            for opening in openings:
                element.addprevious(opening)
        for element, closings in after.items():
            # The inner span was put in last and closes first.
            for closing in closings:
                for mark in reversed(closing):
                    element.addnext(mark)

    def inside(self, span: Span) -> list[Element] | None:
        """The run pieces that a span covers exactly, or None when it covers anything but plain text."""
        covered: list[Element] = []
        for number in range(span.first, span.last + 1):
            run = self._runs[number]
            if self._holders[number] is not run:
                return None
            low = span.start if number == span.first else 0
            high = span.end if number == span.last else 1 << 60
            whole = [_Piece(0, len(wordml.run_text(run)), run)]
            for piece in self._pieces.get(number, whole):
                if piece.start < high and piece.end > low:
                    if piece.start < low or piece.end > high:
                        return None
                    covered.append(piece.element)
        plain = all(child.tag in _TEXT or child.tag in _PROPERTIES for run in covered for child in run)
        parents = {run.getparent() for run in covered}
        return covered if plain and len(parents) == 1 and covered[0].getparent().tag in _PARAGRAPH else None

    def _piece(self, number: int, offset: int, *, opens: bool) -> Element:
        pieces = self._pieces.get(number)
        if pieces is None:
            return self._holders[number]
        if opens:
            return next((p.element for p in pieces if offset < p.end), pieces[-1].element)
        return next((p.element for p in pieces if offset <= p.end), pieces[-1].element)


def _outer_first(mark: tuple[Span, Element, Sequence[Element]]) -> tuple[int, int, int, int]:
    span = mark[0]
    return (-span.last, -span.end, span.first, span.start)


def _holder(run: Element) -> Element | None:
    """The run, or what a mark must stay outside of around it; None where Word takes no comment at all."""
    holder = run
    ancestors = run.iterancestors()
    for parent in ancestors:
        if parent.tag in _PARAGRAPH:
            break
        if parent.tag not in _HOLDERS:
            holder = parent
    else:
        return None
    return None if any(a.tag in _CLOSED or a.tag in _CONTROL for a in ancestors) else holder


def _split(run: Element, offsets: Sequence[int]) -> list[_Piece]:
    texts: Mapping[Element, str] = dict(wordml.run_pieces(run))
    properties = next((child for child in run if child.tag in _PROPERTIES), None)
    pieces: list[list[Element]] = [[]]
    bounds = [0]
    position = 0
    pending = [offset for offset in offsets if offset > 0]
    for child in list(run):
        if child is properties:
            continue
        text = texts.get(child, "")
        if text and pending and pending[0] <= position:
            pieces.append([])
            bounds.append(position)
        pending = [offset for offset in pending if offset > position] if text else pending
        inner = [offset for offset in pending if offset < position + len(text)]
        if child.tag in _TEXT and inner:
            edges = [position, *inner, position + len(text)]
            for number, (low, high) in enumerate(zip(edges, edges[1:], strict=False)):
                if number:
                    pieces.append([])
                    bounds.append(low)
                pieces[-1].append(_text_like(child, text[low - position : high - position]))
        else:
            pieces[-1].append(child)
        position += len(text)
    return _rebuilt(run, properties, pieces, [*bounds, position])


def _text_like(t: Element, text: str) -> Element:
    part = etree.Element(t.tag, nsmap=t.nsmap)
    part.text = text
    part.set(wordml.XML_SPACE, "preserve")
    return part


def _rebuilt(
    run: Element, properties: Element | None, pieces: list[list[Element]], bounds: list[int]
) -> list[_Piece]:
    if len(pieces) == 1:
        return [_Piece(0, bounds[-1], run)]
    made = []
    for child in list(run):
        if child is not properties:
            run.remove(child)
    after = run
    for number, children in enumerate(pieces):
        if number == 0:
            piece = run
        else:
            piece = etree.Element(run.tag, attrib=dict(run.attrib), nsmap=run.nsmap)
            if properties is not None:
                piece.append(copy.deepcopy(properties))
            after.addnext(piece)
            after = piece
        piece.extend(children)
        made.append(_Piece(bounds[number], bounds[number + 1], piece))
    return made
