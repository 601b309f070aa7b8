"""A title that stands only in the page header counts; a running head never does."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from checker.findings import Review
from checker.judging import review_document
from checker.readers import read
from checker.reports.comments import commented_copy
from corpus import load_standard
from tests.docx_builder import Docx
from tests.test_review import GOOD

LETTER = GOOD.split("\n")[1:]
REPORT = [
    "我叫林小禾，是石桥镇中心小学教师，2003年7月入党。按照支部要求认真作了检查，现将情况汇报如下。",
    "一、基本情况", "我1998年参加工作，现任三年级语文老师。",
    "二、存在的主要问题", "学习不够，上半年只翻了目录；家访少，全学期只走了三户。",
    "三、原因分析", "放松了要求，怕麻烦。",
    "四、努力方向和整改措施", "每周自学两小时，每月家访两户，六月底前补完笔记。",
    "林小禾", "2011年5月20日",
]  # fmt: skip
NOTICE = [
    "各村小：",
    "定于本月八日上午召开家长会，请各班主任提前通知家长，打扫好教室。",
    "石桥镇中心小学",
    "2011年3月1日",
]


def reviewed(tmp_path: Path, body: list[str], *heads: str, kind: str = "auto") -> Review:
    names = dict(zip(("default", "even"), heads, strict=False))
    path = tmp_path / "a.docx"
    Docx(*body, headers=names, settings="<w:evenAndOddHeaders/>").save(path)
    return review_document(read(path), "a.docx", load_standard(), kind)


def has_title(review: Review) -> bool:
    return next(s.found for s in review.sections if s.id == "title")


@pytest.mark.parametrize(
    "head", ["承诺书", "承　诺　书", "石桥镇中心小学党员公开承诺书", "党员公开承诺书（试行）", " 党员承诺 "]
)
def test_the_only_title_is_in_the_header(tmp_path: Path, head: str) -> None:
    found = reviewed(tmp_path, LETTER, head)
    assert (found.kind, found.title) == ("letter", "".join(head.split()))
    assert has_title(found) and "sections.missing" not in {f.rule for f in found.findings}
    assert (found.author, found.organization, found.date) == ("林小禾", "石桥镇中心小学", "2011-03-01")
    report = reviewed(tmp_path, REPORT, "石桥镇中心小学党性分析报告")
    assert (report.kind, report.title) == ("report", "石桥镇中心小学党性分析报告")


@pytest.mark.parametrize(
    "head",
    ["石桥镇中心小学", "第1页", "第 1 页 共 3 页", "创先争优活动", "云溪县教育局文件", "党员公开承诺书汇编", "承诺书 1",
     "承诺书范文", "石桥镇中心小学\t承诺书", "石桥镇中心小学 承诺书", "学校签订承诺书，存档。", "会议通知", ""],
)  # fmt: skip
def test_a_running_head_is_no_title(tmp_path: Path, head: str) -> None:
    found = reviewed(tmp_path, LETTER, head)
    assert not has_title(found) and found.title == reviewed(tmp_path, LETTER).title
    assert "没有找到标题" in "".join(f.message for f in found.findings)


def test_what_the_text_is_not_the_header_does_not_make_it(tmp_path: Path) -> None:
    """A header left over from another paper, a text of no kind, two titles, a kind that somebody gave."""
    assert reviewed(tmp_path, REPORT, "承诺书").title == ""
    assert not has_title(reviewed(tmp_path, LETTER, "党性分析报告"))
    assert reviewed(tmp_path, NOTICE, "党员公开承诺书").kind == "other"
    assert not has_title(reviewed(tmp_path, LETTER, "承诺书", "党员公开承诺书"))
    assert has_title(reviewed(tmp_path, LETTER, "承诺书", "承 诺 书"))
    assert reviewed(tmp_path, REPORT, "承诺书", kind="report").title == ""
    assert reviewed(tmp_path, REPORT, "党性分析报告", kind="report").title == "党性分析报告"


def test_a_title_of_the_text_is_the_title_whatever_the_header_says(tmp_path: Path) -> None:
    for own in ("党员公开承诺书", "我的承诺"):
        assert reviewed(tmp_path, [own, *LETTER], "承诺书").title == own


def test_the_comment_that_sums_up_stands_at_the_first_words(tmp_path: Path) -> None:
    """Word takes no comment in a header; the same words in the text are not the title."""
    found = reviewed(tmp_path, [*LETTER[:-2], "这份承诺书一式两份。", *LETTER[-2:]], "承诺书")
    source = (tmp_path / "a.docx").read_bytes()
    copy = commented_copy(source, read(tmp_path / "a.docx"), found, date=datetime(2026, 11, 22, 9, 0))
    with zipfile.ZipFile(io.BytesIO(copy)) as box:
        root = etree.fromstring(box.read("word/document.xml"))
    (start,) = root.iter("{*}commentRangeStart")
    assert "我叫林小禾" in "".join(start.getparent().itertext())
