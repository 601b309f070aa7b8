"""What other programs see in a file: its zip members, and what LibreOffice makes of it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

HAS_SOFFICE = shutil.which("soffice") is not None


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
