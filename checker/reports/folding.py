"""A name and a number of columns in, the name in lines that break where a reader would out (断行)."""

from __future__ import annotations

import re
from itertools import accumulate

from rich.cells import cell_len

from chinese_cli.division import cheapest

__all__ = ["folded"]

_OPENING, _CLOSING = "（(【[《〈“‘「『〔{", "）)】]》〉”’」』〕}、，。；：！？,;!?…"
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,8}$")
_WORD = re.compile("[0-9A-Za-z]")
# What a line costs, and what a break costs where a word ends, between two characters, inside a word of letters or
# before what closes; a last line of a suffix or of a single character.
_LINE, _CHARACTERS, _TORN, _INSIDE, _LONELY = 10, 3, 6, 12, 15
_PAIR = 2  # characters that are not lonely


def folded(name: str, room: int) -> str:
    """The name in lines of at most `room` columns, as few as may be; no character is lost or added but line ends.

    >>> print(folded("彭海涛党性分析(LibreOffice).docx", 22))
    彭海涛党性分析
    (LibreOffice).docx
    """
    if cell_len(name) <= room:
        return name
    ending = _ENDING.search(name)
    stem = ending.start() if ending and cell_len(ending[0]) <= room else len(name)
    pieces = [*name[:stem], *([name[stem:]] if stem < len(name) else [])]
    ends = [0, *accumulate(map(cell_len, pieces))]  # columns before each piece

    def price(start: int, end: int) -> int | None:
        if ends[end] - ends[start] > room and start < end - 1:
            return None
        last = end == len(pieces)
        lonely = last and start > 0 and len([p for p in pieces[start:] if p == p[:1]]) < _PAIR
        return _LINE + (_break(pieces, start) if start else 0) + _LONELY * lonely

    return "\n".join("".join(pieces[start:end]) for start, end in cheapest(len(pieces), price))


def _break(pieces: list[str], at: int) -> int:
    """What it costs to begin a line with the piece `at`."""
    before, after = pieces[at - 1], pieces[at]
    if before in _OPENING or after in _CLOSING or after.isspace():
        return _INSIDE
    if after in _OPENING or _ends(before):
        return 0
    if _WORD.match(before) and _WORD.match(after):
        return _INSIDE
    # 2011年, 问题、: nothing short is torn off what it belongs to.
    torn = before.isdigit() or _ends(pieces[at - 2]) * (at > 1)
    return _TORN if torn or _ends("".join(pieces[at + 1 : at + 2])) else _CHARACTERS


def _ends(piece: str) -> bool:
    return piece != "" and (piece in _CLOSING or piece.isspace() or piece in "-—_+&")
