"""Which date at a paper's foot is its own (落款日期), and which is only the time of something that it plans."""

from __future__ import annotations

import datetime
import hashlib

import pytest

from checker.document import Cell, Document, Paragraph
from checker.judging import analyse as analyse_document
from corpus import load_standard
from tests.rules.helper import analyse, findings

PLAN = (
    "石桥小学党支部创先争优活动实施方案\n一、指导思想\n以科学发展观为指导，推动学校党建工作。\n二、主要内容\n支部做到五个好，每月家访两户。\n"
    "三、活动载体\n开展“党员示范岗”活动。\n四、组织领导\n李明任组长，每月检查一次。\n五、方法步骤\n{}"
)
TIMES = [
    "第一阶段 2011年3月\n第二阶段 2011年4月\n第三阶段 2011年12月",
    "（一）动员阶段（2011年3月）\n（二）实施阶段（2011年4月）\n（三）总结阶段（2011年12月）",
    "2011年3月 动员\n2011年4月 践诺\n2011年12月 评议",
    "动员 2011年3月\n践诺 2011年4月\n评议 2011年12月",
    "1.动员部署 2011年3月\n2.公开承诺 2011年4月\n3.总结 2011年12月",
    "动员部署（2011年3月）\n开会。\n总结（2011年12月）\n评议。",
    "完成时间：2011年12月",
    "总结阶段\n2011年12月1日",
    "时间：2011年3月1日",
    "“七一”表彰 2011年7月1日",
]


@pytest.mark.parametrize("foot", ["", "\n石桥小学党支部"])
@pytest.mark.parametrize("times", TIMES)
def test_a_phases_time_is_not_the_papers_date(times: str, foot: str) -> None:
    text = PLAN.format(times + foot)
    assert analyse(text, "plan").date is None
    rules = [f.rule for f in findings(text, "plan")]
    assert "date.missing" in rules and "date.format" not in rules


@pytest.mark.parametrize("times", TIMES)
def test_the_date_under_the_phases_is_found(times: str) -> None:
    text = PLAN.format(f"{times}\n石桥小学党支部\n2010年6月8日")
    assert analyse(text, "plan").date == datetime.date(2010, 6, 8)
    assert "date.missing" not in {f.rule for f in findings(text, "plan")}


def test_what_is_out_of_date_is_not_reckoned_from_a_phase() -> None:
    """A plan of 2010 is not told to cite a plenum of 2011 because its last phase is in 2012."""
    words = "以科学发展观为指导，贯彻十七届四中全会精神"
    text = PLAN.replace("以科学发展观为指导", words).format("第一阶段 2010年6月\n第二阶段 2012年7月{}")
    assert not [f for f in findings(text.format(""), "plan") if f.rule == "stale.lag"]
    late = text.format("\n石桥小学党支部\n2012年7月1日")
    assert [f for f in findings(late, "plan") if f.rule == "stale.lag"]


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("石桥小学党支部\n2011年3月1日", "石桥小学党支部"),
        ("石桥小学创先争优活动领导小组 2011年3月1日", "石桥小学创先争优活动领导小组"),
        ("2011年3月1日 石桥小学党支部", "石桥小学党支部"),
        ("校长 李明 2011年3月1日", "李明"),
        ("2011年3月1日支部大会通过", ""),
        ("2011年3月1日制定", ""),
        ("制定时间：2011年3月1日", ""),
    ],
)
def test_a_signing_date_stays_one(foot: str, name: str) -> None:
    signature = analyse(PLAN.format(f"三月动员，四月践诺，十二月评议。\n{foot}"), "plan").outline.signature
    assert signature.date == datetime.date(2011, 3, 1)
    assert signature.name == name


@pytest.mark.parametrize(
    "foot",
    [
        "承诺人：李明\n2011年3月\n支部审阅意见：承诺具体，可以操作，请按学期对照检查。",
        "李明\n2011年3月\n支部点评：李明同志的材料写得实在，内容属实，同意公示。",
    ],
)
def test_a_month_under_a_name_is_the_papers_whatever_others_write_below(foot: str) -> None:
    letter = "党员承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n"
    assert analyse(letter + foot).date == datetime.date(2011, 3, 1)


def test_a_cell_under_time_is_a_phases() -> None:
    rows = [("阶段", "时间", "内容"), ("动员", "2011年3月1日", "开会"), ("总结", "2011年12月1日", "评议")]
    lines = PLAN.split("\n五、")[0].split("\n")
    paragraphs = [Paragraph(i, line) for i, line in enumerate(lines)]
    for r, row in enumerate(rows, 1):
        for c, words in enumerate(row, 1):
            paragraphs.append(Paragraph(len(paragraphs), words, "table", cell=Cell(1, r, c)))
    document = Document("docx", hashlib.sha256(b"").hexdigest(), tuple(paragraphs))
    assert analyse_document(document, load_standard(), "plan").date is None


LETTER = "承诺书\n我郑重承诺如下：\n一、每周家访一户，不漏一家。\n二、不收家长礼品。\n三、每天读书半小时。\n"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("日期：2011.3.22    签名：李明", "2011.3.22"),
        ("日期：2011年3月22日　承诺人：李明", "2011年3月22日"),
        ("时间：2011年3月22日　承诺人（签名）：李明", "2011年3月22日"),
        ("填表日期：2011年3月　姓名：李明", "2011年3月"),
        ("2011年3月22日　本人签名：李明", "2011年3月22日"),
    ],
)
def test_the_date_before_who_signs_in_one_line_is_the_papers(line: str, day: str) -> None:
    signature = analyse(LETTER + line, "letter").outline.signature
    assert (signature.name, signature.date_text) == ("李明", day)
    rules = [f.rule for f in findings(LETTER + line, "letter")]
    assert not {"date.missing", "signature.missing", "signature.order"} & set(rules)


@pytest.mark.parametrize(
    "line",
    [
        "时间：2011年3月1日　责任人：李明",
        "时间：2011年3月1日　主持人：李明",
        "时间：2011年3月1日　联系人：李明",
        "时间：2011年3月1日　地点：二楼会议室",
        "时间：2011年3月1日　参加人员：党员",
        "一、时间：2011年3月1日　签名：李明",
        "公示时间：2011年3月",
        "公示时间：2011年3月1日",
        "公示期：2011年3月1日",
        "评议日期：2011年3月1日",
        "整改期限：2011年3月1日",
        "家访时间：2011年3月1日",
    ],
)
def test_the_date_of_something_else_is_not_the_papers(line: str) -> None:
    for end in (line, f"{line}\n承诺人：丁玉山", f"承诺人：丁玉山\n{line}"):
        assert analyse(LETTER + end, "letter").date is None
        rules = {f.rule for f in findings(LETTER + end, "letter")}
        assert "date.missing" in rules and "signature.order" not in rules
    assert analyse(f"{LETTER}{line}\n承诺人：丁玉山\n2011年4月2日", "letter").date == datetime.date(
        2011, 4, 2
    )


@pytest.mark.parametrize("end", ["承诺人：李明\n日期：2011年3月", "日期：2011年3月　签名：李明"])
def test_a_month_behind_its_label_is_told_to_lack_the_day(end: str) -> None:
    found = findings(LETTER + end, "letter")
    assert [f.message for f in found if f.rule == "date.format"] == [
        "落款日期“2011年3月”没有写日。年、月、日要写全，请补上。"
    ]
