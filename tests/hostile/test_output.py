"""Full disks, closed folders, a run killed in the middle: old results stay whole and the message says what to do."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cli import main
from docgen.cli import main as docgen
from tests.docx_builder import Docx
from tests.hostile.powers import ROOT, without_powers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and mounts of a POSIX system")


def submissions(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True)
    for n in range(count):
        deeds = [f"我每周听两节课，每学期家访{n + 2}户。" + f"第{n}件事写得长一些。" * 60] * 8
        Docx("承诺书", *deeds, f"第{n}小学 林小禾", "2011年3月1日").save(folder / f"{n:03}.docx")
    return folder


def state(folder: Path) -> dict[str, str]:
    """The digest of every result; the ledger is the program's own note and may change."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.startswith("审查台账")
    }


def leftovers(folder: Path) -> list[str]:
    return [
        p.name for p in folder.rglob("*") if p.name.startswith((".~", "~")) or p.suffix in (".tmp", ".raw")
    ]


def full_disk(folder: Path, kilobytes: int) -> Callable[[], None]:
    """What a process does first to find `folder` on a disk of this size: a mount nobody else sees, or, where
    that is not allowed, a limit on the size of files, which fails in the same places."""

    def prepare() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        new_namespace, private = 0x00020000, 0x4000 | 1 << 18  # CLONE_NEWNS; MS_REC | MS_PRIVATE
        if libc.unshare(new_namespace) == 0 and libc.mount(b"none", b"/", None, private, None) == 0:
            options = f"size={kilobytes}k".encode()
            if libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, options) == 0:
                return
        resource.setrlimit(resource.RLIMIT_FSIZE, (8 * 1024, 8 * 1024))

    return prepare


@pytest.mark.parametrize("kilobytes", [4, 64, 120, 200, 300])
def test_a_full_disk_is_told_without_a_traceback(tmp_path: Path, kilobytes: int) -> None:
    folder, out = submissions(tmp_path / "报送", 4), tmp_path / "结果"
    out.mkdir()
    arguments = ["check", str(folder), "-o", str(out), "--no-rebuild"]
    done = without_powers(arguments, before=full_disk(out, kilobytes))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert "磁盘" in done.stderr
    assert "-o" in done.stderr


def test_a_full_temporary_folder_is_told(tmp_path: Path) -> None:
    folder, out, small = submissions(tmp_path / "报送", 4), tmp_path / "结果", tmp_path / "临时"
    small.mkdir()
    arguments = ["check", str(folder), "-o", str(out), "--no-rebuild"]
    done = without_powers(arguments, before=full_disk(small, 4), more={"TMPDIR": str(small)})
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert done.returncode in (1, 2)
    assert done.returncode == 1 or "磁盘" in done.stderr


def test_old_results_stay_when_the_new_ones_cannot_be_written(tmp_path: Path) -> None:
    folder, out = submissions(tmp_path / "报送", 3), tmp_path / "结果"
    assert main(["check", str(folder), "-o", str(out), "--no-rebuild"]) == 1
    before = state(out)
    Docx("承诺书", "又写了一份。", "2011年3月2日").save(folder / "另一份.docx")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    done = without_powers(["check", str(folder), "-o", str(out), "--no-rebuild"], before=small_files)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    after = state(out)
    assert {name: after[name] for name in before} == before
    assert leftovers(out) == []
    # With room again the run is made up for.
    assert main(["check", str(folder), "-o", str(out), "--no-rebuild"]) == 1
    lines = (out / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["file"] for line in lines} == {p.name for p in folder.iterdir()}


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    folder, out = submissions(tmp_path / "报送", 2), tmp_path / "结果"
    assert main(["check", str(folder), "-o", str(out), "--no-rebuild"]) == 1
    before = state(out)
    folders = [out, *(p for p in out.rglob("*") if p.is_dir())]
    for place in folders:
        place.chmod(0o555)
    Docx("承诺书", "又写了一份。", "2011年3月2日").save(folder / "另一份.docx")
    try:
        done = without_powers(["check", str(folder), "-o", str(out), "--no-rebuild"])
        inside = without_powers(["check", str(folder), "-o", str(out / "里面"), "--no-rebuild"])
    finally:
        for place in folders:
            place.chmod(0o755)
    for told in (done, inside):
        assert told.returncode == 2
        assert "Traceback" not in told.stderr
        assert "权限" in told.stderr
    assert state(out) == before


