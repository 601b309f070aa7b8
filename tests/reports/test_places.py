"""Every output says where something stands as a person finds it in Word: in a box, a cell or a note by itself."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from rich.console import Console

from checker.cli import main
from checker.document import Cell, Document, Paragraph, Where
from checker.findings import Evidence, Finding, Judgement, Review
from checker.judging import analyse, findings_of, review_document
from checker.marked import explain
from checker.places import places
from checker.readers import read_data
from checker.replies.points import paper_of
from checker.reports import Titles
from checker.reports.explained import show_explained
from checker.reports.explained_page import write_explained
from checker.reports.junit import junit_lines
from checker.reports.moved import moved
from checker.reports.overview import place, snippet
from checker.reports.remarks import with_place
from checker.reports.rows import evidence_rows, finding_rows
from checker.reports.sarif import sarif_pieces
from checker.reports.sheet import review_sheet
from checker.stored import from_bytes, to_bytes
from checker.trace import document_of, trace_of
from corpus import load_standard
from tests.docx_builder import Docx, footnote, p, run, table, text_box

DOCUMENT = Document(
    "docx",
    "0" * 64,
    (
        Paragraph(0, "页眉", "header"),
        Paragraph(1, "承诺书"),
        Paragraph(2, ""),
        Paragraph(3, "校训", "textbox"),
        Paragraph(4, "愿为学生效劳。", "textbox"),
        Paragraph(5, "项目", "table", cell=Cell(1, 1, 1)),
        Paragraph(6, "愿为家长效劳。", "table", cell=Cell(1, 2, 3)),
        Paragraph(7, "愿为群众效劳。"),
        Paragraph(8, "出处。", "footnote"),
    ),
)
SAID = {1: "正文第 1 段", 4: "文本框里第 2 段", 6: "表格第 2 行第 3 列", 7: "正文第 2 段", 8: "脚注第 1 段"}
TITLES = Titles("创先争优活动")


def review() -> Review:
    """A review with a finding and evidence in every kind of place."""
    spots = {n: Where(q.part, n, 0, len(q.text)) for n, q in enumerate(DOCUMENT.paragraphs) if n in SAID}
    texts = {n: DOCUMENT.paragraphs[n].text for n in spots}
    return Review(
        "甲.docx",
        "0" * 64,
        "revise",
        kind="letter",
        elements=(
            Judgement(
                "serve",
                "leads",
                "带头服务群众",
                "covered",
                0.9,
                tuple(Evidence(texts[n], w) for n, w in spots.items()),
            ),
        ),
        findings=tuple(Finding("spun.word", "warning", f"处{n}", w) for n, w in spots.items()),
        texts=texts,
        places=places(DOCUMENT, texts),
    )


def test_each_part_is_counted_by_itself_and_blank_lines_are_not() -> None:
    found = places(DOCUMENT)
    assert {n: found[n] for n in SAID} == SAID
    assert places(DOCUMENT, [4]) == {4: "文本框里第 2 段"}
    assert places(Document("txt", "", (Paragraph(0, "甲"), Paragraph(1, "乙")))) == {}


def test_with_several_tables_it_is_said_which() -> None:
    two = (*DOCUMENT.paragraphs, Paragraph(9, "末格", "table", cell=Cell(2, 1, 2)))
    found = places(dataclasses.replace(DOCUMENT, paragraphs=two))
    assert (found[6], found[9]) == ("第 1 个表格第 2 行第 3 列", "第 2 个表格第 1 行第 2 列")


def test_a_word_file_is_counted_the_same() -> None:
    source = Docx(
        "承诺书",
        p("我承诺", text_box(p("校训"), p("为学生效劳"))),
        "",
        table([["项目", "内容"], ["一", "为家长效劳"]]),
        p(run("为群众效劳"), footnote(1)),
        footnotes=["出处"],
    )
    document = read_data(source.bytes())
    found = places(document)
    said = {q.text: found.get(q.index, "") for q in document.paragraphs}
    assert said["为学生效劳"] == "文本框里第 2 段"
    assert said["为家长效劳"] == "表格第 2 行第 2 列"
    assert said["为群众效劳"] == "正文第 3 段"
    assert said["出处"] == "脚注第 1 段"


def test_tables_sheets_and_letters_say_it() -> None:
    one = review()
    assert [row[7].value for row in finding_rows(one, TITLES)] == list(SAID.values())
    assert [row[6].value for row in evidence_rows(one)] == list(SAID.values())
    assert [snippet(one, f.where, 20)[0] for f in one.findings if f.where] == list(SAID.values())
    sheet = docx.Document(io.BytesIO(review_sheet(one, date=datetime(2026, 11, 30), titles=TITLES)))
    told = "\n".join(cell.text for t in sheet.tables for row in t.rows for cell in row.cells)
    junit, sarif = "".join(junit_lines([one])), "".join(sarif_pieces([one], version="1"))
    beside = "\n".join(line for f in one.findings for line in with_place(one, f))
    for said in SAID.values():
        assert said in told and f"（{said}" in junit and f'"{said}"' in sarif and f"（{said}" in beside
    assert [point.where for point in paper_of(one, TITLES).points] == list(SAID.values())


def test_what_is_stored_keeps_it_and_an_older_review_says_what_it_can() -> None:
    kept = from_bytes(to_bytes(review()))
    where = Where("textbox", 4, 0, 2)
    assert place(kept, where) == "文本框里第 2 段"
    assert place(dataclasses.replace(kept, places={}), where) == "文本框第 5 段"
    assert place(kept, None) == "全文"


def test_a_trace_keeps_cells_and_one_without_is_still_read() -> None:
    found = document_of(trace_of(DOCUMENT, frozenset()))
    assert places(found, SAID) == SAID and found.paragraphs[6].cell
    old = dataclasses.replace(
        DOCUMENT, paragraphs=tuple(Paragraph(q.index, q.text, q.part) for q in DOCUMENT.paragraphs)
    )
    assert places(document_of(trace_of(old, frozenset())))[6] == "表格第 2 段"


def test_a_rebuilt_file_is_counted_anew() -> None:
    new = Document("docx", "", tuple(Paragraph(n, q.text) for n, q in enumerate(DOCUMENT.paragraphs[1:5])))
    found = moved(review(), DOCUMENT, new)
    assert place(found, found.findings[1].where) == "正文第 3 段"
    assert found.findings[2].message == "处6（表格第 2 行第 3 列：“愿为家长效劳。”）"


def test_explain_says_it_on_screen_and_on_its_page(tmp_path: Path) -> None:
    standard = load_standard()
    analysis = analyse(DOCUMENT, standard, "letter")
    found = explain(analysis, findings_of(analysis))
    out = io.StringIO()
    show_explained(found, Console(file=out, width=80))
    page = re.sub("<wbr>", "", write_explained(found, "甲", tmp_path / "甲.html").read_text("utf-8"))
    for said in ("第1段", "文本框里第2段", "表格第2行第3列", "第2段", "脚注第1段"):
        assert f"  {said} " in out.getvalue() and f'<span class="number">{said}</span>' in page
    assert "第8段" not in out.getvalue() and "第8段" not in page


SHARED = "每天放学送山那边的孩子过河，涨水的日子背他们走，背不动就喊村里的人来帮，一个也不让自己蹚水。"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (p("二、", text_box(p("公示"), p(SHARED))), "文本框里第 2 段"),
        (table([["内容", "时间"], ["安全", SHARED]]), "表格第 2 行第 2 列"),
    ],
)
def test_a_whole_run_says_it(inside: Any, said: str, tmp_path: Path) -> None:
    files = tmp_path / "报送"
    files.mkdir()
    for name, line in (
        ("丁玉山", "一、每周听两节课，记满一本。"),
        ("向水清", "一、每月读一本书，写一篇心得。"),
    ):
        source = Docx("承诺书", "", "我郑重承诺如下：", line, inside, f"承诺人：{name}", "2011年3月1日")
        (files / f"{name}.docx").write_bytes(source.bytes())
    out = tmp_path / "结果"
    assert main(["check", str(files), "-o", str(out), "--jobs", "1"]) in (0, 1)
    book = load_workbook(out / "汇总.xlsx")
    rows = [[str(v) for v in row if v] for row in book["雷同原文"].iter_rows(values_only=True)]
    assert any(row.count(said) == 2 for row in rows)
    assert said in (out / "report.html").read_text("utf-8")
    made = read_data((files / "丁玉山.docx").read_bytes())
    alone = review_document(made, "丁玉山.docx", load_standard())
    assert said in {place(alone, e.where) for j in alone.elements for e in j.evidence}
