"""The standard loads whole, and a broken one names file, line and fix in one Chinese error."""

from pathlib import Path

import pytest

from corpus import StandardError, load_standard, outlined_standard, standard_names

GOOD = """\
id: test
title: 试验活动
window: {start: 2025-01-01, end: 2025-12-31}
groups:
  - {id: leads, title: 五带头}
elements:
  - {id: one, group: leads, title: 带头一, requirement: 要做一, advice: 例如一}
kinds:
  - id: letter
    title: 承诺书
    groups: [leads]
    cues: {title: {承诺书: 8}}
    sections:
      - {id: title, title: 标题, by: title, headings: [承诺书]}
"""


def test_the_packaged_standard_has_the_five_leads_and_five_goods() -> None:
    standard = load_standard("chuangxianzhengyou")
    leads = [(e.id, e.title) for e in standard.elements if e.group == "leads"]
    assert leads == [
        ("study", "带头学习提高"),
        ("excel", "带头争创佳绩"),
        ("serve", "带头服务群众"),
        ("discipline", "带头遵纪守法"),
        ("righteous", "带头弘扬正气"),
    ]
    assert [e.id for e in standard.elements if e.group == "goods"] == [
        "team",
        "members",
        "mechanism",
        "results",
        "masses",
    ]
    sections = {k.id: [s.id for s in k.sections] for k in standard.kinds}
    assert sections == {
        "letter": ["title", "pledge", "signature", "date"],
        "report": ["basic", "problems", "causes", "remedies"],
        "plan": ["guiding", "content", "carrier", "phases", "leadership"],
    }
    assert {e.id for e in standard.elements_of("plan")} == {e.id for e in standard.elements}
    assert {e.group for e in standard.elements_of("letter")} == {"leads"}


def test_every_packaged_standard_loads() -> None:
    assert "chuangxianzhengyou" in standard_names()
    for name in standard_names():
        assert load_standard(name).id == name


def test_a_bureaus_own_file_loads_by_path(tmp_path: Path) -> None:
    path = tmp_path / "本县.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_standard(str(path)).elements[0].title == "带头一"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: 试验活动", "titel: 试验活动", 2, "titel"),
        ("title: 试验活动\n", "", 1, "title"),
        ("group: leads, title: 带头一", "group: led, title: 带头一", 7, "led"),
        ("start: 2025-01-01", "start: 2025-13-01", 3, "2025-13-01"),
        ("- {id: one,", "- {id: One,", 7, "One"),
        ("requirement: 要做一, ", "", 7, "requirement"),
        ("groups: [leads]", "groups: [lead]", 11, "lead"),
        ("by: title", "by: titel", 14, "titel"),
        ("{承诺书: 8}", "{承诺书: 八}", 12, "八"),
        ("advice: 例如一}", "advice: 例如一, cues: [每周, '(家访']}", 7, "cues“(家访”不是正确的表达式"),
        ("    sections:", "    needs: '党[员'\n    sections:", 13, "needs“党[员”不是正确的表达式"),
        (
            "{承诺书: 8}}",
            "{承诺书: 8}, title_signs:\n      {好: 1,\n      '(书$': 2}}",
            14,
            "title_signs“(书$”",
        ),
        ("elements:", "elements: *x", 6, "引用"),
        ("title: 承诺书\n", "title: 承诺书\n    title: 又一个\n", 11, "两次"),
        ("  - {id: leads, title: 五带头}", "  - {id: leads, title: 五带头", 6, "格式"),
    ],
)
def test_a_broken_standard_names_file_line_and_fix(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    path = tmp_path / "坏.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StandardError) as caught:
        load_standard(str(path))
    message = str(caught.value)
    assert "坏.yaml" in message
    assert words in message
    assert "改法：" in message
    assert abs(caught.value.line - line) <= 1, message


def test_an_outlined_standard_is_the_same_one_with_its_expressions_still_to_be_tried(tmp_path: Path) -> None:
    path = tmp_path / "本县.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert outlined_standard(str(path)) is load_standard(str(path))
    broken = tmp_path / "坏.yaml"
    broken.write_text(GOOD.replace("例如一", "例如一, cues: ['(']"), encoding="utf-8")
    assert outlined_standard(str(broken)).elements[0].cues == ("(",)
    for _ in range(2):
        with pytest.raises(StandardError, match="坏.yaml 第7行"):
            load_standard(str(broken))


def test_duplicate_ids_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "重.yaml"
    row = "  - {id: one, group: leads, title: 带头一, requirement: 要做一, advice: 例如一}\n"
    path.write_text(GOOD.replace(row, row + row), encoding="utf-8")
    with pytest.raises(StandardError, match="重复"):
        load_standard(str(path))


def test_a_missing_standard_says_what_there_is() -> None:
    with pytest.raises(StandardError, match="chuangxianzhengyou"):
        load_standard("没有这个")


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "国标.yaml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(StandardError, match="UTF-8"):
        load_standard(str(path))


def test_a_key_that_nothing_would_obey_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        GOOD + "signature:\n  labels: [承诺人]\n  date_formats: [2011年3月1日]\n", encoding="utf-8"
    )
    with pytest.raises(StandardError, match="date_formats") as told:
        load_standard(str(path))
    assert told.value.line == GOOD.count("\n") + 3
