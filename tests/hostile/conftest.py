"""The catalogue's files, each made once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.catalogue import CASES

__all__ = ["CaseFile", "case_file"]

CaseFile = Callable[[str], Path]


@pytest.fixture(scope="session")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> CaseFile:
    """`case_file(case)` -> where it lies, named by its number; on disk, for together they are 400 MB."""
    folder = tmp_path_factory.mktemp("catalogue")
    numbers = {case: number for number, case in enumerate(CASES)}

    def lies(case: str) -> Path:
        path = folder / f"{numbers[case]:03}.docx"
        if not path.exists():
            path.write_bytes(CASES[case][0]())
        return path

    return lies
