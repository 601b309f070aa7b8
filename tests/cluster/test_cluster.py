"""Reviews made by a cluster: the same as at home, one for each file, whatever becomes of a worker."""

from __future__ import annotations

import dataclasses
import json
import shutil
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from checker.batch import review_all
from checker.cli import main
from checker.cluster import ClusterTrouble, FarPool, connected
from checker.cluster.connect import address_of
from checker.findings import Review
from checker.job import Job
from checker.ledger import Ledger
from checker.memory import Memory
from checker.names import Found, walk
from corpus import load_standard
from tests.cluster.county import Cluster, cluster, papers


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of one worker that nobody kills."""
    with cluster(tmp_path_factory.mktemp("集群"), 1) as made:
        yield made


def said(reviews: Sequence[Review]) -> list[tuple[str, str]]:
    return [(r.file, repr(r)) for r in reviews]


def use(made: Cluster, files: list[Found], job: Job, notes: list[str]):  # type: ignore[no-untyped-def]
    return connected(made.address, job, load_standard(), files, notes.append, seconds=30)


@pytest.mark.slow
def test_a_worker_killed_among_2000_papers_loses_and_doubles_nothing(tmp_path: Path) -> None:
    files = list(walk(papers(tmp_path / "报送", 2000)))
    at_home = list(review_all(files, Job(), 2))
    notes: list[str] = []
    with cluster(tmp_path, 2) as made, use(made, files, Job(), notes) as far:
        there = []
        for review in review_all(files, Job(), far=far):
            there.append(review)
            if len(there) == 500:
                made.workers[0].kill()
                made.workers[0].wait()
    assert len(there) == 2000
    assert said(there) == said(at_home)
    assert notes == []
    assert len({tuple(e.level for e in r.elements) for r in there}) >= 4  # the papers differ


def test_the_command_writes_the_same_with_and_without_a_cluster(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], one: Cluster
) -> None:
    folder = papers(tmp_path / "报送", 30)
    (folder / "空.docx").touch()
    (folder / "乱.docx").write_bytes(bytes(range(256)) * 20)
    assert main(["check", str(folder), "-o", str(tmp_path / "甲"), "--format", "jsonl"]) == 3
    home = capsys.readouterr().out
    far = ["check", str(folder), "-o", str(tmp_path / "乙"), "--format", "jsonl", "--cluster", one.address]
    assert main(far) == 3
    assert capsys.readouterr().out == home
    copies = {p.name: p.read_bytes() for p in (tmp_path / "乙" / "批注").rglob("*.docx")}
    assert len(copies) == 30
    # Again: workers only compare the bytes with what is remembered; copies are left as they lie.
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "乙" / "批注").rglob("*.docx")}
    assert main(far) == 3
    assert capsys.readouterr().out == home
    assert {p: p.stat().st_mtime_ns for p in before} == before
    left = [p.name for p in (tmp_path / "乙").iterdir() if p.name.startswith(".~")]
    assert left == []
    assert len([json.loads(line) for line in home.splitlines()]) == 32


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, one: Cluster) -> None:
    files = list(walk(papers(tmp_path / "报送", 40)))
    standard, job = load_standard(), Job()
    with Ledger(tmp_path) as ledger:
        first = Memory(ledger, job, standard, 1.0)
        with use(one, files, job, []) as far:
            running = review_all(files, job, 1, first, far)
            some = [next(running) for _ in range(12)]
            running.close()
        second = Memory(ledger, job, standard, 2.0)
        with use(one, files, job, []) as far:
            rest = list(review_all(files, job, 1, second, far))
    assert second.reused >= 12
    assert said(rest)[:12] == said(some)
    assert said(rest) == said(list(review_all(files, job, 2)))


def test_a_file_that_kills_its_reader_costs_itself_on_a_worker_too(tmp_path: Path, one: Cluster) -> None:
    folder = papers(tmp_path / "报送", 6)
    plugin = tmp_path / "崩.py"
    plugin.write_text(
        "import os\nfrom checker.plugins import hookimpl\n"
        "@hookimpl\ndef checker_read(data, sha256):\n    if data == b'bad':\n        os._exit(1)\n",
        encoding="utf-8",
    )
    (folder / "崩.docx").write_bytes(b"bad")
    files = list(walk(folder))
    job = Job(plugins=(str(plugin),))
    with use(one, files, job, []) as far:
        reviews = {r.file: r for r in review_all(files, job, far=far)}
    assert "崩溃" in str(reviews.pop("崩.docx").reason)
    assert all(r.status != "unreadable" for r in reviews.values()) and len(reviews) == 6


def test_a_file_that_goes_while_the_run_lasts_is_told_of(tmp_path: Path, one: Cluster) -> None:
    files = [*walk(papers(tmp_path / "报送", 3)), Found(tmp_path / "报送" / "没了.docx", "没了.docx")]
    with use(one, files, Job(), []) as far:
        there = list(review_all(files, Job(), far=far))
    assert said(there) == said(list(review_all(files, Job())))
    assert "不在原处" in str(there[-1].reason)


def test_a_worker_that_cannot_see_the_folder_is_named(tmp_path: Path, one: Cluster) -> None:
    files = list(walk(papers(tmp_path / "报送", 1)))
    with use(one, files, Job(), []) as far:
        needs = dataclasses.replace(far._needs, sees=((str(tmp_path / "没有共享"), -1),))
        with pytest.raises(ClusterTrouble, match="看不到“.*没有共享”.*同样的路径"):
            FarPool(far._client, needs, Job(), 1, lambda note: None).meet()
        needs = dataclasses.replace(far._needs, writes=str(tmp_path), token="没有这个记号")
        with pytest.raises(ClusterTrouble, match="看不到结果文件夹"):
            FarPool(far._client, needs, Job(), 1, lambda note: None).meet()


@pytest.mark.slow
def test_a_worker_of_another_version_is_passed_over(tmp_path: Path) -> None:
    old = tmp_path / "旧版"
    files = list(walk(papers(tmp_path / "报送", 8)))
    notes: list[str] = []
    with cluster(tmp_path, 1) as made:
        _older_program(old)
        made.add_worker(cwd=old)
        made.await_workers(2)
        with use(made, files, Job(), notes) as far:
            reviews = list(review_all(files, Job(), far=far))
        assert said(reviews) == said(list(review_all(files, Job())))
        made.workers[0].kill()
        made.workers[0].wait()
        useless = pytest.raises(ClusterTrouble, match="没有一台能用的工作机：版本和本机不同：程序（工作机 0")
        with useless, use(made, files, Job(), []):
            pass
    assert len(notes) == 1 and "没有用上：版本和本机不同" in notes[0]


def _older_program(folder: Path) -> None:
    """A copy of the program in which one word differs; its worker runs there and takes it from there."""
    import checker
    import corpus
    import templates

    for package in (checker, corpus, templates):
        root = Path(package.__file__ or "").parent
        shutil.copytree(root, folder / root.name, ignore=shutil.ignore_patterns("__pycache__"))
    words = folder / "corpus" / "substitutions.tsv"
    words.write_text(words.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def test_no_scheduler_no_worker_no_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = papers(tmp_path / "报送", 1)
    with socket.socket() as taken:  # bound and never listening: refused at once
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert main(["check", str(folder), "--cluster", f"tcp://127.0.0.1:{port}"]) == 2
    told = capsys.readouterr()
    assert f"连不上集群的调度程序“tcp://127.0.0.1:{port}”" in told.err and "Traceback" not in told.err
    assert "distributed" not in told.err
    assert main(["check", str(folder), "--cluster", "随便 写的"]) == 2
    assert "不是集群的地址" in capsys.readouterr().err
    with cluster(tmp_path, 0) as made:
        files = list(walk(folder))
        idle = pytest.raises(ClusterTrouble, match="没有一台工作机。.*dask worker tcp://")
        with idle, connected(made.address, Job(), load_standard(), files, print, seconds=2):
            pass


def test_without_the_extra_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["check", str(papers(tmp_path, 1)), "--cluster", "127.0.0.1"]) == 2
    assert ".[cluster]" in capsys.readouterr().err


@pytest.mark.slow
def test_a_scheduler_that_goes_is_told_of_and_the_next_run_goes_on(tmp_path: Path) -> None:
    files = list(walk(papers(tmp_path / "报送", 60)))
    with cluster(tmp_path, 1) as made, Ledger(tmp_path) as ledger:
        memory = Memory(ledger, Job(), load_standard(), 1.0)
        with connected(made.address, Job(), load_standard(), files, print, seconds=10) as far:
            running = review_all(files, Job(), 1, memory, far)
            next(running)
            made.scheduler.kill()
            made.scheduler.wait()
            with pytest.raises(ClusterTrouble, match="调度程序断开了.*接着审"):
                list(running)
        memory = Memory(ledger, Job(), load_standard(), 2.0)
        assert len(list(review_all(files, Job(), 1, memory))) == 60
        assert memory.reused > 0


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("tcp://10.0.0.1:8000", "tcp://10.0.0.1:8000"),
        ("tls://调度", None),
        ("tls://head", "tls://head:8786"),
        ("[::1]:9", "tcp://[::1]:9"),
        ("http://a:1", None),
        ("a:99999", None),
        ("", None),
    ],
)
def test_addresses(text: str, full: str | None) -> None:
    if full is None:
        with pytest.raises(ClusterTrouble):
            address_of(text)
    else:
        assert address_of(text) == full
