"""rjieba and jieba cut alike; the packaged classifier is the one that the corpus makes."""

import sys
from pathlib import Path

import jieba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.grams import CHARACTERS, HEADING, WORD, keys_of, of_kind
from checker.language import HEADING_SCALE, SentenceModel, features, load_model
from checker.words import cut
from chinese_cli import words
from corpus.lexicon import load_lexicon

TEXTS = (
    "每周三晚上读两小时书，去年记了三本笔记。",
    "带头学习提高，带头争创佳绩，带头服务群众，带头遵纪守法，带头弘扬正气。",
    "教育体育局部署在全县教育系统深入开展创先争优活动。",
    "不收家长一分钱，不在背后议论同事，看见歪风当面批评。",
    "我叫买买提·艾力，2004年入党，任教七年级（3）班。",
)


@pytest.mark.parametrize("text", TEXTS)
def test_rjieba_cuts_as_jieba_does(text: str) -> None:
    assert cut(text) == jieba.lcut(text)


@pytest.mark.parametrize("text", TEXTS)
def test_words_joined_give_the_text_back(text: str) -> None:
    assert "".join(cut(text)) == text


def test_the_model_knows_every_element() -> None:
    model = load_model()
    assert model is not None
    for element in (
        "study",
        "excel",
        "serve",
        "discipline",
        "righteous",
        "team",
        "members",
        "mechanism",
        "results",
        "masses",
    ):
        assert f"{element}.concrete" in model.labels
        assert f"{element}.any" in model.labels


def test_scores_do_not_depend_on_neighbours_in_the_batch() -> None:
    model = load_model()
    assert model is not None
    alone = model.scores([(TEXTS[0], "")], "letter")
    among = model.scores([(t, "") for t in TEXTS], "letter")
    assert abs(alone[0] - among[0]).max() < 1e-5


def test_an_empty_document_has_no_scores() -> None:
    model = load_model()
    assert model is not None
    assert model.scores([], "letter").shape == (0, len(model.labels))


def test_only_the_labels_asked_for() -> None:
    model = load_model()
    assert model is not None
    pairs = [(t, "学习方面") for t in TEXTS]
    wanted = ("masses.any", "deed", "study.concrete")
    columns = [model.labels.index(label) for label in wanted]
    assert abs(model.scores(pairs, "plan", wanted) - model.scores(pairs, "plan")[:, columns]).max() < 1e-6


def test_features_tell_heading_from_text() -> None:
    names = features("每周读书", "学习提高", "letter", load_lexicon())
    assert "W:读书" in names or "C:读书" in names
    assert any(n.startswith("H:") and "学习" in n for n in names)


@pytest.mark.parametrize("kind", ["letter", "other", "plan", "report"])
@pytest.mark.parametrize("heading", ["", "学习提高", "（二）服务群众方面存在的问题"])
def test_the_fast_way_counts_what_training_counts(kind: str, heading: str) -> None:
    """Scores made feature by feature, as training sees a sentence, equal those of a whole document at once."""
    model = load_model()
    assert model is not None
    long = "，".join(TEXTS) * 3  # longer than one piece of a sum
    texts = [*TEXTS, long, "", "学", "\u2028\U0001f600学习"]
    got = model.scores([(t, heading) for t in texts], kind)
    for text, scores in zip(texts, got, strict=True):
        assert abs(_one_by_one(model, text, heading, kind) - scores).max() < 1e-4


def _one_by_one(model: SentenceModel, text: str, heading: str, kind: str) -> np.ndarray:
    def run(words: str, tag: int) -> np.ndarray:
        return at(int(model.table.find(keys_of(model.table.alphabet, [words], tag))[0]))

    def at(slot: int) -> np.ndarray:
        steps = [
            (int(s) + 0x8000800080008000) >> 16 * k & 0xFFFF for s in model.packed[slot] for k in range(4)
        ]
        return (np.array(steps[: len(model.scales)]) - 0x8000) * model.scales

    number = model.kinds.index(kind)
    groups = model.cues.groups
    elements = sorted({g.partition(".")[0] for g in groups})
    units = len(model.hidden_bias)
    twice = np.array([HEADING_SCALE**2] + [HEADING_SCALE] * units)
    total = np.zeros(units + 1)
    for name in features(text, heading, kind, load_lexicon()):
        prefix, _, words = name.partition(":")
        if prefix == "C" and words.strip("\n"):
            total += run(words, CHARACTERS)
        elif prefix == "W":
            total += run(words, WORD)
        elif prefix == f"W@{kind}":
            key = of_kind(keys_of(model.table.alphabet, [words], WORD), number + 1)
            total += at(int(model.table.find(key)[0]))
        elif prefix == "H":
            total += run(words, HEADING) * twice if words else model.no_heading
        elif prefix == "X":
            total += model.cue_weights[number, groups.index(words)]  # X@ is in it
        elif prefix == "HX":
            total += model.heading_weights[groups.index(words)]
        elif prefix == "G":
            total += model.element_weights[number, elements.index(words)]
        elif prefix == "K":
            total += model.kind_weights[number]
    hidden = np.maximum(total[1:] / np.sqrt(max(total[0], 1e-9)) + model.hidden_bias, 0)
    return 1 / (1 + np.exp(-(hidden @ model.output + model.bias)))


def test_the_sums_of_an_endless_line_are_right() -> None:
    model = load_model()
    assert model is not None
    text = "不收家长一分钱" * 400  # every weight of the same sign: more than 16 bits hold
    wanted = _one_by_one(model, text, "", "letter")
    assert abs(model.scores([(text, "")], "letter")[0] - wanted).max() < 1e-3


@given(
    st.text(
        alphabet=st.sampled_from(
            "读翻本书学习家访不收，。礼金钱的我\n 《》…三会一课民主生活指出同事迟到缺点"
        ),
        max_size=80,
    )
)
def test_cues_are_those_of_the_lexicon(text: str) -> None:
    model = load_model()
    assert model is not None
    lines = text.split("\n")
    names = model.cues.groups
    _, known = model.judge([(line, "") for line in lines], "letter", ("deed",), names)
    found = [frozenset(names[g] for g in np.flatnonzero(row)) for row in known]
    assert found == [frozenset(load_lexicon().find(line)) for line in lines]


def test_the_classifier_holds_the_lexicon_as_it_is_now() -> None:
    model = load_model()
    assert model is not None
    assert model.lexicon == load_lexicon().digest, "corpus/lexicon.yaml has changed: python -m checker.train"


def test_a_text_that_is_no_unicode_is_cut_all_the_same() -> None:
    model = load_model()
    assert model is not None
    assert model.scores([("学习\ud800笔记", "")], "letter").shape == (1, len(model.labels))


def test_without_rjieba_no_cache_is_taken_from_the_common_temporary_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    monkeypatch.setattr(jieba.dt, "tmp_dir", None)
    assert list(words._cutter.__wrapped__()("每周家访两户")) == ["每周", "家访", "两户"]
    assert Path(jieba.dt.tmp_dir) == Path(jieba.__file__).parent
    has = words._dictionary.__wrapped__()
    assert has("管理") and not has("倪国强")
