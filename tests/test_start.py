"""What the two processes of `checker check` load: each only its own part, or a start takes twice as long."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import StandardError, element_titles, load_standard, standard_names

_PARENT = """
import json, sys
from checker.cli import main
main(["check", sys.argv[1], "--format", "jsonl"])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
_WORKER = """
import json, sys
from pathlib import Path
from checker.reviewing import task
from checker.job import Job
from checker.names import Found
task((Found(Path(sys.argv[1]), "a.docx"), Job(), frozenset()))
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(program: str, file: Path) -> set[str]:
    """The modules that a program has imported when it ends."""
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, check=True)
    return set(json.loads(done.stderr.decode().splitlines()[-1]))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    import docx

    document = docx.Document()
    for line in (
        "承诺书",
        "我郑重承诺如下：",
        "一、每周读一本书，写一篇笔记。",
        "承诺人：李明",
        "2011年3月1日",
    ):
        document.add_paragraph(line)
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


def test_parent_leaves_the_judging_to_the_worker(paper: Path) -> None:
    names = loaded(_PARENT, paper)
    assert "checker.batch" in names
    assert not names & {
        "numpy", "rjieba", "jieba", "lxml", "openpyxl", "rich", "opencc",
        "checker.judging", "checker.rules", "checker.language", "checker.engine",
    }  # fmt: skip


def test_worker_knows_nothing_of_reports_and_rosters(paper: Path) -> None:
    names = loaded(_WORKER, paper)
    assert {"checker.judging", "numpy"} <= names
    assert not {n for n in names if n.startswith(("checker.reports", "checker.expected", "checker.desk"))}
    assert not names & {"click", "sqlite3", "openpyxl", "rich", "checker.rules.layout"}


@pytest.mark.parametrize("name", standard_names())
def test_titles_alone_are_those_of_the_whole_standard(name: str) -> None:
    assert element_titles(name) == tuple(e.title for e in load_standard(name).elements)


def test_titles_of_a_broken_standard_name_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("id: x\ntitle: 某\n", encoding="utf-8")
    with pytest.raises(StandardError, match="x.yaml 第1行"):
        element_titles(str(path))
