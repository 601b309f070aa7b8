"""An error nobody caught in, one Chinese sentence with what to do out."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Sequence

from corpus import StandardError

__all__ = ["Mistakes", "advice_for", "advice_lines", "first_told"]

_TOLD = 50  # mistakes that are told one by one


class Mistakes(Exception):
    """A file of the user's own with mistakes, a Chinese line each; names of strangers in them are cleaned already."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


def first_told(head: str, wrong: Sequence[object]) -> tuple[str, ...]:
    """The lines of `Mistakes` for more than one: a head, the first of them, and of very many how many they are."""
    more = (f"……共 {len(wrong)} 处。",) if len(wrong) > _TOLD else ()
    return (head, *map(str, wrong[:_TOLD]), *more)


def advice_lines(error: BaseException) -> tuple[str, ...]:
    """What went wrong and what to do (`advice_for`), a line for each thing that is wrong."""
    return error.lines if isinstance(error, Mistakes) else (advice_for(error),)


def advice_for(error: BaseException) -> str:
    """What went wrong and what to do, for a person who does not program."""
    if isinstance(error, StandardError):
        return str(error)
    if isinstance(error, OSError):
        # Without a name it is a temporary file (reviews of a large batch, sheets being made).
        name = str(error.filename or tempfile.gettempdir())
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"磁盘满了，写不下“{name}”。原有的结果没有动。请腾出空间，或用 -o 换一个盘，再运行一次。"
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return f"没有权限读写“{name}”。请换一个有权限的文件夹，或请管理员开放权限。"
        if error.errno in (errno.EEXIST, errno.ENOTDIR):
            return f"“{name}”已经是一个文件，不能当文件夹用。请用 -o 换一个文件夹名。"
        return (
            f"读写“{name}”时出错（{error.strerror or type(error).__name__}）。请检查路径和磁盘后再运行一次。"
        )
    if isinstance(error, ValueError) and any("一" <= c <= "鿿" for c in str(error)):
        return str(error)
    if type(error).__module__.startswith("checker.") and any("一" <= c <= "鿿" for c in str(error)):
        return str(error)  # our own exceptions say what to do
    if isinstance(error, MemoryError):
        return "内存不够。请用 --jobs 1 再试，或分几批审查。"
    return f"程序内部出错（{type(error).__name__}：{error}）。请把这句话和当时的命令发给维护人员；已写出的结果是完整的。"
