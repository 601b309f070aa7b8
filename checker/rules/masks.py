"""Expressions for masked names and blanks (遮盖、空着): for `checker.rules.placeholder` to search by, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.rules.common import holding, holding_raw, in_quotes, led, once, raw_where
from checker.unfilled import FIGURE, MEASURE, gaps_left, is_form, nameless
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["MASK", "MASK_HINT", "exercise", "left_gaps", "own_some", "whom"]

_UNIT = r"(?:[省市县区镇乡村校局园班届年月日号]|小学|中学|学校|幼儿园|党委|党支部|支部|同志|主任|校长|书记)?"
_FORMULA = re.compile("[Xx](?:×[Xx])+")
_EXERCISE = re.compile(either("masks.exercise", also="[+＋=＝×÷]"))
# 三年级数学练习, 期末测试卷（A）
_PAPER = re.compile(rf"{either('masks.paper')}(?:[（(][^（）()]*[）)])?$")
_BLANK = re.compile(r"[_＿□（]|[Xx×✕✖]$")  # not XX小学, 某县
# Letters used as a mask stand beside Chinese text, never inside a Latin word; "5×3" and "二○○八" are none.
MASK = re.compile(
    rf"(?:20|19|二〇|二○|二0)[Xx×✕✖*＊_＿]{{1,2}}\s*年(?:\s*[Xx×*＊_＿\d]{{1,4}}\s*月)?(?:\s*[Xx×*＊_＿\d]{{1,4}}\s*日)?"
    rf"|(?<![A-Za-z\d])[Xx×✕✖]{{2,}}{_UNIT}(?![A-Za-z])"
    r"|(?<![A-Za-z\d])[X×✕✖](?=(?:省|市|县|区|镇|乡|小学|中学|学校|幼儿园|党支部|员干部|年|月|日))[省市县区镇乡小学中校幼儿园党支部年月日]{1,4}"
    # 党字〔2011〕X号, 0XX-8822, and who stands beside his label as 曹** or **梅.
    r"|(?<=[〕】）\]])[Xx×✕✖]号|(?<!\d)0[Xx×✕✖]{2,3}(?=-\d)"
    rf"|(?:(?<=姓名：)|(?<=承诺人：)|(?<=报告人：))[{HAN}]?\*\*(?!\*)"
    r"|[_＿]{2,}"
    rf"|(?<!\*)\*{{3,}}{_UNIT}|(?<![*\w])\*\*(?=[省市县区镇乡校局年]){_UNIT}|＊{{2,}}{_UNIT}"
    r"|(?<![一二\d])[○◯]{2,}(?=[省市县区镇乡校局小中学党支])"
    + _UNIT
    # 家访□□户, 家访（　）户: one box alone may be there to be ticked.
    + rf"|□{{2,}}(?={MEASURE}|[省市县区镇乡村校局]|小学|中学|学校|幼儿园|同志|同学|老师){_UNIT}|（）(?={MEASURE}(?!{either('masks.site')}))"
    # 家访X户: one letter alone stands for a number; 第X条 and 三届X次 are ways of speaking.
    + rf"|(?<![A-Za-z\d第届小])[Xx×✕✖](?={FIGURE})"
    # 组织N名党员: a number that was to be put in; 第N次 and N遍 are ways of speaking.
    r"|(?<![A-Za-z\d第])[Nn][名位](?![A-Za-z])"
    r"|某某某?(?:省|市|县|区|镇|乡|村|校|小学|中学|学校|幼儿园|党委|党支部|支部|局|单位|年)"
    r"|(?:^|(?<=[\s：:]))(?:20|二[〇○])?\s*年\s*月\s*日\s*$"
    # 以上承诺于　年　月　日前兑现: the spaces are gone.
    r"|(?<=[于在自从至到])(?:(?:19|20)\d{0,2}年|年)?(?:(?<=\d年)\d{1,2})?月日(?=之?前(?![面边])|以前|起|止|至|到|开始|—)"
)
# What a match must hold; most texts hold none of it, which is seen at once.
MASK_HINT = led("[Xx×✕✖*＊_＿○◯]", "某某", r"年\s*月", "[Nn][名位]", "月日", "□□", "（）")
_GAP_HINT = re.compile(rf"[ \u00a0\t\u3000]{MEASURE}")
_SOME_HINT = led("某[省市县区镇乡村局校园小中学幼单支党]")
# 现任某镇中心小学教师, 我是某小学教师: one's own school has a name; a pupil's or a friend's may be kept back.
_PLACE_OF = "(?:小学|中学|学校|幼儿园|中心校|教学点|党?支部|局|院)"
_SOME_OFFICE = rf"某(?:[省市县区镇乡村](?:某[市县区镇乡村])*[{HAN}]{{0,8}}?)?{_PLACE_OF}"
_SOME = rf"(?:{_SOME_OFFICE}|某(?:[省市县区镇乡村校园](?!长)|单位))"
_OWN_SOME = re.compile(rf"(?:^|[，。；：、\s]){either('masks.own')}(?P<some>{_SOME})")
_OF_OTHERS = re.compile(either("masks.others"))
_SIGNED_SOME = re.compile(_SOME_OFFICE)


def own_some(analysis: Analysis) -> Iterator[Where]:
    """Where the writer calls his own school 某校: in his own words, as who signs, in the title of his paper."""
    if analysis.kind == "other":
        return
    outline = analysis.outline
    for words, place in (
        (outline.title, outline.title_where),
        (outline.signature.name, outline.signature.name_where),
    ):
        m = _SIGNED_SOME.match(words)
        if m is not None and place is not None:
            yield Where(place.part, place.paragraph, place.start, place.start + m.end())
    for i, _, normal in holding(analysis, _SOME_HINT):
        for m in _OWN_SOME.finditer(normal.text):
            before = re.split("[。；]", normal.text[: m.start("some")])[-1]
            if not in_quotes(normal.text, m.start()) and not _OF_OTHERS.search(before):
                yield analysis.where(i, *m.span("some"))


def left_gaps(analysis: Analysis) -> Iterator[Where]:
    """Where white space stands in place of a number (家访　　户, 达到　　%), with the words on either side."""
    if _set_to_pupils(analysis):
        return
    for i, paragraph, _ in holding_raw(analysis, _GAP_HINT):
        for m in gaps_left(paragraph.text):
            where = raw_where(analysis, i, m.start(), m.end())
            if not in_quotes(paragraph.text, m.start()) and not analysis.is_chrome(where):
                yield where


def whom(analysis: Analysis, match: re.Match[str], text: str) -> bool:
    """Whether a mask stands for the name of him whom a form is to help (帮扶学生XXX)."""
    if not any(m.span("name") == match.span() for m in nameless(text)):
        return False
    return once(analysis, "form", lambda a: is_form(a.document, a.outline, a.standard, a.kind))


def _set_to_pupils(analysis: Analysis) -> bool:
    """Whether a paper is an exercise or a test: its blanks are for pupils to fill in, its X is to be found."""
    return analysis.kind == "other" and bool(_PAPER.search(analysis.outline.title))


def exercise(analysis: Analysis, match: re.Match[str], text: str) -> bool:
    """Whether a letter, empty brackets or a formula (x×x) stand in an example or in words that are set to pupils
    (口算3＋（　）个) and are no blank of the paper's."""
    if _FORMULA.fullmatch(match[0]) or _BLANK.match(match[0]) and _set_to_pupils(analysis):
        return True
    if len(match[0]) == 1:
        return in_quotes(text, match.start())  # 指标如“优秀率提升X%”
    if match[0] != "（）":
        return False
    start = max(text.rfind(c, 0, match.start()) for c in "。；") + 1
    stop = re.compile("[。；]|$").search(text, match.end())
    sentence = text[start : stop.start() if stop else len(text)]
    return in_quotes(text, match.start()) or bool(_EXERCISE.search(sentence))
