"""Files made to hurt the reader: each ends in a document or a refusal.

That it ends soon and takes little memory is looked at in test_check.py, where the program's own limits hold.
"""

from __future__ import annotations

import datetime
import io
import random
import struct
import zipfile
import zlib
from collections import Counter

import pytest

from checker.document import Document, Unreadable, Where
from checker.findings import Finding, Review
from checker.limits import Limits
from checker.readers import read_data
from checker.reports.comments import CannotComment, commented_copy
from tests.docx_builder import (
    Docx,
    footnote,
    inserted,
    numbering,
    p,
    table,
    text_box,
)
from tests.hostile.catalogue import CASES, body
from tests.hostile.conftest import CaseFile

CODES = frozenset(
    [
        "empty",
        "encrypted",
        "damaged",
        "image_only",
        "not_document",
        "too_large",
        "timeout",
        "memory",
        "permission",
        "vanished",
        "unsupported",
    ]
)


def attempt(data: bytes, limits: Limits | None = None) -> Document | Unreadable:
    """The document or the refusal; anything else but these fails the test."""
    try:
        document = read_data(data, limits=limits or Limits())
    except Unreadable as refusal:
        assert refusal.code in CODES
        assert "Traceback" not in refusal.reason
        return refusal
    assert isinstance(document, Document)
    assert document.characters > 0
    return document


def outcome(data: bytes, limits: Limits | None = None) -> str:
    """ "read", or the code of the refusal."""
    found = attempt(data, limits)
    return found.code if isinstance(found, Unreadable) else "read"


@pytest.mark.parametrize("name", CASES)
def test_hostile_file(name: str, case_file: CaseFile) -> None:
    expected = CASES[name][1]
    found = outcome(case_file(name).read_bytes())
    assert found == expected or expected == "any"


def rich() -> bytes:
    return Docx(
        "标题",
        p("一", num=(1, 0), style="Heading1"),
        p("文", footnote(1), inserted("入"), text_box("框")),
        table([["甲", "乙"]]),
        footnotes=["注"],
        headers={"default": "页眉"},
        numbering=numbering({1: [("chineseCounting", "%1、")]}),
        properties={"dc:title": "题"},
    ).bytes()


def test_truncated_at_every_place() -> None:
    data = rich()
    found = {outcome(data[:size]) for size in range(0, len(data), 97)}
    assert found <= {"damaged", "empty", "not_document", "unsupported"}


def texts(document: Document) -> Counter[str]:
    return Counter(paragraph.text for paragraph in document.paragraphs)


def test_a_flipped_bit_is_refused_or_changes_no_word() -> None:
    """A part may be lost with its name; a word that the sender did not write is never read."""
    data = rich()
    words = texts(read_data(data))
    chance = random.Random(7)
    ends: Counter[str] = Counter()
    for _ in range(600):
        broken = bytearray(data)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        found = attempt(bytes(broken))
        if isinstance(found, Unreadable):
            ends[found.code] += 1
        else:
            ends["read"] += 1
            assert texts(found) <= words
    assert set(ends) <= {"read", "damaged", "not_document"}
    assert ends["read"] > 50 and ends["damaged"] > 50, "both ends are tried"


def test_xml_with_a_piece_cut_out_or_doubled_is_refused_or_makes_up_no_character() -> None:
    """Mutations inside the parts, zipped anew so that checksums fit and the XML is really read."""
    characters = set("".join(texts(read_data(rich()))))
    ends: Counter[str] = Counter()
    archive = zipfile.ZipFile(io.BytesIO(rich()))
    parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(11)
    for _ in range(400):
        name = chance.choice(sorted(parts))
        content = parts[name]
        tags = [n for n, c in enumerate(content) if c == ord("<")] + [len(content)]
        start, end = sorted(chance.choices(tags, k=2))
        piece = content[start:end]
        changed = content[:start] + chance.choice([b"", piece * 2, piece[::-1]]) + content[end:]
        found = attempt(_zip_bytes({**parts, name: changed}))
        if isinstance(found, Unreadable):
            ends[found.code] += 1
        else:
            ends["read"] += 1
            assert set("".join(texts(found))) <= characters
    assert set(ends) == {"read", "damaged"}
    assert min(ends.values()) > 50, "both ends are tried"


def _zip_bytes(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_member_with_a_wrong_checksum_is_damaged() -> None:
    data = bytearray(Docx("正文" * 50).bytes())
    at = data.find(b"word/document.xml")
    size = struct.unpack_from("<I", data, at - 30 + 18)[0]
    raw = zlib.decompressobj(-15).decompress(bytes(data[at + 17 : at + 17 + size]))
    assert b"\xe6\xad\xa3" in raw
    struct.pack_into("<I", data, at - 30 + 14, 0)
    central = data.rfind(b"word/document.xml")
    struct.pack_into("<I", data, central - 46 + 16, 0)
    assert outcome(bytes(data)) == "damaged"


def test_no_copy_is_made_that_nobody_can_open() -> None:
    """libxml2 reads a name such as w:1a once, but not what it wrote of it itself (found by fuzzing)."""
    odd = '<w:r><w:rPr><w:1anish/></w:rPr><w:t xml:space="odd">甲</w:t><w:t>乙</w:t></w:r>'
    source = body(f"<w:p>{odd}</w:p>" + p("第二段"))
    document = read_data(source)
    where = Where("body", 0, 1, 2)
    review = Review("a.docx", "", "revise", findings=(Finding("spun.word", "warning", "看这里", where),))
    date = datetime.datetime(2011, 3, 1)
    try:
        made = commented_copy(source, document, review, date=date)
    except CannotComment:
        return
    assert read_data(made).text == document.text
