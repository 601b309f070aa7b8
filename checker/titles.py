"""Segments in, the document's title out (标题)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.baretitle import leads_in, may_head
from checker.document import Document, Where
from checker.normal import Normal
from checker.offices import office_in
from checker.segments import Segment, gaps
from checker.wordsearch import WordSearch
from chinese_cli.han import HAN
from corpus import Standard
from corpus.expressions import compiled
from corpus.wordlists import either

__all__ = ["Title", "find_title"]

_MAX_TITLE = 60
_TWICE = 4  # characters of a title that is printed twice
_FEWEST = 2  # characters of a title
_SURE = 4  # what words weigh that are a title though numbered, or though a sentence is glued to one
_LINES, _GLUED_LINES = 14, 4  # segments near the top that may be a title, or begin with one
_LONG = 80  # characters of a paragraph of text
# Where a title stops when the first sentence is glued to it ("…实施方案为全面加强…").
_GENRE = either("titles.genre")
# Forms of writing that are nothing but a title where they stand before the first sentence, whatever follows.
_FORM = either("titles.form")
# 倡议书10篇, （精选5篇）, 【篇一】, (三): how many and which of them a site offers.
_PIECES = (
    rf"(?:[（(【《]?{either('titles.pieces')}?\d{{1,2}}篇[）)】》]?"
    r"|【?篇[一二三四五六七八九十\d]{1,2}】?|（[^）]{1,12}）)?"
)
# Where a site's own words begin after a title: 作者： 浏览：3321 2018-12-20 .docx VIP 15.62KB.
_TAIL_LABELS = rf"{either('titles.site_date')}?(?:时间|日期)|{either('titles.site_count')}(?:次数|量|数)?"
_TAIL = re.compile(
    rf"\s*[-—|\[（【•]*\s*(?:{either('titles.site_label', also=_TAIL_LABELS)}："
    r"|【(?:字号|大|小)|创建于|20\d\d[-/]\d{1,2}[-/]\d{1,2}|\.(?:docx?|wps|pdf|txt)|VIP|\d+(?:\.\d+)?[KM]B|本文已影响)",
    re.I,
)
# Where none of these stands, `_TAIL` finds nothing.
_TAIL_MAYBE = re.compile(r"[：【创2.vkm本]", re.I)
# What a site prints before one: the date, 第一篇：, 文档介绍：, 当前是第几份 (1、).
_LEAD = re.compile(
    r"(?:(?:20\d\d|20xx)[-/]\d{1,2}[-/]\d{1,2}\s*|第[一二三四五六七八九十\d]{1,2}篇[：:]\s*|(?:您|你)?的?(?:当前|现在|所在)的?位置[：:]?.*(?:[>›»\s])|文档介绍：|精选优质文档-?倾情为你奉上|文档名称：)",
    re.I,
)
_THEN = either("titles.then", also=r"一、|[⒈-⒛①-⑳]|\s*-?\s*1、")
_GLUED = re.compile(
    rf".{{0,44}}?{_GENRE}{_PIECES}(?={_THEN})"
    rf"|[^，。：；、]{{2,30}}?{either('titles.act')}(?=一、|为{either('titles.act_then')}|全[体校][^，。]{{1,8}}：|各位|尊敬的)"
)
_NOT_FORM = either("titles.not_form", also='[、，。；：（）》”"！]')
_FORM_GLUED = re.compile(rf"[^，。：；、？]{{0,36}}?{_FORM}{_PIECES}(?!{_NOT_FORM})")
_ENDS = re.compile(_FORM + "$")
_GENRE_ENDS = re.compile(_GENRE + _PIECES + "$")
_PUNCTUATED, _STOPPED, _CLOSED = re.compile("[，。；：]"), re.compile("[。；：]"), re.compile("[。；！]")
# What opens a sentence that speaks of such a paper: 学校开展签订承诺书…
_SPEAKS = re.compile(
    either("titles.speaks", also="为了?|在(?![职岗])|特(?![岗级])|向(?!阳)") + rf"|.*{either('titles.done')}"
)
# Salutations, labels, and a site's own lines.
_NO_TITLE = re.compile(
    rf"^(?:[^：]{{1,5}}人：|{either('titles.everybody')}[^，。]{{1,30}}：$|{either('titles.no_title')})"
)
_NUMBERED = re.compile(
    rf"（?[一二三四五六七八九十\d]{{1,3}}[、.）]|\d{{1,2}}(?=[{HAN}])(?![年月届周名个条天])"
)
_GENRE_END, _GENRE_MOST = 10, 6.0  # characters at the end of a title where its genre stands; what that weighs
_SENTENCE = re.compile(r"；$|，[^，]*。$|[>»]$")  # an item of a list, or a sentence
# 我是石桥小学教师李明，1999年入党，现作如下承诺： and 张三，男，1978年9月出生 tell of a person.
_TELLS = re.compile(
    r"(?:我(?:叫|是|在|系|今年|，)|本人|[俺咱]).*[，：]"
    r"|.*\d年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。]{0,6}(?:出?生[，。：]|入的?党(?!介绍人|申请|志愿|积极|誓)|参加工作|加入中国共产党)"
)
_BY_FILE_NAME = re.compile(r"\.(?:docx?|wps|pdf|txt)(?:VIP)?$")
# A numbered line below the first is a heading unless a form of writing ends it (一、教师承诺书 of a collection).
_WRITING = re.compile(rf"{either('titles.writing')}(?:（[^）]*）)?$")
_BARE_NUMBER = re.compile(rf"[一二三四五六七八九十]{{1,2}}(?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Title:
    """The title's words and place; `ends` maps a paragraph to where the title ends in it (normalised)."""

    text: str = ""
    where: Where | None = None
    ends: tuple[tuple[int, int, int], ...] = ()

    def covers(self, paragraph: int, start: int) -> bool:
        """Whether the segment that starts there opens with title words."""
        return any(p == paragraph and a <= start < b for p, a, b in self.ends)

    def end_in(self, paragraph: int) -> int:
        """The normalised offset where the title ends in `paragraph`, or 0."""
        return max((b for p, _, b in self.ends if p == paragraph), default=0)


