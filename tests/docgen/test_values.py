"""Raw cells become dates, months, numbers and words, or a reason in Chinese."""

from __future__ import annotations

import datetime

import pytest

from docgen.values import Month, chinese_date, convert, date_text, parse_date, parse_month, plain


@pytest.mark.parametrize(
    "words",
    [
        "2011-03-01",
        "2011.3.1",
        "2011/3/1",
        "2011年3月1日",
        "2011年3月1号",
        "２０１１年３月１日",
        "二〇一一年三月一日",
        "二○一一年三月一日",
    ],
)
def test_usual_spellings_of_a_day(words: str) -> None:
    assert parse_date(words) == datetime.date(2011, 3, 1)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("二〇一一年三月廿一日", 21),
        ("2011年三月卅日", 30),
        ("二〇一一年三月三十一日", 31),
        ("二〇一一年三月十日", 10),
    ],
)
def test_days_after_the_twentieth_in_short(words: str, day: int) -> None:
    assert parse_date(words) == datetime.date(2011, 3, day)


@pytest.mark.parametrize(
    "words",
    ["二〇一一年三月一二日", "二〇一一年三月二十十日", "二〇一一年十三月一日", "二〇一一年四月卅一日"],
)
def test_what_is_no_day_in_chinese(words: str) -> None:
    assert parse_date(words) is None
    assert parse_month(words) is None


@pytest.mark.parametrize(
    "words", ["2011年9月31日", "2011年13月1日", "11年3月1日", "三月一日", "", "2011年2月29日"]
)
def test_what_is_no_day(words: str) -> None:
    assert parse_date(words) is None


def test_an_impossible_day_is_called_so() -> None:
    value, expected = convert("2010年9月31日", "date")
    assert value is None
    assert "不存在" in expected


def test_months_compare_and_print() -> None:
    assert parse_month("2010-06") == parse_month("二〇一〇年六月") == Month(2010, 6)
    assert parse_month("2010年13月") is None
    assert str(Month(2010, 6)) == "2010年6月"
    assert Month(2010, 12) < Month(2011, 1)


@pytest.mark.parametrize(
    "day", [datetime.date(2010, 1, 10), datetime.date(2011, 11, 20), datetime.date(2012, 12, 31)]
)
def test_chinese_numerals_read_back(day: datetime.date) -> None:
    assert parse_date(chinese_date(day)) == parse_date(date_text(day)) == day


def test_excel_values_as_a_person_sees_them() -> None:
    assert plain(32.0) == "32"
    assert plain(datetime.datetime(2011, 3, 1)) == "2011年3月1日"
    assert plain("甲_x000D_\n乙\r\n丙") == "甲\n乙\n丙"
    assert plain("　李 文　") == "李 文"


def test_invisible_control_characters_are_refused_not_dropped() -> None:
    value, expected = convert("李\x0c文", "text")
    assert value is None
    assert "U+000C" in expected


@pytest.mark.parametrize(
    ("words", "number"), [("32", 32), ("３２人", 32), ("三十二", None), ("-1", None), ("3.5", None)]
)
def test_numbers(words: str, number: int | None) -> None:
    assert convert(words, "number")[0] == number


def test_a_choice_names_the_choices() -> None:
    value, expected = convert("老师", "choice", ("任课教师", "班主任"))
    assert value is None
    assert "任课教师、班主任" in expected


@pytest.mark.parametrize(
    ("words", "year"),
    [("2011", 2011), ("２０１１年度", 2011), ("2011年", 2011), ("11", None), ("20111", None)],
)
def test_a_year_has_four_figures(words: str, year: int | None) -> None:
    value, expected = convert(words, "year")
    assert value == year and (year is not None or "四位数字" in expected)
