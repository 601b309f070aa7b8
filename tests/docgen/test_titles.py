"""Long titles and names of units break where the sense does; short ones, and what a hand has drawn, stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from docgen.cli import main
from docgen.finish import finish
from docgen.kindfile import find_kind, load_kinds
from docgen.measure import width
from docgen.package import read_members
from docgen.titlebreaks import Room, break_titles, title_rooms
from docgen.titles import MOST, title_lines
from tests.docgen.helpers import roster, text

ROOM = Room(435, 8845)  # 20 signs of size 2
SCHOOL = "凉山彝族自治州昭觉县民族寄宿制九年一贯制学校"
ROOT = Path(__file__).resolve().parents[2]
WITH_POINT = "昭觉县阿普村寄宿制中心小学校（含阿普村教学点）"


@pytest.mark.parametrize(
    ("text", "room", "names", "lines"),
    [
        (f"{WITH_POINT}创先争优活动任务一览表", 29, [WITH_POINT], [WITH_POINT, "创先争优活动任务一览表"]),
        (
            "石桥镇中心小学党员教学示范点（低年级寄宿生关爱）\n实施方案", 20, [],
            ["石桥镇中心小学党员教学示范点", "（低年级寄宿生关爱）", "实施方案"],
        ),
        (
            f"{SCHOOL}党委公开承诺书", 20, [SCHOOL, "党委"],
            ["凉山彝族自治州昭觉县", "民族寄宿制九年一贯制学校", "党委公开承诺书"],
        ),
        ("云溪县石桥镇第二中心小学校党支部公开承诺书", 20, ["云溪县石桥镇第二中心小学校", "党支部"],
         ["云溪县石桥镇第二中心小学校", "党支部公开承诺书"]),
        ("关于在石桥镇中心小学全体党员教师中深入开展创先争优活动的公开承诺书", 20, [],
         ["关于在石桥镇中心小学全体党员教师中", "深入开展创先争优活动的公开承诺书"]),
        ("共产党员古丽娜扎尔·阿不都热依木在创先争优活动中的公开承诺书", 20, ["古丽娜扎尔·阿不都热依木"],
         ["共产党员古丽娜扎尔·阿不都热依木", "在创先争优活动中的公开承诺书"]),
        ("中共凉山彝族自治州昭觉县民族寄宿制九年一贯制学校委员会", 26, [],
         ["中共凉山彝族自治州昭觉县", "民族寄宿制九年一贯制学校委员会"]),
        ("石桥镇中心小学2010—2011学年度第二学期党员公开承诺书", 18, [],
         ["石桥镇中心小学", "2010—2011学年度第二学期", "党员公开承诺书"]),
        ("云溪县石桥镇中心小学党总支二〇一一至二〇一二学年度创先争优活动实施方案", 20, [],
         ["云溪县石桥镇中心小学党总支", "二〇一一至二〇一二学年度", "创先争优活动实施方案"]),
        ("昭觉县阿普村寄宿制中心小学2010～2011学年下学期党员公开承诺书", 18, [],
         ["昭觉县阿普村寄宿制中心小学", "2010～2011学年下学期党员公开承诺书"]),
        ("石桥镇中心小学2011年9月1日至10月31日创先争优活动安排表", 20, [],
         ["石桥镇中心小学", "2011年9月1日至10月31日", "创先争优活动安排表"]),
        ("石桥镇中心小学3—6月创先争优活动党员公开承诺任务一览表", 16, [],
         ["石桥镇中心小学3—6月", "创先争优活动党员公开承诺", "任务一览表"]),
        ("云溪县石桥镇Sunshine International Kindergarten党支部创先争优活动公开承诺书", 20, [],
         ["云溪县石桥镇Sunshine ", "International Kindergarten党支部", "创先争优活动公开承诺书"]),
    ],
)  # fmt: skip
def test_a_title_breaks_where_the_sense_does(
    text: str, room: float, names: list[str], lines: list[str]
) -> None:
    assert title_lines(text, room, names) == lines


@pytest.mark.parametrize(
    "text", ["党性分析报告", "云溪县石桥镇中心小学\n创先争优活动实施方案", "云溪县石桥镇中心小学党支部公开承诺书", "长" * (MOST + 1)]
)  # fmt: skip
def test_a_title_that_fits_or_is_none_stays(text: str) -> None:
    assert title_lines(text, 20) == text.split("\n")


@given(st.text(alphabet="石桥镇中心小学（）“”《》的和2011A·、党员教师县", min_size=1, max_size=60))
def test_nothing_is_lost_and_every_line_fits(text: str) -> None:
    lines = title_lines(text, 20)
    assert "".join(lines) == text
    assert all(lines) and all(width(line) <= 20 for line in lines)


_WORDS = st.lists(
    st.sampled_from(("石桥镇", "中心小学", "党支部", "Sunshine", "International", "School", "No. 2")),
    min_size=3,
    max_size=5,  # 80 characters are no title
)


@given(_WORDS)
def test_no_line_begins_with_the_blank_between_two_words(words: list[str]) -> None:
    lines = title_lines(" ".join(words), 20)
    assert len(lines) > 1 or width(" ".join(words)) <= 20
    assert not any(line[0] == " " for line in lines)


@given(st.integers(2000, 2030), st.sampled_from("—-至～"), st.sampled_from(("", "度")), st.integers(8, 19))
def test_a_school_year_stays_in_one_line(year: int, until: str, end: str, room: int) -> None:
    term = f"{year}{until}{year + 1}学年{end}"
    lines = title_lines(f"石桥镇中心小学{term}党员公开承诺书", room)
    assert len(lines) > 1 and any(term in line for line in lines) == (width(term) <= room)


@given(st.text(alphabet="石桥镇中心小学党员教师县", min_size=21, max_size=60))
def test_a_bracket_is_never_torn_where_it_fits(text: str) -> None:
    lines = title_lines(f"{text[:10]}（含阿普村教学点）{text[10:]}", 20)
    assert sum("（含阿普村教学点）" in line for line in lines) == 1


def _title(runs: str, style: str = "Title") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _lines(xml: str) -> list[str]:
    return re.sub(r"<[^>]*>", "", xml.replace("<w:br/>", "\n")).split("\n")


def test_the_break_falls_between_runs_and_beside_entities() -> None:
    runs = '<w:r><w:t xml:space="preserve">石桥镇中心小学&amp;阿普村教学点</w:t></w:r><w:r><w:t>创先争优活动任务一览表</w:t></w:r>'
    out = break_titles(_title(runs), {"Title": ROOM}, {})
    assert _lines(out) == ["石桥镇中心小学&amp;阿普村教学点", "创先争优活动任务一览表"]
    assert out.count("<w:r>") == out.count("</w:r>") == 2
    body = _title(runs, "BodyIndent")
    assert break_titles(body, {"Title": ROOM}, {}) == body
    by_hand = _title(runs.replace("<w:r><w:t>", '<w:r><w:rPr><w:sz w:val="30"/></w:rPr><w:t>'))
    assert break_titles(by_hand, {"Title": ROOM}, {}) == by_hand


def test_a_break_that_is_there_is_not_made_twice() -> None:
    runs = f"<w:r><w:t>{SCHOOL}</w:t><w:br/></w:r><w:r><w:t>创先争优活动实施方案</w:t></w:r>"
    out = break_titles(_title(runs), {"Title": ROOM}, {"学校": SCHOOL, "人数": 3, "表": ["石桥"]})
    assert _lines(out) == ["凉山彝族自治州昭觉县", "民族寄宿制九年一贯制学校", "创先争优活动实施方案"]


def test_the_room_is_the_template_s_own() -> None:
    kinds = load_kinds()
    rooms = {
        k: title_rooms(read_members(find_kind(kinds, k).template_bytes(), k)) for k in ("plan", "schedule")
    }
    assert [rooms["plan"][style].characters() for style in ("Title", "AttachmentTitle")] == [20, 20]
    assert rooms["schedule"]["Title"].characters() == 29  # the sheet lies across


def test_a_long_unit_signs_in_two_lines_and_its_date_stands_under_both() -> None:
    xml = _title("<w:r><w:t>正文。</w:t></w:r>", "BodyIndent")
    xml += _title(f"<w:r><w:t>中共{SCHOOL}委员会</w:t></w:r>", "SignatureName")
    xml += _title("<w:r><w:t>2011年3月1日</w:t></w:r>", "SignatureDate")
    _, name, date = re.findall(r"<w:p>.*?</w:p>", finish(xml))
    assert _lines(name) == ["中共凉山彝族自治州昭觉县", "民族寄宿制九年一贯制学校委员会"]
    assert 'w:rightChars="200"' in name
    assert f'w:rightChars="{round((15 - width("2011年3月1日")) * 100)}"' in date


def test_a_badge_breaks_by_the_width_of_its_cell(tmp_path: Path) -> None:
    head = ["姓名", "学校", "职务"]
    rows = [
        ["古丽娜扎尔·阿不都热依木", SCHOOL, "副校长兼工会主席、分管教学和德育"],
        ["周明远", SCHOOL, "教师"],
    ]
    book = roster(tmp_path / "名册.xlsx", rows, head)
    assert main(["make", "badge", "--data", str(book), "-o", str(tmp_path / "牌.docx")]) == 0
    shown = text(tmp_path / "牌.docx")
    assert "古丽娜扎尔·\n阿不都热依木\n副校长兼工会主席、\n分管教学和德育" in shown
    assert (
        f"古丽娜扎尔·阿不都热依木\n{SCHOOL}\n副校长兼工会主席、分管教学和德育" in shown
    )  # the desk has room
    assert "凉山彝族自治州昭觉县\n民族寄宿制九年一贯制学校" in shown


def test_a_table_s_cell_breaks_a_name_at_its_dot_and_leaves_sentences(tmp_path: Path) -> None:
    pledge = "每周读书两小时，每学期写笔记一万字，参加教研活动不缺席，暑假听一门新课。"
    data = tmp_path / "填.yaml"
    given = yaml.safe_load((ROOT / "templates" / "handbook" / "example.yaml").read_text(encoding="utf-8"))
    given["学校"] = f"{WITH_POINT}民族部和幼儿园"
    given["党员名册"] = [{**given["党员名册"][0], "姓名": "古丽娜扎尔·阿不都热依木", "带头学习提高": pledge}]
    data.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    assert main(["make", "handbook", "--data", str(data), "-o", str(tmp_path / "手册.docx")]) == 0
    shown = text(tmp_path / "手册.docx")
    assert "古丽娜扎尔·\n阿不都热依木\n" in shown
    assert "昭觉县阿普村寄宿制中心小学校\n（含阿普村教学点）民族部和幼儿园\n" in shown
    assert f"{pledge}\n" in shown


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("古丽娜扎尔·阿不都热依木", 10, ["古丽娜扎尔·", "阿不都热依木"]),
        ("古丽娜扎尔·阿不都热依木", 6, ["古丽娜扎尔·", "阿不都热依木"]),
        ("吉克·阿果", 4, ["吉克·", "阿果"]),
        ("阿不都热依木江·买买提依明江·阿不都", 10, ["阿不都热依木江·", "买买提依明江·阿不都"]),
        ("古丽娜扎尔·阿不都热依木", 5, ["古丽娜扎尔·阿不都热依木"]),  # its parts do not fit either
    ],
)
def test_a_name_with_a_dot_breaks_there_however_narrow_the_cell(
    name: str, room: float, lines: list[str]
) -> None:
    assert title_lines(name, room) == lines


def test_an_entry_of_a_table_that_is_no_name_stays() -> None:
    cell = '<w:tc><w:tcPr><w:tcW w:w="1870" w:type="dxa"/></w:tcPr>{}</w:tc>'
    rooms = {"TableText": Room(240, 8845, names=True)}
    words = cell.format(_title("<w:r><w:t>组织全体党员教师撰写分析报告</w:t></w:r>", "TableText"))
    assert break_titles(words, rooms, {"学校": "石桥镇中心小学"}) == words
    name = cell.format(_title("<w:r><w:t>阿不都热依木·买买提</w:t></w:r>", "TableText"))
    assert _lines(break_titles(name, rooms, {})) == ["阿不都热依木·", "买买提"]


def test_a_schedule_gives_one_month_once_and_never_tears_two(tmp_path: Path) -> None:
    months = [("2011年12月", "2011年12月"), ("2011年12月", "2012年12月")]
    steps = "".join(
        f"- {{阶段: 动员, 开始: {a}, 结束: {b}, 任务: 会, 负责人: 甲, 完成标志: 完}}\n" for a, b in months
    )
    data = tmp_path / "填.yaml"
    data.write_text(f"学校: 石桥镇中心小学\n阶段步骤:\n{steps}", encoding="utf-8")
    assert main(["make", "schedule", "--data", str(data), "-o", str(tmp_path / "表.docx")]) == 0
    shown = text(tmp_path / "表.docx").split("\n")
    assert "2011年12月" in shown and "2011年12月至2012年12月" in shown
    template = read_members(find_kind(load_kinds(), "schedule").template_bytes(), "schedule")
    column = re.findall(r'<w:gridCol w:w="(\d+)"/>', template["word/document.xml"].decode())[2]
    assert Room(240, 0).characters(int(column)) >= width("2011年12月至")
