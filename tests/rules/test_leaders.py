"""Leaders and anniversaries: what a paper may say of a time that is over or to come, and what betrays an old draft."""

from __future__ import annotations

import pytest

from tests.rules.helper import findings

LETTER = "承诺书\n我郑重承诺如下：\n一、每周家访一户，每月写一篇读书笔记。\n二、{}\n承诺人：李明\n{}"
REPORT = (
    "党性分析报告\n一、基本情况\n我1998年入党，教三年级语文。\n二、存在的主要问题\n{}\n规定的六本书只读了两本。\n"
    "三、原因分析\n思想上松懈。\n四、努力方向和整改措施\n每周读两个晚上的书。\n李明\n{}"
)
PLAN = (
    "创先争优活动实施方案\n一、指导思想\n{}\n二、主要内容\n每月读一本书，家访两户。\n三、方法步骤\n"
    "六月动员，七月实施，年底总结。\n四、组织领导\n成立领导小组，书记任组长。\n石桥镇中心小学党支部\n{}"
)
FORMS = {"letter": LETTER, "report": REPORT, "plan": PLAN}


def stale(form: str, words: str, date: str) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in findings(FORMS[form].format(words, date)) if f.family == "stale"]


@pytest.mark.parametrize(
    ("form", "words", "date"),
    [
        ("letter", "认真学习贯彻胡锦涛总书记系列重要讲话精神。", "2014年4月12日"),
        ("letter", "牢记胡总书记的嘱托，把课上好。", "2014年4月12日"),
        ("letter", "更加紧密地团结在以胡锦涛同志为总书记的党中央周围，把课上好。", "2013年9月1日"),
        ("report", "没有紧密团结在以胡锦涛同志为总书记的党中央周围这样的觉悟。", "2015年4月12日"),
        ("report", "最近胡锦涛总书记发表的讲话，我只看了标题。", "2015年4月12日"),
        ("plan", "在以胡锦涛同志为总书记的党中央领导下，扎实推进各项工作。", "2014年4月12日"),
        ("plan", "贯彻落实温家宝总理关于教育工作的重要指示。", "2014年9月12日"),
        ("letter", "贯彻落实李源潮部长关于创先争优的重要指示，把课上好。", "2014年9月12日"),
        ("plan", "贯彻落实国务院副总理刘延东的重要指示，抓好校园安全。", "2020年9月12日"),
        ("letter", "按照李克强总理的要求，把每一分钱用在学生身上。", "2025年4月12日"),
        ("letter", "紧密团结在以江泽民同志为核心的党中央周围，把课上好。", "2011年4月12日"),
    ],
)
def test_a_leader_who_has_left_his_office_is_told(form: str, words: str, date: str) -> None:
    assert ("stale.leader", "warning") in stale(form, words, date)


@pytest.mark.parametrize(
    ("form", "words", "date"),
    [
        ("letter", "认真学习贯彻胡锦涛总书记系列重要讲话精神。", "2012年10月12日"),
        ("letter", "认真学习贯彻胡锦涛总书记系列重要讲话精神。", "2013年1月12日"),
        ("letter", "紧密团结在以胡锦涛同志为总书记的党中央周围，把课上好。", "2012年12月1日"),
        ("letter", "学习胡锦涛同志“七一”讲话，写一篇体会。", "2014年4月12日"),
        ("letter", "学习胡锦涛总书记在庆祝中国共产党成立90周年大会上的讲话。", "2014年4月12日"),
        ("letter", "学习温家宝总理在全国教育工作会议上的讲话。", "2014年4月12日"),
        ("letter", "学习胡锦涛总书记2007年给全国优秀教师代表的信。", "2014年4月12日"),
        ("letter", "牢记胡锦涛总书记当年在汶川说的话。", "2014年4月12日"),
        ("letter", "校史馆挂着温家宝总理来校视察的照片，我给学生讲。", "2014年4月12日"),
        ("letter", "学生作文里写“学习胡锦涛总书记的讲话”，我夸他字好。", "2014年4月12日"),
        ("letter", "学习贯彻科学发展观，每周听两节课。", "2016年4月12日"),
        ("report", "在胡锦涛总书记任内我入的党，那时候学得勤。", "2014年4月12日"),
        ("report", "那几年我学习胡锦涛总书记的讲话，笔记记了两本。", "2014年4月12日"),
        ("report", "今年我读完了温家宝总理的文集，笔记只记了两页。", "2014年4月12日"),
        ("letter", "今天给学生讲胡锦涛总书记抗震救灾的故事。", "2014年4月12日"),
        ("report", "时任国务院总理温家宝总理来过我们县，我在场。", "2014年4月12日"),
        ("report", "胡锦涛总书记指出：“学风问题也是党风问题”，我没有做到。", "2014年4月12日"),
        (
            "plan",
            "学习以毛泽东、邓小平同志为核心和以江泽民同志为核心的两代中央领导集体的论述。",
            "2011年4月1日",
        ),
        ("plan", "回顾改革开放以来在以胡锦涛同志为总书记的党中央领导下取得的成绩。", "2014年4月1日"),
    ],
)
def test_history_speeches_and_their_own_time_are_left_alone(form: str, words: str, date: str) -> None:
    assert [s for s in stale(form, words, date) if s[0] == "stale.leader"] == []


