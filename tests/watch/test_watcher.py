"""The watcher on a real folder, with real worker processes."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from checker.cli import main
from checker.findings import Review
from checker.ledger import LEDGER_NAME, Ledger
from checker.watch import Settings, Watcher
from checker.watch.states import Waits
from tests.watch.sequences import DOC, PROGRAMS, perform
from tests.watch.world import FAST, eventually, histories, leftovers, letter, progress, settled, states


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "结果"


POLL = replace(FAST, poll=True)


@pytest.mark.parametrize("settings", [FAST, POLL], ids=["events", "poll"])
def test_a_file_put_in_is_reviewed_and_left_as_it_is(root: Path, out: Path, settings: Settings) -> None:
    letter(root / "东河小学" / "早.docx", 1)
    before = (root / "东河小学" / "早.docx").stat()
    told: list[Review] = []
    with Watcher(root, out, settings, told.append):
        eventually(settled(out, 1))
        letter(root / "新来的学校" / "里面" / "晚.docx", 2)
        eventually(settled(out, 2), why=lambda: states(out))
        eventually(lambda: (out / "汇总.xlsx").is_file() and (out / "report.html").is_file())
        eventually(lambda: "晚.docx" in (out / "reviews.jsonl").read_text("utf-8"))
    assert [r.file for r in told] == ["东河小学/早.docx", "新来的学校/里面/晚.docx"]
    for name in ("东河小学/早.docx", "新来的学校/里面/晚.docx"):
        assert (out / "批注" / name).is_file()
        assert "家访" in (out / "审查意见" / f"{name}.html").read_text("utf-8")
    after = (root / "东河小学" / "早.docx").stat()
    assert (after.st_mtime_ns, after.st_size, after.st_ino) == (
        before.st_mtime_ns,
        before.st_size,
        before.st_ino,
    )
    assert leftovers(out) == [] and [p.name for p in root.iterdir()] and leftovers(root) == []


class Real:
    """A folder on which recorded operations are performed; contents become documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: str) -> None:
        if content in ("lock", "", "part of it", "second"):
            (self.folder / name).write_text(content, encoding="utf-8")
        else:
            letter(self.folder / "准备" / "x.docx", len(content), content)
            # Truncated and written again in place, as WPS does, not renamed in.
            (self.folder / name).write_bytes((self.folder / "准备" / "x.docx").read_bytes())
            shutil.rmtree(self.folder / "准备")

    def rename(self, old: str, new: str) -> None:
        (self.folder / old).replace(self.folder / new)

    def delete(self, name: str) -> None:
        (self.folder / name).unlink()


@pytest.mark.parametrize("program", PROGRAMS)
def test_save_sequences_on_a_real_folder(root: Path, out: Path, program: str) -> None:
    folder = Real(root)
    folder.write(DOC, "first content!")
    told: list[Review] = []
    with Watcher(root, out, FAST, told.append):
        eventually(settled(out, 1))
        begin = time.monotonic()
        for step in PROGRAMS[program]:
            time.sleep(max(0.0, begin + step[0] / 25 - time.monotonic()))
            perform(folder, step)
        eventually(lambda: len(histories(out).get(DOC, [])) == 2, why=lambda: states(out))
        # Temporary files are forgotten.
        eventually(lambda: progress(out) == {DOC: "reviewed"}, why=lambda: states(out))
        time.sleep(1.0)
    assert progress(out) == {DOC: "reviewed"}
    assert [r.file for r in told] == [DOC, DOC], "once before, once after; never while it was open"


def test_a_changed_file_is_a_new_version_that_says_what_was_mended(root: Path, out: Path) -> None:
    letter(root / "a.docx", 1, "我要效劳群众,不做表面文章。")
    with Watcher(root, out, FAST):
        eventually(settled(out, 1))
        letter(root / "a.docx", 1, "我要服务群众，不做表面文章。")
        eventually(lambda: len(histories(out)["a.docx"]) == 2)
        eventually(settled(out, 1))
    page = (out / "审查意见" / "a.docx.html").read_text("utf-8")
    assert "第 2 稿" in page and "已经改好" in page and "效劳" in page


def test_a_rename_moves_the_results_and_a_copy_is_a_duplicate(root: Path, out: Path) -> None:
    letter(root / "旧名.docx", 1)
    told: list[Review] = []
    with Watcher(root, out, FAST, told.append):
        eventually(settled(out, 1))
        (root / "旧名.docx").replace(root / "新名.docx")
        eventually(lambda: states(out).keys() == {"新名.docx"} and settled(out, 1)())
        shutil.copy(root / "新名.docx", root / "另一份.docx")
        eventually(lambda: states(out).get("另一份.docx") == "duplicate", why=lambda: states(out))
    assert [r.file for r in told] == ["旧名.docx", "另一份.docx"]
    assert sorted(p.name for p in (out / "批注").iterdir()) == ["另一份.docx", "新名.docx"]
    assert sorted(p.name for p in (out / "审查意见").iterdir()) == ["另一份.docx.html", "新名.docx.html"]


