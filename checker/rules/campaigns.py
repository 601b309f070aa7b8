"""An analysed document in, findings on a campaign that is not its time's (活动时期) out: this one's or another's."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding, Severity
from checker.rules import present
from checker.rules.base import Rule
from checker.rules.common import quoted, say, whole_text
from checker.rules.cues import find_cues
from checker.rules.timecue import Cue
from corpus import Standard

__all__ = ["PLAN", "RULES", "severity"]

_MONTH = datetime.timedelta(days=31)


def severity(cue: Cue, usual: Severity) -> Severity:
    """Only a confirmed fact may yield more than a remark."""
    return usual if cue.confirmed else "info"


# 把当年创先争优活动的“五带头”重新拿出来: the paper knows that the campaign is over, and takes something up from it.
_ONCE = "(?:当年|昔日|往年|那时|那年|曾经|过去|早年|年前)[^，。；]{{0,8}}{words}[^。；]{{0,24}}(?:重新|再次|再[拿做学亮用]|接着|重温|传承|延续|继承|拾|捡|拿出来|发扬|借鉴|沿用)"


def _taken_up(analysis: Analysis, words: str) -> bool:
    """Whether a paper says that it takes up again what it calls over."""
    return re.search(_ONCE.format(words=words), whole_text(analysis)) is not None


def _outside(standard: Standard) -> str:
    start, end = standard.window
    return f"不在{standard.title}期间（{start.year}年{start.month}月至{end.year}年{end.month}月）"


def _campaign(analysis: Analysis) -> Iterator[Finding]:
    """A paper that takes the campaign for going on outside its time: by its title, else by a sentence."""
    titled = list(_titled(analysis))
    yield from titled or _spoken_of(analysis)


def _spoken_of(analysis: Analysis) -> Iterator[Finding]:
    day = analysis.outline.signature.date
    stated = next(present.own_campaign(analysis, day), None) if day is not None else None
    if day is not None and stated is not None:
        yield Finding(
            "stale.campaign",
            "warning",
            f"落款日期{say(day)}{_outside(analysis.standard)}，文中却写着{quoted(stated.words)}，"
            "当成眼下的活动，像是沿用往年的稿子。请核对。",
            stated.where,
        )


def _titled(analysis: Analysis) -> Iterator[Finding]:
    """A plan or letter of the campaign whose own time lies outside the campaign's."""
    start, end = analysis.standard.window
    words = re.escape(analysis.standard.title.removesuffix("活动"))
    if analysis.kind not in ("plan", "letter") or not re.search(words, analysis.outline.title):
        return
    if _taken_up(analysis, words):
        return
    day, where, said = analysis.outline.signature.date, analysis.outline.signature.date_where, ""
    if day is not None:
        said = f"落款日期{say(day)}"
    elif analysis.kind == "plan":
        phases = [c for c in find_cues(analysis) if c.kind == "date" and c.low]
        outside = [c for c in phases if c.low and c.low.year + 3 > end.year + 1]
        if outside:
            where, said = outside[0].where, f"文中的时间{quoted(outside[0].words)}"
            day = datetime.date((outside[0].low or end).year + 3, 12, 31)
    if day is None or start.replace(year=start.year - 1) <= day <= end.replace(year=end.year + 1):
        return
    yield Finding(
        "stale.campaign",
        "warning",
        f"{said}{_outside(analysis.standard)}。请核对年份；如果是把往年的方案改了年份，请重写。",
        where,
    )


def _another(analysis: Analysis) -> Iterator[Finding]:
    """A paper of another campaign's time, or one that takes another campaign, long over, for going on."""
    theirs = list(_of_another(analysis))
    yield from theirs or _long_over(analysis)


def _long_over(analysis: Analysis) -> Iterator[Finding]:
    day = analysis.outline.signature.date
    cue = next(present.past_campaigns(analysis, day), None) if day is not None else None
    if day is not None and cue is not None and cue.mark is not None and cue.mark.until is not None:
        until = cue.mark.until
        yield Finding(
            "stale.another",
            severity(cue, "warning"),
            f"{quoted(cue.mark.name)}到{until.year}年{until.month}月已经结束，落款日期是{say(day)}，文中却当成眼下的活动，"
            "像是沿用往年的稿子。请核对。",
            cue.where,
        )


