"""A blank form that a paper hands out to others is not filled in by whoever hands it out; his own blanks are."""

from __future__ import annotations

import pytest

from checker.evaluate import document_of
from checker.judging import review_document
from corpus import load_standard

_PLAN = """青石镇中心小学创先争优活动实施方案
一、指导思想
以科学发展观为指导，围绕控辍保学这个难点，让每名党员在岗位上看得见。
二、主要内容
每名党员每周参加一次集体学习，与四十二名留守儿童结对，每月家访一次。
三、活动载体
设立党员示范岗十二个，每月评一次“青石之星”。
四、方法步骤
（一）动员阶段（2011年4月）。召开大会，公开承诺。
（二）实施阶段（2011年5月至11月）。逐项兑现。
五、组织领导
支部书记任组长，每月检查一次。
"""
_SIGNED = "青石镇中心小学党支部\n2011年3月20日\n"


def _blanks(text: str) -> list[str]:
    review = review_document(document_of(text), "a.txt", load_standard())
    return [f.message for f in review.findings if f.rule in ("placeholder.mask", "placeholder.template")]


@pytest.mark.parametrize(
    "form",
    [
        "附件：党员承诺卡样式\n姓名：____　岗位：____　我承诺：____________\n",
        "附件1：民主评议党员测评表\n姓名：____\n评议等次：____\n____年____月____日\n",
        "附件\n党员公开承诺书\n我承诺：____\n承诺人：____\n    年  月  日\n",
        "附件2  群众意见卡\n意见：________\n（请填写您的建议）\n",
        "（附：家访记录表）\n家长姓名：____\n",
    ],
)
def test_a_form_for_others_is_left_blank(form: str) -> None:
    assert _blanks(_PLAN + form + _SIGNED) == []
    assert _blanks(_PLAN + _SIGNED + form) == []


@pytest.mark.parametrize(
    "own",
    [
        # in the paper itself, before the form or without one
        "组长：____\n附件：党员承诺卡样式\n姓名：____\n",
        "我校共有党员____名。\n",
        # what the school itself has to fill in
        "附件：领导小组成员名单\n组长：____\n",
        "附件：任务分工表\n牵头部门：____\n",
        "附件1：党员承诺卡样式\n姓名：____\n附件2：领导小组成员名单\n组长：____\n",
        # a name that was to be changed
        "附件：党员承诺卡样式\nXX小学党员承诺卡\n",
        # only a sentence that speaks of the form
        "附件里有党员承诺卡样式，请各位党员照填。\n联系人：____\n",
    ],
)
def test_the_papers_own_blanks_are_still_told(own: str) -> None:
    assert len(_blanks(_PLAN + own + _SIGNED)) == 1


def test_what_stands_behind_the_form_belongs_to_the_paper_again() -> None:
    form = "附件：党员承诺卡样式\n姓名：____\n"
    assert len(_blanks(_PLAN + form + "青石镇中心小学党支部\n2011年3月20日\n联系电话：____\n")) == 1


def test_a_letter_is_no_form_though_its_attachment_may_be() -> None:
    letter = "党员承诺书\n我是青石镇中心小学教师李明，承诺每周家访两户，不收礼金，每天读书一小时。\n"
    end = "承诺人：李明\n2011年3月20日"
    assert _blanks(letter + "附件：家访记录样表\n家长：____\n" + end) == []
    assert len(_blanks(letter + "附件：家访记录表\n家长：____\n" + end)) == 1
