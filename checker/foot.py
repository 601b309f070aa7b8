"""Segments in, where the paper proper ends and what of its last line can be a signature out (落款处)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from checker.dates import find_dates
from checker.normal import Normal
from checker.segments import Segment
from checker.signedlines import only_offices
from corpus.wordlists import either

__all__ = ["LOOSE_DAY", "after_text", "paper_end", "undated"]

_ATTACHMENT = re.compile(r"附件\s*[\d一二三四五六七八九十]{0,2}\s*$")
_CLAUSES = re.compile("[，；：]")
# What a site prints after the date: 2011年3月1日编辑：某人.
_SITE_END = re.compile(
    rf"(?<=日)\s*{either('signing.site_end', also='(?:责任)?编辑|(?:发布|更新)时间')}[^。]*$"
)
# A date that is still to be filled in, after the name of who signs: 校工会20xx年3月x日; or of the old calendar.
_X = "[xX×*＊_]"
OPEN_DATE = re.compile(
    rf"(?:(?:(?:19|20)\d?)?{_X}{{1,4}}年(?:\d|{_X}){{0,4}}月(?:\d|{_X}){{0,4}}|20\d\d年(?:{_X}{{1,3}}月(?:\d|{_X}){{0,3}}|\d{{1,2}}月{_X}{{1,3}}))日?[。\s]*$"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[正冬腊一二三四五六七八九十]{1,2}月(?:[初廿一二三四五六七八九十]{1,3}日?)?[。\s]*$"
)
# The same on a line of its own: 【此处填写日期】, 年　月　日, 日期：____, 九月一日.
OPEN_DAY = re.compile(
    r"\s*(?:[【（\[]?[^【】（）\[\]，。；]{0,8}(?:日期|年月日|时间)[^【】（）\[\]，。；\d]{0,8}[】）\]]?|(?:(?:19|20)\d{0,2})?[_＿\s]*年[_＿\s\d]*月[_＿\s\d]*日|[一二三四五六七八九十\d]{1,2}月[一二三四五六七八九十\d]{1,3}[日号])\s*"
)
# A day told in other ways, from which nobody knows the very day at once: 2011年春, 辛卯年二月初四, 三月八日，二〇一一年.
_YEAR = (
    r"(?:(?:公元)?(?:(?:19|20)\d\d|[二一][〇○零Oo0九][〇○零一二三四五六七八九十]{2}|[二两]千[零〇]?[一二三四五六七八九十]{1,3}"
    r"|[壹贰][零〇玖][零〇壹贰叁肆伍陆柒捌玖]{2}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]))年"
)
LOOSE_DAY = re.compile(
    rf"(?:[写作书]于)?{_YEAR}[正冬腊闰初一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾\d月日号春夏秋季天节末底中上下旬"
    r"夜晨晚午前夕之“”元旦国庆教师妇女劳动清明端重阳]{1,14}[。\s]*"
    rf"|[一二三四五六七八九十\d]{{1,2}}月[一二三四五六七八九十\d]{{1,3}}[日号][，,\s]*{_YEAR}[。\s]*"
    r"|[A-Z][a-z]{2,8}\.?\s*\d{1,2}(?:st|nd|rd|th)?[,，]?\s*(?:19|20)\d\d"
)

_SHORT_YEAR = re.compile(r"\d\d(?:年\d{1,2}月|[.．/]\d{1,2}[.．/])\d{1,2}[日号]?")  # 11年3月8日


def undated(line: str) -> bool:
    """Whether a line is a date that is open or told loosely: the name stands above it."""
    return any(p.fullmatch(line) for p in (OPEN_DATE, OPEN_DAY, LOOSE_DAY, _SHORT_YEAR))


def paper_end(body: Sequence[Segment], normals: Sequence[Normal]) -> int:
    """Where the paper proper ends: attachments (附件) come after the signature."""
    if any("附件" in normal.text for normal in normals):
        for n, s in enumerate(body):
            if n > 3 and s.first and _ATTACHMENT.match(normals[s.paragraph].text, s.start, s.end):
                return n
    return len(body)


def after_text(last: Segment, normal: Normal) -> Segment:
    """The last segment without the text that a signature is glued to ("…安排好班。周桂枝2011年8月16日").

    Nor with what a site prints after the date.
    """
    site = _SITE_END.search(normal.text, last.start, last.end)
    end = site.start() if site else last.end
    if (unset := OPEN_DATE.search(normal.text, last.start, end)) and unset.start() > last.start:
        end = unset.start()
    cut = max(normal.text.rfind(stop, last.start, end) for stop in "。！") + 1
    size, text = end - cut, normal.text[cut:end]
    short = 4 <= size <= 30 or size <= 60 and not _CLAUSES.search(text)
    rest = structs.replace(last, start=cut, end=end)
    if cut > last.start and short and (find_dates(text) or only_offices(normal, rest)):
        return structs.replace(last, start=cut, body=cut, end=end, sign=None, first=True)
    return structs.replace(last, end=end)
