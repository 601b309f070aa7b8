"""Change notices: whether they are trusted, what they wake, and what happens when they break off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from checker.watch import Watcher
from checker.watch import events as events_module
from checker.watch.events import Ears, choose_mode, folders_of
from tests.watch.world import FAST, eventually, histories, letter, progress, settled, status


def disks(*mounts: tuple[str, str]) -> Callable[..., list[SimpleNamespace]]:
    return lambda all=False: [SimpleNamespace(mountpoint=m, fstype=f) for m, f in mounts]


def test_a_local_disk_is_tried_and_found_good_and_left_clean(tmp_path: Path) -> None:
    mode = choose_mode(tmp_path)
    assert mode.name == "events" and "收到了改动通知" in mode.why
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["cifs", "smb3", "nfs4", "fuse.sshfs", "9p", "vboxsf"])
def test_a_network_disk_is_polled_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(psutil, "disk_partitions", disks(("/", "ext4"), (str(tmp_path.parent), kind)))
    mode = choose_mode(tmp_path)
    assert mode.name == "poll" and kind in mode.why


def test_a_network_disk_mounted_inside_is_polled_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "disk_partitions", disks(("/", "ext4"), (str(tmp_path / "东河"), "cifs")))
    mode = choose_mode(tmp_path)
    assert mode.name == "poll" and "东河" in mode.why


def test_notices_that_never_come_mean_polling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf(Ears):
        def __init__(self, root: Path, heard: Callable[[list[str]], None]) -> None:
            super().__init__(root, lambda paths: None)

    monkeypatch.setattr(events_module, "Ears", Deaf)
    mode = choose_mode(tmp_path, probe_seconds=0.6)
    assert mode.name == "poll" and "没有收到" in mode.why
    assert list(tmp_path.iterdir()) == []


def test_a_wish_to_poll_is_obeyed(tmp_path: Path) -> None:
    assert choose_mode(tmp_path, poll=True).name == "poll"


def test_paths_become_folders(tmp_path: Path) -> None:
    paths = [str(tmp_path / "a.docx"), str(tmp_path / "甲" / "b.docx"), str(tmp_path / "甲" / "深" / "c")]
    assert folders_of(paths, tmp_path) == {"", "甲", "甲/深"}
    assert folders_of(["/elsewhere/x"], tmp_path) is None
    assert folders_of([str(tmp_path) + "x/a"], tmp_path) is None
    assert folders_of([str(tmp_path / f"{n}" / "x") for n in range(500)], tmp_path) is None


def test_broken_notices_mean_a_full_pass_and_polling(tmp_path: Path) -> None:
    root, out = tmp_path / "报送", tmp_path / "结果"
    root.mkdir()
    said: list[str] = []
    with Watcher(root, out, FAST, log=lambda event, message, **facts: said.append(message)) as watcher:
        eventually(lambda: any("开始看守" in s for s in said))
        ears = [o for o in _objects(Ears) if o._root == watcher.root and not o._stop.is_set()]
        for ear in ears:
            ear.failure = "改动通知出错（测试）"
        watcher.wake(None)
        eventually(lambda: any("改为定时巡查" in s for s in said))
        letter(root / "a.docx", 1)
        eventually(settled(out, 1))
        assert status(out)["mode"] == "poll" and "测试" in str(status(out)["mode_reason"])


def _objects(kind: type[Ears]) -> list[Ears]:
    import gc

    return [o for o in gc.get_objects() if isinstance(o, kind)]


def test_a_watchdog_observer_can_carry_it(tmp_path: Path) -> None:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    from checker.watch import ReviewHandler

    root, out = tmp_path / "报送", tmp_path / "结果"
    root.mkdir()
    told: list[str] = []
    heard: list[str] = []

    class Ear(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            heard.append(event.event_type)

    def awake() -> bool:
        (root / "~WRD1.tmp").touch()
        return bool(heard)

    observer = Observer()
    # Full passes are far apart: what is seen in time was seen because watchdog said so.
    from dataclasses import replace

    with ReviewHandler(
        root, out, replace(FAST, full=600.0), lambda review: told.append(review.file)
    ) as handler:
        observer.schedule(handler, str(root), recursive=True)
        observer.schedule(Ear(), str(root), recursive=True)
        observer.start()
        try:
            eventually(lambda: "last_full_pass" in (_status(out) or {}))
            eventually(awake)
            (root / "~WRD1.tmp").unlink()
            letter(root / "甲" / "a.docx", 1)
            eventually(lambda: told == ["甲/a.docx"])
            (root / "甲" / "a.docx").replace(root / "b.docx")
            eventually(lambda: progress(out) == {"b.docx": "reviewed"}, why=lambda: progress(out))
        finally:
            observer.stop()
            observer.join()
    assert told == ["甲/a.docx"], "a rename is no new paper"
    assert list(histories(out)) == ["b.docx"]


def _status(out: Path) -> dict[str, object] | None:
    from checker.ledger import Ledger, LedgerTrouble

    try:
        with Ledger(out, read_only=True) as ledger:
            return dict(ledger.facts())
    except LedgerTrouble:
        return None
