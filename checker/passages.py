"""An outline in, its body cut into passages (段落) of a few sentences with what stands above each out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from checker.analysis import Outline, Sentence
from checker.document import Where
from checker.headed import heading_sections
from checker.normal import Normal
from corpus import DocumentKind

__all__ = ["Passage", "passages"]

_LENGTH = 90  # characters; a passage is cut before the sentence that would make it longer
# A line of a few words that stands alone before a paragraph is a heading in all but its looks: 靠什么去做, 【载体设计】.
_LABEL = re.compile(r"[^。；！，：]{2,14}[：？?:]?")
_DRESS = "【】◆●■★▲※◇*　 "
_FOLLOWED = 18  # characters of the paragraph below a label


class Passage(Struct, frozen=True, gc=False):
    """Some sentences of one paragraph.

    `heading` are the words of the nearest heading or label above, `owner` the sections that headings above name;
    passages of one `block` stand under the same. `headed` says that an unknown heading or label stands above.
    `at` is where it stands in the body, from 0 to 1; `opens` says that it opens its paragraph. `where` is the
    heading's or label's place if there is one, else the first sentence's, `own` that of the first sentence.
    """

    text: str
    heading: str
    owner: tuple[str, ...]
    block: int
    headed: bool
    at: float
    opens: bool
    where: Where
    own: Where


@dataclass(slots=True)
class _Paragraph:
    """The body's sentences of a paragraph under one heading."""

    heading: int
    sentences: list[Sentence]

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.sentences)


def _paragraphs(outline: Outline, end: int) -> list[_Paragraph]:
    out: list[_Paragraph] = []
    last = (-1, -1)
    for s in outline.sentences:
        if s.role != "body" or s.where.paragraph >= end:
            continue
        if (s.where.paragraph, s.heading) != last:
            last = (s.where.paragraph, s.heading)
            out.append(_Paragraph(s.heading, []))
        out[-1].sentences.append(s)
    return out


def _label(paragraph: _Paragraph, following: _Paragraph, normals: Sequence[Normal]) -> str:
    """The words of a line that is a heading in all but its looks, or ""."""
    where = paragraph.sentences[0].where
    whole = normals[where.paragraph].text.strip()
    bare = whole.strip(_DRESS)
    # Its looks first: most lines are no label, and putting sentences together takes longer.
    if not _LABEL.fullmatch(bare) or following.sentences[0].where.paragraph <= where.paragraph:
        return ""
    return bare if len(following.text) >= _FOLLOWED and whole == paragraph.text.strip() else ""


def _pieces(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    out: list[list[Sentence]] = [[]]
    length = 0
    for s in sentences:
        if out[-1] and length + len(s.text) > _LENGTH:
            out.append([])
            length = 0
        out[-1].append(s)
        length += len(s.text)
    return out


def passages(
    outline: Outline,
    normals: Sequence[Normal],
    named: Sequence[tuple[str, ...]],
    kind: DocumentKind,
    end: int,
) -> list[Passage]:
    """The passages of the paragraphs before `end`; `named[h]` are the sections that heading h names."""
    found = _paragraphs(outline, end)
    total = sum(len(s.text) for p in found for s in p.sentences) or 1
    out: list[Passage] = []
    before, block, last = 0, 0, object()
    label, label_at, under = "", None, -2
    for n, paragraph in enumerate(found):
        if paragraph.heading != under:
            label, label_at, under = "", None, paragraph.heading
        if n and n + 1 < len(found) and (words := _label(paragraph, found[n + 1], normals)):
            label, label_at = words, paragraph.sentences[0].where
            continue
        path = outline.path(paragraph.heading)
        heading = label or (outline.headings[path[-1]].title if path else "")
        owner = tuple(dict.fromkeys(id for h in path for id in named[h]))
        if label:
            owner = heading_sections(label.rstrip("：:？?"), kind)
        first = paragraph.sentences[0].where
        above = label_at or (outline.headings[path[0]].where if path else first)
        key: object = owner[0] if owner else above
        block, last = (block, last) if key == last else (block + 1, key)
        for k, piece in enumerate(_pieces(paragraph.sentences)):
            text = "".join(s.text for s in piece)
            middle = (before + len(text) / 2) / total
            out.append(
                Passage(
                    text,
                    heading,
                    owner,
                    block,
                    bool(heading) and not owner,
                    middle,
                    k == 0,
                    above,
                    piece[0].where,
                )
            )
            before += len(text)
    return out
