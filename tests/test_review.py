"""Whole reviews: the seed document, verdicts with evidence, and the promise that every quote is exact."""

from dataclasses import replace
from pathlib import Path

import pytest

from checker import api
from checker.coverage import judge_coverage
from checker.evaluate import document_of
from checker.findings import Finding, Judgement, Review
from checker.judging import analyse, findings_of, review_document
from checker.readers import read
from checker.thresholds import IN_CONTEXT
from corpus import load_standard

STANDARD = load_standard()
SEED = Path(__file__).parents[2] / "shared" / "seed"

GOOD = (
    "承诺书\n我叫林小禾，是石桥镇中心小学教师，现郑重承诺如下：\n一、每周自学两小时政治理论，写好读书笔记。\n"
    "二、认真备好每一节课，每学期上两节公开课。\n三、每学期家访二十户，帮扶两名学困生。\n"
    "四、不迟到早退，不收家长红包，不搞有偿补课。\n五、不体罚学生，不搬弄是非，看见歪风当面批评。\n承诺人：林小禾\n2011年3月1日"
)


def review(text: str) -> Review:
    return review_document(document_of(text), "x.txt", STANDARD)


def levels(result: Review) -> dict[str, str]:
    return {e.id: e.level for e in result.elements}


def test_a_good_letter_passes() -> None:
    result = review(GOOD)
    assert result.kind == "letter"
    assert set(levels(result).values()) == {"covered"}
    assert result.status == "pass", [f.message for f in result.findings]
    assert result.author == "林小禾"
    assert result.date == "2011-03-01"
    assert result.organization == "石桥镇中心小学"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2011年3月", "2011-03"), ("二〇一一年三月", "2011-03"), ("2011.3", "2011-03"), ("二〇一一年三月一日", "2011-03-01"),
     ("2011年2月30日", ""), ("", "")],
)  # fmt: skip
def test_a_date_is_kept_as_far_as_it_is_written(written: str, kept: str) -> None:
    assert review(GOOD.replace("2011年3月1日", written)).date == kept


def test_slogans_alone_are_named_and_the_message_says_why() -> None:
    text = "承诺书\n我郑重承诺：带头学习提高，带头争创佳绩，带头服务群众，带头遵纪守法，带头弘扬正气。\n承诺人：林小禾\n2011年3月1日"
    result = review(text)
    assert set(levels(result).values()) == {"named"}
    found = [f for f in result.findings if f.rule == "coverage.named_only"]
    assert len(found) == 5
    assert all("补充" in f.message for f in found)
    assert result.status == "revise"


@pytest.mark.parametrize("closing", ["以上承诺，请支部和群众监督，做不到的，愿意接受组织批评。", ""])
def test_an_empty_heading_is_quoted_and_not_the_closing_words(closing: str) -> None:
    text = (
        "承诺书\n我郑重承诺如下：\n一是带头学习提高。每周自学两小时政治理论，写好读书笔记。\n"
        "二是带头争创佳绩。认真备好每一节课，每学期上两节公开课。\n三是带头服务群众。每学期家访二十户，帮扶两名学困生。\n"
        f"四是带头遵纪守法。不迟到早退，不收家长红包。\n五、带头弘扬正气\n{closing}\n承诺人：林小禾\n2011年3月1日"
    )
    result = review(text)
    assert levels(result)["righteous"] == "named"
    (judgement,) = (e for e in result.elements if e.id == "righteous")
    assert judgement.evidence[0].text == "五、带头弘扬正气"
    assert judgement.reason.endswith("标题下没有写这一方面的具体内容" if closing else "标题下没有写具体内容")


def test_a_deed_of_another_element_under_a_heading_is_told_as_that() -> None:
    deed = "不收实习单位的介绍费，上班不迟到、不早退。"
    result = review(GOOD[: GOOD.index("五、")] + f"5．正气：{deed}\n承诺人：林小禾\n2011年3月1日")
    (judgement,) = (e for e in result.elements if e.id == "righteous")
    assert judgement.level == "named"
    assert judgement.evidence[0].text == deed
    assert judgement.reason.startswith("标题下写的像是“带头遵纪守法”方面的事")


