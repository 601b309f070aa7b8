"""A bureau's profile switches rules off and weighs others; what was passed over is said; mistakes name their line."""

from __future__ import annotations

import dataclasses
import json
import pickle
import re
from pathlib import Path

import openpyxl
import pytest

from checker.cli import main
from checker.evaluate import document_of
from checker.findings import Review
from checker.judging import review_document
from checker.limits import DEFAULT, NAMES, Limits
from checker.profile import OFF_RULE, Profile, ProfileError, read_profile
from checker.rulebook import rulebook
from corpus import StandardError, load_standard
from tests.test_waivers import NO_DATE, SPUN

GOOD = "名称: 云溪县教育局\n规则:\n  用词: 不查\n  date.missing: 请留意\n"


def profile(tmp_path: Path, text: str) -> Profile:
    path = tmp_path / "本局.yaml"
    path.write_text(text, encoding="utf-8")
    return read_profile(path, rulebook())


def review(text: str) -> Review:
    return review_document(document_of(text), "a.txt", load_standard())


def test_a_family_switched_off_is_left_out_and_the_review_says_how_much(tmp_path: Path) -> None:
    after = profile(tmp_path, GOOD).apply(review(SPUN), rulebook())
    assert not [f for f in after.findings if f.family == "spun"]
    note = next(f for f in after.findings if f.rule == OFF_RULE)
    assert "云溪县教育局" in note.message and "spun.word" in note.message and "1处" in note.message
    assert profile(tmp_path, GOOD).apply(after, rulebook()) == after


def test_nothing_is_said_where_nothing_was_passed_over(tmp_path: Path) -> None:
    before = review(NO_DATE)
    after = profile(tmp_path, "规则: {spun: 不查}\n").apply(before, rulebook())
    assert after == before


def test_a_severity_is_the_bureaus_own(tmp_path: Path) -> None:
    after = profile(tmp_path, GOOD).apply(review(NO_DATE), rulebook())
    assert [f.severity for f in after.findings if f.rule == "date.missing"] == ["info"]


