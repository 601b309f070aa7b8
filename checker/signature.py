"""Segments in, who signed and when out (署名、日期), each with its place or plainly absent."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Signature
from checker.dates import DateHit, find_dates
from checker.document import Document, Where
from checker.foot import after_text, paper_end
from checker.judgedpart import judged_from
from checker.normal import Normal
from checker.ownday import own_day
from checker.personabove import above_notice, person_above
from checker.persons import LETTER, after_office, spelled
from checker.postsigns import before_post, post_signer
from checker.segments import Segment
from checker.signedlines import (
    MARKED,
    coloned,
    ends_with_office,
    first_name,
    is_name,
    is_signer,
    pieces_of,
    spaced,
)
from checker.titles import Title
from checker.unlabelled import Name, Paper, beside_day, bracket, last_line, sealed_line, under_title
from checker.yearless import yearless_day
from chinese_cli.han import HAN
from corpus import Standard
from corpus.wordlists import either

__all__ = ["find_signature"]

_TAIL, _HEAD = 12, 8  # lines at the foot and at the head
_FOOT = 5  # of those the last, where white space will do for the colon behind a label
_NEAR = 8  # segments after a label cell among which the cells to its right and below it are looked for
_ENGLISH = r"(?:\s*[/／]?\s*[A-Za-z][A-Za-z .]{2,19})?"  # 签名 / Signature：
_COLON = re.compile("[：:]")
_BLANK = r"[_＿\s\-—…．.×xX＊*]*"
# After a label any words are a name: 买买提·艾力, O'Neil, 𠮷野 and the odd ones of a form.
_NAME = rf"{MARKED}|{LETTER}{{2,30}}(?![\w·'’])|"
_NAME += r"[^\s_＿\-—…．.×xX＊*：:，。；【（(][^\s：:，。；【]{0,59}"
# What a form prints after a name in the same line (承诺人：李明 签名, 落款 of the next row).
_NEXT_LABEL = re.compile(either("signing.next_label"))
_SOMEBODY = re.compile(rf"某+|[{HAN}]?(?:某某?|[×xX＊*]{{1,3}})")
_VEILED = re.compile(rf"(?!某)[{HAN}](?:某某?|[×xX＊*]{{1,3}})")  # 李某某: who signs, but not told to all
# A list has columns of these (党员, 责任人): who stands in them does not sign; a 姓名 fills its own row.
_LISTED, _OWN_ROW = re.compile(r"(?:支部)?党员|责任人"), "姓名"
_MASK = re.compile(r"[\d_?？]|[xX×]{2}")  # 倡议人：?_ and 保证人：XXX20xx年 are blanks
# Whoever these words name does not sign: a post (班主任签名：__校长签名：__), the day, the next label.
_NOBODY = re.compile(
    rf"[年月日\d\s_＿\-—–.…]+|[副正]?{either('signing.role_alone')}|{either('signing.nobody')}|[一二三四五六七八九]年级"
)

# Behind these 签字 asks for another's name than the writer's: 支部书记签字：周明远.
_POST = re.compile(rf"{either('signing.for_office')}\Z")
# 全体党员：崇尚节约，随手关灯。 goes on after the comma as no signature does: not with a date or a next label.
_GOES_ON = re.compile(
    r"，(?!\s*(?:\d|[二一][〇○零Oo0一二三四五六七八九]|[^，。；：:]{0,10}[：:]|电话|单位|职务))"
)


@lru_cache(maxsize=4)
def _labels(standard: Standard) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label with the name after it, and one alone."""
    labels = "|".join(sorted((re.escape(x) for x in standard.signature_labels), key=len, reverse=True))
    labelled = re.compile(
        rf"(?P<l>{labels})(?:（[^）]{{1,8}}）)?{_ENGLISH}\s*[：:]\s*(?:（[^）]{{1,8}}）)?{_BLANK}(?P<n>(?!(?:{labels})\s*[：:])(?:{_NAME}))?"
    )
    return labelled, re.compile(rf"(?:{labels})(?:（[^）]{{1,8}}）)?[：:]?")


