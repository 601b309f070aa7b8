"""A zip and an entry of its directory in, the member's packed bytes and then its content out, within a bound.

`zipfile` reads the directory. Members are taken out here, because a member's packed bytes say cheaply that it
is the same as one that is known already, and because its bytes are in memory and need no stream of files.
What `zipfile` checks is checked: the member's own header, its end and its checksum.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import NamedTuple

__all__ = ["BROKEN", "Packed", "inflated", "packed"]

# What a broken zip raises here and in zipfile.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    RuntimeError,
)

_HEADER = struct.Struct("<4s2xH18x2H")  # signature, flags … lengths of the name and of the extra field
_UTF8 = 0x800
_PATCHED_OR_SECRET = 0x20 | 0x40
_LEAST = 4096  # bytes inflated at once, however small the bound


class Packed(NamedTuple):
    """A member as it lies in the zip, with all that its content depends on; equal ones have equal contents."""

    data: bytes
    stored: bool
    size: int  # of the content, as the directory says; what goes beyond is cut
    crc: int
    cut: bool  # the zip ends before the member does


def packed(zipped: bytes, info: zipfile.ZipInfo) -> Packed:
    """The packed bytes of a stored or deflated member; one of `BROKEN` when its header is not as announced."""
    at = info.header_offset
    if at < 0:
        raise zipfile.BadZipFile("header before the file")
    signature, flags, name, extra = _HEADER.unpack_from(zipped, at)
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile("no header")
    if info.flag_bits & _PATCHED_OR_SECRET:
        raise zipfile.BadZipFile("patched data or strong encryption")
    at += _HEADER.size
    spelled = zipped[at : at + name]
    # In both encodings ASCII is itself, and decoded much faster.
    code = "ascii" if spelled.isascii() else "utf-8" if flags & _UTF8 else "cp437"
    if spelled.decode(code) != info.orig_filename:
        raise zipfile.BadZipFile("directory and header differ")
    at += name + extra
    data = zipped[at : at + info.compress_size]
    stored = info.compress_type == zipfile.ZIP_STORED
    return Packed(data, stored, info.file_size, info.CRC, len(data) < info.compress_size)


def inflated(member: Packed, bound: int) -> bytes:
    """The content of a member; when it is longer than `bound`, only a beginning that is longer than `bound`.

    Raises one of `BROKEN` when the member is cut short or is not what its checksum says.
    """
    if member.cut and not member.data:
        raise EOFError
    most = max(bound + 1, _LEAST)
    if member.stored:
        content, ended, cut = member.data[:most], len(member.data) <= most, member.cut
    else:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        content = inflater.decompress(member.data, most)
        ended = inflater.eof or not inflater.unconsumed_tail
        cut = member.cut and not inflater.eof
        if ended and not cut:
            content += inflater.flush()
    content = content[: member.size]
    if len(content) >= member.size:
        ended, cut = True, False
    if cut and len(content) <= bound:
        raise EOFError
    if ended and not cut and zlib.crc32(content) != member.crc:
        raise zipfile.BadZipFile("checksum")
    return content
