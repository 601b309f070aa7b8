"""Values in, values out: the filters and functions of a template, each of which knows how long its answer gets."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from chinese_cli.numerals import chinese_number
from docgen.budget import BUDGET, MAX_REPEAT, MAX_TEXT
from docgen.numbering import divided
from docgen.values import Month, unnumbered

__all__ = [
    "PLAIN",
    "bounded_range",
    "chinese_count",
    "chinese_ordinal",
    "each",
    "flat",
    "joined",
    "items",
    "on_text",
    "paragraphs",
    "phase",
    "replaced",
    "text_of",
]

PLAIN = (str, int, float, datetime.date, Month, type(None), Undefined)


def text_of(value: Any) -> str:
    """A plain value as text; a list or a row is none."""
    if not isinstance(value, PLAIN):
        raise TemplateRuntimeError("一张表不能当作文字，用 for 逐行写")
    return value.unescape() if isinstance(value, Markup) else str(value)


def on_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """One of Jinja's own filters, for plain values only."""
    return lambda value, *args, **options: function(text_of(value), *args, **options)


def _spend(context: Context, work: int) -> None:
    budget = context.get(BUDGET)
    if budget is not None:
        budget.spend(work)


def _bounded(context: Context, length: int) -> None:
    if length > MAX_TEXT:
        raise TemplateRuntimeError(f"一处内容太长，最多 {MAX_TEXT} 字")
    _spend(context, length // 100)


@pass_context
def joined(context: Context, values: Iterable[Any], separator: Any = "") -> str:
    """Words joined, after a look at how many they are."""
    words, between = [text_of(v) for v in values], text_of(separator)
    _bounded(context, sum(map(len, words)) + len(between) * len(words))
    return between.join(words)


@pass_context
def replaced(context: Context, value: Any, old: Any, new: Any) -> str:
    """Words replaced, after a look at how long it gets."""
    text, before, after = text_of(value), text_of(old), text_of(new)
    _bounded(context, len(text) + text.count(before) * len(after))
    return text.replace(before, after)


@pass_context
def each(context: Context, values: Iterable[Any], weight: int) -> list[Any]:
    """What a loop goes through, paid for."""
    found = list(values)
    _spend(context, len(found) * weight)
    return found


def flat(values: Any) -> Any:
    """A list as it is, when none of its values is itself a list."""
    if not all(isinstance(v, PLAIN) for v in values):
        raise TemplateRuntimeError("方括号里只能写文字和数字")
    return values


def bounded_range(*bounds: int) -> range:
    """range() within reason."""
    numbers = range(*bounds)
    if len(numbers) > MAX_REPEAT:
        raise TemplateRuntimeError(f"重复超过 {MAX_REPEAT} 次")
    return numbers


def paragraphs(value: Any) -> list[str]:
    """A long text's paragraphs."""
    return [line.strip() for line in text_of(value).split("\n") if line.strip()]


def items(value: Any) -> list[str]:
    """A long text's paragraphs for a list that the template numbers: without numbers of their own.

    Where some have numbers, the others go on with the one before; numbers of a level below stay inside it.

    >>> items("1.结对帮扶\\n每周谈心。\\n2.家访。"), items("结对帮扶。\\n家访。")
    (['结对帮扶。每周谈心。', '家访。'], ['结对帮扶。', '家访。'])
    >>> items("（一）三亮\\n1.佩戴党徽\\n2.公开承诺\\n（二）三比")
    ['三亮\\n（1）佩戴党徽\\n（2）公开承诺', '三比']
    """
    lines = paragraphs(value)
    levels = divided(lines)
    if levels is not None:
        return levels
    own = [unnumbered(line) for line in lines]
    several = sum(line != words for line, words in zip(lines, own, strict=True)) > 1 and own[0] != lines[0]
    out: list[str] = []
    for line, words in zip(lines, own, strict=True):
        if several and line == words:
            out[-1] += ("" if out[-1][-1:] in "。；：！？，、" else "。") + line
        else:
            out.append(words)
    return out


def phase(value: Any) -> str:
    """A phase's name without its number and the word 阶段, which the template has.

    >>> phase("第二阶段：总结阶段"), phase("动员部署"), phase("二、实施阶段")
    ('总结', '动员部署', '实施')
    """
    name = unnumbered(text_of(value).strip())
    name = re.sub(r"\A第[一二三四五六七八九十\d]+(?:个)?阶段[：:、，\s]*", "", name) or name
    return name.removesuffix("阶段") or name


def chinese_count(number: int) -> str:
    """1 to 99 before a measure word: 两个阶段, where an ordinal is 第二阶段.

    >>> chinese_count(2), chinese_count(3), chinese_count(12), chinese_count(22)
    ('两', '三', '十二', '二十二')
    """
    return "两" if int(number) == 2 else chinese_ordinal(number)


def chinese_ordinal(number: int) -> str:
    """1 to 99 as 一 to 九十九, for headings numbered in a loop.

    >>> chinese_ordinal(12)
    '十二'
    """
    number = int(number)
    try:
        return chinese_number(number)
    except ValueError:
        raise TemplateRuntimeError("“|汉字数”“|个数”只能用于 1 到 99") from None
