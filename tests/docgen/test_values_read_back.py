"""Any valid data in, a document made, and the same values read back from it; the same through every form."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from checker.readers import read_data
from docgen.filled import read_data as read_form
from docgen.formbook import form_xlsx
from docgen.kindfile import load_kinds
from docgen.marks import is_ditto, is_nothing
from docgen.numbering import beheaded
from docgen.records import check, records
from docgen.rendering import renderer
from docgen.tidy import bare_name, closed, finished, named, several, tidied
from docgen.values import date_text, parse_date
from tests.docgen.helpers import roster, text

KINDS = load_kinds()
LETTER, REPORT, APPRAISAL = KINDS["letter"], KINDS["report"], KINDS["appraisal"]
LEADS = ("带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气")

# What a person can put into a cell: anything but control characters, lone surrogates and what is no character.
SIGNS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u2028\u2029\x85")
TRICKY = st.sampled_from(
    ["=1+1", "a]]>", "<w:p/>", "&amp;", "{{ 姓名 }}", "{% x %}", "-1", "@a", "“引”", "张·艾力", "\u202e反"]
)
LINE = (
    st.one_of(TRICKY, st.text(SIGNS, min_size=1, max_size=30))
    .map(lambda t: " ".join(t.split()))
    .filter(lambda t: t and t == t.strip() and not t.startswith("#") and "_x000D_" not in t and "【" not in t)
    .filter(lambda t: not parse_date(t))  # a day where words belong is told as a mistake
    .filter(lambda t: not is_ditto(t) and not is_nothing(t))  # no words
)
NAME = LINE.filter(lambda t: bare_name(named(tidied(t))) == (tidied(t), []) and not several(t))
SCHOOL = LINE.filter(lambda t: closed(tidied(t)) == tidied(t))
LONG = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
DAY = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))
RENDER = {kind.id: renderer(kind, None) for kind in (LETTER, REPORT, APPRAISAL)}


def made(kind: Any, path: Path) -> list[bytes]:
    data = read_form(path, [kind])
    assert check(kind, data) == ()
    return [RENDER[kind.id](record.context) for record in records(kind, data)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    name="00000000000¤¤¤ÆÆÆÐÐ×÷\u0984\u0e5c\u0e5c\u0e5c\u0e5c\u209d\u2d97",
    school="=1+1",
    post="=1+1",
    day=datetime.date(2000, 1, 1),
    deeds=["=1+1"] * 5,
)
@given(name=NAME, school=SCHOOL, post=SCHOOL, day=DAY, deeds=st.lists(LINE, min_size=5, max_size=5))
def test_a_letters_values_are_read_back_from_it(
    tmp_path: Path, name: str, school: str, post: str, day: datetime.date, deeds: list[str]
) -> None:
    values = {"姓名": name, "学校": school, "岗位": "任课教师", "职务": post, "承诺日期": date_text(day)}
    values |= dict(zip(LEADS, deeds, strict=True))
    path = tmp_path / "d.yaml"
    path.write_text(yaml.safe_dump({"党员名册": [values]}, allow_unicode=True), encoding="utf-8")
    (data,) = made(LETTER, path)
    lines = text(data).split("\n")
    # A name too wide for its line goes on in the next one.
    assert "".join(lines).endswith(f"承诺人：{tidied(name)}{date_text(day)}") and lines[-1] == date_text(day)
    assert any(tidied(school) in line and tidied(post) in line for line in lines)
    for lead, deed in zip(LEADS, deeds, strict=True):
        said = finished(beheaded(tidied(deed), [lead], True))
        assert any(line.rstrip("。").endswith(said.rstrip("。")) for line in lines), deed
    # What checker sees is what stands there.
    assert tidied(name) in read_data(data).text.replace("\n", "")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAME, SCHOOL, DAY), min_size=1, max_size=4))
def test_a_roster_in_excel_gives_the_same_as_in_yaml(
    tmp_path: Path, people: list[tuple[str, str, datetime.date]]
) -> None:
    head = ["姓名", "学校", "岗位", "职务", "承诺日期"]
    rows = [[name, school, "任课教师", "教师", date_text(day)] for name, school, day in people]
    book, words = tmp_path / "r.xlsx", tmp_path / "r.yaml"
    words.write_text(
        yaml.safe_dump({"党员名册": [dict(zip(head, row, strict=True)) for row in rows]}, allow_unicode=True),
        encoding="utf-8",
    )
    assert made(LETTER, roster(book, rows, head)) == made(LETTER, words)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paragraphs=st.lists(LINE, min_size=1, max_size=4), name=NAME)
def test_paragraphs_of_a_report_are_paragraphs_again(
    tmp_path: Path, paragraphs: list[str], name: str
) -> None:
    example = yaml.safe_load(Path(str(REPORT.example)).read_text(encoding="utf-8"))
    person = example["党员名册"][0]
    person["姓名"] = name
    person["主要工作"] = "\n".join(paragraphs)
    path = tmp_path / "d.yaml"
    path.write_text(yaml.safe_dump({**example, "党员名册": [person]}, allow_unicode=True), encoding="utf-8")
    (data,) = made(REPORT, path)
    lines = text(data).split("\n")
    wanted = finished(tidied("\n".join(paragraphs))).split("\n")
    start = lines.index(wanted[0])
    assert lines[start : start + len(wanted)] == wanted


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAME, min_size=1, max_size=5))
def test_names_on_a_tally_sheet_are_read_back_from_its_cells(tmp_path: Path, names: list[str]) -> None:
    names = [tidied(name) for name in names]
    printed = _tally_cells(tmp_path, ["甲"] * len(names))
    assume(not set(names) & set(printed))  # "1" is what stands before the first of them
    written = _tally_cells(tmp_path, names)
    assert [w for w in written if w in names][: len(names)] == names


def _tally_cells(folder: Path, names: list[str]) -> list[str]:
    """What stands in the cells of these people's tally sheet, formulas left out."""
    example = yaml.safe_load(Path(str(APPRAISAL.example)).read_text(encoding="utf-8"))
    example["党员名册"] = [{**example["党员名册"][0], "姓名": name} for name in names]
    path = folder / "d.yaml"
    path.write_text(yaml.safe_dump(example, allow_unicode=True), encoding="utf-8")
    (data,) = made(APPRAISAL, path)
    cells = [c for row in load_workbook(BytesIO(data)).active.iter_rows() for c in row if c.value is not None]
    return [str(c.value) for c in cells if c.data_type != "f"]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, min_size=len(LETTER.columns), max_size=len(LETTER.columns)))
def test_what_is_filled_into_the_form_is_read_from_it(tmp_path: Path, words: list[str]) -> None:
    book = load_workbook(BytesIO(form_xlsx([LETTER])))
    sheet = book["党员名册"]
    for column, value in enumerate(words, 1):
        cell = sheet.cell(3, column)
        cell.value = value
        cell.data_type = "s"
    path = tmp_path / "f.xlsx"
    book.save(path)
    (row,) = read_form(path, [LETTER]).tables["党员名册"]
    found = row.values
    assert found == {f.name: w for f, w in zip(LETTER.columns, words, strict=True)}
