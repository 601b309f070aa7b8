"""Raw paragraphs in, findings on half-width and doubled marks (标点) out; quotes and brackets: `pairs`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.rules import pairs, unended
from checker.rules.base import Rule
from checker.rules.common import context, count_words, further, holding_raw, raw_where, site_fact, whole_raw
from chinese_cli.han import HAN

__all__ = ["RULES"]

# The mark first, its neighbours after: the matcher then skips to the next mark at once.
_HALF = re.compile(
    rf"[,;:?!](?<=[{HAN}”’》）〞][,;:?!])(?=[{HAN}“‘《（〝\d\s]|$)|\.(?<=[{HAN}”]\.)(?=[{HAN}]|\s*$)"
)
_HALF_BRACKET = re.compile(rf"\((?=[{HAN}])|\)(?<=[{HAN}]\))")
_HALF_HINT = re.compile(r"[,;:?!.()]")
_NAMES = {",": "逗号", ";": "分号", ":": "冒号", "?": "问号", "!": "叹号", ".": "句号"}
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
# 一.活动背景: the dot closes a number and should be a 、.
_NUMBER_DOT = re.compile(r"(?:^|[\s。；：])第?[一二三四五六七八九十]{1,3}$")
# 良好的.学风: no sentence ends here, a site has put the dot in.
_STRAY_DOT = re.compile(rf"的\.(?=[{HAN}])")


# 组织部?关于印发: a character that a copy has lost, and no question.
_ASKS = re.compile(
    r"[吗嗎呢么麼吧何谁誰哪几幾啥]|多少|怎|是否|是不是|有没有|有沒有|可否|能否|难道|難道|岂|豈"
)


_SENTENCE = 60  # characters before a "?" in which the word that asks is looked for


def _lost(text: str, m: re.Match[str]) -> bool:
    """Whether a "?" in the middle of a line follows no word that asks."""
    if m[0] != "?" or not text[m.end() : m.end() + 4].strip():
        return False
    start = max(0, m.start() - _SENTENCE)
    begin = max(start, *(text.rfind(c, start, m.start()) + 1 for c in "。！？!?；\n"))
    return not _ASKS.search(text, begin, m.start())


def _full(text: str, m: re.Match[str]) -> str:
    """What should stand in place of a half-width mark, "" for one that should go."""
    if m[0] == "." and _NUMBER_DOT.search(text, max(0, m.start() - 5), m.start()):
        return "、"
    if m[0] == "." and _STRAY_DOT.match(text, m.start() - 1):
        return ""
    return _FULL[m[0]]


def _halfwidth(analysis: Analysis) -> Iterator[Finding]:
    yield from _marks(analysis)
    yield from _straight(analysis)


def _marks(analysis: Analysis) -> Iterator[Finding]:
    found: list[tuple[Where, str]] = []
    stray: list[Where] = []
    brackets: list[Where] = []
    for i, paragraph, _ in holding_raw(analysis, _HALF_HINT):
        for m in _HALF.finditer(paragraph.text):
            where = raw_where(analysis, i, m.start(), m.end())
            if analysis.is_chrome(where) or site_fact(analysis, where) or _lost(paragraph.text, m):
                continue
            if right := _full(paragraph.text, m):
                found.append((where, right))
            else:
                stray.append(where)
        marks = (raw_where(analysis, i, m.start(), m.end()) for m in _HALF_BRACKET.finditer(paragraph.text))
        brackets += [where for where in marks if not site_fact(analysis, where)]
    if stray:
        yield Finding(
            "punctuation.halfwidth",
            "info",
            f"“{context(analysis, stray[0])}”句子中间多了一个“.”{count_words(len(stray))}。请删去。",
            stray[0],
        )
    if found:
        where, right = found[0]
        char = analysis.document.quote(where)
        chars = {analysis.document.quote(w) for w, _ in found}
        kinds = "、".join(_NAMES[c] for c in _NAMES if c in chars)
        many = f"全文共{len(found)}处（{kinds}），" if len(found) > 1 else ""
        also = f"另有{_pairs(analysis, brackets)}处半角括号，" if brackets else ""
        should = "序号后面应当用“、”" if right == "、" else f"中文里应当用全角“{right}”"
        yield Finding(
            "punctuation.halfwidth",
            "warning" if len(found) > 1 else "info",
            f"“{context(analysis, where)}”用了半角标点“{char}”，{many}{also}{should}。请用查找替换统一改正。",
            where,
            right,
            edits=further(found),
        )
    elif brackets:
        yield Finding(
            "punctuation.halfwidth",
            "info",
            f"“{context(analysis, brackets[0])}”用了半角括号{count_words(_pairs(analysis, brackets))}。"
            "中文里应当用全角“（）”。",
            brackets[0],
        )


def _pairs(analysis: Analysis, brackets: list[Where]) -> int:
    """How many places these brackets are: a reader takes a pair for one."""
    opens = sum(analysis.document.quote(where) == "(" for where in brackets)
    return max(opens, len(brackets) - opens)


_STRAIGHT = re.compile(rf'"(?=[^"\\\n]{{0,30}}[{HAN}])[^"\\\n]{{1,30}}"')
_STRAIGHT_HINT = re.compile('"')


def _straight(analysis: Analysis) -> Iterator[Finding]:
    """The few quotes that are straight ("") in a paper that writes “” elsewhere."""
    held = holding_raw(analysis, _STRAIGHT_HINT)
    curved = whole_raw(analysis).count("“") if held else 0
    found = [
        where
        for i, paragraph, _ in held
        for m in _STRAIGHT.finditer(paragraph.text)
        if paragraph.text.count('"') % 2 == 0
        and not analysis.is_chrome(where := raw_where(analysis, i, m.start(), m.end()))
        and not site_fact(analysis, where)
    ]
    if 0 < len(found) < curved:
        words = analysis.document.quote(found[0])
        right = f"“{words[1:-1]}”"
        yield Finding(
            "punctuation.halfwidth",
            "info",
            f"{words}用了半角的直引号{count_words(len(found))}，别处用的是“”。应写成{right}。",
            found[0],
            right,
            edits=further((w, f"“{analysis.document.quote(w)[1:-1]}”") for w in found),
        )


_DOUBLED = re.compile(
    r"，[,，]+|,[,，]+|、[、，,]+(?<!\d、，)|[，,]、|；[；，]+|：{2,}|，[。；]|[。；]，|；。|。；|。。(?<!。。。)(?!。)|、。|？。|。？|！。|。！|”。”"
)


# A mark and another; of ”。” the full stop and what is around it.
_DOUBLED_HINT = re.compile("[，,、；：。？！](?:[，,、；：。？！]|(?<=”。)”)")


def _doubled(analysis: Analysis) -> Iterator[Finding]:
    found = []
    for i, paragraph, _ in holding_raw(analysis, _DOUBLED_HINT):
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
    *unended.RULES,
    Rule(
        id="punctuation.halfwidth",
        severity="warning",
        title="半角标点",
        source=_SOURCE + "5.1",
        check=_halfwidth,
        fails=(
            "承诺书\n我承诺每周家访一户,不收礼品;不补课.",
            "承诺书\n我叫李明(党员),教语文。",
            "实施方案\n一.活动背景\n为推动学校工作。",
            "倡议书\n读书是修身养性的.重要途径。",
            "检查材料\n我为什么没有做到?平时抓得不紧。",
            '实施方案\n（一）“带头学习提高”。每月读书。\n（二）"带头服务群众"。每月家访。\n（三）“带头弘扬正气”。',
        ),
        passes=(
            "承诺书\n我承诺每天7:30到校，网址www.a.com，成绩3.5分，见Word 2007, Excel。",
            '承诺书\n我承诺落实"五带头"，办好"家长课堂"，听课写"反思"。',
            '承诺书\n我承诺把“家长课堂”办好，“家访日”不断，教会"good morning"这一句，黑板宽3"。',
            "承诺书\n时间:2013-04-17 来源:教育网 点击:\n我承诺每周家访一户。",
            "倡議書\n來源:教育網 審核人 (點擊： )\n我們倡議節約糧食。",
            "实施方案\n根据市委组织部?关于印发方案的通知，争创推进（2010年9月?2010年12月底）。",
        ),
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
        passes=(
            "承诺书\n学习、家访、备课……样样不落——这是承诺。他说：“好。”我记下了！！",
            "实施方案\n2、，对接新区，建成名镇。",
        ),
    ),
)
