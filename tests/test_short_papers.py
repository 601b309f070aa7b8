"""Short papers that are whole (signed and dated): sections under headings nobody knows are found, missing ones told."""

from __future__ import annotations

import pytest

from tests.rules.helper import findings

BASIC = "我叫林小禾，女，1978年生，2004年入党，石桥小学语文教师，带五年级。"
FAULTS = (
    "一年只读了两本书，笔记是开会前一晚上抄的。备课照搬旧教案，后进生的作业常常批得潦草。"
    "家访全年只走了六户，有的家长打电话来也是三言两语打发。"
)
CAUSES = (
    "总觉得自己教书多年，凭老经验就够了，学与不学一个样。怕得罪人，看见同事迟到也装作没看见，思想上松了劲。"
)
CURES = "每周读书两小时，手写笔记一页；每月家访四户，记好台账；后进生的作业当面批改；看见不对的当面提出来。"
SIGNED = "林小禾\n2011年6月1日"


def missing(heads: tuple[str, ...], texts: tuple[str, ...], end: str = SIGNED) -> list[str]:
    body = "\n".join(line for pair in zip(heads, texts, strict=True) for line in pair if line)
    return [
        f.message for f in findings(f"党性分析报告\n{body}\n{end}", "report") if f.rule == "sections.missing"
    ]


@pytest.mark.parametrize(
    "heads",
    [
        ("一、我是谁——几面镜子", "二、镜子里的灰", "三、灰从哪里来", "四、怎样擦"),
        ("你是谁？", "你哪里没做好？", "为什么没做好？", "打算怎么办？"),
        ("一、粉笔生涯", "二、黑板上的错字", "三、错字的由来", "四、改错"),
        ("第一本账：家底", "第二本账：欠账", "第三本账：欠账的原因", "第四本账：还账"),
        ("一、病历", "二、病象", "三、病灶", "四、开方"),
        ("", "", "", ""),
    ],
)
def test_a_whole_short_paper_has_its_sections_whatever_they_are_called(heads: tuple[str, ...]) -> None:
    assert missing(heads, (BASIC, FAULTS, CAUSES, CURES)) == []


@pytest.mark.parametrize(
    ("left", "title"), [(1, "存在的主要问题"), (2, "原因分析"), (3, "努力方向和整改措施")]
)
def test_a_section_left_out_of_it_is_told(left: int, title: str) -> None:
    heads = ["一、粉笔生涯", "二、黑板上的错字", "三、错字的由来", "四、改错"]
    texts = [BASIC, FAULTS, CAUSES, CURES]
    del heads[left], texts[left]
    told = missing(tuple(heads), tuple(texts))
    assert any(title in message for message in told)
