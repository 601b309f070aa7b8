"""Which sections (部分) a paper has: told by its headings, by what a passage says, and never by a site's words."""

from __future__ import annotations

import pytest

from checker.evaluate import document_of
from checker.judging import analyse
from corpus import load_standard

STANDARD = load_standard()


def found(text: str, kind: str) -> set[str]:
    return {s.id for s in analyse(document_of(text), STANDARD, kind).sections if s.found}


@pytest.mark.parametrize(
    "title",
    ["岭下中学班主任安全责任书", "教师誓词", "岭下镇2012——2013学年度教师责任状", "致全体教师的公开信"],
)
def test_a_letter_may_be_called_otherwise(title: str) -> None:
    text = (
        f"网站首页\n{title}\n一、每天清点人数，缺人当即报告。\n二、不体罚学生，不收礼品。\n三、每周检查门窗。"
    )
    assert "title" in found(text, "letter")


def test_a_sentence_that_leads_in_is_no_title() -> None:
    text = "现就本学期的教学工作，作出如下承诺：\n一、每周听两节课。\n二、不收礼品，不在外补课。\n三、每月家访两户。"
    assert "title" not in found(text, "letter")
