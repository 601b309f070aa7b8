"""An analysed document in, its time cues (时间线索) out: what cited events say of when it was written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.dates import DateHit
from checker.rules.anniversaries import JUBILEE, find_anniversaries
from checker.rules.common import dates, holding, once
from checker.rules.datedwords import find_dated_words, may_occur
from checker.rules.meetings import MEETING_HINT, find_meetings
from checker.rules.timecue import Cue

__all__ = ["find_cues"]


def find_cues(analysis: Analysis) -> list[Cue]:
    """Every time cue of the document's own words, in order; the signature's date is not among them."""
    return once(analysis, "cues", _find)


def _find(analysis: Analysis) -> list[Cue]:
    signed = analysis.outline.signature.date_where
    marks = may_occur(analysis)
    # Where each of them may find something, which is in few paragraphs or none.
    finders = (
        ({i for i, _, _ in holding(analysis, MEETING_HINT)}, find_meetings),
        ({i for i, _, _ in holding(analysis, JUBILEE)}, find_anniversaries),
        (once(analysis, "hits", _hits).keys(), _dates),
    )
    out: list[Cue] = list(_title(analysis))
    for i in sorted(marks.keys() | set().union(*(places for places, _ in finders))):
        text = analysis.normals[i].text
        for places, finder in finders:
            if i in places:
                out += finder(analysis, i, text)
        if i in marks:
            out += find_dated_words(analysis, i, text, marks[i])
    return [cue for cue in out if cue.where != signed and not analysis.is_chrome(cue.where)]


def _title(analysis: Analysis) -> Iterator[Cue]:
    """A year in the title is the document's own: 2023年度…方案. A span of years (2010—2012) is not."""
    where = analysis.outline.title_where
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年|学年|—|-|至)", analysis.outline.title)
    if where is None or len(set(years)) != 1 or re.search(r"\d\s*[—\-~至]+\s*\d", analysis.outline.title):
        return
    year = int(years[0])
    first, last = datetime.date(year - 1, 7, 1), datetime.date(year + 1, 6, 30)
    yield Cue(where, f"{year}年", f"标题写的是{year}年", "title", first, last, True)


def _dates(analysis: Analysis, i: int, text: str) -> Iterator[Cue]:
    """Months and days the text sets for itself: it was written at most three years before them.

    Years of plans and laws (到2020年, 《…（2010—2020年）》) have no month and are left out.
    """
    for hit in once(analysis, "hits", _hits).get(i, ()):
        day = hit.date
        if day is None or not 1990 <= day.year <= 2049 or hit.style == "short":
            # 2021-04-22 alone is more often a web page's date than the text's.
            continue
        before = text[max(0, hit.start - 30) : hit.start]
        if before.count("《") > before.count("》") or re.match(
            r"[^，。；]{0,4}(?:出生|生于|版|修订)", text[hit.end : hit.end + 10]
        ):
            continue
        words = hit.text
        fact = f"文中的时间是{hit.text}"
        low = datetime.date(day.year - 3, 1, 1)
        yield Cue(analysis.where(i, hit.start, hit.end), words, fact, "date", low, None, True)


def _hits(analysis: Analysis) -> dict[int, list[DateHit]]:
    """The dates of each paragraph."""
    out: dict[int, list[DateHit]] = {}
    for spot in dates(analysis):
        out.setdefault(spot.where.paragraph, []).append(spot.hit)
    return out
