"""One key of a fields.yaml in, what it says out; what is wrong with it is told with its line."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.yamldoc import Node
from docgen.choices import Short
from docgen.kinds import Field
from docgen.numbering import LEVELS
from docgen.problems import clean

__all__ = ["must_have", "short", "two", "under"]


def under(node: Node) -> str:
    """How the heading over a field is numbered."""
    level = node.text("under")
    if level not in LEVELS[:-1]:
        raise node.fail(f"under 写的“{clean(level)}”不是一级编号", f"改成其中之一：{' '.join(LEVELS[:-1])}")
    return level


def short(node: Node, choices: tuple[str, ...]) -> Short:
    """What is written for a choice."""
    words = node.mapping("short", set(), set(choices))
    return tuple((choice, said.texts("short")) for choice, said in words.items())


def must_have(node: Node, columns: Sequence[Field]) -> tuple[tuple[str, str], ...]:
    """What one row of a list must say, by its column."""
    said = node.mapping("must_have", set(), {f.name for f in columns})
    return tuple((column, words.text(column)) for column, words in said.items())


def two(node: Node, what: str, known: Sequence[Field] | None = None) -> tuple[str, ...]:
    """The two fields of a beginning and an end."""
    names = node.texts(what)
    if len(names) != 2:
        raise node.fail(f"{what} 要写两栏，开始的和结束的", f"写成 {what}: [开始, 结束] 的样子")
    for name in names if known is not None else ():
        if name not in {f.name for f in known or ()}:
            raise node.fail(f"{what} 写的“{clean(name)}”不是这张表的栏目", "改成 columns 里有的名字")
    return names
