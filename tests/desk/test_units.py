"""Which school a paper is shown under, and what papers of no known kind are not blamed for."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.findings import Judgement, Review
from checker.reports.overview import Titles, overview
from checker.reports.rows import evidence_rows, table_row
from checker.units import Owner, with_owner
from tests.desk.helpers import check, lines, report, save, sheet
from tests.desk.rosters import workbook


def test_a_paper_that_names_no_school_has_that_of_its_folder(tmp_path: Path) -> None:
    text = report("林小禾", "石桥小学").replace("石桥小学语文教师", "语文教师")
    save(tmp_path / "报送/收到的/枫林小学/a.docx", text)
    save(tmp_path / "报送/石桥中学/b.docx", report("林小禾", "石桥小学"))
    save(tmp_path / "报送/杂/c.docx", text)
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    units = {file: review["organization"] for file, review in lines(tmp_path / "结果").items()}
    assert units == {"收到的/枫林小学/a.docx": "枫林小学", "石桥中学/b.docx": "石桥小学", "杂/c.docx": ""}
    assert {r["单位"] for r in sheet(tmp_path / "结果", "各单位")} == {
        "枫林小学",
        "石桥小学",
        "（没有写明单位）",
    }


def test_with_a_roster_one_school_has_one_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(tmp_path / "报送/a.docx", report("林小禾", "石桥小学"))
    save(tmp_path / "报送/b.docx", report("张禾", "云溪县石桥镇中心小学"))
    save(tmp_path / "报送/c.docx", report("王禾", "柳树湾小学"))
    save(tmp_path / "报送/d.docx", report("李禾", "石桥镇中心小学"))
    head = ["单位", "姓名", "应交材料"]
    name = "云溪县石桥镇中心小学"
    roster = workbook(tmp_path / "名单.xlsx", [[name, "林小禾", ""], [name, "张禾", ""]], head)
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--expected", roster)
    units = {file: review["organization"] for file, review in lines(tmp_path / "结果").items()}
    assert units == {"a.docx": name, "b.docx": name, "c.docx": "柳树湾小学", "d.docx": name}
    # The next comparison goes by what the papers say: with another roster, or none, they are the same papers.
    capsys.readouterr()
    for file in ("a.docx", "b.docx", "c.docx", "d.docx"):
        (tmp_path / "报送" / file).rename(tmp_path / "报送" / f"新{file}")
    check(tmp_path / "报送", "-o", tmp_path / "二", "--since", tmp_path / "结果")
    told = capsys.readouterr().out
    assert "与上次相比" in told and "第一次报送" not in told


def test_a_school_and_its_branch_are_one_row() -> None:
    reviews = [
        Review(f, "0", "pass", organization=o) for f, o in (("a", "东河小学"), ("b", "东河小学党支部"))
    ]
    assert overview(reviews).organizations == {("东河小学", "pass"): 2}


def test_a_paper_of_no_known_kind_is_not_blamed_for_what_it_lacks() -> None:
    elements = (
        Judgement("study", "leads", "带头学习提高", "missing", 0.1),
        Judgement("excel", "leads", "带头争创佳绩", "named", 0.5),
    )
    notice = Review("通知.docx", "0", "revise", kind="other", elements=elements)
    letter = Review("a.docx", "1", "revise", kind="letter", elements=elements)
    view = overview([notice, letter])
    assert [f.value for f in table_row(notice, view, Titles())][7:9] == ["—", "—"]
    assert [f.value for f in table_row(letter, view, Titles())][7:9] == ["未涉及", "只提到"]
    assert (view.levels["study", "missing"], view.levels["excel", "named"]) == (1, 1)
    assert not list(evidence_rows(notice))


def test_a_review_keeps_what_is_known() -> None:
    own = Review("枫林小学/a.docx", "0", "pass", organization="石桥小学")
    assert with_owner(own, {}) is own
    theirs = with_owner(own, {"枫林小学/a.docx": Owner("云溪县石桥镇中心小学", "林小禾")})
    assert (theirs.organization, theirs.author) == ("云溪县石桥镇中心小学", "林小禾")


def test_papers_are_listed_in_the_rosters_order(tmp_path: Path) -> None:
    for file, unit in (("a", "西河小学"), ("b", "东河小学"), ("c", "柳树湾小学"), ("d", "安平小学")):
        save(tmp_path / f"报送/{file}.docx", report(f"林{unit[0]}禾", unit))
    save(tmp_path / "报送/0.docx", report("林小禾", "东河小学").replace("东河小学语文教师", "语文教师"))
    head = ["单位", "姓名", "应交材料"]
    rows = [["云溪县安平小学", "", ""], ["云溪县东河小学", "", ""], ["云溪县西河小学", "", ""]]
    roster = workbook(tmp_path / "名单.xlsx", rows, head)
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--expected", roster)
    assert [r["文件"] for r in sheet(tmp_path / "结果", "总表")] == [
        "d.docx",
        "b.docx",
        "a.docx",
        "c.docx",
        "0.docx",
    ]
    assert list(lines(tmp_path / "结果")) == ["0.docx", "a.docx", "b.docx", "c.docx", "d.docx"]
    # The same papers, another order of the roster: the reports are not those that lie there.
    workbook(tmp_path / "名单.xlsx", rows[::-1], head)
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--expected", roster)
    assert [r["文件"] for r in sheet(tmp_path / "结果", "总表")][:3] == ["a.docx", "b.docx", "d.docx"]