def test_half_a_file_waits_for_its_other_half(root: Path, out: Path) -> None:
    whole = letter(root / "x" / "a.docx", 1).read_bytes()
    shutil.rmtree(root / "x")
    # A copy that has its full size from the start, as over SMB.
    (root / "a.docx").write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    with Watcher(root, out, FAST):
        eventually(lambda: states(out).get("a.docx") == "held", why=lambda: states(out))
        (root / "a.docx").write_bytes(whole)
        eventually(settled(out, 1))
    assert progress(out) == {"a.docx": "reviewed"}


def test_results_inside_the_folder_are_never_reviewed(root: Path) -> None:
    out = root / "审查结果"
    letter(root / "a.docx", 1)
    with Watcher(root, out, FAST):
        eventually(settled(out, 1))
        eventually(lambda: (out / "汇总.xlsx").is_file())
        letter(root / "b.docx", 2)
        eventually(settled(out, 2))
        time.sleep(2)
    assert set(states(out)) == {"a.docx", "b.docx"}


@pytest.mark.parametrize("settings", [FAST, POLL], ids=["events", "poll"])
def test_what_an_earlier_run_left_in_the_folder_is_not_reviewed_even_when_it_comes_bit_by_bit(
    root: Path, out: Path, settings: Settings
) -> None:
    letter(root / "a.docx", 1)
    letter(root / "以前" / "批注" / "旧.docx", 2)
    (root / "以前" / "汇总.xlsx").write_bytes(b"x")
    (root / "以前" / "reviews.jsonl").write_bytes(b"x")
    letter(root / "审查结果" / "批注" / "b.docx", 3)
    with Watcher(root, out, settings):
        eventually(settled(out, 2), why=lambda: states(out))
        assert progress(out) == {"a.docx": "reviewed", "以前": "ignored", "审查结果/批注/b.docx": "reviewed"}
        (root / "审查结果" / "reviews.jsonl").write_bytes(b"x")
        (root / "审查结果" / "汇总.xlsx").write_bytes(b"x")
        eventually(lambda: states(out).get("审查结果") == "ignored", why=lambda: states(out))
        eventually(lambda: states(out).get("审查结果/批注/b.docx") == "gone", why=lambda: states(out))
        letter(root / "审查结果" / "批注" / "c.docx", 4)
        letter(root / "d.docx", 5)
        eventually(lambda: progress(out).get("d.docx") == "reviewed", why=lambda: states(out))
        eventually(lambda: (out / "已撤回" / "审查意见" / "审查结果").is_dir())
    assert progress(out) == {
        "a.docx": "reviewed",
        "d.docx": "reviewed",
        "以前": "ignored",
        "审查结果": "ignored",
        "审查结果/批注/b.docx": "gone",
    }
    with Ledger(out, read_only=True) as ledger:
        assert "以前的审查结果" in ledger.files()["审查结果/批注/b.docx"].why


def test_everything_is_reviewed_once_more_when_the_results_are_deleted(root: Path, out: Path) -> None:
    for n in range(3):
        letter(root / f"{n}.docx", n)
    with Watcher(root, out, FAST) as watcher:
        eventually(settled(out, 3))
        shutil.rmtree(out.rename(out.with_name("删去的")))  # in one go: the watcher writes in it meanwhile
        letter(root / "3.docx", 3)
        eventually(settled(out, 4), why=lambda: (states(out), watcher.failure))
    assert sorted(p.name for p in (out / "批注").iterdir()) == [f"{n}.docx" for n in range(4)]


def test_a_folder_that_vanishes_and_comes_back_loses_nothing(root: Path, out: Path) -> None:
    for n in range(3):
        letter(root / f"{n}.docx", n)
    with Watcher(root, out, POLL):
        eventually(settled(out, 3))
        root.rename(root.with_name("断开"))
        time.sleep(2)
        assert set(progress(out).values()) == {"reviewed"}
        root.with_name("断开").rename(root)
        letter(root / "3.docx", 3)
        eventually(settled(out, 4))
    assert all(len(h) == 1 for h in histories(out).values())


def test_once_does_what_there_is_and_ends(root: Path, out: Path) -> None:
    for n in range(3):
        letter(root / f"{n}.docx", n)
    (root / "坏.docx").write_bytes(b"\x01\x02" * 999)
    (root / "~$0.docx").write_text("lock")
    Watcher(root, out, FAST).once()
    assert progress(out) == {
        "0.docx": "reviewed",
        "1.docx": "reviewed",
        "2.docx": "reviewed",
        "坏.docx": "unreadable",
        "~$0.docx": "ignored",
    }
    assert len((out / "reviews.jsonl").read_text("utf-8").splitlines()) == 4


def test_a_listener_that_fails_stops_nothing(root: Path, out: Path) -> None:
    def bad(review: Review) -> None:
        raise RuntimeError("聊天群不通")

    said: list[str] = []
    letter(root / "a.docx", 1)
    Watcher(root, out, FAST, bad, lambda event, message, **facts: said.append(message)).once()
    assert settled(out, 1)() and any("聊天群不通" in s for s in said)


