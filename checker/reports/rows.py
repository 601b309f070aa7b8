"""A review comes in; its row in a table over all documents comes out, as words with a tone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checker.dates import said
from checker.findings import LEVEL_NAMES, OUTCOME_NAMES, SEVERITY_NAMES, Review
from checker.reports.overview import Overview, Titles, answered, place, quotation, reason_and_advice

__all__ = [
    "LEVEL_TONES",
    "SEVERITY_TONES",
    "STATUS_TONES",
    "Field",
    "Table",
    "Tone",
    "evidence_header",
    "evidence_rows",
    "finding_header",
    "finding_rows",
    "table_header",
    "table_row",
    "unreadable_header",
    "unreadable_row",
]

Tone = Literal["", "good", "weak", "bad", "none"]
LEVEL_TONES: dict[str, Tone] = {"covered": "good", "named": "weak", "missing": "bad"}
STATUS_TONES: dict[str, Tone] = {"pass": "good", "revise": "weak", "stray": "none", "unreadable": "bad"}
SEVERITY_TONES: dict[str, Tone] = {"error": "bad", "warning": "weak", "info": ""}
# In a cell of a column that does not concern this kind of document.
NOT_APPLICABLE = "—"


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: what it says, how it is coloured, and where it leads (a relative link)."""

    value: str | int
    tone: Tone = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that somebody else made, such as 未交名单: shown as a sheet of its own and on the page.

    `widths` are those of the columns in characters, one for each head; `told` is a line for the page's head.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Field, ...], ...]
    widths: tuple[float, ...]
    note: str = ""
    told: str = ""


def table_header(view: Overview, titles: Titles) -> list[str]:
    """The heads of 总表: facts, a column an element, a column a section of each kind, counts."""
    facts = ["文件", "单位", "姓名", "文种", "标题", "日期", "结论"]
    return [
        *facts,
        *(column.title for column in view.elements),
        *(f"{titles.kind(column.kind)}·{column.title}" for column in view.sections),
        *SEVERITY_NAMES.values(),
    ]


def table_row(review: Review, view: Overview, titles: Titles, *, programs: bool = False) -> list[Field]:
    """One document, in the columns of `table_header`; programs get its status, people its outcome."""
    outcome = review.status if programs else review.outcome
    read = review.status != "unreadable"
    levels = {(e.group, e.id): e.level for e in answered(review)}
    found = {(review.kind, s.id): s.found for s in review.sections} if read else {}
    row = [
        Field(review.file),
        Field(review.organization),
        Field(review.author),
        Field(titles.kind(review.kind) if read else ""),
        Field(review.title),
        Field(review.date if programs else said(review.date)),
        Field(OUTCOME_NAMES[outcome], STATUS_TONES[outcome]),
    ]
    for element in view.elements:
        level = levels.get((element.group, element.id))
        row.append(Field(LEVEL_NAMES[level], LEVEL_TONES[level]) if level else _absent(read))
    for section in view.sections:
        here = found.get((section.kind, section.id))
        row.append(_absent(read) if here is None else Field("有", "good") if here else Field("缺", "bad"))
    for severity in SEVERITY_NAMES:
        count = sum(finding.severity == severity for finding in review.findings)
        row.append(Field(count, SEVERITY_TONES[severity] if count else "") if read else Field(""))
    return row


def _absent(read: bool) -> Field:
    return Field(NOT_APPLICABLE, "none") if read else Field("")


def finding_header() -> list[str]:
    """The heads of 问题清单."""
    return ["文件", "单位", "姓名", "级别", "类别", "问题", "原文", "位置", "建议改为"]


def finding_rows(review: Review, titles: Titles) -> Iterator[list[Field]]:
    """Every finding of a document, in the columns of `finding_header`."""
    for finding in review.findings:
        yield [
            Field(review.file),
            Field(review.organization),
            Field(review.author),
            Field(SEVERITY_NAMES[finding.severity], SEVERITY_TONES[finding.severity]),
            Field(titles.family(finding.family)),
            Field(finding.message),
            Field(quotation(review, finding)),
            Field(place(review, finding.where)),
            Field("（删去）" if finding.suggestion == "" else finding.suggestion or ""),
        ]


def evidence_header() -> list[str]:
    """The heads of 依据. What a reviewer writes under 更正 `checker learn` takes over."""
    return ["文件", "单位", "姓名", "要素", "程度", "依据原文", "位置", "说明", "更正"]


def evidence_rows(review: Review) -> Iterator[list[Field]]:
    """Every element of a document with each sentence it rests on; one without a sentence says why."""
    for element in answered(review):
        start = [Field(review.file), Field(review.organization), Field(review.author), Field(element.title)]
        start.append(Field(LEVEL_NAMES[element.level], LEVEL_TONES[element.level]))
        for evidence in element.evidence:
            yield [
                *start,
                Field(evidence.text),
                Field(place(review, evidence.where)),
                Field(element.reason),
                Field(""),
            ]
        if not element.evidence:
            yield [*start, Field(""), Field(""), Field(element.reason), Field("")]


def unreadable_header() -> list[str]:
    """The heads of 无法读取."""
    return ["文件", "原因", "怎么办"]


def unreadable_row(review: Review) -> list[Field]:
    """A file that could not be read, in the columns of `unreadable_header`."""
    reason, advice = reason_and_advice(review)
    return [Field(review.file), Field(reason), Field(advice)]
