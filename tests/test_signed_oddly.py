"""The foot of a paper set out in less usual ways: the writer and his day are found, and nobody is made up."""

from __future__ import annotations

import doctest

import pytest

import checker.signedlines
from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.signers import signers
from corpus import load_standard
from tests.rules.helper import analyse, findings, rules_of

STANDARD = load_standard()
LETTER = "承诺书\n作为石桥镇中学的一名党员，我承诺：\n一、每周读书两小时，写好笔记。\n二、不收家长礼品，不迟到早退。\n"
DAY = "2011年3月8日"


def signed(end: str) -> tuple[str, str]:
    """Who signs, and the day."""
    outline = analyse(LETTER + end, "letter").outline
    return outline.author, outline.signature.date.isoformat() if outline.signature.date else ""


def told(end: str) -> set[str]:
    """What is told of the signature and the date."""
    return {rule for rule in rules_of(LETTER + end, "letter") if rule.startswith(("signature.", "date."))}


@pytest.mark.parametrize(
    "below",
    [
        "党支部意见：同意公示\n刘军\n2011年3月10日",
        "支部审核意见：同意。\n支部书记：刘军\n2011年3月10日",
        "党支部意见：\n同意\n石桥镇中学党支部（盖章）\n2011年3月10日",
        "党小组长点评：该同志承诺切合实际。\n李梅\n2011年6月30日",
        "领导点评：该同志承诺具体，望兑现。\n点评人：刘军\n2011年6月30日",
        "（以下由支部填写）\n评议结果：好\n2011年12月30日",
        "群众评议结果：优秀12票，良好3票。\n监督人签名：刘军 李梅\n2011年12月30日",
        "践诺情况：第一条已兑现，第三条家访还差8户。\n2011年12月20日",
    ],
)
@pytest.mark.parametrize(
    "sign", [f"王志强\n{DAY}", f"承诺人：王志强\n{DAY}", f"王志强 {DAY}", f"花荣\n{DAY}"]
)
def test_who_writes_below_the_signature_is_not_the_writer(sign: str, below: str) -> None:
    name = "花荣" if "花荣" in sign else "王志强"
    assert signed(f"{sign}\n{below}") == (name, "2011-03-08")
    assert told(f"{sign}\n{below}") == set()


def test_a_section_that_reads_alike_does_not_end_the_paper() -> None:
    # Above it nobody has signed; and further down the writer does.
    assert signed(f"考核评议：每季度一次。\n王志强\n{DAY}") == ("王志强", "2011-03-08")
    assert signed(f"姓名：王志强\n支部意见：同意\n承诺人：王志强\n{DAY}") == ("王志强", "2011-03-08")
    assert signed(f"我的意见：请大家监督。\n王志强\n{DAY}") == ("王志强", "2011-03-08")
    # Nor are calls that end with what may be a name.
    assert signed(f"王志强\n争当先锋党员强素质\n{DAY}") == ("王志强", "2011-03-08")
    assert signed(f"石桥小学\n做人民教师乐奉献\n{DAY}") == ("", "2011-03-08")
    ends = ("公章", "红旗岗", "支教队", "花荣")
    assert [signed(f"石桥小学{of_it}\n{DAY}")[0] for of_it in ends] == ["", "", "", "花荣"]
    assert signed(f"一切为了学校明天\n{DAY}") == ("", "2011-03-08")
    # A motto of characters that names are written with, too.
    assert signed(f"来日多努力\n{DAY}") == ("", "2011-03-08")
    # Nobody signs above it.
    assert signed(f"{DAY}\n支部意见：同意公示。\n书记：刘军\n王志强") == ("王志强", "2011-03-08")


def test_what_others_say_may_be_longer_than_a_short_paper() -> None:
    said = (
        "支部意见：该同志承诺具体，切合实际，同意公示。"
        + "望多走远处的村子，把留守儿童的情况摸清楚，年底向支部报告。" * 2
    )
    assert signed(f"王志强\n{DAY}\n{said}\n刘军\n2011年3月10日") == ("王志强", "2011-03-08")


def test_a_form_with_what_others_say_among_its_rows_is_read_to_its_end() -> None:
    form = (
        "党性分析报告\n姓名：王志强\n入党时间：2005年7月1日\n单位：石桥小学\n群众意见：家访少。\n存在问题：读书少，一年只读了两本书。\n"
        "原因分析：思想放松了，觉得够用了。\n整改措施：每周读书两小时，每月家访五户。\n"
    )
    for end in (DAY, f"王志强\n{DAY}"):
        signature = analyse(form + end, "report").outline.signature
        assert (signature.name, signature.date_text) == ("王志强", DAY)


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("吴妹（手印）\n2011年三月初八", "吴妹"),
        ("花荣\n2011年三月初八", "花荣"),
        (f"花荣\n{DAY}定稿", "花荣"),
        (f"花荣\n{DAY}修订", "花荣"),
        (f"花荣\n写于{DAY}", "花荣"),
        (f"花荣于{DAY}", "花荣"),
        (f"花荣谨诺\n{DAY}", "花荣"),
        (f"党员签字：温暖　　支部书记签字：高山\n{DAY}", "温暖"),
        (f"承诺人：花　荣　　　监督人：高　山\n{DAY}", "花荣"),
        (f"本人签字：花荣   支部盖章：\n{DAY}", "花荣"),
        (f"承诺人：向阳　田野　钟声　黄河　江海\n{DAY}", "向阳"),
        (f"王志强 李秀兰 张建军\n{DAY}", "王志强"),
        (f"承诺人：王志强 李秀兰（语文组）\n{DAY}", "王志强"),
        # one name, however it is spaced
        (f"承诺人：扎西　卓玛\n{DAY}", "扎西卓玛"),
        (f"扎西　卓玛\n{DAY}", "扎西卓玛"),
        (f"承诺人：古丽 巴哈尔 监督人：王芳\n{DAY}", "古丽巴哈尔"),
        (f"承诺人：欧阳　建国\n{DAY}", "欧阳建国"),
        (f"承诺人：扎西　次仁\n{DAY}", "扎西次仁"),
        (f"欧阳　建国\n{DAY}", "欧阳建国"),
        (f"承诺人：王　志　强\n{DAY}", "王志强"),
        (f"校长　崔九月\n{DAY}", "崔九月"),
        (f"石桥镇学区党总支班子\n{DAY}", ""),
    ],
)
def test_nobody_is_made_up(end: str, name: str) -> None:
    assert signed(end)[0] == name
    assert "signature.missing" not in told(end)