@pytest.mark.parametrize(
    "deed",
    [
        "向同组的李老师学板书，每天练一版粉笔字。",
        "跟着电工师傅学检修线路，每月一遍，记在本子上。",
        "每周向县一中的老师讨教一次，记下来照着练。",
    ],
)
def test_a_deed_done_with_somebody_is_the_writers_own(deed: str) -> None:
    text = f"{GOOD[: GOOD.index('一、')]}一、{deed}\n{GOOD[GOOD.index('二、') :]}"
    assert levels(review(text))["study"] == "covered"


def test_the_next_item_does_not_stand_under_a_heading() -> None:
    text = (
        GOOD[: GOOD.index("四、")]
        + "四、遵纪守法\n五、敢于批评不良风气，红白事简办，不摆排场。\n承诺人：林小禾\n2011年3月1日"
    )
    (judgement,) = (e for e in review(text).elements if e.id == "discipline")
    assert judgement.level == "named"
    assert judgement.reason == "只有标题，标题下没有写具体内容"


def test_general_words_under_a_heading_are_quoted_before_it() -> None:
    slogan = "我要弘扬正气，做一个有正气的人。"
    result = review(GOOD[: GOOD.index("五、")] + f"五、带头弘扬正气\n{slogan}\n承诺人：林小禾\n2011年3月1日")
    (judgement,) = (e for e in result.elements if e.id == "righteous")
    assert (judgement.level, judgement.evidence[0].text) == ("named", slogan)


def strictly(text: str, **bounds: float) -> tuple[dict[str, Judgement], list[Finding]]:
    """What is judged and told when no sentence is sure enough, whatever the classifier has learnt."""
    analysis = analyse(document_of(text), STANDARD)
    strict = replace(IN_CONTEXT, covered=((0, 1.01),), paper_covered=1.01, unended_covered=1.01, **bounds)
    judged = judge_coverage(analysis.document, analysis.outline, STANDARD, analysis.kind, strict)
    analysis = replace(analysis, judgements=judged, memo={})
    found = [f for f in findings_of(analysis) if f.family == "coverage"]
    return {j.id: j for j in judged}, found


def test_a_sentence_that_is_nearly_sure_is_shown_and_not_called_a_slogan() -> None:
    """每学期家访二十户 told as 只有口号 is an accusation that its own quotation refutes."""
    judged, found = strictly(GOOD)
    serve = judged["serve"]
    assert serve.level == "named" and "家访二十户" in serve.evidence[0].text
    (told,) = (f for f in found if serve.title in f.message)
    assert "写得不够具体或不够肯定，请看这一句：“" in told.message and "家访二十户" in told.message
    assert not any(words in told.message for words in ("只有口号", "没有找到", "只有标题"))
    assert told.where == serve.evidence[0].where


def test_a_nearly_sure_sentence_is_shown_before_the_slogan_that_names_the_element() -> None:
    judged, _ = strictly(GOOD.replace("三、", "三、带头服务群众，做群众的贴心人。"))
    assert "家访二十户" in judged["serve"].evidence[0].text
    assert judged["serve"].reason == "写得不够具体或不够肯定，请看这一句"


def test_what_is_missing_for_want_of_sureness_is_quoted() -> None:
    judged, found = strictly(GOOD, named=1.01, paper_named=1.01)
    serve = judged["serve"]
    assert serve.level == "missing" and "家访二十户" in serve.evidence[0].text
    (told,) = (f for f in found if serve.title in f.message)
    assert told.rule == "coverage.missing" and told.where is not None
    assert "没有写到，或者写得不够肯定；最像的是这一句" in told.message and "没有找到" not in told.message


PLAN = """石桥小学创先争优活动实施方案
一、指导思想
以科学发展观为指导，推动学校各项工作。
二、目标要求
{goods}
三、方法步骤
第一阶段，2011年3月，公开承诺。
四、组织领导
成立领导小组，校长任组长。
石桥小学党支部
2011年3月1日"""


@pytest.mark.parametrize(
    ("under", "only"),
    [("", True), ("1．宣传发动。\n2．张贴标语。", False), ("张贴标语。", False)],
)
def test_only_a_heading_is_said_where_nothing_stands_under_it(under: str, only: bool) -> None:
    goods = "\n".join(filter(None, ["（一）党员队伍好", under, "（二）工作机制好", "每月开一次例会。"]))
    judged, _ = strictly(PLAN.format(goods=goods), under_heading=1000)
    members = judged["members"]
    assert members.level == "named"
    assert ("只有标题" in members.reason) == only


