"""A template is compiled once; what goes in comes out exactly, or a Chinese error does."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from docgen.package import untouched
from docgen.problems import UserError
from docgen.template import Template, TemplateError, environment
from tests.docgen.helpers import part, text


def template(*paragraphs: str, footer: str = "") -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def make(*paragraphs: str, footer: str = "", **context: Any) -> bytes:
    return Template(template(*paragraphs, footer=footer), "试", environment()).render(context)


@pytest.mark.parametrize(
    "name",
    [
        "张·艾力",
        '欧阳<测试>&"引号"',
        "𠮷野",
        "O'Neil",
        "甲\n乙",
        "甲\t乙",
        "{{ 7*7 }}",
        "&lt;",
        "a  b",
        "《》“”……——",
    ],
)
def test_names_come_out_exactly(name: str) -> None:
    assert text(make("承诺人：{{ 姓名 }}。", 姓名=name)) == f"承诺人：{name}。"


def test_headers_and_footers_are_filled_too() -> None:
    out = make("甲", footer="{{ 学校 }}", 学校="石桥&小学")
    assert "石桥&amp;小学" in part(out, "word/footer1.xml")


def test_same_text_as_docxtpl_itself_gives() -> None:
    from docxtpl import DocxTemplate

    source = template(
        "{{ 姓名 }}说：{{ 话 }}", "{%p for 人 in 名册 %}", "{{ loop.index }}.{{ 人 }}", "{%p endfor %}"
    )
    context: dict[str, object] = {"姓名": "甲 & 乙 <丙>", "话": "第一行\n第二行", "名册": ["李", "王"]}
    peer = DocxTemplate(BytesIO(source))
    peer.render(context, autoescape=True)
    stream = BytesIO()
    peer.save(stream)
    assert text(Template(source, "试", environment()).render(context)) == text(stream.getvalue())


def test_a_field_that_is_not_there_stops_the_document() -> None:
    with pytest.raises(TemplateError, match="姓明"):
        make("{{ 姓明 }}", 姓名="李")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{{ '甲' * 100000000 }}",
        "{{ 2 ** 99999999 }}",
        "{{ 姓名.join.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ 姓名|safe }}",
    ],
)
def test_a_hostile_template_cannot_run_code(attack: str) -> None:
    with pytest.raises(UserError):
        make(attack, 姓名="李")


def test_huge_ranges_are_refused_and_small_ones_work() -> None:
    with pytest.raises(TemplateError, match="1000"):
        make("{% for i in range(100000) %}甲{% endfor %}")
    assert text(make("{% for i in range(12) %}甲{% endfor %}")) == "甲" * 12


def test_dates_are_written_as_the_standard_wants() -> None:
    day = datetime.date(2011, 3, 1)
    assert text(make("{{ 日 }}和{{ 日|成文日期 }}", 日=day)) == "2011年3月1日和2011年3月1日"
    old = Template(template("{{ 日 }}和{{ 日|成文日期 }}"), "试", environment("chinese")).render({"日": day})
    assert text(old) == "2011年3月1日和二〇一一年三月一日"


def test_same_input_same_bytes_and_no_clock() -> None:
    compiled = Template(template("{{ 姓名 }}"), "试", environment())
    one, two = compiled.render({"姓名": "李"}), compiled.render({"姓名": "李"})
    assert one == two
    assert one != compiled.render({"姓名": "王"})
    with zipfile.ZipFile(BytesIO(one)) as archive:
        assert archive.testzip() is None
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_changed_by_hand_is_told_from_our_own() -> None:
    made = make("{{ 姓名 }}", 姓名="李")
    assert untouched(made)
    document = Document(BytesIO(made))
    document.paragraphs[0].add_run("改")
    stream = BytesIO()
    document.save(stream)
    assert not untouched(stream.getvalue())
    assert not untouched(b"PK\3\4")


def test_chinese_quotes_take_the_chinese_font() -> None:
    xml = part(make("{{ 话 }}", 话="“五带头”"))
    assert '<w:rFonts w:hint="eastAsia"/>' in xml


def test_a_zip_bomb_and_a_dtd_are_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))
    with pytest.raises(UserError, match="太大"):
        Template(stream.getvalue(), "弹", environment())
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(UserError, match="不安全"):
        Template(stream.getvalue(), "弹", environment())


def test_what_is_no_office_file_is_said_to_be_none() -> None:
    with pytest.raises(UserError, match="不是能读的"):
        Template(b"\x00\x01random", "乱", environment())
