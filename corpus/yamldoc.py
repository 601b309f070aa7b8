"""YAML text in, plain values with line numbers out; errors name file, line and fix in Chinese."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import yaml

__all__ = ["Node", "StandardError", "parse"]

MAX_DEPTH = 20  # the deepest of our own files has 7
_OPENS = (
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
)
_CLOSES = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)


# What PyYAML and libyaml complain of, by a piece of their words; the first that is found counts.
_COMPLAINTS = (
    (
        "mapping values are not allowed",
        "一行里有两个“: ”，或这一行缩进不对",
        "一行只写一项；内容里有英文冒号的，改用中文冒号，或给内容加上英文引号",
    ),
    ("tab character", "行首用了制表符（Tab）", "改成空格"),
    ("\\t", "行首用了制表符（Tab）", "改成空格"),
    ("quoted scalar found unexpected end", "引号没有写完", "检查引号是否成对，两边都用英文的"),
    ("quoted scalar found unexpected document", "引号没有写完", "检查引号是否成对，两边都用英文的"),
    ("escape", "双引号里有反斜线", "改用单引号，或去掉反斜线"),
    ("hexdecimal", "双引号里有反斜线", "改用单引号，或去掉反斜线"),
    ("hexadecimal", "双引号里有反斜线", "改用单引号，或去掉反斜线"),
    ("',' or ']'", "方括号没有写完", "检查缩进，补上“]”，每项用英文逗号隔开"),
    ("',' or '}'", "花括号没有写完", "检查缩进，补上“}”，每项用英文逗号隔开"),
    ("cannot start any token", "内容以特殊符号开头（% @ ` 等）", "给内容加上英文引号"),
    ("alphabetic or numeric", "内容以 * 或 & 开头", "给内容加上英文引号"),
    ("alphabetical", "内容以特殊符号开头（% ! 等）", "给内容加上英文引号"),
    ("tag", "内容以 ! 开头", "给内容加上英文引号"),
    ("another document", "里面有“---”，像是两份合在一起", "删去“---”，或分成两个文件"),
    (
        "could not find expected ':'",
        "这一行没有冒号，或冒号后面没有空格",
        "写成“栏目: 内容”，冒号用英文的，后面空一格",
    ),
    ("sequence entries are not allowed", "“- ”写错了地方", "“- ”另起一行，同一组的对齐"),
    (
        "did not find expected",
        "缩进不对，或上面一行没有写完",
        "检查缩进，同一组的对齐；内容有引号的，看引号是否成对",
    ),
    (
        "expected <block end>",
        "缩进不对，或上面一行没有写完",
        "检查缩进，同一组的对齐；内容有引号的，看引号是否成对",
    ),
)

_OPENED = ("引号没有", "方括号没有", "花括号没有", "这一行没有冒号")


def _chinese(words: str) -> tuple[str, str]:
    """A parser's complaint in Chinese, and what to do about it.

    >>> _chinese("while scanning for the next token found character that cannot start any token")
    ('内容以特殊符号开头（% @ ` 等）', '给内容加上英文引号')
    """
    for piece, what, fix in _COMPLAINTS:
        if piece in words:
            return what, fix
    return "写法不对", "检查缩进、冒号后的空格和引号是否成对"


class StandardError(ValueError):
    """A data file that cannot be used: the message names file, line, problem and fix in Chinese."""

    def __init__(self, file: str, line: int, problem: str, fix: str) -> None:
        super().__init__(f"{file} 第{line}行：{problem}。改法：{fix}")
        self.file = file
        self.line = line
        self.problem = problem
        self.fix = fix

    def __reduce__(self) -> tuple[type[StandardError], tuple[str, int, str, str]]:
        """Survive the way back from a worker process."""
        return (StandardError, (self.file, self.line, self.problem, self.fix))


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value that knows its line; accessors check the type and say what is wrong."""

    file: str
    line: int
    value: Any  # str | list[Node] | dict[str, Node]
    key_lines: dict[str, int]

    def fail(self, problem: str, fix: str, key: str | None = None) -> StandardError:
        """The error for this node, or for the line of `key` in it."""
        return StandardError(self.file, self.key_lines.get(key or "", self.line), problem, fix)

    def mapping(self, what: str, required: set[str], allowed: set[str]) -> dict[str, Node]:
        """The value as a mapping with known keys only and every required one."""
        if not isinstance(self.value, dict):
            raise self.fail(f"{what}应当是“键: 值”的形式", "按 chuangxianzhengyou.yaml 的样子写")
        for key in self.value:
            if key not in required | allowed:
                known = "、".join(sorted(required | allowed))
                raise self.fail(f"{what}里不认识的键“{key}”", f"删去或改成其中之一：{known}", key)
        for key in sorted(required):
            if key not in self.value:
                raise self.fail(f"{what}缺少“{key}”", f"补一行“{key}: …”")
        return self.value

    def items(self, what: str) -> list[Node]:
        """The value as a list."""
        if not isinstance(self.value, list):
            raise self.fail(f"{what}应当是列表", "每项一行，以“- ”开头，或写成 [甲, 乙]")
        return self.value

    def text(self, what: str) -> str:
        """The value as a non-empty string."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fail(f"{what}应当是一段文字", "在冒号后写上文字")
        return self.value

    def texts(self, what: str) -> tuple[str, ...]:
        """The value as a list of strings."""
        return tuple(item.text(what) for item in self.items(what))

    def day(self, what: str) -> datetime.date:
        """The value as a day."""
        try:
            return datetime.date.fromisoformat(self.text(what))
        except ValueError:
            raise self.fail(f"{what}“{self.value}”不是日期", "写成 2010-04-01 的样子") from None

    def number(self, what: str) -> float:
        """The value as a number."""
        try:
            return float(self.text(what))
        except ValueError:
            raise self.fail(f"{what}应当是数字，现在是“{self.value}”", "改成数字，如 2 或 0.5") from None


def _wrap(node: yaml.Node, file: str, depth: int = 0) -> Node:
    line = node.start_mark.line + 1
    if depth > MAX_DEPTH:
        raise StandardError(file, line, "嵌套太深", "减少层次")
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in values:
                raise StandardError(file, key.start_mark.line + 1, f"键“{name}”写了两次", "删去其中一个")
            values[name] = _wrap(value, file, depth + 1)
            lines[name] = key.start_mark.line + 1
        return Node(file, line, values, lines)
    if isinstance(node, yaml.SequenceNode):
        return Node(file, line, [_wrap(v, file, depth + 1) for v in node.value], {})
    return Node(file, line, str(node.value), {})


def parse(text: str, file: str) -> Node:
    """The document's root node. Anchors and aliases are refused: they can expand without bound."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for token in yaml.scan(text, Loader=loader):
            depth += isinstance(token, _OPENS) - isinstance(token, _CLOSES)
            if depth > MAX_DEPTH:  # at once: libyaml's time grows with the square of open brackets
                raise StandardError(file, token.start_mark.line + 1, "嵌套太深", "减少层次")
            if isinstance(token, yaml.AliasToken):
                line = token.start_mark.line + 1
                raise StandardError(file, line, "用了 YAML 的引用（*名字）", "把内容直接写出来")
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        what, fix = _chinese(f"{error.context} {error.problem}")
        mark = error.problem_mark or error.context_mark
        if what.startswith(_OPENED) and error.context_mark:  # where it began, not where the text ends
            mark = error.context_mark
        line = mark.line + 1 if mark else 1
        raise StandardError(file, line, f"YAML 格式不对（{what}）", fix) from None
    except RecursionError:
        raise StandardError(file, 1, "嵌套太深", "减少层次") from None
    except yaml.YAMLError as error:
        what = "里面有看不见的控制字符" if "character" in str(error) else "不是文字"
        raise StandardError(file, 1, f"YAML 读不出（{what}）", "用 UTF-8 保存，去掉特殊字符") from None
    if root is None:
        raise StandardError(file, 1, "文件是空的", "写上内容，或恢复原来的文件")
    return _wrap(root, file)
