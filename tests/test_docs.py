"""README.md and docs/*.md against the programs: commands and options that are there, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.cli import main as checker
from docgen.cli import main as docgen

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]+|-[a-z])(?![\w-])")
COMMAND = re.compile(r"(?:^ *|(?<=[`/\\]))(checker|docgen) ([a-z]+)([^`\n]*)", re.M)
OF_OTHERS = {"--memory-limit", "--nthreads"}
"""Options of Dask that a page names by themselves."""
SELF_EVIDENT = {"--help", "--output", "--rebuild", "--misses"}
"""What no page need name: -h, the long form of -o, and what is done unless --no-… is given."""


@pytest.fixture
def options(capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], set[str]]:
    """The options of every command, by program and command, as --help tells them."""
    found = {}
    for name, main in {"checker": checker, "docgen": docgen}.items():
        main(["--help"])
        for command in re.findall(r"^  ([a-z]+) {2,}", capsys.readouterr().out, re.M):
            main([command, "--help"])
            found[name, command] = set(OPTION.findall(capsys.readouterr().out))
    assert len(found) > 12 and all(found.values())
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_and_option_a_page_names_is_there(
    page: Path, options: dict[tuple[str, str], set[str]]
) -> None:
    text = page.read_text(encoding="utf-8")
    wrong = [
        match[0].strip()
        for match in COMMAND.finditer(text)
        if (match[1], match[2]) not in options
        or not set(OPTION.findall(match[3])) <= options[match[1], match[2]]
    ]
    known = set[str]().union(*options.values(), OF_OTHERS)
    wrong += [option for option in re.findall(r"`(--[a-z][a-z-]+)", text) if option not in known]
    assert wrong == []


def test_every_command_and_option_is_named_on_some_page(options: dict[tuple[str, str], set[str]]) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    long = {option for of in options.values() for option in of if option.startswith("--")}
    assert long - set(OPTION.findall(text)) - SELF_EVIDENT == set()
    assert [f"{name} {command}" for name, command in options if f"{name} {command}" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_on_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\(([^)#\s]+)", text)
    assert [x for x in links if "://" not in x and not (page.parent / x).exists()] == []
