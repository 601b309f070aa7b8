"""Automatic numbers come out as Word prints them."""

from __future__ import annotations

import pytest

from checker.readers import read_data
from checker.readers.numerals import numeral
from tests.docx_builder import HEADINGS, Docx, Xml, numbering, p, style, table, text_box

CHINESE = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def numbers(*blocks: str, lists: str, styles: str = HEADINGS) -> list[str]:
    return [q.number for q in read_data(Docx(*blocks, numbering=lists, styles=styles).bytes()).paragraphs]


def item(level: int = 0, num: int = 1) -> Xml:
    return p("某", num=(num, level))


@pytest.mark.parametrize(
    ("name", "count", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 19, "十九"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 101, "一〇一"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("japaneseCounting", 115, "百十五"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("chineseLegalSimplified", 105, "壹佰零伍"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 1, "子"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 26, "z"),
        ("none", 5, ""),
        ("somethingNew", 5, "5"),
        ("chineseCounting", 10**12, "1000000000000"),
    ],
)
def test_numerals(name: str, count: int, written: str) -> None:
    assert numeral(name, count) == written


def test_levels_count_and_begin_anew() -> None:
    blocks = [item(0), item(1), item(1), item(2), item(0), item(1), item(2), item(2)]
    assert numbers(*blocks, lists=numbering({1: CHINESE})) == [
        "一、", "（一）", "（二）", "1.", "二、", "（一）", "1.", "2."
    ]  # fmt: skip


def test_numbers_made_of_several_levels_and_legal_ones() -> None:
    lists = numbering({1: [("chineseCounting", "第%1章"), ("decimal", "%1.%2")]})
    legal = lists.replace('<w:lvlText w:val="%1.%2"/>', '<w:lvlText w:val="%1.%2"/><w:isLgl/>')
    blocks = [item(0), item(0), item(1), item(1)]
    assert numbers(*blocks, lists=lists) == ["第一章 ", "第二章 ", "二.1 ", "二.2 "]
    assert numbers(*blocks, lists=legal)[2:] == ["2.1 ", "2.2 "]


def test_a_number_that_would_run_into_the_text_gets_a_space() -> None:
    shown = read_data(Docx(item(), numbering=numbering({1: [("decimal", "%1")]})).bytes()).paragraphs[0].shown
    assert shown == "1 某"


def test_number_from_the_style_alone() -> None:
    linked = numbering({1: CHINESE}).replace(
        '<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="Heading2"/><w:lvlText w:val="（%2）"/>'
    )
    num_pr = "<w:pPr><w:numPr>{}<w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = (
        style("Heading1", "heading 1", inner=num_pr.format(""))
        + style("Heading2", "heading 2", inner=num_pr.format(""))
        + style("Mine", based_on="Heading1")
    )
    blocks = [p("甲", style="Heading1"), p("乙", style="Heading2"), p("丙", style="Mine")]
    assert numbers(*blocks, lists=linked, styles=styles) == ["一、", "（一）", "二、"]
    off = p("丁", style="Heading1", num=(0, 0))
    assert numbers(off, lists=linked, styles=styles) == [""]


def test_two_lists_of_one_kind_go_on_and_an_override_begins_anew() -> None:
    second = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    anew = second.replace('"2"', '"3"').replace(
        "</w:num>", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    lists = numbering({1: CHINESE}, extra=second + anew)
    blocks = [item(), item(num=2), item(num=3), item(num=3), item(num=1)]
    assert numbers(*blocks, lists=lists) == ["一、", "二、", "一、", "二、", "三、"]


def test_level_override_writes_differently() -> None:
    extra = ('<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
             '<w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/>'
             '</w:lvl></w:lvlOverride></w:num>')  # fmt: skip
    assert numbers(item(num=2), item(num=2), lists=numbering({1: CHINESE}, extra=extra)) == ["5)", "6)"]


def test_list_that_is_defined_by_a_style() -> None:
    extra = ('<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="L"/></w:abstractNum>'
             '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>')  # fmt: skip
    num_pr = "<w:pPr><w:numPr><w:numId w:val='{}'/></w:numPr></w:pPr>"
    lists = numbering({1: CHINESE}, extra=extra)
    assert numbers(item(num=9), lists=lists, styles=style("L", inner=num_pr.format(1), kind="numbering")) == [
        "一、"
    ]
    cyclic = style("L", inner=num_pr.format(9), kind="numbering")
    assert numbers(item(num=9), lists=lists, styles=cyclic) == [""]


def test_restart_rules() -> None:
    never = numbering({1: CHINESE}).replace(
        '<w:lvlText w:val="（%2）"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="（%2）"/>'
    )
    assert numbers(item(0), item(1), item(0), item(1), lists=never) == ["一、", "（一）", "二、", "（二）"]


def test_empty_paragraphs_of_a_list_count_and_bullets_are_bullets() -> None:
    assert numbers(item(), p("", num=(1, 0)), item(), lists=numbering({1: CHINESE})) == ["一、", "三、"]
    bullets = numbering({1: [("bullet", "\uf06c")], 2: [("bullet", "—")], 3: [("bullet", "")]})
    assert numbers(item(), item(num=2), item(num=3), lists=bullets) == ["•", "—", ""]


def test_counting_goes_on_through_tables_and_text_boxes() -> None:
    blocks = [item(), table([[Xml(f"<w:tc>{item()}</w:tc>")]]), item(), p("锚", text_box(item())), item()]
    found = numbers(*blocks, lists=numbering({1: CHINESE}))
    assert found == ["一、", "二、", "三、", "", "四、", "五、"]


@pytest.mark.parametrize("bad", ['w:val="99999999999999"', 'w:val="-1"', 'w:val="x"', ""])
def test_hostile_numbers_do_no_harm(bad: str) -> None:
    lists = numbering({1: CHINESE}).replace('<w:start w:val="1"/>', f"<w:start {bad}/>")
    strange = p("某", properties=f"<w:numPr><w:ilvl {bad}/><w:numId w:val='1'/></w:numPr>")
    assert len(numbers(item(), strange, p("末", num=(77, 3)), lists=lists)) == 3