def find_signature(
    document: Document, normals: Sequence[Normal], found: Sequence[Segment], standard: Standard, title: Title
) -> Signature:
    """Look at the last lines first, then at the lines under the title.

    A labelled line (承诺人：李明) is a signature anywhere in those; an unlabelled one only when it is a
    name or an office alone on a line beside the date. A label with nothing after it is no signature.

    What others say of the paper at its end is left out, where somebody signs above it.
    """
    paper, end, whole = _paper(document, normals, found, standard, title)
    signature = _found(paper, end)
    return signature if signature.name or end == whole else _found(paper, whole)


def _found(paper: Paper, end: int) -> Signature:
    """The signature of a paper that has `end` lines."""
    tail = list(range(max(0, end - _TAIL), end))
    seen = _Seen.of(paper, tail)
    headed, day, at = bracket(paper)
    if day is not None and seen.day_at in (-1, at):
        seen.day, seen.day_at, seen.name = day, at, seen.name or headed
    if seen.day is None and (yearless := yearless_day(paper, tail)) is not None:
        seen.day, seen.day_at = yearless
    day_text = seen.day.text if seen.day else ""
    name = (
        seen.name
        or (beside_day(paper, seen.day_at, day_text, tail) if day_text else None)
        or seen.spare
        or sealed_line(paper, tail)
        or headed
        or above_notice(paper, end)
        or under_title(paper)
        or (last_line(paper, end) if end > 0 else None)
    )
    if name and seen.veiled and ends_with_office(name[0]):
        name = seen.veiled  # the school below is his
    if name is not None and name != seen.name:
        name = person_above(paper, name, tail) or name
    head_of = None if name else post_signer(paper, seen.day_at, day_text, tail, end)
    words, name_where = name or head_of or ("", None)
    signature = Signature(spelled(words), name_where, by_post=head_of is not None)
    if seen.day is None:
        return signature
    s = paper.body[seen.day_at]
    where = paper.where(s, s.start + seen.day.start, s.start + seen.day.end)
    date = seen.day.date if seen.day.believable else None
    return dataclasses.replace(signature, date_text=day_text, date_where=where, date=date)


def _paper(
    document: Document, normals: Sequence[Normal], found: Sequence[Segment], standard: Standard, title: Title
) -> tuple[Paper, int, int]:
    """What is looked through, without notes and what is glued to the last line, and where what others say of it and
    where its attachments begin."""
    body = [s for s in found if document.paragraphs[s.paragraph].part not in ("footnote", "endnote")]
    if body:
        body[-1] = after_text(body[-1], normals[body[-1].paragraph])
    paper = Paper(document, normals, body, title, *_labels(standard))
    end = paper_end(body, normals)
    return paper, judged_from(paper, end), end


@dataclass(slots=True)
class _Seen:
    """What the lines at the foot and at the head say by themselves: the day, and who signs behind a label.

    `spare` signs for his office, below the writer or instead of him; of `veiled` only the surname is told.
    """

    name: Name | None = None
    spare: Name | None = None
    veiled: Name | None = None
    day: DateHit | None = None
    day_at: int = -1

    @classmethod
    def of(cls, paper: Paper, tail: Sequence[int]) -> _Seen:
        """The lowest of each in the `tail`, else in the first lines."""
        seen = cls()
        head = [n for n in range(min(_HEAD, len(paper.body))) if n not in tail]
        for n in [*reversed(tail), *head]:
            s = paper.body[n]
            if not (paper.title.covers(s.paragraph, s.start) and s.end <= paper.title.end_in(s.paragraph)):
                seen.look(paper, n, n in tail[-_FOOT:])
        return seen

    def look(self, paper: Paper, n: int, foot: bool) -> None:
        """Take from line `n` what no line before it gave; `foot` when it is one of the last."""
        s = paper.body[n]
        text = paper.text(s)
        if self.day is None and (day := own_day(paper, n)) is not None:
            self.day, self.day_at = day, n
        if self.name is None and (signed := _labelled(paper, s, text)) is not None:
            if signed[2]:
                self.spare = self.spare or signed[:2]
            elif _VEILED.fullmatch(signed[0]):
                self.veiled = self.veiled or signed[:2]
            else:
                self.name = signed[:2]
        if self.name is None and foot:
            self.name = _spaced(paper, s)
        # Only in a form's cell a label alone asks for what stands beside it.
        in_cell = paper.document.paragraphs[s.paragraph].cell is not None
        if self.name is None and in_cell and paper.bare.fullmatch("".join(text.split())):
            self.name = _in_cell(paper, n)


