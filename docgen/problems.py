"""What can be wrong with a secretary's data or with a template: plain Chinese, its place, and the repair."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chinese_cli.clean import clean

__all__ = [
    "DataErrors",
    "Problem",
    "UserError",
    "clean",
    "numbers",
    "system_advice",
    "system_words",
    "told",
    "where",
]

MAX_RUNS = 20  # rows told one by one; the rest is a number
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


_ADVICE = {
    errno.ENOSPC: "腾出空间后再运行一次",
    errno.EROFS: "换一个位置",
    errno.EEXIST: "给它改名或删去，或换一个位置",
    errno.EISDIR: "给它改名或删去，或换一个位置",
    errno.ENOTDIR: "换一个位置",
    errno.ENAMETOOLONG: "换一个短一些的位置或名字",
    errno.EINVAL: "换一个名字",
}


def system_advice(error: OSError) -> str:
    """What to do about it, in Chinese; mostly somebody has the file open.

    >>> system_advice(OSError(28, "No space left on device"))
    '腾出空间后再运行一次'
    """
    return _ADVICE.get(error.errno or 0, "关掉正在打开它的程序，再运行一次")


def numbers(rows: Sequence[int]) -> str:
    """Row numbers as one says them.

    >>> numbers([2, 3, 4, 5, 9])
    '2—5、9'
    >>> numbers(range(2, 100, 2))
    '2、4、6、8、10、12、14、16、18、20、22、24、26、28、30、32、34、36、38、40 等 49 '
    """
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    said = [f"{r[0]}—{r[-1]}" if len(r) > 2 else "、".join(map(str, r)) for r in runs]
    more = f" 等 {len(set(rows))} " if len(said) > MAX_RUNS else ""
    return "、".join(said[:MAX_RUNS]) + more


def where(sheet: str, row: int) -> str:
    """The place of a value, as reminders begin with it.

    >>> where("单位信息", 3), where("", 3), where("", 0)
    ('“单位信息”第3行', '第3行', '')
    """
    return (f"“{clean(sheet)}”" if sheet else "") + (f"第{row}行" if row else "")


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
        return self.words(str(self.row) if self.row else "")

    def words(self, rows: str) -> str:
        """The mistake, made in these rows."""
        place = f"“{clean(self.sheet)}”" if self.sheet else ""
        place += f"第{rows}行" if rows else ""
        place += f"“{clean(self.column, 300)}”" if self.column else ""
        found = f"填的是“{clean(self.value)}”" if self.value else "没有填"
        return f"{place}：{found}，{self.expected}"


def told(problems: Sequence[Problem]) -> list[str]:
    """A line a mistake; the same one made in many rows or columns is told once, with all of them.

    >>> told([Problem("名册", n, "岗位", "老师", "应当是任课教师") for n in (2, 3, 4, 9)])
    ['“名册”第2—4、9行“岗位”：填的是“老师”，应当是任课教师']
    >>> told([Problem("名册", 3, column, "同上", "请写全") for column in ("岗位", "职务")])
    ['“名册”第3行“岗位”、“职务”：填的是“同上”，请写全']
    """
    rows: dict[Problem, list[int]] = {}
    for problem in problems:
        rows.setdefault(replace(problem, row=0), []).append(problem.row)
    alike: dict[tuple[Problem, str], list[str]] = {}
    for problem, found in rows.items():
        places = numbers([n for n in found if n])
        alike.setdefault((replace(problem, column=""), places), []).append(problem.column)
    return [replace(p, column="”、“".join(columns)).words(places) for (p, places), columns in alike.items()]


class DataErrors(Exception):
    """Every mistake found in one pass over a data file."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{file} 有{len(problems)}处要改")
        self.file = file
        self.problems = problems
