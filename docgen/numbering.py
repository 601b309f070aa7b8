"""Text with headings and numbers of its own (一、（一）1.（1）①) in; the same as it fits under the template's out.

Only a whole series in order counts as numbers (1. 2. 3.): “一、二年级” and “2.5小时” are words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chinese_cli.numerals import chinese_number, parse_number
from docgen.values import CLASSES, unnumbered

__all__ = ["LEVELS", "Own", "beheaded", "divided", "lowered"]

LEVELS = ("一、", "（一）", "1.", "（1）", "①")  # GB/T 9704-2012, 7.3.3, and the one below
MOST = 20  # circled numbers
_DIGITS = "一二三四五六七八九十"
_CHINESE = f"[{_DIGITS}]{{1,3}}"
# What makes of a number the beginning of words: 一、二年级; 一、二等奖; 1、2班; （3）班.
_WORDS = rf"(?![{_DIGITS}\d]+(?:[、至到和—~-]|年|[班月日号级组季届期周天两楼层栋线档]|等奖|学[年期]))"
_FIGURES = r"(?!\d(?!\d{3}年))"  # 2.5小时 is no number, 1、2011年5月前 is one
_MARK = re.compile(
    rf"(?:(?P<a>{_CHINESE})[、.．]\s*{_WORDS}|[（(](?P<b>{_CHINESE})[）)](?!{CLASSES})[、.．]?\s*"
    rf"|(?P<c>\d{{1,2}})[、.．]\s*{_FIGURES}"
    rf"|(?:[（(](?P<d>\d{{1,2}})[）)](?!{CLASSES})[、.．]?|(?P<half>\d{{1,2}})[)）])\s*|(?P<e>[①-⑳])\s*)"
)
_PLACE = re.compile(r"^[ \u3000]*|(?<=[。；;！？])[ \u3000]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Own:
    """One number in a text: where it stands, its level in `LEVELS`, and which it is."""

    start: int
    end: int
    level: int
    number: int

    def written(self, text: str) -> str:
        """The number as it was typed."""
        return text[self.start : self.end].strip()


def _own(match: re.Match[str]) -> Own:
    kind = match.lastgroup or ""
    said = match[kind]
    if kind in "ab":
        number = parse_number(said)
    else:
        number = ord(said) - ord("①") + 1 if kind == "e" else int(said)
    return Own(match.start(), match.end(), 3 if kind == "half" else "abcde".index(kind), number)


def _numbers(text: str) -> list[Own]:
    """The numbers at the beginning of paragraphs and of sentences."""
    found = (_MARK.match(text, place.end()) for place in _PLACE.finditer(text))
    return [_own(match) for match in found if match]


def _in_order(numbers: Sequence[Own]) -> bool:
    """Whether they are series: each level counts on, and begins anew below the one above it."""
    counts: dict[int, int] = {}
    top = min(own.level for own in numbers)
    for own in numbers:
        counts = {level: n for level, n in counts.items() if level <= own.level}
        before = counts.get(own.level)
        if own.number != (before + 1 if before is not None else 1) and (
            before is not None or own.level > top
        ):
            return False
        counts[own.level] = own.number
    return numbers[0].level == top


def _sign(level: int, number: int) -> str:
    if level < 2:
        said = chinese_number(number)
        return f"（{said}）" if level else f"{said}、"
    if level < 4:
        return f"（{number}）" if level == 3 else f"{number}."
    return chr(ord("①") + number - 1)


def _moved(text: str, numbers: Sequence[Own], first: int) -> str:
    """The text with its numbers written as those of level `first` and below, each series from one."""
    levels = sorted({own.level for own in numbers})
    signs = {level: first + i for i, level in enumerate(levels)}
    out, done, counts = "", 0, dict.fromkeys(levels, 0)
    for own in numbers:
        counts = {level: n if level <= own.level else 0 for level, n in counts.items()}
        counts[own.level] += 1
        out += text[done : own.start] + _sign(signs[own.level], counts[own.level])
        done = own.end
    return out + text[done:]


def lowered(text: str, under: str) -> tuple[str, str]:
    """The text with its numbers below those of the template (`under`), and what is to be told of it.

    >>> lowered("1.每月学习两次。\\n2.每人联系一组。", "1.")[0], lowered("一、甲。二、乙。", "（一）")[0]
    ('（1）每月学习两次。\\n（2）每人联系一组。', '1.甲。2.乙。')
    >>> lowered("六、办好食堂。\\n1.每周。\\n2.每月。\\n七、修操场。", "一、")[0]
    '（一）办好食堂。\\n1.每周。\\n2.每月。\\n（二）修操场。'
    >>> lowered("1.每月学习。", "1."), lowered("1.每月学习。2.听课。", "一、"), lowered("1.甲。\\n3.乙。", "1.")[1]
    (('每月学习。', ''), ('1.每月学习。2.听课。', ''), '里自己写的编号“1.”和材料的编号是一级，印出来分不清，请改成“（1）”“（2）”')
    """
    numbers = _numbers(text)
    above = LEVELS.index(under) if under in LEVELS else -1
    if not numbers or min(own.level for own in numbers) > above:
        return text, ""
    if len(numbers) == 1:
        own = numbers[0]
        if own.start or "\n" in text:
            return text, ""
        return unnumbered(text) or text, ""  # of one there is nothing to count
    levels = sorted({own.level for own in numbers})
    below = above + 1
    if (
        below + len(levels) > len(LEVELS)
        or not _in_order(numbers)
        or len(numbers) > (MOST if below + len(levels) == len(LEVELS) else 99)
    ):
        clash = next(own for own in numbers if own.level == levels[0]).written(text)
        better = "".join(f"“{_sign(min(below, 3), n)}”" for n in (1, 2))
        return text, f"里自己写的编号“{clash}”和材料的编号是一级，印出来分不清，请改成{better}"
    told = f"里自己写的编号和材料的编号重复，“{numbers[0].written(text)}”改印成“{_sign(below, 1)}”，往下类推，请核对"
    return _moved(text, numbers, below), told


def divided(lines: Sequence[str]) -> list[str] | None:
    """A list's paragraphs without their numbers, those of a level below with their own and in one with the upper.

    None when the paragraphs are no such list.

    >>> divided(["（一）三亮", "1.佩戴党徽", "2.公开承诺", "（二）三比"])
    ['三亮\\n（1）佩戴党徽\\n（2）公开承诺', '三比']
    >>> divided(["一、二年级家访。", "二、三年级家访。"]), divided(["结对。", "家访。"])
    (None, None)
    """
    matches = [_MARK.match(line) for line in lines]
    numbers = [_own(match) for match in matches if match]
    if not matches or not matches[0] or len(numbers) < 2 or not _in_order(numbers):
        return None
    top = numbers[0].level
    out: list[str] = []
    for line, match in zip(lines, matches, strict=True):
        own = _own(match) if match else None
        if own is None:
            out[-1] += ("" if out[-1][-1:] in "。；：！？，、" else "。") + line
        elif own.level == top:
            out.append(line[own.end :])
        else:
            out[-1] += f"\n{line}"
    return [_below(words) for words in out]


def _below(words: str) -> str:
    """One of a list that the template numbers “1.”, with the numbers inside it below that."""
    head, line, rest = words.partition("\n")
    numbers = _numbers(rest)
    if not numbers or min(own.level for own in numbers) > 2 or not _in_order(numbers):
        return words
    levels = len({own.level for own in numbers})
    fits = levels == 1 or (levels == 2 and len(numbers) <= MOST)
    return f"{head}{line}{_moved(rest, numbers, 3)}" if fits else words


def beheaded(text: str, heads: Sequence[str], numbered: bool) -> str:
    """The words without the heading they were copied with, one of `heads`: the template has its own.

    `numbered`: the template numbers them too, so that one paragraph has no number of its own.

    >>> beheaded("一、带头学习提高：每周读书。", ["带头学习提高"], True), beheaded("1.每周读书。", ["带头学习提高"], True)
    ('每周读书。', '每周读书。')
    >>> beheaded("总结经验，推广做法。", ["总结经验"], False), beheaded("一、二年级每月家访。", ["带头服务群众"], True)
    ('总结经验，推广做法。', '一、二年级每月家访。')
    >>> beheaded("1.每周读书；2.每月写笔记。", ["带头学习提高"], True)
    '1.每周读书；2.每月写笔记。'
    """
    own = unnumbered(text)
    words = "|".join(re.escape(h) for h in sorted(heads, key=len, reverse=True))
    rest = re.sub(rf"\A(?:{words})\s*(?:[：:。]|——|\n)\s*", "", own)
    if rest == own and not (numbered and "\n" not in text and len(_numbers(text)) < 2):
        return text
    return rest.strip() or text
