"""A printed line whose glyphs of a second typeface (后备字体) come first in, the line as printed out.

LibreOffice draws what the main typeface lacks (“ ” ○ —— ……) before the rest of a stretch of text, and leaves
gaps: 以“五带头”为主 is drawn, and so read, as “ ”以 五带头 为主, and 二○一一年 as ○二 一一年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chinese_cli.han import HAN

__all__ = ["put_back", "strayed"]

_GLYPHS = r"[“”‘’○〇—…]"
_HAN = r"[^\s\x00-\x7f]"
_FAMILIES = ("“”‘’", "○〇", "—…")
# Latin letters and figures are drawn by themselves; strays stand at the beginning of what follows them.
_STRETCH = re.compile(r"\s*[\x21-\x7e]+(?:\s+[\x21-\x7e]+)*\s*|(?:(?![\x21-\x7e]).)+")
_STRAYS = re.compile(
    rf"(?P<lead>\s*)(?P<glyphs>{_GLYPHS}+(?:\s+{_GLYPHS}+)*)(?P<rest>\s*{_HAN}.*)", re.DOTALL
)
_GAP = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
# What no typesetter prints: an empty pair, or a line that opens with a closing mark or a year's nought.
_SURE = re.compile(
    r"(?m)(?:^|[\x21-\x7e])[^\S\n]*(?:[“‘][^\S\n]+[”’]|[”’][^\S\n]*[^\s”’]|[○〇]\s?(?:[○〇]\s?){0,3}二\s)"
)
_PAIR = re.compile(r"“([^“”]*)”|‘([^‘’]*)’")
_MIDDLE_DOT = re.compile(rf"(?<=[{HAN}])\s*·\s+(?=[{HAN}])")


def strayed(text: str) -> bool:
    """Whether the text of a page was drawn in this way."""
    return bool(_SURE.search(text))


def put_back(line: str) -> str:
    """The line with the strays in the gaps they left; a stretch that does not come out even stays as it is.

    >>> put_back("以 “ ”五带头 为主")
    '以 “ ”五带头 为主'
    >>> put_back("○二 一一年三月十五日"), put_back("“ ”以 五带头 为主，读 3本书")
    ('二○一一年三月十五日', '以“五带头”为主，读 3本书')
    """
    line = _MIDDLE_DOT.sub("·", line)
    return "".join(_mended(m[0]) for m in _STRETCH.finditer(line))


def _mended(stretch: str) -> str:
    match = _STRAYS.fullmatch(stretch)
    if match is None:
        return stretch
    glyphs = match["glyphs"].split()
    rest = match["rest"].strip()
    # All glyphs of the second typeface come first: a like one further on shows that nothing strayed.
    if any(set(family) & set(match["glyphs"]) and set(family) & set(rest) for family in _FAMILIES):
        return stretch
    best = min(_placed(glyphs, _GAP.split(rest)), key=_oddness, default=None)
    if best is None:
        return stretch
    tail = stretch[len(stretch.rstrip()) :]
    return f"{match['lead']}{best}{tail}"


def _placed(glyphs: Sequence[str], parts: Sequence[str]) -> Iterator[str]:
    """Every way to fill all gaps, with one stray before the first part or one after the last, or both."""
    for before, after in ((0, 0), (0, 1), (1, 0), (1, 1)):
        if len(glyphs) != len(parts) - 1 + before + after:
            continue
        inner = glyphs[before : len(glyphs) - after]
        woven = "".join(part + glyph for part, glyph in zip(parts, (*inner, ""), strict=True))
        yield (glyphs[0] if before else "") + woven + (glyphs[-1] if after else "")


def _oddness(text: str) -> tuple[int, int]:
    """How unlikely the quotations are: those holding a full stop, then the characters in them."""
    inside = [a or b for a, b in _PAIR.findall(text)]
    return sum(bool(re.search(r"[。；：]", x)) for x in inside), sum(map(len, inside))
