"""Finished .docx and .xlsx files in, PDFs beside them out, made by LibreOffice where it is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from chinese_cli import libreoffice
from chinese_cli.libreoffice import LibreOffice, OfficeFailed
from docgen.bulk import write_whole
from docgen.problems import UserError, system_advice, system_words

__all__ = ["find_office", "to_pdf"]

BATCH = 40
SECONDS_A_FILE = 20
_HOW = (
    "装上 LibreOffice 再运行一次：Windows、macOS 到 https://zh-cn.libreoffice.org 下载安装，"
    "Ubuntu、统信、麒麟运行 sudo apt install libreoffice-writer；也可以用 Word 或 WPS 打开后“另存为 PDF”"
)


def find_office() -> Path:
    """LibreOffice's program, or a `UserError` that says how to get it."""
    found = libreoffice.find_office()
    if found is None:
        raise UserError("转 PDF 要用 LibreOffice，这台电脑上没有找到", _HOW)
    return found


def to_pdf(files: Sequence[Path]) -> list[tuple[Path, str]]:
    """Make the PDFs; those that could not be made or written, each with what to do in Chinese."""
    program = find_office()
    wrong: list[tuple[Path, str]] = []
    # A folder of our own for the profile, so that an open LibreOffice is not disturbed.
    with tempfile.TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True) as scratch:
        office = LibreOffice(program, Path(scratch) / "profile")
        by_folder: dict[Path, list[Path]] = {}
        for file in files:
            by_folder.setdefault(file.parent, []).append(file)
        for place, (folder, group) in enumerate(by_folder.items()):
            for start in range(0, len(group), BATCH):
                batch = group[start : start + BATCH]
                # Two schools may have members of one name: what one of them lacks must not come from the other.
                target = Path(scratch) / f"out{place}-{start}"
                _convert(office, batch, target)
                for file in batch:
                    pdf = target / f"{file.stem}.pdf"
                    if pdf.is_file():
                        try:
                            write_whole(folder / pdf.name, pdf.read_bytes())
                        except OSError as error:  # mostly a reader has the last one open
                            why = f"写不进去（{system_words(error)}），{system_advice(error)}"
                            wrong.append((folder / pdf.name, why))
                    else:
                        why = f"没有转成 PDF，{file.name} 已经做好，请用 Word 或 WPS 打开后另存为 PDF"
                        wrong.append((folder / f"{file.stem}.pdf", why))
    return wrong


def _convert(office: LibreOffice, batch: Sequence[Path], target: Path) -> None:
    try:
        office.convert(batch, "pdf", target, 60 + SECONDS_A_FILE * len(batch))
    except OfficeFailed:
        return  # the missing PDFs are reported one by one
    except OSError as error:
        raise UserError(f"LibreOffice 启动不了（{system_words(error)}）", _HOW) from None
