"""A waiver accepts one finding, says who and until when, and is told of; a broken list is explained by row."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.bureau import Bureau
from checker.cli import main
from checker.evaluate import document_of
from checker.examples import Example, Examples
from checker.findings import Review
from checker.judging import review_document
from checker.profile import read_profile
from checker.rulebook import rulebook
from checker.waiverlist import WaiverError, find_waivers, read_waivers
from checker.waivers import Waivers
from corpus import load_standard

TODAY = datetime.date(2026, 11, 22)
HEAD = ["文件", "问题", "原句", "理由", "批准人", "有效期至"]
LETTER = (
    "承诺书\n我叫林小禾，是石桥镇中心小学教师，现郑重承诺如下：\n一、每周自学两小时政治理论，写好读书笔记。\n"
    "二、认真备好每一节课，每学期上两节公开课。\n三、每学期家访二十户，帮扶两名学困生。\n"
    "四、不迟到早退，不收家长红包，不搞有偿补课。\n五、不体罚学生，不搬弄是非，看见歪风当面批评。\n承诺人：林小禾\n2011年3月1日"
)
NO_DATE = LETTER.replace("\n2011年3月1日", "")
OTHER = (
    "公开承诺书\n我是枫林小学后勤人员周明远，向全校师生公开承诺：\n一、每月看完一本党员学习资料，记三页笔记。\n"
    "二、食堂采购天天对账，蒸饭车坏了当天报修。\n三、给住校的十二个孩子缝补被褥，夜里查铺两次。\n"
    "四、采购不吃回扣，请假先写条子。\n五、不在孩子面前说粗话，见人占公家便宜就当面讲。\n承诺人：周明远"
)
SPUN = LETTER.replace("帮扶两名学困生", "帮扶两名学困生，带头效劳群众")


def sheet(path: Path, *rows: list[Any], head: list[Any] | None = None) -> Path:
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in (head or HEAD, *rows):
        page.append(row)
        for cell in page[page.max_row]:  # a formula-like name is text that a person typed
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(path)
    return path


def waivers(path: Path) -> Waivers:
    return read_waivers([path], TODAY, rulebook())


def review(text: str, file: str = "甲/林小禾.txt") -> Review:
    return review_document(document_of(text), file, load_standard())


def test_a_waived_error_becomes_a_remark_with_its_reason_and_the_paper_passes(tmp_path: Path) -> None:
    before = review(NO_DATE)
    assert [f.rule for f in before.findings if f.severity == "error"] == ["date.missing"]
    path = sheet(
        tmp_path / "审查豁免.xlsx",
        ["甲/林小禾.txt", "date.missing", "", "日期在封面上", "王局长", "2026-12-31"],
    )
    after = waivers(path).apply(before)
    found = next(f for f in after.findings if f.rule == "date.missing")
    assert found.severity == "info"
    assert "日期在封面上" in found.message and "王局长" in found.message and "2026-12-31" in found.message
    assert waivers(path).apply(after) == after


def test_other_files_and_other_findings_stay_as_they_are(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "审查豁免.xlsx", ["甲/林小禾.txt", "date.missing", "", "理由", "王局长", "2026-12-31"]
    )
    for other in (review(NO_DATE, "乙/林小禾.txt"), review(SPUN)):
        assert waivers(path).apply(other) == other


@pytest.mark.parametrize("file", ["林小禾.txt", "甲/林小禾.txt", "甲\\林小禾.txt", "./甲/林小禾.txt"])
def test_a_file_may_be_named_by_its_path_or_its_name(tmp_path: Path, file: str) -> None:
    path = sheet(tmp_path / "审查豁免.xlsx", [file, "date.missing", "", "理由", "王局长", "2026-12-31"])
    assert waivers(path).apply(review(NO_DATE)) != review(NO_DATE)


@pytest.mark.parametrize("problem", ["用词", "spun.word", "spun", "message"])
@pytest.mark.parametrize("quote", ["效劳", "三、每学期家访二十户，帮扶两名学困生，带头效劳群众。"])
def test_the_problem_may_be_a_rule_a_family_or_the_message_itself(
    tmp_path: Path, problem: str, quote: str
) -> None:
    before = review(SPUN)
    found = next(f for f in before.findings if f.rule == "spun.word")
    words = found.message if problem == "message" else problem
    path = sheet(
        tmp_path / "审查豁免.xlsx",
        ["林小禾.txt", words, quote, "引文如此", "王局长", datetime.date(2026, 12, 31)],
    )
    after = waivers(path).apply(before)
    assert [f.severity for f in after.findings if f.rule == "spun.word"] == ["info"]


def test_a_family_without_a_quote_does_not_waive_findings_that_have_a_place(tmp_path: Path) -> None:
    path = sheet(tmp_path / "审查豁免.xlsx", ["林小禾.txt", "用词", "", "图省事", "王局长", "2026-12-31"])
    assert waivers(path).apply(review(SPUN)) == review(SPUN)


@pytest.mark.parametrize(
    ("text", "quote", "state"),
    [
        (SPUN, "", "没有写原句，这类问题还有1处"),
        (SPUN, "广阔党员", "这类问题还有1处，都不是这一句"),
        (LETTER, "效劳", "问题已经改好，可以删去"),
    ],
)
def test_a_row_that_meets_nothing_is_told_why(tmp_path: Path, text: str, quote: str, state: str) -> None:
    path = sheet(tmp_path / "审查豁免.xlsx", ["林小禾.txt", "用词", quote, "图省事", "王局长", "2026-12-31"])
    bureau = Bureau(waivers=waivers(path))
    (table,) = bureau.tables([bureau.apply(review(text))])
    assert state in str(table.rows[0][-1].value)


def _state(tmp_path: Path, text: str, row: list[str], bureau: Bureau) -> str:
    """What 豁免和设置 says of a waiver of a paper, reviewed by what the bureau settled."""
    path = sheet(tmp_path / "审查豁免.xlsx", ["林小禾.txt", *row, "王局长", "2026-12-31"])
    bureau = dataclasses.replace(bureau, waivers=waivers(path))
    done = review_document(document_of(text), "甲/林小禾.txt", load_standard(), bureau=bureau)
    (table,) = (t for t in bureau.tables([done]) if t.title == "豁免和设置")
    return str(table.rows[0][-1].value)


def test_a_fault_that_the_profile_does_not_ask_for_is_not_mended(tmp_path: Path) -> None:
    profile = tmp_path / "本局.yaml"
    profile.write_text("名称: 云溪县教育局\n规则:\n  日期: 不查\n", encoding="utf-8")
    off = Bureau(profile=read_profile(profile, rulebook()))
    words = next(f.message for f in review(NO_DATE).findings if f.rule == "date.missing")
    for problem in ("日期", "date.missing"):
        said = _state(tmp_path, NO_DATE, [problem, "", "封面上有"], off)
        assert "本局设置不查这一类" in said and "先不要删" in said and "改好，可以删去" not in said
    said = _state(tmp_path, NO_DATE, [words, "", "封面上有"], off)
    assert "可能就有这一处" in said and "改好，可以删去" not in said
    # Of a rule that is asked for, or where nothing was passed over, it is mended.
    assert "问题已经改好，可以删去" in _state(tmp_path, NO_DATE, ["落款", "", "封面上有"], off)
    assert "问题已经改好，可以删去" in _state(tmp_path, LETTER, ["日期", "", "封面上有"], off)


def test_a_fault_that_an_example_took_away_is_not_mended(tmp_path: Path) -> None:
    own = "五、哪个拿我的学生取笑，我头一个站出来。"
    text = LETTER.replace("五、不体罚学生，不搬弄是非，看见歪风当面批评。", own)
    row = ["没有找到写“带头弘扬正气”的内容", "", "看过了"]
    example = Example(load_standard().id, "righteous", own, "covered")
    said = _state(tmp_path, text, row, Bureau(examples=Examples.of([example])))
    assert "本局范例改了“带头弘扬正气”的判定" in said and "先不要删" in said
    said = _state(tmp_path, text, ["要素", "", "看过了"], Bureau(examples=Examples.of([example])))
    assert "本局范例改了“带头弘扬正气”的判定" in said
    # An example of another element, or of a sentence that is not in the paper, changed nothing.
    for element, words in (("study", own), ("righteous", "每年给五保户送一次煤。")):
        other = Examples.of([Example(load_standard().id, element, words, "covered")])
        assert "本局范例改了" not in _state(tmp_path, LETTER, row, Bureau(examples=other))


def test_another_quote_does_not_match(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "审查豁免.xlsx", ["林小禾.txt", "用词", "广阔党员", "理由", "王局长", "2026-12-31"]
    )
    assert waivers(path).apply(review(SPUN)) == review(SPUN)


def test_an_expired_waiver_holds_no_longer_and_the_finding_says_so(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "审查豁免.xlsx", ["林小禾.txt", "date.missing", "", "理由", "王局长", "2026-11-21"]
    )
    after = waivers(path).apply(review(NO_DATE))
    found = next(f for f in after.findings if f.rule == "date.missing")
    assert found.severity == "error" and "2026-11-21到期" in found.message
    assert waivers(path).apply(after) == after
    path = sheet(
        tmp_path / "审查豁免.xlsx", ["林小禾.txt", "date.missing", "", "理由", "王局长", "2026-11-22"]
    )
    assert (
        next(f for f in waivers(path).apply(review(NO_DATE)).findings if f.rule == "date.missing").severity
        == "info"
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["", "date.missing", "", "理由", "王局长", "2026-12-31"], "没有写“文件”"),
        (["a.docx", "date.missing", "", "", "王局长", "2026-12-31"], "没有写“理由”"),
        (["a.docx", "date.missing", "", "理由", "", "2026-12-31"], "没有写“批准人”"),
        (["a.docx", "date.missing", "", "理由", "王局长", ""], "没有写“有效期至”"),
        (["a.docx", "date.missing", "", "理由", "王局长", "长期"], "不是日期"),
        (["a.docx", "date.missing", "", "理由", "王局长", "2026-02-30"], "不是日期"),
        (["a.docx", "file.damaged", "", "理由", "王局长", "2026-12-31"], "不能豁免"),
        (
            ["a.docx", "seciton.missing", "", "理由", "王局长", "2026-12-31"],
            "没有规则“seciton.missing”。改法：是不是：sections.missing",
        ),
        (["a.docx", "缺少部份", "", "理由", "王局长", "2026-12-31"], "是不是：缺少部分"),
        (["a.docx", "随便", "", "理由", "王局长", "2026-12-31"], "认不出"),
    ],
)
def test_a_broken_row_is_named_with_what_to_do(tmp_path: Path, row: list[object], words: str) -> None:
    good: list[object] = ["a.docx", "date.missing", "", "理由", "王局长", "2026-12-31"]
    path = sheet(tmp_path / "审查豁免.xlsx", good, row)
    with pytest.raises(WaiverError) as caught:
        waivers(path)
    assert (
        "审查豁免.xlsx 第3行" in str(caught.value)
        and words in str(caught.value)
        and "改法" in str(caught.value)
    )


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = sheet(tmp_path / "审查豁免.xlsx", ["a", "b", "c"], head=["文件", "问题", "理由"])
    with pytest.raises(WaiverError, match="批准人”“有效期至"):
        waivers(path)


YAML = """- 文件: 甲/林小禾.txt
  规则: date.missing
  理由: 日期在封面上
  批准人: 王局长
  有效期至: 2026-12-31