def test_what_is_said_of_a_rule_outweighs_what_is_said_of_its_family(tmp_path: Path) -> None:
    for text in (
        "规则:\n  日期: 不查\n  date.missing: 建议改\n",
        "规则:\n  date.missing: 建议改\n  日期: 不查\n",
    ):
        got = profile(tmp_path, text)
        assert "date.missing" not in got.off and got.severities["date.missing"] == "warning"
        assert "date.impossible" in got.off


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace("不查", "不要"), 3, "不认识"),
        (GOOD.replace("用词", "用字"), 3, "没有规则“用字”"),
        (GOOD.replace("date.missing", "date.mising"), 4, "date.missing"),
        (GOOD.replace("用词", "文件"), 3, "读文件时的说明"),
        (GOOD.replace("用词", "file.comments"), 3, "读文件时的说明"),
        (GOOD.replace("规则:", "规责:"), 2, "不认识的项“规责”"),
        ("规则: [标点]\n", 1, "每行写"),
        ("- 标点\n", 1, "键: 值"),
        (GOOD.replace("用词: 不查", "用词: 不查\n  用词: 查"), 4, "两次"),
        ("规则: {标点: *a}\n", 1, "引用"),
        ("上限:\n  秒: 60\n", 2, "没有上限“秒”"),
        ("上限:\n  秒数: 0\n", 2, "整数"),
        ("上限:\n  秒数: 六十\n", 2, "整数"),
        ("上限:\n  文件大小（MB）: 100MB\n", 2, "不写单位"),
        ("上限: 大\n", 1, "每行写"),
        ("", 1, "空的"),
    ],
)
def test_a_broken_profile_names_line_and_fix(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(StandardError) as caught:
        profile(tmp_path, text)
    message = str(caught.value)
    assert f"本局.yaml 第{line}行" in message and words in message and "改法" in message


def test_check_takes_a_profile_and_the_workbook_lists_what_it_settles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out, path = tmp_path / "报送", tmp_path / "结果", tmp_path / "本局.yaml"
    folder.mkdir()
    (folder / "a.txt").write_text(NO_DATE, encoding="utf-8")
    path.write_text(GOOD, encoding="utf-8")
    assert main(["check", str(folder), "-o", str(out), "--format", "json"]) == 1
    capsys.readouterr()
    assert main(["check", str(folder), "-o", str(out), "--format", "json", "--profile", str(path)]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)[0]["status"] == "pass"
    assert "规则设置2项" in captured.err
    cells = [
        c
        for row in openpyxl.load_workbook(out / "汇总.xlsx")["豁免和设置"].iter_rows(values_only=True)
        for c in row
    ]
    assert "云溪县教育局" in cells and "不查" in cells and "请留意" in cells
    assert (
        main(["check", str(folder), "-o", str(out), "--format", "json"]) == 1
    )  # without it all is as before


def test_the_rules_are_listed_under_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    shown = capsys.readouterr().out
    for rule in rulebook().titles:
        assert rule in shown
    assert "规定" in shown and "--layout" in shown


def test_the_profile_in_the_documentation_loads(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "waivers.md").read_text(encoding="utf-8")
    shown = profile(tmp_path, page.split("```yaml\n")[1].split("```")[0])
    assert shown.layout and "punctuation.halfwidth" in shown.off


def test_a_broken_profile_is_one_chinese_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(NO_DATE, encoding="utf-8")
    (tmp_path / "本局.yaml").write_text("规则: {标点: 随便}\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "a.txt"), "--profile", str(tmp_path / "本局.yaml")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("错误：本局.yaml 第1行") and "Traceback" not in error


def test_all_mistakes_of_a_profile_are_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(NO_DATE, encoding="utf-8")
    path = tmp_path / "本局.yaml"
    path.write_text(
        "名称: x\n规则:\n  标点符: 不查\n  signature.misssing: 必须改\n  日期: 别查\n上限:\n  秒数: 六十\n备注: y\n",
        encoding="utf-8",
    )
    assert main(["check", str(tmp_path / "a.txt"), "--profile", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "错误：本局设置有 5 处写得不对："
    told = [
        ("3", "是不是：标点"),
        ("4", "是不是：signature.missing"),
        ("5", "做法“别查”"),
        ("7", "整数"),
        ("8", "备注"),
    ]
    for (line, words), said in zip(told, lines[1:], strict=False):
        assert said.startswith(f"本局.yaml 第{line}行") and words in said
    with pytest.raises(ProfileError) as caught:
        profile(tmp_path, path.read_text(encoding="utf-8"))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "名称: 县局\n规则：\n  标点：请留意\n\t日期: 不查\n   用词:不查\n  date.mising: 查\n上限\n  秒数: 六十\n",
            ["2行：“规则”后面的冒号", "3行：“标点”后面的冒号", "4行：“日期”前面的空白", "5行：“用词”没有与", "5行：“用词”的冒号后面",
             "6行：没有规则“date.mising”", "7行：“上限”后面没有冒号", "8行：“秒数”写的是“六十”"],
        ),
        (
            "名称：县局\n规则:\n标点: 请留意\n  日期: '不查\n  用词 请留意\n",
            ["1行：“名称”后面的冒号", "3行：“标点”没有缩进", "4行：“日期”后面的引号", "5行：这一行不是"],
        ),
        (
            "规则:\n  标点: 请留意\n  标点: 不查\n  日期:\n  用字: 不查\n",
            ["3行：“标点”写了两次", "4行：“日期”应当是", "5行：没有规则“用字”"],
        ),
        ("规则:\n  标点: [不查]\n  日期: 随便\n", ["2行：“标点”应当是", "3行：“日期”的做法“随便”"]),
    ],
)  # fmt: skip
def test_all_that_is_typed_wrong_is_told_at_once(tmp_path: Path, text: str, told: list[str]) -> None:
    """A YAML parser would stop at the first."""
    with pytest.raises(ProfileError) as caught:
        profile(tmp_path, text)
    head, *lines = caught.value.lines
    assert head == f"本局设置有 {len(told)} 处写得不对："
    for words, line in zip(told, lines, strict=True):
        assert line.startswith(f"本局.yaml 第{words}") and "改法" in line


def test_a_profile_in_braces_and_with_free_words_is_read(tmp_path: Path) -> None:
    got = profile(
        tmp_path,
        "说明: |\n  随便写：一句。\n第二句: 也行\n".replace("\n第", "\n  第")
        + "规则: {标点: 不查,\n  日期: 查}\n",
    )
    assert "punctuation.halfwidth" in got.off and "date.missing" not in got.off
    with pytest.raises(StandardError, match="第2行：“日期”的做法“随便”"):
        profile(tmp_path, "规则: {标点: 不查,\n  日期: 随便\n}\n")


def test_every_bound_can_be_changed_and_is_told_of_with_its_reason(tmp_path: Path) -> None:
    lines = [f"  {name}: 7\n" for name in NAMES]
    made = profile(tmp_path, "上限:\n" + "".join(lines))
    for name, (key, unit) in NAMES.items():
        assert getattr(made.limits, key) == 7 * unit, name
    assert len(made.said) == len(NAMES)
    assert {key for key, _ in NAMES.values()} == {f.name for f in dataclasses.fields(Limits)}
    assert profile(tmp_path, GOOD).limits == DEFAULT
    page = (Path(__file__).parents[1] / "docs" / "security.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\S+) \| ([\d,]+) \| [^|]{10,} \|$", page, re.M))
    shown = {name: int(number.replace(",", "")) for name, number in rows.items() if name in NAMES}
    assert shown == {name: int(getattr(DEFAULT, key) / unit) for name, (key, unit) in NAMES.items()}


def test_check_keeps_the_bureaus_bounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(NO_DATE, encoding="utf-8")
    (tmp_path / "本局.yaml").write_text("上限:\n  字数: 20\n", encoding="utf-8")
    asked = ["check", str(tmp_path / "a.txt"), "--format", "json"]
    assert main([*asked, "--profile", str(tmp_path / "本局.yaml")]) == 3
    assert "20" in json.loads(capsys.readouterr().out)[0]["reason"]
    assert main(asked) == 1
