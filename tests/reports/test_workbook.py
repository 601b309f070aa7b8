import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from checker.document import Where
from checker.findings import Finding, Review
from checker.reports.links import anchor, copy_name
from checker.reports.overview import Titles
from checker.reports.rows import Field, Table
from checker.reports.summary import Facts, Summary
from checker.reports.workbook import write_workbook
from checker.reports.xlsx import CELL_UNITS, SHEET_ROWS, cell_text
from tests.reports.fake_reviews import HOSTILE, hostile, many, one, pair, unreadable
from tests.reports.office import HAS_SOFFICE, soffice

WHEN = datetime(2026, 11, 22, 9, 0)
REVIEWS = [*many(12), *hostile(), unreadable(1)]


FACTS = Facts(Titles("创先争优活动"), WHEN)


def written(
    tmp_path: Path, reviews: list[Review], facts: Facts = FACTS, sheet_rows: int = SHEET_ROWS
) -> Path:
    summary = Summary.of(reviews, tmp_path, facts)
    return write_workbook(summary, tmp_path / "汇总.xlsx", sheet_rows=sheet_rows)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    copy = folder.joinpath(*copy_name(REVIEWS[0].file).split("/"))
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"x")
    return written(folder, REVIEWS, replace(FACTS, ignored=[("~$a.docx", "Word 的临时文件")]))


@pytest.fixture(scope="module")
def book(path: Path) -> Iterator[Any]:
    book = load_workbook(path)
    yield book
    book.close()


def head_row(book: Any, sheet: str) -> int:
    """The row of the heads: the second where a note stands above them."""
    return 2 if sheet.partition("(")[0] in ("依据", "各单位", "雷同原文") else 1


