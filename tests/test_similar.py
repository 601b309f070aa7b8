"""Copied texts are found with their passages; texts that share only common wording are not."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest

from checker.document import Document, Where
from checker.keptpairs import packed, unpacked
from checker.owntext import own_text, own_words
from checker.paragraphs import DIGEST, pairs_sharing
from checker.relation import Relation
from checker.reports.overview import marked
from checker.resemblance import nameless, similar_findings
from checker.similar import Passage, SimilarPair, compare, similar_pairs
from checker.sketches import sketch
from checker.trace import document_of, sketch_of, trace_of
from checker.wording import common_wording, shared_wording, standard_wording
from corpus import load_standard
from tests.rules.helper import document

ONE = """承诺书
我是石桥镇中心小学五年级数学教师林小禾，现郑重承诺如下：
一、每周三晚上在办公室读两个小时教育书籍，读完写三百字，月底贴到教研组的墙上让大家看。
二、班里七个留守孩子，我每月到家里去一趟，把作业本和家里老人的话都带回来记在本子上。
三、家长送来的土鸡蛋和烟酒一律退回去，退不了的交给支部登记，周末不在家里办补习班。
承诺人：林小禾
2011年3月1日"""
# The same deeds with another name, another school and other punctuation.
COPY = (
    ONE.replace("林小禾", "周建平")
    .replace("石桥镇中心小学五年级数学", "云溪县第二中学初一语文")
    .replace("，", ",")
    .replace("七个", "九个")
)
OTHER = """承诺书
我是石桥镇中心小学五年级数学教师赵大山，现郑重承诺如下：
一、今年把班上算术最慢的四个娃带起来，晚自习以前单独讲一遍，错题抄到卡片上。
二、值周时七点以前到校门口，看见骑摩托带三个孩子的家长当面说清楚危险在哪里。
三、开支部会不玩手机不提前走，轮到我讲党课就自己写稿子，不从网上抄。
承诺人：赵大山
2011年3月1日"""


def pairs_of(texts: list[str], ignore: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    documents = [document(t) for t in texts]
    sketches = [sketch(own_words(d, ignore)) for d in documents]
    return [(p.one, p.other) for p in similar_pairs(sketches, documents.__getitem__, ignore)]


def test_copy_with_other_names_is_found_and_the_other_letter_is_not() -> None:
    assert pairs_of([ONE, OTHER, COPY]) == [(0, 2)]


def test_passages_quote_the_raw_words_of_both_documents() -> None:
    one, copy = document(ONE), document(COPY)
    pair = compare(one, copy)
    assert pair.share > 0.6
    longest = pair.passages[0]
    assert longest.text == one.quote(longest.one)
    assert "三百字，月底" in longest.text
    assert "三百字,月底" in copy.quote(longest.other)


def test_findings_name_the_other_file_and_quote() -> None:
    documents = [document(ONE), document(OTHER), document(COPY)]
    sketches = [sketch(own_words(d)) for d in documents]
    found = similar_findings(similar_pairs(sketches, documents.__getitem__), ["a.docx", "b.docx", "c.docx"])
    assert sorted(found) == [0, 2]
    assert "《c.docx》" in found[0][0].message and "《a.docx》" in found[2][0].message
    assert found[0][0].rule == "similar.copied"
    assert documents[0].quote(found[0][0].where)[:4] in ONE  # type: ignore[arg-type]


def test_each_side_is_quoted_its_own_words_not_the_others_name() -> None:
    line = "成立活动领导小组，组长由党支部书记{}担任，成员为各年级组长，办公室设在教导处，每月督查一次并通报"
    texts = [
        f"实施方案\n{line.format(name)}。\n每月上一次党课，年内发展两名教师入党。"
        for name in ("梁志强", "耿铁柱")
    ]
    documents = [document(text) for text in texts]
    pairs = similar_pairs([sketch(own_words(d)) for d in documents], documents.__getitem__)
    kept = unpacked(packed("k", pairs, []), "k", 2)
    assert kept is not None and kept[0] == pairs
    found = similar_findings(pairs, ["a.docx", "b.docx"])
    assert "梁志强" in found[0][0].message and "耿铁柱" not in found[0][0].message
    assert "耿铁柱" in found[1][0].message and "梁志强" not in found[1][0].message


def test_one_finding_for_a_document_with_many_likes() -> None:
    documents = [document(ONE) for _ in range(6)]
    sketches = [sketch(own_words(d)) for d in documents]
    found = similar_findings(similar_pairs(sketches, documents.__getitem__), [f"{i}.docx" for i in range(6)])
    assert [(i, len(f)) for i, f in found.items()] == [(i, 1) for i in range(6)]
    assert found[0][0].rule == "similar.same"
    assert found[0][0].severity == "error"
    assert "一组共6份" in found[0][0].message and "《5.docx》" in found[0][0].message
    assert "docx" not in nameless(found[0][0]).message
    assert sorted(found[0][0].others) == [f"{n}.docx" for n in range(1, 6)]
    assert nameless(found[0][0]).others == (), "a school is told no other's name"


@pytest.mark.parametrize(
    ("near", "present", "told"),
    [
        (False, 1, "与其他单位上次报送的《b.docx》"),
        (False, None, "与其他单位的《b.docx》"),
        (True, 1, "与同单位上次报送的《b.docx》"),
        (None, 1, "与上次报送的《b.docx》"),
    ],
)
@pytest.mark.parametrize("named", [("", ""), ("", "我秦峰")])
def test_whose_the_other_paper_is_stands_before_its_name(
    near: bool | None, present: int | None, told: str, named: tuple[str, str]
) -> None:
    where = Where("body", 0, 0, 30)
    pair = SimilarPair(0, 1, 1.0, 1.0, 500, (Passage("每学期家访二十户", where, where),))
    relation = Relation(near=near, named=named)
    (found,) = similar_findings([pair], ["a.docx", "b.docx"], lambda _: relation, present)[0]
    assert found.message.startswith(f"{told}的内容几乎完全相同")
    school = nameless(found).message  # its own papers a school is told by name
    whose = {False: "与别的单位报送的一份材料", True: told, None: "与另一份报送的材料"}[near]
    assert school.startswith(whose)


@pytest.mark.parametrize("present", [1, None])
@pytest.mark.parametrize("same", [True, False])
def test_titles_in_the_words_quoted_stay_when_the_other_papers_name_goes(
    same: bool, present: int | None
) -> None:
    where = Where("body", 0, 0, 30)
    words = "今年通读一遍《义务教育语文课程标准》，另外与《教育心理学》对照"
    share = 1.0 if same else 0.4
    pairs = [SimilarPair(0, n, share, share, 500, (Passage(words, where, where),)) for n in (1, 2, 3)]
    files = ["a.docx", "《b》（二）.docx", "c.docx", "d.docx"]
    (found,) = similar_findings(pairs, files, present=present)[0]
    assert ("上次报送的《《b》（二）.docx》" in found.message) is (present == 1)
    assert found.others[0] == ("上次报送的 《b》（二）.docx" if present else files[1])
    shown = nameless(found)
    assert words in shown.message and "与另一份报送的材料" in shown.message
    assert shown.message.endswith("自己的内容。") and "docx" not in shown.message
    assert "上次" not in shown.message
    assert nameless(shown) == shown


def test_a_pair_is_as_grave_on_both_sides_though_one_side_came_in_two_drafts() -> None:
    """0 is nearly the same as the first draft, 1, and a little less like the second, 2."""
    pairs = [
        SimilarPair(0, 1, 0.88, 0.91, 500, ()),
        SimilarPair(0, 2, 0.88, 0.89, 500, ()),
        SimilarPair(1, 2, 1.0, 0.98, 500, ()),
    ]
    drafts = lambda pair: Relation("单位和署名相同" if pair.one == 1 else "")  # noqa: E731
    found = similar_findings(pairs, ["柳溪.pdf", "初稿.docx", "定稿.docx"], drafts)
    told = {n: [(f.rule, f.severity) for f in found[n] if f.rule != "similar.version"] for n in found}
    assert told == dict.fromkeys((0, 1, 2), [("similar.same", "error")])
    assert all("一组共3份" in found[n][0].message for n in found)
    assert "《柳溪.pdf》的内容几乎完全相同（89%" in found[2][0].message
    apart = similar_findings([pairs[0], pairs[1]], ["柳溪.pdf", "初稿.docx", "别人.docx"], drafts)
    assert [apart[n][0].rule for n in (0, 1, 2)] == ["similar.same", "similar.same", "similar.copied"]


def test_a_finding_lists_all_its_likes_or_none() -> None:
    def crowd(count: int) -> tuple[str, ...]:
        pairs = [SimilarPair(n, n + 1, 1.0, 1.0, 500, ()) for n in range(count - 1)]
        return similar_findings(pairs, [f"{n}.docx" for n in range(count)])[0][0].others

    assert (len(crowd(101)), crowd(102)) == (100, ())


def test_template_text_is_nobodys_own() -> None:
    template = "\n".join(line for line in ONE.split("\n") if line[:1] in "一二三")
    ignore = standard_wording(load_standard(), [template])
    assert pairs_of([ONE, COPY], ignore) == []


def test_wording_common_to_most_of_the_batch_is_nobodys_own() -> None:
    random.seed(5)
    formula = (
        "深入开展创先争优活动要以邓小平理论和三个代表重要思想为指导深入贯彻落实科学发展观"
        "围绕推动学校科学发展促进校园和谐服务师生群众加强基层组织的目标要求"
    )
    texts = [formula + "".join(chr(0x4E00 + random.randrange(3000)) for _ in range(60)) for _ in range(12)]
    assert pairs_of(texts)
    ignore = common_wording([document(t) for t in texts])
    assert pairs_of(texts, ignore) == []


def test_sketch_does_not_depend_on_the_run() -> None:
    # Guards stored sketches: the first numbers are those of rensa's algorithm version 2.
    first = sketch(own_words(document(ONE)))
    second = sketch(own_words(document(ONE + "\n")))
    assert first == second and len(first.digest) == 126 * 4


def test_empty_documents_resemble_nothing() -> None:
    empty = Document("txt", "", ())
    assert pairs_of(["", "　"]) == []
    assert compare(empty, empty).share == 0


def test_a_crowd_of_copies_stays_cheap() -> None:
    random.seed(7)
    names = ["".join(random.choice("赵钱孙李周吴郑王冯陈") for _ in range(3)) for _ in range(120)]
    documents = [document(ONE.replace("林小禾", name)) for name in names]
    sketches = [sketch(own_words(d)) for d in documents]
    pairs = similar_pairs(sketches, documents.__getitem__)
    assert {i for p in pairs for i in (p.one, p.other)} == set(range(120))
    assert len(pairs) < 120 * 20


SHORT = """承诺书
我叫牛大伟，是白马河小学教师，我承诺：
一、每天晚上看书一小时，一年写两本教学札记。
二、把五年级数学平均分从六十一分提到七十分。
三、给住校的八个学生洗被子补扣子。
四、不向学生推销一张卷子，不请客不吃请。
五、看到浪费粮食、说脏话的，当面劝住。
承诺人：牛大伟
2011年3月2日"""
CHANGED = (
    SHORT.replace("牛大伟", "林小燕")
    .replace("白马河", "河东")
    .replace("晚上看书", "晚上坚持看书")
    .replace("五年级数学平均分从六十一分", "四年级数学平均分从五十九分")
    .replace("八个", "十个")
    .replace("不吃请", "也不吃请")
    .replace("3月2日", "3月4日")
)


def test_a_copy_with_a_word_changed_in_every_sentence_is_found() -> None:
    ignore = shared_wording(load_standard())
    assert pairs_of([SHORT, CHANGED, OTHER], ignore) == [(0, 1)]
    one, other = document(SHORT), document(CHANGED)
    pair = compare(one, other, ignore)
    assert 0.75 < pair.share < 0.9, "only what is equal counts"
    places = {one.quote(p.one): other.quote(p.other) for p in pair.passages}
    changed = next(words for words in places if "数学平均分" in words)
    assert "六十一分" in changed and "五十九分" in places[changed]


def test_none_of_the_example_papers_resembles_another() -> None:
    # Aligned whatever the sketches propose; a quarter of the pairs, for time.
    ignore = shared_wording(load_standard())
    folder = Path(__file__).parents[1] / "corpus" / "examples" / "documents"
    lines = [line for f in sorted(folder.glob("dev-*.jsonl")) for line in f.read_text("utf-8").splitlines()]
    documents = [document(json.loads(line)["text"]) for line in lines]
    texts = [own_text(d, ignore) for d in documents]
    assert len(documents) > 60
    for one, other in itertools.islice(itertools.combinations(range(len(documents)), 2), 0, None, 4):
        both = (texts[one], texts[other])
        assert compare(documents[one], documents[other], ignore, texts=both).share < 0.3
    everything = [line for f in sorted(folder.glob("*.jsonl")) for line in f.read_text("utf-8").splitlines()]
    assert pairs_of([json.loads(line)["text"] for line in everything], ignore) == []


def test_copies_of_one_paper_are_paired_with_a_changed_copy_too() -> None:
    assert pairs_of([SHORT, SHORT, CHANGED]) == [(0, 1), (0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("（二）工作方面。备课图省事，把三年前的旧教案改个日期就交上去。", "（二）工作方面。备课"),
        ("(二)工作方面。备课图省事，把三年前的旧教案改个日期就交上去。", "(二)工作方面。备课"),
        ("2）工作方面。备课图省事，把三年前的旧教案改个日期就交上去。", "2）工作方面。备课"),
        ("工作方面。备课图省事，把三年前的旧教案改个日期就交上去。", "工作方面。备课"),
    ],
)
def test_a_quotation_is_not_cut_inside_the_bracket_of_a_number(line: str, shown: str) -> None:
    one, other = document(f"我的第一份材料\n{line}"), document(f"另外一份\n{line}")
    pair = compare(one, other)
    message = similar_findings([pair], ["甲.docx", "乙.docx"])[0][0].message
    assert f"例如“{shown}" in message
    place = pair.passages[0].one
    assert marked(one.paragraphs[1].text, place)[1].startswith(shown)
    assert one.quote(place).startswith(shown.lstrip("（("))  # the place itself stays


def test_a_trace_of_an_earlier_version_is_still_read() -> None:
    """Traces of an earlier run (--since) had no paragraphs."""
    trace = trace_of(document(ONE), frozenset())
    size, digest, paragraphs, packed = trace.split(":")
    assert paragraphs and len(sketch_of(trace).paragraphs) == 4 * DIGEST
    old = sketch_of(f"{size}:{digest}:{packed}")
    assert (old.digest, old.size, old.paragraphs) == (sketch_of(trace).digest, int(size), b"")
    assert document_of(f"{size}:{digest}:{packed}").text == document_of(trace).text


def test_sentences_that_few_share_are_counted_by_pair() -> None:
    # The last byte of a digest is how many characters the sentence has.
    a, b, c, everybodys = (bytes([n]) * (DIGEST - 1) + bytes([10 * n]) for n in range(1, 5))
    papers = [a + b + everybodys, b"", a + b + c + everybodys, c + a, *[everybodys] * 6]
    assert pairs_sharing(papers) == {(0, 2): (2, 30), (2, 3): (2, 40)}
    assert pairs_sharing([]) == {} and pairs_sharing([b"", b""]) == {}


PROBLEMS = (
    "第一，读书图快，支部发的《党史二百题》只翻了前三十页。第二，三年级的美术课，有六节让我改成了数学。"
    "第三，雨天放学送路队，两次让高年级的学生代我站到桥头。第四，村主任要我把他外甥的评语改好，我改了。"
)
LIGHTS = (
    "1.楼道里的二十四盏坏灯，开学前全部换好。",
    "2.每月的电费比上年省一成，抄表的本子挂门口。",
    "3.报修单当天接当天派，小毛病不过夜。",
    "4.修旧桌椅一百二十套，不花钱买新的。",
)


def own(seed: int) -> str:
    """Sentences that nobody else has."""
    sign = (chr(0x4E00 + (seed * 7919 + n * 613) % 20000) for n in range(60))
    return "，".join(["".join(sign)] * 5)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        # The whole part, run in with its heading in one paper and under a heading of its own in the other.
        (f"存在的主要问题：{PROBLEMS}", f"二、主要问题\n{PROBLEMS}", True),
        (
            "\n".join(LIGHTS),
            f"二、争创佳绩\n{LIGHTS[0]}\n{LIGHTS[1]}\n三、服务群众\n{LIGHTS[2]}\n{LIGHTS[3]}",
            True,
        ),
        ("\n".join(LIGHTS[:2]), "\n".join(LIGHTS[:2]), False),
        # What everybody says so, without a number or a title in it.
        (
            "认真贯彻执行党的路线方针政策，自觉遵守党的各项纪律。牢固树立全心全意为师生服务的思想，不怕吃苦受累。",
            "一是认真贯彻执行党的路线方针政策，自觉遵守党的各项纪律。\n二是牢固树立全心全意为师生服务的思想，不怕吃苦受累。",
            False,
        ),
    ],
)
def test_a_few_sentences_copied_word_for_word_are_told(one: str, other: str, told: bool) -> None:
    texts = [f"党性分析报告\n{own(1)}\n{one}", f"党性分析报告\n{own(2)}\n{other}"]
    documents = [document(text) for text in texts]
    sketches = [sketch_of(trace_of(d, frozenset())) for d in documents]
    sentences = pairs_sharing([s.paragraphs for s in sketches])
    pairs = similar_pairs(sketches, documents.__getitem__, sentences=sentences)
    assert [(p.one, p.other) for p in pairs] == ([(0, 1)] if told else [])
    assert all(p.share < 0.4 for p in pairs), "too little for the share to tell"
