"""The part of Jinja that a document needs, and nothing of it that runs code, opens files or has no end.

In: whether the text is Word's XML and how dates are written. Out: an environment whose templates are held to
`refusals` (what may be written at all) and, while they are filled in, to a `Budget` (how much may come of it).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from docgen.values import Month, chinese_date, chinese_number, date_text

__all__ = ["BUDGET", "Budget", "environment", "refusals"]

BUDGET = "docgen budget"  # with a space, so that no template can name it
MAX_REPEAT = 1000  # rows a range() may give: no paper of a school repeats a line more often
MAX_TEXT = 100_000  # characters of one value; the whole seed corpus has no paper of half that length
MAX_WORK = (
    1_000_000  # steps of loops, each counted with what stands inside: 5,000 rows of a wide table are 200,000
)
MAX_OUTPUT = 100 * 1024 * 1024  # bytes of one finished part

_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign),
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Getattr, nodes.Getitem, nodes.Slice),
    *(nodes.Filter, nodes.Test, nodes.Keyword, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Call),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Concat),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod),
)
_WORDS = {
    **{"Include": "include", "Import": "import", "FromImport": "import", "Extends": "extends"},
    **{"Macro": "macro", "CallBlock": "call", "Block": "block", "FilterBlock": "filter", "With": "with"},
    **{"AssignBlock": "没有等号的 set", "ScopedEvalContextModifier": "autoescape", "Dict": "{…: …}"},
    **{"EvalContextModifier": "autoescape", "Pow": "**", "NSRef": "set 里的“.”"},
}
_OWN_NAMES = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_FREE = frozenset({"default", "d", "replace", "join"})  # filters whose arguments are words, not names
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
_PLAIN = (str, int, float, datetime.date, Month, type(None), Undefined)


class Budget:
    """How much one document may still take."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_WORK

    def spend(self, work: int) -> None:
        """Count `work` steps; too many are an error."""
        self.left -= work
        if self.left < 0:
            raise TemplateRuntimeError("重复的次数太多")


def refusals(tree: nodes.Node) -> list[str]:
    """What a template must not hold, in Chinese, in the order in which it stands there."""
    found: list[str] = []
    waiting = [tree]  # no recursion: a hostile tree is deeper than Python's stack
    while waiting:
        node = waiting.pop()
        found += _refused(node)
        if isinstance(node, _ALLOWED):
            waiting += reversed(list(node.iter_child_nodes()))
    return found


def _refused(node: nodes.Node) -> Iterator[str]:
    if not isinstance(node, _ALLOWED):
        name = type(node).__name__
        yield f"模板里不能用 {_WORDS.get(name, name)}"
    elif isinstance(node, nodes.Name) and (node.name.startswith("_") or node.name in _OWN_NAMES):
        yield f"模板里不能用 {node.name}"
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        yield "不能用下划线开头的名字"
    elif isinstance(node, nodes.Getitem):
        yield from _index(node.arg)
    elif isinstance(node, nodes.Call):
        if not _harmless(node):
            yield "模板里不能调用“名字(…)”，只有 range(…) 和 .startswith('…')、.endswith('…') 可以"
    elif isinstance(node, nodes.Filter):
        yield from _arguments(node)
    elif isinstance(node, nodes.For) and node.recursive:
        yield "模板里不能用 recursive"


def _harmless(call: nodes.Call) -> bool:
    """range(), and two questions that a text answers with yes or no."""
    if call.kwargs or call.dyn_args is not None or call.dyn_kwargs is not None:
        return False
    if isinstance(call.node, nodes.Getattr):
        plain = all(isinstance(a, nodes.Const) and isinstance(a.value, str) for a in call.args)
        return call.node.attr in ("startswith", "endswith") and len(call.args) == 1 and plain
    return isinstance(call.node, nodes.Name) and call.node.name == "range"


def _index(arg: nodes.Node) -> Iterator[str]:
    if isinstance(arg, nodes.Const):
        if isinstance(arg.value, str) and arg.value.startswith("_"):
            yield "不能用下划线开头的名字"
    elif not isinstance(arg, (nodes.Slice, nodes.Neg, nodes.Name, nodes.Getattr, nodes.Add, nodes.Sub)):
        yield "方括号里只能写数字或栏目名"


