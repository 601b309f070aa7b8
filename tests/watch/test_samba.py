"""A real Samba server on loopback; schools put files with smbclient while the watcher looks at the share."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from checker.watch import Settings, Watcher
from tests.docx_builder import Docx
from tests.watch.world import FAST, eventually, histories, letter, progress, settled, states

SMBD = shutil.which("smbd") or next((p for p in ("/usr/sbin/smbd",) if Path(p).exists()), None)
pytestmark = [
    pytest.mark.samba,
    pytest.mark.skipif(not SMBD or not shutil.which("smbclient"), reason="samba is not installed"),
]

CONF = """
[global]
server role = standalone server
smb ports = {port}
interfaces = lo
bind interfaces only = yes
private dir = {work}
lock directory = {work}
state directory = {work}
cache directory = {work}
pid directory = {work}
ncalrpc dir = {work}/ncalrpc
passdb backend = tdbsam:{work}/passdb.tdb
log file = {work}/smbd.log
map to guest = Bad User
guest account = {user}
load printers = no
disable spoolss = yes
server min protocol = SMB2
unix charset = UTF-8

[报送]
path = {root}
guest ok = yes
read only = no
create mask = 0666
directory mask = 0777
"""


@dataclass(frozen=True)
class Share:
    """The exported folder and a way to reach it as a school does."""

    root: Path
    port: int
    server: subprocess.Popen[bytes]

    def do(self, commands: str) -> None:
        done = subprocess.run(self._client(commands), capture_output=True, timeout=60)
        assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")

    def slowly(self, remote: str, content: bytes, seconds: float, pieces: int = 12) -> None:
        """Put a file piece by piece, as over a bad line."""
        client = subprocess.Popen(
            self._client(f'put - "{remote}"'), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        assert client.stdin is not None
        size = len(content) // pieces + 1
        for start in range(0, len(content), size):
            client.stdin.write(content[start : start + size])
            client.stdin.flush()
            time.sleep(seconds / pieces)
        client.stdin.close()
        assert client.wait(timeout=60) == 0

    def _client(self, commands: str) -> list[str]:
        return ["smbclient", "//127.0.0.1/报送", "-p", str(self.port), "-N", "-c", commands]


@pytest.fixture
def share() -> Iterator[Share]:
    """A share in a folder of its own: pytest's is closed to the guest, and closed again by each session."""
    with tempfile.TemporaryDirectory(prefix="samba-") as name:
        Path(name).chmod(0o711)
        yield from served(Path(name))


def served(base: Path) -> Iterator[Share]:
    root, work = base / "报送", base / "samba"
    root.mkdir()
    (work / "ncalrpc").mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    as_root = os.geteuid() == 0
    if as_root:  # the guest is another user then
        root.chmod(0o777)
    conf = work / "smb.conf"
    user = "nobody" if as_root else getpass.getuser()
    conf.write_text(CONF.format(port=port, work=work, root=root, user=user), encoding="utf-8")
    server = subprocess.Popen(
        # A session of its own: at its end smbd sends SIGTERM to its whole process group.
        [str(SMBD), "-F", "--no-process-group", "-s", str(conf)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        made = Share(root, port, server)

        def answers() -> bool:
            done = subprocess.run(made._client("ls"), capture_output=True, timeout=20)
            return done.returncode == 0

        eventually(answers, why=lambda: [p.read_text(errors="replace")[-2000:] for p in work.glob("*.log")])
        yield made
    finally:
        server.terminate()
        server.wait(timeout=20)


def local(tmp_path: Path, number: int, extra: str = "") -> Path:
    return letter(tmp_path / "学校电脑" / f"{number}.docx", number, extra)


@pytest.mark.parametrize("settings", [FAST, replace(FAST, poll=True)], ids=["events", "poll"])
def test_files_over_smb_are_put_renamed_overwritten_and_deleted(
    share: Share, tmp_path: Path, settings: Settings
) -> None:
    out = tmp_path / "结果"
    told: list[str] = []
    with Watcher(share.root, out, settings, lambda review: told.append(review.file)):
        share.do(f'mkdir 东河小学; put "{local(tmp_path, 1)}" 东河小学/承诺书.docx')
        eventually(settled(out, 1), why=lambda: states(out))
        share.do("rename 东河小学/承诺书.docx 东河小学/改名.docx")
        eventually(lambda: progress(out) == {"东河小学/改名.docx": "reviewed"}, why=lambda: states(out))
        share.do(f'put "{local(tmp_path, 1, "新加的一句：不参加有偿补课。")}" 东河小学/改名.docx')
        eventually(lambda: len(histories(out)["东河小学/改名.docx"]) == 2, why=lambda: states(out))
        share.do(f'put "{local(tmp_path, 2)}" 东河小学/第二份.docx; rm 东河小学/改名.docx')
        eventually(
            lambda: progress(out) == {"东河小学/改名.docx": "gone", "东河小学/第二份.docx": "reviewed"},
            why=lambda: states(out),
        )
    assert told == ["东河小学/承诺书.docx", "东河小学/改名.docx", "东河小学/第二份.docx"]


def test_a_slow_upload_is_reviewed_once_and_whole(share: Share, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    lines = [f"第{n}条：每天读书一小时，写笔记{n}字，家访{n}户。" for n in range(4000)]
    content = Docx("承诺书", *lines, "承诺人：王五", "2011年3月1日").save(tmp_path / "大.docx").read_bytes()
    with Watcher(share.root, out, FAST):
        share.slowly("大.docx", content, seconds=6)
        eventually(settled(out, 1), why=lambda: states(out))
        time.sleep(1.5)
    assert progress(out) == {"大.docx": "reviewed"}
    assert len(histories(out)["大.docx"]) == 1


def test_a_lock_file_put_over_smb_holds_the_document(share: Share, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    lock = tmp_path / "lock"
    lock.write_bytes(b"\x03abc" + bytes(158))
    with Watcher(share.root, out, FAST):
        share.do(f'put "{lock}" "~$诺书终稿.docx"; put "{local(tmp_path, 3)}" 承诺书终稿.docx')
        eventually(lambda: states(out).get("承诺书终稿.docx") == "held", why=lambda: states(out))
        time.sleep(2)
        assert states(out)["承诺书终稿.docx"] == "held"
        share.do('rm "~$诺书终稿.docx"')
        eventually(lambda: progress(out) == {"承诺书终稿.docx": "reviewed"}, why=lambda: states(out))


def test_a_whole_folder_over_smb(share: Share, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    for n in range(60):
        letter(tmp_path / "学校电脑" / "西岭中心校" / f"{n}.docx", n)
    with Watcher(share.root, out, replace(FAST, jobs=2)):
        share.do(f'lcd "{tmp_path}/学校电脑"; recurse ON; prompt OFF; mput 西岭中心校')
        eventually(settled(out, 60), why=lambda: states(out))
    assert all(len(h) == 1 for h in histories(out).values())
