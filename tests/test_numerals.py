"""Chinese numerals are read and written in one place, and what is written is read back."""

from __future__ import annotations

import datetime
import doctest

import pytest

import chinese_cli.numerals
from checker.dates import find_dates
from checker.replies.template import _number
from checker.schools import name_order, school
from chinese_cli.numerals import chinese_number, parse_number
from docgen.filters import chinese_count
from docgen.values import parse_date


def test_what_is_written_is_read_back() -> None:
    assert [parse_number(chinese_number(n)) for n in range(1, 100)] == [*range(1, 100)]


@pytest.mark.parametrize("number", [0, -1, 100, 2011])
def test_beyond_ninety_nine_none_is_written(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)
    assert _number(number) == str(number)


@pytest.mark.parametrize("text", ["", "半", "十十", "二十十", "一百", "廿十", "²", "-1"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) == -1


@pytest.mark.parametrize(
    "text", ["二〇一一年三月廿一日", "2011年三月卅日", "二O一二年十一月三十日", "二零一一年十月十日"]
)
def test_both_programs_read_the_same_day(text: str) -> None:
    (hit,) = find_dates(text)
    assert isinstance(hit.date, datetime.date)
    assert parse_date(text) == hit.date


def test_schools_are_counted_and_sorted_by_their_numbers() -> None:
    assert [school(f"云溪县第{n}小学").ordinal for n in ("二", "十", "十二", "二十", "12")] == [
        2,
        10,
        12,
        20,
        12,
    ]
    names = ["云溪县第十小学", "云溪县第二小学", "云溪县第二十一小学", "云溪县第12小学"]
    assert [n[4:-2] for n in sorted(names, key=name_order)] == ["二", "十", "12", "二十一"]


def test_two_of_a_thing() -> None:
    assert [chinese_count(n) for n in (2, 12, 22)] == ["两", "十二", "二十二"]


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(chinese_cli.numerals) == (0, 3)
