"""An analysed document in, findings on what is due before it can have been done (限期早于开始) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.common import holding
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["due_early"]

# 总结于2011年5月10日前上报，总结工作从5月20日开始: a paper on a thing is due before the thing begins.
_DAY = r"(?:(?P<y{0}>(?:19|20)\d\d)年)?(?P<m{0}>\d{{1,2}})月(?P<d{0}>\d{{1,2}})[日号]"
_THING = rf"(?P<w>[{HAN}]{{2}})(?:工作|活动)?"
_DUE = rf"{either('periods.papers')}[^，。；\d]{{0,8}}{_DAY.format(1)}(?:之前|以前|前)[^，。；\d]{{0,10}}?{either('periods.hands_in')}"
_BEGUN = rf"[^，。；\d]{{0,6}}?{_DAY.format(2)}(?:才|再|正式)*(?:起|开始|启动|着手)"
_DUE_FIRST = (
    re.compile(
        rf"{_THING}{_DUE}[^。；\d]{{0,4}}[，；][^，。；\d]{{0,8}}?(?P=w)(?:工作|活动|阶段)?(?!{either('periods.papers')}){_BEGUN}"
    ),
    re.compile(rf"{_THING}{_BEGUN}[^，。；\d]{{0,12}}[，；][^，。；\d]{{0,8}}?(?P=w)(?:工作|活动)?{_DUE}"),
)
# 学习从6月8日开始，到6月26日结束。学习结束后每人写一份心得体会，于6月3日前交: what comes of it is due before it begins.
_LEARNT = re.compile(
    rf"(?P<w1>{either('periods.learns')})[^，。；\d]{{0,4}}?(?:从|自|于|在)?{_DAY.format(1)}(?:开始|起|启动|正式开始|至|到|[—–\-~～])"
    rf"|(?:从|自)?{_DAY.format(2)}(?:开始|起|启动)[^，。；\d]{{0,6}}?(?P<w2>{either('periods.learns')})"
)
_PRODUCT = re.compile(
    rf"{either('periods.products')}[^。；\d]{{0,16}}?{_DAY.format(1)}(?:之前|以前|前)[^，。；\d]{{0,10}}?{either('periods.hands_in')}"
)
_ANOTHER_TIME = re.compile(either("periods.another_time"))
_WHOSE = re.compile(either("periods.whose"))  # 教师读书: no name of a training
_DUE_HINT = re.compile(rf"{either('periods.papers')}[^，。；\d]{{0,8}}\d[年\d]{{0,5}}月?\d")
_PRODUCT_HINT = re.compile(rf"{either('periods.products')}[^。；\d]{{0,16}}?\d[年\d]{{0,5}}月?\d")
# 11月20日以前各党小组写出总结，11月5日前汇总: what is put together before its parts are due.
_GATHERED = re.compile(
    rf"{_DAY.format(2)}(?:之前|以前|前)[^。；，\d]{{0,20}}?{either('periods.writes')}[^。；，\d]{{0,8}}?{either('periods.papers')}[^，。；\d]{{0,6}}，"
    rf"(?:再|并|然后|由[^，。；\d]{{1,10}}?)?(?:于|在)?{_DAY.format(1)}(?:之前|以前|前)[^，。；\d]{{0,10}}?{either('periods.gathers')}"
    rf"(?![^，。；]{{0,10}}?{either('periods.papers', 'periods.other_things')})"
)
_GATHERED_HINT = re.compile(rf"前[^，。；\d]{{0,10}}?{either('periods.gathers')}")
_HALF = 6  # months: between days without a year further apart a year may have turned


def due_early(analysis: Analysis) -> Iterator[Finding]:
    """Papers that are due before the thing they tell of begins, or before their parts are due."""
    yield from _due_first(analysis)
    yield from _product_first(analysis)
    yield from _gathered_first(analysis)


def _due_first(analysis: Analysis) -> Iterator[Finding]:
    """A paper on a thing that is due before the day on which the thing begins."""
    for i, _, normal in holding(analysis, _DUE_HINT):
        for expression in _DUE_FIRST:
            for m in expression.finditer(normal.text):
                where = analysis.where(i, m.start(), m.end())
                if _before(m) and not analysis.is_chrome(where):
                    due, begins = (f"{m['m' + n]}月{m['d' + n]}日" for n in "12")
                    yield Finding(
                        "date.order",
                        "error",
                        f"“{analysis.document.quote(where)}”：{m['w']}{begins}才开始，{due}前就要交，先后颠倒。请改正时间。",
                        where,
                    )


def _product_first(analysis: Analysis) -> Iterator[Finding]:
    """What one is to write of a thing (心得体会) is due before the day on which that thing, told before, begins."""
    for i, _, normal in holding(analysis, _PRODUCT_HINT):
        for m in _PRODUCT.finditer(normal.text):
            started = list(_LEARNT.finditer(normal.text, 0, m.start()))
            if not started or _ANOTHER_TIME.search(normal.text, started[0].start(), m.end()):
                continue
            n = "1" if started[0]["m1"] else "2"
            if not _of_the_same(normal.text, started[0], n, m):
                continue
            where = analysis.where(i, m.start(), m.end())
            if _earlier(_day(m, "1"), _day(started[0], n)) and not analysis.is_chrome(where):
                begins = f"{started[0]['m' + n]}月{started[0]['d' + n]}日"
                yield Finding(
                    "date.order",
                    "error",
                    f"“{analysis.document.quote(where)}”：前面写的是{begins}才开始，{m['m1']}月{m['d1']}日前就要交，先后颠倒。请改正时间。",
                    where,
                )


def _gathered_first(analysis: Analysis) -> Iterator[Finding]:
    """What is put together before the day by which its parts are to be handed in."""
    for i, _, normal in holding(analysis, _GATHERED_HINT):
        for m in _GATHERED.finditer(normal.text):
            where = analysis.where(i, m.start(), m.end())
            if not _before(m) or _ANOTHER_TIME.search(m[0]) or analysis.is_chrome(where):
                continue
            gathered, due = (f"{m['m' + n]}月{m['d' + n]}日" for n in "12")
            yield Finding(
                "date.order",
                "error",
                f"“{analysis.document.quote(where)}”：{due}前才交，{gathered}前就要汇总，先后颠倒。请改正时间。",
                where,
            )


def _of_the_same(text: str, started: re.Match[str], n: str, product: re.Match[str]) -> bool:
    """Whether the sentence of a product says that it is of what `started`: 培训结束后…心得, or the whole name 业务培训."""
    word, at = started["w" + n], started.start("w" + n)
    sentence = re.split("[。；]", text[: product.start()])[-1]
    after = rf"(?:^|[，：])(?:[本此这]次)?(?:(?:{word}(?:活动|班)?)?(?:全部)?结束|{word}(?:活动)?)之?后"
    name = re.search(f"[{HAN}]{{2}}$", text[:at])
    named = (
        name is not None
        and not _WHOSE.search(name[0])
        and f"{name[0]}{word}" in re.split("[，：]", sentence)[-1]
    )
    return bool(named or re.search(after, sentence))


def _day(m: re.Match[str], n: str) -> tuple[int, int, int]:
    """The year (0 for none), month and day of the `n`th date of a match."""
    return int(m["y" + n] or 0), int(m["m" + n]), int(m["d" + n])


def _before(m: re.Match[str]) -> bool:
    """Whether the first day of a match of `_DUE_FIRST` surely lies before the second."""
    return _earlier(_day(m, "1"), _day(m, "2"))


def _earlier(first: tuple[int, int, int], second: tuple[int, int, int]) -> bool:
    """Whether a day surely lies before another; without their years only one not further back than half a year."""
    if first[0] and second[0]:
        return first < second
    return first[1:] < second[1:] and second[1] - first[1] <= _HALF
