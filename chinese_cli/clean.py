"""Any text in, text that a terminal shows and does not obey out."""

from __future__ import annotations

__all__ = ["after_han", "clean"]

_SPACES = "\u3000\xa0"


def after_han(words: str) -> str:
    """`words` as they stand after Chinese ones: Latin letters with a blank before them, as everywhere in our texts.

    >>> after_han("Excel 表格"), after_han("压缩包")
    (' Excel 表格', '压缩包')
    """
    return f" {words}" if words[:1].isascii() and words[:1].isalnum() else words


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