def _labelled(paper: Paper, s: Segment, text: str) -> tuple[str, Where, bool] | None:
    """The name after a label in a line (承诺人：李明), unless those words name nobody who signs, and whether it is
    that of somebody who signs for his office."""
    match = next((m for m in paper.labelled.finditer(text) if m["n"]), None) if _COLON.search(text) else None
    if match is None or len(text) > 60 or _GOES_ON.match(text, match.end("n")):
        return None
    given = find_dates(match["n"])  # 承诺人：李明2011年3月1日
    words = match["n"][: given[0].start] if given else match["n"]
    alone = first_name(words, coloned(paper.normals[s.paragraph], s))
    name = alone if alone != words else _NEXT_LABEL.split(words)[0]
    at = s.start + match.start("n")
    for_office = bool(_POST.search(text, 0, match.start("l")))
    if _VEILED.fullmatch(name) and not for_office and not _LISTED.fullmatch(match["l"]):
        return name, paper.where(s, at, at + len(name)), False
    nobody = _MASK.match(name) or any(p.fullmatch(name) for p in (paper.bare, _SOMEBODY, _NOBODY))
    # 承诺人：____ 职务：… asks for the next thing; 宿管党员：勤巡楼 tells a duty.
    if name == match["n"] and text.startswith("：", match.end("n")):
        name = before_post(name, pieces_of(paper.normals[s.paragraph], s))
    if not name or nobody:
        return None
    if _LISTED.fullmatch(match["l"]) and not (
        is_signer(name) or ends_with_office(name) or after_office(name)
    ):
        return None
    return name, paper.where(s, at, at + len(name)), for_office


def _spaced(paper: Paper, s: Segment) -> Name | None:
    """The name after a label with white space for its colon, in a line of its own (承诺人　向小梅)."""
    cell = paper.document.paragraphs[s.paragraph].cell
    if cell is not None or s.sign is not None or not (s.first and s.last) or _COLON.search(paper.text(s)):
        return None
    label, name = spaced(pieces_of(paper.normals[s.paragraph], s), paper.bare)
    if not name or label == _OWN_ROW or _LISTED.fullmatch(label):
        return None
    at = paper.normals[s.paragraph].text.rfind(name, s.start, s.end)
    return (name, paper.where(s, at, at + len(name))) if at >= 0 else None


def _in_cell(paper: Paper, n: int) -> Name | None:
    """The name that a form's label cell (签名) at `n` asks for: in the cell to the right, else in the one below.

    None when both are empty or hold something else (a date, the next label).
    """
    paragraphs, body = paper.document.paragraphs, paper.body
    here = paragraphs[body[n].paragraph].cell
    label = "".join(paper.text(body[n]).split()).strip("：:")
    if here is None or _LISTED.fullmatch(label):
        return None
    after = [
        (cell, s)
        for s in body[n + 1 : n + 1 + _NEAR]
        if (cell := paragraphs[s.paragraph].cell) is not None and cell.table == here.table
    ]
    right = [s for cell, s in after if cell.row == here.row and cell.column == here.column + 1]
    below = [s for cell, s in after if cell.row == here.row + 1 and cell.column == here.column]
    for s in (*right[:1], *(below[:1] if label != _OWN_ROW else ())):
        text = paper.text(s)
        hits = find_dates(text)
        words = text[: hits[0].start] if hits else text
        words = re.split(r"[（(]", _NEXT_LABEL.split(words)[0])[0].strip(" ：:，。")
        named = is_name(words) or len(words) <= 34 and ends_with_office(words)
        if named and not paper.bare.fullmatch(words):
            return paper.named(s, words)
    return None
