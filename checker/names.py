"""File names in, which are submissions and which are passed over out (按文件名忽略)."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "RESULTS_REASON",
    "Found",
    "holds_results",
    "ignored_reason",
    "is_results",
    "met",
    "own_files",
    "real_place",
    "walk",
]

# What these programs leave beside a document (Word, WPS, LibreOffice, NAS and desktop files).
_IGNORED: tuple[tuple[str, str], ...] = (
    ("~$*", "Word 或 WPS 正在编辑时的锁文件"),
    (".~lock.*#", "LibreOffice 正在编辑时的锁文件"),
    (".~*", "WPS 正在编辑时的锁文件"),
    ("~WRL*.tmp", "Word 的临时文件"),
    ("~WRD*", "Word 的临时文件"),
    ("~WPS*", "WPS 的临时文件"),
    ("*.tmp", "临时文件"),
    ("*.part", "没有传完的文件"),
    ("*.crdownload", "没有下载完的文件"),
    ("._*", "苹果电脑的附属文件"),
    (".DS_Store", "苹果电脑的附属文件"),
    ("Thumbs.db", "Windows 的缩略图"),
    ("desktop.ini", "Windows 的文件夹设置"),
    ("审查豁免.xlsx", "豁免清单，放在最上层文件夹里才起作用"),
    ("审查豁免.y*ml", "豁免清单，放在最上层文件夹里才起作用"),
)
_MATCHERS = tuple((re.compile(fnmatch.translate(p.lower())).match, reason) for p, reason in _IGNORED)
_SYSTEM_FOLDERS = frozenset(
    {"@eaDir", ".stfolder", "$RECYCLE.BIN", "System Volume Information", ".git", "__MACOSX"}
)
# What an earlier run left: its copies of papers are no papers.
_RESULTS = frozenset({"汇总.xlsx", "reviews.jsonl"})
RESULTS_REASON = "以前的审查结果（里面有汇总.xlsx 和 reviews.jsonl），里面的文件没有审"
_HEX = re.compile(r"[0-9A-Fa-f]{8}\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A file met in a folder. `name` is its path from that folder in POSIX form; `ignored` says why not reviewed."""

    path: Path
    name: str
    ignored: str = ""


def ignored_reason(name: str) -> str:
    """Why a file of this name is no submission, or "".

    >>> ignored_reason("~$承诺书.docx")
    'Word 或 WPS 正在编辑时的锁文件'
    >>> ignored_reason("承诺书.docx")
    ''
    """
    low = name.lower()
    for match, reason in _MATCHERS:
        if match(low):
            return reason
    return "Excel 的临时文件" if _HEX.match(name) else ""


def holds_results(names: Iterable[str]) -> bool:
    """Whether a folder with these names in it is what an earlier run left.

    >>> holds_results(["批注", "汇总.xlsx", "reviews.jsonl"]), holds_results(["汇总.xlsx", "承诺书.docx"])
    (True, False)
    """
    return len(_RESULTS.intersection(names)) == len(_RESULTS)


def is_results(folder: Path) -> bool:
    """Whether a folder that was not listed is what an earlier run left; False where it may not be looked into."""
    try:
        return all((folder / name).exists() for name in _RESULTS)
    except OSError:
        return False


def real_place(path: Path) -> str:
    """Where a file lies, its folder's real path (真实路径) before its name: `..` and links on the way do not show."""
    return str(Path(os.path.realpath(path.parent)) / path.name)


def own_files(settings: Iterable[Path], shared: Iterable[Path], lists: Iterable[Path] = ()) -> dict[str, str]:
    """The bureau's own files, each by its real place and, where it is a link, by that of what it leads to; and why
    they are no submissions."""
    reasons = (
        (settings, "本局的设置，不是报送材料"),
        (shared, "发下去的模板，不是报送材料"),
        (lists, "名单或更正表，不是报送材料"),
    )
    return {
        place: why
        for paths, why in reasons
        for path in paths
        for place in (real_place(path), os.path.realpath(path))
    }


_MOUNT_POINT = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether this is a Windows junction (目录联接): like a link, it may lead out of the folder or in a circle."""
    check = getattr(entry, "is_junction", None)  # Python 3.12
    if check is not None:
        return bool(check())
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT


def met(entry: os.DirEntry[str]) -> tuple[bool, str]:
    """Whether what lies in a folder is one to look into, and why it or the file is passed over, or "".

    What `check` and the watcher review is the same: both ask here. OSError when it went away meanwhile.
    """
    if entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
        system = entry.name in _SYSTEM_FOLDERS
        return not system, "系统或网盘自己的文件夹" if system else ""
    # Asked of the path: unlike for the entry, a link to itself is no error for it.
    if not entry.is_file(follow_symlinks=False) and Path(entry.path).is_dir():
        return False, "指向别处的文件夹链接，没有进入"
    return False, ignored_reason(entry.name)


def walk(root: Path, skip: Path | None = None) -> Iterator[Found]:
    """Every file under `root`, in a stable order; `skip` is the output folder when it lies inside.

    Folders that are links are not entered: they may lead out of the folder or round in a circle.
    """
    if root.is_file() or not root.is_dir():
        yield Found(root, root.name, ignored_reason(root.name))
        return
    skipped = skip.resolve() if skip is not None else None
    stack = [root]
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError:
            # Submissions may lie in it: it is reported among what could not be read, never passed over.
            yield Found(folder, folder.relative_to(root).as_posix() if folder != root else root.name)
            continue
        if folder != root and holds_results(entry.name for entry in entries):
            yield Found(folder, folder.relative_to(root).as_posix(), RESULTS_REASON)
            continue
        inner = []
        above = "" if folder == root else f"{folder.relative_to(root).as_posix()}/"
        for entry in entries:
            path, name = Path(entry.path), above + entry.name
            inside, reason = met(entry)
            if not inside:
                yield Found(path, name, reason)
            elif skipped is None or path.resolve() != skipped:
                inner.append(path)
        stack += reversed(inner)
