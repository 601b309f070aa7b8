"""Lines beside the date that read like a name: a sentence, an item and a heading sign nothing, 李明。 does."""

from __future__ import annotations

import pytest

from tests.rules.helper import analyse, rules_of

LETTER = "岗位承诺书\n我郑重承诺如下：\n一、每周读书两小时，写好笔记。\n二、不收家长礼品，不迟到早退。\n"
DAY = "2011年3月1日"


def signed(end: str, start: str = LETTER) -> str:
    """The name found; the paper is told that it has none only where that is so."""
    text = start + end
    name = analyse(text, "letter").outline.signature.name
    assert ("signature.missing" in rules_of(text, "letter")) == (not name)
    return name


@pytest.mark.parametrize(
    "end",
    [
        f"以身作则。\n{DAY}",
        f"以身作则；\n{DAY}",
        f"以身作则。{DAY}",
        f"任务重。\n{DAY}",
        f"（三）常抓不懈\n{DAY}",
        f"三、 说到做到\n{DAY}",
        f"{DAY}\n说到做到。",
        f"工作方面：\n{DAY}",
        f"护林员：\n{DAY}",
        # the heading of the last paragraph
        f"今后打算\n每周读书两小时，写好笔记。\n{DAY}",
        f"怎么改\n每周读书两小时，写好笔记。\n{DAY}",
        # a sentence that ends with the word for an office
        f"学校成立由校长任组长的领导小组。\n各年级要认真执行。\n{DAY}",
        f"成立领导小组\n{DAY}",
        f"由书记牵头组成工作委员会。\n{DAY}",
        f"组建党员突击队。\n{DAY}",
        f"坚持以教学为中心\n{DAY}",
        f"我热爱学校。\n{DAY}",
        f"管好食堂。\n{DAY}",
        f"总结请于月底报县教育局\n{DAY}",
        f"各年级要认真执行。成立领导小组{DAY}",
        "各年级要认真执行。\n成立石桥镇中学党小组",
    ],
)
def test_what_says_something_signs_nothing(end: str) -> None:
    assert signed(end) == ""


@pytest.mark.parametrize(
    ("end", "name"),
    [
        (f"以身作则。\n石桥镇中学\n{DAY}", "石桥镇中学"),
        (f"说到做到。\n丁玉山\n{DAY}", "丁玉山"),
        (f"丁玉山。\n{DAY}", "丁玉山"),
        (f"丁玉山；\n{DAY}", "丁玉山"),
        (f"安忠良。\n{DAY}", "安忠良"),
        (f"买买提·艾力。\n{DAY}", "买买提·艾力"),
        (f"扎西平措\n{DAY}", "扎西平措"),
        (f"扎西平措，{DAY}", "扎西平措"),
        (f"石桥镇中学 丁玉山。\n{DAY}", "丁玉山"),
        (f"石桥镇中学党支部。\n{DAY}", "石桥镇中学党支部"),
        (f"教务处。\n{DAY}", "教务处"),
        (f"县委组织部。\n{DAY}", "县委组织部"),
        (f"石桥镇中学党支部\n以上承诺，请监督。\n{DAY}", "石桥镇中学党支部"),
        (f"石桥镇中学\n地址：人民路3号\n{DAY}", "石桥镇中学"),
        (f"石桥镇中学创先争优活动领导小组\n{DAY}", "石桥镇中学创先争优活动领导小组"),
        (f"石桥镇中学创先争优活动领导小组。\n{DAY}", "石桥镇中学创先争优活动领导小组"),
        (f"石桥镇为民服务中心\n{DAY}", "石桥镇为民服务中心"),
        (f"自由路小学党支部\n{DAY}", "自由路小学党支部"),
        (f"求是中学\n{DAY}", "求是中学"),
        (f"建设路小学党支部。\n{DAY}", "建设路小学党支部"),
        (f"石桥镇中学 张成立\n{DAY}", "张成立"),
    ],
)
def test_who_signs_is_found_however_the_line_closes(end: str, name: str) -> None:
    assert signed(end) == name


def test_a_name_without_a_surname_closed_by_a_full_stop_is_the_writers_where_the_paper_tells_it() -> None:
    start = "岗位承诺书\n我叫扎西平措，郑重承诺如下：\n一、每周读书两小时，写好笔记。\n"
    assert signed(f"扎西平措。\n{DAY}", start) == "扎西平措"
    assert signed(f"以身作则。\n{DAY}", start) == ""
