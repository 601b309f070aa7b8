"""The regular expressions of a data file in, each tried once in all, or compiled for use, out (表达式)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.yamldoc import Node

__all__ = ["Expressions", "compiled"]


@dataclass(frozen=True, slots=True)
class Expressions:
    """Those met while a file is read: what each is called, its text, its node and its key there.

    They are tried afterwards, when they are wanted: compiling some hundreds takes longer than reading the file.
    """

    met: list[tuple[str, str, Node, str | None]] = field(default_factory=list)

    def one(self, node: Node | None, what: str) -> str:
        """The expression that a node is; "" without a node."""
        if node is None:
            return ""
        text = node.text(what)
        self.met.append((what, text, node, None))
        return text

    def many(self, node: Node | None, what: str) -> tuple[str, ...]:
        """The expressions in a list; none without a node."""
        return tuple(self.one(item, what) for item in node.items(what)) if node is not None else ()

    def keys(self, node: Node, what: str) -> None:
        """The keys of a mapping are expressions."""
        self.met.extend((what, key, node, key) for key in node.value)

    def check(self) -> None:
        """Raise StandardError, with its line, for the first that is no correct expression."""
        for what, text, node, key in self.met:
            try:
                re.compile(text)
            except re.error as error:
                problem = f"{what}“{text}”不是正确的表达式（{error}）"
                raise node.fail(problem, "检查括号是否成对", key) from None


@lru_cache(maxsize=64)
def compiled(weighted: tuple[tuple[str, float], ...]) -> tuple[tuple[re.Pattern[str], float], ...]:
    """Expressions with weights, ready for use."""
    return tuple((re.compile(text), weight) for text, weight in weighted)
