"""A job in, one digest out that changes whenever the same file could be judged otherwise (引擎版本)."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from checker.plugins import load_plugins
from corpus import __version__

if TYPE_CHECKING:
    from checker.job import Job
    from corpus import Standard

__all__ = ["build", "engine_digest"]

# Libraries whose version may change what is read or judged.
_LIBRARIES = ("ahocorasick-rs", "iscc-tika", "jieba", "lxml", "numpy", "olefile", "opencc", "rjieba")
# What neither reviews nor commented copies depend on: how the models were trained, and on what, is in the models.
_PASSED_OVER = frozenset({"__pycache__", "examples", "training", "watch", "pool"})
_SUFFIXES = frozenset({".py", ".yaml", ".tsv", ".npz", ".txt", ".json", ".bin", ".cfg"})


def engine_digest(job: Job, standard: Standard) -> str:
    """The digest under which a review of these bytes may be used again.

    It covers the program's own sources and data, its libraries' versions, the standard, the kind asked
    for, the limits, what the bureau settled and the plugins; not the file's name, which a cached review
    takes over from the file met.
    """
    plugins = load_plugins(job.plugins).digest
    program = repr(build()[1:])
    parts = [program, standard.id, standard.sha256, job.kind, repr(job.limits), job.bureau.digest, plugins]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def build() -> tuple[tuple[str, str], ...]:
    """What is installed here, by name: two machines where it is equal review alike."""
    libraries = [(name, _version(name)) for name in _LIBRARIES]
    python = ".".join(map(str, sys.version_info[:2]))
    return (("系统", os.name), ("程序", f"{__version__}-{_program()[:12]}"), ("Python", python), *libraries)


@functools.lru_cache(maxsize=1)
def _program() -> str:
    """The digest of the program's own sources and data; read once a process."""
    import checker
    import chinese_cli  # cuts the words
    import corpus
    import templates  # their printed text is nobody's own when papers are compared

    total = hashlib.sha256()
    for package in (checker, chinese_cli, corpus, templates):
        root = Path(package.__file__ or "").parent
        for path in _sources(root):
            total.update(path.relative_to(root).as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in _PASSED_OVER:
                yield from _sources(path)
        elif path.suffix in _SUFFIXES:
            yield path


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
