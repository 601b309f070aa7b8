"""The bytes of a zip in, its parts out: inflated one by one, within the limits, with their relationships."""

from __future__ import annotations

import functools
import io
import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

from checker.limits import Limits
from checker.readers.inflate import BROKEN, Packed, inflated, packed
from checker.readers.refusals import bomb, crowded, damaged, encrypted

__all__ = ["Package", "Relation"]

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What was made of a part is kept when the part is at most so long packed, and so long inflated (bytes).
_KEPT_PACKED, _KEPT = 100_000, 1_000_000

T = TypeVar("T")


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
        # count too, therefore the tenfold allowance. Their marks are four bytes long, so small files pass at once.
        most = 10 * limits.entries
        if len(data) > 4 * most and data.count(b"PK\x01\x02") > most:
            raise crowded(limits)
        try:
            infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except BROKEN:
            raise damaged("没有复制完整，或不是真正的 Word 文档") from None
        if len(infos) > limits.entries:
            raise crowded(limits)
        self._data = data
        self._limits = limits
        self._left = limits.total_bytes
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._markup_left = limits.markup
        self._uncounted: list[bytes] = []
        self._uncounted_bytes = 0
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
        bound = self._bound()
        content = _content(self._packed(info), bound)
        if len(content) > bound:
            raise bomb()
        if len(content) > self._limits.ratio_floor and len(content) > self._limits.ratio * info.compress_size:
            raise bomb()
        self._left -= len(content)
        self._count(content)
        return content

    def parsed(self, name: str, parse: Callable[[bytes], T]) -> T:
        """What `parse` makes of a member's bytes, or of none when there is no such member.

        Schools work from the same few templates: the same packed bytes are inflated and parsed once. What
        comes out is shared, and its size counts for each file.
        """
        info = self._members.get(name.lower())
        if info is None or info.compress_size > _KEPT_PACKED or info.file_size > self._harmless():
            return parse(self.read(name))
        made: T
        made, length, signs = _parsed(parse, self._packed(info))
        self._left -= length
        self._markup_left -= signs
        return made

    def _harmless(self) -> int:
        """The size (bytes) of a member that no limit can refuse, however much markup it holds."""
        limits = self._limits
        return min(_KEPT, self._bound(), limits.ratio_floor, self._markup_left - self._uncounted_bytes)

    def _bound(self) -> int:
        return min(self._limits.member_bytes, self._left)

    def _packed(self, info: zipfile.ZipInfo) -> Packed:
        if info.flag_bits & 0x1:
            raise encrypted()
        # Only these two occur in documents, and only these two inflate within bounds.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged("压缩方式不是 Word 使用的")
        try:
            return packed(self._data, info)
        except BROKEN:
            raise damaged() from None

    def _count(self, content: bytes) -> None:
        # A sign takes a byte: as long as there are fewer bytes than signs are left, none need be counted.
        self._uncounted.append(content)
        self._uncounted_bytes += len(content)
        if self._uncounted_bytes > self._markup_left:
            self._markup_left -= sum(map(_signs, self._uncounted))
            self._uncounted, self._uncounted_bytes = [], 0
            if self._markup_left < 0:
                raise bomb()

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of a part ("" for the package itself)."""
        if part not in self._relations:
            folder, base = posixpath.split(part)
            content = self.read(posixpath.join(folder, "_rels", f"{base}.rels"))
            make = _relations if len(content) > _KEPT_PACKED else _kept_relations
            self._relations[part] = make(folder, content) if content else ()
        return self._relations[part]


def _content(member: Packed, bound: int) -> bytes:
    try:
        return inflated(member, bound)
    except BROKEN:
        raise damaged() from None


def _signs(content: bytes) -> int:
    """How many tags and attributes there are, roughly (see `Limits.markup`)."""
    return content.count(b"<") + content.count(b"=")


@functools.lru_cache(maxsize=32)
def _parsed(parse: Callable[[bytes], T], member: Packed) -> tuple[T, int, int]:
    """What `parse` makes of a member, with the length and the signs of its content."""
    content = _content(member, member.size)
    return parse(content), len(content), _signs(content)


def _relations(folder: str, content: bytes) -> tuple[Relation, ...]:
    """The relationships in a .rels part, their targets seen from the folder of the part they belong to."""
    from lxml import etree

    from checker import wordml

    try:
        root = wordml.parse(content)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged() from None
    return tuple([_relation(folder, item) for item in root.iter(_RELATION)])


# Files of one program relate their parts in the same few ways.
_kept_relations = functools.lru_cache(maxsize=64)(_relations)


def _relation(folder: str, item: Any) -> Relation:
    external = item.get("TargetMode") == "External"
    target = item.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/" + folder, unquote(target).replace("\\", "/"))).lstrip(
            "/"
        )
    return Relation(item.get("Id", ""), item.get("Type", "").rpartition("/")[2], target, external)
