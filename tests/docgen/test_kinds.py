"""Every packaged kind: its template is its source's, its example is complete, its template has no flaw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from docgen.filled import read_data
from docgen.kindfile import find_kind, load_kinds
from docgen.layout import load_layout
from docgen.lint import lint_template
from docgen.package import read_members
from docgen.problems import UserError
from docgen.records import check, records
from docgen.rendering import renderer
from tests.docgen.helpers import text
from tools.build_templates import build, build_sheet

KINDS = load_kinds()
PEOPLE = ("letter", "letter-branch", "report", "report-branch", "plan", "demonstration")


def test_the_kinds_of_the_campaign_are_there_in_order() -> None:
    eight = {"letter", "report", "plan", "appraisal", "badge", "demonstration", "handbook", "schedule"}
    assert eight <= set(KINDS)
    assert next(iter(KINDS)) == "letter"


@pytest.mark.parametrize("name", list(KINDS))
def test_template_is_what_the_script_makes_of_its_source(name: str) -> None:
    kind = KINDS[name]
    source = yaml.safe_load(kind.example.with_name("source.yaml").read_text(encoding="utf-8"))
    built = build_sheet(source) if isinstance(source, dict) else build(source, load_layout())
    # members, not bytes: another zlib may pack them otherwise
    same = read_members(built, "新") == read_members(kind.template_bytes(), "旧")
    assert same, f"run tools/build_templates.py {name}"


@pytest.mark.parametrize("name", list(KINDS))
def test_example_is_complete_and_the_template_has_no_flaw(name: str) -> None:
    kind = KINDS[name]
    data = read_data(Path(str(kind.example)), [kind])
    assert data.notes == []
    assert check(kind, data) == ()
    assert [str(f) for f in lint_template(kind.template_bytes(), kind) if f.must] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_a_complete_document_has_nothing_left_to_fill_in(name: str) -> None:
    kind = KINDS[name]
    data = read_data(Path(str(kind.example)), [kind])
    for record in records(kind, data):
        words = text(renderer(kind, None)(record.context))
        assert "待填" not in words
        assert not re.search(r"\{\{|\{%|undefined|None", words)
        assert words.count("“") == words.count("”")
        assert re.search(r"20\d\d年[1-9]\d?月[1-9]\d?日", words)


def test_a_skeleton_has_a_yellow_place_under_every_section_and_lead() -> None:
    kind = KINDS["report"]
    data = read_data(Path(str(kind.example.with_name("example-skeleton.yaml"))), [kind])
    (record,) = records(kind, data)
    lines = text(renderer(kind, None)(record.context)).splitlines()
    for head in ("（一）学习提高方面", "（五）弘扬正气方面", "三、原因分析"):
        for index in [i for i, line in enumerate(lines) if line == head]:
            assert lines[index + 1].startswith("【待填：")
    assert sum("【待填" in line for line in lines) == 12


@pytest.mark.parametrize("post", KINDS["letter"].by_name["岗位"].choices)
def test_every_post_has_commitments_of_its_own_for_every_lead(post: str) -> None:
    for lead in ("带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气"):
        offered = KINDS["letter"].by_name[lead].suggestions(post)
        assert len(offered) >= 4
        assert len(set(offered)) == len(offered)
        assert all(w.endswith("。") and len(w) >= 12 for w in offered)


def test_kinds_are_found_by_either_name_and_a_slip_is_met_with_help() -> None:
    assert find_kind(KINDS, "实施方案").id == "plan"
    with pytest.raises(UserError, match="是不是“letter”"):
        find_kind(KINDS, "leter")


def test_a_bureau_adds_a_kind_by_adding_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "notice"
    folder.mkdir()
    (folder / "fields.yaml").write_text(
        "title: 会议通知\nabout: 通知\nfile: '{会议}通知'\nfields:\n- {name: 会议, required: true}\n- 学校\n",
        encoding="utf-8",
    )
    with pytest.raises(UserError, match="没有模板"):
        load_kinds(tmp_path)
    (folder / "template.docx").write_bytes(
        build([{"title": "{{ 会议 }}"}, {"p": "{{ 学校 }}"}], load_layout())
    )
    kinds = load_kinds(tmp_path)
    assert kinds["notice"].title == "会议通知"
    assert "letter" in kinds


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("title: 甲\nabout: 乙\n", "缺少“file”"),
        ("title: 甲\nabout: 乙\nfile: 丙\n字段: []\n", "第4行.*不认识的键“字段”"),
        ("title: 甲\nabout: 乙\nfile: 丙\nfields:\n- {name: 日 期}\n", "第5行.*不能用在模板里"),
        ("title: 甲\nabout: 乙\nfile: 丙\nfields:\n- {name: 丁, type: 数}\n", "第5行.*type"),
        ("title: 甲\nabout: 乙\nfile: '{丁}'\n", "第3行.*“丁”不是本文种的栏目"),
        ("title: 甲\nabout: 乙\nfile: 丙\nfields:\n- 没有的\n", "没有栏目“没有的”"),
        (
            "title: 甲\nabout: 乙\nfile: 丙\nfields:\n- {name: 丁, type: choice, choices: [戊], short: {己: [甲]}}\n",
            "第5行.*不认识的键“己”",
        ),
    ],
)
def test_a_broken_fields_yaml_names_line_and_fix(tmp_path: Path, words: str, told: str) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "fields.yaml").write_text(words, encoding="utf-8")
    (folder / "template.docx").write_bytes(build([{"p": "甲"}], load_layout()))
    with pytest.raises(UserError, match=told):
        load_kinds(tmp_path)
