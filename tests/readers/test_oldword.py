"""Word 97–2003 files: what the binary tables say is read rightly, and broken tables end in a refusal."""

from __future__ import annotations

import contextlib
import random
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from checker.document import Unreadable
from checker.limits import DEFAULT
from checker.readers import read, read_data
from checker.readers.oldword import NotWord97, read_old_word
from checker.readers.oldword.sprms import char_props, para_props
from checker.readers.oldword.summary import summary_properties
from tests.docx_builder import HEADINGS, Docx, Xml, cell, mark_deleted, numbering, p, row, style, table
from tests.readers.conftest import Convert


def steps(function: Callable[..., object], *arguments: object) -> int:
    """How many lines of Python a call executes: the same on every machine, however busy; stops at 10 million."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += event == "line"
        assert count < 10_000_000, "without an end"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return count


def sprm(code: int, operand: bytes) -> bytes:
    return struct.pack("<H", code) + operand


def test_character_properties() -> None:
    props = char_props(sprm(0x0800, b"\1") + sprm(0x083C, b"\x81") + sprm(0x4A30, b"\5\0"))
    assert (props.deleted, props.vanish, props.style) == (True, 0x81, 5)
    assert char_props(sprm(0x6A09, struct.pack("<HH", 3, 0xF0FE))).symbol == 0xF0FE
    assert char_props(b"\x00") == char_props(b"")


def test_paragraph_properties_jump_over_long_operands() -> None:
    definition = sprm(0xD608, struct.pack("<H", 5) + bytes(4))
    row = (
        struct.pack("<H", 7) + definition + sprm(0x2416, b"\1") + sprm(0x2417, b"\1") + sprm(0x460B, b"\3\0")
    )
    props = para_props(row, b"")
    assert (props.style, props.depth, props.row_end, props.num) == (7, 1, True, 3)


def test_paragraph_properties_that_stand_in_the_data_stream() -> None:
    stored = sprm(0x6649, struct.pack("<I", 2)) + sprm(0x6646, struct.pack("<I", 0))
    data = struct.pack("<H", len(stored)) + stored
    assert para_props(b"\0\0" + sprm(0x6646, struct.pack("<I", 0)), data).depth == 2


def test_a_summary_with_absurd_counts_is_read_at_once() -> None:
    stream = bytes(44) + struct.pack("<I", 48) + struct.pack("<IIII", 99, 0xFFFFFFFF, 2, 40)
    stream += bytes(24) + struct.pack("<II", 30, 0xFFFFFFF0) + "题名".encode("gb18030") + b"\0"
    assert steps(summary_properties, stream) < 2_000
    assert summary_properties(stream) == {"title": "题名"}
    assert steps(summary_properties, b"\xff" * 500) < 2_000
    assert summary_properties(b"\xff" * 500) == {}


SOURCES = {
    "lists": Docx(
        p("甲", num=(1, 0)),
        p("乙", num=(1, 1)),
        "隔开",
        p("丙", num=(1, 0)),
        p("丁", num=(2, 0)),
        p("戊", style="Numbered"),
        styles=HEADINGS
        + style(
            "Numbered",
            "编号样式",
            inner='<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>',
        ),
        numbering=numbering(
            {
                1: [("chineseCounting", "第%1条"), ("decimal", "%1.%2")],
                2: [("upperRoman", "%1)")],
                3: [("chineseCountingThousand", "%1、")],
            }
        ),
    ),
    "tables": Docx(
        table([["一", "二"], [cell("三", table([["内", "里"]]), "后"), "四"]]),
        "表间",
        table([row("五", "六"), row(cell("七", properties='<w:gridSpan w:val="2"/>'))]),
        mark_deleted("连起"),
        "来了",
    ),
    "emoji": Docx("甲😀乙𠮷丙" * 30, p("丁", num=(1, 0)), numbering=numbering({1: [("bullet", "\uf06c")]})),
    "long": Docx(*(f"第{n}段，每周听两节课，不收家长一分钱。" for n in range(400))),
    "empty": Docx(Xml("<w:p/>")),
}


@pytest.fixture(scope="module")
def made(convert: Convert) -> dict[str, Path]:
    return convert(SOURCES, "doc")


@pytest.mark.soffice
def test_lists(made: dict[str, Path]) -> None:
    document = read(made["lists"])
    shown = [(q.number, q.text) for q in document.paragraphs]
    assert shown == [
        ("第一条 ", "甲"),
        ("一.1 ", "乙"),
        ("", "隔开"),
        ("第二条 ", "丙"),
        ("I)", "丁"),
        ("一、", "戊"),
    ]
    assert (document.paragraphs[-1].level, document.paragraphs[-1].style) == (2, "编号样式")


@pytest.mark.soffice
def test_tables(made: dict[str, Path]) -> None:
    document = read(made["tables"])
    places = [(q.text, q.cell and (q.cell.table, q.cell.row, q.cell.column)) for q in document.paragraphs]
    assert places == [
        ("一", (1, 1, 1)),
        ("二", (1, 1, 2)),
        ("三", (1, 2, 1)),
        ("内", (2, 1, 1)),
        ("里", (2, 1, 2)),
        ("后", (1, 2, 1)),
        ("四", (1, 2, 2)),
        ("表间", None),
        ("五", (3, 1, 1)),
        ("六", (3, 1, 2)),
        ("七", (3, 2, 1)),
        ("连起来了", None),
    ]


@pytest.mark.soffice
def test_characters_beyond_the_first_plane(made: dict[str, Path]) -> None:
    document = read(made["emoji"])
    assert document.paragraphs[0].text == "甲😀乙𠮷丙" * 30
    assert document.paragraphs[1].number == "•"


@pytest.mark.soffice
def test_many_pages_of_formatting(made: dict[str, Path]) -> None:
    document = read(made["long"])
    assert [q.text[:5] for q in document.paragraphs[-2:]] == ["第398段", "第399段"]
    assert len(document.paragraphs) == 400


@pytest.mark.soffice
def test_empty(made: dict[str, Path]) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(made["empty"])
    assert refusal.value.code == "empty"


@pytest.mark.soffice
def test_broken_bytes_are_read_or_refused_at_once(made: dict[str, Path]) -> None:
    """Whatever numbers stand in a file, reading it takes little more work than reading it whole."""
    chance = random.Random(5)
    for name in ("lists", "tables"):
        data = made[name].read_bytes()
        whole = steps(read_old_word, data, "doc", "0", DEFAULT)
        for _ in range(300):
            broken = bytearray(data)
            for _ in range(chance.choice((1, 4, 30))):
                at = chance.randrange(len(broken) - 4)
                broken[at : at + 4] = struct.pack(
                    "<I", chance.choice((0, 1, 0xFFFF, 0xFFFFFFFF, chance.getrandbits(32)))
                )
            assert steps(_read, bytes(broken)) < 3 * whole


def _read(data: bytes) -> None:
    with contextlib.suppress(NotWord97, Unreadable):
        assert read_old_word(data, "doc", "0", DEFAULT).characters


@pytest.mark.soffice
def test_a_cut_off_file_is_refused(made: dict[str, Path]) -> None:
    data = made["long"].read_bytes()
    for size in range(1024, len(data) // 2, 8192):
        with pytest.raises(Unreadable) as refusal:
            read_data(data[:size])
        assert refusal.value.code == "damaged"
