"""A document's segments in, the headings whose number has the form of another level out (序号写错一级的标题).

（三）原因分析 between 二、存在的问题 and 四、整改措施 is the third part of the paper, whatever its number looks like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from checker.headwords import PLAIN, HeadWords
from checker.normal import Normal
from checker.segments import Segment

__all__ = ["misnumbered"]

_WORDS = re.compile(r"[^。：；，—（\s]{2,12}")
_TOPS = 2  # lines of one level that make it the paper's, where none of them is the first


class _Line(Struct, frozen=True, gc=False):
    """A numbered line: its segment's index, level, form and value, and the words after the number."""

    n: int
    level: int
    form: str
    value: int
    words: str
    first: bool


def misnumbered(found: Sequence[Segment], normals: Sequence[Normal], known: HeadWords) -> dict[int, int]:
    """The index of each segment whose number belongs to another level than its form says, with that level."""
    lines = _lines(found, normals)
    levels = Counter(line.level for line in lines if line.first)
    firsts = {line.level for line in lines if line.first and line.value == 1}
    top = min((level for level, count in levels.items() if count >= _TOPS or level in firsts), default=0)
    if not top or len(levels) < 2:
        return {}
    following = _following(lines, top)
    out: dict[int, int] = {}
    last, above = 0, ""  # the number and the words of the last heading of the paper's own level
    seen: set[tuple[str, int]] = set()  # the deeper numbers since
    for line, then in zip(lines, following, strict=True):
        if line.level == top and line.first:
            last, above = line.value, line.words
            seen.clear()
            continue
        if line.first and _out_of_place(line, last, then, seen, top, above, known):
            out[line.n] = top
            last, above = max(last, line.value) if then != last + 1 else last, line.words
            seen.clear()
        seen.add((line.form, line.value))
    return out


def _out_of_place(
    line: _Line, last: int, then: int, seen: set[tuple[str, int]], top: int, above: str, known: HeadWords
) -> bool:
    """Whether a line is a heading of the paper's own level: it goes on with those numbers, or with none."""
    goes_on = line.value == last + 1 and then in (0, line.value + 1) and (last > 0 or then > 0)
    begins = line.value == 1 or (line.form, line.value - 1) in seen
    between = goes_on and then > 0 and not begins
    if line.level < top:
        return between and known.short(line.words)
    if not goes_on and begins:
        return False
    # A heading between two that it parts needs no more than to sound like one; one that a list leads up to might
    # be its last item (二、方法步骤 has its own （三）总结阶段, 二、时间步骤 its 3、对照检查).
    if between:
        return known.short(line.words) and not known.again(above, line.words)
    plain = line.words in known.exact and len(line.words) >= PLAIN
    return plain and (known.follows(above, line.words) if begins else not known.again(above, line.words))


def _lines(found: Sequence[Segment], normals: Sequence[Normal]) -> list[_Line]:
    out = []
    for n, s in enumerate(found):
        if s.sign is None or s.sign.value is None:
            continue
        words = _WORDS.match(normals[s.paragraph].text, s.body, s.end) if s.first else None
        out.append(_Line(n, s.sign.level, s.sign.form, s.sign.value, words[0] if words else "", s.first))
    return out


def _following(lines: Sequence[_Line], top: int) -> list[int]:
    """For each line the value of the next heading of the paper's own level, 0 where there is none."""
    out, then = [], 0
    for line in reversed(lines):
        out.append(then)
        if line.level == top and line.first:
            then = line.value
    return out[::-1]
