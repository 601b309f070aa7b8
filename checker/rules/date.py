"""An analysed document in, findings on its dates (日期) out: impossible, out of order, missing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.analysis import Analysis
from checker.dates import DateHit, find_dates
from checker.document import Where
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import body, capped, count_words, once
from checker.rules.signature import need

__all__ = ["RULES"]

_MONTH_DAY = re.compile(r"(?<![\d年])(?P<m>\d{1,2})月(?P<d>\d{1,2})(?:日|号)(?!\d)")
_RANGE_DAY = re.compile(r"(?<!\d)(?P<m>\d{1,2})月(?P<a>\d{1,2})日?\s*(?:[—–~～\-至到]+)\s*(?P<b>\d{1,2})日")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NEW_RULE = datetime.date(2012, 7, 1)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A date in the text with its place."""

    hit: DateHit
    where: Where
    text: str


def _dates(analysis: Analysis) -> list[_Spot]:
    return once(analysis, "dates", _spots)


def _spots(analysis: Analysis) -> list[_Spot]:
    """Every date outside a site's own words."""
    out = []
    for i, _, normal in body(analysis):
        for hit in find_dates(normal.text):
            where = analysis.where(i, hit.start, hit.end)
            if not analysis.is_chrome(where):
                out.append(_Spot(hit, where, normal.text))
    return out


def _impossible(analysis: Analysis) -> list[Finding]:
    return capped(_impossibles(analysis))


def _impossibles(analysis: Analysis) -> Iterator[Finding]:
    found: dict[str, Where] = {}
    for spot in _dates(analysis):
        if spot.hit.date is None and 1900 <= spot.hit.year <= 2100:
            found.setdefault(spot.hit.text, spot.where)
    for i, _, normal in body(analysis):
        if "月" not in normal.text:
            continue
        for expression, day in ((_MONTH_DAY, "d"), (_RANGE_DAY, "b")):
            for m in expression.finditer(normal.text):
                month, value = int(m["m"]), int(m[day])
                if 1 <= month <= 12 and 1 <= value <= _DAYS[month - 1]:
                    continue
                where = analysis.where(i, m.start(), m.end())
                inside = any(
                    w.paragraph == i and w.start <= where.start and where.end <= w.end for w in found.values()
                )
                if not inside and not analysis.is_chrome(where):
                    found.setdefault(m[0], where)
    for words, where in found.items():
        yield Finding(
            "date.impossible",
            "error",
            f"日期“{words}”不存在（没有这个月份或这一天）。请对照日历改正。",
            where,
        )


_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"\s*[（(]?\s*(?:星期|礼拜|周)(?P<w>[一二三四五六日天])\s*[）)]?")


def _weekday(analysis: Analysis) -> list[Finding]:
    return capped(_weekdays(analysis))


def _weekdays(analysis: Analysis) -> Iterator[Finding]:
    for spot in _dates(analysis):
        day = spot.hit.date
        m = _WEEKDAY.match(spot.text, spot.hit.end)
        if day is None or spot.hit.day is None or m is None:
            continue
        # "2011年4月2日周一至周五" names a span, not the day.
        if re.match(r"[至到—\-~、]", spot.text[m.end() : m.end() + 1]):
            continue
        said = "日" if m["w"] == "天" else m["w"]
        true = _WEEKDAYS[day.weekday()]
        if said != true:
            end = spot.where.end + len(m[0])
            yield Finding(
                "date.weekday",
                "warning",
                f"“{spot.hit.text}”是星期{true}，文中写的是星期{said}。请核对日期或星期。",
                Where(spot.where.part, spot.where.paragraph, spot.where.start, min(end, len(spot.text))),
            )


_TO = re.compile(r"(?:[上中下]旬|[初中]|月?底|末)?\s*(?:[—–\-~～]{1,4}|至|到|起至)\s*")
_SHORT_END = re.compile(r"(?:(?P<m>\d{1,2})月)?(?:(?P<d>\d{1,2})[日号])?(?P<rough>[上中下]旬|初|中旬|底|末)?")
_BEFORE = re.compile(
    r"[（(]?(?:前|以前|之前)[^。；]{0,12}(?:上报|报送|报到|报给|报|提交|上交|交到|交|完成|结束)"
)


