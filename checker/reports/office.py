"""The bytes of an old Word file come in; the same as .docx, made by LibreOffice where there is one, come out."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Office", "OfficeFailed", "find_office"]

# Formats whose text LibreOffice gives back as paragraphs. Not PDF: it makes a text box of every line.
REBUILT = {"doc": ".doc", "wps": ".doc", "rtf": ".rtf", "odt": ".odt"}
_PLACES = {
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}
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


@dataclass(frozen=True, slots=True)
class Office:
    """LibreOffice, and the folder of its settings; two processes must not share one folder."""

    program: Path
    profile: Path
    seconds: float = 25.0

    def docx(self, source: bytes, format: str) -> bytes:
        """The document as .docx. Raises `OfficeFailed`; leaves no process and no file behind."""
        if format not in REBUILT:
            raise OfficeFailed(f"no rebuilding of {format}")
        self._settle()
        # Beside the settings, in the folder of the run: what a process that is ended leaves goes with it.
        with tempfile.TemporaryDirectory(prefix="wudaitou-", dir=self.profile.parent) as name:
            folder = Path(name)
            file = folder / f"a{REBUILT[format]}"
            file.write_bytes(source)
            self._run(["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(file)])
            made = folder / "out" / "a.docx"
            if not made.is_file():
                raise OfficeFailed("nothing was made")
            return made.read_bytes()

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

    def _run(self, arguments: list[str]) -> None:
        command = [str(self.program), f"-env:UserInstallation={self.profile.resolve().as_uri()}"]
        command += ["--headless", "--norestore", "--nolockcheck", "--nologo", *arguments]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise OfficeFailed(str(error)) from error
        try:
            process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            raise OfficeFailed("took too long") from None
        finally:
            _end(process)


def find_office() -> Path | None:
    """LibreOffice's program where it usually is; None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in _PLACES.get(sys.platform, ()) if Path(place).is_file()), None)


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
