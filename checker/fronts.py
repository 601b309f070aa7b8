"""A table of scores in, the same with lists of slogans (学习在前、工作在前、服务在前) told alike for each element out.

Each item names its element, no more and no less; the classifier sees the whole list and is surer of one than of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chinese_cli.han import HAN
from corpus import Element

if TYPE_CHECKING:
    from checker.scoretable import ScoreTable

__all__ = ["in_front", "with_fronts"]

_ITEM = rf"[{HAN}]{{2,6}}?[上中]?(?:(?:走|冲|干|抢|站)?在(?:最)?前(?:[面头列])?|当先|争先|领先|率先)"
# 争当优秀党员：学习在前、工作在前。 and nothing else in the sentence.
_LIST = re.compile(
    rf"(?:[^，。；]{{0,30}}[：:，“]|(?:[^，。；：]{{0,12}}(?:要|做到|坚持)))?(?P<items>{_ITEM}(?:[、，；]{_ITEM})+)[”。；！]*"
)
_WORDS = re.compile(rf"[{HAN}]+")
_HINT = re.compile("在最?前|[当争领率]先")


def in_front(text: str, elements: Iterable[Element]) -> frozenset[str] | None:
    """The ids of the elements that such a list names; None where a sentence is none.

    >>> from corpus import load_standard
    >>> leads = load_standard().elements
    >>> sorted(in_front("争当优秀党员：学习在前、工作在前、服务在前、守纪在前。", leads))
    ['discipline', 'excel', 'serve', 'study']
    >>> in_front("学习在前，每月读两本书。", leads) is None
    True
    """
    found = _LIST.fullmatch(text.strip()) if _HINT.search(text) else None
    if found is None:
        return None
    items = _WORDS.findall(found["items"])
    return frozenset(
        e.id for e in elements if any(w in item for w in (e.short, *e.phrases, *e.heads) for item in items)
    )


def with_fronts(table: ScoreTable, elements: Sequence[Element]) -> ScoreTable:
    """The table with each such list naming the elements that it names, and being about no other; the same table where
    there is none."""
    lists = {
        n: named for n, s in enumerate(table.sentences) if (named := in_front(s.text, elements)) is not None
    }
    if not lists:
        return table
    phrase, mention = table.phrase.copy(), table.mention.copy()
    for n, named in lists.items():
        phrase[n] = [e.id in named for e in elements]
        mention[n] *= phrase[n]
    return replace(table, phrase=phrase, mention=mention)
