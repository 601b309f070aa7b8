"""Time cues in, findings on what does not belong to the document's own time (沿用旧稿) out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding, Severity
from checker.rules.base import Rule
from checker.rules.common import whole_text
from checker.rules.cues import Cue, find_cues, latest_plenum
from corpus import Standard
from corpus.events import load_events

__all__ = ["RULES"]

_MONTH = datetime.timedelta(days=31)
_MOST = 3
_NUMERALS = "一二三四五六七"


def _say(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _severity(cue: Cue, usual: Severity) -> Severity:
    """Only a confirmed fact may yield more than a remark."""
    return usual if cue.confirmed else "info"


def _bounds_writing(analysis: Analysis, cue: Cue) -> bool:
    """Whether looking forward bounds the time of writing: in a plan or letter it does, a report may tell."""
    return analysis.kind in ("plan", "letter") or cue.kind in ("title", "contradiction")


def _future(analysis: Analysis) -> Iterator[Finding]:
    day = analysis.outline.signature.date
    if day is None:
        return
    seen: set[str] = set()
    dated = f"落款日期是{_say(day)}"
    for cue in find_cues(analysis):
        if cue.fact in seen or cue.kind in ("date", "contradiction", "title"):
            continue
        words = " ".join(cue.words.split())
        if cue.low is not None and day < cue.low:
            why = f"{dated}，文中却写了“{words}”（{cue.fact}）。请核对日期，或改掉后来才有的提法。"
        elif cue.high is not None and day > cue.high and _bounds_writing(analysis, cue):
            why = f"{dated}，文中却还写“{words}”（{cue.fact}），像是沿用旧稿。请核对日期，或改写这一处。"
        else:
            continue
        seen.add(cue.fact)
        yield Finding("stale.future", _severity(cue, "error"), why, cue.where)
        if len(seen) >= _MOST:
            return
    yield from _long_past(analysis, day)


def _guiding(analysis: Analysis) -> list[Cue]:
    """Congresses and plenums cited as guidance, oldest first."""
    cues = [c for c in find_cues(analysis) if c.kind in ("congress", "plenum") and c.current and c.low]
    return sorted(cues, key=lambda c: c.low or datetime.date.min)


def _long_past(analysis: Analysis, day: datetime.date) -> Iterator[Finding]:
    """The newest guidance cited is two congresses old: 十七届四中全会 in 2023."""
    cues = [c for c in find_cues(analysis) if c.low]
    guiding = _guiding(analysis)
    if not guiding or analysis.kind not in ("plan", "letter"):
        return
    newest = guiding[-1]
    # Anything newer anywhere in the text shows that its writer knows the time.
    later = [
        c for c in cues if c.kind not in ("date", "title") and c.low and newest.low and c.low > newest.low
    ]
    held = [c for c in load_events().congresses if newest.low and newest.low < c.start and c.end < day]
    if len(held) >= 2 and not any(c.low and c.low > held[0].start for c in later):
        yield Finding(
            "stale.future",
            _severity(newest, "error"),
            f"落款日期是{_say(day)}，文中最新的会议却是“{newest.words}”（{newest.fact}），此后已开过"
            f"{'、'.join('党的' + c.name + '大' for c in held)}，像是沿用旧稿。请按现在的精神重写这一段。",
            newest.where,
        )


def _lag(analysis: Analysis) -> Iterator[Finding]:
    day = analysis.outline.signature.date
    guiding = _guiding(analysis)
    if day is None or not guiding or analysis.kind != "plan":
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
        f"文中最新的会议是“{newest.words}”，到落款日期{_say(day)}，{name}届{_NUMERALS[last.number - 1]}中全会"
        f"（{_say(last.end)}闭幕）已经开过。请考虑补上。",
        newest.where,
    )


def _mixed(analysis: Analysis) -> Iterator[Finding]:
    cues = find_cues(analysis)
    for cue in cues:
        if cue.kind == "contradiction":
            yield Finding(
                "stale.mixed",
                _severity(cue, "warning"),
                f"“{' '.join(cue.words.split())}”前后不符：{cue.fact}。请核对年份和周年数。",
                cue.where,
            )
    if analysis.outline.signature.date is not None:
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
    facts = {
        c.fact: " ".join(c.words.split()) for c in early if c.high and last.low and last.low > c.high + _MONTH
    }
    shown = "、".join(f"“{words}”（{fact}）" for fact, words in list(facts.items())[:2])
    yield Finding(
        "stale.mixed",
        "warning" if first.confirmed and last.confirmed else "info",
        f"文中的时间对不上：写着{shown}，另一处却有"
        f"“{' '.join(last.words.split())}”（{last.fact}），像是把旧稿的年份改了。请核对后统一。",
        first.where,
    )


def _outside(standard: Standard) -> str:
    start, end = standard.window
    return f"不在{standard.title}期间（{start.year}年{start.month}月至{end.year}年{end.month}月）"


def _campaign(analysis: Analysis) -> Iterator[Finding]:
    """A plan or letter of the campaign whose own time lies outside the campaign's."""
    start, end = analysis.standard.window
    words = re.escape(analysis.standard.title.removesuffix("活动"))
    if analysis.kind not in ("plan", "letter") or not re.search(words, analysis.outline.title):
        return
    day, where, said = analysis.outline.signature.date, analysis.outline.signature.date_where, ""
    if day is not None:
        said = f"落款日期{_say(day)}"
    elif analysis.kind == "plan":
        phases = [c for c in find_cues(analysis) if c.kind == "date" and c.low]
        outside = [c for c in phases if c.low and c.low.year + 3 > end.year + 1]
        if outside:
            where, said = outside[0].where, f"文中的时间“{' '.join(outside[0].words.split())}”"
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
                _severity(cue, "warning"),
                f"落款日期{_say(day)}{_outside(standard)}，"
                f"文中写的是“{mark.name}”，没有提到{standard.title}，像是那时的材料。请看一看是不是交错了文件。",
                cue.where,
            )
            return


