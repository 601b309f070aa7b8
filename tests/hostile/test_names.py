"""Names and places made to hurt: each file is in the reports under its own name, and nothing leaves its folder."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import run
from checker.cli import main
from checker.names import walk
from tests.docx_builder import Docx
from tests.hostile.powers import without_powers

TEXT = Docx("承诺书", "我每周听两节课，每学期家访二十户。", "石桥小学 林小禾", "2011年3月1日").bytes()
ROOT = Path(__file__).parents[2]
# What a terminal would obey, or what reorders what a person reads.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

NAMES: tuple[bytes, ...] = tuple(
    name.encode()
    for name in (
        "换\n行.docx",
        "回\r车.docx",
        "表情😀👨‍👩‍👧.docx",
        "倒\u202excod.exe",
        "左右\u2066\u200f.docx",
        "-o.docx",
        "--help",
        "$(touch 坏了).docx",
        "`touch 坏了`;&|.docx",
        "红\x1b[31m色\x1b]0;标题\x07.docx",
        "制\t表.docx",
        "<img src=x onerror=alert(1)>.docx",
        "'\"><script>alert(1)<script>.docx",
        "=cmd|' 'C calc'!A0.docx",
        "+1.docx",
        "@SUM(1).docx",
        "%2e%2e%2fa.docx",
        "..\\..\\坏了.docx",
        "C:\\坏了.docx",
        "CON",
        "nul.docx",
        " 前后空格 ",
        "尾点.",
        "...",
        "甲" * 80 + ".docx",
        "a" * 250 + ".docx"[:5],
        "{{ 姓名 }}{%.docx",
        "{0.__class__}.docx",
        "]]>&amp;.docx",
        "台账'; DROP TABLE files;--.docx",
        "批注",
        "\u2028行.docx",
        "caf\u00e9.docx",
        "cafe\u0301.docx",
    )
) + (b"\xb3\xd0\xc5\xb5\xca\xe9.docx", b"\xff\xfe.docx", "半\ud83d".encode("utf-8", "surrogatepass"))


def results_of(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict], str]:  # type: ignore[type-arg]
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return [json.loads(line) for line in told.out.splitlines()], told.err


def files_below(folder: Path) -> set[bytes]:
    return {os.fsencode(p) for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def odd_names(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in NAMES:
        (folder / os.fsdecode(name)).write_bytes(TEXT)
    return folder


def test_odd_names_are_names_and_nothing_else(odd_names: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_below(odd_names.parent)
    assert len(before) == len(NAMES)
    results = odd_names.parent / "结果"
    code = main(["check", str(odd_names), "-o", str(results), "--format", "jsonl"])
    reviews, err = results_of(capsys)
    assert code == 1
    assert len({r["file"] for r in reviews}) == len(NAMES)
    assert {r["status"] for r in reviews} == {"revise"}
    assert not OBEYED.search(err)
    # The submissions are as they were, and everything new lies in the result folder.
    assert before <= files_below(odd_names.parent)
    new = files_below(odd_names.parent) - before
    assert all(path.startswith(os.fsencode(results) + b"/") for path in new)
    copies = [p for p in (results / "批注").rglob("*") if p.is_file()]
    assert len(copies) == len(NAMES)
    assert all(zipfile.is_zipfile(p) for p in copies)
    assert not any(p.name.startswith(".~") for p in results.iterdir())


@pytest.mark.parametrize("format", ["table", "json", "sarif", "junit", "csv"])
def test_odd_names_on_the_terminal_and_in_every_format(
    odd_names: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    main(["check", str(odd_names), "--format", format])
    told = capsys.readouterr()
    assert not OBEYED.search(told.out.replace("\r\n", "\n")), "a name reached the terminal as it is"
    told.out.encode("utf-8")
    if format in ("json", "sarif"):
        json.loads(told.out)
    if format == "junit":
        from lxml import etree

        cases = etree.fromstring(told.out.encode()).iter("testcase")
        assert len({case.get("name") for case in cases}) >= len(NAMES) - 6


def test_odd_names_in_what_is_said_beside_the_reports(
    odd_names: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plugin that fails: what is told of it names files."""
    plugin = tmp_path / "plugin_that_quotes.py"
    plugin.write_text(
        "from checker.plugins import hookimpl\n\n\n@hookimpl\ndef checker_report(reviews, out, when):\n"
        "    raise ValueError('\\x1b[2J' + ' '.join(r.file for r in reviews))\n",
        encoding="utf-8",
    )
    asked = ["check", str(odd_names), "-o", str(tmp_path / "out"), "--no-rebuild"]
    main([*asked, "--plugin", str(plugin)])
    told = capsys.readouterr()
    assert "plugin_that_quotes" in told.err and r"\x1b[2J" in told.err
    for words in (told.out, told.err):
        assert not OBEYED.search(words.replace("\r\n", "\n")), "a name reached the terminal as it is"


