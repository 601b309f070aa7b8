"""Rendered document XML in, the same XML with placeholders highlighted and the signature placed out."""

from __future__ import annotations

import html
import re
import unicodedata

__all__ = ["finish", "signature_indents", "width"]

_MARK = "【待填："
_PIECES = re.compile(r"(【待填：[^】]*】)")
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    r"((?:<w:t(?: [^>]*)?>[^<]*</w:t>|<w:t(?: [^>]*)?/>|<w:br/>|<w:tab/>)+)</w:r>"
)
# What the schema puts after w:highlight in run properties.
_AFTER_HIGHLIGHT = re.compile(
    r"<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath)\b"
)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_SIGNATURE = re.compile(
    r"(?P<name><w:p(?: [^>]*)?><w:pPr><w:pStyle w:val=\"SignatureName\"/>(?:(?!</w:p>).)*</w:p>)\s*"
    r"(?P<date><w:p(?: [^>]*)?><w:pPr><w:pStyle w:val=\"SignatureDate\"/>(?:(?!</w:p>).)*</w:p>)",
    re.DOTALL,
)
_BEFORE_SIGNATURE = re.compile(
    r"(<w:p(?: [^>]*)?><w:pPr>(?:<w:pStyle [^>]*/>)?)"
    r"((?:(?!<w:p[ >]|</w:p>).)*</w:p>(?=\s*<w:p(?: [^>]*)?><w:pPr><w:pStyle w:val=\"SignatureName\"/>))",
    re.DOTALL,
)
# What the schema puts after w:ind in paragraph properties.
_AFTER_INDENT = re.compile(
    r"<w:(?:contextualSpacing|mirrorIndents|suppressOverlap|jc|textDirection|textAlignment|textboxTightWrap"
    r"|outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange)\b|</w:pPr>"
)
_EM = 320  # a size-3 character's width in twips


def finish(xml: str) -> str:
    """Both jobs; each is skipped when the document does not need it."""
    if _MARK in xml:
        xml = _RUN.sub(_highlight, xml)
    first = xml.find('<w:pStyle w:val="SignatureName"/>')
    if first >= 0:  # patterns run from the paragraph before the signature only: they are most of the time
        before = xml.rfind("</w:p>", 0, first)
        start = max(xml.rfind("<w:p>", 0, before), xml.rfind("<w:p ", 0, before), 0)
        tail = _SIGNATURE.sub(_place, xml[start:])
        xml = xml[:start] + _BEFORE_SIGNATURE.sub(_keep, tail)
    return xml


def _keep(match: re.Match[str]) -> str:
    """Tie the last paragraph to the signature, so that the signature never stands on a page alone."""
    return match[0] if "<w:keepNext" in match[0] else f"{match[1]}<w:keepNext/>{match[2]}"


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


def width(text: str) -> float:
    """How many Chinese characters wide the text is; digits and letters count half.

    >>> width("2011年3月1日")
    6.0
    """
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def signature_indents(name: str, date: str) -> tuple[float, float]:
    """Right indents, in characters, of signature and date without a seal (GB/T 9704-2012, 7.3.5.2).

    The name stands two characters from the right and the date begins two characters right of the name's
    beginning; a date longer than the name takes the two characters and moves the name left.

    >>> signature_indents("中共云溪县石桥镇中心小学支部委员会", "2011年3月1日")
    (2, 11.0)
    >>> signature_indents("承诺人：李文", "2011年12月21日")
    (5.0, 2)
    """
    n, d = width(name), width(date)
    return (d + 4 - n, 2) if d > n else (2, n - d)


def _unescaped(xml: str) -> str:
    return html.unescape("".join(_TEXT.findall(xml)))


def _place(match: re.Match[str]) -> str:
    name, date = match["name"], match["date"]
    if any("<w:ind " in p.split("</w:pPr>")[0] for p in (name, date)):
        return match[0]  # the template's maker placed it by hand
    first, second = signature_indents(_unescaped(name), _unescaped(date))
    return _indented(name, first) + _indented(date, second)


def _indented(paragraph: str, characters: float) -> str:
    indent = f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * _EM)}"/>'
    place = _AFTER_INDENT.search(paragraph)
    assert place is not None  # the pattern that found the paragraph saw its </w:pPr>
    return paragraph[: place.start()] + indent + paragraph[place.start() :]
