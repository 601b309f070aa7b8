"""The watcher's reports are those of `checker check`, and it keeps to what the bureau settled."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from checker.bureau import Asked
from checker.cli import main
from checker.names import Found
from checker.options import Options, bureaus_own, set_aside
from checker.watch import Settings, Waits, Watcher
from corpus import StandardError
from tests.docx_builder import Docx
from tests.watch.world import FAST, eventually, letter, settled


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "报送"
    for n in range(4):
        letter(root / "东河小学" / f"{n}.docx", n, "我要效劳群众,不做表面文章。")
    letter(root / "西岭中心校" / "a.docx", 50)
    shutil.copy(root / "西岭中心校" / "a.docx", root / "西岭中心校" / "b.docx")
    (root / "空.docx").touch()
    (root / "Thumbs.db").touch()
    return root


def lines(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "reviews.jsonl").read_text("utf-8").splitlines()]


def severities(out: Path) -> dict[str, str]:
    """How grave the spun word is in each file."""
    found: dict[str, str] = {}
    for line in lines(out):
        for finding in line["findings"]:  # type: ignore[attr-defined]
            if finding["rule"] == "spun.word":
                found[str(line["file"])] = finding["severity"]
    return found


def test_the_reports_are_those_of_check(root: Path, tmp_path: Path) -> None:
    Watcher(root, tmp_path / "看守", Settings(waits=Waits(settle=0.3, retries=1))).once()
    assert main(["check", str(root), "-o", str(tmp_path / "审查"), "--format", "jsonl"]) == 3
    assert lines(tmp_path / "看守") == lines(tmp_path / "审查")
    for name in ("xl/workbook.xml", "[Content_Types].xml"):
        with (
            zipfile.ZipFile(tmp_path / "看守" / "汇总.xlsx") as a,
            zipfile.ZipFile(tmp_path / "审查" / "汇总.xlsx") as b,
        ):
            assert a.read(name) == b.read(name), "the same sheets"


def test_check_after_watch_reviews_nothing_again(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "结果"
    Watcher(root, out, Settings(waits=Waits(settle=0.3, retries=1))).once()
    # The first check tells the copies of papers alike what the watcher's own copies do not say yet.
    assert main(["check", str(root), "-o", str(out), "--format", "jsonl"]) == 3
    before = {p: p.stat().st_mtime_ns for p in (out / "批注").rglob("*.docx")}
    assert main(["check", str(root), "-o", str(out), "--format", "jsonl"]) == 3
    assert {p: p.stat().st_mtime_ns for p in (out / "批注").rglob("*.docx")} == before


def test_a_profile_holds_and_a_wrong_one_is_refused_at_the_start(root: Path, tmp_path: Path) -> None:
    out, profile = tmp_path / "结果", tmp_path / "本局.yaml"
    profile.write_text("规则: {标点: 随便}\n", encoding="utf-8")
    watcher = Watcher(root, out, Settings(waits=Waits(settle=0.3, retries=1), asked=Asked(profile=profile)))
    with pytest.raises(StandardError, match="第1行"):
        watcher.once()
    profile.write_text("规则: {punctuation.halfwidth: 不查}\n", encoding="utf-8")
    watcher.once()
    rules = {f["rule"] for line in lines(out) for f in line["findings"]}  # type: ignore[attr-defined]
    assert "spun.word" in rules and "punctuation.halfwidth" not in rules


def test_a_waiver_put_into_the_folder_is_taken_up(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    said: list[str] = []
    waiver = "- 文件: 东河小学/0.docx\n  规则: spun.word\n  原句: 我要效劳群众,不做表面文章。\n  理由: 引用原文\n  批准人: 李主任\n  有效期至: 2099-12-31\n"
    # 空.docx is taken as it is after one more try, as in the other tests here: not after half a minute.
    soon = replace(FAST, waits=replace(FAST.waits, retries=1))
    with Watcher(root, out, soon, log=lambda event, message, **facts: said.append(message)):
        eventually(settled(out, 7))
        (root / "审查豁免.yaml").write_text("- 乱写", encoding="utf-8")
        eventually(lambda: any("仍按原来的审查" in s for s in said))
        (root / "审查豁免.yaml").write_text(waiver, encoding="utf-8")
        eventually(lambda: any("按新的重新审查" in s for s in said), why=said)
        eventually(lambda: severities(out)["东河小学/0.docx"] == "info", why=lambda: severities(out))
        eventually(settled(out, 7))
    assert severities(out)["东河小学/1.docx"] != "info"


NOTICE = """关于召开支部大会的通知
各位党员：
经支委会研究，定于本月十五日下午四点在二楼会议室召开支部大会，讨论预备党员转正。请带上笔记本，准时到会。
因事不能参加的，请提前一天向组织委员请假。
东河小学党支部
2011年3月8日"""


def test_status_counts_as_the_screens_do(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the same names: what nobody asked for apart, and a copy of another like that."""
    Docx(*NOTICE.split("\n")).save(root / "东河小学" / "通知.docx")
    shutil.copy(root / "东河小学" / "通知.docx", root / "西岭中心校" / "通知.docx")
    told = {}
    for name in ("看守", "审查"):
        out = tmp_path / name
        if name == "看守":
            Watcher(root, out, Settings(waits=Waits(settle=0.3, retries=1))).once()
        assert main(["check", str(root), "-o", str(tmp_path / "对照")]) == 3
        if name == "审查":
            assert main(["check", str(root), "-o", str(out)]) == 3
        screen = capsys.readouterr().out
        assert main(["status", "-o", str(out)]) == 0
        told[name] = capsys.readouterr().out
        (total,) = {line for line in screen.splitlines() if line.startswith("共 ")}
        counts = dict(re.findall(r"(\S+?) (\d+) 份", total.partition("，")[2].replace("，", " ")))
        assert counts["不是应报的材料"] == "2" and sum(map(int, counts.values())) == 9
        shown = dict(re.findall(r"^  (\S+?)（(?:pass|revise|stray|unreadable)）：(\d+)", told[name], re.M))
        assert shown == counts, told[name]
        main(["status", "-o", str(out), "--json"])
        assert sum(json.loads(capsys.readouterr().out)["outcomes"].values()) == 9
    assert "与另一份相同（duplicate）：2，已经算在上面" in told["看守"] and "duplicate" not in told["审查"]


