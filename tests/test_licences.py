"""Every dependency is pinned, has its digests, is listed in docs/licences.md, and says the same licence itself."""

from __future__ import annotations

import configparser
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
ROWS = re.findall(
    r"^\| ([a-z][a-z0-9-]+) \| ([^|]+) \|$", (ROOT / "docs" / "licences.md").read_text("utf-8"), re.M
)
LISTED = dict(ROWS)
# Permissive, compatible with MIT; the two others are told of on the page.
PERMISSIVE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "0BSD", "Zlib", "CC0-1.0"}
SPOKEN_OF = {"docxtpl": {"LGPL-2.1-only"}, "hypothesis": {"MPL-2.0"}, "pathspec": {"MPL-2.0"}}
SAID = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


def pins(name: str) -> dict[str, set[str]]:
    """The pinned versions in a requirements file, by package; a package may have one for each Python."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line)
        if match:
            found.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return found


def needed(*extras: str) -> set[str]:
    """Everything setup.cfg asks for with these extras, and what that needs in turn, as installed here."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = [config["options"]["install_requires"]]
    lists += [config["options.extras_require"][extra] for extra in extras]
    waiting = [Requirement(line) for text in lists for line in text.split("\n") if line.strip()]
    found: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        for extra in ("", *wanted.extras):
            key = (canonicalize_name(wanted.name), extra)
            if key in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
                continue
            try:
                inner = distribution(wanted.name).requires or []
            except PackageNotFoundError:
                pytest.skip(f"{wanted.name} is not installed: the closure is not known")
            found.add(key)
            waiting += [
                Requirement(str(r).partition(";")[0])
                for r in map(Requirement, inner)
                if r.marker is None or r.marker.evaluate({"extra": extra})
            ]
    return {name for name, _ in found}


def test_whatever_is_needed_is_pinned_and_listed() -> None:
    pinned = pins("constraints.txt")
    assert len(ROWS) == len(LISTED)
    assert set(LISTED) == set(pinned)
    assert needed() and needed() <= set(pins("requirements/demo.txt"))
    assert needed("test", "train", "cluster") <= set(pinned)


def test_the_files_with_digests_have_the_same_versions() -> None:
    pinned = pins("constraints.txt")
    assert pins("requirements/test.txt") == pinned
    for name in ("requirements/demo.txt", "requirements/build.txt"):
        assert {n: pinned[n] for n in pins(name)} == pins(name)
    for name in ("build", "demo", "test"):
        blocks = re.split(r"\n(?=\S)", (ROOT / f"requirements/{name}.txt").read_text("utf-8"))
        named = [b for b in blocks if "==" in b.split("\n")[0]]
        assert named and all(re.search(r"--hash=sha256:[0-9a-f]{64}", b) for b in named)


def test_every_licence_is_compatible() -> None:
    for name, licence in LISTED.items():
        parts = set(re.split(r" (?:AND|OR) ", licence))
        assert parts <= SPOKEN_OF.get(name, PERMISSIVE), name


@pytest.mark.parametrize("name", sorted(LISTED))
def test_the_page_says_what_the_package_says(name: str) -> None:
    try:
        facts = distribution(name).metadata
    except PackageNotFoundError:
        pytest.skip("not installed on this system or for this Python")
    said = [facts.get("License-Expression") or ""]
    said += [c.rpartition(" :: ")[2] for c in facts.get_all("Classifier") or [] if c.startswith("License ::")]
    said += [(facts.get("License") or "").split("\n")[0]]
    known = [SAID.get(s, s) for s in said if s and s != "DFSG approved"]
    assert known, f"{name} says nothing of its licence"
    # A package may say only BSD; which of them stands in its licence file.
    assert any(k == LISTED[name] or (k == "BSD" and LISTED[name].startswith("BSD-")) for k in known), known


def test_every_library_asked_for_is_told_of_and_no_other() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    wanted = {
        Requirement(line).name for line in config["options"]["install_requires"].split("\n") if line.strip()
    }
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = [first for first in re.findall(r"^\| ([^|]+) \|", page, re.M) if first not in ("library", "---")]
    assert {name for row in rows for name in row.split(", ")} == wanted
