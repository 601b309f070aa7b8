"""The table of spun words that only their neighbours tell (collocations.tsv) in, checked rows out.

晋升 or 本质 are good Chinese; only 晋升健康水平 and 整体本质 show that 提升 and 素质 stood there. Each row lists the
neighbours with which the word is wrong, those with which it is right, and examples of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.substitutions import WIDE_FAMILY, Context, Substitution
from corpus.tables import table_rows, whole_row
from corpus.yamldoc import StandardError

__all__ = ["Collocation", "load_collocations", "parse_collocations"]

COLUMNS = ("spun", "original", "left", "right", "not_left", "not_right", "sure", "fails", "passes")


@dataclass(frozen=True, slots=True)
class Collocation:
    """A row as it is searched for, and its examples as they are written."""

    row: Substitution
    examples: tuple[str, str]

    @property
    def fails(self) -> list[str]:
        """Texts that hold the word wrongly."""
        return self.examples[0].split(" / ")

    @property
    def passes(self) -> list[str]:
        """Texts in which it is right, or no such word."""
        return self.examples[1].split(" / ")


def _collocation(cells: list[str], file: str, line: int) -> Collocation:
    spun, original, left, right, not_left, not_right, sure, fails, passes = whole_row(
        cells, file, line, COLUMNS
    )
    if not spun or not original or spun == original:
        raise StandardError(file, line, "spun 与 original 不能为空，也不能相同", "写上被换成的词和原来的词")
    if not left and not right and len(spun) < 4:
        raise StandardError(
            file, line, f"“{spun}”没有搭配", "left、right 至少写一栏：单凭一个词不能说是换过的"
        )
    if sure not in ("sure", "likely"):
        raise StandardError(file, line, f"sure 一栏“{sure}”不认识", "写 sure 或 likely")
    if not fails or not passes:
        raise StandardError(file, line, "没有例子", "fails、passes 各写至少一个")
    row = Substitution(
        spun=spun,
        original=original,
        before=Context(left, r"\Z", file, line, "left") if left else None,
        after=Context(right, "", file, line, "right") if right else None,
        sure=sure == "sure",
        family=WIDE_FAMILY,
        note="",
        not_before=Context(not_left, r"\Z", file, line, "not_left") if not_left else None,
        not_after=Context(not_right, "", file, line, "not_right") if not_right else None,
    )
    return Collocation(row, (fails, passes))


def parse_collocations(text: str, file: str) -> tuple[Collocation, ...]:
    """The rows of a table's text; StandardError names file, line and fix. Expressions are tried when wanted.

    >>> cells = ("晋升", "提升", "", "…水平", "职务", "", "sure", "晋升健康水平", "职务晋升")
    >>> parse_collocations("\\t".join(COLUMNS) + "\\n" + "\\t".join(cells), "a.tsv")[0].row.original
    '提升'
    """
    return tuple(_collocation(cells, file, line) for line, cells in table_rows(text, file, COLUMNS))


@lru_cache(maxsize=1)
def load_collocations() -> tuple[Collocation, ...]:
    """The packaged table."""
    file = "collocations.tsv"
    return parse_collocations((resources.files("corpus") / file).read_text(encoding="utf-8"), file)
