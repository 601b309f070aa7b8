"""Strangers' text comes in; text that a screen, a sheet or a parser takes as nothing but text comes out."""

from __future__ import annotations

import json
import re

__all__ = ["encodable", "formula_like", "json_text", "one_line", "plain", "shorten", "xml_text"]

# What XML 1.0 cannot hold, and what openpyxl refuses: control characters, surrogates, non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# C0 and C1 controls drive a terminal (ESC, CSI); the bidirectional ones reorder what is read.
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\u061c"
    "\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def encodable(text: str) -> str:
    r"""The text with lone surrogates spelled out (`\udcff`), so that it is valid UTF-8 and stays unique."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


def json_text(value: object) -> str:
    r"""Compact JSON that strict parsers take: a lone surrogate is spelled out, not escaped.

    >>> json_text(["坏\udcff"])
    '["坏\\\\udcff"]'
    """
    import msgspec

    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half characters: only the slower writer passes them on
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _SURROGATE.sub(lambda m: f"\\\\u{ord(m[0]):04x}", text)


def plain(text: str) -> str:
    """The text with control and reordering characters shown as `�`; line ends and tabs become spaces."""
    text = text.replace("\r\n", " ")
    return _CONTROL.sub(lambda m: " " if m[0] in "\t\n\r\v\f\u2028\u2029" else "\ufffd", text)


def one_line(text: str) -> str:
    """The text on one line with single spaces, safe to print."""
    return " ".join(plain(text).split())


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold; lone surrogates are spelled out."""
    return _NOT_XML.sub("", encodable(text))


def formula_like(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(_FORMULA)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters; an ellipsis says that something was left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