def rows(book: Any, sheet: str) -> list[dict[str, object]]:
    head, *others = book[sheet].iter_rows(min_row=head_row(book, sheet), values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def test_the_sheets(book: Any) -> None:
    assert book.sheetnames == [
        "总表",
        "问题清单",
        "依据",
        "各单位",
        "统计",
        "雷同",
        "无法读取",
        "未审文件",
    ]


def test_a_row_a_document_with_levels_in_words_and_colour(book: Any) -> None:
    table = rows(book, "总表")
    assert len(table) == len(REVIEWS)
    review, row = REVIEWS[3], table[3]
    assert (row["文件"], row["文种"], row["结论"]) == (review.file, "实施方案", "需修改")
    names = {"covered": "已写实", "named": "只提到", "missing": "未涉及"}
    assert [row[e.title] for e in review.elements] == [names[e.level] for e in review.elements]
    assert [row[f"实施方案·{s.title}"] for s in review.sections] == [
        "有" if s.found else "缺" for s in review.sections
    ]
    assert row["承诺书·签名"] == "—"
    assert row["必须改"] == sum(f.severity == "error" for f in review.findings)
    sheet = book["总表"]
    column = [cell.value for cell in sheet[1]].index("带头学习提高") + 1
    colours = {sheet.cell(r, column).value: sheet.cell(r, column).fill.fgColor.rgb for r in range(2, 14)}
    assert len({colours[name] for name in ("已写实", "只提到")}) == 2


def test_links_lead_to_the_copy_and_to_the_page(book: Any) -> None:
    sheet = book["总表"]
    head = [cell.value for cell in sheet[1]]
    first = sheet.cell(2, head.index("批注稿") + 1)
    assert first.value == "打开"
    assert first.hyperlink.target.startswith("%E6%89%B9%E6%B3%A8/")
    assert sheet.cell(3, head.index("批注稿") + 1).value is None
    page = sheet.cell(2, head.index("详情") + 1)
    assert page.hyperlink.target == f"report.html#{anchor(REVIEWS[0])}" or (
        page.hyperlink.target == "report.html" and page.hyperlink.location == anchor(REVIEWS[0])
    )


def test_every_finding_has_its_row_with_words_and_place(book: Any) -> None:
    table = rows(book, "问题清单")
    assert len(table) == sum(len(review.findings) for review in REVIEWS)
    spun = next(row for row in table if row["类别"] == "用词")
    assert (spun["原文"], spun["位置"], spun["建议改为"]) == ("效劳", "正文第 2 段", "服务")


def test_every_element_has_its_evidence_or_its_reason(book: Any) -> None:
    table = rows(book, "依据")
    review = REVIEWS[0]
    own = [row for row in table if row["文件"] == review.file]
    assert [row["要素"] for row in own] == [e.title for e in review.elements]
    for row, element in zip(own, review.elements, strict=True):
        if element.evidence:
            assert row["依据原文"] == element.evidence[0].text
        else:
            assert row["说明"] == element.reason != ""


def test_unreadable_and_ignored_files_are_there(book: Any) -> None:
    own = [row for row in rows(book, "无法读取") if row["文件"] == REVIEWS[-1].file]
    assert own == [
        {"文件": REVIEWS[-1].file, "原因": "文件是空的，没有任何内容。", "怎么办": "请检查后重新上交。"}
    ]
    assert rows(book, "未审文件") == [{"文件": "~$a.docx", "为什么没有审": "Word 的临时文件"}]


def test_schools_and_statistics_count_what_is_there(book: Any) -> None:
    schools = {row["单位"]: row for row in rows(book, "各单位")}
    own = [r for r in REVIEWS if r.organization == "城关中学"]
    assert schools["城关中学"]["份数"] == len(own)
    covered = sum(e.level == "covered" for r in own for e in r.elements if e.id == "study")
    assert schools["城关中学"]["带头学习提高"] == f"{covered}/{len(own)}"
    cells = list(book["统计"].iter_rows(values_only=True))
    study = next(row for row in cells if row[0] == "五带头·带头学习提高")
    levels = [e.level for r in REVIEWS for e in r.elements if e.id == "study"]
    assert list(study[1:4]) == [levels.count(level) for level in ("covered", "named", "missing")]
    assert len(book["统计"]._charts) == 4


def test_it_is_ready_to_print_and_to_filter(path: Path, book: Any) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != "统计":
            head = head_row(book, sheet.title)
            assert sheet.freeze_panes == f"B{head + 1}"
            assert sheet.print_title_rows == f"$1:${head}"
            assert sheet.auto_filter.ref.startswith(f"A{head}:")
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert book["问题清单"].auto_filter.ref == f"A1:I{1 + len(rows(book, '问题清单'))}"


def test_only_the_first_lines_of_the_evidence_are_printed(book: Any) -> None:
    sheet = book["依据"]
    assert sheet.print_area == "'依据'!$A$1:$I$2"
    assert sheet.max_row > 50 and "打印时只印这一行" in sheet["A1"].value
    assert str(sheet.data_validations.dataValidation[0].sqref) == f"I3:I{sheet.max_row}"
    assert not book["总表"].print_area


def test_papers_nobody_asked_for_are_told_apart_and_their_elements_not_counted(tmp_path: Path) -> None:
    stray = Finding("kind.other", "error", "看不出是哪一种。")
    notice = replace(one(1), kind="other", sections=(), findings=(stray,), status="revise", organization="")
    asked = replace(notice, file="b.docx", asked=True)
    reviews = [one(0), notice, asked, replace(unreadable(1), organization="城关中学")]
    book = load_workbook(written(tmp_path, reviews, replace(FACTS, units=("东河小学党支部", "城关中学"))))
    table = rows(book, "总表")
    results = [row["结论"] for row in table]
    assert results[1:] == ["不是应报的材料", "需修改", "无法读取"]
    assert {table[n]["带头学习提高"] for n in (1, 2)} == {"—"}
    first, second, last = rows(book, "各单位")
    names = ("单位", "份数", "通过", "需修改", "不是应报的材料", "无法读取")
    own = int(results[0] == "通过")
    assert [first[n] for n in names] == ["东河小学", 0, 0, 0, 0, 0]
    assert [second[n] for n in names] == ["城关中学", 2, own, 1 - own, 0, 1]
    assert [last[n] for n in names] == ["（没有写明单位）", 2, 0, 1, 1, 0]
    assert last["带头学习提高"] == "—"
    assert "“其他”和无法读取的不算" in book["各单位"]["A1"].value
    cells = list(book["统计"].iter_rows(values_only=True))
    counts = {row[0]: row[1] for row in cells if row[0] in (*names, "通过")}
    assert counts == {name: results.count(name) for name in names[2:]}
    study = next(row for row in cells if row[0] == "五带头·带头学习提高")
    assert sum(study[1:4]) == 1, "the letter's only"
    assert any(row[0] and "要素只统计承诺书；" in str(row[0]) for row in cells)


def test_no_text_of_a_document_is_a_formula(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                root = etree.fromstring(archive.read(name))
                assert not list(root.iter("{*}f"))
                assert {c.get("t") for c in root.iter("{*}c")} <= {None, "n", "inlineStr"}


def test_hostile_text_is_there_as_text_and_marked_as_quoted(book: Any) -> None:
    sheet = book["总表"]
    by_value = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    for bad in HOSTILE[2:7]:
        cell = by_value[bad]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert not by_value["城关中学"].quotePrefix


def test_what_a_cell_cannot_hold_is_taken_out_or_cut() -> None:
    assert cell_text("a\x00\x1b\ufffeb") == "ab"
    assert cell_text("坏\udcff") == "坏\\udcff"
    assert cell_text("_x0041_") == "_x005F_x0041_"
    for text in ("字" * 40_000, "😀" * 20_000):
        cut = cell_text(text)
        assert len(cut.encode("utf-16-le")) // 2 <= CELL_UNITS
        assert cut.endswith("……（未完）")
    assert cell_text("😀" * 16_383) == "😀" * 16_383


def test_a_literal_escape_reads_back_as_it_was(book: Any) -> None:
    titles = [row["标题"] for row in rows(book, "总表")]
    # openpyxl does not resolve the escape when it reads; Excel and LibreOffice do.
    assert "_x005F_x0041_" in titles


def test_a_full_sheet_goes_on_on_the_next(tmp_path: Path) -> None:
    reviews = list(many(30))
    book = load_workbook(written(tmp_path, reviews, sheet_rows=20))
    names = [name for name in book.sheetnames if name.startswith("总表")]
    assert names == ["总表", "总表(2)"]
    files = [row["文件"] for name in names for row in rows(book, name)]
    assert files == [review.file for review in reviews]
    assert book["总表(2)"].freeze_panes == "B2"


def test_the_same_reviews_give_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, REVIEWS).read_bytes()
    assert written(tmp_path, REVIEWS).read_bytes() == first
    core = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-11-22T09:00:00Z"}


def test_an_empty_run_gives_a_workbook_all_the_same(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, []))
    assert rows(book, "问题清单")[0]["文件"] == "（没有）"


