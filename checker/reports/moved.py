"""A review and a rebuilt file with the same words come in; the review with its places in that comes out."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from checker.document import Document, Paragraph, Where
from checker.findings import Finding, Review
from checker.places import places, plain_place
from checker.reports.clean import one_line, shorten

__all__ = ["moved"]

_QUOTE = 60


def moved(review: Review, old: Document, new: Document) -> Review:
    """The review as if it had been made of `new`; only what a commented copy needs is moved.

    A paragraph is known again by its words, white space aside. A finding whose words are not found is
    about the whole document then, and quotes them.
    """
    find = _Finder(old, new)
    findings = []
    for finding in review.findings:
        where = find.place(finding.where) if finding.where else None
        if finding.where and where is None:
            findings.append(_told(finding, old))
        else:
            findings.append(dataclasses.replace(finding, where=where))
    texts = {f.where.paragraph: new.paragraphs[f.where.paragraph].text for f in findings if f.where}
    return dataclasses.replace(
        review, findings=tuple(findings), texts=texts, places=places(new, texts), format=new.format
    )


def _told(finding: Finding, old: Document) -> Finding:
    assert finding.where is not None
    words = ""
    if finding.where.paragraph < len(old.paragraphs):
        words = shorten(one_line(old.quote(finding.where)), _QUOTE)
    message = f"{finding.message}（{_place(old, finding.where)}{f'：“{words}”' if words else ''}）"
    return dataclasses.replace(finding, message=message, where=None)


def _place(document: Document, where: Where) -> str:
    said = places(document, (where.paragraph,)).get(where.paragraph)
    return said or plain_place(where.part, where.paragraph)


class _Finder:
    """Knows the paragraphs of the new document by their words."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old, new
        self._by_words: dict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in new.paragraphs:
            self._by_words[_solid(paragraph.text)].append(paragraph)
        # Of paragraphs with equal words the n-th is the n-th.
        self._turn: dict[int, int] = {}
        seen: dict[str, int] = defaultdict(int)
        for paragraph in old.paragraphs:
            words = _solid(paragraph.text)
            self._turn[paragraph.index] = seen[words]
            seen[words] += 1

    def place(self, where: Where) -> Where | None:
        if where.paragraph >= len(self._old.paragraphs):
            return None
        old = self._old.paragraphs[where.paragraph]
        same = self._by_words.get(_solid(old.text), [])
        turn = self._turn[where.paragraph]
        if turn < len(same) and _solid(old.text):
            return _within(
                same[turn], len(_solid(old.text[: where.start])), len(_solid(old.text[: where.end]))
            )
        words = _solid(self._old.quote(where))
        homes = [p for p in self._new.paragraphs if words and words in _solid(p.text)]
        if len(homes) != 1 or _solid(homes[0].text).count(words) != 1:
            return None
        start = _solid(homes[0].text).index(words)
        return _within(homes[0], start, start + len(words))


def _solid(text: str) -> str:
    return "".join(text.split())


def _within(paragraph: Paragraph, start: int, end: int) -> Where:
    """The place of the solid characters `start` to `end` of a paragraph."""
    at = [position for position, character in enumerate(paragraph.text) if not character.isspace()]
    first = at[start] if start < len(at) else len(paragraph.text)
    last = at[end - 1] + 1 if start < end <= len(at) else first
    return Where(paragraph.part, paragraph.index, first, last)
