"""docs/reviewer.md says what is: every option, file and column it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.cli import main
from checker.expected.corrections import CORRECTED, VERDICTS
from checker.expected.form import form_bytes
from checker.expected.line import STATES
from corpus import load_standard

PAGE = Path(__file__).parents[2] / "docs" / "reviewer.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_every_option_it_names_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--help"])
    main(["expected", "--help"])
    help_ = capsys.readouterr().out
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT))
    assert named and {n for n in named if n not in help_} == set()


def test_every_page_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert links and [x for x in links if not (PAGE.parent / x).exists()] == []


def test_the_states_and_words_it_explains_are_those_of_the_sheet() -> None:
    for word in (*STATES, *VERDICTS, CORRECTED):
        assert word in TEXT, word


def test_the_form_it_shows_is_the_form() -> None:
    import io

    from openpyxl import load_workbook

    heads = [c.value for c in load_workbook(io.BytesIO(form_bytes(load_standard())))["名单"][1]]
    assert "| " + " | ".join(str(h) for h in heads) + " |" in TEXT


def test_one_question_a_section_and_no_english_words_for_programmers() -> None:
    assert len(re.findall(r"^## ", TEXT, re.M)) >= 12
    assert not re.search(r"stdout|cache|hash|stderr", TEXT)
