"""Files made to hurt the reader: each ends in a document or a refusal, soon, and takes little memory."""

from __future__ import annotations

import datetime
import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from checker.document import Document, Unreadable, Where
from checker.findings import Finding, Review
from checker.limits import Limits
from checker.readers import read_data
from checker.reports.comments import CannotComment, commented_copy
from tests.docx_builder import (
    HEADINGS,
    XMLNS,
    Docx,
    W,
    Xml,
    cell,
    control,
    footnote,
    inserted,
    numbering,
    p,
    run,
    style,
    table,
    text_box,
)
from tests.readers.make_old import pdf, rtf

SECONDS = 10.0
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


def outcome(data: bytes, limits: Limits | None = None) -> str:
    """ "read", or the code of the refusal; anything else but these fails the test."""
    begun = time.monotonic()
    try:
        document = read_data(data, limits=limits or Limits())
    except Unreadable as refusal:
        assert refusal.code in CODES
        assert "Traceback" not in refusal.reason
        result = refusal.code
    else:
        assert isinstance(document, Document)
        assert document.characters > 0
        result = "read"
    assert time.monotonic() - begun < SECONDS
    return result


def body(xml: str, **parts: object) -> bytes:
    return Docx(Xml(xml), **parts).bytes()  # type: ignore[arg-type]


def raw_document(xml: str | bytes) -> bytes:
    made = Docx("x")
    made.parts["word/document.xml"] = xml
    return made.bytes()


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
ENTITY_BOMB = f'<!DOCTYPE x [<!ENTITY a0 "哈">{LAUGHS}]>'
DOCUMENT = f"<w:document {XMLNS}><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>"


