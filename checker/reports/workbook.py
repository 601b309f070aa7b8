"""Reviews come in; 汇总.xlsx comes out: a row a document, the findings, the evidence, the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from checker.examples import LABELS
from checker.findings import Review
from checker.reports.order import school_order
from checker.reports.overview import Overview, Titles
from checker.reports.rows import (
    Field,
    Tone,
    evidence_header,
    evidence_rows,
    finding_header,
    finding_rows,
    table_header,
    table_row,
    unreadable_header,
    unreadable_row,
)
from checker.reports.stats import counted, write_statistics
from checker.reports.summary import Summary
from checker.reports.twins import passage_header, passage_rows, twin_header, twin_row
from checker.reports.xlsx import SHEET_ROWS, Book, Sheet
from checker.schools import branchless

__all__ = ["write_workbook"]

# The columns of 总表 before the elements, and the two links put after them.
FACTS = 7
FACT_WIDTHS = [28, 18, 8, 9, 18, 10.5, 8.5]
LINK_WIDTHS = [5.5, 5.5]
FINDING_WIDTHS = [30, 22, 9, 9, 9, 52, 36, 14, 20]
# Points: room for the longest name of a part, two characters a line.
NARROW_HEAD = 100
EVIDENCE_NOTE = (
    "本表供查找每个判定的依据，篇幅很长，打印时只印这一行；确要打印：页面布局→打印区域→取消打印区域。"
    "判定看错了，在“更正”一栏选一项。"
)
PASSAGES_NOTE = (
    "“雷同”一对一行，这里一处一行，引出原话，每对最多列最长的 8 处。篇幅很长，打印时只印这一行；"
    "确要打印：页面布局→打印区域→取消打印区域。"
)


def write_workbook(summary: Summary, path: Path, *, sheet_rows: int = SHEET_ROWS) -> Path:
    """Write the workbook whole; return the name it got (汇总(2).xlsx when Excel holds the old one).

    The reviews are gone over once a sheet; a sheet of more than `sheet_rows` rows goes on on the next.
    """
    facts = summary.facts
    book = Book(facts.titles.standard or "审查汇总", facts.when, sheet_rows=sheet_rows)
    _table(book, summary)
    _problems(book, summary)
    _evidence(book, summary)
    for table in facts.tables:
        _rows(book, table.title, table.header, table.widths, table.rows)
    _organizations(book, summary)
    write_statistics(book, summary.view, facts.titles, facts.when)
    _similar(book, summary)
    _unread(book, summary)
    _ignored(book, summary)
    return book.save(path)


def _table(book: Book, summary: Summary) -> None:
    view, titles, links = summary.view, summary.facts.titles, summary.links
    header = table_header(view, titles)
    elements, sections = len(view.elements), len(view.sections)
    widths = [*FACT_WIDTHS, *LINK_WIDTHS, *[6.8] * elements, *[4.6] * sections, *[4.6] * 3]
    sheet = Sheet(
        book,
        "总表",
        [*header[:FACTS], "批注稿", "详情", *header[FACTS:]],
        widths,
        centred=frozenset({2, 3, 5, *range(FACTS, len(widths))}),
        head_height=NARROW_HEAD if sections else 44,
        narrow=frozenset(range(FACTS + len(LINK_WIDTHS) + elements, len(widths))),
    )
    for review in summary.reviews:
        row = table_row(review, view, titles)
        copy = links.copy(review)
        opened = [Field("打开", href=copy) if copy else Field(""), Field("查看", href=links.page(review))]
        sheet.append([*row[:FACTS], *opened, *row[FACTS:]])
    sheet.close()


def _rows(
    book: Book,
    title: str,
    header: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[Field]],
    centred: Sequence[int] = (),
    choices: tuple[int, Sequence[str]] | None = None,
    note: str = "",
    printed: bool = True,
) -> None:
    sheet = Sheet(
        book,
        title,
        header,
        widths,
        centred=frozenset(centred),
        choices=choices,
        note=note,
        printed=printed,
    )
    empty = True
    for row in rows:
        empty = False
        sheet.append(row)
    if empty:
        sheet.append([Field("（没有）"), *[Field("")] * (len(header) - 1)])
    sheet.close()


def _findings(reviews: Iterable[Review], titles: Titles, family: str = "") -> Iterator[Sequence[Field]]:
    for review in reviews:
        if not family:
            yield from finding_rows(review, titles)
        elif any(finding.family == family for finding in review.findings):
            rows = zip(review.findings, finding_rows(review, titles), strict=True)
            yield from (row for finding, row in rows if finding.family == family)


def _problems(book: Book, summary: Summary) -> None:
    rows = _findings(summary.reviews, summary.facts.titles)
    _rows(book, "问题清单", finding_header(), FINDING_WIDTHS, rows, (3, 4, 7))


def _evidence(book: Book, summary: Summary) -> None:
    _rows(
        book,
        "依据",
        evidence_header(),
        [30, 22, 9, 15, 9, 70, 14, 28, 12],
        (row for review in summary.reviews for row in evidence_rows(review)),
        (3, 4, 6, 8),
        choices=(8, tuple(LABELS)),
        note=EVIDENCE_NOTE,
        printed=False,
    )


def _similar(book: Book, summary: Summary) -> None:
    """The pairs, and their words side by side; where they are not at hand, the findings that tell of them."""
    if twins := summary.twins:
        _rows(book, "雷同", twin_header(), [30, 20, 30, 20, 8, 8, 9, 58], map(twin_row, twins), (4, 5, 6))
        _rows(
            book,
            "雷同原文",
            passage_header(),
            [26, 26, 14, 60, 14, 60],
            (row for twin in twins for row in passage_rows(twin)),
            (2, 4),
            note=PASSAGES_NOTE,
            printed=False,
        )
    else:
        rows_of_findings = _findings(summary.reviews, summary.facts.titles, family="similar")
        _rows(book, "雷同", finding_header(), FINDING_WIDTHS, rows_of_findings, (3, 4, 7))


def _unread(book: Book, summary: Summary) -> None:
    rows = (unreadable_row(review) for review in summary.reviews if review.status == "unreadable")
    _rows(book, "无法读取", unreadable_header(), [44, 50, 60], rows)


def _ignored(book: Book, summary: Summary) -> None:
    rows = ([Field(name), Field(why)] for name, why in summary.facts.ignored)
    _rows(book, "未审文件", ["文件", "为什么没有审"], [60, 60], rows)


def _organizations(book: Book, summary: Summary) -> None:
    """A row a school: how many papers, what they came to, and of how many each element is covered.

    The schools of the roster come in its order, also those that sent nothing; then the others by name.
    """
    view = summary.view
    names = view.outcome_names
    header = ["单位", "份数", *names.values(), *(column.title for column in view.elements)]
    known = dict.fromkeys(map(branchless, summary.facts.units))
    listed = sorted({name for name, _ in view.organizations}.union(known), key=school_order(known))
    rows = (_organization(name, view, names) for name in listed)
    widths = [30, 7, *[8.5] * len(names), *[7.6] * len(view.elements)]
    note = counted(view, summary.facts.titles)
    _rows(book, "各单位", header, widths, rows, tuple(range(1, len(widths))), note=note)


def _organization(name: str, view: Overview, outcomes: Iterable[str]) -> list[Field]:
    counts = [view.organizations[name, outcome] for outcome in outcomes]
    row = [Field(name or "（没有写明单位）"), Field(sum(counts), "" if sum(counts) else "bad")]
    row += map(Field, counts)
    for column in view.elements:
        covered, named, missing = (
            view.organization_levels[name, column.id, level] for level in ("covered", "named", "missing")
        )
        total = covered + named + missing
        tone: Tone = (
            "none" if not total else "good" if covered == total else "weak" if 2 * covered >= total else "bad"
        )
        row.append(Field(f"{covered}/{total}" if total else "—", tone))
    return row
