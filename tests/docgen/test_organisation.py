"""A general branch or a committee is called what it is, in titles, texts, file names and packaged wording."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.bulk import make_documents
from docgen.filled import read_data
from docgen.kindfile import load_kinds
from docgen.organisation import kind_of
from docgen.records import records
from docgen.rendering import renderer
from tests.docgen.helpers import text

KINDS = load_kinds()
STEP = {
    **{"阶段": "第二阶段：动员部署", "开始": "2010年5月", "结束": "2010年6月"},
    **{"任务": "开会。", "负责人": "甲", "完成标志": "印发"},
}
OWN = ("letter-branch", "report-branch", "plan", "demonstration")


def _data(name: str, folder: Path, **change: Any) -> Any:
    kind = KINDS[name]
    values = yaml.safe_load(Path(str(kind.example)).read_text(encoding="utf-8"))
    values = {k: v for k, v in {**values, **change}.items() if v is not None}
    path = folder / "d.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return read_data(path, [kind])


def _made(name: str, folder: Path, **change: Any) -> str:
    (record,) = records(KINDS[name], _data(name, folder, **change))
    return text(renderer(KINDS[name], None)(record.context))


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize(
    ("organisation", "secretary"),
    [("中共双井中学总支部委员会", "党总支书记"), ("中国共产党双井中学委员会", "党委书记")],
)
def test_no_other_organisation_is_called_a_branch(
    name: str, organisation: str, secretary: str, tmp_path: Path
) -> None:
    typed = [f.name for f in KINDS[name].fields if f.type == "long" and not f.required]
    change: dict[str, Any] = dict.fromkeys([*typed, "党员构成"])
    change |= dict.fromkeys(("总结经验", "载体内容"), "写成材料。")
    change["领导小组"] = [{"姓名": "甲", "小组职务": "组长", "校内职务": "校长", "分工": "负总责"}]
    change["阶段步骤"] = [STEP]
    words = _made(name, tmp_path, 党组织=organisation, **change)
    ours = words.replace(organisation, "").replace("总支部委员会", "")
    assert "支部" not in ours and "支委" not in ours.replace("总支委员", ""), ours
    short = secretary.removeprefix("党").removesuffix("书记") if "总支" in secretary else "党委"
    assert secretary in words or f"{short}书记" in words


@pytest.mark.parametrize("name", OWN)
def test_a_branch_is_called_a_branch_as_before(name: str, tmp_path: Path) -> None:
    words = _made(name, tmp_path)
    assert "支部" in words
    assert "总支" not in words and "党委" not in words


def test_title_and_file_name_say_the_same(tmp_path: Path) -> None:
    kind = KINDS["letter-branch"]
    data = _data("letter-branch", tmp_path, 学校="双井中学", 党组织="中共双井中学总支部委员会")
    (result,) = make_documents(kind, data, renderer(kind, None), tmp_path)
    assert Path(result.file).name == "双井中学党总支承诺书.docx"
    assert text(tmp_path / result.file).startswith("双井中学党总支公开承诺书")


def test_the_plan_of_a_model_group_is_named_as_it_is_titled(tmp_path: Path) -> None:
    kind = KINDS["demonstration"]
    (result,) = make_documents(kind, _data("demonstration", tmp_path), renderer(kind, None), tmp_path)
    title = "".join(text(tmp_path / result.file).split("\n")[:2])
    assert Path(result.file).stem == title


def test_what_the_school_wrote_itself_is_left(tmp_path: Path) -> None:
    own = "各支部书记每月碰头一次，支委分片包干。"
    words = _made("letter-branch", tmp_path, 党组织="双井中学党总支", 班子承诺=own)
    assert own in words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中共云溪县石桥镇中心小学支部委员会", "党支部"),
        ("石桥小学、双井小学联合党支部", "党支部"),
        ("中共县教育局委员会离退休干部支部", "党支部"),
        ("中共喜德县光明镇小学校\n党总支部委员会", "党总支"),
        ("县职业高级中学党总支", "党总支"),
        ("中共云溪县第一中学委员会", "党委"),
        ("云溪县第一中学党委（筹）", "党委"),
        ("石桥小学", "党支部"),
        ("", "党支部"),
    ],
)
def test_the_name_tells_what_it_is(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(("count", "words"), [(1, "一"), (2, "两"), (3, "三"), (12, "十二")])
def test_how_many_is_said_as_it_is_read(count: int, words: str, tmp_path: Path) -> None:
    task = {"任务": "听课", "做法": "每周一次。", "开始": "2011年9月", "结束": "2011年12月", "负责人": "甲"}
    model = _made("demonstration", tmp_path, 示范点任务=[dict(task) for _ in range(count)])
    assert f"抓好以下{words}项工作" in model
    plan = _made("plan", tmp_path, 阶段步骤=[dict(STEP) for _ in range(count)])
    assert f"分{words}个阶段进行" in plan
    if count > 1:
        assert "（二）动员部署阶段" in plan  # an ordinal stays 二
    assert "第二阶段" not in plan  # neither in the text nor in the annex
