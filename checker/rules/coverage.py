"""Judgements in, findings on elements that are missing or only named out (要素覆盖)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Evidence, Finding, Judgement
from checker.rules.base import Rule
from checker.whynamed import UNFILLED
from corpus import Element

__all__ = ["RULES"]

_EXAMPLES = re.compile("例如写明([^。]+)。")
_ITEMS = re.compile("、|等$")
_ASKS = re.compile("多少|[几谁哪]|什么|次数")  # 家访多少户: the count is what is asked for
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千半][个本篇次节户名人小天周字分]")
_SOURCE = "本活动规范的要素要求；县教育局评审口径“一条要有自己的对象才算写实”"


def _pairs(analysis: Analysis, level: str) -> Iterator[tuple[Judgement, Element]]:
    elements = {e.id: e for e in analysis.standard.elements}
    for judgement in analysis.judgements:
        if judgement.level == level and analysis.standard.kind(analysis.kind) is not None:
            yield judgement, elements[judgement.id]


def _words(quote: Evidence) -> str:
    """The sentence as a message quotes it."""
    return (quote.text if len(quote.text) <= 40 else quote.text[:39] + "…").rstrip("。；，：")


def _fresh(advice: str, said: str) -> str:
    """The advice without the examples that the sentence gives already; "" when none is left.

    >>> _fresh("例如写明不体罚学生、不参与赌博，或当面批评谁。", "不体罚学生，评选师德标兵。")
    '例如写明不参与赌博，或当面批评谁。'
    >>> _fresh("例如写明家访多少户。", "常去家访。")
    '例如写明家访多少户。'
    >>> _fresh("例如写明学哪些书、每周学多少。", "每周自学两小时。")
    '例如写明学哪些书。'
    """
    if not (example := _EXAMPLES.fullmatch(advice)):
        return advice
    head, _, last = example[1].partition("，或")
    kept = ["、".join(w for w in _ITEMS.split(part) if w and not _answered(w, said)) for part in (head, last)]
    both = "，或".join(part for part in kept if part)
    return f"例如写明{both}。" if both else ""


def _answered(item: str, said: str) -> bool:
    """Whether a sentence says what an example asks for; where that asks how many, with a number."""
    return _says(_ASKS.sub("", item), said) and (not _ASKS.search(item) or bool(_FIGURE.search(said)))


def _says(item: str, said: str) -> bool:
    """Whether most of an example stands in a sentence, by pairs of characters."""
    pairs = {item[n : n + 2] for n in range(len(item) - 1)}
    return sum(pair in said for pair in pairs) >= len(pairs) / 2


def _missing(analysis: Analysis) -> Iterator[Finding]:
    for judgement, element in _pairs(analysis, "missing"):
        asked = f"要写：{element.requirement}{element.advice}"
        if judgement.evidence:
            quote = judgement.evidence[0]
            message = f"“{judgement.title}”{judgement.reason}：“{_words(quote)}”。{asked}"
            yield Finding("coverage.missing", "error", message, quote.where)
        else:
            message = f"没有找到写“{judgement.title}”的内容。{asked}"
            yield Finding("coverage.missing", "error", message)


def _named_only(analysis: Analysis) -> Iterator[Finding]:
    for judgement, element in _pairs(analysis, "named"):
        quote = judgement.evidence[0]
        advice = f"请补充具体内容。{_fresh(element.advice, quote.text)}"
        if judgement.reason == UNFILLED:
            advice = "请把空着的填上真实的数目或名称。"
        message = f"“{judgement.title}”{judgement.reason}：“{_words(quote)}”。{advice}"
        yield Finding("coverage.named_only", "error", message, quote.where)


RULES = (
    Rule(
        id="coverage.missing",
        severity="error",
        title="要素没有写到",
        source=_SOURCE,
        check=_missing,
        fails=("承诺书\n我郑重承诺如下：\n一、每周读书两小时，写好读书笔记。\n承诺人：林小禾\n2011年3月1日",),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周自学两小时政治理论，写好读书笔记。\n二、认真备好每一节课，每学期上两节公开课。\n"
            "三、每学期家访二十户，帮扶两名学困生。\n四、不迟到早退，不收家长红包，不搞有偿补课。\n"
            "五、不体罚学生，看见歪风当面批评。\n承诺人：林小禾\n2011年3月1日",
        ),
    ),
    Rule(
        id="coverage.named_only",
        severity="error",
        title="要素没有写实",
        source=_SOURCE,
        check=_named_only,
        fails=(
            "承诺书\n我郑重承诺如下：\n一、带头弘扬正气。\n二、每周自学两小时理论，写读书笔记。\n承诺人：林小禾\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周自学____小时理论，写读书笔记____字。\n二、不体罚学生。\n承诺人：林小禾\n2011年3月1日",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、不体罚学生，不在背后议论同事，看见歪风当面批评。\n承诺人：林小禾\n2011年3月1日",
        ),
    ),
)
