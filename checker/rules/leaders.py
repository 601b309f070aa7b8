"""An analysed document in, findings on leaders spoken of as in office after their time (领导人职务) out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.campaigns import PLAN, severity
from checker.rules.common import in_quotes, quoted, say
from checker.rules.cues import find_cues
from checker.rules.timecue import Cue
from corpus.wordlists import either

__all__ = ["RULES"]

_CENTRE = re.compile(r"以.{2,4}同志为")
_AROUND_BEFORE = re.compile(r"(?:紧密地?|更加紧密地?)?团结在[^，。；]{0,6}$")
_AROUND_AFTER = re.compile(r"的?(?:党中央|领导集体|中央领导集体)周围")
_LED = re.compile(r"的?(?:党中央|中央领导集体)的?(?:坚强|正确|英明)?领导下")
_CARRIES_OUT = re.compile(rf"{either('leaders.carries_out')}[^，。；！？：]{{0,8}}$")
# Not 今年我读完了温家宝总理的文集: what is read now may be old.
_NOW = re.compile(rf"{either('leaders.now')}[，]?[^。；！？读看听学抄背想记讲]{{0,8}}$")
# What tells of the past in the sentence, and whose title goes with a time or with what he put forward.
_PAST = re.compile(either("leaders.past"))
_OF_HIS_TIME = re.compile(rf"(?:同志)?的?{either('leaders.of_his_time')}")
# 学习胡锦涛总书记在全国教育工作会议上的讲话: a speech with its day is read long after it.
_SPEECH = re.compile(
    r"[^，。；]{0,40}?(?:(?:[会年]|会议|活动|仪式)上?的?|[”》])(?:重要)?讲话|[^，。；]{0,30}?《"
)
_YEAR = re.compile(r"(?:19|20)\d\d年")
_HALF_YEAR, _WHOLE_YEAR = datetime.timedelta(days=182), datetime.timedelta(days=365)
_REACH = 120  # characters of a sentence on either side


def _leader(analysis: Analysis) -> Iterator[Finding]:
    """Who had left his office is spoken of as in it: 紧密团结在以某同志为总书记的党中央周围, three years later."""
    day = analysis.outline.signature.date
    if day is None or analysis.standard.kind(analysis.kind) is None:
        return
    cue = next((c for c in find_cues(analysis) if c.kind == "leader" and _in_office(analysis, c, day)), None)
    if cue is not None and cue.mark is not None and cue.mark.until is not None:
        yield Finding(
            "stale.leader",
            severity(cue, "warning"),
            f"落款日期是{say(day)}，文中却写着{quoted(cue.words)}，当成现任；这个职务到{say(cue.mark.until)}为止，"
            "像是沿用旧稿。请核对日期，或按现在的提法改写。",
            cue.where,
        )


def _in_office(analysis: Analysis, cue: Cue, day: datetime.date) -> bool:
    """Whether a leader's title is used, some time after its end, as of one who bears it."""
    until = cue.mark.until if cue.mark is not None else None
    if until is None or day <= until + _HALF_YEAR:
        return False
    text = analysis.normals[cue.where.paragraph].text
    return any(
        _spoken_of(analysis, cue.words, text, m.start(), day > until + _WHOLE_YEAR)
        for m in re.finditer(re.escape(cue.words), text)
    )


def _spoken_of(analysis: Analysis, words: str, text: str, at: int, long_ago: bool) -> bool:
    """Whether the title at `at` is used as of one in office; soon after its end only the surest words tell."""
    before = re.split(r"[。；！？]", text[max(0, at - _REACH) : at])[-1]
    after = re.split(r"[。；！？]", text[at + len(words) : at + len(words) + _REACH])[0]
    if in_quotes(text, at) or _PAST.search(before + after) or _YEAR.search(before + after):
        return False
    if _CENTRE.match(words):
        if _AROUND_BEFORE.search(before) or _AROUND_AFTER.match(after):
            return True
        return long_ago and analysis.kind != "report" and bool(_LED.match(after))
    if not long_ago or _OF_HIS_TIME.match(after) or _SPEECH.match(after):
        return False
    # A report tells what was read in all the years.
    return bool(_NOW.search(before) or analysis.kind != "report" and _CARRIES_OUT.search(before))


_LETTER = "承诺书\n我郑重承诺如下：\n一、{}\n二、每周家访一户。\n承诺人：李明\n{}"
RULES: tuple[Rule, ...] = (
    Rule(
        id="stale.leader",
        severity="warning",
        title="领导人的职务不是当时的",
        source="大事表 corpus/events.yaml（每条有依据）",
        check=_leader,
        fails=(
            _LETTER.format("学习胡锦涛总书记的重要指示，写体会一篇。", "2014年4月12日"),
            _LETTER.format("紧密团结在以胡锦涛同志为总书记的党中央周围，每天读书一小时。", "2015年4月12日"),
            _LETTER.format("学习温家宝总理在政府工作报告中的讲话，写体会一篇。", "2014年4月12日"),
            PLAN.format(
                "在以胡锦涛同志为总书记的党中央坚强领导下，推动学校工作。", "六月动员。", "2014年6月1日"
            ),
        ),
        passes=(
            _LETTER.format("学习胡锦涛总书记的重要指示，写体会一篇。", "2012年4月12日"),
            _LETTER.format("学习胡锦涛同志“七一”讲话，写体会一篇。", "2014年4月12日"),
            _LETTER.format("学习胡锦涛总书记在庆祝建党90周年大会上的讲话。", "2014年4月12日"),
            _LETTER.format("胡锦涛总书记提出的“八荣八耻”，我抄在本子上。", "2014年4月12日"),
            _LETTER.format("2008年我在现场听过温家宝总理的慰问，今年再读那段话。", "2014年4月12日"),
            _LETTER.format("贯彻以胡锦涛同志为总书记的党中央提出的科学发展观。", "2014年4月12日"),
            PLAN.format(
                "继承以江泽民同志为核心的党的第三代中央领导集体的事业。", "六月动员。", "2014年6月1日"
            ),
        ),
    ),
)
