"""The days of a plan's phases, of a pledge's deadlines and of the paper itself."""

from __future__ import annotations

import pytest

from checker.dates import find_dates
from tests.rules.helper import document, findings

PLAN = (
    "创先争优活动实施方案\n一、指导思想\n推动学校工作。\n二、主要内容\n每月读一本书，家访两户。\n三、方法步骤\n{}\n"
    "四、组织领导\n成立领导小组，书记任组长。\n石桥镇中心小学党支部\n{}"
)
LETTER = "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n{}\n承诺人：李明\n{}"


def phases(lines: str, date: str = "2011年2月20日") -> list[tuple[str, str]]:
    text = PLAN.format(lines, date)
    return [
        (f.severity, document(text).quote(f.where))
        for f in findings(text)
        if f.rule == "date.phases" and f.where
    ]


@pytest.mark.parametrize(
    ("lines", "severity", "words"),
    [
        ("第一阶段（2011年5月）：动员。\n第二阶段（2011年3月至4月）：践诺。", "warning", "2011年3月至4月"),
        (
            "（一）动员部署阶段：2011年9月1日—9月30日。\n（二）全面推进阶段：2011年3月1日—8月31日。",
            "warning",
            "2011年3月1日—8月31日",
        ),
        ("1.启动阶段（2011年5月）。2.实施阶段（2010年6月—12月）。", "warning", "2010年6月—12月"),
        ("第一阶段（2011年3月至6月）。\n第二阶段（2011年5月至10月）。", "info", "2011年5月至10月"),
        ("第一阶段（5月）。\n第二阶段（3月至4月）。", "warning", "3月至4月"),
        (
            "（一）宣传动员（5月）。\n（二）推进（4月至10月）。\n（三）总结表彰（11月）。",
            "warning",
            "4月至10月",
        ),
        (
            "（一）启动阶段（2011年3月1日—3月31日）。\n（二）实施阶段（2011年3月15日—10月31日）。",
            "info",
            "2011年3月15日—10月31日",
        ),
    ],
)
def test_phases_that_run_backwards_or_overlap_are_told(lines: str, severity: str, words: str) -> None:
    assert phases(lines) == [(severity, words)]


@pytest.mark.parametrize(
    "lines",
    [
        "第一阶段（2011年3月至4月）。\n第二阶段（2011年4月至10月）。\n第三阶段（2011年10月至12月）。",
        "第一阶段（2011年3月1日至4月10日）。\n第二阶段（2011年4月11日至10月31日）。",
        "第一阶段（2011年3月1日至4月10日）。\n第二阶段（2011年4月10日至10月31日）。",
        "第一阶段（2011年3月1日至4月10日）。\n第二阶段（2011年4月至10月）。",
        "第一阶段（2011年9月至次年1月）。\n第二阶段（2012年1月至6月）。",
        "第一阶段（2011年11月至2月）。\n第二阶段（2012年3月至6月）。",
        "第一阶段（3月至4月）。\n第二阶段（2011年3月至10月）。",
        "第一阶段（2011年3月至6月）。\n第二阶段（2011年5月至10月），与前一阶段交叉进行。",
        "第一阶段（2011年3月至6月）。\n第三阶段（2011年5月至10月）。",
        "（一）县里：第一阶段（2011年3月至6月）。\n（二）学校：第一阶段（2011年3月至5月），第二阶段（2011年6月至10月）。",
        "三个阶段（2011年6月至12月）这样分：\n四个阶段（2011年3月）的办法不用。",
        "学习阶段2011年3月起，实施阶段2011年3月10日起，都抓紧。",
        "第一阶段（2011年3月），读2010年1月发的文件。\n第二阶段（2011年4月至10月）。",
        "第一阶段（9月）。\n第二阶段（10月至12月）。\n第三阶段（1月）。",
        "第一阶段（8月20日至31日）。\n第二阶段（9月）。\n第三阶段（4月10日至20日）。",
        "（一）创建示范岗（3月）。\n（二）推进先锋组（4月起）。\n（三）推进（3月至12月）。\n（四）总结（3月）。",
        "（一）动员（5月）。\n（二）推进（3月至12月）。",
    ],
)
def test_phases_that_follow_or_are_meant_to_overlap_are_left_alone(lines: str) -> None:
    assert phases(lines) == []


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2011年12月20日", True),
        ("2012年3月1日", True),
        ("2011年11月30日", False),
        ("2011年11月", False),
        ("2011年5月1日", False),
        ("", False),
    ],
)
def test_a_plan_dated_after_all_its_phases(date: str, told: bool) -> None:
    found = phases("第一阶段（2011年3月）。\n第二阶段（2011年4月至10月）。\n第三阶段（2011年11月）。", date)
    assert found == ([("warning", "2011年11月")] if told else [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("以上承诺在2011年3月31日前完成。", "2011年3月31日"),
        ("以上承诺在2010年底前全部兑现。", "2010年底"),
        ("2011年3月底前读完《学记》，笔记交支部。", "2011年3月"),
        ("2010年12月31日之前补齐欠的七篇笔记。", "2010年12月31日"),
    ],
)
def test_a_deadline_of_a_pledge_that_is_past_is_told(line: str, words: str) -> None:
    text = LETTER.format(line, "2011年4月12日")
    found = [f for f in findings(text) if f.rule == "date.order"]
    assert [(f.severity, document(text).quote(f.where)) for f in found if f.where] == [("warning", words)]


