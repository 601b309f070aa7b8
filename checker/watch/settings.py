"""What a watcher can be told: waiting times, intervals, standard and kind, number of processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from checker.bureau import Asked
from checker.limits import DEFAULT, Limits
from checker.watch.states import Waits

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to watch.

    `plugins` are modules or .py files beside the installed plugins; `asked` names the bureau's own settings, which
    are read again when their files change; `shared` are files whose text is nobody's own, such as a form that was
    handed out. With `rebuild` LibreOffice, where there is one, turns old formats into .docx for their commented
    copies. `limits` hold where the bureau's profile has none.

    `poll`: do not use change notices. `listen`: with False somebody else calls `Watcher.wake`. `full`: seconds
    between two full passes while change notices work, and `poll_every` while they do not; a pass that takes long
    makes the interval longer, so that looking never takes more than a twentieth of the time. `refresh`: seconds
    between two writings of 汇总.xlsx and report.html, and at least `rest` times as long as the last writing took.
    `beat`: seconds between two heartbeats. `trouble_pause`: seconds to wait when ledger or results cannot be
    written.
    """

    standard: str = "chuangxianzhengyou"
    kind: str = "auto"
    jobs: int = 1
    poll: bool = False
    listen: bool = True
    refresh: float = 60.0
    rest: float = 5.0
    full: float = 60.0
    poll_every: float = 5.0
    beat: float = 10.0
    trouble_pause: float = 15.0
    waits: Waits = field(default_factory=Waits)
    limits: Limits = DEFAULT
    plugins: tuple[str, ...] = ()
    asked: Asked = Asked()
    rebuild: bool = True
    shared: tuple[Path, ...] = ()
