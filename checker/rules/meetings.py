"""A paragraph in, the congresses (党代会) and plenary sessions (全会) it cites out as time cues."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

from checker.analysis import Analysis
from checker.document import Where
from checker.rules.common import in_quotes, say
from checker.rules.timecue import Cue, is_history
from chinese_cli.numerals import parse_number
from corpus.events import Congress, Plenum, load_events
from corpus.wordlists import either

__all__ = ["MEETING_HINT", "find_meetings", "latest_plenum"]

_DAY = datetime.timedelta(days=1)
_TERM = r"十[五六七八九]|二十[一二三四五]?"
# 第十五大队, 二十大举措: a number and another word.
_MEETING = re.compile(rf"(?P<t>{_TERM})[大届]|第(?P<u>{_TERM})(?:次全国代表大会|届中央委员会)")
MEETING_HINT = re.compile("[一二三四五六七八九十](?=[大届次])(?:(?<=[五六七八九十])|(?<=二十.))")
_PLENUM = re.compile(
    rf"(?:{_TERM})届(?P<l>[一二三四五六七]中?(?:[、，和及与]{{1,2}}[一二三四五六七]中?)*)全会"
    rf"|第(?:{_TERM})届中央委员会第(?P<m>[一二三四五六七])次全体会议"
)
# 第二十一大队, 分成二十一大类: of a congress not held yet only what is plainly one.
_OF_PARTY = re.compile(r"(?:党的?|中共|中国共产党)(?:第)?$")
_YEARS = 5  # from one congress to the next, by the Party's constitution
_NOT_NATIONAL = re.compile(r"[一二三四五六七八九十团会第]$|团的$|工会$|妇女$|全国$")
_NOT_CONGRESS = re.compile(r"[队类块项件型步好亩家行街道桥举任城亮工新]")
_FORWARD_BEFORE = re.compile(
    r"(?:喜迎|迎接|迎|向|直?到|至|截至|截止|[—–\-~～]{1,2})(?:即将召开的)?(?:伟大的|我们)?(?:党的?|中国共产党|中共)?(?:第)?$"
)
_FORWARD_AFTER = re.compile(r"(?:的)?(?:胜利)?(?:隆重)?(?:召开)?(?:之?前|以前|献礼|献上|到来)")
_BACKWARD_AFTER = re.compile(
    r"(?:的)?(?:会议)?(?:胜利召开)?(?:报告|精神|文件(?!起草)|以来|提出|指出|强调|闭幕|召开后|之后|作出|通过|选举产生|确立|描绘)"
)
# 2012年2月召开的党的十八大精神宣讲会: in a month before the congress was held.
_MONTH_BEFORE = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)年(?P<m>1[0-2]|0?[1-9])月(?:份|[上中下]旬|[初底]|\d{{1,2}}[日号])?{either('meetings.held')}(?:了|的|过)?"
    r"(?:党的?|中国共产党|中共)?(?:第)?$"
)
_DRAWN_UP = re.compile(r"(?:的)?(?:精神|报告(?!（?(?:起草|征求|讨论)))")
# 11月，党的十八大召开后，组织学习, in a plan of that March: arranged for the time after it, if nothing is told of it.
_AFTER_IT = re.compile(
    r"(?:的)?(?:胜利|隆重|圆满)?(?:(?:召开|闭幕|结束)(?:之|以)?后|(?:之|以)后|开(?:过|完)?(?:之|以)?后)(?P<then>[^。；！？]*)"
)
_TOLD = re.compile(either("meetings.told", also="了(?!解)"))
_AHEAD = datetime.timedelta(days=366)  # before it begins, within which it is known that it will be held
_GUIDING_BEFORE = re.compile(r"(?:贯彻|落实|学习|领会|宣传|以)[^。；！？]{0,60}$")


def find_meetings(analysis: Analysis, i: int, text: str) -> Iterator[Cue]:
    """What the `i`th paragraph cites; nothing where `MEETING_HINT` is not found."""
    awaited: set[str] = set()  # named as still to come: what is said of it further on is so too
    for m in _MEETING.finditer(text):
        name = m["t"] or m["u"]
        congress = next((c for c in load_events().congresses if c.name == name), None)
        plenum = _PLENUM.match(text, m.start())
        if congress is None:
            if plenum is None and not _OF_PARTY.search(text, 0, m.start()):
                continue
            congress = _planned(name)
        if plenum is not None:
            yield from _plenum(analysis, i, text, plenum, congress)
        elif m[0].endswith("大") and not _NOT_NATIONAL.search(text[max(0, m.start() - 3) : m.start()]):
            if not _NOT_CONGRESS.match(text, m.end()):
                cue = _congress(congress, m, text, analysis.where(i, m.start(), m.end()))
                if name in awaited or _arranged_after(text, m.end()):
                    awaited.add(name)
                    cue = msgspec.structs.replace(cue, low=congress.start - _AHEAD, current=False)
                yield cue
                yield from _too_early(analysis, i, text, m, congress)
        elif m[0].endswith("代表大会") and text.endswith(("中国共产党", "党的"), 0, m.start()):
            yield _congress(congress, m, text, analysis.where(i, m.start(), m.end()))


def _arranged_after(text: str, at: int) -> bool:
    """Whether what is said at `at` is to be done after a congress, not told of the time after it."""
    after = _AFTER_IT.match(text, at)
    return after is not None and not _TOLD.search(after["then"])


def _planned(name: str) -> Congress:
    """A congress that the table does not have yet, with the first day on which it may be held."""
    last = load_events().congresses[-1]
    term = parse_number(name)
    first = datetime.date(last.start.year + _YEARS * (term - last.term), 1, 1)
    return Congress(term, name, first, first.replace(month=12, day=31), True, "党章：每五年一次")


def _fact(cue: Congress) -> str:
    """When a congress was held, or that it was not yet."""
    last = load_events().congresses[-1]
    if cue.term > last.term:
        return f"党的{cue.name}大还没有开：五年一次，{last.name}大是{last.start.year}年开的"
    return f"党的{cue.name}大于{say(cue.start)}至{cue.end.day}日召开"


def _congress(cue: Congress, m: re.Match[str], text: str, where: Where) -> Cue:
    # Nobody looks forward to a congress before the one before it.
    previous = cue.start.replace(year=cue.start.year - _YEARS)
    fact = _fact(cue)
    before, after = text[max(0, m.start() - 60) : m.start()], text[m.end() : m.end() + 14]
    words = text[max(0, m.start() - 2) : m.start()] + m[0] if before.endswith("党的") else m[0]
    if _BACKWARD_AFTER.match(after) or re.match(rf"(?:和|以及|、)(?:党的)?(?:{_TERM})届", after):
        guiding = bool(_GUIDING_BEFORE.search(before)) and not re.match(r"(?:胜利召开)?以来", after)
        return Cue(where, words, fact, "congress", cue.start, None, cue.confirmed, guiding)
    forward = _FORWARD_BEFORE.search(before)
    if forward and not re.match(r"报告|精神", after) or _FORWARD_AFTER.match(after):
        if is_history(text, m.start(), m.end(), cue.start.year):
            return Cue(where, words, fact, "congress", previous, None, cue.confirmed)
        shown = before[forward.start() :] + m[0] if forward else m[0]
        tail = _FORWARD_AFTER.match(after)
        shown += tail[0] if tail else ""
        return Cue(where, shown, fact, "congress", previous, cue.end + 31 * _DAY, cue.confirmed)
    return Cue(where, words, fact, "congress", previous, None, cue.confirmed)


def _too_early(analysis: Analysis, i: int, text: str, m: re.Match[str], held: Congress) -> Iterator[Cue]:
    """What a congress laid down, told of a month before it."""
    told = _MONTH_BEFORE.search(text, max(0, m.start() - 40), m.start())
    if told is None or not _DRAWN_UP.match(text, m.end()) or in_quotes(text, told.start()):
        return
    if (int(told["y"]), int(told["m"])) < (held.start.year, held.start.month):
        words = text[told.start() : m.end()]
        where = analysis.where(i, told.start(), m.end())
        yield Cue(where, words, _fact(held), "contradiction", None, None, held.confirmed)


def _plenum(analysis: Analysis, i: int, text: str, m: re.Match[str], congress: Congress) -> Iterator[Cue]:
    """The newest of the sessions listed: 十七届三中、四中全会 is 四中."""
    before, after = text[max(0, m.start() - 60) : m.start()], text[m.end() : m.end() + 2]
    guiding = bool(_GUIDING_BEFORE.search(before)) or after.startswith(("精神", "以及", "和"))
    number = parse_number(re.findall("[一二三四五六七]", m["l"] or m["m"])[-1])
    where = analysis.where(i, m.start(), m.end())
    if (after_that := _not_known(congress, number)) is not None:
        yield Cue(where, m[0], after_that[1], "plenum", after_that[0], None, True, guiding)
        return
    for plenum in load_events().plenums:
        if (plenum.term, plenum.number) == (congress.term, number):
            name = f"{congress.name}届{'一二三四五六七'[number - 1]}中全会"
            fact = f"{name}于{say(plenum.start)}至{plenum.end.day}日召开"
            yield Cue(where, m[0], fact, "plenum", plenum.start, None, plenum.confirmed, guiding)


def _not_known(congress: Congress, number: int) -> tuple[datetime.date, str] | None:
    """Of a session later than any that the table has: the day before which it was not held, and why."""
    last = load_events().plenums[-1]
    if congress.term > last.term:
        return congress.start, _fact(congress)
    if congress.term == last.term and number > last.number:
        said = (
            f"在{congress.name}届{'一二三四五六七'[last.number - 1]}中全会（{say(last.start)}开幕）以后才开"
        )
        return last.start, f"{congress.name}届{'一二三四五六七'[number - 1]}中全会{said}"
    return None


def latest_plenum(day: datetime.date) -> Plenum | None:
    """The last plenary session that had closed at least two months before `day`, first plenums left out."""
    closed = [p for p in load_events().plenums if p.end + 60 * _DAY <= day and p.number > 1]
    return closed[-1] if closed else None