@pytest.mark.parametrize(
    "line",
    [
        "以上承诺在2011年4月30日前完成。",
        "以上承诺在2011年4月底前完成。",
        "以上承诺在2011年底前全部兑现。",
        "2011年3月31日前完成了两篇，其余年底前完成。",
        "2011年3月31日前已经完成两篇，其余年底前完成。",
        "去年定的2010年12月31日前完成的笔记，我没有交，今年补上。",
        "原定2010年底前建成的图书角，今年六月一定开放。",
        "县局要求2011年3月31日前完成的排查，我班都查过。",
        "2010年12月31日前出生的孩子，我挨家动员上学，做到一个不落。",
    ],
)
def test_what_was_done_before_and_deadlines_to_come_are_left_alone(line: str) -> None:
    assert [f for f in findings(LETTER.format(line, "2011年4月12日")) if f.rule == "date.order"] == []


@pytest.mark.parametrize(
    ("date", "rules", "suggestion"),
    [
        ("2011年4月", ["date.format"], None),
        ("二0一一年四月十二日", ["date.format"], "二〇一一年四月十二日"),
        ("二O一一年四月十二日", ["date.format"], "二〇一一年四月十二日"),
        ("二oo九年四月十二日", ["date.format"], "二〇〇九年四月十二日"),
        ("二〇一一年四月十二日", [], None),
        ("二○一一年四月十二日", [], None),
        ("11年4月12日", ["date.format"], "2011年4月12日"),
        ("（11.4.12）", ["date.format"], "2011年4月12日"),
        ("98年4月12日", ["date.format"], "1998年4月12日"),
        ("11年13月12日", ["date.missing"], None),
        ("教书11年", ["date.missing"], None),
        ("2031年4月12日", [], None),  # the same file is told the same on any day
        ("2011年4月12日", [], None),
    ],
)
def test_the_papers_own_day(date: str, rules: list[str], suggestion: str | None) -> None:
    found = [f for f in findings(LETTER.format("三、按时签到。", date)) if f.family == "date"]
    assert [f.rule for f in found] == rules
    assert [f.suggestion for f in found] == [suggestion] * len(rules)
    assert all(f.severity == "info" for f in found if f.rule == "date.format")


def test_a_latin_letter_for_the_naught_of_a_year_is_read() -> None:
    assert [h.date.isoformat() for h in find_dates("二oo九年四月十二日、二0一一年十月") if h.date] == [
        "2009-04-12",
        "2011-10-01",
    ]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("石桥镇中心小学党支部\n2011年4月", True),
        ("石桥镇中心小学党支部　2011年4月", True),
        ("（2011年4月）", True),
        ("第一阶段：动员部署（2011年4月）", False),
        ("（三）总结提高阶段（2011年4月起）。", False),
        ("从2011年4月起，", False),
        ("完成时限：2011年4月", False),
    ],
)
def test_a_month_alone_is_told_where_it_dates_the_paper_and_not_a_phase(last: str, told: bool) -> None:
    text = (
        PLAN.format("六月动员。", "").rstrip("\n").removesuffix("石桥镇中心小学党支部").rstrip() + "\n" + last
    )
    assert any("没有写日" in f.message for f in findings(text)) is told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("二\u041e一一年三月二十二日", "“二〇一一年三月二十二日”"),  # Cyrillic
        ("二\u039f一一年三月二\u039f日", "“二〇一一年三月二〇日”"),  # Greek
        ("2\u041e11年3月22日", "应写“2011年3月22日”"),
        ("2O11年1O月2O日", "应写“2011年10月20日”"),
        ("2011年3月22", "漏了“日”字，应写“2011年3月22日”"),
        ("二〇一一年三月二十二", "漏了“日”字，应写“2011年3月22日”"),
    ],
)
def test_a_day_with_a_letter_for_its_zero_or_without_its_last_word_is_read_and_told(
    written: str, told: str
) -> None:
    found = findings(LETTER.format("三、按时到岗。", written))
    assert [told in f.message for f in found if f.rule == "date.format"] == [True]
    assert "date.missing" not in {f.rule for f in found}


@pytest.mark.parametrize("zero", ["〇", "○", "\u25ef", "\u2b55"])
def test_a_circle_for_a_zero_is_no_fault(zero: str) -> None:
    found = findings(LETTER.format("三、按时到岗。", f"二{zero}一一年三月二十二日"))
    assert not {f.rule for f in found} & {"date.format", "date.missing"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2011年3月12次家访", [None]),
        ("2011年3月12名党员", [None]),
        ("2011年3月22，4月3日", [None]),
        ("2011年3月底", [None]),
        ("2011年3月OK", [None]),
        ("2OO年3月1日", []),
        ("20年3月1日", []),
        ("2011年3月22", [22]),
        ("（2011年3月22）", [22]),
        ("二〇一一年三月二十", [20]),
    ],
)
def test_only_at_the_end_of_a_line_a_day_counts_without_its_last_word(
    text: str, days: list[int | None]
) -> None:
    assert [hit.day for hit in find_dates(text)] == days
