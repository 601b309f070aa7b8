"""Rendered document XML in, the same XML with line breaks, placeholders and signature in order out."""

from __future__ import annotations

import html
import re

from docgen.measure import width
from docgen.titlebreaks import broken

__all__ = ["finish", "seal_indents", "signature_indents"]

_MARK = "【待填："
_PIECES = re.compile(r"(【待填：[^】]*】)")
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    r"((?:<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t(?: [^>]*)?/>|<w:br/>|<w:tab/>)+)</w:r>"
)
_RUNS = re.compile(rf"(?:{_RUN.pattern})+")
_BREAK = "<w:br/>"
_BODY = re.compile(
    r'(<w:p(?: [^>]*)?><w:pPr><w:pStyle w:val="BodyIndent"/>(?:(?!</w:pPr>).)*</w:pPr>)((?:(?!</w:p>).)*)</w:p>'
)
# What the schema puts after w:highlight in run properties.
_AFTER_HIGHLIGHT = re.compile(
    r"<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath)\b"
)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NAME = '<w:pStyle w:val="SignatureName"/>'
_DATE = '<w:pStyle w:val="SignatureDate"/>'
_WHOLE_ROW = "<w:cantSplit/>"
LONG_CELL = 200  # characters: half a page in the columns of our tables
_NOTE = '<w:pStyle w:val="AttachmentNote"/>'
# What the schema puts after w:ind in paragraph properties.
_AFTER_INDENT = re.compile(
    r"<w:(?:contextualSpacing|mirrorIndents|suppressOverlap|jc|textDirection|textAlignment|textboxTightWrap"
    r"|outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange)\b|</w:pPr>"
)
_LINE, _WHOLE_LINE = 26, 28  # characters a line has beside the two of the indent, and with them
_EM = 320  # a size-3 character's width in twips


def finish(xml: str, seal: bool = False) -> str:
    """All jobs; each is skipped when the document does not need it."""
    if _BREAK in xml:
        xml = _BODY.sub(_paragraphs, xml)
    if _MARK in xml:
        xml = _RUN.sub(_highlight, xml)
    if _WHOLE_ROW in xml:
        xml = _breakable(xml)
    place = xml.find(_NAME)
    while place >= 0:
        xml, place = _sign(xml, place, seal)
    return xml


def _paragraphs(match: re.Match[str]) -> str:
    """Body text with line breaks as paragraphs: a justified line that ends in a break is pulled apart."""
    head, content = match[1], match[2]
    if _BREAK not in content or not _RUNS.fullmatch(content):
        return match[0]
    out: list[list[str]] = [[]]
    for run in _RUN.finditer(content):
        properties = run[1] or ""
        for number, piece in enumerate(run[2].split(_BREAK)):
            if number:
                out.append([])
            if re.sub(r"<[^>]*>", "", piece) or "<w:tab/>" in piece:
                out[-1].append(f"<w:r>{properties}{piece}</w:r>")
    return "".join(f"{head}{''.join(runs)}</w:p>" for runs in out if runs)


def _breakable(xml: str) -> str:
    """Table rows that are kept whole, but for those with long words: one as high as a page leaves its title alone."""
    rows = re.split(r"(?=<w:tr[ >])", xml)
    for number, row in enumerate(rows):
        if len(row) > LONG_CELL and _WHOLE_ROW in row:
            cells = ("".join(_TEXT.findall(cell)) for cell in row.split("</w:tc>"))
            if any(len(words) > LONG_CELL for words in cells):
                rows[number] = row.replace(_WHOLE_ROW, "", 1)
    return "".join(rows)