def _last(hit: DateHit) -> datetime.date | None:
    """The last day a date may mean: the month's end when no day is given."""
    first = hit.date
    if first is None or hit.day is not None:
        return first
    return (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


def _ranges(spots: list[_Spot]) -> Iterator[tuple[_Spot, _Spot]]:
    """Pairs of full dates with nothing but a dash or 至 between them."""
    for one, other in zip(spots, spots[1:], strict=False):
        if one.where.paragraph == other.where.paragraph:
            between = one.text[one.hit.end : other.hit.start]
            if _TO.fullmatch(between):
                yield one, other


def _order(analysis: Analysis) -> list[Finding]:
    return capped(_orders(analysis))


def _orders(analysis: Analysis) -> Iterator[Finding]:
    spots = _dates(analysis)
    for one, other in _ranges(spots):
        start, end = one.hit.date, _last(other.hit)
        if start is not None and end is not None and end < start:
            where = Where(one.where.part, one.where.paragraph, one.where.start, other.where.end)
            words = " ".join(analysis.document.quote(where).split())
            yield Finding("date.order", "error", f"“{words}”的结束早于开始。请改正起止时间。", where)
    yield from _short_ranges(analysis, spots)
    yield from _deadline(analysis, spots)


def _short_ranges(analysis: Analysis, spots: list[_Spot]) -> Iterator[Finding]:
    """2011年6月20日至5日: the end leaves out year or month and stands before the start."""
    for spot in spots:
        to = _TO.match(spot.text, spot.hit.end)
        if to is None or spot.hit.day is None or spot.hit.date is None:
            continue
        m = _SHORT_END.match(spot.text, to.end())
        if m is None or not m["d"] or m["m"] and int(m["m"]) != spot.hit.month or int(m["d"]) > 31:
            continue
        if int(m["d"]) < spot.hit.day:
            where = analysis.where(spot.where.paragraph, spot.hit.start, m.end())
            words = " ".join(analysis.document.quote(where).split())
            yield Finding("date.order", "error", f"“{words}”的结束早于开始。请改正起止时间。", where)


def _deadline(analysis: Analysis, spots: list[_Spot]) -> Iterator[Finding]:
    """A deadline for others that had passed before the document was dated."""
    signature = analysis.outline.signature
    if analysis.kind != "plan" or signature.date is None or signature.date_where is None:
        return
    for spot in spots:
        last = _last(spot.hit)
        if last is None or spot.where == signature.date_where or last >= signature.date:
            continue
        if _BEFORE.match(spot.text, spot.hit.end):
            yield Finding(
                "date.order",
                "warning",
                f"要求在“{spot.hit.text}”前完成，早于本方案的日期“{signature.date_text}”。请核对两处日期。",
                spot.where,
            )


_ZERO = re.compile(r"年\s*0\d\s*月|月\s*0\d\s*[日号]")


def _format(analysis: Analysis) -> Iterator[Finding]:
    signature = analysis.outline.signature
    place, day = signature.date_where, signature.date
    zeros = [s for s in _dates(analysis) if _ZERO.search(s.hit.text)]
    if zeros:
        hit = zeros[0].hit
        right = f"{hit.year}年{hit.month}月" + (f"{hit.day}日" if hit.day else "")
        yield Finding(
            "date.format",
            "info",
            f"日期“{hit.text}”的月、日不用补“0”{count_words(len(zeros))}，应写“{right}”。",
            zeros[0].where,
            right if len(zeros) == 1 else None,
        )
    if place is None or day is None or analysis.kind == "other":
        return
    hits = find_dates(signature.date_text)
    if not hits or hits[0].day is None:
        return
    right = f"{day.year}年{day.month}月{day.day}日"
    if hits[0].style == "chinese" and day >= _NEW_RULE:
        yield Finding(
            "date.format",
            "info",
            f"落款日期“{signature.date_text}”用了汉字数字。2012年7月1日起成文日期用阿拉伯数字，应写“{right}”。",
            place,
            right,
        )
    elif hits[0].style == "short":
        yield Finding(
            "date.format",
            "info",
            f"落款日期“{signature.date_text}”应写全年、月、日：“{right}”。",
            place,
            right,
        )


def _missing(analysis: Analysis) -> Iterator[Finding]:
    severity = need(analysis, "date")
    signature = analysis.outline.signature
    if severity is None or signature.date_where is not None or signature.date_text:
        return
    yield Finding(
        "date.missing",
        severity,
        "没有找到落款日期。请在署名下一行写明年、月、日，如“2011年3月1日”。",
    )


_SOURCE = "GB/T 9704-2012 7.3.5.4：成文日期用阿拉伯数字，年、月、日标全，月、日不编虚位"
RULES: tuple[Rule, ...] = (
    Rule(
        id="date.impossible",
        severity="error",
        title="不存在的日期",
        source="公历",
        check=_impossible,
        fails=(
            "实施方案\n活动到2010年9月31日结束。",
            "实施方案\n2月30日前上报名单。",
            "实施方案\n6月25日—31日组织评议。",
            "承诺书\n我承诺每周家访一户。\n承诺人：李明\n2011年2月29日",
        ),
        passes=("实施方案\n活动从2月29日筹备，到2010年9月30日结束，12月31日总结，2012年2月29日评议。",),
    ),
    Rule(
        id="date.weekday",
        severity="warning",
        title="日期与星期对不上",
        source="公历",
        check=_weekday,
        fails=("实施方案\n2011年4月2日（星期五）召开动员会。",),
        passes=("实施方案\n2011年4月2日（星期六）召开动员会，2011年4月4日周一至周五学习。",),
    ),
    Rule(
        id="date.order",
        severity="error",
        title="起止或先后颠倒",
        source="实务：阶段的结束不早于开始，限期不早于成文日期",
        check=_order,
        fails=(
            "实施方案\n第二阶段（2011年6月—2011年3月）组织评议。",
            "实施方案\n2011年6月20日至5日组织评议。",
            "实施方案\n一、指导思想\n以科学发展观为指导。\n二、方法步骤\n名单于2010年5月20日前上报。\n石桥镇中心小学党支部\n2010年6月1日",
        ),
        passes=(
            "实施方案\n第二阶段（2010年6月—2010年6月）组织评议，2010年9月1日至次年1月5日总结，2010年6月20日—7月5日公示。",
            "实施方案\n一、指导思想\n以科学发展观为指导。\n二、方法步骤\n名单于2010年6月20日前上报。\n石桥镇中心小学党支部\n2010年6月1日",
        ),
    ),
    Rule(
        id="date.format",
        severity="info",
        title="日期写法",
        source=_SOURCE,
        check=_format,
        fails=(
            "实施方案\n2011年03月01日召开动员会。",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n二〇一三年三月一日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011.3.1",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n二〇一一年三月一日",
        ),
    ),
    Rule(
        id="date.missing",
        severity="error",
        title="没有日期",
        source="本活动规范对各文种日期的要求；GB/T 9704-2012 7.3.5.4",
        check=_missing,
        fails=("承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n承诺人：李明",),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n承诺人：李明\n2011年3月1日",
        ),
    ),
)
