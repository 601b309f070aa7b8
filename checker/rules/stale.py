"""Time cues in, findings on what does not belong to the document's own time (沿用旧稿) out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis, Signature
from checker.dates import find_dates
from checker.findings import Finding
from checker.rules import campaigns, leaders, present
from checker.rules.base import Rule
from checker.rules.campaigns import PLAN, severity
from checker.rules.common import quoted, say
from checker.rules.cues import find_cues
from checker.rules.meetings import latest_plenum
from checker.rules.timecue import Cue
from corpus.events import load_events

__all__ = ["RULES"]

_MONTH = datetime.timedelta(days=31)
_MOST = 3
_NUMERALS = "一二三四五六七"


# 喜迎党的十九大召开，开展党性分析，现将个人情况报告如下: what a paper is written for is no tale.
_HEREBY = re.compile("现[^。；]{1,24}如下")


def _bounds_writing(analysis: Analysis, cue: Cue) -> bool:
    """Whether looking forward bounds the time of writing: in a plan or letter it does, a report may tell."""
    if analysis.kind in ("plan", "letter") or cue.kind in ("title", "contradiction"):
        return True
    sentences = re.split("[。；]", analysis.normals[cue.where.paragraph].text)
    return any(cue.words in s and _HEREBY.search(s) for s in sentences)


def _signed(signature: Signature) -> tuple[datetime.date, datetime.date, str] | None:
    """The days between which a paper was signed, and how its date is said; of a month alone (2011年3月), and of a
    day that the month does not have (2011年2月30日), they are the month's."""
    day, hits = signature.date, find_dates(signature.date_text)
    if day is not None and not (hits and hits[0].day is None):
        return day, day, say(day)
    if not hits or not hits[0].believable or not 1 <= hits[0].month <= 12:
        return None
    first = datetime.date(hits[0].year, hits[0].month, 1)
    last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return first, last, f"{first.year}年{first.month}月" if hits[0].day is None else signature.date_text


def _future(analysis: Analysis) -> Iterator[Finding]:
    signed = _signed(analysis.outline.signature)
    if signed is None:
        return
    day, last, said = signed
    seen: set[str] = set()
    dated = f"落款日期是{said}"
    for cue in find_cues(analysis):
        if cue.fact in seen or cue.kind in ("date", "contradiction", "title"):
            continue
        words = quoted(cue.words)
        if cue.low is not None and last < cue.low:
            counted = "和第几个" if "个" in cue.words else "和周年数"
            other = counted if cue.kind == "anniversary" else "，或改掉后来才有的提法"
            why = f"{dated}，文中却写了{words}（{cue.fact}）。请核对日期{other}。"
        elif cue.high is not None and day > cue.high and _bounds_writing(analysis, cue):
            why = f"{dated}，文中却还写{words}（{cue.fact}），像是沿用旧稿。请核对日期，或改写这一处。"
        else:
            continue
        seen.add(cue.fact)
        yield Finding("stale.future", severity(cue, "error"), why, cue.where)
        if len(seen) >= _MOST:
            return
    yield from _long_past(analysis, day)


def _guiding(analysis: Analysis) -> list[Cue]:
    """Congresses and plenums cited as guidance, oldest first."""
    cues = [c for c in find_cues(analysis) if c.kind in ("congress", "plenum") and c.current and c.low]
    return sorted(cues, key=lambda c: c.low or datetime.date.min)


def _long_past(analysis: Analysis, day: datetime.date) -> Iterator[Finding]:
    """The newest guidance cited is two congresses old: 十七届四中全会 in 2023."""
    guiding = _guiding(analysis) if analysis.kind in ("plan", "letter") else []
    if not guiding:
        return
    cues = [c for c in find_cues(analysis) if c.low]
    newest = guiding[-1]
    # Anything newer anywhere in the text shows that its writer knows the time.
    later = [
        c for c in cues if c.kind not in ("date", "title") and c.low and newest.low and c.low > newest.low
    ]
    held = [c for c in load_events().congresses if newest.low and newest.low < c.start and c.end < day]
    if len(held) >= 2 and not any(c.low and c.low > held[0].start for c in later):
        yield Finding(
            "stale.future",
            severity(newest, "error"),
            f"落款日期是{say(day)}，文中最新的会议却是{quoted(newest.words)}（{newest.fact}），此后已开过"
            f"{'、'.join('党的' + c.name + '大' for c in held)}，像是沿用旧稿。请按现在的精神重写这一段。",
            newest.where,
        )


