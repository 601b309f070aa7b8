"""An analysed document in, findings on days told as past that are later than the day it is dated (落款早于文中的事) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.dates import find_dates
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import dates, in_quotes, say
from corpus.wordlists import either

__all__ = ["RULES"]

# 本报告经2011年8月31日支部大会讨论通过; 2011年8月31日召开支部大会，讨论通过了…: told as done.
_BY = re.compile(r"(?<!未)(?:已经?|业经|经)(?:于|在|由)?$")
_PASSED = rf"[^，。；：（）\d]{{0,16}}?{either('passedday.passed')}(?!之?[后前]|以[后前])"
_AFTER = re.compile(_PASSED)
_HELD = re.compile(rf"(?:已经?)?(?:召开|举行)(?:了)?[^，。；：（）\d]{{2,14}}?，?{_PASSED}")
_NOT_YET = re.compile(either("passedday.not_yet"))
_BREAK = re.compile("[，。；：！？（）]")


def _after_signed(analysis: Analysis) -> Iterator[Finding]:
    signature = analysis.outline.signature
    signed, hits = signature.date, find_dates(signature.date_text)
    if analysis.kind not in ("report", "letter") or signed is None or signature.date_where is None:
        return
    if not hits or hits[0].day is None or not hits[0].believable:
        return
    for spot in dates(analysis):
        day, hit = spot.hit.date, spot.hit
        if spot.where == signature.date_where or day is None or hit.day is None or day <= signed:
            continue
        before, text = spot.text[: hit.start], spot.text
        clause = _BREAK.split(before)[-1]
        passed = _AFTER.match(text, hit.end) if _BY.search(clause) else None
        if passed is None and not clause and not before.endswith("（"):
            passed = _HELD.match(text, hit.end)
        if passed is None or not hit.believable or in_quotes(text, hit.start):
            continue
        if _NOT_YET.search(clause + passed[0]) or analysis.is_chrome(spot.where):
            continue
        yield Finding(
            "date.after_signed",
            "warning",
            f"文中写“{hit.text}{passed[0]}”，落款日期却是{say(signed)}，比它还早。请核对两处日期。",
            spot.where,
        )
        return


_REPORT = "党性分析报告\n一、基本情况\n我任教语文。\n二、存在的主要问题\n读书少，家访少。\n三、整改措施\n每周读书两小时。\n{}\n报告人：李明\n2011年8月20日"
RULES: tuple[Rule, ...] = (
    Rule(
        id="date.after_signed",
        severity="warning",
        title="落款早于文中已做的事",
        source="实务：落款以后的事不能写成已经做了",
        check=_after_signed,
        fails=(
            _REPORT.format("本报告经2011年8月31日支部大会讨论通过。"),
            _REPORT.format("2011年8月31日召开支部大会，讨论通过。"),
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n以上承诺已于2011年9月3日经支部审议通过。\n承诺人：李明\n2011年9月1日",
        ),
        passes=(
            _REPORT.format("本报告经2011年8月18日支部大会讨论通过。"),
            _REPORT.format("本报告将在2011年8月31日支部大会讨论通过后公示。"),
            _REPORT.format("2011年8月31日召开支部大会，争取讨论通过。"),
            _REPORT.format("本报告拟经2011年8月31日支部大会讨论通过。"),
            _REPORT.format("（2011年8月31日支委会讨论通过）"),
            _REPORT.format("经2011年8月31日前两轮讨论，力求通过。"),
            _REPORT.format("墙上写着“经2011年8月31日大会通过”。"),
            _REPORT.format("经2011年8月31日支部大会讨论通过。").replace("2011年8月20日", "2011年8月"),
        ),
    ),
)
