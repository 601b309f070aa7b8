"""LibreOffice is found and started in one place, with safe settings, and leaves nothing running (both programs)."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import pytest

from chinese_cli.libreoffice import LibreOffice, OfficeFailed, find_office
from docgen import pdf
from docgen.problems import UserError

ROOT = Path(__file__).parents[1]


def program(folder: Path, lines: str) -> Path:
    """A script in LibreOffice's place, that writes its arguments into the file `said` and then does `lines`."""
    script = folder / "soffice"
    script.write_text(f"#!/bin/sh\necho \"$@\" > '{folder / 'said'}'\n{lines}\n", encoding="utf-8")
    script.chmod(0o755)
    return script


@pytest.mark.skipif(os.name != "posix", reason="needs a script as program")
def test_it_runs_with_settings_of_its_own_that_run_no_macro(tmp_path: Path) -> None:
    office = LibreOffice(program(tmp_path, "exit 0"), tmp_path / "settings")
    office.convert([tmp_path / "甲 乙.docx"], "pdf", tmp_path / "out", 10)
    said = (tmp_path / "said").read_text("utf-8")
    assert f"-env:UserInstallation={(tmp_path / 'settings').as_uri()} --headless" in said
    assert f"--convert-to pdf --outdir {tmp_path / 'out'} {tmp_path / '甲 乙.docx'}" in said
    settings = (tmp_path / "settings" / "user" / "registrymodifications.xcu").read_text("utf-8")
    for name, value in (
        ("DisableMacrosExecution", "true"),
        ("BlockUntrustedRefererLinks", "true"),
        ("Link", "0"),
    ):
        assert f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


@pytest.mark.skipif(os.name != "posix", reason="needs a script as program")
def test_one_that_hangs_is_ended_with_its_children_and_the_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = program(tmp_path, f"sleep 300 & echo $! > '{tmp_path / 'child'}'\nwait")
    with pytest.raises(OfficeFailed, match="too long"):
        LibreOffice(script, tmp_path / "settings").convert([], "pdf", tmp_path, 1)
    convert = LibreOffice.convert
    monkeypatch.setattr(LibreOffice, "convert", lambda *args: convert(*args[:-1], 1))
    monkeypatch.setattr("chinese_cli.libreoffice.find_office", lambda: script)
    (tmp_path / "甲.docx").write_bytes(b"x")
    ((path, why),) = pdf.to_pdf([tmp_path / "甲.docx"])
    assert path == tmp_path / "甲.pdf"
    assert why.startswith("没有转成 PDF，甲.docx 已经做好")
    child = int((tmp_path / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_one_that_does_not_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chinese_cli.libreoffice.find_office", lambda: tmp_path / "no such program")
    with pytest.raises(UserError, match="LibreOffice 启动不了"):
        pdf.to_pdf([tmp_path / "甲.docx"])


def test_where_there_is_none_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("chinese_cli.libreoffice._PLACES", ())
    assert find_office() is None
    with pytest.raises(UserError, match="没有找到"):
        pdf.find_office()


def test_only_one_place_knows_the_program() -> None:
    files = [
        p for room in ("checker", "chinese_cli", "corpus", "docgen") for p in (ROOT / room).rglob("*.py")
    ]
    found = {str(p.relative_to(ROOT)) for p in files if "UserInstallation" in p.read_text("utf-8")}
    assert found == {"chinese_cli/libreoffice.py"}
