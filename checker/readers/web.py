"""The bytes of a web page (.htm, .mht, or the “.doc” of a site or an office system) in, its `Document` out.

Word and WPS open such a file as any other. What they do not show is left out: scripts, hidden passages, tracked
deletions, comments.
"""

from __future__ import annotations

import email
import re
from typing import Any

from checker.document import Document, Paragraph, Unreadable
from checker.limits import Limits
from checker.readers.notes import Signs, file_notes
from checker.readers.refusals import bomb, damaged, no_text, too_deep, too_long
from checker.readers.text import check_length, decode
from checker.readers.xhtml import page_lines

__all__ = ["read_page"]

# What no page shows as its text, and what stands by itself there.
_GONE = frozenset({
    "head", "script", "style", "title", "template", "noscript", "select", "textarea", "button",
    "object", "iframe", "svg", "math", "xml", "rt", "rp", "del", "audio", "video", "map",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend",
    "main", "menu", "nav", "ol", "pre", "section", "summary", "ul",
})  # fmt: skip
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)\b", re.IGNORECASE)
# The text of Word's comments stands at the end of its pages, and a number where they belong.
_COMMENTS = re.compile(r"mso-(?:element|special-character)\s*:\s*comment", re.IGNORECASE)
_KEPT = re.compile(r"white-space\s*:\s*pre|mso-tab-count", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Where the markup's line ends between two Chinese characters there is no space on the page of Word.
_WRAP = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_DELETED = frozenset({"msodel"})
# The pages that this program writes: results, and the pages of single papers.
_OURS = re.compile(r"<title>(?:审查报告|审查意见：|逐句说明：)")
_HEAD = 4000
# A tag of a page costs more than one of a .docx does; a long page has 20,000 tags and attributes.
_SLOWER = 10


def read_page(data: bytes, sha256: str, limits: Limits) -> Document:
    """The document in the bytes of an HTML or MHT file; `Unreadable` when it shows no text."""
    markup = _unwrapped(data, limits)
    head = markup[:_HEAD]
    if _OURS.search(head) and "Content-Security-Policy" in head:
        raise Unreadable("not_document", "这是审查写出的结果网页，不是报送的材料。", "请报送材料本身。")
    found, pictures = _page_paragraphs(markup, limits)
    if not any(p.text.strip() for p in found):
        raise no_text(pictures)
    characters = sum(len("".join(p.text.split())) for p in found)
    return Document("html", sha256, found, {}, file_notes(Signs(web=True, pictures=pictures), characters))


def _unwrapped(data: bytes, limits: Limits) -> str:
    """The markup of a page; of one packed with its pictures in one file (MHT) that of its first page."""
    if len(data) > limits.member_bytes:
        raise bomb()
    marked = data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<")
    if marked or not re.search(rb"(?im)^mime-version:", data[:4096]):
        return decode(data)
    for part in email.message_from_bytes(data.lstrip()).walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes):
            return decode(content)
    raise damaged("里面没有网页正文")


def _page_paragraphs(markup: str, limits: Limits) -> tuple[tuple[Paragraph, ...], bool]:
    """What the page shows, and whether it shows pictures."""
    from lxml import etree

    if markup.count("<") + markup.count("=") > limits.markup // _SLOWER:
        raise too_long(limits)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return (), False  # nothing in it is a page
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise too_deep()  # what is deeper was dropped
    body = None if root is None else root.find(".//body")
    if body is None:
        return (), False
    _tidy(body)
    # Sites end their paragraphs with line breaks.
    found = [(text, line) for line in page_lines(body) for text in line.text.split("\n") if text]
    check_length(len(found), sum(len(text) for text, _ in found), limits)
    paragraphs = tuple(
        Paragraph(n, text, line.part, level=line.level, cell=line.cell)
        for n, (text, line) in enumerate(found)
    )
    return paragraphs, next(body.iter("img"), None) is not None


def _tidy(body: Any) -> None:
    """Take out what is not shown, make white space of the markup single spaces, and every block a `div`."""
    stack = [(body, False)]
    while stack:
        element, kept = stack.pop()
        if not kept:
            element.text = _single(element.text)
        for inner in list(element):
            if not kept:
                inner.tail = _single(inner.tail)
            if not isinstance(inner.tag, str) or _gone(inner):
                _take_out(inner)
                continue
            pre = kept or inner.tag == "pre" or bool(_KEPT.search(inner.get("style", "")))
            if inner.tag in _BLOCKS:
                inner.tag = "div"
            inner.attrib.pop("class", None)
            stack.append((inner, pre))


def _gone(element: Any) -> bool:
    style = element.get("style", "")
    return (
        element.tag.rpartition(":")[2] in _GONE
        or element.get("hidden") is not None
        or element.get("class", "").lower() in _DELETED
        or bool(style and (_HIDDEN.search(style) or _COMMENTS.search(style)))
    )


def _take_out(element: Any) -> None:
    """Remove an element and keep what follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def _single(text: str | None) -> str | None:
    return text if not text else _SPACE.sub(" ", _WRAP.sub("", text))
