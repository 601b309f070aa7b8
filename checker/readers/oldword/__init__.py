"""The bytes of a Word 97–2003 file (.doc, .wps of WPS Office) in, its `Document` out.

Read directly because the general extractor shows hidden text, writes 一、 as 1、 and breaks lines at tabs and
notes, and each of these would accuse a school wrongly. Layout of the structures: [MS-DOC], Microsoft's
open specification. `NotWord97` says that the file is older or broken; the legacy reader then tries it.
"""

from __future__ import annotations

import contextlib
import struct

from checker.document import Document, Paragraph, Part
from checker.limits import Limits
from checker.readers.draft import Draft, Facts
from checker.readers.finish import Finisher
from checker.readers.notes import Signs, file_notes
from checker.readers.numbering import Counter
from checker.readers.oldword.art import Art, word_art
from checker.readers.oldword.binary import ANCHORS, DRAWINGS, NotWord97, WordFile
from checker.readers.oldword.lists import parse_lists
from checker.readers.oldword.story import OldStory
from checker.readers.oldword.stylesheet import parse_stylesheet
from checker.readers.refusals import no_text
from checker.readers.text import familiar

__all__ = ["NotWord97", "read_old_word"]

_BROKEN = (struct.error, ValueError, IndexError, KeyError, OverflowError, TypeError, OSError, RecursionError)
# ImportError: olefile is missing here; the legacy reader needs no olefile.
_NOT_OURS = (*_BROKEN, ImportError)
# Six separators of notes come first; then six stories a section: even, odd (default) and first page.
# What may stand before the first word: white space, and where drawings are anchored.
_NOTHING = "\r\n\t\x01\x07\x08\x0b\x0c \u3000"
_MARGIN_PARTS: tuple[Part, ...] = ("header", "header", "footer", "footer", "header", "footer")


def read_old_word(data: bytes, kind: str, sha256: str, limits: Limits) -> Document:
    """The document; `NotWord97` when it is none of Word 97–2003, `Unreadable` when it has no text."""
    try:
        word = WordFile(data, limits)
        paragraphs, facts = _walk(word, limits)
        properties = word.properties()
        signs = Signs(
            macro=word.has_macros,
            hidden=facts.hidden,
            tracked=facts.tracked,
            comments=word.story("annotations") is not None,
            embedded=word.has_documents,
            pictures=word.has_pictures,
        )
    except _NOT_OURS as error:
        raise NotWord97(str(error)) from None
    body = "".join([p.text for p in paragraphs if p.part not in ("header", "footer")])
    characters = len("".join(body.split()))
    if not characters:
        raise no_text(word.has_pictures, facts.hidden, word.has_documents)
    if characters > 50 and familiar(body) < 0.5:
        raise NotWord97("not legible")
    return Document(kind, sha256, tuple(paragraphs), properties, file_notes(signs, characters))


def _walk(word: WordFile, limits: Limits) -> tuple[list[Paragraph], Facts]:
    """Every story in the order in which a reader of the pages meets it."""
    facts = Facts()
    styles = parse_stylesheet(word)
    numbering = parse_lists(word)
    found: list[Paragraph] = []

    def walk(part: Part, start: int, end: int) -> None:
        finisher = Finisher(styles, Counter(numbering, styles), facts, limits)
        drafts = OldStory(word, styles, finisher, facts, part).walk(start, end)
        first = len(found)
        found.extend([draft.paragraph(first + n, "") for n, draft in enumerate(drafts)])

    art: list[Art] = []
    with contextlib.suppress(struct.error):  # a broken drawing costs no text
        art += word_art(word.structure(DRAWINGS), word.structure(ANCHORS))
    top = [one for one in art if not one.header and not word.text[: one.at].strip(_NOTHING)]

    def draw(these: list[Art]) -> None:
        finisher = Finisher(styles, Counter(numbering, styles), facts, limits)
        drafts: list[Draft] = []
        for one in these:
            draft = Draft("header" if one.header else "textbox", None)
            draft.add(one.text.replace("\r", "\n"))
            finisher.finish(draft, drafts)
        first = len(found)
        found.extend([draft.paragraph(first + n, "") for n, draft in enumerate(drafts)])

    draw(top)
    stories: tuple[tuple[str, Part], ...] = (
        ("body", "body"),
        ("textboxes", "textbox"),
        ("footnotes", "footnote"),
        ("endnotes", "endnote"),
    )
    for name, part in stories:
        place = word.story(name)
        if place is not None:
            walk(part, *place)
        if name == "body":
            draw([one for one in art if not one.header and one not in top])
    seen = set()
    for kind, start, end in sorted(word.margins()):
        text = word.text[start:end]
        if text.strip() and text not in seen:
            seen.add(text)
            walk(_MARGIN_PARTS[kind], start, end)
    draw([one for one in art if one.header])
    return found, facts
