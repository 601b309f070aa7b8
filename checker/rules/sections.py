"""Sections in, findings on those that are missing, empty or out of order out (部分齐全)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding, Section, Severity
from checker.headed import heading_sections
from checker.rules.base import Rule
from checker.rules.common import quoted

__all__ = ["RULES"]

_SOURCE = "本活动规范对各文种的部分要求（corpus/standards）"
_LISTED = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要|则)")
# What was done about earlier faults (上次整改措施落实情况), is told of one's work (我怎么做的) or is a fault itself
# (整治不力) is no remedy of those found now.
_NO_REMEDY = re.compile(
    "上一?[次年轮度]|去年|前一?[次年]|落实情况|完成情况|整改情况|兑现|回[看头]|回顾|做的|不[力够足实严深]$|不到位$"
)
_BY_OTHER_RULES = ("signature", "date")  # said by signature.missing and date.missing


def _severity(analysis: Analysis, id: str) -> Severity:
    """How bad it is that this section is not there: the standard says which are only expected."""
    kind = analysis.standard.kind(analysis.kind)
    rule = next((s for s in kind.sections if s.id == id), None) if kind else None
    return "warning" if rule is not None and rule.need == "expected" else "error"


def _missing(analysis: Analysis) -> Iterator[Finding]:
    for section in analysis.sections:
        if section.found or section.where is not None or section.id in _BY_OTHER_RULES:
            continue
        if section.id == "title":
            message = "没有找到标题。请在第一行写明文种，如“承诺书”。"
        else:
            message = f"没有找到“{section.title}”部分。请补写这一部分，并加上标题。"
        yield Finding("sections.missing", _severity(analysis, section.id), message)


def _said_under(analysis: Analysis, where: Where) -> str:
    """What is written under a heading, "" when there is nothing.

    A line that ends as a sentence does is one, though it was taken for a heading (按上级要求分步实施。).
    """
    outline, document = analysis.outline, analysis.document
    out = ""
    under = False
    for s in outline.sentences:
        if s.role == "heading":
            ended = document.paragraphs[s.where.paragraph].text[s.where.end :].strip()[:1] in ("。", "；")
            if s.where == where:
                under = True
                continue
            if outline.headings[s.heading].number or not ended:
                under = False
        # What a table's column says stands between the other columns.
        own = s.role == "body" and s.heading >= 0 and outline.headings[s.heading].where == where
        if own or under and s.role in ("body", "heading"):
            out += document.quote(s.where)
    return out


def _empty(analysis: Analysis) -> Iterator[Finding]:
    for section in analysis.sections:
        if not section.found and section.where is not None:
            said = _said_under(analysis, section.where)
            one = "" if re.search("[。！？；].", said) else "一句"
            message = (
                f"“{section.heading}”下面只有{one}空话{quoted(said)}，没有写具体内容。请补写“{section.title}”。"
                if said
                else f"“{section.heading}”下面没有内容。请补写“{section.title}”。"
            )
            yield Finding("sections.empty", _severity(analysis, section.id), message, section.where)


def _named(analysis: Analysis, section: Section) -> bool:
    """Whether the section's heading says which section it is, and is no item of a list (二是措施不精准)."""
    kind = analysis.standard.kind(analysis.kind)
    if kind is None or not section.heading or _LISTED.match(section.heading):
        return False
    if section.id == "remedies" and _NO_REMEDY.search(section.heading):
        return False
    return section.id in heading_sections(section.heading, kind)


def _order(analysis: Analysis) -> Iterator[Finding]:
    """Problems, causes, remedies have a natural order; kinds without these sections have none."""
    asked = ("problems", "causes", "remedies")
    at = {
        s.id: s
        for s in analysis.sections
        if s.id in asked and s.found and s.where is not None and _named(analysis, s)
    }
    for first, second in (("problems", "causes"), ("problems", "remedies"), ("causes", "remedies")):
        a, b = at.get(first), at.get(second)
        if (
            a
            and b
            and a.where
            and b.where
            and (b.where.paragraph, b.where.start) < (a.where.paragraph, a.where.start)
        ):
            message = f"“{b.heading}”写在“{a.heading}”前面。一般先写问题，再写原因和整改，请调整顺序。"
            yield Finding("sections.order", "warning", message, b.where)
            return


