"""Chinese numerals in, numbers out, and back: the one place that reads and writes them (汉字数)."""

from __future__ import annotations

__all__ = ["DIGITS", "chinese_number", "parse_number"]

DIGITS = "〇一二三四五六七八九"
_VALUES = {c: i for i, c in enumerate(DIGITS)} | dict.fromkeys("零○ＯOo0Оо", 0)
_VALUES |= {str(n): n for n in range(1, 10)}  # 2O12年, 1O月: a letter typed for the figure


def parse_number(text: str) -> int:
    """A number below 100, or one written figure by figure, in Arabic or Chinese digits; -1 when it is none.

    >>> parse_number("十二"), parse_number("廿一"), parse_number("卅"), parse_number("二O一一"), parse_number("12")
    (12, 21, 30, 2011, 12)
    >>> parse_number(""), parse_number("十十"), parse_number("半")
    (-1, -1, -1)
    """
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        high = _VALUES.get(tens, -1) if tens else 1
        low = _VALUES.get(ones, -1) if ones else 0
        return high * 10 + low if high >= 0 and low >= 0 else -1
    value = 0
    for c in text:
        if c not in _VALUES:
            return -1
        value = value * 10 + _VALUES[c]
    return value if text else -1


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals; ValueError for others.

    >>> chinese_number(7), chinese_number(12), chinese_number(30), chinese_number(31)
    ('七', '十二', '三十', '三十一')
    """
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")
