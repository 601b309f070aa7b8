"""The trained judge of kinds: what counts, that rules still count, and that a corpus gives one file."""

import pytest

from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.kindmodel import kind_model_from, kind_words, load_kind_model, rule_row
from checker.kinds import judge_kind, rule_points
from corpus import load_standard

LETTER = "我的承诺书\n一、每周读书两小时。\n二、不收家长一分钱。\n承诺人：林小禾"
NEWS = "春风小学开展读书活动\n昨天下午，春风小学在操场举行了读书活动启动仪式，六百名学生参加。"


def papers(*texts: str) -> list[dict[str, str]]:
    kinds = ("letter", "report", "plan", "other")
    return [{"text": text, "kind": kinds[n % 4]} for n, text in enumerate(texts)]


def test_words_of_title_headings_and_beginning_count_apart() -> None:
    outline = analyse_outline(document_of("党性分析\n一、差距\n读书少。" + "别的话。" * 60), load_standard())
    words = kind_words(outline)
    assert {"T:党性", "H:差距", "W:读书", "B:读书"} <= set(words)
    assert sum(v * v for v in words.values()) == pytest.approx(1.0)


def test_an_empty_paper_has_no_words_and_a_kind_all_the_same() -> None:
    outline = analyse_outline(document_of(""), load_standard())
    assert kind_words(outline) == {}
    kind, sure = judge_kind(outline, load_standard())
    assert kind == "other" and 0 < sure <= 1


def test_points_behind_the_best_count_only_so_far() -> None:
    assert rule_row({"letter": 20.0, "other": 15.0, "plan": -9.0}, ("letter", "other", "plan", "new")) == [
        0.0,
        -5.0,
        -8.0,
        -8.0,
    ]


def test_the_rules_still_count() -> None:
    model, standard = load_kind_model("chuangxianzhengyou"), load_standard()
    assert model is not None
    outline = analyse_outline(document_of(LETTER), standard)
    ruled = rule_points(outline, standard)
    turned = {k: -v for k, v in ruled.items()}
    assert model.points(outline, ruled)["letter"] > model.points(outline, turned)["letter"]


def test_a_standard_without_a_trained_judge_goes_by_the_rules() -> None:
    assert load_kind_model("duizhaojiancha2025") is None
    outline = analyse_outline(document_of(NEWS), load_standard("duizhaojiancha2025"))
    ruled = rule_points(outline, load_standard("duizhaojiancha2025"))
    assert judge_kind(outline, load_standard("duizhaojiancha2025"))[0] == max(ruled, key=ruled.__getitem__)


def test_a_judge_learns_from_papers_and_the_same_papers_give_the_same_file() -> None:
    pytest.importorskip("sklearn")
    from checker.training.kinds import train_kinds

    stock = papers(
        "我保证做到以下几点。不迟到。",
        "我的毛病是学得少。原因是懒。",
        "各支部要按月安排党课。",
        "昨日，学校举行运动会。",
        "我保证每天备课。不收礼。",
        "我的毛病是怕得罪人。",
        "各支部要分三步推进。",
        "昨日，学校举行歌咏会。",
    )
    data = train_kinds(stock)
    assert data == train_kinds(stock)
    model = kind_model_from(data)
    level = dict.fromkeys(model.kinds, 0.0)
    for text, kind in (("我保证不迟到。", "letter"), ("昨日，学校举行升旗。", "other")):
        points = model.points(analyse_outline(document_of(text), load_standard()), level)
        assert max(points, key=points.__getitem__) == kind


def test_news_found_in_plenty_weighs_no_more_than_what_is_rare() -> None:
    pytest.importorskip("sklearn")
    from checker.training.kinds import RESTATED, _weights

    restated = [{"by": "train-t", "kind": kind} for kind in ("other", "other", "other", "letter")]
    weights = _weights([*restated, {"by": "train-a", "kind": "other"}])
    assert weights[0] * 3 == weights[3] == RESTATED * 2
    assert weights[4] == 1