def _lag(analysis: Analysis) -> Iterator[Finding]:
    day = analysis.outline.signature.date
    if day is None or analysis.kind != "plan":
        return
    guiding = _guiding(analysis)
    if not guiding:
        return
    newest = guiding[-1]
    last = latest_plenum(day)
    if newest.kind != "plenum" or last is None or newest.low is None or newest.low >= last.start:
        return
    later = [c for c in load_events().congresses if newest.low < c.start and c.end < day]
    if len(later) >= 2:
        return
    name = next(c.name for c in load_events().congresses if c.term == last.term)
    yield Finding(
        "stale.lag",
        "info",
        f"文中最新的会议是{quoted(newest.words)}，到落款日期{say(day)}，{name}届{_NUMERALS[last.number - 1]}中全会"
        f"（{say(last.end)}闭幕）已经开过。请考虑补上。",
        newest.where,
    )


def _mixed(analysis: Analysis) -> Iterator[Finding]:
    cues = find_cues(analysis)
    for cue in cues:
        if cue.kind == "contradiction":
            what = "年月" if cue.fact.startswith("党的") else "年份和周年数"
            yield Finding(
                "stale.mixed",
                severity(cue, "warning"),
                f"{quoted(cue.words)}前后不符：{cue.fact}。请核对{what}。",
                cue.where,
            )
    day = analysis.outline.signature.date
    if day is not None:
        for stated in present.other_years(analysis, day):
            yield Finding(
                "stale.mixed",
                "warning",
                f"文中写着{quoted(stated.words)}，落款日期却是{say(day)}，"
                "像是沿用往年的稿子、年份没有改。请核对后统一。",
                stated.where,
            )
            return
        if (title := present.titled_year(analysis, day)) is not None:
            yield Finding(
                "stale.mixed",
                "warning",
                f"题目写的是{title.year}年，落款日期却是{say(day)}，像是沿用往年的稿子、年份没有改。请核对后统一。",
                title.where,
            )
        return
    early = [
        c for c in cues if c.high is not None and c.kind != "contradiction" and _bounds_writing(analysis, c)
    ]
    late = [c for c in cues if c.low is not None and c.kind != "contradiction"]
    if not early or not late:
        return
    early.sort(key=lambda c: c.high or datetime.date.max)
    first = early[0]
    clash = [c for c in late if c.low and first.high and c.low > first.high + _MONTH]
    if not clash:
        return
    last = max(clash, key=lambda c: (c.low or datetime.date.min, c.kind != "date"))
    # Point to the words that are out of date, and name both sides.
    facts = {c.fact: quoted(c.words) for c in early if c.high and last.low and last.low > c.high + _MONTH}
    shown = "、".join(f"{words}（{fact}）" for fact, words in list(facts.items())[:2])
    yield Finding(
        "stale.mixed",
        "warning" if first.confirmed and last.confirmed else "info",
        f"文中的时间对不上：写着{shown}，另一处却有"
        f"{quoted(last.words)}（{last.fact}），像是把旧稿的年份改了。请核对后统一。",
        first.where,
    )


