"""Every rule fails its fail examples and passes its pass examples, through the whole review."""

import pytest

from checker.rules import ALL
from checker.rules.base import Rule
from tests.rules.helper import analyse, document, findings

FAILS = [pytest.param(r, t, id=f"{r.id}-{n}") for r in ALL for n, t in enumerate(r.fails)]
PASSES = [pytest.param(r, t, id=f"{r.id}-{n}") for r in ALL for n, t in enumerate(r.passes)]


@pytest.mark.parametrize("rule", ALL, ids=lambda r: r.id)
def test_rule_has_both_kinds_of_examples_a_title_and_a_source(rule: Rule) -> None:
    assert rule.fails and rule.passes
    assert rule.title and rule.source
    assert "." in rule.id


@pytest.mark.parametrize(("rule", "text"), FAILS)
def test_fail_example_yields_the_rule(rule: Rule, text: str) -> None:
    found = list(rule.check(analyse(text))) if rule.optional else findings(text)
    found = [f for f in found if f.rule == rule.id]
    assert found, text
    for f in found:
        assert any("\u4e00" <= c <= "\u9fff" for c in f.message)
        if f.where is not None:
            assert document(text).quote(f.where).strip()


@pytest.mark.parametrize(("rule", "text"), PASSES)
def test_pass_example_does_not_yield_the_rule(rule: Rule, text: str) -> None:
    found = list(rule.check(analyse(text))) if rule.optional else findings(text)
    assert [f.message for f in found if f.rule == rule.id] == []


def test_ids_are_unique() -> None:
    ids = [r.id for r in ALL]
    assert len(ids) == len(set(ids))
