"""A path and what to put there come in; a file that is whole, or no file at all, comes out."""

from __future__ import annotations

import contextlib
import errno
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

__all__ = ["CannotWrite", "write_bytes", "write_lines", "write_with"]

# A report open in Excel cannot be replaced on Windows; this many second names are tried.
NUMBERED = 9


class CannotWrite(Exception):
    """A report could not be put in its place; the text is a Chinese sentence that says what to do."""


def write_with(path: Path, fill: Callable[[Path], None]) -> Path:
    """Let `fill` write a temporary sibling, then give it the name `path`; return the name it got.

    The name differs from `path` only when another program holds the old file: then 汇总.xlsx becomes
    汇总(2).xlsx. The old file is whole until the new one is.
    """
    temporary = path.with_name(f".~{secrets.token_hex(6)}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch(exist_ok=False)
    except OSError as error:
        raise CannotWrite(_advice(path, error)) from error
    try:
        fill(temporary)
        return _put(temporary, path)
    except OSError as error:
        raise CannotWrite(_advice(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> Path:
    """Write `content` whole to `path`; return the name it got (see `write_with`)."""
    return write_with(path, lambda temporary: _fill_bytes(temporary, content))


def write_lines(path: Path, lines: Iterator[str]) -> Path:
    """Write text lines (each with its own line end) as UTF-8; return the name the file got."""

    def fill(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8", newline="") as out:
            _copy(lines, out)

    return write_with(path, fill)


def _copy(lines: Iterator[str], out: IO[str]) -> None:
    for line in lines:
        out.write(line)


def _fill_bytes(temporary: Path, content: bytes) -> None:
    temporary.write_bytes(content)


def _put(temporary: Path, path: Path) -> Path:
    try:
        temporary.replace(path)
        return path
    except PermissionError:
        for number in range(2, NUMBERED + 1):
            other = path.with_name(f"{path.stem}({number}){path.suffix}")
            try:
                temporary.replace(other)
                return other
            except PermissionError:
                continue
        raise


def _advice(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        what = "磁盘已满。请清理磁盘，或用 -o 换一个位置，再运行一次。"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what = "没有写入权限，或文件正被其他程序打开。请关闭打开的文件，或用 -o 换一个可以写入的文件夹。"
    elif error.errno == errno.ENAMETOOLONG:
        what = "文件名或路径太长。请用 -o 换一个路径较短的文件夹。"
    else:
        what = "请检查磁盘和文件夹是否可用，或用 -o 换一个文件夹，再运行一次。"
    return f"无法写入“{path.name}”：{what}旧的结果没有改动。"
