"""Any text in, text that a terminal shows and does not obey out."""

from __future__ import annotations

__all__ = ["clean"]


def clean(text: str, limit: int = 60) -> str:
    r"""`text` fit for one line of a terminal: control and direction characters shown, not sent.

    >>> clean("a\x1b[31mb\n")
    'a\\x1b[31mb\\n'
    """
    # isprintable() is false for escapes, line breaks, bidi marks and lone surrogates.
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
