"""What one sheet says against another: no 组长, phases out of order, more people than their number; told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from openpyxl import Workbook

from docgen.cli import cli, main
from docgen.filled import read_data
from docgen.kindfile import load_kinds
from docgen.problems import UserError, told
from docgen.records import check, records
from docgen.rendering import renderer
from tests.docgen.helpers import part, text

KINDS = load_kinds()
GROUP = [
    {"姓名": "陈志刚", "小组职务": "副组长", "校内职务": "副校长", "分工": "评议"},
    {"姓名": "刘玉梅", "小组职务": "成员", "校内职务": "教务主任", "分工": "宣传"},
]
LEADER = {"姓名": "周明远", "小组职务": "组长", "校内职务": "校长", "分工": "负总责"}


def phase(name: str, start: str, end: str) -> dict[str, str]:
    return {
        "阶段": name,
        "开始": start,
        "结束": end,
        "任务": "学习。",
        "负责人": "周明远",
        "完成标志": "印发",
    }


def data_of(kind: str, folder: Path, **unit: Any) -> Any:
    values = yaml.safe_load(Path(str(KINDS[kind].example)).read_text(encoding="utf-8")) | unit
    path = folder / "d.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return read_data(path, [KINDS[kind], KINDS["letter"]])


def notes(kind: str, folder: Path, word: str, **unit: Any) -> list[str]:
    data = data_of(kind, folder, **unit)
    assert check(KINDS[kind], data) == ()
    return [n for n in next(records(KINDS[kind], data)).notes if word in n]


def test_a_group_without_a_leader_is_not_printed(tmp_path: Path) -> None:
    (line,) = told(check(KINDS["plan"], data_of("plan", tmp_path, 领导小组=GROUP)))
    assert line == "“领导小组”“小组职务”：填的是“副组长、成员”，没有“组长”，“组长”的那一行也要填"
    assert not check(KINDS["plan"], data_of("plan", tmp_path, 领导小组=[LEADER, *GROUP]))


def test_a_wrong_cell_that_may_be_the_leaders_is_one_mistake(tmp_path: Path) -> None:
    rows = [{**LEADER, "小组职务": "总组长"}, *GROUP]
    (problem,) = check(KINDS["plan"], data_of("plan", tmp_path, 领导小组=rows))
    assert problem.value == "总组长"


@pytest.mark.parametrize("rows", [GROUP, []])
def test_a_draft_has_a_yellow_leader(rows: list[dict[str, str]], tmp_path: Path) -> None:
    kind = KINDS["plan"]
    record = next(records(kind, data_of("plan", tmp_path, 领导小组=rows), draft=True))
    made = renderer(kind, None)(record.context)
    assert "由【待填：姓名】任组长" in text(made) and "由任组长" not in text(made).replace("，", "")
    assert 'w:val="yellow"' in part(made)


def test_members_may_be_called_so(tmp_path: Path) -> None:
    rows = [LEADER, {**GROUP[1], "小组职务": "组员"}]
    record = next(records(KINDS["plan"], data_of("plan", tmp_path, 领导小组=rows)))
    assert record.context["领导小组"][1]["小组职务"] == "成员"  # type: ignore[index]
    assert [n for n in record.notes if "“组员”" in n]


def test_asked_for_a_group_the_leader_is_asked_for_too(tmp_path: Path) -> None:
    from docgen.ask import _rows

    table = next(t for t in KINDS["plan"].tables if t.name == "领导小组")
    answers = "乙\n2\n副校长\n评议\n\n甲\n1\n校长\n负总责\n\n"
    import click

    @click.command()
    def ask() -> None:
        click.echo(f"{len(_rows(table))}行")

    shown = CliRunner().invoke(ask, input=answers)
    assert "没有“组长”" in shown.output and shown.output.endswith("2行\n")


@pytest.mark.parametrize("kind", ["plan", "schedule"])
def test_phases_out_of_order_are_told_with_their_row(kind: str, tmp_path: Path) -> None:
    early, late = phase("动员", "2010年5月", "2010年6月"), phase("总结", "2010年7月", "2012年11月")
    (note,) = notes(kind, tmp_path, "还早", 阶段步骤=[late, early])
    assert "“阶段步骤”第" in note and "2010年5月" in note and "2010年7月" in note and "排好" in note
    assert not notes(kind, tmp_path, "还早", 阶段步骤=[early, late])
    beside = phase("点评", "2010年5月", "2011年6月")  # two begin together, one goes on beside the next
    assert not notes(kind, tmp_path, "还早", 阶段步骤=[early, beside, late])


def test_phases_outside_the_whole_are_told(tmp_path: Path) -> None:
    rows = [phase("动员", "2010年5月", "2010年6月"), phase("总结", "2010年7月", "2012年11月")]
    found = notes("plan", tmp_path, "必有一样不对", 阶段步骤=rows, 开始年月="2011年1月", 结束年月="2011年2月")
    assert len(found) == 2
    assert "“开始”（2010年5月）" in found[0] and "“开始年月”（2011年1月）还早" in found[0]
    assert "“结束”（2012年11月）" in found[1] and "“结束年月”（2011年2月）还晚" in found[1]
    assert not notes(
        "plan", tmp_path, "必有一样不对", 阶段步骤=rows, 开始年月="2010年4月", 结束年月="2012年11月"
    )


def test_a_plan_made_after_its_end_is_told(tmp_path: Path) -> None:
    rows = [phase("动员", "2010年5月", "2010年6月")]
    (note,) = notes("plan", tmp_path, "最后的月份", 阶段步骤=rows, 方案日期="2013年1月1日")
    assert "“方案日期”（2013年1月1日）" in note and "2010年6月" in note
    assert not notes("plan", tmp_path, "最后的月份", 阶段步骤=rows, 方案日期="2010年6月30日")


def test_more_members_than_their_number_are_told(tmp_path: Path) -> None:
    people = [{"姓名": f"张{c}", "岗位": "任课教师", "职务": "教师"} for c in "一二三四五六"]
    for kind in ("plan", "report-branch"):
        (note,) = notes(kind, tmp_path, "“党员名册”里却有6人", 党员人数=5, 党员名册=people)
        assert "“党员人数”填的是5" in note and note.startswith("第")
        assert not notes(kind, tmp_path, "党员名册", 党员人数=6, 党员名册=people)
        assert not notes(
            kind, tmp_path, "党员名册", 党员人数=5, 党员名册=[*people[:5], dict(people[0])]
        )  # 多复制的
        elsewhere = [*people[:5], {**people[5], "学校": "双井小学"}]
        assert not notes(kind, tmp_path, "党员名册", 党员人数=5, 党员名册=elsewhere)


def test_the_reminder_names_the_sheet_and_the_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book: Any = Workbook()
    book.active.title = "单位信息"
    for row in (("栏目", "内容"), ("学校", "石桥小学")):
        book.active.append(row)
    sheet = book.create_sheet("阶段步骤")
    sheet.append([*phase("", "", "")])
    for name, start in (("总结。", "2010年7月"), ("动员", "2010年5月")):
        sheet.append([*phase(name, start, start).values()])
    book.save(tmp_path / "d.xlsx")
    assert main(["make", "schedule", "--data", str(tmp_path / "d.xlsx"), "-o", str(tmp_path / "o")]) == 0
    out, err = capsys.readouterr()
    assert "“阶段步骤”第3行“开始”（2010年5月）比上一行（2010年7月）还早" in out + err
    assert "：“阶段步骤”第2行“阶段”末尾的标点没有印" in out + err  # the place once


def test_an_answer_typed_in_has_no_sheet_and_no_row(tmp_path: Path) -> None:
    kind = KINDS["letter-branch"]
    given = {"学校": "石桥小学", "党组织": "石桥小学党支部", "书记": "周明远", "承诺日期": "2011-3-1"}
    given["监督电话"] = "0000-6120018。"
    answers = "".join(f"{given.get(field.name, '')}\n" for field in kind.fields)
    shown = CliRunner().invoke(cli, ["make", kind.id, "-o", str(tmp_path / "o")], input=answers)
    assert "承诺书.docx：“监督电话”末尾的标点没有印，印在句子中间，请核对" in shown.output


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("must_have: {乙: 组长}", "乙"),
        ("in_order: [甲]", "两栏"),
        ("in_order: [甲, 丁]", "“丁”不是这张表的栏目"),
    ],
)
def test_what_a_list_of_fields_yaml_says_wrong_is_told(key: str, words: str, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "template.docx").write_bytes(KINDS["letter"].template_bytes())
    table = f"tables:\n  - name: 表\n    {key}\n    columns:\n      - {{name: 甲, type: month}}\n"
    (folder / "fields.yaml").write_text(f"title: 甲\nabout: 乙\nfile: 丙\n{table}", encoding="utf-8")
    with pytest.raises(UserError, match=words):
        load_kinds(tmp_path)
