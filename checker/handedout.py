"""The lines of a paper in, the paragraphs of the blank forms it hands out to others (附件里的空表) out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.analysis import Outline
from corpus.wordlists import either

__all__ = ["paragraphs_handed_out"]

_HEADLINE = re.compile(
    r"[（【]?附(?:件|表|录|样)?\s*[\d一二三四五六七八九十]{0,2}\s*[）】]?\s*[：.、]?\s*(?P<name>[^。；]{0,40})"
)
# 党员承诺卡样式 is a form in whosever paper; 党员评议表 is one in a plan, which others fill in.
_SHOWN = re.compile(either("forms.shown"))
_FORM = re.compile(rf"{either('forms.blank')}[）)》”]?$")


def paragraphs_handed_out(lines: Iterable[tuple[int, str]], outline: Outline, kind: str) -> frozenset[int]:
    """The paragraphs between an attachment's headline that names a form and the next one, or the signature.

    `lines` are the normalised paragraphs of the text without white space around them, each with its number.
    """
    found = list(lines)
    if not any("附" in line for _, line in found):
        return frozenset()
    return frozenset(_inside(found, outline, kind))


def _inside(lines: list[tuple[int, str]], outline: Outline, kind: str) -> Iterator[int]:
    signature = outline.signature
    ends = {w.paragraph for w in (signature.name_where, signature.date_where) if w is not None}
    inside = False
    for n, (i, line) in enumerate(lines):
        headline = _HEADLINE.fullmatch(line) if line.startswith(("附", "（附", "【附")) else None
        if headline is not None:
            following = lines[n + 1][1] if n + 1 < len(lines) else ""
            inside = _is_form(headline["name"] or following, kind)
        elif i in ends:
            inside = False
        elif inside:
            yield i


def _is_form(name: str, kind: str) -> bool:
    if _SHOWN.search(name):
        return True
    return kind in ("plan", "other") and bool(_FORM.search(name))
