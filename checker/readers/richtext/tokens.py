"""The bytes of an RTF in, its marks out one after the other: brackets, control words, characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["CLOSE", "OPEN", "SIGN", "TEXT", "WORD", "Token", "tokens"]

OPEN, CLOSE, WORD, SIGN, TEXT = range(5)

# kind, name or bytes, number (None: the word has none)
Token = tuple[int, bytes, int | None]

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<text>[^\\{}\r\n\x00]+)"
)


def tokens(data: bytes) -> Iterator[Token]:
    """Everything in the file in its order; line ends between the marks mean nothing and are left out."""
    at, end = 0, len(data)
    while at < end:
        match = _TOKEN.search(data, at)
        if match is None:
            return
        at = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield TEXT, match["text"], None
        elif kind == "hex":
            yield TEXT, bytes((int(match["hex"], 16),)), None
        elif kind == "open":
            yield OPEN, b"", None
        elif kind == "close":
            yield CLOSE, b"", None
        elif kind == "sign":
            yield SIGN, match["sign"], None
        else:
            number = None if match["number"] is None else int(match["number"])
            if match["word"] == b"bin":
                at += max(number or 0, 0)
            else:
                yield WORD, match["word"], number
