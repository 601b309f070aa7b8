"""Whole reviews: the seed document, verdicts with evidence, and the promise that every quote is exact."""

from pathlib import Path

import pytest

from checker.evaluate import document_of
from checker.findings import Review
from checker.judging import review_document, review_file
from checker.readers import read
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


def test_general_words_under_a_heading_are_quoted_before_it() -> None:
    slogan = "我要弘扬正气，做一个有正气的人。"
    result = review(GOOD[: GOOD.index("五、")] + f"五、带头弘扬正气\n{slogan}\n承诺人：林小禾\n2011年3月1日")
    (judgement,) = (e for e in result.elements if e.id == "righteous")
    assert (judgement.level, judgement.evidence[0].text) == ("named", slogan)


def test_a_missing_element_is_missing() -> None:
    result = review(GOOD.replace("三、每学期家访二十户，帮扶两名学困生。\n", ""))
    assert levels(result)["serve"] == "missing"


def test_evidence_is_quoted_exactly() -> None:
    document = document_of(GOOD.replace("学习", "學習").replace("，", ","))
    result = review_document(document, "x.txt", STANDARD)
    for element in result.elements:
        for evidence in element.evidence:
            assert document.quote(evidence.where) == evidence.text
            assert evidence.text.strip()


def test_the_same_bytes_give_the_same_review() -> None:
    assert review(GOOD).to_json() == review(GOOD).to_json()


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    result = review_file(path)
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