_SOURCE = "大事表 corpus/events.yaml（每条有依据）"
_PLAN = (
    "创先争优活动实施方案\n一、指导思想\n{}\n二、主要内容\n每月读一本书，家访两户。\n三、方法步骤\n{}\n"
    "四、组织领导\n成立领导小组，书记任组长。\n石桥镇中心小学党支部\n{}"
)
_ANALYSIS = (
    "党性分析报告\n一、基本情况\n本人李明，在{}中，按支部要求作如下分析。\n二、存在的主要问题\n规定的六本书只读了两本，"
    "遇到同事违反考勤不敢说。\n三、原因分析\n思想上松懈。\n四、努力方向和整改措施\n每周读两个晚上的书。\n李明\n{}"
)
RULES: tuple[Rule, ...] = (
    Rule(
        id="stale.future",
        severity="error",
        title="引用了不属于当时的事",
        source=_SOURCE,
        check=_future,
        fails=(
            _PLAN.format(
                "贯彻党的十七届四中全会精神。", "从5月开始，到党的十八大召开前结束。", "2023年4月15日"
            ),
            _PLAN.format(
                "以习近平新时代中国特色社会主义思想为指导。", "六月动员，七月实施。", "2011年6月1日"
            ),
            _PLAN.format(
                "贯彻党的十七大和十七届三中、四中全会精神。", "六月动员，七月实施。", "2023年6月1日"
            ),
            "承诺书\n我郑重承诺如下：\n一、学习党的二十大报告，每周写一篇笔记。\n承诺人：李明\n2011年3月1日",
        ),
        passes=(
            _PLAN.format(
                "贯彻党的十七届四中全会精神。", "从5月开始，到党的十八大召开前结束。", "2010年5月20日"
            ),
            _PLAN.format(
                "贯彻党的十七大和十七届三中、四中、五中全会精神，迎接建党90周年。",
                "六月动员。",
                "2011年3月1日",
            ),
            _PLAN.format("学习党的二十大精神，回顾党的十八大以来的成就。", "六月动员。", "2023年6月1日"),
            "党性分析报告\n一、基本情况\n2012年学校为迎接党的十八大召开举办演讲，我得了奖。\n林小禾\n2013年6月1日",
            "承诺书\n我郑重承诺如下：\n一、带好第十五大队的少先队员，每月家访两户。\n承诺人：李明\n2011年3月1日",
        ),
    ),
    Rule(
        id="stale.lag",
        severity="info",
        title="没有引用最新的会议",
        source=_SOURCE,
        check=_lag,
        fails=(_PLAN.format("贯彻党的十七届四中全会精神。", "六月动员，七月实施。", "2011年6月1日"),),
        passes=(
            _PLAN.format("贯彻党的十七届四中全会精神。", "六月动员，七月实施。", "2010年6月1日"),
            _PLAN.format("贯彻党的十七届五中全会精神。", "六月动员，七月实施。", "2011年6月1日"),
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
            _PLAN.format("迎接建党90周年。", "（一）动员（5月到6月）。（二）实施（7月—2023年7月）。", ""),
            "庆祝建党93周年活动方案\n一、指导思想\n2022年是中国共产党建党93周年，我校开展庆祝活动。",
        ),
        passes=(
            "2011年庆祝建党90周年创先争优活动方案\n一、指导思想\n党员争先创优。\n二、主要内容\n党员每周听课。",
            _PLAN.format(
                "迎接建党90周年，落实《教育规划纲要（2010—2020年）》。",
                "2010年7月动员，到2020年基本实现教育现代化。",
                "",
            ),
            "庆祝建党93周年活动方案\n一、指导思想\n2014年是中国共产党建党93周年，我校开展庆祝活动。",
        ),
    ),
    Rule(
        id="stale.campaign",
        severity="warning",
        title="时间不在活动期间",
        source="本活动规范的起止时间（corpus/standards）",
        check=_campaign,
        fails=(_PLAN.format("推动学校工作。", "六月动员，七月实施。", "2023年6月1日"),),
        passes=(_PLAN.format("推动学校工作。", "六月动员，七月实施。", "2011年6月1日"),),
    ),
    Rule(
        id="stale.another",
        severity="warning",
        title="别的活动时期的材料",
        source=f"{_SOURCE}；本活动规范的起止时间（corpus/standards）",
        check=_another,
        fails=(_ANALYSIS.format("深入学习实践科学发展观活动", "2009年4月16日"),),
        passes=(
            _ANALYSIS.format("深入学习实践科学发展观活动", "2010年5月16日"),
            _ANALYSIS.format("创先争优活动", "2009年4月16日"),
            _ANALYSIS.format("深入学习实践科学发展观活动", "2001年4月16日"),
            _ANALYSIS.format("支部的组织生活会", "2009年4月16日"),
        ),
    ),
)
