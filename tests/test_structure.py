"""What imports what: corpus knows nobody, the two programs not each other, and no two parts each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What each package may import of ours.
MAY = {
    "corpus": {"corpus"},
    "chinese_cli": {"chinese_cli"},
    "docgen": {"docgen", "corpus", "chinese_cli", "templates"},
    "checker": {"checker", "corpus", "chinese_cli", "templates"},
}
OURS = {"corpus", "templates", "chinese_cli", "docgen", "checker", "tools", "tests", "benchmarks", "fuzz"}


def imported(path: Path) -> Iterator[str]:
    """The full names of all that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path}: 相对引入"
            for name in node.names:
                module = Path(ROOT, *node.module.split("."), name.name)
                inside = module.is_dir() or module.with_suffix(".py").is_file()
                yield f"{node.module}.{name.name}" if inside else node.module


def room(module: str) -> str:
    """The folder of a module directly in its package, or the module."""
    return ".".join(module.split(".")[:2])


def rooms(package: str) -> dict[str, set[str]]:
    """By room of a package, the others it imports. A package's face only hands names on."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        name = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if name == f"{package}.__init__":
            continue
        others = {room(m) for m in imported(path) if m.startswith(package + ".")}
        found.setdefault(name, set()).update(others - {name})
    return found


@pytest.mark.parametrize("package", MAY)
def test_a_package_imports_of_ours_what_it_may(package: str) -> None:
    used = {module.split(".")[0] for path in (ROOT / package).rglob("*.py") for module in imported(path)}
    assert used & OURS <= MAY[package]


@pytest.mark.parametrize("package", MAY)
def test_no_two_rooms_import_each_other_directly_or_through_others(package: str) -> None:
    left = rooms(package)
    while ends := {n for n in left if not left[n] or not any(n in others for others in left.values())}:
        left = {name: others - ends for name, others in left.items() if name not in ends}
    assert left == {}  # those in a circle, or between two


def test_a_circle_would_be_found() -> None:
    assert "checker.schools" in rooms("checker")["checker.expected"]
    assert "checker.reports" not in rooms("checker")["checker.schools"]
    assert rooms("docgen")["docgen.forms"] >= {"docgen.asked", "docgen.formbook"}
