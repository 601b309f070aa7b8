"""A picture at the end of a Word file may be a scanned signature: nobody is told that he did not sign."""

import base64
from collections.abc import Sequence
from io import BytesIO

import docx
import pytest

from checker.judging import review_document
from checker.readers import read_data
from corpus import load_standard

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LETTER = (
    "承诺书",
    "我是石桥镇中心小学教师，现承诺如下：",
    "一、每周读书两小时，写一篇笔记。",
    "二、每学期上两节公开课。",
    "三、每月家访两户。",
    "四、不收家长红包，不迟到早退。",
    "五、不体罚学生，不参与赌博。",
    "以上承诺，请大家监督。",
)


def rules(lines: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The findings on signature and date of a file of these lines; of an empty one a picture."""
    document = docx.Document()
    for line in lines:
        if line:
            document.add_paragraph(line)
        else:
            document.add_paragraph().add_run().add_picture(BytesIO(DOT))
    stream = BytesIO()
    document.save(stream)
    review = review_document(read_data(stream.getvalue()), "a.docx", load_standard(), "letter")
    return {
        f.rule: (f.severity, f.message) for f in review.findings if f.rule.startswith(("signature", "date"))
    }


@pytest.mark.parametrize("end", [("",), ("", "2011年3月1日"), ("承诺人：", ""), ("", "（盖章）")])
def test_who_may_have_signed_with_a_picture_is_only_asked_to_be_looked_at(end: tuple[str, ...]) -> None:
    found = rules((*LETTER, *end))
    assert {severity for severity, _ in found.values()} <= {"info"}
    assert "date.missing" not in found
    assert "图片" in found.get("signature.missing", ("", "图片"))[1]


def test_a_picture_above_is_no_signature() -> None:
    found = rules(("", *LETTER))
    assert found["signature.missing"][0] == found["date.missing"][0] == "error"


def test_who_signs_in_words_still_needs_a_day() -> None:
    assert rules((*LETTER, "承诺人：李明", ""))["date.missing"][0] == "error"
