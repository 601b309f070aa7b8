"""A line at a paper's foot or head in, the date in it out that is the paper's own and no phase's (材料自己的日期)."""

from __future__ import annotations

import re

from checker.dates import DateHit, find_dates
from checker.offices import is_office
from checker.persons import is_person
from checker.segments import Segment
from checker.signedlines import ends_with_office, pieces_of, spaced
from checker.unlabelled import Paper
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["own_day", "tells_other_time", "under_times"]

_STOP, _PUNCTUATED = re.compile("[。；]"), re.compile("[。；，：、]")
# A date that is not the paper's own; 公示时间：2012年3月.
_OTHER_TIME = rf"{either('signing.other_time')}(?:时间|日期|期限|期)[：:]"
_OTHER_NOTICE = re.compile(rf"[\s（(]*{_OTHER_TIME}\s*[\d二一]")
_OTHER_DAY = re.compile(either("signing.other_day", also=f"—|{_OTHER_TIME}"))
_DAY_LABEL = re.compile(rf"\s*(?:{either('signing.own_day')}?(?:日期|时间)[：:]\s*)?")
_DUTY = re.compile("(?:支部)?党员|责任人")  # 时间：2011年3月　责任人：李明 is something to be done
# 第一阶段 2011年3月, 总结评议（2011年12月）: the time of a step of what is planned.
_STEP = re.compile(either("signing.step"))
_STEP_END = re.compile(rf"[{HAN}“”、和与及]{{0,8}}{either('signing.step_end')}(?:大?会|工作)?[：:]?")
_OVER_TIMES = re.compile(rf"{either('signing.over_times')}[：:]?$")
_SIGNS = re.compile(rf"[{HAN}]{{1,8}}(?:人|者|方|单位|签[名字章]|署名|落款)(?:（[^）]{{1,8}}）)?\s*[：:]")
# What tells where it was written or when the paper is shown: 2011年3月8日（公示期：3月8日至14日）, 3月8日 于办公室.
_BEHIND_DAY = re.compile(
    rf"(?<=[日号])\s*（{either('signing.other_time')}[^（）]{{0,30}}）\s*$|(?<=[日号])\s*[于在][{HAN}]{{2,8}}\s*$"
)
# 承诺日期：2011年3月8日至2012年3月8日: the first is the day, the other ends its term.
_FROM = re.compile(rf"\s*{either('signing.own_day')}?日期[：:]\s*")
_UNTIL = re.compile(r"\s*(?:至|到|[—–~～\-－]+)\s*")
_NAMED_DAY = re.compile(rf"{either('signing.own_day')}?日期[：:]?\s*$")
_LAST = 3  # lines at the end where who signs and his day stand
_MARKS = " \u3000：:，。、（）()【】"
_HEAD = 4  # lines under a title, where a date stands before the text
_NOTICE = 40  # of a line that tells one time
_SENTENCE = 10  # characters of one, with its stop


def own_day(paper: Paper, n: int) -> DateHit | None:
    """The date of the paper in line `n`: it stands on a line of its own or closes the signature's line.

    The time of a phase of a plan is none, in whatever line, row of lines or cell it stands.
    """
    s = paper.body[n]
    text = paper.text(s)
    if n >= len(paper.body) - _LAST:
        text = _BEHIND_DAY.sub("", text)
    if (before := _before_signature(paper, s, text) or _behind_label(paper, s, text)) is not None:
        return before
    hit = _closing_date(text)
    if hit is None:
        return None
    rest = (text[: hit.start] + text[hit.end :]).strip(_MARKS)
    if _SIGNS.search(text, 0, hit.start) or paper.labelled.search(text, 0, hit.start):
        return hit
    signed = bool(rest) and (ends_with_office(rest) or is_office(rest))
    # (2015年9月8日公示) under the title is the day itself.
    above = paper.body[n - 1] if n else None
    headed = hit.day is not None and above is not None and paper.title.covers(above.paragraph, above.start)
    if signed or headed:
        return hit
    other = (
        s.sign is not None
        or _is_step(rest)
        or _in_list(paper, n, hit, rest)
        or under_times(paper, n)
        or _goes_on(paper, n, hit, rest)
    )
    return None if other else hit


def _before_signature(paper: Paper, s: Segment, text: str) -> DateHit | None:
    """The date that opens a line of its own and has who signs behind it (日期：2012年3月22日　签名：李明)."""
    hits = find_dates(text) if s.sign is None and s.first and s.last else []
    if len(hits) != 1 or not _DAY_LABEL.fullmatch(text, 0, hits[0].start):
        return None
    signed = paper.labelled.fullmatch(text[hits[0].end :].strip(_MARKS))
    return hits[0] if signed is not None and not _DUTY.fullmatch(signed["l"]) else None


