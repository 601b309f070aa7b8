"""One sentence that says several things: made of single ones for teaching, and judged."""

from typing import Any

import pytest

pytest.importorskip("scipy.sparse")
pytest.importorskip("sklearn")

from checker.evaluate import document_of
from checker.judging import review_document
from checker.training.context import labels_by_text
from checker.training.openings import Openings
from checker.training.runon import run_on
from checker.training.several import several
from corpus import load_standard

NOBODY = Openings.of([])  # no hand wrote any: words of lists begin what is told of others
DEEDS = {
    "study": ("每天读半小时书。", "1、学完一本《学记》。"),
    "excel": ("作业当天批完。", "2、每学期上两节公开课。"),
    "serve": ("每周家访两户人家。", "周末送走读的孩子回家。"),
    "discipline": ("不收家长的红包。", "开会从来不迟到。"),
}
SENTENCES = [
    {"text": text, "heading": "", "labels": {lead: "concrete"}, "kind": "letter", "by": "one"}
    for lead, texts in DEEDS.items()
    for text in texts
] + [
    {
        "text": "努力学习，天天向上。",
        "heading": "",
        "labels": {"study": "slogan"},
        "kind": "letter",
        "by": "one",
    },
    {"text": "请大家看着我。", "heading": "", "labels": {}, "kind": "letter", "by": "one"},
    {"text": "每天读报。", "heading": "", "labels": {"study": "concrete"}, "kind": "letter", "by": "another"},
]


def test_several_deeds_of_one_hand_become_one_sentence_with_the_labels_of_all() -> None:
    made = several(SENTENCES, NOBODY)
    assert made
    assert made == several(SENTENCES, NOBODY)
    for one in (m for m in made if _own(m) and "我" not in m["text"] and "本人" not in m["text"]):
        assert (one["by"], one["kind"]) == ("one", "letter")
        assert list(one["labels"].values()).count("concrete") >= 2
        assert one["text"].endswith("。")
        assert one["text"].count("。") == 1
        for lead, texts in DEEDS.items():
            said = any(t.rstrip("。").lstrip("12、") in one["text"] for t in texts)
            assert said == (one["labels"].get(lead) == "concrete")
        assert "，1、" not in one["text"]


def _own(one: dict[str, Any]) -> bool:
    return not {"other", "quoted"} & set(one["labels"].values())


def test_the_same_deeds_are_told_of_somebody_else_and_asked_by_rules_too() -> None:
    made = several(SENTENCES * 5, NOBODY)
    natures = [{n for n in one["labels"].values() if n != "slogan"} for one in made]
    assert {"other"} in natures
    assert {"quoted"} in natures
    assert all(len(n) == 1 for n in natures)


def test_a_paper_run_on_says_the_same_in_fewer_sentences() -> None:
    text = "承诺书\n每天读半小时书。作业当天批完。每周家访两户人家。不收家长的红包。\n没有人标注的一句。请大家看着我。"
    # Of a paper of which so little is labelled nothing is told of somebody else: what it covers would be a guess.
    text += "\n又有一段话写得很长可是没有人一句一句地标注过它说的是什么。" * 3
    papers = [{"by": "one", "kind": "letter", "text": text, "elements": {}} for _ in range(5)]
    merged, labels = run_on(papers, labels_by_text(SENTENCES), NOBODY)
    here_and_there, apart, all_over = (one["text"] for one in merged[:3])
    assert all_over.count("。") <= here_and_there.count("。")
    assert apart.replace("；", "，") == all_over
    new = here_and_there
    assert new != text
    assert new.replace("，", "。").replace("\n", "") == text.replace("\n", "")
    assert new.count("\n") == text.count("\n")
    assert "没有人标注的一句。" in new  # what has no label stays by itself
    assert {hand for hand, _ in labels} == {one["labelled"] for one in merged}
    assert (
        len(run_on([{**one, "kind": "report"} for one in papers], labels_by_text(SENTENCES), NOBODY)[0]) == 3
    )
    for (_, sentence), found in labels.items():
        assert not found or len(found) == sentence.count("，") + 1


@pytest.mark.parametrize(
    "pledge",
    [
        "学习上每天看报，工作上不迟到早退，对学生不打不骂，对家长不收礼，碰上歪风敢说。",
        "读完《学记》，带好两个班，家访三十户，不补课不收费，见到歪风敢说。",
    ],
)
def test_a_pledge_of_several_deeds_in_one_sentence_has_nothing_missing(pledge: str) -> None:
    text = (
        "承诺书\n我是清水河小学的党员教师罗秀兰，教三年级数学，兼管图书室，入党十一年了。学校支部开展创先争优活动，"
        f"我向大家作出以下承诺，请监督。\n{pledge}\n以上几条，说到做到，请支部和家长监督。\n罗秀兰\n2011年5月6日"
    )
    review = review_document(document_of(text), "承诺书.docx", load_standard())
    levels = {e.id: e.level for e in review.elements}
    assert "missing" not in levels.values(), levels
