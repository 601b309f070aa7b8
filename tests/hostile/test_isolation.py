"""Workers that hang, die or are ended from outside: the run goes on, the file is named, no process is left."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from tests.desk.helpers import LETTER

ROOT = Path(__file__).parents[2]
# A reader that somebody plugged in: it hangs on one file, dies of another, and eats memory with a third.
PLUGIN = """
import os, time
from pathlib import Path
from checker.plugins import hookimpl

@hookimpl
def checker_read(data, sha256):
    if b"HANG" in data:
        time.sleep(600)
    if b"DIE" in data:
        os.kill(os.getpid(), 9)
    if b"EAT" in data:
        eaten = []
        while True:
            eaten.append(b"x" * 4_000_000)
    if b"SLOW" in data:
        Path(os.environ["WORKER_NOTE"]).write_text(str(os.getpid()))
        time.sleep(2)
"""


def start(folder: Path, note: str = "", limits: str = "") -> subprocess.Popen[str]:
    plugin = folder.parent / "plugin_that_hangs.py"
    plugin.write_text(PLUGIN, encoding="utf-8")
    (folder.parent / "本局.yaml").write_text(f"上限:\n  内存（MB）: 600\n{limits}", encoding="utf-8")
    command = [sys.executable, "-m", "checker.cli", "check", str(folder), "--format", "jsonl"]
    return subprocess.Popen(
        [*command, "--plugin", str(plugin), "--profile", str(folder.parent / "本局.yaml")],
        env={**os.environ, "PYTHONPATH": str(ROOT), "WORKER_NOTE": note},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def letter(path: Path, word: str = "") -> None:
    names = ("study", "excel", "serve", "discipline", "righteous")
    words = dict.fromkeys(names, "每周读一章书，写半页笔记。")
    text = LETTER.format(name="李文秀", school="石桥小学", post="教师", **words)
    path.write_text(f"{text}\n{word}", encoding="utf-8")


def watched(process: subprocess.Popen[str]) -> tuple[dict[str, dict[str, Any]], set[psutil.Process]]:
    """The reviews of a run by file, and every process it started."""
    family = psutil.Process(process.pid)
    seen: set[psutil.Process] = set()
    while process.poll() is None:
        with contextlib.suppress(psutil.NoSuchProcess):
            seen.update(family.children(recursive=True))
        time.sleep(0.05)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    return {r["file"]: r for r in map(json.loads, out.splitlines())}, seen


def test_a_reader_that_dies_or_eats_memory_costs_its_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name, word in (("a", ""), ("b", "DIE"), ("c", "EAT"), ("d", "")):
        letter(folder / f"{name}.txt", word)
    reviews, seen = watched(start(folder))
    rules = {file: r["findings"][0]["rule"] for file, r in reviews.items() if r["status"] == "unreadable"}
    assert rules == {"b.txt": "file.crash", "c.txt": "file.memory"}
    assert set(reviews) == {"a.txt", "b.txt", "c.txt", "d.txt"}
    assert len(seen) >= 3, "each lost worker was replaced"
    assert not [p for p in seen if p.is_running()], "a worker or a zombie is left"


def test_a_reader_that_hangs_is_ended_after_the_bureaus_own_time(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    letter(folder / "a.txt", "HANG")
    reviews, seen = watched(start(folder, limits="  秒数: 2\n"))
    assert reviews["a.txt"]["findings"][0]["rule"] == "file.timeout"
    assert "2 秒" in reviews["a.txt"]["reason"]
    assert not [p for p in seen if p.is_running()], "a worker or a zombie is left"


def test_a_worker_ended_from_outside_costs_nothing(tmp_path: Path) -> None:
    folder, note = tmp_path / "报送", tmp_path / "pid"
    folder.mkdir()
    letter(folder / "a.txt")
    letter(folder / "b.txt", "SLOW")
    process = start(folder, note=str(note))
    deadline = time.monotonic() + 60
    while not (note.exists() and note.read_text()):
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.02)
    psutil.Process(int(note.read_text())).kill()
    out, err = process.communicate(timeout=120)
    assert [json.loads(line)["status"] for line in out.splitlines()] != [], err
    assert process.returncode in (0, 1), err
    assert "unreadable" not in out
