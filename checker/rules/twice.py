"""An analysed document in, a finding on a paragraph that stands twice running, word for word (粘贴了两次), out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import body, quoted

__all__ = ["RULES"]

_LEAST = 16  # characters of a line that nobody writes twice running: 签名：____ is one of a form
_ENDS = re.compile(r"[。；]$")  # a call (我承诺，我践行！) may be told twice
_SHOWN = 20  # characters of it that are quoted
_FILLED_IN = re.compile(r"[_＿]{2,}|[Xx×]{2,}|[（(]\s*[）)]")


def _twice(analysis: Analysis) -> Iterator[Finding]:
    """The first paragraph that says again what the one above it says, its number the same too."""
    if analysis.standard.kind(analysis.kind) is None:
        return
    lines = [
        (i, normal.text.strip(), paragraph.number)
        for i, paragraph, normal in body(analysis)
        if paragraph.part == "body" and normal.text.strip()
    ]
    for (_, above, _), (i, text, _) in pairwise(lines):
        if text == above and len(text) >= _LEAST and _ENDS.search(text) and not _FILLED_IN.search(text):
            where = analysis.where(i, 0, len(analysis.normals[i].text))
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
            yield Finding(
                "numbering.twice",
                "warning",
                f"{quoted(shown)}这一段和上一段一字不差，像是粘贴了两次。请删去一段，或换成漏掉的那一段。",
                where,
            )
            return


_LETTER = "承诺书\n我郑重承诺：\n一、每周读书两小时，写一篇笔记。\n{}\n承诺人：李明\n2011年3月8日"
_ITEM = "五、不体罚学生，不参加赌博，看见不良行为当面批评。"
RULES: tuple[Rule, ...] = (
    Rule(
        id="numbering.twice",
        severity="warning",
        title="一段写了两遍",
        source="同一段话连着写两遍，多半是粘贴时的差错",
        check=_twice,
        fails=(_LETTER.format(f"{_ITEM}\n{_ITEM}"),),
        passes=(
            _LETTER.format(_ITEM),
            _LETTER.format(f"{_ITEM}\n二、每月家访五户，结对帮扶两名留守学生。\n{_ITEM}"),
            _LETTER.format("二、不迟到。\n二、不迟到。"),
            _LETTER.format(
                "我承诺，我践行，请全校师生和家长监督我！\n我承诺，我践行，请全校师生和家长监督我！"
            ),
        ),
    ),
)
