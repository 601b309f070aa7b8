"""The judge of whole papers: what it goes by, and that the rest of a paper decides what one sentence leaves open."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from checker.analysis import Sentence
from checker.coverage import judge_coverage
from checker.document import Where
from checker.evaluate import document_of
from checker.judging import analyse, analyse_outline
from checker.papermodel import Paper, PaperModel, load_paper_model, paper_facts, paper_of
from checker.scoretable import ENDS, NATURES, ScoreTable
from checker.smallnet import SmallNet
from checker.thresholds import IN_CONTEXT
from corpus import load_standard

STANDARD = load_standard()
KINDS = ("letter", "other", "plan", "report")
PAPER = Paper("report", 800, outsiders=False, dated=True, signed=True)


def table(concrete: Sequence[Sequence[float]], judged: Sequence[bool] | None = None) -> ScoreTable:
    """Scores of sentences for three elements; a mention is as sure as a deed."""
    scores = np.array(concrete, dtype=np.float32).reshape(-1, 3)
    count = len(scores)
    sentences = [Sentence("一句话。", Where("body", n, 0, 4), "body", -1) for n in range(count)]
    none = np.zeros(scores.shape, dtype=bool)
    return ScoreTable(
        sentences, scores, scores, none, none.astype(np.int8),
        np.ones(count, dtype=bool) if judged is None else np.array(judged), np.zeros((count, 2), dtype=bool),
        np.zeros(scores.shape), np.zeros((count, len(NATURES))), np.zeros((count, len(NATURES) * len(ENDS))),
    )  # fmt: skip


def facts(scores: ScoreTable, paper: Paper = PAPER) -> np.ndarray:
    return paper_facts(scores, paper, [0, 1, 2], KINDS)


def test_facts_are_finite_even_of_nothing() -> None:
    shape = facts(table([[0.9, 0.1, 0.0], [1.0, 0.2, 0.0]])).shape
    for empty in (table([]), table([[0.9, 0.1, 0.0]], judged=[False])):
        found = facts(empty)
        assert found.shape == shape
        assert np.isfinite(found).all()


def test_a_sentence_that_cannot_say_anything_is_no_deed() -> None:
    only, both = table([[0.3, 0.1, 0.0]]), table([[0.3, 0.1, 0.0], [0.99, 0.1, 0.0]], judged=[True, False])
    assert (facts(only)[:, :4] == facts(both)[:, :4]).all()


def test_the_order_of_sentences_does_not_matter() -> None:
    rows = [[0.9, 0.1, 0.4], [0.2, 0.8, 0.3], [0.5, 0.6, 0.7]]
    assert np.allclose(facts(table(rows)), facts(table(rows[::-1])))


def test_each_element_is_judged_for_itself() -> None:
    found = facts(table([[0.9, 0.1, 0.4]]))
    first = np.zeros((found.shape[1], 2))
    net = SmallNet(first, np.ones(2), np.ones((2, 3)), np.array([1.0, 0, 0]))
    model = PaperModel(("a", "b", "c"), KINDS, net)
    odds = model.probabilities(found)
    assert odds.shape == (3, 3)
    assert odds.sum(axis=1) == pytest.approx(1)
    assert (odds[:, 0] > odds[:, 1]).all()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("党性分析报告\n" + "我在教学上下的功夫不够，听课少，备课赶。\n" * 30, True),
        ("承诺书\n" + "每周听两节课，不收家长的礼。\n" * 12 + "李明\n2011年5月6日", True),
        ("承诺书\n" + "每周听两节课，不收家长的礼。\n" * 12, False),
        ("承诺书\n每周听两节课。\n李明\n2011年5月6日", False),
    ],
)
def test_a_whole_paper_is_long_or_dated(text: str, whole: bool) -> None:
    outline = analyse_outline(document_of(text), STANDARD)
    assert paper_of(outline, STANDARD, "letter").whole is whole


def test_whose_paper_it_is() -> None:
    def outsiders(text: str, kind: str) -> bool:
        return paper_of(analyse_outline(document_of(text), STANDARD), STANDARD, kind).outsiders

    assert outsiders("承诺书\n我是五年级学生的家长，我承诺督促孩子读书。", "letter")
    assert not outsiders("承诺书\n作为党员，我承诺每周听两节课。", "letter")
    assert outsiders("教案\n小数的加法和减法。", "other")


@pytest.mark.parametrize("group", ["leads", "goods"])
def test_the_packaged_judges_know_their_elements_and_all_facts(group: str) -> None:
    model = load_paper_model(STANDARD.id, group)
    assert model is not None
    assert model.elements == tuple(e.id for e in STANDARD.elements if e.group == group)
    assert model.kinds == KINDS
    five = paper_facts(
        ScoreTable([], *(np.zeros((0, 5)) for _ in range(4)), np.zeros(0, dtype=bool), np.zeros((0, 2)), np.zeros((0, 5)), np.zeros((0, 4)), np.zeros((0, 12))),  # type: ignore[arg-type]
        PAPER, [0, 1, 2, 3, 4], KINDS,
    )  # fmt: skip
    assert five.shape == (5, len(model.net.first))
    assert load_paper_model("a standard without one", group) is None


def test_one_vague_sentence_more_does_not_cover_a_long_paper() -> None:
    """The same sentence decides a scrap but not a paper that says nothing else like it."""
    model = load_paper_model(STANDARD.id, "leads")
    assert model is not None
    lone = [[0.97, 0.01, 0.01, 0.01, 0.01]] + [[0.05] * 5] * 30
    many = [[0.97, 0.01, 0.01, 0.01, 0.01]] * 4 + [[0.05] * 5] * 27

    def covered(rows: list[list[float]]) -> float:
        scores = np.array(rows, dtype=np.float32)
        none = np.zeros(scores.shape, dtype=bool)
        sentences = [
            Sentence("这一句话有十来个字。", Where("body", n, 0, 10), "body", -1) for n in range(len(rows))
        ]
        made = ScoreTable(
            sentences, scores, scores, none, none.astype(np.int8), np.ones(len(rows), dtype=bool), none[:, :2],
            np.zeros(scores.shape), np.zeros((len(rows), len(NATURES))), np.zeros((len(rows), len(NATURES) * len(ENDS))),
        )  # fmt: skip
        return float(model.probabilities(paper_facts(made, PAPER, list(range(5)), KINDS))[0, 2])

    assert covered(lone) < covered(many)


def test_a_sure_deed_under_the_elements_own_name_covers_it() -> None:
    """One line an element is all that many letters have; nothing else in them need be like it."""
    text = (
        "承诺书\n为接受群众监督，我结合岗位实际，作出如下承诺：\n一、带头学习提高\n坚持记学习笔记，一年不少于五千字。\n"
        "二、带头争创佳绩\n担任校外辅导员，每年给学生讲四次革命传统故事。\n三、带头服务群众\n把自家的图书借给邻里孩子看，假期办读书角。\n"
        "四、带头遵纪守法\n遵守社会治安法规，不参加非法组织和聚会。\n五、带头弘扬正气\n家庭和睦、邻里相让，主动调解邻居的纠纷。\n"
        "以上承诺，请党组织、全校师生和学生家长监督。\n承诺人：赵秀兰\n2011年5月6日"
    )
    strict = replace(IN_CONTEXT, paper_covered=1.01)
    analysis = analyse(document_of(text), STANDARD)
    judged = judge_coverage(analysis.document, analysis.outline, STANDARD, "letter", strict)
    assert {j.level for j in judged} == {"covered"}
    assert [j.evidence[0].where.paragraph for j in judged] == [3, 5, 7, 9, 11]


@pytest.mark.parametrize(("end", "level"), [("", "named"), ("\n孟庆海\n2012年3月5日", "missing")])
def test_of_a_long_paper_without_its_end_what_is_named_is_not_missing(
    monkeypatch: pytest.MonkeyPatch, end: str, level: str
) -> None:
    """A judge that finds everything missing is right of a paper that is all there, not of one that may go on."""
    packaged = load_paper_model(STANDARD.id, "leads")
    assert packaged is not None
    nothing = SmallNet(
        packaged.net.first * 0, packaged.net.first_bias, packaged.net.second * 0, np.array([9.0, 0, 0])
    )
    monkeypatch.setattr("checker.coverage.load_paper_model", lambda *_: replace(packaged, net=nothing))
    document = document_of(
        "承诺书\n我在沙河镇中心小学管营养餐。\n学习上不掉队。\n" + "灶换了三口，人换了两茬。" * 45 + end
    )
    outline = analyse_outline(document, STANDARD)
    assert paper_of(outline, STANDARD, "letter").whole
    thresholds = replace(IN_CONTEXT, surely=1.01)
    found = {j.id: j for j in judge_coverage(document, outline, STANDARD, "letter", thresholds)}
    assert found["study"].level == level
    # What a sentence is surely about is named, whatever the judge of papers says.
    (study,) = (j for j in judge_coverage(document, outline, STANDARD, "letter") if j.id == "study")
    assert (study.level, study.evidence[0].text) == ("named", "学习上不掉队。")
    assert found["study"].evidence[0].text == "学习上不掉队。"
