"""Who signs at the foot with his post before the name (支部书记：李明), and who is only named there."""

from __future__ import annotations

import pytest

from tests.rules.helper import analyse, rules_of

LETTER = "岗位承诺书\n我郑重承诺如下：\n一、每周读书两小时，写好笔记。\n二、不收家长礼品，不迟到早退。\n"
PLAN = (
    "石桥镇中学创先争优活动实施方案\n一、指导思想\n结合学校实际，制定本方案。\n二、主要内容\n每周学习一次。\n"
)


def signed(text: str) -> tuple[str, bool]:
    """The name found, and whether the paper is told that it has none."""
    return analyse(text).outline.signature.name, "signature.missing" in rules_of(text)


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("书记：丁玉山\n2011年3月1日", "丁玉山"),
        ("支部书记：丁玉山\n2011年3月", "丁玉山"),
        ("支部书记：丁玉山", "丁玉山"),
        ("校长: 丁 玉 山　2011年3月1日", "丁玉山"),
        ("校长：丁玉山\n日期：2011年3月1日", "丁玉山"),
        ("校长（签字）：丁玉山\n2011年3月1日", "丁玉山"),
        ("校长：丁玉山（签字）\n2011年3月1日", "丁玉山"),
        ("石桥镇中学党支部书记、校长：丁玉山\n2011年3月1日", "丁玉山"),
        ("党小组组长：丁玉山\n2011年3月1日", "丁玉山"),
        ("单位负责人：丁玉山\n2011年3月1日", "丁玉山"),
        ("支部书记：买买提·艾力\n2011年3月1日", "买买提·艾力"),
        ("书记：丁玉山　校长：范德厚\n2011年3月1日", "丁玉山"),
        ("书记：丁玉山\n校长：范德厚\n2011年3月1日", "范德厚"),
        ("2011年3月1日\n书记：丁玉山", "丁玉山"),
        ("此致\n敬礼\n书记：丁玉山\n年　月　日", "丁玉山"),
        ("书记：丁玉山\n2011年3月1日\n监督电话：0871-1234567", "丁玉山"),
        # a sentence or an item above is nobody's name
        ("认真整改。\n支部书记：丁玉山\n2011年3月1日", "丁玉山"),
        ("懒散。\n校长：丁玉山\n2011年3月1日", "丁玉山"),
        ("三、严于律己\n支部书记：丁玉山\n2011年3月1日", "丁玉山"),
        ("三、 严于律己\n支部书记：丁玉山\n2011年3月1日", "丁玉山"),
        # somebody else signs first
        ("丁玉山\n支部书记：范德厚\n2011年3月1日", "丁玉山"),
        ("承诺人：丁玉山　支部书记：范德厚\n2011年3月1日", "丁玉山"),
        ("石桥镇中学党支部\n书记：丁玉山\n2011年3月1日", "石桥镇中学党支部"),
    ],
)
def test_the_head_of_an_office_signs(end: str, name: str) -> None:
    assert signed(LETTER + end) == (name, False)


@pytest.mark.parametrize(
    "end",
    [
        # somebody else's line
        "联系人：丁玉山\n2011年3月1日",
        "联系人：范德厚\n校长：丁玉山\n2011年3月1日",
        "校长：丁玉山\n联系人：范德厚\n2011年3月1日",
        "监督人：\n支部书记：丁玉山\n2011年3月1日",
        "监督小组组长：丁玉山\n2011年3月1日",
        "支部意见：同意。\n支部书记：丁玉山\n2011年3月1日",
        "支部意见\n该同志剖析深刻。\n支部书记：丁玉山\n2011年3月1日",
        # the writer has not signed yet
        "承诺人：____\n支部书记：丁玉山\n2011年3月1日",
        "承诺人：　支部书记：丁玉山\n2011年3月1日",
        # nobody
        "尊敬的校长：丁老师\n2011年3月1日",
        "校长：负责\n2011年3月1日",
        "书记：某某\n2011年3月1日",
        "书记：XXX\n2011年3月1日",
        "校长：\n2011年3月1日",
        "支部书记\n2011年3月1日",
        "组长：丁玉山\n2011年3月1日",
    ],
)
def test_who_is_only_named_does_not_sign(end: str) -> None:
    assert signed(LETTER + end) == ("", True)


