"""A data file's path in, its sheets of raw cells (.xlsx, .csv) or its text (.yaml) out, told by its content."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from docgen.problems import UserError, clean
from docgen.workbook import MAX_COLUMNS, MAX_ROWS, WORD_ADVICE, Cells, Sheet, read_workbook

__all__ = ["is_open", "open_source"]

MAX_FILE = 50 * 1024 * 1024
MAX_TEXT = 5 * 1024 * 1024  # bytes of a .yaml: a roster of five thousand with every commitment written out
_AGAIN = "用 Excel 或 WPS 打开后另存为 .xlsx"
_WORD = (".doc", ".docx", ".docm", ".wps", ".wpt", ".dot", ".dotx", ".rtf", ".odt")
_PERHAPS = (
    ".xls",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".et",
    ".ett",
    ".ods",
    ".numbers",
    ".txt",
    ".tsv",
    ".prn",
    ".pdf",
)
_OURS = "--data 后面要写填好的表：docgen data 做出的 .xlsx 或 .yaml，或者 .csv"
_LOCKS = ("~$", ".~")  # what Excel and Word, WPS and LibreOffice lay beside a file somebody has open


def open_source(path: Path) -> Iterator[Sheet] | str:
    """What the file holds, told by its content; a file that cannot be read is a `UserError`."""
    try:
        size = path.stat().st_size
    except OSError:
        raise UserError(f"找不到数据文件 {clean(str(path))}", _perhaps(path)) from None
    if path.name.startswith(_LOCKS):
        raise UserError(
            f"{clean(path.name)} 是表正开着时的临时文件，不是表",
            f"改写成 {clean(_unlocked(path.name))}；先在 Excel 或 WPS 里存盘",
        )
    if path.is_dir():
        raise UserError(f"{clean(str(path))} 是文件夹，不是数据文件", "写出 .xlsx 或 .yaml 文件的路径")
    if size > MAX_FILE:
        raise UserError(f"数据文件 {clean(path.name)} 超过 50 MB", "删去图片和多余的表后再用")
    if not size:
        raise UserError(f"数据文件 {clean(path.name)} 是空的", "用 docgen data 重新做一张表来填")
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError:
        raise UserError(f"没有权限读 {clean(str(path))}", "关掉正在打开它的程序，或换一个位置") from None
    if head.startswith(b"PK"):
        return read_workbook(path)
    suffix = path.suffix.lower()
    if suffix in _WORD:
        raise UserError(f"{clean(path.name)} 是 Word 或 WPS 文档，不是填好的表", WORD_ADVICE)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(
            f"{clean(path.name)} 是旧版 Excel 文件（.xls）或加了密码",
            "用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx",
        )
    if head.lstrip()[:1] == b"<":
        raise UserError(f"{clean(path.name)} 其实是网页或 XML（有的系统导出的 .xls 是这样）", _AGAIN)
    if suffix in _PERHAPS:
        raise UserError(f"{clean(path.name)} 不是能读的表格（可能损坏了，或只是改了后缀名）", _AGAIN)
    if suffix not in (".yaml", ".yml", ".csv"):
        raise UserError(f"{clean(path.name)} 不是填好的表", _OURS)
    table = suffix == ".csv"
    if not table and size > MAX_TEXT:
        raise UserError(f"数据文件 {clean(path.name)} 超过 5 MB", "分成几个文件，或改用 .xlsx")
    text = _text(path)
    return iter([Sheet(path.stem, _csv(text, path.name))]) if table else text


def is_open(path: Path) -> bool:
    """Whether somebody seems to have the file open: what is not saved yet is not read."""
    locks = (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")
    return any(path.with_name(lock).exists() for lock in locks)


def _unlocked(name: str) -> str:
    """The name of the file a lock is for."""
    return name.removeprefix(".~lock.").removesuffix("#").removeprefix("~$").removeprefix(".~")


def _perhaps(path: Path) -> str:
    """What may have been meant by a path where nothing is: Windows does not show how a name ends."""
    quoted = str(path).strip("“”‘’\"'「」")
    if quoted != str(path):
        return f"文件名两边的引号要用英文的，或不写：{clean(quoted)}"
    try:
        near = sorted(
            p.name
            for p in path.parent.iterdir()
            if p.suffix.lower() in (".xlsx", ".yaml", ".csv")
            and not p.name.startswith(_LOCKS)
            and path.name.casefold() in (p.stem.casefold(), p.name.casefold())
        )
    except OSError:
        return "检查文件名和路径"
    if not near:
        return "检查文件名和路径"
    return f"是不是 {clean(str(path.with_name(near[0])))}？文件名要写全，连同后面的 {Path(near[0]).suffix}"


def _csv(text: str, name: str) -> Iterator[Cells]:
    """The filled rows of a .csv, as they come."""
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=_between(text)), 1):
            if any(cells):
                if number > MAX_ROWS:
                    raise UserError(f"{clean(name)} 超过 {MAX_ROWS} 行", "分成几个文件")
                yield number, cells[:MAX_COLUMNS]
    except csv.Error:
        raise UserError(f"{clean(name)} 不是能读的 CSV（引号不成对，或一格太长）", _AGAIN) from None


def _between(text: str) -> str:
    """What stands between two cells: a comma, unless the first line has none and more of another sign."""
    first = text.lstrip().partition("\n")[0]
    return "," if "," in first else max(",\t;，", key=first.count)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    # Excel's “Unicode 文本” is UTF-16 with its mark.
    known = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in known:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    again = (
        _AGAIN if path.suffix.lower() == ".csv" else "用记事本打开，看看是不是填好的表；是的话，另存为 UTF-8"
    )
    raise UserError(f"{clean(path.name)} 读不出文字（编码认不出，或不是文字文件）", again)
