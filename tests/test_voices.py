"""Whom a sentence speaks of, and how far a story carries it on."""

import pytest

from checker.analysis import Sentence
from checker.document import Where
from checker.voices import VOICES, voices


def told(*lines: str) -> list[str]:
    """The voices of lines; one that begins with # is a heading."""
    return [v.of for v in voices(sentences(*lines))]


def sentences(*lines: str) -> list[Sentence]:
    return [
        Sentence(line.lstrip("#"), Where("body", n, 0, 1), "heading" if line[0] == "#" else "body", -1)
        for n, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        ("我每周读书，校长来听过课。", "own"),
        ("同组的刘老师每周读书，我很佩服。", "person"),
        ("每周读书，老周也来。", ""),
        ("党员公约写着：每周读书，不收礼。", "rule"),
        ("县局的文件规定，在职党员必须每周读书，不得收礼。", "cited"),
        ("每周读书，遵守学校制度。", ""),
    ],
)
def test_whom_a_sentence_begins_with(line: str, opening: str) -> None:
    (voice,) = voices(sentences(line))
    assert voice.opening == opening


@pytest.mark.parametrize(
    ("line", "voice"),
    [
        ("我每周听两节课。", "own"),
        ("我跟着周老师学电焊。", "own"),
        ("周老师教我备课，我照着做。", "both"),
        ("他每天六点到校。", "person"),
        ("老伴说家里不缺这点钱。", "person"),
        ("老周每天读报，是我学习的榜样。", "person"),
        ("小赵带着三个跟不上的孩子，我很佩服。", "person"),
        ("我师傅听课从来不误。", "person"),
        ("他自己掏钱买书。", "person"),
        ("他天天读书，值得我学习。", "person"),
        ("组里的年轻人都考了证。", "person"),
        ("我亲眼见到实验小学的高主任每天扫厕所。", "person"),
        ("教过我的班主任三十年没请过一天假。", "person"),
        ("和我同年参加工作的罗老师每周家访两户。", "person"),
        ("我和罗老师每周家访两户。", "both"),
        ("我看到孩子手冻裂了，买了护手霜。", "own"),
        ("宣传栏里印着党员的五条。", "rule"),
        ("向同组的李老师学板书，每天练一版粉笔字。", "after nobody"),
        ("二、配合班主任李老师抓早读，每天七点到班。", "after nobody"),
        ("每周向县一中的老师讨教一次。", "after nobody"),
        ("同李老师一起资助小红，每月一百元。", "after nobody"),
        ("老校长送的《教育学》，读了两遍。", "after nobody"),
        ("校长交办的普查表，提前两天报了。", "after nobody"),
        ("老校长送的都是书。", "person"),
        ("第二条，每月组织一次读书夜。", "after nobody"),
        ("对组长提了三条意见。", "after nobody"),
        ("同组的刘师傅每天练一版粉笔字。", "person"),
        ("去年评上优秀的何老师每天练一版粉笔字。", "person"),
        ("跟我搭班的刘师傅每天练一版粉笔字。", "person"),
        ("跟班主任一起查寝，他每晚十点前来。", "person"),
        ("我自己掏钱买书。", "own"),
        ("我学习的时间太少。", "own"),
        ("小学的课我都上过。", "own"),
        ("当好老黄牛。", "after nobody"),
        ("《管理条例》第二十九条讲得清楚。", "rule"),
        ("上级要求每学期读一本书。", "rule"),
        ("倡议书号召每人帮一户。", "rule"),
        ("每周家访两户。", "after nobody"),
    ],
)
def test_whom_a_sentence_speaks_of(line: str, voice: str) -> None:
    assert told(line) == [voice]


def test_a_story_goes_on_until_somebody_else_or_a_heading_comes() -> None:
    found = told(
        "余校长住我隔壁。", "一本书翻散了页。", "我没有学他。", "每天早早睡了。", "#二、问题", "备课不细。"
    )
    assert found == ["both", "after person", "own", "after own", "heading", "after nobody"]


def test_every_voice_is_known() -> None:
    found = told(
        "#一、学习",
        "读书。",
        "我读书。",
        "读书。",
        "他读书。",
        "读书。",
        "规定读书。",
        "读书。",
        "他叫我读书。",
        "我读书；",
        "写字；",
        "他读书：",
        "写字；",
        "规定读书；",
        "写字；",
    )
    assert set(found) == set(VOICES)


def test_what_is_said_in_one_breath_goes_on_more_surely() -> None:
    assert told("老周天天读书；", "不收礼。", "每周家访两户。") == ["person", "with person", "after person"]
