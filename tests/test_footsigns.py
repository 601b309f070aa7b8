"""Who signs without a label of the standard: in another role, as a group, with a courtesy, in a bracket."""

from __future__ import annotations

import pytest

from checker.footsigns import foot_signer, in_brackets
from tests.rules.helper import analyse, rules_of

BODY = "我郑重承诺如下：\n一、每周读书两小时，写好笔记。\n二、不收家长礼品，不迟到早退。\n"


def signed(end: str, title: str = "岗位承诺书", head: str = "") -> tuple[str, bool]:
    """The name found, and whether the paper is told that it has none."""
    text = f"{title}\n{head}{BODY}{end}"
    return analyse(text, "letter").outline.signature.name, "signature.missing" in rules_of(text, "letter")


@pytest.mark.parametrize(
    ("end", "name"),
    [
        # another role than 承诺人
        ("乙方：丁玉山\n2011年3月1日", "丁玉山"),
        ("甲方：石桥镇中学\n乙方：丁玉山\n2011年3月1日", "丁玉山"),
        ("立约人：丁玉山\n2011年3月1日", "丁玉山"),
        ("驾驶员：丁玉山 2011年3月1日", "丁玉山"),
        ("班主任：丁玉山", "丁玉山"),
        ("立誓人　丁玉山\n2011年3月1日", "丁玉山"),
        # a group
        ("退休党员第二小组\n2011年3月1日", "退休党员第二小组"),
        ("八年级组党小组\n2011年3月1日", "八年级组党小组"),
        ("石桥镇中学总支\n2011年3月1日", "石桥镇中学总支"),
        ("石桥县新教师培训班二组\n组长：丁玉山（第十个按手印的人）\n2011年3月1日", "石桥县新教师培训班二组"),
        ("石桥镇中学青年突击队\n2011年3月1日", "石桥镇中学青年突击队"),
        ("初三年级组全体教师\n2011年3月1日", "初三年级组全体教师"),
        ("石桥镇中学党支部全体党员（签名略）\n2011年3月1日", "石桥镇中学党支部全体党员"),
        ("石桥镇中学初三年级党员教师\n2011年3月1日", "石桥镇中学初三年级党员教师"),
        ("水电班全体职工二〇一一年三月", "水电班全体职工"),
        ("外科全体护士", "外科全体护士"),
        ("石桥镇中学校长室\n2011年3月1日", "石桥镇中学校长室"),
        ("石桥镇中学政教处、总务处\n2011年3月1日", "石桥镇中学政教处、总务处"),
        ("石桥镇民族幼儿园党支部2011年3月1日", "石桥镇民族幼儿园党支部"),
        ("石桥镇中学数学备课组（2011年3月）", "石桥镇中学数学备课组"),
        ("石桥镇中学八年级（3）班任课教师\n2011年3月1日", "石桥镇中学八年级（3）班任课教师"),
        # a person
        ("丁玉山（总务处）\n2011年3月1日", "丁玉山"),
        ("丁玉山、范德厚、吴秀英\n2011年3月1日", "丁玉山"),
        ("执笔：丁玉山\n2011年3月1日", "丁玉山"),
        ("保安队长丁玉山\n2011年3月1日", "丁玉山"),
        ("门卫丁玉山敬立\n2011年3月1日", "丁玉山"),
        # sealed and stamped
        ("中共石桥镇中学支部委员会（章）", "中共石桥镇中学支部委员会"),
        ("石桥镇中学党支部（印）\n2011年3月1日", "石桥镇中学党支部"),
        ("丁玉山（按了手印）\n2011年3月1日", "丁玉山"),
        ("丁玉山（孙子代写，本人按手印）", "丁玉山"),
        # a courtesy behind the name
        ("丁玉山 敬呈", "丁玉山"),
        ("丁玉山　谨识\n2011年3月1日", "丁玉山"),
        ("石桥镇中学教研组 谨启\n2011年3月1日", "石桥镇中学教研组"),
        ("石桥镇中学办公室宣\n2011年3月1日", "石桥镇中学办公室"),
        ("丁玉山　口述并亲笔\n2011年3月1日", "丁玉山"),
        # above a date that is not filled in or not of our calendar
        ("丁玉山\n【此处填写日期】", "丁玉山"),
        ("丁玉山\n（填写年月日）", "丁玉山"),
        ("丁玉山\n　　年　月　日", "丁玉山"),
        ("石桥镇中学党支部\n日期：", "石桥镇中学党支部"),
        ("丁玉山\n壬辰年九月初五", "丁玉山"),
        ("丁玉山\n壬辰年九月", "丁玉山"),
        ("您的老邻居、教师 丁玉山\n九月一日", "丁玉山"),
    ],
)
def test_whoever_signs_in_another_way_is_not_told_that_nobody_does(end: str, name: str) -> None:
    assert signed(end) == (name, False)


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("丁玉山\n公示期：2011年3月", "丁玉山"),
        ("丁玉山\n张贴时间：2011年3月20日", "丁玉山"),
        ("丁玉山\n公示时间：2011年3月20日—26日", "丁玉山"),
        ("石桥镇中学党支部\n公布日期：2011年3月20日", "石桥镇中学党支部"),
        ("承诺人：丁玉山\n公示时间：2011年3月20日", "丁玉山"),
    ],
)
def test_the_time_of_a_notice_below_takes_the_date_away_but_not_who_signs(end: str, name: str) -> None:
    assert signed(end) == (name, False)
    assert "date.missing" in rules_of(f"岗位承诺书\n{BODY}{end}", "letter")


