"""A title in, the genre words (文种词) it has and the kind that they name out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Outline
from checker.wordsearch import WordSearch
from corpus import Standard
from corpus.expressions import compiled

__all__ = ["NAMED", "Genre", "genre", "kind_of_title", "outdoes", "title_kind"]

NAMED = 4.0  # weight of a genre word that names the kind
_CLEAR = 4.5  # weight of a genre word in a title that leaves no doubt


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind's genre words in a title: the heaviest one's weight, and where the last clear one stands, or -1."""

    weight: float = 0.0
    start: int = -1
    end: int = -1


def genre(title: str, cues: dict[str, float], signs: tuple[tuple[str, float], ...] = ()) -> Genre:
    """The genre words (`cues`) and set phrases (`signs`) that stand in a title, each with its weight."""
    found = [(w, at, at + len(c)) for c, w in cues.items() if (at := title.rfind(c)) >= 0]
    if title:
        found += [(w, *m.span()) for p, w in compiled(signs) if (m := p.search(title))]
    if not found:
        return Genre()
    _, start, end = max((f for f in found if f[0] >= NAMED), key=lambda f: f[2], default=max(found))
    return Genre(max(w for w, _, _ in found), start, end)


def outdoes(other: Genre, own: Genre, title: str) -> bool:
    """Whether another clear genre word rules a title: one that follows (承诺仪式新闻 is news), or stands before
    a colon, which parts off the subject (党课讲稿：怎样写党性分析)."""
    if other.weight < NAMED or own.end < 0:
        return False
    if other.start >= own.end:
        return "：" not in title[own.end : other.start]
    return other.end <= own.start and "：" in title[other.end : own.start]


def title_kind(outline: Outline, standard: Standard) -> str:
    """The kind that the title names beyond doubt, "" when it names none or another genre as well."""
    return kind_of_title(outline.title, standard)


def kind_of_title(title: str, standard: Standard) -> str:
    """The kind that the words of a title name beyond doubt, else ""."""
    search, named = _title_words(standard)
    found = [named[word] for word in search.first(title)]
    if not found or None in found:
        return ""
    weight, kind = max(best for best in found if best is not None)
    return kind if weight >= _CLEAR else ""


@lru_cache(maxsize=8)
def _title_words(standard: Standard) -> tuple[WordSearch, dict[str, tuple[float, str] | None]]:
    """A search for genre words in titles, and the kind that each names most clearly, None for another genre's."""
    named: dict[str, tuple[float, str] | None] = {}
    for weight, id, word in sorted((w, k.id, c) for k in standard.kinds for c, w in k.title_cues.items()):
        named[word] = weight, id
    named |= dict.fromkeys(standard.other_titles)
    return WordSearch.make(named), named
