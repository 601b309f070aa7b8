"""What a file is decides its content and never its name; everything unreadable says why and what to do."""

from __future__ import annotations

import hashlib
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from checker.document import Unreadable
from checker.limits import Limits
from checker.readers import read, read_data
from tests.docx_builder import Docx
from tests.readers.make_old import ole

TEXT = "党员承诺书\n\n一、带头学习提高，每周读书两小时。\n  二、带头服务群众。\n"


def refusal(data: bytes, limits: Limits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_data(data, limits=limits or Limits())
    assert caught.value.reason.endswith("。")
    assert caught.value.advice.endswith("。")
    return caught.value


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "name", ["a.docx", "a.txt", "a.pdf", "名字", "-rf", "a\nb.docx", "\u202ecod.docx", "📄.doc"]
)
def test_names_do_not_matter(tmp_path: Path, name: str) -> None:
    path = Docx("正文").save(tmp_path / name)
    document = read(path)
    assert (document.format, document.text) == ("docx", "正文")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_plain_text_in_every_encoding(encoding: str) -> None:
    document = read_data(TEXT.encode(encoding))
    assert document.format == "txt"
    assert [p.text for p in document.paragraphs] == [
        "党员承诺书",
        "一、带头学习提高，每周读书两小时。",
        "  二、带头服务群众。",
    ]


def test_big5_and_traditional_text() -> None:
    text = "黨員承諾書：帶頭學習提高，每週讀書兩小時，服務群眾。"
    assert read_data(text.encode("big5")).text == text
    assert read_data(text.encode("gb18030")).text == text


def test_a_text_cut_in_its_last_character_is_still_read() -> None:
    assert read_data("承诺书正文内容".encode()[:-1]).text == "承诺书正文内"
    assert read_data("承诺书正文内容".encode("gb18030")[:-1]).text == "承诺书正文内"