@pytest.mark.parametrize(
    "end", ["丁玉山老师说得好\n公示时间：2011年3月20日", "学校监督\n公示时间：2011年3月20日"]
)
def test_what_is_no_name_above_the_time_of_a_notice_signs_nothing(end: str) -> None:
    assert signed(end) == ("", True)


def test_a_witness_in_the_same_line_leaves_the_writer_his_name() -> None:
    assert signed("承诺人：丁玉山　　监督人：周明　　2011年3月19日") == ("丁玉山", False)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("承诺人：丁玉山\n支部意见：同意。\n书记：周明\n3月25日", "date.missing"),
        ("承诺人：丁玉山\n3月25日", "date.format"),
    ],
)
def test_a_day_below_the_branchs_opinion_is_not_the_writers(end: str, told: str) -> None:
    assert [r for r in rules_of(f"岗位承诺书\n{BODY}{end}", "letter") if r.startswith("date.")] == [told]


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("承诺人：李某某\n某某省某县石桥镇中心小学\n2011年3月1日", "李某某"),
        ("承诺人：李某某 2011年3月1日\n昭觉县石桥镇中心小学", "李某某"),
        ("石桥镇中心小学\n承诺人：李××\n2011年3月1日", "李××"),
        ("承诺人：某某\n石桥镇中心小学\n2011年3月1日", "石桥镇中心小学"),
        ("承诺人：\n石桥镇中心小学\n2011年3月1日", "石桥镇中心小学"),
        ("支部书记签字：李某某\n石桥镇中心小学\n2011年3月1日", "石桥镇中心小学"),
        ("承诺人：李某某\n2011年3月1日\n丁玉山", "丁玉山"),
    ],
)
def test_the_school_below_a_veiled_name_is_the_unit_and_no_signer(end: str, name: str) -> None:
    outline = analyse(f"公开承诺书\n{BODY}{end}", "letter").outline
    assert outline.signature.name == name
    assert name == "丁玉山" or outline.organization.endswith("石桥镇中心小学")


@pytest.mark.parametrize(
    "end",
    [
        "监督人：丁玉山\n2011年3月1日",
        "联系人：丁玉山\n2011年3月1日",
        "支部联络员：丁玉山\n2011年3月1日",
        "副组长：丁玉山\n2011年3月1日",
        "乙方：某某\n2011年3月1日",
        "请退休党员第二小组监督\n2011年3月1日",
        "争做石桥镇中学优秀教师\n2011年3月1日",
        "这次自查全体教职",
        "为做好工作，学校全体党员干",
        "石桥镇中学党支部存\n2011年3月1日",
        "石桥镇中学创先争优活动会\n2011年3月1日",
        "监督人丁玉山\n2011年3月1日",
        "此致\n敬礼",
        "请大家监督。\n谢谢",
        "服务窗口：音像部、外借部\n2011年3月1日",
        "成立活动小组\n2011年3月1日",
        "党员队伍建设小组的意见\n2011年3月1日",
        "学校（章）\n2011年3月1日",
        "【此处填写日期】",
        "以上就是我的承诺\n【此处填写日期】",
        "2011年3月1日",
    ],
)
def test_a_line_that_names_no_signer_leaves_the_paper_unsigned(end: str) -> None:
    assert signed(end) == ("", True)


