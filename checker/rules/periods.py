"""Dates in, findings on periods that end before they begin and deadlines already past (起止、限期) out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.dates import last_of
from checker.document import Where
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import Spot, capped, dates, holding, in_quotes
from checker.rules.duedays import due_early
from corpus.wordlists import either

__all__ = ["RULES"]

_TO = re.compile(r"(?:[上中下]旬|[初中]|月?底|末)?\s*(?:[—–\-~～]{1,4}|至|到|起至)\s*")
_SHORT_END = re.compile(r"(?:(?P<m>\d{1,2})月)?(?:(?P<d>\d{1,2})[日号])?(?P<rough>[上中下]旬|初|中旬|底|末)?")
# 6月20日—6月1日, 6月20日至5日: in one month no year can have turned between.
_IN_MONTH = re.compile(
    r"(?<![\d年])(?P<m>\d{1,2})月(?P<a>\d{1,2})[日号]?\s*(?:[—–\-~～]{1,4}|至|到)\s*(?:(?P<n>\d{1,2})月)?(?P<b>\d{1,2})[日号]"
)
# 5月20日前开始调研，5月15日前交回报告: what ends before the day it may begin.
_BEGINS_ENDS = re.compile(
    r"(?<![\d年])(?P<m>\d{1,2})月(?P<a>\d{1,2})[日号](?:之前|以前|前)?(?:开始|启动|着手)[^，。；\d]{0,12}，(?:于|在|到)?"
    rf"(?P<n>\d{{1,2}})月(?P<b>\d{{1,2}})[日号](?:之前|以前|前)(?!后)[^，。；\d]{{0,8}}?{either('periods.finishes', also='交回|上交|上报|结束|报送')}"
)
_TURNS = 8  # a period that begins in this month or later may end in the next year without saying so: 2011年9月至1月
_IN_MONTH_HINT = re.compile(r"月(?<=\d月)\d")
# A pledge: 以上承诺在2011年3月31日前完成, 2010年底前全部兑现; not what was done (2011年3月31日前完成了两篇).
_PROMISED = re.compile(
    rf"(?:[上中下]旬|月?[底末])?(?:之前|以前|前)，?[^。；，已未没了]{{0,12}}?{either('periods.finishes')}(?![了过的])"
)
_YEAR_END = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)年年?[底末](?=之前|以前|前)")
_PAST = re.compile(either("periods.past"))
_BEFORE = re.compile(
    r"[（(]?(?:前|以前|之前)[^。；]{0,12}(?:上报|报送|报到|报给|报|提交|上交|交到|交|完成|结束)"
)


def _ranges(spots: list[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """Pairs of full dates with nothing but a dash or 至 between them."""
    for one, other in zip(spots, spots[1:], strict=False):
        if one.where.paragraph == other.where.paragraph:
            between = one.text[one.hit.end : other.hit.start]
            if _TO.fullmatch(between) and one.hit.believable and other.hit.believable:
                yield one, other


def _order(analysis: Analysis) -> list[Finding]:
    return capped(_orders(analysis))


def _orders(analysis: Analysis) -> Iterator[Finding]:
    spots = dates(analysis)
    for one, other in _ranges(spots):
        start, end = one.hit.date, last_of(other.hit)
        if start is not None and end is not None and end < start:
            where = Where(one.where.part, one.where.paragraph, one.where.start, other.where.end)
            words = " ".join(analysis.document.quote(where).split())
            yield Finding("date.order", "error", f"“{words}”的结束早于开始。请改正起止时间。", where)
    yield from _short_ranges(analysis, spots)
    yield from _in_month(analysis)
    yield from _begins_ends(analysis)
    yield from due_early(analysis)
    yield from _deadline(analysis, spots)


def _short_ranges(analysis: Analysis, spots: list[Spot]) -> Iterator[Finding]:
    """2011年6月20日至5日: the end leaves out year or month and stands before the start."""
    for spot in spots:
        to = _TO.match(spot.text, spot.hit.end)
        if to is None or spot.hit.date is None:
            continue
        m = _SHORT_END.match(spot.text, to.end())
        if m is not None and m["m"] and int(m["m"]) < spot.hit.month < _TURNS and int(m["m"]) > 0:
            yield _ends_early(analysis, spot, m.end())
            continue
        if (
            spot.hit.day is None
            or m is None
            or not m["d"]
            or m["m"]
            and int(m["m"]) != spot.hit.month
            or int(m["d"]) > 31
        ):
            continue
        if int(m["d"]) < spot.hit.day:
            yield _ends_early(analysis, spot, m.end())


def _ends_early(analysis: Analysis, spot: Spot, end: int) -> Finding:
    where = analysis.where(spot.where.paragraph, spot.hit.start, end)
    words = " ".join(analysis.document.quote(where).split())
    return Finding("date.order", "error", f"“{words}”的结束早于开始。请改正起止时间。", where)


def _in_month(analysis: Analysis) -> Iterator[Finding]:
    """Days of one month without a year whose second stands before the first."""
    for i, _, normal in holding(analysis, _IN_MONTH_HINT):
        for m in _IN_MONTH.finditer(normal.text):
            where = analysis.where(i, m.start(), m.end())
            if (
                m["n"] not in (None, m["m"])
                or not int(m["b"]) < int(m["a"]) <= 31
                or analysis.is_chrome(where)
            ):
                continue
            words = " ".join(analysis.document.quote(where).split())
            yield Finding("date.order", "error", f"“{words}”的结束早于开始。请改正起止时间。", where)


def _begins_ends(analysis: Analysis) -> Iterator[Finding]:
    """A thing that is to be done by a day before the one of the same month on which it begins."""
    for i, _, normal in holding(analysis, _IN_MONTH_HINT):
        for m in _BEGINS_ENDS.finditer(normal.text):
            where = analysis.where(i, m.start(), m.end())
            if m["n"] == m["m"] and int(m["b"]) < int(m["a"]) <= 31 and not analysis.is_chrome(where):
                begins, ends = f"{m['m']}月{m['a']}日", f"{m['n']}月{m['b']}日"
                yield Finding(
                    "date.order",
                    "error",
                    f"“{analysis.document.quote(where)}”：{begins}才开始，{ends}前就要做完，先后颠倒。请改正时间。",
                    where,
                )


def _deadline(analysis: Analysis, spots: list[Spot]) -> Iterator[Finding]:
    """A deadline for others, or one that a pledge sets itself, that had passed before the document was dated."""
    signature = analysis.outline.signature
    if analysis.kind not in ("plan", "letter") or signature.date is None or signature.date_where is None:
        return
    what, own, expression = (
        ("要求", "本方案的日期", _BEFORE) if analysis.kind == "plan" else ("承诺", "落款日期", _PROMISED)
    )
    ends = [(spot.where, last_of(spot.hit), spot.text, spot.hit.start, spot.hit.end) for spot in spots]
    if analysis.kind == "letter":
        ends += [
            (
                analysis.where(i, m.start(), m.end()),
                datetime.date(int(m["y"]), 12, 31),
                normal.text,
                *m.span(),
            )
            for i, _, normal in holding(analysis, _YEAR_END)
            for m in _YEAR_END.finditer(normal.text)
        ]
    for where, last, text, start, end in ends:
        if last is None or where == signature.date_where or last >= signature.date:
            continue
        before = re.split("[。；]", text[:start])[-1]
        if expression.match(text, end) and not (
            analysis.kind == "letter" and (_PAST.search(before) or in_quotes(text, start))
        ):
            yield Finding(
                "date.order",
                "warning",
                f"{what}在“{text[start:end]}”前完成，早于{own}“{signature.date_text}”。请核对两处日期。",
                where,
            )


RULES: tuple[Rule, ...] = (
    Rule(
        id="date.order",
        severity="error",
        title="起止或先后颠倒",
        source="实务：阶段的结束不早于开始，限期不早于成文日期",
        check=_order,
        fails=(
            "实施方案\n第二阶段（2011年6月—2011年3月）组织评议。",
            "实施方案\n2011年6月20日至5日组织评议。",
            "实施方案\n第二阶段：6月20日—6月1日，照承诺做。",
            "实施方案\n6月20日前开始家访，6月15日前交回家访记录。",
            "实施方案\n第二阶段（2011年6月至3月）组织评议。",
            "实施方案\n2011年6月20日—5月5日组织评议。",
            "实施方案\n家访小结于2011年5月10日前上报，家访工作自2011年5月25日起。",
            "实施方案\n排查从10月20日开始，排查情况务必10月8日前报送办公室。",
            "读书通知\n读书从10月20日开始，11月5日结束。读书结束后每人写一篇心得体会，于10月12日前交办公室。",
            "读书通知\n业务培训从6月8日开始。业务培训心得于6月3日前交办公室。",
            "实施方案\n一、指导思想\n以科学发展观为指导。\n二、方法步骤\n名单于2010年5月20日前上报。\n石桥镇中心小学党支部\n2010年6月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n以上在2011年3月31日前完成。\n承诺人：李明\n2011年4月12日",
            "实施方案\n11月20日以前各党小组写出总结，11月5日前汇总报局党委。",
            "实施方案\n2011年11月20日前各班交自查材料，由教导处于2011年11月5日前统一上报。",
        ),
        passes=(
            "实施方案\n第二阶段（2010年6月—2010年6月）组织评议，2010年9月1日至次年1月5日总结，2010年6月20日—7月5日公示。",
            "实施方案\n2011年9月至1月组织评议，2010年12月20日—1月5日总结，2011年3月—5月检查。",
            "实施方案\n家访小结于2011年5月25日前上报，家访工作自2011年5月10日起；排查情况1月8日前报送，排查12月1日开始。",
            "读书通知\n读书从10月20日开始，11月5日结束。每人写一篇心得体会，于11月12日前交办公室；报名表10月12日前交。",
            "读书通知\n业务培训从6月8日开始，到6月10日结束，地点在多媒体教室。师德读书心得于6月3日前交办公室。",
            "实施方案\n读书活动从4月6日开始。读书结束后写总结；党员的读书笔记（寒假布置的）于4月1日前交到支部。",
            "读书通知\n全体教师读书活动从6月8日开始。教师读书笔记于6月3日前交办公室。",
            "培训通知\n业务培训从6月8日开始。师德培训结束后写心得，于6月3日前交办公室。",
            "读书通知\n本学期读书活动从4月6日开始，到6月底结束。家访月的小结于3月25日前交政教处。",
            "听课通知\n校级公开课听课从5月10日开始。请各位老师把三月份的读书笔记于5月5日前交教导处检查。",
            "学习通知\n师德学习从7月5日至7月9日集中进行。期末工作总结、家访小结请于7月3日前交到办公室。",
            "读书通知\n读书从10月20日开始。上学期的心得体会没有交的，于10月12日前补交。",
            "实施方案\n去年的评议总结于5月10日前上报，今年的读书活动从5月20日开始。",
            "实施方案\n6月15日前开始家访，6月20日前交回家访记录；12月20日起开始评议，1月10日前结束。",
            "实施方案\n12月20日—1月10日总结，6月1日—6月20日评议，11月5日至次月3日公示，3月10日—14日检查。",
            "实施方案\n一、指导思想\n以科学发展观为指导。\n二、方法步骤\n名单于2010年6月20日前上报。\n石桥镇中心小学党支部\n2010年6月1日",
            "实施方案\n11月5日以前各党小组写出总结，11月20日前汇总报局党委。12月20日前各班交总结，1月5日前汇总上报。",
            "实施方案\n11月20日前各党小组写出总结；10月底的考勤表，11月5日前汇总报局党委。",
            "实施方案\n11月20日前各党小组写出总结，11月5日前汇总困难学生名单。",
            "实施方案\n11月20日前各党支部上报总结，11月15日前收齐各小组的意见。",
            "实施方案\n11月20日前各班交总结，11月5日前汇总各班的数据。",
            "实施方案\n8月20日前各班交总结，次年3月5日前汇总。",
            "实施方案\n11月20日前各党小组写出总结，上半年的材料11月5日前汇总报局党委。",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n2011年3月31日前完成了两篇笔记，其余年底前完成。\n承诺人：李明\n2011年4月12日",
        ),
    ),
)
