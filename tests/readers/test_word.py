"""The same sentence in every carrier a .docx has must be read once; what is not on the page must not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from checker import wordml
from checker.document import Document, Unreadable
from checker.readers import read_data
from tests.docx_builder import (
    HEADINGS,
    REL,
    Docx,
    Xml,
    block_control,
    cell,
    control,
    deleted,
    endnote,
    field,
    footnote,
    hidden,
    inserted,
    link,
    mark_deleted,
    moved_from,
    moved_to,
    p,
    row,
    ruby,
    run,
    simple_field,
    smart_tag,
    style,
    table,
    text_box,
    vml,
)

SENTENCE = "每周听两节课，不收家长一分钱。"
OTHER = "这是另外一段话。"


def document(*blocks: str, **parts: object) -> Document:
    return read_data(Docx(*blocks, **parts).bytes())  # type: ignore[arg-type]


def texts(doc: Document) -> list[str]:
    return [paragraph.text for paragraph in doc.paragraphs]


def rules(doc: Document) -> list[str]:
    return [rule for rule, _ in doc.notes]


def smart_art(text: str) -> dict[str, bytes | str]:
    return {
        "word/diagrams/data1.xml": (
            '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t>'
            f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
        )
    }


CARRIERS: dict[str, Callable[[], Docx]] = {
    "paragraph": lambda: Docx(SENTENCE),
    "split runs": lambda: Docx(p(*SENTENCE)),
    "table": lambda: Docx(table([["姓名", SENTENCE]])),
    "nested table": lambda: Docx(table([[cell(table([[SENTENCE]]))]])),
    "text box": lambda: Docx(p(text_box(SENTENCE))),
    "text box, old": lambda: Docx(p(run(inner=vml(SENTENCE)))),
    "text box in a table in a text box": lambda: Docx(p(text_box(table([[cell(p(text_box(SENTENCE)))]])))),
    "inline control": lambda: Docx(p(control(SENTENCE))),
    "block control": lambda: Docx(block_control(SENTENCE)),
    "control round a row": lambda: Docx(
        Xml(f"<w:tbl><w:sdt><w:sdtContent>{row(SENTENCE)}</w:sdtContent></w:sdt></w:tbl>")
    ),
    "smart tag": lambda: Docx(p(smart_tag(SENTENCE))),
    "hyperlink": lambda: Docx(p(link(SENTENCE))),
    "simple field": lambda: Docx(p(simple_field(SENTENCE))),
    "complex field": lambda: Docx(p(field(SENTENCE))),
    "field in a field": lambda: Docx(p(field(field(SENTENCE)))),
    "insertion": lambda: Docx(p(inserted(SENTENCE))),
    "moved here": lambda: Docx(p(moved_to(SENTENCE))),
    "insertion in a control in a link": lambda: Docx(p(link(control(inserted(SENTENCE))))),
    "footnote": lambda: Docx(p(OTHER, footnote(1)), footnotes=[SENTENCE]),
    "endnote": lambda: Docx(p(OTHER, endnote(1)), endnotes=[SENTENCE]),
    "header": lambda: Docx(OTHER, headers={"default": SENTENCE}),
    "footer": lambda: Docx(OTHER, footers={"default": SENTENCE}),
    "ruby": lambda: Docx(p(SENTENCE[:3], ruby(SENTENCE[3], "liǎng"), SENTENCE[4:])),
    "equation": lambda: Docx(p(Xml(f"<m:oMath><m:r><m:t>{SENTENCE}</m:t></m:r></m:oMath>"))),
    "diagram": lambda: Docx(
        p(OTHER, run(inner=Xml('<w:drawing><dgm:relIds r:dm="rId9"/></w:drawing>'))),
        relations=[("rId9", "diagramData", "diagrams/data1.xml", False)],
        files=smart_art(SENTENCE),
    ),
    "word art": lambda: Docx(
        p(run(inner=Xml(f'<w:pict><v:shape><v:textpath string="{SENTENCE}"/></v:shape></w:pict>')))
    ),
    "fallback of what we do not know": lambda: Docx(
        p(run(inner=Xml('<mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx/></mc:Choice>'
                        f"<mc:Fallback><w:t>{SENTENCE}</w:t></mc:Fallback></mc:AlternateContent>")))
    ),
    "custom xml": lambda: Docx(Xml(f'<w:customXml w:element="e">{p(SENTENCE)}</w:customXml>')),
    "strict": lambda: Docx(p(inserted(SENTENCE)), strict=True),
    "macro document": lambda: Docx(SENTENCE, macro=True),
}  # fmt: skip


@pytest.mark.parametrize("carrier", CARRIERS)
def test_each_carrier_is_read_once(carrier: str) -> None:
    doc = read_data(CARRIERS[carrier]().bytes())
    assert "\n".join(texts(doc)).count(SENTENCE) == 1
    assert doc.format == "docx"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_run_spans_lead_back_to_the_file(carrier: str) -> None:
    """Every character read from a run stands in the XML at the place its span names."""
    data = CARRIERS[carrier]().bytes()
    doc = read_data(data)
    check_spans(data, doc)
    if carrier not in ("equation", "diagram", "word art"):  # these have no runs
        assert all(sum(s.end - s.start for s in q.runs) == len(q.text) for q in doc.paragraphs)


def check_spans(data: bytes, doc: Document) -> None:
    archive = zipfile.ZipFile(BytesIO(data))
    for paragraph in doc.paragraphs:
        for span in paragraph.runs:
            element = wordml.runs(wordml.parse(archive.read(span.member)))[span.run]
            words = paragraph.text[span.start : span.end]
            assert words
            assert wordml.run_text(element)[span.offset :][: len(words)] == words


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        (p(OTHER, deleted(SENTENCE)), "file.tracked"),
        (p(OTHER, moved_from(SENTENCE)), "file.tracked"),
        (p(OTHER, hidden(SENTENCE)), "file.hidden"),
        (p(OTHER, run(SENTENCE, properties='<w:rStyle w:val="Ghost"/>')), "file.hidden"),
        (Xml(p(OTHER) + p(SENTENCE, style="GhostChild")), "file.hidden"),
        (Xml(p(OTHER) + table([row(SENTENCE, properties='<w:del w:id="1" w:author="a"/>')])), "file.tracked"),
    ],
)
def test_what_is_not_on_the_page_is_not_read_and_is_noted(block: Xml, rule: str) -> None:
    ghost = '<w:rPr><w:vanish w:val="true"/></w:rPr>'
    styles = style("Ghost", inner=ghost) + style("GhostChild", based_on="Ghost")
    doc = document(block, styles=styles)
    assert texts(doc) == [OTHER]
    assert rules(doc) == [rule]


def test_instruction_of_a_field_is_not_text() -> None:
    instruction = Xml('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("指令") +
                      '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("结果") +
                      '<w:r><w:fldChar w:fldCharType="end"/></w:r>')  # fmt: skip
    assert texts(document(p("前", instruction, "后"))) == ["前结果后"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    doc = document(p(Xml('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'), "甲"), "乙")
    assert texts(doc) == ["甲", "乙"]


def test_hidden_is_off_when_the_run_says_so() -> None:
    ghost = style("Ghost", inner="<w:rPr><w:vanish/></w:rPr>")
    doc = document(p(run("看得见", properties='<w:vanish w:val="0"/>'), style="Ghost"), styles=ghost)
    assert texts(doc) == ["看得见"]
    assert rules(doc) == []


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    doc = document(mark_deleted("每周听", deleted("一节")), p("两节课。", style="Heading1"), "下一段")
    assert texts(doc) == ["每周听两节课。", "下一段"]
    assert doc.paragraphs[0].level == 1


def test_deleted_mark_at_the_end_of_a_cell_loses_nothing() -> None:
    assert texts(document(table([[cell(mark_deleted("甲")), "乙"]]), mark_deleted("丙"))) == [
        "甲",
        "乙",
        "丙",
    ]


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("block", "noted"),
    [
        (p("黑", run("白", properties=WHITE)), True),
        (p(run("白", properties=WHITE + '<w:shd w:val="clear" w:fill="FFFFFF"/>')), True),
        (p(run("  ", properties=WHITE)), False),
        (p(run("白", properties=WHITE + '<w:shd w:val="clear" w:fill="C00000"/>')), False),
        (p(run("白", properties=WHITE + '<w:highlight w:val="red"/>')), False),
        (p(run("白", properties=WHITE), properties='<w:shd w:val="clear" w:fill="C00000"/>'), False),
        (p(run("白", properties=WHITE), style="Heading1"), False),
        (p(run("黑", properties='<w:color w:val="000000"/><w:shd w:val="clear" w:fill="FFFFFF"/>')), False),
        (table([[cell(p(run("白", properties=WHITE)))]]), False),
        (p(text_box(p(run("白", properties=WHITE)))), False),
        (Xml(p(run("白", properties=WHITE)) + p(run(inner="<w:drawing/>"))), False),
    ],
)
def test_white_letters_are_read_and_noted_where_nothing_is_behind_them(block: Xml, noted: bool) -> None:
    doc = document(OTHER, block)
    assert ("file.white" in rules(doc)) is noted
    assert not noted or "白" in doc.text


def test_order_and_parts() -> None:
    doc = document(
        p("正文", footnote(1), text_box("框内")),
        table([["格"]]),
        "后文",
        footnotes=["脚注"],
        headers={"default": "页眉"},
        footers={"default": "页脚"},
    )
    assert [(q.text, q.part) for q in doc.paragraphs] == [
        ("正文", "body"),
        ("框内", "textbox"),
        ("格", "table"),
        ("后文", "body"),
        ("脚注", "footnote"),
        ("页眉", "header"),
        ("页脚", "footer"),
    ]
    assert [q.index for q in doc.paragraphs] == list(range(7))


def test_cells_are_counted_as_word_counts_them() -> None:
    merged = '<w:vMerge w:val="restart"/>'
    doc = document(
        table([[cell("标题", properties='<w:gridSpan w:val="2"/>')], [cell("甲", properties=merged), "乙"],
               [cell("看不见", properties="<w:vMerge/>"), cell("丙", table([["内"]]), "丁")]])
    )  # fmt: skip
    places = {q.text: (q.cell.table, q.cell.row, q.cell.column) for q in doc.paragraphs if q.cell}
    assert places == {
        "标题": (1, 1, 1),
        "甲": (1, 2, 1),
        "乙": (1, 2, 2),
        "丙": (1, 3, 2),
        "内": (2, 1, 1),
        "丁": (1, 3, 2),
    }


def test_a_cell_that_goes_on_from_none_is_shown_itself() -> None:
    """Programs write merged cells without a first one; what stands in them is on the page."""
    on, begin = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    wide = '<w:gridSpan w:val="2"/>'
    doc = document(
        table([[cell("甲", properties=on), "乙"],
               [cell("丙", properties=wide + begin)],
               [cell("盖", properties=wide + on)],
               [cell("丁"), cell("盖", properties=on)],
               [cell("戊", properties=on), "己"]])
    )  # fmt: skip
    assert texts(doc) == ["甲", "乙", "丙", "丁", "戊", "己"]


def test_a_dropped_capital_belongs_to_its_word() -> None:
    drop = '<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around"/>'
    frame = '<w:framePr w:w="2000" w:wrap="around"/>'
    doc = document(
        p(SENTENCE[0], properties=drop), p(SENTENCE[1:], style="Heading1"), p("框", properties=frame), "文"
    )
    assert texts(doc) == [SENTENCE, "框", "文"]
    assert doc.paragraphs[0].level == 1


def test_a_section_that_names_no_header_has_that_of_the_section_before() -> None:
    first, second = (
        Xml(f"<w:sectPr>{inner}</w:sectPr>")
        for inner in ('<w:headerReference w:type="first" r:id="h"/>', "<w:titlePg/>")
    )
    header = {"word/h.xml": f'<w:hdr xmlns:w="{wordml.W}">{p("首页页眉")}</w:hdr>'}
    for sections, shown in (((first, second), ["首页页眉"]), ((second, first), []), ((first,), [])):
        doc = document(
            *[p("文", properties=one) for one in sections],
            files=header,
            relations=[("h", "header", "h.xml", False)],
        )
        assert texts(doc)[len(sections) :] == shown


def test_breaks_tabs_and_symbols() -> None:
    inner = ("<w:br w:type='page'/><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/>"
             "<w:softHyphen/><w:sym w:font='Wingdings' w:char='F0FE'/>"
             "<w:sym w:font='Arial' w:char='25CB'/><w:br/>")  # fmt: skip
    doc = document(p(run(inner=inner)))
    assert texts(doc) == ["一\n二\t三-☑○"]


def test_white_space_of_the_xml_is_not_text() -> None:
    doc = document(p(Xml("<w:r>\n <w:t>\n  甲\n乙 </w:t>\n <w:t xml:space='preserve'> 丙</w:t></w:r>")))
    assert texts(doc) == ["甲 乙 丙"]


def test_levels_of_headings() -> None:
    doc = document(
        p("甲", style="Heading2"),
        p("乙", level=3),
        p("丙", style="Mine"),
        p("丁", style="Heading1", properties='<w:outlineLvl w:val="9"/>'),
        p("戊", style="Cycle"),
        p("己", style="BT1"),
        "正文",
        styles=HEADINGS
        + style("Mine", "一级标题", based_on="Heading1")
        + style("Cycle", based_on="Loop")
        + style("Loop", based_on="Cycle")
        + style("BT1", "标题 1"),
    )
    assert [q.level for q in doc.paragraphs] == [2, 3, 1, None, None, 1, None]
    assert doc.paragraphs[2].style == "一级标题"


def test_headers_that_no_page_shows_are_left_out() -> None:
    parts = {"default": "常规页眉", "first": "首页页眉", "even": "偶数页页眉"}
    assert texts(document("正文", headers=parts)) == ["正文", "常规页眉"]
    shown = document("正文", headers=parts, section="<w:titlePg/>", settings="<w:evenAndOddHeaders/>")
    assert texts(shown) == ["正文", "常规页眉", "首页页眉", "偶数页页眉"]


def test_notes_nobody_refers_to_are_left_out_and_order_is_that_of_the_text() -> None:
    doc = document(p("文", footnote(3), footnote(1)), footnotes=["注一", "注二", "注三"])
    assert texts(doc) == ["文", "注三", "注一"]


def test_properties_and_notes() -> None:
    doc = document(
        "承诺书正文" * 30,
        properties={"dc:title": "承诺书", "dc:creator": "李某", "dcterms:created": "2011-03-01T08:00:00Z"},
        macro=True,
        settings="<w:zoom/>",
        relations=[
            ("c", "comments", "comments.xml", False),
            ("x", "image", "http://example.com/a.png", True),
        ],
        files={"word/comments.xml": f'<w:comments xmlns:w="{wordml.W}"><w:comment w:id="0"/></w:comments>'},
    )
    assert doc.properties == {"title": "承诺书", "author": "李某", "created": "2011-03-01T08:00:00Z"}
    assert rules(doc) == ["file.macro", "file.comments", "file.external"]
    assert all(message.endswith("。") for _, message in doc.notes)


@pytest.mark.parametrize(
    ("target", "noted"),
    [
        ("http://evil.example/t.dotm", True),
        ("\\\\server\\share\\t.dotm", True),
        ("file://server/t.dotm", True),
        ("file:///C:/Users/x/Normal.dotm", False),
        ("Normal.dotm", False),
    ],
)
def test_only_templates_on_other_machines_are_noted(target: str, noted: bool) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{REL}/attachedTemplate" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    doc = document("正文", settings="<w:zoom/>", files={"word/_rels/settings.xml.rels": rels})
    assert ("file.external" in rules(doc)) is noted


def test_empty_and_scanned_documents() -> None:
    picture = {"word/media/image1.png": b"\x89PNG"}
    for made, code in (
        (Docx(), "empty"),
        (Docx("  　"), "empty"),
        (Docx(p(hidden("藏"))), "empty"),
        (Docx(files=picture), "image_only"),
        (Docx(files=picture, headers={"default": "某某学校"}), "image_only"),
    ):
        with pytest.raises(Unreadable) as refusal:
            read_data(made.bytes())
        assert refusal.value.code == code
        assert refusal.value.reason.endswith("。")
        assert refusal.value.advice.endswith("。")
    assert "file.pictures" in rules(document("附件见图。", files=picture))


def test_same_bytes_give_the_same_document() -> None:
    data = CARRIERS["text box in a table in a text box"]().bytes()
    assert read_data(data) == read_data(data)