@pytest.mark.parametrize(
    ("words", "date", "told"),
    [
        ("学习习近平总书记重要讲话，写一篇体会。", "2011年4月12日", True),
        ("紧密团结在以习近平同志为核心的党中央周围，把课上好。", "2011年4月12日", True),
        ("学习李克强总理的讲话，写一篇体会。", "2012年4月12日", True),
        ("以习近平同志为组长的中央领导小组发了文件，我读了两遍。", "2009年4月12日", False),
        ("学习习近平总书记重要讲话，写一篇体会。", "2014年4月12日", False),
    ],
)
def test_a_leader_before_his_time(words: str, date: str, told: bool) -> None:
    assert (("stale.future", "error") in stale("letter", words, date)) is told


@pytest.mark.parametrize(
    ("form", "words", "date"),
    [
        ("letter", "到2021年建党100周年，我就六十岁了，那时还要敢说自己没收过礼。", "2011年4月12日"),
        ("letter", "到建党100周年的时候，我早退休了。", "2011年4月12日"),
        ("letter", "距离建党100周年还有十年，我要把这所学校守好。", "2011年4月12日"),
        ("plan", "为在中国共产党成立100周年时全面建成小康社会培养人。", "2013年4月12日"),
        ("plan", "到新中国成立100周年时，基本实现社会主义现代化。", "2013年4月12日"),
        ("plan", "实现两个一百年奋斗目标，即建党100周年和新中国成立100周年的目标。", "2013年4月12日"),
        ("letter", "在庆祝建党90周年之际，我再交一篇体会。", "2011年6月12日"),
        ("letter", "在喜迎建党90周年之际，我再交一篇体会。", "2010年12月12日"),
        ("letter", "以优异成绩迎接建党90周年。", "2010年3月12日"),
        ("letter", "用三年时间，到2013年庆祝建党92周年时，把图书室建起来。", "2011年3月12日"),
        ("plan", "2011年庆祝建党90周年，2012年庆祝建党91周年，每年办一次汇演。", "2010年5月12日"),
        ("report", "2008年庆祝建党87周年之际我入了党。", "2011年5月12日"),
    ],
)
def test_an_anniversary_to_come_or_of_the_papers_time_is_left_alone(form: str, words: str, date: str) -> None:
    assert [rule for rule, _ in stale(form, words, date) if rule != "stale.lag"] == []


@pytest.mark.parametrize(
    ("form", "words", "date"),
    [
        ("letter", "在庆祝建党92周年之际，我再交一篇体会。", "2011年6月12日"),
        ("letter", "正值建党92周年，我再交一篇体会。", "2011年6月12日"),
        ("letter", "庆祝建党92周年，我再交一篇体会。", "2011年6月12日"),
        ("letter", "在庆祝建党89周年之际，我再交一篇体会。", "2011年6月12日"),
        ("report", "在建党95周年来临之际，我对照党章查找不足。", "2011年6月12日"),
        ("letter", "看到庆祝建党95周年的标语，我想了很多。", "2011年6月12日"),
        ("plan", "值此建国65周年之际，开展活动。", "2011年6月12日"),
    ],
)
def test_an_anniversary_whose_number_does_not_fit_is_told(form: str, words: str, date: str) -> None:
    assert ("stale.future", "error") in stale(form, words, date)
