"""rjieba and jieba cut alike; the packaged classifier is the one that the corpus makes."""

import jieba
import pytest

from checker.language import cut, features, load_model
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
    lexicon = load_lexicon()
    alone = model.scores([(TEXTS[0], "")], "letter", lexicon)
    among = model.scores([(t, "") for t in TEXTS], "letter", lexicon)
    assert abs(alone[0] - among[0]).max() < 1e-5


def test_an_empty_document_has_no_scores() -> None:
    model = load_model()
    assert model is not None
    assert model.scores([], "letter", load_lexicon()).shape == (0, len(model.labels))


def test_features_tell_heading_from_text() -> None:
    names = features("每周读书", "学习提高", "letter", load_lexicon())
    assert "W:读书" in names or "C:读书" in names
    assert any(n.startswith("H:") and "学习" in n for n in names)


def test_the_fast_way_finds_the_features_that_training_counts() -> None:
    """Scores made feature by feature, as training sees a sentence, equal those of the automaton."""
    from collections import Counter

    import numpy as np

    model = load_model()
    assert model is not None
    lexicon = load_lexicon()
    index = {**model.vocabulary}
    patterns = {text: int(i) for text, i in _grams(model)}
    for text in TEXTS:
        counts: Counter[int] = Counter()
        for name in features(text, "学习提高", "letter", lexicon):
            at = patterns.get(name[2:]) if name.startswith("C:") else index.get(name)
            if at is not None:
                counts[at] += 1
        ids = np.array(sorted(counts))
        values = (1 + np.log([counts[i] for i in ids])) * model.idf[ids]
        values /= np.sqrt((values**2).sum())
        wanted = 1 / (1 + np.exp(-(values @ model.weights[ids] + model.bias)))
        got = model.scores([(text, "学习提高")], "letter", lexicon)[0]
        assert abs(wanted - got).max() < 1e-4


def _grams(model):  # type: ignore[no-untyped-def]
    from importlib import resources

    import numpy as np

    file = resources.files("checker") / "model" / "chuangxianzhengyou.npz"
    with file.open("rb") as stream, np.load(stream) as box:
        names = box["vocabulary"].tobytes().decode().split("\n")
    return [(name[2:], i) for i, name in enumerate(names) if name.startswith("C:")]
