"""The layout family: silent on what docgen makes, and on one thing at a time where a document differs."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from checker.cli import main as checker
from checker.findings import Finding
from checker.judging import review_document
from checker.pagefacts import page_facts
from checker.readers import read_data
from checker.rules.layout import RULES
from checker.rules.typefaces import is_face
from corpus import load_standard
from corpus.pagelayout import load_page_layout, parse_page_layout
from corpus.yamldoc import StandardError
from docgen.cli import main as docgen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("文书")
    assert docgen(["demo", "-o", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def plan(made: Path) -> Path:
    return next(p for p in sorted(made.rglob("*.docx")) if "活动实施方案" in p.name)


def layout(path: Path) -> list[Finding]:
    source = path.read_bytes()
    document = read_data(source)
    result = review_document(document, path.name, load_standard(), page=page_facts(source))
    return [f for f in result.findings if f.family == "layout"]


def changed(plan: Path, tmp_path: Path, change: Callable[[Any], None]) -> list[Finding]:
    document = docx.Document(str(plan))
    change(document)
    path = tmp_path / "改.docx"
    document.save(str(path))
    return layout(path)


def test_what_docgen_makes_has_no_finding(made: Path) -> None:
    paths = sorted(made.rglob("*.docx"))
    assert len(paths) > 10
    told = {p.name: [f.message for f in layout(p)] for p in paths}
    assert {name: found for name, found in told.items() if found} == {}


def body_runs(document: Any) -> list[Any]:
    """Runs of long paragraphs: body, not headings."""
    return [r for p in document.paragraphs if len(p.text) > 40 for r in p.runs]


def east_asian(run: Any, name: str) -> None:
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def letter_paper(document: Any) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Mm(215.9), Mm(279.4)


def on_its_side(document: Any) -> None:
    for section in document.sections:
        section.page_width, section.page_height = section.page_height, section.page_width


def wide_margins(document: Any) -> None:
    for section in document.sections:
        section.top_margin = section.bottom_margin = Mm(25.4)
        section.left_margin = section.right_margin = Mm(31.8)


def song_body(document: Any) -> None:
    for run in body_runs(document):
        east_asian(run, "宋体")


def small_body(document: Any) -> None:
    for run in body_runs(document):
        run.font.size = Pt(12)


def bold_title(document: Any) -> None:
    title = next(p for p in document.paragraphs if "实施方案" in p.text)
    for run in title.runs:
        east_asian(run, "宋体")
        run.font.size = Pt(18)


def song_headings(document: Any) -> None:
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("一、"):
            for run in paragraph.runs:
                east_asian(run, "宋体")


def tight_lines(document: Any) -> None:
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(20)


def no_number(document: Any) -> None:
    for section in document.sections:
        for footer in (section.footer, section.even_page_footer):
            for paragraph in footer.paragraphs:
                for run in list(paragraph.runs):
                    run._element.getparent().remove(run._element)


def small_number(document: Any) -> None:
    for section in document.sections:
        for footer in (section.footer, section.even_page_footer):
            for run in (r for p in footer.paragraphs for r in p.runs):
                run.font.size = Pt(9)


@pytest.mark.parametrize(
    ("change", "rule", "severity", "words"),
    [
        (letter_paper, "layout.paper", "warning", ("216×279毫米", "5.1条（规定）", "A4")),
        (on_its_side, "layout.paper", "warning", ("横放", "5.1条（规定）", "纵向")),
        (wide_margins, "layout.margins", "warning", ("上25、下25、左32、右32", "5.2.1条（规定）")),
        (song_body, "layout.body", "info", ("宋体", "5.2.2条（一般）", "三号仿宋")),
        (small_body, "layout.body", "info", ("小四", "5.2.2条（一般）", "三号仿宋")),
        (bold_title, "layout.title", "info", ("宋体、小二", "7.3.1条（一般）", "二号方正小标宋简体")),
        (song_headings, "layout.heading", "info", ("“一、”一级", "宋体", "7.3.3条（一般）", "黑体")),
        (tight_lines, "layout.lines", "info", ("20磅", "5.2.3条（一般）", "22行")),
        (no_number, "layout.page_number", "warning", ("没有页码", "7.5条（规定）")),
        (small_number, "layout.page_number", "info", ("9磅", "7.5条（一般）", "四号半角宋体")),
    ],
)
def test_each_departure_is_one_finding_with_clause_and_strength(
    plan: Path,
    tmp_path: Path,
    change: Callable[[Any], None],
    rule: str,
    severity: str,
    words: tuple[str, ...],
) -> None:
    def later(document: Any) -> None:
        for paragraph in document.paragraphs:  # after the standard came into force
            for run in paragraph.runs:
                run.text = run.text.replace("2010年", "2026年")
        change(document)

    found = changed(plan, tmp_path, later)
    assert [f.rule for f in found] == [rule]
    assert found[0].severity == severity
    for word in words:
        assert word in found[0].message


def test_a_table_may_lie_on_its_side_and_so_may_some_pages(plan: Path, tmp_path: Path) -> None:
    def annex(document: Any) -> None:
        section = document.add_section()
        section.page_width, section.page_height = section.page_height, section.page_width

    def table(document: Any) -> None:
        on_its_side(document)
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "".join(p.text for p in document.paragraphs)

    assert [f for f in changed(plan, tmp_path, annex) if f.rule == "layout.paper"] == []
    assert [f for f in changed(plan, tmp_path, table) if f.rule == "layout.paper"] == []


def test_a_paper_older_than_the_standard_is_only_told_for_reference(plan: Path, tmp_path: Path) -> None:
    found = changed(plan, tmp_path, letter_paper)
    assert [f.severity for f in found] == ["info"] and "2012年7月1日起施行" in found[0].message


def test_the_margins_of_the_electronic_norm_are_right_too(plan: Path, tmp_path: Path) -> None:
    def electronic(document: Any) -> None:
        for section in document.sections:
            section.top_margin, section.bottom_margin = Mm(34.58), Mm(32.58)

    assert [f.rule for f in changed(plan, tmp_path, electronic) if f.rule == "layout.margins"] == []


@pytest.mark.parametrize(
    ("font", "wanted", "same"),
    [
        ("仿宋_GB2312", "仿宋", True),
        ("FangSong", "仿宋", True),
        ("STFangsong", "仿宋", True),
        ("宋体", "仿宋", False),
        ("SimSun", "宋体", True),
        ("楷体_GB2312", "楷体", True),
        ("方正小标宋_GBK", "方正小标宋简体", True),
        ("华文中宋", "方正小标宋简体", False),
        ("微软雅黑", "黑体", False),
    ],
)
def test_a_face_has_several_names(font: str, wanted: str, same: bool) -> None:
    assert is_face(font, wanted) is same


def test_a_theme_font_outranks_the_name_beside_it(plan: Path, tmp_path: Path) -> None:
    def themed(document: Any) -> None:
        for run in body_runs(document):
            fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), "宋体")
            fonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")  # no theme part: nobody knows the font

    assert changed(plan, tmp_path, themed) == []


def test_off_by_default_and_on_by_option_or_profile(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document(str(plan))
    letter_paper(document)
    path = tmp_path / "信纸.docx"
    document.save(str(path))
    (tmp_path / "本局.yaml").write_text("规则: {版式: 必须改}\n", encoding="utf-8")

    def rules(*options: str) -> dict[str, str]:
        checker(["check", str(path), "--format", "json", *options])
        return {f["rule"]: f["severity"] for f in json.loads(capsys.readouterr().out)[0]["findings"]}

    assert "layout.paper" not in rules()
    assert rules("--layout")["layout.paper"] == "info"
    assert rules("--profile", str(tmp_path / "本局.yaml"))["layout.paper"] == "error"


def test_other_formats_and_odd_files_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(
        "承诺书\n我郑重承诺：每周家访两户。\n承诺人：林小禾\n2026年3月1日", encoding="utf-8"
    )
    checker(["check", str(tmp_path / "a.txt"), "--layout", "--format", "json"])
    found = json.loads(capsys.readouterr().out)[0]["findings"]
    assert [f for f in found if f["rule"].startswith("layout")] == []


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("word/styles.xml", b"</w:styles>", b"<w:style"),
        ("word/settings.xml", b"<w:settings", b"<<"),
        ("word/styles.xml", b'<w:basedOn w:val="Normal"/>', b'<w:basedOn w:val="Heading1"/>'),
        ("word/document.xml", b"w:w=", b'w:h="99999999999999999999" w:x='),
        ("word/document.xml", b'w:gutter="0"', b'w:gutter="-7"'),
    ],
)
def test_a_broken_part_costs_its_facts_and_not_the_file(
    plan: Path, tmp_path: Path, member: str, old: bytes, new: bytes
) -> None:
    path = tmp_path / "坏.docx"
    with zipfile.ZipFile(plan) as source, zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            out.writestr(name, content.replace(old, new, 1) if name == member else content)
    facts = page_facts(path.read_bytes())
    assert len(facts.of_run) > 50


def test_every_rule_has_title_source_and_clause() -> None:
    for rule in RULES:
        assert rule.optional and rule.title and "GB/T 9704" in rule.source
    assert load_page_layout().clauses["margins"].number == "5.2.1"


def test_a_broken_layout_names_its_line() -> None:
    text = (Path(__file__).parents[2] / "corpus" / "layout.yaml").read_text(encoding="utf-8")
    line = text[: text.index("lines: {clause")].count("\n") + 1
    with pytest.raises(StandardError, match=f"第{line}行"):
        parse_page_layout(
            text.replace('"5.2.3", strength: general', '"5.2.3", strength: perhaps'), "layout.yaml"
        )
