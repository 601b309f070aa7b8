"""The XHTML and metadata of Tika in, a `Document` out: paragraphs, headings, tables, notes, margins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.document import Cell, Document, Paragraph, Part, Unreadable
from checker.limits import Limits
from checker.readers.pages import Line, join_pages
from checker.readers.refusals import damaged, encrypted, no_text
from checker.readers.text import check_length, familiar

__all__ = ["page_lines", "to_document"]

_HTML = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_MARGINS: dict[str, Part] = {"header": "header", "footer": "footer"}
# Embedded files (spreadsheets, pictures) come as packages after the text: not the document's own words.
_FOREIGN = frozenset({"package-entry", "embedded", "attachment-entry"})
_PROPERTIES = {
    "dc:title": "title",
    "dc:creator": "author",
    "meta:last-author": "last_modified_by",
    "dcterms:created": "created",
    "dcterms:modified": "modified",
    "extended-properties:Application": "application",
    "generator": "application",
    "xmp:CreatorTool": "application",
}


def to_document(
    xhtml: str, metadata: Mapping[str, Sequence[str]], kind: str, sha256: str, limits: Limits
) -> Document:
    """The document that Tika saw; `Unreadable` when it has no text, or what is there is not legible."""
    if not xhtml.strip():
        # A file Tika gives up on has no body; the reason is among its warnings.
        said = " ".join(text for key, texts in metadata.items() if key.startswith("X-TIKA") for text in texts)
        raise encrypted() if "ncrypted" in said else damaged("读不出任何内容")
    body = _parse(xhtml)
    if kind == "pdf":
        _drop_bookmarks(body)
    lines = list(page_lines(body))
    if kind == "pdf":
        lines = join_pages(lines)
    lines = [line for line in lines if line.text]
    check_length(len(lines), sum(len(line.text) for line in lines), limits)
    paragraphs = tuple(
        Paragraph(index, line.text, line.part, level=line.level, cell=line.cell)
        for index, line in enumerate(lines)
    )
    document = Document(kind, sha256, paragraphs, _properties(metadata))
    whole = document.text
    if not whole.strip():
        raise no_text(pictures=kind == "pdf" or "<img" in xhtml)
    unmapped = next(iter(metadata.get("pdf:overallPercentageUnmappedUnicodeChars", ())), "0")
    if (len(whole) > 50 and familiar(whole) < 0.5) or float(unmapped or 0) > 0.3:
        raise Unreadable(
            "unsupported", "文件里的文字编码无法辨认，读出来是乱码。", "请报送原来的 Word 文档（.docx）。"
        )
    return document


def _parse(xhtml: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    root = etree.fromstring(xhtml.encode("utf-8", "replace"), parser)
    body = None if root is None else root.find(f"{_HTML}body")
    if body is None:
        raise damaged("读取结果不完整")
    return body


def _drop_bookmarks(body: Any) -> None:
    """Take away what Tika adds behind the pages of a PDF: its bookmarks, which are headings said once more.

    Tika has no switch for them. The text of a page stands in a div, the answers of a form in an ol.
    """
    for outline in body.findall(f"{_HTML}ul"):
        body.remove(outline)


class _State:
    """Where the walk is: the part, table and heading level that text now belongs to."""

    def __init__(self) -> None:
        self.part: Part = "body"
        self.table = 0
        self.places: list[list[int]] = []  # [table, row, column], innermost last
        self.page = 0

    def cell(self) -> Cell | None:
        if not self.places or not self.places[-1][2]:
            return None
        return Cell(*self.places[-1])


class _Block:
    """A block element (p, h1, li, td …) whose own text is being collected."""

    def __init__(self, part: Part, level: int | None, cell: Cell | None, page: int) -> None:
        self.part, self.level, self.cell, self.page = part, level, cell, page
        self.texts: list[str] = []

    def line(self) -> Line:
        text = "".join(self.texts).replace("\r\n", "\n").replace("\r", "\n").replace("\ufffd", "")
        kept = [line.strip(" \t") for line in text.split("\n")]
        return Line("\n".join(line for line in kept if line), self.part, self.level, self.cell, self.page)


def page_lines(body: Any) -> Iterator[Line]:
    """Every block with text of its own, in the order in which they end, outer blocks cut at inner ones."""
    state = _State()
    blocks = [_Block("body", None, None, 0)]
    stack: list[tuple[Iterator[Any], Any, bool, Part]] = [(iter(body), body, False, "body")]
    blocks[0].texts.append(body.text or "")
    while stack:
        iterator, element, opened, part = stack[-1]
        inner = next(iterator, None)
        if inner is None:
            stack.pop()
            if opened:
                yield blocks.pop().line()
            state.part = part
            if _local(element) == "table":
                state.places.pop()
            blocks[-1].texts.append(element.tail or "")
            continue
        local = _local(inner)
        css = inner.get("class", "")
        if css in _FOREIGN:
            blocks[-1].texts.append(inner.tail or "")
            continue
        saved = state.part
        state.part = _enter(state, local, css, saved)
        opens = local in ("p", "li", "td", "th", "div", "caption") or local in _HEADINGS
        if opens:
            if not (local == "p" and css == "note"):  # a note stands inside its sentence and does not cut it
                yield _cut(blocks[-1])
            blocks.append(_Block(state.part, _HEADINGS.get(local), state.cell(), state.page))
        elif local == "br":
            blocks[-1].texts.append("\n")
        blocks[-1].texts.append(inner.text or "")
        stack.append((iter(inner), inner, opens, saved))
    yield blocks.pop().line()


def _cut(block: _Block) -> Line:
    """The text a block had before an inner block began."""
    line = block.line()
    block.texts.clear()
    return line


def _enter(state: _State, local: str, css: str, part: Part) -> Part:
    """Note where an element leads; returns the part its text belongs to."""
    if local == "table":
        state.table += 1
        state.places.append([state.table, 0, 0])
    elif local == "tr" and state.places:
        state.places[-1][1] += 1
        state.places[-1][2] = 0
    elif local in ("td", "th") and state.places:
        state.places[-1][2] += 1
    elif local == "div" and css == "page":
        state.page += 1
    if css in _MARGINS:
        return _MARGINS[css]
    if css in ("note", "footnote"):
        return "footnote"
    if css == "endnote":
        return "endnote"
    return "table" if state.places and part == "body" else part


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _properties(metadata: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The file's own facts; dates of files that never had one (1601, year -1) are dropped."""
    found: dict[str, str] = {}
    for key, name in _PROPERTIES.items():
        text = next(iter(metadata.get(key, ())), "").strip()
        if text and not text.startswith(("1601-", "-")):
            found.setdefault(name, text)
    return found
