"""Help pages as a layman reads them at 80 columns: Chinese, no word torn where a mark is near, nothing of click's own."""

import re
from collections.abc import Callable, Iterator

import click
import pytest

from checker.cli import cli as checker_cli
from checker.cli import main as checker
from checker.cli_check import check
from chinese_cli.wide import columns, wrapped
from docgen.cli import cli as docgen_cli
from docgen.cli import main as docgen

CLOSING = "，。、；：？！）”》】」"


def _pages() -> Iterator[tuple[str, Callable[[list[str]], int], list[str]]]:
    for name, main, group in (("checker", checker, checker_cli), ("docgen", docgen, docgen_cli)):
        yield name, main, ["--help"]
        for command in group.commands:
            yield f"{name} {command}", main, [command, "--help"]


@pytest.mark.parametrize(("name", "main", "args"), [pytest.param(*p, id=p[0]) for p in _pages()])
def test_a_help_page_fits_eighty_columns_and_is_chinese(
    name: str,
    main: Callable[[list[str]], int],
    args: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(args) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"用法：{name}")
    assert max(map(columns, lines)) <= 80
    text = "\n".join(lines)
    assert not re.search(r"required|<=|default|Usage|Options", text)
    words = [line.strip() for line in lines if line.strip()]
    assert not any(w[0] in CLOSING for w in words)
    assert min(columns(w) for w in words) > 4, "no line of a single sign"


def test_what_is_used_most_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    checker(["--help"])
    text = capsys.readouterr().out
    commands = re.findall(r"^  ([a-z]+) {2,}", text, re.M)
    assert commands[:3] == ["demo", "check", "expected"] and commands[-1] == "evaluate"
    assert "每个命令的用法：checker check --help" in text
    checker(["check", "--help"])
    text = capsys.readouterr().out
    headings = re.findall(r"^([^ 用\n].*)：$", text, re.M)
    assert headings == ["最常用", "名单和回信", "怎样判定", "其他选项"]
    options = [p for p in check.params if isinstance(p, click.Option)]
    assert all(
        text.count(f"{max(p.opts, key=len)} ") == 1 for p in options if p.name not in ("output", "expected")
    )
    assert "同时审几份，默认按处理器个数（1 到 64）" in text


def test_text_is_broken_after_marks_and_loses_nothing() -> None:
    text = "学会审查人的更正：读汇总表“依据”里“更正”一栏，先列出哪些文件的结论会变（不写），加 --yes 才写入"
    for room in range(12, 100):
        lines = wrapped(text, room)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert max(map(columns, lines)) <= room
    assert wrapped(text, 68)[0].endswith("一栏，")
    assert wrapped("", 10) == [""]
