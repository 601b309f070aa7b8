"""A table's header row, or what is left of one in plain text, does not end the section it stands under."""

from __future__ import annotations

from checker.evaluate import document_of
from checker.findings import Review
from checker.judging import review_document
from corpus import load_standard

_BEFORE = """青石镇中心小学创先争优活动实施方案
一、指导思想
以科学发展观为指导，围绕控辍保学这个难点，让每名党员在岗位上看得见。
二、主要内容
每名党员每周参加一次集体学习，与四十二名留守儿童结对，每月家访一次。
三、活动载体
设立党员示范岗十二个，每月评一次“青石之星”。
"""
_AFTER = """五、组织领导
支部书记任组长，两名副校长任副组长，每月检查一次。
青石镇中心小学党支部
2011年3月20日"""


def _review(steps: str) -> Review:
    return review_document(document_of(_BEFORE + steps + _AFTER), "a.txt", load_standard())


def _phases(steps: str) -> tuple[bool, str]:
    [section] = [s for s in _review(steps).sections if s.id == "phases"]
    return section.found, section.heading


def test_a_table_laid_out_as_lines_is_what_the_section_says() -> None:
    table = "准备\n2011年4月\n动员、承诺\n实施\n2011年5月至10月\n兑现承诺，月月公示\n"
    for head in ("阶段\n时间\n做什么\n", "阶段\n时间\n内容\n", "步骤\n时间\n负责人\n"):
        assert _phases("四、方法步骤\n" + head + table) == (True, "四、方法步骤"), head


def test_a_section_with_nothing_but_another_heading_is_still_empty() -> None:
    for empty in ("", "阶段\n", "主要步骤\n精心组织，扎实推进。\n"):
        assert not _phases("四、方法步骤\n" + empty)[0], empty
        rules = [f.rule for f in _review("四、方法步骤\n" + empty).findings]
        assert "sections.empty" in rules, empty


def test_another_section_without_a_number_begins_anew() -> None:
    review = _review("四、方法步骤\n组织领导\n支部书记任组长，每月检查一次。\n")
    found = {s.id: (s.found, s.heading) for s in review.sections}
    assert not found["phases"][0]
    assert found["leadership"] == (True, "组织领导")


def test_a_tab_after_a_number_parts_it_from_its_heading_as_a_space_does() -> None:
    text = (
        "党性分析报告\n1.{0}基本情况\n我叫李明，1999年入党，在青石镇中心小学教数学。\n2.{0}存在的主要问题\n"
        "一是读书少，三本书只看完一本。二是两次教研没有发言。\n3.{0}原因分析\n归根到底是自我要求松了。\n"
        "4.{0}努力方向和整改措施\n暑假前补读两本，每本写三千字笔记。\n李明\n2011年5月17日"
    )
    for gap in ("", " ", "\t", "\u3000", "\u2003", "\t\t"):
        review = review_document(document_of(text.format(gap)), "a.txt", load_standard())
        assert [s.found for s in review.sections] == [True] * 4, repr(gap)
    # A tab does not make a heading of an item.
    listed = text.format("\t").replace("2.\t存在的主要问题", "2.\t读书少的问题我一直没有改")
    review = review_document(document_of(listed), "a.txt", load_standard())
    assert not next(s for s in review.sections if s.id == "problems").heading
