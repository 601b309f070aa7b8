"""`checker demo`: the packaged examples in, a folder of submissions and its review out (演示)."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import click
import yaml

from checker.desk import check_paths
from checker.options import Options

__all__ = ["run_demo"]

SUBMISSIONS = "报送材料"
RESULTS = "结果"


def run_demo(output: Path) -> int:
    """Write the submissions, review them, and say what to open. 0: troubled files are part of the demo."""
    folder = output / SUBMISSIONS
    _write_submissions(folder)
    click.echo(f"做了一个报送文件夹：{folder}，里面有写得好的、有毛病的，也有打不开的。下面审查它：")
    check_paths([folder], Options(output=output / RESULTS))
    return 0


def _write_submissions(folder: Path) -> list[Path]:
    """The demo's submissions, made from the packaged corpus, plus files that cannot be read."""
    texts = _texts()
    listed = yaml.safe_load((resources.files("checker") / "demo.yaml").read_text(encoding="utf-8"))
    written = []
    for item in listed:
        path = folder.joinpath(*item["file"].split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = texts[item["id"]]
        if item["format"] == "docx":
            _write_docx(path, text)
        else:
            path.write_text(text, encoding="utf-8")
        written.append(path)
    troubled = {
        "枫林小学/空白.docx": b"",
        "枫林小学/党性分析报告.docx": bytes((i * 73 + 41) % 256 for i in range(4096)),
        "第二高级中学/~$程立-承诺书.docx": b"\x05lock",
    }
    for name, content in troubled.items():
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def _texts() -> dict[str, str]:
    """Every packaged training document's text by its id."""
    out = {}
    documents = resources.files("corpus") / "examples" / "documents"
    for file in sorted(documents.iterdir(), key=lambda f: f.name):
        if file.name.startswith("train-"):
            for line in file.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                out[record["id"]] = record["text"]
    return out


def _write_docx(path: Path, text: str) -> None:
    import datetime

    import docx

    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = datetime.datetime(2011, 6, 1)
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
