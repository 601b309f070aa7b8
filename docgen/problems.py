"""What can be wrong with a secretary's data or with a template: plain Chinese, its place, and the repair."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from chinese_cli.clean import clean

__all__ = ["DataErrors", "Problem", "UserError", "clean", "system_words"]

_SYSTEM = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个位置只能读",
    errno.ENOSPC: "磁盘满了",
    errno.EEXIST: "那里已有同名的文件",
    errno.ENOTDIR: "路径中间有一个是文件，不是文件夹",
    errno.EISDIR: "那里已有同名的文件夹",
    errno.ENOENT: "路径不存在",
    errno.ENAMETOOLONG: "名字太长",
    errno.EINVAL: "名字里有不能用的字符",
}


def system_words(error: OSError) -> str:
    """What the system complains of, in Chinese.

    >>> system_words(PermissionError(13, "Permission denied"))
    '没有权限'
    """
    return _SYSTEM.get(error.errno or 0, "系统不让写")


class UserError(Exception):
    """Something the user must mend: what is wrong, and what to do. Both are Chinese."""

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(f"{problem}。{advice}。" if advice else f"{problem}。")
        self.problem = problem
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the data: sheet, row, column, the value found, and what is expected."""

    sheet: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = f"“{clean(self.sheet)}”" if self.sheet else ""
        place += f"第{self.row}行" if self.row else ""
        place += f"“{clean(self.column)}”" if self.column else ""
        found = f"填的是“{clean(self.value)}”" if self.value else "没有填"
        return f"{place}：{found}，{self.expected}"


class DataErrors(Exception):
    """Every mistake found in one pass over a data file."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{file} 有{len(problems)}处要改")
        self.file = file
        self.problems = problems
