"""A signature without its colon is one with any date or none; a day without its year is told as just that."""

from __future__ import annotations

import pytest

from tests.rules.helper import analyse, findings

LETTER = (
    "岗位承诺书\n我郑重承诺如下：\n一、每周读书两小时，写好笔记。\n二、不收家长礼品，不迟到早退。\n"
    "三、后进的孩子每周补一次课，不收钱。\n"
)
PLAN = (
    "石桥镇中学创先争优活动实施方案\n一、指导思想\n结合学校实际，制定本方案。\n二、主要内容\n每周学习一次。\n"
    "三、方法步骤\n分三步走。\n"
)


def of(text: str, kind: str = "letter") -> tuple[str, str]:
    """The name and the day as written."""
    signature = analyse(text, kind).outline.signature
    return signature.name, signature.date_text


def told(text: str, kind: str = "letter") -> list[tuple[str, str]]:
    """What the review says of the paper's own day."""
    return [
        (f.severity, f.message) for f in findings(text, kind) if f.rule in ("date.missing", "date.format")
    ]


@pytest.mark.parametrize("day", ["", "\n3月19日", "\n2011年3月", "\n2011年3月19日"])
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("承诺人 向水清", "向水清"),
        ("　　　　　承诺人　向水清", "向水清"),
        ("承 诺 人  向 水 清", "向水清"),
        ("承诺人 丁玉山", "丁玉山"),
        ("签名  成一川", "成一川"),
        ("承诺党员 向水清", "向水清"),
        ("承诺人 向水清（手印）", "向水清"),
        ("承诺人 向水清　监督人 丁玉山", "向水清"),
        ("承诺人 热依罕·买买提", "热依罕·买买提"),
    ],
)
def test_who_signs_without_a_colon_is_known_with_any_day_or_none(line: str, name: str, day: str) -> None:
    assert of(f"{LETTER}{line}{day}")[0] == name
    assert of(f"{LETTER}{line}\n石桥镇中学{day}")[0] == name


@pytest.mark.parametrize(
    "line",
    [
        "责任人 张三 负责卫生",
        "负责人 张三 负责卫生",
        "检查人 各班班长",
        "承诺人 支部书记",
        "承诺人 年 月 日",
        "承诺人 签名",
        "签名 日期",
        "签字 盖章",
        "姓名 单位 职务",
        "姓名 成一川 性别 男",
        "责任人 向水清",
        "党员 向水清 成一川",
        "汇报人 向党支部汇报",
        "三、承诺人 向水清",
        "签名 承诺人 监督人",
    ],
)
def test_lists_forms_and_sentences_sign_nothing(line: str) -> None:
    text = f"{LETTER}{line}\n请大家监督，做不到就找我。"
    assert of(text) == ("", "")


def test_a_name_further_up_is_no_signature() -> None:
    assert of(f"{LETTER}承诺人 向水清\n" + "四、每周家访一户，谁家有难处都记下来。\n" * 5)[0] == ""


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("承诺人：丁玉山\n3月19日", "3月19日"),
        ("承诺人：丁玉山　3月19日", "3月19日"),
        ("承诺人：丁玉山　3.19", "3.19"),
        ("丁玉山\n三月十九日", "三月十九日"),
        ("丁玉山　3月19日", "3月19日"),
        ("石桥镇中学党支部　3月19号", "3月19号"),
        ("承诺人：丁玉山\n日期：3月19日", "3月19日"),
        ("承诺人：丁玉山\n时间：3月19日", "3月19日"),
        ("承诺人：丁玉山\n 年 3 月 19 日", "年 3 月 19 日"),
        ("承诺人：丁玉山\n____年3月19日", "____年3月19日"),
        ("承诺人：丁玉山\n20__年3月19日", "20__年3月19日"),
        ("3月19日\n承诺人：丁玉山", "3月19日"),
        ("承诺人：\n3月19日", "3月19日"),
    ],
)
def test_a_day_without_its_year_is_told_as_such(end: str, day: str) -> None:
    assert of(LETTER + end)[1] == day
    assert told(LETTER + end) == [("warning", f"落款日期“{day}”没有写年份。年、月、日要写全，请补上年份。")]
    assert analyse(LETTER + end, "letter").date is None


@pytest.mark.parametrize(
    "end",
    [
        "动员大会 3月19日",
        "四、3月19日",
        "时间：3月19日",
        "责任人：丁玉山\n时间：3月19日",
        "公示时间：3月19日",
        "3月1日\n3月19日",
        "3月19日前交。",
        "总结时间\n3月19日",
        "名单如下：\n3月19日",
        "高考 6月7日",
        "13月19日",
        "联系电话 3.19",
        "活动到3月19日",
    ],
)
def test_a_day_of_something_else_is_not_the_papers_own(end: str) -> None:
    assert of(PLAN + end, "plan")[1] == ""
    assert [m[:9] for _, m in told(PLAN + end, "plan")] == ["没有找到落款日期。"]


def test_a_plan_is_told_less_strictly() -> None:
    text = PLAN + "石桥镇中学党支部\n3月19日"
    assert of(text, "plan") == ("石桥镇中学党支部", "3月19日")
    assert [severity for severity, _ in told(text, "plan")] == ["info"]


@pytest.mark.parametrize(
    "day", ["2011年3月19日", "11年3月19日", "2011.3.19", "20年3月19日", "一一年三月十九日"]
)
def test_a_day_with_its_year_is_none_without(day: str) -> None:
    assert not any("没有写年份" in m for _, m in told(f"{LETTER}承诺人：丁玉山\n{day}"))