@pytest.mark.parametrize("way", ["plain", "dots", "through a link", "a link itself", "folder by a link"])
def test_a_form_is_no_submission_by_whatever_way_it_is_named(root: Path, tmp_path: Path, way: str) -> None:
    form = root / "模板.docx"
    letter(form, 60)
    folder, named = root, form
    if way == "dots":
        named = root / "东河小学" / ".." / "模板.docx"
    elif way == "through a link":
        (tmp_path / "共享").symlink_to(root)
        named = tmp_path / "共享" / "模板.docx"
    elif way == "a link itself":
        (tmp_path / "样张.docx").symlink_to(form)
        named = tmp_path / "样张.docx"
    elif way == "folder by a link":
        (tmp_path / "共享").symlink_to(root)
        folder = tmp_path / "共享"
    Watcher(folder, tmp_path / "看守", replace(FAST, shared=(named,))).once()
    main(["check", str(folder), "-o", str(tmp_path / "审查"), "--format", "jsonl", "--shared", str(named)])
    assert lines(tmp_path / "看守") == lines(tmp_path / "审查")
    files = {line["file"] for line in lines(tmp_path / "审查")}
    assert "模板.docx" not in files and "东河小学/0.docx" in files


def test_a_paper_of_the_same_name_elsewhere_is_a_submission(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "西岭中心校" / "a.docx", tmp_path / "a.docx")
    args = ["check", str(root), "-o", str(tmp_path / "审查"), "--shared", str(tmp_path / "a.docx")]
    main([*args, "--format", "jsonl"])
    assert "西岭中心校/a.docx" in {line["file"] for line in lines(tmp_path / "审查")}


@pytest.mark.parametrize("option", ["--expected", "--corrections", "--profile", "--waivers", "--examples"])
def test_a_list_among_the_submissions_is_set_aside(root: Path, option: str) -> None:
    named = root / "东河小学" / ".." / "一.xlsx"
    found = Found(root / "一.xlsx", "一.xlsx")
    fields = {option[2:]: named}
    asked = {"asked": Asked(**fields)} if option in ("--profile", "--waivers", "--examples") else fields
    assert set_aside(found, bureaus_own(Options(**asked))).ignored.endswith("不是报送材料")  # type: ignore[arg-type]
    assert not set_aside(Found(root / "二.xlsx", "二.xlsx"), bureaus_own(Options(**asked))).ignored  # type: ignore[arg-type]
