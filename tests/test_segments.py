"""Numbering signs, segments and sentences of single lines."""

import pytest

from checker.normal import Normal, normalise
from checker.segments import gaps, segments, sentence_spans
from corpus.chrome import chrome_traces, load_chrome


@pytest.mark.parametrize(
    ("line", "form", "level", "text", "value"),
    [
        ("一、基本情况", "l1", 1, "一、", 1),
        ("十二．组织领导", "l1", 1, "十二.", 12),
        ("三：目标要求", "l1", 1, "三：", 3),
        ("四，工作措施", "l1", 1, "四，", 4),
        ("第五部分、组织领导", "l1", 1, "第五部分、", 5),
        ("第二章 总则", "l1", 1, "第二章", 2),
        ("（六）学习不够", "l2", 2, "（六）", 6),
        ("(七)、作风不实", "l2", 2, "（七）、", 7),
        ("8、读书少", "l3", 3, "8、", 8),
        ("12）笔记不全", "l3", 3, "12）", 12),
        ("第一阶段：学习", "p", 2, "第一阶段：", 1),
        ("第2步做什么", "p", 2, "第2步", 2),
        ("一是读书少", "l3b", 3, "一是", 1),
        ("二要多读书", "l3b", 3, "二要", 2),
        ("其三是笔记不全", "l3b", 3, "其三是", 3),
        ("第四，补抄过两次", "l3b", 3, "第四，", 4),
        ("首先，读书少", "l3b", 3, "首先，", 1),
        ("其次笔记不全", "l3b", 3, "其次", 2),
        ("再者补抄过", "l3b", 3, "再者", 3),
        ("（9）补抄过", "l4", 4, "（9）", 9),
        ("⑩补抄过", "l4", 4, "⑩", 10),
    ],
)
def test_every_form_of_a_sign_is_known(line: str, form: str, level: int, text: str, value: int) -> None:
    (segment,) = segments(0, normalise(line))
    assert segment.sign is not None
    assert (segment.sign.form, segment.sign.level, segment.sign.text, segment.sign.value) == (
        form, level, text, value,
    )  # fmt: skip
    assert segment.body == len(text)


@pytest.mark.parametrize(
    "line",
    [
        "一个也不少",
        "2011.3.1",
        "一是否参加",
        "二不是",
        "第一名",
        "首要的",
        "其中三个",
        "（见下）",
        "最后一次",
    ],
)
def test_what_only_begins_like_a_sign_is_none(line: str) -> None:
    assert [s.sign for s in segments(0, normalise(line))] == [None]


def test_signs_inside_a_line_count_where_a_clause_has_ended() -> None:
    normal = normalise("有三点。一是读书少，二是笔记不全；见附件（二）和（三）。（四）作风")
    found = [(s.sign.text if s.sign else "", s.first, s.last) for s in segments(0, normal)]
    assert found == [
        ("", True, False),
        ("一是", False, False),
        ("二是", False, False),
        ("（四）", False, True),
    ]


def test_words_automatic_number_opens_the_first_line_only() -> None:
    found = segments(0, Normal("基本情况\n我叫林小禾", "基本情况\n我叫林小禾"), "(二)")
    assert [s.sign.text if s.sign else None for s in found] == ["(二)", None]
    assert found[0].sign is not None and (found[0].sign.form, found[0].sign.auto) == ("l2", True)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("好。真好！”是吗？？对；", ["好。", "真好！”", "是吗？？", "对；"]),
        ("他说……好", ["他说……", "好"]),
        ("等等…好。…", ["等等…好。", "…"]),
        ("好。……真好", ["好。", "……", "真好"]),
        ("  好。 真好 ", ["好。", "真好 "]),
        ("   ", []),
    ],
)
def test_sentences_end_at_their_marks(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text, 0, len(text))] == sentences


def test_gaps_are_seen_where_white_space_is_gone() -> None:
    normal = normalise("指导思想　深入 开展ab cd")
    assert normal.text == "指导思想深入开展ab cd"
    assert gaps(normal, 1, len(normal.text)) == [4, 6, 11]
    assert gaps(normalise("指导思想"), 1, 4) == []


@pytest.mark.parametrize(
    "line",
    [
        "免费下载全文",
        "发布时间：2011-3-1",
        "浏览次数 12 发布时间：2011-3-1",
        "首页 > 要闻 > 通知",
        "编者按：",
        "本文不代表本站观点",
        "范文大全",
        "学习资料 秘书网",
    ],
)
def test_a_sites_line_is_seen_in_the_whole_text_and_by_itself(line: str) -> None:
    rows = [normalise(row).text for row in ("承诺书", "我每天清点人数。", line, "不收礼品。")]
    traces = chrome_traces().found_in("\n".join(rows))
    assert [row for row in rows if traces.marked(row) >= 0] == rows[2:3]


@pytest.mark.parametrize(
    ("line", "found"),
    [("第二篇：承诺书", True), ("见第二篇：承诺书", False), ("承诺书篇二", True), ("第二", True), ("名列第二", False), ("范文3", True), ("读范文", True), ("范文好", False)],
)  # fmt: skip
def test_signs_of_a_site(line: str, found: bool) -> None:
    assert chrome_traces().signed(line) == found


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("组织领导abc-1.com六、要求", ["abc-1.com"]),
        (f"{'a' * 70}.com六、要求", []),
        ("来自好范文网和秘书网", ["好范文网", "秘书网"]),
        ("方案_第3页设备", ["_第3页"]),
        ("第2页 共8页", ["第2页 共8页"]),
    ],
)
def test_a_sites_words_inside_a_line(line: str, quoted: list[str]) -> None:
    assert [m[0] for m in load_chrome().inline.finditer(line)] == quoted
