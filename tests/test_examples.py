"""The examples in the docstrings hold: most of what says what a function does."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("checker", "chinese_cli", "corpus", "docgen", "templates")


def names() -> list[str]:
    """Every module with an example, but what trains: that needs libraries of its own."""
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "training" not in parts and ">>> " in path.read_text(encoding="utf-8"):
                found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def test_modules_with_examples_are_found() -> None:
    assert len(names()) > 80
    assert {"checker.dates", "docgen.values", "corpus.wordlists", "checker.readers.numerals"} <= set(names())


@pytest.mark.parametrize("name", names())
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module)
    assert result.attempted > 0, "an example that nothing finds is never tried"
    assert result.failed == 0
