"""An installed wheel carries its data and works from another directory, without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("checker", "chinese_cli", "corpus", "docgen", "templates")


def tracked() -> list[str]:
    """What git tracks and is there, by its path from the root."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline from a copy of what git tracks, unpacked as pip would."""
    work = tmp_path_factory.mktemp("wheel")
    for name in tracked():
        if name.startswith(("tests/", "docs/pictures/")):
            continue
        target = work / "src" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(work),
        str(work / "src"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    (wheel,) = work.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(work / "site")
    return work / "site"


def run(site: Path, tmp_path: Path, code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_nothing_of_the_tests_is_in_the_wheel(site: Path) -> None:
    names = {p.name for p in site.iterdir() if not p.name.endswith(".dist-info")}
    assert names == set(PACKAGES)


def test_every_file_of_the_packages_is_in_the_wheel(site: Path) -> None:
    names = [name for name in tracked() if name.split("/")[0] in PACKAGES]
    assert len(names) > 400
    assert [name for name in names if not (site / name).is_file()] == []


def test_both_demos_run_from_the_wheel(site: Path, tmp_path: Path) -> None:
    where = run(site, tmp_path, "import checker, corpus; print(checker.__file__)")
    assert where.startswith(str(site))
    out = run(site, tmp_path, "import docgen.cli, sys; sys.exit(docgen.cli.main(['demo', '-o', '文书']))")
    assert "承诺书" in out
    out = run(site, tmp_path, "import checker.cli, sys; sys.exit(checker.cli.main(['demo', '-o', '审查']))")
    assert "已写实" in out
    assert (tmp_path / "审查" / "结果" / "汇总.xlsx").exists()


def test_letters_are_written_from_the_wheel(site: Path, tmp_path: Path) -> None:
    paper = tmp_path / "报送" / "承诺书.txt"
    paper.parent.mkdir()
    paper.write_text("承诺书\n每周读书XX小时。\n石桥小学 李明\n2011年3月1日\n", encoding="utf-8")
    code = "import checker.cli, sys; checker.cli.main(['check', '报送', '-o', '结果', '--replies'])"
    run(site, tmp_path, code)
    letters = list((tmp_path / "结果" / "反馈意见").rglob("*.docx"))
    assert letters and all(zipfile.is_zipfile(letter) for letter in letters)
