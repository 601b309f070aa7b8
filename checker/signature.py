"""Segments in, who signed and when out (署名、日期), each with its place or plainly absent."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import lru_cache

from checker.analysis import Signature
from checker.dates import find_dates
from checker.document import Document, Where
from checker.normal import Normal
from checker.offices import is_office
from checker.persons import LETTER, after_office, plainly_person, spelled
from checker.segments import Segment
from checker.signedlines import (
    MARKED,
    ends_with_office,
    is_name,
    is_signer,
    only_offices,
    pieces_of,
    sealed,
    unlabelled,
    writer_in,
)
from checker.titles import Title
from corpus import Standard

__all__ = ["find_signature"]

_TAIL = 12
_NEAR = 8  # segments after a label cell among which the cells to its right and below it are looked for
_ATTACHMENT = re.compile(r"附件\s*[\d一二三四五六七八九十]{0,2}\s*$")
_COLON, _STOP, _CLAUSES = re.compile("[：:]"), re.compile("[。；]"), re.compile("[，；：]")
_OTHER_DAY = re.compile(
    "至|到|—|截止|以前|之前|入党|出生|毕业|参加工作"
)  # what a date that is not the paper's own tells
_BLANK = r"[_＿\s\-—…．.×xX＊*]*"
# After a label any words are a name: 买买提·艾力, O'Neil, 𠮷野 and the odd ones of a form.
_NAME = rf"{MARKED}|{LETTER}{{2,30}}(?![\w·'’])|"
_NAME += r"[^\s_＿\-—…．.×xX＊*：:，。；【（(][^\s：:，。；【]{0,59}"
# What a form prints after a name in the same line (承诺人：李明 签名, 落款 of the next row).
_NEXT_LABEL = re.compile(
    r"日期|时间|年月|联系|电话|单位|落款|署名|签名|签字|签章|盖章|手印|政治面貌|所在|职务|职称|党龄|入党|参加工作|填表|岗位|年龄|性别|民族|出生"
)
_SOMEBODY = re.compile(r"某+|[\u4e00-\u9fff]?(?:某某?|[×xX＊*]{1,3})")
# A list has columns of these (党员, 责任人): who stands in them does not sign; a 姓名 fills its own row.
_LISTED, _OWN_ROW = re.compile(r"(?:支部)?党员|责任人"), "姓名"
# What a site prints after the date: 2011年3月1日编辑：某人.
_SITE_END = re.compile(
    r"(?<=日)\s*(?:(?:责任)?编辑|作者|初审|审核|来源|(?:发布|更新)时间|上一篇|下一篇|网友评论|阅读|浏览|访问)[^。]*$"
)
# A date that is still to be filled in, after the name of who signs: 校工会20xx年3月x日.
_X = "[xX×*＊_]"
_OPEN_DATE = re.compile(
    rf"(?:(?:(?:19|20)\d?)?{_X}{{1,4}}年(?:\d|{_X}){{0,4}}月(?:\d|{_X}){{0,4}}|20\d\d年(?:{_X}{{1,3}}月(?:\d|{_X}){{0,3}}|\d{{1,2}}月{_X}{{1,3}}))日?[。\s]*$"
)
_MASK = re.compile(r"[\d_?？]|[xX×]{2}")  # 倡议人：?_ and 保证人：XXX20xx年 are blanks
# Whoever these words name does not sign: a post (班主任签名：__校长签名：__), the day, the next label.
_NOBODY = re.compile(
    r"[年月日\d\s_＿\-—–.…]+|[副正]?(?:校长|园长|主任|班主任|书记|组长|负责人|监督人|监护人|责任人|教师|家长|代表)|本人|自己|略|学校|科室|考点|单位|承诺|领导|[一二三四五六七八九]年级"
)

# Behind these 签字 asks for another's name than the writer's: 支部书记签字：周明远.
_POST = re.compile("(?:书记|校长|园长|主任|组长|领导|负责人|监督人|审核人|见证人|证明人|介绍人)\\Z")
# 全体党员：崇尚节约，随手关灯。 goes on after the comma as no signature does: not with a date or a next label.
_GOES_ON = re.compile(
    r"，(?!\s*(?:\d|[二一][〇○零Oo0一二三四五六七八九]|[^，。；：:]{0,10}[：:]|电话|单位|职务))"
)


@lru_cache(maxsize=4)
def _labels(standard: Standard) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label with the name after it, and one alone."""
    labels = "|".join(sorted((re.escape(x) for x in standard.signature_labels), key=len, reverse=True))
    labelled = re.compile(
        rf"(?P<l>{labels})(?:（[^）]{{1,8}}）)?\s*[：:]\s*{_BLANK}(?P<n>(?!(?:{labels})\s*[：:])(?:{_NAME}))?"
    )
    return labelled, re.compile(rf"(?:{labels})(?:（[^）]{{1,8}}）)?[：:]?")


