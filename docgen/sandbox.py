"""The part of Jinja that a document needs, and nothing of it that runs code, opens files or has no end.

In: whether the text is Word's XML and how dates are written. Out: an environment whose templates are held to
`refusals` (what may be written at all) and, while they are filled in, to a `Budget` (how much may come of it).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes, pass_context
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from docgen.budget import MAX_REPEAT
from docgen.filters import (
    PLAIN,
    bounded_range,
    chinese_count,
    chinese_ordinal,
    each,
    flat,
    items,
    joined,
    on_text,
    paragraphs,
    phase,
    replaced,
)
from docgen.refusals import refusals
from docgen.values import chinese_date, date_text

__all__ = ["environment"]

_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')
_TEXTS = ("upper", "lower", "title", "capitalize", "trim", "string", "e", "escape", "striptags", "wordcount")
_LISTS = (
    *(
        "list",
        "first",
        "last",
        "length",
        "count",
        "reverse",
        "sort",
        "unique",
        "min",
        "max",
        "sum",
        "groupby",
    ),
    *("batch", "map", "select", "reject", "selectattr", "rejectattr"),
)
_NUMBERS = ("abs", "int", "float", "round")


class _Counted(NodeTransformer):
    """Loops draw on the budget, and what is put together goes through the filters that know its length."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        """A loop counts its rows and what stands inside it."""
        weight = sum(1 for _ in node.find_all(nodes.Node))
        self.generic_visit(node)
        node.iter = _filter(node.iter, "逐个", nodes.Const(weight, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """`a ~ b` as `[a, b]|join`."""
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "join")

    def visit_List(self, node: nodes.List) -> nodes.Node:
        """A list holds plain values: lists in lists can double with every line."""
        self.generic_visit(node)
        return _filter(node, "平列")

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        """As a list, but for the names a loop gives its values."""
        self.generic_visit(node)
        return node if node.ctx == "store" else _filter(node, "平列")


def _filter(node: nodes.Node, name: str, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Compiles only what `refusals` lets pass, and counts what it does."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The operators that can make a value of any size, for small values."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return joined(context, [left, right])
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            if len(left) + len(right) > MAX_REPEAT:
                raise TemplateRuntimeError(f"列表太长，最多 {MAX_REPEAT} 项")
            return left + right
        if operator != "**" and all(isinstance(v, (int, float)) and abs(v) < 10**9 for v in (left, right)):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"模板里不能这样用“{operator}”")

    def _generate(self, source: nodes.Template, name: Any, filename: Any, defer_init: bool = False) -> str:
        """Jinja's hook before code is made of a template."""
        found = refusals(source)
        if found:
            raise TemplateSyntaxError("；".join(dict.fromkeys(found)), source.lineno)
        return super()._generate(_Counted().visit(source), name, filename, defer_init)


def environment(date_style: str = "arabic", word: bool = True) -> Any:
    """A sandboxed Jinja environment: nothing undefined passes, nothing can be loaded, and in Word's XML
    (`word`) every value is escaped.
    """
    env = _Sandbox(
        autoescape=word,
        undefined=StrictUndefined,
        finalize=_shown if word else _plain,
        keep_trailing_newline=True,
    )
    formal: Callable[[datetime.date], str] = chinese_date if date_style == "chinese" else date_text
    env.filters.clear()
    env.filters.update({name: FILTERS[name] for name in ("default", "d", *_LISTS, *_NUMBERS)})
    env.filters.update({name: on_text(FILTERS[name]) for name in _TEXTS})
    env.filters["replace"] = replaced
    env.filters["join"] = joined
    env.filters["逐个"] = each
    env.filters["平列"] = flat
    env.filters["成文日期"] = lambda value: formal(value) if isinstance(value, datetime.date) else value
    env.filters["分段"] = paragraphs
    env.filters["分条"] = items
    env.filters["阶段名"] = phase
    env.filters["顿号"] = pass_context(lambda context, values: joined(context, values, "、"))
    env.filters["汉字数"] = chinese_ordinal
    env.filters["个数"] = chinese_count
    env.globals.clear()
    env.globals.update(range=bounded_range)
    return env


def _shown(value: Any) -> Any:
    """How a value is printed: dates in words, line breaks and tabs as Word's own."""
    if isinstance(value, str):
        if isinstance(value, Markup):
            return value
        text = escape(value)
        if "\n" in text:
            text = Markup(text.replace("\n", _BREAK))
        if "\t" in text:
            text = Markup(text.replace("\t", _TAB))
        return text
    return _plain(value)


def _plain(value: Any) -> Any:
    """How a value is printed where no markup is: dates in words, nothing for nothing."""
    if isinstance(value, datetime.date):
        return date_text(value)
    if value is None:
        return ""
    if not isinstance(value, PLAIN):
        raise TemplateRuntimeError("一张表不能直接印出来，用 for 逐行写")
    return value
