"""A template's parsed tags in, what may not be written in a template out, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from docgen.budget import MAX_REPEAT

__all__ = ["refusals"]

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
