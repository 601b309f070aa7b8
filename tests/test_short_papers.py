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


def test_what_stands_after_the_remedies_is_no_problem() -> None:
    heads = ("一、基本情况", "二、原因分析", "三、整改措施", "四、县里的要求")
    asked = (
        "县里要求党员教师做到“五查五看”，查学习、查备课、查家访、查纪律、查作风，年底打分，不够八十分的约谈。"
    )
    told = missing(heads, (BASIC, CAUSES, CURES, asked))
    assert any("存在的主要问题" in message for message in told)


def test_an_unsigned_beginning_is_not_asked_for_its_meaning() -> None:
    told = missing(("一、粉笔生涯", "二、黑板上的错字"), (BASIC, FAULTS), end="")
    assert any("原因分析" in message for message in told)


PLAN = "石桥小学党支部创先争优活动方案\n根据镇党委要求，制定本方案。\n{}\n石桥小学党支部\n2011年3月1日"
CONTENT = "党员教师每月听两节课，写一篇笔记。班主任每学期走访十户。"
STEPS = "3月动员部署，4月至10月实施，11月评议总结。"
AIM = "让党员走在前面，让家长看得见。"


@pytest.mark.parametrize(
    "body",
    [
        f"一、目标\n{AIM}\n二、主要内容\n{CONTENT}\n三、步骤\n{STEPS}",
        f"一、目的\n{AIM}\n二、步骤\n{STEPS}",
        f"一、为什么搞\n{AIM}\n二、主要内容\n{CONTENT}\n三、步骤\n{STEPS}",
        f"一、思路\n{AIM}\n二、主要内容\n{CONTENT}\n三、步骤\n{STEPS}",
    ],
)
def test_a_plan_that_opens_with_its_aim_has_its_idea(body: str) -> None:
    told = [f.message for f in findings(PLAN.format(body), "plan") if f.rule == "sections.missing"]
    assert not any("指导思想" in message or "主要内容" in message for message in told)


@pytest.mark.parametrize(
    "body",
    [
        f"一、主要内容\n{CONTENT}\n二、步骤\n{STEPS}",
        f"一、步骤\n{STEPS}\n二、目标\n{CONTENT}",
        f"一、目标要求\n{CONTENT * 8}\n二、步骤\n{STEPS}",
    ],
)
def test_a_plan_without_an_aim_to_open_it_lacks_its_idea(body: str) -> None:
    told = [f.message for f in findings(PLAN.format(body), "plan") if f.rule == "sections.missing"]
    assert any("指导思想" in message for message in told)


def test_what_is_demanded_before_the_steps_is_the_content() -> None:
    body = f"一、指导思想\n以科学发展观为指导。\n二、{{}}\n{CONTENT}\n三、活动步骤\n{STEPS}\n四、组织领导\n书记任组长。"
    told = [f.message for f in findings(PLAN.format(body.format("活动要求")), "plan")]
    assert not any("主要内容" in message for message in told)
    after = (
        f"一、指导思想\n以科学发展观为指导。\n二、活动步骤\n{STEPS}\n三、活动要求\n各组加强领导，及时上报。"
    )
    told = [f.message for f in findings(PLAN.format(after), "plan") if f.rule == "sections.missing"]
    assert any("主要内容" in message for message in told)


@pytest.mark.parametrize(
    "why",
    [
        "为什么呢，还是图省事。",
        "为啥会这样，是人懒了。",
        "究其缘由，一曰安逸。",
        "怪就怪没有人管。",
        "毛病的根子，在于不肯听。",
        "为何？懒，图舒服。",
        "深挖下去，是心里没装着孩子。",
        "大家坐下来，都说路远、事杂，说到最后，是支委没有带头。",
    ],
)
def test_reasons_in_plain_words_are_reasons(why: str) -> None:
    text = f"自我剖析\n{BASIC}\n毛病有几样：{FAULTS}\n{why}\n今后{CURES}"
    told = [f.message for f in findings(text, "report") if f.rule == "sections.missing"]
    assert not any("原因分析" in message for message in told)
    told = [f.message for f in findings(text.replace(why, ""), "report") if f.rule == "sections.missing"]
    assert any("原因分析" in message for message in told)


@pytest.mark.parametrize(
    "said", ["说到最后，大家都笑了。", "这些问题要深挖下去，不留尾巴。", "入党是为何，年年都讲。"]
)
def test_words_that_give_no_reason_are_none(said: str) -> None:
    text = f"自我剖析\n{BASIC}\n毛病有几样：{FAULTS}\n{said}\n今后{CURES}"
    told = [f.message for f in findings(text, "report") if f.rule == "sections.missing"]
    assert any("原因分析" in message for message in told)
