"""Files in, the same in another format out, made by LibreOffice where it is installed: found and run in one place."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LibreOffice", "OfficeFailed", "find_office"]

_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# No macro runs, no picture or other part is fetched from elsewhere, no link is updated.
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


class OfficeFailed(Exception):
    """LibreOffice made nothing of a file; the text is for the log."""


def find_office() -> Path | None:
    """LibreOffice's program where it usually is; None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).is_file()), None)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """LibreOffice, and the folder of its settings: an open one is not disturbed, and two must not share one."""

    program: Path
    profile: Path

    def convert(self, files: Sequence[Path], to: str, target: Path, seconds: float) -> None:
        """Put what can be made of the files into `target`, under their names; leaves no process behind.

        Raises `OfficeFailed` when it takes longer than `seconds`, OSError when the program cannot be started.
        """
        self._settle()
        command = [str(self.program), f"-env:UserInstallation={self.profile.resolve().as_uri()}"]
        command += ["--headless", "--norestore", "--nolockcheck", "--nologo", "--convert-to", to]
        command += ["--outdir", str(target), *(str(file.resolve()) for file in files)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise OfficeFailed("took too long") from None
        finally:
            _end(process)

    def _settle(self) -> None:
        settings = self.profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            items = "".join(
                f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
                f"<value>{value}</value></prop></item>"
                for path, name, value in _SETTINGS
            )
            settings.write_text(
                '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
                f"{items}</oor:items>",
                encoding="utf-8",
            )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with its children: `soffice` only starts the program that does the work."""
    import psutil

    if process.poll() is not None:
        return
    with contextlib.suppress(psutil.NoSuchProcess):
        family = psutil.Process(process.pid)
        for one in [*family.children(recursive=True), family]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
    process.wait()
