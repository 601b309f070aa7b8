"""A document's normalised paragraphs in, its outline out: title, headings, sentences, signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.analysis import Outline
from checker.chrome import find_chrome, running_heads
from checker.document import Document, Where
from checker.normal import Normal
from checker.offices import submitter
from checker.persons import writer
from checker.postsigns import own_name
from checker.segments import Segment, segments
from checker.sentences import headings_and_sentences
from checker.signature import find_signature
from checker.titles import Title, find_title
from corpus import Standard

__all__ = ["build_outline"]

_OPENING = 3  # sentences that may tell who writes


def build_outline(
    document: Document, normals: Sequence[Normal], standard: Standard, title: Title | None = None
) -> Outline:
    """The outline of one document. Headers and footers are left out; everything else is in order. `title` is one
    that is known already.
    """
    chrome = find_chrome(document, normals)
    pieces = {
        i: segments(i, normals[i], p.number)
        for i, p in enumerate(document.paragraphs)
        if p.part not in ("header", "footer")
    }
    found = _without_chrome(pieces, normals, chrome)
    title = title or find_title(document, normals, found, standard)
    signature = find_signature(document, normals, found, standard, title)
    signed = _by_paragraph([w for w in (signature.name_where, signature.date_where) if w is not None])
    headings, sentences = headings_and_sentences(document, normals, found, standard, title, signed)

    # Names are looked for where they stand alone or open the text, not in the middle of an argument.
    top = sentences[:12]
    lead = [s.text[:90] for s in top if len(s.text) <= 60 or "我" in s.text[:60]]
    tail = [s.text for s in sentences[-6:] if len(s.text) <= 40]
    first = [s.text[:120] for s in top if s.role == "body" and s.heading <= 0][:_OPENING]
    return Outline(
        title=title.text,
        title_where=title.where,
        headings=tuple(headings),
        sentences=tuple(sentences),
        signature=signature,
        organization=submitter(signature.name, title.text, [s.text[:90] for s in top] + tail),
        author=writer(own_name(signature, title.text, sentences), title.text, lead, first),
        chrome=chrome + running_heads(document, normals, title.text),
        segments=pieces,
    )


def _without_chrome(
    pieces: dict[int, list[Segment]], normals: Sequence[Normal], chrome: Sequence[Where]
) -> list[Segment]:
    """All segments in order but those that lie in a site's own words."""
    if not chrome:
        return [s for of_one in pieces.values() for s in of_one]
    chrome_in = _by_paragraph(chrome)
    found: list[Segment] = []
    for i, of_one in pieces.items():
        for s in of_one:
            a, b = normals[i].span(s.start, s.end)
            if not any(c.start <= a and b <= c.end for c in chrome_in.get(i, ())):
                found.append(s)
    return found


def _by_paragraph(spots: Iterable[Where]) -> dict[int, list[Where]]:
    found: dict[int, list[Where]] = {}
    for spot in spots:
        found.setdefault(spot.paragraph, []).append(spot)
    return found