def test_a_damaged_ledger_is_rebuilt_from_the_folder(root: Path, out: Path) -> None:
    letter(root / "a.docx", 1)
    Watcher(root, out, FAST).once()
    (out / LEDGER_NAME).write_bytes(b"x" * 5000)
    Watcher(root, out, FAST).once()
    assert settled(out, 1)() and (out / "审查台账.损坏1.sqlite").exists()


def test_the_results_may_not_be_the_folder_itself(root: Path) -> None:
    with pytest.raises(ValueError, match="-o"):
        Watcher(root, root)


def test_once_tells_what_it_waits_for_and_what_it_left(root: Path, out: Path) -> None:
    letter(root / "开着.docx", 1)
    (root / "~$开着.docx").write_text("lock")
    (root / "半份.docx").write_bytes(letter(root / "a.docx", 2).read_bytes()[:900])
    said: list[str] = []
    waits = replace(FAST.waits, retries=1)
    log = lambda event, message, **facts: said.append(f"{event} {message}")  # noqa: E731
    Watcher(root, out, replace(FAST, waits=waits), log=log).once()
    assert any(s.startswith("held 等待：半份.docx：还没有复制完，稍后再试（第 1 次）") for s in said)
    assert (
        "opened 有 1 个文件旁边有锁文件，可能有人正打开着，照存好的内容审了；还在改的，改完存好再审一次：开着.docx"
        in said
    )
    assert progress(out)["开着.docx"] == "reviewed" and not_reviewed(out).keys() == {"~$开着.docx"}
    assert not any("半份.docx" in s for s in said if "这次没有审查" in s)
    assert progress(out)["半份.docx"] == "unreadable"


def not_reviewed(out: Path) -> dict[str, str]:
    """The sheet 未审文件: file -> why it was not reviewed."""
    rows = openpyxl.load_workbook(out / "汇总.xlsx", read_only=True)["未审文件"].iter_rows(
        min_row=2, values_only=True
    )
    return {str(file): str(why) for file, why in rows if why}


def test_a_watcher_tells_in_the_summary_which_paper_is_open_and_not_reviewed(root: Path, out: Path) -> None:
    letter(root / "甲校" / "马红承诺.docx", 1)
    (root / "甲校" / "~$红承诺.docx").write_text("lock")
    with Watcher(root, out, FAST):
        told = "还没有审：有人正打开着它（锁文件“~$红承诺.docx”）"
        eventually(lambda: not_reviewed(out).get("甲校/马红承诺.docx") == told, why=lambda: not_reviewed(out))
        (root / "甲校" / "~$红承诺.docx").unlink()
        eventually(lambda: not not_reviewed(out), why=lambda: not_reviewed(out))
        eventually(settled(out, 1))
        letter(root / "甲校" / "马红承诺.docx", 2)
        (root / "甲校" / "~$红承诺.docx").write_text("lock")
        eventually(lambda: "改过的这一稿" in not_reviewed(out).get("甲校/马红承诺.docx", ""))
    assert progress(out)["甲校/马红承诺.docx"] == "held"
    Watcher(root, out, FAST).once()  # nobody waits any more
    assert (
        progress(out)["甲校/马红承诺.docx"] == "reviewed" and len(histories(out)["甲校/马红承诺.docx"]) == 2
    )
    assert not_reviewed(out).keys() == {"甲校/~$红承诺.docx"}


@pytest.mark.parametrize("lock", ["~$红承诺.docx", ".~马红承诺.docx", ".~lock.马红承诺.docx#"])
def test_once_reviews_what_check_reviews_whatever_lock_lies_beside_it(
    root: Path, out: Path, lock: str, capfd: pytest.CaptureFixture[str]
) -> None:
    letter(root / "甲校" / "马红承诺.docx", 1)
    (root / "甲校" / lock).write_bytes(b"\x04Wang")
    assert main(["watch", str(root), "-o", str(out), "--once", "--settle", "0.6"]) == 0
    said = capfd.readouterr().err
    assert "照存好的内容审了" in said and "马红承诺.docx" in said
    (line,) = (out / "reviews.jsonl").read_text("utf-8").splitlines()
    assert '"甲校/马红承诺.docx"' in line
    assert not_reviewed(out).keys() == {f"甲校/{lock}"}


def test_once_ends_soon_with_a_cut_and_an_empty_file(root: Path, out: Path) -> None:
    (root / "半份.docx").write_bytes(letter(root / "a.docx", 2).read_bytes()[:900])
    (root / "空.docx").write_bytes(b"")
    said: list[str] = []
    log = lambda event, message, **facts: said.append(message)  # noqa: E731
    waits = replace(Waits.at_once(0.6), retries=1000, longest_retry=0.2)  # the tries alone would take minutes
    Watcher(root, out, replace(FAST, waits=waits), log=log).once()
    assert progress(out) == {"a.docx": "reviewed", "半份.docx": "unreadable", "空.docx": "unreadable"}
    assert not any("这次没有审查" in s for s in said)
    assert "不等了：空.docx：文件是空的，可能还没有写入，内容一直没有变，就按现在的样子审" in said
    assert any(s.startswith("等待：空.docx：") and s.endswith("稍后再试（第 1 次）") for s in said)
    assert not any("等待" in s and "不再等" in s for s in said)
