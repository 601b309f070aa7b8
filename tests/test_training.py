"""The sentence classifier is taught by whom it is said to be taught by; the judge of papers learns from what others say."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy.sparse")
pytest.importorskip("sklearn")

from checker.smallnet import SmallNet
from checker.training.examples import load_examples
from checker.training.rows import rows as feature_rows
from checker.training.sentences import LABELS, material, network
from checker.training.smallnet import fitted

EXAMPLES = Path(__file__).parents[1] / "corpus" / "examples" / "sentences"
SWAPPED = {"excel": "study", "study": "excel"}


def test_a_hand_left_out_teaches_nothing() -> None:
    """Two hands label the same sentences; what the one calls study is excel to the other."""
    rows = load_examples(EXAMPLES, "train-[gh].jsonl")
    one = [{**row, "by": "one"} for row in rows]
    other = [
        {**row, "by": "other", "labels": {SWAPPED.get(e, e): nature for e, nature in row["labels"].items()}}
        for row in rows
    ]
    taught = material(one + other, [])
    asked = {"text": "每周通读一本教育理论书，记一篇读书笔记。", "heading": "", "kind": "report"}
    study, excel = LABELS.index("study.concrete"), LABELS.index("excel.concrete")
    for without, said, unsaid in (("other", study, excel), ("one", excel, study)):
        scores = network(taught, without=frozenset([without])).scores(
            taught.known.matrix(feature_rows([asked]))
        )
        assert scores[0, said] > scores[0, unsaid] + 1


def net_of(box: dict[str, np.ndarray]) -> SmallNet:
    return SmallNet(*(box[key] for key in ("first", "first_bias", "second", "second_bias")))


def test_a_small_network_learns_classes_whatever_the_facts_are_measured_in() -> None:
    chance = np.random.default_rng(0)
    levels = chance.integers(0, 3, 600)
    facts = np.column_stack(
        [levels * 1000 + chance.normal(0, 200, 600), chance.normal(0, 1, 600), np.ones(600)]
    )
    box = fitted(facts, levels, networks=8, units=32, decay=1.0, epochs=200)
    logits = net_of(box).logits(np.array([[n * 1000.0, 0.0, 1.0] for n in range(3)]))
    assert logits.argmax(axis=1).tolist() == [0, 1, 2]
    again = fitted(facts, levels, networks=8, units=32, decay=1.0, epochs=200)
    assert all((box[key] == again[key]).all() for key in box)


def test_a_small_network_learns_questions_of_their_own() -> None:
    """Two questions: whether the one fact is high, whether the other is."""
    facts = np.random.default_rng(0).normal(0, 50, (800, 2))
    box = fitted(facts, (facts > 0).astype(int), networks=2, units=16, decay=0.1, epochs=200)
    logits = net_of(box).logits(np.array([[60.0, -60.0], [-60.0, 60.0], [60.0, 60.0]]))
    assert (logits > 0).tolist() == [[True, False], [False, True], [True, True]]


def test_what_a_sentence_is_of_nobody_is_asked_only_where_it_is_about_something() -> None:
    rows = [
        {
            "id": "1",
            "text": "学校规定每周读一本书。",
            "labels": {"study": "quoted"},
            "kind": "report",
            "by": "a",
        },
        {"id": "2", "text": "今天下了一场小雨。", "labels": {}, "kind": "report", "by": "a"},
    ]
    taught = material(rows * 10, [])
    quoted = LABELS.index("quoted")
    assert taught.target[:2, quoted].tolist() == [1, 0]
    assert taught.weight[:2, quoted].tolist() == [1, 0]
    assert taught.weight[:2, LABELS.index("study.concrete")].tolist() == [1, 1]
