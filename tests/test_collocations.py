"""Spun words that only their neighbours tell: every row by its examples, and whole sentences of school Chinese."""

from pathlib import Path

import pytest

from checker.spun import find_spun, spun_in
from corpus.collocations import COLUMNS, Collocation, load_collocations, parse_collocations
from corpus.substitutions import QUIET_FAMILIES, WIDE_FAMILY
from corpus.yamldoc import StandardError

HEAD = "# 说明\n" + "\t".join(COLUMNS) + "\n"
HERE = Path(__file__).parent


def sentences(name: str) -> list[list[str]]:
    """The rows of a table of sentences beside this file, without its head."""
    return [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines()[1:]]


def sure(text: str) -> list[tuple[str, str]]:
    """What a text with no other sign of spinning is told of."""
    (hits,) = spun_in([text], wide=True)
    return [(h.spun, h.original) for h in hits if h.sure and h.family not in QUIET_FAMILIES]


@pytest.mark.parametrize("one", load_collocations(), ids=lambda one: f"{one.row.spun}-{one.examples[0]}")
def test_every_row_has_examples_that_fail_and_pass(one: Collocation) -> None:
    wanted = (one.row.spun, one.row.original)
    for text in one.fails:
        assert wanted in [(h.spun, h.original) for h in find_spun(text) if h.sure == one.row.sure], text
    for text in one.passes:
        hits = [h for h in find_spun(text) if h.sure or h.family == WIDE_FAMILY]
        assert [(h.spun, h.original) for h in hits] == [], text


def test_every_expression_compiles() -> None:
    for one in load_collocations():
        for context in (one.row.before, one.row.after, one.row.not_before, one.row.not_after):
            assert context is None or context.compiled()


@pytest.mark.parametrize("text", [text for _, text in sentences("spun_right.tsv")])
def test_words_rightly_used_are_no_spun_words(text: str) -> None:
    assert sure(text) == []


def test_most_spun_words_of_the_sentences_are_found() -> None:
    """Half of them were looked at when the table was made, the other half only when it was done."""
    found = dict.fromkeys(("build", "measure"), 0)
    for half, text, pairs in sentences("spun_wrong.tsv"):
        wanted = [tuple(pair.split("→")) for pair in pairs.split(";")]
        found[half] += sum(pair in sure(text) for pair in wanted)
        assert set(sure(text)) <= set(wanted), text
    assert found["build"] >= 37
    assert found["measure"] >= 19


def test_sentences_that_a_site_has_rewritten_word_by_word_are_told() -> None:
    """Half were looked at when the table grew (before: 14 of 59), the other half never (before: 20 of 57)."""
    told = dict.fromkeys(("build", "measure"), 0)
    for half, text, pairs in sentences("spun_site.tsv"):
        (hits,) = spun_in([text], wide=True)
        told[half] += bool(hits)
        assert {h.spun for h in hits} <= {pair.split("→")[0] for pair in pairs.split(";")}, text
    assert told["build"] >= 50
    assert told["measure"] >= 34


@pytest.mark.parametrize("text", [text for _, text, _ in sentences("spun_site.tsv")])
def test_what_a_site_rewrote_is_good_chinese_once_put_back(text: str) -> None:
    pairs = next(pairs for _, one, pairs in sentences("spun_site.tsv") if one == text)
    at = 0
    for spun, original in (pair.split("→") for pair in pairs.split(";")):
        at = text.index(spun, at)
        text = text[:at] + original + text[at + len(spun) :]
        at += len(original)
    assert spun_in([text], wide=True) == ((),)


def test_a_word_tells_beside_what_its_neighbours_stood_for() -> None:
    """Of 匡助门生养成进修风俗 only the first two are found as they stand."""
    text = "匡助门生养成进修风俗"
    assert [(h.start, h.end, h.spun) for h in find_spun(text) if h.sure] == [
        (0, 2, "匡助"), (2, 4, "门生"), (6, 8, "进修"), (8, 10, "风俗")
    ]  # fmt: skip
    assert "学校" in [h.original for h in find_spun("遵守黉舍的规章轨制")]
    assert find_spun("地方的风俗，匡正错字") == []


def test_what_people_write_too_is_told_only_beside_two_sure_words_and_never_judged_by() -> None:
    doubtful = "本学期展开了丰富多彩的文体活动"
    assert spun_in([doubtful], wide=True) == ((),)
    assert spun_in([doubtful, "带头效劳群众，带头效劳师生"], wide=True)[0] == ()
    proven = [doubtful, "带头效劳群众，提高整体本质"]
    assert [(h.spun, h.original) for h in spun_in(proven, wide=True)[0]] == [("展开", "开展")]
    assert spun_in(proven)[0] == ()


def test_a_wrong_neighbour_counts_only_without_a_right_one() -> None:
    assert sure("为学生办理实际困难") == [("办理", "解决")]
    assert sure("为学生办理困难补助") == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("晋升\t提升\t\t水平\t\t\tsure\t晋升水平", "8 栏"),
        ("晋升\t晋升\t\t水平\t\t\tsure\t晋升水平\t晋升", "不能相同"),
        ("晋升\t提升\t\t\t\t\tsure\t晋升水平\t晋升", "没有搭配"),
        ("晋升\t提升\t\t水平\t\t\tyes\t晋升水平\t晋升", "sure 或 likely"),
        ("晋升\t提升\t\t水平\t\t\tsure\t晋升水平\t", "没有例子"),
    ],
)
def test_broken_row_names_file_line_and_fix(row: str, message: str) -> None:
    with pytest.raises(StandardError) as caught:
        parse_collocations(HEAD + row, "my.tsv")
    assert "my.tsv 第3行" in str(caught.value)
    assert message in str(caught.value)
    assert "改法" in str(caught.value)


def test_broken_expression_or_head_is_named() -> None:
    (one,) = parse_collocations(HEAD + "晋升\t提升\t(\t水平\t\t\tsure\t晋升水平\t晋升", "my.tsv")
    assert one.row.before is not None
    with pytest.raises(StandardError, match="my.tsv 第3行：left 一栏"):
        one.row.before.compiled()
    with pytest.raises(StandardError, match="第一行不是栏名"):
        parse_collocations("spun\toriginal\n", "my.tsv")
    with pytest.raises(StandardError, match="文件是空的"):
        parse_collocations("# 说明\n", "my.tsv")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("增强教员步队扶植", [("增强", "加强"), ("步队", "队伍"), ("扶植", "建设")]),
        ("同一班门生发热三例以上，当天上报", [("门生", "学生")]),
        (
            "每月上门坐一坐，赓续进步效劳程度",
            [("赓续", "不断"), ("进步", "提高"), ("效劳", "服务"), ("程度", "水平")],
        ),
    ],
)
def test_words_beside_words_put_back_are_told_too(text: str, pairs: list[tuple[str, str]]) -> None:
    assert sure(text) == pairs


@pytest.mark.parametrize("name", ["文先容", "张春秋", "李汗青", "王永久", "陈好汉"])
def test_names_are_no_spun_words(name: str) -> None:
    assert sure(f"倡议人：{name}老师，{name}同志和{name}，三年级组") == []
