"""What says the same is judged the same, however the file is made; what no longer says it is judged otherwise."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.document import Unreadable
from checker.findings import Review
from checker.judging import review_document
from checker.normal import normalise
from checker.readers import read, read_data
from corpus import load_standard
from docgen.cli import main as docgen
from tests.docx_builder import (
    Docx,
    Xml,
    block_control,
    control,
    deleted,
    footnote,
    hidden,
    inserted,
    link,
    moved_from,
    moved_to,
    p,
    run,
    smart_tag,
    table,
    text_box,
)
from tests.readers.conftest import Convert, convert  # noqa: F401

STANDARD = load_standard()
DEEDS = {
    "study": "每周读两小时教育理论书籍，每学期写一万字读书笔记。",
    "excel": "每节课写好详细教案，每学期上一节校级公开课。",
    "serve": "每学期家访二十户，结对帮扶两名留守儿童。",
    "discipline": "按月交纳党费，不收家长一分钱，不搞有偿补课。",
    # 不收礼 would be of discipline as well.
    "righteous": "不体罚学生，看到同事言行不当当面提醒，家里红白喜事从简办。",
}
SCHOOL = "云溪县石桥镇中心小学"
OPENING = "我是一名共产党员，郑重作出以下承诺，请大家监督："
CLOSING = (f"承诺人：{SCHOOL} 林小禾", "2011年3月1日")
# About nothing the standard asks for.
IRRELEVANT = (
    "今天天气晴朗，操场边的梧桐树长出了新叶。",
    "附：本校地址在石桥镇河东路十二号，邮编四一二三零零。",
)

Verdict = tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, bool], ...]]


def judged(data: bytes) -> Review:
    return review_document(read_data(data), "a.docx", STANDARD)


def verdict(review: Review) -> Verdict:
    """Kind, levels and sections: what must not depend on how the file is made."""
    levels = tuple((e.id, e.level) for e in review.elements)
    return review.kind, levels, tuple((s.id, s.found) for s in review.sections)


def letter(change: dict[str, Xml] | None = None, notes: Iterable[str] = (), school: str = SCHOOL) -> bytes:
    """The letter, the paragraphs of some deeds replaced."""
    deeds = [(change or {}).get(name, p(words)) for name, words in DEEDS.items()]
    closing = [words.replace(SCHOOL, school) for words in CLOSING]
    return Docx("党员承诺书", OPENING, *deeds, *closing, footnotes=list(notes)).bytes()


@pytest.fixture(scope="module")
def plain() -> Verdict:
    found = verdict(judged(letter()))
    assert found[0] == "letter"
    assert dict(found[1]) == dict.fromkeys(DEEDS, "covered")
    assert all(there for _, there in found[2])
    return found


def split(words: str) -> Xml:
    """Every character a run of its own, some bold."""
    pieces = (run(c, properties="<w:b/>" if n % 3 else "") for n, c in enumerate(words))
    return Xml("".join(pieces))


CARRIERS: dict[str, Callable[[str], Xml]] = {
    "table": lambda words: table([["承诺", words]]),
    "table in a table": lambda words: table([[Xml(f"<w:tc><w:tcPr/>{table([[words]])}<w:p/></w:tc>")]]),
    "text box": lambda words: p(text_box(words)),
    "content control": lambda words: p(control(words)),
    "block control": lambda words: block_control(words),
    "tracked insertion": lambda words: p(inserted(words)),
    "tracked move": lambda words: p(moved_to(words)),
    "inserted in a control": lambda words: p(inserted(control(words))),
    "link": lambda words: p(link(words)),
    "smart tag": lambda words: p(smart_tag(words)),
    "many runs": lambda words: p(split(words)),
    "many runs, some inserted": lambda words: p(run(words[:7]), inserted(split(words[7:]))),
    "beside what was deleted": lambda words: p(deleted("原来写的别的话。"), words, hidden("藏着的话。")),
    "broken lines": lambda words: p(run(words[:9]), run(inner="<w:br/>"), run(words[9:])),
}
GONE: dict[str, Callable[[str], Xml]] = {
    "deleted": lambda words: Xml(""),
    "tracked deletion": lambda words: p(deleted(words)),
    "moved away": lambda words: p(moved_from(words)),
    "hidden": lambda words: p(hidden(words)),
    "hidden in a table": lambda words: table([[p(hidden(words))]]),
    "deleted in a text box": lambda words: p(text_box(p(deleted(words)))),
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_where_a_deed_stands_changes_nothing(plain: Verdict, carrier: str) -> None:
    for name, words in DEEDS.items():
        review = judged(letter({name: CARRIERS[carrier](words)}))
        assert verdict(review) == plain, name


def test_a_deed_in_a_footnote_counts(plain: Verdict) -> None:
    for name, words in DEEDS.items():
        assert verdict(judged(letter({name: p("还有一条见注", footnote(1))}, [words]))) == plain, name


@pytest.mark.parametrize("carrier", GONE)
def test_a_deed_that_is_not_there_is_missed_and_nothing_else(plain: Verdict, carrier: str) -> None:
    for name, words in DEEDS.items():
        kind, levels, sections = verdict(judged(letter({name: GONE[carrier](words)})))
        changed = {element: level for element, level in levels if level != "covered"}
        assert set(changed) == {name}
        assert (kind, sections) == (plain[0], plain[2])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(sorted(DEEDS)), st.sampled_from(sorted(CARRIERS))),
    st.sampled_from(["河口县第一中学", "青石乡中心幼儿园", "县直机关幼儿园", "大坪九年一贯制学校"]),
)
def test_any_mixture_of_carriers_and_any_school(
    plain: Verdict, carriers: dict[str, str], school: str
) -> None:
    change = {name: CARRIERS[carrier](DEEDS[name]) for name, carrier in carriers.items()}
    review = judged(letter(change, school=school))
    assert verdict(review) == plain


# --- the packaged examples ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A letter, a report and a plan as docgen makes them."""
    out = tmp_path_factory.mktemp("demo")
    assert docgen(["demo", "-o", str(out)]) == 0
    found = {
        name: next(f.read_bytes() for f in sorted(out.rglob(f"*{words}*.docx")))
        for name, words in (
            ("letter", "李文秀-承诺书"),
            ("report", "李文秀-党性分析报告"),
            ("plan", "创先争优活动实施方案"),
        )
    }
    assert {name: judged(data).kind for name, data in found.items()} == {n: n for n in found}
    return found