@pytest.mark.parametrize(
    "items",
    [
        "一、每周读书两小时，写好笔记\n二、不收家长礼品，不迟到早退",
        "一、爱岗敬业\n二、廉洁从教",
        "1、爱岗敬业\n2、廉洁从教",
        "（一）爱岗敬业\n（二）廉洁从教",
        "一是爱岗敬业\n二是廉洁从教",
        "一、学习：每天一小时\n二、工作：全勤",
        "学习方面：每周读书两小时\n廉洁方面：不收家长礼品",
        "每周读书两小时，写好笔记\n不收家长礼品",
        "爱岗敬业\n每天按时到岗\n不收家长礼品",
        "1.学习\n每周读书两小时，写好笔记。\n2.每周家访一户",
    ],
)
def test_the_head_of_an_office_signs_under_a_list_without_full_stops(items: str) -> None:
    for foot in ("校长：丁玉山\n2011年3月1日", "校长：丁玉山", "2011年3月1日\n校长：丁玉山"):
        assert signed(f"岗位承诺书\n我郑重承诺如下：\n{items}\n{foot}") == ("丁玉山", False)


@pytest.mark.parametrize(
    "last",
    ["二、支部意见", "二、人员分工", "总指挥：范德厚", "参会：范德厚、吴秀英", "监督人：范德厚", "承诺人："],
)
def test_under_a_line_about_others_the_head_of_an_office_does_not_sign(last: str) -> None:
    text = f"岗位承诺书\n我郑重承诺如下：\n一、每周读书两小时\n{last}\n校长：丁玉山\n2011年3月1日"
    assert signed(text)[0] == ""
    assert signed("岗位承诺书\n校长：丁玉山\n2011年3月1日")[0] == ""


@pytest.mark.parametrize("heading", ["三、工作要求", "三、组织领导和工作要求", "三、组织领导"])
def test_under_a_heading_with_nothing_under_it_the_head_of_an_office_does_not_sign(heading: str) -> None:
    assert signed(f"{PLAN}{heading}\n校长：丁玉山\n2011年3月1日") == ("", True)


@pytest.mark.parametrize(
    "end",
    [
        "三、组织领导\n成立领导小组。\n组长：丁玉山\n副组长：范德厚\n成员：王建国、赵四\n四、工作要求\n各年级要认真执行。\n2011年3月1日",
        "三、组织领导\n组长：丁玉山\n副组长：范德厚\n成员：王建国、赵四",
        "三、领导小组\n校长：丁玉山\n2011年3月1日",
        "三、组织领导\n领导小组由下列同志组成：\n书记：丁玉山\n校长：范德厚\n2011年3月1日",
        "三、组织领导\n由校长任组长，成立活动领导小组。\n校长：丁玉山\n2011年3月1日",
        "三、分工\n书记：范德厚，负责全面工作。\n校长：丁玉山\n2011年3月1日",
        "领导小组组长：丁玉山\n2011年3月1日",
        "小组组长：丁玉山；副组长：范德厚；成员：各年级组长。",
    ],
)
def test_the_people_of_a_plan_do_not_sign_it(end: str) -> None:
    assert signed(PLAN + end) == ("", True)
    assert signed(f"{PLAN}{end}\n以上方案，请认真执行。\n校长：吴秀英\n2011年3月2日") == ("吴秀英", False)


def test_who_calls_himself_by_another_name_is_not_the_head_that_signs() -> None:
    text = "承诺书\n我叫丁玉山，郑重承诺如下：\n一、每周家访一户。\n支部书记：范德厚\n2011年3月1日"
    assert signed(text) == ("", True)


def test_a_branchs_own_paper_is_not_its_secretarys() -> None:
    branch = (
        "石桥镇中学党支部公开承诺书\n我们郑重承诺如下：\n一、每周家访一户。\n支部书记：丁玉山\n2011年3月1日"
    )
    outline = analyse(branch).outline
    assert (outline.organization, outline.author) == ("石桥镇中学党支部", "")
    assert analyse(f"{PLAN}校长：丁玉山\n2011年3月1日").outline.author == ""
    own = "党支部书记承诺书\n我郑重承诺如下：\n一、每周家访一户。\n支部书记：丁玉山\n2011年3月1日"
    assert analyse(own).outline.author == "丁玉山"
