"""Time cues: what a cited event says of the time of writing, and when that is an error."""

from __future__ import annotations

import datetime
import json
import re
from importlib import resources

import pytest

from checker.rules.cues import find_cues
from corpus.events import load_events, parse_events
from corpus.yamldoc import StandardError
from tests.rules.helper import analyse, findings

PLAN = """创先争优活动实施方案
一、指导思想
{}
二、主要内容
每月读一本书，家访两户。
三、方法步骤
六月动员，七月实施，年底总结。
四、组织领导
成立领导小组，书记任组长。
石桥镇中心小学党支部
{}"""


def test_four_haves_of_a_good_teacher_are_older_than_the_good_teacher_of_2014() -> None:
    assert stale("做一名“四有”好教师。", "2011年3月18日") == []
    (told,) = [f for f in findings(PLAN.format("争做“四有”好老师。", "2011年3月18日")) if f.family == "stale"]
    assert told.rule == "stale.future" and "文中却写了“‘四有’好老师”" in told.message


def stale(words: str, date: str) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in findings(PLAN.format(words, date)) if f.family == "stale"]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("喜迎党的十八大胜利召开。", "2014年3月1日"),
        ("到党的十八大召开前结束。", "2023年4月15日"),
        ("庆祝建党90周年。", "2014年3月1日"),
        ("学习党的十八大报告。", "2011年3月1日"),
        ("学习习近平总书记讲话。", "2011年3月1日"),
        ("贯彻党的十九届六中全会精神。", "2011年3月1日"),
        ("开展“两学一做”学习教育。", "2011年3月1日"),
        ("落实“双减”要求。", "2011年3月1日"),
        ("学习胡锦涛总书记在庆祝中国共产党成立90周年大会上的讲话。", "2010年10月8日"),
        ("贯彻党的十七届三中、四中全会精神。", "2023年3月1日"),
        ("落实《校车安全管理条例》，每车配照管员。", "2011年3月1日"),
        ("落实农村义务教育学生营养改善计划。", "2011年3月1日"),
        ("对照“照镜子、正衣冠、洗洗澡、治治病”的要求。", "2012年3月1日"),
        ("遵守《严禁教师违规收受学生及家长礼品礼金等行为的规定》。", "2012年3月1日"),
        ("学习义务教育课程标准（2022年版）。", "2021年3月1日"),
        ("学习国务院副总理孙春兰的讲话。", "2012年3月1日"),
        ("反对形式主义、官僚主义、享乐主义和奢靡之风。", "2011年3月1日"),
        ("为芦山强烈地震灾区捐款。", "2011年3月1日"),
        ("值此第27个教师节将至之时。", "2010年9月9日"),
        ("值此第27个教师节刚过之时。", "2012年9月11日"),
    ],
)
def test_events_of_another_time_are_errors(words: str, date: str) -> None:
    assert ("stale.future", "error") in stale(words, date)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("喜迎党的十八大胜利召开。", "2012年9月1日"),
        ("围绕向党的十八大献礼，实施阶段为2012年4月—党的十八大召开。", "2010年6月10日"),
        ("迎接建党90周年，学习胡锦涛总书记讲话。", "2010年6月1日"),
        ("学习党的十八大以来的成就，贯彻党的二十大精神。", "2023年3月1日"),
        ("贯彻党的十七大精神，2010年的四中全会文件人人学。", "2010年6月1日"),
        ("选出三十七大类、二十大项任务，二十大队的少先队员参加。", "2010年6月1日"),
        ("贯彻省委八届七次全会、市委三届九次全会精神。", "2010年6月1日"),
        ("参加团的十七大精神学习，团的十八大代表来校宣讲。", "2010年6月1日"),
        ("纪念改革开放30周年以来的变化，建校50周年校庆。", "2010年6月1日"),
        ("教学生每天照镜子、正衣冠，衣扣扣好再进教室。", "2011年3月12日"),
        ("抵制拜金主义、享乐主义、奢靡之风。", "2011年3月12日"),
        ("我在雅安地震台当过两年记录员；雅安大地震、芦山都是课本外的地名。", "2011年3月12日"),
        ("参照县里2010年起试行的农村学生营养改善计划，每天一个鸡蛋。", "2011年3月12日"),
        ("学好党史、新中国史、改革开放史，每月讲一课。", "2011年3月12日"),
        ("讲政治、有信念，讲规矩、有纪律，是我给自己写的八个字。", "2011年3月12日"),
        ("执行学校的《校车安全管理条例》，严禁教师违规收受学生及家长礼品礼金。", "2011年3月12日"),
        ("严禁中小学校和在职教师有偿补课，舟曲一带年年防泥石流。", "2010年3月12日"),
        ("学校思想政治理论课教师座谈会每学期开一次。", "2011年3月12日"),
        ("值此第26个教师节刚过、第27个教师节将至之时。", "2011年2月28日"),
        ("第25个教师节之际，我校受到表彰。", "2011年2月28日"),
    ],
)
def test_events_of_their_own_time_are_left_alone(words: str, date: str) -> None:
    assert [s for s in stale(words, date) if s[0] == "stale.future"] == []


