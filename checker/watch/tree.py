"""A folder in, every file below it with size and time out: what one pass (巡查) of the watcher sees."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from checker.names import RESULTS_REASON, holds_results, is_results, met

__all__ = ["Entry", "Listing", "list_tree"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it lies there. `ignored` says why it is no submission."""

    size: int
    mtime_ns: int
    ignored: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was seen: path (relative, POSIX) -> entry.

    `folders` are those that were listed, `present` those that were seen, `failed` those that could not be
    listed. The root is "". `full` is true when the whole tree was asked for.
    """

    entries: dict[str, Entry]
    folders: frozenset[str]
    present: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    full: bool = True

    def looked_for(self, path: str) -> bool:
        """Whether a file that is not among the entries is really not there, or lies in earlier results."""
        if path in self.present and path not in self.folders:
            return False  # a folder, which this pass did not look into: earlier results may still be in it
        folder = path.rpartition("/")[0]
        if folder in self.folders:
            return True
        while folder:
            above = folder.rpartition("/")[0]
            if above in self.folders:
                # Its folder went, unless it is there and just was not (or could not be) looked into.
                return folder not in self.present
            folder = above
        return False

    def shut(self, path: str) -> str:
        """Why a folder above this file was not gone into (earlier results), or ""."""
        above = path.rpartition("/")[0]
        while above and above not in self.entries:
            above = above.rpartition("/")[0]
        return self.entries[above].ignored if above else ""


@dataclass(slots=True)
class _Scan:
    root: str
    skip: frozenset[str]
    entries: dict[str, Entry] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)

    def folder(self, name: str) -> list[str]:
        """List one folder; return the folders inside."""
        inner: list[str] = []
        prefix = name + "/" if name else ""
        try:
            with os.scandir(self.root + os.sep + name if name else self.root) as scanned:
                found = list(scanned)
            if name and holds_results(entry.name for entry in found):
                self.entries[name] = Entry(0, 0, RESULTS_REASON)
                found = []
            for entry in found:
                self._entry(entry, prefix + entry.name, inner)
        except OSError:
            self.failed.add(name)
            return []
        self.folders.add(name)
        self.present.update(inner)
        return inner

    def listing(self, full: bool) -> Listing:
        return Listing(
            self.entries, frozenset(self.folders), frozenset(self.present), frozenset(self.failed), full
        )

    def _entry(self, entry: os.DirEntry[str], path: str, inner: list[str]) -> None:
        try:
            inside, reason = met(entry)
            if inside:
                if path not in self.skip:
                    inner.append(path)
                return
            if entry.is_dir():  # passed over; Windows lets nobody ask more of its own
                self.entries[path] = Entry(0, 0, reason)
                return
            facts = _facts(entry)
            self.entries[path] = Entry(facts.st_size, facts.st_mtime_ns, reason)
        except OSError:
            return  # went away between the listing and the look


def _facts(entry: os.DirEntry[str]) -> os.stat_result:
    # Windows keeps stale sizes in folder listings of files that are still open; os.stat asks the file.
    if os.name == "nt":
        return Path(entry.path).stat()
    try:
        return entry.stat()
    except FileNotFoundError:
        return entry.stat(follow_symlinks=False)  # a link that leads nowhere


def list_tree(
    root: Path,
    skip: Iterable[str] = (),
    only: Iterable[str] | None = None,
    known: Container[str] = frozenset(),
) -> Listing:
    """Everything below `root`; with `only` just those folders, and whole those in them that are not `known`.

    `skip` are folders never entered (the results, when they lie inside). A folder of `only` that is not
    there any more is not listed; the listing of the one above shows that it went.
    """
    scan = _Scan(str(root), frozenset(skip))
    if only is None:
        stack = [""]
        while stack:
            stack += scan.folder(stack.pop())
        return scan.listing(full=True)
    stack = sorted({_nearest(root, name) for name in only} - scan.skip)
    while stack:
        name = stack.pop()
        if name not in scan.folders:
            stack += [inner for inner in scan.folder(name) if inner not in known]
    return scan.listing(full=False)


def _nearest(root: Path, name: str) -> str:
    """The folder itself, or the nearest one above that is still there; of earlier results their uppermost."""
    while name and not root.joinpath(*name.split("/")).is_dir():
        name = name.rpartition("/")[0]
    parts = name.split("/")
    for depth in range(1, len(parts)):
        if is_results(root.joinpath(*parts[:depth])):
            return "/".join(parts[:depth])
    return name
