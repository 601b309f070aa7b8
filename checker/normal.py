"""Raw text in, text for matching out, with every character's way back to the raw text (正规化).

Matching must not be fooled by width, traditional script, inserted pinyin, line breaks inside words
or doubled commas, and evidence must quote the original: so each normalised character remembers the
raw characters it stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from msgspec import Struct

from chinese_cli.han import HAN

__all__ = ["Normal", "normalise", "normalise_all", "replace_spans", "whole_characters"]


class Normal(Struct, frozen=True, gc=False):
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
        return bisect_left(self.starts, raw)


_LATIN = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_BESIDE = f"{HAN}，。；：、“”（）"
# What is taken out before matching: a comma typed twice (",，"), white space inside Chinese words, invisible
# characters, dashes and page marks inside words ("和-谐"), inserted pinyin (創(chuàng)先). The first character
# stands first and what must be before it after it (both are in the lookbehind): `re` scans for one of a set of
# characters some ten times faster than it tries an alternation at every place.
_DROP = (
    rf"[，。；、\s\-（{_INVISIBLE}](?:"
    r"(?<=，，)，*|(?<=。[，。])[，。]*|(?<=；[，；])[，；]*|(?<=、[，、])[，、]*|(?<=，)(?=[。；、])"
    rf"|(?<=[{_BESIDE}]\s)\s*(?=[{_BESIDE}])|(?<=[{_INVISIBLE}])[{_INVISIBLE}]*|(?<=[{HAN}]-)(?=[{HAN}])"
    rf"|(?<=[{HAN}]（)[{_LATIN}]{{1,6}}）)"
)
# Between the texts that are gone through at once; nothing that is looked for reaches over it.
_BETWEEN = "\0"
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    # Look-alikes that an input method offers for a zero (二О一二年 with a Cyrillic or Greek letter).
    **dict.fromkeys("\u041e\u039f", "O"),
    **dict.fromkeys("\u043e\u03bf", "o"),
    **dict.fromkeys("\u25ef\u26aa\u2b55\u2b58", "〇"),
    # Word sets a tab between a number and its heading, and some programs narrow spaces.
    **dict.fromkeys("\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
}


@cache
def _table() -> dict[int, int]:
    """Character table: traditional to simplified (OpenCC), full-width ASCII, punctuation."""
    import opencc

    han = range(0x3400, 0xA000)
    # One call with separators: a phrase table must not join neighbours.
    simple = opencc.OpenCC("t2s").convert("\n".join(map(chr, han))).split("\n")
    table = {a: ord(b) for a, b in zip(han, simple, strict=True) if len(b) == 1 and ord(b) != a}
    for code in range(0xFF10, 0xFF5F):
        if chr(code).isalnum():
            table[code] = code - 0xFEE0
    table.update({ord(a): ord(b) for a, b in _PUNCTUATION.items()})
    return table


@cache
def _changed() -> re.Pattern[str]:
    """Any character that the table changes. Most texts have few or none; `str.translate` looks up every one."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]")


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


def normalise_all(raws: Sequence[str]) -> tuple[Normal, ...]:
    """Each text as `normalise` gives it; the paragraphs of a document are gone through all at once.

    >>> [n.text for n in normalise_all(["創(chuàng)先爭優,  服务", "民眾"])]
    ['创先争优，服务', '民众']
    """
    texts = tuple(raws)
    return _kept_all(texts) if sum(map(len, texts)) <= _KEPT_ALL_LENGTH else _all_normalised(texts)


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which native code refuses.

    >>> whole_characters("李\\udcff明")
    '李\ufffd明'
    """
    return _SURROGATE.sub("\ufffd", text)


def _normalised(raw: str) -> Normal:
    return _all_normalised((raw,))[0]


def _all_normalised(raws: tuple[str, ...]) -> tuple[Normal, ...]:
    raw = _BETWEEN.join(raws)
    if raw.count(_BETWEEN) >= len(raws) > 1:
        return tuple(map(_normalised, raws))  # one holds the mark itself
    table = _table()
    text = _changed().sub(lambda m: chr(table[ord(m[0])]), raw)
    out = list(map(Normal, raws, text.split(_BETWEEN) if len(raws) > 1 else (text,)))
    starts = list(accumulate((len(one) + 1 for one in raws), initial=0))
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for m in _drop().finditer(text):
        n = bisect_right(starts, m.start()) - 1
        spans.setdefault(n, []).append((m.start() - starts[n], m.end() - starts[n], ""))
    for n, found in spans.items():
        out[n] = replace_spans(out[n], found)
    return tuple(out)


# Judging and comparing both go over the paragraphs of one document. A strange file's endless ones are not kept.
_KEPT_LENGTH = 4096
_kept = lru_cache(maxsize=256)(_normalised)
_KEPT_ALL_LENGTH = 1 << 16
_kept_all = lru_cache(maxsize=4)(_all_normalised)