@pytest.mark.parametrize(
    ("head", "name", "day"),
    [
        ("（石桥镇中学 丁玉山 2011年6月13日在支部组织生活会上）", "丁玉山", "2011-06-13"),
        ("（2011年6月13日　石桥镇中学　丁玉山）", "丁玉山", "2011-06-13"),
        ("(石桥镇中学教师丁玉山，2011年6月13日)", "丁玉山", "2011-06-13"),
        ("（丁玉山　2011年6月）", "丁玉山", "2011-06-01"),
        ("（丁玉同志，2011年6月13日）", "丁玉", "2011-06-13"),
        ("（丁玉山，2011年6月13日于石桥镇中学）", "丁玉山", "2011-06-13"),
        ("（石桥镇中学　丁玉山）", "丁玉山", ""),
        ("（2011年6月13日在全校党员大会上）", "", "2011-06-13"),
        ("（2011年6月13日支部党员大会通过）", "", "2011-06-13"),
        ("（2011年3月至6月）", "", ""),
        ("（2011—2012学年）", "", ""),
        ("（根据2011年6月13日的通知要求）", "", ""),
        ("（征求意见稿，请各组提意见）", "", ""),
    ],
)
def test_a_bracket_under_the_title_tells_who_writes_and_when(head: str, name: str, day: str) -> None:
    end = "以上如做不到，请大家当面批评我。"
    signature = analyse(f"党性分析发言\n{head}\n各位同志：\n{BODY}{end}", "report").outline.signature
    assert (signature.name, signature.date.isoformat() if signature.date else "") == (name, day)


def test_the_date_at_the_foot_comes_before_the_one_in_the_bracket() -> None:
    text = f"党性分析发言\n（石桥镇中学 丁玉山 2011年6月13日）\n{BODY}2011年7月1日"
    signature = analyse(text, "report").outline.signature
    assert (signature.name, str(signature.date)) == ("丁玉山", "2011-07-01")


def test_a_name_that_is_still_to_be_signed_is_not_signed() -> None:
    assert signed("丁玉山（待签名）\n2011年3月1日")[0] == ""


def test_a_short_group_signs_where_the_title_names_it() -> None:
    assert foot_signer("综合组", ["综合组"], "综合组公开承诺") == "综合组"
    assert foot_signer("综合组", ["综合组"], "公开承诺") == ""


def test_a_whole_name_is_no_bracket() -> None:
    assert in_brackets("石桥镇中学 丁玉山") == ("", False)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("九（1）班班主任：丁玉山", "丁玉山"),
        ("九(1)班班主任：向水清", "向水清"),
        ("八2班班主任：丁玉山", "丁玉山"),
        ("七.1班班主任：丁玉山", "丁玉山"),
        ("五（二）班语文教师：丁玉山", "丁玉山"),
        ("石桥镇中学八（3）班班主任：丁 玉 山", "丁玉山"),
        ("三年级数学老师：向水清", "向水清"),
        # not who writes
        ("九（1）班家长：丁玉山", ""),
        ("九（1）班学生：丁玉山", ""),
        ("九（1）班班长：丁玉山", ""),
        ("九（1）班班主任：请家长签字", ""),
        ("九（1）班班主任：", ""),
        ("九（1）班班主任：每周家访两户", ""),
        ("（1）班主任：丁玉山", ""),
        ("教师：平等待人", ""),
        ("老师：安全第一", ""),
        ("教师：高尚师德", ""),
        ("班主任：监督", ""),
        ("九（1）班监督员：丁玉山", ""),
    ],
)
def test_a_teacher_signs_with_his_class(line: str, name: str) -> None:
    for day in ("", "\n2011年3月1日", "\n3月1日"):
        assert signed(line + day) == (name, not name)
