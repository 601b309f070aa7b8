"""In a plan, how much is to be done behind an element's own name is coverage, however short it is."""

import pytest

from checker.evaluate import document_of
from checker.examples import Example, Examples
from checker.judging import analyse, review_document
from checker.spelledout import spelled_out
from corpus import load_standard

STANDARD = load_standard()
LEADS = [e for e in STANDARD.elements if e.group == "leads"]
PLAN = (
    "石桥镇中心小学创先争优活动实施方案\n一、指导思想\n以科学发展观为指导，围绕学校中心工作，在全校党员中开展创先争优活动。\n"
    "二、主要内容\n{}\n三、组织领导\n成立领导小组，组长由支部书记担任。\n中共石桥镇中心小学支部委员会\n2011年3月6日"
)


def spelled(text: str) -> set[str]:
    return {e.id for e in LEADS if spelled_out(text, e, LEADS)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "带头学习提高，年读书五本、记笔记两万字；带头弘扬正气，不体罚学生，文明节俭办事。",
            "study righteous",
        ),
        ("带头服务群众——每学期家访20户。", "serve"),
        ("服务群众方面：每人帮扶两名学困生。", "serve"),
        ("带头遵纪守法（零违纪、零补课），带头弘扬正气（零体罚、零赌博）。", "discipline righteous"),
        # Nothing to count, or nothing that is done.
        ("带头学习提高，认真学习，不断进步。", ""),
        ("带头弘扬正气，敢于同不良风气作斗争。", ""),
        ("带头争创佳绩，每一名党员都要对号入座，查找差距。", ""),
        ("带头学习提高：每天读书。", ""),
        # Another element's, or somebody else's words.
        ("带头学习提高，带头服务群众，每学期家访20户。", "serve"),
        ("县局要求党员带头学习提高，每人读三本书。", ""),
        ("县委讲得明白，党员要“带头学习提高，每年参加集中学习不少于十二次”。", ""),
    ],
)
def test_what_is_spelled_out_behind_a_name(text: str, ids: str) -> None:
    assert spelled(text) == set(ids.split())


def test_a_plan_that_spells_it_out_covers_it() -> None:
    line = (
        "党员要做到“五带头”：带头学习提高，年读书五本、记笔记两万字；带头争创佳绩，所教班级成绩进全镇前三；"
        "带头服务群众，每学期家访20户；带头遵纪守法，不迟到早退；带头弘扬正气，不体罚学生，文明节俭办事。"
    )
    review = review_document(document_of(PLAN.format(line)), "方案.docx", STANDARD)
    assert {e.level for e in review.elements if e.group == "leads"} == {"covered"}
    hollow = "党员要带头学习提高，刻苦学习，不断进步；带头弘扬正气，敢于同不良风气作斗争。"
    review = review_document(document_of(PLAN.format(hollow)), "方案.docx", STANDARD)
    assert "covered" not in {e.level for e in review.elements if e.id in ("study", "righteous")}


@pytest.mark.parametrize("level", ["named", "missing", "covered"])
def test_what_a_bureau_says_of_the_sentence_stands(level: str) -> None:
    line = "带头学习提高，每人读三本书。"
    known = Examples.of([Example(STANDARD.id, "study", line, level)])
    found = analyse(document_of(PLAN.format(line)), STANDARD, "plan", known).judgements
    assert next(j.level for j in found if j.id == "study") == level
