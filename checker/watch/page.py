"""One review in, its page (审查意见页) out: HTML for one document, without script and without network."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

import jinja2

from checker.changes import Changes
from checker.document import Where
from checker.findings import LEVEL_NAMES, OUTCOME_NAMES, SEVERITY_NAMES, Finding, Judgement, Review
from checker.reports.clean import one_line, xml_text
from checker.reports.links import COPIES, PAGE, WORKBOOK, anchor, copy_name, href
from checker.reports.overview import Titles, snippet
from checker.reports.page import csp_hash

__all__ = ["PAGES", "page", "page_name"]

PAGES = "审查意见"
_EVIDENCE = 6
_AROUND = 80


def page_name(file: str) -> str:
    """Where in the result folder a document's page goes.

    >>> page_name("东河小学/承诺书.docx")
    '审查意见/东河小学/承诺书.docx.html'
    """
    # The reports know how to make any name fit any disk, each its own.
    inner = copy_name(file, "").removeprefix(COPIES + "/").removesuffix(".审查意见单.docx")
    return f"{PAGES}/{inner}.html"


def page(
    review: Review, titles: Titles, version: int, when: float, copy: str, changes: Changes | None
) -> bytes:
    """The page. `copy` is the commented copy's name in the result folder, "" when there is none."""
    name = page_name(review.file)
    up = "../" * (len(PurePosixPath(name).parts) - 1)
    style = _asset("page.css")
    text = _template().render(
        review=review,
        name=one_line(review.file),
        title=one_line(review.title) or "（没有标题）",
        status=OUTCOME_NAMES[review.outcome],
        reason=review.reason or "",
        kind=titles.kind(review.kind),
        organization=one_line(review.organization),
        author=one_line(review.author),
        version=max(version, 1),
        when=time.strftime("%Y年%m月%d日 %H:%M", time.localtime(when)),
        copy=up + href(copy) if copy else "",
        report=f"{up}{PAGE}#{anchor(review)}",
        workbook=up + href(WORKBOOK),
        changes=changes,
        change_lists=_change_lists(changes),
        level_lists=_level_lists(changes),
        findings=[_finding(f, review) for f in review.findings],
        elements=[_element(e, review) for e in review.elements],
        style=style,
        style_hash=csp_hash(style),
    )
    return xml_text(text).encode("utf-8")


def _finding(finding: Finding, review: Review) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "label": SEVERITY_NAMES[finding.severity],
        "message": finding.message,
        "suggestion": finding.suggestion,
        **_quote(finding.where, review),
    }


def _element(element: Judgement, review: Review) -> dict[str, Any]:
    return {
        "title": element.title,
        "level": element.level,
        "label": LEVEL_NAMES[element.level],
        "reason": element.reason,
        "quotes": [_quote(e.where, review) for e in element.evidence[:_EVIDENCE]],
    }


def _quote(where: Where | None, review: Review) -> dict[str, str]:
    """The words at a place with some of their paragraph around them."""
    if where is None:
        return {"words": "", "before": "", "after": "", "place": ""}
    at, before, words, after = snippet(review, where, _AROUND)
    return {"words": words, "before": before, "after": after, "place": at}


def _change_lists(changes: Changes | None) -> list[tuple[str, list[str]]]:
    if changes is None:
        return []
    lists: Sequence[tuple[str, Sequence[Finding]]] = (
        ("已经改好", changes.fixed),
        ("仍需修改", changes.still_open),
        ("新出现的", changes.new),
    )
    return [(label, [f.message for f in found]) for label, found in lists]


def _level_lists(changes: Changes | None) -> list[tuple[str, list[str]]]:
    if changes is None:
        return []
    return [
        (label, [f"{b.title}：{LEVEL_NAMES[a.level]} → {LEVEL_NAMES[b.level]}" for a, b in pairs])
        for label, pairs in (("写得更实的要素", changes.better), ("不如上一稿的要素", changes.worse))
    ]


@functools.cache
def _asset(name: str) -> str:
    return (files("checker.watch") / name).read_text(encoding="utf-8")


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters.clear()
    return environment.from_string(_asset("page.html"))
