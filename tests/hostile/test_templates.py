"""A template from outside runs no code, opens no file, ends, and its author is told in Chinese what is wrong."""

from __future__ import annotations

import datetime

import pytest

from docgen.kindfile import load_kinds
from docgen.lint import lint_template
from docgen.problems import UserError
from docgen.template import Template, environment
from tests.docgen.helpers import text
from tests.docgen.test_template import template
from tests.hostile.templates import ATTACKS, HARMLESS

LETTER = load_kinds()["letter"]
PEOPLE = [{"名": "甲", "职": "组长"}, {"名": "乙", "职": "组员"}]
CONTEXT = {"姓名": "李文秀", "人们": PEOPLE, "数": 3, "日": datetime.date(2011, 3, 1)}


def refusal(source: bytes) -> str:
    """What the author is told before, or the secretary while, the document is made."""
    told = "\n".join(str(f) for f in lint_template(source, LETTER) if f.must)
    try:
        made = Template(source, "试", environment(), foreign=True).render({**CONTEXT, "姓名": "李aaa"})
    except UserError as error:
        return f"{told}\n{error}"
    raise AssertionError(f"made {len(made)} bytes")


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_template_is_refused(name: str) -> None:
    paragraphs, words = ATTACKS[name]
    told = refusal(template(*paragraphs))
    assert words in told
    assert any("\u4e00" <= c <= "\u9fff" for c in told)


@pytest.mark.parametrize("tag", HARMLESS)
def test_what_a_template_needs_still_works(tag: str) -> None:
    assert text(Template(template(tag), "试", environment()).render(CONTEXT)) == HARMLESS[tag]
