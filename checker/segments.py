"""Normalised paragraphs in, numbered segments out: where each 一、 （一） 1. 一是 begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct

from checker.normal import Normal
from chinese_cli.han import HAN
from chinese_cli.numerals import parse_number

__all__ = ["Segment", "Sign", "gaps", "has_gap", "segments", "sentence_spans", "sign_of"]

_CN = "一二三四五六七八九十"
# Level by form: 一、=1 （一）=2 1.=3 一是=3 （1）=4 ①=4 (GB/T 9704-2012, 7.3.3; 一是 by custom).
# A set of characters comes first, what may follow is looked at next, and then each form looks back at which of them
# it was: such an expression is found twice as fast as an alternation of the forms as they are written.
_SIGN = re.compile(
    rf"[第（{_CN}\d其首再最①-⑳⑴-⒇](?=[{_CN}\d、．.：，）是要则次先者后]|(?<=[①-⑳⑴-⒇]))(?:"
    rf"(?P<l1>(?<=第)[{_CN}]{{1,3}}(?:、|[．.](?!\d)|：|(?:部分|章|篇)[、：，]?)"
    rf"|(?<=[{_CN}])[{_CN}]{{0,2}}(?:、|[．.](?!\d)|：|，(?=[{HAN}])))"
    rf"|(?P<l2>(?<=（)[{_CN}]{{1,3}}）[、：.]?)"
    rf"|(?P<l3>(?<=\d)\d?(?:、|[．.](?!\d)|，(?=[{HAN}])|）)(?!\d))"
    rf"|(?P<p>(?<=第)[{_CN}\d]{{1,2}}(?:阶段|步骤|步|环节|方面|个阶段)[、：，]?)"
    rf"|(?P<l3b>(?:(?<=[{_CN}])[{_CN}]?|(?<=其)[{_CN}]{{1,2}})(?:是|要|则)(?!否|不是)(?:要(?!求))?"
    rf"|(?<=第)[{_CN}]{{1,2}}[，、]|(?<=首)先，?|(?<=其)次，?|(?<=再)[次者]，?|(?<=最)后，)"
    r"|(?P<l4>(?<=（)\d{1,2}）[、：.]?|(?<=[①-⑳⑴-⒇])))"
)
# 一　指导思想: a number that only white space parts from its heading.
_SPACED = re.compile(rf"(?P<l1>[{_CN}]{{1,2}})(?=[{HAN}“])")
_NO_DIGIT = re.compile(r"[^一二三四五六七八九十\d]")
# Inside a paragraph a sign counts only where a sentence or clause has ended.
_BREAK = "。；！？：”）;\n"
_LEVEL = {"l1": 1, "l2": 2, "l3": 3, "p": 2, "l3b": 3, "l4": 4}
_ORDINALS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}
_SPACE = re.compile(r"\s")
# Word's own numbers in our full-width punctuation.
_FULL_WIDTH = str.maketrans("(),:", "（），：")


@dataclass(frozen=True, slots=True)
class Sign:
    """A numbering sign (序号): its form ("l1", "l2", …), level, text and value."""

    form: str
    level: int
    text: str
    value: int | None
    auto: bool = False


class Segment(Struct, frozen=True, gc=False):
    """A stretch of one line of one paragraph, from one sign (or the line's start) to the next.

    `start` and `end` are normalised offsets and include the sign; `body` is where the words after the
    sign begin. `first` says that it opens a line; `last` that it ends one.
    """

    paragraph: int
    start: int
    body: int
    end: int
    sign: Sign | None
    first: bool
    last: bool


def has_gap(normal: Normal, position: int) -> bool:
    """Whether white space stands in the raw text just before normalised `position`."""
    if position <= 0 or position >= len(normal.text):
        return False
    if normal.text[position - 1].isspace():
        return True
    if normal.starts is None:  # nothing was dropped
        return False
    before = normal.span(position - 1, position)[1]
    after = normal.span(position, position + 1)[0]
    return after > before and normal.raw[before:after].isspace()


def gaps(normal: Normal, start: int, end: int) -> list[int]:
    """The normalised positions from `start` to `end` (exclusive) with white space just before them."""
    if start >= end or not _SPACE.search(normal.raw, *normal.span(start - 1, end)):
        return []
    return [at for at in range(start, end) if has_gap(normal, at)]


def _value(form: str, text: str) -> int | None:
    digits = _NO_DIGIT.sub("", text)
    if form == "l4" and not digits and text:
        code = ord(text[0])
        return code - 0x245F if 0x2460 <= code <= 0x2473 else code - 0x2473
    if text[:2] in _ORDINALS:
        return _ORDINALS[text[:2]]
    number = parse_number(digits) if digits else -1
    return number if number > 0 else None


# A few dozen signs number all the papers.
@lru_cache(maxsize=512)
def _sign(form: str, text: str) -> Sign:
    return Sign(form, _LEVEL[form], text, _value(form, text))


@lru_cache(maxsize=512)
def sign_of(number: str) -> Sign | None:
    """The sign of a number, as Word prints one by itself in front of a paragraph, if it is of a known form."""
    number = number.strip()
    match = _SIGN.match(number.translate(_FULL_WIDTH) + ("" if number[-1:] in "、.）)．" else "、"))
    if not match or match.lastgroup is None:
        return None
    form = match.lastgroup
    return Sign(form, _LEVEL[form], number, _value(form, match[0]), auto=True)


def _starts(normal: Normal, line_start: int, line_end: int) -> list[re.Match[str]]:
    """Signs in one line, at its start or after a break."""
    text = normal.text
    out = []
    spaced = _SPACED.match(text, line_start, line_end) if text[line_start] in _CN else None
    if spaced and has_gap(normal, spaced.end()) and not has_gap(normal, spaced.end() + 1):
        out.append(spaced)
    for m in _SIGN.finditer(text, line_start, line_end):
        at = m.start()
        if at == line_start:
            out.append(m)
            continue
        before = text[at - 1]
        form = m.lastgroup or ""
        if before in _BREAK:
            # "（一）" closes with a bracket of its own: "见附件（二）" is no heading, "。（二）" is.
            if before == "）" and form not in ("l1", "l2") or before == "：" and form in ("l1", "p"):
                continue
            if before == "：" and form == "l3" and text[at - 2].isdigit() and m.end() - at > 2:
                continue  # 6:40到7:30、下午: the time of day
            out.append(m)
        elif form in ("l1", "l2", "l3", "p") and has_gap(normal, at) and m.end() < line_end:
            out.append(m)
        elif form == "l3b" and before in "，、" and text[at] in _CN:
            out.append(m)
        elif form == "l3b" and out and m[0].startswith("一是") and 3 <= at - out[-1].end() <= 16:
            out.append(m)  # 二、存在的问题一是书读得少。
        elif form in ("l1", "l2") and before.isascii() and before.isalnum() and not before.isdigit():
            out.append(m)  # a web address glued to the heading: www.x.com六、组织领导
    return out


def segments(paragraph: int, normal: Normal, number: str = "") -> list[Segment]:
    """The segments of one paragraph, in order; an automatic `number` opens the first."""
    text = normal.text
    if "\n" not in text:
        return _of_line(paragraph, normal, 0, len(text), number)
    out: list[Segment] = []
    start = 0
    for line in text.split("\n"):
        out += _of_line(paragraph, normal, start, start + len(line), "" if out else number)
        start += len(line) + 1
    return out


def _of_line(paragraph: int, normal: Normal, start: int, end: int, number: str) -> list[Segment]:
    """The segments of one line between two normalised offsets; none where it is empty."""
    text = normal.text
    while start < end and text[start].isspace():
        start += 1
    if start == end:
        return []
    if text[start] not in _CN and not _SIGN.search(text, start, end):  # most lines have no sign
        while text[end - 1].isspace():
            end -= 1
        return [Segment(paragraph, start, start, end, sign_of(number) if number else None, True, True)]
    found = _starts(normal, start, end)
    cuts: list[tuple[int, int, Sign | None]] = [
        (m.start(), m.end(), _sign(m.lastgroup or "", m[0])) for m in found
    ]
    if not found or cuts[0][0] != start:
        cuts.insert(0, (start, start, sign_of(number) if number else None))
    out: list[Segment] = []
    for n, (begin, body, sign) in enumerate(cuts, 1):
        last = n == len(cuts)
        until = end if last else cuts[n][0]
        while until > begin and text[until - 1].isspace():
            until -= 1
        out.append(Segment(paragraph, begin, min(body, until), until, sign, n == 1, last))
    return out


# Two alternatives, [。！？；;!?]+ and …{2,}; a set of characters in front is found several times faster than those.
_END = re.compile(r"[。！？；;!?…](?:(?<!…)[。！？；;!?]*|(?<=…)…+)[”’）]*")


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences between `start` and `end`: cut after 。！？； with their closing quotes."""
    first = _END.search(text, start, end)
    if (first is None or first.end() == end) and start < end and not text[start].isspace():
        return [(start, end)]  # most lines
    out = []
    stops = [m.end() for m in _END.finditer(text, start, end)]
    if not stops or stops[-1] < end:
        stops.append(end)
    for stop in stops:
        while start < stop and text[start].isspace():
            start += 1
        if start < stop:
            out.append((start, stop))
        start = stop
    return out
