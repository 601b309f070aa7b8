"""School names: one school's names come together, two schools' names stay apart."""

from __future__ import annotations

import pytest

from checker.schools import alike, school

SURE = 60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("石桥小学", "石桥镇中心小学"),
        ("云溪县石桥镇中心小学党支部", "石桥镇中心小学"),
        ("中共云溪县石桥镇中心小学支部委员会", "云溪县石桥镇中心小学"),
        ("云溪二中", "云溪县第二中学"),
        ("县二中", "云溪县第二中学"),
        ("石小", "石桥镇中心小学"),
        ("石桥中学", "石桥镇初级中学"),
        ("石桥镇 中心小学", "石桥镇中心小学"),
        ("石桥小学附属幼儿园", "石桥镇中心小学附属幼儿园"),
        ("城关镇第12小学", "城关镇第十二小学"),
        ("县实验小学", "云溪县实验小学"),
        ("云溪县一高", "云溪县第一高级中学"),
        ("青石完小", "青石镇中心完小"),
        ("进修学校", "云溪县教师进修学校"),
        ("特教学校", "云溪县特殊教育学校"),
    ],
)
def test_names_of_one_school(one: str, other: str) -> None:
    assert alike(school(one), school(other)) >= SURE
    assert alike(school(other), school(one)) >= SURE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("石桥镇中心小学", "石桥镇中心小学附属幼儿园"),
        ("石桥镇中心小学", "石桥中学"),
        ("石桥镇中心幼儿园", "石桥镇中心小学附属幼儿园"),
        ("石桥镇中心小学", "石桥镇第二小学"),
        ("石桥镇中心小学", "石桥村小学"),
        ("东河小学", "西河小学"),
        ("红旗小学", "红星小学"),
        ("第二初级中学", "第二高级中学"),
        ("枫林实验小学", "云溪县实验小学"),
        ("城关镇第二小学", "城关镇第十二小学"),
        ("石桥镇中心校", "石桥镇中心小学"),
        ("石桥镇希望小学", "石桥镇中心小学"),
        ("云溪县一高", "云溪县第一初级中学"),
        ("职业中专", "云溪县职教中心"),
        ("云溪县第二特殊教育学校", "云溪县特殊教育学校"),
        ("", ""),
    ],
)
def test_names_of_two_schools(one: str, other: str) -> None:
    assert alike(school(one), school(other)) < SURE


def test_a_complete_primary_school_is_rather_the_one_of_that_name() -> None:
    whole, plain = school("青石镇中心完小"), school("云溪县青石镇中心小学")
    assert alike(school("青石完小"), whole) > alike(school("青石完小"), plain)
    assert alike(school("青石小学"), plain) > alike(school("青石小学"), whole)
