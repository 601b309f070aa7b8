"""What a run does with each file: made once from what was asked for, handed to every worker."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from checker.bureau import NONE, Bureau
from checker.limits import DEFAULT, Limits

__all__ = ["Job"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with each file: which standard and kind, and where commented copies go (None: nowhere).

    `when` is the time written into the comments; with `suggest` replacements are tracked changes too.
    `office` is a folder for LibreOffice's settings: it then rebuilds .doc, .wps, .rtf and .odt as .docx for
    the copies. `bureau` brings profile, waivers and examples. `plugins`
    are modules or .py files to load beside the installed plugins.
    """

    standard: str = "chuangxianzhengyou"
    kind: str = "auto"
    copies: Path | None = None
    when: datetime.datetime = datetime.datetime(2000, 1, 1)
    limits: Limits = DEFAULT
    bureau: Bureau = NONE
    plugins: tuple[str, ...] = ()
    suggest: bool = False
    office: Path | None = None

    @property
    def copy_mark(self) -> str:
        """What makes the commented copies other than usual; a copy with another mark is out of date."""
        return "+suggest" * self.suggest + "+office" * (self.office is not None)
