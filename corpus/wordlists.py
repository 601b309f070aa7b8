"""corpus/wordlists.tsv in, lists of plain words by name out (词表); errors name file, line and fix.

>>> either("signing.witness")
'(?:监督|见证|监护|证明)'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from corpus.tables import table_rows, whole_row
from corpus.yamldoc import StandardError

__all__ = ["either", "listed", "load_wordlists", "parse_wordlists"]

COLUMNS = ("name", "words", "note")
_NAME = re.compile(r"[a-z]+\.[a-z_]+")
# Words and no expressions: what may follow what is grammar and stands in the code.
_NO_WORD = re.compile(r"[\\^$.|?*+()\[\]{}（）\"“”，、；]")


def listed(name: str) -> tuple[str, ...]:
    """A list's words in the order of the file."""
    return load_wordlists()[name]


def either(*names: str, also: str = "") -> str:
    """An expression for any word of these lists, the first in the file first, or `also` another expression.

    `re` finds alternatives of one group by their first characters, those of groups in groups by trying each.
    """
    found = dict.fromkeys(word for name in names for word in listed(name))
    return f"(?:{'|'.join([*found, also] if also else found)})"


def parse_wordlists(text: str, file: str) -> Mapping[str, tuple[str, ...]]:
    """The lists in a table's text; StandardError names file, line and fix.

    >>> parse_wordlists("name\\twords\\tnote\\nleftover.over\\t教育局 教委\\t管学校的", "a.tsv")["leftover.over"]
    ('教育局', '教委')
    """
    out: dict[str, tuple[str, ...]] = {}
    for line, cells in table_rows(text, file, COLUMNS):
        name, cell, note = whole_row(cells, file, line, COLUMNS)
        if name in out:
            raise StandardError(file, line, f"词表“{name}”写了两次", "删去其中一行，或把两行的词写在一起")
        out[name] = _row(name, cell, note, file, line)
    return MappingProxyType(out)


def _row(name: str, cell: str, note: str, file: str, line: int) -> tuple[str, ...]:
    if not _NAME.fullmatch(name):
        raise StandardError(file, line, f"词表的名字“{name}”不对", "写成 leftover.over 的样子，小写字母")
    found = tuple(cell.split())
    if not found:
        raise StandardError(file, line, f"词表“{name}”里没有词", "写上词，词与词之间空一格")
    twice = next((word for n, word in enumerate(found) if word in found[:n]), "")
    if twice:
        raise StandardError(file, line, f"“{twice}”在词表“{name}”里写了两次", "删去其中一个")
    for word in found:
        if _NO_WORD.search(word):
            raise StandardError(
                file, line, f"词表“{name}”里的“{word}”不是词", "只写词，空格分开，不写标点和表达式"
            )
    if not note.strip():
        raise StandardError(file, line, f"词表“{name}”没有说明", "在 note 一栏写上这些词作什么用")
    return found


@lru_cache(maxsize=1)
def load_wordlists() -> Mapping[str, tuple[str, ...]]:
    """The packaged lists; read once a process. Raises StandardError for a broken file."""
    file = "wordlists.tsv"
    return parse_wordlists((resources.files("corpus") / file).read_text(encoding="utf-8"), file)
