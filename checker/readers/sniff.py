"""The bytes of a file in, what kind of content they are out; names and suffixes are never looked at."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator

from checker.document import Unreadable
from checker.readers.refusals import SAVE_AS_WORD, encrypted
from chinese_cli.clean import after_han

__all__ = ["name_zip", "sniff"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

# (first bytes, offset, what it is, code)
_MAGIC: tuple[tuple[bytes, int, str, str], ...] = (
    (b"\x89PNG\r\n", 0, "图片（PNG）", "image_only"),
    (b"\xff\xd8\xff", 0, "图片（JPEG 照片）", "image_only"),
    (b"GIF8", 0, "图片（GIF）", "image_only"),
    (b"BM", 0, "图片（BMP）", "image_only"),
    (b"II*\x00", 0, "图片（TIFF）", "image_only"),
    (b"MM\x00*", 0, "图片（TIFF）", "image_only"),
    (b"WEBP", 8, "图片（WEBP）", "image_only"),
    (b"ftypheic", 4, "图片（手机照片 HEIC）", "image_only"),
    (b"ftyp", 4, "视频或音频", "unsupported"),
    (b"Rar!\x1a\x07", 0, "压缩包（RAR）", "unsupported"),
    (b"7z\xbc\xaf\x27\x1c", 0, "压缩包（7z）", "unsupported"),
    (b"\x1f\x8b", 0, "压缩包（gzip）", "unsupported"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", 0, "快捷方式", "not_document"),
    (b"MZ", 0, "程序", "not_document"),
    (b"\x7fELF", 0, "程序", "not_document"),
    (b"ID3", 0, "音频", "unsupported"),
    (b"%!PS", 0, "打印文件（PostScript）", "unsupported"),
    (b"\xdb\xa5-\x00", 0, "很旧的 Word 2.0 文档", "unsupported"),
    (b"\x31\xbe\x00\x00", 0, "很旧的 Word 文档（Windows 3.x 写字板）", "unsupported"),
)
# A page, or a piece of one as a site or an office system writes it into a “.doc”.
_PAGE = re.compile(
    rb"<!doctype html|<(?:html|head|body|title|meta|link|style|script|div|p|span|table|center|font|h[1-6]|br)[\s/>]"
)
_ADVICE = {
    "图片": "请报送可以选中文字的 Word 文档；只有纸质件的，请录入文字后报送。",
    "压缩包": "请先解压，再报送里面的 Word 文档。",
    "快捷方式": "快捷方式里没有正文，请报送文件本身。",
    "Excel": "要报的材料请写成 Word 文档（.docx）；只是名册、统计表的，不用放在这里。",
    "程序": "请报送 Word 文档；来历不明的程序不要打开。",
}


def sniff(data: bytes) -> str:
    """One of zip, doc, wps, rtf, pdf, html, xml, text; `Unreadable` for what is recognised and cannot be read.

    A zip says more once its members are known (`name_zip`); "text" is only what nothing else claims.

    >>> sniff(b"%PDF-1.4 ...")
    'pdf'
    """
    if not data:
        raise Unreadable("empty", "文件是空的（0 字节）。", "请检查原文件，重新复制或保存后再报送。")
    if not data.strip(b"\x00"):
        raise Unreadable("damaged", "文件内容全是空字节，多半没有复制完整。", "请从原电脑重新复制后再报送。")
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return _ole(data)
    head = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t \x00")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, offset, name, code in _MAGIC:
        if not data.startswith(magic, offset):
            continue
        # A text may begin with the letters MZ or ID3; a binary file has a zero byte near.
        if not magic.isalnum() or (_is_bitmap(data) if magic == b"BM" else b"\0" in data[:512]):
            raise _is_a(name, code)
    return _markup(data[:4096])


def name_zip(names: Iterable[str], mimetype: bytes) -> str:
    """What a zip is, by its member names and its member `mimetype`: odt, or docx; else `Unreadable`."""
    lower = {name.lower() for name in names}
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise _is_a("表格或演示文稿（OpenDocument）", "unsupported")
    if "word/document.xml" in lower:
        return "docx"
    found = (
        ("xl/workbook.xml", "Excel 表格"),
        ("xl/workbook.bin", "Excel 表格"),
        ("ppt/presentation.xml", "演示文稿（PPT）"),
        ("ofd.xml", "OFD 版式文件"),
        ("uof.xml", "UOF 文档"),
        ("meta-inf/container.xml", "电子书（EPUB）"),
        ("index/document.iwa", "苹果 Pages 文稿"),
        ("androidmanifest.xml", "手机应用"),
    )
    for member, name in found:
        if member in lower:
            raise _is_a(name, "unsupported")
    if "[content_types].xml" in lower:
        return "docx"
    raise _is_a("压缩包（ZIP）", "unsupported")


def _is_a(name: str, code: str) -> Unreadable:
    advice = next((text for word, text in _ADVICE.items() if word in name), SAVE_AS_WORD)
    return Unreadable(code, f"这是{after_han(name)}，不是 Word 文档。", advice)


def _is_bitmap(data: bytes) -> bool:
    """Text may begin with the letters BM; a bitmap also has two reserved zero words."""
    return len(data) > 26 and data[6:10] == b"\x00\x00\x00\x00"


def _ole(data: bytes) -> str:
    """What an OLE file (the old Office container) is, by the names in its directory."""
    names = dict(_ole_entries(data))
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise encrypted()
    if "WordDocument" in names:
        if _fib_encrypted(data, names["WordDocument"]):
            raise encrypted()
        return "wps" if "WpsCustomData" in names else "doc"
    for member, name in (
        ("Workbook", "Excel 表格"),
        ("Book", "Excel 表格"),
        ("PowerPoint Document", "演示文稿（PPT）"),
        ("__properties_version1.0", "Outlook 邮件"),
        ("VisioDocument", "Visio 图"),
        ("Quill", "Publisher 文件"),
    ):
        if member in names:
            raise _is_a(name, "unsupported")
    if "MatOST" in names or "CONTENTS" in names:
        raise _is_a("微软 Works 或旧版 WPS 文档", "unsupported")
    raise Unreadable("damaged", "像是旧版 Word 文档，但内部结构已损坏。", SAVE_AS_WORD)


def _ole_entries(data: bytes) -> Iterator[tuple[str, int]]:
    """(name, first sector) of each directory entry; found by scanning, so that a broken chain does not
    matter. An entry is 128 aligned bytes: 64 of UTF-16 name, its length, its type (1, 2 or 5), …"""
    for start in range(512, len(data) - 127, 128):
        if data[start + 66] not in (1, 2, 5) or data[start + 67] > 1:
            continue
        length = data[start + 64] | data[start + 65] << 8
        if not 4 <= length <= 64 or length % 2 or data[start + length - 2 : start + length] != b"\0\0":
            continue
        name = data[start : start + length - 2].decode("utf-16-le", "replace")
        yield name, struct.unpack_from("<I", data, start + 116)[0]


def _fib_encrypted(data: bytes, sector: int) -> bool:
    """Whether the header of the stream WordDocument says that the text is encrypted (bit fEncrypted)."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return False
    position = (sector + 1) << shift
    if position + 12 > len(data):
        return False
    magic, flags = struct.unpack_from("<H8xH", data, position)
    return magic in (0xA5EC, 0xA5DC) and bool(flags & 0x0100)


def _markup(head: bytes) -> str:
    """html for a web page (as such, or packed with its pictures), xml for one of Word, text for no markup."""
    text = head.lstrip(b"\xef\xbb\xbf\r\n\t ").replace(b"\x00", b"").lower()
    text = text.lstrip(b"\xff\xfe")
    if _PAGE.match(text) or (text.startswith((b"<?xml", b"<!--")) and b"<html" in text):
        return "html"
    if text.startswith(b"mime-version:") or (b"multipart/related" in text and b"mime-version" in text):
        return "html"
    if text.startswith((b"<?xml", b"<w:worddocument", b"<pkg:package")):
        if (
            b"word.document" in text
            or b"wordml" in text
            or b"wordprocessingml" in text
            or b"xmlpackage" in text
        ):
            return "xml"
        raise _is_a("XML 数据文件", "unsupported")
    return "text"
