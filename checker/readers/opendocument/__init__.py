"""The bytes of an .odt (OpenDocument text of LibreOffice and others) in, its `Document` out.

Read directly because the general extractor shows deleted and hidden text and loses levels and numbers.
"""

from __future__ import annotations

import re
from typing import Any

from checker import wordml
from checker.document import Document, Paragraph, Part
from checker.limits import Limits
from checker.readers.draft import Facts
from checker.readers.finish import Finisher
from checker.readers.notes import Signs, file_notes
from checker.readers.numbering import Counter
from checker.readers.opendocument.names import META, OFFICE, STYLE
from checker.readers.opendocument.story import OdtStory
from checker.readers.opendocument.styles import OdtStyles, parse_odt_styles
from checker.readers.package import Package
from checker.readers.refusals import damaged, encrypted, no_text, too_deep

__all__ = ["read_odt"]

_PROPERTIES = {
    "title": "title",
    "initial-creator": "author",
    "creator": "last_modified_by",
    "creation-date": "created",
    "date": "modified",
    "generator": "application",
}
# An object that is a text, a sheet or slides; others are formulas and charts.
_HOLDS_WORDS = re.compile(rb"<office:(?:text|spreadsheet|presentation)\b")
_MARGINS: tuple[tuple[str, Part], ...] = (
    ("header", "header"),
    ("header-left", "header"),
    ("header-first", "header"),
    ("footer", "footer"),
    ("footer-left", "footer"),
    ("footer-first", "footer"),
)


def read_odt(package: Package, sha256: str, limits: Limits) -> Document:
    """The document in an opened .odt package; `Unreadable` when it is broken, encrypted or has no text."""
    from lxml import etree

    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise encrypted()
    try:
        content = package.read("content.xml")
        if not content:
            raise damaged("找不到正文")
        root = wordml.parse(content)
        style_bytes = package.read("styles.xml")
        style_root = wordml.parse(style_bytes) if style_bytes else None
        styles = parse_odt_styles([r for r in (style_root, root) if r is not None])
        facts = Facts()
        paragraphs = _body(root, styles, facts, limits)
        if style_root is not None:
            _margins(style_root, styles, facts, limits, paragraphs)
        properties = _properties(package)
    except (etree.LxmlError, ValueError) as error:
        raise (too_deep() if "xcessive depth" in str(error) else damaged()) from None
    names = package.names()
    pictures = any(name.startswith("Pictures/") for name in names)
    embedded = any(
        name.count("/") == 1 and name.endswith("/content.xml") and _HOLDS_WORDS.search(package.read(name))
        for name in names
    )
    body = "".join([p.text for p in paragraphs if p.part not in ("header", "footer")])
    characters = len("".join(body.split()))
    if not characters:
        raise no_text(pictures, facts.hidden, embedded)
    signs = Signs(
        macro=any(name.startswith("Basic/") and name.endswith(".xml") for name in names),
        hidden=facts.hidden,
        tracked=facts.tracked,
        comments=next(root.iter(f"{OFFICE}annotation"), None) is not None,
        embedded=embedded,
        pictures=pictures,
    )
    return Document("odt", sha256, tuple(paragraphs), properties, file_notes(signs, characters))


def _body(root: Any, styles: OdtStyles, facts: Facts, limits: Limits) -> list[Paragraph]:
    finisher = Finisher(styles.styles, Counter(styles.numbering, styles.styles), facts, limits)
    story = OdtStory(styles, finisher, facts, "body", limits)
    for top in root.iter(f"{OFFICE}text"):
        story.walk(top)
    # Notes stand in their sentence; on the page they come after the text.
    drafts = story.out + story.notes
    return [draft.paragraph(n, "") for n, draft in enumerate(drafts)]


def _margins(root: Any, styles: OdtStyles, facts: Facts, limits: Limits, out: list[Paragraph]) -> None:
    """Headers and footers of the page styles, equal ones once."""
    seen = set()
    for local, part in _MARGINS:
        for top in root.iter(f"{STYLE}{local}"):
            if top.get(f"{STYLE}display") == "false":
                continue
            finisher = Finisher(styles.styles, Counter(styles.numbering, styles.styles), facts, limits)
            story = OdtStory(styles, finisher, facts, part, limits)
            story.walk(top)
            text = "\n".join(draft.text() for draft in story.out)
            if text not in seen:
                seen.add(text)
                first = len(out)
                out.extend([draft.paragraph(first + n, "") for n, draft in enumerate(story.out)])


def _properties(package: Package) -> dict[str, str]:
    meta = package.read("meta.xml")
    found: dict[str, str] = {}
    if meta:
        for element in wordml.parse(meta).iter(f"{META}*", "{http://purl.org/dc/elements/1.1/}*"):
            name = _PROPERTIES.get(element.tag.rpartition("}")[2])
            text = (element.text or "").strip()
            if name and text:
                found[name] = text
    return found
