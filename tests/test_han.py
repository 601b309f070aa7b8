"""Chinese characters beyond the everyday block (㵲, 㙍, 𬒗 of place names) are characters everywhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import chinese_cli.han
from checker import bycues
from checker.offices import named_schools, office_in, submitter
from checker.redact.mentioned import after_posts
from checker.schools import alike, school
from chinese_cli.han import HAN
from docgen.measure import width
from docgen.tidy import named
from docgen.titles import dotted

ROOT = Path(__file__).parents[1]
WRITTEN = re.compile(r"\\u(?:4e00|3400)-|[一㐀]-[鿿龥龟]", re.I)


@pytest.mark.parametrize("sign", ["学", "〇", "A", "，", "々", "㵲", "㙍", "𬒗", "𱁬", "﨑"])
def test_what_is_a_chinese_character(sign: str) -> None:
    assert bool(re.fullmatch(f"[{HAN}]", sign)) is (sign not in "〇A，々")
    assert bool(re.fullmatch(f"[^{HAN}]", sign)) is (sign in "〇A，々")


@pytest.mark.parametrize("name", ["云溪县㵲水镇中心小学", "㙍头小学党支部", "𬒗村小学", "城关镇𬒗小学"])
def test_no_school_is_cut_before_a_rare_character(name: str) -> None:
    assert office_in(f"我在{name}任教。") == name
    assert [n for n, *_ in named_schools(f"我在{name}任教。")] == [name]
    assert submitter("", "", [f"我是{name}的一名教师。"]) == name


def test_a_rare_name_has_its_parts() -> None:
    found = school("云溪县㵲水镇中心小学")
    assert (found.region, found.stem, found.town, found.stage) == ("云溪", "㵲水", "镇", "小")
    assert alike(school("云溪县㵲水镇第二小学"), school("㵲水二小")) > 60
    assert alike(school("云溪县㵲水镇第二小学"), school("㙍水二小")) < 60


def test_rare_characters_of_names() -> None:
    assert list(after_posts("班主任李𬎆今年")) == ["李𬎆"]
    assert named("㛃日．阿果") == "㛃日·阿果"
    assert dotted("𬎆日·阿果")
    assert width("2011𬎆") == width("2011年")


def test_only_one_place_says_what_a_chinese_character_is() -> None:
    files = [
        p for room in ("checker", "chinese_cli", "corpus", "docgen") for p in (ROOT / room).rglob("*.py")
    ]
    assert len(files) > 250
    found = {str(p.relative_to(ROOT)) for p in files if WRITTEN.search(p.read_text("utf-8"))}
    assert found == {"chinese_cli/han.py"}


def test_the_examples_in_the_modules_hold() -> None:
    assert doctest.testmod(chinese_cli.han) == (0, 2)
    assert doctest.testmod(bycues) == (0, 2)
