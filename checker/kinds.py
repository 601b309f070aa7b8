"""An outline in, the document's kind (文种) and how sure that is out."""

from __future__ import annotations

import math
from functools import lru_cache

from checker.analysis import Outline
from checker.sections import heading_sections
from corpus import DocumentKind, Standard

__all__ = ["judge_kind"]

# Words in a title that say it is another genre; weights weigh against every kind of the standard.
_OTHER = {
    "通知": 6.0, "总结": 6.0, "简报": 6.0, "新闻": 5.0, "报道": 5.0, "心得": 6.0, "体会": 5.0, "读后感": 6.0, "讲话": 5.0,
    "致辞": 5.0, "会议记录": 6.0, "纪要": 6.0, "申请书": 7.0, "入党": 2.0, "思想汇报": 5.0, "批评他人": 6.0, "家长承诺": 6.0,
    "经验": 4.0, "事迹": 6.0, "汇报材料": 3.0, "交流材料": 4.0, "考核办法": 5.0, "管理制度": 6.0, "制度": 2.5, "述职": 4.0,
    "情况汇报": 4.0, "信息": 2.0, "倡议": 1.0, "教案": 6.0, "宣传稿": 5.0, "观后感": 6.0, "邀请": 5.0, "公告": 5.0, "公示": 4.0,
    "征求意见": 3.0, "家长": 2.0, "学生": 1.0, "安全责任书": 4.0, "发言": 2.0, "感想": 5.0, "信": 0.5,
}  # fmt: skip


@lru_cache(maxsize=8)
def _other() -> dict[str, float]:
    return _OTHER


def _points(kind: DocumentKind, outline: Outline, text: str) -> float:
    title = max((w for c, w in kind.title_cues.items() if c in outline.title), default=0.0)
    body = 0.0
    for cue, weight in kind.body_cues.items():
        body += weight * min(text.count(cue), 3) ** 0.5
    sections = {id for h in outline.headings for id in heading_sections(h.title, kind)}
    return 1.2 * title + min(body, 9.0) + 1.1 * len(sections)


def judge_kind(outline: Outline, standard: Standard) -> tuple[str, float]:
    """(kind id or "other", score from 0 to 1).

    The title's genre word decides most cases; headings and formulas decide where it is silent.
    """
    text = "\n".join(s.text for s in outline.sentences)
    points = {k.id: _points(k, outline, text) for k in standard.kinds}
    against = max((w for c, w in _other().items() if c in outline.title), default=0.0)
    if outline.title and not any(c in outline.title for k in standard.kinds for c in k.title_cues):
        against += 0.5
    points["other"] = 4.2 + 1.5 * against
    top = max(points.values())
    weights = {k: math.exp((v - top) / 2) for k, v in points.items()}
    best = max(weights, key=lambda k: (weights[k], k != "other"))
    return best, weights[best] / sum(weights.values())
