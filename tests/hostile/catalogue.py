"""Nothing in; files made to hurt a reader out, each made by script, with the state it must end in.

`CASES` maps a name to (maker, state): "read", the code of the refusal, or "any" where both are right.
"""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from tests.docx_builder import (
    HEADINGS,
    XMLNS,
    Docx,
    W,
    Xml,
    cell,
    control,
    field,
    footnote,
    hidden,
    inserted,
    numbering,
    p,
    run,
    style,
    table,
    text_box,
)
from tests.readers.make_old import ole, pdf, rtf

__all__ = ["CASES", "body", "from_elsewhere", "raw_document"]


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


def from_elsewhere(address: str) -> bytes:
    """A document whose template, picture, object, font, sub-document and link all lie on another machine."""
    outside = [
        ("pic", "image", f"{address}/a.png", True),
        ("ole", "oleObject", f"{address}/a.bin", True),
        ("sub", "subDocument", f"{address}/a.docx", True),
        ("frame", "frame", f"{address}/f.htm", True),
        ("lnk", "hyperlink", f"{address}/l", True),
    ]
    picture = (
        '<w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><a:blip r:link="pic"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    made = Docx(p("正文", run(inner=picture)), settings='<w:attachedTemplate r:id="t"/>', relations=outside)
    made.parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{address}/t.dotm" TargetMode="External"/></Relationships>'
    )
    return made.bytes()


def overlapping(count: int) -> bytes:
    """A zip whose `count` further entries all claim the body's own bytes."""
    data = raw_document(DOCUMENT.format("文" * 1000))
    end = data.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<I", data, end + 16)[0]
    directory = data[start:end]
    at = directory.find(b"word/document.xml") - 46
    size = 46 + sum(struct.unpack_from("<HHH", directory, at + 28))
    one = directory[at : at + size].replace(b"word/document.xml", b"word/document.xm_")
    directory += one * count
    total = struct.unpack_from("<H", data, end + 10)[0] + count
    return (
        data[:start]
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, total, total, len(directory), start, 0)
    )


def twice() -> bytes:
    """Two members of the body's name; programs disagree on which counts."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        for words in ("第一份", "第二份"):
            archive.writestr("word/document.xml", DOCUMENT.format(words))
    return stream.getvalue()


def pdf_bomb() -> bytes:
    """A page whose content is 400 MB of one operator, packed to 400 KB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m " * 1_000_000) for _ in range(66)) + packer.flush()
    return pdf("").replace(
        b"<< /Length 18 >>\nstream\n0 0 100 100 re f\nendstream",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed),
    )


