"""The examples in the docstrings of the reader hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import checker.readers

MODULES = sorted(m.name for m in pkgutil.walk_packages(checker.readers.__path__, "checker.readers."))


@pytest.mark.parametrize("name", ["checker.wordml", *(m for m in MODULES if not m.endswith("_legacy_child"))])
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
