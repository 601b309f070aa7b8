"""A data gate: the development documents are judged at least as well as when this was last raised.

No timing, only labels: dev-* is never trained on, so a fall here is a real loss. Raise the floors when
the score rises (docs/accuracy.md says how it was measured).
"""

from pathlib import Path

import pytest

from benchmarks.openings import shares
from checker.evaluate import Sheet, evaluate, load_labels
from checker.training.examples import load_examples
from corpus import load_standard

ROOT = Path(__file__).parents[1]
DEVSET = ROOT.parent / "shared" / "devset" / "real-restated.jsonl"
LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    files = sorted((ROOT / "corpus" / "examples" / "documents").glob("dev-*.jsonl"))
    assert files
    return evaluate([r for f in files for r in load_labels(f)], load_standard())


def test_covered_is_judged_no_worse_than_before(sheet: Sheet) -> None:
    assert sheet.macro(LEADS) >= 0.97
    assert min(sheet.elements[e].f1 for e in LEADS) >= 0.9


def test_content_is_seldom_called_missing(sheet: Sheet) -> None:
    assert sheet.false_missing / sheet.levels <= 0.005


def test_kind_and_sections(sheet: Sheet) -> None:
    assert sheet.kinds_right / sheet.documents >= 0.99
    assert sheet.sections.f1 >= 0.99
    assert sheet.sections.precision >= 0.98


def test_other_rules_keep_their_precision(sheet: Sheet) -> None:
    """Of what the labelled rules find, at least nine in ten are planted defects."""
    tp = fp = 0
    for rule in ("placeholder.mask", "placeholder.template", "numbering.gap", "numbering.repeat", "punctuation.quote",
                 "punctuation.halfwidth", "punctuation.doubled", "date.impossible", "spun.word", "stale.future"):  # fmt: skip
        counts = sheet.defects.get(rule)
        if counts is not None:
            tp, fp = tp + counts.tp, fp + counts.fp
    assert tp >= 30
    assert tp / (tp + fp) >= 0.9


def test_documents_of_hands_nothing_was_tuned_on() -> None:
    """fresh-*: no rule on what is measured here was made by looking at it (docs/accuracy.md): the telling floors."""
    folder = ROOT / "corpus" / "examples" / "documents"
    found = {f.stem: load_labels(f) for f in sorted(folder.glob("fresh-*.jsonl"))}
    assert sorted(found) == [f"fresh-{x}" for x in ("ba", "bb", "ca", *"efghijklmnopqrstuvwxyz")]
    whole, openings, public = (evaluate(found[f"fresh-{x}"], load_standard()) for x in "efg")
    assert whole.macro(LEADS) >= 0.98
    assert whole.levels_right / whole.levels >= 0.97
    assert whole.false_missing / whole.levels <= 0.01
    assert whole.kinds_right == whole.documents
    assert whole.sections.f1 >= 0.98
    assert openings.macro(LEADS) >= 0.925
    assert openings.levels_right / openings.levels >= 0.855
    assert openings.false_missing / openings.levels <= 0.02
    assert openings.kinds_right / openings.documents >= 0.99
    assert openings.sections.f1 >= 0.93
    # Scraps of public papers: two readers agree on 91 % of the kinds here.
    assert public.macro(LEADS) >= 0.695
    assert public.levels_right / public.levels >= 0.77
    assert public.false_missing / public.levels <= 0.055
    assert public.kinds_right / public.documents >= 0.79
    assert public.sections.f1 >= 0.84


def test_whole_papers_of_sixteen_more_hands() -> None:
    """fresh-h, i, o and q were looked at when something was mended, the others only measured."""
    folder = ROOT / "corpus" / "examples" / "documents"
    floors = (
        ("h i", 0.955, 0.925, 0.975),
        ("j k", 0.97, 0.935, 0.98),
        ("l", 0.98, 0.935, 0.975),
        ("m", 0.945, 0.92, 0.975),
        ("o", 0.895, 0.885, 0.97),
        ("q", 0.965, 0.955, 0.975),
        ("r", 0.97, 0.955, 0.99),
        ("t", 0.865, 0.835, 0.98),
        ("u", 0.945, 0.9, 0.98),
        ("v", 0.965, 0.945, 0.995),
        ("y", 0.96, 0.935, 0.99),
        ("ba", 0.97, 0.955, 0.99),
        ("ca", 0.96, 0.94, 0.99),
    )
    for hands, covered, levels, sections in floors:
        sheet = evaluate(
            [r for x in hands.split() for r in load_labels(folder / f"fresh-{x}.jsonl")], load_standard()
        )
        assert sheet.macro(LEADS) >= covered
        assert sheet.levels_right / sheet.levels >= levels
        assert sheet.false_missing / sheet.levels <= 0.02
        assert sheet.kinds_right / sheet.documents >= 0.97
        assert sheet.sections.f1 >= sections


