"""An outline in, findings on the day a paper is dated (落款日期) out: it is missing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.foot import LOOSE_DAY
from checker.offices import is_office
from checker.rules.base import Rule
from checker.rules.blanks import by_hand
from checker.rules.common import body, once, say
from checker.rules.signature import need
from chinese_cli.han import HAN

__all__ = ["RULES", "dayless", "loose_day", "short_year"]

# 11年4月12日, 11.4.12 at the end of one of the last lines.
_SHORT_YEAR = re.compile(
    rf"(?:^|(?<=[\s：:（{HAN}]))(?P<y>\d\d)(?:年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]"
    r"|(?P<s>[.．/])(?P<m2>\d{1,2})(?P=s)(?P<d2>\d{1,2}))[。\s）]*$"
)
_LAST, _LONGEST = 3, 30  # lines, characters of one
_HEAD = 4  # lines at the top of a file among which a site's own stand
# Before and after a month that is a paper's own: nothing, brackets, who signs; not 第一阶段（2010年9月）.
_ALONE_BEFORE = re.compile(
    r"[（(\s]*|(?:[^，；：“”（(\d]{0,10}人[：:])?(?!.*阶段)[^；：“”\d]{1,30}|[^，；：“”（(\d]{0,6}日期[：:]\s*"
)
_ALONE_AFTER = re.compile(r"[）)\s。日]*")
# What is issued on a day; a 计划 or a 总结 says its term in its title.
_ISSUED = re.compile(r"(?:方案|通知|通报|倡议书)$")
_ANY_DAY = re.compile(
    r"[\d一二三四五六七八九十]月[\d一二三四五六七八九十廿]+[日号]|\d[.．/\-]\d+[.．/\-]\d|年\s*月\s*日|〔|抄送|印发"
)
# 发布时间：2014-04-01, 石小发[2014]3号: by these too it is known when the paper was issued.
_SITE_DAY = re.compile(
    r"(?:发布|更新|发表|录入|添加|上传|公布|发文|印发|成文|日期)[^\d，。；]{0,8}(?:19|20)\d\d\s*[年.．/\-]\s*\d"
    r"|[\[［〔【（(](?:19|20)\d\d[\]］〕】）)]\s*第?\s*\d{1,4}\s*号"
)
_SIGNS = re.compile(r"\s*[^，；：。]{0,12}[：:]\s*\Z")
_CENTURY = 50  # of two figures those below it are of this century


def short_year(analysis: Analysis) -> tuple[Where, str, str] | None:
    """The date of a paper written with two figures of its year: its place, its words, and how to write it."""
    return once(analysis, "short year", _short_year)


def _short_year(analysis: Analysis) -> tuple[Where, str, str] | None:
    signature = analysis.outline.signature
    if analysis.kind == "other" or signature.date_where is not None or signature.date_text:
        return None
    for i, _, normal in reversed(body(analysis)[-_LAST:]):
        m = _SHORT_YEAR.search(normal.text) if len(normal.text) <= _LONGEST else None
        if m is None or re.search("[。；，]", normal.text[: m.start()]):
            continue
        year = int(m["y"]) + (2000 if int(m["y"]) < _CENTURY else 1900)
        try:
            day = datetime.date(year, int(m["m"] or m["m2"]), int(m["d"] or m["d2"]))
        except ValueError:
            continue
        words = m[0].rstrip("。） \u3000")
        return analysis.where(i, m.start(), m.start() + len(words)), words, say(day)
    return None


def loose_day(analysis: Analysis) -> tuple[Where, str] | None:
    """The date of a paper told in a way that leaves the day open or calls for a calendar (2011年春, 辛卯年二月初四), right
    below who signs: its place and its words."""
    signature = analysis.outline.signature
    name = signature.name_where
    if analysis.kind == "other" or name is None or signature.date_where is not None or signature.date_text:
        return None
    lines = body(analysis)
    for n, (i, _, normal) in enumerate(lines):
        words = normal.text.strip()
        if n and lines[n - 1][0] == name.paragraph and LOOSE_DAY.fullmatch(words):
            start = normal.text.find(words)
            return analysis.where(i, start, start + len(words)), words.rstrip("。")
    return None


def dayless(analysis: Analysis) -> bool:
    """Whether the month that a paper is dated with stands there alone or with who signs, and is no phase's month."""
    signature = analysis.outline.signature
    place, name = signature.date_where, signature.name_where
    if place is None:
        return False
    line = analysis.document.paragraphs[place.paragraph].text
    before = re.split("[。！]", line[: place.start])[-1]
    # 日期：2011年3月　签名：李明: what follows is who signs.
    end = name.start if name and name.paragraph == place.paragraph and name.start > place.end else len(line)
    after = _SIGNS.sub("", line[place.end : end])
    return bool(_ALONE_BEFORE.fullmatch(before) and _ALONE_AFTER.fullmatch(after))


