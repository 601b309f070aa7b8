import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from checker.document import Where
from checker.findings import Evidence
from checker.judging import review_document
from checker.readers import read_data
from checker.reports.overview import Titles
from checker.reports.sheet import MOST, review_sheet
from corpus import load_standard
from tests.reports.fake_reviews import HOSTILE, hostile, one, unreadable
from tests.reports.office import HAS_SOFFICE, parts, soffice

WHEN = datetime(2026, 11, 22, 9, 0)
TITLES = Titles("创先争优活动")


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_sheet_says_a_month_as_a_month() -> None:
    text = words(review_sheet(replace(one(1), date="2012-11"), date=WHEN))
    assert "2012年11月" in text and "2012-11" not in text


def test_the_sheet_tells_everything_about_the_document() -> None:
    review = one(3, kind="plan")
    text = words(review_sheet(review, date=WHEN, titles=TITLES))
    assert "审查意见单" in text
    for piece in (review.file, review.title, review.organization, "实施方案", "需修改", "2026-11-22"):
        assert piece in text
    for element in review.elements:
        assert element.title in text
        assert all(f"“{e.text}”" in text for e in element.evidence)
    for section in review.sections:
        assert section.title in text
    for finding in review.findings:
        assert finding.message in text


def test_findings_come_with_words_place_and_suggestion_the_gravest_first() -> None:
    review = next(one(n) for n in range(50) if any(f.suggestion for f in one(n).findings))
    table = Document(io.BytesIO(review_sheet(review, date=WHEN))).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    spun = next(row for row in rows if "效劳" in row[2])
    assert spun[1:] == [
        "建议改",
        "“效劳”应为“服务”，疑似机器换词。\n原文：“效劳”\n建议改为：服务",
        "正文第 2 段",
    ]
    order = ["必须改", "建议改", "请留意"]
    graves = [order.index(row[1]) for row in rows[1:]]
    assert graves == sorted(graves)


def test_an_unreadable_file_gets_reason_and_advice() -> None:
    text = words(review_sheet(unreadable(), date=WHEN))
    assert "文件有打开密码，无法读取。" in text
    assert "请取消密码后重新上交。" in text
    assert "没有发现问题" not in text


def test_the_same_review_gives_the_same_bytes() -> None:
    assert review_sheet(one(1), date=WHEN) == review_sheet(one(1), date=WHEN)
    assert b"2026-11-22T09:00:00Z" in parts(review_sheet(one(1), date=WHEN))["docProps/core.xml"]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_stays_text(number: int) -> None:
    text = words(review_sheet(hostile()[number], date=WHEN))
    assert "未填写：" in text
    assert not any(ord(c) < 32 and c != "\n" for c in text)


def test_very_many_findings_are_cut_and_counted() -> None:
    review = one(0)
    review = replace(review, findings=review.findings[:1] * (MOST + 7))
    assert "还有 7 处" in words(review_sheet(review, date=WHEN))


@pytest.mark.soffice
@pytest.mark.skipif(not HAS_SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    data = review_sheet(one(3, kind="plan"), date=WHEN)
    text = soffice(data, "a.docx", "txt:Text (encoded):UTF8", tmp_path).read_text("utf-8")
    assert "审查意见单" in text
    assert "问题和建议" in text


def test_a_sheet_that_a_school_sends_back_is_no_paper() -> None:
    sheet = review_sheet(one(3, kind="report"), date=WHEN, titles=TITLES)
    found = review_document(read_data(sheet), "卢静.txt.审查意见单.docx", load_standard())
    assert found.stray and found.outcome == "stray" and found.title == "审查意见单"
    (told,) = [f.message for f in found.findings if f.severity == "error"]
    assert "退回的审查意见单，不是报送的材料" in told


def test_a_row_stays_on_one_page_and_facts_stand_two_by_two() -> None:
    review = one(3, kind="plan")
    tables = Document(io.BytesIO(review_sheet(review, date=WHEN, titles=TITLES))).tables
    facts = [[cell.text for cell in row.cells] for row in tables[0].rows]
    assert facts[0] == ["文件", *[review.file] * 3]
    assert ["审查结论", "需修改"] in [row[n : n + 2] for row in facts for n in (0, 2)]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for table in tables[1:] for row in table.rows[1:])


@pytest.mark.soffice
@pytest.mark.skipif(not HAS_SOFFICE, reason="LibreOffice is not installed")
def test_a_plan_with_a_problem_is_one_page(tmp_path: Path) -> None:
    plan = one(3, kind="plan")
    long = "带头学习提高，每人每周自学两小时，记笔记一万字，每学期上一次党课，听课二十节。"
    elements = tuple(
        replace(e, level="covered", evidence=(Evidence(long, Where("body", 6, 0, 9)),), reason="")
        for e in plan.elements
    )
    finding = replace(plan.findings[0], message=long * 3)
    data = review_sheet(replace(plan, elements=elements, findings=(finding,)), date=WHEN, titles=TITLES)
    pdf = soffice(data, "a.docx", "pdf", tmp_path).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
