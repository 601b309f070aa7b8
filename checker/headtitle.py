"""The lines of the page headers (页眉) in, the one out that can only be the title of a paper without any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from checker.analysis import Outline
from checker.document import Document, Where
from checker.genres import kind_of_title
from checker.normal import Normal
from checker.titles import Title
from corpus import Standard

__all__ = ["header_title", "untitled"]

_MOST = 40  # characters of a title
_SENTENCE = re.compile("[，。；：！？]")
_CLEAR = 4.5  # weight of a genre word that leaves no doubt


def untitled(outline: Outline, standard: Standard) -> bool:
    """Whether the text has no title: none was found, or only a sentence that opens it (现郑重承诺如下：)."""
    title = outline.title
    return not title or bool(_SENTENCE.search(title)) and not _ends(standard).search(title)


def header_title(document: Document, normals: Sequence[Normal], standard: Standard) -> Title | None:
    """The title in the page headers: a line of one piece that ends with a genre word of the standard's kinds.

    A school's name, a page's number, a campaign and two fields side by side (学校　　承诺书) are running heads;
    of two different titles it is not known whose they are.
    """
    found: dict[str, Title] = {}
    for i, paragraph in enumerate(document.paragraphs):
        if paragraph.part != "header":
            continue
        words, pieces = normals[i].text.strip(), paragraph.text.split()
        spaced = all(len(piece) == 1 for piece in pieces)  # 承　诺　书
        if not 0 < len(words) <= _MOST or _SENTENCE.search(words) or not (len(pieces) == 1 or spaced):
            continue
        if _ends(standard).search(words) and kind_of_title(words, standard):
            start = normals[i].text.index(words)
            where = Where("header", i, *normals[i].span(start, start + len(words)))
            found.setdefault(words, Title(words, where))
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=4)
def _ends(standard: Standard) -> re.Pattern[str]:
    """A clear genre word at the end, with the form that may follow it (党性分析报告), and a bracket (试行)."""
    cues = {c for kind in standard.kinds for c, weight in kind.title_cues.items() if weight >= _CLEAR}
    words = "|".join(map(re.escape, sorted(cues, key=lambda c: (-len(c), c)))) or "(?!)"
    return re.compile(rf"(?:{words})(?:书|报告|材料|提纲)?(?:（[^）]{{1,8}}）)?$")
