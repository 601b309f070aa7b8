"""Tables whose columns have headings, and forms: what stands in the cells is found where a reader finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import api
from checker.findings import Review
from tests.docx_builder import Docx, cell, p, row, table

ABOUT = "谭大勇，男，1980年生，2005年入党，红柳小学出纳。"
FAULTS = (
    ("党报一月翻一次，笔记是抄的", "觉得教好书就行，放松了自己", "每天读报半小时，每周记一页笔记"),
    ("家访少，一学期只去了两家", "怕麻烦，图清闲", "每月走访四户，写在本子上"),
)
PLAN = (
    *(
        "红柳小学创先争优活动实施方案",
        "一、指导思想",
        "以科学发展观为指导，推动教学质量上台阶。",
        "二、目标要求",
    ),
    "支部每月上一次党课，党员每周听课两节，结对两名困难学生，不收家长一分钱，不体罚学生。",
    *("三、活动载体", "开展党员示范岗活动，佩戴胸牌上岗。", "四、方法步骤"),
)
END = ("五、组织领导", "组长罗平，成员为各教研组长，每月督查一次并通报。", "红柳小学党支部", "2011年3月8日")


def cells(*rows: tuple[str, ...]) -> str:
    return table([row(*(cell(p(words)) for words in line)) for line in rows])


def review(tmp_path: Path, *blocks: str) -> Review:
    return api.review(Docx(*blocks).save(tmp_path / "a.docx"))


def lacking(found: Review) -> list[str]:
    return [f.message for f in found.findings if f.rule.startswith("sections.")]


def test_faults_causes_and_remedies_in_columns_are_all_there(tmp_path: Path) -> None:
    head = ("序号", "存在的主要问题", "原因分析", "整改措施")
    lines = [(str(n), *fault) for n, fault in enumerate(FAULTS, 1)]
    found = review(tmp_path, "党性分析问题整改清单", ABOUT, cells(head, *lines), "谭大勇", "2011年3月20日")
    assert found.kind == "report" and lacking(found) == []
    assert {s.id: s.heading for s in found.sections}["causes"] == "原因分析"


def test_a_column_left_empty_is_still_told(tmp_path: Path) -> None:
    head = ("序号", "存在的主要问题", "原因分析", "整改措施")
    lines = [(str(n), fault, "", remedy) for n, (fault, _, remedy) in enumerate(FAULTS, 1)]
    lines.append(("3", "支部会迟到三次", "无", "提前十分钟到会"))
    found = review(tmp_path, "党性分析问题整改清单", ABOUT, cells(head, *lines), "谭大勇", "2011年3月20日")
    assert lacking(found) == ["“原因分析”下面只有一句空话“无”，没有写具体内容。请补写“原因分析”。"]


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        (
            ("阶段", "时间", "任务"),
            (("动员", "3月—4月", "开动员会，签承诺书"), ("推进", "5月—12月", "每月检查点评")),
        ),
        (("时间", "任务"), (("3月—4月", "开动员会，签承诺书"), ("5月—12月", "每月检查，书记点评"))),
        (
            ("序号", "工作内容", "完成时限"),
            (("1", "开动员会，签承诺书", "4月底"), ("2", "每月检查", "12月底")),
        ),
    ],
)
def test_a_timetable_under_its_heading_is_what_stands_under_it(
    tmp_path: Path, head: tuple[str, ...], lines: tuple[tuple[str, ...], ...]
) -> None:
    found = review(tmp_path, *PLAN, cells(head, *lines), *END)
    assert found.kind == "plan" and lacking(found) == []


def test_without_the_table_the_heading_is_empty(tmp_path: Path) -> None:
    assert lacking(review(tmp_path, *PLAN, *END)) == ["“四、方法步骤”下面没有内容。请补写“方法步骤”。"]


def test_what_follows_a_table_stands_under_the_heading_above_it(tmp_path: Path) -> None:
    head = ("阶段", "时间", "任务")
    lines = (("动员", "3月—4月", "开动员会"), ("推进", "5月—12月", "每月检查"))
    found = review(tmp_path, *PLAN, cells(head, *lines), "各阶段结束时书记点评一次。", *END)
    assert lacking(found) == []


def test_a_form_says_who_the_writer_is(tmp_path: Path) -> None:
    form = cells(
        ("姓名", "谭大勇", "职务", "出纳"),
        ("性别", "男", "入党时间", "2005年6月"),
        ("存在的主要问题", "；".join(f[0] for f in FAULTS)),
        ("原因分析", "；".join(f[1] for f in FAULTS)),
        ("整改措施", "；".join(f[2] for f in FAULTS)),
    )
    found = review(tmp_path, "党性分析报告", form, "谭大勇", "2011年3月20日")
    assert found.kind == "report" and lacking(found) == []


def test_a_table_of_everybodys_pledges_is_several_papers(tmp_path: Path) -> None:
    head = ("姓名", "带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气")
    deeds = ("每周读书两小时", "作业当天批完", "每月家访四户", "不收家长一分钱", "见到体罚当面制止")
    lines = [(name, *deeds) for name in ("贺小兵", "罗冬梅")]
    found = review(tmp_path, "党员公开承诺一览表", cells(head, *lines), "红柳小学党支部", "2011年3月10日")
    (told,) = [f.message for f in found.findings if f.rule == "kind.several"]
    assert "2 份材料：承诺书（贺小兵）、承诺书（罗冬梅）。" in told


def test_one_persons_form_and_a_plans_list_of_names_are_one_paper(tmp_path: Path) -> None:
    one = cells(("姓名", "承诺事项"), ("贺小兵", "每周读书两小时，作业当天批完，每月家访四户。"))
    assert not review(tmp_path, "公开承诺书", one, "承诺人：贺小兵", "2011年3月10日").parts
    names = cells(("姓名", "职务", "分工"), ("罗平", "书记", "承诺和评议"), ("邱大江", "主任", "考核"))
    assert not review(tmp_path, *PLAN, "三月动员。", *END, names).parts