def _of_another(analysis: Analysis) -> Iterator[Finding]:
    """A paper of another campaign's time that speaks of that campaign and never of this one."""
    standard, day = analysis.standard, analysis.outline.signature.date
    start, end = standard.window
    if day is None or standard.kind(analysis.kind) is None or start - 3 * _MONTH <= day <= end + 12 * _MONTH:
        return
    own = [standard.title.removesuffix("活动"), *(n for g in standard.groups for n in (g.title, *g.names))]
    if any(words in whole_text(analysis) for words in own):
        return
    for cue in find_cues(analysis):
        mark = cue.mark
        if (
            mark is not None
            and mark.kind == "campaign"
            and mark.start <= day <= (mark.until or datetime.date.max)
        ):
            yield Finding(
                "stale.another",
                severity(cue, "warning"),
                f"落款日期{say(day)}{_outside(standard)}，"
                f"文中写的是{quoted(mark.name)}，没有提到{standard.title}，像是那时的材料。请看一看是不是交错了文件。",
                cue.where,
            )
            return


_SOURCE = "大事表 corpus/events.yaml（每条有依据）"
PLAN = (
    "创先争优活动实施方案\n一、指导思想\n{}\n二、主要内容\n每月读一本书，家访两户。\n三、方法步骤\n{}\n"
    "四、组织领导\n成立领导小组，书记任组长。\n石桥镇中心小学党支部\n{}"
)
_ANALYSIS = (
    "党性分析报告\n一、基本情况\n本人李明，在{}中，按支部要求作如下分析。\n二、存在的主要问题\n规定的六本书只读了两本，"
    "遇到同事违反考勤不敢说。\n三、原因分析\n思想上松懈。\n四、努力方向和整改措施\n每周读两个晚上的书。\n李明\n{}"
)
RULES: tuple[Rule, ...] = (
    Rule(
        id="stale.campaign",
        severity="warning",
        title="时间不在活动期间",
        source="本活动规范的起止时间（corpus/standards）",
        check=_campaign,
        fails=(
            PLAN.format("推动学校工作。", "六月动员，七月实施。", "2023年6月1日"),
            PLAN.format("评议结果作为当年创先争优评选的依据。", "六月动员，七月实施。", "2023年6月1日"),
            "食堂卫生检查通知\n当前全校正在深入开展创先争优活动，食堂要走在前面。\n石桥镇中心小学\n2014年3月3日",
            "食堂卫生检查通知\n创先争优活动正在全校深入开展，食堂要走在前面。\n石桥镇中心小学\n2013年9月3日",
        ),
        passes=(
            PLAN.format("推动学校工作。", "六月动员，七月实施。", "2011年6月1日"),
            PLAN.format("把当年创先争优活动的“五带头”重新拿出来做。", "六月动员。", "2023年6月1日"),
            PLAN.format("十年前的创先争优留下了好传统，我们接着做。", "六月动员。", "2022年6月1日"),
            "食堂卫生检查通知\n当前全校正在深入开展创先争优活动，食堂要走在前面。\n石桥镇中心小学\n2012年3月3日",
            "个人工作总结\n正在整理的创先争优活动档案，2011年的缺三份，已经补齐。\n石桥镇中心小学　李明\n2014年3月3日",
        ),
    ),
    Rule(
        id="stale.another",
        severity="warning",
        title="别的活动时期的材料",
        source=f"{_SOURCE}；本活动规范的起止时间（corpus/standards）",
        check=_another,
        fails=(
            _ANALYSIS.format("深入学习实践科学发展观活动", "2009年4月16日"),
            PLAN.format("按照保持共产党员先进性教育活动的要求，推动学校工作。", "六月动员。", "2012年3月9日"),
            PLAN.format("深入开展保持共产党员先进性教育活动。", "六月动员。", "2012年3月9日"),
            PLAN.format(
                "按照保持共产党员先进性教育活动领导小组本月的安排，推动学校工作。",
                "六月动员。",
                "2012年3月9日",
            ),
            "党性分析报告\n一、基本情况\n我任教语文。\n二、存在的主要问题\n读书少。\n此次剖析是根据全县2005年保持共产党员先进性教育活动的"
            "安排写成的。\n李明\n2011年4月16日",
        ),
        passes=(
            PLAN.format("巩固保持共产党员先进性教育活动成果。", "六月动员。", "2012年3月9日"),
            PLAN.format("2005年开展保持共产党员先进性教育活动以来，队伍稳定。", "六月动员。", "2012年3月9日"),
            PLAN.format("深入开展学习实践科学发展观活动。", "六月动员。", "2010年5月9日"),
            "党性分析报告\n一、基本情况\n我任教语文。\n二、存在的主要问题\n读书少。\n根据全县2005年保持共产党员先进性教育活动的安排，我写过一份"
            "材料；这次分析，与2005年保持共产党员先进性教育活动的材料比，没有长进。\n李明\n2011年4月16日",
            _ANALYSIS.format("深入学习实践科学发展观活动", "2010年5月16日"),
            _ANALYSIS.format("创先争优活动", "2009年4月16日"),
            _ANALYSIS.format("深入学习实践科学发展观活动", "2001年4月16日"),
            _ANALYSIS.format("支部的组织生活会", "2009年4月16日"),
        ),
    ),
)
