"""Reviews come in; a SARIF 2.1.0 log comes out, for programs that show findings beside files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from checker.document import Where
from checker.findings import Finding, Review
from checker.reports.clean import json_text, plain
from checker.reports.links import href
from checker.reports.overview import Titles, place, quotation

__all__ = ["sarif_pieces"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif_pieces(reviews: Iterable[Review], *, version: str, titles: Titles | None = None) -> Iterator[str]:
    """The log in pieces; `reviews` is gone over twice (the rules stand before the results).

    A region's line is the paragraph and its columns the characters, both from 1. A file that could not be
    read is a notification of the run, as SARIF has it, so the run is not successful then.
    """
    titles = titles or Titles()
    rules: dict[str, None] = {}
    unread: list[Review] = []
    for review in reviews:
        rules.update((finding.rule, None) for finding in review.findings)
        if review.status == "unreadable":
            unread.append(review)
    numbers = {rule: number for number, rule in enumerate(sorted(rules))}
    driver = {
        "name": "checker",
        "version": version,
        "rules": [_rule(rule, titles) for rule in numbers],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SUBMISSIONS": {"description": {"text": "报送材料所在的文件夹"}}},
        "invocations": [
            {"executionSuccessful": not unread, "toolExecutionNotifications": [_notice(r) for r in unread]}
        ],
    }
    log = json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})
    # The results go into the run, one after the other, without all being in memory.
    yield log[: -len("}]}")] + ',"results":['
    start = "\n"
    for review in reviews:
        for finding in review.findings:
            yield start + json_text(_result(review, finding, numbers[finding.rule]))
            start = ",\n"
    yield "]}]}\n"


def _rule(rule: str, titles: Titles) -> dict[str, Any]:
    family = titles.family(rule.partition(".")[0])
    return {
        "id": rule,
        "shortDescription": {"text": f"{family}（{rule}）"},
        "properties": {"category": family},
    }


def _artifact(review: Review) -> dict[str, Any]:
    return {"uri": href(review.file), "uriBaseId": "SUBMISSIONS"}


def _notice(review: Review) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _unlinked(review.reason or "无法读取。")},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(review)}}],
    }


def _result(review: Review, finding: Finding, rule: int) -> dict[str, Any]:
    text = finding.message
    if finding.suggestion:
        text += f"建议改为：{finding.suggestion}"
    physical: dict[str, Any] = {"artifactLocation": _artifact(review)}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.where:
        physical["region"] = _region(finding.where, plain(quotation(review, finding)))
        location["logicalLocations"] = [{"name": place(review, finding.where), "kind": "element"}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _unlinked(text)},
        "locations": [location],
    }


def _unlinked(text: str) -> str:
    """The text without links: viewers follow [words](address) in a plain message too (SARIF 2.1.0, 3.11.6)."""
    return plain(text).replace("](", "] (")


def _region(where: Where, words: str) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": where.paragraph + 1,
        "startColumn": where.start + 1,
        "endColumn": max(where.end, where.start) + 1,
    }
    if words:
        region["snippet"] = {"text": words}
    return region
