"""Raw paragraphs in, findings on half-width and doubled marks (标点) out; quotes and brackets: `pairs`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.rules import pairs
from checker.rules.base import Rule
from checker.rules.common import body, context, count_words, raw_where

__all__ = ["RULES"]

_HAN = r"\u3400-\u9fff"
# The mark first, its neighbours after: the matcher then skips to the next mark at once.
_HALF = re.compile(
    rf"[,;:?!](?<=[{_HAN}”’》）〞][,;:?!])(?=[{_HAN}“‘《（〝\d\s]|$)|\.(?<=[{_HAN}”]\.)(?=[{_HAN}]|\s*$)"
)
_HALF_BRACKET = re.compile(rf"\((?=[{_HAN}])|\)(?<=[{_HAN}]\))")
_NAMES = {",": "逗号", ";": "分号", ":": "冒号", "?": "问号", "!": "叹号", ".": "句号"}
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def _halfwidth(analysis: Analysis) -> Iterator[Finding]:
    found: list[tuple[Where, str]] = []
    brackets: list[Where] = []
    for i, paragraph, _ in body(analysis):
        for m in _HALF.finditer(paragraph.text):
            where = raw_where(analysis, i, m.start(), m.end())
            if not analysis.is_chrome(where):
                found.append((where, m[0]))
        brackets += [
            raw_where(analysis, i, m.start(), m.end()) for m in _HALF_BRACKET.finditer(paragraph.text)
        ]
    if found:
        where, char = found[0]
        kinds = "、".join(_NAMES[c] for c in _NAMES if any(c == x for _, x in found))
        many = f"全文共{len(found)}处（{kinds}），" if len(found) > 1 else ""
        also = f"另有{len(brackets)}个半角括号，" if brackets else ""
        yield Finding(
            "punctuation.halfwidth",
            "warning" if len(found) > 1 else "info",
            f"“{context(analysis, where)}”用了半角标点“{char}”，{many}{also}中文里应当用全角“{_FULL[char]}”。"
            "请用查找替换统一改正。",
            where,
            _FULL[char] if len(found) == 1 else None,
        )
    elif brackets:
        yield Finding(
            "punctuation.halfwidth",
            "info",
            f"“{context(analysis, brackets[0])}”用了半角括号{count_words(len(brackets))}。"
            "中文里应当用全角“（）”。",
            brackets[0],
        )


_DOUBLED = re.compile(
    r"，[,，]+|,[,，]+|、[、，,]+|[，,]、|；[；，]+|：{2,}|，[。；]|[。；]，|；。|。；|。。(?<!。。。)(?!。)|、。|？。|。？|！。|。！|”。”"
)


def _doubled(analysis: Analysis) -> Iterator[Finding]:
    found = []
    for i, paragraph, _ in body(analysis):
        for m in _DOUBLED.finditer(paragraph.text):
            where = raw_where(analysis, i, m.start(), m.end())
            if not analysis.is_chrome(where):
                found.append(where)
    if found:
        yield Finding(
            "punctuation.doubled",
            "warning",
            f"“{context(analysis, found[0])}”的标点“{analysis.document.quote(found[0])}”重复或叠用"
            f"{count_words(len(found))}。请只保留一个。",
            found[0],
        )


_SOURCE = "GB/T 15834-2011《标点符号用法》"
RULES: tuple[Rule, ...] = (
    *pairs.RULES,
    Rule(
        id="punctuation.halfwidth",
        severity="warning",
        title="半角标点",
        source=_SOURCE + "5.1",
        check=_halfwidth,
        fails=("承诺书\n我承诺每周家访一户,不收礼品;不补课.", "承诺书\n我叫李明(党员),教语文。"),
        passes=("承诺书\n我承诺每天7:30到校，网址www.a.com，成绩3.5分，见Word 2007, Excel。",),
    ),
    Rule(
        id="punctuation.doubled",
        severity="warning",
        title="标点重复",
        source=_SOURCE,
        check=_doubled,
        fails=(
            "承诺书\n我承诺每周家访一户，，不收礼品。",
            "承诺书\n我承诺不收礼品。。",
            "承诺书\n学习、、家访、备课，。",
        ),
        passes=("承诺书\n学习、家访、备课……样样不落——这是承诺。他说：“好。”我记下了！！",),
    ),
)
