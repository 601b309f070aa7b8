"""The trained judge of passages: how a body is cut, what it finds where no heading is known, and what it must not."""

import pytest

from checker.evaluate import document_of
from checker.judging import analyse, normals_of
from checker.outline import build_outline
from checker.passages import Passage, passages
from checker.sectionmodel import NONE, load_section_model, passage_words, section_models_from
from checker.sections import passages_of
from corpus import load_standard

STANDARD = "chuangxianzhengyou"
BASIC = "我叫林小禾，2004年入党，在石桥小学教三年级语文，也管图书角。教了十一年书，一直在村里。"
FAULTS = (
    "读书读得少，发的学习笔记本只写了三页，远程教育的机器一次也没有开过。\n"
    "对家长没有耐心，有一回把一位老人家说得下不来台，后来见面都绕着走。\n"
    "评课的时候只说好话，看见不对的地方也不开口，怕人家记在心里。\n"
    "请假常常只打个招呼，有三个下午让隔壁班代看，没有写过条子。"
)
REASON = "追根子，一个是觉得村小没有奔头，劲头就泄了；一个是党员两个字一年也想不起几回，没有拿尺子量过自己；再就是图清闲，怕得罪人。"
MEND = (
    "笔记本从下个月起每周写两页，写完交给支部书记看。那位老人家这个礼拜天我自己上门去赔不是。\n"
    "评课每次至少说一条毛病，请假先写条子后走人。机器八月底以前学会开，每周给学生放两节音乐课。"
)


def report(*parts: str) -> str:
    return "\n".join(("我的党性分析", *parts, "林小禾", "2011年6月1日"))


def found(text: str) -> dict[str, bool]:
    analysis = analyse(document_of(text * 1), load_standard(), "report")
    return {s.id: s.found for s in analysis.sections}


LONG = "\n".join(
    FAULTS.replace("三", number).replace("家长", whom).replace("评课", where)
    for number, whom, where in (
        ("三", "家长", "评课"),
        ("五", "同事", "开会"),
        ("四", "门卫", "教研"),
        ("六", "老人", "分组"),
    )
)


def test_reasons_and_remedies_are_seen_without_any_heading() -> None:
    got = found(report(BASIC, LONG, REASON, "往后的路子", MEND))
    assert got["causes"] and got["remedies"]


def test_a_section_that_is_not_there_is_still_missing() -> None:
    assert not found(report(BASIC, LONG, "往后的路子", MEND))["causes"]
    assert not found(report(BASIC, LONG, REASON))["remedies"]


def test_of_a_beginning_only_the_usual_rules_speak() -> None:
    """A scrap lacks its sections in truth: the judge of passages is asked about whole papers only."""
    model = load_section_model(STANDARD, "report")
    assert model is not None
    text = report(BASIC, "有一回评课我没有开口。")
    assert not found(text)["causes"]


def test_the_place_shown_is_the_passage_itself() -> None:
    document = document_of(report(BASIC, LONG, REASON, "往后的路子", MEND))
    analysis = analyse(document, load_standard(), "report")
    causes = next(s for s in analysis.sections if s.id == "causes")
    assert causes.where is not None
    assert document.quote(causes.where).startswith("追根子")


def cut(text: str, kind: str = "report") -> list[Passage]:
    standard = load_standard()
    document = document_of(text)
    normals = normals_of(document)
    rules = standard.kind(kind)
    assert rules is not None
    return passages_of(document, normals, build_outline(document, normals, standard), rules, standard)


def test_passages_know_their_heading_and_its_section() -> None:
    got = cut(report("一、存在的主要问题", FAULTS, "二、我这面镜子", REASON))
    assert got[0].owner == ("problems",) and not got[0].headed
    assert got[-1].owner == () and got[-1].headed and got[-1].heading == "我这面镜子"
    assert [p.at for p in got] == sorted(p.at for p in got)
    assert all(0 < p.at < 1 for p in got)


def test_a_line_of_a_few_words_is_a_heading_in_all_but_its_looks() -> None:
    got = cut(
        "石桥小学争先打算\n我们支部一共七个人，商量了两晚，写成这个打算。\n靠什么去做\n"
        + MEND
        + "\n【谁来抓】\n"
        + FAULTS,
        "plan",
    )
    assert {"靠什么去做", "谁来抓"} <= {p.heading for p in got}


def test_an_empty_paper_has_no_passages() -> None:
    standard = load_standard()
    document = document_of("")
    outline = build_outline(document, (), standard)
    assert passages(outline, (), [], standard.kinds[0], 0) == []


def test_words_of_heading_beginning_and_place_count_apart() -> None:
    passage = cut(report("一、存在的主要问题", FAULTS))[0]
    words = passage_words([passage])[0]
    assert {"W:读书", "B:读书", "P:opens"} <= set(words)
    assert any(w.startswith("H:") for w in words)
    assert not any(w.startswith("H:") for w in passage_words([passage], headed=False)[0])


def test_probabilities_of_a_passage_make_one() -> None:
    model = load_section_model(STANDARD, "plan")
    assert model is not None and NONE in model.labels
    odds = model.probabilities(cut("方案\n" + MEND, "plan"))
    assert odds.sum(axis=1) == pytest.approx(1.0)
    assert model.probabilities([]).shape == (0, len(model.labels))


def test_a_standard_without_a_judge_goes_without() -> None:
    assert load_section_model("duizhaojiancha2025", "report") is None
    assert load_section_model(STANDARD, "letter") is None


def test_the_same_papers_give_the_same_file() -> None:
    pytest.importorskip("sklearn")
    from checker.training.sections import train_sections

    texts = [
        report(BASIC + w, FAULTS + w, "三、原因分析", REASON, "四、整改措施", MEND) for w in "甲乙丙丁戊"
    ]
    plans = [
        "方案\n一、指导思想\n" + BASIC + w + "\n二、方法步骤\n" + MEND + "\n三、组织领导\n" + REASON
        for w in "甲乙丙丁"
    ]
    papers = [
        {"text": t, "kind": "report", "sections": ["basic", "problems", "causes", "remedies"]} for t in texts
    ]
    papers += [{"text": t, "kind": "plan", "sections": ["guiding", "phases", "leadership"]} for t in plans]
    data = train_sections(papers)
    assert data == train_sections(papers)
    assert {"causes", "remedies"} <= set(section_models_from(data)["report"].labels)
