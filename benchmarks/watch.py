"""The watcher measured: latency, bursts, idle cost, kills, a soak. `python benchmarks/watch.py [which…]`.

Each part prints one line and, where issue 6 names a bound, whether it is kept. `soak` runs ten minutes and
only when asked for by name.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from checker.findings import Review
from checker.watch import Settings, Waits, Watcher
from checker.watch.tree import list_tree
from tests.watch.world import command, eventually, histories, leftovers, letter, settled, states

FAST = Settings(jobs=2, refresh=3600, waits=Waits(settle=0.5))


def latency(base: Path) -> None:
    """From a file being ready (written, and quiet for the settling time) to its review being told."""
    root, out = base / "in", base / "out"
    root.mkdir()
    told: dict[str, float] = {}
    waits: list[float] = []

    def hear(review: Review) -> None:
        told.setdefault(review.file, time.monotonic())

    with Watcher(root, out, FAST, hear):
        eventually(lambda: (out / "审查台账.sqlite").exists())
        time.sleep(1)
        for n in range(60):
            name = f"{n}.docx"
            letter(root / name, n)
            ready = time.monotonic() + FAST.waits.settle
            eventually(lambda name=name: name in told)  # type: ignore[misc]
            waits.append(told[name] - ready)
            time.sleep(random.Random(n).uniform(0, 0.4))
    first, rest = waits[0], waits[1:]
    print(
        f"latency ready->reviewed: median {statistics.median(rest):.2f} s, worst {max(rest):.2f} s"
        f" (the first, with starting a worker: {first:.2f} s)"
    )


def burst(base: Path, files: int = 60_000) -> None:
    """Every file of a burst far beyond the kernel's queue is seen, by events and the pass after them."""
    root, out = base / "in", base / "out"
    root.mkdir()
    queue = Path("/proc/sys/fs/inotify/max_queued_events")
    settings = replace(FAST, waits=Waits(settle=3600))  # only seen: reviewing 60,000 is another matter
    with Watcher(root, out, settings):
        eventually(lambda: (out / "审查台账.sqlite").exists())
        time.sleep(1)
        start = time.monotonic()
        for n in range(files):
            (root / f"{n}.docx").touch()
        made = time.monotonic() - start
        eventually(lambda: len(states(out)) == files, seconds=120, why=lambda: len(states(out)))
        took = time.monotonic() - start
    limit = queue.read_text().strip() if queue.exists() else "?"
    print(
        f"burst: {files} files made in {made:.1f} s (queue {limit}), all in the ledger after {took:.1f} s, 0 lost"
    )


def drop(base: Path, files: int = 5_000) -> None:
    """A folder of thousands of letters dragged in at once."""
    root, out, beside = base / "in", base / "out", base / "beside"
    root.mkdir()
    for n in range(files):
        letter(beside / f"学校{n % 50}" / f"{n}.docx", n)
    told: list[str] = []
    with Watcher(root, out, FAST, lambda review: told.append(review.file)):
        eventually(lambda: (out / "审查台账.sqlite").exists())
        start = time.monotonic()
        beside.rename(root / "全部")
        eventually(lambda: len(told) == files, seconds=1800, why=lambda: len(told))
        took = time.monotonic() - start
    assert settled(out, files)()
    print(
        f"drop: {files} letters reviewed in {took:.0f} s, {1000 * took / files:.1f} ms each, with 2 workers"
    )


def _cpu(process: psutil.Process, seconds: float) -> float:
    """Percent of one core a process and its children used."""

    def used() -> float:
        total = 0.0
        for member in [process, *process.children(recursive=True)]:
            times = member.cpu_times()
            total += times.user + times.system
        return total

    before = used()
    time.sleep(seconds)
    return 100 * (used() - before) / seconds


def idle(base: Path, files: int = 10_000) -> None:
    """What a watcher costs when nothing happens, with 10,000 files in the tree."""
    root = base / "in"
    for n in range(files):
        path = root / f"学校{n % 200}" / f"{n}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{n}")
    start = time.monotonic()
    list_tree(root)
    one = time.monotonic() - start
    for mode, options, bound in (("events", [], "< 1 %"), ("poll", ["--poll"], "measured")):
        out = base / f"out-{mode}"
        _settle_all(root, out)
        log = (base / "log").open("wb")
        process = subprocess.Popen(command("watch", root, "-o", out, *options), stderr=log)
        try:
            # The first reports of 10,000 files are work and not idleness.
            eventually(lambda out=out: (out / "reviews.jsonl").exists(), seconds=200)  # type: ignore[misc]
            time.sleep(15)
            used = _cpu(psutil.Process(process.pid), 120)
        finally:
            process.terminate()
            process.wait(timeout=20)
            log.close()
        print(
            f"idle, {files} files, {mode}: {used:.2f} % of a core over 120 s ({bound}); one listing {one * 1000:.0f} ms"
        )


