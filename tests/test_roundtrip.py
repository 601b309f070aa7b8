"""What docgen makes from complete data passes checker; what is unfinished or cut is told so."""

from pathlib import Path

import docx
import pytest

from checker import api
from checker.findings import Review
from docgen.cli import main as docgen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("文书")
    assert docgen(["demo", "-o", str(out)]) == 0
    return out


def files(made: Path, words: str) -> list[Path]:
    found = sorted(p for p in made.rglob("*.docx") if words in p.name)
    assert found, words
    return found


def review(path: Path) -> Review:
    return api.review(path)


def errors(result: Review) -> list[str]:
    return [f.message for f in result.findings if f.severity == "error"]


def test_letters_from_complete_data_pass(made: Path) -> None:
    for path in files(made, "承诺书"):
        result = review(path)
        assert result.kind == "letter", path.name
        assert errors(result) == [], path.name
        assert result.status == "pass"
        assert all(s.found for s in result.sections)


def test_complete_reports_pass_and_the_skeleton_is_told_to_be_unfilled(made: Path) -> None:
    unfilled = 0
    for path in files(made, "党性分析报告"):
        result = review(path)
        assert result.kind == "report", path.name
        rules = {f.rule for f in result.findings}
        if "placeholder.template" in rules:
            unfilled += 1
            assert result.status == "revise"
            assert {e.level for e in result.elements} <= {"named", "missing"}
        else:
            assert errors(result) == [], path.name
    assert unfilled == 1


def test_a_complete_plan_passes_with_all_ten_elements(made: Path) -> None:
    (path,) = files(made, "创先争优活动实施方案")
    result = review(path)
    assert result.kind == "plan"
    assert errors(result) == []
    assert {e.id: e.level for e in result.elements if e.level != "covered"} == {}
    assert [s.id for s in result.sections if not s.found] == []


@pytest.mark.parametrize(
    ("heading", "section"),
    [("指导思想", "guiding"), ("方法步骤", "phases"), ("组织领导", "leadership")],
)
def test_a_plan_without_a_section_is_told_which(
    made: Path, tmp_path: Path, heading: str, section: str
) -> None:
    (path,) = files(made, "创先争优活动实施方案")
    document = docx.Document(str(path))
    removing = False
    removed = 0
    for paragraph in list(document.paragraphs):
        level_one = paragraph.style.name == "一级标题" or paragraph.text[:2] in {
            f"{c}、" for c in "一二三四五六七八"
        }
        if level_one:
            removing = heading in paragraph.text
        elif paragraph.text.startswith("附件"):
            removing = False
        if removing:
            paragraph._element.getparent().remove(paragraph._element)
            removed += 1
    assert removed >= 2
    cut = tmp_path / "缺部分.docx"
    document.save(str(cut))
    result = review(cut)
    assert [s.id for s in result.sections if not s.found] == [section]
    assert [f.rule for f in result.findings].count("sections.missing") == 1


@pytest.mark.parametrize(
    "school",
    [
        "凉山彝族自治州昭觉县民族寄宿制九年一贯制学校",
        "昭觉县阿普村小学校（含阿普村、瓦洛村教学点）",
        "石桥镇中心小学、石桥镇第二小学、石桥镇中心幼儿园联合",
    ],
)
def test_a_title_of_several_lines_is_read_as_one(tmp_path: Path, school: str) -> None:
    for kind in ("letter-branch", "report-branch", "plan"):
        data = Path("templates", kind, "example.yaml").read_text(encoding="utf-8")
        source = tmp_path / f"{kind}.yaml"
        source.write_text(data.replace("云溪县石桥镇中心小学", school), encoding="utf-8")
        assert docgen(["make", kind, "--data", str(source), "-o", str(tmp_path / f"{kind}.docx")]) == 0
        path = tmp_path / f"{kind}.docx"
        document = docx.Document(str(path))
        shown = document.paragraphs[0].text
        assert shown.count("\n") >= 1
        broken = review(path)
        assert broken.title == shown.replace("\n", "")
        assert broken.title.startswith(school)
        assert errors(broken) == []
        for mark in document.element.body.xpath("//w:br"):
            mark.getparent().remove(mark)
        document.save(str(path))
        whole = review(path)
        assert (broken.title, broken.organization, broken.signers, broken.date, broken.findings) == (
            whole.title, whole.organization, whole.signers, whole.date, whole.findings,
        )  # fmt: skip
