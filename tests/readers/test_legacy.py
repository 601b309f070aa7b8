"""The child process that reads old formats: it answers, it is watched, and its death costs one file."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

import psutil
import pytest

from checker.document import Document, Unreadable
from checker.limits import Limits
from checker.readers import read_data
from checker.readers.legacy import LegacyReader
from tests.readers.make_old import pdf, rtf

CHILD = """
import sys, json, struct, time
def message():
    n = struct.unpack(">I", sys.stdin.buffer.read(4))[0]
    return sys.stdin.buffer.read(n)
while True:
    message(); data = message()
    {act}
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>读到了</p></body></html>'
    body = json.dumps({{"xhtml": page, "metadata": {{}}}}).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(body)) + body); sys.stdout.buffer.flush()
"""


def child(tmp_path: Path, act: str) -> Path:
    """A script that misbehaves when a file contains the word BAD, and else answers."""
    path = tmp_path / "child.py"
    path.write_text(CHILD.format(act=f"if b'BAD' in data: {act}"), encoding="utf-8")
    return path


def read_old(reader: LegacyReader, data: bytes) -> Document:
    return reader.read(data, "rtf", "0" * 64)


def test_rtf_and_pdf_are_read() -> None:
    with LegacyReader() as reader:
        for data, kind in ((rtf("带头学习提高", "每周听两节课。"), "rtf"), (pdf("Hello plan"), "pdf")):
            document = reader.read(data, kind, "0" * 64)
            assert document.format == kind
            assert document.text in ("带头学习提高\n每周听两节课。", "Hello plan")
            assert all(p.runs == () for p in document.paragraphs)


def test_the_bookmarks_of_a_pdf_are_no_text() -> None:
    """They stood behind the last page, so that name and date were not found at the end."""
    assert read_data(pdf("Hello plan", bookmark="Heading")).text == "Hello plan"
    with pytest.raises(Unreadable) as refusal:  # a scan stays a scan
        read_data(pdf("", bookmark="Heading"))
    assert refusal.value.code == "image_only"


def test_without_a_reader_the_process_keeps_its_own() -> None:
    assert read_data(pdf("Hello plan")).text == "Hello plan"
    assert read_data(pdf("Hello plan")) == read_data(pdf("Hello plan"))


def test_damaged_and_picture_only_files() -> None:
    with LegacyReader() as reader:
        for data, code in (
            (pdf(""), "image_only"),
            (b"%PDF-1.4 broken", "damaged"),
            (pdf("secret", encrypted=True), "encrypted"),
            (rtf(""), "empty"),
        ):
            with pytest.raises(Unreadable) as refusal:
                read_data(data, legacy=reader)
            assert refusal.value.code == code


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("time.sleep(60)", "timeout"),
        ("sys.exit(3)", "damaged"),
        ("import os; os.kill(os.getpid(), 9)", "damaged"),
        ("x = bytearray(400_000_000); time.sleep(60)", "memory"),
        ("sys.stdout.buffer.write(bytes([0, 0, 0, 2]) + b'xx'); sys.stdout.buffer.flush()", "damaged"),
    ],
)
def test_a_bad_file_costs_itself_only(tmp_path: Path, act: str, code: str) -> None:
    limits = Limits(seconds=3.0, memory_bytes=200_000_000)
    with LegacyReader(limits, child(tmp_path, act)) as reader:
        assert read_old(reader, b"good").text == "读到了"
        with pytest.raises(Unreadable) as refusal:
            read_old(reader, b"BAD")
        assert refusal.value.code == code
        assert refusal.value.reason.endswith("。")
        assert read_old(reader, b"good").text == "读到了"


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    me = psutil.Process()
    before = {c.pid for c in me.children()}
    with LegacyReader(Limits(recycle_files=2), child(tmp_path, "pass")) as reader:
        pids = set()
        for _ in range(5):
            read_old(reader, b"good")
            pids |= {c.pid for c in me.children()} - before
        assert len(pids) == 3  # replaced after every second file
        reader.close()
        reader.close()
        assert read_old(reader, b"good").text == "读到了"
    assert {c.pid for c in me.children()} - before == set()


def test_a_large_file_passes_through_the_pipe(tmp_path: Path) -> None:
    with LegacyReader(script=child(tmp_path, "pass")) as reader:
        assert read_old(reader, bytes(20_000_000)).text == "读到了"


def test_the_folder_of_the_reviewer_is_not_on_the_childs_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "struct", "faulthandler", "iscc_tika"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with LegacyReader() as reader:
        assert read_old(reader, rtf("甲乙丙")).text == "甲乙丙"


def test_missing_component_is_told(tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(
        CHILD.format(act="pass").replace('{"xhtml": ', '{"missing": True, "xhtml": '), encoding="utf-8"
    )
    with LegacyReader(script=script) as reader, pytest.raises(Unreadable) as refusal:
        read_old(reader, b"x")
    assert refusal.value.code == "unsupported"
    assert "iscc-tika" in refusal.value.reason


def _in_fork(reader: LegacyReader, answers: object) -> None:
    answers.put(read_old(reader, b"good").text)  # type: ignore[attr-defined]


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="only where processes fork")
def test_after_a_fork_each_process_has_its_own_child(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    with LegacyReader(script=child(tmp_path, "pass")) as reader:
        read_old(reader, b"good")
        answers = context.Queue()
        worker = context.Process(target=_in_fork, args=(reader, answers))
        worker.start()
        assert answers.get(timeout=30) == "读到了"
        worker.join(30)
        assert read_old(reader, b"good").text == "读到了"


def test_a_last_paragraph_that_nothing_ends_is_read() -> None:
    with LegacyReader() as reader:
        document = read_old(reader, b"{\\rtf1\\ansi Some words to read here.}\r\n")
    assert [p.text for p in document.paragraphs] == ["Some words to read here."]
