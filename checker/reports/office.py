"""The bytes of an old Word file come in; the same as .docx, made by LibreOffice where there is one, come out."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from chinese_cli.libreoffice import LibreOffice, OfficeFailed

__all__ = ["REBUILT", "Office"]

# Formats whose text LibreOffice gives back as paragraphs. Not PDF: it makes a text box of every line.
REBUILT = {"doc": ".doc", "wps": ".doc", "rtf": ".rtf", "odt": ".odt"}


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
        self.profile.parent.mkdir(parents=True, exist_ok=True)
        # Beside the settings, in the folder of the run: what a process that is ended leaves goes with it.
        with tempfile.TemporaryDirectory(prefix="wudaitou-", dir=self.profile.parent) as name:
            folder = Path(name)
            file = folder / f"a{REBUILT[format]}"
            file.write_bytes(source)
            office = LibreOffice(self.program, self.profile)
            try:
                office.convert([file], "docx:MS Word 2007 XML", folder / "out", self.seconds)
            except OSError as error:
                raise OfficeFailed(str(error)) from error
            made = folder / "out" / "a.docx"
            if not made.is_file():
                raise OfficeFailed("nothing was made")
            return made.read_bytes()
