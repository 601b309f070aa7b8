"""Any text in, text that a terminal shows and does not obey out."""

from __future__ import annotations

__all__ = ["clean"]

_SPACES = "\u3000\xa0"


def clean(text: str, limit: int = 60) -> str:
    r"""`text` fit for one line of a terminal: control and direction characters shown, not sent.

    >>> clean("a\x1b[31mb\n")
    'a\\x1b[31mb\\n'
    >>> clean("李明\u3000承诺书.docx") == "李明\u3000承诺书.docx"
    True
    """
    # isprintable() is false for escapes, line breaks, bidi marks and lone surrogates; also for the wide space of
    # Chinese text, which does no harm.
    shown = "".join(
        c if c.isprintable() or c in _SPACES else c.encode("unicode_escape").decode("ascii") for c in text
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
