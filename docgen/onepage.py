"""A finished document and its layout in, by how many lines it is just too long for one page out (多出几行)."""

from __future__ import annotations

import html
import math
import re

from docgen.layout import Layout
from docgen.measure import width
from docgen.package import read_members

__all__ = ["just_too_long", "lines_over"]

FEW = 3  # lines that can be saved by leaving out some words
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_PIECE = re.compile(r"<w:br/>|<w:t(?: [^>]*)?>([^<]*)</w:t>")
_HANGS = frozenset("。，、；：！？”’）》")  # at the end of a line it takes no room


def just_too_long(document: bytes, layout: Layout) -> str:
    """What to tell of a document whose last lines alone stand on a second page, or nothing."""
    over = lines_over(document, layout)
    if not over:
        return ""
    return f"比一页多出约{over}行，落款等到了第二页；要贴成一页的，请把正文改短{over}行左右（一行28字）"


def lines_over(document: bytes, layout: Layout) -> int:
    """The lines on a second page, when they are a few and all there is on it; otherwise 0.

    Reckoned from the widths of the signs: a line more or less is possible, and one with tables is not looked at.
    """
    xml = read_members(document, "文件")["word/document.xml"].decode("utf-8")
    if "<w:tbl>" in xml or "【待填：" in xml:
        return 0
    styles = {style.id: style for style in layout.styles}
    lines = 0.0
    for paragraph in _PARAGRAPH.findall(xml):
        found = _STYLE.search(paragraph)
        style = styles.get(found[1]) if found else None
        if style is None or style.page_break:
            return 0
        room = layout.characters * layout.body_size // style.size
        words = "".join("\n" if m[1] is None else html.unescape(m[1]) for m in _PIECE.finditer(paragraph))
        lines += style.before + style.after
        for line in words.split("\n"):
            wide = style.indent + width(line) - (line[-1:] in _HANGS)
            lines += max(1, math.ceil(wide / room))
    over = math.ceil(lines) - layout.lines
    return over if 0 < over <= FEW else 0
