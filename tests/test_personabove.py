"""A person's name above that of his school signs; names of a list, of a branch's secretary, of a plan do not."""

from __future__ import annotations

import pytest

from tests.rules.helper import analyse

LETTER = (
    "岗位承诺书\n我郑重承诺如下：\n一、每周读书两小时，写好笔记。\n二、不收家长礼品，不迟到早退。\n"
    "三、后进的孩子每周补一次课，不收钱。\n"
)
OURS = "公开承诺\n我们郑重承诺如下：\n一、每周学习一次。\n二、支部每月家访一遍。\n三、财务按月公开。\n"
PLAN = (
    "石桥镇中学创先争优活动实施方案\n一、指导思想\n结合学校实际，制定本方案。\n二、主要内容\n每周学习一次。\n"
)


def signed(text: str, kind: str = "letter") -> tuple[str, str, str]:
    """The name found, the writer and his school."""
    outline = analyse(text, kind).outline
    return outline.signature.name, outline.author, outline.organization


@pytest.mark.parametrize("day", ["", "\n3月19日", "\n2011年3月", "\n2011年3月19日"])
@pytest.mark.parametrize("name", ["丁玉山", "向水清", "丁 玉 山", "热依罕·买买提"])
@pytest.mark.parametrize("school", ["石桥镇中学", "石桥镇中学党支部", "石桥镇中学（盖章）"])
def test_the_person_above_his_school_signs(name: str, school: str, day: str) -> None:
    who = name.replace(" ", "")
    assert signed(f"{LETTER}{name}\n{school}{day}") == (who, who, school.removesuffix("（盖章）"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (OURS + "丁玉山\n石桥镇中学党支部", "letter"),
        (PLAN + "丁玉山\n石桥镇中学", "plan"),
        (PLAN + "领导小组成员：\n丁玉山\n石桥镇中学", "plan"),
        (LETTER.replace("岗位", "石桥镇中学") + "丁玉山\n石桥镇中学", "letter"),
        (LETTER + "监督人：\n丁玉山\n石桥镇中学", "letter"),
        (LETTER + "成员名单\n成一川\n丁玉山\n石桥镇中学", "letter"),
        (LETTER + "支部意见：\n丁玉山\n石桥镇中学", "letter"),
        (LETTER + "四、丁玉山\n石桥镇中学", "letter"),
        (LETTER + "说到做到。\n石桥镇中学", "letter"),
        (LETTER + "请监督\n石桥镇中学", "letter"),
        (LETTER + "丁玉山负责卫生\n石桥镇中学", "letter"),
    ],
)
def test_other_lines_above_the_school_sign_nothing(text: str, kind: str) -> None:
    assert signed(text + "\n2011年3月19日", kind)[0].startswith("石桥镇中学")


def test_the_school_above_the_person_is_as_it_was() -> None:
    assert signed(f"{LETTER}石桥镇中学\n丁玉山\n2011年3月19日") == ("丁玉山", "丁玉山", "石桥镇中学")