def test_a_report_may_tell_of_what_was_looked_forward_to() -> None:
    text = (
        "党性分析报告\n一、基本情况\n我为迎接党的十八大召开写过节目。\n二、存在的主要问题\n读书不够。\n"
        "林小禾\n2013年6月1日"
    )
    assert [f for f in findings(text) if f.family == "stale"] == []


def test_newer_plenum_is_only_a_remark() -> None:
    assert stale("贯彻党的十七届四中全会精神。", "2011年6月1日") == [("stale.lag", "info")]


@pytest.mark.parametrize("words", ["弘扬教育家精神。", "开展党史学习教育。"])
def test_unconfirmed_fact_is_only_a_remark(words: str) -> None:
    found = stale(words, "2011年6月1日")
    assert ("stale.future", "info") in found and ("stale.future", "error") not in found


def test_message_gives_both_dates_and_the_words() -> None:
    text = PLAN.format("到党的十八大召开前结束。", "2023年4月15日")
    message = next(f.message for f in findings(text) if f.rule == "stale.future")
    assert "2023年4月15日" in message and "2012年11月8日" in message and "到党的十八大召开前" in message


def test_year_and_anniversary_that_contradict_each_other() -> None:
    text = "庆祝活动方案\n2022年是中国共产党成立93周年，我校开展活动。"
    messages = [f.message for f in findings(text) if f.rule == "stale.mixed"]
    assert len(messages) == 1 and "2014年" in messages[0]


def test_a_congress_report_is_sent_round_before_the_congress() -> None:
    text = "学习情况通报\n2012年8月学习党的十八大报告{}，写体会一篇。\n石桥小学\n2012年12月8日"
    told = [[f.rule for f in findings(text.format(words))] for words in ("", "（征求意见稿）")]
    assert ["stale.mixed" in rules for rules in told] == [True, False]


def test_list_of_plenums_counts_as_its_newest() -> None:
    cues = [
        c
        for c in find_cues(analyse("方案\n贯彻党的十七大和十七届三中、四中、五中全会精神。"))
        if c.kind == "plenum"
    ]
    assert [(c.words, c.low) for c in cues] == [("十七届三中、四中、五中全会", datetime.date(2010, 10, 15))]


def test_table_is_in_order_and_every_row_has_a_source() -> None:
    events = load_events()
    assert [c.term for c in events.congresses] == [15, 16, 17, 18, 19, 20]
    for congress in events.congresses:
        first = next(p for p in events.plenums if p.term == congress.term and p.number == 1)
        assert first.start == congress.end + datetime.timedelta(days=1)
        numbers = [p.number for p in events.plenums if p.term == congress.term]
        assert numbers == list(range(1, len(numbers) + 1))
    assert all(row.source for rows in (events.congresses, events.plenums, events.marks) for row in rows)


BASE = """congresses:
  - {term: 18, name: 十八, start: 2012-11-08, end: 2012-11-14, confirmed: true, source: 甲}
plenums: []
anniversaries: []
marks:
  - {kind: event, name: 甲事, pattern: '甲事发生', from: 2010-01-01, confirmed: true, source: 甲}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("2012-11-14", "2012-11-31", 2, "不是日期"),
        ("end: 2012-11-14", "end: 2012-11-01", 2, "早于"),
        ("kind: event", "kind: thing", 6, "其中之一"),
        ("'甲事发生'", "'(甲'", 6, "表达式"),
        ("'甲事发生'", "'(甲)事'", 6, "捕获括号"),
        ("'甲事发生'", "'.*甲'", 6, "以文字开头"),
        (
            "confirmed: true, source: 甲}\nplenums",
            "confirmed: maybe, source: 甲}\nplenums",
            2,
            "true 或 false",
        ),
        (", source: 甲}\n", "}\n", 2, "缺少“source”"),
    ],
)
def test_broken_table_names_file_line_and_fix(old: str, new: str, line: int, words: str) -> None:
    assert parse_events(BASE, "my.yaml").congresses[0].term == 18
    with pytest.raises(StandardError) as caught:
        parse_events(BASE.replace(old, new, 1), "my.yaml")
    assert f"my.yaml 第{line}行" in str(caught.value)
    assert words in str(caught.value) and "改法" in str(caught.value)


def test_packaged_table_passes_the_full_check() -> None:
    text = (resources.files("corpus") / "events.yaml").read_text(encoding="utf-8")
    assert parse_events(text, "events.yaml") == load_events()


@pytest.mark.parametrize("year", ["〇二一一年", "0211年", "1011年", "9011年"])
def test_a_year_that_cannot_be_is_no_time_of_writing(year: str) -> None:
    text = (
        "石桥镇中心小学创先争优活动实施方案\n一、指导思想\n以邓小平理论和“三个代表”重要思想为指导。\n"
        f"二、方法步骤\n2010年5月至2012年6月，每月家访两户。\n石桥镇中心小学党支部\n{year}3月15日"
    )
    found = findings(text, "plan")
    assert not [f for f in found if f.rule.startswith("stale.")]
    assert ["年份认不准" in f.message for f in found if f.rule == "date.format"] == [True]
    assert "date.missing" not in {f.rule for f in found}


def test_a_paper_of_another_campaigns_time_is_remarked_and_no_other() -> None:
    """On the examples kept apart: every paper remarked on names another campaign and never this one."""
    fired = 0
    for file in sorted(resources.files("corpus").joinpath("examples/documents").iterdir(), key=str):
        if not file.name.startswith("dev-"):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            for finding in findings(text):
                if finding.rule == "stale.another":
                    fired += 1
                    assert finding.severity == "warning"
                    assert not re.search("创先争优|五带头|五个好|五个带头", text)
                    assert re.search("群众路线|三严三实|科学发展观活动|先进性教育|两学一做|主题教育", text)
    assert fired == 4


@pytest.mark.parametrize(
    "words", ["学习胡锦涛同志“七一”讲话精神。", "学习胡锦涛总书记七一重要讲话，每人写一篇笔记。"]
)
def test_a_speech_given_in_several_years_is_not_dated_to_the_last(words: str) -> None:
    """2003-07-01 and 2006-06-30 had one too: http://en.people.cn/200307/01/eng20030701_119236.shtml."""
    assert not [s for s in stale(words, "2011年3月1日") if s[0] == "stale.future"]