def members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


class _OneWay(io.RawIOBase):
    """A stream that cannot go back: zipfile then writes data descriptors."""

    def __init__(self) -> None:
        self.made = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.made += bytes(data)
        return len(data)


def zipped(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED, level: int = 6) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method, compresslevel=level) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def described(parts: list[tuple[str, bytes]]) -> bytes:
    stream = _OneWay()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, content in parts:
            archive.writestr(name, content)
    return bytes(stream.made)


def commented(parts: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = "压缩说明".encode()
    return stream.getvalue()


ZIPS: dict[str, Callable[[list[tuple[str, bytes]]], bytes]] = {
    "stored": lambda parts: zipped(parts, zipfile.ZIP_STORED),
    "packed hard": lambda parts: zipped(parts, level=9),
    "backwards": lambda parts: zipped(parts[::-1]),
    "shuffled": lambda parts: zipped(random.Random(1).sample(parts, len(parts))),
    "with data descriptors": described,
    "with a comment": commented,
    "with folders and strangers": lambda parts: zipped([("word/", b""), *parts, ("说明.txt", "字".encode())]),
    "something in front": lambda parts: b"#!/bin/sh\n" + zipped(parts),
}


@pytest.mark.parametrize("way", ZIPS)
def test_zipping_anew_changes_nothing(examples: dict[str, bytes], way: str) -> None:
    for name, data in examples.items():
        changed = ZIPS[way](members(data))
        assert changed != data
        try:
            assert verdict(judged(changed)) == verdict(judged(data)), name
        except Unreadable as refusal:
            assert way == "something in front"
            assert refusal.code in ("not_document", "damaged")


def paragraphs_added(data: bytes, places: list[int]) -> bytes:
    parts = dict(members(data))
    pieces = parts["word/document.xml"].decode().split("</w:p>")
    for number, place in enumerate(places):
        words = IRRELEVANT[number % len(IRRELEVANT)]
        # Never before the title nor behind the signature, where a paragraph has a meaning of its own.
        at = 3 + place % max(1, len(pieces) // 2 - 4)
        pieces[at - 1] += f"</w:p>{p(words).removesuffix('</w:p>')}"
    parts["word/document.xml"] = "</w:p>".join(pieces).encode()
    return zipped(list(parts.items()))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["letter", "report"]), st.lists(st.integers(0, 500), min_size=1, max_size=4))
