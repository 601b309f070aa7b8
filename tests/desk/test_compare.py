"""A resubmission beside the earlier run: fixed, still open, new; whatever the file is called now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from checker.compare import since_of
from checker.earlier import Earlier
from checker.findings import Finding, Review
from tests.desk.helpers import check, lines, report, save, sheet
from tests.desk.rosters import SCHOOL, workbook


def letter(text: str, name: str = "林小禾") -> str:
    return f"公开承诺书\n我是石桥镇中心小学教师{name}，承诺如下：\n{text}\n承诺人：{name}\n2011年3月1日"


DEEDS = (
    "一、每周读教育书籍两小时，写笔记三百字。\n二、每学期上两节公开课，作业当天批完。\n"
    "三、每月家访四户留守儿童。\n四、不收家长一分钱，按月交党费。\n五、不体罚学生，看见同事打骂学生当面制止。"
)
# Nothing on discipline, a mask left in, a doubled mark.
FIRST = letter(
    "一、每周读教育书籍两小时，写笔记三百字。。\n二、每学期上两节公开课，作业当天批完。\n"
    "三、每月家访×××户留守儿童。\n五、不体罚学生，看见同事打骂学生当面制止。"
)


def states(out: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in sheet(out, "复审对比"):
        found.setdefault(row["情况"], []).append(row["问题"] or "")
    return found


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """An earlier run of one letter with four faults and of one report without."""
    save(tmp_path / "一/承诺书.docx", FIRST)
    save(tmp_path / "一/报告.docx", report("周明远", SCHOOL))
    check(tmp_path / "一", "-o", tmp_path / "结果一")
    return tmp_path


def again(first: Path, text: str, name: str, *more: Any) -> Path:
    save(first / "二" / name, text)
    save(first / "二/报告.docx", report("周明远", SCHOOL))
    check(first / "二", "-o", first / "结果二", "--since", first / "结果一", *more)
    return first / "结果二"


def test_what_was_mended_what_is_open_what_is_new(first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The mask is filled in, the doubled mark stays, a new mask comes in; the file has another name now.
    mended = FIRST.replace("×××户", "四户").replace("当面制止。", "当面制止，再告诉【待填：姓名】。")
    out = again(first, mended, "承诺书 修改稿.docx")
    found = states(out)
    assert any("遵纪守法" in m for m in found["仍有"]) and any("。。" in m for m in found["仍有"])
    assert any("×××" in m for m in found["已改"]) and any("待填" in m for m in found["新出现"])
    assert "与上次相比：" in capsys.readouterr().out
    rows = [r for r in sheet(out, "复审对比") if r["上次的文件"] == "承诺书.docx"]
    assert rows and {r["文件"] for r in rows} == {"承诺书 修改稿.docx"}


def test_everything_mended_is_said(first: Path) -> None:
    out = again(first, letter(DEEDS), "承诺书.docx", "--replies")
    found = states(out)
    assert "仍有" not in found and len(found["已改"]) >= 3
    row = next(r for r in sheet(out, "复审对比") if r["情况"] == "已改")
    assert row["结论变化"] == "需修改 → 通过"
    assert any("遵纪守法" in m and "未涉及 → 已写实" in m for m in found["有进步"])


def test_layout_that_only_one_run_looked_at_is_neither_new_nor_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The earlier run had no --layout: what it finds was there before."""
    paper = docx.Document()  # on letter paper
    for line in FIRST.split("\n"):
        paper.add_paragraph(line)
    (tmp_path / "一").mkdir()
    paper.save(str(tmp_path / "一/承诺书.docx"))

    def run(out: str, *more: str) -> dict[str, list[str]]:
        check(tmp_path / "一", "-o", tmp_path / out, *more)
        return states(tmp_path / out) if more else {}

    run("结果一")
    found = run("结果二", "--since", str(tmp_path / "结果一"), "--layout")
    assert "新出现" not in found and any("纸张" in m for m in found["上次没有查"])
    assert f"上次没有查的版式 {len(found['上次没有查'])} 处" in capsys.readouterr().out.replace("\n", "")
    found = run("结果三", "--since", str(tmp_path / "结果二"))
    assert "已改" not in found and any("纸张" in m for m in found["这次没有查"])
    found = run("结果四", "--since", str(tmp_path / "结果二"), "--layout")
    assert any("纸张" in m for m in found["仍有"])
    assert not {"上次没有查", "这次没有查"} & found.keys()


