"""Reviews and states of files in, the same out after any restart: a result folder's SQLite ledger (台账).

One file, 审查台账.sqlite, in the output folder. It remembers by content (a review for these bytes, this
standard and this version of the program) and by path (which state each file is in, since when, why).
A damaged ledger is set aside under another name and begun anew; nothing in it is needed to be right.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from checker.findings import Review
from checker.ledger_schema import (
    FILE_COLUMNS,
    LEDGER_NAME,
    FileRow,
    LedgerTrouble,
    connect,
    from_db,
    to_db,
    trouble,
)
from checker.stored import from_bytes, to_bytes

__all__ = ["LEDGER_NAME", "FileRow", "Ledger", "LedgerTrouble", "content_key", "lasting"]

# Reasons that lie in the moment and not in the bytes: the next run tries again.
_FLEETING = frozenset({"file.timeout", "file.memory", "file.crash", "file.permission", "file.vanished"})
_KEPT_ENGINES = 3


def lasting(review: Review) -> bool:
    """Whether the same bytes would be reviewed the same way again; a waiver (豁免) goes by the name too."""
    return bool(review.sha256) and not any(f.rule in _FLEETING or f.waived for f in review.findings)


def content_key(file: str, sha256: str, reason: str | None) -> str:
    """The digest of a file's bytes; where they could not be had, one for the file and the reason."""
    if sha256:
        return sha256
    return "none:" + hashlib.sha256(f"{file}\0{reason}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _own_key(sha256: str, file: str) -> str:
    """Where a review is kept that holds for one file only, though another may have the same bytes."""
    return f"{sha256}:{hashlib.sha256(file.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


class Ledger:
    """An open ledger. A context manager; to be used by one thread at a time."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open or begin the ledger of a result folder. Raises LedgerTrouble, whose text is for the user."""
        self.path = folder / LEDGER_NAME
        self._db, self.note = connect(self.path, read_only)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, or none of it. May be nested; the outermost counts."""
        if self._db.in_transaction:
            yield
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
            raise trouble(error, self.path) from error

    # --- by content ---------------------------------------------------------------------------------

    def known(self, size: int, engine: str) -> frozenset[str]:
        """The digests of reviewed files of this size: only such a file can be one that was reviewed."""
        rows = self._rows("SELECT sha256 FROM reviews WHERE engine = ? AND size = ?", engine, size)
        return frozenset(row[0] for row in rows)

    def sizes(self, engine: str) -> dict[str, int]:
        """The digests of all reviewed files and their sizes in bytes: for many, one question and not many."""
        return dict(self._rows("SELECT sha256, size FROM reviews WHERE engine = ? AND size >= 0", engine))

    def recall(self, sha256: str, engine: str, file: str) -> Review | None:
        """The review of these bytes under the name `file`, or None."""
        own = _own_key(sha256, file)
        query = "SELECT sha256, body FROM reviews WHERE sha256 IN (?, ?) AND engine = ?"
        # What was kept for this file alone comes before what goes for these bytes anywhere.
        for _, body in sorted(self._rows(query, own, sha256, engine), key=lambda row: row[0] != own):
            with contextlib.suppress(ValueError):
                review = from_bytes(body)
                return review if review.file == file else dataclasses.replace(review, file=file)
        return None

    def remember(self, review: Review, size: int, engine: str, now: float) -> None:
        """Keep a review for its bytes. One that is not `lasting` is kept for this file alone, and never `known`."""
        key, own = (
            content_key(review.file, review.sha256, review.reason),
            _own_key(review.sha256, review.file),
        )
        with self.transaction():
            self._run("DELETE FROM reviews WHERE sha256 = ? AND engine = ?", (own, engine))
            if review.sha256 and not lasting(review):
                key, size = own, -1
            self._run(
                "INSERT OR REPLACE INTO reviews (sha256, engine, size, made, body) VALUES (?, ?, ?, ?, ?)",
                (key, engine, size, now, to_bytes(review)),
            )

    def review_at(self, row: FileRow) -> Review | None:
        """The newest review of the file in a row, or None when there is none yet."""
        return self.recall(content_key(row.path, row.sha256, row.why), row.engine, row.path)

    def forget_old_engines(self, engine: str) -> int:
        """Drop what earlier versions of the program found, except the last few and what versions of files
        refer to; return how many reviews went."""
        engines = [
            r[0] for r in self._rows("SELECT engine FROM reviews GROUP BY engine ORDER BY max(made) DESC")
        ]
        gone = 0
        for old in [e for e in engines if e != engine][_KEPT_ENGINES:]:
            gone += self._run(
                "DELETE FROM reviews WHERE engine = ?1 AND NOT EXISTS (SELECT 1 FROM versions v"
                " WHERE v.sha256 = reviews.sha256 AND v.engine = ?1)",
                (old,),
            )
        return gone

    # --- copies -------------------------------------------------------------------------------------

    def copied(self, file: str, engine: str) -> str:
        """The digest of the bytes whose commented copy was written under this name, or ""."""
        rows = self._rows("SELECT sha256 FROM copies WHERE path = ? AND engine = ?", to_db(file), engine)
        return next((row[0] for row in rows), "")

    def copy_of(self, file: str) -> tuple[str, str]:
        """The digest of the bytes whose copy lies under this name, and the engine it was written by."""
        rows = self._rows("SELECT sha256, engine FROM copies WHERE path = ?", to_db(file))
        return next(((row[0], row[1]) for row in rows), ("", ""))

    def copy_written(self, file: str, sha256: str, engine: str) -> None:
        """Note that the copy of these bytes is in its place."""
        self._run("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", (to_db(file), sha256, engine))

    def copies(self) -> dict[str, tuple[str, str]]:
        """`copy_of` for every name under which a copy was written: for many, one question and not many."""
        rows = self._rows("SELECT path, sha256, engine FROM copies")
        return {from_db(path): (sha256, engine) for path, sha256, engine in rows}

    def forget_copy(self, file: str) -> None:
        """Note that no copy lies under this name any more."""
        self._run("DELETE FROM copies WHERE path = ?", (to_db(file),))

    def copies_of(self, sha256: str, engine: str) -> list[str]:
        """The names under which copies of these bytes were written."""
        rows = self._rows(
            "SELECT path FROM copies WHERE sha256 = ? AND engine = ? ORDER BY path", sha256, engine
        )
        return [from_db(row[0]) for row in rows]

    # --- by path ------------------------------------------------------------------------------------

    def files(self) -> dict[str, FileRow]:
        """Every path the ledger knows, with its state."""
        rows = self._rows(f"SELECT {', '.join(FILE_COLUMNS)} FROM files ORDER BY path")
        return {row.path: row for row in (FileRow(from_db(r[0]), *r[1:]) for r in rows)}

    def put(self, rows: Iterable[FileRow]) -> None:
        """Write the states of files."""
        marks = ", ".join("?" * len(FILE_COLUMNS))
        with self.transaction():
            self._db.executemany(
                f"INSERT OR REPLACE INTO files ({', '.join(FILE_COLUMNS)}) VALUES ({marks})",
                [(to_db(r.path), *(getattr(r, c) for c in FILE_COLUMNS[1:])) for r in rows],
            )

    def drop(self, paths: Iterable[str]) -> None:
        """Forget paths altogether."""
        with self.transaction():
            self._db.executemany("DELETE FROM files WHERE path = ?", [(to_db(p),) for p in paths])

    # --- versions of a file -------------------------------------------------------------------------

    def add_version(self, path: str, review: Review, engine: str, now: float, told: bool = False) -> int:
        """Note that this content was reviewed at this path; return its number, from 1.

        The same content as the last version is no new version. `told`: listeners need not hear of it.
        """
        key = content_key(path, review.sha256, review.reason)
        last = self.last_version(path)
        if last is not None and last[1] == key:
            if last[2] != engine:  # another version of the program judged it anew
                self._run(
                    "UPDATE versions SET engine = ?, state = ? WHERE path = ? AND version = ?",
                    (engine, review.status, to_db(path), last[0]),
                )
            return last[0]
        number = last[0] + 1 if last is not None else 1
        self._run(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)",
            (to_db(path), number, key, engine, review.status, now, int(told)),
        )
        return number

    def last_version(self, path: str) -> tuple[int, str, str] | None:
        """Number, content digest and engine of the newest version reviewed at a path."""
        rows = self._rows(
            "SELECT version, sha256, engine FROM versions WHERE path = ? ORDER BY version DESC LIMIT 1",
            to_db(path),
        )
        return rows[0] if rows else None

    def last_versions(self) -> dict[str, tuple[int, str, str]]:
        """`last_version` for every path."""
        # SQLite promises the other columns of the row that holds the max (lang_select.html, bare columns).
        rows = self._rows("SELECT path, max(version), sha256, engine FROM versions GROUP BY path")
        return {from_db(path): (number, sha256, engine) for path, number, sha256, engine in rows}

    def versions(self) -> list[tuple[str, int, str, str, float]]:
        """(path, number, content digest, state, time) of every reviewed version."""
        rows = self._rows("SELECT path, version, sha256, state, at FROM versions ORDER BY path, version")
        return [(from_db(r[0]), *r[1:]) for r in rows]

    def earlier(self, path: str, number: int) -> Review | None:
        """The review of the version before `number`, for comparison."""
        sql = "SELECT sha256, engine FROM versions WHERE path = ? AND version < ? ORDER BY version DESC"
        rows = self._rows(sql + " LIMIT 1", to_db(path), number)
        return self.recall(rows[0][0], rows[0][1], path) if rows else None

    def move_versions(self, old: str, new: str) -> None:
        """A file was renamed: its history goes with it."""
        with self.transaction():
            self._run("DELETE FROM versions WHERE path = ?", (to_db(new),))
            self._run("UPDATE versions SET path = ? WHERE path = ?", (to_db(new), to_db(old)))

    def untold(self) -> list[tuple[str, int, str, str]]:
        """(path, number, content digest, engine) of versions no listener has been told of."""
        rows = self._rows(
            "SELECT path, version, sha256, engine FROM versions WHERE told = 0 ORDER BY at, path"
        )
        return [(from_db(r[0]), *r[1:]) for r in rows]

    def told(self, path: str, number: int) -> None:
        """Note that listeners were told of a version."""
        self._run("UPDATE versions SET told = 1 WHERE path = ? AND version = ?", (to_db(path), number))

    # --- facts about the whole ----------------------------------------------------------------------

    def facts(self) -> dict[str, str]:
        """Short facts by name: the folder watched, the last full pass, the heartbeat, …"""
        return dict(self._rows("SELECT name, value FROM facts"))

    def set_facts(self, **facts: str) -> None:
        """Write some of them."""
        with self.transaction():
            self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", list(facts.items()))

    # --- underneath ---------------------------------------------------------------------------------

    def _rows(self, sql: str, *values: object) -> list[tuple]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error

    def _run(self, sql: str, values: tuple[object, ...]) -> int:
        with self.transaction():
            try:
                return self._db.execute(sql, values).rowcount
            except sqlite3.Error as error:
                raise trouble(error, self.path) from error
