"""Reviews come in; JSON of the schema wudaitou.review/1 comes out, one object a line or one list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from checker.findings import Review
from checker.reports.clean import encodable
from checker.reports.output import write_lines

__all__ = ["json_lines", "json_list", "line", "write_jsonl"]


def line(review: Review) -> str:
    """One review as one line of JSON, without the line end.

    Characters that end a line for some reader (U+2028, U+0085) are written as escapes, and so are
    control characters: nothing in a document can forge a second line or drive a terminal.
    """
    text = json.dumps(review.to_json(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "".join(_escaped(c) for c in text) if _needs_escape(text) else text


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


def _special(character: str) -> bool:
    return character in "\u2028\u2029" or "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff"


def _needs_escape(text: str) -> bool:
    return not text.isprintable() and any(map(_special, text))


def _escaped(character: str) -> str:
    # A lone surrogate (from an undecodable file name) is spelled out: strict parsers refuse "\udcff".
    if "\ud800" <= character <= "\udfff":
        return encodable(character).replace("\\", "\\\\")
    return f"\\u{ord(character):04x}" if _special(character) else character
