"""What was never filled in covers nothing: whose blank it is, and what else the sentence or the paper says."""

from __future__ import annotations

import pytest

from checker.coverage import judge_coverage
from checker.examples import Example, Examples
from checker.findings import Judgement
from checker.judging import findings_of
from checker.marked import explain
from checker.unfilled import unfilled
from corpus import load_standard
from tests.rules.helper import analyse, document, findings

STANDARD = load_standard()
FORM = """共产党员公开承诺书
我结合岗位，作如下承诺：
一、{study}
二、{excel}
三、{serve}
四、不收礼，不搞有偿补课。
五、不体罚学生，当面指出同事的迟到。
以上承诺，请监督。
承诺人：林小禾
2011年3月8日"""
DONE = {
    "study": "每月读一本书，写笔记两千字。",
    "excel": "承担三年级语文课，及格率达到百分之九十。",
    "serve": "每学期家访二十户，帮扶两名学困生。",
}
WHY = "写了，但句里的空没有填，还不能算写实"


def form(**lines: str) -> str:
    return FORM.format(**{**DONE, **lines})


def judged(text: str) -> dict[str, Judgement]:
    return {j.id: j for j in analyse(text).judgements}


def left(text: str, kind: str = "letter") -> list[str]:
    analysis = analyse(text, kind)
    found = unfilled(analysis.document, analysis.outline, STANDARD, kind)
    return [analysis.document.quote(w) for w in found]


@pytest.mark.parametrize(
    ("element", "line"),
    [
        ("study", "每周学习＿＿小时。"),
        ("study", "每月读书____本，写笔记____字。"),
        ("study", "每周集中学习（   ）小时，每年读书XX本。"),
        ("study", "每月读书X本，撰写笔记X万余字。"),
        ("excel", "承担（  ）年级（  ）班语文课，及格率达到　　%。"),
        ("excel", "所带班级及格率达到XX%，优秀率达到XX%。"),
        ("serve", "每学期家访XX户。"),
        ("serve", "每学期家访    户，帮扶学生XXX。"),
        ("serve", "每学期家访□□户留守儿童。"),
    ],
)
def test_a_pledge_whose_number_was_never_filled_in_is_named_and_quoted(element: str, line: str) -> None:
    found = judged(form(**{element: line}))
    assert {id: j.level for id, j in found.items() if id != element} == dict.fromkeys(
        {"study", "excel", "serve", "discipline", "righteous"} - {element}, "covered"
    )
    assert (found[element].level, found[element].reason) == ("named", WHY)
    assert found[element].evidence[0].text.endswith(line)
    (told,) = (f for f in findings(form(**{element: line})) if f.rule == "coverage.named_only")
    assert line.rstrip("。") in told.message and told.message.endswith("请把空着的填上真实的数目或名称。")


@pytest.mark.parametrize(
    ("element", "line"),
    [
        ("study", "每月读一本书、写____篇笔记。"),
        ("study", "每周学习____小时。每学期听课二十节，写听课笔记两万字。"),
        ("excel", "承担（  ）年级（  ）班语文课。我教的三年级及格率提高到九成。"),
        ("serve", "每学期家访XX户，给住校生缝三床被子。"),
        ("serve", "帮扶学生小X，每周辅导两次。"),
        ("serve", "帮扶某某同学，每周辅导两次。"),
        ("serve", "张××同学家里困难，我每周去他家两次，替他补课。"),
        ("serve", "资助XX小学的两名学生上学。"),
    ],
)
def test_what_else_was_written_counts_and_a_name_kept_back_takes_nothing(element: str, line: str) -> None:
    found = judged(form(**{element: line}))
    assert found[element].level == "covered"


def test_a_blank_signature_takes_nothing() -> None:
    text = form().replace("承诺人：林小禾\n2011年3月8日", "承诺人（签名）：________\n____年__月__日")
    assert {j.level for j in judged(text).values()} == {"covered"}


def test_another_sentence_is_quoted_before_one_with_a_blank() -> None:
    found = judged(form(study="每周学习____小时。每学期听课二十节，写听课笔记两万字。"))["study"]
    assert found.level == "covered" and "____" not in found.evidence[0].text


def test_a_blank_is_why_a_phrase_is_no_more() -> None:
    found = judged(form(study="带头学习提高，做到________。"))["study"]
    assert (found.level, found.reason) == ("named", WHY)


