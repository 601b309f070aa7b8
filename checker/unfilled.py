"""An outline in, the sentences in which what counts was never filled in (空着没有填) out, with what else they say.

每学期家访____户 promises nothing yet; 帮扶XX小学的两名学生 does, though a name is kept back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker.analysis import Outline, Sentence
from checker.document import Document, Where
from checker.handedout import paragraphs_handed_out
from checker.normal import normalise
from corpus import Standard
from corpus.wordlists import either, listed

__all__ = ["FIGURE", "MEASURE", "gaps_left", "is_form", "nameless", "unfilled"]

MEASURE = either("masks.measure")
# A measure that begins a word is none: XX人民政府, XX所长, 家访　　个别谈心, 听课　　节节.
_WORD = (
    r"(?:个[别人体性]|人[员数民大家才文物们社行防力]|本[人校班学单组园村月年职部]|次[数日序要]|名[单称字誉额师校]|节[日约俭假能次]"
    r"|条[件例理款文]|项目|页码|户[数主外]|字[数体号迹]|天[天数气]|篇[目章]|万[一物达]|场[地所合镇部]|份[内外]|所[长有以在感得思学见]|元旦"
    r"|分(?:[工管数组别析享担类段配层局行校会社公支]|钟?内)|台[账办]|倍感|门[诊口户前]|位[于置]|堂[弟哥姐妹])"
)
# XX年级, XX届 keep a name back; any other measure needs its number. 户户, 节节 are ways of speaking.
_FIGURES = [word for word in listed("masks.measure") if word not in listed("masks.which")]
_TWICE = f"(?:{'|'.join(word * 2 for word in _FIGURES)})"
FIGURE = rf"(?!{_WORD}|{_TWICE})(?:{'|'.join(_FIGURES)})"
_RULE = r"[_＿]{2,}"
_FORM = rf"(?:{_RULE}|[（(]\s*[）)]|□{{2,}})"
_MASK = r"(?:[Xx×✕✖]{1,4}|[○◯]{2,})"
# 第XX届, 第____个教师节: which one it is, no number of one's own. 小X is a name.
_ALONE = r"(?<![A-Za-z\d第届小_＿□Xx×✕✖○◯])"
_MORE = r"\s*[余多来几]?(?:[百千万]余?)?"
_NUMBER = rf"(?!周[年岁]){FIGURE}(?!{either('masks.site')})"
_COUNT = (
    rf"{_ALONE}{_FORM}{_MORE}(?:{_NUMBER}|年级|班)|{_ALONE}{_MASK}{_MORE}{_NUMBER}"
    rf"|(?<![A-Za-z\d])[Nn][名位户]|第(?:{_FORM}|{_MASK})名"
)
# 做到____, 读《____》: what a pledge leaves open is what it would have promised, but for a place or a date.
_ANYTHING = rf"(?<![第_＿]){_RULE}(?![_＿]|\s*(?:[年月日省市县区镇乡村局号]|周[年岁]|小学|中学|学校|幼儿园|党委|党?支部))"
_COUNTS, _OPEN = re.compile(_COUNT), re.compile(f"{_COUNT}|{_ANYTHING}")
# A name or a word begins with a measure, too (家访　封小军, 资助　位小红, 辅导　名次靠后的): what is counted comes after it,
# or nothing more. 封老师, 门同学 are called by their surnames.
_COUNTED = (
    rf"(?:(?<=[%％])|(?=\s*(?:[，,。；;、！？（）()”/]|$)|[\t\u3000]|\s{{2}}|{either('masks.counted')}))"
)
_CALLED = r"[封门元周台](?:老[师人教党]|同学|教[师工]|家长|孩子|[年青]|党员|村民)"
# 家访　　户, 及格率达到　　%: white space where a number was to stand; 帮扶　　人：is a label, 帮扶　　张老师 a name.
_GAP = re.compile(
    rf"(?:{either('masks.before')}|每(?:周|月|天|日|学期|学年|年|季度?)[读写听上看记交]?"
    r"|[达率到为在于](?=\s+[%％]))"
    rf"(?P<gap>[ \u00a0]{{2,}}|[ \u00a0]*[\t\u3000]\s*)(?![张项万]|{_CALLED}){FIGURE}{_COUNTED}"
)
# 帮扶学生XXX: in a form that has other blanks it is one, else a name that is kept back.
_NAMELESS = re.compile(
    rf"{either('masks.helps')}[^，。；：、]{{0,6}}?{either('placeholder.person_before')}(?P<name>[Xx×✕✖*＊]{{2,4}})(?=[，。；、）]|$)"
)
# What must stand in a text for any of these to be found in it.
_HINT = re.compile(
    r"[_＿（(□Xx×✕✖Nn○◯ \u00a0\t\u3000](?:(?<=[_＿])[_＿]|(?<=[（(])\s*[）)]|(?<=□)□"
    rf"|(?<=[Xx×✕✖Nn○◯])\s*[^\s\x00-\x24\x26-\x7f]|(?<=\s){MEASURE})"
)
_EXERCISE = re.compile(either("masks.exercise"))
_CLAUSE = re.compile("[^，。；：！？（）]*[，。；：！？（）]?")
_ITEM = re.compile("[^、]*、?")
_FIGURED = re.compile(rf"(?:\d+|[一二两三四五六七八九十百千半]+)多?余?{MEASURE}")
_LEFT = "\0"  # stands for a blank


def gaps_left(raw: str) -> Iterator[re.Match[str]]:
    """Where white space stands in place of a number; each match has the word before it and the measure.

    >>> [m[0] for m in gaps_left("每学期家访    户，听课　　个别时候少")]
    ['家访    户']
    """
    return _GAP.finditer(raw)


def nameless(text: str) -> Iterator[re.Match[str]]:
    """Where a form asks whom one helps; `name` is what stands in place of it.

    >>> [m["name"] for m in nameless("帮扶学生XXX，帮扶学生小X")]
    ['XXX']
    """
    return _NAMELESS.finditer(text)


def is_form(document: Document, outline: Outline, standard: Standard, kind: str) -> bool:
    """Whether a pledge was printed to be filled in: a number is left open somewhere in it."""
    found = standard.kind(kind)
    if found is None or not any(section.by == "pledge" for section in found.sections):
        return False
    return any(
        _COUNTS.search(s.text) or any(True for _ in gaps_left(document.quote(s.where)))
        for s in _told(document, outline)
    )


def unfilled(document: Document, outline: Outline, standard: Standard, kind: str) -> Mapping[Where, str]:
    """The sentences of a paper of the campaign whose number or object is left open, each with the rest of its words.

    A blank in somebody's quoted words, in an exercise for pupils or in a form for others is none of the paper's.
    """
    told = list(_told(document, outline))
    if not told or standard.kind(kind) is None:
        return {}
    # A plan demands a number; what else it leaves open is often for others to write.
    expression = _COUNTS if kind == "plan" else _OPEN
    whom = is_form(document, outline, standard, kind)
    marked = {s.where: _marked(s, document, expression, whom) for s in told}
    out = {where: "".join(_kept(words)) for where, words in marked.items() if _LEFT in words}
    if out:
        lines = ((p.index, normalise(p.text).text.strip()) for p in document.paragraphs)
        forms = paragraphs_handed_out(lines, outline, kind)
        out = {where: rest for where, rest in out.items() if where.paragraph not in forms}
    return out


def _told(document: Document, outline: Outline) -> Iterator[Sentence]:
    """The sentences of the text in whose paragraphs a blank may stand."""
    hinted = {p.index for p in document.paragraphs if _HINT.search(p.text)}
    if hinted:
        yield from (
            s for s in outline.sentences if s.role in ("body", "heading") and s.where.paragraph in hinted
        )


def _marked(sentence: Sentence, document: Document, expression: re.Pattern[str], whom: bool) -> str:
    """The words of a sentence with `_LEFT` in place of each blank."""
    text = sentence.text

    def mark(m: re.Match[str]) -> str:
        quoted = text.count("“", 0, m.start()) > text.count("”", 0, m.start())
        exercise = m[0][0] in "（(" and _EXERCISE.search(text)
        return m[0] if quoted or exercise else _LEFT

    marked = expression.sub(mark, text)
    if whom:
        marked = _NAMELESS.sub(_LEFT, marked)
    for gap in gaps_left(document.quote(sentence.where)):
        # The white space is gone from what is matched, but for that before a sign.
        before, after = (
            normalise(gap[0][: gap.start("gap") - gap.start()]).text,
            gap[0][gap.end("gap") - gap.start() :],
        )
        marked = re.sub(rf"{re.escape(before)}\s*{re.escape(after)}", _LEFT, marked, count=1)
    return marked


def _kept(marked: str) -> Iterator[str]:
    """The clauses without a blank, and of one with a blank what else it counts: 读一本书、写____篇笔记."""
    for clause in _CLAUSE.findall(marked):
        if _LEFT not in clause:
            yield clause
        elif "、" in clause:
            yield from (item for item in _ITEM.findall(clause) if _LEFT not in item and _FIGURED.search(item))
