"""Reviews come in; report.html comes out: one file that needs no network and runs nothing but its own script.

The page is page.html with page.css and the scripts put in it. What documents say reaches it only as JSON, and
the script only ever sets it as text; a Content-Security-Policy with the hashes of style and script forbids
everything else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from checker.dates import said
from checker.findings import KIND_NAMES, LEVEL_NAMES, SEVERITY_NAMES, Finding, Review
from checker.reports.clean import json_text
from checker.reports.links import WORKBOOK, Links, anchor, href
from checker.reports.output import write_lines
from checker.reports.overview import Overview, Titles, answered, place, reason_and_advice, snippet
from checker.reports.rows import Table
from checker.reports.summary import Summary
from checker.reports.twins import Twin, percent

__all__ = ["asset", "csp_hash", "script_json", "write_page"]

# Documents whose details are unpacked together, when one of them is first opened.
BLOCK = 50
# Characters shown before and after the words, of evidence and of a finding; evidence shown an element.
AROUND_EVIDENCE, AROUND_FINDING, EVIDENCE = 160, 40, 6
SCRIPTS = ("page_data.js", "page_table.js", "page_details.js", "page_main.js")
LEVEL_CODES = {"covered": "c", "named": "n", "missing": "m"}
SEVERITY_CODES = list(SEVERITY_NAMES)


def write_page(summary: Summary, path: Path) -> Path:
    """Write the page whole; return the name it got. The reviews are gone over several times."""
    return write_lines(path, _page(summary))


def _page(summary: Summary) -> Iterator[str]:
    reviews, view, titles = summary.reviews, summary.view, summary.facts.titles
    css, js = asset("page.css"), "(() => {" + "".join(map(asset, SCRIPTS)) + "})();\n"
    policy = (
        f"default-src 'none'; style-src '{csp_hash(css)}'; script-src '{csp_hash(js)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    top, bottom = asset("page.html").split("<!-- data -->\n")
    yield top.replace("<!-- policy -->", policy).replace("/* style */", css)
    yield from _data("head", [script_json(_head(view, titles, summary.facts.when) | _besides(summary))])
    yield from _data("rows", _list(_row(review, view, summary.links) for review in reviews))
    unread = (_unreadable(n, review) for n, review in enumerate(reviews) if review.status == "unreadable")
    yield from _data("unreadable", _list(unread))
    # The findings say it where the pairs are not at hand.
    yield from _data("similar", _list([] if summary.twins else _similar(reviews)))
    yield from _blocks(reviews, view, titles)
    yield bottom.replace("/* script */", js)


def script_json(value: object) -> str:
    """JSON that can stand in a script element: nothing in it can end the element or begin a comment."""
    text = json_text(value)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def asset(name: str) -> str:
    """One of this package's page files, as it is put into a page."""
    # Line ends as the hash was made over them, whatever the checkout did to the file.
    return files("checker.reports").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def csp_hash(text: str) -> str:
    """The hash by which a Content-Security-Policy allows a style or a script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(name: str, pieces: Iterable[str]) -> Iterator[str]:
    yield f'<script type="application/json" id="{name}">'
    yield from pieces
    yield "</script>\n"


def _list(values: Iterable[object]) -> Iterator[str]:
    start = "["
    for value in values:
        yield start + script_json(value)
        start = ",\n"
    yield "[]" if start == "[" else "]"


def _head(view: Overview, titles: Titles, when: datetime) -> dict[str, Any]:
    return {
        "standard": titles.standard,
        "when": f"{when:%Y-%m-%d %H:%M}",
        "block": BLOCK,
        "kinds": {kind: titles.kind(kind) for kind in dict.fromkeys([*KIND_NAMES, *view.kinds])},
        "groups": {group: titles.group(group) for group in view.groups},
        "statuses": view.outcome_names,
        "levels": {LEVEL_CODES[level]: name for level, name in LEVEL_NAMES.items()},
        "severities": list(SEVERITY_NAMES.values()),
        "elements": [
            {
                "group": c.group,
                "title": c.title,
                "short": titles.short(c),
                "counts": [view.levels[c.id, level] for level in LEVEL_NAMES],
            }
            for c in view.elements
        ],
        "sections": [
            {
                "kind": c.kind,
                "title": c.title,
                "counts": [view.section_found[c.kind, c.id, found] for found in (True, False)],
            }
            for c in view.sections
        ],
        "families": [
            [titles.family(family), *(view.families[family, s] for s in SEVERITY_NAMES)]
            for family in sorted({f for f, _ in view.families})
        ],
    }


def _besides(summary: Summary) -> dict[str, Any]:
    """What the page shows besides the reviews: more tables, the files not looked at, the pairs."""
    tables = summary.facts.tables
    return {
        "workbook": href(WORKBOOK),
        "tables": [_extra(table) for table in tables],
        "ignored": [list(pair) for pair in summary.facts.ignored],
        "told": [table.told for table in tables if table.told],
        "twins": [_twin(twin) for twin in summary.twins],
    }


def _row(review: Review, view: Overview, links: Links) -> list[object]:
    """One document in the matrix: facts, a letter an element, a letter a section, counts, links."""
    read = review.status != "unreadable"
    levels = {(e.group, e.id): LEVEL_CODES[e.level] for e in answered(review)}
    found = {s.id: "y" if s.found else "n" for s in review.sections} if read else {}
    severities: list[str] = [finding.severity for finding in review.findings]
    return [
        anchor(review),
        review.file,
        review.organization,
        review.author,
        review.kind if read else "",
        review.title,
        said(review.date),
        review.outcome,
        "".join(levels.get((c.group, c.id), "-") for c in view.elements),
        "".join(found.get(c.id, "-") if c.kind == review.kind else "-" for c in view.sections),
        [severities.count(severity) for severity in SEVERITY_CODES],
        links.copy(review),
    ]


def _blocks(reviews: Iterable[Review], view: Overview, titles: Titles) -> Iterator[str]:
    details = (_details(review, view, titles) for review in reviews)
    number = 0
    while block := list(islice(details, BLOCK)):
        yield from _data(f"b{number}", _list(block))
        number += 1


def _details(review: Review, view: Overview, titles: Titles) -> dict[str, object]:
    """Everything about one document that is shown only when it is opened."""
    columns = {(c.group, c.id): n for n, c in enumerate(view.elements)}
    sections = {(c.kind, c.id): n for n, c in enumerate(view.sections)}
    details: dict[str, object] = {}
    if review.status == "unreadable":
        details["reason"] = reason_and_advice(review)
        return details
    details["characters"] = review.characters
    details["elements"] = {
        columns[e.group, e.id]: [
            e.reason,
            [snippet(review, v.where, AROUND_EVIDENCE, v.text) for v in e.evidence[:EVIDENCE]],
            max(0, len(e.evidence) - EVIDENCE),
        ]
        for e in answered(review)
    }
    details["sections"] = {
        sections[review.kind, s.id]: [s.heading, place(review, s.where) if s.where else ""]
        for s in review.sections
    }
    details["findings"] = [_finding(review, finding, titles) for finding in review.findings]
    return details


def _finding(review: Review, finding: Finding, titles: Titles) -> list[object]:
    return [
        SEVERITY_CODES.index(finding.severity),
        titles.family(finding.family),
        finding.message,
        snippet(review, finding.where, AROUND_FINDING) if finding.where else None,
        finding.suggestion,
    ]


def _unreadable(number: int, review: Review) -> list[object]:
    return [number, *reason_and_advice(review)]


def _similar(reviews: Iterable[Review]) -> Iterator[list[object]]:
    for number, review in enumerate(reviews):
        for finding in review.findings:
            if finding.family == "similar":
                words = snippet(review, finding.where, AROUND_EVIDENCE) if finding.where else None
                yield [number, finding.message, words]


def _twin(twin: Twin) -> list[object]:
    return [
        [twin.one, twin.other],
        [percent(share) for share in (twin.share_one, twin.share_other)],
        twin.characters,
        [[list(one), list(other)] for one, other in twin.passages],
    ]


def _extra(table: Table) -> dict[str, object]:
    # Columns in which nothing stands (to be filled in in the workbook) only take room here.
    full = [n for n in range(len(table.header)) if any(str(row[n].value) for row in table.rows)]
    rows = [[[row[n].value, row[n].tone] for n in full] for row in table.rows]
    header = [table.header[n].partition("（")[0] for n in full] or list(table.header)
    return {"title": table.title, "note": table.note, "header": header, "rows": rows}