def test_a_run_killed_at_any_moment_leaves_whole_files_and_goes_on(tmp_path: Path) -> None:
    """Killed when so many copies are there, again and again: each run goes on from what the one before left."""
    from checker.readers import read

    folder, out = submissions(tmp_path / "报送", 30), tmp_path / "结果"
    arguments = ["check", str(folder), "-o", str(out), "--no-rebuild"]

    def copies() -> list[Path]:
        return [p for p in (out / "批注").glob("*.docx") if not p.name.startswith(".~")]

    for there in (0, 1, 9, 20, 30):
        process = subprocess.Popen(
            [sys.executable, "-m", "checker.cli", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not (out.exists() and len(copies()) >= there):
            assert process.poll() is None, "it ended before its copies were there"
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
        left = copies()
        assert len(left) >= there
        for copy in left:
            assert read(copy).text.startswith("承诺书"), "whole, or it would not be there"
    assert main(arguments) == 1
    lines = [json.loads(line) for line in (out / "reviews.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["file"] for line in lines] == [f"{n:03}.docx" for n in range(30)]
    assert {line["status"] for line in lines} == {"revise"}
    assert len(copies()) == 30 and leftovers(out) == []


def test_temporary_files_are_private_and_removed(tmp_path: Path) -> None:
    """Whatever lies in the temporary folder while a run goes on is its owner's alone, and goes with the run."""
    folder, scratch = submissions(tmp_path / "报送", 30), tmp_path / "临时"
    (folder / "旧.rtf").write_bytes(b"{\\rtf1\\ansi\\pard Some words to read here\\par}")
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "checker.cli", "check", str(folder), "-o", str(tmp_path / "结果")],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seen: dict[str, int] = {}
    while process.poll() is None:
        for path in scratch.iterdir():
            try:
                seen[path.name] = path.stat().st_mode
            except FileNotFoundError:
                continue
        time.sleep(0.005)
    assert process.returncode == 1
    assert seen, "the run used no temporary file: this test looks in the wrong place"
    open_to_others = {n: stat.filemode(m) for n, m in seen.items() if m & 0o077 and not stat.S_ISSOCK(m)}
    assert open_to_others == {}
    assert list(scratch.iterdir()) == []


def test_docgen_tells_of_a_full_disk_and_a_closed_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert docgen(["demo", "-o", str(out)]) == 0
    before = state(out)
    closed = tmp_path / "关着"
    closed.mkdir()
    closed.chmod(0o555)
    try:
        denied = without_powers(["demo", "-o", str(closed / "里面")], program="docgen.cli")
    finally:
        closed.chmod(0o755)
    small = tmp_path / "满了"
    small.mkdir()
    full = without_powers(["demo", "-o", str(small)], program="docgen.cli", before=full_disk(small, 40))
    form = without_powers(
        ["data", "letter", "-o", str(small / "表.xlsx")], program="docgen.cli", before=full_disk(small, 4)
    )
    for told in (denied, full, form):
        assert told.returncode == 1
        assert "Traceback" not in told.stderr and "Exception ignored" not in told.stderr
        assert any(word in told.stderr + told.stdout for word in ("写不进去", "建不了", "没有权限"))
    assert state(out) == before


def roster_of(folder: Path, count: int, post: str = "教师") -> Path:
    path = folder / f"名册-{post}.csv"
    lines = [f"党员{n:03},石桥小学,任课教师,{post},2011-03-01" for n in range(count)]
    path.write_text("\n".join(["姓名,学校,岗位,职务,承诺日期", *lines]), encoding="utf-8")
    return path


def whole(folder: Path) -> int:
    """How many documents there are; each can be opened."""
    from docgen.package import read_members

    made = list(folder.glob("*.docx"))
    for path in made:
        assert "word/document.xml" in read_members(path, path.name)
    return len(made)


def test_docgen_on_a_full_disk_keeps_what_was_there_and_says_which_are_missing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["make", "letter", "-o", str(out), "--data"]
    assert docgen([*arguments, str(roster_of(tmp_path, 20))]) == 0
    before = state(out)

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    result = str(tmp_path / "结果.xlsx")
    changed = str(roster_of(tmp_path, 20, "教研组长"))
    done = without_powers([*arguments, changed, "--result", result], program="docgen.cli", before=small_files)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert "写不进去" in done.stderr
    assert "失败 20 份" in done.stdout
    assert state(out) == before
    assert leftovers(tmp_path) == []
    assert docgen([*arguments, changed]) == 0
    assert state(out).keys() == before.keys()
    assert state(out) != before


@pytest.mark.parametrize("kilobytes", [60])
def test_docgen_on_a_disk_that_fills_up_is_told(tmp_path: Path, kilobytes: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    arguments = ["make", "letter", "-o", str(out), "--data", str(roster_of(tmp_path, 40))]
    done = without_powers(arguments, program="docgen.cli", before=full_disk(out, kilobytes))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "磁盘满了" in done.stderr or "写不进去" in done.stderr
    assert "失败" in done.stdout


@pytest.mark.parametrize("documents", [1, 60])
def test_docgen_killed_in_the_middle_leaves_whole_documents_and_goes_on(
    tmp_path: Path, documents: int
) -> None:
    """Killed when so many are there, wherever it stands then."""
    out = tmp_path / "out"
    path = roster_of(tmp_path, 150)
    arguments = ["make", "letter", "-o", str(out), "--data", str(path)]
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and (not out.exists() or len(list(out.iterdir())) < documents):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert whole(out) >= documents - 1
    (out / ".党员001-承诺书.docx.999999999.tmp").write_bytes(b"PK")  # what a kill between two steps leaves
    for half in out.glob(".*.tmp"):
        os.utime(half, (0, 0))
    assert docgen(arguments) == 0
    assert whole(out) == 150
    assert leftovers(out) == []