@dataclass(frozen=True, slots=True)
class _Cues:
    """What a standard says of titles: words and expressions of its kinds and words of other genres, with weights."""

    words: WordSearch
    weights: dict[str, float]
    signs: tuple[tuple[re.Pattern[str], float], ...]
    others: WordSearch
    other_weights: dict[str, float]

    def strength(self, text: str) -> float:
        """How much a line looks like a title: of one of the standard's kinds, or of another genre."""
        best = max((self.weights[cue] for cue in self.words.first(text)), default=0.0)
        # The genre stands at a title's end; a sentence or a heading may speak of 制度 anywhere.
        if _NUMBERED.match(text) or _PUNCTUATED.search(text, 0, len(text) - 1):
            return best
        end = text[-_GENRE_END:]
        signs = [weight for sign, weight in self.signs if weight > best and sign.search(text)]
        genres = (min(self.other_weights[word], _GENRE_MOST) for word in self.others.first(end))
        return max(best, *signs, max(genres, default=0.0))


@lru_cache(maxsize=4)
def _cues(standard: Standard) -> _Cues:
    weights: dict[str, float] = {}
    for kind in standard.kinds:
        for cue, weight in kind.title_cues.items():
            weights[cue] = max(weight, weights.get(cue, weight))
    others = standard.other_titles
    signs = tuple(sign for kind in standard.kinds for sign in compiled(kind.title_signs))
    return _Cues(WordSearch.make(weights), weights, signs, WordSearch.make(others), others)


def find_title(
    document: Document, normals: Sequence[Normal], found: Sequence[Segment], standard: Standard
) -> Title:
    """The title: the best short line near the top, or the words glued before the first sentence."""
    best = _best_line(document, normals, found, standard)
    glued = _glued(normals, found, standard)
    if best is not None and glued is not None and glued[0] is found[best[1]]:
        best = None  # the line is title and first sentence in one
    if best is not None and (glued is None or best[0] >= _SURE):
        return _title_of_line(document, normals, found, best[1])
    if glued is not None:
        head, end = glued
        a, _ = _own_words(normals[head.paragraph].text[head.body : end])
        text = normals[head.paragraph].text[head.body + a : end].strip(" -—")
        spot = _where(document, normals, head, head.start, end)
        return Title(text, spot, ((head.paragraph, head.start, end),))
    return Title()


def _where(document: Document, normals: Sequence[Normal], s: Segment, start: int, end: int) -> Where:
    part = document.paragraphs[s.paragraph].part
    return Where(part, s.paragraph, *normals[s.paragraph].span(start, end))


def _best_line(
    document: Document, normals: Sequence[Normal], found: Sequence[Segment], standard: Standard
) -> tuple[float, int] | None:
    """How much the line near the top that looks most like a title does so, and its number; None without one."""
    cues = _cues(standard)
    best: tuple[float, int] | None = None
    headed = False  # by a first line that may be one, against what leads in the text below: 我向师生承诺：
    for n, s in enumerate(found[:_LINES]):
        text = normals[s.paragraph].text[s.start : s.end]
        if s.sign is not None and s.sign.level <= 2 and n > 0 and cues.strength(text) < _SURE:
            break
        if not s.first:
            continue
        line = text.strip()
        a, b = _own_words(line)
        words = line[a:b]
        if s.last and _may_be_title(line, words) and not (n > 0 and _goes_on(line, s, standard)):
            score = cues.strength(words) - 0.35 * n - (2.0 if words[-1] in "。：:，" else 0.0)
            style = document.paragraphs[s.paragraph].style.lower()
            score += 2.0 if style in ("title", "标题", "主标题") else 0.0
            score += 1.0 if n == 0 and s.sign is None else 0.0
            score -= 4.0 if _NO_TITLE.search(line) else 0.0
            if score > 0 and (best is None or score > best[0]) and not (headed and leads_in(line)):
                best, headed = (score, n), n == 0 and s.sign is None and may_head(words)
        if len(line) > _LONG and best is not None:
            break
    return best


