"""docs/watch.md and docs/service.md say what is: states, events, and files that other programs take."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.cli import main
from checker.findings import OUTCOME_NAMES
from checker.reports.links import WITHDRAWN
from checker.watch import Settings
from checker.watch.session import _LAST_SECONDS
from checker.watch.states import Waits
from checker.watch.status import STATE_NAMES
from tests.watch.world import letter

DOCS = Path(__file__).parents[2] / "docs"
WATCH, SERVICE = ((DOCS / name).read_text(encoding="utf-8") for name in ("watch.md", "service.md"))
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", SERVICE, re.S))


def test_every_state_is_explained_under_the_name_that_status_gives_it() -> None:
    rows = dict(re.findall(r"^\| (\S.*?)（`(\w+)`） \|", WATCH, re.M))
    names = {**STATE_NAMES, "stray": OUTCOME_NAMES["stray"]}
    assert {state: name for name, state in rows.items()}.keys() == names.keys()
    for name, state in rows.items():
        assert names[state].startswith(name), state


def test_the_times_it_tells_are_those_of_the_program() -> None:
    settings = Settings()
    waits = settings.waits
    assert f"安静 {waits.settle:g} 秒" in WATCH and f"最多 {settings.refresh:g} 秒一次" in WATCH
    tries = [waits.settle * 2**n for n in range(waits.retries - 1)]
    assert f"过 {'、'.join(f'{t:g}' for t in tries)} 秒再试，五次" in WATCH and waits.retries == 5
    once = Waits.at_once(waits.settle)
    looks = [waits.settle * 2**n for n in range(once.same - 1)]
    assert f"过 {'、'.join(f'{t:g}' for t in looks)} 秒再看：三次" in WATCH and (once.same, waits.same) == (
        3,
        0,
    )
    assert f"前后约 {waits.settle + sum(looks):g} 秒" in WATCH
    assert waits.lock_age == 2 * 3600 and "锁文件两个小时" in WATCH
    assert waits.empty_root == 600 and "等十分钟" in WATCH
    assert f"过 {settings.trouble_pause:g} 秒从台账接着来" in WATCH
    assert f"每 {settings.poll_every:g} 秒巡查" in WATCH
    assert settings.beat == 10 and "心跳十秒一次" in WATCH
    assert f"`{WITHDRAWN}/`" in WATCH
    assert f"最多等 {_LAST_SECONDS:g} 秒" in WATCH


def test_every_event_of_the_log_is_explained_and_no_other() -> None:
    source = "".join(p.read_text("utf-8") for p in (DOCS.parent / "checker" / "watch").glob("*.py"))
    written = set(re.findall(r"""log\(\s*"(\w+)",""", source))
    rows = re.search(r"(\| event \|.*?)\n\n", SERVICE, re.S)
    assert rows is not None
    told = set(re.findall(r"`(\w+)`", "\n".join(r.split("|")[1] for r in rows[1].splitlines())))
    assert told == written


def test_the_line_of_the_log_it_shows_is_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import json

    letter(tmp_path / "报送" / "石桥小学" / "承诺书.docx", 1)
    args = ["watch", tmp_path / "报送", "-o", tmp_path / "结果", "--once", "--settle", "0.3", "--log", "json"]
    assert main([str(a) for a in args]) == 0
    events = {e["event"]: e for e in map(json.loads, capfd.readouterr().err.splitlines())}
    (shown,) = re.findall(r"```json\n(.*?)\n```", SERVICE, re.S)
    assert {**json.loads(shown), "time": events["reviewed"]["time"]} == events["reviewed"]


def unit(tmp_path: Path) -> Path:
    """The unit, for a program that is here."""
    path = tmp_path / "wudaitou-watch.service"
    checker = shutil.which("checker", path=str(Path(sys.executable).parent)) or sys.executable
    path.write_text(FILES[path.name].replace("/opt/wudaitou/.venv/bin/checker", checker), encoding="utf-8")
    return path


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_unit_and_finds_it_well_guarded(tmp_path: Path) -> None:
    path = unit(tmp_path)
    done = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and path.name not in done.stderr, done.stderr
    # Exposure from 0 (none) to 10, in tenths; "OK" ends at 5.
    guarded = ["systemd-analyze", "security", "--offline=true", "--threshold=20", path]
    done = subprocess.run(guarded, capture_output=True, text=True, timeout=60)
    if "unrecognized option" not in done.stderr:  # systemd before 250
        assert done.returncode == 0, done.stdout[-500:]


def test_the_unit_keeps_submissions_read_only_and_gives_time_to_stop() -> None:
    lines = FILES["wudaitou-watch.service"].splitlines()
    for line in ("NoNewPrivileges=yes", "PrivateTmp=yes", "ReadOnlyPaths=/srv/报送", "KillMode=mixed"):
        assert line in lines
    (seconds,) = [int(x.partition("=")[2]) for x in lines if x.startswith("TimeoutStopSec=")]
    assert seconds > 10


TESTPARM = shutil.which("testparm")


@pytest.mark.samba
@pytest.mark.skipif(not TESTPARM, reason="samba is not installed")
def test_samba_takes_the_shares(tmp_path: Path) -> None:
    path = tmp_path / "smb.conf"
    path.write_text(FILES["smb.conf"], encoding="utf-8")
    done = subprocess.run([str(TESTPARM), "-s", path], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Unknown parameter" not in done.stderr and "Loaded services file OK" in done.stderr
    assert "[报送]" in done.stdout and "read only = No" in done.stdout and "[结果]" in done.stdout


LOGROTATE = shutil.which("logrotate") or next((p for p in ("/usr/sbin/logrotate",) if Path(p).exists()), None)


@pytest.mark.skipif(not LOGROTATE, reason="logrotate is not installed")
def test_logrotate_rotates_while_the_log_is_written(tmp_path: Path) -> None:
    log = tmp_path / "watch.log"
    conf = tmp_path / "conf"
    conf.write_text(FILES["logrotate"].replace("/var/log/wudaitou/*.log", f"{log}"), encoding="utf-8")
    conf.chmod(0o644)
    with log.open("a") as stream:  # as >> does
        stream.write("before\n")
        stream.flush()
        subprocess.run([str(LOGROTATE), "-f", "-s", tmp_path / "state", conf], check=True, timeout=60)
        stream.write("after\n")
    assert log.read_text() == "after\n" and (tmp_path / "watch.log.1").read_text() == "before\n"


def test_one_question_a_section_and_no_words_for_programmers() -> None:
    assert len(re.findall(r"^## ", WATCH, re.M)) >= 18
    assert not re.search(r"stdout|stderr|cache|hash|reconcil", WATCH)
