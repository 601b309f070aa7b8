"""Documents made from one template in, one document to print in one go out, each beginning on a new page."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from docgen.package import read_members, write_members
from docgen.problems import UserError

__all__ = ["merge"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


def merge(documents: Sequence[bytes]) -> bytes:
    """One file; every document is a section of its own whose page numbers begin at 1 again."""
    from lxml import etree

    first = read_members(documents[0], "文件")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(first[_BODY], parser)
    body = root.find(f"{_W}body")
    for data in documents[1:]:
        members = read_members(data, "文件")
        if any(members.get(n) != first[n] for n in first if n.startswith("word/") and n != _BODY):
            raise UserError(
                "这几份文件的页眉、页脚或样式不一样，不能合并", "分开打印，或用同一个模板重新生成"
            )
        _end_section(body)
        body.extend(etree.fromstring(members[_BODY], parser).find(f"{_W}body"))
    _restart(body[-1])
    first[_BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_members(first)


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