@pytest.mark.parametrize(
    ("end", "names"),
    [
        (f"来源：石桥镇中学\n{DAY}", ("石桥镇中学",)),
        (f"承诺人：向阳　田野　钟声\n{DAY}", ("向阳", "田野", "钟声")),
        (f"王志强 李秀兰\n{DAY}", ("王志强", "李秀兰")),
        (f"王志强（语文组）、李建国（数学组）\n{DAY}", ("王志强", "李建国")),
        (f"王志强、李建国、张伟等九名党员\n{DAY}", ("王志强", "李建国", "张伟")),
        (f"王志强（党员教师）\n{DAY}", ("王志强",)),
        (f"花荣谨诺\n{DAY}", ("花荣",)),
        (f"花荣于{DAY}", ("花荣",)),
        (f"石桥镇中学王志强\n{DAY}", ("王志强",)),
    ],
)
def test_all_who_sign(end: str, names: tuple[str, ...]) -> None:
    document = document_of(LETTER + end)
    assert signers(document, analyse_outline(document, STANDARD).signature) == names


@pytest.mark.parametrize(
    "end",
    [
        "{}\n2011年3月8日（公示期：3月8日至3月14日）",
        "{}\n2011年3月8日（公示）",
        "{} 2011年3月8日 于办公室",
        "承诺人签名：{}\n承诺日期：2011年3月8日至2012年3月8日",
        "承诺人：{}；日期：2011年3月8日；地点：石桥镇中学",
        "承诺人　{}　职务　教师　电话　0000-5551111　日期　2011年3月8日",
        "{}（语文组）、李建国（数学组）\n2011年3月8日",
        "{}、李建国、张伟等九名党员\n2011年3月8日",
        "您的同事：{}\n2011年3月8日",
        "签名 / Signature：{}\n2011年3月8日",
        "承诺人：（手写签名）{}\n2011年3月8日",
        "{}（党员教师）\n2011年3月8日",
        "石桥镇中学{} 2011年3月8日",
        "共产党员{}\n2011年3月8日",
        "您的同事：{}\n11年3月8日",
    ],
)
@pytest.mark.parametrize("name", ["王志强", "花荣"])
def test_ordinary_endings_are_signed_and_dated(end: str, name: str) -> None:
    day = "" if end.endswith("\n11年3月8日") else "2011-03-08"
    assert signed(end.format(name)) == (name, day)
    assert told(end.format(name)) <= {"date.format"}


@pytest.mark.parametrize(
    "day",
    [
        "2011年春",
        "辛卯年二月初四",
        "贰零壹壹年叁月捌日",
        "三月八日，二〇一一年",
        "公元二千零一十一年三月八日",
        "写于2011年“三八”妇女节前夜",
        "March 8, 2011",
    ],
)
@pytest.mark.parametrize("name", ["王志强", "花荣", "一名普通党员  王志强"])
def test_a_day_told_loosely_does_not_hide_who_signs(day: str, name: str) -> None:
    assert signed(f"{name}\n{day}")[0] == name.split()[-1]
    assert told(f"{name}\n{day}") == {"date.format"}
    found = [f for f in findings(f"{LETTER}{name}\n{day}", "letter") if f.rule == "date.format"]
    assert [f.severity for f in found] == ["warning"] and "看不准是哪一天" in found[0].message


@pytest.mark.parametrize(
    "end",
    [
        "2011年工作总结",
        "2011年上半年",
        "以上各条，请全校师生监督。\n2011年春",
        "请大家监督我\n2011年春",
        "团结、奋进\n2011年3月8日",
        "石桥镇中学全体\n2011年3月8日",
        "说到做到（党员）\n2011年3月8日",
    ],
)
def test_what_signs_nothing_is_still_told(end: str) -> None:
    assert signed(end)[0] == ""
    assert "signature.missing" in told(end)


@pytest.mark.parametrize(
    "line",
    ["第一阶段：2011年3月8日（公示）", "公示日期：2011年3月8日至3月14日", "时间：2011年3月8日至2012年3月8日"],
)
def test_the_time_of_something_else_is_no_day_of_the_paper(line: str) -> None:
    assert signed(f"王志强\n{line}")[1] == ""


def test_examples() -> None:
    assert doctest.testmod(checker.signedlines).failed == 0
