"""The functions other programs call; the examples of docs/api.md are run as they stand there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import checker
import checker.judging  # no submodule may take a function's name
from checker import review, review_all
from tests.desk.helpers import report, save

ROOT = Path(__file__).parents[1]
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.S)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    save(tmp_path / "报送/承诺书.docx", report("林小禾", "石桥小学"))
    (tmp_path / "报送/空.docx").touch()
    (tmp_path / "报送/~$承诺书.docx").write_bytes(b"lock")
    return tmp_path / "报送"


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_of_the_page_run(number: int, sent: Path) -> None:
    script = sent.parent / "试.py"
    script.write_text(EXAMPLES[number], encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(script)], cwd=sent.parent, capture_output=True, encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    expected = (
        "pass report\n",
        "承诺书.docx pass\n空.docx unreadable\n",
        '{"schema":"wudaitou.review/1","file":"承诺书.docx"',
    )
    assert ran.stdout.startswith(expected[number])
    assert len(EXAMPLES) == len(expected)


def test_a_folder_gives_what_each_file_gives(sent: Path) -> None:
    assert list(review_all(sent, jobs=1)) == [review(sent / "承诺书.docx"), review(sent / "空.docx")]
    both = review_all([sent / "空.docx", str(sent)], jobs=1)
    assert [r.file for r in both] == ["空.docx", "承诺书.docx", "空.docx"]


def test_what_cannot_be_used_is_said_at_once(sent: Path) -> None:
    with pytest.raises(ValueError, match="没有文种“poem”.*letter"):
        review(sent / "承诺书.docx", kind="poem")
    with pytest.raises(FileNotFoundError):
        review_all(sent / "没有")
    with pytest.raises(AttributeError):
        checker.nothing  # noqa: B018


def test_the_functions_survive_the_import_of_everything(sent: Path) -> None:
    import pkgutil

    names = {module.name for module in pkgutil.iter_modules(checker.__path__)}
    assert not names & set(checker.__all__)
    assert callable(checker.review) and json.dumps(checker.__all__)
