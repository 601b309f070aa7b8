"""Which school a paper is shown under, and what papers of no known kind are not blamed for."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.findings import Judgement, Review
from checker.owner import Owner, with_owner
from checker.reports.overview import Titles, overview
from checker.reports.rows import evidence_rows, table_row
from checker.schools import folder_unit
from checker.units import same_schools
from tests.desk.helpers import check, lines, report, save, sheet
from tests.desk.rosters import SCHOOL, workbook
from tests.desk.test_replies import correct, words


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


def test_drafts_are_one_persons_by_the_roster_though_nobody_signed(tmp_path: Path) -> None:
    """Unsigned, they were told to have copied from each other; the roster, or a person, says whose they are."""
    named = [[SCHOOL, None, who, "党性分析报告"] for who in ("林小禾", "王晓明")]
    workbook(tmp_path / "名单.xlsx", named, ["单位", "简称", "姓名", "应交材料"])
    first = report("林小禾", SCHOOL).replace("报告人：林小禾\n", "").replace("林小禾，", "本人，")
    second = first.replace("作文两个星期才批一回，批语只写一个阅字", "去年所带的班成绩下滑，教案照抄旧的")
    save(tmp_path / "报送/一/新建.docx", first)
    save(tmp_path / "报送/二/新建.docx", second)
    out = tmp_path / "结果"
    args = (tmp_path / "报送", "--expected", tmp_path / "名单.xlsx", "-o", out)

    def told() -> set[str]:
        found = [f for r in lines(out).values() for f in r["findings"] if f["rule"].startswith("similar.")]
        assert len(found) == 2
        return {f["rule"] for f in found}

    check(*args)
    assert told() <= {"similar.same", "similar.copied"}, "林小禾's or 王晓明's: nobody knows"
    correct(out / "汇总.xlsx", {"一/新建.docx": "2", "二/新建.docx": "2"})
    check(*args)
    assert told() == {"similar.version"}
    rows = {r["文件"]: r for r in sheet(out, "报送情况") if r["文件"]}
    assert {r["情况"] for r in rows.values()} == {"已交", "重复报送"}
    # What the sheet says of each is what its review came to.
    states = {file: {"pass": "通过", "revise": "需修改"}[r["status"]] for file, r in lines(out).items()}
    assert {file: r["审查结论"] for file, r in rows.items()} == states
    # Where one row alone is open, they can only be that person's.
    save(tmp_path / "报送/王晓明.docx", LETTER_OF_HIS_OWN)
    out = tmp_path / "结果2"
    check(*args[:-1], out)
    assert {r["情况"] for r in sheet(out, "报送情况")} == {"已交", "未交", "认不准"}
    assert told() == {"similar.version"}


LETTER_OF_HIS_OWN = f"""党性分析报告
一、基本情况
本人王晓明，男，1980年2月出生，2005年入党，现任{SCHOOL}数学教师。
二、存在的主要问题
我很少看报，听课本三年只写了半本，课堂上还是老一套讲法，学困生的作业面批不到一半。
三、原因分析
说到底是怕麻烦，总拿工作忙当借口，对自己要求松了。
四、努力方向和整改措施
每周听两节课并写下体会，每天面批五个学困生的作业，期末向支部汇报一次。
王晓明
2011年5月22日"""


def test_without_a_roster_a_school_written_in_two_ways_is_one() -> None:
    papers = [
        ("a.docx", "青禾县实验小学党支部"),
        ("实验小学/b.docx", ""),
        ("c.docx", "青禾县实验小学"),
        ("d.docx", "石桥小学"),
        ("e.docx", "石桥镇中心小学"),
    ]
    whole = Owner("青禾县实验小学")
    assert same_schools(papers) == dict.fromkeys(("a.docx", "实验小学/b.docx", "c.docx"), whole)
    assert same_schools([*papers, ("f.docx", "邻山县实验小学")]) == {}
    assert same_schools([*papers, ("邻山县/实验小学/f.docx", "")]) == {}


def test_without_a_roster_a_short_name_and_a_whole_one_are_one_school() -> None:
    papers = [("红岩村小/a.docx", ""), ("红岩村小/b.docx", "红岩村小学"), ("c.docx", "红岩小学")]
    assert same_schools(papers) == dict.fromkeys(("红岩村小/a.docx", "红岩村小/b.docx"), Owner("红岩村小学"))
    papers = [("城关一小/a.docx", ""), ("b.docx", "喜德县城关第一小学"), ("c.docx", "城关第二小学")]
    assert {o.unit for o in same_schools(papers).values()} == {"喜德县城关第一小学"}
    assert set(same_schools(papers)) == {"城关一小/a.docx", "b.docx"}
    papers = [("甲镇/希望小/a.docx", ""), ("乙镇/希望小学/b.docx", "")]
    assert same_schools(papers) == {}, "each town may have its own"
    for one, other in (
        ("石桥学校", "石桥学区"),
        ("石桥中学", "石桥高级中学"),
        ("二小", "第二小学"),
        ("石桥幼儿园", "石桥中心幼儿园"),
    ):
        assert same_schools([("a.docx", one), ("b.docx", other)]) == {}, other
    for other in ("红岩镇小学", "红岩中心小学", "红岩村小学附属幼儿园", "红岩村教学点", "红岩村第二小学"):
        assert same_schools([("红岩村小/a.docx", ""), ("b.docx", other)]) == {}, other


@pytest.mark.parametrize(
    "file, unit",
    [
        ("大坪小学.zip", "大坪小学"),
        ("机关幼儿园/大坪小学2011年材料.rar", "大坪小学"),
        ("大坪小学/补交的材料.zip", "大坪小学"),
        ("全县小学.zip", ""),
        ("大坪小学和红岩村小学.zip", ""),
        ("大坪小学等三校材料.zip", ""),
        ("下发给大坪小学的通知.zip", ""),
        ("送大坪小学.zip", ""),
        ("大坪小学的范例.zip", ""),
        ("大坪红岩两所小学.zip", ""),
        ("中心校各教学点.zip", ""),
        ("优秀学校材料.zip", ""),
        ("喜德县教育局下发文件.zip", ""),
        ("喜德县大坪小学党支部材料.zip", "喜德县大坪小学"),
        ("新建文件夹.zip", ""),
        ("大坪小学.docx", ""),
    ],
)
def test_an_archive_is_a_folder_of_the_school_it_is_named_after(file: str, unit: str) -> None:
    assert folder_unit(file) == unit


def test_an_archive_named_after_a_school_is_in_its_letter(tmp_path: Path) -> None:
    save(tmp_path / "报送/大坪小学/王晓明.docx", LETTER_OF_HIS_OWN)
    (tmp_path / "报送/大坪小学.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--replies")
    (row,) = [r for r in sheet(tmp_path / "结果", "无法读取") if "大坪小学.zip" in r.values()]
    assert row.get("单位", "大坪小学") == "大坪小学"
    told = words(tmp_path / "结果/反馈意见/大坪小学.docx")
    assert "大坪小学.zip" in told
