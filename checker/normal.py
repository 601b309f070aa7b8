"""Raw text in, text for matching out, with every character's way back to the raw text (正规化).

Matching must not be fooled by width, traditional script, inserted pinyin, line breaks inside words
or doubled commas, and evidence must quote the original: so each normalised character remembers the
raw characters it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

__all__ = ["Normal", "normalise", "replace_spans"]


@dataclass(frozen=True, slots=True)
class Normal:
    """Text for matching; `starts[i]`, `ends[i]` bound the raw characters that `text[i]` stands for.

    Both are None while every character stands for itself, which is the common case.
    """

    raw: str
    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of the normalised characters `start` to `end` (exclusive)."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def position(self, raw: int) -> int:
        """The first normalised position that stands for raw offset `raw` or a later one."""
        if self.starts is None:
            return raw
        import bisect

        return bisect.bisect_left(self.starts, raw)


_PINYIN = r"(?<=[\u3400-\u9fff])[\(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}[\)）]"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
# What is taken out before matching: inserted pinyin (創(chuàng)先), invisible characters, white space
# inside Chinese words, dashes and page marks inside words ("和-谐"), a comma typed twice (",，").
_DROP = (
    rf"{_PINYIN}|[{_INVISIBLE}]+|(?<=[{_HAN}，。；：、“”（）])\s+(?=[{_HAN}，。；：、“”（）])"
    rf"|(?<=[{_HAN}])-(?=[{_HAN}])|(?<=，)，+|(?<=。)[，。]+|(?<=；)[，；]+|(?<=、)[，、]+|，(?=[。；、])"
)
# Where none of these stands, `_DROP` finds nothing. They begin with a set of characters, which `re` scans for
# some thirty times faster than it tries an alternation at every place.
_MAYBE = (
    re.compile(rf"[\s\-{_INVISIBLE}]"),
    re.compile(r"[，。；、][，。；、]"),
    re.compile(r"[\(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]"),
)


@cache
def _drop() -> re.Pattern[str]:
    return re.compile(_DROP)  # when first needed: it takes a fifteenth of a start


_PUNCTUATION = {
    ",": "，",
    ";": "；",
    ":": "：",
    "!": "！",
    "?": "？",
    "(": "（",
    ")": "）",
    "．": ".",
    "〝": "“",
    "〞": "”",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "＂": "”",
    "﹑": "、",
    "﹔": "；",
    "﹕": "：",
    "﹐": "，",
    "\u3000": " ",
    "\u00a0": " ",
}


@cache
def _table() -> dict[int, int]:
    """Character table: traditional to simplified (OpenCC), full-width ASCII, punctuation."""
    import opencc

    table: dict[int, int] = {}
    han = [chr(c) for c in range(0x3400, 0xA000)]
    # One call with separators: a phrase table must not join neighbours.
    for one, other in zip(han, opencc.OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True):
        if one != other and len(other) == 1:
            table[ord(one)] = ord(other)
    for code in range(0xFF10, 0xFF5F):
        if chr(code).isalnum():
            table[code] = code - 0xFEE0
    table.update({ord(a): ord(b) for a, b in _PUNCTUATION.items()})
    return table


def replace_spans(normal: Normal, spans: Iterable[tuple[int, int, str]]) -> Normal:
    """`normal` with each `(start, end, new)` replaced; the new words stand for the old ones' raw text.

    Spans are in normalised offsets, in order and apart.
    """
    text = normal.text
    starts = list(normal.starts) if normal.starts is not None else list(range(len(text)))
    ends = list(normal.ends) if normal.ends is not None else list(range(1, len(text) + 1))
    out: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    at = 0
    for start, end, new in spans:
        out.append(text[at:start])
        new_starts += starts[at:start]
        new_ends += ends[at:start]
        if new:
            out.append(new)
            if len(new) == end - start:
                new_starts += starts[start:end]
                new_ends += ends[start:end]
            else:
                new_starts += [starts[start]] * len(new)
                new_ends += [ends[end - 1]] * len(new)
        at = end
    if not out and at == 0:
        return normal
    out.append(text[at:])
    new_starts += starts[at:]
    new_ends += ends[at:]
    return Normal(normal.raw, "".join(out), tuple(new_starts), tuple(new_ends))


def normalise(raw: str) -> Normal:
    """Text for matching: simplified script, full-width punctuation, no noise inside words.

    >>> normalise("創(chuàng)先爭優,  服务").text
    '创先争优，服务'
    >>> n = normalise("創(chuàng)先爭優"); n.span(0, 2)
    (0, 10)
    """
    return _kept(raw) if len(raw) <= _KEPT_LENGTH else _normalised(raw)


def _normalised(raw: str) -> Normal:
    text = raw.translate(_table())
    normal = Normal(raw, text)
    if not any(maybe.search(text) for maybe in _MAYBE):
        return normal
    spans = [(m.start(), m.end(), "") for m in _drop().finditer(text)]
    return replace_spans(normal, spans) if spans else normal


# Judging and comparing both go over the paragraphs of one document. A strange file's endless ones are not kept.
_KEPT_LENGTH = 4096
_kept = lru_cache(maxsize=256)(_normalised)
