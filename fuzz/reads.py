"""A fuzz input in, what became of it out; an exception when the readers or the commented copy break a promise."""

from __future__ import annotations

import datetime
import io
import zipfile

# The readers import these when they need them, which is too late for a fuzzer to watch them.
import checker.readers.oldword
import checker.readers.opendocument
import checker.readers.package
import checker.readers.text
import checker.readers.word  # noqa: F401
from checker import readers, wordml
from checker.document import Document, Unreadable, Where
from checker.findings import Finding, Review
from checker.limits import Limits
from checker.readers.legacy import LegacyReader
from checker.reports import comments
from fuzz.parts import file_of

__all__ = ["check", "one_input"]

LIMITS = Limits()
_DATE = datetime.datetime(2011, 3, 1)


class _NoLegacy(LegacyReader):
    """Tika is fuzzed by nobody here: its files end as refused."""

    def read(self, data: bytes, kind: str, sha256: str, limits: Limits | None = None) -> Document:
        raise Unreadable("unsupported", "", "")


_LEGACY = _NoLegacy()


def one_input(data: bytes) -> str:
    """Read one input; `readers.read_data` would hide what goes wrong behind its last net.

    The code of the refusal; or what `check` says of the document.
    """
    source = file_of(data)
    try:
        document = readers._read(source, "", LIMITS, _LEGACY)
    except Unreadable as refusal:
        assert refusal.reason is not None
        return refusal.code
    return check(document, source)


def check(document: Document, source: bytes) -> str:
    """What is promised of every document: "copied" when a copy was made and says the same, else "read"."""
    assert document.characters > 0
    for number, paragraph in enumerate(document.paragraphs):
        assert paragraph.index == number
        assert paragraph.text.strip()
        paragraph.text.encode()
    if document.format != "docx":
        return "read"
    _spans(document, source)
    return "copied" if _copy(document, source) else "read"


def _spans(document: Document, source: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(source))
    roots: dict[str, list[object]] = {}
    for paragraph in document.paragraphs:
        end = 0
        for span in paragraph.runs:
            if span.member not in roots:
                roots[span.member] = wordml.runs(wordml.parse(archive.read(span.member)))
            words = paragraph.text[span.start : span.end]
            text = wordml.run_text(roots[span.member][span.run])
            assert words and span.start >= end
            assert text[span.offset :].startswith(words), (text, words, span)
            end = span.end
        assert end <= len(paragraph.text)


_HOLDS = frozenset(n for local in ("p", "rubyBase") for n in wordml.both(local))
_PROPERTIES = frozenset(wordml.both("rPr"))
_BREAKS = frozenset(n for local in ("r", "txbxContent") for n in wordml.both(local))


def _lawful(source: bytes) -> bool:
    """Whether every run stands in a paragraph of its own story, its properties first; Word opens no other."""
    archive = zipfile.ZipFile(io.BytesIO(source))
    for run in wordml.runs(wordml.parse(archive.read("word/document.xml"))):
        nearest = next((a.tag for a in run.iterancestors() if a.tag in _HOLDS or a.tag in _BREAKS), None)
        if nearest not in _HOLDS or any(child.tag in _PROPERTIES for child in run[1:]):
            return False
    return True


def _copy(document: Document, source: bytes) -> bool:
    """The commented copy says the same as the submission; whether one was made."""
    if not _lawful(source):
        return False
    findings = tuple(
        Finding("file.test", "info", "看这里", Where(p.part, p.index, len(p.text) // 3, len(p.text) // 2 + 1))
        for p in document.paragraphs[:20]
    )
    review = Review(file="a.docx", sha256="", status="pass", findings=findings)
    try:
        made = comments.commented_copy(source, document, review, date=_DATE)
    except comments.CannotComment:
        return False
    again = readers._read(made, "", LIMITS, _LEGACY)
    before = [(p.part, p.text, p.number) for p in document.paragraphs]
    after = [(p.part, p.text, p.number) for p in again.paragraphs]
    assert before == after, (before, after)
    return True
