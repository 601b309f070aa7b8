"""A segment in, whether it opens with a heading (标题) and where that ends out."""

from __future__ import annotations

import re

from checker.document import Paragraph
from checker.headwords import FEW, PLAIN, HeadWords
from checker.normal import Normal
from checker.segments import Segment, gaps, has_gap
from checker.unfilled import gaps_left
from chinese_cli.han import HAN

__all__ = ["numbered_heading", "plain_heading"]

_MAX_HEADING = 42
_STOP = re.compile(r"[。；！？]")
_LETTER = re.compile(r"[^\W_]")
_HALT = re.compile(r"[。：；]")
_CLAUSES = re.compile(r"[。；，！？、]")
_DASHED = re.compile(r"(?P<h>[^，；—]{4,10})——?[^，；—].*。")  # 原因分析——懒散。
# 三、原因分析，懒散。 and not 三、加强领导，务求实效。, where both halves are the heading.
_COMMA = re.compile(r"(?P<h>(?!加强|强化|成立|落实)[^，；。：]{2,10})[，；](?=\w)(?:.{1,3}$|.*[。！；]$)")
_BRACKET = re.compile(r"[^。；：]{2,24}（[^）]{2,30}）[。：]?")
_FIRST_WORDS = re.compile(r"[^。：，；！？]{2,10}(?=[。：])")
# 尊敬的领导： greets (领导 is also a plan's heading), 时间：2022-07-14 is a site's.
_NO_HEADING = re.compile(
    r"【[^】]*】[^。]{2,12}：|(?:尊敬|敬爱|亲爱)的|各位|[^，。：]{0,12}(?:[局校园县市级处科]领导|同志们?|同事们?|老师们?)：$|[^，。：]{0,6}(?:时间|日期)：\s*20\d\d-\d"
)
# 【今后怎么做】 alone in a line is a heading, whatever it says; 【此处填写地点】, 【篇一】 and 【画面：红旗】 are none.
_BRACKETED = re.compile(r"【(?!第?.{1,2}篇|篇)[^【】：。；！？]{2,14}】")
_PROMPT = re.compile(r"要目|目录|导读|图：|填|请|待|插入|此处|这里|自行|提示|模板|范文|批注")
# 第三回写：为啥子, 头一件：我是谁: the part is counted in words, and what it is of follows.
_COUNTED = re.compile(rf"(?:第[一二三四五六七八]|头一|其[一二三四五六])[{HAN}]{{0,3}}[：:]\s*")
_ASPECT = re.compile(r"(?:方面|问题|情况|措施|要求|原因|方向|打算|阶段|表现)(?:[：:]|（[^）]*）)?$")


def numbered_heading(segment: Segment, normal: Normal, known: HeadWords) -> tuple[int, bool] | None:
    """Where a numbered segment's heading ends and whether it runs in; None when it is a plain item."""
    start, end = segment.body, segment.end
    if start >= end:
        return None
    words = normal.text[start:end]
    length = end - start
    level = segment.sign.level if segment.sign else 0
    at = _spaced(segment, normal, known)
    if at is not None:
        return at, True
    at = _run_in(words, level, known) or _by_comma(segment, words, known)
    if at is not None:
        return start + at, True
    # 二、存在的问题一是书读得少。: the heading ends where the next number begins.
    # (三、点评步骤。1、汇报：…)
    stop = _STOP.search(words)
    at_end = stop is None or stop.end() == length
    closed = stop is None or at_end and stop[0] == "。"
    cut_short = 0 < level <= 2 and length <= 24 and closed
    if (segment.last or cut_short) and length <= _MAX_HEADING and at_end:
        return end, False
    return None


def _spaced(segment: Segment, normal: Normal, known: HeadWords) -> int | None:
    """Where white space after a few words ends a run-in heading (一、指导思想 深入开展…)."""
    text, start, end = normal.text, segment.body, segment.end
    found = gaps(normal, start + 2, min(end, start + 30))
    # 承担（　）年级, 家访　　户: the space waits for a number.
    blank = {normal.position(m.end("gap")) for m in gaps_left(normal.raw)} if found else ()
    for at in found:
        if text[at - 1 : at + 1] == "（）" or at in blank:
            continue
        if _HALT.search(text, start + 1, at - 1):
            return None
        # A heading word needs little after it (三、原因　首先是懒。), a whole heading even less: 三、原因分析　懒散.
        words, whole = text[start:at], text[start:end].rstrip("。") in known.exact
        little = end - at > 3 or not whole and (text[end - 1] == "。" or words in known.exact)
        if words.count("，") <= 1 and (end - at > 12 or little and known.short(words)):
            return at
    return None


