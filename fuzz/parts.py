"""A fuzz input (text with part marks) in, the bytes of the file to read out; and back, for the corpus.

An input is either `RAW` and the bytes of a file of any kind, or a few parts, each a line `@@ name` and the
inside of that part's root element. The harness adds roots, namespaces, relationships and the zip, so
that mutations go into what the reader reads and not into checksums.
"""

from __future__ import annotations

import io
import zipfile

from tests.docx_builder import XMLNS, Docx, Xml

__all__ = ["MARK", "RAW", "file_of", "join", "split"]

RAW = b"RAW\n"
MARK = b"@@ "
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
# part -> (root element, relationship)
ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "hdr",
    "settings": "settings",
    "comments": "comments",
}
ODT_SPACES = "".join(
    f' xmlns:{prefix}="{ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("svg", "svg-compatible"),
    )
)


def split(data: bytes) -> dict[str, str]:
    """The parts of an input; what stands before the first mark is the body."""
    found: dict[str, list[bytes]] = {"body": []}
    lines = found["body"]
    for line in data.split(b"\n"):
        if line.startswith(MARK):
            lines = found.setdefault(line[len(MARK) :].decode("latin-1").strip(), [])
        else:
            lines.append(line)
    return {name: b"\n".join(lines).decode("utf-8", "replace") for name, lines in found.items()}


def join(parts: dict[str, str]) -> bytes:
    """An input from parts."""
    return b"\n".join(b"@@ " + name.encode() + b"\n" + text.encode() for name, text in parts.items() if text)


def file_of(data: bytes) -> bytes:
    """The file that an input means."""
    if data.startswith(RAW):
        return data[len(RAW) :]
    parts = split(data)
    return _odt(parts) if "content" in parts else _docx(parts)


def _docx(parts: dict[str, str]) -> bytes:
    more = {n: f"<w:{r} {XMLNS}>{parts[n]}</w:{r}>" for n, r in ROOTS.items() if n in parts and n != "styles"}
    return Docx(
        Xml(parts.get("body", "")),
        styles=parts.get("styles", ""),
        relations=[(name, name, f"{name}.xml", False) for name in more],
        files={f"word/{name}.xml": xml for name, xml in more.items()},
    ).bytes()


def _odt(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content{ODT_SPACES}><office:automatic-styles>{parts.get('styles', '')}"
            f"</office:automatic-styles><office:body><office:text>{parts['content']}</office:text>"
            "</office:body></office:document-content>",
        )
    return stream.getvalue()