def test_irrelevant_paragraphs_change_nothing(
    examples: dict[str, bytes], name: str, places: list[int]
) -> None:
    assert verdict(judged(paragraphs_added(examples[name], places))) == verdict(judged(examples[name]))


@pytest.mark.parametrize("school", ["河口县青石乡希望学校", "大坪镇第二幼儿园"])
def test_another_school_changes_nothing(examples: dict[str, bytes], school: str) -> None:
    for name, data in examples.items():
        parts = [(n, c.replace(SCHOOL.encode(), school.encode())) for n, c in members(data)]
        assert dict(parts)["word/document.xml"] != dict(members(data))["word/document.xml"]
        assert verdict(judged(zipped(parts))) == verdict(judged(data)), name


def test_evidence_is_the_text_at_its_place(examples: dict[str, bytes]) -> None:
    sources = [*examples.values(), *(letter({"serve": make(DEEDS["serve"])}) for make in CARRIERS.values())]
    for data in sources:
        assert all(check_places(data).values()), "each element is quoted"


def check_places(data: bytes) -> dict[str, int]:
    """Every quotation stands at its `Where`, in a paragraph of the part it names; how many each element has."""
    document = read_data(data)
    review = review_document(document, "a.docx", STANDARD)
    quoted = [e for element in review.elements for e in element.evidence]
    for evidence in quoted:
        assert document.quote(evidence.where) == evidence.text
        assert evidence.text.strip()
    places = [e.where for e in quoted] + [f.where for f in review.findings if f.where]
    places += [s.where for s in review.sections if s.where]
    for where in places:
        paragraph = document.paragraphs[where.paragraph]
        assert where.part == paragraph.part
        assert 0 <= where.start <= where.end <= len(paragraph.text)
    found = {element.id: len(element.evidence) for element in review.elements}
    # What is missing may quote a sentence that is nearly sure, and then says so.
    assert {e.id for e in review.elements if e.evidence} == {
        e.id for e in review.elements if e.level != "missing" or e.reason
    }
    return found


PIECES = st.sampled_from(
    [*DEEDS.values(), *IRRELEVANT, "一、指导思想", "（一）带头学习提高", "二、存在的主要问题", "党性分析报告",
     "效劳群众，创(chuàng)先争优，認真備課。", "我  每周,听两节课 ；", "\u200b带头遵纪守法\u3000不收礼", "2011年2月30日",
     "承诺人：林小禾", "𠮷野同志每学期家访二十户。", "学习学习，提高提高。", "……", "1.", "（　）", "【待填：姓名】"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=3).map("".join), min_size=1, max_size=12), st.randoms())
def test_evidence_of_any_document_is_the_text_at_its_place(texts: list[str], chance: random.Random) -> None:
    blocks = [chance.choice(sorted(CARRIERS.items()))[1](t) if len(t) > 12 else p(t) for t in texts]
    quoted = check_places(Docx("承诺书", *blocks).bytes())
    # A paragraph of its own; beside other words it may be a heading's, or somebody else's deed.
    for name, words in DEEDS.items():
        assert quoted[name] or words not in texts, name


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_normalised_leads_back_to_itself(raw: str) -> None:
    normal = normalise(raw)
    last = 0
    for i in range(len(normal.text)):
        start, end = normal.span(i, i + 1)
        assert last <= start < end <= len(raw)
        last = start
    assert normalise(normal.text).text == normalise(normalise(normal.text).text).text


