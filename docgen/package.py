"""Bytes of an Office file in, its members out, and back: bounded reading, and writing with fixed bytes.

The writer exists because `zipfile` stamps the wall clock and compresses every member again; a `Pack`
compresses the unchanging members once and, for each document, only the ones that change.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from docgen.problems import UserError

__all__ = [
    "CORE",
    "MAX_BYTES",
    "PIECE",
    "Pack",
    "Packed",
    "digests",
    "inspect",
    "read_members",
    "seal",
    "untouched",
    "write_members",
]

MAX_MEMBERS = 2000
MAX_BYTES = 200 * 1024 * 1024
PIECE = 1 << 18
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # 1 January 1980, the first a zip can say
STORED = 512
CORE = "docProps/core.xml"
_IDENTIFIER = '<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">docgen:'
_SEAL = re.compile(re.escape(_IDENTIFIER.encode()) + rb"([0-9a-f]{64})</dc:identifier>")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def _pieces(source: Path | bytes, what: str) -> Iterator[tuple[str, bytes]]:
    """Every member in pieces, in order. A zip bomb, a DTD, a foreign or damaged file is a `UserError`."""
    try:
        with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir()]
            if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_BYTES:
                raise UserError(f"{what}解压后太大，不像正常的文件", "请用 Office 或 WPS 打开后另存一份再用")
            for info in infos:
                xml, tail = info.filename.endswith((".xml", ".rels")), b""
                with archive.open(info) as stream:
                    yield info.filename, b""  # an empty member counts too
                    while piece := stream.read(PIECE):
                        # UTF-16 parts hide the ASCII words; Office never writes them.
                        utf16 = not tail and piece[:2] in (b"\xff\xfe", b"\xfe\xff")
                        if xml and (utf16 or _DTD.search(tail + piece)):
                            raise UserError(
                                f"{what}里有不安全的 XML 声明", "用 Office 或 WPS 打开后另存一份再用"
                            )
                        tail = piece[-16:]
                        yield info.filename, piece
    except FileNotFoundError:
        raise UserError(f"找不到{what}", "检查文件名和路径") from None
    except PermissionError:
        raise UserError(f"没有权限读{what}", "关掉正在打开它的程序，或换一个位置") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        raise UserError(
            f"{what}不是能读的 Office 文件（可能已损坏、加了密码，或只是改了后缀名）",
            "用 Office 或 WPS 打开，去掉密码，另存为 .docx 或 .xlsx",
        ) from None


def read_members(source: Path | bytes, what: str) -> dict[str, bytes]:
    """Every member of an Office file, whole."""
    found: dict[str, list[bytes]] = {}
    for name, piece in _pieces(source, what):
        found.setdefault(name, []).append(piece)
    return {name: b"".join(pieces) for name, pieces in found.items()}


def inspect(
    source: Path, what: str, words: Sequence[bytes], limits: Mapping[str, int] | None = None
) -> tuple[set[str], set[bytes]]:
    """The members' names, and which of `words` stand in a sheet; nothing of the file is kept.

    `limits` are the bytes some members may have: those that a reader holds in memory.
    """
    found, tail, names = set[bytes](), b"", set[str]()
    left = dict(limits or {})
    for name, piece in _pieces(source, what):
        names.add(name)
        if name in left:
            left[name] -= len(piece)
            if left[name] < 0:
                raise UserError(f"{what}里的文字太多", "分成几个文件")
        if len(found) < len(words) and name.startswith("xl/worksheets/"):
            found |= {word for word in words if word in tail + piece}
            tail = piece[-20:]
    return names, found


def _order(name: str) -> tuple[int, str]:
    return (0 if name == "[Content_Types].xml" else 1 if name == "_rels/.rels" else 2, name)


def _deflate(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


class Packed:
    """One member, compressed, with everything its two zip headers need."""

    __slots__ = ("central", "local")

    def __init__(self, name: str, data: bytes, level: int = 6) -> None:
        small = len(data) < STORED  # a compressor costs more to set up than it saves here
        body = data if small else _deflate(data, level)
        raw = name.encode("utf-8")
        # version 2.0, UTF-8 name, method, fixed time; the same 26 bytes stand in both headers.
        common = struct.pack(
            "<HHHHHLLLHH",
            20,
            0x800,
            0 if small else 8,
            0,
            _DATE,
            zlib.crc32(data),
            len(body),
            len(data),
            len(raw),
            0,
        )
        self.local = b"PK\3\4" + common + raw + body
        self.central = (b"PK\1\2\x14\0" + common + struct.pack("<HHHL", 0, 0, 0, 0), raw)


class Pack:
    """The unchanging members of a document, packed once; `build` adds the ones that change."""

    __slots__ = ("_central", "_count", "_head")

    def __init__(self, fixed: dict[str, bytes]) -> None:
        head, central = [], []
        offset = 0
        for name in sorted(fixed, key=_order):
            packed = Packed(name, fixed[name])
            central.append(packed.central[0] + struct.pack("<L", offset) + packed.central[1])
            head.append(packed.local)
            offset += len(packed.local)
        self._head = b"".join(head)
        self._central = b"".join(central)
        self._count = len(fixed)

    def build(self, changing: dict[str, bytes], level: int = 6) -> bytes:
        """The whole file; the same members give the same bytes."""
        parts = [self._head]
        central = [self._central]
        offset = len(self._head)
        for name in sorted(changing, key=_order):
            packed = Packed(name, changing[name], level)
            central.append(packed.central[0] + struct.pack("<L", offset) + packed.central[1])
            parts.append(packed.local)
            offset += len(packed.local)
        directory = b"".join(central)
        count = self._count + len(changing)
        parts.append(directory)
        parts.append(struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, len(directory), offset, 0))
        return b"".join(parts)


def write_members(members: dict[str, bytes]) -> bytes:
    """An Office file of these members, with fixed times and order."""
    return Pack(members).build({})


def digests(members: dict[str, bytes]) -> dict[str, bytes]:
    """Each member's hash, for `seal`."""
    return {name: hashlib.sha256(data).digest() for name, data in members.items()}


def seal(fixed: dict[str, bytes], changing: dict[str, bytes]) -> dict[str, bytes]:
    """The changing members with docgen's mark (记号) in the core properties.

    The mark is a hash of everything else, so that a file a person has edited since can be told from one
    docgen may write again; no list of files has to be kept beside the documents. `fixed` holds the
    `digests` of the members that do not change.
    """
    core = changing.get(CORE)
    if core is None or b"</cp:coreProperties>" not in core:
        return changing
    core = _SEAL.sub(b"", core)
    hashes = {**fixed, **digests(changing), CORE: hashlib.sha256(core).digest()}
    mark = hashlib.sha256(b"".join(n.encode() + b"\0" + hashes[n] for n in sorted(hashes))).hexdigest()
    identifier = f"{_IDENTIFIER}{mark}</dc:identifier></cp:coreProperties>".encode()
    return {**changing, CORE: core.replace(b"</cp:coreProperties>", identifier)}


def untouched(source: bytes) -> bool:
    """Whether these bytes are a document docgen wrote and nobody has changed since."""
    try:
        members = read_members(source, "文件")
    except UserError:
        return False
    return bool(_SEAL.search(members.get(CORE, b""))) and seal({}, members)[CORE] == members[CORE]
