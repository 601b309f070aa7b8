"""The machines behind a Dask scheduler in, which of them are of use out, and why the others are not (工作机)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from checker.cluster.worker import Needs, unfit

__all__ = ["ClusterTrouble", "Crew", "gone", "useless"]


class ClusterTrouble(Exception):
    """The cluster cannot be used, or no longer; the text is Chinese and says what to do."""


class Crew:
    """The workers as they were when last looked at. To be used by one thread."""

    def __init__(self, client: Any, needs: Needs, tell: Callable[[str], None], patience: float) -> None:
        """Nobody is met yet. After `patience` seconds without any worker of use `look` gives up."""
        self._client = client
        self._needs = needs
        self._tell = tell
        self._patience = patience
        self._unfit: dict[str, str] = {}
        self._met: dict[str, int] = {}
        self._seen = time.monotonic()

    def meet(self) -> None:
        """Ask the workers who they are; raises ClusterTrouble when none of them is of use."""
        self.look()
        if not self.fit:
            raise useless(self._unfit.values())

    def ask_anew(self) -> None:
        """Look around and ask all of them again, not the new ones alone."""
        self._met.clear()
        self.look()

    @property
    def fit(self) -> frozenset[str]:
        """The addresses of those that are of use."""
        return frozenset(self._met.keys() - self._unfit.keys())

    @property
    def some_unfit(self) -> bool:
        """Whether any worker is of no use."""
        return bool(self._unfit)

    @property
    def threads(self) -> int:
        """How many tasks those of use can do at a time, at least one."""
        return max(1, sum(self._met[address] for address in self.fit))

    def look(self) -> None:
        """Which workers are there, and are the new ones of use; raises ClusterTrouble when none is for long."""
        try:
            there = dict(self._client.nthreads())
            new = [address for address in there if address not in self._met]
            told = self._client.run(unfit, self._needs, workers=new, on_error="return") if new else {}
        except Exception as error:
            raise gone(error) from error
        for address, reason in told.items():
            if isinstance(reason, OSError):  # it went in the meantime
                there.pop(address, None)
            elif isinstance(reason, BaseException):
                told[address] = "没有装 wudaitou，或者版本和本机不同。请在每台机器上装同一版本"
        for address in new:
            if reason := told.get(address, ""):
                if address not in self._unfit:
                    self._tell(f"工作机 {address} 没有用上：{reason}。")
                self._unfit[address] = reason
            else:
                self._unfit.pop(address, None)
        self._met = there
        now = time.monotonic()
        if self.fit:
            self._seen = now
        elif now - self._seen > self._patience:
            raise ClusterTrouble(
                f"{self._patience:g} 秒里没有一台能用的工作机，不等了。审过的都留着；"
                "请启动工作机（dask worker），再运行同一条命令，接着审。"
            )


def gone(error: BaseException) -> ClusterTrouble:
    """That the scheduler can no longer be reached."""
    return ClusterTrouble(
        f"集群的调度程序断开了（{type(error).__name__}）。审过的都留着；"
        "等它恢复后再运行同一条命令，接着审；不用集群就去掉 --cluster。"
    )


def useless(reasons: Iterable[str]) -> ClusterTrouble:
    """That no worker is of use, and why."""
    told = "；".join(dict.fromkeys(reasons)) or "没有说明原因"
    return ClusterTrouble(f"集群里没有一台能用的工作机：{told}。改好后再运行；不用集群就去掉 --cluster。")
