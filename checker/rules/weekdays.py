"""An analysed document in, findings on the weekdays (星期) that it gives its dates out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import capped, dates, holding, in_quotes, whole_text

__all__ = ["RULES"]

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAYS = "一二三四五六日"
# 2013年5月20日，星期三: behind a comma only what ends there or goes on with the time of day.
_WEEKDAY = re.compile(
    r"(?:\s*[（(]?\s*|，(?=(?:星期|礼拜|周).(?:[）)，。；]|[上下]午|晚|\s*$)))(?:星期|礼拜|周)(?P<w>[一二三四五六日天])\s*[）)]?"
)
_SPAN = re.compile(r"[至到—\-~、]")
# 3月8日（星期二）, 今年4月11日，星期二: a day without its year in figures.
_YEARLESS = re.compile(r"(?<![\d.\-/])(?<!(?<![今本])年)(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]")
_WEEKDAY_HINT = re.compile("[日号](?=[（(，]?\\s*(?:星期|礼拜|周))")
_OTHER_YEAR = re.compile("[去前上明后当那每][一]?年")
_NEAR = datetime.timedelta(days=45)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _weekday(analysis: Analysis) -> list[Finding]:
    return capped(_weekdays(analysis))


def _yearless(analysis: Analysis) -> Iterator[Finding]:
    """Of a day without its year, where the weekday is wrong in the paper's own year and every other it may mean.

    A day near that of the paper is of the same year where its line names no other.
    """
    signed = analysis.outline.signature.date
    if signed is None or not holding(analysis, _WEEKDAY_HINT):
        return
    named = {int(y) for y in _ANY_YEAR.findall(whole_text(analysis))}
    around = {signed.year - 1, signed.year, signed.year + 1} | named
    for i, _, normal in holding(analysis, _WEEKDAY_HINT):
        for hit in _YEARLESS.finditer(normal.text):
            m = _WEEKDAY.match(normal.text, hit.end())
            month, day = int(hit["m"]), int(hit["d"])
            if m is None or not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
                continue
            if _goes_on(normal.text, m) or in_quotes(normal.text, hit.start()):
                continue
            said = _said(m)
            own = not _OTHER_YEAR.search(normal.text) and not _ANY_YEAR.search(normal.text)
            near = own and abs(datetime.date(signed.year, month, min(day, 28)) - signed) <= _NEAR
            true = {y: _on(y, month, day) for y in ({signed.year} if near else around)}
            where = analysis.where(i, hit.start(), m.end())
            if said not in true.values() and true[signed.year] and not analysis.is_chrome(where):
                yield Finding(
                    "date.weekday",
                    "warning",
                    f"“{hit[0]}”在{signed.year}年（按落款日期）是星期{true[signed.year]}，文中写的是星期{said}。请核对日期或星期。",
                    where,
                )


def _said(weekday: re.Match[str]) -> str:
    """The weekday as the calendar here writes it."""
    return "日" if weekday["w"] == "天" else weekday["w"]


def _goes_on(text: str, weekday: re.Match[str]) -> bool:
    """Whether a span begins with it, and not the day's own is told (2011年4月2日周一至周五)."""
    return _SPAN.match(text, weekday.end()) is not None


def _on(year: int, month: int, day: int) -> str:
    """The weekday of a day, "" where the year has no such day."""
    try:
        return _WEEKDAYS[datetime.date(year, month, day).weekday()]
    except ValueError:
        return ""


def _weekdays(analysis: Analysis) -> Iterator[Finding]:
    yield from _yearless(analysis)
    for spot in dates(analysis):
        day = spot.hit.date
        m = _WEEKDAY.match(spot.text, spot.hit.end)
        if day is None or spot.hit.day is None or m is None:
            continue
        if _goes_on(spot.text, m):
            continue
        said = _said(m)
        true = _WEEKDAYS[day.weekday()]
        if said != true:
            end = spot.where.end + len(m[0])
            yield Finding(
                "date.weekday",
                "warning",
                f"“{spot.hit.text}”是星期{true}，文中写的是星期{said}。请核对日期或星期。",
                Where(spot.where.part, spot.where.paragraph, spot.where.start, min(end, len(spot.text))),
            )


RULES: tuple[Rule, ...] = (
    Rule(
        id="date.weekday",
        severity="warning",
        title="日期与星期对不上",
        source="公历",
        check=_weekday,
        fails=(
            "实施方案\n2011年4月2日（星期五）召开动员会。",
            "讲话\n（2013年5月20日，星期三）\n同志们：今天讲三点。",
            "承诺书\n我郑重承诺如下：\n一、从3月8日（星期二）起每周家访一户。\n承诺人：李明\n2012年3月5日",
            "实施方案\n4月11日，星期三，支部开会定下本方案。\n石桥镇中心小学党支部\n2011年4月11日",
            "实施方案\n今年4月11日，星期三，支部开会定下本方案。\n石桥镇中心小学党支部\n2011年4月11日",
        ),
        passes=(
            "实施方案\n2011年4月2日（星期六）召开动员会，2011年4月4日周一至周五学习。",
            "承诺书\n我郑重承诺如下：\n一、从3月8日（星期四）起每周家访一户。\n承诺人：李明\n2012年3月5日",
            "实施方案\n今年4月11日，星期一，支部开会定下本方案。\n石桥镇中心小学党支部\n2011年4月11日",
            "承诺书\n去年3月8日（星期二）家长来过，我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2012年3月5日",
            "承诺书\n2009年入校，那年3月8日（星期日）起我郑重承诺：\n一、每周家访一户。\n承诺人：李明\n2012年3月5日",
            "承诺书\n我郑重承诺如下：\n一、从3月5日周二至周五值班。\n承诺人：李明\n2012年3月5日",
            "承诺书\n我郑重承诺如下：\n一、从3月8日（星期二）起每周家访一户。\n承诺人：李明",
            "实施方案\n自2011年4月2日，周一读书，周二听课；2013年5月20日，星期一，总结。",
        ),
    ),
)
