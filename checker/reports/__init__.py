"""Reviews come in; files that people and programs read come out. Nothing here computes a finding.

`write_reports` writes the reports of a run; `write_copy` the file that goes back to a school and is
called where the submission's bytes are at hand; `printed` gives the machine formats for standard output.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.document import Document, Unreadable
from checker.findings import Review
from checker.limits import DEFAULT, Limits
from checker.reports.links import COPIES, LINES, PAGE, WORKBOOK, copy_name
from checker.reports.output import CannotWrite, write_bytes
from checker.reports.overview import Overview, Titles
from checker.reports.rows import Field, Table
from checker.reports.spool import replayable
from checker.reports.summary import Facts, Summary

if TYPE_CHECKING:
    from checker.reports.office import Office

__all__ = [
    "COPIES",
    "FORMATS",
    "LINES",
    "PAGE",
    "WORKBOOK",
    "CannotWrite",
    "CommentsFailed",
    "Facts",
    "Field",
    "Overview",
    "Table",
    "Titles",
    "Written",
    "copy_name",
    "printed",
    "write_copy",
    "write_reports",
    "write_sheet",
]

FORMATS = ("json", "jsonl", "sarif", "junit", "csv")


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: the file to open first in front, what could not be written, and the counts."""

    paths: tuple[Path, ...]
    problems: tuple[str, ...]
    view: Overview


def write_reports(reviews: Iterable[Review], out: Path, facts: Facts) -> Written:
    """Write 汇总.xlsx, report.html and reviews.jsonl into `out`, each whole.

    `reviews` may be a stream: it is then kept in a private temporary file while the reports are written.
    Write the commented copies before, so that the reports can link to those that exist. People see the reviews
    in the order of `facts`; programs as they come. A report that cannot be written does not keep the others from
    being written; what went wrong is in `problems`, in Chinese.
    """
    from checker.reports.jsonl import write_jsonl
    from checker.reports.page import write_page
    from checker.reports.workbook import write_workbook

    with replayable(reviews) as again:
        summary = Summary.of(again, out, facts)
        jobs: tuple[tuple[str, Callable[[Path], Path]], ...] = (
            (WORKBOOK, lambda path: write_workbook(summary, path)),
            (PAGE, lambda path: write_page(summary, path)),
            (LINES, lambda path: write_jsonl(again, path)),
        )
        paths: list[Path] = []
        problems: list[str] = []
        for name, job in jobs:
            try:
                path = job(out / name)
            except CannotWrite as error:
                problems.append(str(error))
                continue
            paths.append(path)
            if path.name != name:
                problems.append(f"“{name}”正被其他程序打开，这次的结果写到了“{path.name}”。")
    return Written(tuple(paths), tuple(problems), summary.view)


class CommentsFailed(Exception):
    """Our program failed at the comments, and a review sheet was written instead; the text names the exception."""


def write_copy(
    out: Path,
    review: Review,
    document: Document | None,
    source: bytes,
    *,
    date: datetime,
    titles: Titles,
    suggest: bool = False,
    office: Office | None = None,
    limits: Limits = DEFAULT,
) -> Path:
    """Write what goes back to the school into its place in `out`; return the name it got.

    That is a copy with comments for a .docx; for .doc, .wps, .rtf and .odt, when there is an `office`
    (LibreOffice), a .docx rebuilt by it, with comments; and a review sheet (审查意见单) for anything else,
    also for a file with so odd an inside that it can be read but not written to. `limits` are those it was read in.
    Raises `CommentsFailed`, the sheet written, where our own program failed at the comments.
    """
    from checker.reports.sheet import review_sheet

    name = copy_name(review.file)
    content, fault = b"", None
    if document is not None:
        try:
            content = _commented(review, document, source, date, titles, suggest, office, limits)
        except CommentsFailed as error:
            fault = error
    if not content:
        name = copy_name(review.file, "")
        content = review_sheet(review, date=date, titles=titles)
    path = write_bytes(out.joinpath(*name.split("/")), content)
    # One kind of copy a submission: what an earlier run left of the other kind would be out of date.
    for old in {copy_name(review.file), copy_name(review.file, "")} - {name}:
        with contextlib.suppress(OSError):
            out.joinpath(*old.split("/")).unlink(missing_ok=True)
    if fault is not None:
        raise fault
    return path


def write_sheet(out: Path, review: Review, *, date: datetime, titles: Titles) -> Path:
    """Write a review sheet (审查意见单) into its place in `out`; return the name it got."""
    from checker.reports.sheet import review_sheet

    path = out.joinpath(*copy_name(review.file, "").split("/"))
    return write_bytes(path, review_sheet(review, date=date, titles=titles))


def _commented(
    review: Review,
    document: Document,
    source: bytes,
    date: datetime,
    titles: Titles,
    suggest: bool,
    office: Office | None,
    limits: Limits,
) -> bytes:
    """The commented copy, rebuilt first where that is needed and possible; empty when there is none."""
    from checker.readers import read_data
    from checker.reports.comments import commented_copy
    from checker.reports.moved import moved
    from checker.reports.parts import CannotComment
    from chinese_cli.libreoffice import OfficeFailed

    try:
        if document.format != "docx":
            if office is None:
                return b""
            source = office.docx(source, document.format)
            rebuilt = read_data(source, limits=limits)
            review, document = moved(review, document, rebuilt), rebuilt
        return commented_copy(
            source, document, review, date=date, titles=titles, suggest=suggest, limits=limits
        )
    except (CannotComment, OfficeFailed, Unreadable):
        return b""
    except Exception as error:  # a fault of ours costs the comments and not the review
        raise CommentsFailed(type(error).__name__) from error


def printed(reviews: Iterable[Review], format: str, *, titles: Titles, version: str) -> Iterator[str]:
    """The pieces of one of `FORMATS`, for standard output: UTF-8, written as they are, no line ends added.

    json and jsonl pass each review on as it comes; the others need all of them first.
    """
    from checker.reports.jsonl import json_lines, json_list

    if format == "jsonl":
        yield from json_lines(reviews)
    elif format == "json":
        yield from json_list(reviews)
    else:
        with replayable(reviews) as again:
            yield from _with_all(again, format, titles, version)


def _with_all(reviews: Iterable[Review], format: str, titles: Titles, version: str) -> Iterator[str]:
    from checker.reports.junit import junit_lines
    from checker.reports.records import csv_lines
    from checker.reports.sarif import sarif_pieces

    if format == "sarif":
        return sarif_pieces(reviews, version=version, titles=titles)
    if format == "junit":
        return junit_lines(reviews, titles=titles)
    if format == "csv":
        return csv_lines(reviews, titles=titles)
    raise ValueError(f"unknown format {format!r}")
