"""An analysed document in, the paragraphs of the blank forms it hands out to others (附件里的空表) out."""

from __future__ import annotations

from checker.analysis import Analysis
from checker.handedout import paragraphs_handed_out
from checker.rules.common import body, once

__all__ = ["handed_out"]


def handed_out(analysis: Analysis) -> frozenset[int]:
    """The paragraphs between an attachment's headline that names a form and the next one, or the signature.

    >>> from checker.evaluate import document_of
    >>> from checker.judging import analyse
    >>> from corpus import load_standard
    >>> text = "学校实施方案\\n每人填一张卡。\\n附件：承诺卡样式\\n姓名：____"
    >>> sorted(handed_out(analyse(document_of(text), load_standard(), "plan")))
    [3]
    """
    return once(analysis, "handed out", _found)


def _found(analysis: Analysis) -> frozenset[int]:
    lines = ((i, normal.text.strip()) for i, _, normal in body(analysis))
    return paragraphs_handed_out(lines, analysis.outline, analysis.kind)
