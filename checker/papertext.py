"""A document whose headings are not known yet in, its lines as sentences with their roles and places out (行作句)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Role, Sentence
from checker.document import Document, Where
from checker.headwords import HeadWords, head_words
from checker.normal import Normal
from checker.segments import Segment, sentence_spans
from checker.titles import Title
from corpus import Standard

__all__ = ["PaperText"]

_GUIDE = re.compile(r"【(?:待填|待补|请填|此处)[^】]*】?[。；]?")
_BARE_POST = re.compile(r"(?:党|学校|本校)?(?:总?支部)?[副正]?(?:书记|校长|园长)[：:]?")
_BLANK, _SIGNED = 16, 44  # characters of a line that only asks for a name, and of one that is signed


@dataclass(frozen=True, slots=True)
class PaperText:
    """A document and what is known of it before its headings are.

    `signed` has the places of the signature's name and date by paragraph, `labels` match what asks for one.
    """

    document: Document
    normals: Sequence[Normal]
    words: HeadWords
    title: Title
    signed: Mapping[int, Sequence[Where]]
    labels: re.Pattern[str] | None
    guides: dict[int, list[tuple[int, int]]]

    @classmethod
    def of(
        cls,
        document: Document,
        normals: Sequence[Normal],
        standard: Standard,
        title: Title,
        signed: Mapping[int, Sequence[Where]],
    ) -> PaperText:
        """What the standard's words and the paper's own tell of it."""
        words, labels = head_words(standard), _labels(standard)
        return cls(document, normals, words, title, signed, labels, _guides(normals))

    def where(self, paragraph: int, start: int, end: int) -> Where:
        """The raw place of normalised characters `start` to `end` of one paragraph."""
        spot = self.normals[paragraph].span(start, end)
        return Where(self.document.paragraphs[paragraph].part, paragraph, *spot)

    def asks(self, line: str) -> bool:
        """Whether a short line asks for a name and says nothing: 承诺人：____, 支部书记 of a form."""
        labelled = self.labels is not None and "：" in line and self.labels.match(line)
        return bool(labelled or _BARE_POST.fullmatch(line))

    def say(self, paragraph: int, start: int, end: int, role: Role, heading: int) -> list[Sentence]:
        """The sentences between two normalised offsets, which stand under the heading of that index."""
        normal, part = self.normals[paragraph], self.document.paragraphs[paragraph].part
        text, moved = normal.text, normal.starts is not None
        signed = self.signed.get(paragraph, ())
        guides = self.guides.get(paragraph)
        said = []
        for a, b in sentence_spans(text, start, end):
            line, this = text[a:b], role
            x, y = normal.span(a, b) if moved else (a, b)
            if b - a <= _BLANK and self.asks(line):
                this = "signature"
            for w in signed:
                if x <= w.start and w.end <= y and b - a <= _SIGNED:
                    this = "signature"
            if guides and any(first <= a and b <= last for first, last in guides):
                this = "template"
            said.append(Sentence(line, Where(part, paragraph, x, y), this, heading))
        return said

    def closing(self, found: Sequence[Segment]) -> frozenset[int]:
        """The paragraphs of the signature, and those that ask for one."""
        if self.labels is None:
            return frozenset(self.signed)
        labelled = {i for i, normal in enumerate(self.normals) if "：" in normal.text}
        asking = (
            s.paragraph
            for s in found
            if s.paragraph in labelled and self.labels.match(self.normals[s.paragraph].text, s.start, s.end)
        )
        return frozenset([*self.signed, *asking])


@lru_cache(maxsize=4)
def _labels(standard: Standard) -> re.Pattern[str] | None:
    """What a line that asks for a signature begins with (承诺人：)."""
    words = standard.signature_labels
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s*[：:]") if words else None


def _guides(normals: Sequence[Normal]) -> dict[int, list[tuple[int, int]]]:
    """A template's guiding questions by paragraph: still to be answered, they are nobody's words yet."""
    return {
        i: spans
        for i, normal in enumerate(normals)
        if "【" in normal.text and (spans := [m.span() for m in _GUIDE.finditer(normal.text)])
    }
