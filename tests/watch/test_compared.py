"""What the watcher's results say of papers that are alike (雷同), and of papers that were withdrawn (已撤回)."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from checker.cli import main
from checker.reports.links import WITHDRAWN
from checker.watch import Watcher
from checker.watch.outputs import remove_outputs, withdraw
from tests.desk.helpers import lines, report, save, sheet
from tests.watch.world import FAST, eventually, histories, letter, settled, states

NAMED = "别的单位报送的一份材料"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two schools' reports that are the same but for the name, and one of somebody's own."""
    root = tmp_path / "报送"
    save(root / "石桥/林小禾.docx", report("林小禾", "云溪县石桥镇中心小学"))
    save(root / "二中/周建平.docx", report("周建平", "云溪县第二中学"))
    letter(root / "枫林/赵大山.docx", 3)
    return root


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "结果"


def comments(out: Path, name: str) -> str:
    with zipfile.ZipFile(out / "批注" / name) as copy:
        return copy.read("word/comments.xml").decode("utf-8")


def page(out: Path, name: str) -> str:
    return (out / "审查意见" / f"{name}.html").read_text("utf-8")


ALIKE = ("石桥/林小禾.docx", "二中/周建平.docx")


def test_copies_pages_and_states_say_what_the_workbook_says(root: Path, out: Path) -> None:
    said: list[str] = []
    Watcher(root, out, FAST, log=lambda event, message, **facts: said.append(f"{event} {message}")).once()
    for name, other in (ALIKE, ALIKE[::-1]):
        assert NAMED in comments(out, name) and NAMED in page(out, name)
        assert 'w:date="2000' not in comments(out, name), "dated when it was found"
        school = other.split("/")[1].removesuffix(".docx")
        assert school not in comments(out, name), "whose paper it is, is not for the school to read"
        assert any(s.startswith(f"similar 雷同：{name}") for s in said)
    assert NAMED not in comments(out, "枫林/赵大山.docx") + page(out, "枫林/赵大山.docx")
    assert {f: r["status"] for f, r in lines(out).items()} == states(out)
    assert [states(out)[name] for name in ALIKE] == ["revise", "revise"]
    assert all(len(h) == 1 for h in histories(out).values())


def test_when_they_are_no_longer_alike_the_copies_say_so(root: Path, out: Path) -> None:
    with Watcher(root, out, FAST):
        eventually(lambda: settled(out, 3)() and (out / "汇总.xlsx").exists())
        eventually(lambda: all(NAMED in page(out, n) for n in ALIKE), why=lambda: states(out))
        save(root / "二中/周建平.docx", "承诺书\n每周家访两户困难学生。\n承诺人：周建平\n2011年3月1日")
        eventually(lambda: len(histories(out)["二中/周建平.docx"]) == 2)
        eventually(lambda: not any(NAMED in comments(out, n) for n in ALIKE))
        eventually(lambda: not any(NAMED in page(out, n) for n in ALIKE))
    assert len(histories(out)["石桥/林小禾.docx"]) == 1, "a copy written anew is no new review"


def test_check_after_watch_and_watch_after_check_write_no_copy_twice(root: Path, out: Path) -> None:
    def stamps() -> dict[Path, int]:
        return {p: p.stat().st_mtime_ns for p in (out / "批注").rglob("*.docx")}

    Watcher(root, out, FAST).once()
    before = stamps()
    main(["check", str(root), "-o", str(out), "--format", "jsonl"])
    assert stamps() == before
    Watcher(root, out, FAST).once()
    assert stamps() == before


def test_a_form_that_was_handed_out_is_nobodys_and_no_submission(root: Path, out: Path) -> None:
    form = save(root / "模板.docx", report("", ""))
    profile = root / "本局.yaml"
    profile.write_text("规则: {punctuation.halfwidth: 不查}\n", encoding="utf-8")
    asked = replace(FAST.asked, profile=profile)
    Watcher(root, out, replace(FAST, shared=(form,), asked=asked)).once()
    assert {states(out)["模板.docx"], states(out)["本局.yaml"]} == {"ignored"}
    assert not [f for r in lines(out).values() for f in r["findings"] if f["rule"].startswith("similar.")]
    assert NAMED not in comments(out, ALIKE[0])


def test_a_form_that_cannot_be_read_is_told_at_the_start(
    root: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / "空.docx").touch()
    args = ["watch", str(root), "-o", str(out), "--once", "--shared", str(root.parent / "空.docx")]
    assert main(args) == 2
    assert "错误：--shared" in capsys.readouterr().err and not out.exists()


