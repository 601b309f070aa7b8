"""An analysed document in, findings on its dates (日期) out: impossible, ill-written, missing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.dates import DateHit, find_dates
from checker.document import Where
from checker.findings import Finding
from checker.rules import passedday, periods, phases, signedday, weekdays
from checker.rules.base import Rule
from checker.rules.common import capped, count_words, dates, further, holding, site_fact
from checker.rules.signature import need
from checker.rules.signedday import dayless, loose_day, short_year

__all__ = ["RULES"]

# Behind 今年, 去年 and 每年 as well; the year in figures makes a date of its own.
_MONTH_DAY = re.compile(
    r"(?<!\d)(?<!\d年)(?<![〇○零一二三四五六七八九]年)(?P<m>\d{1,2})月(?P<d>\d{1,2})(?:日|号)(?!\d)"
)
_RANGE_DAY = re.compile(r"(?<!\d)(?P<m>\d{1,2})月(?P<a>\d{1,2})日?\s*(?:[—–~～\-至到]+)\s*(?P<b>\d{1,2})日")
_DAY_HINT = re.compile(r"月(?<=\d月)\d")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NEW_RULE = datetime.date(2012, 7, 1)


def _impossible(analysis: Analysis) -> list[Finding]:
    return capped(_impossibles(analysis))


def _impossibles(analysis: Analysis) -> Iterator[Finding]:
    found: dict[str, Where] = {}
    for spot in dates(analysis):
        if spot.hit.date is None and 1900 <= spot.hit.year <= 2100:
            found.setdefault(spot.hit.text, spot.where)
    for i, _, normal in holding(analysis, _DAY_HINT):
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


_ZERO = re.compile(r"年\s*0\d\s*月|月\s*0\d\s*[日号]")
_LATIN_ZERO = re.compile("[0OoＯ]")
_POSTED = re.compile(r"\s*(?:日期|时间)\s*[:：]")
_HEAD, _FOOT = 4, 3  # lines at the beginning that a site may date, lines at the end that the writer dates


def _by_site(analysis: Analysis, place: Where) -> bool:
    """Whether a date is the day a site printed the paper: beside its other facts, or 日期：… above the text."""
    paragraphs = analysis.document.paragraphs
    above = place.paragraph < _HEAD and place.paragraph < len(paragraphs) - _FOOT
    return site_fact(analysis, place) or above and bool(_POSTED.match(paragraphs[place.paragraph].text))


def _format(analysis: Analysis) -> Iterator[Finding]:
    yield from _zeros(analysis)
    yield from _signed_format(analysis)


def _zeros(analysis: Analysis) -> Iterator[Finding]:
    zeros = [s for s in dates(analysis) if _ZERO.search(s.hit.text) and not _by_site(analysis, s.where)]
    if zeros:
        hit = zeros[0].hit
        every = [(s.where, _plain(s.hit)) for s in zeros]
        right = every[0][1]
        yield Finding(
            "date.format",
            "info",
            f"日期“{hit.text}”的月、日不用补“0”{count_words(len(zeros))}，应写“{right}”。",
            zeros[0].where,
            right,
            edits=further(every),
        )


def _plain(hit: DateHit) -> str:
    return f"{hit.year}年{hit.month}月" + (f"{hit.day}日" if hit.day else "")


def _signed_format(analysis: Analysis) -> Iterator[Finding]:
    """Of the date at the end of a paper: a year nobody can believe, another way of writing than the usual."""
    if (short := short_year(analysis)) is not None:
        where, words, right = short
        yield Finding(
            "date.format", "info", f"落款日期“{words}”的年份没有写全，应写“{right}”。", where, right
        )
    if (loose := loose_day(analysis)) is not None:
        where, words = loose
        yield Finding(
            "date.format",
            "warning" if need(analysis, "date") == "error" else "info",
            f"落款日期“{words}”看不准是哪一天。请写明年、月、日，如“2011年3月1日”。",
            where,
        )
    signature = analysis.outline.signature
    place, day = signature.date_where, signature.date
    hits = find_dates(signature.date_text)
    if place is None or analysis.kind == "other":
        return
    said = f"落款日期“{signature.date_text}”"
    if not hits:  # it was taken for the day without its year
        words = f"{said}没有写年份。年、月、日要写全，请补上年份。"
        yield Finding("date.format", "warning" if need(analysis, "date") == "error" else "info", words, place)
        return
    if not hits[0].believable:
        words = f"{said}的年份认不准，可能写错了字，也可能是读文件时乱了次序。请看一看原件。"
        yield Finding("date.format", "info", words, place)
    if day is None or _by_site(analysis, place):
        return
    if hits[0].day is None:
        if dayless(analysis):
            yield Finding("date.format", "info", f"{said}没有写日。年、月、日要写全，请补上。", place)
        return
    right = f"{day.year}年{day.month}月{day.day}日"
    if wrong := _ill_written(hits[0], day, analysis.kind, right):
        yield Finding(
            "date.format",
            "info",
            said + wrong,
            place,
            _LATIN_ZERO.sub("〇", hits[0].text) if "〇" in wrong else right,
        )


def _ill_written(hit: DateHit, day: datetime.date, kind: str, right: str) -> str:
    """What is wrong with the way a date is written, as the end of a sentence about it; "" for nothing."""
    if hit.style != "short" and hit.text[-1] not in "日号":
        return f"后面漏了“日”字，应写“{right}”。"
    if hit.style == "mixed":
        return f"几种写法混在一起，应写“{right}”。"
    # The standard is for official papers; a person's own report or pledge may be dated in Chinese numerals.
    if hit.style == "chinese" and day >= _NEW_RULE and kind == "plan":
        return f"用了汉字数字。2012年7月1日起成文日期用阿拉伯数字，应写“{right}”。"
    if hit.style == "chinese" and (latin := _LATIN_ZERO.search(hit.text)):
        proper = _LATIN_ZERO.sub("〇", hit.text)
        return f"里的“{latin[0]}”不是汉字，用汉字写日期的写“〇”：“{proper}”。"
    if latin := re.search("[Oo]", hit.text):
        return f"里的“{latin[0]}”是字母，不是数字“0”，应写“{right}”。"
    if hit.text.endswith("号"):
        return f"的“号”是口语，应写“{right}”。"
    return f"，请写成“{right}”。" if hit.style == "short" else ""


_SOURCE = "GB/T 9704-2012 7.3.5.4：成文日期用阿拉伯数字，年、月、日标全，月、日不编虚位"
RULES: tuple[Rule, ...] = (
    *periods.RULES,
    *phases.RULES,
    *signedday.RULES,
    *passedday.RULES,
    Rule(
        id="date.impossible",
        severity="error",
        title="不存在的日期",
        source="公历",
        check=_impossible,
        fails=(
            "实施方案\n活动到2010年9月31日结束。",
            "实施方案\n2月30日前上报名单。",
            "承诺书\n去年欠的账，于今年4月31日前还清。\n承诺人：李明\n2011年3月1日",
            "实施方案\n6月25日—31日组织评议。",
            "承诺书\n我承诺每周家访一户。\n承诺人：李明\n2011年2月29日",
        ),
        passes=(
            "实施方案\n活动从2月29日筹备，到2010年9月30日结束，12月31日总结，2012年2月29日评议。",
            "实施方案\n今年10月31日前、每年12月30日前各查一次，明年2月28日前报。",
        ),
    ),
    *weekdays.RULES,
    Rule(
        id="date.format",
        severity="info",
        title="日期写法",
        source=_SOURCE,
        check=_format,
        fails=(
            "实施方案\n2011年03月01日召开动员会。",
            "支部创先争优活动实施方案\n一、指导思想\n落实科学发展观。\n二、主要内容\n党员每周听课。\n三、组织领导\n书记负责。\n石桥镇中心小学党支部\n二〇一三年三月一日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011.3.1",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2013年3.20日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2012.2月21号",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2012年2月21号",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n二〇一一年9月19日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n〇二一一年三月一日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n二0一一年三月一日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011年4月",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011年4月12",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n二\u041e一一年四月十二日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2O11年4月12日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n11年4月12日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n李明\n2011年春",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n李明\n辛卯年二月初四",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n二〇一一年三月一日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n二〇一三年三月一日",
            "承诺书\n我郑重承诺如下：\n一、成绩比2011年3.20分高，2012年5月21号前完成。\n承诺人：李明\n2011年3月1日",
            "承诺书\n教师承诺书范本 作者：小林 时间：2012-03-28\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n三、不迟到早退。",
            "支部创先争优活动实施方案\n日期：2010-06-30\n一、指导思想\n落实科学发展观。\n二、主要内容\n党员每周听课。\n三、组织领导\n书记负责。",
            "签订承诺书\n2011年03月01日 来源：晚报\n我校教师签订了承诺书。",
        ),
    ),
)