def test_control_characters_of_a_text_do_not_reach_the_reports() -> None:
    dirty = "承诺书\x1b[31m正文" + "在这里，共有许多字。" * 3 + "\x07"
    assert read_data(dirty.encode()).text == "承诺书[31m正文" + "在这里，共有许多字。" * 3


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty", "0 字节"),
        (b"\n \r\n\t", "empty", "没有文字"),
        ("\ufeff".encode(), "empty", "没有文字"),
        (bytes(5000), "damaged", "空字节"),
        (b"\x89PNG\r\n\x1a\n", "image_only", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image_only", "JPEG"),
        (b"GIF89a\x00\x00", "image_only", "GIF"),
        (b"BM\x00\x10\x00\x00\x00\x00\x00\x00" + bytes(30), "image_only", "BMP"),
        (b"Rar!\x1a\x07\x00", "unsupported", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00", "unsupported", "7z"),
        (b"MZ\x90\x00\x03\x00", "not_document", "程序"),
        (b"L\x00\x00\x00\x01\x14\x02\x00\x00", "not_document", "快捷方式"),
        (b"<html><body>", "empty", "没有文字"),
        ("<!DOCTYPE html><html>".encode("utf-16"), "empty", "没有文字"),
        (b"<html><body><img src='a.png'>", "image_only", "图片"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "damaged", "网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "damaged", "XML"),
        (zipped(**{"xl/workbook.xml": b"<x/>"}), "unsupported", "Excel"),
        (zipped(**{"ppt/presentation.xml": b"<x/>"}), "unsupported", "PPT"),
        (zipped(**{"OFD.xml": b"<x/>"}), "unsupported", "OFD"),
        (zipped(**{"a.docx": b"x"}), "unsupported", "压缩包"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "unsupported", "表格"),
        (zipped(**{"[Content_Types].xml": b"<x/>"}), "damaged", "正文"),
        (ole("EncryptionInfo", "EncryptedPackage"), "encrypted", "密码"),
        (ole("WordDocument", fib_flags=0x0100), "encrypted", "密码"),
        (ole("Workbook"), "unsupported", "Excel"),
        (ole("PowerPoint Document"), "unsupported", "PPT"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "damaged", "损坏"),
    ],
)
def test_everything_else_is_named(data: bytes, code: str, says: str) -> None:
    refused = refusal(data)
    assert refused.code == code
    assert says in refused.reason


def test_nobody_is_told_to_open_a_workbook_in_word() -> None:
    for data in (zipped(**{"xl/workbook.xml": b"<x/>"}), ole("Workbook")):
        assert "打开" not in refusal(data).advice and "统计表的，不用放在这里" in refusal(data).advice


def test_texts_that_begin_like_binaries_are_texts() -> None:
    for text in ("BM 部门承诺书正文", "MZ 民族学校承诺书", "ID3 班教师承诺书", "{承诺书}", "PK 赛承诺书"):
        assert read_data(text.encode()).text == text


@pytest.mark.parametrize("seed", range(40))
def test_random_bytes_are_no_document(seed: int) -> None:
    import random

    source = random.Random(seed)
    refused = refusal(source.randbytes(source.choice([200, 1000, 20_000])))
    assert refused.code in ("not_document", "damaged")


def test_zip_password_is_told() -> None:
    data = bytearray(Docx("正文").bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] |= 1
    assert refusal(bytes(data)).code == "encrypted"


def test_limits_can_be_changed(tmp_path: Path) -> None:
    many = Docx(*["段落"] * 30)
    assert refusal(many.bytes(), Limits(paragraphs=29)).code == "too_large"
    assert refusal(many.bytes(), Limits(characters=50)).code == "too_large"
    assert refusal(many.bytes(), Limits(entries=3)).code == "too_large"
    assert refusal(many.bytes(), Limits(member_bytes=500)).code == "too_large"
    assert refusal("段\n".encode() * 30, Limits(paragraphs=29)).code == "too_large"
    with pytest.raises(Unreadable) as caught:
        read(many.save(tmp_path / "a.docx"), limits=Limits(file_bytes=100))
    assert caught.value.code == "too_large"
    assert len(read_data(many.bytes(), limits=Limits(paragraphs=30)).paragraphs) == 30


def test_what_is_not_a_file(tmp_path: Path) -> None:
    codes = {}
    for name in ("missing.docx", "folder", "a\0b"):
        (tmp_path / "folder").mkdir(exist_ok=True)
        with pytest.raises(Unreadable) as caught:
            read(tmp_path / name)
        codes[name] = caught.value.code
    assert codes == {"missing.docx": "vanished", "folder": "not_document", "a\0b": "damaged"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFOs and wants rights for links")
def test_pipes_devices_and_links(tmp_path: Path) -> None:
    secret = Docx("别处").save(tmp_path / "secret.docx")
    share = tmp_path / "share"
    share.mkdir()
    os.mkfifo(share / "fifo.docx")
    (share / "out.docx").symlink_to(secret)
    (share / "loop.docx").symlink_to(share / "loop.docx")
    (share / "device.docx").symlink_to("/dev/zero")
    inside = Docx("此处").save(share / "in.docx")
    (share / "link.docx").symlink_to(inside)
    assert read(share / "link.docx").text == "此处"
    for name in ("fifo.docx", "out.docx", "loop.docx", "device.docx"):
        with pytest.raises(Unreadable):
            read(share / name)


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made by hand, because the administrator may read everything."""
    path = Docx("正文").save(tmp_path / "a.docx")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == "permission"


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Docx("正文").save(tmp_path / "a.docx")
    plain = os.fstat
    looks = iter(range(100))

    def growing(handle: int) -> os.stat_result:
        seen = list(plain(handle))
        seen[6] += next(looks)  # st_size
        return os.stat_result(seen)

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert "正在被写入" in caught.value.reason


def test_the_file_is_not_changed(tmp_path: Path) -> None:
    path = Docx("正文").save(tmp_path / "a.docx")
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


SEED = Path(__file__).parents[3] / "shared" / "seed"


def test_the_seed() -> None:
    """The real document of the project, where its shared folder stands beside the repository."""
    for path in SEED.glob("seed*.*"):
        document = read(path)
        assert "五是带头弘扬正气。自觉践行社会主义核心价值体系" in document.text
        assert document.format == path.suffix[1:]
        assert document.characters > 4800
