"""Printed pages become paragraphs: wrapped lines joined, page numbers and running heads gone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from checker.document import Unreadable
from checker.limits import DEFAULT
from checker.readers.pages import Line, is_page_number, join_pages
from checker.readers.xhtml import to_document

FULL = "一二三四五六七八九十" * 3


def texts(*pages: str) -> list[str]:
    return [line.text for line in join_pages([Line(text, page=n) for n, text in enumerate(pages, 1)])]


@pytest.mark.parametrize(
    "text", ["2", "- 2 -", "—3—", "第 2 页", "第2页共8页", "第 2 页 / 共 8 页", "第二页", "2/8"]
)
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize(
    "text", ["2011年", "一、", "20110301", "第二", "1.", "二〇一一年三月", "-", "2011-03-01"]
)
def test_what_is_no_page_number(text: str) -> None:
    assert not is_page_number(text)


def test_full_lines_join_and_short_ones_end() -> None:
    assert texts(f"{FULL}\n{FULL}\n到此为止。\n新的一段\n{FULL}。\n另起") == [
        f"{FULL}{FULL}到此为止。",
        "新的一段",
        f"{FULL}。",
        "另起",
    ]


@pytest.mark.parametrize(("opens", "closes"), [("“", "”"), ("《", "》"), ("（", "）"), ("‘", "’")])
def test_a_line_that_ends_inside_a_quotation_goes_on(opens: str, closes: str) -> None:
    """Some paragraphs come whole from the file and are wider than any line: 小组合 / 作学习 was cut in two."""
    whole = f"{FULL}，{FULL}。"
    assert texts(
        f"秋季编出一本写字教材交付使用，今年做完{opens}小组合\n作识字{closes}这个课题。\n{whole}"
    ) == [
        f"秋季编出一本写字教材交付使用，今年做完{opens}小组合作识字{closes}这个课题。",
        whole,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["今年秋天要做完“小组合", "一、作识字”这个课题。"],
        ["有人说“这件事情不好办。", "我说“那也要办”。"],
        ["这个引号没有关上的“一行", "第二行也没有关上。"],
        ["“一个好班子”", "“一支好队伍”"],
    ],
)
def test_lines_that_only_hold_quotation_marks_stay_apart(lines: list[str]) -> None:
    assert texts("\n".join([*lines, f"{FULL}，{FULL}。"])) == [*lines, f"{FULL}，{FULL}。"]


@pytest.mark.parametrize("start", ["一、目标", "（二）内容", "3.要求", "第三阶段", "二是服务", "①学习"])
def test_a_number_begins_a_paragraph(start: str) -> None:
    assert texts(f"{FULL}\n{start}") == [FULL, start]


@pytest.mark.parametrize(
    "day", ["2011 年 3 月 1 日", "2011年3月", "二○一一年三月一日", "二〇一一年十二月三十一日"]
)
def test_a_date_below_a_name_as_long_as_the_line_stays_apart(day: str) -> None:
    """中共云溪县职业技术教育中心（云溪县技工学校）委员会 fills a line: name and date were not found in it."""
    assert texts(f"{FULL}\n{FULL}\n{day}") == [f"{FULL}{FULL}", day]
    assert texts(f"{FULL}于\n{day}召开大会。") == [f"{FULL}于{day}召开大会。"]


def test_a_line_that_ends_with_the_mark_of_a_list_goes_on() -> None:
    assert texts("中共石桥镇中心小学、石桥镇第二小学、\n石桥镇中心幼儿园联合支部委员会\n2011年3月1日") == [
        "中共石桥镇中心小学、石桥镇第二小学、石桥镇中心幼儿园联合支部委员会",
        "2011年3月1日",
    ]
    assert texts("石桥镇中心小学、\n一、基本情况") == ["石桥镇中心小学、", "一、基本情况"]


def test_paragraphs_go_on_over_pages_without_their_numbers() -> None:
    assert texts(f"页眉\n{FULL}\n- 1 -", f"页眉\n{FULL}\n- 2 -", "页眉\n终。\n- 3 -") == [
        "页眉",
        f"{FULL}{FULL}终。",
    ]


def test_the_title_of_the_second_letter_in_a_file_is_not_lost_for_the_first() -> None:
    found = texts("承诺书\n我承诺甲。", "承诺书\n我承诺乙。")
    assert found == ["承诺书", "我承诺甲。", "我承诺乙。"]


def page(body: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'


def test_structure_of_xhtml() -> None:
    body = (
        '<div class="header"><p>页眉</p></div><h2>标题</h2><p>正文<p class="note">注</p>续</p>'
        "<table><tr><td><p>甲</p></td><td>乙<table><tr><td>内</td></tr></table></td></tr></table>"
        '<ul><li>项</li></ul><div class="embedded">外来</div><p>行一<br/>行二\ufffd</p>'
    )
    document = to_document(
        page(body), {"dc:title": ["题"], "dcterms:created": ["1601-01-01T00:00:00Z"]}, "rtf", "0", DEFAULT
    )
    assert [(q.text, q.part, q.level) for q in document.paragraphs] == [
        ("页眉", "header", None),
        ("标题", "body", 2),
        ("注", "footnote", None),
        ("正文续", "body", None),
        ("甲", "table", None),
        ("乙", "table", None),
        ("内", "table", None),
        ("项", "body", None),
        ("行一\n行二", "body", None),
    ]
    assert [(q.cell.table, q.cell.row, q.cell.column) for q in document.paragraphs if q.cell] == [
        (1, 1, 1),
        (1, 1, 2),
        (2, 1, 1),
    ]
    assert document.properties == {"title": "题"}


def test_bookmarks_are_no_text_but_the_answers_of_a_form_are() -> None:
    body = (
        '<div class="page"><p>报告人：李文秀\n2011年6月20日</p></div>'
        '<div class="acroform"><ol><li>单位：石桥小学</li></ol></div>'
        "<ul><li>一、基本情况</li><ul><li>（一）学习</li></ul></ul>"
    )
    found = {
        kind: [q.text for q in to_document(page(body), {}, kind, "0", DEFAULT).paragraphs]
        for kind in ("pdf", "rtf")
    }
    assert found["pdf"] == ["报告人：李文秀", "2011年6月20日", "单位：石桥小学"]
    assert "一、基本情况" in found["rtf"]  # in other files a list is a list


def test_rubbish_for_text_is_refused() -> None:
    rubbish = "".join(map(chr, range(0x4E00 + 3000, 0x4E00 + 3400, 3)))
    with pytest.raises(Unreadable) as refusal:
        to_document(page(f"<p>{rubbish}</p>"), {}, "doc", "0", DEFAULT)
    assert "乱码" in refusal.value.reason


def test_nothing_heavy_is_imported_before_a_file_is_read() -> None:
    code = "import sys, checker.readers; print([m for m in ('lxml', 'zipfile', 'psutil', 'olefile') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
