"""WordprocessingML element in, its visible text out: the names and the rule of visibility that the reader
and the comment writer share."""

from __future__ import annotations

import functools
from typing import Any

from lxml import etree

__all__ = [
    "ALTERNATE",
    "CHOICE",
    "FALLBACK",
    "M",
    "M_STRICT",
    "PACKAGE_RELATIONS",
    "R",
    "RUN",
    "R_IDS",
    "R_STRICT",
    "W",
    "W_STRICT",
    "XML_SPACE",
    "both",
    "branch",
    "is_on",
    "parse",
    "piece_text",
    "run_pieces",
    "run_text",
    "runs",
    "symbol",
]

Element = Any  # lxml's element class is private (`etree._Element`) and its stubs are not installed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
M_STRICT = "http://purl.oclc.org/ooxml/officeDocument/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
R_IDS = (f"{{{R}}}id", f"{{{R_STRICT}}}id")
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def both(local: str) -> tuple[str, str]:
    """The two full names of a `w:` element or attribute: transitional and strict.

    >>> both("r")[1]
    '{http://purl.oclc.org/ooxml/wordprocessingml/main}r'
    """
    return (f"{{{W}}}{local}", f"{{{W_STRICT}}}{local}")


RUN = both("r")
ALTERNATE = f"{{{MC}}}AlternateContent"
CHOICE = f"{{{MC}}}Choice"
FALLBACK = f"{{{MC}}}Fallback"

_TEXT = frozenset(both("t"))
_SYM = frozenset(both("sym"))
# softHyphen is drawn only where a line happens to break, so it is no text.
_FIXED = {
    name: text
    for local, text in {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.items()
    for name in both(local)
}
_SPACE = " \t\r\n"
_OFF = frozenset({"0", "false", "off", "none"})
_VAL = both("val")

# What a choice may require and still be read by us (everything that only draws shapes). `w16se`
# (emoji as symbols) is absent on purpose: its fallback holds the character as text.
_UNDERSTOOD = frozenset(
    f"http://schemas.microsoft.com/office/word/{tail}"
    for tail in (
        "2010/wordml",
        "2010/wordprocessingCanvas",
        "2010/wordprocessingDrawing",
        "2010/wordprocessingGroup",
        "2010/wordprocessingInk",
        "2010/wordprocessingShape",
        "2012/wordml",
        "2012/wordprocessingDrawing",
    )
)

# Symbol fonts put pictures at private code points; these are the ones forms and lists use.
_WINGDINGS = {
    0x4A: "☺", 0x52: "☑", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA3: "□", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xE0: "→",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x97: "●", 0xA3: "□", 0x30: "☐"}
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB0: "°", 0xB1: "±", 0xAE: "→", 0xA8: "♦", 0xBB: "≈"}
_SYMBOL_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}


def parse(xml: bytes) -> Element:
    """Root element of a part, with nothing fetched and nothing expanded.

    Raises `etree.XMLSyntaxError` for text that is no XML, is nested more than 256 deep, or carries a
    document type (Word never writes one; every entity bomb needs one).
    """
    # A single byte is found much faster, and Chinese text has it hardly ever.
    if b"!" in xml and b"<!DOCTYPE" in xml:
        raise etree.XMLSyntaxError("document type not allowed", 0, 0, 0)
    root = etree.fromstring(xml, _parser())
    # The same again for encodings in which the bytes look different (UTF-16).
    if root.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("document type not allowed", 0, 0, 0)
    return root


@functools.cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def is_on(element: Element) -> bool:
    """Whether a switch such as `w:vanish` is on: present, and its value not false.

    >>> is_on(etree.fromstring('<vanish/>'))
    True
    """
    value = element.get(_VAL[0])
    if value is None:
        value = element.get(_VAL[1])
    return value is None or value.lower() not in _OFF


def branch(alternate: Element) -> Element | None:
    """The one child of an `mc:AlternateContent` that is shown: a choice we understand, or the fallback."""
    fallback = None
    first = None
    for child in alternate:
        if child.tag == CHOICE:
            first = child if first is None else first
            needs = child.get("Requires", "").split()
            if all(child.nsmap.get(prefix) in _UNDERSTOOD for prefix in needs):
                return child
        elif child.tag == FALLBACK:
            fallback = child
    return first if fallback is None else fallback


def piece_text(child: Element) -> str:
    """The visible text that one child of a run contributes, "" for everything that is no text.

    >>> piece_text(etree.fromstring(f'<w:tab xmlns:w="{W}"/>'))
    '\\t'
    """
    tag = child.tag
    if tag in _TEXT:
        return spoken(child)
    if tag in _FIXED:
        return _FIXED[tag]
    if tag in _SYM:
        return _symbol(child)
    if tag == ALTERNATE:
        chosen = branch(child)
        # One level is enough: alternatives do not nest within the text of a run.
        return "" if chosen is None else "".join([piece_text(e) for e in chosen if e.tag != ALTERNATE])
    return ""


def run_pieces(run: Element) -> list[tuple[Element, str]]:
    """The visible text of a run (`w:r`) piece by piece: (child element of the run, its text).

    Text boxes, ruby bases and notes below the run are paragraphs or runs of their own and not part of
    it. Whether the run is hidden or deleted is not looked at. Joined, the pieces are `run_text(run)`.
    """
    return [(child, text) for child in run if (text := piece_text(child))]


def run_text(run: Element) -> str:
    """The run's own visible text; `RunSpan.offset` counts characters of it.

    >>> run_text(etree.fromstring(f'<w:r xmlns:w="{W}"><w:t>一、</w:t><w:tab/><w:t>学习</w:t></w:r>'))
    '一、\\t学习'
    """
    return "".join([text for _, text in run_pieces(run)])


def runs(root: Element) -> list[Element]:
    """All runs of a part in document order, as `RunSpan.run` counts them (hidden and deleted ones too)."""
    return list(root.iter(*RUN))


def spoken(t: Element) -> str:
    """Text of a `w:t` as Word shows it: outer white space only when preserved, line ends as spaces."""
    text: str = t.text or ""
    if not text:
        return ""
    if (text[0] in _SPACE or text[-1] in _SPACE) and t.get(XML_SPACE) != "preserve":
        text = text.strip(_SPACE)
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return text


def _symbol(sym: Element) -> str:
    """The character of a `w:sym`; for the common symbol fonts the Unicode character that looks the same."""
    code_text = font = ""
    for name in sym.attrib:
        if name.endswith("}char"):
            code_text = sym.get(name)
        elif name.endswith("}font"):
            font = sym.get(name)
    try:
        return symbol(int(code_text, 16), font)
    except ValueError:
        return ""


def symbol(code: int, font: str) -> str:
    """The character of a symbol by its number and font; "" for a number that is none.

    >>> symbol(0xFE, "Wingdings"), symbol(0x25CB, "宋体")
    ('☑', '○')
    """
    table = _SYMBOL_FONTS.get(font.strip().lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None and low in table:
        return table[low]
    if code < 0x20 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    return chr(code)
