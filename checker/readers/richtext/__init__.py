"""The bytes of an .rtf (or of the RTF that many programs write under the name .doc) in, its `Document` out.

Read directly because the general extractor shows hidden text and comments, and loses text boxes and notes.
`NotRichText` says that what came out is not legible; the legacy reader then tries it.
"""

from __future__ import annotations

import re

from checker.document import Document
from checker.limits import Limits
from checker.readers.draft import Draft
from checker.readers.notes import Signs, file_notes
from checker.readers.refusals import no_text, too_long
from checker.readers.richtext.story import RichStory
from checker.readers.richtext.tokens import tokens
from checker.readers.text import familiar

__all__ = ["NotRichText", "read_rtf"]

# A group costs more than a tag does; a book of 1,000 pages has about 100,000 of them.
_GROUP = 10
_DATE = re.compile(r"(yr|mo|dy|hr|min|sec)(\d+)")


class NotRichText(Exception):
    """The bytes are no RTF that we understand."""


def read_rtf(data: bytes, sha256: str, limits: Limits) -> Document:
    """The document; `NotRichText` when it is not legible, `Unreadable` when it has no text."""
    if data.count(b"{") > limits.markup // _GROUP:
        raise too_long(limits)
    story = RichStory(limits)
    story.walk(tokens(data))
    seen: set[str] = set()
    drafts = [*story.body, *story.notes, *(d for d in story.margins if _first(d, seen))]
    paragraphs = tuple([draft.paragraph(n, "") for n, draft in enumerate(drafts)])
    body = "".join([p.text for p in paragraphs if p.part not in ("header", "footer")])
    characters = len("".join(body.split()))
    if not characters:
        raise no_text(story.pictures, story.facts.hidden, story.facts.embedded)
    if characters > 50 and familiar(body) < 0.5:
        raise NotRichText("not legible")
    signs = Signs(
        hidden=story.facts.hidden,
        tracked=story.facts.tracked,
        comments=story.comments,
        embedded=story.facts.embedded,
        pictures=story.pictures,
    )
    return Document("rtf", sha256, paragraphs, _properties(story.info), file_notes(signs, characters))


def _first(draft: Draft, seen: set[str]) -> bool:
    """Whether a header's line was not met before: sections and first pages repeat them."""
    text = draft.text()
    known = text in seen
    seen.add(text)
    return not known


def _properties(info: dict[str, str]) -> dict[str, str]:
    """The file's own facts, dates in ISO form."""
    found: dict[str, str] = {}
    for name, said in info.items():
        if name in ("created", "modified"):
            parts = {key: int(number) for key, number in _DATE.findall(said)}
            if parts.get("yr", 0) <= 1980:
                continue
            day = f"{parts['yr']:04d}-{parts.get('mo', 1):02d}-{parts.get('dy', 1):02d}"
            said = f"{day}T{parts.get('hr', 0):02d}:{parts.get('min', 0):02d}:{parts.get('sec', 0):02d}Z"
        if said:
            found[name] = said
    return found
