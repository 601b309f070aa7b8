"""A path in, the file's bytes out: read once, from regular files only, and never more than the limit."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from checker.document import Unreadable
from checker.limits import Limits

__all__ = ["read_bytes"]

# Opening a FIFO would wait for ever without O_NONBLOCK; O_NOFOLLOW refuses a link put there after we looked.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY", "O_CLOEXEC"):
    _FLAGS |= getattr(os, _name, 0)


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The whole content of `path`; raises `Unreadable` for everything that is no readable regular file.

    A symbolic link (符号链接) is followed only when it stays in its own folder, so that a link dropped
    into a share cannot make the reviewer read, quote and publish another file of this machine.
    """
    try:
        path = _followed(path)
        for _ in range(2):
            data, steady = _read_once(path, limits)
            if steady:
                return data
    except FileNotFoundError:
        raise Unreadable(
            "vanished", "文件已经不在原处。", "请确认文件没有被移走或改名，再检查一次。"
        ) from None
    except PermissionError:
        raise Unreadable(
            "permission",
            "没有权限读取这个文件，或它正被别的程序占用。",
            "请关闭正在打开它的程序，或请管理员开放读取权限。",
        ) from None
    except (OSError, ValueError):
        raise Unreadable("damaged", "读取文件时磁盘或网络出错。", "请把文件重新复制一份再检查。") from None
    raise Unreadable("damaged", "文件正在被写入，还没有复制完。", "请等复制或保存完成后再检查一次。")


def _followed(path: Path) -> Path:
    """The regular file a path means; a symbolic link whose target lies outside the link's folder is refused."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        try:
            target = path.resolve(strict=True)
            home = path.parent.resolve(strict=True)
        except RuntimeError:  # a loop of links, before Python 3.13
            raise FileNotFoundError(path) from None
        if not target.is_relative_to(home):
            raise Unreadable("not_document", "这是指向其他文件夹的链接，不是文件本身。", "请报送文件本身。")
        path, mode = target, target.stat().st_mode
    if stat.S_ISDIR(mode):
        if not os.access(path, os.R_OK | os.X_OK):
            raise Unreadable(
                "permission",
                "文件夹打不开，没有读取权限，里面可能有材料没有审到。",
                "请管理员开放读取权限，再检查一次。",
            )
        raise Unreadable("not_document", "这是一个文件夹，不是文件。", "请报送文件夹里的文件。")
    if not stat.S_ISREG(mode):  # opening some devices does something, and a socket cannot be opened
        raise _not_a_file()
    return path


def _read_once(path: Path, limits: Limits) -> tuple[bytes, bool]:
    """The bytes, and whether the file stayed the same while they were read."""
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as stream:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise _not_a_file()
        if before.st_size > limits.file_bytes:
            raise _too_large(limits)
        data = stream.read(limits.file_bytes + 1)
        if len(data) > limits.file_bytes:
            raise _too_large(limits)
        after = os.fstat(handle)
    steady = len(data) == after.st_size and before.st_mtime_ns == after.st_mtime_ns
    return data, steady


def _not_a_file() -> Unreadable:
    return Unreadable("not_document", "这不是普通文件（是设备或管道）。", "请报送 Word 文档。")


def _too_large(limits: Limits) -> Unreadable:
    size = limits.file_bytes // (1024 * 1024)
    return Unreadable("too_large", f"文件超过 {size} MB。", "请压缩或删去文中的图片、视频后重新报送。")
