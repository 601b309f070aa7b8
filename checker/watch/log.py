"""Events of the watcher in, lines for a person or JSON for a machine out (运行日志)."""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from typing import IO, TYPE_CHECKING, Protocol

from checker.findings import OUTCOME_NAMES, SEVERITY_NAMES
from chinese_cli.clean import clean

if TYPE_CHECKING:
    from checker.watch.states import Done

__all__ = ["Log", "files_that", "json_log", "sentence", "silent", "text_log"]

_NAMED = 5


class Log(Protocol):
    """Takes an event's name, a Chinese sentence, and facts for machines."""

    def __call__(self, event: str, message: str, **facts: object) -> None:
        """Write one event."""


def silent(event: str, message: str, **facts: object) -> None:
    """A log that says nothing."""


def text_log(stream: IO[str]) -> Log:
    """A line an event, for people. Nothing a file is called can forge a line or drive the terminal."""

    def log(event: str, message: str, **facts: object) -> None:
        at = time.strftime("%Y-%m-%d %H:%M:%S")
        stream.write(f"{at} {clean(message, 2000)}\n")
        stream.flush()

    return log


def json_log(stream: IO[str]) -> Log:
    """A JSON object a line, for machines."""

    def log(event: str, message: str, **facts: object) -> None:
        about = {"time": round(time.time(), 3), "event": event, "message": message, **facts}
        stream.write(json.dumps(about, ensure_ascii=True) + "\n")
        stream.flush()

    return log


def sentence(done: Done) -> str:
    """A finished review as a line of the log."""
    review = done.review
    counts = "，".join(
        f"{name} {n} 处"
        for severity, name in SEVERITY_NAMES.items()
        if (n := sum(f.severity == severity for f in review.findings))
    )
    detail = review.reason or counts or "没有问题"
    again = f"；{done.changes.summary}" if done.changes and done.new else ""
    twin = f"（{done.row.why}）" if done.row.state == "duplicate" else ""
    return f"{OUTCOME_NAMES[review.outcome]}：{review.file}{twin}：{detail}{again}"


def files_that(files: Collection[str], why: str) -> str:
    """The line that so many files are as `why` says, a few of them named.

    >>> files_that(["乙.docx", "甲.docx"], "没有审")
    '有 2 个文件没有审：乙.docx、甲.docx'
    """
    names = "、".join(sorted(files)[:_NAMED]) + ("等" if len(files) > _NAMED else "")
    return f"有 {len(files)} 个文件{why}：{names}"