def bomb_lying_about_its_size() -> bytes:
    """A member of 200 MB that the directory says has 1,000 bytes."""
    data = bytearray(raw_document(DOCUMENT.format("x" * 200_000_000)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] > 100_000_000:
                struct.pack_into("<I", data, at + offset, 1000)
            at = data.find(mark, at + 4)
    return bytes(data)


def many_members(count: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", DOCUMENT.format("正文"))
        for n in range(count):
            archive.writestr(f"f{n}", b"")
    return stream.getvalue()


def zip_in_zip() -> bytes:
    inner = raw_document(DOCUMENT.format("内"))
    for _ in range(20):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.docx", inner)
        inner = stream.getvalue()
    return inner


def nested_tables(depth: int) -> bytes:
    block: Xml = p("最里面")
    for _ in range(depth):
        block = table([[cell(block)]])
    return body(block)


def nested_boxes(depth: int) -> bytes:
    block: Xml = p("最里面")
    for _ in range(depth):
        block = p(text_box(block, fallback=False))
    return body(block)


def nested_inline(depth: int) -> bytes:
    inner: Xml = run("最里面")
    for _ in range(depth):
        inner = control(inserted(inner))
    return body(p(inner))


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT_P = "<text:p>{}</text:p>"


def odt(xml: str, prolog: str = "", manifest: str = "<m/>", **members: str) -> bytes:
    """An .odt with this body."""
    content = (
        f'{prolog}<office:document-content xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" '
        f'xmlns:table="{ODF}table:1.0"><office:body><office:text>{xml}</office:text></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return _zip({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest, **members})


def utf16_bomb() -> bytes:
    xml = '<?xml version="1.0" encoding="utf-16"?>' + ENTITY_BOMB + DOCUMENT.format("&a9;")
    return raw_document(xml.encode("utf-16"))


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (lambda: raw_document(DOCUMENT.format("x" * 60_000_000)), "too_large"),
    "zip bomb under the size limit": (lambda: raw_document(DOCUMENT.format("x" * 9_000_000)), "too_large"),
    "zip bomb that lies": (bomb_lying_about_its_size, "damaged"),
    "bomb in the styles": (lambda: body(p("文"), styles="x" * 60_000_000), "too_large"),
    "bomb in a member nobody reads": (
        lambda: body(p("文"), files={"word/media/a.png": bytes(60_000_000)}),
        "read",
    ),
    "many members": (lambda: many_members(6_000), "too_large"),
    "very many members": (lambda: many_members(60_000), "too_large"),
    "zip in zip": (zip_in_zip, "unsupported"),
    "zip of bzip2": (
        lambda: _zip({"word/document.xml": DOCUMENT.format("文")}, zipfile.ZIP_BZIP2),
        "damaged",
    ),
    "entity expansion": (lambda: raw_document(ENTITY_BOMB + DOCUMENT.format("&a9;")), "damaged"),
    "entity expansion in UTF-16": (utf16_bomb, "damaged"),
    "entity expansion in an attribute": (
        lambda: raw_document(ENTITY_BOMB + f'<w:document xmlns:w="{W}" w:x="&a9;"/>'),
        "damaged",
    ),
    "external entity": (
        lambda: raw_document(
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + DOCUMENT.format("&e;")
        ),
        "damaged",
    ),
    "undefined entity": (lambda: raw_document(DOCUMENT.format("&nbsp;")), "damaged"),
    "entities in the styles": (lambda: _part("word/styles.xml", ENTITY_BOMB + "<x>&a9;</x>"), "damaged"),
    "entities in the relations": (
        lambda: _part("word/_rels/document.xml.rels", ENTITY_BOMB + "<x>&a9;</x>"),
        "damaged",
    ),
    "no XML at all": (lambda: raw_document(b"\x00\x01\x02"), "damaged"),
    "tables 20 deep": (lambda: nested_tables(20), "read"),
    "tables 300 deep": (lambda: nested_tables(300), "too_large"),
    "text boxes 10 deep": (lambda: nested_boxes(10), "read"),
    "text boxes 100 deep": (lambda: nested_boxes(100), "too_large"),
    "controls 30 deep": (lambda: nested_inline(30), "read"),
    "controls 5,000 deep": (lambda: nested_inline(5_000), "too_large"),
    "200,000 paragraphs": (lambda: body(p("一段") * 200_000), "too_large"),
    "200,000 empty paragraphs": (lambda: body("<w:p/>" * 200_000 + p("文")), "read"),
    "two million elements": (lambda: body("<w:p/>" * 2_100_000), "too_large"),
    "a paragraph of two million characters": (
        lambda: body(p("".join(random.Random(1).choices("教师党员学习服务", k=2_000_000)))),
        "too_large",
    ),
    "style that is its own ancestor": (
        lambda: body(p("文", style="A"), styles=style("A", based_on="B") + style("B", based_on="A")),
        "read",
    ),
    "10,000 styles in a chain": (
        lambda: body(
            p("文", style="S0"),
            styles="".join(style(f"S{n}", based_on=f"S{n + 1}") for n in range(10_000)),
        ),
        "read",
    ),
    "list of nobody": (lambda: body(p("文", num=(999, 8))), "read"),
    "level beyond all": (
        lambda: body(p("文", num=(1, 99999)), numbering=numbering({1: [("decimal", "%1%9%8")]})),
        "read",
    ),
    "footnote that refers to itself": (
        lambda: body(p("文", footnote(1)), footnotes=[p("注", footnote(1))]),
        "read",
    ),
    "relations that lead to themselves": (
        lambda: body(p("文"), relations=[("r", "styles", "document.xml", False)], styles=HEADINGS),
        "read",
    ),
    "relation out of the zip": (
        lambda: body(p("文"), relations=[("r", "footnotes", "../../../../etc/passwd", False)]),
        "read",
    ),
    "names with traps": (
        lambda: _zip(
            {"word/document.xml": DOCUMENT.format("文"), "../../evil": "x", "C:\\a": "x", "\u202e": "x"}
        ),
        "read",
    ),
    "unbalanced field marks": (
        lambda: body(
            p(Xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 500 + "<w:r><w:t>文</w:t></w:r>"))
        ),
        "read",
    ),
    "fields 50,000 deep": (
        lambda: body(
            p(Xml('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + "<w:r><w:t>文</w:t></w:r>"))
        ),
        "read",
    ),
    "text without a paragraph": (lambda: body(run("游离")), "empty"),
    "paragraph in a paragraph": (lambda: body(f"<w:p>{run('外')}{p('内')}</w:p>"), "read"),
    "deleted marks to the end": (
        lambda: body(p("文", properties='<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>') * 5_000),
        "read",
    ),
    "symbols that are no characters": (
        lambda: body(p("文", run(inner='<w:sym w:char="D800"/><w:sym w:char="110000"/><w:sym w:char="x"/>'))),
        "read",
    ),
    "odt": (lambda: odt(TEXT_P.format("正文")), "read"),
    "odt, encrypted": (lambda: odt(TEXT_P.format("文"), manifest="<m><encryption-data/></m>"), "encrypted"),
    "odt, entity expansion": (lambda: odt(TEXT_P.format("&a9;"), prolog=ENTITY_BOMB), "damaged"),
    "odt, bomb": (lambda: odt(TEXT_P.format("x" * 60_000_000)), "too_large"),
    "odt, lists 300 deep": (
        lambda: odt(
            "<text:list><text:list-item>" * 300 + TEXT_P.format("文") + "</text:list-item></text:list>" * 300
        ),
        "too_large",
    ),
    "odt, a billion spaces": (
        lambda: odt(f'<text:p>甲<text:s text:c="{10**9}"/><text:s text:c="-5"/>乙</text:p>'),
        "read",
    ),
    "odt, tables out of place": (
        lambda: odt(
            "<table:table-cell><table:table-row>"
            + TEXT_P.format("文")
            + "</table:table-row></table:table-cell>"
        ),
        "read",
    ),
    "odt, only pictures": (lambda: odt("<text:p/>", **{"Pictures/a.png": "x"}), "image_only"),
    "odt without content": (
        lambda: _zip({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "damaged",
    ),
    "rtf 50,000 groups deep": (lambda: b"{\\rtf1 " + b"{" * 50_000 + b"x", "any"),
    "rtf cut off": (lambda: rtf("带头学习")[:-6], "any"),
    "pdf whose pages are their own parents": (
        lambda: pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        "any",
    ),
    "pdf that is only a header": (lambda: b"%PDF-1.7\n" * 1000, "any"),
    "a megabyte of brackets": (lambda: b"<" * 1_000_000, "any"),
    "a line of a million characters": (lambda: "学".encode() * 1_100_000, "too_large"),
}


def _zip(members: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _part(name: str, xml: str) -> bytes:
    return Docx("文", files={name: xml}).bytes() if name not in Docx("文").parts else _replaced(name, xml)


def _replaced(name: str, xml: str) -> bytes:
    made = Docx("文")
    made.parts[name] = xml
    return made.bytes()


@pytest.mark.parametrize("name", CASES)
def test_hostile_file(name: str) -> None:
    make, expected = CASES[name]
    found = outcome(make())
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


def test_a_flipped_bit_never_crashes() -> None:
    data = rich()
    chance = random.Random(7)
    for _ in range(600):
        broken = bytearray(data)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        outcome(bytes(broken))


def test_xml_with_a_piece_cut_out_or_doubled_never_crashes() -> None:
    """Mutations inside the parts, zipped anew so that checksums fit and the XML is really read."""
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
        outcome(_zip_bytes({**parts, name: changed}))


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
