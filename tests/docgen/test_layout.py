"""The layout of GB/T 9704-2012: as numbers in the file, and as LibreOffice really sets it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from docgen.cli import main
from docgen.layout import load_layout
from docgen.measure import width
from docgen.package import read_members, write_members
from docgen.problems import UserError
from docgen.styles import apply_layout
from docgen.template import Template, environment
from tests.docgen.helpers import part, text
from tools.build_templates import build

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "templates" / "plan" / "template.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed",
)


def test_page_and_margins_in_twips() -> None:
    section = Document(str(PLAN)).sections[0]._sectPr
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert [margins.get(f"{W}{side}") for side in ("top", "bottom", "left", "right")] == [
        "2098",
        "1984",
        "1587",
        "1474",
    ]
    grid = section.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")


def test_headings_are_real_styles_with_outline_levels() -> None:
    styles = {s.style_id: s for s in Document(str(PLAN)).styles if s.type == WD_STYLE_TYPE.PARAGRAPH}
    for level, font in enumerate(("黑体", "楷体", "仿宋", "仿宋"), 1):
        element = styles[f"Heading{level}"].element
        assert element.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)
        fonts = element.find(f"{W}rPr/{W}rFonts")
        slots = {k.replace(W, ""): v for k, v in fonts.attrib.items()}
        assert slots == dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), font)
    body = styles["BodyIndent"].element
    assert body.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    assert body.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "579"
    assert body.find(f"{W}rPr/{W}spacing").get(f"{W}val") == "-5"
    assert styles["Title"].element.find(f"{W}rPr/{W}sz").get(f"{W}val") == "44"


def test_one_line_of_the_plan_goes_with_its_signature(tmp_path: Path) -> None:
    """More would leave a third of the page before empty: a heading, its text, the annexes and the signature."""
    assert (
        main(["make", "plan", "--data", str(PLAN.with_name("example.yaml")), "-o", str(tmp_path / "a.docx")])
        == 0
    )
    body = [p for p in Document(str(tmp_path / "a.docx")).paragraphs if p.text]
    last = next(i for i, p in enumerate(body) if p.style.style_id == "AttachmentNote") - 1
    kept = [i for i, p in enumerate(body[:last]) if p.paragraph_format.keep_with_next]
    assert body[last].paragraph_format.keep_with_next
    assert body[last].style.style_id == body[last - 1].style.style_id == "BodyIndent"
    assert width(body[last].text) <= 26
    assert not kept  # only styles of headings keep otherwise


@pytest.mark.parametrize(
    "template", sorted(ROOT.glob("templates/*/template.docx")), ids=lambda p: p.parent.name
)
def test_no_theme_fonts_no_typed_blanks_for_place(template: Path) -> None:
    members = read_members(template, "模板")
    assert not [n for n in members if "theme" in n]
    joined = b"".join(d for n, d in members.items() if n.endswith(".xml"))
    assert b"Theme=" not in joined
    for paragraph in Document(str(template)).paragraphs:
        assert not re.match(r"[ 　]", paragraph.text), "an indent typed as spaces"


def test_odd_and_even_page_numbers() -> None:
    assert b"<w:evenAndOddHeaders/>" in read_members(PLAN, "模板")["word/settings.xml"]
    odd, even = part(PLAN, "word/footer1.xml"), part(PLAN, "word/footer2.xml")
    assert 'w:jc w:val="right"' in odd
    assert 'w:rightChars="100"' in odd
    assert 'w:jc w:val="left"' in even
    assert 'w:leftChars="100"' in even
    assert "— " in odd
    assert " PAGE " in odd


def test_a_profile_changes_measures_and_nothing_else(tmp_path: Path) -> None:
    profile = tmp_path / "单位.yaml"
    profile.write_text("page: {top_mm: 30}\nstyles:\n- {id: Heading1, font: 楷体}\n", encoding="utf-8")
    layout = load_layout(str(profile))
    members = apply_layout(read_members(PLAN, "模板"), layout)
    assert 'w:top="1701"' in members["word/document.xml"].decode()
    assert 'w:bottom="1984"' in members["word/document.xml"].decode()
    heading = re.search(r'w:styleId="Heading1".*?</w:style>', members["word/styles.xml"].decode(), re.DOTALL)
    assert heading
    assert 'w:eastAsia="楷体"' in heading[0]
    assert text(write_members(members)) == text(PLAN)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("页边距: 3\n", "不认识的项“页边距”"),
        ("page: {上: 3}\n", "不认识的项“page.上”"),
        ("styles:\n- {id: 标题}\n", "认识的 id"),
        ("date: 阳历\n", "date 只能是"),
        ("- 1\n", "项目: 值"),
    ],
)
def test_a_wrong_profile_is_told_in_chinese(tmp_path: Path, words: str, told: str) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text(words, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        load_layout(str(profile))


def test_a_bureaus_own_styles_survive_a_profile() -> None:
    members = read_members(PLAN, "模板")
    own = '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Own"><w:name w:val="本局样式"/></w:style></w:styles>'
    members["word/styles.xml"] = members["word/styles.xml"].replace(b"</w:styles>", own.encode())
    assert "本局样式" in apply_layout(members, load_layout("页码居中"))["word/styles.xml"].decode()


def test_documents_before_july_2012_may_have_dates_in_chinese_numerals(tmp_path: Path) -> None:
    example = ROOT / "templates" / "plan" / "example.yaml"
    assert (
        main(["make", "plan", "--data", str(example), "-o", str(tmp_path / "a.docx"), "--profile", "旧式"])
        == 0
    )
    assert "二〇一〇年六月十日" in text(tmp_path / "a.docx")


def _pdf(document: bytes, folder: Path) -> Path:
    path = folder / "a.docx"
    path.write_bytes(document)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "a.pdf"


def _words(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Every word's box (x0, y0, x1, y1) in points, a list a page."""
    out = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = []
    for page in out.split("<page ")[1:]:
        found = re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page
        )
        pages.append([(float(a), float(b), float(c), float(d), w) for a, b, c, d, w in found])
    return pages


