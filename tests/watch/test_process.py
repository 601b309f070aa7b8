"""`checker watch` as a process of its own: stopped, killed, started twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from checker.ledger import Ledger
from tests.watch.world import (
    command,
    eventually,
    histories,
    leftovers,
    letter,
    progress,
    settled,
    start,
    states,
    status,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "报送").mkdir()
    return tmp_path / "报送"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "结果"


def watch(root: Path, out: Path, *more: object) -> subprocess.Popen[bytes]:
    log = root.parent / "log.txt"
    return start("watch", root, "-o", out, "--settle", 0.5, "--refresh", 1, *more, log=log)


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """What a power cut does: the watcher and its workers at once."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for child in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
    process.wait()


# A reader that somebody plugged in: one file keeps it for ever.
HANGS = """
import time
from checker.plugins import hookimpl

@hookimpl
def checker_read(data, sha256):
    if b"HANG" in data:
        time.sleep(3600)
"""


def test_it_stops_soon_after_sigterm_with_everything_in_order(root: Path, out: Path) -> None:
    """Also while a worker has a file in hand that would keep it for an hour."""
    for n in range(39):
        letter(root / f"{n}.docx", n)
    (root / "慢.txt").write_text("承诺书\nHANG\n每周家访两户。\n承诺人：王五\n2011年3月1日", encoding="utf-8")
    plugin, profile = root.parent / "plugin_that_hangs.py", root.parent / "本局.yaml"
    plugin.write_text(HANGS, encoding="utf-8")
    profile.write_text("上限:\n  秒数: 3600\n", encoding="utf-8")
    process = watch(root, out, "--jobs", 2, "--plugin", plugin, "--profile", profile)
    try:
        eventually(lambda: sum(s == "reviewed" for s in progress(out).values()) >= 5)
        eventually(lambda: states(out)["慢.txt"] == "checking")
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        # It takes three seconds for what is in hand; a busy machine may take its time, but never the hour.
        assert process.wait(timeout=200) == 0
    finally:
        process.kill()
    assert leftovers(out) == []
    assert not [c for c in children if c.is_running() and c.status() != psutil.STATUS_ZOMBIE]
    assert status(out)["running"] is False
    again = subprocess.run(command("watch", root, "-o", out, "--settle", 0.5, "--once"), capture_output=True)
    assert again.returncode == 0
    assert settled(out, 40)() and all(len(h) == 1 for h in histories(out).values())


def test_a_second_watcher_is_refused_and_told_who_has_it(root: Path, out: Path, tmp_path: Path) -> None:
    process = watch(root, out)
    try:
        eventually(lambda: out.is_dir() and "running" in (s := status_or_none(out) or {}) and s["running"])
        for other in (out, tmp_path / "别处"):
            second = subprocess.run(command("watch", root, "-o", other), capture_output=True, timeout=30)
            said = second.stderr.decode()
            assert second.returncode == 2
            assert f"进程 {process.pid}" in said and "分钟" in said and "Traceback" not in said
        assert process.poll() is None
        process.kill()
        process.wait()
        third = subprocess.run(command("watch", root, "-o", out, "--once"), capture_output=True, timeout=60)
        assert third.returncode == 0, "a killed watcher leaves no lock behind"
    finally:
        process.kill()


def status_or_none(out: Path) -> dict[str, object] | None:
    try:
        return status(out)
    except subprocess.CalledProcessError:
        return None


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_and_nothing_done_twice(root: Path, out: Path) -> None:
    rounds = 30
    rng = random.Random(rounds)
    files = 10 * rounds
    arrived = 0
    for round_ in range(rounds):
        process = watch(root, out, "--jobs", 2)
        end = time.monotonic() + rng.uniform(0.4, 3.5)
        upto = files * (round_ + 1) // rounds
        while time.monotonic() < end:
            if arrived < upto:
                letter(root / f"学校{arrived % 7}" / f"{arrived}.docx", arrived)
                arrived += 1
            if arrived > 3 and rng.random() < 0.1:
                victim = rng.randrange(arrived)
                letter(root / f"学校{victim % 7}" / f"{victim}.docx", victim, f"第{round_}次修改。")
            time.sleep(0.02)
        kill_all(process)
        # A name with ".~" is a copy being written; the next start removes it.
        copies = [p for p in (out / "批注").rglob("*.docx") if not p.name.startswith(".~")]
        assert not [p for p in copies if p.stat().st_size == 0]
    while arrived < files:
        letter(root / f"学校{arrived % 7}" / f"{arrived}.docx", arrived)
        arrived += 1
    last = subprocess.run(
        command("watch", root, "-o", out, "--settle", 0.5, "--once", "--jobs", 2), capture_output=True
    )
    assert last.returncode == 0, last.stderr.decode()
    assert settled(out, files)(), states(out)
    assert leftovers(out) == []
    with Ledger(out, read_only=True) as ledger:
        assert ledger.untold() == []
        assert ledger._rows("PRAGMA integrity_check") == [("ok",)]
    for path, history in histories(out).items():
        assert all(a != b for a, b in zip(history, history[1:], strict=False)), f"{path} reviewed twice"
    lines = [json.loads(line) for line in (out / "reviews.jsonl").read_text("utf-8").splitlines()]
    assert sorted(r["file"] for r in lines) == sorted(states(out))


def test_json_logs_are_json_and_no_name_can_forge_a_line(root: Path, out: Path) -> None:
    bad = "a\n2026-01-01 00:00:00 伪造\x1b[2J.docx"
    if os.name != "nt":
        letter(root / "x.docx", 1).replace(root / bad)
    for form in ("json", "text"):
        done = subprocess.run(
            command("watch", root, "-o", out / form, "--settle", 0.5, "--once", "--log", form),
            capture_output=True, timeout=60,
        )  # fmt: skip
        lines = done.stderr.decode().splitlines()
        assert "\x1b" not in done.stderr.decode()
        if form == "json":
            events = [json.loads(line) for line in lines]
            assert {"started", "reviewed", "stopped"} <= {e["event"] for e in events}
        else:
            assert not [line for line in lines if line.startswith("2026-01-01 00:00:00")]


def test_wrong_use_is_told_in_chinese(root: Path, tmp_path: Path) -> None:
    for args in (
        ["watch", tmp_path / "没有", "-o", tmp_path / "o"],
        ["watch", root, "-o", root],
        ["status", "-o", tmp_path],
    ):
        done = subprocess.run(command(*args), capture_output=True)
        said = done.stderr.decode()
        assert done.returncode == 2 and said.startswith("错误：") and "Traceback" not in said
