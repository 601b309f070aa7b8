"""constraints.txt and setup.cfg in, requirements/*.txt out: the same versions with the digest of every file.

Run with uv installed (pip install uv) and the network there, after any change to constraints.txt:

    python tools/lock.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = "# {} Made by tools/lock.py; not edited by hand.\n"
WANTED = {
    "build.txt": ("What builds the packages that have no wheel.", ["-"], "setuptools\n"),
    "demo.txt": ("What both programs need.", ["setup.cfg"], ""),
    "test.txt": ("What both programs, the tests and the extras need.", ["constraints.txt", "--no-deps"], ""),
}


def main() -> None:
    """Write the three files."""
    for name, (what, sources, stdin) in WANTED.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.10"]
        command += [
            "--generate-hashes",
            "--no-annotate",
            "--no-header",
            "-q",
            "-c",
            "constraints.txt",
            *sources,
        ]
        made = subprocess.run(
            command, cwd=ROOT, input=stdin, capture_output=True, text=True, check=True
        ).stdout
        (ROOT / "requirements" / name).write_text(HEAD.format(what) + made, encoding="utf-8")


if __name__ == "__main__":
    main()