def _document(source: list[dict[str, Any]], **context: object) -> bytes:
    return Template(build(source, load_layout()), "试", environment()).render({"文件标题": "试", **context})


@pytest.mark.soffice
@needs_office
def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    pages = _words(_pdf(_document([{"p": "{{ 文 }}"}], 文="国" * 28 * 50), tmp_path))
    lines: dict[float, int] = {}
    for _, y, _, _, word in pages[0]:
        if "国" in word:
            lines[round(y)] = lines.get(round(y), 0) + len(word)
    counts = [lines[y] for y in sorted(lines)]
    assert len(counts) == 22
    assert counts == [26] + [28] * 21  # the first line is indented by two
    top, bottom = min(lines), max(lines)
    assert (bottom - top) / 21 == pytest.approx(28.95, abs=0.1)


@pytest.mark.soffice
@needs_office
def test_page_number_seven_millimetres_below_odd_right_even_left(tmp_path: Path) -> None:
    pages = _words(_pdf(_document([{"p": "{{ 文 }}"}], 文="国" * 28 * 50), tmp_path))
    point = 25.4 / 72
    foot = 297 - 35  # the type area's lower edge, in mm from the top
    for number, words in enumerate(pages[:2], 1):
        x0, y0, x1, y1, _ = next(w for w in words if w[4] == "—" and w[1] * point > foot)
        dash = (y0 + y1) / 2 * point
        assert dash - foot == pytest.approx(7, abs=1.5)
        digit = next(w for w in words if w[4] == str(number) and w[1] * point > foot)
        assert (digit[0] * point > 150) == (number % 2 == 1)


def _half_width_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":", "family"], capture_output=True, timeout=60).stdout.decode()
    return "Noto Sans Mono CJK SC" in found


@pytest.mark.soffice
@needs_office
@pytest.mark.skipif(not _half_width_font(), reason="no font here whose digits are half a character wide")
@pytest.mark.parametrize("name", ["中共云溪县石桥镇中心小学支部委员会", "承诺人：欧阳文秀", "李文"])
def test_the_date_begins_two_characters_after_the_name(tmp_path: Path, name: str) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("fonts: {仿宋: Noto Sans Mono CJK SC}\n", encoding="utf-8")
    blocks = [{"p": "正文。"}, {"signature": "{{ 名 }}"}, {"date": "2011年3月1日"}]
    document = Template(build(blocks, load_layout(str(profile))), "试", environment()).render(
        {"文件标题": "试", "名": name}
    )
    (words,) = _words(_pdf(document, tmp_path))
    signature = next(w for w in words if w[4] == name)
    year, day = (next(w for w in words if w[4] == t) for t in ("2011", "日"))
    assert year[0] - signature[0] == pytest.approx(2 * 16, abs=6)
    edge = 595.3 - 26 / 25.4 * 72
    last = signature if name.startswith("中共") or name.startswith("承诺") else day
    assert edge - last[2] == pytest.approx(2 * 16, abs=6)


@pytest.mark.soffice
@needs_office
def test_an_edited_heading_keeps_its_place_in_the_outline(tmp_path: Path) -> None:
    """LibreOffice reads the plan, and its navigator has the chapters: exported bookmarks are the outline."""
    example = ROOT / "templates" / "plan" / "example.yaml"
    main(["make", "plan", "--data", str(example), "-o", str(tmp_path / "a.docx")])
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "fodt", "--outdir", tmp_path,
         tmp_path / "a.docx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    words = (tmp_path / "a.fodt").read_text(encoding="utf-8")
    heads = re.findall(r'<text:h [^>]*text:outline-level="(\d)"[^>]*>(.*?)</text:h>', words, re.DOTALL)
    plain = [(level, re.sub(r"<[^>]*>", "", head)) for level, head in heads]
    assert ("1", "一、指导思想") in plain
    assert ("2", "（一）创建“五个好”先进基层党组织") in plain