def test_copied_text_has_its_own_sheet(tmp_path: Path) -> None:
    review = one(0)
    copied = Finding(
        "similar.copied", "warning", "与“b.docx”有大段相同。", review.elements[0].evidence[0].where
    )
    similar = replace(review, findings=(copied,))
    book = load_workbook(written(tmp_path, [similar, one(1)]))
    (row,) = rows(book, "雷同")
    assert (row["文件"], row["问题"]) == (review.file, "与“b.docx”有大段相同。")
    assert row["原文"] == review.elements[0].evidence[0].text


def test_pairs_stand_side_by_side_the_most_alike_first(tmp_path: Path) -> None:
    reviews = list(many(6))
    less = replace(pair(reviews, 2, 3), share_one=0.3, share_other=0.2)
    book = load_workbook(written(tmp_path, reviews, replace(FACTS, pairs=[less, pair(reviews, 0, 5)])))
    first, second = rows(book, "雷同")
    words = next(e.text for j in reviews[0].elements for e in j.evidence)
    expected = {"文件甲": reviews[0].file, "文件乙": reviews[5].file, "占甲的": "84%", "占乙的": "60%"}
    assert {key: first[key] for key in expected} == expected
    assert (first["相同字数"], first["相同的话（最长的一处）"]) == (123, words)
    assert second["文件甲"] == reviews[2].file
    assert book.sheetnames[book.sheetnames.index("雷同") + 1] == "雷同原文"
    told, _ = rows(book, "雷同原文")
    others = next(e.text for j in reviews[5].elements for e in j.evidence)
    assert (told["甲中的话"], told["乙中的话"], told["甲的位置"]) == (words, others, "正文第 3 段")
    sheet = book["雷同原文"]
    assert sheet.print_area.endswith("$A$1:$F$2"), "long: printed when asked for"
    assert not book["雷同"].print_area


def test_other_tables_get_a_sheet(tmp_path: Path) -> None:
    table = Table("未交名单", ("单位", "应交"), ((Field("=1+1"), Field("承诺书", "bad")),), (20, 20))
    book = load_workbook(written(tmp_path, list(many(3)), replace(FACTS, tables=[table])))
    assert rows(book, "未交名单") == [{"单位": "=1+1", "应交": "承诺书"}]
    assert book["未交名单"]["A2"].data_type == "s"


@pytest.mark.soffice
@pytest.mark.skipif(not HAS_SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_the_text_literally(path: Path, tmp_path: Path) -> None:
    csv = soffice(path.read_bytes(), "a.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path)
    text = csv.read_text("utf-8")
    assert '"=HYPERLINK(""http' in text
    assert "@SUM(1+1)" in text
    assert "_x0041_" in text
    assert "_x005F_" not in text


def test_passages_of_a_pair_stand_in_the_order_of_the_text(tmp_path: Path) -> None:
    reviews = list(many(6))
    base = pair(reviews, 0, 5)
    later, sooner = (
        replace(base.passages[0], one=Where("body", n, 0, 4), other=Where("body", n + 1, 0, 4))
        for n in (8, 3)
    )
    both = replace(base, passages=(later, sooner))
    book = load_workbook(written(tmp_path, reviews, replace(FACTS, pairs=[both])))
    places = [(row["甲的位置"], row["乙的位置"]) for row in rows(book, "雷同原文")]
    assert places == [("正文第 4 段", "正文第 5 段"), ("正文第 9 段", "正文第 10 段")]
