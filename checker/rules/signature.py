"""An outline in, findings on who signs and where (署名) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding, Severity
from checker.rules.base import Rule
from checker.rules.blanks import hand_line, unnamed

__all__ = ["RULES", "need"]


def need(analysis: Analysis, what: str) -> Severity | None:
    """How much the kind needs a signature or a date: error, warning, or None when it needs none."""
    kind = analysis.standard.kind(analysis.kind)
    level = getattr(kind, what) if kind is not None else "none"
    return {"required": "error", "expected": "warning"}.get(level)  # type: ignore[return-value]


def _missing(analysis: Analysis) -> Iterator[Finding]:
    severity = need(analysis, "signature")
    if severity is None or analysis.outline.signature.name_where is not None:
        return
    line = hand_line(analysis)
    if line is not None:
        text = analysis.normals[line].text
        pen, done = ("手签", "签名，或把姓名") if re.search("[签印押]", text) else ("盖章", "盖章，或把名称")
        # Whoever is named elsewhere signs the printed paper with a pen.
        if unnamed(analysis):
            yield Finding(
                "signature.missing",
                "info",
                f"“{text.strip()}”留着{pen}，电子稿上看不出是谁的。请确认已经{done}打印上去。",
                analysis.where(line, 0, len(text)),
            )
        return
    who = {"letter": "承诺人姓名（支部承诺写党支部全称）", "report": "报告人姓名", "plan": "制定单位的全称"}
    yield Finding(
        "signature.missing",
        severity,
        f"没有找到署名。请在正文后另起一行写上{who.get(analysis.kind, '署名')}，日期写在署名下一行。",
    )


def _order(analysis: Analysis) -> Iterator[Finding]:
    signature = analysis.outline.signature
    name, date = signature.name_where, signature.date_where
    if name is None or date is None or name.part != "body" or date.part != "body":
        return
    # In a notice or a summary nothing else asks for a signature: there both must stand alone, one after the other.
    alone = [analysis.normals[w.paragraph].text.strip() for w in (date, name)]
    if analysis.kind == "other" and (
        name.paragraph != date.paragraph + 1 or alone != [signature.date_text, signature.name]
    ):
        return
    last = max(i for i, p in enumerate(analysis.document.paragraphs) if p.text.strip() and p.part == "body")
    # Only a block at the end of the text has an order; a name under the title has none.
    if date.paragraph < name.paragraph <= last and date.paragraph >= last - 3:
        yield Finding(
            "signature.order",
            "info",
            f"日期“{signature.date_text}”写在署名“{signature.name}”前面。一般署名在上、日期在下，请调换。",
            date,
        )


RULES: tuple[Rule, ...] = (
    Rule(
        id="signature.missing",
        severity="error",
        title="没有署名",
        source="本活动规范对各文种署名的要求；GB/T 9704-2012 7.3.5",
        check=_missing,
        fails=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：________\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n签名：________\n2011年3月1日",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n承诺人：李明\n2011年3月1日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n签名：________\n2011年3月1日",
            "石桥镇中学党支部公开承诺\n我们郑重承诺如下：\n一、每周家访一户。\n石桥镇中学党支部（盖章）\n党员签名：________\n2011年3月1日",
        ),
    ),
    Rule(
        id="signature.order",
        severity="info",
        title="署名和日期次序颠倒",
        source="GB/T 9704-2012 7.3.5：成文日期在发文机关署名之下",
        check=_order,
        fails=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n2011年3月1日\n承诺人：李明",
            "关于检查食堂卫生的通知\n各班：\n学校定于3月10日检查，请做好准备。\n其他事项另行通知。\n2014年3月3日\n石桥镇中心小学总务处",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n承诺人：李明\n2011年3月1日",
        ),
    ),
)
