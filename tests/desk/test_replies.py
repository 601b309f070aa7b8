"""Letters to the schools: complete, polite, in the right hands, and never over what a person wrote."""

from __future__ import annotations

import dataclasses
import datetime
import zipfile
from pathlib import Path

import docx
import pytest

from checker.expected.line import Line
from checker.findings import Review
from checker.replies.sender import Sender
from checker.replies.write import Letters, write_replies
from checker.reports.overview import Titles
from corpus import load_standard
from tests.desk.helpers import check, lines, report, save, sheet
from tests.desk.rosters import NURSERY, SCHOOL, roster, sent, workbook
from tests.reports.fake_reviews import HOSTILE, many, one, unreadable

WHEN = datetime.date(2011, 3, 25)
SENDER = Sender("云溪县教育局", "2011年4月1日", "办公室 0000-6120001")


def write(out: Path, reviews: list[Review], rows: list[Line] | None = None) -> Letters:
    titles = Titles.of(load_standard())
    return write_replies(out, reviews, rows or [], titles=titles, when=WHEN, sender=SENDER)


def words(path: Path) -> str:
    """All text of a letter in order, cells of tables between |."""
    out = []
    for element in docx.Document(str(path)).element.body.iter():
        tag = element.tag.rpartition("}")[2]
        out.append(element.text or "" if tag == "t" else {"p": "\n", "tc": "|"}.get(tag, ""))
    return "".join(out)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Two schools with like names: one sent a report without causes, the other nothing."""
    due = "2011年3月20日"
    rows = [[SCHOOL, None, "林小禾", "党性分析报告", due], [NURSERY, None, None, "实施方案", due]]
    workbook(tmp_path / "名单.xlsx", rows)
    text = report("林小禾", "石桥小学").replace("三、原因分析\n", "").replace("归根到底是", "")
    save(tmp_path / "报送/石桥小学/林小禾.docx", text)
    return tmp_path


def run(county: Path, *more: str) -> int:
    named = ("--sender", "云溪县教育局", "--reply-by", "2011年4月1日", "--contact", "办公室")
    return check(
        county / "报送", "--expected", county / "名单.xlsx", "-o", county / "结果", "--replies", *named, *more
    )


def test_each_school_gets_its_letter_or_notice(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(county)
    assert "写了反馈意见 1 份（反馈意见文件夹），催交通知 1 份" in capsys.readouterr().out
    (letter,) = (county / "结果/反馈意见").iterdir()
    (notice,) = (county / "结果/催交通知").iterdir()
    assert (letter.name, notice.name) == (f"{SCHOOL}.docx", f"{NURSERY}.docx")
    text = words(letter)
    assert f"关于{SCHOOL}报送材料的反馈意见" in text.replace("\n", "")
    assert "共收到1份" in text and "1份需要修改" in text and "请于2011年4月1日前" in text
    assert "林小禾的党性分析报告（林小禾.docx）" in text
    assert "没有找到“原因分析”部分。请补写这一部分" in text
    assert text.rstrip().split("\n")[-2] == "云溪县教育局"
    told = words(notice)
    assert "|\n实施方案|" in told and "2011年3月20日" in told and "没有收到" in told
    assert "联系方式：办公室。" in told


def test_without_a_sender_the_place_to_fill_in_is_plain_to_see(county: Path) -> None:
    check(county / "报送", "-o", county / "结果", "--replies")
    (letter,) = (county / "结果/反馈意见").iterdir()
    assert "【请填写落款单位】" in words(letter)
    assert not (county / "结果/催交通知").exists(), "without a roster nothing is known to be missing"


def test_replies_need_a_folder(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(county / "报送", "--replies") == 2
    assert "-o" in capsys.readouterr().err


def test_the_other_schools_name_stays_with_the_bureau(tmp_path: Path) -> None:
    save(tmp_path / "报送/石桥小学-林小禾.docx", report("林小禾", "石桥小学"))
    save(tmp_path / "报送/第二中学-周建平.docx", report("周建平", "云溪县第二中学"))
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--replies")
    letters = {p.stem: words(p) for p in (tmp_path / "结果/反馈意见").iterdir()}
    assert "与别的单位报送的一份材料的内容几乎完全相同" in letters["石桥小学"]
    assert "周建平" not in letters["石桥小学"] and "林小禾" not in letters["云溪县第二中学"]


def test_a_letter_a_person_edited_is_kept(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(county)
    path = county / f"结果/反馈意见/{SCHOOL}.docx"
    document = docx.Document(str(path))
    document.add_paragraph("另请把原件送来。")
    document.save(str(path))
    run(county, "--reply-by", "2011年4月8日")
    assert "改动过，没有覆盖" in capsys.readouterr().err
    assert "另请把原件送来" in words(path)
    assert "4月8日" in words(path.with_name(f"{SCHOOL}(新).docx"))


def test_a_letter_that_no_longer_applies_goes_and_strangers_files_stay(county: Path) -> None:
    run(county)
    mine = county / "结果/催交通知/备忘.docx"
    mine.write_bytes(b"mine")
    save(
        county / "报送/方案.docx",
        "石桥镇中心小学附属幼儿园创先争优活动实施方案\n一、指导思想\n以科学发展观为指导。\n二、主要内容\n争当五带头。",
    )
    run(county)
    assert [p.name for p in (county / "结果/催交通知").iterdir()] == ["备忘.docx"]


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    reviews = [*many(30), unreadable(1)]
    for name in ("a", "b"):
        write(tmp_path / name, reviews)
    one_, other = (
        {p.name: p.read_bytes() for p in (tmp_path / name / "反馈意见").iterdir()} for name in ("a", "b")
    )
    assert one_ == other and len(one_) == 5


def test_hostile_names_and_words_are_text(tmp_path: Path) -> None:
    reviews = [one(n, kind="letter", hostile=True) for n in range(len(HOSTILE))]
    made = write(tmp_path, reviews)
    files = list((tmp_path / "反馈意见").iterdir())
    assert made.feedback == len(files) >= len(HOSTILE) - 3
    assert all(p.parent == tmp_path / "反馈意见" for p in tmp_path.rglob("*.docx"))
    for path in files:
        assert "[Content_Types].xml" in zipfile.ZipFile(path).namelist()
        assert "反馈意见" in words(path)  # it opens, whatever stands in it


def test_repeated_papers_are_not_spoken_of_twice(tmp_path: Path) -> None:
    from checker.expected.outcome import outcomes
    from tests.desk.rosters import NAMES

    base = dataclasses.replace(one(0), organization=SCHOOL, author="林小禾")
    reviews = [dataclasses.replace(base, file=f"{n}.docx", sha256=f"{n:064x}") for n in range(3)]
    ours = {"organization": SCHOOL, "author": "林小禾"}
    lines = outcomes(
        roster((SCHOOL, "林小禾", "承诺书")), [sent(f"{n}.docx", n, **ours) for n in range(3)], NAMES
    )
    write(tmp_path, reviews, lines)
    (letter,) = (tmp_path / "反馈意见").iterdir()
    text = words(letter)
    assert "共收到1份" in text
    told = "同一份材料还收到“1.docx”、“2.docx”，以“0.docx”为准（时间相同，分不出先后，取文件名排在前面的）。"
    assert told in text, "nothing that came vanishes"
    assert "迟交" not in text


def test_drafts_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    from checker.expected.outcome import outcomes
    from tests.desk.rosters import NAMES

    ours = {"organization": SCHOOL, "author": "林小禾"}
    files = ["改后/承诺.docx", "改前的稿子/承诺.docx", "改前的稿子/初稿旧文件.docx"]
    reviews = [dataclasses.replace(one(n), file=f, sha256=f"{n:064x}", **ours) for n, f in enumerate(files)]
    given = [sent(f, n, **ours) for n, f in enumerate(files)]
    write(tmp_path, reviews, outcomes(roster((SCHOOL, "林小禾", "承诺书")), given, NAMES))
    (letter,) = (tmp_path / "反馈意见").iterdir()
    text = words(letter)
    assert "（改后/承诺.docx）" in text
    assert "还收到“改前的稿子/承诺.docx”、“初稿旧文件.docx”，以“改后/承诺.docx”为准" in text


def test_the_letter_says_what_came_too_late(county: Path) -> None:
    run(county)
    (letter,) = (county / "结果/反馈意见").iterdir()
    assert "建议修改 1 处。迟交（应于2011年3月20日前报送，文件的修改时间是20" in words(letter)


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    base = dataclasses.replace(one(0), organization=SCHOOL)
    reviews = [
        dataclasses.replace(base, file=file, sha256=f"{n:064x}")
        for n, file in enumerate(("三月/定稿.docx", "六月/定稿.docx", "六月/承诺.docx"))
    ]
    write(tmp_path, reviews)
    (letter,) = (tmp_path / "反馈意见").iterdir()
    text = words(letter)
    assert "（三月/定稿.docx）" in text and "（六月/定稿.docx）" in text and "（承诺.docx）" in text


def test_templates_are_what_their_sources_say() -> None:
    import sys

    import yaml

    root = Path(__file__).parents[2]
    sys.path.insert(0, str(root / "tools"))
    try:
        import build_templates
    finally:
        sys.path.pop(0)
    from docgen.layout import load_layout

    for name in ("feedback", "reminder"):
        source = yaml.safe_load((root / f"checker/replies/{name}.yaml").read_text(encoding="utf-8"))
        built = build_templates.build(source, load_layout())
        assert built == (root / f"checker/replies/{name}.docx").read_bytes(), name


def test_the_letter_asks_for_what_is_to_be_sent_and_nothing_else(tmp_path: Path) -> None:
    import dataclasses

    from checker.expected.outcome import outcomes
    from tests.desk.rosters import NAMES

    among = roster((SCHOOL, "林小禾", "承诺书"), (SCHOOL, "王晓明", "承诺书"), (SCHOOL, "张兰", "承诺书"))
    good = dataclasses.replace(
        one(0), organization=SCHOOL, author="林小禾", file="a.docx", status="pass", findings=()
    )
    shut = dataclasses.replace(unreadable(1), file="王晓明.pdf", organization="", author="")
    ours = {"organization": SCHOOL, "author": "林小禾"}
    locked = sent(f"{SCHOOL}/王晓明.pdf", 2, status="unreadable", kind="other", reason="设有打开密码。")
    lines = outcomes(among, [sent("a.docx", 1, **ours), locked], NAMES)
    write(tmp_path, [good, dataclasses.replace(shut, file=locked.file)], lines)
    text = words(tmp_path / f"反馈意见/{SCHOOL}.docx")
    assert "前将打不开和还没有报送的材料报来。" in text
    assert "王晓明的承诺书（王晓明.pdf）" in text, "the roster knows what cannot be opened"
    write(tmp_path / "全", [good, dataclasses.replace(good, file="b.docx")])
    text = words(tmp_path / f"全/反馈意见/{SCHOOL}.docx")
    assert "2份都符合要求。现将意见反馈如下。" in text


def test_what_to_write_instead_is_said_once_and_can_be_made_out() -> None:
    import dataclasses

    from checker.findings import Finding
    from checker.replies.points import paper_of

    told = Finding("spun.word", "warning", "“到达”原文多半是“达到”。请改回。", None, "达到")
    quote = Finding("punctuation.quote", "warning", "用了不规范的引号“〞”。", None, "”")
    review = dataclasses.replace(one(0), findings=(told, quote))
    first, second = paper_of(review, Titles.of(load_standard())).points
    assert first.words == "“到达”原文多半是“达到”。请改回。"
    assert second.words.endswith("建议改为 ” 。")


def test_nobody_writes_to_himself(tmp_path: Path) -> None:
    import dataclasses

    own = dataclasses.replace(one(0), organization="云溪县教育局", file="通知.docx")
    other = dataclasses.replace(one(1), organization="云溪县第二中学", file="b.docx")
    made = write(tmp_path, [own, other])
    assert [p.stem for p in (tmp_path / "反馈意见").iterdir()] == ["云溪县第二中学"]
    assert made.problems == ("“云溪县教育局”是落款单位自己，没有给它写信。",)


def test_with_a_roster_only_its_schools_get_letters(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(county / "报送/甲.docx", report("周建平", "云溪县第二中学"))
    save(county / "报送/乙.docx", report("陈大勇", "云溪县教育局"))
    run(county)
    assert [p.stem for p in (county / "结果/反馈意见").iterdir()] == [SCHOOL]
    told = capsys.readouterr().err
    assert "“云溪县第二中学” 1 个单位不在名单上，没有给它们写反馈意见。" in told
    assert "“云溪县教育局”是落款单位自己" in told
    check(county / "报送", "-o", county / "无名单", "--replies")
    assert len(list((county / "无名单/反馈意见").iterdir())) == 3, "without a roster every school gets one"


NOTICE = "关于召开家长会的通知\n各班主任：\n定于本周五下午三点召开家长会，请带头服务群众，按时到会，并提前打扫教室。\n石桥小学教务处"


def test_a_paper_nobody_asked_for_is_told_as_such_and_not_as_one_to_revise(county: Path) -> None:
    save(county / "报送/石桥小学/家长会.docx", NOTICE)
    run(county)
    text = words(county / f"结果/反馈意见/{SCHOOL}.docx")
    assert "1份需要修改，1份不是应报的材料" in text
    assert "|\n不是应报的材料|" in text and "如果交错了文件，请换成应交的材料" in text
    assert "二、修改意见" in text and "（一）林小禾" in text and "（二）" not in text
    table = {r["文件"]: r for r in sheet(county / "结果", "总表")}
    assert table["石桥小学/家长会.docx"]["结论"] == "不是应报的材料"
    account = {r["文件"]: r for r in sheet(county / "结果", "报送情况")}
    assert account["石桥小学/家长会.docx"]["审查结论"] == "不是应报的材料"
    assert lines(county / "结果")["石桥小学/家长会.docx"]["status"] == "revise", "programs get what they got"
    units = {r["单位"]: r for r in sheet(county / "结果", "各单位")}
    assert (units[SCHOOL]["份数"], units[SCHOOL]["不是应报的材料"], units[NURSERY]["份数"]) == (2, 1, 0)


def test_what_the_roster_asks_for_is_never_said_to_be_none_that_is_due(county: Path) -> None:
    workbook(county / "名单.xlsx", [[SCHOOL, None, None, "家长会通知", None]])
    save(county / "报送/石桥小学/家长会通知.docx", NOTICE)
    run(county)
    text = words(county / f"结果/反馈意见/{SCHOOL}.docx")
    assert "不是应报的材料" not in text
    table = {r["文件"]: r for r in sheet(county / "结果", "总表")}
    assert table["石桥小学/家长会通知.docx"]["结论"] == "需修改"


def test_a_day_that_is_over_is_pointed_out(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(county)
    assert "--reply-by 写的 2011年4月1日 已经过去" in capsys.readouterr().err
    run(county, "--reply-by", "2999年4月1日")
    assert "已经过去" not in capsys.readouterr().err


def test_letters_follow_the_roster_the_corrections_and_the_county(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way: a name written wrong, a paper put outside, one of another county, one that may be due."""
    head = ["单位", "姓名", "应交材料"]
    ours, due = "桑河县第一中学", "党性分析报告"
    named = [[ours, "王小强", due], [ours, "林小禾", due], ["桑河县第二中学", "周平", due]]
    among = workbook(tmp_path / "名单.xlsx", named, head)
    save(tmp_path / "报送/王强.docx", report("王强", "第一中学"))
    save(tmp_path / "报送/外.docx", report("马前进", "邻山县第一中学"))
    save(tmp_path / "报送/二.docx", report("赵大山", "桑河县第二中学"))
    out = tmp_path / "结果"
    args = (tmp_path / "报送", "-o", out, "--expected", among, "--replies", "--sender", "桑河县教育局")
    check(*args)
    second = words(out / "催交通知/桑河县第二中学.docx")
    assert "没有收到。" not in second, "周平's may be signed 赵大山, for all anybody knows"
    assert "周平|\n|\n收到的材料里有认不准是谁的，可能就是这一份" in second.replace("||", "|")
    units = {file: r["organization"] for file, r in lines(out).items()}
    assert units == {"王强.docx": ours, "外.docx": "邻山县第一中学", "二.docx": "桑河县第二中学"}
    assert "马前进" not in words(out / f"反馈意见/{ours}.docx")
    assert not (out / "反馈意见/邻山县第一中学.docx").exists(), "not of the roster"
    notice = words(out / f"催交通知/{ours}.docx")
    assert (
        "可能就是这一份；如果已经报送，请告知我们" in notice
        and "截至" in notice
        and "这些材料还不能登记为已交" in notice
    )
    assert "没有收到。" in notice, "林小禾 sent nothing that could be his"
    letter = words(out / f"反馈意见/{ours}.docx")
    assert "可能就是这一份" in letter and "还不能登记为已交的材料" in letter
    correct(out / "汇总.xlsx", {"王强.docx": "2", "二.docx": "名单外"})
    capsys.readouterr()
    check(*args)
    found = lines(out)
    assert (found["王强.docx"]["organization"], found["王强.docx"]["author"]) == (ours, "王小强")
    assert "王小强的党性分析报告（王强.docx）" in words(out / f"反馈意见/{ours}.docx")
    assert not (out / "反馈意见/桑河县第二中学.docx").exists()
    assert "周平|\n|\n没有收到。" in words(out / "催交通知/桑河县第二中学.docx").replace("||", "|")
    assert "“二.docx” 1 份人工定为名单外，没有写进反馈意见。" in capsys.readouterr().err


