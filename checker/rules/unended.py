"""An analysed document in, the paragraphs that break off with a comma where no sentence can go on (句子没有写完) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import body, holding_raw, inner, raw_where
from checker.rules.series import Item, Series, series, short

__all__ = ["RULES"]

_COMMA = re.compile(r"，(?=\s*$)", re.MULTILINE)
_HINT = re.compile("，")
_LEAST = 16  # characters of a line that is surely a sentence, and no address or heading
_MOST = 3  # lines that end so: more are verse, or lines broken by hand
_SHOWN = 12
_LISTED = re.compile(r"[、.．，）)]\s*$")  # not 一要…，二要…: these go on in one sentence
_ENDED = re.compile(r"[。；！？]\s*$")


def _unended(analysis: Analysis) -> Iterator[Finding]:
    lines = body(analysis)
    ending = {i for i, paragraph, _ in holding_raw(analysis, _HINT) if _COMMA.search(paragraph.text)}
    if not 0 < len(ending) <= _MOST:
        return
    signed = _signed(analysis)
    numbers = _numbers(analysis)
    for (i, paragraph, _), (after, following, _) in zip(lines, lines[1:], strict=False):
        text = paragraph.text.rstrip()
        if i not in ending or len(text.strip()) < _LEAST or "body" != paragraph.part != following.part:
            continue
        if after == signed:
            then = inner(" ".join(following.text.split())[: 2 * _SHOWN])
        elif after in numbers and _ends_before(numbers, i, after, analysis):
            then = inner(short(numbers[after][1]))
        else:
            continue
        yield Finding(
            "punctuation.unended",
            "warning",
            f"“{inner(text[-_SHOWN:])}”这一段以逗号结尾，下一行就是“{then}”，"
            "像是句子没有写完，或者句号写成了逗号。请补完，或改成句号。",
            raw_where(analysis, i, len(text) - 1, len(text)),
        )


def _signed(analysis: Analysis) -> int:
    """The paragraph at the end of the text that signs or dates it; -1 for none."""
    signature = analysis.outline.signature
    places = [w.paragraph for w in (signature.name_where, signature.date_where) if w and w.part == "body"]
    return min(places, default=-1)


def _numbers(analysis: Analysis) -> dict[int, tuple[Series, Item]]:
    """By paragraph, the number that it begins with, with the run that this is of."""
    return {
        item.paragraph: (run, item)
        for run in series(analysis)
        for item in run.items
        if item.start == 0 and item.sign.form.startswith("l") and _LISTED.search(item.sign.text)
    }


def _ends_before(numbers: dict[int, tuple[Series, Item]], i: int, after: int, analysis: Analysis) -> bool:
    """Whether the `i`th paragraph must have ended before the number that the one `after` it begins with."""
    run, item = numbers[after]
    values = [other.value for other in run.items]
    if item.value < 2 or item.value - 1 not in values[: run.items.index(item)]:
        return False
    if i not in numbers:
        return True
    own, this = numbers[i]
    if this.sign.level != item.sign.level:
        return this.sign.level > item.sign.level
    # 1、…，2、…，3、…。 may be one sentence; not where another of them is one of its own.
    texts = [analysis.document.paragraphs[n.paragraph].text for n in own.items[:-1] if n.paragraph != i]
    return own is run and any(_ENDED.search(text) for text in texts)


_PLAN = "实施方案\n一、指导思想\n以科学发展观为指导，抓好党员的学习和工作{}\n二、主要内容\n每周家访一户。"
_LETTER = "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、{}\n承诺人：李明\n2011年3月1日"
RULES: tuple[Rule, ...] = (
    Rule(
        id="punctuation.unended",
        severity="warning",
        title="句子没有写完",
        source="GB/T 15834-2011《标点符号用法》4.1：句末用句号",
        check=_unended,
        fails=(
            _PLAN.format("，"),
            _LETTER.format("遵守国家法律和学校的各项规章制度，"),
            "承诺书\n一、每周读书两小时，写一篇笔记。\n二、每周家访一户，记好家访的本子，\n三、不收家长的礼品。\n承诺人：李明\n2011年3月1日",
        ),
        passes=(
            _PLAN.format("。"),
            _LETTER.format("遵守学校规章，"),
            "承诺书\n尊敬的各位领导、各位老师、亲爱的同学们，\n一、每周家访一户。\n二、不收礼品。\n承诺人：李明\n2011年3月1日",
            "承诺书\n一、每周读书两小时，写好一篇读书的笔记，\n二、每周家访一户，记好家访的本子，\n三、不收家长的礼品。\n承诺人：李明\n2011年3月1日",
            "实施方案\n一要在学习上创先争优，每周读书两小时，\n二要在服务上创先争优，每周家访一户，\n三要在作风上创先争优。\n一、主要内容\n每周家访一户。",
            "倡议书\n让我们把书读进心里，把爱留在课堂，\n把家访走成习惯，把安全记在每一天。\n一、每天读书。\n二、每周家访。",
            "实施方案\n一、主要内容\n（一）学习。今年参加评比的是三年级的三个班，即三年级（一）班、\n（二）班和（三）班。\n二、组织领导\n书记负责。",
        ),
    ),
)