_SOURCE = "大事表 corpus/events.yaml（每条有依据）"
RULES: tuple[Rule, ...] = (
    Rule(
        id="stale.future",
        severity="error",
        title="引用了不属于当时的事",
        source=_SOURCE,
        check=_future,
        fails=(
            PLAN.format(
                "贯彻党的十七届四中全会精神。", "从5月开始，到党的十八大召开前结束。", "2023年4月15日"
            ),
            PLAN.format("以习近平新时代中国特色社会主义思想为指导。", "六月动员，七月实施。", "2011年6月1日"),
            PLAN.format("贯彻党的十七大和十七届三中、四中全会精神。", "六月动员，七月实施。", "2023年6月1日"),
            "党性分析报告\n按支部通知，喜迎党的十八大胜利召开，开展党性分析，现将个人情况报告如下。\n一、基本情况\n我任教语文。\n林小禾\n2014年6月1日",
            "承诺书\n我郑重承诺如下：\n一、传达学习党的二十大文件，每周写一篇笔记。\n承诺人：李明\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、学习党的二十大报告，每周写一篇笔记。\n承诺人：李明\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、落实党的二十一大精神，每周写一篇笔记。\n承诺人：李明\n2023年3月1日",
            PLAN.format("贯彻二十届六中全会精神。", "六月动员，七月实施。", "2024年6月1日"),
            "承诺书\n值此第二十七个教师节来临之际，我郑重承诺如下：\n一、每周写一篇笔记。\n承诺人：李明\n2013年9月9日",
            "承诺书\n在庆祝第30个教师节的日子里，我郑重承诺如下：\n一、每周写一篇笔记。\n承诺人：李明\n2011年9月9日",
        ),
        passes=(
            PLAN.format(
                "贯彻党的十七届四中全会精神。", "从5月开始，到党的十八大召开前结束。", "2010年5月20日"
            ),
            PLAN.format(
                "贯彻党的十七大和十七届三中、四中、五中全会精神，迎接建党90周年。",
                "六月动员。",
                "2011年3月1日",
            ),
            PLAN.format("学习党的二十大精神，回顾党的十八大以来的成就。", "六月动员。", "2023年6月1日"),
            "党性分析报告\n一、基本情况\n2012年学校为迎接党的十八大召开举办演讲，我得了奖。\n林小禾\n2013年6月1日",
            "承诺书\n值此第二十七个教师节来临之际，我郑重承诺如下：\n一、每周写一篇笔记。\n承诺人：李明\n2011年9月9日",
            PLAN.format("值此第26个教师节刚过、第27个教师节将至之时。", "六月动员。", "2011年2月28日"),
            "承诺书\n今年是我从教后的第二十六个教师节，我郑重承诺如下：\n一、每周写一篇笔记。\n承诺人：李明\n2014年9月9日",
            "承诺书\n第二十六个教师节那天我领过奖状，现承诺如下：\n一、每周写一篇笔记。\n承诺人：李明\n2014年9月9日",
            PLAN.format("迎接党的二十一大召开，把器材分成二十一大类。", "六月动员。", "2026年6月1日"),
            PLAN.format("贯彻党的二十大和二十届三中全会精神。", "六月动员，七月实施。", "2025年6月1日"),
            "承诺书\n我郑重承诺如下：\n一、带好第十五大队的少先队员，每月家访两户。\n承诺人：李明\n2011年3月1日",
        ),
    ),
    Rule(
        id="stale.lag",
        severity="info",
        title="没有引用最新的会议",
        source=_SOURCE,
        check=_lag,
        fails=(PLAN.format("贯彻党的十七届四中全会精神。", "六月动员，七月实施。", "2011年6月1日"),),
        passes=(
            PLAN.format("贯彻党的十七届四中全会精神。", "六月动员，七月实施。", "2010年6月1日"),
            PLAN.format("贯彻党的十七届五中全会精神。", "六月动员，七月实施。", "2011年6月1日"),
        ),
    ),
    Rule(
        id="stale.mixed",
        severity="warning",
        title="文中的时间对不上",
        source=_SOURCE,
        check=_mixed,
        fails=(
            "2023年度小学庆祝建党96周年活动方案\n一、指导思想\n党员争先创优。\n二、主要内容\n党员每周听课。",
            PLAN.format("迎接建党90周年。", "（一）动员（5月到6月）。（二）实施（7月—2023年7月）。", ""),
            "承诺书\n今年是2011年，我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2013年3月18日",
            "承诺书\n今年是2009年，是近年来最紧的一年。\n一、每周家访一户。\n承诺人：李明\n2011年3月18日",
            "2010年党员承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2013年3月18日",
            PLAN.format("二〇一〇年是活动的启动之年，也是我校今年的重头戏。", "六月动员。", "2012年4月10日"),
            "庆祝建党93周年活动方案\n一、指导思想\n2022年是中国共产党建党93周年，我校开展庆祝活动。",
            "承诺书\n我郑重承诺如下：\n一、我参加2012年2月召开的党的十八大精神宣讲会，每周家访一户。\n承诺人：李明\n2013年3月22日",
        ),
        passes=(
            "2011年庆祝建党90周年创先争优活动方案\n一、指导思想\n党员争先创优。\n二、主要内容\n党员每周听课。",
            PLAN.format(
                "迎接建党90周年，落实《教育规划纲要（2010—2020年）》。",
                "2010年7月动员，到2020年基本实现教育现代化。",
                "",
            ),
            "承诺书\n今年是2011年，我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011年3月18日",
            "2010年度党员自我剖析\n我郑重剖析如下：\n一、家访少。\n剖析人：李明\n2011年3月18日",
            "承诺书\n今年是2011年，我把明年的打算说一说：\n一、每周家访一户。\n承诺人：李明\n2012年1月4日",
            "承诺书\n校歌里唱的是“今年是1998年”，我郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n2011年3月18日",
            "承诺书\n今年是2009年以来抓得最紧的一年，也是2010年活动启动后的第二年。\n一、每周家访一户。\n承诺人：李明\n2011年3月18日",
            "承诺书\n我郑重承诺如下：\n一、2012年11月学习党的十八大精神，2012年2月为迎接党的十八大召开写了笔记。\n承诺人：李明\n2013年3月22日",
            "承诺书\n我郑重承诺如下：\n一、2012年2月入学，学了党的十八大报告；2012年以来学习党的十八大精神。\n承诺人：李明\n2013年3月22日",
            "庆祝建党93周年活动方案\n一、指导思想\n2014年是中国共产党建党93周年，我校开展庆祝活动。",
        ),
    ),
    *campaigns.RULES,
    *leaders.RULES,
)