@pytest.mark.parametrize(
    "line",
    [
        "在XX人民政府挂职，家访过两户。",
        "找XX所长谈话，家访过两户。",
        "我在____县____小学教书。",
        "帮扶    张小红，每周两次。",
        "家访    户户到，听课　　节节有笔记。",
        "谈心    个别时候少。",
        "家访　封小军家三次。",
        "联系　门大爷一家。",
        "资助　位小红上学。",
        "辅导　名次靠后的六人。",
        "帮扶　封老师，每周两次。",
        "口算3＋（  ）个，天天练。",
        "孩子说：“你每周家访____户。”",
        "迎接建党____周年。",
        "建党XX周年，第XX届教代会，三届X次教代会我都参加。",
        "教三（1）班、XX年级。",
        "我讲了N遍，一天5×3节。",
    ],
)
def test_what_only_looks_like_a_number_left_open_is_none(line: str) -> None:
    assert left(form(serve=line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "家访　　户。",
        "帮扶　　名学困生，每周两次。",
        "听课    节以上",
        "资助　　位同学上学。",
        "家访　　户　　帮扶三人。",
        "读书　　本",
    ],
)
def test_white_space_before_a_measure_and_what_it_counts_is_a_blank(line: str) -> None:
    assert left(form(serve=line)) and [f for f in findings(form(serve=line)) if f.rule == "placeholder.mask"]


def test_a_name_is_asked_for_only_where_the_form_has_other_blanks() -> None:
    plain, form_too = form(serve="帮扶学生XXX，每周两次。"), form(serve="帮扶学生XXX，家访____次。")
    assert left(plain) == [] and judged(plain)["serve"].level == "covered"
    assert judged(form_too)["serve"].level == "named"
    assert not [f for f in findings(plain) if f.rule == "placeholder.mask"]


def test_a_form_that_a_plan_hands_out_is_for_others_to_fill_in() -> None:
    plan = "学校实施方案\n一、主要内容\n{}\n附件：承诺卡样式\n每学期家访____户，每周学习____小时。"
    assert left(plan.format("每人每学期家访五户。"), "plan") == []
    assert left(plan.format("每人每学期家访____户。"), "plan") == ["每人每学期家访____户。"]


def test_no_paper_of_the_campaign_has_no_form() -> None:
    assert left("通知\n每校报____人。", "other") == []


def test_what_a_reviewer_taught_stays() -> None:
    line = "每学期家访XX户。"
    analysis = analyse(form(serve=line))
    quote = next(j for j in analysis.judgements if j.id == "serve").evidence[0].text
    taught = Examples.of([Example("chuangxianzhengyou", "serve", quote, "covered")])
    again = judge_coverage(analysis.document, analysis.outline, STANDARD, "letter", examples=taught)
    assert {j.id: j.level for j in again}["serve"] == "covered"


def test_the_sentence_is_explained_as_no_more_than_named() -> None:
    analysis = analyse(form(serve="每学期家访XX户。"))
    found = explain(analysis, findings_of(analysis))
    marks = [
        m
        for p in found.paragraphs
        for s in p.pieces
        if "XX户" in s.text
        for m in s.marks
        if m.element == "serve"
    ]
    assert [m.words for m in marks] == ["服务群众 提到（空没有填）"]
    assert found.sure["serve"] == "很有把握"  # that it is no more


def test_every_blank_of_a_form_is_told() -> None:
    text = form(
        study="每月读书____本，写笔记____字。",
        excel="承担（  ）年级（  ）班语文课，及格率达到　　%。",
        serve="每学期家访    户，帮扶学生XXX。",
    )
    (told,) = (f for f in findings(text) if f.rule == "placeholder.mask")
    assert "全文共7处" in told.message
    for words in ("XXX", "达到 %", "家访 户"):
        assert f"“{words}”" in told.message
    assert document(text).quote(told.where) == "____" if told.where else False


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("每学期家访    户。", "“家访 户”中间空着的没有填"),
        ("及格率达到　　%。", "“达到 %”中间空着的没有填"),
        ("每学期家访X户。", "“X”是遮盖或空着的内容"),
        ("写笔记（  ）字。", "括号里的内容没有填"),
    ],
)
def test_a_blank_of_white_space_a_letter_or_brackets_is_told(line: str, what: str) -> None:
    (told,) = (f for f in findings(form(serve=line)) if f.rule == "placeholder.mask")
    assert told.message.startswith(what)


@pytest.mark.parametrize(
    "line",
    [
        "量化指标如“优秀率提升X%”，我照着做。",
        "家访  户户到。",
        "家访　封小军家三次。",
        "资助　位小红上学。",
        "辅导　名次靠后的六人。",
        "三届X次教代会我提过意见。",
        "一天5×3节。",
    ],
)
def test_what_is_no_blank_is_not_told(line: str) -> None:
    assert not [f for f in findings(form(serve=line)) if f.rule == "placeholder.mask"]
