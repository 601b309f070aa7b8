"""An installed wheel carries its data and works from another directory, without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline from a copy of what git tracks, unpacked as pip would."""
    work = tmp_path_factory.mktemp("wheel")
    files = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
        .stdout.decode()
        .split("\0")
    )
    for name in filter(None, files):
        if name.startswith(("tests/", "docs/pictures/")) or not (ROOT / name).is_file():
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
    assert names == {"checker", "chinese_cli", "corpus", "docgen", "templates"}


def test_both_demos_run_from_the_wheel(site: Path, tmp_path: Path) -> None:
    where = run(site, tmp_path, "import checker, corpus; print(checker.__file__)")
    assert where.startswith(str(site))
    out = run(site, tmp_path, "import docgen.cli, sys; sys.exit(docgen.cli.main(['demo', '-o', '文书']))")
    assert "承诺书" in out
    out = run(site, tmp_path, "import checker.cli, sys; sys.exit(checker.cli.main(['demo', '-o', '审查']))")
    assert "已写实" in out
    assert (tmp_path / "审查" / "结果" / "汇总.xlsx").exists()
