"""An analysed document in, the one number that its articles (第一条、第二条、第四条) leave out, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.analysis import Analysis
from checker.document import Where
from checker.rules.common import holding, whole_text
from chinese_cli.numerals import parse_number

__all__ = ["Left", "left_out"]

_ARTICLE = re.compile(
    r"\s*第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<w>条|句)(?=[\s：:，、。]|[^的里中规和与])"
)
_HINT = re.compile("第(?=[一二三四五六七八九十\\d]{1,3}[条句])")
_LEAST = 4  # articles from which on a row is one


@dataclass(frozen=True, slots=True)
class Left:
    """An article whose number skips one: its place, its words, those of the one before, and the number left out."""

    where: Where
    words: str
    before: str
    missing: str


def left_out(analysis: Analysis) -> Iterator[Left]:
    """The number that is left out of a row that counts from 1 line by line and slips once."""
    rows: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for i, paragraph, normal in holding(analysis, _HINT):
        m = _ARTICLE.match(normal.text)
        if m is not None and paragraph.part == "body":
            rows.setdefault(m["w"], []).append((i, m))
    for word, row in rows.items():
        values = [parse_number(m["n"]) for _, m in row]
        skips = [n for n in range(1, len(row)) if values[n] == values[n - 1] + 2]
        even = all(
            b - a == 1 for n, (a, b) in enumerate(zip(values, values[1:], strict=False), 1) if n not in skips
        )
        if len(row) < _LEAST or values[0] != 1 or len(skips) != 1 or not even:
            continue
        n = skips[0]
        i, m = row[n]
        missing = _spelled(values[n] - 1, m["n"])
        # 第四条 inside a line may be the article that the line break was lost of.
        if f"第{missing}{word}" not in whole_text(analysis):
            yield Left(
                analysis.where(i, m.start("n") - 1, m.end()),
                m[0].strip(),
                row[n - 1][1][0].strip(),
                f"第{missing}{word}",
            )


def _spelled(value: int, like: str) -> str:
    """A number below 100 in the digits of another."""
    if like.isdigit():
        return str(value)
    tens, ones = divmod(value, 10)
    digits = "一二三四五六七八九"
    return (
        (digits[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (digits[ones - 1] if ones else "")
    )