def _flagged(data: bytes) -> bytes:
    """The zip with the bit for encryption set on every member."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


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
    # --- what other programs would run, fetch or ask for ---
    "empty file": (lambda: b"", "empty"),
    "nothing but zero bytes": (lambda: bytes(100_000), "damaged"),
    "random bytes": (lambda: random.Random(5).randbytes(50_000), "not_document"),
    "password, new Office": (lambda: ole("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    "password, old Word": (lambda: ole("WordDocument", fib_flags=0x0100), "encrypted"),
    "password on a zip member": (lambda: _flagged(raw_document(DOCUMENT.format("文"))), "encrypted"),
    "macro": (lambda: Docx(p("正文"), macro=True).bytes(), "read"),
    "only a picture": (lambda: body("<w:p/>", files={"word/media/a.png": b"\x89PNG"}), "image_only"),
    "everything hidden": (lambda: body(p(hidden("看不见"))), "empty"),
    "template, picture and object from elsewhere": (lambda: from_elsewhere("http://127.0.0.1:9"), "read"),
    "a field that starts a program": (
        lambda: body(p(field("结果", instruction='DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'))),
        "read",
    ),
    "a field that takes in another file": (
        lambda: body(p(field("结果", instruction='INCLUDETEXT "file:///etc/passwd"'))),
        "read",
    ),
    "another document embedded": (
        lambda: body(
            p("文") + '<w:altChunk r:id="c"/>',
            relations=[("c", "aFChunk", "a.html", False)],
            files={"word/a.html": "<script>alert(1)</script>"},
        ),
        "read",
    ),
    # --- zips that contradict themselves ---
    "every entry the same bytes": (lambda: overlapping(4_000), "read"),
    "a name as long as can be": (
        lambda: _zip({"word/document.xml": DOCUMENT.format("文"), "x" * 65_000: ""}),
        "read",
    ),
    "two bodies of one name": (lambda: twice(), "read"),
    "directory without its end": (lambda: raw_document(DOCUMENT.format("文"))[:-30], "damaged"),
    "directory alone": (lambda: b"PK\x05\x06" + bytes(18), "unsupported"),
    # --- XML that is much of one thing ---
    "an attribute of 30 MB": (lambda: body(f'<w:p w:x="{"甲" * 10_000_000}">{run("文")}</w:p>'), "too_large"),
    "a million attributes": (
        lambda: body("<w:p " + " ".join(f'w:a{n}=""' for n in range(1_000_000)) + f">{run('文')}</w:p>"),
        "any",
    ),
    "a name of a million letters": (lambda: body(f"<w:{'x' * 1_000_000}/>" + p("文")), "any"),
    "500,000 runs in a paragraph": (lambda: body(p(run("字") * 500_000)), "any"),
    "100,000 footnotes": (
        lambda: body(p(*[footnote(n) for n in range(1, 100_001)], "文"), footnotes=[p("注")]),
        "read",
    ),
    "50,000 table cells in a row": (lambda: body(table([["格"] * 19_000])), "read"),
    "15,000 tables": (lambda: body(table([["格"]]) * 15_000), "read"),
    # --- texts ---
    "a text of 60 MB": (lambda: "学习服务。".encode() * 4_000_000, "too_large"),
    "white space of 60 MB": (lambda: b" \n" * 30_000_000, "empty"),
    "one emoji and 60 MB of letters": (lambda: "😀".encode() + b"a" * 60_000_000, "too_large"),
    "UTF-16 cut in two": (lambda: "承诺书".encode("utf-16")[:-1], "any"),
    "20,000 lines of brackets": (lambda: "【待填：\n".encode() * 20_000, "read"),
    "one paragraph of 900,000 quotation marks": (lambda: "“".encode() * 900_000, "any"),
    "one paragraph of 900,000 letters": (lambda: ("承诺" + "a-" * 450_000).encode(), "any"),
    "one paragraph of 60,000 dates": (lambda: "2011年3月1日".encode() * 60_000, "read"),
    "20,000 headings": (lambda: "一、指导思想\n".encode() * 20_000, "read"),
    "20,000 marks of a web page": (lambda: "第1页\n".encode() * 19_000 + "承诺书\n".encode(), "read"),
    "a word again and again before a school": (
        lambda: ("我在石桥小学任教。" + "从" * 52 + "双井小学是好学校。").encode(),
        "read",
    ),
    "a rule drawn before a school": (
        lambda: "".join(
            word * (23 // len(word)) + "山小学\n" for word in ("一", "某", "省", "所在") * 20
        ).encode(),
        "read",
    ),
    "a phrase 100,000 times": (lambda: "带头学习提高".encode() * 100_000, "read"),
    # --- other formats ---
    "rtf, a million characters by number": (lambda: b"{\\rtf1\\uc0 " + b"\\u23398" * 1_000_000 + b"}", "any"),
    "rtf, binary data longer than the file": (lambda: b"{\\rtf1 \\bin999999999 abc}", "any"),
    "rtf, a million lists": (lambda: b"{\\rtf1 " + b"{\\listtext 1.}" * 1_000_000 + b"}", "any"),
    "pdf, a stream that inflates to 400 MB": (lambda: pdf_bomb(), "any"),
    "old Word, nothing behind the header": (lambda: ole("WordDocument"), "damaged"),
    "web page named a document": (lambda: b"<html><script>alert(1)</script>", "empty"),
    "web page 200,000 deep": (lambda: b"<html>" + b"<div>" * 200_000 + b"x", "too_large"),
    "web page 3,000 deep": (lambda: b"<html>" + b"<b>" * 3_000 + b"x", "too_large"),
    "web page of a million tags": (lambda: b"<html>" + b"<p>x</p>" * 500_000, "too_large"),
    "web page in a letter that never ends": (
        lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + b"--b\n" * 100_000,
        "any",
    ),
    "a document that takes itself in": (
        lambda: body(
            p("文") + '<w:altChunk r:id="c"/>' * 1_000,
            relations=[("c", "aFChunk", "document.xml", False)],
        ),
        "read",
    ),
    "word xml, a bomb of entities": (lambda: (ENTITY_BOMB + "<?xml ?><pkg:package>&a9;").encode(), "any"),
    "word xml, 200,000 parts": (
        lambda: (
            b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
            + b"<pkg:part><pkg:xmlData><a/></pkg:xmlData></pkg:part>" * 200_000
            + b"</pkg:package>"
        ),
        "damaged",
    ),
    "program named a document": (lambda: b"MZ" + bytes(1000), "not_document"),
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
