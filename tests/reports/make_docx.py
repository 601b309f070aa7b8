"""Small .docx files made of given paragraphs, and their Documents; and what LibreOffice sees in a file."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from checker import wordml
from checker.document import Document, Paragraph, Part, RunSpan

W = wordml.W
NAMES = f'xmlns:w="{W}" xmlns:r="{wordml.R}"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*inner: str, properties: str = "") -> str:
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{ppr}{''.join(i if i.startswith('<') else run(i) for i in inner)}</w:p>"


def docx(
    *blocks: str,
    main_type: str = MAIN,
    overrides: str = "",
    relations: str = "",
    members: dict[str, bytes] | None = None,
    namespace: str = W,
) -> bytes:
    """The bytes of a .docx whose body is `blocks` of WordprocessingML."""
    body = "".join(blocks).replace(W, namespace)
    names = NAMES.replace(W, namespace)
    files = {
        "[Content_Types].xml": TYPES.format(main=main_type, more=overrides).encode(),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ).encode(),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {names}><w:body>{body}'
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
        ).encode(),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>"
        ).encode(),
        **(members or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2011, 3, 1, 8, 0, 0)), content)
    return out.getvalue()


def document(source: bytes) -> Document:
    """The Document of a file made here: paragraphs of the body, tables and text boxes in document order."""
    member = "word/document.xml"
    root = wordml.parse(zipfile.ZipFile(io.BytesIO(source)).read(member))
    numbers = {run: number for number, run in enumerate(wordml.runs(root))}
    paragraphs = []
    for element in root.iter(*wordml.both("p")):
        above = {etree.QName(a).localname for a in element.iterancestors()}
        part: Part = "textbox" if "txbxContent" in above else "table" if "tc" in above else "body"
        text, spans = "", []
        for r in element.iter(*wordml.RUN):
            inner = wordml.run_text(r)
            near = next(a for a in r.iterancestors() if a.tag in wordml.both("p"))
            if near is not element or not inner:
                continue
            spans.append(RunSpan(len(text), len(text) + len(inner), member, numbers[r], 0))
            text += inner
        paragraphs.append(Paragraph(len(paragraphs), text, part, runs=tuple(spans)))
    return Document("docx", hashlib.sha256(source).hexdigest(), tuple(paragraphs))


def parts(source: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(source))
    assert archive.testzip() is None
    return {info.filename: archive.read(info) for info in archive.infolist()}


def soffice(source: bytes, name: str, to: str, folder: Path) -> Path:
    """Convert with LibreOffice, under a profile of our own."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing"
    (folder / name).write_bytes(source)
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to]
        + ["--outdir", str(folder / "out"), str(folder / name)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "out" / f"{Path(name).stem}.{to.partition(':')[0]}"


OFFICE_NS = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT_NS = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
DC_NS = "http://purl.org/dc/elements/1.1/"


def seen_comments(odt: Path) -> list[tuple[str, str, str]]:
    """What LibreOffice made of the comments: (words in the range, author, comment text) in reading order."""
    root = etree.fromstring(zipfile.ZipFile(odt).read("content.xml"))
    open_ranges: dict[str, list[str]] = {}
    found: list[tuple[str, str, str]] = []
    order: dict[str, int] = {}

    def add(text: str | None) -> None:
        for words in open_ranges.values():
            words.append(text or "")

    def walk(element: etree._Element) -> None:
        if element.tag == f"{{{OFFICE_NS}}}annotation":
            lines = ["".join(line.itertext()) for line in element.iter(f"{{{TEXT_NS}}}p")]
            name = element.get(f"{{{OFFICE_NS}}}name", f"point{len(found)}")
            author = element.findtext(f"{{{DC_NS}}}creator") or ""
            order[name] = len(found)
            found.append(("", author, "\n".join(lines)))
            open_ranges[name] = []
        elif element.tag == f"{{{OFFICE_NS}}}annotation-end":
            name = element.get(f"{{{OFFICE_NS}}}name")
            _, author, text = found[order[name]]
            found[order[name]] = ("".join(open_ranges.pop(name)), author, text)
        elif element.tag == f"{{{TEXT_NS}}}s":
            add(" " * int(element.get(f"{{{TEXT_NS}}}c", "1")))
        elif element.tag == f"{{{TEXT_NS}}}tab":
            add("\t")
        else:
            add(element.text)
            for child in element:
                walk(child)
        add(element.tail)

    walk(root.find(f".//{{{OFFICE_NS}}}text"))
    return found
