"""A cell's or a YAML scalar's raw value in, a checked value (text, date, month, number) out."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from chinese_cli.numerals import DIGITS, chinese_number, parse_number
from docgen.choices import Short, cut_short
from docgen.simplified import simplified

__all__ = [
    "CLASSES",
    "ILLEGAL",
    "MAX_VALUE",
    "Formula",
    "Merged",
    "Month",
    "chinese_date",
    "convert",
    "date_text",
    "parse_date",
    "parse_month",
    "plain",
    "unnumbered",
]

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_VALUE = 32_767  # characters an Excel cell can hold
_CLOCK = (
    r"(?:(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\Z"  # what Excel and other programs put after a day
)
_DATE = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*[日号]?" + _CLOCK)
_MONTH = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*(?:月份?)?\Z")
_RUN_ON = re.compile(r"(\d{4})(\d\d)(\d\d)?\Z")  # 20120305, 201203: as registers of members give them
_UNSEEN = re.compile(
    "[\u200b\u2060\ufeff]"
)  # pasted along from web pages and chats, without width or meaning
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # what turns the direction of writing
CLASSES = r"(?:[、和]?[（(][一二三四五六七八九十\d]{1,2}[）)])*(?:班|年级)"
"""What after a number in brackets makes it the name of a class: （三）班; （3）、（4）班."""
_NUMBER = re.compile(
    rf"\A(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)](?!{CLASSES})[、.．]?|\d+[、.．)）]|[①-⑳])\s*"
    r"(?![一二三四五六七八九十\d])"
)
_EXACT = 10**15  # from here on a number in Excel loses its last figures: 身份证号, 银行卡号
_FULLWIDTH = str.maketrans("０１２３４５６７８９．／－　", "0123456789./- ")
_CHINESE = re.compile(
    r"([〇○零OoОо一二三四五六七八九]{4}|\d{4})年(十?[一二三四五六七八九]|十|\d{1,2})月份?"
    r"(?:([一二三]?十[一二三四五六七八九]?|[廿卅]?[一二三四五六七八九]|[廿卅]|\d{1,2})[日号])?\Z"
)
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"))
_YEARS = (1900, 2100)
_OLDEST = 1910  # a day of Excel before it is a small number in a cell made for dates


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result the file does not hold (made by a program that does not reckon)."""

    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merged cell (合并单元格) says for a row below its first: the same value."""

    value: object


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A year and a month (年月), as in 2010年6月."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


def plain(raw: object) -> str:
    """What a person sees in the cell, outer white space dropped, line ends as `\\n`.

    >>> plain(32.0), plain(" 张·艾力 "), plain(None), plain(98.60000000000001), plain(datetime.time(9, 5))
    ('32', '张·艾力', '', '98.6', '9:05')
    """
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else f"{raw:.15g}"  # as many figures as Excel has
    if isinstance(raw, datetime.datetime):
        day = date_text(raw.date())
        return day if raw.time() == datetime.time() else f"{day} {plain(raw.time())}"
    if isinstance(raw, datetime.time):
        return f"{raw.hour}:{raw.minute:02}" + (f":{raw.second:02}" if raw.second else "")
    if isinstance(raw, datetime.date):
        return date_text(raw)
    text = str(raw)
    if "_x000D_" in text:  # how Excel writes a carriage return
        text = text.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    return _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def unnumbered(text: str) -> str:
    """A paragraph without the number it begins with, if it has one.

    >>> unnumbered("1.结对帮扶。"), unnumbered("（三）家访。"), unnumbered("一、二年级家访。"), unnumbered("2.5小时")
    ('结对帮扶。', '家访。', '一、二年级家访。', '2.5小时')
    """
    return _NUMBER.sub("", text, count=1)


def date_text(day: datetime.date) -> str:
    """A date as GB/T 9704 wants it: full year, no leading zero.

    >>> date_text(datetime.date(2011, 3, 1))
    '2011年3月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_date(day: datetime.date) -> str:
    """A date in Chinese numerals, as documents before July 2012 wrote it.

    >>> chinese_date(datetime.date(2011, 11, 20))
    '二〇一一年十一月二十日'
    """
    year = "".join(DIGITS[int(d)] for d in f"{day.year:04}")
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def _from_chinese(text: str) -> tuple[int, int, int] | None:
    match = _CHINESE.match("".join(text.split()))
    if not match:
        return None
    year, month, day = (parse_number(part) if part else 0 for part in match.groups())
    return year, month, day


def parse_date(text: str) -> datetime.date | None:
    """A day in any of the usual spellings, or None when it is none or does not exist.

    >>> parse_date("2011.3.1"), parse_date("2011年9月31日"), parse_date("2011年三月1日"), parse_date("二O一一年3月一号")
    (datetime.date(2011, 3, 1), None, datetime.date(2011, 3, 1), datetime.date(2011, 3, 1))
    """
    text = text.translate(_FULLWIDTH).strip()
    match = _DATE.match(text) or _RUN_ON.match(text)
    numbers = tuple(int(g or 0) for g in match.groups()) if match else _from_chinese(text)
    if not numbers or not _YEARS[0] <= numbers[0] <= _YEARS[1]:
        return None
    try:
        return datetime.date(*numbers)
    except ValueError:
        return None


