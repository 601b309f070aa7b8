"""A review comes in; the words a reviewer would put beside the text, and the summing up, come out."""

from __future__ import annotations

from checker.findings import LEVEL_NAMES, OUTCOME_NAMES, SEVERITY_NAMES, Finding, Review
from checker.reports.clean import xml_text
from checker.reports.overview import Titles, answered, place, quotation

__all__ = ["SUMMARY", "finding_lines", "summary_lines", "with_place"]

SUMMARY = "【审查意见】"  # how the summing up begins


def finding_lines(finding: Finding) -> list[str]:
    """One finding as the lines of a comment: how grave, what, and what to write instead."""
    lines = [f"【{SEVERITY_NAMES[finding.severity]}】{xml_text(finding.message)}"]
    if finding.suggestion is not None:
        lines.append(f"建议改为：{xml_text(finding.suggestion)}" if finding.suggestion else "建议删去。")
    return lines


def with_place(review: Review, finding: Finding) -> list[str]:
    """One finding for a place where no comment can stand: the lines, with the place and the words."""
    first, *rest = finding_lines(finding)
    if finding.where is None:
        return [first, *rest]
    words = xml_text(quotation(review, finding)).strip()
    return [f"{first}（{place(review, finding.where)}{f'：“{words}”' if words else ''}）", *rest]


def summary_lines(review: Review, titles: Titles) -> list[str]:
    """The summing up: conclusion, what the document is, each element's level, each section, what to do.

    Findings about the whole document are not in it; the caller adds those that it cannot place.
    """
    lines = [f"{SUMMARY}结论：{OUTCOME_NAMES[review.outcome]}。"]
    if review.findings:
        severities: list[str] = [finding.severity for finding in review.findings]
        lines[0] += "，".join(f"{name} {severities.count(s)} 处" for s, name in SEVERITY_NAMES.items()) + "。"
    lines.append(f"文种：{xml_text(titles.kind(review.kind))}。")
    elements = answered(review)
    for group in dict.fromkeys(element.group for element in elements):
        levels = [
            f"{xml_text(e.title)}：{LEVEL_NAMES[e.level]}{_because(e.reason)}"
            for e in elements
            if e.group == group
        ]
        lines += [f"{xml_text(titles.group(group))}：", *levels]
    missing = [xml_text(section.title) for section in review.sections if not section.found]
    if missing:
        lines.append(f"缺少的部分：{'、'.join(missing)}。")
    elif review.sections:
        lines.append("各部分齐全。")
    return lines


def _because(reason: str) -> str:
    reason = xml_text(reason).strip("。")
    return f"（{reason}）" if reason else ""
