"""The table of spun words (伪原创替换词, substitutions.tsv) in, checked `Substitution` rows out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from corpus.tables import table_rows, whole_row
from corpus.yamldoc import StandardError

__all__ = [
    "FAMILIES",
    "QUIET_FAMILIES",
    "WIDE_FAMILY",
    "Context",
    "Substitution",
    "load_substitutions",
    "parse_substitutions",
]

COLUMNS = ("spun", "original", "before", "after", "sure", "family", "note")
# Dictionaries that rewriting sites use; what one family's words are replaced by, another's replace.
FAMILIES: dict[str, str] = {
    "library": "文库常见替换",
    "library2": "文库常见替换（二）",
    "office": "文秘网站替换",
    "mixed": "近义词替换",
    "homely": "近义词替换（二）",
    "reversed": "近义词替换（改变原意）",
    "thesaurus": "近义词替换（三）",
    "variant": "错字、异写",
    "taiwan": "台湾用语",
}
# Put right for matching, but no sign of spun text.
QUIET_FAMILIES = frozenset({"variant", "taiwan"})
# Words of any dictionary that only their collocation tells (corpus/collocations.tsv).
WIDE_FAMILY = "collocation"
# What the signs of the tables stand for in an expression: up to eight characters of one clause; the clause's end.
_SIGNS = {"…": "[^，。；、：！？]{0,8}", "¶": "(?:[，。；、：！？）”]|$)"}


@dataclass(frozen=True, slots=True)
class Context:
    """An expression for what must stand beside a spun word, and where in the table it is written."""

    text: str
    end: str
    file: str
    line: int
    column: str

    def compiled(self) -> re.Pattern[str]:
        """The expression, ready to use; compiled when first wanted. StandardError names the line of a broken one."""
        return _compiled(self)


@cache
def _compiled(context: Context) -> re.Pattern[str]:
    text = context.text
    for sign, expression in _SIGNS.items():
        text = text.replace(sign, expression)
    try:
        return re.compile(f"(?:{text}){context.end}")
    except re.error as error:
        raise StandardError(
            context.file,
            context.line,
            f"{context.column} 一栏“{context.text}”不是正确的表达式（{error}）",
            "检查括号是否成对",
        ) from None


@dataclass(frozen=True, slots=True)
class Substitution:
    """One word that a rewriting site puts for another, and the context in which that is certain.

    `before` must match text that ends where `spun` begins, `after` text that begins where it ends;
    None means anything. Neither `not_before` nor `not_after` may match there: the word is right then.
    Without `sure` the row counts only in a text proven to be spun.
    """

    spun: str
    original: str
    before: Context | None
    after: Context | None
    sure: bool
    family: str
    note: str
    not_before: Context | None = None
    not_after: Context | None = None


def _row(cells: list[str], file: str, line: int) -> Substitution:
    spun, original, before, after, sure, family, note = whole_row(cells, file, line, COLUMNS)
    if not spun or not original or spun == original:
        raise StandardError(file, line, "spun 与 original 不能为空，也不能相同", "写上被换成的词和原来的词")
    if sure not in ("sure", "likely"):
        raise StandardError(file, line, f"sure 一栏“{sure}”不认识", "写 sure 或 likely")
    if family not in FAMILIES:
        raise StandardError(file, line, f"family 一栏“{family}”不认识", f"写其中之一：{'、'.join(FAMILIES)}")
    return Substitution(
        spun=spun,
        original=original,
        before=Context(before, r"\Z", file, line, "before") if before else None,
        after=Context(after, "", file, line, "after") if after else None,
        sure=sure == "sure",
        family=family,
        note=note,
    )


def parse_substitutions(text: str, file: str, check: bool = True) -> tuple[Substitution, ...]:
    """The rows of a table's text; StandardError names file, line and fix.

    Without `check` no expression is tried out before it is wanted: most words of the packaged table occur
    in no text at hand, and compiling all their contexts would be a good part of a start.

    >>> head = "spun\\toriginal\\tbefore\\tafter\\tsure\\tfamily\\tnote"
    >>> parse_substitutions(head + "\\n效劳\\t服务\\t\\t\\tsure\\tlibrary\\t", "a.tsv")[0].original
    '服务'
    """
    out: list[Substitution] = []
    seen: dict[tuple[str, str, str], int] = {}
    for line, cells in table_rows(text, file, COLUMNS):
        key = (cells[0], cells[2], cells[3]) if len(cells) >= 4 else ("\t".join(cells), "", "")
        if key in seen:
            raise StandardError(file, line, f"“{cells[0]}”与第{seen[key]}行重复", "删去其中一行")
        seen[key] = line
        row = _row(cells, file, line)
        for context in (row.before, row.after) if check else ():
            if context is not None:
                context.compiled()
        out.append(row)
    return tuple(out)


@lru_cache(maxsize=1)
def load_substitutions() -> tuple[Substitution, ...]:
    """The packaged table."""
    file = "substitutions.tsv"
    text = (resources.files("corpus") / file).read_text(encoding="utf-8")
    return parse_substitutions(text, file, check=False)