def _sign(xml: str, place: int, seal: bool) -> tuple[str, int]:
    """One signature placed, its date with it, and tied to the paragraph before; where the next one is.

    Found by plain search, not by patterns: this is most of what a letter costs.
    """
    start, end = _begin(xml, place), xml.find("</w:p>", place) + 6
    name, rest = xml[start:end], xml[end:]
    date, tail = "", rest
    if rest.find(_DATE) in range(rest.find("</w:p>") + 1):
        cut = rest.find("</w:p>") + 6
        date, tail = rest[:cut], rest[cut:]
        if not any("<w:ind " in p.partition("</w:pPr>")[0] for p in (name, date)):  # not placed by hand
            indents = seal_indents if seal else signature_indents
            name = broken(name, _WHOLE_LINE if seal else _LINE)
            first, second = indents(max(_words(name).split("\n"), key=width), _words(date))
            name, date = _indented(name, first), _indented(date, second)
    head, tied = xml[:start], ""
    while head.endswith("</w:p>"):
        before = _begin(head, len(head) - 6)
        own, head = head[before:], head[:before]
        tied = _keep(own) + tied
        if _NOTE not in own:  # a list of annexes is not yet text: 落款 does not stand on a page with it alone
            break
    head += tied
    done = len(head) + len(name)
    xml = head + name + date + tail
    return xml, xml.find(_NAME, done)


def _begin(xml: str, place: int) -> int:
    """Where the paragraph round `place` begins."""
    return max(xml.rfind("<w:p>", 0, place), xml.rfind("<w:p ", 0, place))


def _keep(paragraph: str) -> str:
    """Tied to the next one, so that a signature never stands on a page alone."""
    if "<w:keepNext" in paragraph:
        return paragraph
    start = paragraph.find(">") + 1
    if not paragraph.startswith("<w:pPr>", start):
        return f"{paragraph[:start]}<w:pPr><w:keepNext/></w:pPr>{paragraph[start:]}"
    start += 7
    if paragraph.startswith("<w:pStyle", start):
        start = paragraph.find("/>", start) + 2
    return f"{paragraph[:start]}<w:keepNext/>{paragraph[start:]}"


def _highlight(match: re.Match[str]) -> str:
    """Split a run round its placeholders and mark those yellow, keeping the run's own format."""
    properties, content = match[1] or "", match[2]
    if _MARK not in content:
        return match[0]
    inner = properties.removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    inner = re.sub(r"<w:highlight\b[^>]*/>", "", inner)
    after = _AFTER_HIGHLIGHT.search(inner)
    place = after.start() if after else len(inner)
    marked = f'<w:rPr>{inner[:place]}<w:highlight w:val="yellow"/>{inner[place:]}</w:rPr>'
    out = []
    for element in re.findall(r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t(?: [^>]*)?/>|<w:br/>|<w:tab/>", content):
        text = _TEXT.match(element)
        if not text:
            out.append(f"<w:r>{properties}{element}</w:r>")
            continue
        for piece in _PIECES.split(text[1]):
            if piece:
                style = marked if piece.startswith(_MARK) else properties
                out.append(f'<w:r>{style}<w:t xml:space="preserve">{piece}</w:t></w:r>')
    return "".join(out)


def signature_indents(name: str, date: str) -> tuple[float, float]:
    """Right indents, in characters, of signature and date without a seal (GB/T 9704-2012, 7.3.5.2).

    The name stands two characters from the right and the date begins two characters right of the name's
    beginning; a date longer than the name takes the two characters and moves the name left.

    >>> signature_indents("中共云溪县石桥镇中心小学支部委员会", "2011年3月1日")
    (2, 9.75)
    >>> signature_indents("承诺人：李文", "2011年12月21日")
    (6.25, 2)
    >>> signature_indents("某" * 40, "2011年3月1日")  # a name of two lines begins where the line does
    (2, 18.75)
    """
    n, d = min(width(name), _LINE), width(date)
    return (d + 4 - n, 2) if d > n else (2, n - d)


def seal_indents(name: str, date: str) -> tuple[float, float]:
    """Right indents with a seal (7.3.5.1): the date four characters from the right, the name centred over it.

    >>> seal_indents("石桥小学支部", "2011年3月1日")
    (4.625, 4)
    """
    return max(0.0, 4 + (width(date) - width(name)) / 2), 4


def _words(paragraph: str) -> str:
    return html.unescape("".join(_TEXT.findall(paragraph.replace(_BREAK, "<w:t>\n</w:t>"))))


def _indented(paragraph: str, characters: float) -> str:
    indent = f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * _EM)}"/>'
    place = _AFTER_INDENT.search(paragraph)
    assert place is not None  # the style that found the paragraph stands in its properties
    return paragraph[: place.start()] + indent + paragraph[place.start() :]
