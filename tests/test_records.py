"""`checker.records`: what a record shares with a frozen dataclass, at run time and for mypy."""

from __future__ import annotations

import doctest
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from checker import records
from checker.document import Where


def test_the_example_in_the_docstring_holds() -> None:
    assert doctest.testmod(records) == (0, 1 + 1)


def test_a_record_compares_hashes_and_travels_by_its_fields() -> None:
    one, same, other = Where("body", 1, 2, 3), Where("body", 1, 2, 3), Where("body", 1, 2, 4)
    assert one == same and hash(one) == hash(same) and one != other
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(AttributeError):
        one.line = 5  # type: ignore[attr-defined]


def test_mypy_lets_nobody_set_a_field(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    file = tmp_path / "sets.py"
    file.write_text(
        "from checker.records import record\n\n\n@record\nclass Spot:\n    line: int\n\n\nSpot(1).line = 2\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--follow-imports=silent", str(file)]
    found = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    assert "read-only" in found.stdout, found.stdout + found.stderr
