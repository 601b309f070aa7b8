"""Word documents that are one XML file, which office systems hand out as .doc."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from checker.document import Document, Unreadable
from checker.limits import Limits
from checker.readers import read_data
from tests.docx_builder import Docx, deleted, footnote, hidden, inserted, p, table, text_box

PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
FULL = Docx(
    p("承诺书", style="Heading1"),
    p("前", inserted("插"), deleted("删"), hidden("藏"), footnote(1), text_box("框")),
    table([["姓名", "李明"]]),
    footnotes=["脚注"],
    headers={"default": "页眉"},
)


def flat(source: bytes) -> bytes:
    """The package of a .docx as one file."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        parts = ""
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                inner = f"<pkg:xmlData>{content.decode()}</pkg:xmlData>"
            else:
                inner = f"<pkg:binaryData>{base64.b64encode(content).decode()}</pkg:binaryData>"
            parts += f'<pkg:part pkg:name="/{name}" pkg:contentType="x">{inner}</pkg:part>'
    prolog = '<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>'
    return f'{prolog}<pkg:package xmlns:pkg="{PKG}">{parts}</pkg:package>'.encode()


def old(body: str, extra: str = "", encoding: str = "UTF-8") -> bytes:
    """A document of Word 2003."""
    head = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?><?mso-application progid="Word.Document"?>'
    spaces = (
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:st1="urn:x" '
        'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
    )
    whole = (
        f"{head}<w:wordDocument {spaces}>{extra}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    )
    return whole.encode(encoding)


def seen(document: Document) -> list[tuple[str, str]]:
    return [(q.part, q.shown) for q in document.paragraphs]


def rules(document: Document) -> list[str]:
    return [rule for rule, _ in document.notes]


def par(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r[:1] == '<' else _run(r) for r in runs)}</w:p>"


def _run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_a_package_written_flat_reads_as_the_docx() -> None:
    source = FULL.bytes()
    document, same = read_data(flat(source)), read_data(source)
    assert document.format == "xml"
    assert seen(document) == seen(same)
    assert document.paragraphs[0].level == 1
    assert rules(document) == ["file.xml", "file.hidden", "file.tracked"]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB18030"])
def test_a_document_of_word_2003(encoding: str) -> None:
    lists = (
        '<w:lists><w:listDef w:listDefId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="11"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="3"/></w:list></w:lists>'
    )
    styles = (
        '<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    numbered = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr>'
    change = '<aml:annotation aml:id="1" w:type="Word.{}"><aml:content>{}</aml:content></aml:annotation>'
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{par('框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    body = (
        par("承诺书", properties='<w:pStyle w:val="1"/>')
        + par("指导思想", properties=numbered)
        + par("主要内容", properties=numbered)
        + par(
            "前", change.format("Insertion", _run("插")), change.format("Deletion", _run("删")),
            change.format("Comment", par("批注")), "<st1:place>" + _run("石桥") + "</st1:place>", box,
            f"<w:r><w:footnote>{par('脚注')}</w:footnote></w:r>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>",
        )
        + "<w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val='restart'/></w:tcPr>" + par("合") + "</w:tc></w:tr>"
        + "<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr>" + par("盖") + "</w:tc></w:tr></w:tbl>"
        + f"<w:sectPr><w:hdr w:type='odd'>{par('页眉')}</w:hdr><w:ftr w:type='first'>{par('首页脚')}</w:ftr></w:sectPr>"
    )  # fmt: skip
    document = read_data(old(body, lists + styles, encoding))
    assert seen(document) == [
        ("body", "承诺书"), ("body", "一、指导思想"), ("body", "二、主要内容"), ("body", "前插石桥"), ("textbox", "框"),
        ("body", "脚注"), ("table", "合"), ("header", "页眉"),
    ]  # fmt: skip
    assert document.paragraphs[0].level == 1
    assert rules(document) == ["file.xml", "file.hidden", "file.tracked"]


def test_what_is_no_document_is_refused() -> None:
    for data, code in (
        (old(""), "empty"),
        (old(par("文"))[:-10], "damaged"),
        (old("<w:p/>", "<w:docSuppData/>"), "empty"),
        (old(par("<w:r><w:pict><w:binData>AAAA</w:binData></w:pict></w:r>")), "image_only"),
        (flat(FULL.bytes()).replace(b"/word/document.xml", b"/word/x.xml"), "damaged"),
        (b'<?xml version="1.0"?><!DOCTYPE x><w:wordDocument/>', "unsupported"),
    ):
        with pytest.raises(Unreadable) as refused:
            read_data(data)
        assert refused.value.code == code
    with pytest.raises(Unreadable) as refused:
        read_data(old(par("文") * 20), limits=Limits(markup=50))
    assert refused.value.code == "too_large"


def test_macros_are_told_of() -> None:
    assert "file.macro" in rules(read_data(old(par("文"), "<w:docSuppData/>")))