def _may_be_title(line: str, words: str) -> bool:
    """Whether a line with these words of its own has a title's length, and is no sentence and no file's name."""
    return (
        _FEWEST <= len(words) <= len(line) <= _MAX_TITLE
        and not _CLOSED.search(words[:-1] if not _ENDS.search(words) else words.replace("！", ""))
        and not _BY_FILE_NAME.search(line)
        and not _SENTENCE.search(words)
        and not _TELLS.match(words)
    )


def _goes_on(line: str, s: Segment, standard: Standard) -> bool:
    """Whether a line below the first belongs to the text: a sentence, an item of a list, a heading."""
    if line[-1] == "。":
        return True
    item = s.sign is not None and ("，" in line or s.sign.level <= 2 and not _WRITING.search(line))
    return item or _headed(line, standard)


def _title_of_line(document: Document, normals: Sequence[Normal], found: Sequence[Segment], n: int) -> Title:
    """The title in line `n`, with the school's name where that stands on the line above."""
    s = found[n]
    text = normals[s.paragraph].text[s.start : s.end]
    a, b = _own_words(text)
    ends = [(s.paragraph, s.start, s.end)]
    spot, text = _where(document, normals, s, s.start + a, s.start + b), text[a:b].strip()
    above = found[0] if n == 1 else None
    if above is not None and above.sign is None and above.first and above.last:
        school = normals[above.paragraph].text[above.start : above.end].strip()
        # 单位名称单独一行、题目在下一行：both lines are the title.
        if len(school) <= 26 and not _PUNCTUATED.search(school) and office_in(school):
            ends.insert(0, (above.paragraph, above.start, above.end))
            text = school + text
    return Title(_once(text), spot, tuple(ends))


def _once(text: str) -> str:
    """A title that a site prints twice running, once.

    >>> _once("师德承诺书师德承诺书")
    '师德承诺书'
    """
    half = len(text) // 2
    return text[:half] if half >= _TWICE and text == text[:half] * 2 else text


def _own_words(line: str) -> tuple[int, int]:
    """Where the title's words begin and end in a line that a site may have added its own to."""
    lead = _LEAD.match(line)
    start = lead.end() if lead and len(line) - lead.end() >= _FEWEST else 0
    tail = _TAIL.search(line, start + _FEWEST) if _TAIL_MAYBE.search(line, start + _FEWEST) else None
    return start, tail.start() if tail else len(line)


def _headed(line: str, standard: Standard) -> bool:
    """Whether a line is a section's heading after a number without a mark (二整改措施)."""
    number = _BARE_NUMBER.match(line)
    words = line[number.end() :].strip(" ：:") if number else ""
    return bool(words) and any(words in s.headings for k in standard.kinds for s in k.sections)


def _glued(
    normals: Sequence[Normal], found: Sequence[Segment], standard: Standard
) -> tuple[Segment, int] | None:
    """The segment near the top whose first words are a title that the text is glued to, and where those end."""
    for n, s in enumerate(found[:_GLUED_LINES]):
        if not s.first:
            continue
        normal = normals[s.paragraph]
        end = _glued_end(normal, s, n == 0, standard)
        if end is not None and (end < s.end or not s.last):
            return s, end
        if s.end - s.start > _LONG:
            break
    return None


def _glued_end(normal: Normal, head: Segment, first: bool, standard: Standard) -> int | None:
    """Where a title glued to the first sentence ends: at white space, a site's words or after a genre word.

    In a line that is not the document's first, only what cannot be a sentence is taken.
    """
    limit = min(head.end, head.start + _MAX_TITLE)
    for at in gaps(normal, head.start + 4, limit):
        if _STOPPED.search(normal.text, head.start + 3, at):
            break
        if _GENRE_ENDS.search(normal.text[head.start : at]):
            return at
    text = normal.text[head.body : head.end]
    start, end = _own_words(text)
    words = text[start:end]
    by_site = (
        len(text) > _MAX_TITLE >= len(words) and end < len(text) and _cues(standard).strength(words) >= _SURE
    )
    plain = not _STOPPED.search(words) and ("，" not in words or _ENDS.search(words))
    if by_site and plain and not _SPEAKS.match(words):
        return head.body + end
    match = _GLUED.match(normal.text, head.start, head.end) if first else None
    if match and not (match[0].endswith(("倡议", "承诺", "保证")) and _SPEAKS.match(match[0])):
        return match.end()
    if not head.last and _ENDS.search(text.rstrip(" -—")) and not _PUNCTUATED.search(text):
        return head.end  # 安全承诺书- 1、下载前请……
    if len(text) <= _MAX_TITLE and "。" not in text and "；" not in text:
        return None  # a line of its own is one title: 师德承诺书（试行）, 自查报告及整改措施
    match = _FORM_GLUED.match(text, start)
    return head.body + match.end() if match and not _SPEAKS.match(match[0]) else None
