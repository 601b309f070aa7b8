"""Names of the bureau's own files in, what they settle (本局设置) out, read again when one of them changes."""

from __future__ import annotations

import datetime
from pathlib import Path

from checker.bureau import NONE, Asked, Bureau
from checker.examples import EXAMPLES
from checker.trouble import advice_lines
from checker.waiverlist import find_waivers
from checker.watch.log import Log

__all__ = ["Settled"]

Stamp = tuple[tuple[str, int, int], ...]


class Settled:
    """Profile, waivers and examples while a watcher runs. `bureau` is what holds now."""

    def __init__(self, asked: Asked, root: Path, out: Path) -> None:
        """Nothing is read yet."""
        self._asked, self._root, self._out = asked, root, out
        self._stamp: tuple[datetime.date, Stamp] | None = None
        self.bureau: Bureau = NONE

    def read(self) -> None:
        """Read the files; raises what `Asked.bureau` does."""
        self._stamp = self._look()
        self.bureau = self._asked.bureau([self._root], self._stamp[0], self._out)

    def changed(self, log: Log) -> bool:
        """Whether reviews would now come out otherwise. A file with a mistake is told of and changes nothing."""
        before, seen = self.bureau.digest, self._look()
        if seen == self._stamp:
            return False
        try:
            self.read()
        except Exception as error:  # each kind of file has its own
            self._stamp = seen
            first, *others = advice_lines(error)
            log("settings", f"本局设置有错，仍按原来的审查：{first}")
            for line in others:
                log("settings", line)
            return False
        return self.bureau.digest != before

    def _look(self) -> tuple[datetime.date, Stamp]:
        """Today, on which waivers depend, and size and time of every file."""
        found = []
        for path in (*self._asked.files, *find_waivers([self._root]), self._out / EXAMPLES):
            try:
                facts = path.stat()
                found.append((str(path), facts.st_size, facts.st_mtime_ns))
            except OSError:
                found.append((str(path), -1, -1))
        return datetime.date.today(), tuple(found)
