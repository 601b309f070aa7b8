"""Sentences in, whom each of them speaks of (说的是谁): the writer, another person, a rule.

A story goes on without naming its hero again (他先教我备课。后来每天听课。): what says nothing of its own is taken to
speak of whom the sentence before it spoke of, as far as the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.analysis import Sentence
from corpus.wordlists import either

__all__ = ["VOICES", "voices"]

VOICES = (
    "heading",
    "own",
    "both",  # another person first, then the writer
    "person",
    "rule",
    "after nobody",  # says nothing of its own: by whom the sentence before spoke of
    "after own",
    "after person",
    "after rule",
)
_OWN = re.compile(either("voices.own"))
_PERSON = re.compile(either("voices.person", also=rf"[\u4e00-\u9fa5]{{1,3}}{either('voices.office')}"))
_RULE = re.compile(either("voices.rule", also=r"《[^》]{2,20}》第|第[一二三四五六七八九十百\d]+条"))


def voices(sentences: Sequence[Sentence]) -> list[str]:
    """One of `VOICES` for each sentence, in order."""
    out: list[str] = []
    before = "nobody"
    for sentence in sentences:
        if sentence.role == "heading":
            out.append("heading")
            before = "nobody"
        elif voice := _said(sentence.text):
            out.append(voice)
            before = "person" if voice == "both" else voice
        else:
            out.append(f"after {before}")
    return out


def _said(text: str) -> str:
    """Whom a sentence itself says that it speaks of, or nothing."""
    own, person = _OWN.search(text), _PERSON.search(text)
    if own:
        return "both" if person and person.start() <= own.start() else "own"
    if person:
        return "person"
    return "rule" if _RULE.search(text) else ""
