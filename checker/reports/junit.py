"""Reviews come in; JUnit XML comes out: one suite, a test case a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from checker.findings import SEVERITY_NAMES, Finding, Review
from checker.reports.clean import plain, xml_text
from checker.reports.overview import Titles, overview, place, quotation

__all__ = ["junit_lines"]


def junit_lines(reviews: Iterable[Review], *, titles: Titles | None = None) -> Iterator[str]:
    """The XML in lines; `reviews` is gone over twice.

    A document to revise is a failure with its findings as text, an unreadable one an error with the reason.
    """
    titles = titles or Titles()
    view = overview(reviews)
    failures, errors = view.statuses["revise"], view.statuses["unreadable"]
    counts = f'tests="{view.total}" failures="{failures}" errors="{errors}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="checker" {counts}>\n'
    yield f'<testsuite name={_quoted(titles.standard or "checker")} {counts} skipped="0">\n'
    for review in reviews:
        yield from _case(review, titles)
    yield "</testsuite>\n</testsuites>\n"


def _case(review: Review, titles: Titles) -> Iterator[str]:
    head = f"<testcase name={_quoted(review.file)} classname={_quoted(titles.kind(review.kind))}"
    if review.status == "pass":
        yield head + "/>\n"
        return
    yield head + ">"
    if review.status == "unreadable":
        yield f'<error type="unreadable" message={_quoted(review.reason or "无法读取。")}/>'
    else:
        errors = sum(finding.severity == "error" for finding in review.findings)
        lines = "\n".join(_finding(review, finding) for finding in review.findings)
        yield f'<failure type="revise" message={_quoted(f"{errors} 处必须改")}>{escape(lines)}</failure>'
    yield "</testcase>\n"


def _finding(review: Review, finding: Finding) -> str:
    words = plain(quotation(review, finding))
    text = f"[{SEVERITY_NAMES[finding.severity]}] {plain(xml_text(finding.message))}（{place(review, finding.where)}"
    text += f"：“{words}”）" if words else "）"
    return text + (f"建议改为：{plain(finding.suggestion)}" if finding.suggestion else "")


def _quoted(text: str) -> str:
    return quoteattr(plain(xml_text(text)))
