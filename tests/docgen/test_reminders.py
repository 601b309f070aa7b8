"""What is printed as typed and told all the same: dates that cannot be, words too long; and what is completed and tidied."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from docgen.filled import read_data
from docgen.formbook import form_xlsx
from docgen.kindfile import load_kinds
from docgen.records import Record, check, records
from docgen.tidy import finished

KINDS = load_kinds()


def _first(name: str, folder: Path, unit: dict[str, Any], **person: Any) -> Record:
    kind = KINDS[name]
    values = yaml.safe_load(Path(str(kind.example)).read_text(encoding="utf-8"))
    values = {**values, **unit, "党员名册": [{**values["党员名册"][0], **person}]}
    path = folder / "d.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    data = read_data(path, [kind])
    assert check(kind, data) == ()  # nothing is refused
    return next(records(kind, data))


def test_who_joined_after_the_reports_date_is_told(tmp_path: Path) -> None:
    record = _first("report", tmp_path, {"报告日期": "2011年6月28日"}, 入党时间="2012年6月")
    (note,) = [n for n in record.notes if "入党时间" in n]
    assert "2012年6月" in note and "2011年6月28日" in note and "请核对" in note
    assert str(record.context["入党时间"]) == "2012年6月"


def test_who_joined_in_the_reports_own_month_is_not(tmp_path: Path) -> None:
    record = _first("report", tmp_path, {"报告日期": "2011年6月28日"}, 入党时间="2011年6月")
    assert not [n for n in record.notes if "入党时间" in n]


def test_a_booklets_year_is_a_date_too(tmp_path: Path) -> None:
    late = _first("handbook", tmp_path, {"年度": 2011}, 参加工作时间="2012年1月", 入党时间="2012年2月")
    assert [n for n in late.notes if "参加工作时间" in n and "2011" in n]
    assert not [
        n
        for n in _first("handbook", tmp_path, {"年度": 2011}, 入党时间="2011年12月").notes
        if "入党时间" in n
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("彝", "彝族"),
        ("汉", "汉族"),
        ("土家", "土家族"),
        ("蒙古族", "蒙古族"),
        ("穿青人", "穿青人"),
        ("族", "族"),
    ],
)
def test_a_nationality_is_spelled_out(typed: str, printed: str, tmp_path: Path) -> None:
    assert _first("report", tmp_path, {}, 民族=typed).context["民族"] == printed


def test_a_motto_too_long_is_told_with_whose_it_is(tmp_path: Path) -> None:
    long = "亮身份、树形象、作表率，让每一个孩子都健康快乐地成长"
    record = _first("badge", tmp_path, {}, 姓名="张三", 亮牌承诺=long)
    (note,) = [n for n in record.notes if "亮牌承诺" in n]
    assert note.startswith("张三的") and f"{len(long)}字" in note and "20字" in note
    assert not [n for n in _first("badge", tmp_path, {}, 亮牌承诺="亮身份、作表率").notes if "亮牌承诺" in n]


def test_the_form_warns_of_words_too_long_and_lets_them_pass() -> None:
    sheet = load_workbook(BytesIO(form_xlsx([KINDS["badge"]])))["党员名册"]
    (rule,) = [r for r in sheet.data_validations.dataValidation if r.type == "textLength"]
    assert rule.errorStyle == "warning" and rule.formula1 == "20" and "20字" in rule.error


def test_what_was_typed_is_tidied_where_nothing_can_be_lost(tmp_path: Path) -> None:
    record = _first(
        *("report", tmp_path, {}),
        职务="三年级（２）班班主任",
        主要工作="任课\n寄宿生７８０人，\t家访要走两小时",
        学习方面的措施="每学期读书两本",
        原因="学习不够，",
    )
    assert record.context["职务"] == "三年级（2）班班主任"
    assert record.context["主要工作"] == "任课\n寄宿生780人，家访要走两小时。"
    assert record.context["学习方面的措施"] == "每学期读书两本。"
    assert record.context["原因"] == "学习不够。"


@pytest.mark.parametrize(
    "whole", ["要改。", "有三条：", "他说“要改。”", "做到了吗？", "等等……", "（详见附件。）"]
)
def test_what_has_an_end_gets_no_other(whole: str) -> None:
    assert finished(whole) == whole
