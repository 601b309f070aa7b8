"""A shared folder in, reviews of whatever schools save into it out, for months (看守共享文件夹).

`Watcher` and `Settings` are for programs; `ReviewHandler` attaches to an existing watchdog Observer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.watch.handler import ReviewHandler
    from checker.watch.settings import Settings
    from checker.watch.states import Waits
    from checker.watch.watcher import Watcher

__all__ = ["ReviewHandler", "Settings", "Waits", "Watcher"]

_HOMES = {
    "ReviewHandler": "checker.watch.handler",
    "Settings": "checker.watch.settings",
    "Waits": "checker.watch.states",
    "Watcher": "checker.watch.watcher",
}


def __getattr__(name: str) -> Any:
    """Each name is loaded when first used: watchdog is optional, and worker processes need little."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
