"""The review desk's promises as ratios: two processes against one, outputs against reviews, the second run,
20,000 papers against 1,000, and memory.

The papers are made of the labelled sentences, each drawn by chance, one in a hundred copied from another.
Every figure is that of the real command in a process of its own. On a machine that does other things the
first ratio is too low; run it again alone. Run: python benchmarks/desk.py [--small 1000] [--large 20000]
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FLOORS = {"two": 1.7, "outputs": 3.0, "second": 0.05, "large": 1.3, "memory": 600.0}
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
LEADS = ("带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气")


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock and of processors; MB at the highest, of the main process and of all."""

    seconds: float
    cpu: float
    main: float
    all: float


def sentences() -> list[str]:
    """The bank of sentences, the same on every machine."""
    found = []
    for file in sorted((ROOT / "corpus/examples/sentences").glob("train-*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"].rstrip("。；")
            if 14 <= len(text) <= 60:
                found.append(text)
    return found


def make(folder: Path, count: int) -> None:
    """Write `count` reports of some 2,500 characters, the usual length, into folders of 100."""
    from tests.docx_builder import Docx

    rng, bank, last = random.Random(7), sentences(), ""
    for number in range(count):
        name = rng.choice(SURNAMES) + "".join(rng.choice("明华芳伟敏静强丽军燕平霞") for _ in range(2))
        school = f"云溪县第{number // 100 + 1}小学"
        if number % 100 == 99:
            body = last
        else:
            parts = [f"（{n}）{lead}方面。" + "".join(f"{rng.choice(bank)}。" for _ in range(14)) for n, lead in
                     zip("一二三四五", LEADS, strict=True)]  # fmt: skip
            body = (
                "二、存在的主要问题\n"
                + "\n".join(parts)
                + f"\n三、原因分析\n{rng.choice(bank)}。\n四、整改措施\n{rng.choice(bank)}。"
            )
        last = body
        text = f"党性分析报告\n一、基本情况\n{name}，1976年生，1999年入党，任{school}教师。\n{body}\n报告人：{name}\n2011年5月20日"
        path = folder / f"{number // 100:03d}" / f"{number % 100:02d}{name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        Docx(*text.split("\n")).save(path)


def compiled() -> None:
    """What an installation does: without it, an environment that writes no bytecode compiles at every start."""
    for package in ("checker", "corpus", "chinese_cli"):
        compileall.compile_dir(str(ROOT / package), quiet=1)


def run(folder: Path, *options: str) -> Measured:
    """One `checker check`, watched."""
    command = [sys.executable, "-m", "checker.cli", "check", str(folder), "--format", "jsonl", *options]
    begin, spent = time.perf_counter(), _cpu()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    peak = [0.0, 0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
    watcher.start()
    error = process.communicate()[1].decode("utf-8", "replace")
    seconds = time.perf_counter() - begin
    if process.returncode not in (0, 1):
        raise SystemExit(f"checker ended with {process.returncode}: {error[-500:]}")
    return Measured(seconds, _cpu() - spent, *peak)


def _cpu() -> float:
    """Processor seconds of all ended children and theirs; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, peak: list[float]) -> None:
    with contextlib.suppress(psutil.Error):
        main = psutil.Process(pid)
        while main.is_running() and main.status() != psutil.STATUS_ZOMBIE:
            own = main.memory_info().rss / 1e6
            children = 0.0
            for child in main.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    children += child.memory_info().rss / 1e6
            peak[0], peak[1] = max(peak[0], own), max(peak[1], own + children)
            time.sleep(0.05)


def _told(what: str, ratio: float, floor: float, least: bool, detail: str) -> bool:
    good = ratio >= floor if least else ratio <= floor
    sign = "at least" if least else "at most"
    print(f"{'ok  ' if good else 'MISS'} {what}: {ratio:.3g} ({sign} {floor:g})  {detail}", flush=True)
    return good


def main() -> int:
    """Print each ratio beside its floor; 0 when all hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--large", type=int, default=20000)
    parser.add_argument("--keep", type=Path, help="where to keep the papers")
    given = parser.parse_args()
    compiled()
    root = given.keep or Path(tempfile.mkdtemp(prefix="wudaitou-bench-"))
    good = True
    try:
        small = root / f"{given.small}"
        if not small.exists():
            make(small, given.small)
        n = given.small
        alone, two = run(small, "--jobs", "1"), run(small, "--jobs", "2")
        busy = f"load {psutil.getloadavg()[0]:.1f} on {psutil.cpu_count()} processors"
        good &= _told(
            "two processes against one", alone.seconds / two.seconds, FLOORS["two"], True,
            f"{1000 * alone.seconds / n:.1f} ms and {1000 * two.seconds / n:.1f} ms a paper, {busy}",
        )  # fmt: skip
        out = root / "out"
        shutil.rmtree(out, ignore_errors=True)
        full = run(small, "--jobs", "2", "-o", str(out))
        good &= _told(
            "all outputs against reviews alone", full.seconds / two.seconds, FLOORS["outputs"], False,
            f"{full.seconds:.1f} s and {two.seconds:.1f} s for {n}; by processor time {full.cpu / two.cpu:.3g}",
        )  # fmt: skip
        again = run(small, "--jobs", "2", "-o", str(out))
        good &= _told(
            "second run against the first", again.seconds / full.seconds, FLOORS["second"], False,
            f"{again.seconds:.2f} s and {full.seconds:.1f} s; by processor time {again.cpu / full.cpu:.3g}",
        )  # fmt: skip
        if given.large:
            large = root / f"{given.large}"
            if not large.exists():
                make(large, given.large)
            shutil.rmtree(out, ignore_errors=True)
            many = run(large, "--jobs", "2", "-o", str(out))
            ratio = (many.seconds / given.large) / (full.seconds / n)
            good &= _told(
                f"a paper of {given.large} against one of {n}", ratio, FLOORS["large"], False,
                f"{1000 * many.seconds / given.large:.1f} ms and {1000 * full.seconds / n:.1f} ms; "
                f"by processor time {many.cpu / given.large / (full.cpu / n):.3g}",
            )  # fmt: skip
            good &= _told(
                f"MB of memory with {given.large}", many.main, FLOORS["memory"], False,
                f"with workers {many.all:.0f} MB; with {n}: {full.main:.0f} and {full.all:.0f} MB",
            )  # fmt: skip
    finally:
        if given.keep is None:
            shutil.rmtree(root, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
