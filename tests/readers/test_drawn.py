"""Words that are drawn, and prompts, in old Word files and OpenDocument as LibreOffice writes them."""

from __future__ import annotations

import contextlib
import random
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.document import Document, Unreadable
from checker.readers import read
from checker.readers.oldword.art import Art, word_art
from tests.docx_builder import Docx, Xml, p, run, simple_field
from tests.readers.conftest import Convert
from tests.readers.test_fields import open_field


def record(kind: int, content: bytes, *, container: bool = False, count: int = 0) -> bytes:
    return struct.pack("<HHI", 0xF if container else count << 4, kind, len(content)) + content


def shape(number: int, words: str) -> bytes:
    text = f"{words}\0".encode("utf-16-le")
    properties = struct.pack("<HIHIHI", 0x80C1, 4, 0x00C3, 9, 0x80C0, len(text)) + b"\1\2\3\4" + text
    return record(
        0xF004,
        record(0xF00A, struct.pack("<II", number, 0)) + record(0xF00B, properties, count=3),
        container=True,
    )


def drawings(*parts: tuple[int, bytes]) -> bytes:
    whole = record(0xF000, b"common", container=True)
    for header, shapes in parts:
        whole += bytes((header,)) + record(0xF002, record(0xF003, shapes, container=True), container=True)
    return whole


WHOLE = drawings((0, shape(7, "承诺书") + shape(8, "") + shape(9, "第二")), (1, shape(7, "机密")))
ANCHORS = struct.pack("<III", 0, 50, 60) + struct.pack("<I22x", 7) + struct.pack("<I22x", 9)


def test_words_of_shapes_and_where_they_are_anchored() -> None:
    assert list(word_art(WHOLE, ANCHORS)) == [
        Art("承诺书", False, 0),
        Art("第二", False, 50),
        Art("机密", True, 0),
    ]
    assert list(word_art(b"", b"")) == []


@pytest.mark.parametrize("seed", range(20))
def test_broken_drawings_end(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(50):
        data = bytearray(WHOLE[: source.randrange(len(WHOLE))])
        for _ in range(min(len(data), 5)):
            data[source.randrange(len(data))] = source.randrange(256)
        with contextlib.suppress(struct.error):  # the file is read without its WordArt
            assert len(list(word_art(bytes(data), ANCHORS[: source.randrange(len(ANCHORS))]))) <= 4


def art(words: str) -> Xml:
    style = 'style="width:200pt;height:40pt;position:absolute"'
    return Xml(
        f'<w:r><w:pict><v:shape {style} type="#_x0000_t136"><v:textpath string="{words}"/></v:shape></w:pict></w:r>'
    )


DROP = '<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>'
INNER = Docx("嵌入的正文").bytes()
OBJECT = Xml(
    '<w:r><w:object><v:shape style="width:200pt;height:40pt"><v:imagedata r:id="i"/></v:shape><o:OLEObject Type="Embed" '
    'ProgID="Word.Document.12" ShapeID="s" DrawAspect="Content" ObjectID="1" r:id="e"/></w:object></w:r>'
)
PARTS = {
    "relations": [("e", "package", "embeddings/a.docx", False), ("i", "image", "media/image1.emf", False)],
    "files": {"word/embeddings/a.docx": INNER, "word/media/image1.emf": b"x"},
}
MADE = {
    "drawn": Docx(
        p(art("承诺书")),
        p("每", properties=DROP),
        "周听两节课。",
        p(art("最后的字")),
        headers={"default": p(art("机密"))},
    ),
    "object": Docx(p(OBJECT), **PARTS),  # type: ignore[arg-type]
    "object and words": Docx("正文在附件里。" * 30, p(OBJECT), **PARTS),  # type: ignore[arg-type]
    "prompts": Docx(
        p("姓名：", open_field("MACROBUTTON NoMacro [单击此处]")),
        p("日期：", Xml("<w:sdt><w:sdtPr><w:showingPlcHdr/><w:date/></w:sdtPr><w:sdtContent>" + run("选择日期")
                       + "</w:sdtContent></w:sdt>"), simple_field("", instruction="x")),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(convert: Convert) -> Iterator[dict[str, dict[str, Path]]]:
    yield {kind: convert(MADE, kind) for kind in ("doc", "odt")}


def of(document: Document, *parts: str) -> list[str]:
    return [q.text for q in document.paragraphs if q.part in parts]


@pytest.mark.soffice
def test_word_art_and_dropped_capitals(made: dict[str, dict[str, Path]]) -> None:
    document = read(made["doc"]["drawn"])
    assert [q.text for q in document.paragraphs] == ["承诺书", "每周听两节课。", "最后的字", "机密"]
    assert of(document, "header") == ["机密"]
    assert of(document, "textbox") == ["承诺书", "最后的字"]


@pytest.mark.soffice
@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_objects_that_hold_words_are_told_of(made: dict[str, dict[str, Path]], kind: str) -> None:
    assert "file.embedded" in {rule for rule, _ in read(made[kind]["object and words"]).notes}
    with pytest.raises(Unreadable) as refused:
        read(made[kind]["object"])
    assert refused.value.code == "unsupported"
    assert "没有读到" in refused.value.reason


@pytest.mark.soffice
def test_prompts_of_opendocument(made: dict[str, dict[str, Path]]) -> None:
    document = read(made["odt"]["prompts"])
    prompts = [q.text[a:b].strip() for q in document.paragraphs for a, b in q.prompts]
    assert prompts == ["[单击此处]", "选择日期"]
