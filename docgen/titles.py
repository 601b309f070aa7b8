"""A title's words and the room a line has in, its lines out: broken where the sense does (GB/T 9704-2012, 7.3.1).

A title of several lines keeps words and names whole, and its lines make a trapezoid or a diamond.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from chinese_cli.han import HAN
from docgen.measure import width

__all__ = ["MOST", "dotted", "title_lines"]

MOST = 80  # characters; a longer one is no title
_MORE = 1  # lines more than must be, for the sake of better places
_PAIRS = dict(zip("（〔【《〈“‘「(", "）〕】》〉”’」)", strict=True))
_NOT_FIRST = frozenset("）〕】》〉”’」)、，。：；！？—…·•的之等")
_NOT_LAST = frozenset("（〔【《〈“‘「(·•—")
_DOTTED = re.compile(rf"[{HAN}]{{1,9}}(?:[·•][{HAN}]{{1,9}})+")  # 古丽娜扎尔·阿不都热依木
_LINKING = frozenset(("和", "与", "及", "暨", "以及", "并"))  # better at the head of a line than at its end
_LEADING = frozenset(("关于", "对", "在", "向", "为", "把", "第"))  # belong to what follows
_TRAILING = frozenset(("的", "中", "上", "里", "内"))  # belong to what is before
_PLACES = frozenset("省市州县区旗盟")  # a school's own name begins after them; 石桥镇中心小学 is one name
_SCHOOL = re.compile(
    "第[一二三四五六七八九十]{1,2}|中心|寄宿制?|实验|民族|双语|九年|一贯制|完全|小学|中学|学校|小学校|幼儿园|教学点|学院"
)
_PHRASE = re.compile(
    "创先争优活动|争先创优活动|留守儿童|共产党员|党性分析|党支部|党总支|总支部?委员会|支部委员会"
)
_FORM = re.compile(
    "(?:(?:创先争优|争先创优)(?:活动)?)?(?:(?:公开|党员){0,2}承诺书?|(?:党性)?分析(?:检查)?报告|(?:实施|工作|活动|创建)?方案"
    "|(?:任务|日程)?(?:一览|安排)表|党员手册|(?:实施)?(?:意见|办法|细则|规划)|(?:工作)?(?:总结|要点|制度))"
)
_DIGIT = "[0-9０-９〇○零一二三四五六七八九十]"
_DAY = rf"(?:{_DIGIT}{{2,4}}年)?(?:{_DIGIT}{{1,3}}月份?)?(?:{_DIGIT}{{1,3}}日)?"
_UNTIL = r"\s?[至到~～\-－–—―]{1,2}\s?"
_TERM = "(?:第[一二]|[上下春秋季]{1,2})学期"
_TIME = re.compile(  # 2010—2011学年度第二学期, 2011年3月至2012年6月, 3—6月, 2010至2012年, 2011年3月1日
    rf"(?:{_DIGIT}{{1,4}}(?:年|月份?|日)?(?:{_DAY})?{_UNTIL}{_DIGIT}{{1,4}}(?:学年度?|年度?|月份?|日)(?:{_DAY})?"
    rf"|{_DIGIT}{{2,4}}(?:学年度?|年)(?:{_DAY})?)(?:{_TERM})?"
)
_END = re.compile(rf"{_FORM.pattern}(?:[（(][^（）()]*[）)])?\Z")

# What a break costs: nothing is forbidden but what cannot be, for a title must be broken somewhere.
_IN_WORD, _IN_NAME, _IN_PHRASE, _LONE, _TORN, _ANY = 200.0, 60.0, 30.0, 25.0, 15.0, 6.0
_GOOD = 8.0  # less where the sense breaks: at the end of a name, before a bracket, before 实施方案
_SHORT, _HOURGLASS, _A_LINE, _UNEVEN = 40.0, 40.0, 10.0, 0.3
_FEWEST = 4  # characters of a line; 实施方案 may stand alone
_EVEN = 2  # characters that the eye does not see
_CHOICES = 6  # ends of a line that are tried


def title_lines(text: str, room: float, names: Sequence[str] = ()) -> list[str]:
    """The lines of a title, which has lines already where it holds `\\n`; `room` is the characters a line takes.

    `names` are words that one field of the form says (学校, 姓名) and that are kept together where they fit.

    >>> title_lines("昭觉县阿普村小学（含阿普村教学点）创先争优活动任务一览表", 20)
    ['昭觉县阿普村小学（含阿普村教学点）', '创先争优活动任务一览表']
    >>> title_lines("石桥镇中心小学党员教学示范点（低年级寄宿生关爱）\\n实施方案", 20)
    ['石桥镇中心小学党员教学示范点', '（低年级寄宿生关爱）', '实施方案']
    >>> title_lines("共产党员公开承诺书", 20)
    ['共产党员公开承诺书']
    """
    given = text.split("\n")
    whole = "".join(given)
    part = max(map(len, re.findall("[^·•]+[·•]?", text))) if dotted(text) else MOST  # of a name, with its dot
    if all(width(line) <= room for line in given) or len(whole) > MOST or room < min(part, 2 * _FEWEST):
        return given
    forced = [sum(map(len, given[: i + 1])) for i in range(len(given))]
    prices = _prices(whole, room, names)
    wide = _Ruler(whole)
    fewest = sum(math.ceil(width(line) / room) for line in given)
    best = min(
        _divided(wide, room, forced, prices, fewest + _MORE),
        key=lambda ends: _cost(wide, ends, prices, frozenset(forced)),
        default=None,
    )
    if best is None:  # one sign wider than a line
        return given
    return [whole[a:b] for a, b in zip([0, *best], best, strict=False)]


def dotted(text: str) -> bool:
    """Whether a text is nothing but a name with a dot in it (古丽娜扎尔·阿不都热依木), which breaks there."""
    return _DOTTED.fullmatch(text) is not None


class _Ruler:
    """The widths of all pieces of one text: `ruler(a, b)` is `width(text[a:b])`."""

    def __init__(self, text: str) -> None:
        self.end = len(text)
        self._before = [width(text[:i]) for i in range(len(text) + 1)]
        pairs = zip(text, text[1:], strict=False)
        self._seams = [0.0, *(width(a + b) - width(a) - width(b) for a, b in pairs), 0.0]

    def __call__(self, start: int, end: int) -> float:
        return self._before[end] - self._before[start] - self._seams[start]


def _divided(
    wide: _Ruler, room: float, forced: list[int], prices: dict[int, float], most: int
) -> Iterator[list[int]]:
    """The ways to divide the text into at most so many lines that fit: the places where the lines end."""
    waiting: list[tuple[int, ...]] = [(0,)]
    while waiting:
        ends = waiting.pop()
        last = ends[-1]
        if last == wide.end:
            yield list(ends[1:])
            continue
        left = most - len(ends) + 1
        if left < 1 or wide(last, wide.end) > left * room:
            continue
        stop = next(f for f in forced if f > last)
        fitting = [i for i in range(last + 1, stop + 1) if wide(last, i) <= room]
        words = [i for i in fitting if i == stop or prices[i] < _IN_WORD] or fitting[-1:]
        if len(words) > _CHOICES:  # the cheapest, and the farthest, with which it fits if it can
            words = [*sorted(words[:-1], key=lambda i: (prices.get(i, 0.0), -i))[: _CHOICES - 1], words[-1]]
        waiting += [(*ends, i) for i in words]


def _cost(ruler: _Ruler, ends: list[int], prices: dict[int, float], forced: frozenset[int]) -> float:
    """What this division costs: its breaks, its shape."""
    wide = [ruler(a, b) for a, b in zip([0, *ends], ends, strict=False)]
    cost = sum(prices[i] for i in ends if i not in forced)
    cost += _A_LINE * len(wide) + _UNEVEN * (max(wide) - min(wide))
    cost += _SHORT * sum(w < _FEWEST for w in wide)
    waist = any(
        wide[i] + _EVEN < min(max(wide[:i]), max(wide[i + 1 :])) for i in range(1, len(wide) - 1)
    )  # broad, narrow, broad: neither trapezoid nor diamond
    return cost + _HOURGLASS * waist


def _prices(text: str, room: float, names: Sequence[str]) -> dict[int, float]:
    """What a break costs before each sign of the text but the first."""
    from chinese_cli.words import cut  # only a long title waits for the dictionary

    if dotted(text):
        return {i: 0.0 if text[i - 1] in "·•" else _IN_NAME for i in range(1, len(text))}
    words = cut(text)
    prices = dict.fromkeys(range(1, len(text)), _IN_WORD)
    place = 0
    for before, after in zip(words, words[1:], strict=False):
        place += len(before)
        prices[place] = _between(before, after)
    for start, end, price in _kept(text, names):
        inside = price if width(text[start:end]) <= room else _ANY
        for i in range(start + 1, end):
            prices[i] += inside
        small = text[start] in _PAIRS and end - start <= _FEWEST  # 六年级（2）班
        for i in (start, end) if price == _IN_NAME and not small else ():
            if i in prices:
                prices[i] = (
                    min(prices[i], _ANY) - _GOOD
                )  # a word of one sign beside it leans on nothing: 二〇一一
    form = _END.search(text)
    if form and form.start():
        prices[form.start()] -= _GOOD
    for i in prices:
        if text[i] in _NOT_FIRST or text[i].isspace() or text[i - 1] in _NOT_LAST:
            prices[i] += _IN_WORD
    return prices


def _between(before: str, after: str) -> float:
    """What a break between two words costs."""
    price = _ANY
    if (
        after in _LINKING
        or before in _TRAILING
        or before == "、"
        or (len(before) > 1 and before[-1] in _PLACES)
    ):
        price -= _GOOD / 2
    elif (len(before) == 1 and before.isalnum()) or (
        len(after) == 1 and after.isalnum() and after not in _LEADING
    ):  # a word of one sign leans on its neighbour: a surname, 年
        price += _LONE
    if before in _LINKING or before in _LEADING:
        price += _TORN
    if _SCHOOL.match(after) and before[-1:] not in _PLACES:
        price += _TORN
    return price


def _kept(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Where pieces begin and end that are better kept whole, and what a break inside costs."""
    for name in {n for n in names if 1 < len(n) < len(text)}:
        for at in _places(text, name):
            yield at, at + len(name), _IN_NAME
    for opened, closed in _PAIRS.items():
        for at in _places(text, opened):
            end = text.find(closed, at)
            if end > 0:
                yield at, end + 1, _IN_NAME
    for pattern, price in ((_PHRASE, _IN_PHRASE), (_FORM, _IN_PHRASE), (_TIME, _IN_NAME)):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), price


def _places(text: str, word: str) -> list[int]:
    return [m.start() for m in re.finditer(re.escape(word), text)]
