"""`checker watch`: a folder and options in; a process that runs until it is told to stop, and says so, out."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

import click

from checker.document import Unreadable
from checker.watch.log import json_log, text_log
from checker.watch.owner import AlreadyWatched
from checker.watch.settings import Settings
from checker.watch.watcher import Watcher
from chinese_cli.clean import clean

__all__ = ["run_watch"]


def run_watch(root: Path, out: Path, settings: Settings, once: bool, log_format: str) -> int:
    """Watch. 0 at a stop that was asked for; wrong use and a second watcher are UsageErrors (2)."""
    if not root.is_dir():
        raise click.UsageError(f"找不到文件夹“{clean(str(root), 200)}”。请检查路径；网络盘请先连上。")
    log = json_log(sys.stderr) if log_format == "json" else text_log(sys.stderr)
    watcher = Watcher(root, out, settings, None, log)

    def stop(number: int, frame: FrameType | None) -> None:
        watcher.stop()

    # SIGBREAK is what Windows services and Ctrl-Break send.
    numbers = [getattr(signal, n) for n in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, n)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        if once:
            watcher.once()
        else:
            watcher.run()
    except Unreadable as error:
        raise click.UsageError(f"--shared 指定的文件用不了：{error}") from None
    except AlreadyWatched as error:
        raise click.UsageError(clean(str(error), 1000)) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
    return 0