def test_the_reply_tells_what_was_told_before(first: Path) -> None:
    out = again(first, FIRST.replace("每周读", "每周自己读"), "承诺书.docx", "--replies")
    (path,) = (out / "反馈意见").iterdir()
    text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    assert "与上次报送相比，上次指出的问题已改 0 处" in text and "（上次已经指出）" in text


def test_the_same_file_again_is_told_to_be_unchanged(first: Path) -> None:
    out = again(first, FIRST, "承诺书.docx", "--replies")
    assert set(states(out)) == {"仍有", "没有问题"}
    (path,) = (out / "反馈意见").iterdir()
    assert any("完全相同" in p.text for p in docx.Document(str(path)).paragraphs)


def feedback(out: Path) -> str:
    (path,) = (out / "反馈意见").iterdir()
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


def test_the_same_slip_in_another_sentence_was_not_told_before(first: Path) -> None:
    """The doubled mark was mended; another one, of new words, is new."""
    moved = FIRST.replace("三百字。。", "三百字。").replace("当天批完。", "当天批完，错题第二天讲清楚。。")
    out = again(first, moved, "承诺书.docx", "--replies")
    found = states(out)
    assert any("。。" in m for m in found["已改"]) and any("。。" in m for m in found["新出现"])
    text = feedback(out)
    assert not any("。。" in line and "上次" in line for line in text.split("\n"))


def test_a_letter_counts_only_what_it_lists(first: Path) -> None:
    """A date in figures is to be looked at (请留意): the sheet has it, the letter does not."""
    out = again(first, FIRST.replace("2011年3月1日", "2011.3.1"), "承诺书.docx", "--replies")
    assert any("2011.3.1" in m for m in states(out)["新出现"])
    text = feedback(out)
    listed = len(re.findall(r"^\d+\. ", text, re.MULTILINE))
    assert "2011.3.1" not in text and listed
    assert f"仍有 {listed} 处，新出现 0 处" in text


def test_two_drafts_in_the_folder_are_nothing_new_in_the_paper(first: Path) -> None:
    """Earlier papers and mended ones lie in one folder now."""
    save(first / "二/以前/承诺书.docx", FIRST)
    out = again(first, FIRST.replace("三百字。。", "三百字。"), "承诺书 改.docx")
    assert any(f["rule"] == "similar.version" for r in lines(out).values() for f in r["findings"])
    assert not any("两稿" in m for m in states(out).get("新出现", []))


def test_missing_before_and_only_named_now_is_still_open(first: Path) -> None:
    out = again(
        first, FIRST.replace("五、不体罚", "四、带头遵纪守法。\n五、不体罚"), "承诺书.docx", "--replies"
    )
    assert "（这一方面上次也指出过）“带头遵纪守法”" in feedback(out), "these words were not told of before"
    found = states(out)
    assert any("遵纪守法" in m for m in found["仍有"])
    assert not any("遵纪守法" in m for m in found.get("已改", []) + found.get("新出现", []))


def test_another_persons_paper_under_the_old_name_is_another_paper(first: Path) -> None:
    out = again(first, letter(DEEDS, "赵大山"), "承诺书.docx")
    assert states(out)["这次没有报送"] == [""]
    (gone,) = [r for r in sheet(out, "复审对比") if r["情况"] == "这次没有报送"]
    assert gone["姓名"] == "林小禾"


def test_it_works_from_reviews_alone_and_with_the_same_folder(first: Path) -> None:
    for file in _all_but_lines(first / "结果一"):
        file.unlink()
    out = again(first, FIRST, "承诺书.docx")
    assert "新出现" not in states(out)
    check(first / "二", "-o", first / "结果一", "--since", first / "结果一")
    assert "新出现" not in states(first / "结果一")


def _all_but_lines(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and p.name != "reviews.jsonl")


