"""Rows of the ledger in, the same rows with what happens to them out, and which are to be written down."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from checker.ledger import FileRow
from checker.watch.states import Now

__all__ = ["Rows"]


class Rows:
    """The row of every file of one folder, and which paths have the same content."""

    def __init__(self, rows: Mapping[str, FileRow]) -> None:
        """Those the ledger has: of these nothing is to be written."""
        self.by_path = dict(rows)
        self._content: dict[str, set[str]] = {}
        self._dirty: set[str] = set()
        self._dropped: set[str] = set()
        for path, row in rows.items():
            if row.sha256:
                self._content.setdefault(row.sha256, set()).add(path)

    def having(self, sha256: str) -> list[str]:
        """The paths whose content is or last was this; none for "", which is no content."""
        return sorted(self._content.get(sha256, ()))

    def changes(self) -> tuple[list[FileRow], list[str]]:
        """Rows to write and paths to drop since the last call."""
        rows = [self.by_path[p] for p in sorted(self._dirty) if p in self.by_path]
        dropped = sorted(p for p in self._dropped if p not in self.by_path)
        self._dirty.clear()
        self._dropped.clear()
        return rows, dropped

    def set(self, path: str, *, state: str, why: str, now: Now, **more: object) -> None:
        """Another state for a file; `more` are other fields of its row."""
        row = self.by_path[path]
        since = row.since if row.state == state and row.why == why else now.wall
        self.write(dataclasses.replace(row, state=state, why=why, since=since, **more))  # type: ignore[arg-type]

    def write(self, row: FileRow) -> None:
        """A row in place of the path's former one."""
        before = self.by_path.get(row.path)
        if before is not None and before.sha256 != row.sha256:
            self._lose(before)
        if row.sha256:
            self._content.setdefault(row.sha256, set()).add(row.path)
        self.by_path[row.path] = row
        self._dirty.add(row.path)

    def drop(self, path: str) -> None:
        """Nothing more is known of this path."""
        row = self.by_path.pop(path, None)
        if row is not None:
            self._lose(row)
        self._dropped.add(path)

    def _lose(self, row: FileRow) -> None:
        self._content.get(row.sha256, set()).discard(row.path)
