"""The bytes of an RTF in, the same file out with what Tika would misread put right."""

from __future__ import annotations

__all__ = ["prepare"]

# Word writes each automatic number as text, too, for programs without lists; Tika leaves that out. Deleted
# text it shows, and headers and footers it puts before the first line, where they pass for the title.
_CHANGES = (
    (b"{\\listtext", b"{"),
    (b"{\\pntext", b"{"),
    (b"{\\deleted", b"{\\*\\deletedtext"),
    (b"{\\header", b"{\\*\\runninghead"),
    (b"{\\footer", b"{\\*\\runningfoot"),
)


def prepare(data: bytes) -> bytes:
    """An RTF in which numbers are text and deletions and running heads are passed over.

    >>> prepare(b"{\\\\rtf1 {\\\\listtext 1.}Text{\\\\deleted gone}}")
    b'{\\\\rtf1 { 1.}Text{\\\\*\\\\deletedtext gone}\\\\par}'
    """
    for old, new in _CHANGES:
        data = data.replace(old, new)
    whole = data.rstrip(b"\0\r\n\t ")
    # Tika drops a last paragraph that nothing ends.
    return whole[:-1] + b"\\par}" if whole.endswith(b"}") else data