def test_a_name_with_a_dash_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "-o.docx").write_bytes(TEXT)
    done = subprocess.run(
        [sys.executable, "-m", "checker.cli", "check", "--format", "jsonl", "--", "-o.docx"],
        cwd=tmp_path, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stdout)["file"] == "-o.docx"


def test_a_folder_with_an_odd_name_and_one_too_deep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "报送"
    odd = folder / "红\x1b[31m\n学校"
    odd.mkdir(parents=True)
    (odd / "a.docx").write_bytes(TEXT)
    here = folder
    for _ in range(60):  # a path of 60 * 61 bytes and more is longer than systems take in one piece
        here = here / ("深" * 20)
        try:
            here.mkdir()
            (here / "a.docx").write_bytes(TEXT)
        except OSError:
            break
    code = main(["check", str(folder), "-o", str(tmp_path / "结果"), "--format", "jsonl"])
    reviews, err = results_of(capsys)
    assert code in (1, 3)
    assert "红\x1b[31m\n学校/a.docx" in {r["file"] for r in reviews}
    assert not OBEYED.search(err)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def make_device(path: Path) -> None:
    try:
        os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero: without an end
    except OSError:  # only root may
        os.mkfifo(path)


SPECIAL: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe.docx": (make_pipe, "file.not_document"),
    "socket.docx": (make_socket, "file.not_document"),
    "device.docx": (make_device, "file.not_document"),
    "to-zero.docx": (lambda p: p.symlink_to("/dev/zero"), "file.not_document"),
    "to-outside.docx": (lambda p: p.symlink_to("/etc/passwd"), "file.not_document"),
    "to-nothing.docx": (lambda p: p.symlink_to("nothing.docx"), "file.vanished"),
    "to-itself.docx": (lambda p: p.symlink_to("to-itself.docx"), "file.vanished"),
    "to-above.docx": (lambda p: p.symlink_to("../outside.docx"), "file.not_document"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes, devices and free links in folders")
def test_what_is_no_file_costs_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, outside = tmp_path / "报送", tmp_path / "外面"
    folder.mkdir()
    outside.mkdir()
    (outside / "秘密.docx").write_bytes(Docx("不该读到的文字").bytes())
    (tmp_path / "outside.docx").write_bytes(Docx("不该读到的文字").bytes())
    for name, (make, _) in SPECIAL.items():
        make(folder / name)
    (folder / "folder-link").symlink_to(outside, target_is_directory=True)
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    (folder / "real.docx").write_bytes(TEXT)
    (folder / "to-real.docx").symlink_to("real.docx")
    results = tmp_path / "结果"
    assert main(["check", str(folder), "-o", str(results), "--format", "jsonl"]) == 3
    reviews = {r["file"]: r for r in results_of(capsys)[0]}
    for name, (_, rule) in SPECIAL.items():
        assert [f["rule"] for f in reviews[name]["findings"]] == [rule], name
    assert reviews["real.docx"]["status"] == reviews["to-real.docx"]["status"] == "revise"
    assert not any(name.startswith(("folder-link/", "circle/")) for name in reviews)
    for path in results.rglob("*"):
        if path.is_file():
            assert "不该读到的文字".encode() not in path.read_bytes()
    assert "不该读到" not in (results / "reviews.jsonl").read_text(encoding="utf-8")


def test_a_file_that_vanishes_after_it_was_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("a.docx", "b.docx", "c.docx"):
        (folder / name).write_bytes(TEXT)
    listing = run.collect

    def and_then_gone(*arguments: object) -> object:
        found = listing(*arguments)  # type: ignore[arg-type]
        (folder / "b.docx").unlink()
        return found

    monkeypatch.setattr(run, "collect", and_then_gone)
    assert main(["check", str(folder), "-o", str(tmp_path / "结果"), "--format", "jsonl"]) == 3
    reviews = {r["file"]: r for r in results_of(capsys)[0]}
    assert [r["status"] for r in reviews.values()] == ["revise", "unreadable", "revise"]
    assert reviews["b.docx"]["findings"][0]["rule"] == "file.vanished"


def test_a_file_that_never_stops_growing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "a.docx").write_bytes(TEXT)
    growing = folder / "b.txt"
    growing.write_text("承诺书\n", encoding="utf-8")
    done = threading.Event()

    def grow() -> None:
        with growing.open("a", encoding="utf-8") as out:
            while not done.is_set():
                out.write("我每周听两节课。\n")
                out.flush()

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        code = main(["check", str(folder), "--format", "jsonl"])
    finally:
        done.set()
        thread.join()
    reviews = {r["file"]: r for r in results_of(capsys)[0]}
    assert reviews["a.docx"]["status"] == "revise"
    assert code in (1, 3)
    if reviews["b.txt"]["status"] == "unreadable":
        assert reviews["b.txt"]["findings"][0]["rule"] in ("file.damaged", "file.too_large")


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
def test_permission_denied_to_a_file_and_to_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    closed = folder / "关着的"
    closed.mkdir(parents=True)
    (closed / "b.docx").write_bytes(TEXT)
    (folder / "a.docx").write_bytes(TEXT)
    (folder / "c.docx").write_bytes(TEXT)
    (folder / "c.docx").chmod(0)
    closed.chmod(0)
    try:
        done = without_powers(["check", str(folder), "-o", str(tmp_path / "结果"), "--format", "jsonl"])
    finally:
        closed.chmod(0o700)
    assert "Traceback" not in done.stderr
    assert done.returncode == 3
    reviews = {r["file"]: r for r in map(json.loads, done.stdout.splitlines())}
    assert reviews["a.docx"]["status"] == "revise"
    assert reviews["c.docx"]["findings"][0]["rule"] == "file.permission"
    assert "关着的" in reviews, "a folder that cannot be opened may hide submissions: it must be told"
    assert reviews["关着的"]["status"] == "unreadable"


class _Junction:
    """What Windows says of a junction: a folder, no symbolic link."""

    name = "联接"

    def __init__(self, path: Path, old: bool) -> None:
        self.path = str(path)
        if not old:
            self.is_junction = lambda: True  # Python 3.12 and later

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return True

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return False

    def is_symlink(self) -> bool:
        return False

    def stat(self, *, follow_symlinks: bool = True) -> object:
        return type("Stat", (), {"st_reparse_tag": 0xA0000003, "st_mode": stat.S_IFDIR})()


@pytest.mark.parametrize("old", [True, False])
def test_a_junction_is_not_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool) -> None:
    outside, folder = tmp_path / "外面", tmp_path / "报送"
    outside.mkdir()
    folder.mkdir()
    (outside / "秘密.docx").write_bytes(TEXT)
    (folder / "联接").symlink_to(outside, target_is_directory=True)
    monkeypatch.setattr(os, "scandir", lambda where: [_Junction(folder / "联接", old)])
    assert [(f.name, bool(f.ignored)) for f in walk(folder)] == [("联接", True)]