@pytest.mark.parametrize(
    "words",
    [
        "学习胡锦涛同志2011年“七一”讲话精神。",
        "学习胡锦涛总书记在建党90周年“七一”讲话中的要求。",
        "学习2011年胡锦涛“七一”重要讲话。",
    ],
)
def test_a_speech_whose_year_is_told_is_of_that_year_and_marks_are_not_nested(words: str) -> None:
    text = PLAN.format(words, "2011年3月1日")
    found = [f for f in findings(text) if f.rule == "stale.future"]
    assert len(found) == 1 and "（“胡锦涛建党90周年‘七一’讲话”始于2011年7月1日）" in found[0].message
    assert "‘七一’" in found[0].message.partition("（")[0] and not re.search("“[^”]*“", found[0].message)


@pytest.mark.parametrize(
    ("date", "told"),
    [("2012年11月", False), ("2012年11月3日", True), ("2012年10月", True), ("2011年2月30日", True)],
)
def test_a_paper_of_a_month_may_be_of_its_last_day(date: str, told: bool) -> None:
    text = f"承诺书\n我承诺：\n一、认真学习党的十八大精神，每周自学两小时。\n二、不收礼金。\n承诺人：林小禾\n{date}"
    found = [f.message for f in findings(text) if f.rule == "stale.future"]
    assert bool(found) is told, found
    assert all(f"落款日期是{date}，" in message for message in found)


@pytest.mark.parametrize(
    "first",
    [
        "我是黄泥塘小学教师向东升，1999年入党，现作如下承诺：",
        "我叫向东升，1985年参加工作，现承诺如下：",
        "本人向东升，男，1978年9月出生，黄泥塘小学教师，郑重承诺：",
        "向东升，男，1978年9月出生，黄泥塘小学教师，郑重承诺：",
        "从1999年教到今天，现承诺如下：",
    ],
)
def test_a_year_of_ones_life_in_the_first_line_is_not_the_titles(first: str) -> None:
    items = "一、每周读书一小时。\n二、作业当天批完。\n三、每周家访两户。\n向东升\n2011年4月12日"
    assert [f for f in findings(f"{first}\n{items}") if f.rule == "stale.mixed"] == []
    old = findings(f"2008年党员承诺书\n{first}\n{items}")
    assert [f.message[:10] for f in old if f.rule == "stale.mixed"] == ["题目写的是2008年"]


@pytest.mark.parametrize(
    "words",
    [
        "11月，党的十八大召开后，组织党员集中学习党的十八大精神，总结表彰。",
        "十八大以后，用一个月时间学习十八大报告和新党章。",
        "十八大闭幕以后，把新党章抄一遍，及时了解会议精神。",
    ],
)
def test_a_plan_may_arrange_what_is_done_after_a_congress_to_come(words: str) -> None:
    assert stale(words, "2012年3月6日") == []
    # Two years before, nobody plans it to the month.
    assert stale(words, "2010年3月6日") == [("stale.future", "error")]


@pytest.mark.parametrize(
    "words",
    [
        "党的十八大召开后，全校掀起了学习热潮。",
        "党的十八大闭幕后，我们已学完新党章。",
        "深入学习党的十八大精神，每人写一篇笔记。",
        "学完党的十八大报告。党的十八大召开后，组织讨论。",
    ],
)
def test_what_is_told_of_a_congress_not_held_is_an_error(words: str) -> None:
    assert stale(words, "2012年3月6日") == [("stale.future", "error")]
