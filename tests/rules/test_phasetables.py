"""The phases and times of a plan that stand in a table (阶段|时间|内容, 时间|内容|责任人)."""

from __future__ import annotations

import hashlib

import pytest

from checker.document import Cell, Document, Paragraph
from checker.findings import Finding
from checker.judging import review_document
from corpus import load_standard

LINES = (
    "石桥小学党支部创先争优活动实施方案",
    "一、指导思想",
    "以科学发展观为指导，推动学校党建工作。",
    "二、主要内容",
    "支部做到五个好，每月家访两户。",
    "三、活动载体",
    "开展“党员示范岗”活动。",
    "四、组织领导",
    "李明任组长，每月检查一次。",
    "五、方法步骤",
)
PHASES = [
    ("阶段", "时间", "内容", "责任人"),
    ("动员部署", "2011年3月1日至3月31日", "开会动员", "李明"),
    ("公开承诺", "2011年4月1日至6月30日", "承诺上墙", "王芳"),
    ("总结评议", "2011年7月1日至12月10日", "民主评议", "李明"),
]
EVENTS = [
    ("时间", "内容", "责任人"),
    ("2011年3月", "召开动员大会", "李明"),
    ("2011年4月", "交承诺书", "王芳"),
    ("2011年6月", "上党课", "李明"),
    ("2011年12月", "民主评议党员", "李明"),
]


def told(rows: list[tuple[str, ...]], day: str = "2011年2月20日", more: str = "") -> list[Finding]:
    paragraphs = [Paragraph(i, line) for i, line in enumerate((*LINES, *([more] if more else [])))]
    for r, row in enumerate(rows, 1):
        for c, words in enumerate(row, 1):
            for line in words.split("\n"):
                paragraphs.append(Paragraph(len(paragraphs), line, "table", cell=Cell(1, r, c)))
    for line in ("石桥小学党支部", day):
        paragraphs.append(Paragraph(len(paragraphs), line))
    document = Document("docx", hashlib.sha256(b"").hexdigest(), tuple(paragraphs))
    review = review_document(document, "a.docx", load_standard(), "plan")
    return [f for f in review.findings if f.rule == "date.phases"]


def changed(rows: list[tuple[str, ...]], old: str, new: str) -> list[tuple[str, ...]]:
    assert any(old in row for row in rows)
    return [tuple(new if cell == old else cell for cell in row) for row in rows]


@pytest.mark.parametrize("rows", [PHASES, EVENTS])
def test_a_table_in_order_is_right(rows: list[tuple[str, ...]]) -> None:
    assert told(rows) == []
    assert told(rows, "2011年5月4日") == [], "a plan may be written when its work has begun"


def test_a_phase_that_begins_before_the_one_above_is_told() -> None:
    (finding,) = told(changed(PHASES, "2011年4月1日至6月30日", "2011年2月1日至2月28日"))
    assert finding.severity == "warning" and "比前一个阶段“2011年3月1日至3月31日”还早" in finding.message
    assert finding.where is not None and finding.where.part == "table"


def test_phases_that_overlap_are_told_unless_that_is_meant() -> None:
    rows = changed(PHASES, "2011年4月1日至6月30日", "2011年3月15日至6月30日")
    (finding,) = told(rows)
    assert finding.severity == "info" and "还没有结束" in finding.message
    assert told(rows, more="各阶段交叉进行。") == []


def test_phases_that_only_their_names_tell() -> None:
    rows = [
        ("时间", "内容"),
        ("2011年3月—5月", "第一阶段：动员"),
        ("2011年2月", "第二阶段：践诺"),
        ("2011年8月", "第三阶段：总结"),
    ]
    (finding,) = told(rows)
    assert finding.severity == "warning"


def test_an_event_out_of_its_order_is_to_be_looked_at() -> None:
    (finding,) = told(changed(EVENTS, "2011年6月", "2011年1月"), "2010年12月20日")
    assert finding.severity == "info" and "“2011年1月”排在“2011年4月”后面" in finding.message


def test_events_in_another_order_than_that_of_time_are_let_be() -> None:
    rows = [EVENTS[0], EVENTS[4], EVENTS[1], EVENTS[3], EVENTS[2]]
    assert told(rows) == []


@pytest.mark.parametrize(("rows", "what"), [(PHASES, "各阶段到"), (EVENTS, "表里的安排到")])
def test_a_plan_dated_after_all_of_its_table_is_told(rows: list[tuple[str, ...]], what: str) -> None:
    (finding,) = told(rows, "2012年2月20日")
    assert finding.severity == "warning" and what in finding.message


@pytest.mark.parametrize(
    "rows",
    [
        [("姓名", "出生日期", "职务"), ("李明", "1975年3月", "书记"), ("王芳", "1971年4月", "委员")],
        [("时间", "内容"), ("2011年3月起", "每月家访"), ("每周五", "集中学习")],
        [("时间", "内容"), ("2011年3月\n至5月", "动员"), ("2011年6月", "践诺"), ("7月以后", "总结")],
        [("内容", "责任人"), ("2011年3月动员", "李明"), ("2011年1月践诺", "王芳")],
    ],
)
def test_other_tables_are_no_timetables(rows: list[tuple[str, ...]]) -> None:
    assert told(rows, "2012年2月20日") == []