def test_what_was_made_for_a_withdrawn_paper_is_set_aside_and_told(root: Path, out: Path) -> None:
    name = "枫林/赵大山.docx"
    with Watcher(root, out, FAST):
        eventually(settled(out, 3))
        copy = (out / "批注" / name).read_bytes()
        (root / name).rename(root.parent / "带走.docx")
        eventually(lambda: states(out)[name] == "gone")
        eventually(lambda: (out / WITHDRAWN / "批注" / name).is_file())
        eventually(lambda: name not in lines(out))
        eventually(lambda: (out / WITHDRAWN / "审查意见" / f"{name}.html").is_file())
        assert not (out / "批注" / "枫林").exists() and not (out / "审查意见" / "枫林").exists()
        assert (out / WITHDRAWN / "批注" / name).read_bytes() == copy
        eventually(lambda: _withdrawn(out) == [(name, "第 1 稿", "打开审查意见")])
        (root.parent / "带走.docx").rename(root / name)
        eventually(lambda: states(out)[name] in ("pass", "revise"))
        eventually(lambda: name in lines(out))
    assert (out / "批注" / name).is_file() and not (out / WITHDRAWN / "批注" / name).exists()
    assert len(histories(out)[name]) == 1, "the same bytes are the same version"


def _withdrawn(out: Path) -> list[tuple[str, str, str]]:
    from openpyxl import load_workbook

    if "已撤回" not in load_workbook(out / "汇总.xlsx").sheetnames:
        return []
    return [(r["文件"], r["最后审查的"], r["当时的结果"]) for r in sheet(out, "已撤回")]


def test_a_watcher_killed_before_it_set_them_aside_does_so_later(root: Path, out: Path) -> None:
    name = "枫林/赵大山.docx"
    Watcher(root, out, FAST).once()
    (root / name).unlink()
    Watcher(root, out, FAST).once()
    assert not (out / "批注" / name).exists()
    # As if it had been killed between ledger and move.
    (out / WITHDRAWN / "批注" / name).rename(_made(out / "批注" / name))
    Watcher(root, out, FAST).once()
    assert not (out / "批注" / name).exists() and (out / WITHDRAWN / "批注" / name).is_file()


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_a_copy_that_is_open_somewhere_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = _made(tmp_path / "批注/甲/a.docx")
    copy.write_bytes(b"x")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "open in Word")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        assert withdraw(tmp_path, "甲/a.docx") is False
    assert copy.exists()
    assert withdraw(tmp_path, "甲/a.docx") is True
    assert not copy.exists() and (tmp_path / WITHDRAWN / "批注/甲/a.docx").read_bytes() == b"x"


def test_a_rename_leaves_nothing_among_the_withdrawn(root: Path, out: Path) -> None:
    with Watcher(root, out, FAST):
        eventually(settled(out, 3))
        (root / "枫林").rename(root / "枫林小学")
        eventually(lambda: states(out).get("枫林小学/赵大山.docx") in ("pass", "revise"))
        eventually(lambda: "枫林小学/赵大山.docx" in lines(out))
    assert not list((out / WITHDRAWN).rglob("*.docx")) and not (out / "批注" / "枫林").exists()
    assert (out / "批注/枫林小学/赵大山.docx").is_file()


def test_a_duplicate_takes_over_though_the_watcher_was_killed_in_between(tmp_path: Path, out: Path) -> None:
    """b is the same as a; a is written anew and the program killed before a is reviewed again."""
    root = tmp_path / "报送"
    letter(root / "a.docx", 1)
    shutil.copy(root / "a.docx", root / "b.docx")
    Watcher(root, out, FAST).once()
    assert states(out)["b.docx"] == "duplicate"
    letter(root / "a.docx", 1, "又写了一句。")

    class Killed(BaseException):
        """Nothing of the program runs on."""

    def log(event: str, message: str, **facts: object) -> None:
        if event == "held":
            raise Killed

    (root / "~$a.docx").touch()  # somebody has it open
    with pytest.raises(Killed):
        Watcher(root, out, FAST, log=log).run()
    assert states(out)["a.docx"] in ("seen", "held") and states(out)["b.docx"] == "duplicate"
    (root / "~$a.docx").unlink()
    told: list[str] = []
    Watcher(root, out, FAST, lambda review: told.append(review.file)).once()
    assert {states(out)[n] for n in ("a.docx", "b.docx")} <= {"pass", "revise"}
    assert [len(histories(out)[n]) for n in ("a.docx", "b.docx")] == [2, 1]
    assert told == ["a.docx"], "b's version was reviewed and told before"


def test_a_rename_that_changes_only_the_case_costs_no_copy(tmp_path: Path) -> None:
    """On a disk where A.docx and a.docx are one file, which hard links stand for here."""
    (tmp_path / "批注").mkdir()
    (tmp_path / "批注/a.docx").write_bytes(b"x")
    (tmp_path / "批注/A.docx").hardlink_to(tmp_path / "批注/a.docx")
    (tmp_path / "批注/B.docx").write_bytes(b"y")
    remove_outputs(tmp_path, "A.docx", "a.docx")
    remove_outputs(tmp_path, "B.docx", "a.docx")
    assert sorted(p.name for p in (tmp_path / "批注").iterdir()) == ["A.docx", "a.docx"]
