"""What a run made and the folder it lies in, in; the PDFs and merged files of an older run beside it out (旧件)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.bulk import DONE, FAILED, Result

__all__ = ["merged_name", "old_merged", "old_pdfs"]

LATER = 60.0  # seconds: a folder that was copied has its files' times in any order, but close together


def merged_name(title: str) -> str:
    """The file to print in one go."""
    return f"{title}（合并打印）.docx"


def old_pdfs(results: Sequence[Result], out: Path) -> list[str]:
    """PDFs beside documents that were changed since: printed or sent, they have the old words."""
    pairs = [(r, Path(r.file).with_suffix(".pdf").as_posix()) for r in results if r.state != FAILED]
    return [pdf for r, pdf in pairs if _older(out / pdf, out / r.file, r.state == DONE)]


def old_merged(results: Sequence[Result], out: Path, name: str) -> bool:
    """Whether the merged file of an older run lies there and lacks what was made or edited since."""
    return any(_older(out / name, out / r.file, r.state == DONE) for r in results if r.state != FAILED)


def _older(copy: Path, original: Path, made: bool) -> bool:
    try:
        return copy.is_file() and (made or original.stat().st_mtime - copy.stat().st_mtime > LATER)
    except OSError:
        return False