def _settle_all(root: Path, out: Path) -> None:
    """Put every file into the ledger as reviewed, without reviewing 10,000 texts."""
    from checker.bureau import Asked
    from checker.engine import engine_digest
    from checker.job import Job
    from checker.ledger import FileRow, Ledger
    from checker.watch.settled import Settled
    from corpus import load_standard

    settled_ = Settled(Asked(), root, out)
    settled_.read()
    job = Job(copies=out, bureau=settled_.bureau)
    engine = engine_digest(job, load_standard())
    with Ledger(out) as ledger, ledger.transaction():
        rows = []
        for number, (path, entry) in enumerate(list_tree(root).entries.items()):
            sha = f"{number:064x}"
            rows.append(FileRow(path, entry.size, entry.mtime_ns, sha, engine, "pass", version=1))
            ledger.remember(Review(path, sha, "pass"), entry.size, engine, 0.0)
        ledger.put(rows)


def kills(base: Path, rounds: int = 30, files: int = 300) -> None:
    """Kill -9 of watcher and workers at random moments while files arrive."""
    root, out = base / "in", base / "out"
    root.mkdir()
    rng = random.Random(7)
    arrived = 0
    for round_ in range(rounds):
        process = subprocess.Popen(
            command("watch", root, "-o", out, "--settle", 0.5, "--refresh", 1, "--jobs", 2),
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + rng.uniform(0.5, 5)
        while time.monotonic() < end:
            if arrived < files * (round_ + 1) // rounds:
                letter(root / f"学校{arrived % 9}" / f"{arrived}.docx", arrived)
                arrived += 1
            time.sleep(0.02)
        for member in [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]:
            member.kill()
        process.wait()
    while arrived < files:
        letter(root / f"学校{arrived % 9}" / f"{arrived}.docx", arrived)
        arrived += 1
    subprocess.run(
        command("watch", root, "-o", out, "--settle", 0.5, "--once", "--jobs", 2),
        check=True,
        capture_output=True,
    )
    twice = sum(len(h) != len(set(h)) for h in histories(out).values())
    print(
        f"kills: {rounds} rounds, {files} files: {len(histories(out))} reviewed, {twice} twice,"
        f" {len(leftovers(out))} temporary files left"
    )
    assert settled(out, files)() and not twice and not leftovers(out)


def soak(base: Path, minutes: float = 10.0) -> None:
    """Arrivals, edits, renames and deletions for ten minutes; memory and open files must stay flat."""
    root, out = base / "in", base / "out"
    root.mkdir()
    log = (base / "log").open("wb")
    process = subprocess.Popen(
        command("watch", root, "-o", out, "--settle", 1, "--refresh", 20, "--jobs", 1), stderr=log
    )
    rng = random.Random(1)
    alive: list[int] = []
    number = 0
    seen: list[tuple[float, float, int]] = []
    start = time.monotonic()
    try:
        while time.monotonic() - start < minutes * 60:
            act = rng.random()
            if act < 0.5 or len(alive) < 20:
                letter(root / f"学校{number % 30}" / f"{number}.docx", number)
                alive.append(number)
                number += 1
            else:
                which = rng.choice(alive)
                path = root / f"学校{which % 30}" / f"{which}.docx"
                if act < 0.75:
                    letter(path, which, f"改动{number}。")
                elif act < 0.9 and path.exists():
                    path.replace(path.with_name(f"{which}改名{number}.docx"))
                    alive.remove(which)
                else:
                    path.unlink(missing_ok=True)
                    alive.remove(which)
            time.sleep(rng.uniform(0.05, 0.4))
            if not seen or time.monotonic() - start - seen[-1][0] > 10:
                member = psutil.Process(process.pid)
                handles = member.num_fds() if hasattr(member, "num_fds") else len(member.open_files())
                seen.append((time.monotonic() - start, member.memory_info().rss / 1e6, handles))
        present = sum(1 for p in root.rglob("*.docx") if not p.name.startswith("~"))
        eventually(settled(out, present), seconds=120, why=lambda: states(out))
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()
    warm = [s for s in seen if s[0] > 120] or seen
    third = max(1, len(warm) // 3)
    early, late = warm[:third], warm[-third:]
    grown = statistics.mean(s[1] for s in late) / statistics.mean(s[1] for s in early)
    print(
        f"soak: {minutes:g} minutes, {number} files made: memory {early[0][1]:.0f} -> {late[-1][1]:.0f} MB"
        f" (later third / earlier third = {grown:.3f}), open files {early[0][2]} -> {late[-1][2]}"
    )


PARTS: dict[str, Callable[[Path], None]] = {
    "latency": latency,
    "burst": burst,
    "drop": drop,
    "idle": idle,
    "kills": kills,
    "soak": soak,
}


def main() -> None:
    wanted = sys.argv[1:] or [name for name in PARTS if name != "soak"]
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    for name in wanted:
        base = Path(tempfile.mkdtemp(prefix="watch-bench-"))
        try:
            PARTS[name](base)
        finally:
            shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main()
