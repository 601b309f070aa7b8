"""Documents made from one template in, one document to print in one go out, each beginning on a new page."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from docgen.package import read_members, write_members
from docgen.problems import UserError

__all__ = ["merge"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_LEFT_OUT = "改过以后里面有图片、批注、编号或另设的页面，合不进来"


def merge(documents: Sequence[bytes], base: int = 0) -> tuple[bytes, dict[int, str]]:
    """One file, every document a section of its own whose page numbers begin at 1 again; and what is not in it.

    `base` is the document whose styles, page and footers all take; one that was edited by hand (改过的)
    joins with its words and the base's styles of the same names, or is named with the reason.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    first = read_members(documents[base], "文件")
    root = etree.fromstring(first[_BODY], parser)
    body = root.find(f"{_W}body")
    section = copy.deepcopy(body[-1])
    for child in list(body):
        body.remove(child)
    names = _style_ids(first, parser)
    known = set(names.values())
    refused: dict[int, str] = {}
    for index, data in enumerate(documents):
        try:
            members = read_members(data, "文件")
            content = etree.fromstring(members[_BODY], parser).find(f"{_W}body")
            same = all(members.get(n) == first[n] for n in first if n.startswith("word/") and n != _BODY)
            if not same and not _adapt(content, members, names, known, parser):
                refused[index] = _LEFT_OUT
                continue
        except (UserError, KeyError, etree.XMLSyntaxError):
            refused[index] = "打不开，合不进来"
            continue
        if len(body):
            _end_section(body)
        blocks = list(content)
        if blocks and blocks[-1].tag == f"{_W}sectPr":
            blocks.pop()
        body.extend(blocks)
        body.append(copy.deepcopy(section))
    _restart(body[-1])
    first[_BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_members(first), refused


def _style_ids(members: dict[str, bytes], parser: Any) -> dict[tuple[str, str], str]:
    """Each style's id by its type and name; names stay when Word writes ids of its own."""
    from lxml import etree

    out = {}
    for style in etree.fromstring(members[_STYLES], parser).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            key = (style.get(f"{_W}type", ""), name.get(f"{_W}val", "").casefold())
            out[key] = style.get(f"{_W}styleId", "")
    return out


def _adapt(
    content: Any,
    members: dict[str, bytes],
    names: dict[tuple[str, str], str],
    known: set[str],
    parser: Any,
) -> bool:
    """Make an edited body fit the base; whether it does without loss."""
    by_id = {
        style: names[key] for key, style in _style_ids(members, parser).items() if style and key in names
    }
    last = content[-1] if len(content) else None
    for element in content.iter():
        if not isinstance(element.tag, str):
            continue
        if last is not None and (element is last or element.getparent() is last):
            continue  # the page is the base's
        if element.tag in (f"{_W}sectPr", f"{_W}numId", f"{_W}footnoteReference", f"{_W}endnoteReference"):
            return False
        if element.tag == f"{_W}commentReference" or any(a.startswith(_R) for a in element.attrib):
            return False
        if element.tag in (f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle"):
            style = element.get(f"{_W}val", "")
            meant = by_id.get(style, style if style in known else "")
            if meant:
                element.set(f"{_W}val", meant)
            else:
                return False
    return True


def _restart(section: object) -> None:
    """Page numbers from 1 and a new page."""
    from lxml import etree

    for name in ("type", "pgNumType"):
        for old in section.findall(f"{_W}{name}"):  # type: ignore[attr-defined]
            section.remove(old)  # type: ignore[attr-defined]
    kind = etree.Element(f"{_W}type")
    kind.set(f"{_W}val", "nextPage")
    size = section.find(f"{_W}pgSz")  # type: ignore[attr-defined]
    size.addprevious(kind)
    number = etree.Element(f"{_W}pgNumType")
    number.set(f"{_W}start", "1")
    section.find(f"{_W}pgMar").addnext(number)  # type: ignore[attr-defined]


def _end_section(body: object) -> None:
    """Close the section so far in its last paragraph, so that no empty page comes of it."""
    from lxml import etree

    section = body[-1]  # type: ignore[index]
    body.remove(section)  # type: ignore[attr-defined]
    section = copy.deepcopy(section)
    _restart(section)
    last = body[-1]  # type: ignore[index]
    if last.tag != f"{_W}p" or last.find(f"{_W}pPr/{_W}sectPr") is not None:
        last = etree.SubElement(body, f"{_W}p")  # type: ignore[call-overload]
    properties = last.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        last.insert(0, properties)
    change = properties.find(f"{_W}pPrChange")
    if change is not None:
        change.addprevious(section)
    else:
        properties.append(section)
