"""A file's bytes in, "" or why they are not the whole file yet out: a first look before a review."""

from __future__ import annotations

import io
import zipfile

from checker.limits import DEFAULT

__all__ = ["unfinished"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEMBER = DEFAULT.member_bytes  # a look, no reading: what a bureau allows itself does not matter here
_MAIN = ("word/document.xml", "content.xml")

COPYING = "还没有复制完"
EMPTY = "文件是空的，可能还没有写入"


def unfinished(data: bytes) -> str:
    """Why these bytes look like half a file, in Chinese; "" when they look whole.

    A copy over the network may have its full size from the start and zeros inside, so size and time are
    not enough: a zip must have its directory and a main part that reads through, an old Word file its
    last sector, a PDF its last line. This only delays: what stays so is left to the reader to judge.

    >>> unfinished(b"")
    '文件是空的，可能还没有写入'
    """
    if not data:
        return EMPTY
    if not data[:4096].strip(b"\0"):
        return COPYING
    if data[:4] == b"PK\x03\x04":
        return "" if _zip_reads(data) else COPYING
    if data[:8] == _OLE:
        whole = len(data) % 512 == 0 and bool(data[-32768:].strip(b"\0"))
        return "" if whole else COPYING
    if data[:5] == b"%PDF-":
        return "" if b"%%EOF" in data[-2048:] else COPYING
    return ""


def _zip_reads(data: bytes) -> bool:
    """Whether the zip's directory is there and the document's main part reads through with its checksum."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in _MAIN:
                member = archive.NameToInfo.get(name)
                if member is None or member.flag_bits & 1 or member.file_size > _MEMBER:
                    continue  # another kind, encrypted, huge: the reader says so
                with archive.open(member) as stream:
                    while stream.read(1 << 20):
                        pass
        return True
    except Exception:  # zipfile raises many kinds; each means that the zip does not read whole
        return False
