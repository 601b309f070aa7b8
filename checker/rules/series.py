"""An analysed document in, its runs of numbered siblings (一、二、三、) out, as the rules on numbers read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from checker.analysis import Analysis
from checker.document import Part, Where
from checker.normal import Normal
from checker.rules.common import body, once
from checker.segments import Segment, Sign

__all__ = ["Item", "Series", "form_of", "mark_of", "series", "short", "spelled", "stands"]

_DIGITS = "一二三四五六七八九十"
# A paragraph without any of these holds no number.
_MAYBE = re.compile(rf"[{_DIGITS}\d][、.．，）：是要则阶步环部章篇个方]|[①-⑳⑴-⒇]")
_ENDED = re.compile(r"[。；：！？”）》…]\s*$")
_STOPPED = re.compile(r"[。；！？]\s*$")
_CLOSING = re.compile(r"[、.．，：:。\s]+$")
# 三, 十, 十二, 二十, 二十一: 七一 (the day) is no number of a list.
_NUMERAL = re.compile(r"[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
# 一、二年级: two numbers before the word they share, and no heading.
_SHARED = re.compile(rf"([{_DIGITS}])(?:、[{_DIGITS}])*[^{_DIGITS}、，。；：\s]")
_SHARED_WORDS = re.compile(
    rf"[{_DIGITS}](?:、[{_DIGITS}])*(?:年级|班|组|月|季度|学期|阶段|批|轮|级|等奖|把手|楼|村|队|小|中|车间|支部|节课)"
)
# 第二步里遇到考试: goes back to the second step, and numbers nothing.
_MENTION = re.compile(
    "里(?!程)|中(?![期心等小学])|内(?!容)|期间|结束|完成?[了后以之]|[以之][前后]|时(?!间)|那样|一样|没做"
)
_WAITING = 8  # runs of one form, one inside the other
_PAGED, _LONG = 30, 60  # characters of a line that breaks off: it may, it must have been cut by a page


class Item(NamedTuple):
    """A number as it stands: its sign, the part and the paragraph it is in, and the segment it opens.

    `paged` says that the line before it breaks off, so that it may be a page's number.
    """

    sign: Sign
    value: int
    part: Part
    normal: Normal
    segment: Segment
    paged: bool

    @property
    def where(self) -> Where:
        """The sign's raw place; few of the many numbers of a paper are ever shown."""
        spot = self.normal.span(self.segment.start, self.segment.body)
        return Where(self.part, self.segment.paragraph, *spot)

    @property
    def text(self) -> str:
        """Its paragraph, normalised."""
        return self.normal.text

    @property
    def paragraph(self) -> int:
        """The number of its paragraph."""
        return self.segment.paragraph

    @property
    def start(self) -> int:
        """The sign's normalised offset in its paragraph."""
        return self.segment.start

    @property
    def end(self) -> int:
        """Where the sign ends and its words begin."""
        return self.segment.body

    @property
    def words(self) -> str:
        """The first words after it."""
        return self.text[self.segment.body : min(self.segment.end, self.segment.body + 14)]

    @property
    def bare(self) -> bool:
        """Whether its line is a heading and no sentence."""
        start, end = self.segment.start, self.segment.end
        return self.segment.last and not _STOPPED.search(self.text[max(start, end - 4) : end])


@dataclass(slots=True)
class Series:
    """Sibling numbers of one form, in order: 一、二、三、 or （一）（二）."""

    form: str
    level: int
    items: list[Item] = field(default_factory=list)


# Every paper has the same few numbers (一、 （一） 1.): what they look like is worked out once.
@lru_cache(maxsize=512)
def form_of(number: str) -> str:
    """What a number looks like without its value and closing mark: "一", "（一）", "1", "一是", "①"."""
    bare = re.sub(rf"[{_DIGITS}]+", "一", _CLOSING.sub("", number))
    return re.sub(r"\d+", "1", re.sub("[⑴-⒇]", "⑴", re.sub("[①-⑳]", "①", bare)))


@lru_cache(maxsize=512)
def mark_of(number: str) -> str:
    """The mark that closes a number: 、 . ， or nothing."""
    match = re.search(r"[、.．，：:。]$", number.strip())
    return match[0].replace("．", ".") if match else ""


@lru_cache(maxsize=512)
def _is_number(text: str) -> bool:
    """Whether a sign's text is no word that only looks like a number (七一、)."""
    numeral = "".join(c for c in text if c in _DIGITS)
    return not numeral or _NUMERAL.fullmatch(numeral) is not None


def spelled(value: int, like: Item) -> str:
    """`value` written as `like` is: 3 like "（一）" -> "（三）", like "2、" -> "3、", like "②" -> "③"."""
    form = form_of(like.sign.text)
    for first in "①⑴":
        if first in form and value <= 20:
            return form.replace(first, chr(ord(first) + value - 1), 1) + mark_of(like.sign.text)
    tens, ones = divmod(value, 10)
    chinese = ((_DIGITS[tens - 1] if tens > 1 else "") + "十" if tens else "") + (
        _DIGITS[ones - 1] if ones else ""
    )
    shown = form.replace("一", chinese, 1) if "一" in form else form.replace("1", str(value), 1)
    return shown + mark_of(like.sign.text)


def short(item: Item) -> str:
    """The number and the words after it, cut to what a message holds."""
    words = item.sign.text.strip() + " ".join(item.words.split())
    return words if len(words) <= 14 else words[:13] + "…"