def _arguments(node: nodes.Filter) -> Iterator[str]:
    """Arguments of a filter: names of columns and small numbers written out, nothing put together."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        yield f"“|{node.name}”的写法不对"
    if node.name == "map" and (node.args or [k.key for k in node.kwargs] != ["attribute"]):
        yield "map 只能写成 map(attribute='栏目')"
    if node.name == "join" and (node.kwargs or len(node.args) > 1):
        yield "join 只能写成 join('、')"
    if node.name == "sum" and any(k.key != "attribute" for k in node.kwargs):
        yield "sum 只能写成 sum(attribute='栏目')"
    if node.name in _FREE:
        return
    for argument in (*node.args, *(k.value for k in node.kwargs)):
        if not isinstance(argument, nodes.Const):
            yield f"“|{node.name}”的括号里只能写文字或数字"
        elif isinstance(argument.value, str) and any(p[:1] == "_" for p in argument.value.split(".")):
            yield "不能用下划线开头的名字"
        elif isinstance(argument.value, (int, float)) and abs(argument.value) > MAX_REPEAT:
            yield f"“|{node.name}”里的数太大，最多 {MAX_REPEAT}"


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
            return _joined(context, [left, right])
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
    env.filters.update({name: _on_text(FILTERS[name]) for name in _TEXTS})
    env.filters["replace"] = _replace
    env.filters["join"] = _joined
    env.filters["逐个"] = _each
    env.filters["平列"] = _flat
    env.filters["成文日期"] = lambda value: formal(value) if isinstance(value, datetime.date) else value
    env.filters["分段"] = lambda value: [line.strip() for line in _text(value).split("\n") if line.strip()]
    env.filters["顿号"] = pass_context(lambda context, values: _joined(context, values, "、"))
    env.filters["汉字数"] = _chinese_ordinal
    env.globals.clear()
    env.globals.update(range=_range)
    return env


def _text(value: Any) -> str:
    """A plain value as text; a list or a row is none."""
    if not isinstance(value, _PLAIN):
        raise TemplateRuntimeError("一张表不能当作文字，用 for 逐行写")
    return value.unescape() if isinstance(value, Markup) else str(value)


def _on_text(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda value, *args, **options: function(_text(value), *args, **options)


def _spend(context: Context, work: int) -> None:
    budget = context.get(BUDGET)
    if budget is not None:
        budget.spend(work)


def _bounded(context: Context, length: int) -> None:
    if length > MAX_TEXT:
        raise TemplateRuntimeError(f"一处内容太长，最多 {MAX_TEXT} 字")
    _spend(context, length // 100)


@pass_context
def _joined(context: Context, values: Iterable[Any], separator: Any = "") -> str:
    """Words joined, after a look at how many they are."""
    words, between = [_text(v) for v in values], _text(separator)
    _bounded(context, sum(map(len, words)) + len(between) * len(words))
    return between.join(words)


@pass_context
def _replace(context: Context, value: Any, old: Any, new: Any) -> str:
    """Words replaced, after a look at how long it gets."""
    text, before, after = _text(value), _text(old), _text(new)
    _bounded(context, len(text) + text.count(before) * len(after))
    return text.replace(before, after)


@pass_context
def _each(context: Context, values: Iterable[Any], weight: int) -> list[Any]:
    """What a loop goes through, paid for."""
    found = list(values)
    _spend(context, len(found) * weight)
    return found


def _flat(values: Any) -> Any:
    if not all(isinstance(v, _PLAIN) for v in values):
        raise TemplateRuntimeError("方括号里只能写文字和数字")
    return values


def _range(*bounds: int) -> range:
    """range() within reason."""
    numbers = range(*bounds)
    if len(numbers) > MAX_REPEAT:
        raise TemplateRuntimeError(f"重复超过 {MAX_REPEAT} 次")
    return numbers


def _chinese_ordinal(number: int) -> str:
    """1 to 99 as 一 to 九十九, for headings numbered in a loop.

    >>> _chinese_ordinal(12)
    '十二'
    """
    if not 0 < int(number) < 100:
        raise TemplateRuntimeError("“|汉字数”只能用于 1 到 99")
    return chinese_number(int(number))


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
    if not isinstance(value, _PLAIN):
        raise TemplateRuntimeError("一张表不能直接印出来，用 for 逐行写")
    return value