def find_signature(
    document: Document, normals: Sequence[Normal], found: Sequence[Segment], standard: Standard, title: Title
) -> Signature:
    """Look at the last lines first, then at the lines under the title.

    A labelled line (承诺人：李明) is a signature anywhere in those; an unlabelled one only when it is a
    name or an office alone on a line beside the date. A label with nothing after it is no signature.
    """
    labelled, bare = _labels(standard)

    def where(s: Segment, start: int, end: int) -> Where:
        return Where(
            document.paragraphs[s.paragraph].part, s.paragraph, *normals[s.paragraph].span(start, end)
        )

    body = [s for s in found if document.paragraphs[s.paragraph].part not in ("footnote", "endnote")]
    if body:
        body[-1] = _after_text(body[-1], normals[body[-1].paragraph])
    name, name_where = "", None
    date_text, date_where, date = "", None, None
    date_at: int | None = None
    spare: tuple[str, Where] | None = None  # who signs for his office, below the writer or instead of him

    end = _paper_end(body, normals)
    tail = list(range(max(0, end - _TAIL), end))
    head = [n for n in range(min(8, len(body))) if n not in tail]
    for n in [*reversed(tail), *head]:
        s = body[n]
        text = normals[s.paragraph].text[s.start : s.end]
        if title.covers(s.paragraph, s.start) and s.end <= title.end_in(s.paragraph):
            continue
        hits = find_dates(text)
        if hits and date_where is None:
            hit = hits[-1]
            outside = len(text.strip()) - (hit.end - hit.start)
            ends_line = len(text.rstrip(" 。）)止?？")) - hit.end <= 2
            # A date of the paper stands on a line of its own or closes the signature's line.
            if (
                outside <= 24
                and (ends_line or outside <= 6)
                and not _STOP.search(text, 0, hit.start)
                and not _OTHER_DAY.search(text)
            ):
                date_text, date, date_at = hit.text, hit.date if hit.believable else None, n
                date_where = where(s, s.start + hit.start, s.start + hit.end)
        match = next((m for m in labelled.finditer(text) if m["n"]), None) if _COLON.search(text) else None
        signs = match and len(text) <= 60 and not _GOES_ON.match(text, match.end("n"))
        if match and signs and name_where is None:
            given = find_dates(match["n"])  # 承诺人：李明2011年3月1日
            candidate = _NEXT_LABEL.split(match["n"][: given[0].start] if given else match["n"])[0]
            nobody = _MASK.match(candidate) or any(p.fullmatch(candidate) for p in (bare, _SOMEBODY, _NOBODY))
            # 承诺人：____ 职务：… asks for the next thing; 宿管党员：勤巡楼 tells a duty.
            nobody = nobody or candidate == match["n"] and text.startswith("：", match.end("n"))
            if _LISTED.fullmatch(match["l"]) and not nobody:
                nobody = not (is_signer(candidate) or ends_with_office(candidate) or after_office(candidate))
            if candidate and not nobody:
                at = s.start + match.start("n")
                signed = candidate, where(s, at, at + len(candidate))
                if _POST.search(text, 0, match.start("l")):
                    spare = spare or signed
                else:
                    name, name_where = signed
        # Only in a form's cell a label alone asks for what stands beside it.
        cell_here = document.paragraphs[s.paragraph].cell is not None
        if name_where is None and cell_here and bare.fullmatch("".join(text.split())):
            beside = _in_cell(document, normals, body, n, bare)
            if beside is not None:
                cell, at, name = beside
                name_where = where(cell, at, at + len(name))
    if name_where is None and date_at is not None:
        for n in (date_at, date_at - 1, date_at + 1, date_at - 2):
            if not 0 <= n < len(body):
                continue
            s = body[n]
            text = normals[s.paragraph].text[s.start : s.end]
            if title.covers(s.paragraph, s.start):
                continue
            if n == date_at:
                text = text.replace(date_text, "")
            found_name = "" if bare.fullmatch(text.strip()) else unlabelled(normals[s.paragraph], s, text)
            at = normals[s.paragraph].text.find(found_name, s.start) if found_name else -1
            if at >= 0:
                name, name_where = found_name, where(s, at, at + len(found_name))
                break
    if name_where is None and spare is not None:
        name, name_where = spare
    for n in reversed(tail) if name_where is None else ():
        # An office that is to seal its line signs there, whatever lines of others stand below.
        s = body[n]
        if name := sealed(normals[s.paragraph].text[s.start : s.end]):
            at = normals[s.paragraph].text.index(name, s.start)
            name_where = where(s, at, at + len(name))
            break
    if name_where is None:
        # Under the title: "石灰窑小学　杜正邦", the writer where a newspaper puts him.
        for n in range(1, min(6, len(body))):
            s = body[n]
            line = normals[s.paragraph].text[s.start : s.end]
            below = s.first and s.last and title.covers(body[n - 1].paragraph, body[n - 1].start)
            if len(line) > 30 and not below:
                continue
            pieces = pieces_of(normals[s.paragraph], s)
            writer = writer_in(pieces, below) if len(line) <= 30 else ""
            # 黎振国 alone on the line below the title; a word of two characters may be anything.
            alone = "".join(pieces).strip("（）")
            if not writer and below and plainly_person(alone) and (len(alone) > 2 or len(pieces) > 1):
                writer = alone
            at = normals[s.paragraph].text.find(writer, s.start) if writer else -1
            if at >= 0:
                name, name_where = writer, where(s, at, at + len(writer))
                break
    if name_where is None and end > 0:
        # The last line alone: a name or an office without any date.
        s = body[end - 1]
        if end > 1 and _OPEN_DATE.fullmatch(normals[s.paragraph].text[s.start : s.end].strip()):
            s = body[end - 2]
        text = normals[s.paragraph].text[s.start : s.end].strip()
        plain = document.paragraphs[s.paragraph].part == "body" and s.sign is None and s.first and s.last
        office = len(text) <= 30 and ends_with_office(text) and is_office(text)
        several = pieces_of(normals[s.paragraph], s)
        office = office or len(several) > 1 and only_offices(normals[s.paragraph], s)
        if plain and not office and len(text) <= 34:
            # 云溪二小　张建国: the writer's name counts, as under the title.
            text = writer_in(several) or after_office(text) or text
        at = normals[s.paragraph].text.find(text, s.start)
        if plain and at >= 0 and (office or is_signer(text)) and not bare.fullmatch(text):
            name, name_where = text, where(s, at, at + len(text))
    return Signature(spelled(name), name_where, date_text, date_where, date)