def _behind_label(paper: Paper, s: Segment, text: str) -> DateHit | None:
    """The date behind its own label, with what follows it in a line of who signs (承诺人：李明；日期：2011年3月8日；地点：…)
    or with the end of a term."""
    hits = find_dates(text) if s.sign is None and s.first and "日期" in text else []
    if not hits or hits[0].day is None or _STOP.search(text, 0, hits[0].start) and "；" not in text:
        return None
    if len(hits) == 2 and _FROM.fullmatch(text, 0, hits[0].start):
        return hits[0] if _UNTIL.fullmatch(text, hits[0].end, hits[1].start) else None
    if len(hits) > 1 or not _NAMED_DAY.search(text[: hits[0].start]):
        return None
    signed = paper.labelled.match(text.strip())
    spaced_name = spaced(pieces_of(paper.normals[s.paragraph], s), paper.bare)[1]
    duty = signed is not None and _DUTY.fullmatch(signed["l"])
    return hits[0] if (signed is not None and signed["n"] or spaced_name) and not duty else None


def _closing_date(text: str) -> DateHit | None:
    """The last date of a line that is hardly more than the date, or that the date ends."""
    hits = find_dates(text)
    if not hits:
        return None
    hit = hits[-1]
    behind = text[hit.end :].strip(_MARKS)
    if hit.start == 0 and not _PUNCTUATED.search(behind) and ends_with_office(behind) and is_office(behind):
        return hit  # 2011年3月1日 石桥小学党支部
    outside = len(text.strip()) - (hit.end - hit.start)
    ends_line = len(text.rstrip(" 。）)止?？")) - hit.end <= 2
    own = (
        outside <= 24
        and (ends_line or outside <= 6)
        and not _STOP.search(text, 0, hit.start)
        and not _OTHER_DAY.search(text)
    )
    return hit if own else None


def _is_step(rest: str) -> bool:
    """Whether what stands beside a date names a step of what is planned."""
    return bool(_STEP.search(rest) or _STEP_END.fullmatch(rest))


def _in_list(paper: Paper, n: int, hit: DateHit, rest: str) -> bool:
    """Whether lines beside this one have dates of their own, each with a few words (动员 2011年3月, 践诺 2011年4月)."""
    if not rest or is_person(rest):
        return False
    for m in (n - 1, n + 1):
        if not 0 <= m < len(paper.body):
            continue
        text = paper.text(paper.body[m])
        other = _closing_date(text)
        beside = (text[: other.start] + text[other.end :]).strip(_MARKS) if other else ""
        if other is not None and beside and not _SIGNS.search(text) and _when(other) != _when(hit):
            return True
    return False


def _when(hit: DateHit) -> tuple[int, int, int | None]:
    return hit.year, hit.month, hit.day


def under_times(paper: Paper, n: int) -> bool:
    """Whether the line above says that times follow (总结阶段, 四、时间安排), or the cell's column is headed so."""
    if n == 0:
        return False
    above = paper.body[n - 1]
    if above.last and not paper.title.covers(above.paragraph, above.start):
        line = paper.text(above)
        if len(line) <= 20 and _OVER_TIMES.search(line):
            return True
    cell = paper.document.paragraphs[paper.body[n].paragraph].cell
    if cell is None or cell.row == 1:
        return False
    head = next(
        (
            p.text
            for p in paper.document.paragraphs
            if p.cell is not None
            and (p.cell.table, p.cell.row, p.cell.column) == (cell.table, 1, cell.column)
        ),
        "",
    )
    return bool(_OVER_TIMES.search("".join(head.split())))


def tells_other_time(text: str) -> bool:
    """Whether a line tells no more than when something else is (公示时间：2011年3月20日—26日)."""
    return len(text) <= _NOTICE and bool(_OTHER_NOTICE.match(text)) and not _STOP.search(text)


def _goes_on(paper: Paper, n: int, hit: DateHit, rest: str) -> bool:
    """Whether text goes on behind a month, so that it is the time of something; behind a signature it is others' words."""
    if hit.day is not None or is_person(rest) or n < _HEAD:
        return False
    above = paper.text(paper.body[n - 1]).strip()
    if is_person(above) or ends_with_office(above) or paper.labelled.search(above):
        return False
    return any(_is_text(paper, s) for s in paper.body[n + 1 : n + 4])


def _is_text(paper: Paper, s: Segment) -> bool:
    text = paper.text(s)
    return s.first and len(text) >= _SENTENCE and text.endswith("。")
