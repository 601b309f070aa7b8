"""A document in the WordprocessingML of Word 2003 in, the parts of a .docx that shows the same text out.

Most names are the same in both; what is named otherwise is renamed: lists, tracked changes, merged cells, notes
(which stand in the text here) and headers (which stand in the section).
"""

from __future__ import annotations

from typing import Any

from checker import wordml
from checker.readers.oldword.lists import FORMATS
from checker.readers.styles import number
from checker.wordml import PACKAGE_RELATIONS, M, R, W

__all__ = ["ROOT", "parts_of_2003"]

_W2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
ROOT = f"{{{_W2003}}}wordDocument"
_DOC = "word/document.xml"


def _w(local: str) -> str:
    return f"{{{W}}}{local}"


_NAMES = {
    _w(old): _w(new)
    for old, new in {
        "listPr": "numPr", "ilfo": "numId", "vmerge": "vMerge", "hmerge": "hMerge",
        # Words in a run that stand apart from it.
        "footnote": "pict", "endnote": "pict",
    }.items()
}  # fmt: skip
_CHANGES = {"Word.Insertion": _w("ins"), "Word.Deletion": _w("del")}
_PAGES = {"odd": "default", "even": "even", "first": "first"}


def parts_of_2003(root: Any) -> dict[str, bytes]:
    """The parts by their names; `root` is the w:wordDocument."""
    from lxml import etree

    root = wordml.parse(etree.tostring(root, encoding="UTF-8").replace(_W2003.encode(), W.encode()))
    relations: list[tuple[str, str, str]] = []
    parts: dict[str, bytes] = {"_rels/.rels": _relations([("d", "officeDocument", _DOC)])}
    for element in list(root.iter(f"{_AML}annotation")):
        kind = element.get(_w("type"), "")
        if kind in _CHANGES:
            element.tag = _CHANGES[kind]
        elif len(element):  # a comment, or how something was formatted before
            element[:] = []
    for element in root.iter(*_NAMES):
        element.tag = _NAMES[element.tag]
    for n, margin in enumerate(list(root.iter(_w("hdr"), _w("ftr")))):
        local = "header" if margin.tag == _w("hdr") else "footer"
        reference = etree.Element(_w(f"{local}Reference"))
        reference.set(_w("type"), _PAGES.get(margin.get(_w("type"), ""), "default"))
        reference.set(f"{{{R}}}id", f"m{n}")
        margin.getparent().replace(margin, reference)
        parts[f"word/m{n}.xml"] = etree.tostring(margin, encoding="UTF-8", with_tail=False)
        relations.append((f"m{n}", local, f"m{n}.xml"))
    lists, styles = root.find(_w("lists")), root.find(_w("styles"))
    if lists is not None:
        parts["word/numbering.xml"] = etree.tostring(_numbering(lists), encoding="UTF-8")
        relations.append(("n", "numbering", "numbering.xml"))
    if styles is not None:
        parts["word/styles.xml"] = etree.tostring(styles, encoding="UTF-8")
        relations.append(("s", "styles", "styles.xml"))
    if root.find(_w("docSuppData")) is not None:
        parts["word/vbaProject.bin"] = b""
    if next(root.iter(_w("binData")), None) is not None:
        parts["word/media/picture"] = b""
    document = etree.Element(_w("document"), nsmap={"w": W, "r": R, "m": M})
    body = root.find(_w("body"))
    if body is not None:
        document.append(body)
    parts[_DOC] = etree.tostring(document, encoding="UTF-8")
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    return parts


def _numbering(lists: Any) -> Any:
    """The lists under the names of a .docx."""
    from lxml import etree

    for old, new, key, name in (
        ("listDef", "abstractNum", "listDefId", "abstractNumId"),
        ("list", "num", "ilfo", "numId"),
    ):
        for element in list(lists.iter(_w(old))):
            element.tag = _w(new)
            element.set(_w(name), element.get(_w(key), ""))
    for element in list(lists.iter(_w("ilst"))):
        element.tag = _w("abstractNumId")
    for level in lists.iter(_w("lvl")):
        shape = level.find(_w("nfc"))
        made = etree.SubElement(level, _w("numFmt"))
        code = 0 if shape is None else number(shape.get(_w("val"), ""), 0)
        made.set(_w("val"), FORMATS.get(code, "decimal"))
    lists.tag = _w("numbering")
    return lists


def _relations(items: list[tuple[str, str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{target}"/>' for i, kind, target in items
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{inner}</Relationships>'.encode()