def _counts(sign: Sign, text: str, segment: Segment) -> bool:
    """Whether a sign numbers something, and is no word that only looks like a number."""
    if not _is_number(sign.text):
        return False
    if sign.form != "l1" or mark_of(sign.text) != "、":
        return True
    shared = _SHARED.match(text, segment.body, segment.end)
    follows = shared is not None and _DIGITS.index(shared[1]) == (sign.value or 0)
    return not (follows and _SHARED_WORDS.match(text, segment.body, segment.end))


def _items(analysis: Analysis) -> Iterator[Item]:
    """Every typed number of the text in order, outside tables and a site's own words."""
    rows, segments = body(analysis), analysis.outline.segments
    chrome = bool(analysis.outline.chrome)  # most papers come from no site
    steps: set[str] = set()  # the steps (第二步) numbered so far
    for n, (i, paragraph, normal) in enumerate(rows):
        typed = [(s, s.sign) for s in segments.get(i, ()) if s.sign is not None and not s.sign.auto]
        text = normal.text
        if not typed or paragraph.part == "table" or not _MAYBE.search(text):
            continue
        for segment, sign in typed:
            if sign.value is None or sign.text.startswith(("首", "其", "再", "最")):
                continue
            # After a line broken off in mid-sentence a "2、" is the page number of a dumped page.
            opens = segment.first and segment.start == 0 and sign.form == "l3"
            cut, paged = _breaks_off(rows[n - 1][2].text) if opens and n else (False, False)
            if cut or not _counts(sign, text, segment):
                continue
            if sign.form == "p":
                step = _CLOSING.sub("", sign.text)
                if step in steps and not mark_of(sign.text) and _MENTION.match(text, segment.body):
                    continue
                steps.add(step)
            item = Item(sign, sign.value, paragraph.part, normal, segment, paged)
            if chrome and analysis.is_chrome(item.where):
                continue
            yield item


def _breaks_off(text: str) -> tuple[bool, bool]:
    """Whether a line must have been cut by a page, and whether it may have been."""
    if len(text) <= _PAGED or _ENDED.search(text):
        return False, False
    return len(text) > _LONG, bool(re.search("[，。；]", text))


def series(analysis: Analysis) -> list[Series]:
    """The runs of the document, in order of where they begin."""
    return once(analysis, "numbering", _runs)


def _runs(analysis: Analysis) -> list[Series]:
    """Runs of numbered siblings. A number 1 opens a run; a number of a higher level closes those below.

    The run that a second number 1 interrupts waits: its own next number takes it up again.
    """
    done: list[Series] = []
    running: dict[str, list[Series]] = {}
    for item in _items(analysis):
        level, form = item.sign.level, form_of(item.sign.text)
        for key in [k for k, runs in running.items() if runs[-1].level > level]:
            done += running.pop(key)
        runs = running.setdefault(form, [])
        if not runs or item.value == 1 and not _slip(runs[-1], item):
            runs.append(Series(form, level))
            if len(runs) > _WAITING:
                done.append(runs.pop(0))
        elif len(runs) > 1:
            done += _taken_up(runs, item)
        runs[-1].items.append(item)
    done += [run for runs in running.values() for run in runs]
    return sorted(done, key=lambda run: (run.items[0].paragraph, run.items[0].start))


def _taken_up(runs: list[Series], item: Item) -> list[Series]:
    """End the runs inside the waiting one that `item` goes on with, if there is such; those ended."""
    inner, outer = runs[-1].items, runs[-2].items
    if item.value > inner[-1].value and len(inner) > 1 or item.value == inner[-1].value + 1:
        return []
    for n in range(len(runs) - 2, -1, -1):
        if runs[n].items[-1].value + 1 == item.value:
            ended = runs[n + 1 :]
            del runs[n + 1 :]
            return ended
    # 一、 一、 三、: the second should have been 二、.
    if len(inner) == len(outer) == 1 and item.value == 3 and inner[0].bare == outer[0].bare:
        outer += inner
        runs.pop()
    return []


def _slip(run: Series, item: Item) -> bool:
    """Whether a second number 1 repeats the first, the paragraph after it, and opens no list of its own."""
    first = run.items[-1]
    return (
        len(run.items) == 1
        and first.value == 1
        and run.level <= 4
        and not run.form.endswith("是")
        and item.paragraph - first.paragraph == 1
        and mark_of(first.sign.text) == mark_of(item.sign.text)
        # 一、主要问题 and under it 一、学习抓得不紧。 is a list of its own.
        and (item.bare or not first.bare)
    )


def stands(analysis: Analysis, value: int, like: Item, after: Item | None) -> bool:
    """Whether the number stands somewhere between two items after all, where no sign was seen."""
    begin = (after.paragraph, after.end) if after else (0, 0)
    end = (like.paragraph, like.start)
    bare = _CLOSING.sub("", spelled(value, like))
    edge = r"(?<!\d)" if bare[0].isdigit() else f"(?<![{_DIGITS}])" if bare[0] in _DIGITS else ""
    tail = r"\s*[、.．，：]" if bare[-1] in _DIGITS or bare[-1].isdigit() else ""
    wanted = edge + re.escape(bare) + tail
    if bare == "一":
        wanted += r"|(?<![\w”）])[—–－─-]{1,2}\s*、"  # a dash read or typed for 一
    for i in range(begin[0], end[0] + 1):
        text = analysis.normals[i].text
        start = begin[1] if i == begin[0] else 0
        stop = end[1] if i == end[0] else len(text)
        if re.compile(wanted).search(text, start, stop):
            return True
    return False
