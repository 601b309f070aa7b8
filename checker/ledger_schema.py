"""A path in, an open and sound SQLite connection out: tables, versions, damage, and errors in Chinese."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "FILE_COLUMNS",
    "LEDGER_NAME",
    "FileRow",
    "LedgerTrouble",
    "connect",
    "from_db",
    "to_db",
    "trouble",
]

LEDGER_NAME = "审查台账.sqlite"
VERSION = 1
_WAIT_SECONDS = 10.0

_TABLES = """
CREATE TABLE IF NOT EXISTS reviews (
    sha256 TEXT NOT NULL, engine TEXT NOT NULL, size INTEGER NOT NULL, made REAL NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (sha256, engine)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reviews_by_size ON reviews (engine, size);
CREATE TABLE IF NOT EXISTS copies (path NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, engine TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    path NOT NULL PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    engine TEXT NOT NULL, state TEXT NOT NULL, since REAL NOT NULL, why TEXT NOT NULL,
    version INTEGER NOT NULL, attempts INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS versions (
    path NOT NULL, version INTEGER NOT NULL, sha256 TEXT NOT NULL, engine TEXT NOT NULL, state TEXT NOT NULL,
    at REAL NOT NULL, told INTEGER NOT NULL, PRIMARY KEY (path, version)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS versions_by_content ON versions (sha256, engine);
CREATE TABLE IF NOT EXISTS facts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

FILE_COLUMNS = (
    "path",
    "size",
    "mtime_ns",
    "sha256",
    "engine",
    "state",
    "since",
    "why",
    "version",
    "attempts",
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One path and its state (状态), since when (seconds since 1970) and why (Chinese).

    States: seen (刚看到) held (等待) checking (审查中) pass revise unreadable duplicate (与另一份相同)
    ignored (按名称略过) gone (已不在). A paper that nobody asked for is `revise`,
    and `why` says so (不是应报的材料). `version` counts the contents reviewed here; `attempts` the tries to
    read a file that was busy or not yet whole.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str = ""
    engine: str = ""
    state: str = "seen"
    since: float = 0.0
    why: str = ""
    version: int = 0
    attempts: int = 0


class LedgerTrouble(Exception):
    """The ledger cannot be used now; the text is Chinese and says what to do."""


def connect(path: Path, read_only: bool) -> tuple[sqlite3.Connection, str]:
    """The ledger at `path`, begun if needed, and a Chinese note when a damaged one was set aside."""
    note = ""
    if not read_only:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise trouble(error, path) from error
        if path.exists() and not _sound(path):
            aside = _set_aside(path)
            note = f"台账损坏，已另存为“{aside.name}”，并重新建立。已有的文件会重新审查一遍，结果不受影响。"
    elif not path.is_file():
        raise LedgerTrouble(
            f"“{path.parent}”里没有审查台账。请用 -o 写明 checker check 或 checker watch 用过的结果文件夹。"
        )
    try:
        return _open(path, read_only), note
    except (sqlite3.Error, OSError) as error:
        raise trouble(error, path) from error


def _open(path: Path, read_only: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    db = sqlite3.connect(uri, uri=True, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise LedgerTrouble(
                f"“{path}”是新版本的程序建立的台账，这个版本读不了。请升级本程序，或用 -o 换一个结果文件夹。"
            )
        if not read_only:
            # A network share that cannot do WAL answers with another mode, or an error: then the
            # ordinary journal serves.
            with contextlib.suppress(sqlite3.OperationalError):
                db.execute("PRAGMA journal_mode = WAL").fetchone()
            db.execute("PRAGMA synchronous = NORMAL")
            if version == 0:
                db.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        return db
    except BaseException:
        db.close()
        raise


def _sound(path: Path) -> bool:
    """Whether SQLite finds the file whole and it holds our tables; a locked file counts as sound."""
    try:
        with contextlib.closing(
            sqlite3.connect(path.absolute().as_uri(), uri=True, timeout=_WAIT_SECONDS)
        ) as db:
            if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return False
            version = db.execute("PRAGMA user_version").fetchone()[0]
            names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return bool(
                version > VERSION or {"reviews", "copies", "files", "versions", "facts"} <= names or not names
            )
    except sqlite3.OperationalError as error:
        return _code(error) in ("SQLITE_BUSY", "SQLITE_LOCKED") or "locked" in str(error)
    except sqlite3.Error:
        return False


def _set_aside(path: Path) -> Path:
    """Rename a damaged ledger, and its journal with it, to the first free name."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.损坏{number}{path.suffix}")).exists():
        number += 1
    try:
        path.replace(aside)
        for tail in ("-wal", "-shm", "-journal"):
            beside = path.with_name(path.name + tail)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + tail))
    except OSError as error:
        raise trouble(error, path) from error
    return aside


def trouble(error: Exception, path: Path) -> LedgerTrouble:
    """What a failure of SQLite or of the disk means for the user."""
    if isinstance(error, LedgerTrouble):
        return error
    text, code = str(error).lower(), _code(error)
    if code == "SQLITE_FULL" or "full" in text or "no space" in text:
        what = "磁盘满了。请腾出空间，或用 -o 换一个盘。"
    elif code in ("SQLITE_BUSY", "SQLITE_LOCKED") or "locked" in text:
        what = "它正被另一个程序使用。请等那一次审查结束，或关掉打开它的程序。"
    elif isinstance(error, PermissionError) or code in ("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN"):
        what = "没有写入权限，或文件夹不在了。请检查文件夹，或用 -o 换一个。"
    else:
        what = f"读写出错（{error}）。请检查磁盘；仍不行可把它移走，会重新建立一份。"
    return LedgerTrouble(f"审查台账“{path}”用不了：{what}已写出的结果没有改动。")


def _code(error: Exception) -> str:
    """SQLite's own name of an error; Python 3.10 does not tell it."""
    name: str = getattr(error, "sqlite_errorname", "") or ""
    return "_".join(name.split("_")[:2])


def to_db(path: str) -> str | bytes:
    """A path as SQLite keeps it: text, or bytes where a name is no valid Unicode."""
    try:
        path.encode("utf-8")
        return path
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


def from_db(path: str | bytes) -> str:
    """The path again."""
    return path if isinstance(path, str) else path.decode("utf-8", "surrogatepass")
