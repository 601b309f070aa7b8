"""A path in, a `Document` out, whatever the content is; everything else is `Unreadable` with a reason."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from checker.document import Document, Unreadable
from checker.limits import DEFAULT, Limits
from checker.readers.files import read_bytes
from checker.readers.sniff import name_zip, sniff

if TYPE_CHECKING:
    from checker.readers.legacy import LegacyReader

__all__ = ["read", "read_data"]


def read(path: Path | str, *, limits: Limits = DEFAULT, legacy: LegacyReader | None = None) -> Document:
    """The text of one file. Raises `checker.document.Unreadable`, and nothing else, when it cannot be had.

    The bytes are read once: what is hashed is what is parsed. `legacy` is the child process that reads .pdf
    and files of Word 6 and 95; without one, this process starts its own at the first such file.
    """
    return read_data(read_bytes(Path(path), limits), limits=limits, legacy=legacy)


def read_data(data: bytes, *, limits: Limits = DEFAULT, legacy: LegacyReader | None = None) -> Document:
    """Like `read`, for bytes that are already here."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _read(data, sha256, limits, legacy)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(
            "memory", "内存不足，无法读取这个文件。", "请另存为较小的 Word 文档后重新报送。"
        ) from None
    except Exception as error:
        # The last net: a case nobody thought of costs this file and not the batch.
        raise Unreadable(
            "damaged",
            f"文件内部结构异常，无法读取（{type(error).__name__}）。",
            "请用 Word 或 WPS 打开原文件，另存为 Word 文档（.docx）后重新报送。",
        ) from error


def _read(data: bytes, sha256: str, limits: Limits, legacy: LegacyReader | None) -> Document:
    kind = sniff(data)
    if kind == "zip":
        from checker.readers.package import Package

        package = Package(data, limits)
        mimetype = package.read("mimetype") if "mimetype" in package else b""
        kind = name_zip(package.names(), mimetype)
        if kind == "docx":
            from checker.readers.word import read_package

            return read_package(package, sha256, limits)
        from checker.readers.opendocument import read_odt

        return read_odt(package, sha256, limits)
    if kind == "text":
        from checker.readers import text

        return Document("txt", sha256, text.paragraphs(data, limits))
    if kind == "html":
        from checker.readers.web import read_page

        return read_page(data, sha256, limits)
    if kind == "xml":
        from checker.readers.wordxml import read_word_xml

        return read_word_xml(data, sha256, limits)
    if kind in ("doc", "wps"):
        from checker.readers.oldword import NotWord97, read_old_word

        with contextlib.suppress(NotWord97):
            return read_old_word(data, kind, sha256, limits)
    if kind == "rtf":
        from checker.readers.richtext import NotRichText, read_rtf

        with contextlib.suppress(NotRichText):
            return read_rtf(data, sha256, limits)
    from checker.readers.legacy import default_reader

    return (legacy or default_reader()).read(data, kind, sha256, limits)
