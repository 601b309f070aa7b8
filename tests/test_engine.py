"""The engine's digest names each library that reading or judging rests on, and none that is not installed."""

import ast
import configparser
import re
import sys
from importlib import metadata
from pathlib import Path

from checker.engine import build

ROOT = Path(__file__).parents[1]
# Read into objects or shown only: neither tells what a paper says.
PLAIN = {"msgspec", "click", "rich", "psutil", "pluggy"}


def required() -> set[str]:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = config["options"]["install_requires"].split("\n")
    return {found[0] for line in lines if (found := re.match(r"[\w-]+", line.strip()))}


def libraries() -> dict[str, str]:
    return {name: version for name, version in build() if name not in ("系统", "程序", "Python")}


def imported() -> set[str]:
    """Third-party modules that the readers, the normal form import."""
    found = set()
    for path in (*sorted((ROOT / "checker" / "readers").rglob("*.py")), ROOT / "checker" / "normal.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"checker", "chinese_cli", "corpus"}


def test_every_library_named_is_one_of_ours() -> None:
    assert set(libraries()) <= required()
    assert all(libraries()[name] for name in libraries() if name not in ("iscc-tika", "rjieba"))


def test_what_opens_papers_is_named() -> None:
    places = metadata.packages_distributions()
    used = {name for module in imported() for name in (n.lower() for n in places.get(module, [module]))}
    assert {"lxml", "olefile"} <= used
    assert used - PLAIN <= set(libraries())
