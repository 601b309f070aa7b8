"""Placeholders are marked yellow in their own run, and the signature stands where the standard wants it."""

from __future__ import annotations

import re

from lxml import etree

from docgen.finish import finish, seal_indents, signature_indents
from docgen.measure import width

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _paragraph(style: str, words: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def test_only_the_placeholder_is_yellow_and_the_format_is_kept() -> None:
    run = (
        '<w:r><w:rPr><w:b/><w:sz w:val="32"/><w:u w:val="single"/></w:rPr><w:t>前【待填：姓名】后</w:t></w:r>'
    )
    out = finish(run)
    runs = re.findall(r"<w:r>.*?</w:r>", out)
    assert ["前" in runs[0], "【待填：姓名】" in runs[1], "后" in runs[2]] == [True] * 3
    assert ["highlight" in r for r in runs] == [False, True, False]
    assert all("<w:b/>" in r and 'w:val="32"' in r for r in runs)
    # the schema's order: highlight after sz, before u
    assert runs[1].index("w:sz ") < runs[1].index("w:highlight") < runs[1].index("<w:u ")
    etree.fromstring(f"<x {W}>{out}</x>")


def test_text_without_placeholder_is_untouched() -> None:
    run = "<w:r><w:t>没有要填的</w:t></w:r>"
    assert finish(run) == run


def test_the_name_stands_two_characters_in_and_the_date_begins_two_after_it() -> None:
    name, date = "中共云溪县石桥镇中心小学支部委员会", "2011年3月1日"
    first, second = signature_indents(name, date)
    assert first == 2
    begin_of_name = -(first + width(name))
    begin_of_date = -(second + width(date))
    assert begin_of_date - begin_of_name == 2


def test_a_date_longer_than_the_name_takes_the_two_characters() -> None:
    first, second = signature_indents("李文", "二〇一一年十二月二十一日")
    assert second == 2
    assert -(second + width("二〇一一年十二月二十一日")) - -(first + width("李文")) == 2


def test_signature_is_placed_and_held_to_the_last_paragraph() -> None:
    xml = _paragraph("BodyIndent", "甲") + _paragraph("BodyIndent", "乙")
    xml += _paragraph("SignatureName", "承诺人：欧阳文秀") + _paragraph("SignatureDate", "2011年3月1日")
    out = finish(xml)
    body, last, name, date = re.findall(r"<w:p>.*?</w:p>", out)
    assert "keepNext" not in body
    assert "<w:keepNext/>" in last
    assert 'w:rightChars="200"' in name
    assert 'w:rightChars="75"' in date


def test_a_name_longer_than_a_line_leaves_the_date_its_room() -> None:
    date = "2011年3月1日"
    first, second = signature_indents("某" * 50, date)
    assert first == 2
    assert second + width(date) == 26  # it begins two characters in, as the name's first line does not


def test_a_list_of_annexes_takes_a_line_of_the_text_with_it() -> None:
    xml = (
        _paragraph("BodyIndent", "甲")
        + _paragraph("BodyIndent", "乙")
        + _paragraph("AttachmentNote", "附件：丙")
    )
    xml += _paragraph("SignatureName", "某支部") + _paragraph("SignatureDate", "2011年3月1日")
    kept = ["keepNext" in p for p in re.findall(r"<w:p>.*?</w:p>", finish(xml))]
    assert kept == [False, True, True, False, False]


def test_a_row_with_long_words_may_break_over_pages_and_a_short_one_not() -> None:
    def row(words: str) -> str:
        cell = f"<w:tc>{_paragraph('TableText', words)}</w:tc>"
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}{cell}</w:tr>"

    short, long = row("开会。" * 30), row("开会。" * 100)
    assert finish(short + long) == short + long.replace("<w:cantSplit/>", "")


def test_with_a_seal_the_name_is_centred_over_the_date() -> None:
    name, date = "石桥小学", "2011年3月1日"
    first, second = seal_indents(name, date)
    assert second == 4
    assert first + width(name) / 2 == second + width(date) / 2
    assert seal_indents("很" * 30, date)[0] == 0  # never over the margin


def test_a_signature_placed_by_hand_is_left_alone() -> None:
    name = _paragraph("SignatureName", "李").replace("</w:pPr>", '<w:ind w:right="99"/></w:pPr>')
    out = finish(name + _paragraph("SignatureDate", "2011年3月1日"))
    assert out.count("<w:ind ") == 1
