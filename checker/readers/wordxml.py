"""The bytes of a Word document that is one XML file in, its `Document` out.

Office systems fill such a file as a template and hand it out as “.doc”: the package of a .docx written flat
(pkg:package, Word 2007 and later), or the WordprocessingML of Word 2003 (w:wordDocument).
"""

from __future__ import annotations

import base64
import dataclasses
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from checker import wordml
from checker.document import Document
from checker.limits import Limits
from checker.readers.package import Package
from checker.readers.refusals import bomb, damaged, too_deep
from checker.readers.word2003 import ROOT, parts_of_2003

__all__ = ["read_word_xml"]

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_NOTE = "这是 XML 格式的 Word 文档，内容照常审查；请用 Word 打开后另存为 .docx 报送。"


def read_word_xml(data: bytes, sha256: str, limits: Limits) -> Document:
    """The document; `Unreadable` when it is broken, or XML of another kind."""
    from lxml import etree

    from checker.readers.word import read_package

    if len(data) > limits.member_bytes or data.count(b"<") + data.count(b"=") > limits.markup:
        raise bomb()
    try:
        root = wordml.parse(data.lstrip())
        if root.tag == f"{_PKG}package":
            parts = dict(_flat(root))
        elif root.tag == ROOT:
            parts = parts_of_2003(root)
        else:
            raise damaged("不是 Word 文档的 XML")
    except (etree.LxmlError, ValueError) as error:
        raise (too_deep() if "xcessive depth" in str(error) else damaged()) from None
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    document = read_package(Package(stream.getvalue(), limits), sha256, limits)
    return dataclasses.replace(document, format="xml", notes=(("file.xml", _NOTE), *document.notes))


def _flat(package: Any) -> Iterator[tuple[str, bytes]]:
    """The parts of a package written flat: name and content."""
    from lxml import etree

    for part in package.iterchildren(f"{_PKG}part"):
        name = part.get(f"{_PKG}name", "").lstrip("/")
        for content in part.iterchildren(f"{_PKG}xmlData", f"{_PKG}binaryData"):
            if content.tag.endswith("binaryData"):
                yield name, base64.b64decode(content.text or "")
            elif len(content):
                yield name, etree.tostring(content[0], encoding="UTF-8")
