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
