"""Members taken out of zips: the same bytes, and the same refusals, as the standard library's."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest

from checker.document import Unreadable
from checker.limits import Limits
from checker.readers.inflate import BROKEN, inflated, packed
from checker.readers.package import Package
from tests.docx_builder import Docx, p

WORDS = ("党员公开承诺书" * 3000).encode()
BOUND = 1_000_000


def _zip(method: int = zipfile.ZIP_DEFLATED, words: bytes = WORDS) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("文.xml", words)
    return stream.getvalue()


def _ours(zipped: bytes) -> bytes | None:
    try:
        info = zipfile.ZipFile(io.BytesIO(zipped)).infolist()[0]
        return inflated(packed(zipped, info), BOUND)
    except BROKEN:
        return None


def _theirs(zipped: bytes) -> bytes | None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(zipped))
        with archive.open(archive.infolist()[0]) as stream:
            return stream.read(BOUND + 1)
    except BROKEN:
        return None


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_whole_member_is_what_was_packed(method: int) -> None:
    assert _ours(_zip(method)) == WORDS
    assert _ours(_zip(method, b"")) == b""
    assert _ours(b"before the zip" + _zip(method)) == WORDS


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_broken_members_are_refused_as_the_standard_library_does(method: int) -> None:
    """Any byte of the header, the content or the directory may be wrong: sizes, checksum, name, place."""
    whole = _zip(method, WORDS[:600])
    chance = random.Random(2011)
    refused = 0
    directory = whole.index(b"PK\x01\x02")
    # The packed size is left alone: from Python 3.12 on, zipfile looks whether members overlap.
    places = {*range(60), *range(0, len(whole), 7), *range(directory, len(whole))}
    for at in sorted(places - set(range(directory + 20, directory + 24))):
        broken = bytearray(whole)
        broken[at] ^= chance.choice((1, 2, 4, 8, 16, 128, 255))
        # Other methods of packing are refused before (Package), and a secret one asks for a password.
        try:
            info = zipfile.ZipFile(io.BytesIO(broken)).infolist()[0]
        except (*BROKEN, IndexError):
            continue
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            continue
        ours = _ours(bytes(broken))
        assert ours == _theirs(bytes(broken)), at
        refused += ours is None
    assert refused > 50


def test_no_more_than_the_bound_is_inflated() -> None:
    zipped = _zip(words=b"\0" * 5_000_000)
    info = zipfile.ZipFile(io.BytesIO(zipped)).infolist()[0]
    assert len(inflated(packed(zipped, info), 10_000)) == 10_001


def _styled(name: str) -> bytes:
    style = f'<w:style w:type="paragraph" w:styleId="a"><w:name w:val="{name}"/></w:style>'
    return Docx(p("学习", style="a"), styles=style).bytes()


def _name_of(zipped: bytes, limits: Limits) -> str:
    from checker.readers.word import read_package

    return read_package(Package(zipped, limits), "", limits).paragraphs[0].style


def test_each_file_has_its_own_styles_however_like_they_are() -> None:
    for name in ("正文一", "正文二", "正文一"):
        assert _name_of(_styled(name), Limits()) == name


@pytest.mark.parametrize(
    "limits",
    [
        lambda size, signs: Limits(total_bytes=size),
        lambda size, signs: Limits(markup=signs),
    ],
)
def test_styles_that_are_known_count_as_much_as_new_ones(limits: Callable[[int, int], Limits]) -> None:
    """A limit that just lets a file pass lets it pass each time, and one less never."""
    zipped = _styled("标题样式")
    contents: list[bytes] = []

    class Counting(Package):
        def read(self, name: str) -> bytes:
            contents.append(super().read(name))
            return contents[-1]

        def parsed(self, name: str, parse: Callable[[bytes], object]) -> object:  # type: ignore[override]
            return parse(self.read(name))

    from checker.readers.word import read_package

    read_package(Counting(zipped, Limits()), "", Limits())
    size = sum(map(len, contents))
    signs = sum(content.count(b"<") + content.count(b"=") for content in contents)
    for _ in range(3):
        assert _name_of(zipped, limits(size, signs)) == "标题样式"
        with pytest.raises(Unreadable) as refusal:
            _name_of(zipped, limits(size - 1, signs - 1))
        assert refusal.value.code == "too_large"
