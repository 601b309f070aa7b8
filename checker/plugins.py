"""Plugins (插件) in, one object that adds their rules, readers, reports and listeners to checker out.

A plugin is a module with functions marked `hookimpl`. It is found as an entry point of the group
`wudaitou.checker` of an installed package, or named with `--plugin` (a module, or the path of a .py file).
docs/plugins.md has one example of each hook, and a test runs them.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib
import importlib.util
import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pluggy

from checker.document import Document, Unreadable
from checker.findings import Finding, Review

if TYPE_CHECKING:
    from checker.analysis import Analysis
    from checker.rules.base import Rule

__all__ = ["Hooks", "PluginError", "Plugins", "hookimpl", "load_plugins"]

_GROUP = "wudaitou.checker"
_hookspec = pluggy.HookspecMarker("checker")
hookimpl = pluggy.HookimplMarker("checker")


class PluginError(Exception):
    """A plugin cannot be loaded; the text is Chinese and says which and why."""


class Hooks:
    """What a plugin may do. It implements any of these functions, each marked `hookimpl`."""

    @_hookspec
    def checker_rules(self) -> Iterable[Rule]:  # type: ignore[empty-body]
        """Rules to run beside the built-in ones, in the worker processes."""

    @_hookspec(firstresult=True)
    def checker_read(self, data: bytes, sha256: str) -> Document | None:
        """The document in `data`, or None to leave the file to others; may raise `Unreadable`.

        Called before the built-in readers, in a worker process, under the same limits.
        """

    @_hookspec
    def checker_report(self, reviews: Iterable[Review], out: Path, when: datetime) -> None:
        """Write a report of your own into `out`, after the built-in ones. `reviews` may be gone over again."""

    @_hookspec
    def checker_reviewed(self, review: Review) -> None:
        """A file has a new review (not one remembered from an earlier run). Called in the main process."""


class Plugins:
    """The plugins of one run. `digest` changes whenever a plugin does."""

    def __init__(self, manager: pluggy.PluginManager, digest: str) -> None:
        """To be made by `load_plugins`."""
        self._manager = manager
        self._hooks: Any = manager.hook
        self.digest = digest

    @property
    def names(self) -> tuple[str, ...]:
        """The plugins' names."""
        return tuple(sorted(name for name, _ in self._manager.list_name_plugin()))

    @functools.cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The plugins' rules; one that raises is told of as a finding and costs nothing else."""
        return tuple(_guarded(rule) for rules in self._hooks.checker_rules() for rule in rules or ())

    def read(self, data: bytes, sha256: str) -> Document | None:
        """The document a plugin read from these bytes, or None."""
        try:
            document: Document | None = self._hooks.checker_read(data=data, sha256=sha256)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(
                "failed", f"读取插件出错（{type(error).__name__}：{error}）。", "请联系插件的作者。"
            ) from error
        return document

    def report(self, reviews: Iterable[Review], out: Path, when: datetime) -> list[str]:
        """Let each plugin write its report; return what went wrong, in Chinese."""
        return list(self._each("checker_report", reviews=reviews, out=out, when=when))

    def reviewed(self, review: Review) -> list[str]:
        """Tell each plugin of a review; return what went wrong, in Chinese."""
        return list(self._each("checker_reviewed", review=review))

    def _each(self, hook: str, **arguments: object) -> Iterator[str]:
        """Call one after the other, so that one plugin's mistake does not keep the others from being called."""
        caller = getattr(self._hooks, hook)
        for implementation in caller.get_hookimpls():
            others = [p.plugin for p in caller.get_hookimpls() if p is not implementation]
            try:
                self._manager.subset_hook_caller(hook, others)(**arguments)
            except Exception as error:
                yield f"插件“{implementation.plugin_name}”出错（{type(error).__name__}：{error}），其余照常。"


def load_plugins(names: Sequence[str] = ()) -> Plugins:
    """The installed plugins and those named; raises PluginError. The same names give the same object."""
    return _load(tuple(names))


@functools.lru_cache(maxsize=4)
def _load(names: tuple[str, ...]) -> Plugins:
    manager = pluggy.PluginManager("checker")
    manager.add_hookspecs(Hooks)
    try:
        manager.load_setuptools_entrypoints(_GROUP)
        for name in names:
            module = _file(Path(name)) if name.endswith(".py") else importlib.import_module(name)
            if not manager.is_registered(module):
                manager.register(module, name)
        manager.check_pending()
    except PluginError:
        raise
    except Exception as error:
        shown = "、".join(names) or "已安装的插件"
        raise PluginError(
            f"插件装不上（{shown}）：{type(error).__name__}：{error}。请检查插件，或者去掉 --plugin。"
        ) from error
    parts = [f"{name}={_fingerprint(plugin)}" for name, plugin in sorted(manager.list_name_plugin(), key=str)]
    return Plugins(manager, hashlib.sha256("\0".join(parts).encode()).hexdigest() if parts else "")


def _file(path: Path) -> ModuleType:
    """A plugin that is a single file."""
    path = path.absolute()
    if not path.is_file():
        raise PluginError(f"找不到插件文件“{path}”。请检查 --plugin 后面的路径。")
    name = "checker_plugin_" + hashlib.sha256(str(path).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _fingerprint(plugin: object) -> str:
    """The digest of a plugin's own source file."""
    module = plugin if inspect.ismodule(plugin) else inspect.getmodule(type(plugin))
    file = getattr(module, "__file__", None)
    return hashlib.sha256(Path(file).read_bytes()).hexdigest() if file else ""


def _guarded(rule: Rule) -> Rule:
    def check(analysis: Analysis) -> Iterator[Finding]:
        try:
            yield from rule.check(analysis)
        except Exception as error:
            yield Finding(
                "plugin.failed",
                "info",
                f"插件规则“{rule.id}”出错（{type(error).__name__}），这一项没有检查。",
            )

    return dataclasses.replace(rule, check=check)
