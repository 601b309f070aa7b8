"""School names: one school's names come together, two schools' names stay apart."""

from __future__ import annotations

import pytest

from checker.expected.schools import alike, school

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
        ("", ""),
    ],
)
def test_names_of_two_schools(one: str, other: str) -> None:
    assert alike(school(one), school(other)) < SURE
