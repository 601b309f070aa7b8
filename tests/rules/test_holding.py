"""What is looked for in the whole text at once is found in every paragraph that holds it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document import Document, Paragraph
from checker.judging import analyse
from checker.rules.common import holding, holding_raw, led
from corpus import load_standard

_HINTS = [
    (led("某某", r"年\s*月", "[Xx×]"), re.compile(r"某某|年\s*月|[Xx×]")),
    (led("[，。](?=[，。])", "”。”"), re.compile(r"[，。](?=[，。])|”。”")),
]


@given(st.lists(st.text(st.sampled_from("某年月日 x，。”甲"), max_size=8), min_size=1, max_size=5))
def test_no_paragraph_that_holds_it_is_left_out(lines: list[str]) -> None:
    paragraphs = tuple(Paragraph(i, line) for i, line in enumerate(lines))
    analysis = analyse(Document("txt", "", paragraphs), load_standard(), kind="letter")
    for hint, plain in _HINTS:
        for look, text in (
            (holding, [n.text for n in analysis.normals]),
            (holding_raw, [p.text for p in paragraphs]),
        ):
            found = [i for i, _, _ in look(analysis, hint)]
            assert found == sorted(set(found))
            shown = [i for i, p in enumerate(paragraphs) if p.text.strip() and plain.search(text[i])]
            assert set(shown) <= set(found)


@pytest.mark.parametrize(("hint", "plain"), _HINTS)
@given(text=st.text(st.sampled_from("某年月日 x，。”甲"), max_size=30))
def test_led_expression_finds_what_the_plain_one_does(
    hint: re.Pattern[str], plain: re.Pattern[str], text: str
) -> None:
    assert [m.span() for m in hint.finditer(text)] == [m.span() for m in plain.finditer(text)]
