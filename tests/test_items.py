"""Items of a list are no headings, whatever stands after the last of them."""

from __future__ import annotations

import pytest

from checker.evaluate import document_of
from checker.judging import analyse, review_document
from corpus import load_standard

STANDARD = load_standard()
LETTER = "共产党员公开承诺书\n我结合岗位，作如下承诺：\n{}\n以上承诺，请监督。\n承诺人：林小禾\n2011年3月8日"
PLEDGES = "一、每周学习两小时。\n二、每学期上一节公开课。\n三、每月家访两户。\n四、不收家长礼金。\n"


def headings(lines: str) -> list[str]:
    return [h.title for h in analyse(document_of(LETTER.format(lines)), STANDARD).outline.headings]


@pytest.mark.parametrize(
    "last",
    [
        "五、不体罚学生。",
        "五、不体罚学生",
        "五、谁病了我去看。去年冬天给住校生送过三床被子。",
    ],
)
def test_a_pledge_among_pledges_is_no_heading(last: str) -> None:
    assert headings(PLEDGES + last) == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # An element's name among plain pledges is its heading.
        (PLEDGES + "五、带头弘扬正气。不体罚学生。", ["带头弘扬正气"]),
        # Most of the list are headings with their text.
        (
            "一、勤学。每周学习两小时。\n二、实干。每学期上一节公开课。\n三、每月家访两户。\n四、廉洁。不收家长礼金。",
            ["勤学", "实干", "廉洁"],
        ),
        # Two make no list.
        ("一、每周学习两小时。\n二、谁病了我去看。去年冬天送过三床被子。", ["谁病了我去看"]),
    ],
)
def test_headings_of_a_list_stay(lines: str, found: list[str]) -> None:
    assert headings(lines) == found


def test_a_section_behind_items_is_a_heading() -> None:
    text = "党性分析报告\n一、读书少。\n二、家访少。\n三、例会早退。\n四、努力方向和整改措施\n每周读书两小时。\n林小禾\n2011年5月9日"
    outline = analyse(document_of(text), STANDARD).outline
    assert [h.title for h in outline.headings] == ["努力方向和整改措施"]


@pytest.mark.parametrize(
    ("lines", "element"),
    [
        (PLEDGES + "五、不体罚学生。", "righteous"),
        (
            "一、每周自学两小时理论。\n二、每学期上两节公开课。\n三、谁病了我去看。去年冬天给住校生送过三床被子。\n四、值周不脱岗，烟不在校园里抽。",
            "serve",
        ),
    ],
)
def test_a_short_pledge_covers(lines: str, element: str) -> None:
    review = review_document(document_of(LETTER.format(lines)), "a.txt", STANDARD)
    (judgement,) = (j for j in review.elements if j.id == element)
    assert judgement.level == "covered" and not judgement.reason
