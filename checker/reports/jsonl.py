"""Reviews come in; JSON of the schema wudaitou.review/1 comes out, one object a line or one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from checker.findings import Review
from checker.reports.clean import json_text
from checker.reports.output import write_lines

__all__ = ["json_lines", "json_list", "line", "write_jsonl"]

# JSON allows these as they are, but they end a line for some reader, drive a terminal or turn what it shows.
_LINE_END = re.compile("[\u2028\u2029\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def line(review: Review) -> str:
    """One review as one line of JSON, without the line end.

    Characters that end a line for some reader (U+2028, U+0085) are written as escapes, and so are
    control characters: nothing in a document can forge a second line or drive a terminal.
    """
    return _LINE_END.sub(lambda m: f"\\u{ord(m[0]):04x}", json_text(review.to_json()))


def json_lines(reviews: Iterable[Review]) -> Iterator[str]:
    """The lines of `--format jsonl` and of reviews.jsonl, with line ends."""
    for review in reviews:
        yield line(review) + "\n"


def json_list(reviews: Iterable[Review]) -> Iterator[str]:
    """The pieces of `--format json`: one list with a review a line."""
    start = "[\n"
    for review in reviews:
        yield start + line(review)
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def write_jsonl(reviews: Iterable[Review], path: Path) -> Path:
    """Write reviews.jsonl whole; return the name it got."""
    return write_lines(path, json_lines(reviews))
