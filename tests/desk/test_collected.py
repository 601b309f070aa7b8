"""A file with several people's papers (汇编) beside their own files: one paper sent twice, never a copied one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.helpers import check, lines, save, sheet
from tests.desk.rosters import MIDDLE, SCHOOL, workbook

PROMISES = {
    "林小禾": """一、每天晚上练半页粉笔字，期末办一次展示，请同组的人来评。
二、四年级的应用题按题型编成册子，错一题补一题，六月底合格率到九成。
三、河对岸六个孩子放学由我送过桥，涨水那几天一个也不让自己走。
四、家长捎来的腊肉当天退回去，退不掉的交到支部登记。
五、教研组里谁的课上砸了我当面说，不到办公室传。""",
    "周明远": """一、把《体育与健康》标准抄一遍，每月看两节录像课，写下三条能用的。
二、雨天也上体育课，室内教广播操；校运会破两项纪录。
三、器材室中午开着，哪个班要球都能借，坏了我修。
四、带队比赛的补助按票据报，多一元都退。
五、不说球打得不好的孩子笨，场上谁骂人我当场停哨。""",
    "赵大山": """一、请教电工两次，把锅炉房的图纸看懂，考一个操作证。
二、水管漏了不过夜，桌椅每个星期六查一遍。
三、冬天五点半烧水，保证住校生起床有热水洗脸。
四、买材料三家比价，发票上写明用在哪里。
五、食堂剩饭的事看见就说，不怕得罪人。""",
}


def letter(name: str, school: str = "") -> str:
    said = f"我是{school}的{name}。\n" if school else ""
    return f"公开承诺书\n{said}{PROMISES[name]}\n承诺人：{name}\n2011年3月5日"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three letters in one file, two of them by themselves too; the second names no school in its text."""
    folder = tmp_path / "报送"
    save(folder / SCHOOL / "汇编.docx", "\n".join(letter(name, SCHOOL) for name in PROMISES))
    save(folder / SCHOOL / "林小禾.docx", letter("林小禾", SCHOOL))
    (folder / SCHOOL / "周明远.txt").write_text(letter("周明远"), encoding="utf-8")
    return folder


def similar(out: Path, file: str) -> list[tuple[str, str, str]]:
    found = lines(out)[f"{SCHOOL}/{file}"]["findings"]
    return [(f["rule"], f["severity"], f["message"]) for f in found if str(f["rule"]).startswith("similar.")]


def test_ones_own_letter_and_the_same_in_the_schools_file_are_one_sent_twice(folder: Path) -> None:
    out = folder.parent / "结果"
    check(folder, "-o", out)
    for name, file in (("林小禾", "林小禾.docx"), ("周明远", "周明远.txt")):
        ((rule, severity, told),) = similar(out, file)
        assert (rule, severity) == ("similar.version", "info")
        assert told.startswith(f"与《{SCHOOL}/汇编.docx》里{name}的那一份署名相同，")
        assert "报送了两次，不用改写。请核对以哪一份为准。" in told and "改写成" not in told
    ((rule, severity, told),) = similar(out, "汇编.docx")
    assert (rule, severity) == ("similar.version", "info")
    assert told.startswith("里面") and "另外还有1份也是这样。" in told and "改写成" not in told
    whole = lines(out)[f"{SCHOOL}/汇编.docx"]
    assert whole["author"] == "", "it is not the last writer's"


def test_who_copied_a_letter_is_told_of_the_letter_and_not_of_the_file_too(folder: Path) -> None:
    """And of whose part of the file it is, where that one did not come by itself."""
    for name, other in (("林小禾", "吴青"), ("赵大山", "郑光")):
        save(folder / MIDDLE / f"{other}.docx", letter(name, MIDDLE).replace(name, other))
    out = folder.parent / "结果"
    check(folder, "-o", out)
    found = {
        file: [f["message"] for f in review["findings"] if f["rule"] in ("similar.copied", "similar.same")]
        for file, review in lines(out).items()
    }
    (one,), (two,) = found[f"{MIDDLE}/吴青.docx"], found[f"{MIDDLE}/郑光.docx"]
    assert f"《{SCHOOL}/林小禾.docx》" in one and "汇编" not in one
    assert f"其他单位的《{SCHOOL}/汇编.docx》里赵大山的那一份相同" in two
    (whole,) = found[f"{SCHOOL}/汇编.docx"]
    assert whole.startswith("里面赵大山的那一份，除去") and "吴青" not in whole
    assert not found[f"{SCHOOL}/周明远.txt"]


def test_the_letter_to_the_school_names_no_other_schools_person(folder: Path) -> None:
    from checker.findings import Finding
    from checker.resemblance import nameless

    save(folder / MIDDLE / "郑光.docx", letter("赵大山", MIDDLE).replace("赵大山", "郑光"))
    out = folder.parent / "结果"
    check(folder, "-o", out)
    for f in lines(out)[f"{MIDDLE}/郑光.docx"]["findings"]:
        if str(f["rule"]).startswith("similar."):
            told = nameless(Finding(f["rule"], f["severity"], f["message"])).message
            assert "赵大山的那一份" not in told and "与别的单位报送的一份材料相同" in told


def test_the_file_stands_on_nobodys_line(folder: Path) -> None:
    rows = [
        [SCHOOL, None, "林小禾", "承诺书"],
        [SCHOOL, None, "周明远", "承诺书"],
        [SCHOOL, None, "赵大山", "承诺书"],
        [SCHOOL, None, None, "实施方案"],
    ]
    roster = workbook(folder.parent / "名单.xlsx", rows)
    out = folder.parent / "结果"
    check(folder, "--expected", roster, "-o", out)
    found = sheet(out, "报送情况")
    states = {row["姓名"] or row["应交材料"]: row["情况"] for row in found if row["名单行"]}
    assert states == {"林小禾": "已交", "周明远": "已交", "赵大山": "未交", "实施方案": "未交"}
    (whole,) = [row for row in found if row["文件"] == f"{SCHOOL}/汇编.docx"]
    assert whole["情况"] == "认不准" and f"请看是不是：{SCHOOL} 赵大山" in whole["说明"]
    (missing,) = [row for row in found if row["姓名"] == "赵大山"]
    assert f"可能就是认不准的“{SCHOOL}/汇编.docx”" in missing["说明"]
    # When all have come by themselves, it is asked of nobody.
    save(folder / SCHOOL / "赵大山.docx", letter("赵大山"))
    check(folder, "--expected", roster, "-o", out)
    (whole,) = [row for row in sheet(out, "报送情况") if row["文件"] == f"{SCHOOL}/汇编.docx"]
    assert whole["情况"] == "名单外"
    assert "里面有几份材料（林小禾、周明远、赵大山），请一份一份分开报送" in whole["说明"]
