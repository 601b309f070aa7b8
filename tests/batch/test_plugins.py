"""The examples of docs/plugins.md, run as they stand there, and plugins that misbehave."""

from __future__ import annotations

import http.server
import json
import re
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.batch import review_all
from checker.findings import Review
from checker.job import Job
from checker.names import walk
from checker.plugins import Hooks, PluginError, load_plugins
from checker.watch import Settings, Waits, Watcher
from tests.docx_builder import Docx

DOCS = Path(__file__).parents[2] / "docs" / "plugins.md"
_EXAMPLE = re.compile(r"<!-- file: (\S+) -->\n```python\n(.*?)```", re.S)
EXAMPLES = dict(_EXAMPLE.findall(DOCS.read_text(encoding="utf-8")))
FAST = Settings(waits=Waits(settle=0.3))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work folder that is the current one, with 报送 in it and the examples beside."""
    (tmp_path / "报送" / "甲").mkdir(parents=True)
    Docx("承诺书", "我收到礼金两百元。", "承诺人：王五", "2011年3月1日").save(
        tmp_path / "报送" / "甲" / "a.docx"
    )
    for name, text in EXAMPLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reviews(folder: Path, *plugins: str) -> list[Review]:
    job = Job(plugins=tuple(str(folder / p) for p in plugins))
    return list(review_all(walk(folder / "报送"), job))


def test_every_hook_has_an_example_and_every_example_compiles() -> None:
    text = "\n".join(EXAMPLES.values())
    hooks = [name for name in vars(Hooks) if name.startswith("checker_")]
    assert len(hooks) == 4 and all(f"def {name}(" in text for name in hooks)
    for name, example in EXAMPLES.items():
        compile(example, name, "exec")


def test_a_rule(folder: Path) -> None:
    assert not [f for r in reviews(folder) for f in r.findings if f.rule == "local.cash"]
    (review,) = reviews(folder, "规则.py")
    (finding,) = [f for f in review.findings if f.rule == "local.cash"]
    assert finding.where is not None
    assert review.texts[finding.where.paragraph][finding.where.start : finding.where.end] == "礼金"


def test_a_rules_own_examples_hold(folder: Path) -> None:
    for rule in load_plugins([str(folder / "规则.py")]).rules:
        for texts, expected in ((rule.fails, True), (rule.passes, False)):
            for text in texts:
                Docx("承诺书", text).save(folder / "报送" / "甲" / "a.docx")
                (review,) = reviews(folder, "规则.py")
                assert any(f.rule == rule.id for f in review.findings) is expected


def test_a_reader(folder: Path) -> None:
    lines = ["承诺书", "每周家访两户困难学生。", "承诺人：李四", "2011年3月1日"]
    (folder / "报送" / "b.json").write_text(
        json.dumps({"系统": "填报", "段落": lines}, ensure_ascii=False), "utf-8"
    )
    (folder / "报送" / "c.json").write_text('{"系统": "填报", "段', encoding="utf-8")
    found = {r.file: r for r in reviews(folder, "读取.py")}
    assert found["b.json"].title == "承诺书" and found["b.json"].kind == "letter"
    assert found["c.json"].status == "unreadable" and "重新导出" in str(found["c.json"].reason)


def test_a_report_is_written_by_the_watcher(folder: Path) -> None:
    settings = Settings(waits=Waits(settle=0.3), plugins=(str(folder / "报表.py"),))
    Watcher(folder / "报送", folder / "结果", settings).once()
    assert "需修改的文件" in (folder / "结果" / "需修改.txt").read_text("utf-8")


class _Robot(http.server.BaseHTTPRequestHandler):
    heard: list[str] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.append(body["text"]["content"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_a_message_to_a_chat_robot(folder: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), _Robot) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        plugin = folder / "聊天群.py"
        plugin.write_text(plugin.read_text("utf-8").replace(":8000", f":{server.server_port}"), "utf-8")
        (folder / "报送" / "空.docx").touch()
        reviews(folder, "聊天群.py")
        server.shutdown()
    assert [h for h in _Robot.heard if h.startswith("空.docx：") and "空" in h]


def test_a_copy_to_the_archive(folder: Path) -> None:
    plugin = folder / "归档.py"
    plugin.write_text(plugin.read_text("utf-8").replace('== "pass"', '!= "unreadable"'), "utf-8")
    reviews(folder, "归档.py")
    assert (folder / "归档" / "甲" / "a.docx").read_bytes() == (
        folder / "报送" / "甲" / "a.docx"
    ).read_bytes()


class _Mail(socketserver.StreamRequestHandler):
    got: list[str] = []

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        data = False
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            if data:
                self.got.append(line)
                data = line != "."
                if not data:
                    self.wfile.write(b"250 ok\r\n")
            elif line.upper() == "DATA":
                data = True
                self.wfile.write(b"354 go on\r\n")
            elif line.upper() == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


def test_a_mail_through_the_local_server(folder: Path) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        plugin = folder / "发信.py"
        port = server.server_address[1]
        plugin.write_text(
            plugin.read_text("utf-8").replace('"127.0.0.1", 25', f'"127.0.0.1", {port}'), "utf-8"
        )
        (folder / "报送" / "空.docx").touch()
        reviews(folder, "发信.py")
        server.shutdown()
    assert any(line.startswith("To: office@bureau.example") for line in _Mail.got)


def test_the_example_that_calls_the_watcher_is_a_program(folder: Path) -> None:
    done = subprocess.run([sys.executable, "直接调用.py"], capture_output=True, timeout=300, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert "甲/a.docx" in done.stdout.decode()


def test_the_example_that_hangs_on_to_an_observer_is_a_program(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "挂上去.py"], stdout=subprocess.PIPE, cwd=folder) as program:
        assert program.stdout is not None
        # However long a busy machine takes: the suite's own limit ends a program that says nothing.
        line = program.stdout.readline()
        program.kill()
    assert "甲/a.docx" in line.decode()


def test_plugins_that_fail_cost_no_review(folder: Path) -> None:
    (folder / "坏.py").write_text(
        "from checker.plugins import hookimpl\nfrom checker.rules import Rule\n"
        "def bad(analysis): raise KeyError('x')\n"
        "@hookimpl\ndef checker_rules(): return [Rule('bad.rule', 'info', '坏', '', bad)]\n"
        "@hookimpl\ndef checker_reviewed(review): raise RuntimeError('不通')\n"
        "@hookimpl\ndef checker_report(reviews, out, when): raise RuntimeError('不写')\n",
        encoding="utf-8",
    )
    (review,) = reviews(folder, "坏.py", "归档.py")
    assert [f.message for f in review.findings if f.rule == "plugin.failed"] == [
        "插件规则“bad.rule”出错（KeyError），这一项没有检查。"
    ]
    plain = {f for f in review.findings if f.rule != "plugin.failed"}
    assert plain == set(reviews(folder)[0].findings)


def test_a_plugin_that_cannot_be_loaded_is_named(folder: Path) -> None:
    (folder / "错.py").write_text("import 没有这个模块\n", encoding="utf-8")
    (folder / "拼错.py").write_text(
        "from checker.plugins import hookimpl\n@hookimpl\ndef checker_ruels(): return []\n", encoding="utf-8"
    )
    for name in ("没有.py", "错.py", "拼错.py", "no_such_module_at_all"):
        with pytest.raises(PluginError, match="插件"):
            load_plugins([str(folder / name) if name.endswith(".py") else name])


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Path]:
    """A plugin installed as a package, on the path of a new interpreter."""
    site = tmp_path / "site"
    info = site / "our_county_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "our_county_rules.py").write_text(EXAMPLES["规则.py"], encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-county-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[wudaitou.checker]\nour_county = our_county_rules\n")
    yield site


def test_an_installed_package_takes_part_by_itself(folder: Path, installed: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from checker.cli import main; sys.exit(main(['check', '报送', '--format', 'jsonl']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, cwd=folder)
    assert "local.cash" in done.stdout.decode(), done.stderr.decode()
