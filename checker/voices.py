"""Sentences in, whom each of them speaks of (说的是谁): the writer, another person, a rule.

A story goes on without naming its hero again (他先教我备课。后来每天听课。): what says nothing of its own is taken to
speak of whom the sentence before it spoke of, as far as the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.analysis import Sentence
from checker.joined import Joined
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
# 我师傅, 是我学习的榜样, 值得我学习, 他自己: whose deed it is, is somebody else. Words come first in each expression:
# `re` finds those many times as fast.
_OWN = re.compile(
    rf"{either('voices.own')}(?<![他她][我咱俺])(?<![他她]自己|[他她]本人)(?<!值得[我咱俺])(?<!值得自己|值得本人)"
    rf"(?!们?的?{either('voices.relation', 'voices.admiring')})"
)
_SURNAME = f"{either('voices.surname')}(?![牛孩女])"
_CALLED = f"老{_SURNAME}|小{_SURNAME}"
_PERSON = re.compile(
    either("voices.person", also=rf"{_CALLED}|[\u4e00-\u9fa5]{{1,3}}{either('voices.office')}")
)
# What is in every match of that: words alone are found ten times as fast.
_SOMEBODY = re.compile(either("voices.person", "voices.office", also=_CALLED))
_RULE = re.compile(either("voices.rule", also=r"《[^》]{2,20}》第|第[一二三四五六七八九十百\d]+条"))


def voices(sentences: Sequence[Sentence]) -> list[str]:
    """One of `VOICES` for each sentence, in order."""
    said = Joined.of(s.text for s in sentences)
    own, rule = said.first(_OWN), said.first(_RULE)
    person = {
        n: found.start()
        for n in said.first(_SOMEBODY)
        if (found := _PERSON.search(sentences[n].text)) is not None
    }
    out: list[str] = []
    before = "nobody"
    for n, sentence in enumerate(sentences):
        if sentence.role == "heading":
            out.append("heading")
            before = "nobody"
        elif n in own:
            both = n in person and person[n] <= own[n]
            out.append("both" if both else "own")
            before = "person" if both else "own"
        elif n in person or n in rule:
            before = "person" if n in person else "rule"
            out.append(before)
        else:
            out.append(f"after {before}")
    return out