def test_examples_cut_flipped_and_spliced_are_reviewed_or_refused(examples: dict[str, bytes]) -> None:
    chance = random.Random(9)
    other = examples["letter"]
    for data in examples.values():
        cut = Counter(reviewed_or_refused(data[:size]) for size in range(0, len(data), 1024))
        assert cut == {"empty": 1, "damaged": sum(cut.values()) - 1}
        broken = []
        for _ in range(25):
            flipped = bytearray(data)
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            place = chance.randrange(len(data))
            broken += [bytes(flipped), data[:place] + other[place:]]
        ends = Counter(map(reviewed_or_refused, broken))
        assert {"reviewed", "damaged"} <= set(ends) <= {"reviewed", "damaged", "not_document"}, ends


def test_examples_broken_inside_with_fitting_checksums(examples: dict[str, bytes]) -> None:
    chance = random.Random(10)
    for data in examples.values():
        parts = dict(members(data))
        content = parts["word/document.xml"]
        tags = [n for n, c in enumerate(content) if c == ord("<")]
        ends: Counter[str] = Counter()
        for _ in range(20):
            start, end = sorted(chance.choices(tags, k=2))
            piece = content[start : min(end, start + 5000)]
            flip = bytearray(content)
            flip[chance.randrange(len(flip))] ^= 1 << chance.randrange(8)
            for changed in (
                content[:start] + content[end:],
                content[:end] + piece + content[end:],
                bytes(flip),
            ):
                whole = zipped(list({**parts, "word/document.xml": changed}.items()), level=1)
                ends[reviewed_or_refused(whole)] += 1
        assert set(ends) == {"reviewed", "damaged"}, ends


def reviewed_or_refused(data: bytes) -> str:
    """ "reviewed", every place checked, or the code of the refusal."""
    try:
        check_places(data)
    except Unreadable as refusal:
        assert any("\u4e00" <= c <= "\u9fff" for c in refusal.reason)
        assert refusal.advice
        return refusal.code
    return "reviewed"


# --- other formats ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def converted(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:  # noqa: F811
    sources = {"letter": Raw(letter()), "moved": Raw(letter({"serve": CARRIERS["table"](DEEDS["serve"])}))}
    return {kind: convert(sources, kind) for kind in ("doc", "odt", "rtf")}  # type: ignore[arg-type]


class Raw:
    """Bytes that save themselves as the builder's documents do."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def save(self, path: Path) -> Path:
        path.write_bytes(self.data)
        return path


@pytest.mark.soffice
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_another_format_changes_nothing(
    plain: Verdict, converted: dict[str, dict[str, Path]], kind: str
) -> None:
    for name, path in converted[kind].items():
        document = read(path)
        assert document.format == kind
        assert verdict(review_document(document, path.name, STANDARD)) == plain, name


@pytest.mark.soffice
def test_and_back_again(plain: Verdict, converted: dict[str, dict[str, Path]], convert: Convert) -> None:  # noqa: F811
    sources = {kind: Raw(paths["letter"].read_bytes()) for kind, paths in converted.items()}
    for kind, path in convert(sources, "docx").items():  # type: ignore[arg-type]
        assert verdict(judged(path.read_bytes())) == plain, kind


@pytest.mark.soffice
def test_an_old_word_file_cut_and_flipped_is_reviewed_or_refused(
    converted: dict[str, dict[str, Path]],
) -> None:
    data = converted["doc"]["letter"].read_bytes()
    chance = random.Random(12)
    cut = Counter(reviewed_or_refused(data[:size]) for size in range(0, len(data), 2048))
    ends: Counter[str] = Counter()
    for _ in range(40):
        flipped = bytearray(data)
        place = chance.randrange(len(data) - 4)
        flipped[place : place + 4] = struct.pack("<I", chance.randrange(2**32))
        ends[reviewed_or_refused(bytes(flipped))] += 1
    assert set(cut) == {"empty", "damaged"}, "half a file is no document"
    assert set(ends) <= {"reviewed", "damaged"} and ends["reviewed"] > 10, "most of such a file is not text"
