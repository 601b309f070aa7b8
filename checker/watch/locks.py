"""Names of lock files in, names of the documents they hold open out (锁文件 `~$`, `.~`, `.~lock.…#`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.watch.states import Now
from checker.watch.tree import Listing

__all__ = ["Locks", "held_by", "locked"]


def _is_lock(name: str) -> bool:
    """Whether a file of this name or path says that another one is open.

    >>> _is_lock("~$诺书.docx"), _is_lock(".~lock.承诺书.docx#"), _is_lock("承诺书.docx")
    (True, True, False)
    """
    return bool(_rest(name.rpartition("/")[2])[0])


def _rest(name: str) -> tuple[str, bool]:
    """What is left of the document's name in a lock's, and whether its beginning may be cut off."""
    if name.startswith(".~lock.") and name.endswith("#"):
        return name[7:-1], False
    for prefix in ("~$", ".~"):
        if name.startswith(prefix) and len(name) > len(prefix):
            return name[len(prefix) :], True
    return "", False


def held_by(locks: Iterable[str], names: Iterable[str]) -> Mapping[str, str]:
    """Document name -> lock name, for the files of one folder.

    Word puts `~$` before the name, or, where the name is long, in place of its first two characters; WPS
    does so with `.~` and one or two characters. Case does not count: the share may not keep it.
    """
    by_rest: dict[str, list[str]] = {}
    for name in names:
        low = name.casefold()
        for cut in (0, 1, 2):
            by_rest.setdefault(f"{cut}{low[cut:]}", []).append(name)
    found: dict[str, str] = {}
    for lock in locks:
        rest, cut_off = _rest(lock)
        for cut in (0, 1, 2) if cut_off else (0,):
            for name in by_rest.get(f"{cut}{rest.casefold()}", ()) if rest else ():
                found.setdefault(name, lock)
    return found


def locked(locks: Iterable[str], files: Iterable[str]) -> list[str]:
    """The files, by their paths, that one of the locks lies beside, however old it is.

    >>> locked(["甲/~$诺书.docx"], ["甲/承诺书.docx", "乙/承诺书.docx"])
    ['甲/承诺书.docx']
    """
    beside: dict[str, tuple[list[str], list[str]]] = {}
    for kind, paths in enumerate((filter(_is_lock, locks), files)):
        for path in paths:
            folder, slash, name = path.rpartition("/")
            beside.setdefault(folder + slash, ([], []))[kind].append(name)
    return [
        folder + name for folder, (held, names) in beside.items() if held for name in held_by(held, names)
    ]


class Locks:
    """The lock files met so far, and since when."""

    def __init__(self, age: float) -> None:
        """`age`: after so many seconds a lock holds nothing any more."""
        self._age = age
        self._first: dict[str, float] = {}

    def fresh(self, listing: Listing, now: Now) -> dict[str, list[str]]:
        """Folder -> names of the lock files in it that are not stale (过期)."""
        found: dict[str, list[str]] = {}
        for path in [p for p in self._first if p not in listing.entries and listing.looked_for(p)]:
            del self._first[path]
        for path, entry in listing.entries.items():
            folder, _, name = path.rpartition("/")
            if not entry.ignored or not _is_lock(name):
                continue
            first = self._first.setdefault(path, now.tick)
            # Another machine's clock may be off; what this machine saw itself is the other measure.
            if max(now.tick - first, now.wall - entry.mtime_ns / 1e9) < self._age:
                found.setdefault(folder, []).append(name)
        return found
