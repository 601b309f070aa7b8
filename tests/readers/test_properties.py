"""For any text in any mixture of carriers: the same text comes out, and every span leads to its run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from checker import wordml
from checker.readers import read_data
from tests.docx_builder import (
    Docx,
    Xml,
    control,
    deleted,
    field,
    hidden,
    inserted,
    link,
    moved_from,
    p,
    ruby,
    run,
    smart_tag,
    table,
    text_box,
)

# What XML can hold and Word keeps: no control characters, no lone surrogates, no line ends (they are breaks).
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u2028\u2029\x85"),
    max_size=12,
)
MAKERS: list[Callable[[str], Xml]] = [run, inserted, control, link, smart_tag, field]
SEEN = st.sampled_from([*MAKERS, lambda words: inserted(control(words)), lambda words: ruby(words, "pīn")])
HIDDEN: list[Callable[[str], Xml]] = [deleted, hidden, moved_from]
UNSEEN = st.sampled_from(HIDDEN)


@st.composite
def inlines(draw: st.DrawFn) -> tuple[Xml, str]:
    """A piece of a paragraph and the text a reader sees of it."""
    words = draw(WORDS)
    if draw(st.integers(0, 4)) == 0:
        return draw(UNSEEN)(words), ""
    make = draw(SEEN)
    return make(words), words.strip(" ") if make is not run and "pīn" in make("x") else words


PARAGRAPH = st.lists(inlines(), max_size=5)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["body", "table", "textbox"]), PARAGRAPH), min_size=1, max_size=5))
def test_text_comes_out_as_it_went_in(paragraphs: list[tuple[str, list[tuple[Xml, str]]]]) -> None:
    blocks = []
    expected = []
    for part, pieces in paragraphs:
        block = p(*[xml for xml, _ in pieces])
        blocks.append({"body": block, "table": table([[block]]), "textbox": p(text_box(block))}[part])
        text = "".join(shown for _, shown in pieces)
        if text.strip():
            expected.append((part, text))
    data = Docx(*blocks, "末段").bytes()
    document = read_data(data)
    assert [(q.part, q.text) for q in document.paragraphs] == [*expected, ("body", "末段")]
    check_spans(data)


def check_spans(data: bytes) -> None:
    """Every character of every paragraph stands in the file where its span says."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    roots: dict[str, list[object]] = {}
    for paragraph in read_data(data).paragraphs:
        end = 0
        for span in paragraph.runs:
            if span.member not in roots:
                roots[span.member] = wordml.runs(wordml.parse(archive.read(span.member)))
            words = paragraph.text[span.start : span.end]
            assert span.start == end
            assert words
            assert wordml.run_text(roots[span.member][span.run])[span.offset :].startswith(words)
            end = span.end
        assert end == len(paragraph.text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60))
def test_plain_text_comes_out_as_it_went_in(text: str) -> None:
    """UTF-8 and marked UTF-16 are never guessed at."""
    whole = "承诺书正文：" + text.replace("\ufeff", "").replace("\ufffd", "")
    lines = [line.rstrip() for line in whole.splitlines() if line.strip()]
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert [q.text for q in read_data(whole.encode(encoding)).paragraphs] == lines
