"""A list of slogans (学习在前、工作在前) is told alike for each element it names, and for no other."""

from __future__ import annotations

import pytest

from checker.findings import Judgement
from checker.fronts import in_front
from corpus import load_standard
from tests.rules.helper import analyse

LEADS = [e for e in load_standard().elements if e.group == "leads"]
PLAN = """河湾中学创先争优活动方案
一、指导思想
高举中国特色社会主义伟大旗帜，以科学发展观为指导。
二、主要内容
{}
三、活动载体
开展党员先锋岗活动，全校三十二名党员人人认领一个岗。
四、方法步骤
第一阶段：2010年5月至6月。
五、工作要求
各党小组要高度重视，加强领导，务求实效。
河湾中学党支部
2010年5月28日"""


def judged(line: str) -> dict[str, Judgement]:
    return {j.id: j for j in analyse(PLAN.format(line), "plan").judgements}


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("争当优秀共产党员：学习在前、工作在前、服务在前、守纪在前。", "study excel serve discipline"),
        ("争当五带头优秀共产党员：学习在前、工作在前、服务在前。", "study excel serve"),
        ("党员要学习争先、工作争先、服务争先。", "study excel serve"),
    ],
)
def test_each_element_of_a_list_is_told_alike_and_no_other_by_it(line: str, named: str) -> None:
    found = judged(line)
    told = {id: j for id, j in found.items() if any(e.text == line for e in j.evidence)}
    assert set(told) == set(named.split())
    assert {j.level for j in told.values()} == {"named"}
    assert {j.evidence[0].text for j in told.values()} == {line}
    assert len({j.reason for j in told.values()}) == 1
    assert "在前" not in "".join(e.text for id in ("results", "righteous") for e in found[id].evidence)


@pytest.mark.parametrize(
    "text",
    [
        "学习在前，每月读两本书。",
        "坐在前排听课，服务在前台。",
        "三十年前他就走在前面。",
        "学习在前、每周家访两户。",
    ],
)
def test_what_says_more_than_slogans_is_no_such_list(text: str) -> None:
    assert in_front(text, LEADS) is None


def test_a_deed_beside_the_list_covers_as_ever() -> None:
    found = judged("学习在前、工作在前、服务在前。党员每月读一本教育专著，写两篇读书笔记，年底交支部检查。")
    assert found["study"].level == "covered" and "教育专著" in found["study"].evidence[0].text
    assert found["serve"].level == "named"
