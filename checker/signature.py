"""Segments in, who signed and when out (署名、日期), each with its place or plainly absent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.analysis import Signature
from checker.dates import find_dates
from checker.document import Document, Where
from checker.normal import Normal
from checker.segments import Segment
from checker.titles import Title, organization_in
from corpus import Standard

__all__ = ["find_signature"]

_TAIL = 12
_ATTACHMENT = re.compile(r"附件\s*[\d一二三四五六七八九十]{0,2}\s*$")
_BLANK = r"[_＿\s\-—…．.×xX＊*]*"
_NAME = r"[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}|[\u4e00-\u9fff]{2,30}"
_ALONE = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}")
_NOT_NAME = re.compile(
    r"谢谢|此致|敬礼|完毕|附件|目录|特此|承诺|报告|总结|以上|汇报|党员$|评议|监督|批评|指正|日期|签名|签字|手印|盖章|同志们|年月日"
)
_OFFICE = re.compile(
    r"(?:党支部|党总支|党委|支部|委员会|学校|小学|中学|幼儿园|教学点|学区|教育局|教体局|教育体育局|办公室|食堂|全体[\u4e00-\u9fff]{2,6})$"
)


def find_signature(
    document: Document, normals: Sequence[Normal], found: Sequence[Segment], standard: Standard, title: Title
) -> Signature:
    """Look at the last lines first, then at the lines under the title.

    A labelled line (承诺人：李明) is a signature anywhere in those; an unlabelled one only when it is a
    name or an office alone on a line beside the date. A label with nothing after it is no signature.
    """
    labels = "|".join(sorted((re.escape(x) for x in standard.signature_labels), key=len, reverse=True))
    labelled = re.compile(rf"(?:{labels})(?:（[^）]{{1,8}}）)?\s*[：:]\s*{_BLANK}(?P<n>{_NAME})?")

    def where(s: Segment, start: int, end: int) -> Where:
        return Where(
            document.paragraphs[s.paragraph].part, s.paragraph, *normals[s.paragraph].span(start, end)
        )

    body = [s for s in found if document.paragraphs[s.paragraph].part not in ("footnote", "endnote")]
    name, name_where = "", None
    date_text, date_where, date = "", None, None
    date_at: int | None = None

    # Attachments (附件) come after the signature: the paper proper ends where the first one begins.
    end = next((n for n, s in enumerate(body) if n > 3 and s.first and _ATTACHMENT.match(normals[s.paragraph].text[s.start : s.end])), len(body))
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
            ends_line = len(text.rstrip(" 。）)止")) - hit.end <= 2
            # A date of the paper stands on a line of its own or closes the signature's line.
            if (
                outside <= 24
                and (ends_line or outside <= 6)
                and not re.search(r"[。；]", text[: hit.start])
                and not re.search(r"至|到|—|截止|以前|之前", text)
            ):
                date_text, date, date_at = hit.text, hit.date, n
                date_where = where(s, s.start + hit.start, s.start + hit.end)
        match = labelled.search(text)
        if match and name_where is None and match["n"] and len(text) <= 60:
            candidate = match["n"]
            candidate = re.split(r"日期|年月|联系|电话|单位", candidate)[0]
            if candidate and not re.fullmatch(r"某+|[\u4e00-\u9fff]?某某?", candidate):
                at = s.start + match.start("n")
                name, name_where = candidate, where(s, at, at + len(candidate))
    if name_where is None and date_at is not None:
        for n in (date_at, date_at - 1, date_at + 1, date_at - 2):
            if not 0 <= n < len(body):
                continue
            s = body[n]
            text = normals[s.paragraph].text[s.start : s.end]
            if title.covers(s.paragraph, s.start):
                continue
            bare = (
                text.replace(date_text, "").strip(" ：:，。（）()")
                if n == date_at
                else text.strip(" ：:，。（）()")
            )
            parts = [p for p in re.split(r"\s+", bare) if p]
            for part in parts[-2:]:
                if _NOT_NAME.search(part) or "某" in part:
                    continue
                if _OFFICE.search(part) and len(part) <= 34 or _ALONE.fullmatch(part):
                    at = text.rfind(part)
                    if at >= 0:
                        name, name_where = part, where(s, s.start + at, s.start + at + len(part))
                        break
            if name_where is not None:
                break
    if name_where is None and end > 0:
        # The last line alone: an office's name without any date.
        s = body[end - 1]
        text = normals[s.paragraph].text[s.start : s.end].strip()
        if len(text) <= 30 and _OFFICE.search(text) and organization_in(text) and s.first and s.last:
            name, name_where = text, where(s, s.start, s.end)
    return Signature(name, name_where, date_text, date_where, date)
