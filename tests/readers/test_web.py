"""Web pages under the name of a Word file, as sites and office systems hand them out, are read as Word shows them."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

import checker
from checker.document import Document, Unreadable
from checker.limits import Limits
from checker.readers import read_data

SENTENCE = "每周听两节课，不收家长一分钱。"
PAGE = f"<html><head><title>网页的名字</title></head><body><h2>承诺书</h2><p>{SENTENCE}</p></body></html>"
WORD_PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>某人</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm} --></style></head>
<body lang=ZH-CN><div class=Section1><p class=MsoNormal align=center><b>党员承诺书<o:p></o:p></b></p>
<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>一、</span><![endif]>每周听
两节课<del cite="mailto:a">三节</del><ins>，不收礼</ins><span style='display:none;mso-hide:all'>隐藏</span>。<span
style='mso-special-character:comment'><a href="#c">[1]</a></span></p>
<p><ruby>学<rt>xué</rt></ruby>习<script>alert(1)</script></p>
<div style='mso-element:comment-list'><p>批注的话</p></div></div></body></html>"""


def mht(page: str, encoding: str = "utf-8") -> bytes:
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f'Content-Type: text/html; charset="{encoding}"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    return head.encode() + quopri.encodestring(page.encode(encoding)) + b"\r\n--b--\r\n"


def texts(document: Document) -> list[str]:
    return [q.text for q in document.paragraphs]


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        PAGE.encode("utf-8-sig"),
        PAGE.encode("utf-16"),
        PAGE.encode("gb18030"),
        f"<!DOCTYPE html>\n{PAGE}".encode(),
        f'<?xml version="1.0"?>{PAGE}'.encode(),
        PAGE.upper().encode(),
        f"<h2>承诺书</h2>\n<p>{SENTENCE}".encode("gbk"),
        mht(PAGE),
        mht(PAGE, "gb18030"),
        b"From: <WPS>\r\nSubject: x\r\n" + mht(PAGE),
    ],
)
def test_a_page_in_any_wrapping(data: bytes) -> None:
    document = read_data(data)
    assert document.format == "html"
    assert texts(document) == ["承诺书", SENTENCE]
    assert document.paragraphs[0].level == 2
    assert [rule for rule, _ in document.notes] == ["file.web"]


def test_a_page_saved_by_word() -> None:
    assert texts(read_data(WORD_PAGE.encode("gb18030"))) == [
        "党员承诺书",
        "一、每周听两节课，不收礼。",
        "学习",
    ]


def test_lines_and_cells() -> None:
    page = "<div>甲<br>乙<br/><br/>　　丙<p>丁\n 戊</div>尾<table><tr><td>姓名<td>李明<tr><td><pre>一\n二</pre></table>"
    document = read_data(page.encode())
    assert texts(document) == ["甲", "乙", "　　丙", "丁戊", "尾", "姓名", "李明", "一", "二"]
    places = [(q.cell.row, q.cell.column) for q in document.paragraphs if q.cell]
    assert places == [(1, 1), (1, 2), (2, 1), (2, 1)]


def test_what_is_hidden_is_not_read_and_what_follows_it_is() -> None:
    page = "<p>甲<span style='DISPLAY: none'>藏</span>乙<noscript>藏</noscript>丙<textarea>藏</textarea>丁<i hidden>藏</i>戊"
    assert texts(read_data(page.encode())) == ["甲乙丙丁戊"]


def test_a_text_with_signs_is_a_text() -> None:
    for text in ("<承诺书>正文", "< p >正文", "<pre-school>正文", "a<b>c"):
        assert read_data(text.encode()).format == "txt"


@pytest.mark.parametrize("page", ["reports/page.html", "reports/explained.html", "watch/page.html"])
def test_the_pages_this_program_writes_are_no_papers(page: str) -> None:
    markup = (Path(checker.__file__).parent / page).read_bytes()
    with pytest.raises(Unreadable) as refused:
        read_data(markup)
    assert refused.value.code == "not_document"
    assert read_data(markup.replace(b"<title>", b"<title>x")).format == "html"


def test_long_pages_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_data(PAGE.encode(), limits=Limits(markup=50))
    assert refused.value.code == "too_large"
    with pytest.raises(Unreadable) as refused:
        read_data(PAGE.encode(), limits=Limits(paragraphs=1))
    assert refused.value.code == "too_large"
