"""The sentence classifier is taught by whom it is said to be taught by; the judge of papers learns from what others say."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy.sparse")
pytest.importorskip("sklearn")

from checker.papermodel import PaperModel
from checker.training.examples import load_examples
from checker.training.papers import LEVELS, fitted
from checker.training.rows import rows as feature_rows
from checker.training.sentences import LABELS, material, network

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


def test_the_judge_of_papers_learns_levels_whatever_the_facts_are_measured_in() -> None:
    chance = np.random.default_rng(0)
    levels = chance.integers(0, 3, 600)
    facts = np.column_stack(
        [levels * 1000 + chance.normal(0, 200, 600), chance.normal(0, 1, 600), np.ones(600)]
    )
    box = fitted(facts, levels)
    model = PaperModel((), (), *(box[key] for key in ("first", "first_bias", "second", "second_bias")))
    odds = model.probabilities(np.array([[n * 1000.0, 0.0, 1.0] for n in range(len(LEVELS))]))
    assert odds.argmax(axis=1).tolist() == [0, 1, 2]
    assert odds.sum(axis=1) == pytest.approx(1)
    again = fitted(facts, levels)
    assert all((box[key] == again[key]).all() for key in ("first", "first_bias", "second", "second_bias"))
