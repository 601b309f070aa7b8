"""What somebody says of himself, told of another or asked by a rule: only the beginning tells whose it is."""

import random

from checker.analysis import Sentence
from checker.document import Where
from checker.training.retold import retold
from checker.training.several import run_on
from checker.voices import voices
from corpus.wordlists import listed

DEED = "2、每天读半小时书，不收家长的红包。"
LABELS = {"study": "concrete", "discipline": "concrete", "excel": "slogan"}


def told(kind: str) -> list[tuple[str, dict[str, str]]]:
    chance = random.Random(1)
    return [again for _ in range(200) if (again := retold(DEED, LABELS, kind, chance)) is not None]


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
    assert {labels["study"] for _, labels in told("plan")} == {"other"}


def test_what_says_itself_whose_it_is_or_is_no_deed_is_left() -> None:
    chance = random.Random(1)
    assert retold("我每天读半小时书。", {"study": "concrete"}, "letter", chance) is None
    assert retold("支部每月学习一次。", {"study": "concrete"}, "letter", chance) is None
    assert retold("努力学习，天天向上。", {"study": "slogan"}, "letter", chance) is None


def test_demands_say_who_asks() -> None:
    for text, labels in told("letter"):
        if labels["study"] == "quoted":
            assert text.startswith(listed("retold.source"))


def test_what_is_ones_own_again_is_heard_as_ones_own() -> None:
    """The judge of context goes by whom it hears, so what teaches it must say so."""
    for text, labels in told("letter"):
        if labels["study"] == "concrete":
            (voice,) = voices([Sentence(text, Where("body", 0, 0, 1), "body", -1)])
            assert voice in ("own", "both"), text


def test_a_paper_that_tells_it_of_others_names_what_it_covered() -> None:
    labels = {
        ("one", "每天读半小时书。"): {"study": "concrete"},
        ("one", "不收家长的红包。"): {"discipline": "concrete"},
    }
    text = "每天读半小时书。不收家长的红包。"
    paper = {
        "by": "one",
        "kind": "letter",
        "text": text,
        "elements": {"study": "covered", "discipline": "covered"},
    }
    merged, found = run_on([paper] * 100, labels)
    levels = set()
    for one in merged:
        (natures,) = [set(ls.values()) for (_, text), ls in found.items() if text == one["text"]]
        assert set(one["elements"].values()) == {"covered" if natures == {"concrete"} else "named"}
        levels |= set(one["elements"].values())
    assert levels == {"covered", "named"}


def test_what_another_sentence_covers_stays_covered() -> None:
    labels = {
        ("one", "每天读半小时书。"): {"study": "concrete"},
        ("one", "不收家长的红包。"): {"discipline": "concrete"},
        ("one", "我每月记一本笔记。"): {"study": "concrete"},
    }
    text = "每天读半小时书。不收家长的红包。\n我每月记一本笔记。"
    paper = {
        "by": "one",
        "kind": "letter",
        "text": text,
        "elements": {"study": "covered", "discipline": "covered"},
    }
    merged, _ = run_on([paper] * 100, labels)
    assert {one["elements"]["study"] for one in merged} == {"covered"}
    assert {one["elements"]["discipline"] for one in merged} == {"covered", "named"}
