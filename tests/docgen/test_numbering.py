"""Numbers and headings that were pasted along with the words: they fit under the template's own, or it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.filled import read_data
from docgen.filters import items
from docgen.kindfile import load_kinds
from docgen.numbering import LEVELS, beheaded, divided, lowered
from docgen.problems import UserError
from docgen.records import Record, check, records
from docgen.rendering import renderer
from tests.docgen.helpers import text

KINDS = load_kinds()
FIVE = ("领导班子好", "党员队伍好", "工作机制好", "工作业绩好", "群众反映好")
TEN = ("带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气")


def made(name: str, folder: Path, unit: dict[str, Any], **person: Any) -> Record:
    kind = KINDS[name]
    values = yaml.safe_load(Path(str(kind.example)).read_text(encoding="utf-8")) | unit
    if person:
        values["党员名册"] = [{**values["党员名册"][0], **person}]
    path = folder / "d.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    data = read_data(path, [kind])
    assert check(kind, data) == ()
    return next(records(kind, data))


def printed(name: str, record: Record) -> list[str]:
    return text(renderer(KINDS[name], None)(record.context)).split("\n")


def test_numbers_of_a_branch_letter_go_one_level_down_and_are_told(tmp_path: Path) -> None:
    record = made("letter-branch", tmp_path, {"班子承诺": "1.支部委员带头学。\n2.每人联系一个年级组。"})
    lines = printed("letter-branch", record)
    assert "1.领导班子好。（1）支部委员带头学。" in lines and "（2）每人联系一个年级组。" in lines
    assert sum(line.startswith("2.") for line in lines) == 2  # 党员队伍好, 带头争创佳绩
    (note,) = [n for n in record.notes if "编号" in n]
    assert "“班子承诺”" in note and "“1.”" in note and "“（1）”" in note and note.startswith("第")


@pytest.mark.parametrize(
    ("field", "typed", "line"),
    [
        ("学习承诺", "带头学习提高。每周自学两小时。", "1.带头学习提高。每周自学两小时。"),
        ("正气承诺", "五、带头弘扬正气：不赌博。", "5.带头弘扬正气。不赌博。"),
        ("队伍承诺", "2.党员队伍好：每月一次活动日。", "2.党员队伍好。每月一次活动日。"),
        ("机制承诺", "3.分工上墙。", "3.工作机制好。分工上墙。"),
        ("工作承诺", "①上示范课；②带徒弟。", "2.带头争创佳绩。①上示范课；②带徒弟。"),
    ],
)
def test_the_printed_heading_is_not_printed_twice(field: str, typed: str, line: str, tmp_path: Path) -> None:
    record = made("letter-branch", tmp_path, {field: typed})
    assert line in printed("letter-branch", record)
    assert not [n for n in record.notes if "编号" in n]


def test_other_commitments_are_numbered_below_the_sixth(tmp_path: Path) -> None:
    record = made("letter", tmp_path, {}, 其他承诺="六、办好食堂。\n七、修好操场。")
    lines = printed("letter", record)
    assert "六、办好实事。（一）办好食堂。" in lines and "（二）修好操场。" in lines


def test_numbers_in_a_report_stand_below_its_headings(tmp_path: Path) -> None:
    record = made(
        "report", tmp_path, {}, 纪律方面的问题="（四）遵纪守法方面\n（一）迟到两次。\n（二）采购没有上会。"
    )
    lines = printed("report", record)
    at = lines.index("（四）遵纪守法方面")
    assert lines[at + 1 : at + 3] == ["1.迟到两次。", "2.采购没有上会。"]
    deeper = made("report", tmp_path, {}, 纪律方面的问题="1、迟到两次。\n2、采购没有上会。")
    assert deeper.context["纪律方面的问题"] == "1、迟到两次。\n2、采购没有上会。"
    assert not [n for n in deeper.notes if "编号" in n]


def test_two_levels_of_contents_stay_two(tmp_path: Path) -> None:
    typed = "（一）三亮：亮身份。\n1.佩戴党徽。\n2.公开承诺。\n（二）三比：比作风。"
    lines = printed("plan", made("plan", tmp_path, {"载体内容": typed}))
    at = lines.index("1.三亮：亮身份。")
    assert lines[at : at + 4] == [
        "1.三亮：亮身份。",
        "（1）佩戴党徽。",
        "（2）公开承诺。",
        "2.三比：比作风。",
    ]


@pytest.mark.parametrize(
    ("lines", "out"),
    [
        (["1.结对。", "每周谈心。", "（1）每月。", "2.家访。"], ["结对。每周谈心。\n（1）每月。", "家访。"]),
        (["一、三亮", "二、三比", "三、三评"], ["三亮", "三比", "三评"]),
        (["一、三亮", "（一）佩戴", "1.党徽", "（二）公开"], ["三亮\n（1）佩戴\n①党徽\n（2）公开"]),
    ],
)
def test_a_list_is_divided_by_its_own_numbers(lines: list[str], out: list[str]) -> None:
    assert items("\n".join(lines)) == out


@pytest.mark.parametrize(
    "lines",
    [
        ["1.甲。", "3.乙。"],
        ["一、二年级家访。", "二、三年级家访。"],
        ["1、2班结对。", "2、3班结对。"],
        ["2.5小时", "3.5小时"],
    ],
)
def test_what_is_no_series_is_no_numbered_list(lines: list[str]) -> None:
    assert divided(lines) is None


@pytest.mark.parametrize(
    ("typed", "under"),
    [
        ("每周自学2.5小时。1.8米以下的栏杆加高。", "1."),
        ("一、二年级每月家访。", "一、"),
        ("按“1.0版”的要求做。", "1."),
        ("（1）每月一次；（2）每周一次。", "1."),
        ("结对帮扶。", "1."),
        ("1.甲。\n2.乙。", ""),
    ],
)
def test_what_collides_with_nothing_is_left_as_it_is(typed: str, under: str) -> None:
    assert lowered(typed, under) == (typed, "")


def test_what_cannot_be_put_right_is_told_and_left() -> None:
    for typed in ("1.甲。\n1.乙。", "1.甲。\n（1）乙。\n①丙。", "2.甲。\n（一）乙。"):
        words, told = lowered(typed, "1.")
        assert words == typed and "请改成“（1）”“（2）”" in told


def test_more_numbers_than_there_are_signs_are_left() -> None:
    """Nothing breaks on a list longer than Chinese numerals or circled ones go."""
    long = "\n".join(f"{n % 100}.甲。" for n in range(1, 250))
    assert lowered(long, "一、") == (long, "")  # one level below already
    for signs, under in (
        ([f"{n}.甲。" for n in range(1, 100)], "1."),
        ([f"（{n}）甲。" for n in range(1, 25)], "（1）"),
    ):
        words, told = lowered("\n".join(signs), under)
        assert told and (words == "\n".join(signs)) == (under == "（1）")
    deep = ["1.甲", *(f"一、乙{n}\n（一）丙" for n in range(30)), "2.丁"]
    assert items("\n".join(deep))


def test_a_lone_paragraph_with_a_second_number_inside_keeps_its_first() -> None:
    assert beheaded("1.读书；2.写笔记。", ["带头学习提高"], True) == "1.读书；2.写笔记。"
    assert beheaded("1.读书。", ["带头学习提高"], True) == "读书。"


@pytest.mark.parametrize("name", [k for k in KINDS if KINDS[k].suffix == ".docx"])
def test_every_long_field_says_where_it_is_printed(name: str) -> None:
    """Those in the middle of the text; a list that the template numbers item by item has no level of its own."""
    kind = KINDS[name]
    fields = [*kind.by_name.values(), *(f for t in kind.tables for f in t.columns)]
    for field in (f for f in fields if f.type == "long" and f.name != "载体内容"):
        assert field.under in LEVELS, field.name


@pytest.mark.parametrize(("name", "heads"), [("letter-branch", (*FIVE, *TEN)), ("plan", (*FIVE, *TEN))])
def test_the_headings_named_are_those_of_the_template(name: str, heads: tuple[str, ...]) -> None:
    known = {h for f in KINDS[name].fields for h in (f.name, *f.heads)}
    assert known >= set(heads)


def test_a_wrong_level_in_fields_yaml_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "template.docx").write_bytes(KINDS["letter"].template_bytes())
    words = "title: 甲\nabout: 乙\nfile: 丙\nfields:\n  - {name: 做法, type: long, under: 第一}\n"
    (folder / "fields.yaml").write_text(words, encoding="utf-8")
    with pytest.raises(UserError, match="under 写的“第一”不是一级编号"):
        load_kinds(tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        "一、二等奖获得者帮一名青年教师。",
        "一、二线教师结对。",
        "（一）班的学生由我联系。",
        "（3）班、（4）班的合格率达到98%。",
        "（3）、（4）班由我联系。",
        "（一）（二）班学生辅导少。",
        "一、二楼由我打扫。三、四楼由青年教师打扫。",
        "一、二两个年级家访。二、三两个年级座谈。",
        "2010、2011年连续两年家访百户。",
    ],
)
def test_a_pair_of_grades_prizes_or_classes_loses_no_word(words: str) -> None:
    for under in LEVELS[:-1]:
        assert lowered(words, under) == (words, "")
    assert beheaded(words, ("带头学习提高",), True) == words


def test_a_year_right_after_the_number_is_no_decimal() -> None:
    assert (
        lowered("1、2011年5月前家访。\n2、2012年5月前结对。", "1.")[0]
        == "（1）2011年5月前家访。\n（2）2012年5月前结对。"
    )
    assert items("1.2011年家访。\n2.2012年结对。") == ["2011年家访。", "2012年结对。"]
    assert lowered("1.5米以内。\n2.5米以外。", "1.") == ("1.5米以内。\n2.5米以外。", "")
