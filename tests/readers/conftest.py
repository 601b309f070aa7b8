"""Files of old formats, made once a session by LibreOffice from a .docx of the builder."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docx_builder import Docx

Convert = Callable[[dict[str, Docx], str], dict[str, Path]]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """`convert({name: Docx}, "doc")` -> {name: path}; one start of LibreOffice for all of them."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice (soffice) is needed for tests marked soffice"
    profile = tmp_path_factory.mktemp("profile")

    def run(documents: dict[str, Docx], suffix: str) -> dict[str, Path]:
        folder = tmp_path_factory.mktemp(f"to-{suffix}")
        sources = [document.save(folder / f"{name}.docx") for name, document in documents.items()]
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", suffix]
        subprocess.run(
            [*command, "--outdir", str(folder / "out"), *map(str, sources)],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return {name: folder / "out" / f"{name}.{suffix}" for name in documents}

    return run
