"""Names and clauses as they stand in a sentence of the template: quotation marks, stops, and what a name must end with."""

from __future__ import annotations

import re
from typing import Any

import pytest

from docgen.package import read_members
from docgen.tidy import nested
from docgen.titlebreaks import title_rooms
from tests.docgen.test_numbering import KINDS, made, printed


def whole(name: str, *args: Any, **options: Any) -> tuple[str, tuple[str, ...]]:
    record = made(name, *args, **options)
    return "\n".join(printed(name, record)), record.notes


def test_marks_inside_the_templates_own_are_single_and_told(tmp_path: Any) -> None:
    words, notes = whole("plan", tmp_path, {"载体名称": "“三亮三比三评”活动", "活动主题": "“学习在前”"})
    assert words.count("以“‘三亮三比三评’活动”为") == 2 and "““" not in words
    assert "以“学习在前”为主题" in words
    (note,) = [n for n in notes if "引号" in n]
    assert "“载体名称”" in note and "第" in note and "‘三亮三比三评’活动" in note
    words, _ = whole("demonstration", tmp_path, {"示范主题": '"党员带教研"主题活动'})
    assert words.count("“‘党员带教研’主题活动”") == 2


@pytest.mark.parametrize("typed", ["‘三亮’活动", "三亮”活动", "一名党员一面旗", "“甲”“乙"])
def test_what_is_single_or_torn_is_left(typed: str) -> None:
    assert nested(typed) == typed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("35岁以下8人。", "党员32人，35岁以下8人，支部书记为周明远。"),
        ("（其中女党员12人）。", "党员32人（其中女党员12人），支部书记为周明远。"),
        ("其中女党员12人", "党员32人，其中女党员12人，支部书记为周明远。"),
        ("无", "党员32人，支部书记为周明远。"),
    ],
)
def test_what_the_branch_is_made_of_stands_in_the_sentence(typed: str, sentence: str, tmp_path: Any) -> None:
    words, notes = whole("report-branch", tmp_path, {"党员构成": typed, "党员人数": 32})
    assert sentence in words
    told = [n for n in notes if "“党员构成”末尾的标点" in n]
    assert len(told) == typed.endswith("。")


def test_no_clause_of_ours_has_a_stop_in_its_middle(tmp_path: Any) -> None:
    jobs = [
        {
            "任务": "结对教研。",
            "做法": "听课。",
            "开始": "2011年9月",
            "结束": "2011年9月",
            "负责人": "李文秀；",
        }
    ]
    words, _ = whole(
        "demonstration", tmp_path, {"示范点任务": jobs, "示范点负责人": "李文秀。", "书记": "周明远，"}
    )
    assert "1.结对教研。听课。" in words and "：完成结对教研，由李文秀负责。" in words
    assert "书记周明远联系，李文秀具体负责。" in words
    words, _ = whole("letter-branch", tmp_path, {"监督电话": "0000-6120018。"})
    assert "监督电话：0000-6120018。" in words and "。。" not in words


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("四年级语文组", "四年级语文组党建工作示范点"),
        ("四年级语文组党建工作", "四年级语文组党建工作示范点"),
        ("四年级语文组党建示范点", "四年级语文组党建示范点"),
        ("党员先锋岗", "党员先锋岗"),
        ("红旗党小组", "红旗党小组"),
        ("一年级党员责任区", "一年级党员责任区"),
    ],
)
def test_a_groups_name_is_made_that_of_a_place(typed: str, named: str, tmp_path: Any) -> None:
    record = made("demonstration", tmp_path, {"示范点名称": typed})
    assert record.context["示范点名称"] == named
    assert f"决定创建{named}，" in "\n".join(printed("demonstration", record))
    told = [n for n in record.notes if "没有写出“党建工作示范点”" in n]
    assert bool(told) == (typed != named) and all(named in n and "“示范点名称”" in n for n in told)


def test_two_marks_on_each_side_are_the_templates_own_too(tmp_path: Any) -> None:
    words, notes = whole("plan", tmp_path, {"载体名称": "““三亮三比””"})
    assert words.count("以“三亮三比”为") == 2 and not [n for n in notes if "引号" in n]


@pytest.mark.parametrize("name", ["plan", "schedule"])
def test_of_several_in_charge_one_name_stands_on_a_line(name: str, tmp_path: Any) -> None:
    step = {"阶段": "动员", "开始": "2010年5月", "结束": "2010年6月", "任务": "学习。", "完成标志": "印发"}
    record = made(name, tmp_path, {"阶段步骤": [{**step, "负责人": "王伟、李娜、周明远"}]})
    assert "王伟、\n李娜、\n周明远" in "\n".join(printed(name, record))
    members = read_members(KINDS[name].template_bytes(), "")
    xml = members["word/document.xml"].decode("utf-8")
    widths = re.findall(r'<w:tcW w:w="(\d+)"', xml[: xml.rfind("负责人|")])
    assert min(r.characters(float(widths[-1])) for r in title_rooms(members).values() if r.names) >= 4