def parse_month(text: str) -> Month | None:
    """A year and month; a whole date gives its month.

    >>> parse_month("2010-06")
    Month(year=2010, month=6)
    """
    day = parse_date(text)
    if day:
        return Month(day.year, day.month)
    text = text.translate(_FULLWIDTH).strip()
    match = _MONTH.match(text) or _RUN_ON.match(text)
    numbers: tuple[int, ...] | None = (
        tuple(int(g or 0) for g in match.groups()) if match else _from_chinese(text)
    )
    if numbers and len(numbers) > 2 and numbers[2]:  # a day, and one that does not exist
        return None
    if not numbers or not _YEARS[0] <= numbers[0] <= _YEARS[1] or not 1 <= numbers[1] <= 12:
        return None
    return Month(numbers[0], numbers[1])


def _serial(text: str, month: bool = False) -> str:
    """What day a bare number may stand for: Excel counts days, and shows the count in a cell made text.

    >>> _serial("40725"), _serial("7")
    ('（是不是2011年7月1日）', '')
    """
    if not re.fullmatch(r"[2-6]\d{4}", text):  # 1954 to 2091
        return ""
    day = datetime.date(1899, 12, 30) + datetime.timedelta(int(text))
    return f"（是不是{Month(day.year, day.month) if month else date_text(day)}）"


def _meant(text: str, month: bool = False) -> str:
    """What may have been meant by words that are no date: a serial number, a year of two figures, a 13th month.

    >>> _meant("86年7月", True), _meant("01.6", True), _meant("1974.13", True), _meant("11.3.1")
    ('（年份要写四位，是不是1986年7月）', '（年份要写四位，是不是2001年6月）', '（没有13月）', '（年份要写四位，是不是2011年3月1日）')
    """
    text = text.translate(_FULLWIDTH).strip()
    short = re.match(r"(\d\d)(?=\s*[年./\-])", text)
    if short:
        whole = f"{'19' if int(short[1]) > 30 else '20'}{text}"
        found = parse_month(whole) if month else parse_date(whole)
        if found is not None:
            return f"（年份要写四位，是不是{found if isinstance(found, Month) else date_text(found)}）"
    match = _MONTH.match(text)
    if match and month and not 1 <= int(match[2]) <= 12:
        return f"（没有{match[2]}月）"
    return _serial(text, month)


def _no_day(raw: object) -> str:
    """Why what Excel holds for a day is none: a number shown as a date, a time of the clock; or nothing."""
    if isinstance(raw, datetime.time) or (isinstance(raw, datetime.datetime) and raw.year < _OLDEST):
        return "像是把一个数字当成了日期（单元格的格式是日期）；把格式改成“文本”，再重新输入"
    return ""


def convert(
    raw: object,
    kind: str,
    choices: tuple[str, ...] = (),
    short: Short = (),
) -> tuple[object, str]:
    """The checked value and "", or None and what was expected (Chinese)."""
    text = plain(raw)
    if isinstance(raw, Formula):
        return None, "这是没有算出结果的公式，请用 Excel 打开存一次盘，或改成文字"
    if text in _ERRORS:
        return None, "是 Excel 的错误值，请改正这个单元格"
    if isinstance(raw, (int, float)) and abs(raw) >= _EXACT:
        return None, "数字太长，Excel 只存得下前15位；把单元格设成“文本”，再重新输入"
    bad = ILLEGAL.search(text)
    if bad:
        return None, f"里面有看不见的控制字符（U+{ord(bad[0]):04X}），请删掉重新输入"
    if len(text) > MAX_VALUE:
        return None, f"太长（{len(text)}字），一栏最多 {MAX_VALUE} 字"
    if kind != "text" and kind != "long":
        text = _TURNS.sub("", text)
    if kind in ("date", "month") and (why := _no_day(raw)):
        return None, why
    if kind == "date":
        day = parse_date(text)
        if day:
            return day, ""
        extra = "，这一天不存在" if _DATE.match(text.translate(_FULLWIDTH)) else _meant(text)
        if not extra and parse_month(text):
            extra = "，还差几号"
        return None, f"应当是日期{extra}，写成 2011年3月1日 的样子"
    if kind == "month":
        month = parse_month(text)
        return (
            (month, "") if month else (None, f"应当是年月{_meant(text, month=True)}，写成 2010年6月 的样子")
        )
    if kind == "number":
        digits = re.sub(
            r"\s*(?:[人名位年]|名?(?:党员|教职工|教师|职工|学生))\Z", "", unicodedata.normalize("NFKC", text)
        )
        digits = digits.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits) else digits
        return (int(digits), "") if re.fullmatch(r"\d{1,9}", digits) else (None, "应当是整数，只写数字")
    if kind == "year":
        spelled = "".join(str(DIGITS.index(c)) if c in DIGITS else c for c in text.replace("○", "〇"))
        year = re.fullmatch(r"(\d{4})年?度?", unicodedata.normalize("NFKC", spelled))
        if year and _YEARS[0] <= int(year[1]) <= _YEARS[1]:
            return int(year[1]), ""
        return None, "应当是年份，写四位数字，例如 2011"
    if kind == "choice" and text not in choices:
        plain_text = "".join(simplified(text).split())
        for said in (plain_text, plain_text.removesuffix("性")):  # 组 长, 女性
            if said in choices:
                return said, ""
        if meant := cut_short(text, short):
            return meant, ""
        return None, f"应当是其中之一：{'、'.join(choices)}"
    return text, ""
