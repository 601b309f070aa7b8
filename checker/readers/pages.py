"""Lines of printed pages in, paragraphs out: wrapped lines joined, page numbers and running heads gone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.document import Cell, Part
from checker.readers.strays import put_back, strayed

__all__ = ["Line", "is_page_number", "join_pages"]

_DASHES = r"[-—－–~·\s]*"
_PAGE_NUMBER = re.compile(
    _DASHES + r"(?:第?\s*\d{1,3}\s*页?(?:\s*[/／,，]?\s*共\s*\d{1,3}\s*页|\s*[/／]\s*\d{1,3}\s*页?)?"
    r"|第\s*[一二三四五六七八九十百]+\s*页)" + _DASHES
)
# How a new paragraph shows itself: numbered, or a date on a line of its own below a long name that signs.
_OPENING = re.compile(
    r"(?:[一二三四五六七八九十百]{1,3}[、.．是要]|[（(][一二三四五六七八九十百\d]{1,3}[)）]|\d{1,2}[、.．)）](?!\d)|第[一二三四五六七八九十\d]{1,3}[章节条步、阶]|[①-⑳●■◆•]"
    r"|(?:\d{4}|[二一][一二三四五六七八九十〇○零0OＯ]{3})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*$)"
)
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("「", "」"))
_LONGEST = 80  # characters before a line's end among which a quotation opens that the next line closes
_ENDS = "。！？：；!?;:…”’）)】"


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of text as a reader of pages finds it."""

    text: str
    part: Part = "body"
    level: int | None = None
    cell: Cell | None = None
    page: int = 0


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number.

    >>> [is_page_number(t) for t in ("- 2 -", "第 2 页 共 8 页", "3", "2011年", "一、")]
    [True, True, True, False, False]
    """
    return bool(_PAGE_NUMBER.fullmatch(text)) and any(c.isdigit() or c == "页" for c in text)


def join_pages(blocks: Sequence[Line]) -> list[Line]:
    """Paragraphs from the text blocks of a PDF, in which every printed line ends with a line break."""
    pages: dict[int, list[str]] = {}
    mend = put_back if any(strayed(block.text) for block in blocks) else str.strip
    for block in blocks:
        pages.setdefault(block.page, []).extend(
            mend(line.strip()) for line in block.text.split("\n") if line.strip()
        )
    rows: list[tuple[str, int]] = []
    heads = _Running(lines[0] for lines in pages.values() if lines)
    feet = _Running(lines[-1] for lines in pages.values() if lines)
    for page, lines in pages.items():
        first, last = 0, len(lines)
        while first < last and (is_page_number(lines[first]) or heads.again(lines[first])):
            first += 1
        while last > first and (is_page_number(lines[last - 1]) or feet.again(lines[last - 1])):
            last -= 1
        rows += [(line, page) for line in lines[first:last]]
    return _paragraphs(rows)


class _Running:
    """Running heads or feet: the same line at the same end of half the pages. The first one stays, since
    it may as well be the title of the first of several letters in one file."""

    def __init__(self, lines: Iterable[str]) -> None:
        seen = Counter(lines)
        self._left = {line for line, count in seen.items() if count >= max(2, sum(seen.values()) / 2)}
        self._met: set[str] = set()

    def again(self, line: str) -> bool:
        """Whether this running line was met before."""
        if line not in self._left:
            return False
        known = line in self._met
        self._met.add(line)
        return known


def _paragraphs(rows: Sequence[tuple[str, int]]) -> list[Line]:
    """Join a line to the next when it is full and its sentence goes on."""
    widths = sorted(_width(text) for text, _ in rows)
    # A line of body text holds at least 22 characters; below that nothing is known to be full.
    full = max(widths[int(len(widths) * 0.9)] * 0.88, 44) if widths else 0
    joined: list[Line] = []
    open_line = False
    for text, page in rows:
        # 甲小学、 and below it 乙小学联合支部委员会: no line ends with this mark unless it was full.
        goes_on = (
            open_line or bool(joined) and (joined[-1].text[-1] == "、" or _inside(joined[-1].text, text))
        )
        if goes_on and not _OPENING.match(text):
            joined[-1] = replace(joined[-1], text=_glue(joined[-1].text, text))
        else:
            joined.append(Line(text, page=page))
        open_line = _width(text) >= full and len(text) > 12 and text[-1] not in _ENDS
    return joined


def _inside(left: str, right: str) -> bool:
    """Whether a line breaks off inside a quotation or bracket that the next line closes ("小组合 / 作识字”…)."""
    if left[-1] in _ENDS:
        return False
    left = left[-_LONGEST:]
    for opens, closes in _PAIRS:
        at = right.find(closes)
        if left.rfind(opens) > left.rfind(closes) and at >= 0 and opens not in right[:at]:
            return True
    return False


def _glue(left: str, right: str) -> str:
    """Chinese lines join without a space, words of letters with one."""
    spaced = left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()
    return f"{left} {right}" if spaced else left + right


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