RULES = (
    Rule(
        id="sections.missing",
        severity="error",
        title="缺少部分",
        source=_SOURCE,
        check=_missing,
        fails=(
            "党性分析报告\n一、基本情况\n我叫林小禾，2004年入党，任教语文。\n二、存在的主要问题\n理论学习不够，读书少。\n三、原因分析\n自我要求放松了。",
        ),
        passes=(
            "党性分析报告\n一、基本情况\n我叫林小禾，2004年入党，任教语文。\n二、存在的主要问题\n理论学习不够，读书少。\n"
            "三、原因分析\n自我要求放松了。\n四、努力方向和整改措施\n每周读书两小时，记好笔记。\n石桥小学 林小禾\n2011年6月1日",
        ),
    ),
    Rule(
        id="sections.empty",
        severity="error",
        title="部分是空的",
        source=_SOURCE,
        check=_empty,
        fails=(
            "党性分析报告\n一、基本情况\n我叫林小禾，2004年入党，任教语文。\n二、存在的主要问题\n理论学习不够，读书少。\n三、原因分析\n四、努力方向和整改措施\n每周读书两小时，记好笔记。",
            "党员自我剖析\n（一）基本情况\n我叫林小禾，2004年入党，任教语文。\n（二）自查出的问题\n理论学习不够，读书少。\n"
            "（三）原因分析\n（四）努力方向\n每周读书两小时，记好笔记。",
            "对照检查材料\n一、查找出来的问题\n理论学习不够，读书少，家访不够。\n二、产生问题的原因剖析\n（未完，更多内容请登录会员查看）",
            "党性分析报告\n一、存在的主要问题\n理论学习不够，读书少。\n二、原因分析\n自我要求放松了。\n三、整改措施\n认真整改。",
        ),
        passes=(
            "党性分析报告\n一、存在的主要问题\n（一）理论学习不够，读书少。\n（二）家访不够。\n二、原因分析\n自我要求放松了。",
            "支部创先争优活动实施方案\n一、指导思想\n落实科学发展观。\n二、主要内容\n领导班子好：努力形成团结协作的班子。\n"
            "党员队伍好：每季度交一份思想汇报。\n工作机制好：建立健全各项制度。\n三、组织领导\n书记任组长。",
            "党性分析报告\n一、存在的主要问题\n组织涣散。\n二、原因分析\n思想僵化。\n三、整改措施\n认真安排家访。",
            "党性分析报告\n存在的主要问题：读书少。\n原因分析：图清闲。\n整改措施：每周读书两小时。",
            "支部创先争优活动实施方案\n一、指导思想\n落实科学发展观。\n二、组织领导支部书记任组长，组织委员管日常。石桥小学党支部2011年3月1日",
            "党性分析报告\n一、存在的主要问题：读书少。\n二、原因分析：懒散。\n三、整改措施：早起读书。",
            "支部创先争优活动实施方案\n一、指导思想\n落实科学发展观。\n二、组织领导\n加强支部建设。",
            "党性分析报告\n一、基本情况\n姓名：张建国　性别：男　民族：汉\n二、存在的主要问题\n理论学习不够，读书少。\n"
            "三、原因分析\n自我要求放松了。\n四、整改措施\n每周读书两小时，记好笔记。\n张建国\n2011年6月1日",
        ),
    ),
    Rule(
        id="sections.order",
        severity="warning",
        title="部分顺序不顺",
        source="党性分析报告的通行写法：问题、原因、整改",
        check=_order,
        fails=(
            "党性分析报告\n一、整改措施\n每周读书两小时，记好笔记。\n二、存在的主要问题\n理论学习不够，读书少。",
        ),
        passes=(
            "党性分析报告\n一、存在的主要问题\n理论学习不够，读书少。\n二、整改措施\n每周读书两小时，记好笔记。",
            "对照检查材料\n一、坚定政治方向。课堂上没有不当言论。\n二、潜心教书育人。潜心不够，读书少，作文辅导中途停了。\n"
            "三、规范从教行为。没有在培训机构兼课，家访不够，有空岗。",
            "党性分析报告\n一、上次整改措施落实情况\n三条都已办完，读书笔记补齐了。\n二、存在的主要问题\n理论学习不够，读书少。\n"
            "三、原因分析\n自我要求放松了。\n四、整改措施\n每周读书两小时，记好笔记。",
            "党性分析报告\n一、我是怎么做的\n每周读书两小时，家访三十户。\n二、存在的问题\n理论学习不够，读书少。",
            "检查材料\n一是主体责任压得不实，督导不够。二是措施不精准，有的改得不彻底，流于形式。三是成果运用不足，没有长效机制。",
        ),
    ),
)
