"""The bytes of a .docx or .docm in, its `Document` out, straight from zip and XML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from checker import wordml
from checker.document import Document, Paragraph, Part
from checker.limits import Limits
from checker.readers.chunks import MOST, placed, read_chunk
from checker.readers.controls import Controls
from checker.readers.draft import Draft, Facts
from checker.readers.foot import picture_at_end
from checker.readers.notes import Signs, file_notes
from checker.readers.numbering import Counter, Numbering, parse_numbering
from checker.readers.package import Package, Relation
from checker.readers.refusals import damaged, no_text, too_deep
from checker.readers.story import Story
from checker.readers.styles import Styles, attribute, child, parse_styles
from checker.readers.text import check_length
from checker.readers.white import has_white_text
from checker.wordml import R_IDS, both

__all__ = ["read_package"]

_ID, _TYPE = both("id"), both("type")
_BODY, _HEADER, _FOOTER, _TITLE_PAGE, _EVEN_ODD = (
    both(n) for n in ("body", "headerReference", "footerReference", "titlePg", "evenAndOddHeaders")
)


T = TypeVar("T")


class _Word:
    """One package while it is read: its parts, styles and numbering, and what was learnt."""

    def __init__(self, package: Package, limits: Limits, pieces: bool) -> None:
        self.package = package
        self.pieces = MOST if pieces else 0  # how many documents taken in whole are read
        self.limits = limits
        self.facts = Facts()
        self.white = self.pictured = False
        self.paragraphs: list[Paragraph] = []
        self.main = self._main_part()
        self.relations = list(package.relations(self.main))
        self.by_id = {r.id: r for r in self.relations if not r.external}
        self.styles: Styles = self._parsed("styles", parse_styles)
        self.numbering: Numbering = self._parsed("numbering", parse_numbering)
        self.controls = Controls(lambda: self._part("glossaryDocument"))

    def _main_part(self) -> str:
        for relation in self.package.relations(""):
            if relation.kind == "officeDocument" and relation.target in self.package:
                return self.package.name(relation.target)
        if "word/document.xml" in self.package:
            return self.package.name("word/document.xml")
        raise damaged("找不到正文")

    def related(self, kind: str) -> Relation | None:
        """The first relationship of the main part of that kind, inside the package."""
        return next((r for r in self.relations if r.kind == kind and not r.external), None)

    def _part(self, kind: str) -> bytes:
        relation = self.related(kind)
        return self.package.read(relation.target) if relation else b""

    def _parsed(self, kind: str, parse: Callable[[bytes], T]) -> T:
        relation = self.related(kind)
        return self.package.parsed(relation.target, parse) if relation else parse(b"")

    def walk(self, member: str, part: Part, tops: Any = None, counter: Counter | None = None) -> None:
        """Read a part; `tops` picks the elements of its root to read (default: the root itself)."""
        content = self.package.read(member)
        if not content:
            return
        root = wordml.parse(content)
        if part == "body":
            self.white = has_white_text(content, root)
            self.pictured = picture_at_end(content, root)
        counter = counter or Counter(self.numbering, self.styles)
        name = self.package.name(member)
        story = Story(
            root,
            part,
            styles=self.styles,
            counter=counter,
            controls=self.controls,
            facts=self.facts,
            limits=self.limits,
        )
        for top in tops(root) if tops else (root,):
            story.walk(top)
        at = 0
        for before, chunk in story.chunks:
            self._add(story.out[at:before], name)
            at = before
            self._take_in(chunk)
        self._add(story.out[at:] if at else story.out, name)

    def _add(self, drafts: Sequence[Draft], member: str) -> None:
        first = len(self.paragraphs)
        self.paragraphs += [draft.paragraph(first + n, member) for n, draft in enumerate(drafts)]

    def _take_in(self, chunk: str) -> None:
        """A document taken in whole, which is a part of this one."""
        relation = self.by_id.get(chunk)
        facts, piece = self.facts, None
        if relation is not None and self.pieces:
            self.pieces -= 1
            piece = read_chunk(self.package.read(relation.target), self.limits, _read_piece)
        if piece is None:
            facts.embedded = True
            return
        facts.embedded |= any(rule == "file.embedded" for rule, _ in piece.notes)
        found = [p for p in piece.paragraphs if p.part not in ("header", "footer")]
        facts.paragraphs += len(found)
        facts.characters += sum(len(p.text) for p in found)
        check_length(facts.paragraphs, facts.characters, self.limits)
        self.paragraphs += placed(found, len(self.paragraphs), facts.tables)
        facts.tables += max((p.cell.table for p in found if p.cell), default=0)

    def walk_all(self) -> None:
        """Body, notes in the order they are referred to, diagrams, then headers and footers."""
        self.walk(self.main, "body", lambda root: root.iterchildren(*_BODY))
        self._notes("footnotes", "footnote", self.facts.footnotes)
        self._notes("endnotes", "endnote", self.facts.endnotes)
        for diagram in dict.fromkeys(self.facts.diagrams):
            if diagram in self.by_id:
                self.walk(self.by_id[diagram].target, "textbox")
        self._margins()

    def _notes(self, kind: str, local: str, wanted: list[str]) -> None:
        relation = self.related(kind)
        if relation is None or not wanted:
            return
        order = {note: n for n, note in enumerate(reversed(wanted))}  # the first mention counts

        def tops(root: Any) -> list[Any]:
            notes = [note for note in root.iterchildren(*both(local)) if attribute(note, _ID) in order]
            return sorted(notes, key=lambda note: -order[attribute(note, _ID)])

        self.walk(relation.target, "footnote" if local == "footnote" else "endnote", tops)

    def _margins(self) -> None:
        """Headers and footers that some page shows, each once."""
        shown: dict[str, Part] = {}
        parts: tuple[tuple[tuple[str, str], Part], ...] = ((_HEADER, "header"), (_FOOTER, "footer"))
        has: dict[tuple[Part, str], str] = {}  # a section that names none has those of the section before
        for section in self.facts.sections:
            title_page = child(section, _TITLE_PAGE)
            for names, part in parts:
                for reference in section.iterchildren(*names):
                    relation = self.by_id.get(attribute(reference, R_IDS))
                    if relation:
                        has[part, attribute(reference, _TYPE)] = relation.target
            for (part, kind), target in has.items():
                if kind == "first" and (title_page is None or not wordml.is_on(title_page)):
                    continue
                if kind != "even" or self._even_pages():
                    shown.setdefault(target, part)
        for part in ("header", "footer"):
            for target, where in shown.items():
                if where == part:
                    self.walk(target, part)

    def _even_pages(self) -> bool:
        settings = self._part("settings")
        switch = child(wordml.parse(settings), _EVEN_ODD) if settings else None
        return switch is not None and wordml.is_on(switch)

    def properties(self) -> dict[str, str]:
        """What the file says of itself: title, author, last_modified_by, created, modified, application."""
        found: dict[str, str] = {}
        for member in [r.target for r in self.package.relations("") if r.kind in _PROPERTY_PARTS]:
            content = self.package.read(member)
            if not content:
                continue
            for element in wordml.parse(content).iterchildren(*_PROPERTY_NAMES):
                text = (element.text or "").strip()
                if text:
                    found[_PROPERTIES[element.tag.rpartition("}")[2]]] = text
        return found

    def has_pictures(self) -> bool:
        """Whether the package carries any picture."""
        return any("/media/" in f"/{name}" for name in self.package.names())

    def embedded(self) -> bool:
        """Whether another document is part of this one and was not read."""
        return self.facts.embedded or any(r.kind == "subDocument" for r in self.relations)

    def signs(self) -> Signs:
        """What a reviewer should know of the file itself."""
        names = [name.lower() for name in self.package.names()]
        comments = self._part("comments")
        return Signs(
            macro=any(name.endswith("vbaproject.bin") or "/activex/" in name for name in names),
            hidden=self.facts.hidden,
            tracked=self.facts.tracked,
            comments=bool(comments) and child(wordml.parse(comments), both("comment")) is not None,
            outside=self._reaches_outside(),
            embedded=self.embedded(),
            pictures=self.has_pictures(),
            white=self.white,
        )

    def _reaches_outside(self) -> bool:
        """Whether a template, picture or object is to come from another machine (links do not count)."""
        relations = list(self.relations)
        settings = self.related("settings")
        if settings:
            relations += self.package.relations(settings.target)
        return any(r.external and r.kind != "hyperlink" and _remote(r.target) for r in relations)


_PROPERTY_PARTS = ("core-properties", "extended-properties", "coreProperties", "extendedProperties")
_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "lastModifiedBy": "last_modified_by",
    "created": "created",
    "modified": "modified",
    "Application": "application",
}
_PROPERTY_NAMES = tuple(f"{{*}}{name}" for name in _PROPERTIES)  # in whatever namespace


def _remote(target: str) -> bool:
    """Whether an address leads to another machine: a URL, or a share of another computer."""
    address = target.replace("\\", "/").lower()
    if address.startswith("file:"):
        address = address[5:]
        return address.startswith("//") and not address.startswith("///") or address.startswith("/////")
    return address.startswith(("//", "http:", "https:", "ftp:", "mhtml:"))


def _read_piece(package: Package, limits: Limits) -> Document:
    """A .docx that another one takes in; what it takes in itself is not followed."""
    return read_package(package, "", limits, pieces=False)


def read_package(package: Package, sha256: str, limits: Limits, *, pieces: bool = True) -> Document:
    """The document in an opened .docx package; `Unreadable` when it is broken, empty or only pictures.

    Documents that it takes in whole are read with it, unless `pieces` says otherwise.
    """
    from lxml import etree

    try:
        word = _Word(package, limits, pieces)
        word.walk_all()
        body = [p.text for p in word.paragraphs if p.part not in ("header", "footer")]
        characters = len("".join("".join(body).split()))
        if not characters:
            raise no_text(word.has_pictures(), word.facts.hidden, word.embedded())
        notes = file_notes(word.signs(), characters)
        found = tuple(word.paragraphs)
        return Document("docx", sha256, found, word.properties(), notes, word.pictured)
    except (etree.LxmlError, ValueError) as error:
        if "xcessive depth" in str(error):
            raise too_deep() from None
        raise damaged() from None
