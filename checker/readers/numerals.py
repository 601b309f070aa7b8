"""A count and the name of a Word number format in, the numeral as printed out: 3, chineseCounting -> 三"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["numeral"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip

# Formats whose numerals are characters of their own, in order from 1; beyond the last, plain digits.
_SERIES = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
}


def numeral(format_name: str, count: int) -> str:
    """The numeral for `count` in a format of `w:numFmt`; formats we do not know come as digits.

    >>> [numeral("chineseCounting", n) for n in (3, 10, 12, 20, 21)]
    ['三', '十', '十二', '二十', '二十一']
    """
    if format_name in ("none", "bullet"):
        return ""
    if format_name in _SERIES and 1 <= count <= len(_SERIES[format_name]):
        return _SERIES[format_name][count - 1]
    if format_name in _WRITERS and 0 <= count < 10_000:
        return _WRITERS[format_name](count)
    return str(count)


def _counting(count: int) -> str:
    """一 … 九十九 in tens, above that digit by digit, as Word's chineseCounting does."""
    return _thousands(count, drop_one=True) if count < 100 else _digital(count)


def _thousands(count: int, digits: str = _DIGITS, units: str = "十百千", drop_one: bool = True) -> str:
    """一百零五, 一百一十; `drop_one` writes 10 to 19 as 十 … 十九."""
    zero = "零" if digits is _DIGITS else digits[0]
    if count == 0:
        return zero
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    if drop_one and 10 <= count < 20:
        text = text[1:]
    return text


def _japanese(count: int) -> str:
    """百五, 千一: no zero, and no one before 十 百 千."""
    text = ""
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit:
            text += (_DIGITS[digit] if digit > 1 or power == 0 else "") + (
                "十百千"[power - 1] if power else ""
            )
    return text or "〇"


def _digital(count: int) -> str:
    """Digit by digit: 一〇五."""
    return "".join(_DIGITS[int(c)] for c in str(count))


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _letter(count: int) -> str:
    """A … Z, AA, BB …, as Word counts."""
    return chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30) if count else ""


def _zodiac_pair(count: int) -> str:
    """甲子, 乙丑 …, a round of sixty."""
    return _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12]


def _full_width(count: int) -> str:
    return "".join(chr(ord("０") + int(c)) for c in str(count))


_WRITERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "koreanDigital2": _digital,
    "chineseLegalSimplified": lambda n: _thousands(n, _LEGAL_SIMPLIFIED, "拾佰仟", drop_one=False),
    "ideographLegalTraditional": lambda n: _thousands(n, _LEGAL_TRADITIONAL, "拾佰仟", drop_one=False),
    "japaneseLegal": lambda n: _thousands(n, _LEGAL_TRADITIONAL, "拾佰仟", drop_one=False),
    "ideographZodiacTraditional": _zodiac_pair,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "numberInDash": lambda n: f"- {n} -",
}
