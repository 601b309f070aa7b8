"""Quotation marks and noughts that a PDF draws before their line go back into the gaps they left."""

from __future__ import annotations

import pytest

from checker.readers.pages import Line, join_pages
from checker.readers.strays import put_back, strayed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("○二 一一年三月十五日", "二○一一年三月十五日"),
        ("○ ○二 一 年五月二十日", "二○一○年五月二十日"),
        ("“ ”以邓小平理论和 三个代表 重要思想为指导", "以邓小平理论和“三个代表”重要思想为指导"),
        ("“ ” “ ” “ ”五带头 要求党员做到 学习好 和 工作好", "“五带头”要求党员做到“学习好”和“工作好”"),
        ("“ ”（一）支部做到 五个好", "（一）支部做到“五个好”"),
        ("” “ ” “ ”学校 这个目标，把 普通话 作为 一面旗 。", "学校”这个目标，把“普通话”作为“一面旗”。"),
        ("“ —— ……”他说： 我家访 路远的也去 大家都赞成。", "他说：“我家访——路远的也去……”大家都赞成。"),
        ("评出 4 “ ”名 优秀党员 。", "评出 4 名“优秀党员”。"),
        ("每月学习 3“ ”次，做到 五个好 。", "每月学习 3次，做到“五个好”。"),
        ("“ ”一句话全在引号里", "“一句话全在引号里”"),
        ("买买提·  艾力", "买买提·艾力"),
    ],
)
def test_strays_go_back(read: str, printed: str) -> None:
    assert put_back(read) == printed


@pytest.mark.parametrize(
    "line",
    [
        "“五带头”要求党员 学习好",
        "“ ”甲 乙 丙 丁 戊 都有空",
        "—— 一名党员 一面旗 的做法",
        "二○一一年三月十五日",
        "姓名 李明 单位 石桥小学",
        "- 2 -",
    ],
)
def test_what_does_not_come_out_even_stays(line: str) -> None:
    assert put_back(line) == line


def test_only_pages_drawn_in_this_way_are_touched() -> None:
    page = "“张三的话 很对\n他家有三口人 都好"
    assert not strayed(page)
    assert [line.text for line in join_pages([Line(page, page=1)])] == page.split("\n")
    drawn = Line("“ ”做到 五个好 ，人人争先\n○二 一一年三月十五日", page=1)
    assert [line.text for line in join_pages([drawn])] == ["做到“五个好”，人人争先", "二○一一年三月十五日"]


def test_a_page_of_blanks_takes_no_time() -> None:
    assert not strayed("a" + " " * 200_000 + "\n" * 200_000 + "○" * 200_000)