@pytest.mark.parametrize("content", [None, "not json\n", json.dumps({"file": "a"}) + "\n"])
def test_a_folder_without_results_is_refused_with_advice(
    tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    save(tmp_path / "报送/a.docx", FIRST)
    (tmp_path / "旧").mkdir()
    if content is not None:
        (tmp_path / "旧/reviews.jsonl").write_text(content, encoding="utf-8")
    assert check(tmp_path / "报送", "--since", tmp_path / "旧") == 2
    assert "结果文件夹" in capsys.readouterr().err


def test_a_partner_that_did_not_come_again_mends_nothing(first: Path) -> None:
    # Without the ledger of the first run there is nothing to compare with any more.
    save(first / "一/别人.docx", report("林小禾", "石桥中学"))
    check(first / "一", "-o", first / "结果一")
    for file in _all_but_lines(first / "结果一"):
        file.unlink()
    save(first / "二/改.docx", report("周明远", SCHOOL))
    check(first / "二", "-o", first / "结果二", "--since", first / "结果一", "--replies")
    found = states(first / "结果二")
    assert "已改" not in found
    assert any("《别人.docx》的内容几乎完全相同" in m for m in found["没有再比"])


def test_the_partner_alone_was_mended(first: Path) -> None:
    save(first / "一/别人.docx", report("林小禾", "石桥中学"))
    check(first / "一", "-o", first / "结果一")
    save(first / "二/别人.docx", OTHER)
    save(first / "二/报告.docx", report("周明远", SCHOOL))
    check(first / "二", "-o", first / "结果二", "--since", first / "结果一")
    rows = {r["文件"]: r["情况"] for r in sheet(first / "结果二", "复审对比") if "相同" in (r["问题"] or "")}
    assert rows == {"别人.docx": "已改", "报告.docx": "另一份改了"}


OTHER = """党性分析报告
一、基本情况
林小禾，1980年3月出生，2001年入党，现任石桥中学数学教师。
二、存在的主要问题
（一）学习上，继续教育的网课是让侄子代点的，一学期没有写过一篇教学反思。
（二）工作上，晚自习常常去得晚，试卷讲评只报答案，两个差生的补课记录是补写的。
（三）服务上，住校生发烧那晚我没有陪去卫生院，第二天才打电话告诉他母亲。
（四）纪律上，校务会上接电话，教师节收过一张超市购物卡，后来才退。
（五）风气上，办公室里背后议论校长分房不公，没有当面提过一次意见。
三、原因分析
评上高级以后觉得到头了，怕得罪人，图清闲。
四、努力方向和整改措施
每周写一篇反思交教研组看；晚自习提前五分钟到；购物卡的事在支部会上说清；有意见当面提。
报告人：林小禾
2011年5月20日"""


def test_the_school_is_named_as_on_the_roster(first: Path) -> None:
    workbook(first / "名单.xlsx", [[SCHOOL, None, "林小禾", "承诺书", "2011年3月20日"]])
    check(first / "一", "-o", first / "结果一")
    out = again(first, FIRST, "承诺书.docx", "--expected", first / "名单.xlsx")
    units = {r["文件"]: r["单位"] for r in sheet(out, "复审对比")}
    assert units["承诺书.docx"] == sheet(out, "总表")[0]["单位"]
    (first / "二/承诺书.docx").unlink()
    check(first / "二", "-o", first / "结果三", "--since", out, "--expected", first / "名单.xlsx")
    (gone,) = [r for r in sheet(first / "结果三", "复审对比") if r["情况"] == "这次没有报送"]
    assert gone["单位"] == units["承诺书.docx"]


def test_a_copy_of_somebodys_earlier_paper_is_found(first: Path) -> None:
    copied = report("周明远", SCHOOL).replace("周明远", "高爱华").replace(SCHOOL, "云溪县石桥中学")
    save(first / "二/石桥中学 高爱华.docx", copied)
    save(first / "二/周明远（改）.docx", report("周明远", SCHOOL).replace("三本", "两本"))
    save(first / "三/石桥中学 高爱华.docx", copied)
    # The mended paper itself stands in for its first version, and is no copy of that.
    check(first / "二", "-o", first / "结果二", "--since", first / "结果一")
    found = {
        f: [x["message"] for x in r["findings"] if x["rule"].startswith("similar")]
        for f, r in lines(first / "结果二").items()
    }
    assert "与其他单位的《周明远（改）.docx》" in found["石桥中学 高爱华.docx"][0]
    assert "上次报送的" not in str(found)
    check(first / "三", "-o", first / "结果三", "--since", first / "结果一", "--replies")
    (paper,) = lines(first / "结果三").values()
    assert paper["status"] == "revise"
    assert any(
        "与其他单位上次报送的《报告.docx》的内容几乎完全相同" in x["message"] for x in paper["findings"]
    )
    (path,) = (first / "结果三/反馈意见").iterdir()
    assert not any("报告.docx" in p.text for p in docx.Document(str(path)).paragraphs)


def test_ones_own_earlier_paper_is_no_copy(first: Path) -> None:
    # Renamed, and signed for the first time or not at all: it may be his own.
    plain = report("周明远", SCHOOL)
    for text in (
        plain.replace("三本", "两本"),
        plain.replace("报告人：周明远\n", ""),
        plain.replace("周明远", ""),
    ):
        save(first / "二/改好的.docx", text)
        check(first / "二", "-o", first / "结果二", "--since", first / "结果一")
        (paper,) = lines(first / "结果二").values()
        assert not [x for x in paper["findings"] if x["rule"].startswith("similar")]


def test_unchanged_text_beside_an_earlier_paper_is_still_open(first: Path) -> None:
    save(first / "一/别人.docx", report("林小禾", "云溪县石桥中学"))
    check(first / "一", "-o", first / "结果一")
    save(first / "二/改.docx", report("周明远", SCHOOL))
    check(first / "二", "-o", first / "结果二", "--since", first / "结果一")
    found = states(first / "结果二")
    assert "已改" not in found and "没有再比" not in found
    assert any("上次报送的《别人.docx》" in m for m in found["仍有"])


def test_an_earlier_paper_of_perhaps_the_same_person_is_not_compared(first: Path) -> None:
    # Two drafts before, one now: the other was not compared, so nothing is said to be mended.
    save(first / "一/报告二.docx", report("周明远", SCHOOL).replace("三本", "两本"))
    check(first / "一", "-o", first / "结果一")
    save(first / "二/报告.docx", report("周明远", SCHOOL).replace("三本", "四本"))
    check(first / "二", "-o", first / "结果二", "--since", first / "结果一")
    found = states(first / "结果二")
    assert "已改" not in found and any("报送了两稿" in m for m in found["没有再比"])


def test_a_group_that_all_came_again_is_mended_however_large_it_was() -> None:
    files = [f"{n}.docx" for n in range(12)]

    def alike(file: str, others: tuple[str, ...]) -> Review:
        # The words name nine of them; what is known of all goes by the list, not by the words.
        told = Finding("similar.same", "error", f"与《{files[0]}》的内容几乎完全相同。", others=others)
        return Review(
            file, file, "revise", kind="letter", author=file[:-5], organization=SCHOOL, findings=(told,)
        )

    before = Earlier(alike(f, tuple(o for o in files if o != f)) for f in files)
    after = [Review(f, f"新{f}", "pass", kind="letter", author=f[:-5], organization=SCHOOL) for f in files]
    assert since_of(before, after, again=files).counts["fixed"] == 12
    one_less = since_of(before, after, again=files[:-1])
    assert (one_less.counts["fixed"], one_less.counts["unsure"]) == (1, 11), (
        "it may be like the one that did not"
    )
    untold = Earlier(alike(f, ()) for f in files)
    assert since_of(untold, after, again=files).counts["unsure"] == 12


def test_the_lines_list_whom_a_paper_is_like_and_the_copies_do_not(first: Path) -> None:
    save(first / "一/别人.docx", report("林小禾", "石桥中学"))
    check(first / "一", "-o", first / "结果一")
    found = {f: r["findings"] for f, r in lines(first / "结果一").items()}
    assert [x["others"] for x in found["报告.docx"] if "others" in x] == [["别人.docx"]]
    assert not [x for x in found["承诺书.docx"] if "others" in x]
    check(first / "一", "-o", first / "遮盖", "--redact")
    masked = [x["others"] for r in lines(first / "遮盖").values() for x in r["findings"] if "others" in x]
    assert {name for (name,) in masked} <= set(lines(first / "遮盖"))


def test_papers_and_findings_are_counted_on_lines_of_their_own(
    first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(first / "二/另一人.docx", FIRST.replace("林小禾", "周明远"))
    again(first, FIRST, "承诺书.docx")
    shown = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(shown) if line.startswith("与上次相比："))
    assert shown[at].endswith("处。") and shown[at + 1] == "文件：第一次报送 1 份。"
