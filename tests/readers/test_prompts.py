"""A form's control that nobody has filled in shows its prompt: words on the page that are no content."""

from __future__ import annotations

from checker.document import Document
from checker.judging import review_document
from checker.readers import read_data
from corpus import load_standard
from tests.docx_builder import XMLNS, Docx, Xml, cell, p, run, table, text_box

SHOWING = "<w:showingPlcHdr/>"


def control(content: str, properties: str = SHOWING) -> Xml:
    return Xml(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")


def prompts(document: Document) -> list[str]:
    return [q.text[start:end] for q in document.paragraphs for start, end in q.prompts]


def read(*blocks: str, **parts: object) -> Document:
    return read_data(Docx(*blocks, **parts).bytes())  # type: ignore[arg-type]


def test_prompts_are_read_and_known_as_such_wherever_the_control_stands() -> None:
    document = read(
        p("姓名：", control(run("单击此处输入姓名")), "，男"),
        control(p("在此写承诺。") + p("再写一条。")),
        table([[control(cell("选择日期"))]]),
        p(text_box(p(control(run("框里的提示"))))),
        p(control(run("请选") + control(run("一项"), SHOWING + "<w:dropDownList/>")), "。"),
    )
    assert document.paragraphs[0].text == "姓名：单击此处输入姓名，男"
    assert prompts(document) == [
        "单击此处输入姓名", "在此写承诺。", "再写一条。", "选择日期", "框里的提示", "请选一项"
    ]  # fmt: skip


def test_what_is_filled_in_is_content() -> None:
    for properties in ("", '<w:showingPlcHdr w:val="0"/>', "<w:date/>", "<w:dropDownList/>"):
        assert prompts(read(p("姓名：", control(run("李明"), properties)))) == []


def test_a_text_box_in_a_control_does_not_make_the_line_a_prompt() -> None:
    assert prompts(read(p("前", text_box(control(p("提示"))), "后"))) == ["提示"]


def test_a_program_that_fills_in_and_leaves_the_mark_has_filled_in() -> None:
    block = f"<w:docPart><w:docPartPr><w:name w:val='A'/></w:docPartPr><w:docPartBody>{p('输入姓名')}</w:docPartBody></w:docPart>"
    parts = {
        "files": {"word/glossary/document.xml": f"<w:glossaryDocument {XMLNS}><w:docParts>{block}</w:docParts></w:glossaryDocument>"},
        "relations": [("g", "glossaryDocument", "glossary/document.xml", False)],
    }  # fmt: skip
    named = "<w:placeholder><w:docPart w:val='{}'/></w:placeholder>" + SHOWING
    for name, words, found in (
        ("A", "李明", []),
        ("A", "输入姓名", ["输入姓名"]),
        ("A", " 输入 姓名", [" 输入 姓名"]),
        ("B", "李明", ["李明"]),
    ):
        document = read(p("姓名：", control(run(words), named.format(name))), **parts)
        assert prompts(document) == found
        assert document.text == f"姓名：{words}"


def letter(*, filled: bool) -> Docx:
    def put(prompt: str, words: str) -> Xml:
        return run(words) if filled else control(run(prompt))

    return Docx(
        p(put("键入标题", "党员公开承诺书")),
        "我郑重承诺：",
        "一、每周听两节课，每月读一本书。",
        p("三、每月家访两户。") if filled else control(p("三、每月家访两户。")),
        p("承诺人：", put("单击此处输入姓名", "李明")),
        p(put("单击选择日期", "2011年3月1日")),
    )


def test_a_review_takes_no_prompt_for_content_and_says_what_is_not_filled_in() -> None:
    standard = load_standard()
    full, empty = (
        review_document(read_data(letter(filled=filled).bytes()), "a.docx", standard)
        for filled in (True, False)
    )
    levels = [{e.id: e.level for e in review.elements}["serve"] for review in (full, empty)]
    assert levels == ["covered", "missing"]
    assert (full.title, full.author, full.date) == ("党员公开承诺书", "李明", "2011-03-01")
    assert (empty.author, empty.date) == ("", "")
    assert [s.id for s in full.sections if not s.found] == []
    assert {"signature", "date"} <= {s.id for s in empty.sections if not s.found}
    told = [f for f in empty.findings if f.rule == "placeholder.template"]
    assert len(told) == 1
    assert told[0].severity == "error"
    assert "“键入标题”" in told[0].message
    assert "共4处" in told[0].message
    assert told[0].where is not None
    assert told[0].where.paragraph == 0
    assert not [f for f in full.findings if f.rule.startswith("placeholder.")]
