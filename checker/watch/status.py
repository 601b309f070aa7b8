"""A result folder in, what its ledger knows out: `checker status`, for people and as JSON."""

from __future__ import annotations

import json
import os
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checker.findings import OUTCOME_NAMES, STATUS_NAMES
from checker.ledger import FileRow, Ledger
from chinese_cli.clean import clean

__all__ = ["STATE_NAMES", "describe", "lines", "show_status"]

STATE_NAMES = {
    "seen": "刚看到，等它保存完",
    "held": "等待（有人打开着，或没有复制完）",
    "checking": "正在审查",
    **STATUS_NAMES,
    "duplicate": "与另一份相同",
    "ignored": "按名称略过",
    "gone": "已不在",
}
SCHEMA = "wudaitou.status/1"
_SILENT = 60.0
_SHOWN = 20


def describe(out: Path, now: float, everything: bool = False) -> dict[str, Any]:
    """What the ledger in `out` knows, ready for JSON. Times are seconds since 1970.

    `running` tells a live watcher from a dead one by its heartbeat; null when none ever ran there.
    """
    with Ledger(out, read_only=True) as ledger:
        rows, facts = ledger.files(), ledger.facts()
        outcomes = Counter(_outcomes(rows, ledger).values())
    counts = Counter(row.state for row in rows.values())
    heartbeat = _number(facts.get("heartbeat"))
    about: dict[str, Any] = {
        "schema": SCHEMA,
        "results": str(out),
        "folder": facts.get("folder"),
        "states": {state: counts.get(state, 0) for state in STATE_NAMES},
        "outcomes": {outcome: outcomes.get(outcome, 0) for outcome in OUTCOME_NAMES},
        "running": _running(facts, heartbeat, now),
        "heartbeat": heartbeat,
        "last_full_pass": _number(facts.get("last_full_pass")),
        "reports_written": _number(facts.get("reports_written")),
        "started": _number(facts.get("started")),
        "mode": facts.get("mode"),
        "mode_reason": facts.get("mode_reason"),
        "problem": " ".join(p for p in (facts.get("problem"), facts.get("reports_problem")) if p) or None,
        "held": [_row(r) for r in _of(rows, "held")],
        "failed": [_row(r) for r in _of(rows, "unreadable")],
    }
    if everything:
        about["files"] = [_row(r) | {"state": r.state, "version": r.version} for r in rows.values()]
    return about


def _outcomes(rows: Mapping[str, FileRow], ledger: Ledger) -> dict[str, str]:
    """What each reviewed file that is there came to, as the screen and the workbook count it: a copy of another
    like that, and what nobody asked for apart."""
    judged = {row.sha256: _outcome(row) for row in rows.values() if row.state in STATUS_NAMES and row.sha256}
    found = {}
    for path, row in rows.items():
        if row.state in STATUS_NAMES:
            found[path] = _outcome(row)
        elif row.state == "duplicate":
            if row.sha256 not in judged and (review := ledger.review_at(row)) is not None:
                judged[row.sha256] = review.outcome
            if row.sha256 in judged:
                found[path] = judged[row.sha256]
    return found


def _outcome(row: FileRow) -> str:
    return "stray" if row.state == "revise" and row.why == OUTCOME_NAMES["stray"] else row.state


def _of(rows: dict[str, FileRow], state: str) -> list[FileRow]:
    return [r for r in rows.values() if r.state == state]


def _row(row: FileRow) -> dict[str, Any]:
    return {"file": row.path, "since": row.since, "why": row.why}


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _running(facts: dict[str, str], heartbeat: float | None, now: float) -> bool | None:
    if facts.get("runner") != "watch":
        return None
    if facts.get("stopped"):
        return False
    if facts.get("host") == socket.gethostname() and not _alive(facts.get("pid", "")):
        return False
    return heartbeat is not None and now - heartbeat < _SILENT


def _alive(pid: str) -> bool:
    import psutil

    # Inside a container or under another user the process may not be visible: then the heartbeat decides.
    return not pid.isdigit() or psutil.pid_exists(int(pid)) or os.getpid() == int(pid)


def lines(about: dict[str, Any], now: float) -> Iterator[str]:
    """What `describe` gave, a line a fact for people; `now` in seconds since 1970."""
    if about["folder"]:
        yield f"看守的文件夹：{clean(about['folder'], 300)}"
    running = about["running"]
    if running is not None:
        beat = f"，上次心跳在 {_ago(about['heartbeat'], now)}" if about["heartbeat"] else ""
        yield ("正在运行" if running else "没有在运行") + beat + "。" + clean(about["mode_reason"] or "", 300)
    if about["last_full_pass"]:
        yield f"上次全面巡查：{_ago(about['last_full_pass'], now)}"
    if about["reports_written"]:
        yield f"上次写汇总：{_ago(about['reports_written'], now)}"
    if about["problem"]:
        yield f"问题：{clean(about['problem'], 500)}"
    yield "各状态的文件数："
    for outcome, name in OUTCOME_NAMES.items():
        if about["outcomes"][outcome] or outcome in STATUS_NAMES:
            yield f"  {name}（{outcome}）：{about['outcomes'][outcome]}"
    for state, name in STATE_NAMES.items():
        if about["states"][state] and state not in STATUS_NAMES:
            counted = "，已经算在上面" if state == "duplicate" else ""
            yield f"  {name}（{state}）：{about['states'][state]}{counted}"
    for key, title in (("held", "等待中的文件"), ("failed", "读不出的文件")):
        rows = about[key]
        if rows:
            yield f"{title}："
            yield from (f"  {_line(row, now)}" for row in rows[:_SHOWN])
            if len(rows) > _SHOWN:
                yield f"  ……共 {len(rows)} 个，加 --all 全部列出"
    for row in about.get("files", ()):
        yield f"{row['state']}\t{_line(row, now)}"


def _line(row: dict[str, Any], now: float) -> str:
    why = f"：{clean(row['why'], 300)}" if row["why"] else ""
    return f"{clean(row['file'], 200)}（{_ago(row['since'], now)}起）{why}"


def _ago(then: float | None, now: float) -> str:
    if then is None:
        return "没有记录"
    seconds = max(0, int(now - then))
    if seconds < 120:
        return f"{seconds} 秒前"
    if seconds < 7200:
        return f"{seconds // 60} 分钟前"
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(then))


def show_status(out: Path, as_json: bool, everything: bool) -> Iterator[str]:
    """The lines that `checker status` prints."""
    now = time.time()
    about = describe(out, now, everything)
    if as_json:
        yield json.dumps(about, ensure_ascii=True, indent=1)
    else:
        yield from lines(about, now)