@pytest.mark.parametrize(
    "field",
    ["单位：云溪县岔河镇中心小学", "所在支部：石桥小学服务党支部", "姓名：林小禾　职务：后勤服务员　任教学科：语文", "工作单位:岔河镇中心小学。"],
)  # fmt: skip
def test_what_is_filled_into_a_field_is_no_evidence(field: str) -> None:
    text = f"承诺书\n为更好地服务师生，我承诺：\n一、每天晚上读书一小时，写笔记。\n{field}\n承诺人：林小禾\n2011年3月17日"
    for element in review(text).elements:
        assert not any(
            "：" in e.text or ":" in e.text
            for e in element.evidence
            if e.text != "为更好地服务师生，我承诺："
        )
        assert element.level == "covered" or element.id != "study"


def test_a_field_that_says_what_one_does_is_evidence() -> None:
    text = "承诺书\n姓名：林小禾\n服务承诺：每学期家访全班四十户，帮助两名后进生。\n其他：不收家长礼品。\n2011年3月17日"
    assert levels(review(text))["serve"] == "covered"


def test_a_missing_element_is_missing() -> None:
    result = review(GOOD.replace("三、每学期家访二十户，帮扶两名学困生。\n", ""))
    assert levels(result)["serve"] == "missing"


def test_evidence_is_quoted_exactly() -> None:
    document = document_of(GOOD.replace("学习", "學習").replace("，", ","))
    result = review_document(document, "x.txt", STANDARD)
    assert sum(len(element.evidence) for element in result.elements) >= 5
    for element in result.elements:
        for evidence in element.evidence:
            assert document.quote(evidence.where) == evidence.text
            assert evidence.text.strip()


def test_the_same_bytes_give_the_same_review() -> None:
    assert review(GOOD).to_json() == review(GOOD).to_json()


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    result = api.review(path)
    assert result.status == "unreadable"
    assert result.reason and "空" in result.reason
    assert result.findings[0].rule == "file.empty"


@pytest.mark.skipif(not SEED.is_dir(), reason="../shared/seed is only there in the workplace and in CI")
@pytest.mark.parametrize("name", ["seed.docx", "seed.doc", "seed-as-downloaded.txt"])
def test_the_seed_document(name: str) -> None:
    document = read(SEED / name)
    result = review_document(document, name, STANDARD)
    assert result.kind == "plan"
    assert result.title == "县教育体育局创先争优活动实施方案"
    assert set(levels(result).values()) == {"covered"}
    evidence = {e.id: " ".join(x.text for x in e.evidence) for e in result.elements}
    for id, words in {
        "study": "学习科学文化知识", "excel": "急难险重", "serve": "为师生解难题", "discipline": "党的纪律",
        "righteous": "不良风气", "team": "班子", "members": "党员", "mechanism": "长效机制", "results": "成绩显著", "masses": "师生拥护",
    }.items():  # fmt: skip
        assert words in evidence[id], (id, evidence[id])
    found = {s.id: s.found for s in result.sections}
    assert found == {"guiding": True, "content": True, "carrier": True, "phases": True, "leadership": False}
    rules = {f.rule for f in result.findings}
    assert "sections.missing" in rules
    assert "spun.word" in rules
    assert "punctuation.quote" in rules
    assert any(r.startswith("stale.") for r in rules)
    quotes = [document.quote(f.where) for f in result.findings if f.where] + [
        e.text for j in result.elements for e in j.evidence
    ]
    for word in ("客服", "下载", "汇文网", "22.50KB", "温馨提示"):
        assert not any(word in q for q in quotes)


def test_a_sentence_that_looks_like_a_heading_is_not_told_that_it_is_one() -> None:
    text = (
        "学校创先争优活动实施方案\n一、主要任务\n党员要带头学习提高，每周集中学习一次，自学两小时。\n"
        "党员要遵纪守法、弘扬正气。\n二、时间安排\n3月动员，12月总结。"
    )
    found = {f.message for f in review(text).findings if f.rule == "coverage.named_only"}
    told = [m for m in found if "“带头遵纪守法”" in m or "“带头弘扬正气”" in m]
    assert len(told) == 2 and not any("标题" in m for m in told), found
