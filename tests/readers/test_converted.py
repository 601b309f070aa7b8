"""The same document as .docx, .doc, .odt, .rtf and .pdf: what matters to a judge reads the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.document import Document, Paragraph
from checker.readers import read
from tests.docx_builder import (
    HEADINGS,
    Docx,
    cell,
    deleted,
    endnote,
    field,
    footnote,
    hidden,
    inserted,
    numbering,
    p,
    ruby,
    run,
    style,
    table,
    text_box,
)
from tests.readers.conftest import Convert

pytestmark = pytest.mark.soffice

LONG = "认真备课上课，每周听两节课，每学期家访二十户，不收家长一分钱，当面指出同事迟到的问题。" * 4
RICH = Docx(
    "党员承诺书",
    p("指导思想", num=(1, 0), style="Heading1"),
    LONG,
    p("主要内容", num=(1, 0), style="Heading1"),
    p("学习提高", num=(1, 1)),
    p("服务群众", num=(1, 1)),
    p("小项", num=(2, 0)),
    p("插入前", inserted("插入词"), deleted("删去词"), "插入后"),
    p("看得见", hidden("看不见"), style="Heading2"),
    p("样式隐藏", style="Ghost"),
    p(run("姓名"), run(inner="<w:tab/>"), run("张三"), run(inner="<w:br/>"), run("另一行")),
    p("见注", footnote(1), "。再见注", endnote(1), "。"),
    p("页码", field("7")),
    p("注音", ruby("锲", "qiè"), "而不舍"),
    p("锚点", text_box("框内甲", "框内乙")),
    table([["姓名", "李四"], ["事项", cell("第一", "第二")]]),
    p("分页前", run(inner='<w:br w:type="page"/>'), "分页后"),
    "某某学校党支部 2011年3月1日 𠮷",
    styles=HEADINGS + style("Ghost", inner="<w:rPr><w:vanish/></w:rPr>"),
    numbering=numbering({1: [("chineseCounting", "%1、"), ("chineseCounting", "（%2）")],
                         2: [("decimalEnclosedCircle", "%1")]}),
    footnotes=["脚注之文"],
    endnotes=["尾注之文"],
    headers={"default": "页眉之文"},
    footers={"default": "页脚之文"},
    properties={"dc:title": "承诺书题名", "dc:creator": "李某"},
)  # fmt: skip


@pytest.fixture(scope="module")
def made(convert: Convert) -> Iterator[dict[str, Path]]:
    yield {kind: convert({"rich": RICH}, kind)["rich"] for kind in ("docx", "doc", "odt", "rtf", "pdf")}


def of(document: Document, part: str) -> list[Paragraph]:
    return [q for q in document.paragraphs if q.part == part]


@pytest.mark.parametrize("kind", ["docx", "doc", "odt", "rtf"])
def test_structure_survives(made: dict[str, Path], kind: str) -> None:
    document = read(made[kind])
    assert document.format == kind
    body = of(document, "body")
    assert [q.shown for q in body][:7] == [
        "党员承诺书",
        "一、指导思想",
        LONG,
        "二、主要内容",
        "（一）学习提高",
        "（二）服务群众",
        "① 小项",
    ]
    assert [q.level for q in body][:5] == [None, 1, None, 1, None]
    texts = [q.text for q in body]
    assert texts[7:11] == ["插入前插入词插入后", "看得见", "姓名\t张三\n另一行", "见注。再见注。"]
    assert [text[:2] for text in texts if "PAGE" in text or text.startswith("页码")] == ["页码"]
    assert "注音锲而不舍" in texts
    assert texts[-3:] == ["分页前", "分页后", "某某学校党支部 2011年3月1日 𠮷"]
    if kind != "rtf":  # LibreOffice 7.4 leaves these text boxes out of the file
        assert [q.text for q in of(document, "textbox")] == ["框内甲", "框内乙"]
    assert [q.text for q in of(document, "footnote")] == ["脚注之文"]
    assert [q.text for q in of(document, "endnote")] == ["尾注之文"]
    assert [q.text for q in of(document, "header")] == ["页眉之文"]
    assert [q.text for q in of(document, "footer")] == ["页脚之文"]
    cells = [(q.text, q.cell.row, q.cell.column) for q in of(document, "table") if q.cell]
    assert cells == [("姓名", 1, 1), ("李四", 1, 2), ("事项", 2, 1), ("第一", 2, 2), ("第二", 2, 2)]
    assert {"file.hidden", "file.tracked"} <= {rule for rule, _ in document.notes}
    assert (document.properties["title"], document.properties["author"]) == ("承诺书题名", "李某")


@pytest.mark.parametrize("kind", ["docx", "doc", "odt", "rtf", "pdf"])
def test_every_sentence_is_there(made: dict[str, Path], kind: str) -> None:
    text = read(made[kind]).text.replace("\n", "")
    for words in ("党员承诺书", "主要内容", "学习提高", "插入词", LONG, "李四", "第二", "某某学校党支部"):
        assert words in text, words


def test_a_printed_page_becomes_paragraphs_again(made: dict[str, Path]) -> None:
    document = read(made["pdf"])
    texts = [q.text for q in document.paragraphs]
    assert LONG in texts
    assert "一、 指导思想" in texts
