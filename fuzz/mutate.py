"""A fuzz input in, the same with its XML changed as a tree out: elements cut, doubled, moved, wrapped, renamed."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

from fuzz.parts import RAW, join, split
from tests.docx_builder import XMLNS, W

__all__ = ["mutated"]

_NAMES = Path(__file__).with_name("names.txt").read_text(encoding="utf-8").split()
_VALUES = (
    "", "0", "1", "-1", "9", "999999999", "99999999999999999999", "a", "false", "on", "separate", "begin", "end",
    "none", "bullet", "chineseCounting", "%1%2%9", "\u0660", "²", "一", "continue", "restart", "F0A8", "D800", "first",
)  # fmt: skip
_WORDS = ("文", "　", " ", "\n", "一、", "\u202e", "\U00020bb7", "a" * 50, "2011年3月1日", "")


def mutated(data: bytes, seed: int, size: int) -> bytes | None:
    """The input changed a few times; None when no part of it is a tree (bytes must be changed instead)."""
    from lxml import etree

    if data.startswith(RAW):
        return None
    chance = random.Random(seed)
    parts = split(data)
    name = chance.choice(sorted(parts))
    try:
        root = etree.fromstring(f"<x {XMLNS}>{parts[name]}</x>")
    except etree.XMLSyntaxError:
        return None
    try:
        for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
            _change(root, chance, etree)
    except ValueError:  # names that libxml2 reads from broken bytes and does not take from a program
        return None
    inner = (root.text or "") + "".join(etree.tostring(e, encoding="unicode") for e in root)
    # tostring repeats the namespaces at every top element; without them inputs stay small.
    for declaration in XMLNS.split():
        inner = inner.replace(f" {declaration}", "")
    made = join({**parts, name: inner})
    return made if len(made) <= size else None


def _change(root: Any, chance: random.Random, etree: Any) -> None:
    below = [e for e in root.iter("*") if e is not root]
    if not below:
        root.append(etree.Element(f"{{{W}}}p"))
        return
    element = chance.choice(below)
    other = chance.choice(below)
    kind = chance.randrange(9)
    if kind == 0:
        element.getparent().remove(element)
    elif kind == 1:
        for _ in range(chance.choice((1, 1, 2, 10))):
            element.addnext(copy.deepcopy(element))
    elif kind == 2:
        piece = copy.deepcopy(other)
        element.insert(chance.randint(0, len(element)), piece)
    elif kind == 3:
        element.tag = f"{{{W}}}{chance.choice(_NAMES)}"
    elif kind == 4:
        wrap = etree.Element(f"{{{W}}}{chance.choice(_NAMES)}")
        element.addprevious(wrap)
        wrap.append(element)
    elif kind == 5:
        names = list(element.attrib) or [f"{{{W}}}val"]
        element.set(chance.choice(names), chance.choice(_VALUES))
    elif kind == 6:
        element.text = chance.choice(_WORDS)
    elif kind == 7:
        element.tail = chance.choice(_WORDS)
    else:
        element.insert(0, etree.Element(f"{{{W}}}{chance.choice(_NAMES)}"))
