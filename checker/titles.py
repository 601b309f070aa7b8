"""Segments in, the document's title and the writer's name out (标题、姓名)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.document import Document, Where
from checker.normal import Normal
from checker.offices import office_in
from checker.segments import Segment, has_gap
from corpus import Standard
from corpus.expressions import compiled

__all__ = ["Title", "find_title", "person_in"]

_MAX_TITLE = 60
# Where a title stops when the first sentence is glued to it ("…实施方案为全面加强…").
_GENRE = (
    r"(?:实施方案|活动方案|工作方案|实施意见|公开承诺书|承诺书|分析报告|剖析材料|剖析报告|对照检查材料|检查材料|自查报告"
    r"|自我剖析|发言提纲|工作计划|工作总结|心得体会|方案|通知)"
)
_GLUED = re.compile(
    rf".{{0,44}}?{_GENRE}(?:（[^）]{{1,12}}）)?(?=为|根据|按照|在|教育|我是|我叫|本人|作为|通过|最近|一、|各)"
)
# Salutations, labels, and a site's own lines.
_NO_TITLE = re.compile(
    r"^(?:[^：]{1,5}人：|(?:全校|全园|全体|全镇|全县|广大|各)[^，。]{1,30}：$|尊敬的|各位|敬爱的|亲爱的|承诺人|姓名|单位|日期|来源|作者|发布|时间|地点|主持|当前位置|首页|更新|格式|大小|点击|浏览|添加日期)"
)
_NUMBERED = re.compile(
    r"（?[一二三四五六七八九十\d]{1,3}[、.）]|\d{1,2}(?=[\u4e00-\u9fff])(?![年月届周名个条天])"
)
_GENRE_END, _GENRE_MOST = 10, 6.0  # characters at the end of a title where its genre stands; what that weighs
_SENTENCE = re.compile(r"；$|，[^，]*。$")  # an item of a list, or a sentence
_BY_FILE_NAME = re.compile(r"\.(?:docx?|wps|pdf|txt)$")
_PERSON = re.compile(
    r"(?:我叫|本人姓名|姓名[：:]?|我是[\u4e00-\u9fff]{2,20}?(?:教师|老师|党员|书记|校长)|本人(?=[\u4e00-\u9fff·]{2,4}，))\s*(?P<n>[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}|[\u4e00-\u9fff]{2,4})(?=[，。、,\s；（(]|男|女|是|系|$)"
)
_NOT_PERSON = re.compile(r"党员|教师|老师|学校|同志|一名|作为|中共|现任|以下|自己|汉族|性别")


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


def person_in(text: str) -> str:
    """The writer's name as the opening gives it ("我叫林小禾，"), or ""."""
    for match in _PERSON.finditer(text):
        if not _NOT_PERSON.search(match["n"]):
            return match["n"]
    return ""


def _strength(text: str, standard: Standard) -> float:
    """How much a line looks like a title: of one of the standard's kinds, or of another genre."""
    kinds = max((w for k in standard.kinds for c, w in k.title_cues.items() if c in text), default=0.0)
    # The genre stands at a title's end; a sentence or a heading may speak of 制度 anywhere.
    if _NUMBERED.match(text) or re.search(r"[，。；：]", text[:-1]):
        return kinds
    end = text[-_GENRE_END:]
    signs = [w for k in standard.kinds for p, w in compiled(k.title_signs) if w > kinds and p.search(text)]
    return max(
        kinds,
        *signs,
        max((min(w, _GENRE_MOST) for c, w in standard.other_titles.items() if c in end), default=0.0),
    )


def find_title(
    document: Document, normals: Sequence[Normal], found: Sequence[Segment], standard: Standard
) -> Title:
    """The title: the best short line near the top, or the words glued before the first sentence."""

    def where(s: Segment, start: int, end: int) -> Where:
        return Where(
            document.paragraphs[s.paragraph].part, s.paragraph, *normals[s.paragraph].span(start, end)
        )

    best: tuple[float, int] | None = None
    for n, s in enumerate(found[:14]):
        text = normals[s.paragraph].text[s.start : s.end]
        if s.sign is not None and s.sign.level <= 2 and n > 0 and _strength(text, standard) < 4:
            break
        if not s.first:
            continue
        paragraph = document.paragraphs[s.paragraph]
        line = text.strip()
        if (
            s.last
            and 2 <= len(line) <= _MAX_TITLE
            and not re.search(r"[。；！]", line[:-1])
            and not _BY_FILE_NAME.search(line)
            and not _SENTENCE.search(line)
        ):
            score = _strength(line, standard) - 0.35 * n - (2.0 if line[-1] in "。：:，" else 0.0)
            score += 2.0 if paragraph.style.lower() in ("title", "标题", "主标题") else 0.0
            score += 1.0 if n == 0 and s.sign is None else 0.0
            score -= 4.0 if _NO_TITLE.search(line) else 0.0
            if score > 0 and (best is None or score > best[0]):
                best = (score, n)
        if len(line) > 80 and best is not None:
            break
    head = found[0] if found else None
    glued = None
    if head is not None:
        text = normals[head.paragraph].text[head.start : head.end]
        glued = _glued_end(normals[head.paragraph], head, text)
    if best is not None and best[1] == 0 and glued is not None and head is not None and glued < head.end:
        best = None  # the line is title and first sentence in one
    if best is not None and (glued is None or best[0] >= 4):
        s = found[best[1]]
        text = normals[s.paragraph].text[s.start : s.end].strip()
        ends = [(s.paragraph, s.start, s.end)]
        previous = found[best[1] - 1] if best[1] > 0 else None
        if previous is not None and previous.sign is None and previous.first and previous.last:
            above = normals[previous.paragraph].text[previous.start : previous.end].strip()
            # 单位名称单独一行、题目在下一行：both lines are the title.
            if best[1] == 1 and len(above) <= 26 and not re.search(r"[。；：，]", above) and office_in(above):
                ends.insert(0, (previous.paragraph, previous.start, previous.end))
                text = above + text
        return Title(text, where(s, s.start, s.end), tuple(ends))
    if head is not None and glued is not None:
        text = normals[head.paragraph].text[head.body : glued].strip()
        return Title(text, where(head, head.start, glued), ((head.paragraph, head.start, glued),))
    return Title()


def _glued_end(normal: Normal, head: Segment, text: str) -> int | None:
    """Where a title glued to the first sentence ends: at white space or after a genre word."""
    limit = min(head.end, head.start + _MAX_TITLE)
    for at in range(head.start + 4, limit):
        if normal.text[at - 1] in "。；：":
            break
        if has_gap(normal, at) and re.search(_GENRE + r"$", normal.text[head.start : at]):
            return at
    match = _GLUED.match(text)
    return head.start + match.end() if match and match.end() < len(text) else None
