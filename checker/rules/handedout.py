"""An analysed document in, the paragraphs of the blank forms it hands out to others (附件里的空表) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.rules.common import body, once
from corpus.wordlists import either

__all__ = ["handed_out"]

_HEADLINE = re.compile(
    r"[（【]?附(?:件|表|录|样)?\s*[\d一二三四五六七八九十]{0,2}\s*[）】]?\s*[：.、]?\s*(?P<name>[^。；]{0,40})"
)
# 党员承诺卡样式 is a form in whosever paper; 党员评议表 is one in a plan, which others fill in.
_SHOWN = re.compile(either("forms.shown"))
_FORM = re.compile(rf"{either('forms.blank')}[）)》”]?$")


def handed_out(analysis: Analysis) -> frozenset[int]:
    """The paragraphs between an attachment's headline that names a form and the next one, or the signature.

    >>> from checker.evaluate import document_of
    >>> from checker.judging import analyse
    >>> from corpus import load_standard
    >>> text = "学校实施方案\\n每人填一张卡。\\n附件：承诺卡样式\\n姓名：____"
    >>> sorted(handed_out(analyse(document_of(text), load_standard(), "plan")))
    [3]
    """
    return once(analysis, "handed out", lambda a: frozenset(_paragraphs(a)))


def _paragraphs(analysis: Analysis) -> Iterator[int]:
    lines = [(i, normal.text.strip()) for i, _, normal in body(analysis)]
    if not any("附" in line for _, line in lines):
        return
    signature = analysis.outline.signature
    ends = {w.paragraph for w in (signature.name_where, signature.date_where) if w is not None}
    inside = False
    for n, (i, line) in enumerate(lines):
        headline = _HEADLINE.fullmatch(line) if line.startswith(("附", "（附", "【附")) else None
        if headline is not None:
            following = lines[n + 1][1] if n + 1 < len(lines) else ""
            inside = _is_form(analysis, headline["name"] or following)
        elif i in ends:
            inside = False
        elif inside:
            yield i


def _is_form(analysis: Analysis, name: str) -> bool:
    if _SHOWN.search(name):
        return True
    return analysis.kind in ("plan", "other") and bool(_FORM.search(name))