"""


def test_a_yaml_list_does_the_same(tmp_path: Path) -> None:
    path = tmp_path / "审查豁免.yaml"
    path.write_text(YAML, encoding="utf-8")
    after = waivers(path).apply(review(NO_DATE))
    assert next(f for f in after.findings if f.rule == "date.missing").severity == "info"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  理由: 日期在封面上\n", "", 1, "没有写“理由”"),
        ("理由: 日期在封面上", "理由: ''", 3, "没有写“理由”"),
        ("理由: 日期在封面上", "理由: [日期, 在封面上]", 3, "“理由”下面又分了几项"),
        ("有效期至: 2026-12-31", "有效期至: 长期", 5, "不是日期"),
        ("  规则:", "  规律:", 2, "不认识的项“规律”"),
        ("- 文件", "文件", 1, "前面少了“- ”"),
        ("甲/林小禾.txt", "[甲", 1, "“文件”后面的文字读不出"),
    ],
)
def test_a_broken_yaml_list_names_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    path = tmp_path / "审查豁免.yaml"
    path.write_text(YAML.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WaiverError) as caught:
        waivers(path)
    assert f"审查豁免.yaml 第{line}行" in str(caught.value)
    assert words in str(caught.value) and "改法" in str(caught.value)


def test_everything_that_is_wrong_in_all_lists_is_told_at_once_a_line_each(tmp_path: Path) -> None:
    good = ["a.docx", "date.missing", "", "理由", "王局长", "2026-12-31"]
    one = sheet(
        tmp_path / "审查豁免.xlsx",
        ["", "date.missing", "", "理由", "", "长期"],
        good,
        ["a.docx", "随便", "", "理由", "王局长", "2026-12-31"],
    )
    two = tmp_path / "审查豁免.yaml"
    two.write_text(
        YAML.replace("  规则", "  规律") + "- 只有一句\n" + YAML.replace("2026", "每"), encoding="utf-8"
    )
    with pytest.raises(WaiverError) as caught:
        read_waivers([one, two], TODAY, rulebook())
    first, *lines = str(caught.value).split("\n")
    assert first == "豁免清单有 6 处写得不对："
    assert [line.partition("。")[0] for line in lines] == [
        "审查豁免.xlsx 第2行：没有写“文件”“批准人”",
        "审查豁免.xlsx 第2行：有效期至“长期”不是日期",
        "审查豁免.xlsx 第4行：“问题”写的“随便”认不出",
        "审查豁免.yaml 第2行：不认识的项“规律”",
        "审查豁免.yaml 第6行：不是“键: 值”的形式",
        "审查豁免.yaml 第11行：有效期至“每-12-31”不是日期",
    ]
    assert all("。改法：" in line for line in lines)


def test_a_list_that_is_broken_in_several_entries_is_told_of_at_once(tmp_path: Path) -> None:
    path = tmp_path / "审查豁免.yaml"
    entries = (
        YAML.replace("在封面上", "在封面: 上").replace("2026", "每"),
        YAML,
        YAML.replace("  理由: ", "  理由：").replace("date.missing", "随便"),
        YAML.replace("批准人: 王局长", "批准人: '王局长"),
    )
    path.write_text("".join(entries), encoding="utf-8")
    with pytest.raises(WaiverError) as caught:
        waivers(path)
    first, *lines = str(caught.value).split("\n")
    assert first == "豁免清单有 5 处写得不对："
    assert [line.partition("。")[0].removeprefix("审查豁免.yaml ") for line in lines] == [
        "第3行：“理由”后面的文字读不出",
        "第5行：有效期至“每-12-31”不是日期",
        "第13行：“理由”后面的冒号是中文的",
        "第12行：“问题”写的“随便”认不出",
        "第19行：“批准人”后面的文字读不出",
    ]
    assert all("。改法：" in line for line in lines)


def test_very_many_mistakes_are_counted(tmp_path: Path) -> None:
    path = sheet(tmp_path / "审查豁免.xlsx", *[["a.docx"]] * 70)
    with pytest.raises(WaiverError) as caught:
        waivers(path)
    lines = str(caught.value).split("\n")
    assert lines[0] == "豁免清单有 70 处写得不对：" and lines[-1] == "……共 70 处。" and len(lines) == 52


def test_the_screen_has_a_line_for_each_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(NO_DATE, encoding="utf-8")
    sheet(tmp_path / "审查豁免.xlsx", ["a.txt\n错误：假的一行", "随\n便", "", "", "王局长", "长期"])
    for command in ("check", "watch"):
        arguments = [command, str(tmp_path), "-o", str(tmp_path / "结果")]
        assert main([*arguments, "--once"] if command == "watch" else arguments) == 2
        told = capsys.readouterr().err.strip().split("\n")
        assert told[0] == "错误：豁免清单有 3 处写得不对："
        assert [line.partition("：")[0] for line in told[1:]] == ["审查豁免.xlsx 第2行"] * 3


def test_only_the_uppermost_folder_counts_so_that_no_school_waives_for_itself(tmp_path: Path) -> None:
    (tmp_path / "石桥小学").mkdir()
    sheet(tmp_path / "石桥小学" / "审查豁免.xlsx")
    assert find_waivers([tmp_path]) == []
    mine = sheet(tmp_path / "审查豁免.xlsx")
    assert find_waivers([tmp_path]) == [mine.resolve()]


def test_check_picks_the_list_up_and_the_workbook_tells_who_and_what_expired(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "报送", tmp_path / "结果"
    (folder / "甲").mkdir(parents=True)
    (folder / "甲" / "林小禾.txt").write_text(NO_DATE, encoding="utf-8")
    (folder / "甲" / "周明远.txt").write_text(OTHER, encoding="utf-8")
    assert main(["check", str(folder), "-o", str(out), "--format", "json"]) == 1
    capsys.readouterr()
    sheet(
        folder / "审查豁免.xlsx",
        ["甲/林小禾.txt", "date.missing", "", "日期在封面上", "王局长", "2099-12-31"],
        ["甲/周明远.txt", "date.missing", "", "同上", "=王局长", "2020-01-01"],
        ["丙.docx", "date.missing", "", "同上", "王局长", "2099-12-31"],
    )
    assert main(["check", str(folder), "-o", str(out), "--format", "json"]) == 1
    captured = capsys.readouterr()
    told = {r["file"]: r for r in json.loads(captured.out)}
    assert told["甲/林小禾.txt"]["status"] == "pass" and told["甲/周明远.txt"]["status"] == "revise"
    assert "豁免3条，用上1条，到期而问题仍在1条，没有对上或已不需要1条" in captured.err
    book = openpyxl.load_workbook(out / "汇总.xlsx")
    rows = [[str(c or "") for c in row] for row in book["豁免和设置"].iter_rows(values_only=True)]
    assert rows[1][1] == "甲/林小禾.txt" and "王局长" in rows[1][5] and "用上了" in rows[1][7]
    assert "已到期，问题仍在" in rows[2][7] and "这次没有这个文件" in rows[3][7]
    assert book["豁免和设置"]["F3"].data_type == "s"
    ignored = [row[0].value for row in book["未审文件"].iter_rows(min_row=2)]
    assert "审查豁免.xlsx" in ignored
    lines = (out / "reviews.jsonl").read_text(encoding="utf-8")
    assert "日期在封面上" in lines


def test_the_same_bytes_under_another_name_are_not_waived_from_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "报送", tmp_path / "结果"
    folder.mkdir()
    (folder / "a.txt").write_text(NO_DATE, encoding="utf-8")
    (folder / "b.txt").write_text(NO_DATE, encoding="utf-8")
    sheet(folder / "审查豁免.xlsx", ["a.txt", "date.missing", "", "理由", "王局长", "2099-12-31"])
    for _ in range(2):  # the second run finds what the first remembered
        main(["check", str(folder), "-o", str(out), "--format", "json"])
        told = {r["file"]: r["status"] for r in json.loads(capsys.readouterr().out)}
        assert told == {"a.txt": "pass", "b.txt": "revise"}


def test_the_commented_copy_shows_the_waiver_and_no_error(tmp_path: Path) -> None:
    import zipfile

    import docx

    folder, out = tmp_path / "报送", tmp_path / "结果"
    folder.mkdir()
    document = docx.Document()
    for line in SPUN.split("\n"):
        document.add_paragraph(line)
    document.save(str(folder / "a.docx"))
    sheet(folder / "审查豁免.xlsx", ["a.docx", "用词", "效劳", "引用原件", "王局长", "2099-12-31"])
    main(["check", str(folder), "-o", str(out), "--format", "json"])
    copy = next(out.rglob("*.docx"))
    with zipfile.ZipFile(copy) as box:
        comments = box.read("word/comments.xml").decode("utf-8")
    assert "引用原件" in comments and "王局长" in comments


def test_a_broken_list_stops_the_run_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "报送", tmp_path / "结果"
    folder.mkdir()
    (folder / "a.txt").write_text(NO_DATE, encoding="utf-8")
    (folder / "审查豁免.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    assert main(["check", str(folder), "-o", str(out)]) == 2
    error = capsys.readouterr().err
    assert "豁免清单" in error and "Traceback" not in error
    assert not (out / "汇总.xlsx").exists()
