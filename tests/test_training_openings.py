"""Openings that say whose a list of deeds is: who is retold with which, and what is learnt of them alone."""

import doctest
import random
import re
from pathlib import Path

import pytest

pytest.importorskip("scipy.sparse")
pytest.importorskip("sklearn")

from checker.training import folds
from checker.training.examples import load_examples
from checker.training.folds import FOLDS, fold_of
from checker.training.openings import Openings
from checker.training.retold import retold
from checker.training.sentences import LABELS, material

DEEDS = "每天读半小时书，不收家长的红包。"

WRITTEN = [
    {"whose": "other", "place": "before", "text": "隔壁的老石，", "by": "opening-a"},
    {"whose": "other", "place": "after", "text": "，说的是老石", "by": "opening-a"},
    {"whose": "asked", "place": "before", "text": "门上贴着：", "by": "opening-a"},
    {"whose": "own", "place": "before", "text": "听了老石的话，我", "by": "opening-a"},
    {"whose": "plan", "place": "before", "text": "五月起，各组", "by": "opening-a"},
]
BEGINS = {"other": "隔壁的老石，", "quoted": "门上贴着：", "concrete": "听了老石的话，我"}


def test_openings_that_a_hand_wrote_begin_what_they_say_they_do() -> None:
    openings = Openings.of([{**row, "by": "one"} for row in WRITTEN])
    for kind, own in (("letter", "听了老石的话，我"), ("plan", "五月起，各组")):
        chance = random.Random(1)
        told = [retold(DEEDS, {"study": "concrete"}, kind, "one", openings, chance) for _ in range(200)]
        made = [again for again in told if again and again[0].startswith(("隔壁的", "门上", "听了", "五月"))]
        assert made
        for text, labels in made:
            nature = labels["study"]
            assert text.startswith(own if nature == "concrete" else BEGINS[nature])
            assert ("说的是老石" not in text) or nature == "other"


def test_what_a_hand_wrote_is_retold_with_openings_of_its_own_fold_alone() -> None:
    openings = Openings.of(WRITTEN)
    chance = random.Random(1)
    hands = {fold_of(hand): hand for hand in ("train-a", "train-b", "train-c", "train-d")}
    same = fold_of("opening-a")
    assert openings.pick(hands[same], "other", chance) == "隔壁的老石，"
    assert {openings.pick(hands[fold], "other", chance) for fold in range(FOLDS) if fold != same} == {""}


def test_an_opening_is_learnt_as_what_says_whose_it_is() -> None:
    rows = list(Openings.of(WRITTEN).sentences())
    assert {(r["text"], r["nature"]) for r in rows if r["kind"] == "letter"} == {
        ("隔壁的老石", "other"), ("说的是老石", "other"), ("门上贴着", "quoted"), ("听了老石的话，我", ""),
    }  # fmt: skip
    assert [r["text"] for r in rows if r["kind"] == "plan"] == ["五月起，各组"]
    taught = material(rows * 5, [])
    for nature in ("other", "quoted"):
        column = LABELS.index(nature)
        assert taught.weight[: len(rows), column].tolist() == [1] * len(rows)
        assert taught.target[: len(rows), column].tolist() == [r["nature"] == nature for r in rows]


def test_the_openings_of_the_corpus_are_whole_and_no_two_hands_wrote_one() -> None:
    folder = Path(__file__).parents[1] / "corpus" / "examples" / "openings"
    rows = load_examples(folder, "*.jsonl")
    written = [row for row in rows if "whose" in row]
    assert {row["whose"] for row in written} == {"own", "plan", "other", "asked"}
    assert {row["place"] for row in written} == {"before", "after"}
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["text"], row["whose"]) for row in written}) == len(written)
    for row in written:
        # What is taught is one sentence.
        assert not re.search("[。；！\t]", row["text"]) or row["id"].startswith("fresh-"), row["id"]
        assert row["text"].startswith("，") == (row["place"] == "after"), row["id"]
    taught = {row["by"] for row in load_examples(folder, "train-*.jsonl")}
    assert {fold_of(hand) for hand in taught} == set(range(FOLDS))


def test_the_example_of_the_folds_holds() -> None:
    assert doctest.testmod(folds) == (0, 1)
