"""The kind of a document in, a finding when it is none that is asked for out (文种)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.base import Rule

__all__ = ["RULES"]


def _other(analysis: Analysis) -> Iterator[Finding]:
    """A text of no known kind is not reviewed against any; somebody has to look at it."""
    if analysis.standard.kind(analysis.kind) is not None:
        return
    names = "、".join(k.title for k in analysis.standard.kinds)
    title = f"标题是“{analysis.outline.title}”，" if analysis.outline.title else "没有找到标题，"
    message = f"{title}看不出是{names}中的哪一种，没有按文种评审。如果交错了文件，请换成应交的材料；如果没有交错，请在标题里写明文种。"
    yield Finding("kind.other", "error", message, analysis.outline.title_where)


RULES = (
    Rule(
        id="kind.other",
        severity="error",
        title="认不出文种",
        source="本活动规范列出的文种（corpus/standards）",
        check=_other,
        fails=(
            "关于召开期末家长会的通知\n各班主任：\n定于本周五下午三点召开家长会，请按时到会，并提前打扫教室。\n教务处",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周自学两小时，写好读书笔记。\n承诺人：林小禾\n2011年3月1日",
        ),
    ),
)
