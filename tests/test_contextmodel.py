"""The judge of context: what it goes by, whom it asks, and what it brings where the sentence alone does not say it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from checker.analysis import Sentence
from checker.contextmodel import ContextModel, asked, context_facts, in_context, load_context_model
from checker.coverage import score_sentences
from checker.document import Where
from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.papermodel import Paper
from checker.scored import score_table
from checker.scoretable import ENDS, NATURES, ScoreTable
from checker.smallnet import SmallNet, whole_rows
from corpus import load_standard

STANDARD = load_standard()
KINDS = ("letter", "other", "plan", "report")
PAPER = Paper("report", 800, outsiders=False, dated=True, signed=True)


def table(concrete: Sequence[Sequence[float]]) -> ScoreTable:
    """Scores of sentences for five elements; a mention is as sure as a deed."""
    scores = np.array(concrete, dtype=np.float32).reshape(-1, 5)
    count = len(scores)
    none = np.zeros(scores.shape, dtype=bool)
    sentences = [Sentence("一句话。", Where("body", n, 0, 4), "body", -1) for n in range(count)]
    return ScoreTable(
        sentences, scores, scores, none, none.astype(np.int8), np.ones(count, dtype=bool), none[:, :2],
        np.zeros(scores.shape), np.full((count, len(NATURES)), 0.5),
        np.zeros((count, len(NATURES) * len(ENDS))),
    )  # fmt: skip


def facts(scores: ScoreTable) -> np.ndarray:
    """Those of all sentences and elements: [sentences, elements, facts]."""
    shape = scores.concrete.shape
    facts = context_facts(scores, PAPER, list(range(5)), KINDS, *np.ones(shape, dtype=bool).nonzero())
    return whole_rows(*facts).reshape(*shape, -1)


def test_facts_are_finite_for_one_sentence_and_for_many() -> None:
    one, two = facts(table([[0.0, 1.0, 0.5, 0.2, 0.1]])), facts(table([[0.9] * 5] * 7))
    assert one.shape[2] == two.shape[2]
    assert one.shape[:2] == (1, 5)
    assert np.isfinite(one).all()
    assert np.isfinite(two).all()


def test_the_sentence_before_and_the_one_behind_are_told_apart() -> None:
    low, high = [0.1] * 5, [0.9, 0.1, 0.1, 0.1, 0.1]
    before, behind = facts(table([high, low, low])), facts(table([low, low, high]))
    assert not np.allclose(before[1], behind[1])


def test_only_what_is_not_hopeless_is_asked() -> None:
    scores = table([[0.9, 0.001, 0.001, 0.02, 0.0]])
    assert asked(scores, [0, 1, 2, 3, 4]).tolist() == [[True, False, False, True, False]]
    width = facts(scores).shape[2]
    net = SmallNet(np.zeros((width, 1)), np.ones(1), np.zeros((1, 2)), np.array([2.0, -2.0]))
    concrete, mention = ContextModel(("a",) * 5, KINDS, net).seen(scores, PAPER, list(range(5)))
    assert concrete[0].tolist() == pytest.approx([0.881, 0.001, 0.001, 0.881, 0], abs=1e-3)
    # Concrete is about it, too: a mention is never less sure.
    assert mention[0, 0] == concrete[0, 0]
    assert scores.concrete[0].tolist() == pytest.approx([0.9, 0.001, 0.001, 0.02, 0.0])


@pytest.mark.parametrize("group", ["leads", "goods"])
def test_the_packaged_judges_know_their_elements_and_all_facts(group: str) -> None:
    model = load_context_model(STANDARD.id, group)
    assert model is not None
    assert model.elements == tuple(e.id for e in STANDARD.elements if e.group == group)
    assert model.kinds == KINDS
    assert facts(table([[0.5] * 5])).shape[2] == len(model.net.first)
    assert load_context_model("a standard without one", group) is None


def test_a_standard_without_a_judge_keeps_its_scores() -> None:
    scores = table([[0.9] * 5])
    assert in_context(scores, PAPER, replace(STANDARD, id="another")) is scores


STORY = (
    "党性分析报告\n一、学习方面\n{who}六十岁那年县里办电脑班，坐在第一排。笔记写得密密麻麻，回来还讲给年轻人听。\n"
    "二、工作方面\n今年带两个班，作业当天批完。\n李明\n2012年5月6日"
)


def test_the_same_sentence_is_less_a_deed_behind_another_persons_name() -> None:
    """What it brings: a story goes on without naming its hero again."""

    def sure(who: str) -> float:
        outline = analyse_outline(document_of(STORY.format(who=who)), STANDARD)
        rows = score_sentences(outline, STANDARD, "report")["study"]
        return max(r.concrete for r in rows if r.sentence.text.startswith("笔记"))

    assert sure("余老校长去世多年了。他") < sure("我")


def test_facts_that_rows_share_weigh_what_each_rows_own_do() -> None:
    scores = table([[0.9, 0.2, 0.1, 0.6, 0.3], [0.3, 0.7, 0.5, 0.2, 0.1]])
    model = load_context_model(STANDARD.id, "leads")
    assert model is not None
    facts = context_facts(scores, PAPER, list(range(5)), KINDS, np.array([0, 0, 1]), np.array([0, 3, 1]))
    assert model.net.logits(*facts) == pytest.approx(model.net.logits(whole_rows(*facts)), abs=1e-9)


def test_a_list_is_known_by_the_clauses_at_its_ends() -> None:
    """Whose it is stands there; what follows ；goes on with it, and a sentence that says one thing has none."""
    who = "隔着一堵墙的蓝老师"
    deeds = ("每天读半小时书", "把两个班的作文面批完", "家长的红包退回去")
    text = f"承诺书\n{who}，{'，'.join(deeds)}。\n我叫王小明。\n{who}{'；'.join(deeds)}。"
    outline = analyse_outline(document_of(text), STANDARD)
    table = score_table(outline, STANDARD, "letter")
    ends = {
        s.text: row.reshape(len(ENDS), len(NATURES))
        for s, row in zip(table.sentences, table.ends, strict=True)
    }
    first = ends[f"{who}，{'，'.join(deeds)}。"][ENDS.index(0)]
    assert first[NATURES.index("other")] > max(first[NATURES.index("quoted")], 0.5)
    assert not ends["我叫王小明。"].any()
    head = ends[f"{who}{deeds[0]}；"]
    assert head.any()
    assert all((ends[said] == head).all() for said in (f"{deeds[1]}；", f"{deeds[2]}。"))


def test_a_text_without_a_sentence_has_no_ends() -> None:
    table = score_table(analyse_outline(document_of(""), STANDARD), STANDARD, "letter")
    assert table.ends.shape == (0, len(ENDS) * len(NATURES))
