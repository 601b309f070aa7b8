"""A zip archive and some new members come in; the same archive with those members in it comes out.

Members that stay are copied as they are compressed, without being unpacked: their bytes cannot change, it
is fast, and a zip bomb among them stays folded. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

__all__ = ["rewrite", "rewrite_bytes"]

# 1980-01-01 00:00, the earliest a zip can say.
_DATE, _TIME = (1 << 5) | 1, 0
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8, _DESCRIPTOR = 0x800, 0x8
_LARGEST = 0xFFFFFFFF
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    flags: int
    method: int
    crc: int
    compressed: int
    size: int
    offset: int


def rewrite_bytes(source: bytes, members: Mapping[str, bytes], drop: frozenset[str] = frozenset()) -> bytes:
    """`rewrite` for an archive held in memory."""
    out = io.BytesIO()
    rewrite(io.BytesIO(source), out, members, drop)
    return out.getvalue()


def rewrite(
    source: IO[bytes], out: IO[bytes], members: Mapping[str, bytes], drop: frozenset[str] = frozenset()
) -> None:
    """Copy the archive `source` to `out`, with `members` replaced or added at the end and `drop` left out.

    Raises `zipfile.BadZipFile` for an archive that contradicts itself. All times become 1980-01-01.
    """
    entries: list[_Entry] = []
    written: set[str] = set()
    with ZipFile(source) as archive:
        # Of members that share a name the last one counts, as for every program that opens the file.
        last = {info.filename: info for info in archive.infolist()}
        for info in archive.infolist():
            if info.filename in drop or last[info.filename] is not info:
                continue
            if info.filename in members:
                entries.append(_new(out, info.filename, members[info.filename]))
                written.add(info.filename)
            else:
                entries.append(_kept(source, out, info))
    for name, content in members.items():
        if name not in written:
            entries.append(_new(out, name, content))
    _finish(out, entries)


def _kept(source: IO[bytes], out: IO[bytes], info: ZipInfo) -> _Entry:
    source.seek(info.header_offset)
    header = source.read(_LOCAL.size)
    if len(header) != _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise BadZipFile(f"no local header for {info.filename!r}")
    *_, name_length, extra_length = _LOCAL.unpack(header)
    source.seek(name_length + extra_length, io.SEEK_CUR)
    name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
    entry = _Entry(
        name,
        # Sizes stand in the header now, so no descriptor follows the data.
        info.flag_bits & ~_DESCRIPTOR,
        info.compress_type,
        info.CRC,
        info.compress_size,
        info.file_size,
        out.tell(),
    )
    _write_header(out, entry)
    start = out.tell()
    _copy(source, out, info.compress_size)
    if out.tell() - start != info.compress_size:
        raise BadZipFile(f"{info.filename!r} is cut off")
    return entry


def _copy(source: IO[bytes], out: IO[bytes], length: int) -> None:
    while length > 0:
        chunk = source.read(min(_CHUNK, length))
        if not chunk:
            return
        out.write(chunk)
        length -= len(chunk)


def _new(out: IO[bytes], name: str, content: bytes) -> _Entry:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    data = packer.compress(content) + packer.flush()
    flags = 0 if name.isascii() else _UTF8
    entry = _Entry(name.encode(), flags, 8, zlib.crc32(content), len(data), len(content), out.tell())
    _write_header(out, entry)
    out.write(data)
    return entry


def _write_header(out: IO[bytes], entry: _Entry) -> None:
    if max(entry.offset, entry.compressed, entry.size) >= _LARGEST:
        raise BadZipFile("archive too large")
    out.write(
        _LOCAL.pack(
            b"PK\x03\x04",
            20,
            entry.flags,
            entry.method,
            _TIME,
            _DATE,
            entry.crc,
            entry.compressed,
            entry.size,
            len(entry.name),
            0,
        )
    )
    out.write(entry.name)


def _finish(out: IO[bytes], entries: list[_Entry]) -> None:
    if len(entries) >= 0xFFFF:
        raise BadZipFile("too many members")
    start = out.tell()
    for e in entries:
        sizes = (e.crc, e.compressed, e.size, len(e.name))
        out.write(
            _CENTRAL.pack(
                b"PK\x01\x02", 20, 20, e.flags, e.method, _TIME, _DATE, *sizes, 0, 0, 0, 0, 0, e.offset
            )
        )
        out.write(e.name)
    size = out.tell() - start
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), size, start, 0))
