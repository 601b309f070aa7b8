"""An analysed document in, what it takes for its own present (今年、当前) though its date says otherwise, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.analysis import Analysis
from checker.document import Where
from checker.rules.common import body, holding, in_quotes, led, whole_text
from checker.rules.cues import find_cues
from checker.rules.timecue import Cue
from chinese_cli.numerals import parse_number
from corpus.wordlists import either, listed

__all__ = ["Stated", "other_years", "own_campaign", "past_campaigns", "titled_year"]

_YEAR = r"(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2}"
_THIS_YEAR = re.compile(
    rf"(?:今年|{either('present.present')}(?=[是为]))[，,]?(?:也?就是|已是|已经是|正?是|即|为|[（(])?(?:公元)?(?P<y>{_YEAR})年"
    rf"|(?P<z>{_YEAR})年(?:是|作为|正值)[^。；！？]{{0,24}}?也是[^。，；！？]{{0,10}}今年"
)
_THIS_YEAR_HINT = led(
    "今年", *(f"{word}(?=[是为])" for word in listed("present.present")), "年(?:是|作为|正值)"
)
# 今年是2009年以来抓得最紧的一年 says since when.
_SINCE = re.compile(rf"[^，。；！？]{{0,16}}?{either('present.since')}")
_NOW = re.compile(rf"{either('present.now')}[^。；！？]{{0,24}}$")
_GOING = re.compile(rf"正在?(?!确|式|常|规|是因)[^。，；]{{0,12}}{either('present.going')}")
_ORDERED = re.compile(rf"{either('present.by_order')}(?![^。；！？]*[。；！？])[^。；！？]{{0,40}}$")
_ORDER = re.compile(
    rf"(?:领导小组(?:办公室)?|办公室)?(?:本[周月季年](?:度)?|这个月|近期|下一步)?(?:的)?{either('present.order_sort')}?{either('present.order')}"
)
# A plan or a pledge looks forward: what it carries out is going on, what it builds on (巩固…成果) is over.
_CARRIES_OUT = re.compile(
    rf"{either('present.carries_out')}{either('present.scope', also='好|到|以')}{{0,2}}[“《]?(?:以|保持|深入){{0,2}}[^，。；！？]{{0,8}}$"
)
_RESULT = re.compile(rf"[”》]?(?:的|中)?(?:取得的|所)?{either('present.result')}")
_DONE = re.compile(either("present.done", also=rf"(?:{_YEAR})年"))
# 这次分析是按照2009年某活动的部署写的: the year dates the campaign, and this paper is written by its order.
_DATED = re.compile(rf"(?:{_YEAR})年(?=[^，。；]{{0,8}}$)")
_HALF_YEAR = datetime.timedelta(days=182)
_REACH = 80  # characters of a sentence that are looked at on either side


@dataclass(frozen=True, slots=True)
class Stated:
    """A year that the text calls its own: where, in what words."""

    year: int
    where: Where
    words: str


def other_years(analysis: Analysis, day: datetime.date) -> Iterator[Stated]:
    """Years called 今年 that are not the year of `day`.

    A paper dated in January or February may have been written in December, one of November for the next year.
    """
    near = {day.year, day.year - (day.month <= 2), day.year + (day.month >= 11)}
    for i, _, normal in holding(analysis, _THIS_YEAR_HINT):
        for m in _THIS_YEAR.finditer(normal.text):
            year = parse_number(m["y"] or m["z"])
            since = _SINCE.match(normal.text, m.end())
            if year not in near and since is None and not in_quotes(normal.text, m.start()):
                yield Stated(year, analysis.where(i, m.start(), m.end()), m[0])


def titled_year(analysis: Analysis, day: datetime.date) -> Stated | None:
    """The year of the title when it lies two years or more from that of `day`; 2001年起教书，现承诺如下： is none."""
    if analysis.outline.title.endswith("：") and "，" in analysis.outline.title:
        return None
    for cue in find_cues(analysis):
        if (
            cue.kind == "title"
            and (found := re.search(r"\d{4}", cue.words))
            and abs(int(found[0]) - day.year) >= 2
        ):
            return Stated(int(found[0]), cue.where, cue.words)
    return None


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place in its sentence."""
    before = re.split(r"[。；！？]", text[max(0, start - _REACH) : start])[-1]
    return before, re.split(r"[。；！？]", text[end : end + _REACH])[0]


def past_campaigns(analysis: Analysis, day: datetime.date) -> Iterator[Cue]:
    """Campaigns that had ended over a year before `day` and are spoken of as going on or as asking for the paper."""
    for cue in find_cues(analysis):
        mark = cue.mark
        if mark is None or mark.kind != "campaign" or mark.until is None or day <= _later(mark.until):
            continue
        text = analysis.normals[cue.where.paragraph].text
        for at in _places(text, cue.words):
            before, after = _sentence(text, at, at + len(cue.words))
            now = _NOW.search(before) or _GOING.match(after.lstrip("”》"))
            if now is None and _ORDERED.search(before):
                now = _ORDER.match(after)
            if now is None and analysis.kind in ("plan", "letter"):
                now = _CARRIES_OUT.search(before)
            if (
                now
                and not _RESULT.match(after)
                and not _DONE.search(_undated(before, after) + after)
                and not in_quotes(text, at)
            ):
                yield cue
                break


def _undated(before: str, after: str) -> str:
    """What stands before a campaign's name, without the year that dates it where this paper is written by its order."""
    ordered = _NOW.search(before) and _ORDERED.search(before) and _ORDER.match(after)
    return _DATED.sub("", before) if ordered else before


def own_campaign(analysis: Analysis, day: datetime.date) -> Iterator[Stated]:
    """The standard's own campaign spoken of as going on, over half a year after its end."""
    words = analysis.standard.title.removesuffix("活动")
    if day <= analysis.standard.window[1] + _HALF_YEAR or words not in whole_text(analysis):
        return
    for i, _, normal in body(analysis):
        for at in _places(normal.text, words):
            before, after = _sentence(normal.text, at, at + len(words))
            now = _NOW.search(before) or _GOING.match(after.removeprefix("活动"))
            if after.startswith("活动") and now and not _DONE.search(before + after):
                yield Stated(day.year, analysis.where(i, at, at + len(words)), before[-12:] + words + "活动")


def _later(day: datetime.date) -> datetime.date:
    """A year after `day`: so long a finished campaign may still be summed up."""
    return day + datetime.timedelta(days=365)


def _places(text: str, words: str) -> Iterator[int]:
    return (m.start() for m in re.finditer(re.escape(words), text))