def test_the_five_goods_of_plans() -> None:
    """The goods (五个好), of every plan that measures, whole ones and scraps apart."""
    folder = ROOT / "corpus" / "examples" / "documents"
    scraps = {f"fresh-{x}" for x in (*"fgnpsw", "bb")}
    for whole, covered, levels, missing in ((True, 0.915, 0.89, 0.02), (False, 0.71, 0.71, 0.035)):
        plans = [
            record
            for file in (*sorted(folder.glob("dev-*.jsonl")), *sorted(folder.glob("fresh-*.jsonl")))
            if (file.stem not in scraps) is whole
            for record in load_labels(file)
            if record.get("goods")
        ]
        sheet = evaluate(plans, load_standard())
        right, false_missing = sheet.shares(GOODS)
        assert sheet.macro(GOODS) >= covered
        assert right >= levels
        assert false_missing <= missing


@pytest.mark.parametrize(
    ("hand", "covered", "levels", "missing", "sections"),
    [("x", 0.93, 0.905, 0.01, 0.98), ("z", 0.94, 0.895, 0.02, 0.99)],
)
def test_several_deeds_in_one_sentence(
    hand: str, covered: float, levels: float, missing: float, sections: float
) -> None:
    """fresh-x: a year's pledge in two sentences; before such were taught 9 % of the levels were falsely missing.
    fresh-z: half of what its sentences list is another's or asked by a rule; before those were taught 21 things not
    covered were told as covered."""
    file = ROOT / "corpus" / "examples" / "documents" / f"fresh-{hand}.jsonl"
    sheet = evaluate(load_labels(file), load_standard())
    assert sheet.macro(LEADS) >= covered
    assert sheet.levels_right / sheet.levels >= levels
    assert sheet.false_missing / sheet.levels <= missing
    assert sheet.kinds_right == sheet.documents
    assert sheet.sections.f1 >= sections


def test_scraps_of_public_papers_of_five_more_hands() -> None:
    """Openings of n, p, w and bb, middles of s: what is not at its end is seldom called missing, which costs levels."""
    floors = (
        ("n", 0.83, 0.765, 0.02, 0.96, 0.85),
        ("p", 0.68, 0.765, 0.015, 0.93, 0.73),
        ("s", 0.745, 0.755, 0.01, 0.87, 0.65),
        ("w", 0.76, 0.795, 0.05, 0.96, 0.81),
        ("bb", 0.79, 0.725, 0.035, 0.9, 0.9),
    )
    for hand, covered, levels, missing, kinds, sections in floors:
        file = ROOT / "corpus" / "examples" / "documents" / f"fresh-{hand}.jsonl"
        sheet = evaluate(load_labels(file), load_standard())
        assert sheet.macro(LEADS) >= covered
        assert sheet.levels_right / sheet.levels >= levels
        assert sheet.false_missing / sheet.levels <= missing
        assert sheet.kinds_right / sheet.documents >= kinds
        assert sheet.sections.f1 >= sections


@pytest.mark.skipif(not DEVSET.exists(), reason="../shared/devset is only there in the workplace and in CI")
def test_openings_of_real_documents() -> None:
    result = evaluate(load_labels(DEVSET), load_standard())
    assert result.macro(LEADS) >= 0.76
    assert result.levels_right / result.levels >= 0.8
    assert result.false_missing / result.levels <= 0.035


@pytest.mark.parametrize(
    ("hand", "own", "plan", "other", "asked"), [("e", 0.93, 0.8, 0.57, 0.715), ("n", 0.91, 0.84, 0.37, 0.61)]
)
def test_whose_a_long_list_of_deeds_is(
    hand: str, own: float, plan: float, other: float, asked: float
) -> None:
    """Lists behind openings of hands nothing was taught by: own ones are covered, others' too often still
    (docs/accuracy.md)."""
    rows = load_examples(ROOT / "corpus" / "examples" / "openings", f"fresh-{hand}.jsonl")
    share = {whose: found["covered"] / found.total() for whose, found in shares(rows, "，").items()}
    assert share["own"] >= own
    assert share["plan"] >= plan
    assert share["other"] <= other
    assert share["asked"] <= asked


# A formula of officialese that three hands wrote down, each without the others.
_STOCK = {"发扬社会主义新风尚，敢于同不良风气、违纪违法行为作斗争。"}


def test_no_development_sentence_is_in_the_training_half() -> None:
    import json

    def texts(pattern: str) -> set[str]:
        folder = ROOT / "corpus" / "examples" / "sentences"
        return {
            json.loads(line)["text"]
            for f in folder.glob(pattern)
            for line in f.read_text(encoding="utf-8").splitlines()
            if line.strip()
            and len(json.loads(line)["text"]) > 20  # shorter ones are stock phrases anybody writes
        }

    assert texts("train-*.jsonl") & texts("dev-*.jsonl") == set()
    assert texts("train-*.jsonl") & texts("fresh-*.jsonl") <= _STOCK


def test_of_two_deeds_in_one_sentence_none_is_called_missing() -> None:
    """不收家长一分钱 alone is a deed; beside another one it is not sure enough, and a person is asked to look."""
    from checker.evaluate import document_of
    from checker.judging import review_document

    text = "承诺书\n我是一名党员，每周家访两户困难学生，不收家长一分钱。\n承诺人：林小禾\n2011年3月1日"
    review = review_document(document_of(text), "a.docx", load_standard())
    found = {e.id: e for e in review.elements}
    assert (found["serve"].level, found["study"].level) == ("covered", "missing")
    assert found["discipline"].level in ("covered", "named")
    assert "不收家长一分钱" in found["discipline"].evidence[0].text
