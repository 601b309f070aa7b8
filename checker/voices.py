"""Sentences in, whom each of them speaks of (说的是谁): the writer, another person, a rule.

A story goes on without naming its hero again (他先教我备课。后来每天听课。): what says nothing of its own is taken to
speak of whom the sentence before it spoke of, as far as the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.analysis import Sentence
from checker.joined import Joined
from checker.whosays import cites, is_beside
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["GOES_ON", "OPENINGS", "VOICES", "Voice", "voices"]

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
    "with own",  # the same, in one breath with it: behind ；or ：
    "with person",
    "with rule",
)
# Behind these a sentence goes on in the next one (老周每天读书；不收礼).
GOES_ON = "；：;:"
OPENINGS = ("", "own", "person", "rule", "cited")  # cited: surely nothing but another's demand
_CLAUSE = re.compile("[，：；。]")
# 我师傅, 是我学习的榜样, 值得我学习, 他自己, 我亲眼见到, 和我同年入党的: whose deed it is, is somebody else. Words come
# first in each expression: `re` finds those many times as fast.
_OWN = re.compile(
    rf"{either('voices.own')}(?<![他她和跟与同比陪问带教][我咱俺])(?<![教带帮]过[我咱俺])(?<!介绍[我咱俺])(?<![他她]自己|[他她]本人)"
    rf"(?<!值得[我咱俺])(?<!值得自己|值得本人)(?!们?的?{either('voices.relation', 'voices.admiring')})"
    rf"(?![也却都常真就]?{either('voices.witness')})"
)
_SURNAME = f"{either('voices.surname')}(?![牛孩女])"
_CALLED = f"老{_SURNAME}|小{_SURNAME}"
_PERSON = re.compile(either("voices.person", also=rf"{_CALLED}|[{HAN}]{{1,3}}{either('voices.office')}"))
# 老校长送的书，读了两遍: who gave what another uses.
_GIVEN = re.compile(rf"[^，；：。]{{0,3}}?{either('voices.given')}[来过下办给]?的(?![都是])(?=[{HAN}《“])")
_OF_CLAUSE = re.compile("[，；：、。]")
# What is in every match of that: words alone are found ten times as fast.
_SOMEBODY = re.compile(either("voices.person", "voices.office", also=_CALLED))
_RULE = re.compile(
    either("voices.rule", also=r"《[^》]{2,20}》第|第[一二三四五六七八九十百\d]+条(?:规定|要求|讲|写|说)")
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a sentence speaks of, one of `VOICES`, and whom its first clause names, one of `OPENINGS`: 老周 begins a
    list of his deeds, and is only met in the middle of one's own."""

    of: str
    opening: str


def voices(sentences: Sequence[Sentence]) -> list[Voice]:
    """The voice of each sentence, in order."""
    said = Joined.of(s.text for s in sentences)
    own, rule = said.first(_OWN), said.first(_RULE)
    person = {n: at for n in said.first(_SOMEBODY) if (at := _person(sentences[n].text)) is not None}
    first = said.first(_CLAUSE)
    out: list[Voice] = []
    before, end = "nobody", ""
    for n, sentence in enumerate(sentences):
        if sentence.role == "heading":
            of, before = "heading", "nobody"
        elif n in own:
            of = "both" if n in person and person[n] <= own[n] else "own"
            before = "person" if of == "both" else "own"
        elif n in person or n in rule:
            of = before = "person" if n in person else "rule"
        else:
            of = f"{'with' if before != 'nobody' and end in GOES_ON else 'after'} {before}"
        places = {"own": own.get(n), "person": person.get(n), "rule": rule.get(n)}
        within = {name: at for name, at in places.items() if at is not None and at < first.get(n, at + 1)}
        opening = min(within, key=lambda name: within[name], default="")
        if n in rule and n not in own and cites(sentence.text):
            opening = "cited"
        out.append(Voice(of, opening))
        end = sentence.text[-1:]
    return out


def _person(text: str) -> int | None:
    """Where somebody stands who does something, not one beside whom the writer does it."""
    for found in _PERSON.finditer(text):
        clause = max((m.end() for m in _OF_CLAUSE.finditer(text, 0, found.start())), default=0)
        if not is_beside(text, clause, found.end()) and not _GIVEN.match(text, found.end()):
            return found.start()
    return None
