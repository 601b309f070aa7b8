"""The bytes of a zip in, its parts out: inflated one by one, within the limits, with their relationships."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from checker.limits import Limits
from checker.readers.refusals import bomb, crowded, damaged, encrypted

__all__ = ["Package", "Relation"]

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: `kind` is the last word of its type ("styles"), `target` a member name,
    or the address outside when `external`."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A zip of parts (包). Sizes written in the zip are not believed: every read is bounded by itself."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the directory of the zip; nothing is inflated yet."""
        # Counted before zipfile reads the directory: a million entries would take it minutes. Embedded zips
        # count too, therefore the tenfold allowance.
        if data.count(b"PK\x01\x02") > 10 * limits.entries:
            raise crowded(limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_BROKEN, NotImplementedError):
            raise damaged("没有复制完整，或不是真正的 Word 文档") from None
        infos = self._zip.infolist()
        if len(infos) > limits.entries:
            raise crowded(limits)
        self._limits = limits
        self._left = limits.total_bytes
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._markup_left = limits.markup
        # Word finds members without regard to case and some writers use backslashes or a leading slash.
        self._members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}

    def names(self) -> list[str]:
        """Member names as they are in the zip."""
        return [info.filename for info in self._members.values()]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def name(self, name: str) -> str:
        """The member's name as the zip spells it."""
        return self._members[name.lower()].filename

    def read(self, name: str) -> bytes:
        """The bytes of a member, empty when there is none; `Unreadable` when broken or too large."""
        info = self._members.get(name.lower())
        if info is None:
            return b""
        if info.flag_bits & 0x1:
            raise encrypted()
        # Only these two occur in documents, and only these two inflate within bounds.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged("压缩方式不是 Word 使用的")
        bound = min(self._limits.member_bytes, self._left)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(bound + 1)
        except (*_BROKEN, NotImplementedError, RuntimeError):
            raise damaged() from None
        if len(content) > bound:
            raise bomb()
        if len(content) > self._limits.ratio_floor and len(content) > self._limits.ratio * info.compress_size:
            raise bomb()
        self._markup_left -= content.count(b"<") + content.count(b"=")
        if self._markup_left < 0:
            raise bomb()
        self._left -= len(content)
        return content

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of a part ("" for the package itself)."""
        if part not in self._relations:
            self._relations[part] = tuple(self._related(part))
        return self._relations[part]

    def _related(self, part: str) -> Iterator[Relation]:
        from lxml import etree

        from checker import wordml

        folder, base = posixpath.split(part)
        content = self.read(posixpath.join(folder, "_rels", f"{base}.rels"))
        if not content:
            return
        try:
            root = wordml.parse(content)
        except (etree.XMLSyntaxError, ValueError):
            raise damaged() from None
        for item in root.iter(_RELATION):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = posixpath.normpath(
                    posixpath.join("/" + folder, unquote(target).replace("\\", "/"))
                ).lstrip("/")
            yield Relation(item.get("Id", ""), item.get("Type", "").rpartition("/")[2], target, external)
