"""A county's 120 files in one go: the summary, the letters and the missing list come out right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk.county import Truth, make_county
from tests.desk.helpers import check, lines, sheet
from tests.desk.test_replies import words

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    """The folder, reviewed; the truth about it."""
    folder = tmp_path_factory.mktemp("县")
    truth = make_county(folder)
    named = ("--replies", "--sender", "云溪县教育局", "--reply-by", "2011年4月1日", "--no-rebuild")
    code = check(
        folder / "报送", "--expected", folder / "名单.xlsx", "-o", folder / "结果", "--jobs", 2, *named
    )
    assert code == 3, "some files cannot be read"
    return folder, truth


def rows(county: tuple[Path, Truth]) -> list[dict[str, Any]]:
    return sheet(county[0] / "结果", "报送情况")


def test_every_file_has_its_line_and_state(county: tuple[Path, Truth]) -> None:
    folder, truth = county
    files = [p for p in (folder / "报送").rglob("*") if p.is_file()]
    assert len(files) == 120
    found = {r["文件"]: r["情况"] for r in rows(county) if r["文件"]}
    assert found == truth.files


def test_every_due_paper_has_its_state(county: tuple[Path, Truth]) -> None:
    names = {"承诺书": "letter", "党性分析报告": "report", "实施方案": "plan"}
    found = {
        (r["单位"], r["姓名"] or "", names[r["应交材料"]]): r["情况"]
        for r in rows(county)
        if r["名单行"] and r["情况"] != "重复报送"
    }
    assert found == county[1].states


def test_the_missing_list_is_what_is_missing(county: tuple[Path, Truth]) -> None:
    folder, truth = county
    found = sorted((r["单位"], r["姓名"], r["情况"]) for r in sheet(folder / "结果", "未交名单"))
    assert found == sorted(
        (unit, person, state)
        for (unit, person, _), state in truth.states.items()
        if state in ("未交", "打不开", "交错文种")
    )


def test_copied_reports_are_told_on_both_sides(county: tuple[Path, Truth]) -> None:
    folder, truth = county
    reviews = lines(folder / "结果")
    assert len(truth.copied) == 2
    for one, other in truth.copied:
        for file, twin in ((one, other), (other, one)):
            told = [f["message"] for f in reviews[file]["findings"] if f["rule"].startswith("similar.")]
            assert len(told) == 1 and f"《{twin}》" in told[0], file
    # Of papers written each for itself nobody is told to have copied.
    told = {file for file, r in reviews.items() if any(f["rule"] == "similar.copied" for f in r["findings"])}
    empty = {file for file, r in reviews.items() if "带头" in str(r["title"]) or r["status"] == "revise"}
    assert told - {f for pair in truth.copied for f in pair} <= empty


def test_each_school_has_its_letter_and_debtors_their_notice(county: tuple[Path, Truth]) -> None:
    folder, truth = county
    units = {unit for unit, _, _ in truth.states}
    letters = {p.stem: words(p) for p in (folder / "结果/反馈意见").iterdir()}
    assert set(letters) == units, "柳树湾小学 is not on the roster"
    notices = {p.stem: words(p) for p in (folder / "结果/催交通知").iterdir()}
    owing = {u for (u, _, _), s in truth.states.items() if s in ("未交", "打不开", "交错文种")}
    assert set(notices) == owing
    for (unit, person, _), state in truth.states.items():
        if state in ("未交", "打不开", "交错文种"):
            assert f"|\n{person}|" in notices[unit]
        elif person:
            assert f"{person}的" in letters[unit]


def test_schools_with_nearly_the_same_name_stay_apart(county: tuple[Path, Truth]) -> None:
    counted: dict[str, int] = {}
    for row in rows(county):
        if row["名单行"] and row["情况"] in ("已交", "迟交"):
            counted[row["单位"]] = counted.get(row["单位"], 0) + 1
    truth: dict[str, int] = {}
    for (unit, _, _), state in county[1].states.items():
        if state in ("已交", "迟交"):
            truth[unit] = truth.get(unit, 0) + 1
    assert counted == truth
    assert {"云溪县石桥镇中心小学", "云溪县石桥镇中心小学附属幼儿园", "云溪县石桥中学"} <= set(counted)