def _paper_end(body: Sequence[Segment], normals: Sequence[Normal]) -> int:
    """Where the paper proper ends: attachments (附件) come after the signature."""
    if any("附件" in normal.text for normal in normals):
        for n, s in enumerate(body):
            if n > 3 and s.first and _ATTACHMENT.match(normals[s.paragraph].text, s.start, s.end):
                return n
    return len(body)


def _after_text(last: Segment, normal: Normal) -> Segment:
    """The last segment without the text that a signature is glued to ("…安排好班。周桂枝2011年8月16日").

    Nor with what a site prints after the date.
    """
    site = _SITE_END.search(normal.text, last.start, last.end)
    end = site.start() if site else last.end
    if (unset := _OPEN_DATE.search(normal.text, last.start, end)) and unset.start() > last.start:
        end = unset.start()
    cut = max(normal.text.rfind(stop, last.start, end) for stop in "。！") + 1
    size, text = end - cut, normal.text[cut:end]
    short = 4 <= size <= 30 or size <= 60 and not _CLAUSES.search(text)
    rest = dataclasses.replace(last, start=cut, end=end)
    if cut > last.start and short and (find_dates(text) or only_offices(normal, rest)):
        return dataclasses.replace(last, start=cut, body=cut, end=end, sign=None, first=True)
    return dataclasses.replace(last, end=end)


def _in_cell(
    document: Document, normals: Sequence[Normal], body: Sequence[Segment], n: int, bare: re.Pattern[str]
) -> tuple[Segment, int, str] | None:
    """The name that a form's label cell (签名) at `n` asks for: in the cell to the right, else in the one below.

    Gives its segment, where it begins in the paragraph, and the name; None when both are empty or hold
    something else (a date, the next label).
    """
    here = document.paragraphs[body[n].paragraph].cell
    label = "".join(normals[body[n].paragraph].text[body[n].start : body[n].end].split()).strip("：:")
    if here is None or _LISTED.fullmatch(label):
        return None
    after = [
        (cell, s)
        for s in body[n + 1 : n + 1 + _NEAR]
        if (cell := document.paragraphs[s.paragraph].cell) is not None and cell.table == here.table
    ]
    right = [s for cell, s in after if cell.row == here.row and cell.column == here.column + 1]
    below = [s for cell, s in after if cell.row == here.row + 1 and cell.column == here.column]
    for s in (*right[:1], *(below[:1] if label != _OWN_ROW else ())):
        text = normals[s.paragraph].text[s.start : s.end]
        hits = find_dates(text)
        words = text[: hits[0].start] if hits else text
        words = re.split(r"[（(]", _NEXT_LABEL.split(words)[0])[0].strip(" ：:，。")
        named = is_name(words) or len(words) <= 34 and ends_with_office(words)
        if named and not bare.fullmatch(words):
            return s, normals[s.paragraph].text.find(words, s.start), words
    return None
