"""An outline in, the document's kind (文种) and how sure that is out."""

from __future__ import annotations

import math
import re

from checker.analysis import Outline
from checker.sections import heading_sections
from corpus import DocumentKind, Standard

__all__ = ["judge_kind"]

# A kind's own points must beat this for a text to be of it; chosen on the training documents.
_OTHER = 4.2


def _points(kind: DocumentKind, outline: Outline, text: str) -> float:
    title = max((w for c, w in kind.title_cues.items() if c in outline.title), default=0.0)
    body = 0.0
    for cue, weight in kind.body_cues.items():
        body += weight * min(text.count(cue), 3) ** 0.5
    sections = {id for h in outline.headings for id in heading_sections(h.title, kind)}
    lacks = 5.0 if kind.needs and not re.search(kind.needs, outline.title + text) else 0.0
    return 1.2 * title + min(body, 9.0) + 1.1 * len(sections) - lacks


def judge_kind(outline: Outline, standard: Standard) -> tuple[str, float]:
    """(kind id or "other", score from 0 to 1).

    The title's genre word decides most cases; headings and formulas decide where it is silent.
    """
    text = "\n".join(s.text for s in outline.sentences)
    points = {k.id: _points(k, outline, text) for k in standard.kinds}
    against = max((w for c, w in standard.other_titles.items() if c in outline.title), default=0.0)
    if outline.title and not any(c in outline.title for k in standard.kinds for c in k.title_cues):
        against += 0.5
    points["other"] = _OTHER + 1.5 * against
    top = max(points.values())
    weights = {k: math.exp((v - top) / 2) for k, v in points.items()}
    best = max(weights, key=lambda k: (weights[k], k != "other"))
    return best, weights[best] / sum(weights.values())