def test_the_screen_says_why_a_paper_is_in_no_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    among = workbook(tmp_path / "名单.xlsx", [[SCHOOL, None, "林小禾", "党性分析报告", None]])
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送/最终版.docx").write_bytes(b"PK\x03\x04 broken")
    save(tmp_path / "报送/无名.docx", report("", "").replace("报告人：\n", ""))
    save(tmp_path / "报送/通知.docx", report("林小禾", SCHOOL))
    out = tmp_path / "结果"
    args = (tmp_path / "报送", "-o", out, "--expected", among, "--replies")
    check(*args)
    correct(out / "汇总.xlsx", {"通知.docx": "名单外"})
    capsys.readouterr()
    check(*args)
    told = capsys.readouterr().err
    for said in (
        "“最终版.docx” 1 份打不开，看不出是",
        "“无名.docx” 1 份没有写单位，看",
        "“通知.docx” 1 份人工定为名单外，",
    ):
        assert said in told, told
    rows = {r["文件"]: r for r in sheet(out, "报送情况")}
    assert rows["最终版.docx"]["情况"] == "认不准"
    assert str(rows["最终版.docx"]["凭什么认领"]).startswith("打不开，看不到单位和署名：文件已损坏")


def test_what_cannot_be_opened_is_asked_for_again_in_every_part(tmp_path: Path) -> None:
    """Whose a broken file is nobody knows, but the school must send it again, whosever it is."""
    rows = [[SCHOOL, None, "林小禾", "党性分析报告", None], [SCHOOL, None, None, "实施方案", None]]
    broken = tmp_path / f"报送/{SCHOOL}/终稿.docx"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"PK\x03\x04 broken")
    out = tmp_path / "结果"
    among = workbook(tmp_path / "名单.xlsx", rows)
    check(tmp_path / "报送", "-o", out, "--expected", among, "--replies")
    told = "收到的“终稿.docx”打不开，可能就是这一份，请重新报送，并写明"
    for folder in ("反馈意见", "催交通知"):
        text = words(out / f"{folder}/{SCHOOL}.docx")
        assert text.count(told) == 2 and f"{told}是谁的。" in text and "不用重报" not in text, folder
        assert "还不能登记为已交" in text
    notes = [str(r["说明"]) for r in sheet(out, "报送情况") if r["名单行"]]
    assert notes == [f"可能就是认不准的“{SCHOOL}/终稿.docx”（打不开），催交以前请先看一看。"] * 2
    # Beside one that can be read and may be the paper as well.
    save(tmp_path / f"报送/{SCHOOL}/b.docx", report("林小和", SCHOOL))
    check(tmp_path / "报送", "-o", out, "--expected", among, "--replies")
    text = words(out / f"催交通知/{SCHOOL}.docx")
    assert text.count(told) == 2 and text.count("收到的材料里另有认不准是谁的，也可能是这一份") == 1


def correct(path: Path, words: dict[str, str]) -> None:
    """Write under 更正到 beside these files, as a reviewer does."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    head, *rows = book["报送情况"].iter_rows()
    at = {str(cell.value).partition("（")[0]: n for n, cell in enumerate(head)}
    for row in rows:
        if row[at["文件"]].value in words:
            row[at["更正到"]].value = words[row[at["文件"]].value]
    book.save(path)
