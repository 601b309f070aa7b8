"""What somebody says of himself, told of another or asked by a rule: only the beginning tells whose it is."""

import random
import re
from typing import Any

from checker.analysis import Sentence
from checker.document import Where
from checker.training.openings import Openings
from checker.training.retold import retold
from checker.training.runon import run_on
from checker.voices import voices
from corpus.wordlists import listed

NOBODY = Openings.of([])  # nobody wrote any: words of lists begin what is told again
DEED = "2、每天读半小时书，不收家长的红包。"
LABELS = {"study": "concrete", "discipline": "concrete", "excel": "slogan"}


def told(kind: str) -> list[tuple[str, dict[str, str]]]:
    chance = random.Random(1)
    return [
        again for _ in range(200) if (again := retold(DEED, LABELS, kind, "one", NOBODY, chance)) is not None
    ]


def test_a_deed_becomes_anothers_a_demand_or_stays_ones_own() -> None:
    natures = {labels["study"] for _, labels in told("letter")}
    assert natures == {"other", "quoted", "concrete"}
    for text, labels in told("letter"):
        assert labels["study"] == labels["discipline"]
        assert labels["excel"] == "slogan"
        assert "每天读半小时书，不收家长的红包" in text
        assert not text.startswith("2")
        assert text.endswith("。")
        assert text.count("。") == 1


def test_nobody_asks_for_faults_and_what_a_plan_asks_for_is_its_own() -> None:
    assert {labels["study"] for _, labels in told("report")} == {"other", "concrete"}
    assert {labels["study"] for _, labels in told("plan")} == {"other", "concrete"}
    for text, labels in told("plan"):
        assert text.startswith(listed("retold.all")) or labels["study"] == "other"


def test_what_a_plan_asks_of_everybody_is_nobody_elses() -> None:
    chance = random.Random(1)
    asked = [
        retold("每周二集体学习，不得缺席。", {"study": "concrete"}, "plan", "one", NOBODY, chance)
        for _ in range(50)
    ]
    assert {labels["study"] for again in asked if again for _, labels in [again]} == {"concrete"}


def test_what_says_itself_whose_it_is_or_is_no_deed_is_left() -> None:
    chance = random.Random(1)
    assert retold("这学期我每天读半小时书。", {"study": "concrete"}, "letter", "one", NOBODY, chance) is None
    assert retold("支部每月学习一次。", {"study": "concrete"}, "letter", "one", NOBODY, chance) is None
    assert retold("努力学习，天天向上。", {"study": "slogan"}, "letter", "one", NOBODY, chance) is None


def test_demands_say_who_asks() -> None:
    for text, labels in told("letter"):
        if labels["study"] == "quoted":
            assert text.startswith((*listed("retold.source"), *listed("retold.norm")))


def test_what_is_ones_own_again_is_heard_as_ones_own() -> None:
    """The judge of context goes by whom it hears, so what teaches it must say so."""
    for text, labels in told("letter"):
        if labels["study"] == "concrete":
            (voice,) = voices([Sentence(text, Where("body", 0, 0, 1), "body", -1)])
            assert voice.of in ("own", "both"), text


def run_on_papers(line: str = "") -> tuple[list[dict[str, Any]], dict[tuple[str, str], dict[str, str]]]:
    """Papers of two deeds that run on into one another, and of one more `line`; with the labels of what was made."""
    deeds = {
        "每天读半小时书。": "study",
        "不收家长的红包。": "discipline",
        "这学期我每月记一本笔记。": "study",
    }
    labels = {("one", text): {element: "concrete"} for text, element in deeds.items()}
    levels = {"study": "covered", "discipline": "covered"}
    text = f"每天读半小时书。不收家长的红包。{line}"
    return run_on([{"by": "one", "kind": "letter", "text": text, "elements": levels}] * 100, labels, NOBODY)


def test_a_paper_that_tells_it_of_others_names_what_it_covered() -> None:
    merged, found = run_on_papers()
    levels = set()
    for one in merged:
        pieces = re.split("(?<=[；。])", one["text"])
        natures = {n for piece in pieces for n in found.get((one["labelled"], piece), {}).values()}
        assert set(one["elements"].values()) == {"covered" if natures == {"concrete"} else "named"}
        levels |= set(one["elements"].values())
    assert levels == {"covered", "named"}


def test_one_begins_and_what_comes_after_goes_on() -> None:
    """老周每天读书；不收礼: each is labelled as told of him, in a sentence of its own."""
    merged, found = run_on_papers()
    apart = [one for one in merged if "；" in one["text"]]
    assert apart
    for one in apart:
        first, second = (found[one["labelled"], said] for said in re.split("(?<=；)", one["text"]))
        assert (set(first), set(second)) == ({"study"}, {"discipline"})
        assert set(first.values()) == set(second.values())


def test_what_another_sentence_covers_stays_covered() -> None:
    merged, _ = run_on_papers("\n这学期我每月记一本笔记。")
    assert {one["elements"]["study"] for one in merged} == {"covered"}
    assert {one["elements"]["discipline"] for one in merged} == {"covered", "named"}
