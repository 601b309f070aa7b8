"""Documents within a document: what Word shows as the text is read, what only stands as a picture is told of."""

from __future__ import annotations

from datetime import datetime

import pytest

from checker.document import Document, Unreadable
from checker.findings import Finding
from checker.readers import read_data
from checker.reports.comments import CannotComment, commented_copy
from tests.docx_builder import Docx, Xml, footnote, p, run, table
from tests.readers.test_web import PAGE, SENTENCE, mht
from tests.reports.test_comments import place, ranges, review_of

CHUNK = Xml('<w:altChunk r:id="k"/>')


def holding(data: bytes, *blocks: str, name: str = "afchunk.dat") -> Docx:
    return Docx(*blocks, relations=[("k", "aFChunk", name, False)], files={f"word/{name}": data})


def texts(document: Document) -> list[str]:
    return [q.text for q in document.paragraphs]


def rules(document: Document) -> list[str]:
    return [rule for rule, _ in document.notes]


INNER = Docx(p("内文", footnote(1)), table([["格"]]), footnotes=["注"], headers={"default": "内页眉"}).bytes()


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (PAGE.encode(), ["承诺书", SENTENCE]),
        (mht(PAGE), ["承诺书", SENTENCE]),
        ("第一行\n第二行".encode("gbk"), ["第一行", "第二行"]),
        (INNER, ["内文", "格", "注"]),
        (b"", []),
    ],
)
def test_what_is_taken_in_whole_is_read_in_its_place(data: bytes, read: list[str]) -> None:
    document = read_data(holding(data, "前", table([["外"]]), CHUNK, "后").bytes())
    assert texts(document) == ["前", "外", *read, "后"]
    assert [q.index for q in document.paragraphs] == list(range(len(document.paragraphs)))
    assert rules(document) == []
    tables = [q.cell.table for q in document.paragraphs if q.cell]
    assert tables == ([1, 2] if "格" in read else [1])


def test_a_file_that_is_nothing_but_a_page_taken_in_is_read() -> None:
    assert texts(read_data(holding(mht(PAGE), CHUNK).bytes())) == ["承诺书", SENTENCE]


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 x}",
        b"<w:document><w:p/></w:document>",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_what_cannot_be_read_is_told_of(data: bytes) -> None:
    assert rules(read_data(holding(data, "文", CHUNK).bytes())) == ["file.embedded"]
    with pytest.raises(Unreadable) as refused:
        read_data(holding(data, CHUNK).bytes())
    assert refused.value.code == "unsupported"
    assert "没有读到" in refused.value.reason
    assert "打开文件核对" in refused.value.advice


def test_pieces_of_pieces_and_too_many_pieces_are_told_of() -> None:
    inner = holding(PAGE.encode(), "内", CHUNK).bytes()
    document = read_data(holding(inner, "外", CHUNK).bytes())
    assert texts(document) == ["外", "内"]
    assert rules(document) == ["file.embedded"]
    many = read_data(holding("行".encode(), *[CHUNK] * 21).bytes())
    assert texts(many) == ["行"] * 20
    assert rules(many) == ["file.embedded"]


def test_a_subdocument_alone_is_no_empty_file() -> None:
    made = Docx(p(Xml('<w:subDoc r:id="k"/>')), relations=[("k", "subDocument", "sub.docx", True)])
    with pytest.raises(Unreadable) as refused:
        read_data(made.bytes())
    assert refused.value.code == "unsupported"


@pytest.mark.parametrize(
    ("program", "noted"),
    [
        ("Word.Document.12", True), ("Word.Document.8", True), ("Excel.Sheet.8", True), ("Package", True),
        ("KWPS.Document", True), ("Equation.3", False), ("Equation.DSMT4", False), ("PBrush", False), ("", False),
    ],
)  # fmt: skip
def test_objects_that_hold_words_are_told_of(program: str, noted: bool) -> None:
    thing = f'<w:object><v:shape/><o:OLEObject Type="Embed" ProgID="{program}" r:id="e"/></w:object>'
    document = read_data(Docx("文" * 200, p(run(inner=thing))).bytes())
    assert ("file.embedded" in rules(document)) is noted


def test_comments_on_words_taken_in_stand_in_the_summary() -> None:
    source = holding(INNER, "承诺书", CHUNK, "效劳群众").bytes()
    document = read_data(source)
    findings = [Finding("spun.word", "warning", f"请看：{w}", place(document, w)) for w in ("内文", "效劳")]
    copy = commented_copy(source, document, review_of(document, findings), date=datetime(2026, 11, 22))
    by_words = {words: text for text, words in ranges(copy).items()}
    assert set(by_words) == {"承诺书", "效劳"}
    assert "“内文”" in by_words["承诺书"]
    only = holding(INNER, CHUNK).bytes()
    with pytest.raises(CannotComment):
        commented_copy(only, read_data(only), review_of(read_data(only), []), date=datetime(2026, 11, 22))


def test_spans_of_the_paragraphs_after_a_piece_lead_back_to_their_runs() -> None:
    source = Docx(
        "前", CHUNK, "后字", relations=[("k", "aFChunk", "a.htm", False)], files={"word/a.htm": PAGE}
    )
    document = read_data(source.bytes())
    spans = document.paragraphs[-1].runs
    assert [(s.member, s.run) for s in spans] == [("word/document.xml", 1)]
    assert all(q.runs == () for q in document.paragraphs[1:3])
