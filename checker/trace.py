"""A Document in, a short text that finds its like again out (雷同): sketch and paragraphs, packed."""

from __future__ import annotations

import base64
import json
import zlib

from checker.document import Cell, Document, Paragraph
from checker.owntext import Wording, own_words
from checker.paragraphs import whole_paragraphs
from checker.sketches import Sketch, sketch

__all__ = ["document_of", "sketch_of", "trace_of"]


def trace_of(document: Document, ignore: Wording) -> str:
    """What a review keeps of its document to be compared with others; `ignore` is nobody's own wording.

    Comparing from here reads no file a second time: the submission may have changed or gone, and a
    stranger's file is opened in a watched process only.
    """
    made = sketch(own_words(document, ignore))
    kept = [
        [p.index, p.part, p.text, *([p.cell.table, p.cell.row, p.cell.column] if p.cell else ())]
        for p in document.paragraphs
        if p.part not in ("header", "footer") and p.text.strip()
    ]
    # Lone surrogates of odd files survive as escapes, which UTF-8 would refuse.
    packed = zlib.compress(json.dumps(kept, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 3)
    whole = whole_paragraphs(document, ignore)
    parts = (base64.b64encode(part).decode() for part in (made.digest, whole, packed))
    return f"{made.size}:{':'.join(parts)}"


def sketch_of(trace: str) -> Sketch:
    """The sketch in a trace; that of an empty text when there is none."""
    if not trace:
        return Sketch(b"", 0)
    size, digest, *whole, _ = trace.split(":")  # traces of earlier versions have no paragraphs
    return Sketch(base64.b64decode(digest), int(size), base64.b64decode(whole[0]) if whole else b"")


def document_of(trace: str) -> Document:
    """The text in a trace as a Document: equal words at equal places and cells, nothing else of the file."""
    if not trace:
        return Document("", "", ())
    kept = json.loads(zlib.decompress(base64.b64decode(trace.rpartition(":")[2])))
    size = max((index for index, *_ in kept), default=-1) + 1
    paragraphs = [Paragraph(n, "") for n in range(size)]
    for index, part, text, *cell in kept:  # traces of earlier versions have no cells
        paragraphs[index] = Paragraph(index, text, part, cell=Cell(*cell) if cell else None)
    return Document("", "", tuple(paragraphs))
