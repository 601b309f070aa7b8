"""Reviews and the pairs among them that share text come in; the shared passages of both, side by side, come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.document import Where
from checker.findings import Review
from checker.reports.clean import one_line, shorten
from checker.reports.overview import snippet
from checker.reports.rows import Field

if TYPE_CHECKING:
    from checker.similar import SimilarPair

__all__ = ["Snippet", "Twin", "passage_header", "passage_rows", "percent", "twin_header", "twin_row", "twins"]

# Place, words before, the words, words after.
Snippet = tuple[str, str, str, str]
# Passages shown of a pair, and characters around each.
PASSAGES, AROUND = 8, 60
# Characters of the passage that stands for its pair where many pairs are to be seen at once: two lines.
_WORDS = 54
# A passage begins with a word: （二） has lost its first bracket.
_OPEN = re.compile(r"^(?=[一二三四五六七八九十\d]{1,3}）)")


@dataclass(frozen=True, slots=True)
class Twin:
    """Two documents, by their numbers in the run, and the passages they share (雷同)."""

    one: int
    other: int
    files: tuple[str, str]
    organizations: tuple[str, str]
    share_one: float
    share_other: float
    characters: int
    passages: tuple[tuple[Snippet, Snippet], ...]


@dataclass(frozen=True, slots=True)
class _Side:
    file: str
    organization: str
    snippets: tuple[Snippet, ...]


def twins(reviews: Iterable[Review], pairs: Sequence[SimilarPair]) -> list[Twin]:
    """The pairs with their words, the most alike first; `pairs` number the documents as `reviews` does."""
    wanted: dict[int, list[tuple[int, list[tuple[Where, str]]]]] = {}
    for number, pair in enumerate(pairs):
        # The longest are shown, in the order of the text.
        passages = sorted(pair.passages[:PASSAGES], key=lambda p: (p.one.paragraph, p.one.start))
        wanted.setdefault(pair.one, []).append((number, [(p.one, p.text) for p in passages]))
        wanted.setdefault(pair.other, []).append((number, [(p.other, p.text) for p in passages]))
    sides: dict[tuple[int, int], _Side] = {}
    if wanted:
        for index, review in enumerate(reviews):
            for number, places in wanted.get(index, ()):
                snippets = tuple(snippet(review, where, AROUND, text) for where, text in places)
                sides[number, index] = _Side(review.file, review.organization, snippets)
    found = []
    for number, pair in sorted(enumerate(pairs), key=lambda item: (-item[1].share, item[0])):
        one, other = sides[number, pair.one], sides[number, pair.other]
        found.append(
            Twin(
                pair.one,
                pair.other,
                (one.file, other.file),
                (one.organization, other.organization),
                pair.share_one,
                pair.share_other,
                pair.characters,
                tuple(zip(one.snippets, other.snippets, strict=True)),
            )
        )
    return found


def percent(share: float) -> str:
    """A share as people say it."""
    return f"{min(100, round(100 * share))}%"


def twin_header() -> list[str]:
    """The heads of 雷同."""
    return ["文件甲", "单位甲", "文件乙", "单位乙", "占甲的", "占乙的", "相同字数", "相同的话（最长的一处）"]


def twin_row(twin: Twin) -> list[Field]:
    """A pair in the columns of `twin_header`, two lines high: many are to be seen at once and on paper."""
    longest = max((one for one, _ in twin.passages), key=lambda side: len(side[2]), default=None)
    return [
        *(Field(words) for sides in zip(twin.files, twin.organizations, strict=True) for words in sides),
        Field(percent(twin.share_one)),
        Field(percent(twin.share_other)),
        Field(twin.characters),
        Field(shorten(_words(longest), _WORDS) if longest else ""),
    ]


def passage_header() -> list[str]:
    """The heads of 雷同原文."""
    return ["文件甲", "文件乙", "甲的位置", "甲中的话", "乙的位置", "乙中的话"]


def passage_rows(twin: Twin) -> Iterator[list[Field]]:
    """The evidence of a pair, a row a passage, in the columns of `passage_header`."""
    for sides in twin.passages:
        yield [
            *map(Field, twin.files),
            *(Field(words) for side in sides for words in (side[0], _words(side))),
        ]


def _words(side: Snippet) -> str:
    return _OPEN.sub("（", one_line(side[2]))