def _undated_notice(analysis: Analysis) -> Iterator[Finding]:
    """A notice or a plan of something else that ends with who issues it and bears no day at all."""
    outline = analysis.outline
    name, title = outline.signature.name_where, outline.title_where
    lines = [(i, normal.text.strip()) for i, _, normal in body(analysis) if normal.text.strip()]
    if name is None or title is None or len(lines) < 4 or outline.signature.date_text:
        return
    if lines[-1] != (name.paragraph, outline.signature.name) or title.paragraph != lines[0][0]:
        return
    if not _ISSUED.search(outline.title) or not is_office(outline.signature.name):
        return
    # Under a printed head, or in its number, such a paper has its day above.
    ends = (*lines[:3], *lines[-_LAST:])
    short = [line for _, line in ends if len(line) <= _LONGEST and not re.search("[，。；]", line)]
    if any(_ANY_DAY.search(line) for line in short) or _dated_by_site(analysis):
        return
    yield Finding(
        "date.missing",
        "warning",
        "末尾写了单位，没有写日期。请在单位下一行写明年、月、日，如“2011年3月1日”。",
        name,
    )


def _dated_by_site(analysis: Analysis) -> bool:
    """Whether one of the first or last lines as they stand in the file, a site's own too, tells the day or a number."""
    lines = [
        line.strip() for p in analysis.document.paragraphs for line in p.text.split("\n") if line.strip()
    ]
    return any(_SITE_DAY.search(line) for line in (*lines[:_HEAD], *lines[-_LAST:]))


def _missing(analysis: Analysis) -> Iterator[Finding]:
    severity = need(analysis, "date")
    signature = analysis.outline.signature
    if analysis.kind == "other":
        yield from _undated_notice(analysis)
    if severity is None or signature.date_where is not None or signature.date_text:
        return
    left = by_hand(analysis)
    if left is not None and left.day is not None:
        return  # signature.by_hand tells it, with the name
    if short_year(analysis) is not None or loose_day(analysis) is not None:
        return  # date.format tells it
    if analysis.document.pictured and signature.name_where is None:
        return  # signature.missing asks to look at the picture, which may show both
    yield Finding(
        "date.missing",
        severity,
        "没有找到落款日期。请在署名下一行写明年、月、日，如“2011年3月1日”。",
    )


_LETTER = "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n承诺人：李明"
_SAFETY = (
    "交通安全月活动方案\n一、活动时间\n三月上旬到月底。\n二、活动内容\n各班开一次班会，家长带孩子走一遍路线。"
)
_HOLIDAY = (
    "关于清明放假的通知",
    "各位家长：\n4月4日至6日放假，4月7日上课。\n请看管好孩子，注意防火。\n石桥镇中心小学",
)
_ISSUED_LINES = (
    "发布时间：2014-04-01 来源：石桥镇中心小学",
    "发布时间：2014-04-01",
    "发布日期：2014-04-01 09:30:22　浏览次数：123次　来源：石桥镇中心小学办公室",
    "石小发[2014]3号",
)
RULES: tuple[Rule, ...] = (
    Rule(
        id="date.missing",
        severity="error",
        title="没有日期",
        source="本活动规范对各文种日期的要求；GB/T 9704-2012 7.3.5.4",
        check=_missing,
        fails=(
            _LETTER,
            f"{_SAFETY}\n石桥镇中心小学",
            "\n".join(_HOLIDAY),
            f"{_HOLIDAY[0]}\n来源：石桥镇中心小学\n{_HOLIDAY[1]}",
        ),
        passes=(
            f"{_SAFETY}\n石桥镇中心小学\n2014年3月3日",
            f"{_SAFETY}\n石桥镇中心小学\n二〇一四年三月",
            f"{_SAFETY}\n（2014年3月3日校务会通过）\n石桥镇中心小学",
            f"{_SAFETY}\n石桥镇中心小学\n附：值班表",
            f"{_SAFETY}\n石桥镇中心小学文件　石小〔2014〕3号\n石桥镇中心小学",
            f"{_SAFETY}\n李明",
            *(f"{_HOLIDAY[0]}\n{line}\n{_HOLIDAY[1]}" for line in _ISSUED_LINES),
            _SAFETY,
            _SAFETY.replace("活动方案", "总结") + "\n石桥镇中心小学",
            f"{_LETTER}\n2011年3月1日",
            f"{_LETTER}\n11年3月1日",
            "承诺书\n我承诺每周家访一户。\n本承诺书一式两份，签字生效。\n承诺人签字：____________\n年　　月　　日",
        ),
    ),
)