def _run_in(words: str, level: int, known: HeadWords) -> int | None:
    """Where a heading ends that the text follows in the same line, told by marks or by heading words."""
    length = len(words)
    stop = _STOP.search(words)
    if (
        stop is not None
        and stop.start() <= 24
        and stop[0] == "。"
        and (length - stop.end() >= 4 or _says(words, stop.start(), known))
        and words.count("，", 0, stop.start()) <= 1
    ):
        return stop.start()
    colon = words.find("：")
    if 2 <= colon <= 26 and (length - colon > 4 or _says(words, colon, known)) and "，" not in words[:colon]:
        return colon
    if 0 < level <= 2 and (dashed := _DASHED.fullmatch(words)) and dashed["h"] in known.exact:
        return dashed.end("h")
    bracket = _BRACKET.match(words) if "（" in words else None
    if bracket and length - bracket.end() > 6:
        return bracket.end()
    if 0 < level <= 2 and length > 20 and "，" in words:
        joined = known.joined.match(words)
        # 一、指导思想以邓小平理论为指导，…: no mark at all between heading and text.
        if (
            joined
            and joined.end() <= 24
            and length - joined.end() > 10
            and words[joined.end()] not in "，、的和与及”"
        ):
            return joined.end()
    glued = known.glued(words) if level else 0
    return glued if glued and length - glued > 6 else None


def _by_comma(segment: Segment, words: str, known: HeadWords) -> int | None:
    """Where a section's heading ends that only a comma parts from what is said (三、原因分析，懒散。)."""
    sign = segment.sign
    comma = _COMMA.match(words) if sign is not None and sign.form in ("l1", "l2") else None
    if sign is None or comma is None or comma["h"] not in known.exact:
        return None
    # （二）标准，…… may be an item; 三、原因，懒散。 is a heading.
    return comma.end("h") if sign.level == 1 or len(comma["h"]) >= PLAIN else None


def _says(words: str, mark: int, known: HeadWords) -> bool:
    """Whether a mark parts a heading word from the little that is said of it (三、原因分析：懒散。)."""
    return known.short(words[:mark]) and bool(_LETTER.search(words, mark + 1))


def plain_heading(
    paragraph: Paragraph, segment: Segment, normal: Normal, known: HeadWords
) -> tuple[int, int] | None:
    """(level, end) for an unnumbered heading line: by style, or by the standard's own words."""
    if not segment.first:
        return None
    words = normal.text[segment.start : segment.end]
    found = _line(paragraph, words, known) if segment.last else None
    found = found or _opening(segment, words, normal, known)
    if found is None or _NO_HEADING.match(words):
        return None
    level, size = found
    return level, segment.start + size


def _line(paragraph: Paragraph, words: str, known: HeadWords) -> tuple[int, int] | None:
    """(level, size) of a line that is a heading as a whole."""
    size = len(words)
    if paragraph.level is not None and size <= _MAX_HEADING:
        return min(paragraph.level, 4), size
    if size <= 24 and not _STOP.search(words) and known.whole.match(words):
        return known.level(words), size
    if _BRACKETED.fullmatch(words) and not _PROMPT.search(words):
        return 1, size
    bare = words.strip(" ：:")
    if size <= 24 and (counted := _COUNTED.match(bare)) is not None:
        bare = bare[counted.end() :]
    if bare in known.exact or len(bare) <= FEW and (known.ends(bare) or known.asks(bare)):
        return 1, size
    if size <= 20 and _ASPECT.search(words) and not _CLAUSES.search(words):
        return 2, size
    return None


def _opening(segment: Segment, words: str, normal: Normal, known: HeadWords) -> tuple[int, int] | None:
    """(level, size) of a heading that a line begins with, without a number ("指导思想：…" and "存在问题 …")."""
    size = len(words)
    m = known.joined.match(words)
    if m and m.end() <= 14 and m.end() < size:
        after = words[m.end()]
        if after in "：:。" or has_gap(normal, segment.start + m.end()):
            return known.level(m[0]), m.end()
    # "改进措施　一、……": the next number stands in the same line.
    if m and m.end() == size <= 14 and not segment.last:
        return known.level(words), size
    # "原因。想来想去……": a bare heading word closed by a full stop.
    first = _FIRST_WORDS.match(words)
    if first is None or first.end() + 2 >= size:
        return None
    # 补短办法：… , an unusual name before a colon
    if len(first[0]) > 2 and words[first.end()] == "：" and "、" not in first[0] and known.ends(first[0]):
        return 1, first.end()
    return (known.level(first[0]), first.end()) if first[0] in known.exact else None
