"""Headings whose number is of another level than they are (二、… then （三）原因分析): they are there, and their number is told."""

from __future__ import annotations

import pytest

from checker.findings import Finding
from tests.rules.helper import analyse, findings

REPORT = (
    "党性分析报告\n{0}基本情况\n我叫林小禾，2004年入党，任教语文。\n{1}存在的问题\n理论学习不够，一年只读了两本书。{faults}\n"
    "{2}原因分析\n自我要求放松了，图清闲。\n{3}整改措施\n每周读书两小时，记好笔记。\n林小禾\n2011年6月1日"
)
FAULTS = {
    "none": "",
    "items": "\n（一）学习不够，读书少，笔记是抄的。\n（二）家访不够。",
    "headings": "\n（一）学习不够\n读书少。\n（二）作风不实\n只看材料。",
}


def told(text: str, family: str) -> list[Finding]:
    return [f for f in findings(text) if f.rule.startswith(family)]


@pytest.mark.parametrize("faults", FAULTS)
@pytest.mark.parametrize(
    ("numbers", "right"),
    [
        (("一、", "二、", "（三）", "四、"), ["“三、”"]),
        (("一、", "二、", "3、", "四、"), ["“三、”"]),
        (("一、", "二、", "（3）", "四、"), ["“三、”"]),
        (("一、", "二、", "（三）", "（四）"), ["“三、”", "“四、”"]),
        (("一、", "二、", "3.", "4."), ["“三、”", "“四、”"]),
        (("一、", "二、", "三、", "（四）"), ["“四、”"]),
        (("一、", "2、", "三、", "四、"), ["“二、”"]),
    ],
)
def test_a_section_under_an_odd_number_is_there_and_the_number_is_told(
    numbers: tuple[str, ...], right: list[str], faults: str
) -> None:
    text = REPORT.format(*numbers, faults=FAULTS[faults])
    assert not told(text, "sections")
    messages = [f.message for f in told(text, "numbering")]
    assert len(messages) == len(right)
    assert all(f"改为{number}" in message for number, message in zip(right, messages, strict=True))


@pytest.mark.parametrize(
    "numbers",
    [
        ("1、", "2、", "三、", "4、"),
        ("（一）", "（二）", "三、", "（四）"),
        ("一、", "二、", "（二）", "三、"),
    ],
)
def test_the_odd_one_may_be_of_a_higher_level_or_repeat_a_number(numbers: tuple[str, ...]) -> None:
    assert not told(REPORT.format(*numbers, faults=""), "sections")


def test_a_section_that_is_not_there_is_missing_whatever_the_numbers() -> None:
    text = REPORT.format("一、", "二、", "（三）", "四、", faults="").replace(
        "（三）原因分析\n自我要求放松了，图清闲。\n", ""
    )
    assert [f.rule for f in told(text, "sections")] == ["sections.missing"]
    text = REPORT.format("一、", "二、", "（三）", "四、", faults="").replace(
        "自我要求放松了，图清闲。\n", ""
    )
    assert [f.rule for f in told(text, "sections")] == ["sections.empty"]


PLAN = (
    "石桥小学党支部创先争优活动实施方案\n一、指导思想\n以科学发展观为指导。\n二、主要内容\n党员做到五带头，每月家访两户。\n"
    "三、活动载体\n设党员示范岗。\n四、方法步骤\n{}\n五、组织领导\n李明任组长，每月检查一次。\n石桥小学党支部\n2010年6月1日"
)


@pytest.mark.parametrize(
    "steps",
    [
        "（一）动员部署\n开会动员。\n（二）公开承诺\n上墙。\n（三）对照检查\n逐人过堂。\n（四）总结评议\n年底评。",
        "1、宣传发动。开会。\n2、公开承诺。上墙。\n3、对照检查。逐条过堂，没有做到的说明原因。",
        "（一）动员阶段\n开会。\n（二）实施阶段\n践诺。\n（三）总结阶段\n评议。",
    ],
)
def test_the_items_of_a_section_keep_their_level(steps: str) -> None:
    headings = analyse(PLAN.format(steps)).outline.headings
    assert [h.title for h in headings if h.level == 1] == [
        "指导思想", "主要内容", "活动载体", "方法步骤", "组织领导",
    ]  # fmt: skip
    assert not told(PLAN.format(steps), "numbering.mixed")


def test_a_section_may_stand_under_another() -> None:
    text = (
        "党性分析报告\n一、基本情况\n我叫林小禾，2004年入党，任教语文。\n二、存在的问题\n（一）主要表现\n读书少，一年只读了两本书。\n"
        "（二）原因分析\n自我要求放松了，图清闲。\n三、整改措施\n每周读书两小时，记好笔记。\n林小禾\n2011年6月1日"
    )
    assert not told(text, "sections")
    (finding,) = told(text.replace("（二）原因分析\n", ""), "sections")
    assert "原因分析" in finding.message
